"""Tables as other programs write them are read for sure, or it is said in which row and column they are not."""

from __future__ import annotations

import builtins
import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yousaid.importers import cells, workbooks
from yousaid.importers.dates import Doubt, day
from yousaid.importers.formats import FORMATS
from yousaid.importers.reading import Options, Read

HEAD = "Title,Status\n"
PORTAL = Options(system="portal")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


def taken(file: Path, data: str | bytes, options: Options = PORTAL, form: str = "table") -> Read:
    """Return what a reader takes from a file."""
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    reader = FORMATS[form].reader
    assert reader is not None
    return reader(file, options)


def titles(file: Path, data: str | bytes, options: Options = PORTAL) -> list[tuple[str, str]]:
    read = taken(file, data, options)
    assert read.faults == []
    return [(idea.title, idea.status) for idea in read.ideas]


def messages(read: Read) -> list[str]:
    return [fault.message for fault in read.faults]


def hint(read: Read) -> str:
    return read.faults[0].hint


# CSV.


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HEAD + "a,b\n\n , \n", [("a", "b")]),
        ("Title;Status\na,x;b\n", [("a,x", "b")]),
        ("Title\tStatus\na\tb\n", [("a", "b")]),
        ("x|y\n1|2\n", []),
        ('sep=;\r\nTitle;Status\r\n"a"";b\nc";d\r\n', [('a";b\nc', "d")]),
        ("\ufeff" + HEAD + "é,b\n", [("é", "b")]),
        ((HEAD + "é,b\n").encode("utf-16"), [("é", "b")]),
        ((HEAD + "é,b\n").encode("utf-16-be"), [("é", "b")]),
        ((HEAD + "a,b\n").encode("utf-16-le"), [("a", "b")]),
        ("\n,\nTitle,Status,\na,b,\nc,d,,\n", [("a", "b"), ("c", "d")]),
        ("Title\na\n", [("a", "")]),
        (HEAD + "'=1+1,b\n=2,b\n", [("=1+1", "b"), ("=2", "b")]),
        (HEAD + "".join(f"n{number},b\n" for number in range(60)), [(f"n{number}", "b") for number in range(60)]),
        (HEAD + "x" * 70_000 + ",b\n", [("x" * 70_000, "b")]),
    ],
)
def test_the_dialects_of_csv(file: Path, data: str | bytes, expected: list[tuple[str, str]]) -> None:
    if expected:
        assert titles(file, data) == expected
    else:
        assert "there must be a column with a title; there are `x`, `y`" in messages(taken(file, data))


def test_the_mapping_file_names_delimiter_and_encoding(file: Path) -> None:
    options = Options(system="portal", delimiter="tab", encoding="windows-1252")
    assert titles(file, "Title,x\tStatus\né\tb\n".replace(",x", "").encode("cp1252"), options) == [("é", "b")]
    options = Options(system="portal", delimiter="|", columns={"title": ("x;y",)})
    assert titles(file, "x;y|z\n1;2|3\n", options) == [("1;2", "")]


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        ("a,b;c\n1,2;3\n", {}, "it is not clear what stands between its cells: a comma, a semicolon, a tab, a bar"),
        ("a,b\n", {"delimiter": "ab"}, "`ab` cannot stand between cells"),
        (HEAD + "a\n", {}, "row 2: has 1 cell, and there are 2 headings"),
        (HEAD + "a,b,c\n", {}, "row 2: has 3 cells, and there are 2 headings"),
        (HEAD + 'a,"b', {}, "row 2: the quotes of its cells do not fit (unexpected end of data)"),
        (HEAD + 'a,"b"c\n', {}, "row 2: the quotes of its cells do not fit (',' expected after '\"')"),
        ('"Title', {}, "row 1: the quotes of its cells do not fit (unexpected end of data)"),
        (HEAD.encode() + b"ok,1\r\nk\xe4se,\xc3\xa9\n", {}, "line 3, byte 2: 0xE4 is not UTF-8"),
        (HEAD + "é,b\n", {"encoding": "utf-99"}, "`utf-99` is no encoding that is known"),
        (HEAD + "a,b\r\n\0,", {}, "line 3: this is no text from here on: it holds a zero byte"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {}, "this is an old Excel file"),
        (b"\xef\xbb\xbf \r\n", {}, "the file is empty"),
        (",,\n,,\n", {"delimiter": ","}, "there is no row of headings"),
        pytest.param(
            HEAD + "x" * 1_000_000 + ",b\n",
            {},
            "row 2, column `Title`: the cell holds 1,000,000 characters, and at most 200,000 are read",
            id="a long cell",
        ),
        pytest.param(
            ",".join(f"c{n}" for n in range(10_000)),
            {},
            "row 1: there are 10,000 columns, and at most 1,000 are read",
            id="many columns",
        ),
        ("Name,Headline\na,b\n", {}, "`Name`, `Headline` may each hold the title"),
    ],
)
def test_what_is_not_sure_is_said(file: Path, data: str | bytes, options: Mapping[str, Any], message: str) -> None:
    read = taken(file, data, Options(system="portal", **options))
    assert messages(read)[0].startswith(message), messages(read)
    assert hint(read)
    assert read.ideas == [] or read.faults


