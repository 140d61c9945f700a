"""Any table with a line of headings: CSV in its dialects, or a sheet of an .xlsx workbook."""

from __future__ import annotations

from pathlib import Path

from yousaid.exporters.tables import meant
from yousaid.importers import cells
from yousaid.importers.columns import KNOWN, Taker, assign
from yousaid.importers.reading import Options, Read


def read(path: Path, options: Options) -> Read:
    """Return the ideas of a table, one in each row."""
    named = {cells.plain(each) for headings in options.columns.values() for each in headings}
    table = cells.table(path, options, KNOWN | named)
    if table.faults:
        return Read(faults=table.faults)
    columns, faults = assign(path, table.headings, options)
    if faults:
        return Read(faults=faults)
    taker = Taker(path, columns, options)
    for number, row in table.named():
        taker.take(number, {heading: meant(cell) for heading, cell in row.items()})
    taker.read.faults += table.faults
    return taker.read
