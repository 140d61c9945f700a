"""What was exported comes back: edits into their files, and all else stays as it was."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TODAY
from generated import TREES, records
from test_cli import invoke
from test_fix import _with_comments
from yousaid import decode, pipeline, schema
from yousaid.authoring import canonical, rows
from yousaid.authoring.rows import cells
from yousaid.decode import MODELS, Entry
from yousaid.diagnostics import Source
from yousaid.exporters import FORMATS, everything, public
from yousaid.exporters.holdings import mark_of
from yousaid.importers.formats import sheet
from yousaid.importers.plan import Plan
from yousaid.importers.reading import Options, Place
from yousaid.importers.returned import Returned, Row, _sheets, returned
from yousaid.model import Decision, Record
from yousaid.reader import Document
from yousaid.rules import Corpus

ADA = "# A friend.\nname: Ada Example\nform: person\nconsent:\n  given: 2026-01-20\n  how: asked\n"
WORDS = (
    "areas: {reports: Reports, billing: Billing}\nthemes: {speed: Speed, print: Print}\n"
    "reasons: {cost: {name: Too costly, text: More work than gain.}}\n"
)
COLOUR = """\
# Said at the fair.
title: "=Print in colour"
idea: |
  I want to see the red numbers in red.
  =1+1
asked: 2026-01-12   # a Monday
outcome: received
credits:
  # She was the first.
  - customer: ada
    for: [idea, testing]
voices: {count: 41, as_of: 2026-06}
area: reports
"""
FAX = """\
title: Print by fax
idea: Please fax me the reports.
asked: 2026
outcome: declined
reason: {code: cost, text: Nobody else has asked.}
options:
  - option: A letter
    because: "Too slow: # a week"
area: reports
draft: true
"""
FILES = {
    "decisions/vocabulary.yml": WORDS,
    "decisions/2026/colour.yml": COLOUR,
    "decisions/2026/fax.yml": FAX,
    "decisions/customers/ada.yml": ADA,
}
EDITABLE = ("csv", "xlsx", "ndjson", "sqlite")
Rows = list[dict[str, str]]


def corpus_of(root: Path) -> Corpus:
    checked = pipeline.check(pipeline.Settings(root, TODAY))
    return checked.corpus


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        file = tmp_path / "repository" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "repository"


@pytest.fixture
def exported(root: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Export the records in a format, all of them."""

    def export(name: str) -> Path:
        data, faults = FORMATS[name].write([*everything(corpus_of(root))])
        assert not faults
        file = tmp_path / f"records{FORMATS[name].ending}"
        file.write_bytes(data)
        return file

    return export


def rows_of(file: Path, delimiter: str = ",") -> Rows:
    return [*csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline=""), delimiter=delimiter)]


def edit(file: Path, key: str, **edits: str) -> None:
    """Change cells of a row of a table, as somebody does who saves it from a spreadsheet."""
    delimiter = ";" if ";title" in file.read_text("utf-8-sig") else ","
    found = rows_of(file, delimiter)
    for row in found:
        if row["id"] == key:
            row.update({name.replace("__", "."): cell for name, cell in edits.items()})
    write(file, found)


def write(file: Path, found: Rows, columns: list[str] | None = None, delimiter: str = ";") -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, columns or [*found[0]], extrasaction="ignore", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(found)


def planned(file: Path, root: Path) -> Plan:
    return sheet.plan(file, Options(), corpus_of(root), root)


def changed(file: Path, root: Path) -> dict[str, str]:
    """Return the files that would be changed, without their folder, where nothing is wrong."""
    plan = planned(file, root)
    assert not plan.faults
    assert plan.report.rows == plan.report.new + plan.report.updated + plan.report.same
    return {change.path.removeprefix("decisions/"): change.after for change in plan.changes}


def faults(file: Path, root: Path) -> list[str]:
    plan = planned(file, root)
    return [f"{fault.message}; {fault.hint}" for fault in plan.faults]


# Nothing is lost.


@pytest.mark.parametrize("name", EDITABLE)
def test_what_was_not_edited_changes_nothing(name: str, exported: Callable[[str], Path], root: Path) -> None:
    plan = planned(exported(name), root)
    assert (plan.faults, plan.changes) == ([], [])
    assert plan.report.rows == plan.report.same == (2 if name == "csv" else 4)


