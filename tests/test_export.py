"""Records leave as they are, for other programs and for spreadsheets, and nothing in them is obeyed by these."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import canaries
from conftest import SITE, TODAY, Repository, git
from leaks import PUBLIC, traces
from test_cli import invoke
from yousaid import pipeline, saving
from yousaid.decode import MODELS
from yousaid.exporters import FORMATS, Holding, everything, public
from yousaid.exporters.tables import meant, neutral
from yousaid.model import OUTCOMES, Record
from yousaid.reader import Kind
from yousaid.rules import Corpus

RICH = """\
title: Print all
idea: |
  =Every Monday.

  Forty of them.
why: Half an hour.
asked: 2026-01-12
outcome: {}
answer: You can.
answered: 2026-02
shipped: 2026-03-15
evidence: [https://example.org/4.2]
reason: {}
credits:
  - customer: ada
    for: [idea, testing]
  - stranger
also_said:
  - said: Leave it.
    credits: [stranger]
  - said: Do it.
    credits: [ada]
voices: {{count: 41, as_of: 2026}}
area: reports
themes: [speed]
channel: support
"""
FILES = {
    **SITE,
    "decisions/2026/rich.yml": RICH.format("partly-shipped", "{code: cost, text: A year.}"),
    "decisions/2026/quiet.yml": RICH.format("partly-shipped", "confidential") + "draft: true\n",
    "decisions/2026/refused.yml": "title: '@fax'\nidea: Fax.\nasked: unknown\noutcome: declined\n"
    "reason: {code: cost}\nno_credit_because: Nobody knows who.\ncredits: none\narea: reports\n",
    "decisions/customers/stranger.yml": "name: Somebody Private\nform: person\n"
    "consent: {given: 2020-01-01, how: asked, expires: 2021-01-01}\n",
    "decisions/removed/old.yml": "removed: 2026-02-01\nbecause: It was there twice.\n",
    "decisions/removed/older.yml": "removed: 2026-02-01\nbecause: confidential\nwas: occasion\n",
}


@pytest.fixture
def root(repository: Repository) -> Path:
    return repository(FILES)


def corpus_of(root: Path) -> Corpus:
    checked = pipeline.check(pipeline.Settings(root, TODAY))
    assert not checked.faults
    return checked.corpus


def everybodys(root: Path) -> dict[tuple[Kind, str], Holding]:
    built = pipeline.build(pipeline.Settings(root, TODAY, history=False))
    assert built.site, built.faults
    return {(each.kind, each.key): each for each in public(built.site)}


def export(name: str, held: list[Holding]) -> bytes:
    data, faults = FORMATS[name].write(held)
    assert not faults
    return data


def table(data: bytes) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {row.get("id") or row["source_id"]: row for row in rows}


# What is in it.


def test_everything_is_in_it_and_says_where_it_stands(root: Path) -> None:
    held = [*everything(corpus_of(root))]
    assert [(each.kind, each.key) for each in held] == [
        *(("decision", key) for key in ("plain", "quiet", "refused", "rich")),
        *(("customer", key) for key in ("ada", "stranger")),
        ("occasion", "survey"),
        *(("removed", key) for key in ("old", "older")),
        ("vocabulary", "vocabulary"),
    ]
    for each in held:
        assert (root / each.path).is_file()
        assert isinstance(MODELS[each.kind].model_validate(each.fields), Record)


def test_what_is_public_is_what_the_site_says_and_no_more(root: Path) -> None:
    found = everybodys(root)
    assert {*found} == {
        *(("decision", key) for key in ("plain", "refused", "rich")),
        ("customer", "ada"),
        ("occasion", "survey"),
        *(("removed", key) for key in ("old", "older")),
        ("vocabulary", "vocabulary"),
    }
    held = {(each.kind, each.key): each.fields for each in everything(corpus_of(root))}
    rich = dict(found["decision", "rich"].fields)
    assert rich.pop("credits") == [{"customer": "ada", "for": ["idea", "testing"]}]
    assert rich.pop("also_said") == [
        {"said": "Leave it."},
        {"said": "Do it.", "credits": [{"customer": "ada", "for": ["idea"]}]},
    ]
    assert rich == {
        name: each for name, each in held["decision", "rich"].items() if name not in {"credits", "also_said"}
    }
    assert found["customer", "ada"].fields == {"name": "Ada Example", "form": "person"}
    given = {"code": "cost", "text": "The work is more than the gain."}
    assert found["decision", "refused"].fields == {**held["decision", "refused"], "reason": given}
    for kind, key in (("decision", "plain"), ("occasion", "survey"), ("removed", "old"), ("removed", "older")):
        assert found[kind, key].fields == held[kind, key]  # type: ignore[index]
    for name in FORMATS:
        data = export(name, [*found.values()])
        text = b"".join(_unpacked(data)) if name == "xlsx" else data
        assert b"Print all" in text
        assert b"Private" not in text
        assert b"stranger" not in text
        assert b"quiet" not in text


def _unpacked(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return [book.read(name) for name in book.namelist()]


def test_nothing_leaks_into_what_is_made_for_everybody(tmp_path: Path) -> None:
    story = canaries.make(tmp_path, canaries.planted())
    private = FORMATS["ndjson"].write([*everything(pipeline.check(pipeline.Settings(story, TODAY)).corpus)])[0]
    assert traces(private)
    for name, each in FORMATS.items():
        file = tmp_path / f"public{each.ending}"
        invoke("export", name, "--public", "--root", str(story), "--output", str(file), "--replace")
        assert traces(file.read_bytes()) == []
        assert traces(file.read_bytes(), PUBLIC)


def test_a_reason_in_words_and_one_that_is_confidential_are_public_as_such(golden: Path) -> None:
    site = pipeline.build(pipeline.Settings(golden, TODAY)).site
    assert site
    reasons = {each.key: each.fields.get("reason") for each in public(site) if each.kind == "decision"}
    assert "confidential" in reasons.values()
    assert any(isinstance(each, str) and each != "confidential" for each in reasons.values())


# Formats.


def test_the_same_records_give_the_same_bytes(root: Path) -> None:
    held = [*everything(corpus_of(root))]
    for name in FORMATS:
        assert export(name, held) == export(name, held)


def test_lines_hold_what_stands_in_the_files(root: Path) -> None:
    lines = [json.loads(line) for line in export("ndjson", [*everything(corpus_of(root))]).splitlines()]
    assert lines[3]["fields"]["voices"] == {"count": "41", "as_of": "2026"}
    assert {*lines[3]} == {"record", "id", "fields", "file", "as_exported"}
    assert lines[3]["file"] == "decisions/2026/rich.yml"


def test_a_database_can_be_asked(root: Path) -> None:
    base = sqlite3.connect(":memory:")
    base.deserialize(export("sqlite", [*everything(corpus_of(root))]))
    asked = 'SELECT id, reason, "reason.code", "voices.count", json_array_length(themes) FROM decisions ORDER BY id'
    assert base.execute(asked).fetchall() == [
        ("plain", None, None, None, None),
        ("quiet", "confidential", None, "41", 1),
        ("refused", None, "cost", None, None),
        ("rich", "A year.", "cost", "41", 1),
    ]
    assert base.execute("SELECT * FROM thanks WHERE decision = 'rich'").fetchall() == [
        ("rich", "ada", "idea"),
        ("rich", "ada", "testing"),
        ("rich", "stranger", "idea"),
    ]
    assert base.execute("SELECT name FROM customers").fetchall() == [("Ada Example",), ("Somebody Private",)]
    base.close()


def test_a_workbook_offers_the_words_of_a_list(root: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", [*everything(corpus_of(root))])))
    assert book.sheetnames == ["decisions", "customers", "occasions", "removed", "vocabulary"]
    sheet = book["decisions"]
    lists = {
        str(each.sqref).rstrip("0123456789").partition("2:")[0]: each.formula1
        for each in sheet.data_validations.dataValidation
    }
    outcome = next(cell.column_letter for cell in sheet[1] if cell.value == "outcome")
    assert lists[outcome] == f'"{",".join(OUTCOMES)}"'
    assert '"reports,billing"' in lists.values()
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.freeze_panes == "C2"


def test_a_cell_that_a_workbook_cannot_hold_stops_it() -> None:
    long: dict[str, object] = {"also_said": [{"said": "x" * 20_000}, {"said": "y" * 20_000}]}
    data, faults = FORMATS["xlsx"].write([Holding("decision", "a", "decisions/2026/a.yml", long, "")])  # type: ignore[arg-type]
    assert not data
    assert [(fault.span.path, fault.code.id) for fault in faults] == [("decisions/2026/a.yml", "YS680")]
    assert "`also_said` has 40,0" in faults[0].message


def test_a_workbook_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    data, faults = FORMATS["xlsx"].write([])
    assert (data, faults[0].code.id) == (b"", "YS681")


def test_posts_have_the_headings_of_other_portals_and_no_names(root: Path) -> None:
    held = [*everything(corpus_of(root))]
    posts, quackback = (table(export(name, held)) for name in ("posts", "quackback"))
    assert posts["rich"] == {
        "id": "rich",
        "title": "Print all",
        "description": "'=Every Monday.\n\nForty of them.\n\nHalf an hour.",
        "status": "partly-shipped",
        "category": "reports",
        "tags": "speed",
        "votes": "41",
        "created_at": "2026-01-12",
        "response": "You can.\n\nA year.",
        "response_at": "2026-02",
        "original_id": "",
    }
    assert posts["quiet"]["response"] == "You can.\n\nThe reason is confidential."
    assert posts["refused"]["response"] == "The work is more than the gain."
    assert posts["refused"]["created_at"] == ""
    assert quackback["rich"]["content"].endswith("Half an hour.\n\n**We did a part**\n\nYou can.\n\nA year.")
    assert quackback["rich"]["created_at"] == "2026-01-12T00:00:00Z"
    assert quackback["refused"]["title"] == "'@fax"
    assert quackback["plain"]["content"] == "I want to see the red numbers in red."
    assert quackback["plain"]["author_name"] == quackback["plain"]["author_email"] == ""


# Formulas.


@settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), max_examples=100)
@given(st.text(st.sampled_from("'=+-@\t\r\n＝a1"), max_size=5) | st.text(max_size=5))
def test_no_cell_is_a_formula_and_each_comes_back(cell: str) -> None:
    assert neutral(cell)[:1] not in {*"=+-@\t\r\n＝＋－＠"}
    assert meant(neutral(cell)) == cell


@pytest.mark.parametrize("cell", ["'tis", "'", "a=1", "", "'’=1"])
def test_what_is_no_formula_is_left_alone(cell: str) -> None:
    assert neutral(cell) == meant(cell) == cell


# The command.


def test_it_is_written_and_said_whom_it_is_for(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "records.xlsx"
    said = invoke("export", "xlsx", "--root", str(root), "--output", str(file))
    assert said == (
        f"Written: {file}\n"
        "It holds decisions: 4, customers: 2, occasions: 1, removed: 2, vocabulary: 1.\n"
        "Keep it to yourselves: what is not public is in it too. Drafts: 1.\n"
    )
    assert zipfile.is_zipfile(file)
    assert "bring its edits in with `yousaid import sheet" in invoke(
        "export", "xlsx", "--root", str(root), "--output", str(file), code=2
    )
    invoke("export", "ndjson", "--public", "--root", str(root), "--output", str(file), "--replace")
    assert file.read_bytes().startswith(b'{"record":"decision"')


def test_text_is_shown_where_no_file_is_named(root: Path) -> None:
    said = invoke("export", "csv", "--public", "--root", str(root))
    assert said.startswith("\ufeffid,title,idea,")
    assert said.endswith(
        "It holds decisions: 3.\nCustomers, occasions and vocabulary are in xlsx, ndjson and sqlite.\n"
        "All of it is public already.\n"
    )
    assert "say --output records.db" in invoke("export", "sqlite", "--root", str(root), code=2)


def test_what_is_private_is_not_put_where_it_would_be_published(root: Path, tmp_path: Path) -> None:
    inside = str(root / "site_src" / "records.csv")
    assert "which is published or read" in invoke("export", "csv", "--root", str(root), "--output", inside, code=2)
    invoke("export", "csv", "--public", "--root", str(root), "--output", inside)
    among = str(root / "decisions" / "records.csv")
    assert "where only records are" in invoke(
        "export", "csv", "--public", "--root", str(root), "--output", among, code=2
    )
    config = root / "mkdocs.yml"
    themed = config.read_text("utf-8").replace("name: material", "name: material, custom_dir: look")
    (root / "look").mkdir()
    config.write_text(themed, "utf-8")
    look = str(root / "look" / "records.csv")
    assert "look, which is published" in invoke("export", "csv", "--root", str(root), "--output", look, code=2)
    config.unlink()
    invoke("export", "csv", "--root", str(root), "--output", str(tmp_path / "records.csv"))
    assert "which is published or read" in invoke("export", "csv", "--root", str(root), "--output", among, code=2)


def test_git_is_kept_from_what_is_private(root: Path) -> None:
    file = root / "records.csv"
    asked = ("export", "csv", "--root", str(root), "--output", str(file), "--replace")
    git(root, "init", "-q")
    assert "Name it in .gitignore, or `git add .` takes it along: records.csv\n" in invoke(*asked)
    git(root, "add", "records.csv")
    assert "git knows" in invoke(*asked, code=2)
    assert "Written" in invoke(*asked, "--public")
    git(root, "rm", "--cached", "-q", "-f", "records.csv")
    (root / ".gitignore").write_text("/records.csv\n", "utf-8")
    assert ".gitignore" not in invoke(*asked)


def test_records_at_fault_are_not_exported(root: Path) -> None:
    (root / "decisions/2026/plain.yml").write_text("title: x\n", "utf-8")
    for more in ((), ("--public",)):
        assert "`idea` is missing" in invoke("export", "csv", "--root", str(root), *more, code=1)
    (root / "mkdocs.yml").unlink()
    assert "`idea` is missing" in invoke("export", "csv", "--public", "--root", str(root), code=1)


def test_a_field_that_is_too_long_for_a_workbook_is_said(root: Path, tmp_path: Path) -> None:
    views = "".join(f"  - said: {letter * 19_000}\n" for letter in "ab")
    with (root / "decisions/2026/plain.yml").open("a", encoding="utf-8") as file:
        file.write(f"also_said:\n{views}")
    said = invoke("export", "xlsx", "--root", str(root), "--output", str(tmp_path / "a.xlsx"), code=1)
    assert "decisions/2026/plain.yml: error[YS680]" in said
    assert not (tmp_path / "a.xlsx").exists()


def test_a_file_that_cannot_be_written_is_said(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(files: Mapping[Path, bytes]) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "create", full)
    file = str(tmp_path / "a.csv")
    assert "a.csv cannot be written: No space left" in invoke(
        "export", "csv", "--root", str(root), "--output", file, code=2
    )
