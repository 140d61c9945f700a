"""Rows that come back: what `yousaid export` wrote as a table, a workbook, lines of JSON or a database."""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from yousaid import decode
from yousaid.authoring import canonical, rows
from yousaid.diagnostics import Diagnostic, Source, Span, did_you_mean, one_of, quoted
from yousaid.exporters import lines
from yousaid.exporters.tables import ID, MARK, PATH, SHEETS, meant
from yousaid.importers import archive, cells, jsonvalues, spreadsheets
from yousaid.importers.codes import COLUMN, NOT_THIS_FORMAT, ROW, UNREADABLE
from yousaid.importers.reading import Options, Place, wrong
from yousaid.model import Record
from yousaid.reader import MAX_BYTES, Document, Kind
from yousaid.shortcut import Value

_SQLITE = b"SQLite format 3\x00"
_DEEP = 12
_OWN = {ID, PATH, MARK}
_COLUMNS = {cells.plain(column): column for kind in SHEETS for column in (*_OWN, *rows.columns(kind))}
"""Every column, by its heading without case and signs."""
# ECMA-376, part 1: 18.2.19 (sheet), and 22.9.2.19 (ST_Xstring): how a workbook writes characters by their numbers.
_SHEET = re.compile(r"""<(?:\w+:)?sheet\s[^<>]*?name\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Row:
    """One record as it comes back: the cells of the columns that are shown, and the mark of its export."""

    kind: Kind
    source: Path
    """The file, or the sheet of it, as messages name it."""
    place: Place
    key: str
    path: str
    mark: str | None
    """Nothing where there is no column for it; empty in a row that somebody added."""
    cells: dict[str, str]
    dates: dict[str, str] = field(default_factory=dict)
    """Those that are typed in an order of their own, as they are typed."""


@dataclass(slots=True)
class Returned:
    """All rows that are not empty, and what is wrong with the others."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    count: int = 0
    """How many there are, those at fault too."""


def returned(path: Path, options: Options) -> Returned:
    """Return the rows of a file."""
    found = Returned()
    data, found.faults = cells.content(path)
    if found.faults:
        return found
    if data.startswith(_SQLITE):
        _from_database(path, data, found)
    elif data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        values, found.faults = jsonvalues.values(path, data)
        for number, value in enumerate(values, 1):
            _from_item(path, number, value, found)
    elif data.startswith(b"PK"):
        _from_workbook(path, options, found)
    else:
        _from_table(path, cells.table(path, options, _COLUMNS), found, meant)
    return found


# Tables and workbooks: the cells that are there, as somebody left them.


def _from_workbook(path: Path, options: Options, found: Returned) -> None:
    names = _sheets(path)
    ours = [(kind, name) for kind, name in SHEETS.items() if name in names and options.sheet in {"", name}]
    if not ours:
        _from_table(path, cells.table(path, options), found, _unescaped)
        return
    said: set[str] = set()
    for kind, name in ours:
        table = cells.table(path, Options(sheet=name))
        messages = set() if table.headings else {fault.message for fault in table.faults}
        if messages and messages <= said:
            continue  # the workbook as a whole cannot be read
        said |= messages
        _from_table(Path(f"{path.name}: {name}"), table, found, _unescaped, kind)
    for name in names:
        if name not in SHEETS.values() and not options.sheet:
            message = f"the sheet {quoted(name)} is not read: it is none of {one_of(SHEETS.values())}"
            found.faults.append(wrong(path, NOT_THIS_FORMAT, message, "rename it if it is one", severity="warning"))


def _sheets(path: Path) -> list[str]:
    """Return the names of the sheets, as far as they can be read."""
    part = archive.read(path, lambda name: name == "xl/workbook.xml").files.values()
    text = b"".join(part).decode("utf-8", "replace")
    return [html.unescape(one or other) for one, other in _SHEET.findall(text)]


def _unescaped(cell: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), cell)


def _from_table(
    path: Path, table: cells.Table, found: Returned, meant: Callable[[str], str], kind: Kind | None = None
) -> None:
    headings = table.headings = [_COLUMNS.get(cells.plain(each), each) for each in table.headings]
    if wrong_ := _faults_of(path, table):
        found.faults += wrong_
        return
    kind = kind or _kind_of(headings)
    unknown = {each for each in headings if each not in _OWN and each not in rows.columns(kind)}
    known = 0
    for number, row in table.named():
        typed = {name: meant(cell) for name, cell in row.items()}
        if not any(cell.strip() for cell in typed.values()):
            continue
        found.count += 1
        for name in sorted(name for name in unknown if typed[name].strip()):
            unknown.discard(name)  # it is said once
            found.faults.append(_no_field(path, kind, Place(number, name)))
        if len(table.faults) == known:  # of a row at fault, nobody knows what its cells mean
            found.rows.append(_row(kind, path, Place(number), typed))
        known = len(table.faults)
    found.faults += [replace(fault, span=Span(path.name)) for fault in table.faults]  # the sheet is named too


def _no_field(path: Path, kind: Kind, place: Place) -> Diagnostic:
    if not place.column:
        message = "something stands below an empty heading"
        return wrong(path, COLUMN, message, "delete that column, or write its heading", place)
    hint = did_you_mean(place.column, rows.columns(kind), "delete the column; records have no field for it")
    return wrong(path, COLUMN, f"there is no field {quoted(place.column)}", hint, place)