def test_files_that_cannot_be_read_or_are_too_large(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = FORMATS["table"].reader
    assert reader is not None
    assert messages(reader(file, Options())) == ["cannot be read: No such file or directory"]
    monkeypatch.setattr(cells, "MAX_FILE", 10)
    assert messages(taken(file, HEAD)) == ["must be at most 0 MB"]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace")))
def test_any_bytes_give_ideas_or_faults(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    for form in ("table", "jsonlines"):
        read = taken(file, data, form=form)
        assert read.faults or read.rows == len(read.ideas) + read.passed_over.total()


# Workbooks.


def workbook(*rows: tuple[Any, ...], sheets: tuple[str, ...] = ("Ideas",)) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name in sheets:
        for row in (("Title", "Status", "Created", "Votes"), *rows):
            if name == sheets[-1] and "Ideas" not in book.sheetnames:
                book.create_sheet("Ideas")
            elif name not in book.sheetnames:
                book.create_sheet(name)
            book[name].append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_workbook_is_read_as_it_is_shown(file: Path) -> None:
    rows = (
        ("a", "open", dt.datetime(2026, 2, 3), 7),
        ("b", True, dt.datetime(2026, 2, 3, 4, 5), 7.0),
        ("c", "x", dt.date(2026, 2, 4), 7.5),
        ("d",),
    )
    read = taken(file, workbook(*rows))
    assert read.faults == []
    shown = [(idea.title, idea.status, idea.asked, idea.votes) for idea in read.ideas]
    assert shown == [
        ("a", "open", "2026-02-03", 7),
        ("b", "true", "2026-02-03T04:05:00", 7),
        ("c", "x", "2026-02-04", 7),
        ("d", "", "", None),
    ]


def test_formulas_and_errors_in_a_workbook_are_refused(file: Path) -> None:
    read = taken(file, workbook(("=1+1", "open", "#REF!", None, "=2")))
    assert messages(read) == [
        "row 2, column `Title`: the cell holds a formula instead of a value",
        "row 2, column `Created`: the cell holds an error instead of a value",
        "row 2, column `number 5`: the cell holds a formula instead of a value",
    ]


def test_of_several_sheets_one_is_named(file: Path) -> None:
    data = workbook(("a",), sheets=("Notes", "Ideas"))
    read = taken(file, data)
    assert messages(read) == ["it must be clear which sheet is meant; there are `Notes`, `Ideas`"]
    assert hint(read).startswith("write `sheet: Notes`")
    assert titles(file, data, Options(system="portal", sheet="Ideas")) == [("a", "")]


def as_zip(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def test_workbooks_that_do_harm_or_are_cut_off(file: Path) -> None:
    good = workbook(("a",))
    assert "cut off" in messages(taken(file, good[: len(good) // 2]))[0]
    assert "cut off" in messages(taken(file.with_suffix(".xlsx"), good[: len(good) // 2]))[0]
    assert "no workbook" in messages(taken(file, as_zip({"mimetype": "application/vnd.oasis.opendocument"})))[0]

    def changed(name: str, text: bytes) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for each in old.namelist():
                new.writestr(each, text if each == name else old.read(each))
        return made.getvalue()

    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    sheet = "xl/worksheets/sheet1.xml"
    assert "define words of their own" in messages(taken(file, changed(sheet, bomb)))[0]
    assert "damaged or cut off" in messages(taken(file, changed("xl/workbook.xml", b"<x>")))[0]
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    head += b'<dimension ref="A1:A9000"/><sheetData>'
    head += b'<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row>'
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d.0</v></c></row>' % (number, number, number) for number in range(2, 9_000)
    )
    read = taken(file, changed(sheet, head + rows))
    assert [idea.title for idea in read.ideas[:2]] == ["2", "3"]
    assert "damaged or cut off" in messages(read)[0]
    assert "times its size" in messages(taken(file, changed(sheet, b" " * 3_000_000)))[0]


SHEET = "xl/worksheets/sheet1.xml"
SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEADING = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row>'


def with_part(name: str, text: bytes) -> bytes:
    """Return a workbook of which one part is another one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(("a",)))) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, text if each == name else old.read(each))
    return made.getvalue()


def with_rows(rows: bytes, after: bytes = b"") -> bytes:
    return with_part(SHEET, b"<worksheet %b><sheetData>%b%b</sheetData>%b</worksheet>" % (SPACE, HEADING, rows, after))


def test_words_of_its_own_are_found_wherever_they_stand(file: Path) -> None:
    late = '<?xml version="1.0"?><!--' + " " * 2_000 + '--><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    for text in (late.encode(), late.replace("1.0", '1.0" encoding="utf-16').encode("utf-16")):
        assert "define words of their own" in messages(taken(file, with_part(SHEET, text)))[0]


def test_a_sheet_has_no_more_rows_and_columns_than_a_spreadsheet(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MAX_ROWS", 9)
    monkeypatch.setattr(workbooks, "MAX_CELLS", 20_000)
    good = b'<row r="3"><c r="A3"><v>1</v></c></row>'
    read = taken(file, with_rows(good + b'<row r="2000000000"><c r="A2000000000"><v>2</v></c></row>'))
    assert [idea.title for idea in read.ideas] == ["1"]
    assert messages(read) == ["row 10: there are more rows, or wider ones, than a spreadsheet has"]
    wide = b'<row r="%d"><c r="XFD%d" s="0"/></row>'
    read = taken(file, with_rows(good + wide % (4, 4)))
    assert (read.rows, read.faults) == (1, [])
    read = taken(file, with_rows(wide % (2, 2) + wide % (3, 3)))
    assert messages(read) == ["row 3: there are more rows, or wider ones, than a spreadsheet has"]


def test_merged_cells_are_refused(file: Path) -> None:
    merged = b'<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/></mergeCells>'
    assert messages(taken(file, with_rows(b'<row r="2"><c r="A2"><v>1</v></c></row>', merged))) == [
        "the cells `A2:A3` are merged (and 1 more), and only the first of them holds anything"
    ]


def test_a_workbook_without_a_sheet_and_one_that_breaks_off_are_named(file: Path) -> None:
    empty = b"<workbook %b><sheets/></workbook>" % SPACE
    assert messages(taken(file, with_part("xl/workbook.xml", empty))) == ["there is no sheet in it"]
    broken = b'<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3" t="s"><v>99</v></c></row>'
    assert messages(taken(file, with_rows(broken)))[0].startswith("the workbook is damaged or cut off below row 2 (")


@pytest.mark.filterwarnings("error")
def test_what_the_library_says_of_colours_is_not_passed_on(file: Path) -> None:
    more = b'<extLst><ext uri="{78C0D931-6437-407D-A8EE-F0AAD7539E65}"/></extLst>'
    assert taken(file, with_rows(b"", more)).faults == []


def test_without_the_library_the_extra_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *words: Any, **more: Any) -> Any:
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *words, **more)

    book = workbook(("a",))
    monkeypatch.setattr(builtins, "__import__", missing)
    read = taken(file, book)
    assert messages(read) == ["reading .xlsx needs the extra `sheets`"]


# Columns.


def test_the_mapping_file_names_columns_and_they_go_before_the_usual_ones(file: Path) -> None:
    data = "Name,Headline,Description,Notes,Score,Points\na,b,c,d,1,2\n"
    columns = {"title": ("Headline",), "text": ("Description", "Notes"), "votes": ("none",)}
    read = taken(file, data, Options(system="portal", columns=columns))
    idea = read.ideas[0]
    assert (idea.title, idea.text, idea.votes) == ("b", "c\n\nd", None)
    assert read.left_out == {f"value of the column `{name}`": 1 for name in ("Name", "Score", "Points")}


def test_hints_can_be_typed(file: Path) -> None:
    assert '`title: "Name:"`, for example' in hint(taken(file, "Name:,Headline\na,b\n"))
    assert hint(taken(file, workbook(("a",), sheets=("no", "Ideas")))).startswith('write `sheet: "no"`')


def test_columns_that_are_not_there_or_there_twice(file: Path) -> None:
    read = taken(file, "Title,Notes,Notes\na,b,c\n", Options(columns={"text": ("Notes",), "title": ("Titel",)}))
    assert messages(read) == ["there are several columns `Notes`", "there is no column `Titel`"]
    assert read.faults[1].hint.startswith("did you mean `Title`?")


def test_e_mail_addresses_are_dropped_and_counted(file: Path) -> None:
    people = '"Ada <ada@example.org>; bo@example.org; Cy (cy@example.org); anonymous; Di"'
    read = taken(file, f"Title,Author,Author E-mail,Email\na,{people},x@example.org,\nb,,,\n")
    assert [person.name for person in read.ideas[0].people] == ["Ada", "Cy", "Di"]
    assert read.left_out["e-mail address"] == 4


def test_lists_in_a_cell(file: Path) -> None:
    cells_ = ['"a, b"', '"a; b, c"', '"[""a, b"", ""c""]"', '"[a"', '"a\nb"', ""]
    read = taken(file, "Title,Tags\n" + "".join(f"{number},{cell}\n" for number, cell in enumerate(cells_)))
    assert [idea.tags for idea in read.ideas] == [("a", "b"), ("a", "b, c"), ("a, b", "c"), ("[a",), ("a", "b"), ()]


def test_rows_without_an_id_are_known_by_their_titles(file: Path) -> None:
    first = taken(file, "Title,Text\nSame,a\nSame,b\nOther,\n,only text\n").ideas
    again = taken(file, "Title,Text\nOther,\nSame,changed\n").ideas
    assert len({idea.id for idea in first}) == 4
    assert [first[2].id, first[0].id] == [idea.id for idea in again]
    assert taken(file, "Id,Title\n,Same\n7,Same\n").ideas[1].id == "7"


def test_json_lines_are_rows_with_names_for_headings(file: Path) -> None:
    lines = [
        {
            "title": "a",
            "votes": 12,
            "tags": ["x", {"name": "y"}, {"title": "z"}, None],
            "people": [{"name": "Ada", "email": "ada@example.org"}],
        },
        {"title": "b", "status": True, "extra": {"deep": 1}},
    ]
    read = taken(file, "\n".join(map(json.dumps, lines)) + "\n\n", form="jsonlines")
    assert read.faults == []
    first, second = read.ideas
    assert (first.votes, first.tags, [person.name for person in first.people]) == (12, ("x", "y", "z"), ["Ada"])
    assert second.status == "true"
    assert read.left_out == {"e-mail address": 1, "value of the column `extra`": 1}


def test_lists_in_lists_are_read_however_deep_they_are(file: Path) -> None:
    (idea,) = taken(file, '{"title": "a", "tags": ' + "[" * 900 + '"x"' + "]" * 900 + "}", form="jsonlines").ideas
    assert idea.tags == ("x",)
    deep = "[" * 900 + "]" * 900
    assert [idea.tags for idea in taken(file, f"Title,Tags\na,{deep}\nb,{'[' * 9_000}\n").ideas] == [(), ("[" * 9_000,)]


def test_one_heading_alone_may_be_several_with_another_sign_between_them(file: Path) -> None:
    assert hint(taken(file, "Name^Text\na^b\n")).endswith(
        "what stands between their cells: `delimiter: `, and the sign"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04", "this is an archive or a workbook, and no text"),
        ('{"title": "a"}\n{"title": \n', "row 2: this is no JSON from column 11 on (expecting value)"),
        ("[1]\n", "row 1: this is no object, as in `{…}`"),
        ("[" * 200_000, "row 1: "),
        ('{"a": 1}', "there must be a column with a title; there are `a`"),
        (
            json.dumps({f"n{n}": "" for n in range(1_001)}),
            "there are 1,001 different names, and at most",
        ),
        (b'{"title": "\xff"}', "line 1, byte 12: 0xFF is not UTF-8"),
    ],
)
def test_lines_that_are_no_json(file: Path, data: str | bytes, message: str) -> None:
    read = taken(file, data, form="jsonlines")
    assert messages(read)[0].startswith(message)
    assert read.ideas == []


# Days.


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T10:00:00.000Z", "2026-01-31"),
        ("2026-01-31 10:00:00 UTC", "2026-01-31"),
        ("31.01.2026, 10:00", "2026-01-31"),
        ("Jan 31, 2026 at 10:00 AM", "2026-01-31"),
        ("Sat Jan 31 2026 10:00:00 GMT+0100", "2026-01-31"),
        ("Mon, 02 Mar 2026 10:00:00 +0000", "2026-03-02"),
        ("2026/03/01 10:11", "2026-03-01"),
        ("12/31/2025 23:59", "2025-12-31"),
        ("31 March 2026", "2026-03-31"),
        ("2026", "2026"),
        ("2026-05", "2026-05"),
        ("unknown", "unknown"),
        ("01/02/2026", Doubt.TWO_WAYS),
        ("2023-14-05", Doubt.IMPOSSIBLE),
        ("40/40/2026", Doubt.IMPOSSIBLE),
        ("yesterday", Doubt.IMPOSSIBLE),
        ("1767225600", Doubt.IMPOSSIBLE),
    ],
)
def test_days_as_others_write_them(typed: str, expected: str | Doubt) -> None:
    assert day(typed) == expected


def test_the_order_of_day_and_month_may_be_said() -> None:
    assert day("01/02/2026", "day-month-year") == "2026-02-01"
    assert day("01/02/2026 10:00", "month-day-year") == "2026-01-02"
