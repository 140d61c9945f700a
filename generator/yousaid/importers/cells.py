"""Tables as other programs write them (CSV in its dialects, XLSX), as rows of text with their numbers.

What cannot be read for sure is a fault with its row and column: nothing is skipped, and nothing is guessed.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from yousaid.diagnostics import Diagnostic, quoted
from yousaid.importers import workbooks
from yousaid.importers.codes import COLUMN, NOT_THIS_FORMAT, ROW, UNREADABLE
from yousaid.importers.reading import Options, Place, wrong

MAX_FILE = 256 * 1024 * 1024
MAX_CELL = 200_000
"""Ten times what a text of a record may hold: markup is taken out of it yet."""
MAX_COLUMNS = 1_000
DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}
_SAMPLE = 50
_AGAIN = "export it again, or save it as CSV in UTF-8"
_PLAIN = "save it without a password as .xlsx, or as CSV"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"

Row = tuple[int, list[str]]
"""The number of a row, as a spreadsheet counts it, and its cells: as many as there are headings."""


@dataclass(slots=True)
class Table:
    """Headings, and rows that are read while they are asked for; ``faults`` grows meanwhile."""

    headings: list[str] = field(default_factory=list)
    rows: Iterator[Row] = field(default_factory=lambda: iter(()))
    faults: list[Diagnostic] = field(default_factory=list)

    def named(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row with its cells by their headings; of two with the same heading the first one counts."""
        for number, cells in self.rows:
            yield number, dict(zip(reversed(self.headings), reversed(cells), strict=True))


def table(path: Path, options: Options, known: Collection[str] = ()) -> Table:
    """Return the table that a file holds; ``known`` are headings by which its delimiter is told."""
    data, faults = content(path)
    if faults:
        return Table(faults=faults)
    if data.startswith(_OLD_EXCEL):
        return Table(faults=[wrong(path, UNREADABLE, "this is an old Excel file, or one with a password", _PLAIN)])
    if data.startswith(_ZIP):
        return _shaped(path, workbooks.rows(path, data, options.sheet), ragged=True)
    return lines(path, data, options, known)


