"""What leaves no doubt is mended, comments stay, and what could mean two things is left alone."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import ROOT, Repository, run
from generated import TREES
from test_nodes import pieces
from yousaid import cli, decode, reader, saving
from yousaid.authoring import canonical, spelling
from yousaid.authoring.fix import fixed
from yousaid.diagnostics import Source, surely
from yousaid.model.mapfile import MapFile
from yousaid.model.values import Record
from yousaid.reader import Document, Kind

thorough = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), max_examples=50)
GOOD = "title: Print\nidea: |\n  Please.\nasked: 2026-01-12\noutcome: received\narea: reports\n"


def decoded(kind: Kind, text: str) -> tuple[object, list[str]]:
    entry, faults = decode.decode(Document(kind, "a", Source("a.yml", text)))
    return entry and entry.value, [f"{fault.code.id} {fault.message}" for fault in faults]


# Whatever there is.


def _with_comments(text: str, draw: st.DrawFn) -> str:
    """Return the text with comments wherever a line may have one above it, and behind words and dates."""
    lines: list[str] = []
    inside = -1
    for number, line in enumerate(text.split("\n")):
        margin = len(line) - len(line.lstrip(" "))
        if inside >= 0 and line and margin <= inside:
            inside = -1
        if inside < 0 and line:
            if draw(st.booleans()):
                lines.append(" " * margin + f"# note {number}.")
            if draw(st.integers(0, 5)) == 0:
                lines.append("")
            if draw(st.booleans()) and re.match(r" *(- )?(asked|outcome|shipped|form|for|draft|area): ", line):
                line += f"  # beside {number}."
            if line.endswith(": |"):
                inside = margin
        lines.append(line)
    return "\n".join([*lines[:-1], "# the end.", ""])


@st.composite
def untidy(draw: st.DrawFn, kind: Kind) -> tuple[str, str]:
    """Return a record as it would be written, and the same with fields in any order, comments, and slips."""
    tree = draw(TREES[kind])
    value = decode.MODELS[kind].model_validate(tree)
    names = draw(st.permutations(list(canonical.fields(value))))  # type: ignore[arg-type]
    fields = canonical.fields(value)  # type: ignore[arg-type]
    text = _with_comments(canonical.written({name: fields[name] for name in names}), draw)
    if draw(st.booleans()):
        text = re.sub(r"(?m)^(asked|shipped): (\d{4})-0(\d)(?=-|$| )", r"\1: \2-\3", text)
    if draw(st.booleans()):
        text = re.sub(r"(?m)^outcome: (\w)", lambda match: f"outcome: {match[1].upper()}", text)
    if draw(st.booleans()):
        text = text.replace("\noutcome:", "\noutcom:").replace("\ntitle:", "\nTitle:")
    if draw(st.booleans()):
        text = re.sub(r"(?m)^(asked|area|form): (.*)$", r"\1: \2  ", text)
    if draw(st.booleans()):
        text = "\ufeff" + text.replace("\n", "\r\n")
    return canonical.text(value), text  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", get_args(Kind))
@thorough
@given(data=st.data())
def test_an_untidy_record_is_the_same_record_in_order_with_every_comment(kind: Kind, data: st.DataObject) -> None:
    tidy, text = data.draw(untidy(kind))
    mended = fixed(kind, text)
    assert decoded(kind, mended) == decoded(kind, tidy)
    assert decoded(kind, mended)[0] is not None
    comments = re.findall(r"# (?:note|beside) \d+\.|# the end\.", text)
    assert Counter(re.findall(r"# (?:note|beside) \d+\.|# the end\.", mended)) == Counter(comments)
    in_order = re.findall(r"(?m)^\"?([\w -]+)\"?:", re.sub(r"(?m)^#.*$", "", mended))
    assert in_order == re.findall(r"(?m)^\"?([\w -]+)\"?:", tidy)
    assert fixed(kind, mended) == mended


@pytest.mark.parametrize("kind", get_args(Kind))
@thorough
@given(text=pieces())
@example("title: [\n")
@example("? a\n: b\n")
@example("title: 'a'b'\n# c\n")
def test_whatever_is_typed_no_fault_is_added_and_nothing_fails(kind: Kind, text: str) -> None:
    value, faults = decoded(kind, text.removeprefix("\ufeff").replace("\r\n", "\n"))
    mended = fixed(kind, text)
    after, left = decoded(kind, mended)
    if value is not None:
        assert (after, left) == (value, [])
    if not any(fault.startswith("YS1") for fault in faults):
        assert not any(fault.startswith("YS1") for fault in left)
        assert len(left) <= len(faults)


COMMENTED = (
    GOOD
    + """\