@pytest.mark.parametrize("name", EDITABLE)
def test_what_is_not_here_any_more_is_made_again(
    name: str, exported: Callable[[str], Path], root: Path, tmp_path: Path
) -> None:
    file, before = exported(name), corpus_of(root)
    for path in FILES:
        if name != "csv" or "2026" in path:
            (root / path).unlink()
    for path, text in changed(file, root).items():
        (root / "decisions" / path).write_text(text, "utf-8")
    again = corpus_of(root)
    assert {key: entry.value for key, entry in again.decisions.items()} == {
        key: entry.value for key, entry in before.decisions.items()
    }
    assert again.customers["ada"].value == before.customers["ada"].value
    assert again.vocabulary
    assert before.vocabulary
    assert again.vocabulary.value == before.vocabulary.value


def corpus_with(found: Mapping[str, Record]) -> Corpus:
    """Return a corpus with one record of each kind."""
    entries = {kind: {"a": Entry("a", Source("decisions/x/a.yml", ""), value)} for kind, value in found.items()}
    return Corpus(
        entries["decision"],  # type: ignore[arg-type]
        entries["customer"],  # type: ignore[arg-type]
        entries["occasion"],  # type: ignore[arg-type]
        entries["vocabulary"]["a"],  # type: ignore[arg-type]
        {kind: frozenset() for kind in decode.MODELS},
        TODAY,
        removed=entries["removed"],  # type: ignore[arg-type]
    )


@settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), max_examples=6)
@given(data=st.data())
def test_whatever_the_model_accepts_comes_back_from_every_file(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = {kind: data.draw(records(kind)) for kind in TREES}
    held = [*everything(corpus_with(found))]  # type: ignore[arg-type]
    for name in EDITABLE:
        file = tmp_path_factory.mktemp("export") / f"a{FORMATS[name].ending}"
        file.write_bytes(FORMATS[name].write(held)[0])
        back = returned(file, Options())
        assert not back.faults
        assert len(back.rows) == (1 if name == "csv" else len(TREES))
        for row in back.rows:
            fields = canonical.fields(found[row.kind])  # type: ignore[arg-type]
            assert {column: cell for column, cell in row.cells.items() if cell} == cells(row.kind, fields)
            assert row.mark == mark_of(row.kind, fields)


# Edits.


@settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), max_examples=15)
@given(data=st.data())
def test_whatever_is_edited_only_that_changes(data: st.DataObject) -> None:
    one, other = (canonical.fields(data.draw(records("decision"))) for _ in "ab")  # type: ignore[arg-type]
    before, after = cells("decision", one), cells("decision", other)
    columns = st.sets(st.sampled_from(rows.columns("decision")))
    shown, edited = data.draw(columns), data.draw(columns)
    wanted = {column: after.get(column, "") if column in edited else before.get(column, "") for column in shown}
    row = Row("decision", Path("a.csv"), Place(2), "a", "", mark_of("decision", one), wanted)
    source = Source("decisions/2026/a.yml", _with_comments(canonical.written(one), data.draw))  # type: ignore[arg-type]
    corpus = Corpus({"a": Entry("a", source, Decision.model_validate(one))}, {}, {}, None, {}, TODAY)
    made = sheet._Return(Path("a.csv"), corpus, Path(), Returned([row]))
    made._take_all()
    mixed = {**before, **wanted}
    tree = {name: rows.value_of("decision", name, mixed) for name in MODELS["decision"].model_fields}
    try:
        expected = MODELS["decision"].model_validate({name: each for name, each in tree.items() if each is not None})
    except ValueError:
        assert made.faults
        return
    assert not made.faults
    text = made.texts[source.path][2] if made.texts else source.text
    entry, _ = decode.decode(Document("decision", "a", Source("", text)))
    assert entry
    assert entry.value == expected
    assert {*re.findall("# note [0-9]+", source.text)} <= {*re.findall("# note [0-9]+", text)}


