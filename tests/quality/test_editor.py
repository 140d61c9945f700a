"""What somebody sees who writes a record in an editor, by the language server that editors use."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import BASE, ROOT
from quality.editor import SERVER, Editor
from test_cli import invoke
from yousaid.model import Decision, Outcome
from yousaid.schema import SCHEMA_LINE

LINE = SCHEMA_LINE["decision"]
GOOD = f"{LINE}\ntitle: Print\nidea: Please.\nasked: 2026-02-20\noutcome: received\narea: reports\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert SERVER.is_file(), "make quality installs it"
    folder = tmp_path_factory.mktemp("editor") / "a repository"
    shutil.copytree(BASE, folder)
    invoke("schema", "--root", str(folder), "--output", str(folder / ".yousaid"))
    return folder


@pytest.fixture(scope="module")
def editor(root: Path) -> Iterator[Editor]:
    opened = Editor(root)
    yield opened
    opened.close()


_number = iter(range(1_000))


def shown(editor: Editor, root: Path, text: str) -> list[tuple[int, str]]:
    """Open a new file with this text; return the faults, with their lines as an editor numbers them."""
    faults = editor.open(root / f"decisions/2026/draft-{next(_number)}.yml", text)
    return sorted((fault["range"]["start"]["line"] + 1, fault["message"]) for fault in faults)


@pytest.mark.long
def test_every_record_of_ours_is_shown_without_a_fault() -> None:
    """With the files as they lie in the repository: the line, the folder, the words."""
    editor = Editor(ROOT)
    files = [
        *sorted((ROOT / "decisions").glob("[0-9]*/*.yml")),
        *sorted((ROOT / "decisions").glob("*/*.yml"))[-20:],
        ROOT / "decisions/vocabulary.yml",
    ]
    for file in files:
        assert editor.open(file, file.read_text("utf-8")) == [], file
    editor.close()


def test_an_empty_record_is_offered_every_field_with_its_help(editor: Editor, root: Path) -> None:
    shown(editor, root, f"{LINE}\n")
    offered = editor.completions(f"{LINE}\n")
    for name, field in Decision.model_fields.items():
        assert str(field.description).lower() in str(offered[name]["documentation"]).lower()


def test_outcomes_are_offered_with_what_they_mean(editor: Editor, root: Path) -> None:
    shown(editor, root, GOOD.replace("outcome: received", "outcome: "))
    offered = editor.completions("outcome: ")
    assert {name: item["documentation"] for name, item in offered.items()} == {
        str(outcome): outcome.help for outcome in Outcome
    }


@pytest.mark.parametrize(
    ("after", "words"),
    [
        ("area: ", {"reports", "billing"}),
        ("themes:\n  - ", {"speed"}),
        ("reason:\n  code: ", {"cost"}),
        ("occasion: ", {"survey"}),
        ("kind: ", {"idea", "complaint", "question"}),
        ("credits:\n  - customer: ", {"ada"}),
        ("draft: ", {"true", "false"}),
        ("title: ", {"Export every report in one go"}),
    ],
)
def test_words_of_the_repository_are_offered(after: str, words: set[str], editor: Editor, root: Path) -> None:
    name = after.partition(":")[0]
    shown(editor, root, re.sub(rf"^{name}: .*\n", "", GOOD, flags=re.MULTILINE) + f"{after}\n")
    assert set(editor.completions(after)) == words


def test_a_new_thanks_is_offered_customers_first_and_fields(editor: Editor, root: Path) -> None:
    shown(editor, root, f"{GOOD}credits:\n  - \n")
    assert {"ada", "customer", "for"} <= set(editor.completions("credits:\n  - "))


def test_fields_that_are_there_are_not_offered_again(editor: Editor, root: Path) -> None:
    shown(editor, root, f"{GOOD}\n")
    offered = set(editor.completions(GOOD))
    assert "answer" in offered
    assert not {"title", "idea", "area"} & offered


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("title", "What the customer wants, in one line."),
        ("asked", "When it was asked: a date, a month, a year or"),
        ("received", "`received`: It has reached us, and is not under review yet."),
        ("outcome", "`declined`: A no, with its reason."),
        ("area", "`reports`: Reports"),
        ("review_by", "Needed with planned, not-now."),
        ("reason", "Why not: plain text,"),
    ],
)
def test_who_points_at_a_field_is_told_what_it_says(on: str, words: str, editor: Editor, root: Path) -> None:
    shown(editor, root, f"{GOOD}review_by: 2027\nreason: It is slow.\n")
    text = editor.hover(on)
    assert words in text
    assert "||" not in text


BROKEN = f"""\
{LINE}
title:
idea: [Please.]
asked: 2026-02-30
outcome: recieved
area: report
frobnicate: 1
credits: [Ada Example]
evidence: www.example.org
release: 3.10
voices: {{count: many, as_of: 2026}}
"""


def test_a_broken_record_shows_each_fault_on_its_line(editor: Editor, root: Path) -> None:
    faults = dict(shown(editor, root, BROKEN))
    assert set(faults) == {2, 3, 4, 5, 6, 7, 8, 9, 11}
    assert faults[2].startswith("must be a text on one line")
    assert faults[4].startswith("must be a date that exists, as in 2026-01-31")
    assert '"received"' in faults[5]
    assert faults[6] == "must stand in decisions/vocabulary.yml under areas"
    assert faults[7] == "Property frobnicate is not allowed."
    assert faults[11] == "must be a whole number, in digits only"


@pytest.mark.parametrize("outcome", Outcome)
def test_each_outcome_asks_for_its_fields_and_refuses_others(outcome: Outcome, editor: Editor, root: Path) -> None:
    text = GOOD.replace("outcome: received", f"outcome: {outcome}")
    asked = {message for _, message in shown(editor, root, text)}
    assert asked == {f'Missing property "{name}".' for name in outcome.needs}
    extra = {"shipped": "2026", "reopen_if": "It changes.", "merged_into": "plain"}
    text += "".join(f"{name}: {value}\n" for name, value in extra.items())
    refused = {message for _, message in shown(editor, root, text) if "must not stand" in message}
    assert refused == {f"{name} must not stand with outcome: {outcome}" for name in outcome.refuses}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("credits: none\n", 'Missing property "no_credit_because".'),
        ("confidential_until: 2027-01-01\n", 'Missing property "reason".'),
        ("confidential_until: 2027-01-01\nreason: It is slow.\n", "must be confidential"),
        ("reason: 'Confidential: it is slow.'\n", "confidential"),
    ],
)
def test_fields_that_belong_together_are_asked_for(lines: str, message: str, editor: Editor, root: Path) -> None:
    assert any(message in said for _, said in shown(editor, root, GOOD + lines))


@pytest.mark.parametrize(
    "lines",
    [
        "release: 3.10\n",
        "release: true\n",
        "voices: {count: 41, as_of: 2026}\n",
        "voices: {count: '041', as_of: 2026-01}\n",
        "credits: [ada, somebody-new]\n",
        "credits: [{customer: ada, for: [idea]}]\n",
        "credits: none\nno_credit_because: It was anonymous.\n",
        "reason: confidential\nconfidential_until: 2027-01-01\n",
        "reason: {code: cost, text: It is slow.}\n",
        "reason: |\n  It is *slow*.\n\n  And dear.\n",
        "evidence: [https://example.org/a@b]\n",
        "draft: true\n",
    ],
)
def test_what_we_accept_is_no_fault_in_an_editor(lines: str, editor: Editor, root: Path) -> None:
    assert shown(editor, root, GOOD + lines) == []


def test_other_files_have_their_own_schema(editor: Editor, root: Path) -> None:
    customer = SCHEMA_LINE["customer"]
    faults = editor.open(root / "decisions/customers/new.yml", f"{customer}\nname: Ada\nform: human\n")
    assert [fault["range"]["start"]["line"] for fault in faults] == [2]
    vocabulary = SCHEMA_LINE["vocabulary"]
    assert editor.open(root / "decisions/vocabulary.yml", f"{vocabulary}\nareas:\n  2026: Reports\n") == []
    faults = editor.open(root / "decisions/occasions/new.yml", f"{SCHEMA_LINE['occasion']}\ntitle: x\n")
    assert {fault["message"] for fault in faults} == {'Missing property "question".', 'Missing property "date".'}