def content(path: Path, may_be_empty: bool = False) -> tuple[bytes, list[Diagnostic]]:
    """Return the bytes of a file, or what keeps us from reading it."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        return b"", [
            wrong(path, UNREADABLE, f"cannot be read: {error.strerror}", "check its name, and that it is yours")
        ]
    if len(data) > MAX_FILE:
        return b"", [wrong(path, UNREADABLE, f"must be at most {MAX_FILE >> 20} MB", "split it into several files")]
    if not may_be_empty and not data.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        return b"", [wrong(path, UNREADABLE, "the file is empty", "export it again")]
    return data, []


def decoded(path: Path, data: bytes, encoding: str = "") -> tuple[str, list[Diagnostic]]:
    """Return the text of a file, or where it stops being text: UTF-8 or UTF-16, unless the mapping file says more."""
    if data.startswith(_ZIP):
        return "", [wrong(path, UNREADABLE, "this is an archive or a workbook, and no text", _AGAIN)]
    for mark, name in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
    try:
        text = data.decode(encoding or _without_mark(data))
    except LookupError:
        hint = "write `encoding: utf-8`, `utf-16` or `windows-1252`"
        return "", [wrong(path, UNREADABLE, f"{quoted(encoding)} is no encoding that is known", hint)]
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n")
        line = before.count(b"\n") + before.count(b"\r") + 1
        column = error.start - max(data.rfind(end, 0, error.start) for end in (b"\n", b"\r"))
        place = f"line {line:,}, byte {column:,}"
        message = f"{place}: 0x{data[error.start]:02X} is not {error.encoding.upper()}"
        hint = (
            "save it as UTF-8; or say what it is in a mapping file, as `encoding: windows-1252`, and give it with --map"
        )
        return "", [wrong(path, UNREADABLE, message, hint)]
    if "\x00" in text:
        line = len(text.partition("\x00")[0].replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        message = f"line {line:,}: this is no text from here on: it holds a zero byte"
        return "", [wrong(path, UNREADABLE, message, _AGAIN)]
    return text, []


def _without_mark(data: bytes) -> str:
    """Return the encoding of a text that does not name it: in UTF-16, every other byte of plain letters is zero."""
    start = data[:2_000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    return "utf-16-le" if odd > len(start) // 4 > even else "utf-16-be" if even > len(start) // 4 > odd else "utf-8"


def lines(path: Path, data: bytes, options: Options, known: Collection[str] = ()) -> Table:
    """Return the table of a text with a delimiter between its cells."""
    text, faults = decoded(path, data, options.encoding)
    if faults:
        return Table(faults=faults)
    skipped = 0
    delimiter = options.delimiter
    if text[:4].lower() == "sep=":  # a line that tells Excel the delimiter
        first, _, text = text.partition("\n")
        delimiter, skipped = delimiter or first[4:5], 1
    delimiter = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter) or _delimiter(text, known)
    if not delimiter:
        named = ", ".join(DELIMITERS.values())
        hint = 'write `delimiter: ";"` (or `","`, `tab`, `"|"`) into the mapping file, and give it with --map'
        return Table(faults=[wrong(path, COLUMN, f"it is not clear what stands between its cells: {named}", hint)])
    if len(delimiter) != 1 or delimiter in '"\r\n':
        return Table(faults=[wrong(path, COLUMN, f"{quoted(delimiter)} cannot stand between cells", "type one sign")])
    return _shaped(path, _cells(path, text, delimiter, skipped + 1))


def _cells(path: Path, text: str, delimiter: str, first: int) -> Iterator[Row | Diagnostic]:
    csv.field_size_limit(MAX_FILE)  # so that a cell beyond measure has a column, too; see _faults_of
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = first - 1
    try:
        for number, row in enumerate(reader, first):
            yield number, row
    except csv.Error as error:
        hint = (
            'put a cell that holds a `"` into quotes, and write that `"` twice; if the file is cut off, export it again'
        )
        yield wrong(path, ROW, f"the quotes of its cells do not fit ({error})", hint, Place(number + 1))


def _delimiter(text: str, known: Collection[str]) -> str:
    """Return the delimiter, if there is no doubt about it."""
    found: dict[str, list[list[str]]] = {}
    for each in DELIMITERS:
        reader = csv.reader(io.StringIO(text[: 64 * 1024], newline=""), delimiter=each)
        rows = [row for row in islice(reader, _SAMPLE) if row]
        # The sample may end within a row.
        found[each] = rows[:-1] if len(text) > 64 * 1024 or len(rows) == _SAMPLE else rows
        found[each] = found[each] or rows
    wide = {each: rows for each, rows in found.items() if rows and len(rows[0]) > 1}
    if not wide:
        return ","  # one column, and nothing between
    named = [each for each, rows in wide.items() if sum(plain(cell) in known for cell in rows[0]) > 1]
    even = [each for each, rows in wide.items() if len({len(row) for row in rows}) == 1]
    for sure in (named, even, [*wide]):
        if len(sure) == 1:
            return sure[0]
    return ""


def plain(heading: str) -> str:
    """Return a heading as it is compared: letters and digits only, in small letters."""
    return "".join(filter(str.isalnum, heading.casefold()))


def _shaped(path: Path, found: Iterator[Row | Diagnostic], ragged: bool = False) -> Table:
    """Return the table below the first row with anything in it; ``ragged`` rows end where nothing follows."""
    for each in found:
        if isinstance(each, Diagnostic):
            return Table(faults=[each])
        number, cells = each
        if any(cell.strip() for cell in cells):
            break
    else:
        return Table(faults=[wrong(path, NOT_THIS_FORMAT, "there is no row of headings", _AGAIN)])
    headings = [cell.strip() for cell in cells]
    while not headings[-1]:
        headings.pop()
    if len(headings) > MAX_COLUMNS:
        message = f"there are {len(headings):,} columns, and at most {MAX_COLUMNS:,} are read"
        return Table(faults=[wrong(path, NOT_THIS_FORMAT, message, "delete those that are not needed", Place(number))])
    made = Table(headings)
    made.rows = _rows(path, made, found, ragged)
    return made


def _rows(path: Path, made: Table, found: Iterator[Row | Diagnostic], ragged: bool) -> Iterator[Row]:
    """Yield the rows that are whole; what is wrong with the others goes to the faults of the table."""
    width = len(made.headings)
    for each in found:
        if isinstance(each, Diagnostic):
            made.faults.append(each)
            continue
        number, cells = each
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if ragged or not any(cells):
            cells += [""] * (width - len(cells))
        if fault := _fault_of(path, made.headings, number, cells):
            made.faults.append(fault)
        yield number, (cells + [""] * (width - len(cells)))[:width]


def _fault_of(path: Path, headings: list[str], number: int, cells: list[str]) -> Diagnostic | None:
    if len(cells) != len(headings):
        message = f"has {len(cells):,} cell{'' if len(cells) == 1 else 's'}, and there are {len(headings):,} headings"
        hint = "put cells that hold a delimiter or a line end into quotes; if the file is cut off, export it again"
        return wrong(path, ROW, message, hint, Place(number))
    longest = max(cells, key=len)
    if len(longest) > MAX_CELL:
        message = f"the cell holds {len(longest):,} characters, and at most {MAX_CELL:,} are read"
        return wrong(path, ROW, message, "shorten it there", Place(number, headings[cells.index(longest)]))
    return None
