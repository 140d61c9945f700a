"""A record is written by answering questions, and nothing is there before all of it is good."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from conftest import Repository, commit, run
from yousaid import cli, clock, pipeline, saving, schema
from yousaid.authoring.sheet import Sheet, free_key, given_word, wrapped
from yousaid.cli import prompts
from yousaid.cli.terminal import on_terminal
from yousaid.model import Decision, Outcome

TODAY = clock.today()
FLAGS = {
    "title": "Print in colour",
    "idea": "Grey is hard to read.",
    "asked": "2026-03",
    "outcome": "declined",
    "reason": "Colour costs more than it helps.",
    "area": "reports",
}
NEEDS = {
    "answer": "We print in colour.",
    "shipped": "2026-04-01",
    "evidence": "https://example.org/4.2",
    "credit": "ada",
    "reason": "Colour costs more than it helps.",
    "review-by": "2031-01-01",
    "merged-into": "plain",
}
VOCABULARY = (
    "areas:\n  reports: Reports\n  printing: Printing\nreasons:\n  cost:\n    name: Too dear\n    text: It is dear.\n"
)


def invoke(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(cli.main, ["new", *words], input=typed, catch_exceptions=False)


def flags(**more: str | None) -> list[str]:
    """Return the options of a good record, with these on top; None takes one away."""
    given = {**FLAGS, **{name.replace("_", "-"): value for name, value in more.items()}}
    return [word for name, value in given.items() if value is not None for word in (f"--{name}", value)]


def made(root: Path, *words: str, typed: str | None = None) -> str:
    """Return the text of the record that is made."""
    result = invoke("--root", str(root), *words, typed=typed)
    assert result.exit_code == 0, result.output
    paths = re.findall(r"(?m)^\S.*[\\/]decisions[\\/]\d{4}[\\/][a-z0-9-]+\.yml$", result.output)
    assert "No faults" in CliRunner().invoke(cli.main, ["check", "--root", str(root)]).output
    return Path(paths[-1]).read_text("utf-8")


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def root(repository: Repository) -> Path:
    return repository({"decisions/vocabulary.yml": VOCABULARY})


# By options.


def test_a_record_is_made_from_options(root: Path) -> None:
    assert made(root, *flags(), "--credit", "ada:idea,testing", "--evidence", "https://example.org/") == (
        "title: Print in colour\n"
        "idea: |\n"
        "  Grey is hard to read.\n"
        "asked: 2026-03\n"
        "outcome: declined\n"
        "reason: Colour costs more than it helps.\n"
        "evidence:\n"
        "  - https://example.org/\n"
        "credits:\n"
        "  - customer: ada\n"
        "    for: [idea, testing]\n"
        "area: reports\n"
    )


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_can_be_made_from_options_and_says_what_it_lacks(outcome: Outcome, root: Path) -> None:
    bare = flags(outcome=outcome, reason=None)
    needs = [name for name in NEEDS if name.replace("-", "_").replace("credit", "credits") in outcome.needs]
    before = files(root)
    if needs:
        result = invoke("--root", str(root), *bare)
        assert result.exit_code == 2
        for name in needs:
            assert f"--{name}" in result.output
        assert files(root) == before
    assert f"outcome: {outcome}\n" in made(root, *bare, *(w for name in needs for w in (f"--{name}", NEEDS[name])))


def test_all_that_is_missing_is_said_at_once(root: Path) -> None:
    result = invoke("--root", str(root), "--outcome", "shipped")
    assert result.exit_code == 2
    for name in ("title", "idea", "asked", "answer", "shipped", "evidence", "credit", "area"):
        assert f"--{name}" in result.output
    assert "--no-credit-because" in invoke("--root", str(root), "--outcome", "shipped").output


def test_all_faults_are_said_at_once_and_nothing_is_written(root: Path) -> None:
    before = files(root)
    result = invoke("--root", str(root), *flags(asked="soon", outcome="declind", evidence="nowhere"))
    assert result.exit_code == 1
    for code in ("YS204", "YS203", "YS208"):
        assert code in result.output
    result = invoke("--root", str(root), *flags(area="nothing", credit="bob"))
    assert result.exit_code == 1
    assert "YS361" in result.output
    assert "YS331" in result.output
    assert files(root) == before


def test_an_interrupt_while_the_records_are_read_writes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(settings: pipeline.Settings) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "check", interrupt)
    result = invoke("--root", str(root), *flags())
    assert (result.exit_code, result.stderr) == (2, "\nNothing was written.\n")


def test_what_is_wrong_elsewhere_is_said_when_the_record_is_written(root: Path) -> None:
    assert "Elsewhere" not in invoke("--root", str(root), *flags(id="one")).output
    (root / "decisions/2026/broken.yml").write_text("title: [\n", "utf-8")
    result = invoke("--root", str(root), *flags(id="two"))
    assert result.exit_code == 0
    assert " ".join(result.output.split()).endswith("until it is corrected: yousaid check")


def test_an_empty_option_is_as_good_as_none(root: Path) -> None:
    assert "--title, --idea" in invoke("--root", str(root), "--title", "", "--idea", "").output
    assert "idea: |\n  a\n  b\n" in made(root, *flags(idea="a\r\nb"))


def test_warnings_are_said_and_stop_nothing(root: Path) -> None:
    result = invoke("--root", str(root), *flags(reason="No."))
    assert result.exit_code == 0
    assert "warning[" in result.stderr
    assert "reason: No.\n" in (root / "decisions/2026/print-in-colour.yml").read_text()


def test_a_reason_can_be_a_code_and_nobody_can_be_thanked(root: Path) -> None:
    text = made(root, *flags(reason="cost", no_credit_because="It was anonymous."))
    assert "reason:\n  code: cost\ncredits: none\nno_credit_because: It was anonymous.\narea" in text


def test_faults_elsewhere_stop_nothing(root: Path) -> None:
    (root / "decisions/2026/broken.yml").write_text("title: [\n")
    (root / "decisions/vocabulary.yml").unlink()
    assert invoke("--root", str(root), *flags(area="whatever")).exit_code == 0


def test_a_name_that_is_taken_is_never_taken_again(root: Path) -> None:
    made(root, *flags())
    made(root, *flags())
    assert (root / "decisions/2026/print-in-colour-2.yml").exists()
    for key in ("plain", "No Slug"):
        result = invoke("--root", str(root), *flags(id=key))
        assert result.exit_code == 2
        assert "plain-2" in result.output or "no-slug" in result.output
    assert "title" in made(root, *flags(id="my-own"))
    assert (root / "decisions/2026/my-own.yml").exists()


def test_the_folder_is_the_year_in_which_it_was_asked(root: Path) -> None:
    for asked, year in (("2019-02-03", "2019"), ("unknown", str(TODAY.year))):
        made(root, *flags(asked=asked))
        assert list((root / "decisions" / year).glob("print-in-colour*.yml"))


def test_customers_are_added_with_consent_or_without_a_name(root: Path) -> None:
    words = ["--credit", "bob:design", "--credit", "cy", "--credit", "dee", "--credit", "acme"]
    words += ["--customer", "bob=Bob Example", "--consent", "bob=2026-01-02,https://example.org/bob"]
    words += ["--customer", "cy", "--customer", "dee=A school", "--form", "dee=described"]
    words += ["--customer", "acme=Acme", "--form", "acme=company", "--consent", "acme=2026-01-03"]
    made(root, *flags(), *words)
    people = root / "decisions/customers"
    assert (people / "bob.yml").read_text() == (
        "name: Bob Example\nform: person\nconsent:\n"
        "  given: 2026-01-02\n  how: public-record\n  at: https://example.org/bob\n"
    )
    assert (people / "cy.yml").read_text() == "form: person\n"
    assert (people / "dee.yml").read_text() == "name: A school\nform: described\n"
    assert (people / "acme.yml").read_text() == (
        "name: Acme\nform: company\nconsent:\n  given: 2026-01-03\n  how: asked\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--customer", "bob=Bob"], 1, "YS351"),
        (["--customer", "bob=Ada Example", "--consent", "bob=2026-01-01"], 1, "YS354"),
        (["--customer", "bob=Bob", "--consent", "bob=soon"], 1, "YS204"),
        (["--consent", "bob=2026-01-01"], 2, "--customer bob"),
        (["--customer", "ada"], 2, "ada-2"),
        (["--customer", "Bob B"], 2, "bob-b"),
    ],
)
def test_a_name_without_consent_is_refused(words: list[str], code: int, said: str, root: Path) -> None:
    before = files(root)
    result = invoke("--root", str(root), *flags(), *words)
    assert result.exit_code == code
    assert said in result.output
    assert files(root) == before


def test_a_record_that_is_too_large_is_refused(root: Path) -> None:
    long = "漢字 " * 6_000
    result = invoke("--root", str(root), *flags(idea=long, answer=long, reason=long))
    assert result.exit_code == 1
    assert "YS004" in result.output


@pytest.mark.parametrize("title", ["\udcff", "a\x1bb", "a\u200bb", "a\tb", ": # - @", "'\"\\", "漢字", "-", "x" * 200])
def test_any_title_is_written_or_refused(title: str, root: Path) -> None:
    result = invoke("--root", str(root), *flags(title=title))
    assert result.exit_code in {0, 1}
    assert "\x1b" not in result.output
    if result.exit_code == 0:
        assert "No faults" in CliRunner().invoke(cli.main, ["check", "--root", str(root)]).output


def test_editors_are_told_of_the_record_and_of_its_customers(root: Path) -> None:
    corpus = pipeline.check(pipeline.Settings(root, TODAY)).corpus
    saving.create({root / schema.FOLDER / file: text for file, text in schema.files(corpus).items()})
    result = invoke("--root", str(root), *flags(), "--credit", "bob", "--customer", "bob")
    assert result.exit_code == 0
    for path in ("2026/print-in-colour.yml", "customers/bob.yml"):
        assert (root / "decisions" / path).read_text().startswith("# yaml-language-server: $schema=../../.yousaid/")
    assert "decision.schema.json" in result.output
    assert '"bob"' in (root / schema.FOLDER / "decision.schema.json").read_text()
    assert "No faults" in CliRunner().invoke(cli.main, ["check", "--root", str(root)]).output


def test_schemas_that_cannot_be_written_are_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / schema.FOLDER).mkdir()
    (root / schema.FOLDER / "decision.schema.json").write_text("{}")

    def refuse(path: Path, text: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(saving, "replace", refuse)
    result = invoke("--root", str(root), *flags(), "--credit", "bob", "--customer", "bob")
    assert result.exit_code == 0
    assert "yousaid schema --output .yousaid" in result.output


# What comes next.


def test_it_is_said_what_to_do_next(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert "put it into git" in invoke(*flags()).output
    commit(root)
    said = invoke(*flags(title="Print it")).output
    path = Path("decisions/2026/print-it.yml")
    assert said.startswith(f"{path}\n")
    for line in ("switch -c print-it", f"add {path}", 'commit -m "Record print-it"', "push -u origin print-it"):
        assert f"\n  git {line}\n" in said
    assert "pull request" in said


def test_what_is_said_can_be_typed_in_a_shell(root: Path, tmp_path: Path) -> None:
    """The fixture's folder has a blank in its name."""
    commit(root)
    said = invoke("--root", str(root), *flags(), "--credit", "bob", "--customer", "bob").output
    add = next(line for line in said.splitlines() if line.startswith("  git add"))
    subprocess.run(["sh", "-c", add], cwd=root, check=True)
    status = subprocess.run(["git", "status", "--short"], cwd=root, capture_output=True, text=True, check=True).stdout
    assert sorted(status.split()) == ["A", "A", "decisions/2026/print-in-colour.yml", "decisions/customers/bob.yml"]


