"""Lists that go on on further pages: what stands on which, and the numbers that lead there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isqrt
from operator import itemgetter
from typing import TypeVar

PER_PAGE = 25
"""Records on a page that shows them as cards."""
LINES_PER_PAGE = 100
"""Records on a page that gives each of them a line or two."""
ALL_NUMBERS = 9
"""Pages up to which each has its number in the pager."""
_Head = TypeVar("_Head")
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Pager:
    """One page of several: its number, how many there are, and where each of them lies."""

    number: int
    count: int
    page_at: Callable[[int], str]

    @property
    def near(self) -> list[int]:
        """The pages whose numbers are always seen: all of a few, else the ends and the neighbours."""
        number, count = self.number, self.count
        if count <= ALL_NUMBERS:
            return list(range(1, count + 1))
        return sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})

    @property
    def far(self) -> list[int]:
        """Pages from which every other one can be reached in one more step: round ones, and those around here."""
        count = self.count
        if count <= ALL_NUMBERS:
            return []
        step = isqrt(count - 1) + 1
        start = self.number // step * step
        return sorted({1, *range(step, count + 1, step), *range(max(1, start), min(count, start + step) + 1)})


def sheets(groups: Sequence[tuple[_Head, Sequence[_Item]]], per_page: int) -> list[list[tuple[_Head, Sequence[_Item]]]]:
    """Return the groups that stand on each page, the outer ones perhaps in part; of nothing there is one page."""
    flat = [(place, each) for place, (_, found) in enumerate(groups) for each in found]
    pages = [flat[start : start + per_page] for start in range(0, max(1, len(flat)), per_page)]
    return [
        [(groups[place][0], [each for _, each in found]) for place, found in groupby(page, itemgetter(0))]
        for page in pages
    ]
