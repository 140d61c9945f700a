"""What became of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Rows in, records out, and everything left out and why: ``rows`` is the sum of all rows counted here.

    ``passed_over`` counts rows that became no record, ``left_out`` what was not taken from a row or another table;
    ``unexplained`` counts new records with a no that came without a reason; ``drafts`` says of each that cannot be
    public yet what is missing, ``notes`` what else somebody should know.
    """

    rows: int = 0
    new: int = 0
    updated: int = 0
    same: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    unexplained: int = 0
    drafts: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def adds_up(self) -> bool:
        """Whether every row became a record, or is counted with the reason why it did not."""
        return self.rows == self.new + self.updated + self.same + self.passed_over.total()

    def text(self) -> str:
        """Return the report for people."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{_number(self.rows)} row{'' if self.rows == 1 else 's'} in:"
        for count, what in ((self.new, "new"), (self.updated, "updated"), (self.same, "the same as before")):
            yield f"{_number(count)} record{'' if count == 1 else 's'} {what}"
        yield from (f"{_number(count)} left out: {what}" for what, count in _sorted(self.passed_over))
        if left := _sorted(self.left_out):
            yield "Not taken from these rows, nor from what came with them:"
            yield from (f"{_number(count)} × {what}" for what, count in left)
        if self.unexplained:
            are, say = ("is", "says") if self.unexplained == 1 else ("are", "say")
            yield f"Of the new records, {self.unexplained:,} {are} a no without a reason, and {say} so."
        if self.drafts:
            what = "is a draft" if len(self.drafts) == 1 else "are drafts"
            yield f"Of the new records, {len(self.drafts):,} {what}, and not public yet:"
            lacks = Counter(lack for each in self.drafts.values() for lack in each)
            yield from (f"{_number(count)} × {what}" for what, count in _sorted(lacks))


def _number(count: int) -> str:
    return f"{count:>9,}"


def _sorted(counts: Counter[str]) -> list[tuple[str, int]]:
    """Return what occurs, the most frequent first."""
    return sorted(((what, count) for what, count in counts.items() if count), key=lambda each: (-each[1], each[0]))