credits:
  # who
  - for: [idea, tseting]
    # key
    customer: ada
    # deep
  - bob
also_said:
- said: |
    x
  # y
  credits: none
source: {id: a,
  # c
  system: "b
# d
  e"}
release: 3.10 # f
"""
)
PUT = [
    *("\n", "  ", "\t", "# z\n", "- ", ": ", "'", '"', "@", "|", "[", "]", "{", "}", "&a ", "*a", "!b ", "\n\n", "x")
]
PUT += ["? ", ">-\n", "|+\n", " #", "---\n", "\r\n", "\r", "", "asked: 2026-1-1\n", "outcom: shipd\n", " # 1", " #1"]


@settings(thorough, max_examples=400)
@given(data=st.data())
def test_a_record_with_any_change_keeps_its_comments_and_is_mended_at_once(data: st.DataObject) -> None:
    text = COMMENTED
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 8)))
        text = text[:start] + data.draw(st.sampled_from(PUT)) + text[end:]
    before = text.replace("\r\n", "\n")
    value, _ = decoded("decision", before)
    mended = fixed("decision", text)
    assert fixed("decision", mended) == mended
    if value is not None:
        assert decoded("decision", mended)[0] == value
        comments = [comment.strip() for comment in re.findall("#.*", before)]
        assert Counter(comment.strip() for comment in re.findall("#.*", mended)) == Counter(comments)


def test_the_records_of_this_repository_need_nothing() -> None:
    for document in reader.read(ROOT).documents:
        assert fixed(document.kind, document.source.text) == document.source.text


# What is mended.


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("title: Print: all of it", 'title: "Print: all of it"'),
        ("title: @ada says: print", 'title: "@ada says: print"'),
        ("title: `print`", 'title: "`print`"'),
        ("title: %d", 'title: "%d"'),
        ("title: *bold* words", 'title: "*bold* words"'),
        ("title: &c", 'title: "&c"'),
        ("title: !important", 'title: "!important"'),
        ("title: - print", 'title: "- print"'),
        ("title: > print", 'title: "> print"'),
        ('title: "Print" button', "title: '\"Print\" button'"),
        ("title: 'It's good'", 'title: "It\'s good"'),
        ("title: [Print] button", 'title: "[Print] button"'),
        ("title: {x} and: y", 'title: "{x} and: y"'),
        ("title: Bug #12 is back", 'title: "Bug #12 is back"'),
        ("title: Bug: #12", 'title: "Bug: #12"'),
        ("title: 3.10", 'title: "3.10"'),
        ("title: no", 'title: "no"'),
        ("Title: Print", "title: Print"),
        ("titel: Print", "title: Print"),
        ("titel: Print: all", 'title: "Print: all"'),
        ("title:\tPrint\tall", "title: Print all"),
        ("title: Print   ", "title: Print"),
    ],
)
def test_a_line_is_mended(typed: str, mended: str) -> None:
    text = GOOD.replace("title: Print", typed)
    assert fixed("decision", text) == GOOD.replace("title: Print", mended)


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        ("outcome: Received", "outcome: received"),
        ("outcome: recieved", "outcome: received"),
        ("outcome: 'in progress'\nanswer: x", "outcome: in-progress\nanswer: x"),
        ("Outcome: REVIEWING", "outcome: reviewing"),
        (
            "outcome: received\ncredits:\n\t- customer: ada\n\t  for: [tseting]",
            "outcome: received\ncredits:\n  - customer: ada\n    for: [testing]",
        ),
        ("outcome: received\nshipped: 31/1/2026", "outcome: received\nshipped: 2026-01-31"),
    ],
)
def test_words_and_dates_are_mended(lines: str, mended: str) -> None:
    text = GOOD.replace("outcome: received", lines)
    assert fixed("decision", text) == GOOD.replace("outcome: received", mended)


@pytest.mark.parametrize(
    "typed",
    [
        "title: Print # or not",  # a comment, or a part of the title?
        "title: Print #now",
        "title: Print: all # a comment",
        'title: "Print" and "scan"',
        'title: "a\\nb" c',
        'title: "Print',
        "title: [Print",
        "title: Print: all\n  of it",
        "title: | Print\n  all",
        "wishlist: Print",
        "see: where: x",
        "answerd: x",  # answer, or answered?
        "title: Print\ntitle: Scan",
        "title: Print\nasked: 1.3.2026",
        "title: Print\nkind: nonsense",
        "title: Print\nkind: [idea]",
        "title:",
        "title: \u200bPrint",
        "title: Print\n-",
        "title: Print\n\tx: [",
    ],
)
def test_what_could_mean_two_things_is_left_alone(typed: str) -> None:
    text = GOOD.replace("title: Print", typed).replace(
        "asked: 2026-01-12\n", "" if "asked" in typed else "asked: 2026\n"
    )
    assert sorted(fixed("decision", text).split("\n")) == sorted(text.split("\n"))


def test_the_fields_of_a_mapping_file_are_none_of_a_record() -> None:
    assert MapFile.model_fields
    assert MapFile not in Record.__subclasses__(), "or `yousaid fix` knows other words once somebody has imported"


def test_a_misspelt_field_does_not_take_the_place_of_one_that_is_there() -> None:
    assert fixed("decision", GOOD + "titel: x\n") == GOOD + "titel: x\n"


def test_lines_are_moved_with_the_comments_above_them() -> None:
    text = """\
# yaml-language-server: $schema=x
# when
# it was
asked: 2026-01-12
outcome: received

# who
credits:
  # Ada
  - for: [idea]
    customer: ada
    # she is kind
  # nobody else
title: |
  Print
  # no comment
# why they want it

idea: "two
# no comment
  lines"
source: {system: a,
  # inside
  id: b}
area: reports

# the end
"""
    assert fixed("decision", text.replace("Print\n  # no comment", "Print")) == (
        """\
# yaml-language-server: $schema=x
title: |
  Print
# why they want it

idea: "two
# no comment
  lines"
# when
# it was
asked: 2026-01-12
outcome: received

# who
credits:
  # Ada
  - customer: ada
    for: [idea]
    # she is kind
  # nobody else
area: reports
source: {system: a,
  # inside
  id: b}

# the end
"""
    )


def test_the_dash_of_a_list_never_stands_before_a_comment() -> None:
    text = GOOD.replace("area", "credits:\n  - for: [idea]\n    # Ada\n    customer: ada\narea")
    assert fixed("decision", text) == text


def test_groups_that_are_no_lines_of_their_own_stay_as_they_are() -> None:
    text = GOOD + "source: {id: a, system: b}\n"
    assert fixed("decision", text) == text
    text = "? idea\n: x\n" + GOOD.replace("idea: |\n  Please.\n", "")
    assert fixed("decision", text) == text


def test_the_words_of_a_vocabulary_stay_in_the_authors_order() -> None:
    text = "themes:\n  b: B\n  a: A\nareas:\n  text: T\n  help:\n    help: z\n    name: x\n"
    assert fixed("vocabulary", text) == (
        "areas:\n  text: T\n  help:\n    name: x\n    help: z\nthemes:\n  b: B\n  a: A\n"
    )


def test_a_hopeless_file_is_gone_through_so_many_times_and_not_more() -> None:
    text = "".join(
        f"also_said: [{{said: a, credits: [{{customer: ada, for: [idae]}}]}}]\nx{n}: @\n" for n in range(300)
    )
    assert fixed("decision", text).count('"@"') == 0  # `x…` is no field
    many = "also_said:\n" + "".join(f"  - said: @{n}\n" for n in range(90))
    assert fixed("decision", GOOD + many).count('"@') == 40
    many = "results:\n" + "  - {measure: a, before: b, after: c, as_of: 2026-1-1}\n" * 50
    assert fixed("decision", GOOD + many).count("2026-01-01") == 40


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-3-1", "2026-03-01"),
        ("2026/03/01", "2026-03-01"),
        ("2026.3.1", "2026-03-01"),
        ("2026-3", "2026-03"),
        ("20260301", "2026-03-01"),
        ("31.1.2026", "2026-01-31"),
        ("1/31/2026", "2026-01-31"),
        ("3.3.2026", "2026-03-03"),
        ("1 March 2026", "2026-03-01"),
        ("1st Mar. 2026", "2026-03-01"),
        ("1. march 2026", "2026-03-01"),
        ("March 1, 2026", "2026-03-01"),
        ("Sept 2026", "2026-09"),
        ("Unknown", "unknown"),
        ("?", "unknown"),
        ("1.3.2026", None),
        ("2026-13-01", None),
        ("2026-02-30", None),
        ("31.31.2026", None),
        ("1800-1-1", None),
        ("30 February 2026", None),
        ("1 Smarch 2026", None),
        ("2026-3/1", None),
        ("soon", None),
        ("٢٠٢٦-3-1", None),
    ],
)
def test_a_date_is_read_if_it_can_be_read_in_one_way_only(typed: str, meant: str | None) -> None:
    assert spelling.date(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Shipped ", "shipped"), ("shiped", "shipped"), ("not now", "not-now"), ("reopen", None), ("xyz", None)],
)
def test_a_word_is_meant_surely_if_it_is_the_only_near_one(typed: str, meant: str | None) -> None:
    assert surely(typed, ["shipped", "not-now", "reopened", "reopen_if"]) == meant


# The command.

UNTIDY = {
    "decisions/2026/a.yml": "asked: 2026-1-12\ntitle: Print: all\n"
    "idea: |\n  Please.\noutcome: received\narea: reports\n"
}
TIDY = GOOD.replace("title: Print", 'title: "Print: all"')


def invoke(*words: str, code: int, typed: str = "") -> str:
    result = CliRunner().invoke(cli.main, ["fix", *words], input=typed, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yousaid.cli.fix.on_terminal", lambda: True)
    monkeypatch.setattr("yousaid.cli.fix.colour", lambda stream: True)


@pytest.fixture
def root(repository: Repository) -> Path:
    root = repository(UNTIDY)
    invoke("--write", str(root / "decisions/2026/refused.yml"), "--root", str(root), code=0)
    return root


def test_where_nobody_can_be_asked_changes_are_shown_only(root: Path) -> None:
    said = invoke("--root", str(root), code=1)
    assert '-title: Print: all\n+title: "Print: all"' in said
    assert "1 file can be mended: yousaid fix --write" in said
    assert (root / "decisions/2026/a.yml").read_text() == UNTIDY["decisions/2026/a.yml"]


def test_changes_are_written_when_they_are_asked_for(root: Path) -> None:
    file = root / "decisions/2026/a.yml"
    file.chmod(0o640)
    assert "1 file mended" in invoke("--root", str(root), "--write", code=0)
    assert file.read_text() == TIDY
    assert file.stat().st_mode & 0o777 == 0o640
    assert "nothing to mend" in invoke("--root", str(root), code=0)
    assert sorted(path.name for path in file.parent.iterdir()) == ["a.yml", "plain.yml", "refused.yml"]


@pytest.mark.parametrize(
    ("typed", "code", "written"), [("y\n", 0, True), ("\n", 0, True), ("n\n", 1, False), ("", 2, False)]
)
def test_on_a_terminal_one_is_asked(typed: str, code: int, written: bool, root: Path, terminal: None) -> None:
    said = invoke("--root", str(root), code=code, typed=typed)
    assert "Write these changes to 1 file?" in said
    assert ("Nothing was written." in said) is not written
    assert ((root / "decisions/2026/a.yml").read_text() == TIDY) is written


def test_only_what_was_named_is_mended(root: Path) -> None:
    (root / "decisions/2026/b.yml").write_text(UNTIDY["decisions/2026/a.yml"])
    assert "1 file mended" in invoke("--root", str(root), "--write", str(root / "decisions/2026/b.yml"), code=0)
    assert (root / "decisions/2026/a.yml").read_text() != TIDY
    assert "must be a file or folder below" in invoke("--root", str(root), "elsewhere", code=2)
    (root.parent / "other.yml").touch()
    assert "must be a file or folder below" in invoke("--root", str(root), "../other.yml", code=2)


def test_marks_and_line_ends_are_shown_and_never_obeyed(root: Path) -> None:
    (root / "decisions/2026/a.yml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    (root / "decisions/2026/b.yml").write_text(UNTIDY["decisions/2026/a.yml"] + "# \x9b31m\n")
    said = invoke("--root", str(root), code=1)
    assert "-\\ufefftitle: Print\\r" in said
    assert "\x9b" not in said


def test_a_file_that_was_changed_meanwhile_is_left_alone(
    root: Path, terminal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = root / "decisions/2026/a.yml"

    def confirm(*words: object, **more: object) -> bool:
        file.write_text(GOOD + "# mine\n")
        return True

    monkeypatch.setattr("click.confirm", confirm)
    said = invoke("--root", str(root), code=2)
    assert "was changed meanwhile" in said
    assert "0 of 1 file mended" in said
    assert file.read_text() == GOOD + "# mine\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt, PermissionError(13, "Permission denied")])
def test_what_stops_half_way_leaves_whole_files(
    error: BaseException, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "decisions/2026/b.yml").write_text(UNTIDY["decisions/2026/a.yml"])
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.name == "b.yml":
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    said = invoke("--root", str(root), "--write", code=2)
    assert "1 of 2 files mended; the others are as they were." in said
    assert (root / "decisions/2026/b.yml").read_text() == UNTIDY["decisions/2026/a.yml"]
    assert not list(root.rglob(".*[0-9]"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_with_a_name_that_check_refuses_is_left_to_it(root: Path) -> None:
    (root / "decisions/2026/a.yml").rename(root / "decisions/2026/a\x01.yml")
    assert "nothing to mend" in invoke("--root", str(root), code=0)


def test_a_folder_that_leads_elsewhere_is_not_followed(root: Path, tmp_path: Path) -> None:
    (root / "decisions").rename(tmp_path / "elsewhere")
    (root / "decisions").symlink_to(tmp_path / "elsewhere")
    assert "symbolic link" in invoke("--root", str(root), "--write", code=2)
    assert (tmp_path / "elsewhere/2026/a.yml").read_text() == UNTIDY["decisions/2026/a.yml"]


def test_the_command_works_with_standard_input_closed(root: Path) -> None:
    done = run("yousaid", "fix", cwd=root)
    assert (done.returncode, done.stderr) == (1, "")
    assert os.linesep + "1 file can be mended" in done.stdout or "\n1 file can be mended" in done.stdout


def test_text_is_replaced_in_one_step(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("old")
    saving.replace(file, "new\n")
    assert file.read_bytes() == b"new\n"
    assert [*tmp_path.iterdir()] == [file]
