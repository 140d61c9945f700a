"""Which cells of a row that comes back were edited by somebody, and not by another one here, nor by a program alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yousaid.authoring import rows
from yousaid.diagnostics import Code, Diagnostic, quoted
from yousaid.exporters.holdings import sum_of
from yousaid.exporters.tables import meant, neutral
from yousaid.importers import spreadsheets
from yousaid.importers.codes import BY_ITSELF, CONFLICT
from yousaid.importers.reading import Place, wrong
from yousaid.importers.returned import Row

Cells = Mapping[str, str]


@dataclass(slots=True)
class Edits:
    """The edits of a file; what is no edit is said in warnings, or counted where it says the same as before."""

    order: str = spreadsheets.YEAR_FIRST
    """In which order the file writes dates."""
    faults: list[Diagnostic] = field(default_factory=list)
    rewritten: list[tuple[str, str]] = field(default_factory=list)
    """What stood in cells, and how a program wrote it in its own way."""

    def of(self, row: Row, now: Cells) -> Iterator[tuple[str, str]]:
        """Yield the cells of a row that were edited; ``now`` are those of its record as it is here."""
        then = dict(each.rpartition(":")[::2] for each in (row.mark or "").split())
        for column, cell in row.cells.items():
            old = now.get(column, "")
            was = then.get(column, "") if row.mark else sum_of(old)
            # A table that was saved as a workbook, or the other way round, has apostrophes where none are meant.
            if cell == old or was in {sum_of(cell), sum_of(meant(cell)), sum_of(neutral(cell))}:
                continue
            if sum_of(old) != was:
                message = f"was changed here too since it was exported, to {quoted(old)}, and stays so"
                hint = f"change it in {quoted(row.key)} itself if {quoted(cell)} is right"
                self.warn(row, CONFLICT, message, hint, column)
            elif not self._is_rewritten(row, column, old):
                yield column, cell

    def _is_rewritten(self, row: Row, column: str, old: str) -> bool:
        """Tell whether a program changed a cell, and nobody meant it; say so where it is another value now."""
        cell = row.cells[column]
        is_same = spreadsheets.same(old, cell, self.order)
        if is_same and not rows.is_text(row.kind, column):
            self.rewritten.append((old, cell))
        elif is_same or spreadsheets.worn(old, cell, self.order):
            message = f"is {quoted(cell)} now, as spreadsheets make of {quoted(old)} by themselves, which stays"
            self.warn(row, BY_ITSELF, message, f"change it in {quoted(row.key)} itself if it is meant", column)
        else:
            return False
        return True

    def warn(self, row: Row, code: Code, message: str, hint: str, column: str) -> None:
        """Say what is not taken from a cell."""
        place = Place(row.place.row, column)
        self.faults.append(wrong(row.source, code, message, hint, place, severity="warning"))

    def notes(self) -> Iterator[str]:
        """Yield how many cells a program wrote in its own way."""
        if self.rewritten:
            old, cell = self.rewritten[0]
            count = len(self.rewritten)
            what = "cell holds" if count == 1 else "cells hold"
            yield f"{count:,} {what} the same as before in another form, as {quoted(cell)} for {quoted(old)}"
