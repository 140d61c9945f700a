"""Sheets of workbooks (.xlsx), as rows of text with their numbers. Needs the extra `sheets`."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yousaid.authoring import canonical
from yousaid.diagnostics import Diagnostic, quoted
from yousaid.importers import archive
from yousaid.importers.codes import COLUMN, ROW, UNREADABLE
from yousaid.importers.reading import Place, wrong

MAX_ROWS = 1_048_576
"""A spreadsheet has no more: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3."""
MAX_CELLS = 50_000_000
"""Those that are empty too, as far as its rows reach: a file of a few kilobytes may have any number of them."""
# ECMA-376, part 1, 18.3.1.54 (mergeCell).
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*[\"']([A-Z]+[0-9]+:[A-Z]+[0-9]+)")
_COMPUTED = {"f": "a formula", "e": "an error"}
_AGAIN = "save it again with your spreadsheet program, or as CSV in UTF-8"
_Row = tuple[int, list[str]]


def rows(path: Path, data: bytes, wanted: str = "") -> Iterator[_Row | Diagnostic]:
    """Yield the rows of a sheet, and what is wrong. Formulas are refused: what they show may be out of date."""
    sheet = _sheet(path, data, wanted)
    yield from [sheet] if isinstance(sheet, Diagnostic) else _rows(path, sheet)


def _sheet(path: Path, data: bytes, wanted: str) -> Any:
    """Return the sheet that is meant, or why there is none."""
    try:
        import openpyxl
    except ImportError:
        hint = "pip install 'yousaid[sheets]', or save it as CSV"
        return wrong(path, UNREADABLE, "reading .xlsx needs the extra `sheets`", hint)
    unpacked = archive.read(path, lambda name: name.endswith((".xml", ".rels")))
    if unpacked.faults:
        return unpacked.faults[0]
    if "[Content_Types].xml" not in unpacked.files:
        return wrong(path, UNREADABLE, "this is no workbook of Excel (.xlsx)", "save it as .xlsx, or as CSV in UTF-8")
    # Of which entities are made that grow. In UTF-16, every other byte is zero.
    if any(b"<!DOCTYPE" in part.replace(b"\x00", b"") for part in unpacked.files.values()):
        return wrong(path, UNREADABLE, "its parts define words of their own, as those of no spreadsheet do", _AGAIN)
    merged = {name: _MERGED.findall(part) for name, part in unpacked.files.items() if b"mergeCell" in part}
    del unpacked
    warnings.filterwarnings("ignore", module=r"openpyxl\.")  # of what it leaves out, such as colours
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        names = [each.title for each in book.worksheets]
    except Exception as error:  # that library raises whatever it stumbles over
        return _broken(path, error)
    if not names:
        return wrong(path, UNREADABLE, "there is no sheet in it", _AGAIN)
    wanted = wanted or (names[0] if len(names) == 1 else "")
    if wanted not in names:
        message = f"it must be clear which sheet is meant; there are {', '.join(map(quoted, names))}"
        hint = f"write `sheet: {canonical.scalar(names[0])}` into the mapping file, and give it with --map"
        return wrong(path, COLUMN, message, hint)
    sheet: Any = book[wanted]
    if those := merged.get(sheet._worksheet_path):
        more = f" (and {len(those) - 1:,} more)" if len(those) > 1 else ""
        message = f"the cells {quoted(those[0].decode())} are merged{more}, and only the first of them holds anything"
        return wrong(path, ROW, message, "unmerge them, and write into each what belongs there")
    sheet.reset_dimensions()  # what they say may be wrong, and then each row is filled up to them
    return sheet


def _broken(path: Path, error: Exception, where: str = "") -> Diagnostic:
    return wrong(path, UNREADABLE, f"the workbook is damaged or cut off{where} ({type(error).__name__})", _AGAIN)


def _rows(path: Path, sheet: Any) -> Iterator[_Row | Diagnostic]:
    headings: list[str] = []
    number = passed = 0
    try:
        for number, row in enumerate(sheet.iter_rows(), 1):
            passed += len(row)
            if number > MAX_ROWS or passed > MAX_CELLS:
                message = "there are more rows, or wider ones, than a spreadsheet has"
                hint = "copy what you need into a new sheet, and bring that in"
                yield wrong(path, UNREADABLE, message, hint, Place(number))
                return
            filled = max((at for at, cell in enumerate(row, 1) if cell.value is not None), default=0)
            if not filled:
                continue
            cells = [_shown(cell.value) for cell in row[:filled]]
            headings = headings or ([*cells] if any(cells) else [])
            for column, cell in enumerate(row[:filled]):
                if what := _COMPUTED.get(cell.data_type):
                    name = headings[column] if column < len(headings) else f"number {column + 1}"
                    hint = "copy the column, and paste it as values"
                    yield wrong(path, ROW, f"the cell holds {what} instead of a value", hint, Place(number, name))
                    cells[column] = ""
            yield number, cells
    except Exception as error:  # as above
        yield _broken(path, error, f" below row {number:,}")


def _shown(value: Any) -> str:
    """Return the value of a cell as one would type it."""
    match value:
        case None:
            return ""
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