# All or nothing.


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_asked(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    result = invoke("--root", str(root))
    assert result.exit_code == 2
    assert "allowed to write" in result.output


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("number", [1, 2])
def test_of_two_files_both_are_written_or_none(
    number: int, error: BaseException, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, name, calls = files(root), saving._name, []

    def fail(new: Path, path: Path) -> None:
        calls.append(path)
        if len(calls) == number:
            raise error
        name(new, path)

    monkeypatch.setattr(saving, "_name", fail)
    result = invoke("--root", str(root), *flags(asked="2011"), "--credit", "bob", "--customer", "bob")
    assert "Nothing was written" in result.output
    assert result.exit_code == 2
    assert ("title: Print in colour" in result.output) is isinstance(error, OSError)
    assert files(root) == before
    assert not (root / "decisions/2011").exists()


def test_a_file_that_appeared_meanwhile_is_not_replaced(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create = saving.create

    def late(made: Mapping[Path, str]) -> None:
        next(iter(made)).write_text("mine")
        create(made)

    monkeypatch.setattr(saving, "create", late)
    assert invoke("--root", str(root), *flags(asked="2026")).exit_code == 2
    assert (root / "decisions/2026/print-in-colour.yml").read_text() == "mine"


def test_files_are_made_where_there_are_no_second_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*words: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    saving.create({tmp_path / "a" / "b.yml": "x"})
    assert (tmp_path / "a" / "b.yml").read_text() == "x"
    with pytest.raises(FileExistsError):
        saving.create({tmp_path / "c.yml": "z", tmp_path / "a" / "b.yml": "y"})
    assert files(tmp_path) == {"a/b.yml"}
    assert (tmp_path / "a" / "b.yml").read_text() == "x"
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        saving.create({tmp_path / "d.yml": "z"})
    assert files(tmp_path) == {"a/b.yml"}


def test_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "decisions/2012").symlink_to(tmp_path / "elsewhere")
    result = invoke("--root", str(root), *flags(asked="2012"))
    assert result.exit_code == 2
    assert "symbolic link" in result.output
    assert not files(tmp_path / "elsewhere")


# By questions.


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let questions be asked of what the tests type."""
    monkeypatch.setattr("yousaid.cli.new.on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")


def typed(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


START = ("Print in colour", "", "Grey is hard", "to read.", "", "2026-3-1")
"""Title, id, idea, and when."""


def test_questions_are_asked_for_what_the_record_needs_and_for_nothing_else(root: Path, terminal: None) -> None:
    text = made(root, typed=typed(*START, "ada", "testing, data", "", "declined", "Too dear.", "", "1", "y"))
    assert text == (
        "title: Print in colour\nidea: |\n  Grey is hard\n  to read.\nasked: 2026-03-01\noutcome: declined\n"
        "reason: Too dear.\ncredits:\n  - customer: ada\n    for: [testing, data]\narea: reports\n"
    )


def test_where_there_is_room_each_outcome_is_explained(
    root: Path, terminal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = typed(*START, "", "received")
    assert Outcome.MERGED.help not in invoke("--root", str(root), typed=lines).output
    monkeypatch.setenv("COLUMNS", "100")
    said = invoke("--root", str(root), typed=lines).output
    assert all(f"{outcome.help}\n" in said for outcome in Outcome)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_can_be_made_by_questions(outcome: Outcome, root: Path, terminal: None) -> None:
    answers = {
        "answer": ("We print in colour.", ""),
        "shipped": ("1 april 2026",),
        "reason": ("cost", ""),
        "review_by": ("unknown",),
        "evidence": ("https://example.org/1 https://example.org/2",),
        "credits": ("It was said in a survey.", ""),
        "merged_into": ("plain",),
    }
    order = [*Decision.model_fields]
    answers["area"] = ("printing",)
    needed = [line for name in sorted(outcome.needs | {"area"}, key=order.index) for line in answers[name]]
    number = str([*Outcome].index(outcome) + 1)
    text = made(root, typed=typed(*START, "", number, *needed, ""))
    assert f"outcome: {outcome}\n" in text
    assert ("no_credit_because" in text) is ("credits" in outcome.needs)
    assert ("code: cost" in text) is ("reason" in outcome.needs)
    assert text.endswith("area: printing\n") or outcome is Outcome.MERGED


def test_an_answer_that_is_at_fault_is_asked_for_again_at_once(root: Path, terminal: None) -> None:
    result = invoke(
        "--root",
        str(root),
        typed=typed(
            *("", "x" * 201, "Print\tin\u200b", "Print in colour"),
            *("plain", "Not one", "print-it"),
            *("", "Grey.", ""),
            *("soon", "2026-02-30", "2999", "2026-01-20"),
            *("ada", "thanks", "idea", "ada", "design", ""),
            *("declind", "99", "shipped"),
            *("Done.", "", "2026-01-01", "2026-02-01", "nowhere", "", "https://example.org/", "report", "reports", "y"),
        ),
    )
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    for words in (
        "`title` must not be empty",
        "at most 200 characters",
        "U+200B, which cannot be seen",
        "plain is the name of another record",
        "hint: type small letters, digits and single hyphens, as in print-in-colour",
        "That cannot be a name.",
        "`idea` must not be empty",
        "must be a date, not `soon`",
        "February 2026 has 28 days",
        "must not lie in the future",
        "`credits.for` must be one of",
        "did you mean `declined`?",
        "`outcome` must be one of",
        "`shipped` (2026-01-01) must not lie before `asked` (2026-01-20)",
        "`evidence` must be a full web address",
        "must not be empty",
        "did you mean `reports`?",
    ):
        assert words in said, words
    text = (root / "decisions/2026/print-it.yml").read_text()
    assert "for: [design]" in text
    assert text.count("customer:") == 1


@pytest.mark.parametrize(
    ("typed_then", "said"),
    [
        (("already-under-way",), "shipped: 2026-01-10\norigin: already-under-way\n"),
        (("coincidence",), "shipped: 2026-01-10\norigin: coincidence\n"),
        (("asked", "soon", "2026-01-05"), "asked: 2026-01-05\noutcome: shipped\n"),
        (("asked", "2026-01-20", "2026-02-01"), "shipped: 2026-02-01\n"),
        (("next week", "2026-02-01"), "shipped: 2026-02-01\n"),
    ],
)
def test_work_that_is_older_than_the_wish_leaves_a_way_on(
    typed_then: tuple[str, ...], said: str, root: Path, terminal: None
) -> None:
    """Either date may be the wrong one, or none: nobody has to begin anew."""
    start = ("Print in colour", "", "Grey.", "", "2026-01-20", "ada", "", "", "shipped", "Done.", "")
    text = made(root, typed=typed(*start, "2026-01-10", *typed_then, "https://example.org/", "1", "y"))
    assert said in text


def test_the_origin_of_work_can_be_an_option(root: Path) -> None:
    words = flags(outcome="shipped", answer="Done.", shipped="2026-01-10", reason=None, evidence="https://example.org/")
    assert invoke("--root", str(root), *words, "--credit", "ada").exit_code == 1
    assert "\norigin: coincidence\n" in made(root, *words, "--credit", "ada", "--origin", "coincidence")


def test_a_warning_can_be_kept(root: Path, terminal: None) -> None:
    result = invoke("--root", str(root), typed=typed(*START, "", "declined", "No.", "", "n", "No!", "", "y", "1", "y"))
    assert result.exit_code == 0, result.output
    assert result.output.count("Keep it as it is?") == 2
    assert "reason: No!\n" in (root / "decisions/2026/print-in-colour.yml").read_text()


def test_a_customer_is_known_by_name_or_nearly(root: Path, terminal: None) -> None:
    (root / "decisions/customers/nobody.yml").write_text("form: person\n")
    end = ("received", "1", "y")
    assert "customer: ada\n" in made(root, typed=typed(*START, "ADA example", "", "", *end))
    assert "customer: ada\n" in made(root, typed=typed(*START, "adda", "y", "", "", *end))
    assert "customer: nobody\n" in made(root, typed=typed(*START, "noboddy", "y", "", "", *end))


def test_a_customer_who_agreed_is_added_with_the_name(root: Path, terminal: None) -> None:
    people = ("Bob Example", "y", "", "", "", "https://example.org/bob", "design", "")
    result = invoke("--root", str(root), typed=typed(*START, *people, "received", "1", "y"))
    assert result.exit_code == 0, result.output
    assert (root / "decisions/customers/bob-example.yml").read_text() == (
        f"name: Bob Example\nform: person\nconsent:\n  given: {TODAY}\n"
        "  how: public-record\n  at: https://example.org/bob\n"
    )
    others = ("Adda", "n", "y", "Adda", "company", "2026-1-1", "", "idea", "")
    result = invoke("--root", str(root), typed=typed(*START, *others, "received", "1", "y"))
    assert result.exit_code == 0, result.output
    assert (root / "decisions/customers/adda.yml").read_text() == (
        "name: Adda\nform: company\nconsent:\n  given: 2026-01-01\n  how: asked\n"
    )


def test_what_is_said_of_a_customer_is_checked_at_once(root: Path, terminal: None) -> None:
    people = ("Bob", "y", "Ada Example", "Bob", "firm", "2", "soon", "nowhere", "2026-01-01", "", "", "")
    result = invoke("--root", str(root), typed=typed(*START, *people, "received", "1", "y"))
    assert result.exit_code == 0, result.output
    for words in ("same name must not stand in two files", "`form` must be one of", "must be a date", "web address"):
        assert words in " ".join(result.output.split())
    assert "form: company" in (root / "decisions/customers/bob.yml").read_text()


def test_a_name_without_consent_is_written_nowhere(root: Path, terminal: None) -> None:
    people = ("Zacharias Zebra", "n", "", "", "Yolanda Yak", "n", "A school in the north", "", "")
    text = made(root, typed=typed(*START, *people, "received", "1", "y"))
    assert "customer: a-customer\n" in text
    assert "customer: a-customer-2\n" in text
    assert (root / "decisions/customers/a-customer.yml").read_text() == "form: person\n"
    assert (root / "decisions/customers/a-customer-2.yml").read_text() == (
        "name: A school in the north\nform: described\n"
    )
    for file in root.rglob("*.yml"):
        assert not re.search("zebra|yak", file.read_text("utf-8") + file.name, re.IGNORECASE)


def test_options_answer_questions_before_they_are_asked(root: Path, terminal: None) -> None:
    result = invoke("--root", str(root), *flags(), "--credit", "ada", "--id", "mine", typed="")
    assert result.exit_code == 0, result.output
    assert "Write it?" not in result.output
    result = invoke("--root", str(root), *flags(no_credit_because="x", area=None, id="yours"), typed=typed("1", "y"))
    assert result.exit_code == 0, result.output
    assert "Who said it?" not in result.output
    assert "Write it?" in result.output


def test_options_that_are_at_fault_are_asked_for_again_or_left_out(root: Path, terminal: None) -> None:
    words = flags(asked="soon", shipped="2026-01-01", credit="nobody", id="plain")
    text = made(root, *words, typed=typed("mine", "2026", "ada", "", "", "y"))
    assert "asked: 2026\n" in text
    assert "shipped" not in text
    assert "customer: ada" in text
    result = invoke("--root", str(root), "--customer", "bob=Bob", typed="")
    assert result.exit_code == 1
    assert "YS351" in result.output


def test_the_first_record_of_all_can_be_written(root: Path, terminal: None) -> None:
    for folder in ("2026", "customers", "occasions"):
        for file in (root / "decisions" / folder).glob("*.yml"):
            file.unlink()
    (root / "decisions/vocabulary.yml").unlink()
    lines = typed(*START, "", "merged", "nothing", "nothing", "")
    result = invoke("--root", str(root), typed=lines)
    assert "there is no record `nothing`" in result.output
    assert result.exit_code == 2
    result = invoke("--root", str(root), typed=typed(*START, "", "declined", "Too dear.", "", "general", "y"))
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("end", [1, 3, 5, 6, 8, 11])
def test_when_the_answers_end_nothing_is_written(end: int, root: Path, terminal: None) -> None:
    before = files(root)
    lines = [*START, "Bob", "y", "", "", "", "", "", "", "received", "1"][:end]
    result = invoke("--root", str(root), typed=typed(*lines))
    assert result.exit_code == 2
    assert result.stderr == "\nNothing was written.\n"
    assert files(root) == before


def test_a_record_that_is_not_wanted_after_all_is_not_written(root: Path, terminal: None) -> None:
    before = files(root)
    result = invoke("--root", str(root), typed=typed(*START, "", "received", "1", "n"))
    assert (result.exit_code, files(root)) == (2, before)


def test_texts_can_be_written_in_an_editor(root: Path, terminal: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def edit(text: str, extension: str) -> str:
        assert "close to their own words" in text
        return f"Two\n\nparagraphs\n{text}"

    monkeypatch.setattr("click.edit", edit)
    lines = [line for line in START if line not in {"Grey is hard", "to read."}]
    del lines[2]
    text = made(root, "--edit", typed=typed(*lines, "", "received", "1", "y"))
    assert "idea: |\n  Two\n\n  paragraphs\nasked" in text


def test_an_editor_that_gives_nothing_is_not_opened_again(
    root: Path, terminal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = iter([None, click.ClickException("false: Editing failed")])

    def edit(*words: object, **more: object) -> None:
        if error := next(given):
            raise error

    monkeypatch.setattr("click.edit", edit)
    lines = ("Colours", "", "Grey is dull.", "", "2026", "", "already-there", "Tick the box.", "")
    said = invoke("--root", str(root), "--edit", typed=typed(*lines, "https://example.org/", "1", "y")).output
    assert "answer: |\n  Tick the box." in said
    assert said.count("The editor gave no text, so type it") == 2
    assert "! false: Editing failed" in said


def test_an_editor_shows_what_has_to_be_corrected(root: Path, terminal: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def edit(text: str, **more: object) -> str:
        seen.append(text.partition("\n\n#")[0])
        return "One\x07" if len(seen) == 1 else "Two"

    monkeypatch.setattr("click.edit", edit)
    made(root, "--edit", typed=typed("Colours", "", "2026", "", "received", "1", "y"))
    assert seen == ["", "One\x07"]


def test_a_paste_of_several_paragraphs_is_one_answer(
    root: Path, terminal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    coming = iter([True, False])
    monkeypatch.setattr(select, "select", lambda *words: ([0] if next(coming, False) else [], [], []))
    text = made(root, typed=typed("Print", "", "One.", "", "Two.", "", "2026", "", "received", "1", "y"))
    assert "idea: |\n  One.\n\n  Two.\nasked" in text


# The parts.


def test_the_end_of_input_is_no_paste(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*words: object) -> None:
        raise ValueError("no file")

    monkeypatch.setattr(select, "select", refuse)
    assert prompts._more_is_coming() is False


def test_an_id_is_short_and_free() -> None:
    assert free_key("Export: every report!", ()) == "export-every-report"
    assert free_key("plain", {"plain", "plain-2"}) == "plain-3"
    assert free_key("word " * 40, ()) == "-".join(["word"] * 12)
    assert free_key("x" * 200, ()) == "x" * 60
    assert free_key("漢字", ()) == "a-short-name"
    assert free_key("Die Größe der Straße in Łódź", ()) == "die-grosse-der-strasse-in-lodz"
    assert free_key("Con", ()) == "con-2"


@pytest.mark.parametrize(
    ("typed", "word"), [("Help and Support", "help"), ("HELP", "help"), ("b", "b"), ("Alike", "Alike")]
)
def test_a_word_of_a_list_may_be_typed_as_people_see_it(typed: str, word: str) -> None:
    words = {"help": "Help and support", "b": "Alike", "c": "alike"}
    assert given_word(typed, words) == word


def test_long_lines_are_wrapped_unless_that_would_change_them() -> None:
    long = "word " * 40
    assert max(map(len, wrapped(long).split("\n"))) <= 100
    assert wrapped(long).split() == long.split()
    for kept in ("漢字" * 90, f"{long} - {long}", f"`a {long}`", f"[{long}](https://example.org/)", "a\n\n    b"):
        assert wrapped(kept) == kept.strip()
    for code in (f"```py\n  a\n    b {long}\n```", f"- ````\n  ```\n  {long}\n  ````", f"~~~\n{long}"):
        assert wrapped(code) == code.strip()
    assert wrapped(f"```\n```\n{long}").count("\n") == 3


def test_a_sheet_takes_nothing_that_was_not_asked_for_as_a_fault(root: Path) -> None:
    sheet = Sheet(pipeline.check(pipeline.Settings(root, TODAY)).corpus)
    assert sheet.missing() == ["title", "idea", "asked", "outcome", "area"]
    assert sheet.faults() == []
    sheet.answers["outcome"] = "shipped"
    assert sheet.missing() == ["title", "idea", "asked", "answer", "shipped", "evidence", "credits", "area"]
    assert sheet.faults() == []


# On a real terminal.


class Terminal:
    """A small terminal with a program in it, and somebody who types."""

    def __init__(self, root: Path, *words: str, rows: int = 15, columns: int = 60) -> None:
        import fcntl
        import struct
        import termios

        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {
            name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "yousaid", "new", *words],
            cwd=root,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            env={**environment, "TERM": "xterm"},
        )
        os.close(slave)
        self.said = ""

    def expect(self, words: str) -> str:
        """Wait until the program says this; return what it said since the last answer."""
        until = time.monotonic() + 60
        while words not in self.said:
            assert time.monotonic() < until, self.said
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    self.said += os.read(self.master, 4096).decode()
                except OSError:
                    break
        assert words in self.said, self.said
        return self.said

    def type(self, text: str) -> None:
        self.said = ""
        os.write(self.master, text.encode())

    def interrupt(self) -> None:
        """Press control and C until it is heard: Python may miss it just before it begins to read."""
        self.said = ""
        for _ in range(60):
            os.write(self.master, b"\x03")
            if select.select([self.master], [], [], 1)[0] and "written" in self._heard():
                return

    def _heard(self) -> str:
        time.sleep(0.2)
        self.said += os.read(self.master, 4096).decode()
        return self.said

    def end(self) -> int:
        with_rest = time.monotonic() + 60
        while self.process.poll() is None and time.monotonic() < with_rest:
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.said += os.read(self.master, 4096).decode()
                except OSError:
                    break
        return self.process.wait(60)


@contextmanager
def opened(root: Path, *words: str) -> Iterator[Terminal]:
    terminal = Terminal(root, *words)
    try:
        yield terminal
    finally:
        if terminal.process.poll() is None:
            terminal.process.kill()
            terminal.process.wait()
        os.close(terminal.master)


on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals that Python can open")


@on_posix
def test_a_record_is_written_on_a_terminal_of_60_columns_and_15_lines(root: Path) -> None:
    with opened(root) as screen:
        seen = screen.expect("in one line? > ")
        for question, answer in (
            ("web address", "Print everything\r"),
            ("close to their own words", "\r"),
            ("When did they say it?", "One.\n\nTwo.\r\r"),
            ("Who said it?", "2026-3-1\r"),
            ("What are they thanked for?", "ada\r"),
            ("Anybody else?", "\r"),
            ("What became of it?", "\r"),
            ("Which part of the product?", "1\r"),
            ("Write it?", "printing\r"),
            ("pull request", "\r") if (root / ".git").exists() else ("put it into git", "\r"),
        ):
            screen.type(answer)
            seen = screen.expect(question)
            plain = re.sub(r"\x1b\[[0-9;]*[mK]", "", seen)
            if question not in {"Write it?", "put it into git"}:
                assert len(plain.splitlines()) <= 16, "a question and its choices must fit"
            listed = [line for line in plain.splitlines() if re.match(r" +\d+  ", line)]
            assert all(len(line) < 60 for line in listed)
        assert screen.end() == 0
    text = (root / "decisions/2026/print-everything.yml").read_text()
    assert "idea: |\n  One.\n\n  Two.\nasked: 2026-03-01\noutcome: received\n" in text


@on_posix
@pytest.mark.parametrize("answers", [(), ("Print\r",), ("Print\r", "\r", "x\r", "\r", "2026\r", "Bob\r", "y\r")])
def test_an_interrupt_at_any_question_writes_nothing(answers: tuple[str, ...], root: Path) -> None:
    before = files(root)
    questions = ("one line? > ", "stays", "own words", "> ", "> ", "When did", "Who said", "agreed", "as they write")
    with opened(root) as screen:
        screen.expect(questions[0])
        for answer in answers:
            screen.type(answer)
            screen.expect("> " if not answer.startswith("Bob") else "]: ")
        screen.interrupt()
        assert screen.end() == 2
        assert "Nothing was written." in screen.said
        assert "Traceback" not in screen.said
    assert files(root) == before


@on_posix
def test_without_a_terminal_nobody_is_asked(root: Path) -> None:
    done = run("yousaid", "new", cwd=root)
    assert done.returncode == 2
    assert "nobody can be asked here, and these are missing: --title" in done.stderr
    closed = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m yousaid new <&- >&-'],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert closed.returncode == 2
    assert "nobody can be asked here" in closed.stderr
    assert "Traceback" not in closed.stderr


@on_posix
def test_a_read_only_folder_is_said(root: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere; the test beside this one simulates it")
    (root / "decisions").chmod(0o555)
    try:
        done = run("yousaid", "new", cwd=root)
    finally:
        (root / "decisions").chmod(0o755)
    assert done.returncode == 2
    assert "allowed to write" in done.stderr


def test_streams_that_are_closed_or_missing_are_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert on_terminal() is False
    with Path(os.devnull).open() as closed:
        pass
    monkeypatch.setattr(sys, "stdin", closed)
    assert on_terminal() is False
