"""The records as a workbook with a sheet for each kind, in which every cell is a text that nobody computes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from yousaid.authoring import rows
from yousaid.diagnostics import Code, Diagnostic, Span
from yousaid.exporters.holdings import Holding
from yousaid.exporters.tables import ID, MARK, PATH, SHEETS, Table, table

# What a cell and a list of choices hold: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3.
MAX_CELL = 32_767
_MAX_LIST = 255
CELL = Code(
    "YS680",
    "export-cell",
    f"""A cell of a workbook must hold at most {MAX_CELL:,} characters.

That is what spreadsheets allow, and nothing is cut off. Export everything with `yousaid export ndjson` or `sqlite`,
which have no such limit, or shorten the field.
""",
)
LIBRARY = Code(
    "YS681",
    "export-library",
    """Workbooks are written by openpyxl, which must be installed.

    pip install 'yousaid[sheets]'

All other formats do without.
""",
)
CODES = (CELL, LIBRARY)
_WIDE = {"idea", "why", "answer", "reason", "title", "question", "summary", "also_said", "options", "reopen_if"}
_HIDDEN = {PATH, MARK}
_THEN = dt.datetime(2000, 1, 1)
# ECMA-376, part 1, 22.9.2.19 (ST_Xstring): `_x0041_` in a cell means the letter A, and `_x005F_` the underscore.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def xlsx(holdings: Sequence[Holding]) -> tuple[bytes, list[Diagnostic]]:
    """Return a workbook; the same records give the same bytes."""
    try:
        import openpyxl
    except ImportError:
        hint = "type `pip install 'yousaid[sheets]'`, or choose `csv`"
        return b"", [Diagnostic(Span("openpyxl"), LIBRARY, "it must be installed to write a workbook", hint)]
    tables = [table(kind, holdings) for kind in SHEETS]
    if faults := [fault for each in tables for fault in _too_long(each)]:
        return b"", faults
    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "yousaid"
    book.properties.created = _THEN
    words: Any = next((each.fields for each in holdings if each.kind == "vocabulary"), {})
    ours = {"area": [*words.get("areas", ())], "channel": [*words.get("channels", ())]}
    for each in tables:
        _fill(book.create_sheet(SHEETS[each.kind]), each, ours)
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue()), []


def _too_long(made: Table) -> list[Diagnostic]:
    message = "`{}` has {:,} characters, and a cell of a workbook holds {:,}"
    hint = "choose `ndjson` or `sqlite`, or shorten it"
    return [
        Diagnostic(Span(row[PATH]), CELL, message.format(column, len(cell), MAX_CELL), hint)
        for row in made.rows
        for column, cell in row.items()
        if len(cell) > MAX_CELL
    ]


def _fill(sheet: Any, made: Table, ours: Mapping[str, Sequence[str]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(made.columns))}{len(made.rows) + 1}"
    # One cell for each column, filled anew in every row: each is written at once, and styles take long to set.
    cells = []
    for number, column in enumerate(made.columns, 1):
        look = sheet.column_dimensions[get_column_letter(number)]
        look.number_format = "@"
        look.width = 60 if column in _WIDE else 18
        look.hidden = column in _HIDDEN
        cell = WriteOnlyCell(sheet)
        cell.number_format, cell.alignment = "@", Alignment(wrap_text=column in _WIDE, vertical="top")
        cell.quotePrefix = True
        cells.append(cell)
        if column not in {ID, PATH, MARK}:
            _offer(sheet, get_column_letter(number), rows.choices(made.kind, column) or ours.get(column, ()))
    heads = [WriteOnlyCell(sheet, column) for column in made.columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in made.rows:
        sheet.append(
            [
                _set(cell, row[column]) if column in row else None
                for cell, column in zip(cells, made.columns, strict=True)
            ]
        )


def _set(cell: Any, text: str) -> Any:
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"  # whatever it looks like: `=1+1` is no formula here, and `#N/A` no error
    return cell


def _offer(sheet: Any, letter: str, words: Sequence[str]) -> None:
    """Let the cells of a column be chosen from a list, if there is one, and it is short enough."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if words and len(",".join(words)) <= _MAX_LIST:
        wanted = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
        wanted.add(f"{letter}2:{letter}1048576")
        sheet.data_validations.append(wanted)


def _timeless(book: bytes) -> bytes:
    """Return the workbook without the moment at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in made.namelist():
            data = made.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            again.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
