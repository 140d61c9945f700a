"""`yousaid withdraw`: the name leaves the file; what still holds it is shown; the history is not touched."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SITE, TODAY, Repository, commit, git
from test_cli import invoke
from yousaid import history, pipeline, saving, withdrawal
from yousaid.clock import today
from yousaid.history import holders

ADA = "decisions/customers/ada.yml"
SCHEMA = "# yaml-language-server: $schema=../../.yousaid/customer.schema.json"
CUSTOMER = f"""\
{SCHEMA}
# Met at the fair of 2025.
name: Ada Example
# Ada asked for it by letter.
form: person  # not a company
link: https://ada.example.org/
affiliation: Example Ltd
consent:
  # By telephone.
  given: 2026-01-20
  how: asked
"""
ABOUT = "Thanks to Ada\nExample, and to nobody else.\n"


def withdraw(root: Path, *more: str, code: int = 0) -> str:
    return invoke("withdraw", "ada", "--root", str(root), *more, code=code)


def ids(root: Path) -> list[str]:
    return git(root, "log", "--all", "--format=%H").split()


@pytest.fixture
def root(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A committed repository in which one customer is named in several places."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    about = {"site_src/index.md": SITE["site_src/index.md"], "mkdocs.yml": SITE["mkdocs.yml"]}
    root = repository({**about, ADA: CUSTOMER, "site_src/about.md": ABOUT})
    commit(root, "2026-02-01T12:00:00Z")
    return root


def test_the_file_says_no_more_than_that_they_have_withdrawn(root: Path) -> None:
    text = withdraw(root)
    assert (root / ADA).read_text() == (
        f"{SCHEMA}\n# Met at the fair of 2025.\nform: person  # not a company\n# By telephone.\nwithdrawn: {today()}\n"
    )
    assert "-name: Ada Example" in text
    assert "`ada` is “a customer” everywhere from the next build on" in text
    checked = pipeline.check(pipeline.Settings(root, today()))
    assert checked.faults == ()
    assert checked.corpus.customers["ada"].value.withdrawn == today()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "name: Ada Example\nform: company # as Ada writes it\nconsent: {given: 2026-01-20, how: asked}\n",
            "form: company\n",
        ),
        ("{name: Ada Example, form: person, consent: {given: 2026-01-20, how: asked}} # x\n", "form: person\n"),
        ('name: "Ada # no comment\n  # nor this Example"\nform: person\n', "form: person\n"),
        (
            "# yousaid: allow YS905 because x\n\n# Kept.\nform: 'person'\nname: Ada Example\n# Last.\n",
            "# Kept.\nform: person\n# Last.\n",
        ),
        ("form: person\nname: Ada Example\nnotes: [x, y]\n", "form: person\n"),
        ("# For 王小明的 request.\n# 小 stays.\nname: 王小明\nform: person\n", "# 小 stays.\nform: person\n"),
        ("# Bo said so.\nname: Bo Li\nform: person\n", "form: person\n"),
        ("# See ada.example.org.\nlink: https://ada.example.org/x\nname: Bo Li\nform: person\n", "form: person\n"),
        ("form: person\r\nname: Ada Example\r\n", "form: person\n"),
        ("name: Ada Example\nform: person\nwithdrawn: 2026-05-01\n", "form: person\nwithdrawn: 2026-05-01\n"),
    ],
)
def test_comments_stay_if_they_say_nothing_of_the_name(root: Path, before: str, after: str) -> None:
    (root / ADA).write_bytes(before.encode())
    withdraw(root)
    expected = after if "withdrawn" in after else f"{after}withdrawn: {today()}\n"
    assert (root / ADA).read_text() == expected


def test_a_dry_run_changes_nothing_and_says_the_same(root: Path) -> None:
    text = withdraw(root, "--dry-run")
    assert (root / ADA).read_text() == CUSTOMER
    assert "would be without a name" in text
    assert text.endswith("Nothing was changed. To do it: yousaid withdraw ada\n")
    said = withdraw(root)
    assert text.split("\n\n")[1:-1] == said.rstrip("\n").split("\n\n")[1:]


def test_lines_that_hold_the_name_are_shown_and_left_alone(root: Path) -> None:
    (root / "decisions/2026/plain.yml").write_text(
        "title: Print\nidea: Ada Example asked.\nasked: 2026-01-12\noutcome: received\narea: reports\n"
    )
    (root / "decisions/note").symlink_to(root / "decisions/2026/plain.yml")
    (root / "site_src/more.md").write_text("x\n\nhttps://example.net/ada-example and http://ada.example.org\n")
    (root / "site_src/example-ada.png").write_bytes(b"")
    text = withdraw(root)
    assert "  site_src/more.md:3: https://example.net/ada-example and http://ada.example.org\n" in text
    assert text.count("site_src/more.md") == 1
    assert (
        "These files tell it by their own name. Give them another, if it is them:\n  site_src/example-ada.png\n" in text
    )
    assert "  decisions/2026/plain.yml:2: idea: Ada Example asked.\n" in text
    assert "  site_src/about.md:1: Thanks to Ada\n" in text
    assert "decisions/note" not in text
    assert (root / "site_src/about.md").read_text() == ABOUT


def test_own_words_of_messages_are_looked_at_too(root: Path) -> None:
    (root / "announce").mkdir()
    (root / "announce/closing.txt.j2").write_text("With thanks to Ada Example.\n")
    assert "announce/closing.txt.j2:1: With thanks to Ada Example." in withdraw(root)


def test_commits_that_hold_the_name_are_shown_and_nothing_is_done_to_them(root: Path) -> None:
    (root / "site_src/about.md").write_text("# About us\n")
    commit(root, "2026-03-01T12:00:00Z")
    git(root, "checkout", "-q", "-b", "other")
    (root / "notes.txt").write_text("ask Ada Example\n")
    commit(root, "2026-04-01T12:00:00Z")
    git(root, "commit", "-q", "--allow-empty", "-m", "Thanks to Ada Example", when="2026-05-01T12:00:00Z")
    git(root, "checkout", "-q", "main")
    (root / "x.txt").write_text("nothing\n")
    commit(root, "2026-06-01T12:00:00Z")
    before = ids(root)
    text = withdraw(root)
    first, second, third, fourth, _ = git(root, "log", "--all", "--reverse", "--date-order", "--format=%H").split()
    found = re.findall(r"^  ([0-9a-f]{40}) (\S+) (.*)$", text, re.MULTILINE)
    assert found == [
        (first, "2026-02-01", f"{ADA}, site_src/about.md"),
        (second, "2026-03-01", "site_src/about.md"),
        (third, "2026-04-01", "notes.txt"),
        (fourth, "2026-05-01", "its message"),
    ]
    assert ids(root) == before
    assert git(root, "status", "--short", "decisions") == f" M {ADA}\n"


def test_the_path_of_a_file_may_hold_the_name_too(root: Path) -> None:
    told = root / "decisions/2026/ada-example-asks.yml"
    told.write_text("title: Print\nidea: Please.\nasked: 2026-01-12\noutcome: received\narea: reports\n")
    (root / "site_src/Ada_Example").mkdir(parents=True)
    (root / "site_src/Ada_Example/letter.md").write_text("# A letter\n")
    git(root, "mv", ADA, "decisions/customers/ada-example.yml")
    commit(root)
    commit_of = ids(root)[0]
    git(root, "mv", str(told), str(told.with_name("asks.yml")))
    git(root, "rm", "-q", "-r", "site_src/Ada_Example")
    commit(root)
    said = invoke("withdraw", "ada-example", "--root", str(root))
    (line,) = (line for line in said.splitlines() if line.strip().startswith(commit_of))
    assert "decisions/2026/ada-example-asks.yml" in line
    assert "site_src/Ada_Example/letter.md" in line
    assert "--path-rename decisions/2026/ada-example-asks.yml:decisions/2026/removed-asks.yml" in said
    assert "--path-rename site_src/Ada_Example/letter.md:site_src/removed/letter.md" in said
    assert "customers/removed" not in said, "the key stays"


def test_a_key_that_is_a_name_stays_in_whichever_folder_it_lies_and_lay(root: Path) -> None:
    git(root, "mv", ADA, "decisions/customers/ada-example.yml")
    commit(root)
    (root / "docs").mkdir()
    git(root, "mv", "decisions", "mkdocs.yml", "site_src", "docs")
    commit(root)
    said = invoke("withdraw", "ada-example", "--root", str(root / "docs"))
    assert "docs/decisions/customers/ada-example.yml" in said, "the commit held the name, and not only in its path"
    assert "--path-rename" not in said


def test_the_command_that_is_shown_takes_every_name_whole(root: Path) -> None:
    (root / ADA).write_text(CUSTOMER.replace("Ada Example", "Åsa O'Neil & Co."))
    text = withdraw(root)
    line = next(line.strip() for line in text.splitlines() if "printf" in line)
    shown = subprocess.run(
        ["sh", "-c", line.replace("../names.txt", "/dev/stdout")], capture_output=True, text=True, check=True
    )
    assert {*shown.stdout.splitlines()} >= {
        r"regex:\bAda\s+Example\b==>(removed)",
        r"regex:\bADA\s+EXAMPLE\b==>(removed)",
        r"regex:\bA\xcc\x8asa\s+O'Neil\s+\&\s+Co\.==>(removed)",
        r"regex:Åsa\s+O'Neil\s+\&\s+Co\.==>(removed)",
        r"regex:\bAasa\s+O'Neil\s+\&\s+Co\.==>(removed)",
    }
    assert "git filter-repo --replace-text ../names.txt --replace-message ../names.txt" in text
    assert "clone again" in text


def test_who_has_withdrawn_already_can_be_looked_for_again(root: Path) -> None:
    withdraw(root)
    commit(root, "2026-03-01T12:00:00Z")
    before = (root / ADA).read_text()
    text = withdraw(root)
    assert (root / ADA).read_text() == before
    assert len(re.findall(r"^  [0-9a-f]{40} ", text, re.MULTILINE)) == 2  # where it came, and where it went


def test_a_description_is_no_name_to_be_looked_for(root: Path) -> None:
    (root / ADA).write_text("name: A customer\nform: described\n")
    (root / "site_src/about.md").write_text("A customer\n")
    text = withdraw(root)
    assert (root / ADA).read_text() == f"form: described\nwithdrawn: {today()}\n"
    assert "still" not in text


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("adda", "there is no customer `adda` in decisions/customers/; did you mean `ada`?"),
        ("nobody-at-all", "type the name of a file there, without `.yml`"),
        ("../ada", "there is no customer `../ada`"),
        ("\x1b[31m", r"there is no customer `\x1b[31m`"),
    ],
)
def test_who_is_not_known_cannot_withdraw(root: Path, key: str, said: str) -> None:
    assert said in invoke("withdraw", "--root", str(root), "--", key, code=2)


@pytest.mark.parametrize(("text", "said"), [("name: [\n", "mend it first"), ("name: Ada\n", "it has no `form`")])
def test_a_file_that_cannot_be_read_is_mended_first(root: Path, text: str, said: str) -> None:
    (root / ADA).write_text(text)
    assert said in withdraw(root, code=2)
    assert (root / ADA).read_text() == text


def test_a_file_that_cannot_be_written_is_said_to_be_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "replace", full)
    assert f"{ADA} cannot be written: No space left on device" in withdraw(root, code=2)
    assert (root / ADA).read_text() == CUSTOMER


def test_a_folder_that_is_elsewhere_is_not_written_to(root: Path) -> None:
    folder = root / "decisions" / "customers"
    folder.rename(root / "elsewhere")
    folder.symlink_to(root / "elsewhere", target_is_directory=True)
    withdraw(root, code=2)
    assert (root / "elsewhere" / "ada.yml").read_text() == CUSTOMER


@pytest.mark.parametrize("how", ["import", "path"])
def test_without_a_git_to_ask_that_is_said(root: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "import":
        monkeypatch.setitem(sys.modules, "git", None)
    else:
        monkeypatch.setattr("git.Git.GIT_PYTHON_GIT_EXECUTABLE", "no-such-git")
    found, fault = holders(root, ["Ada Example"])
    assert found == ()
    assert fault
    assert fault.code.id == "YS602"


def test_without_git_that_is_said_and_the_rest_is_done(repository: Repository) -> None:
    root = repository({ADA: CUSTOMER})
    text = withdraw(root)
    assert "What the history of git holds is not known" in text
    assert "withdrawn: " in (root / ADA).read_text()


def test_a_name_that_no_commit_holds(repository: Repository) -> None:
    root = repository({})
    (root / ADA).unlink()
    commit(root)
    (root / ADA).write_text(CUSTOMER)
    assert "No commit holds the name." in withdraw(root)


def test_nothing_was_ever_committed(repository: Repository) -> None:
    root = repository({})
    git(root, "init", "-q")
    assert "No commit holds the name." in withdraw(root)


@pytest.mark.parametrize("name", ["Ada (Example)", "Ada [E.] *x+", "Åsa Ödberg", "O'Neil $x ^y|z {2}", "a\\b c"])
def test_names_are_found_as_they_are_written(root: Path, name: str) -> None:
    (root / "notes.txt").write_text(f"for {name}, with thanks\n")
    commit(root, "2026-03-01T12:00:00Z")
    found, fault = holders(root, [name])
    assert fault is None
    assert [each.paths for each in found] == [("notes.txt",)]
    assert [span.line for span in withdrawal.lines(root, [root / "notes.txt"], [name])] == [1]
    assert holders(root, [f"{name}x"])[0] == ()


def test_a_name_in_another_composition_of_letters_is_the_same_name(root: Path) -> None:
    (root / "notes.txt").write_text("A\u030asa Nilsson\n")
    commit(root, "2026-03-01T12:00:00Z")
    assert [each.paths for each in withdrawal.holders(root, ["Åsa Nilsson"])[0]] == [("notes.txt",)]
    assert [span.line for span in withdrawal.lines(root, [root / "notes.txt"], ["Åsa Nilsson"])] == [1]


def test_a_merge_that_brings_a_name_is_found(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "other")
    commit(root, "2026-03-01T12:00:00Z")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "--no-commit", "other", when="2026-03-02T12:00:00Z")
    (root / "evil.txt").write_text("Bob Example\n")
    commit(root, "2026-03-02T12:00:00Z")
    assert [each.paths for each in holders(root, ["Bob Example"])[0]] == [("evil.txt",)]


def test_git_that_does_not_answer_is_told(root: Path) -> None:
    for each in (root / ".git" / "objects").glob("[0-9a-f][0-9a-f]"):
        shutil.rmtree(each)
    found, fault = holders(root, ["Ada Example"])
    assert found == ()
    assert fault
    assert fault.code in history.CODES


def test_a_large_file_is_passed_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withdrawal, "MAX_BYTES", 10)
    assert list(withdrawal.lines(root, [root / "site_src"], ["Ada Example"])) == []


def test_a_file_that_cannot_be_read_is_passed_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", closed)
    assert list(withdrawal.lines(root, [root / "site_src"], ["Ada Example"])) == []


def test_in_public_they_are_a_customer_from_then_on(root: Path) -> None:
    (root / "decisions/2026/plain.yml").write_text(
        "title: Print\nidea: So said [Ada Example](customer:ada).\nasked: 2026-01-12\noutcome: received\n"
        "credits: [ada]\narea: reports\n"
    )
    (root / "site_src/about.md").write_text("# About us\n")
    before = pipeline.build(pipeline.Settings(root, TODAY)).site
    assert before
    assert before.by_key["plain"].thanks[0].person.name == "Ada Example"
    withdraw(root)
    after = pipeline.build(pipeline.Settings(root, today())).site
    assert after
    assert "Ada" not in repr(after.by_key["plain"])
    assert after.by_key["plain"].thanks[0].person.key is None