def test_edits_are_written_as_one_would_type_them_and_comments_stay(
    exported: Callable[[str], Path], root: Path
) -> None:
    file = exported("csv")
    edit(
        file,
        "colour",
        outcome="planned",
        answer="Yes.\r\n\r\nSoon.",
        review_by="unknown",
        themes="speed; print",
        draft="TRUE",
        asked="13/1/2026",
        voices__count="42",
        evidence="https://example.org/ Colours",
        kind="idea",
    )
    planned_ = "planned\nanswer: |\n  Yes.\n\n  Soon.\nreview_by: unknown\nevidence:\n  - title: Colours\n    url: https://example.org/"
    assert changed(file, root) == {
        "2026/colour.yml": COLOUR.replace("received", planned_)
        .replace("2026-01-12   #", "2026-01-13  #")
        .replace("voices: {count: 41, as_of: 2026-06}\n", "voices:\n  count: 42\n  as_of: 2026-06\n")
        + "themes: [speed, print]\ndraft: true\n"
    }


def test_what_goes_without_saying_need_not_be_said(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    edit(file, "colour", kind="idea", origin="customer")
    assert changed(file, root) == {}


def test_an_emptied_cell_takes_its_field_out(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    edit(file, "colour", credits="", voices__as_of="", voices__count="")
    edit(file, "fax", reason="")
    assert changed(file, root) == {
        "2026/colour.yml": COLOUR[: COLOUR.index("credits")] + "# She was the first.\narea: reports\n",
        "2026/fax.yml": FAX.replace("reason: {code: cost, text: Nobody else has asked.}", "reason:\n  code: cost"),
    }


def test_columns_and_rows_that_are_not_there_are_left_alone(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    edit(file, "fax", title="Fax it", reason="No.")
    found = [row for row in rows_of(file, ";") if row["id"] == "fax"]
    write(file, found, ["title", "as_exported", "id"], ",")
    plan = planned(file, root)
    assert [(change.path, change.after) for change in plan.changes] == [
        ("decisions/2026/fax.yml", FAX.replace("Print by fax", "Fax it"))
    ]
    assert plan.report.notes == ["decisions: 1 not in the file; they stay as they are"]


def test_what_was_changed_here_meanwhile_stays_and_what_was_changed_in_both_is_shown(
    exported: Callable[[str], Path], root: Path
) -> None:
    file = exported("csv")
    here = COLOUR.replace("reports", "billing").replace("=Print in", "Print all in") + "themes: [speed]\n"
    (root / "decisions/2026/colour.yml").write_text(here, "utf-8")
    edit(file, "colour", title="Colours", outcome="reviewing", themes="speed")
    plan = planned(file, root)
    assert [change.after for change in plan.changes] == [here.replace("received", "reviewing")]
    assert [(fault.severity, fault.message, fault.hint) for fault in plan.faults] == [
        (
            "warning",
            "row 2, column `title`: was changed here too since it was exported, to `Print all in colour`, and stays so",
            "change it in `colour` itself if `Colours` is right",
        )
    ]


def test_without_the_mark_every_other_cell_is_an_edit(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    (root / "decisions/2026/colour.yml").write_text(COLOUR.replace("reports", "billing"), "utf-8")
    write(file, rows_of(file), ["id", "area"])
    assert changed(file, root) == {"2026/colour.yml": COLOUR}


def test_a_workbook_that_was_edited_comes_back_from_all_its_sheets(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("xlsx")
    book = openpyxl.load_workbook(file)
    heads = [cell.value for cell in book["decisions"][1]]
    colour, ada = book["decisions"][2], book["customers"][2]
    assert colour[heads.index("title")].value == "=Print in colour"
    assert colour[heads.index("title")].data_type == "s"
    colour[heads.index("asked")].value = dt.datetime(2026, 1, 13)
    colour[heads.index("voices.count")].value = 42.0
    colour[heads.index("title")].value = "_x0041_ b"
    ada[1].value = "Ada E."
    del book["occasions"]
    book.save(file)
    assert changed(file, root) == {
        "2026/colour.yml": COLOUR.replace('"=Print in colour"', "A b")
        .replace("2026-01-12   #", "2026-01-13  #")
        .replace("voices: {count: 41, as_of: 2026-06}\n", "voices:\n  count: 42\n  as_of: 2026-06\n"),
        "customers/ada.yml": ADA.replace("Ada Example", "Ada E."),
    }


def test_a_fault_names_the_sheet_and_sheets_that_are_not_ours_are_named_too(
    exported: Callable[[str], Path], root: Path
) -> None:
    file = exported("xlsx")
    book = openpyxl.load_workbook(file)
    book["decisions"].title = "My & notes"
    book["customers"]["D2"] = "ada's page _xD800_"
    book.save(file)
    plan = planned(file, root)
    assert [(fault.span.path, fault.severity) for fault in plan.faults] == [
        ("records.xlsx", "warning"),
        ("records.xlsx: customers", "error"),
    ]
    assert "the sheet `My & notes` is not read" in plan.faults[0].message
    chosen = sheet.plan(file, Options(sheet="customers"), corpus_of(root), root)
    assert [fault.severity for fault in chosen.faults] == ["error"]


def test_a_text_that_looks_like_an_error_is_a_text(exported: Callable[[str], Path], root: Path) -> None:
    (root / "decisions/2026/fax.yml").write_text(FAX.replace("Print by fax", '"#N/A"'), "utf-8")
    assert changed(exported("xlsx"), root) == {}


@pytest.mark.parametrize("tag", ["<x:sheet name='My &amp; notes'/>", '<sheet  name = "My &amp; notes"/>'])
def test_sheets_are_known_however_a_program_writes_them(tag: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as book:
        book.writestr("[Content_Types].xml", "")
        book.writestr("xl/workbook.xml", f"<workbook><sheets>{tag}</sheets></workbook>")
    assert _sheets(tmp_path / "a.xlsx") == ["My & notes"]


def test_a_row_at_fault_is_not_judged_and_its_sheet_is_named(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("xlsx")
    book = openpyxl.load_workbook(file)
    book["decisions"]["B2"] = "=1+1"
    book["decisions"]["B2"].data_type = "f"
    book.save(file)
    plan = planned(file, root)
    assert [(fault.span.path, fault.message) for fault in plan.faults] == [
        ("records.xlsx: decisions", "row 2, column `title`: the cell holds a formula instead of a value")
    ]
    assert plan.report.notes == ["decisions: 1 not in the file; they stay as they are"]


def test_a_workbook_that_cannot_be_read_is_said_so_once(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("xlsx")
    with zipfile.ZipFile(file, "a") as book:
        book.writestr("xl/a.xml", "<!DOCTYPE a>")
    assert len(faults(file, root)) == 1


def test_headings_may_be_written_in_other_letters(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    edit(file, "colour", outcome="reviewing")
    head, rest = file.read_text("utf-8-sig").split("\n", 1)
    file.write_text(f"{head.title().replace('_', ' ')}\n{rest}", "utf-8")
    assert changed(file, root) == {"2026/colour.yml": COLOUR.replace("received", "reviewing")}
    file.write_text("Id,title,TITLE\ncolour,x,y\n", "utf-8")
    assert faults(file, root) == ["there must be only one column `title`; delete the other one"]


def test_what_a_program_made_of_a_cell_is_no_edit(exported: Callable[[str], Path], root: Path) -> None:
    (root / "decisions/2026/colour.yml").write_text(COLOUR + 'release: "3.10"\n', "utf-8")
    (root / "decisions/2026/fax.yml").write_text(FAX.replace("2026", "2026-03-31"), "utf-8")
    file = exported("csv")
    edit(file, "colour", asked="1/12/2026", release="3.1", voices__count="41.0", voices__as_of="6/1/2026")
    edit(file, "fax", asked="3/31/2026")
    plan = planned(file, root)
    stays = "by themselves, which stays"
    assert [(fault.code.id, fault.severity, fault.message) for fault in plan.faults] == [
        ("YS671", "warning", f"row 2, column `release`: is `3.1` now, as spreadsheets make of `3.10` {stays}"),
        (
            "YS671",
            "warning",
            f"row 2, column `voices.as_of`: is `6/1/2026` now, as spreadsheets make of `2026-06` {stays}",
        ),
    ]
    assert not plan.changes
    assert plan.report.notes == ["2 cells hold the same as before in another form, as `1/12/2026` for `2026-01-12`"]


def test_where_dates_are_as_they_were_another_one_was_typed(exported: Callable[[str], Path], root: Path) -> None:
    (root / "decisions/2026/fax.yml").write_text(FAX.replace("2026", "2026-03-31"), "utf-8")
    file = exported("csv")
    edit(file, "colour", asked="12/1/2026")
    assert faults(file, root)[0].startswith("row 2, column `asked`: `asked` must be a date, not `12/1/2026`")
    edit(file, "fax", asked="31/3/2026")
    assert changed(file, root) == {}


def test_a_mapping_file_names_no_columns_of_ours(exported: Callable[[str], Path], root: Path) -> None:
    plan = sheet.plan(exported("csv"), Options(columns={"title": ("Name",)}), corpus_of(root), root)
    assert plan.faults[0].message.startswith("`columns:` in the mapping file is for tables of any kind")


def test_a_table_that_was_saved_as_a_workbook_or_the_other_way_round_is_the_same(
    exported: Callable[[str], Path], root: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    assert book.active
    with exported("csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert changed(tmp_path / "a.xlsx", root) == {}
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as out:
        for cells_ in openpyxl.load_workbook(exported("xlsx"))["decisions"].values:
            csv.writer(out).writerow(cells_)
    assert "\n=Print in colour" not in (tmp_path / "a.csv").read_text("utf-8")
    assert ",=Print in colour" in (tmp_path / "a.csv").read_text("utf-8")
    assert changed(tmp_path / "a.csv", root) == {}


def test_a_workbook_with_one_sheet_of_another_name_is_a_table_too(root: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(["id", "outcome", "release"])
    book.active.append(["colour", "reviewing", "=1+1"])
    book.save(tmp_path / "a.xlsx")
    assert any("a formula instead of a value" in fault for fault in faults(tmp_path / "a.xlsx", root))
    book.active["C2"] = None
    book.save(tmp_path / "a.xlsx")
    assert changed(tmp_path / "a.xlsx", root) == {"2026/colour.yml": COLOUR.replace("received", "reviewing")}


def test_lines_of_json_may_leave_fields_out_and_say_that_they_are_empty(root: Path, tmp_path: Path) -> None:
    fields = {"title": "=Print in colour", "idea": "x", "asked": "2026-01-12", "outcome": "received", "area": "reports"}
    item = {
        "record": "decision",
        "id": "colour",
        "fields": {**fields, "voices": None, "draft": True, "kind": "question"},
    }
    (tmp_path / "a.ndjson").write_text(json.dumps(item), "utf-8")
    assert changed(tmp_path / "a.ndjson", root) == {
        "2026/colour.yml": COLOUR.replace("I want to see the red numbers in red.\n  =1+1", "x")
        .replace("asked", "kind: question\nasked")
        .replace("voices: {count: 41, as_of: 2026-06}\n", "")
        + "draft: true\n"
    }


# Records that are new.


def test_a_new_row_is_a_new_record(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    (root / ".yousaid").mkdir()
    new = {"title": "Print by fax!", "idea": "-1", "asked": "May 2024", "outcome": "received", "area": "reports"}
    other = {**new, "title": "Print by fax", "id": "", "asked": "unknown"}
    write(file, [*rows_of(file), {**new, "id": "by-fax"}, other, {"id": " "}])
    head = "# yaml-language-server: $schema=../../.yousaid/decision.schema.json\n"
    rest = "idea: |\n  -1\nasked: {}\noutcome: received\narea: reports\n"
    assert changed(file, root) == {
        "2024/by-fax.yml": f"{head}title: Print by fax!\n{rest.format('2024-05')}",
        "2026/print-by-fax.yml": f"{head}title: Print by fax\n{rest.format('unknown')}",
    }


def test_a_row_that_was_brought_in_is_not_brought_in_again(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    new = {"title": "Print by fax", "idea": "-1", "asked": "2024", "outcome": "received", "area": "reports"}
    write(file, [*rows_of(file), new, {**new, "idea": "-2"}, {**new, "id": "by-pigeon"}])
    made = changed(file, root)
    assert [*made] == ["2024/print-by-fax.yml", "2024/print-by-fax-2.yml", "2024/by-pigeon.yml"]
    for path, text in made.items():
        (root / "decisions" / path).parent.mkdir(exist_ok=True)
        (root / "decisions" / path).write_text(text, "utf-8")
    assert changed(file, root) == {}
    for path, text in made.items():
        (root / "decisions" / path).write_text(f"{text}themes: [speed]\n", "utf-8")
    plan = planned(file, root)
    stays = "is here already, and says something else; it stays as it is"
    assert [(fault.severity, fault.message) for fault in plan.faults] == [
        ("warning", f"row 4, column `id`: `print-by-fax` {stays}"),
        ("warning", f"row 5, column `id`: `print-by-fax` {stays}"),
        ("warning", f"row 6, column `id`: `by-pigeon` {stays}"),
    ]
    assert (plan.changes, plan.report.rows, plan.report.same) == ([], 5, 2)
    assert plan.report.adds_up
    write(file, [{**new, "id": "", "as_exported": "", "outcome": "done"}])
    assert "`outcome` must be one of" in faults(file, root)[0]


def test_an_id_is_made_of_letters_that_an_address_has(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,title,idea,asked,outcome,area\n,印刷,x,2024,received,reports\n", "utf-8")
    assert faults(tmp_path / "a.csv", root)[0].startswith("row 2, column `id`: must be an id of its own")


def test_rows_and_their_marks_belong_together(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    one, other = rows_of(file)
    for name in ("file", "as_exported"):
        one[name], other[name] = other[name], one[name]
    write(file, [one, other])
    assert faults(file, root)[0] == (
        "row 2, column `id`: this is not `fax`, to which `file` and `as_exported` belong; type `fax` if it is; "
        "empty both if the row is new; export again if rows were sorted without them"
    )
    one["file"], other["file"] = "../\x1b[31m.yml", ""
    write(file, [one, other])
    assert not any("this is not" in fault for fault in faults(file, root))
    (root / "decisions/2026/fax.yml").rename(root / "decisions/2026/1e5.yml")
    file = exported("csv")
    edit(file, "1e5", id="1.00E+05", outcome="received", reason="", reason__code="")
    assert [*changed(file, root)] == ["2026/1e5.yml"]


def test_ids_must_be_good_and_stand_once(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    new = {"title": "x", "idea": "x", "asked": "2024", "outcome": "received", "area": "reports"}
    found = rows_of(file)
    own = "must be an id of its own: small letters, digits and single hyphens"
    write(file, [*found, found[0], {**new, "id": "A b"}, {**new, "id": "", "title": ""}, {**new, "id": "new-one"}])
    assert faults(file, root) == [
        "row 4, column `id`: `colour` is in row 2 already; delete one of the two rows, or empty its id if it is new",
        f"row 5, column `id`: {own}; write one, as in `a-b`",
        f"row 6, column `id`: {own}; write one, as in `a-short-name`",
    ]
    (root / "decisions/2026/broken.yml").write_text("title: [\n", "utf-8")
    write(file, [{**new, "id": "broken"}])
    assert faults(file, root)[0].endswith("hyphens; write another one")


def test_a_new_row_must_be_as_good_as_any_record(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    new = {"id": "", "title": "x", "idea": "x", "asked": "2024", "outcome": "received", "area": "reports"}
    large = dict.fromkeys(("idea", "why", "answer", "changed_because"), "x" * 20_000)
    write(file, [{**new, "outcome": "done"}, {**new, "area": ""}, {**new, **large}])
    one, other = faults(file, root)
    assert one.startswith("row 2, column `outcome`: `outcome` must be one of `received`, ")
    assert other == "row 3, column `area`: must not be empty; write it"
    write(file, [{**new, **large}])
    assert faults(file, root)[0].startswith("row 2: a record must be at most 64 KiB; ")


def test_a_record_that_was_renamed_is_not_made_again(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    (root / "decisions/2026/fax.yml").rename(root / "decisions/2026/fax-2.yml")
    found = rows_of(file)
    found[0]["id"] = " "
    write(file, found)
    assert faults(file, root) == [
        "row 2, column `id`: this record had an id; empty the cell in `as_exported` to make it a new record",
        "row 3, column `id`: there is no record `fax` any more; did you mean `fax-2`? If not, empty the cell in "
        "`as_exported` to make it a new record",
    ]


# What is wrong.


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"title": ""}, "row 3, column `title`: must not be empty; write it"),
        ({"asked": "1.2.2026"}, "row 3, column `asked`: `asked` must be a date, not `1.2.2026`; type"),
        ({"outcome": "done"}, "row 3, column `outcome`: `outcome` must be one of"),
        ({"options": "- option: [x"}, "row 3, column `options`: "),
        ({"options": "- option: Bug #1\n- option: x #2"}, "row 3, column `options`: what follows ` #` would be lost"),
        ({"voices.as_of": "2026"}, "row 3, column `voices.count`: `count` is missing; add"),
        ({"voices.count": "4", "voices.as_of": "soon"}, "row 3, column `voices.as_of`: `voices.as_of` must be"),
        ({"reason.code": "x"}, "row 3, column `reason.code`: "),
        ({"draft": "no"}, "row 3, column `draft`: `draft` must be `true` or `false`, not `no`; empty the cell"),
        ({"area": "fax"}, "row 3, column `area`: "),
        ({"outcome": "shipped", "reason.code": "", "reason": ""}, "row 3"),
    ],
)
def test_what_check_would_refuse_is_shown_in_its_cell(
    edits: dict[str, str], said: str, exported: Callable[[str], Path], root: Path
) -> None:
    file = exported("csv")
    edit(file, "fax", **edits)
    plan = planned(file, root)
    assert f"{plan.faults[0].message}; {plan.faults[0].hint}".startswith(said)


def test_all_faults_of_all_rows_are_shown_at_once(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    edit(file, "colour", area="fax")
    edit(file, "fax", outcome="done")
    found = [fault.partition(":")[0] for fault in faults(file, root)]
    assert found == ["row 3, column `outcome`", "row 2, column `area`"]


def test_there_is_one_vocabulary_whatever_its_row_is_called(root: Path, tmp_path: Path) -> None:
    fields = {"areas": {"reports": "Reports", "billing": "Billing"}, "segments": {"schools": "Schools"}}
    (tmp_path / "a.ndjson").write_text(json.dumps({"record": "vocabulary", "id": "x", "fields": fields}), "utf-8")
    assert changed(tmp_path / "a.ndjson", root) == {
        "vocabulary.yml": WORDS.replace("reasons", "segments:\n  schools: Schools\nreasons")
    }


def test_editors_are_told_of_new_words(root: Path, tmp_path: Path) -> None:
    (root / ".yousaid").mkdir()
    for name, text in schema.files(corpus_of(root)).items():
        (root / ".yousaid" / name).write_text(text, "utf-8")
    fields = {"areas": {"reports": "R", "billing": "B"}, "themes": {"speed": "Speed", "dark": "Dark"}}
    (tmp_path / "a.ndjson").write_text(json.dumps({"record": "vocabulary", "fields": fields}), "utf-8")
    found = changed(tmp_path / "a.ndjson", root)
    assert {*found} == {"vocabulary.yml", ".yousaid/decision.schema.json"}
    assert '"dark"' in found[".yousaid/decision.schema.json"]


def test_what_an_edit_breaks_elsewhere_is_shown_there(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("ndjson")
    text = file.read_text("utf-8").replace(',"billing":"Billing"', "").replace('"reports":"Reports"', '"billing":"B"')
    file.write_text(text, "utf-8")
    assert {fault.span.path for fault in planned(file, root).faults} == {
        "decisions/2026/colour.yml",
        "decisions/2026/fax.yml",
    }


def test_columns_must_be_those_of_records(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("csv")
    found = rows_of(file)
    write(file, [{**row, "Outcom": "x", "notes": "", "": ""} for row in found], [*found[0], "Outcom", "notes"])
    assert faults(file, root) == [
        "row 2, column `Outcom`: there is no field `Outcom`; did you mean `outcome`? If not, delete the column; "
        "records have no field for it"
    ]
    write(file, found, ["idea", "area"])
    assert faults(file, root)[0].startswith("there must be a column `id`")
    file.write_text("id,title,title,\ncolour,x,y,\n", "utf-8")
    assert faults(file, root) == ["there must be only one column `title`; delete the other one"]
    file.write_text("id,,title\ncolour,x,y\n", "utf-8")
    assert faults(file, root)[0].startswith("row 2: something stands below an empty heading")


def test_what_everybody_may_see_does_not_come_back(root: Path, tmp_path: Path) -> None:
    built = pipeline.build(pipeline.Settings(root, TODAY, history=False))
    assert built.site
    for name in EDITABLE:
        file = tmp_path / f"public{FORMATS[name].ending}"
        file.write_bytes(FORMATS[name].write([*public(built.site)])[0])
        assert faults(file, root) == [
            "this was made for everybody, and lacks what is private; begin with a file from `yousaid export csv` or "
            "`xlsx`, without --public"
        ]


def _database(*statements: str) -> bytes:
    base = sqlite3.connect(":memory:")
    for statement in statements:
        base.execute(statement)
    base.commit()
    return base.serialize()


COMPUTED = "CREATE TABLE records (record, id, fields AS (zeroblob(900000000)), file, as_exported)"
RECORDS = "CREATE TABLE records (record, id, fields, file, as_exported)"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"\n \r\n,,\n", "there is no row of headings"),
        (b'{"record": "decision"', "this is cut off"),
        (b'{"record": "x", "fields": {}}', "row 1: this is no record of `decision`"),
        (b'{"record": "decision", "fields": []}', "row 1: this is no record of"),
        (b'{"record": "decision", "id": "a", "fields": {"themes": [["x"]]}}', "row 1: a value is neither a text"),
        (b'{"record": "decision", "id": "a", "fields": {"": "x"}}', "row 1: the name of a field must be one word"),
        (b'{"record": "decision", "id": "a", "fields": {"title": "x"}}', "row 1: `idea` is missing"),
        (
            b'{"record": "decision", "id": "a", "fields": {"a": ' + b'{"a": ' * 20 + b"1" + b"}" * 22,
            "row 1: a value is",
        ),
        (_database("CREATE TABLE x (y)"), "there must be a table `records`"),
        (_database("CREATE VIEW records AS SELECT 1"), "there must be a table `records`"),
        (_database("CREATE TABLE records (x)"), "the database cannot be read (no such column"),
        (_database(RECORDS, "INSERT INTO records VALUES ('decision', 'a', '{', '', '')"), "row 1: this is cut off"),
        (_database("CREATE TABLE x (y)")[:18] + b"\x02\x02", "another program works with this database"),
        (
            _database(COMPUTED, "INSERT INTO records (record) VALUES ('decision')"),
            "the database cannot be read (string or",
        ),
        (_database("CREATE TABLE x (y)")[:60], "the database cannot be read"),
        (b"PK\x03\x04", ""),
    ],
)
def test_what_no_export_of_ours_is_is_refused(data: bytes, said: str, root: Path, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    plan = planned(tmp_path / "a", root)
    assert plan.faults[0].message.startswith(said)
    assert not plan.changes
    (tmp_path / "a").unlink()
    assert "cannot be read" in faults(tmp_path / "a", root)[0]


def test_it_goes_out_and_comes_back_on_the_command_line(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "records.csv"
    invoke("export", "csv", "--root", str(root), "--output", str(file))
    edit(file, "colour", outcome="reviewing")
    said = invoke("import", "sheet", str(file), "--into", str(root))
    assert "-outcome: received\n+outcome: reviewing\n" in said
    assert (root / "decisions/2026/colour.yml").read_text("utf-8") == COLOUR.replace("received", "reviewing")
    assert f"commit them:\n  git add {root / 'decisions'}\n" in said
    assert "There is nothing to change." in invoke("import", "sheet", str(file), "--into", str(root))


def test_who_has_a_name_is_not_counted_as_one_without(exported: Callable[[str], Path], root: Path) -> None:
    file = exported("ndjson")
    (root / "decisions/customers/ada.yml").unlink()
    assert "new: decisions/customers/ada.yml\n" in invoke(
        "import", "sheet", str(file), "--into", str(root), "--dry-run"
    )
