"""The records for other programs, and for spreadsheets that come back: one module for each format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from yousaid.diagnostics import Diagnostic
from yousaid.exporters import database, lines, posts, tables, workbook
from yousaid.exporters.holdings import Holding, everything
from yousaid.exporters.public import PUBLIC, public
from yousaid.exporters.workbook import CODES

Written = tuple[bytes, list[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: its name on the command line, how its files end, what it holds, and who writes it."""

    name: str
    ending: str
    what: str
    write: Callable[[Sequence[Holding]], Written]
    is_whole: bool = False
    """Whether it holds files of all kinds, and not the records only."""
    is_text: bool = True
    """Whether it can be read where it is printed."""


FORMATS: Mapping[str, Exporter] = {
    each.name: each
    for each in (
        Exporter("csv", ".csv", "the records as one table, to be edited", tables.csv),
        Exporter("ndjson", ".ndjson", "everything, a file as an object on each line", lines.ndjson, True),
        Exporter("xlsx", ".xlsx", "everything as a workbook, to be edited", workbook.xlsx, True, False),
        Exporter("sqlite", ".db", "everything as a database with a view for each kind", database.sqlite, True, False),
        Exporter("quackback", ".csv", "the records as Quackback imports them", posts.quackback),
        Exporter("posts", ".csv", "the records as posts, with the headings that most portals know", posts.generic),
    )
}

__all__ = ["CODES", "FORMATS", "PUBLIC", "Exporter", "Holding", "Written", "everything", "public"]