def _faults_of(path: Path, table: cells.Table) -> list[Diagnostic]:
    """Return why a table cannot be read at all."""
    if not table.headings:
        return [replace(fault, span=Span(path.name)) for fault in table.faults]
    begin = "begin with a file from `yousaid export csv` or `xlsx`"
    if ID not in table.headings:
        return [wrong(path, COLUMN, f"there must be a column `{ID}`, by which the records are known", begin)]
    twice = {name: None for name in table.headings if name and table.headings.count(name) > 1}
    message = "there must be only one column {}"
    return [wrong(path, COLUMN, message.format(quoted(name)), "delete the other one") for name in twice]


def _kind_of(headings: list[str]) -> Kind:
    """Return the kind that has most of the columns; of the same number the first one."""
    return max(SHEETS, key=lambda kind: len({*headings} & {*rows.columns(kind)}))


def _row(kind: Kind, source: Path, place: Place, typed: Mapping[str, str]) -> Row:
    key, path = (typed.get(name, "").strip() for name in (ID, PATH))
    mark = typed[MARK].strip() if MARK in typed else None
    shown = {column: typed[column] for column in rows.columns(kind) if column in typed}
    tidy = {column: rows.tidied(kind, column, cell) for column, cell in shown.items()}
    dates = {c: cell for c, cell in shown.items() if rows.is_date(kind, c) and spreadsheets.is_local(cell.strip())}
    return Row(kind, source, place, key, path, mark, tidy, dates)


# Lines of JSON and databases: whole records.


def _from_database(path: Path, data: bytes, found: Returned) -> None:
    if data[18:20] == b"\x02\x02":  # https://www.sqlite.org/fileformat.html#file_format_version_numbers
        hint = f"close it there, and type: sqlite3 {path.name} 'PRAGMA journal_mode=DELETE'"
        message = "another program works with this database, and may hold a part of it in a file of its own (WAL)"
        found.faults.append(wrong(path, UNREADABLE, message, hint))
        return
    base = sqlite3.connect(":memory:")
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 16 * MAX_BYTES)  # a value can be computed, of any length
    try:
        base.deserialize(data)
        base.execute("PRAGMA trusted_schema = OFF")
        names = (lines.KIND, ID, lines.FIELDS, PATH, MARK)
        table = base.execute("SELECT type FROM sqlite_master WHERE name = 'records'").fetchone()
        if table != ("table",):
            message = "there must be a table `records`, as `yousaid export sqlite` writes it"
            found.faults.append(wrong(path, NOT_THIS_FORMAT, message, "choose another format"))
            return
        for number, row in enumerate(base.execute(f"SELECT {', '.join(names)} FROM records"), 1):  # noqa: S608
            item = dict(zip(names, row, strict=True))
            fields, faults = jsonvalues.values(path, str(item[lines.FIELDS]).encode("utf-8", "replace"))
            found.faults += [wrong(path, each.code, each.message, each.hint, Place(number)) for each in faults]
            if fields:
                _from_item(path, number, {**item, lines.FIELDS: fields[0]}, found)
    except sqlite3.Error as error:
        found.faults.append(wrong(path, UNREADABLE, f"the database cannot be read ({error})", "export it again"))
    finally:
        base.close()


def _from_item(path: Path, number: int, item: Any, found: Returned) -> None:
    found.count += 1
    place = Place(number)
    kind, typed = jsonvalues.text(item, lines.KIND), jsonvalues.inner(item, lines.FIELDS)
    if kind not in SHEETS or not isinstance(typed, dict):
        message = f"this is no record of {one_of(SHEETS)} with its `{lines.FIELDS}`"
        hint = "begin with a file from `yousaid export ndjson`"
        found.faults.append(wrong(path, NOT_THIS_FORMAT, message, hint, place))
        return
    gone = [name for name, value in typed.items() if value is None]
    try:
        text = canonical.written(cast(dict[str, Value], _plain({n: typed[n] for n in typed if n not in gone})))
    except ValueError as error:
        hint = "write texts, lists and objects, as they stand in the file"
        found.faults.append(wrong(path, ROW, str(error), hint, place))
        return
    entry, faults = decode.decode(Document(kind, "", Source("", text)))
    found.faults += [wrong(path, fault.code, fault.message, fault.hint, place) for fault in faults]
    if entry:
        assert isinstance(entry.value, Record)
        fields = rows.cells(kind, canonical.fields(entry.value))
        shown = [column for column in rows.columns(kind) if rows.field_of(column) in typed]
        key, file = (jsonvalues.text(item, name) for name in (ID, PATH))
        mark = jsonvalues.text(item, MARK) if MARK in item else None
        found.rows.append(Row(kind, path, place, key, file, mark, {column: fields.get(column, "") for column in shown}))


def _plain(value: Any, level: int = 0) -> Value:
    """Return a value of JSON as it is typed in a file. Raises ValueError."""
    if isinstance(value, dict) and level < _DEEP:
        return {_one_line(name): _plain(each, level + 1) for name, each in value.items() if each is not None}
    if isinstance(value, list) and level < _DEEP and not any(isinstance(each, list) for each in value):
        return [_plain(each, level + 1) for each in value]
    if isinstance(value, str | bool):
        return jsonvalues.text(value)
    raise ValueError("a value is neither a text nor a list of texts or objects")


def _one_line(name: str) -> str:
    if not name.strip() or "\n" in name:
        raise ValueError("the name of a field must be one word")
    return name
