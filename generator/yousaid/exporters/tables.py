"""The records as tables: the columns of each kind, and tables as CSV (RFC 4180) that no spreadsheet obeys."""

from __future__ import annotations

import csv as writer
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yousaid.authoring import rows
from yousaid.diagnostics import Diagnostic
from yousaid.exporters.holdings import Holding
from yousaid.reader import Kind

ID, PATH, MARK = "id", "file", "as_exported"
SHEETS: dict[Kind, str] = {
    "decision": "decisions",
    "customer": "customers",
    "occasion": "occasions",
    "removed": "removed",
    "vocabulary": "vocabulary",
}
"""What the tables are called."""
# What a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection. An apostrophe before
# such a beginning is doubled, so that it is there again when ours is taken away.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Table:
    """All records of a kind, each as its cells by column; cells that are empty are left out."""

    kind: Kind
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def table(kind: Kind, holdings: Iterable[Holding]) -> Table:
    """Return the table of a kind."""
    found = tuple(
        {ID: each.key, **rows.cells(kind, each.fields), PATH: each.path, MARK: each.mark}
        for each in holdings
        if each.kind == kind
    )
    return Table(kind, (ID, *rows.columns(kind), PATH, MARK), found)


def csv(holdings: Sequence[Holding]) -> tuple[bytes, list[Diagnostic]]:
    """Return the records, without customers, occasions and vocabulary."""
    made = table("decision", holdings)
    return as_csv(made.columns, ([row.get(column, "") for column in made.columns] for row in made.rows)), []


def as_csv(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV; it begins with the mark by which spreadsheets know that it is UTF-8."""
    text = io.StringIO()
    out = writer.writer(text, lineterminator="\r\n")
    out.writerow(columns)
    out.writerows([neutral(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def meant(cell: str) -> str:
    """Return the cell that was made neutral."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
