"""An issue made with the form becomes a record, or all is said that keeps it from becoming one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, TODAY, Repository, run
from yousaid import cli, clock, pipeline, reporters
from yousaid.intake import MAX_CHARACTERS, NO, QUESTIONS, YES, take
from yousaid.model import Decision
from yousaid.rules import Corpus

URL = "https://example.org/you/feedback/issues/12"
FORM: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "customer-said.yml").read_text("utf-8"))
ANSWERS = {
    "title": "Print on both sides",
    "idea": "Paper is dear.",
    "kind": "idea",
    "asked": "2026-02-03",
    "area": "reports",
    "consent": NO,
    "outcome": "received",
}
NAMED = {
    "customer": "bo",
    "consent": YES,
    "name": "Bo Example",
    "consent_given": "2026-02-04",
    "consent_how": "asked",
}
WRITTEN = """\
title: Print on both sides
idea: |
  Paper is dear.
asked: 2026-02-03
outcome: received
area: reports
"""


def issue(answers: Mapping[str, str] | None = None, **more: str) -> str:
    """Return the body that the forge makes of a filled form."""
    filled = {**ANSWERS, **(answers or {}), **more}
    assert set(filled) <= set(QUESTIONS)
    parts = [f"### {label}\n\n{filled.get(name) or '_No response_'}" for name, label in QUESTIONS.items()]
    return "\n\n".join(parts).replace("\n", "\r\n")


def invoke(root: Path, body: str | bytes, *words: str) -> Result:
    return CliRunner().invoke(cli.main, ["intake", "--root", str(root), *words], input=body, catch_exceptions=False)


def files(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*") if path.is_file()}


def made(root: Path, body: str, *words: str) -> dict[str, str]:
    """Return the files that are made, by their names."""
    before = files(root)
    result = invoke(root, body, *words)
    assert result.exit_code == 0, result.output
    after = files(root)
    assert before.items() <= after.items(), "no file is touched"
    faults = pipeline.check(pipeline.Settings(root, clock.today())).faults
    assert reporters.text(faults) == ""
    new = {path: text for path, text in after.items() if path not in before}
    assert [Path(line).resolve() for line in result.stdout.splitlines()] == [(root / path).resolve() for path in new]
    return {Path(path).name: text for path, text in new.items()}


def refused(root: Path, body: str | bytes, *words: str) -> str:
    """Return what is said of an issue of which nothing is made."""
    before = files(root)
    result = invoke(root, body, *words)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.endswith("Nothing was written. Correct the issue, and try again.\n")
    assert files(root) == before
    return result.stderr


@pytest.fixture
def root(repository: Repository) -> Path:
    return repository({})


# What is made


def test_the_questions_are_those_of_the_form() -> None:
    fields = [each for each in FORM["body"] if "id" in each]
    assert {each["id"]: each["attributes"]["label"] for each in fields} == QUESTIONS
    assert [each["id"] for each in fields] == [*QUESTIONS]
    (consent,) = (each for each in fields if each["id"] == "consent")
    assert consent["attributes"]["options"] == [NO, YES]


def test_a_filled_form_becomes_a_record(root: Path) -> None:
    assert made(root, issue()) == {"print-on-both-sides.yml": WRITTEN}


def test_a_file_is_read_as_well_as_standard_input(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "issue.md"
    file.write_text(issue(), "utf-8")
    assert made(root, "", "--", str(file)) == {"print-on-both-sides.yml": WRITTEN}


def test_it_is_a_command_of_its_own(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "issue.md"
    file.write_text(issue(), "utf-8")
    done = run("yousaid", "intake", str(file), "--dry-run", cwd=root)
    assert (done.returncode, done.stdout) == (0, f"decisions/2026/print-on-both-sides.yml\n\n{WRITTEN}\n"), done.stderr


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({"asked": "3 February 2026"}, "asked: 2026-02-03"),
        ({"asked": "unknown"}, "asked: unknown"),
        ({"kind": "complaint"}, "kind: complaint"),
        ({"why": "Trees."}, "why: |\n  Trees."),
        ({"idea": "Paper\tis dear."}, "  Paper    is dear."),
        ({"idea": "Paper is dear:\n\n- one\n- two"}, "  Paper is dear:\n\n  - one\n  - two\n"),
        ({"idea": "Look:\n### This is mine\nand more."}, "  Look:\n  ### This is mine\n  and more.\n"),
        ({"idea": "word " * 30}, f"  {'word ' * 19}word\n  {'word ' * 9}word\n"),
        ({"title": 'Say "yes": # no'}, "title: 'Say \"yes\": # no'"),
        ({"channel": "support"}, "channel: support"),
        ({"channel": "Support", "area": "Billing"}, "area: billing\nchannel: support"),
        ({"outcome": "declined", "reason": "Confidential."}, "reason: confidential"),
        ({"outcome": "declined", "reason": "confidential"}, "reason: confidential"),
        ({"outcome": "declined", "reason": "cost"}, "reason:\n  code: cost"),
        ({"outcome": "declined", "reason": "Ink costs more."}, "reason: Ink costs more."),
        ({"outcome": "not-now", "reason": "Ink costs more."}, "review_by: unknown"),
        (
            {
                "outcome": "already-there",
                "answer": "Tick the box.",
                "evidence": "https://example.org/a\nhttps://example.org/b",
            },
            "evidence:\n  - https://example.org/a\n  - https://example.org/b\n",
        ),
    ],
)
def test_what_is_answered_stands_in_the_record(answers: dict[str, str], line: str, root: Path) -> None:
    (text,) = made(root, issue(answers)).values()
    assert line in text


def test_a_date_that_is_not_asked_for_is_unknown_and_that_is_said(root: Path) -> None:
    body = issue(outcome="shipped", answer="Tick the box.", evidence="https://example.org/a", customer="ada")
    result = invoke(root, body, "--dry-run")
    assert "shipped: unknown\n" in result.stdout
    assert "The form does not ask for `shipped`" in result.stderr


def test_the_issue_is_the_source(root: Path) -> None:
    (text,) = made(root, issue(), "--url", URL).values()
    assert text.endswith(f'source:\n  system: github\n  id: "12"\n  url: {URL}\n')
    assert "already: `decisions/2026/print-on-both-sides.yml`" in refused(root, issue(), "--number", "12")
    (text,) = made(root, issue(), "--number", "13").values()
    assert text.endswith('source:\n  system: github\n  id: "13"\n')


def test_no_file_is_replaced(root: Path) -> None:
    made(root, issue(), "--number", "1")
    assert [*made(root, issue(), "--number", "2")] == ["print-on-both-sides-2.yml"]


def test_a_dry_run_writes_nothing(root: Path) -> None:
    before = files(root)
    result = invoke(root, issue(), "--dry-run")
    assert (result.exit_code, result.stdout) == (0, f"decisions/2026/print-on-both-sides.yml\n\n{WRITTEN}\n")
    assert files(root) == before


def test_what_could_be_better_is_said_and_stops_nothing(root: Path) -> None:
    result = invoke(root, issue(idea="Write to bo@mail.acme-corporation.com for more."))
    assert result.exit_code == 0
    assert "What did they say?\n  Look at it: " in result.stderr


# Names


def test_who_is_known_is_thanked(root: Path) -> None:
    (text,) = made(root, issue(customer="ada")).values()
    assert "credits:\n  - customer: ada\n    for: [idea]\n" in text


def test_without_consent_nothing_of_a_new_customer_is_written(root: Path) -> None:
    new = made(root, issue(customer="bo-example"))
    assert new["a-customer.yml"] == "form: person\n"
    assert "customer: a-customer\n" in new["print-on-both-sides.yml"]
    assert "bo-example" not in "".join(new.values())
    result = invoke(root, issue(customer="bo-example"), "--number", "2")
    assert "they are `a-customer-2`" in result.stderr
    assert "bo-example" not in result.output


def test_with_consent_the_issue_is_the_evidence(root: Path) -> None:
    new = made(root, issue(NAMED), "--url", URL)
    assert new["bo.yml"] == (
        f"name: Bo Example\nform: person\nconsent:\n  given: 2026-02-04\n  how: asked\n  at: {URL}\n"
    )
    assert "customer: bo\n" in new["print-on-both-sides.yml"]


def test_that_a_customer_may_be_a_company_is_said(root: Path) -> None:
    assert "If it is a company, type `form: company` there." in invoke(root, issue(NAMED)).stderr


def test_what_they_say_in_public_is_better_evidence(root: Path) -> None:
    new = made(root, issue(NAMED, consent_how="https://example.org/thread/7"), "--url", URL)
    assert "  how: public-record\n  at: https://example.org/thread/7\n" in new["bo.yml"]


def test_without_an_address_consent_says_when_and_how(root: Path) -> None:
    new = made(root, issue(NAMED, consent_given="4 February 2026"))
    assert new["bo.yml"].endswith("consent:\n  given: 2026-02-04\n  how: asked\n")


def test_who_is_named_already_is_left_as_they_are(root: Path) -> None:
    assert [*made(root, issue(NAMED, customer="ada", name="Ada  EXAMPLE"))] == ["print-on-both-sides.yml"]


@pytest.mark.parametrize("name", ["Ada Lovelace", ""])
def test_no_issue_changes_a_customer(name: str, root: Path) -> None:
    said = refused(root, issue(NAMED, customer="ada", name=name))
    assert "May we name them in public?\n  ! this customer has a file already" in said


def test_editors_know_the_new_customer(repository: Repository) -> None:
    root = repository({".yousaid/customer.schema.json": "{}", ".yousaid/decision.schema.json": "{}"})
    result = invoke(root, issue(customer="bo"))
    assert result.exit_code == 0
    assert '"a-customer"' in (root / ".yousaid/decision.schema.json").read_text("utf-8")


# What is refused


@pytest.mark.parametrize(
    ("answers", "question", "said"),
    [
        *(({name: ""}, name, "this must be answered") for name in ("title", "idea", "asked", "area", "outcome")),
        ({"consent": ""}, "consent", "one of the two answers must stand here"),
        ({"consent": "Yes"}, "consent", "one of the two answers must stand here"),
        ({"asked": "03/02/2026"}, "asked", "`asked` must be a date"),
        ({"area": "kitchen"}, "area", "`kitchen`"),
        ({"kind": "idea\n\nand more"}, "kind", "must be"),
        ({"title": "One\ntwo"}, "title", "must be a single line"),
        ({"idea": "x" * 20_001}, "idea", "20"),
        ({"idea": "Paper\x07 is dear."}, "idea", "U+0007"),
        ({"title": "Paper\u202e"}, "title", "U+202E"),
        ({"outcome": "shipped"}, "answer", "this must be answered"),
        (
            {"outcome": "shipped", "answer": "x", "evidence": "https://example.org/"},
            "customer",
            "this must be answered",
        ),
        ({"outcome": "shiped"}, "outcome", "`outcome`"),
        ({"outcome": "merged"}, "outcome", "this needs `merged_into`, which the form does not ask for"),
        ({"reason": "confidential: they sue us", "outcome": "declined"}, "reason", "`confidential` alone"),
        ({"evidence": "see the wiki"}, "evidence", "must be a full web address"),
        ({"customer": "Bo Example"}, "customer", "this must be a short name"),
        ({"name": "Bo Example"}, "name", "this must be empty as long as they have not said yes"),
        ({**NAMED, "customer": ""}, "customer", "this must be answered"),
        ({**NAMED, "name": ""}, "name", "this must be answered, since they may be named"),
        ({**NAMED, "name": "Bo\u200b"}, "name", "U+200B"),
        ({**NAMED, "consent_given": ""}, "consent_given", "this must be answered, since they may be named"),
        ({**NAMED, "consent_given": "2026-02"}, "consent_given", "must be a whole date"),
        ({**NAMED, "consent_how": "by phone"}, "consent_how", "must be a full web address"),
        ({**NAMED, "name": "ada example"}, "name", "the same name must not stand in two files"),
        ({"idea": "A <!-- hidden --> word"}, "idea", "`<!--` hides"),
    ],
)
def test_what_is_missing_or_not_understood_is_said(
    answers: dict[str, str], question: str, said: str, root: Path
) -> None:
    lines = refused(root, issue(answers)).split("\n")
    start = lines.index(QUESTIONS[question])
    assert said in "\n".join(lines[start : lines.index("", start)])


def test_all_is_said_at_once_in_the_order_of_the_form(root: Path) -> None:
    said = refused(root, issue(asked="soon", area="kitchen", title="", customer="Bo Example", name="Bo"))
    heads = [line for line in said.split("\n") if line in QUESTIONS.values()]
    assert heads == [QUESTIONS[name] for name in ("title", "asked", "customer", "name")]
    assert "Bo" not in said, "what may be a name is not repeated"


def test_what_is_answered_wrongly_is_not_said_to_be_missing_too(root: Path) -> None:
    body = issue(outcome="shipped", answer="x", evidence="https://example.org/", customer="Bo Example")
    assert refused(root, body).count("  ! ") == 1


def test_a_name_that_may_not_be_published_is_not_repeated(root: Path) -> None:
    assert "Bo Example" not in refused(root, issue(NAMED, consent=NO))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "this is no issue made with the form"),
        ("Please print on both sides.", "this is no issue made with the form"),
        ("### Something else\n\nx", "this is no issue made with the form"),
        (f"Dear all,\n\n{issue()}", "there must be no text above the first question"),
        (f"<!-- x -->\n{issue()}", "`<!--` hides"),
        (
            f"{issue()}\n\n### What became of it?\n\nshipped",
            "What became of it?\n  ! this must stand once, not 2 times",
        ),
        (issue(idea=f"x\n\n### {QUESTIONS['consent']}\n\n{YES}"), "this must stand once, not 2 times"),
        (f"{issue()}\n\n### Which plan?\n\nGold", "The issue as a whole\n  ! `Which plan?` is no question of the form"),
        (
            issue().replace("What became of it?", "What became of it"),
            "! `What became of it` is no question of the form",
        ),
        ("x" * (MAX_CHARACTERS + 1), "at most 65,536 characters"),
        ("💡" * (MAX_CHARACTERS + 9), "at most 65,536 characters"),
    ],
)
def test_an_issue_that_was_not_left_as_the_form_made_it_is_refused(body: str, said: str, root: Path) -> None:
    assert said in refused(root, body)


def test_no_line_gives_an_order_to_a_terminal_or_a_runner(root: Path) -> None:
    said = refused(root, f"{issue()}\n\n### ##[set-output name=x]y\x1b[2J\n\nx\n\n### ::set-output name=x::y\n\nx")
    assert not any(line.strip().startswith("::") for line in said.split("\n"))
    assert "##[" not in said
    assert "\x1b" not in said


def test_a_byte_order_mark_is_passed_over(root: Path) -> None:
    assert made(root, f"\ufeff{issue()}") == {"print-on-both-sides.yml": WRITTEN}


def corpora() -> Iterator[Corpus]:
    base = ROOT / "tests" / "base"
    yield pipeline.check(pipeline.Settings(base, TODAY)).corpus


CORPUS = next(corpora())
PARTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from([f"### {label}" for label in QUESTIONS.values()]),
    st.sampled_from(["\n", "\r\n", "\n\n", "### ", "_No response_", "<!--", YES, NO, "ada", "2026-01-01", "received"]),
)


@given(st.lists(PARTS, max_size=40).map("".join))
def test_any_text_is_taken_or_refused(body: str) -> None:
    taken = take(body, CORPUS)
    if taken.is_good:
        assert all(taken.sheet.files().values())


@given(st.dictionaries(st.sampled_from([*QUESTIONS]), st.text(st.characters(exclude_categories=["Cs"]), max_size=60)))
def test_what_is_taken_is_what_was_said(answers: dict[str, str]) -> None:
    taken = take(issue(answers), CORPUS)
    if taken.is_good:
        (entry,) = (each for key, each in taken.sheet.known().decisions.items() if key == taken.sheet.key)
        assert isinstance(entry.value, Decision)
        said = {**ANSWERS, **answers}
        # An answer that is empty, or looks so, was not given.
        assert entry.value.title.split() == said["title"].split()
        assert entry.value.idea.split() == said["idea"].split()


# How it is called


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no-such-file"], "does not exist"),
        (["."], "is a directory"),
        (["--number", "twelve"], "--number must be the number of the issue"),
        (["--number", "1\n2"], "--number must be the number of the issue"),
        (["--url", "example"], "--url must be a full web address"),
        (["--url", "https://example.org/x"], "--number must be the number of the issue"),
    ],
)
def test_wrong_usage_is_told(words: list[str], said: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    result = invoke(root, issue(), *words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_text_that_is_no_utf8_is_told(root: Path) -> None:
    result = invoke(root, issue().encode() + b"\xff")
    assert (result.exit_code, "must be saved as UTF-8" in result.output) == (2, True)


def test_closed_standard_input_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["intake", "--root", str(root)])
    assert stopped.value.code == 2


def test_a_file_that_cannot_be_read_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("click.open_file", refuse)
    result = invoke(root, issue(), str(root / "decisions/vocabulary.yml"))
    assert (result.exit_code, "cannot be read: Input/output error" in result.output) == (2, True)


def test_a_folder_that_cannot_be_written_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, *_: Path(path).name != "decisions")
    result = invoke(root, issue())
    assert (result.exit_code, "you must be allowed to write" in result.output) == (2, True)
    assert invoke(root, issue(), "--dry-run").exit_code == 0


def test_a_folder_without_records_is_wrong_usage(tmp_path: Path) -> None:
    result = invoke(tmp_path, issue())
    assert (result.exit_code, "there is no folder decisions/" in result.output) == (2, True)


def test_the_first_vocabulary_may_be_missing(root: Path) -> None:
    (root / "decisions/vocabulary.yml").unlink()
    assert invoke(root, issue(outcome="declined", reason="Ink costs more.")).exit_code == 0
