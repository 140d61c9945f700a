"""Sheets of workbooks (.xlsx), as rows of text with their numbers. Needs the extra `sheets`."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yousaid.diagnostics import Diagnostic, quoted
from yousaid.importers import archive
from yousaid.importers.codes import COLUMN, ROW, UNREADABLE
from yousaid.importers.reading import Place, wrong

_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
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
    if any(b"<!DOCTYPE" in part[:1_000] for part in unpacked.files.values()):  # of which entities are made that grow
        return wrong(path, UNREADABLE, "its parts define words of their own, as those of no spreadsheet do", _AGAIN)
    del unpacked
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        names = [each.title for each in book.worksheets]
    except Exception as error:  # that library raises whatever it stumbles over
        return _broken(path, error)
    wanted = wanted or (names[0] if len(names) == 1 else "")
    if wanted not in names:
        message = f"it must be clear which sheet is meant; there are {', '.join(map(quoted, names))}"
        hint = f"write `sheet: {names[0]}` into the mapping file, and give it with --map" if names else _AGAIN
        return wrong(path, COLUMN, message, hint)
    sheet = book[wanted]
    sheet.reset_dimensions()  # what they say may be wrong, and then each row is filled up to them
    return sheet


def _broken(path: Path, error: Exception) -> Diagnostic:
    return wrong(path, UNREADABLE, f"the workbook is damaged or cut off ({type(error).__name__})", _AGAIN)


def _rows(path: Path, sheet: Any) -> Iterator[_Row | Diagnostic]:
    headings: list[str] = []
    try:
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells = [_shown(cell.value) for cell in row]
            headings = headings or ([*cells] if any(cells) else [])
            for column, cell in enumerate(row):
                if cell.data_type == "f" or cells[column] in _ERRORS:
                    what = "an error" if cells[column] in _ERRORS else "a formula"
                    name = headings[column] if column < len(headings) else f"number {column + 1}"
                    hint = "copy the column, and paste it as values"
                    yield wrong(path, ROW, f"the cell holds {what} instead of a value", hint, Place(number, name))
                    cells[column] = ""
            yield number, cells
    except Exception as error:  # as above
        yield _broken(path, error)


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
