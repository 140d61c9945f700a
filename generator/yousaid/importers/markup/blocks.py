"""Blocks of our small Markdown below one another, in lists and quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MAX_LEVEL = 12
"""How deep lists and quotations may lie in one another, as the reader of our Markdown counts; it drops its level 20."""


@dataclass(eq=False, slots=True)
class _List:
    """A list: bullets, or numbers from one on."""

    number: int | None
    mark: str


@dataclass(eq=False, slots=True)
class _Box:
    """What stands before the first line in an item or a quotation, and before the others."""

    first: str = ""
    rest: str = ""
    of: _List | None = None

    @property
    def is_new(self) -> bool:
        return self.first != self.rest

    def take(self) -> str:
        """Return what stands before the next line."""
        first, self.first = self.first, self.rest
        return first


class Blocks:
    """Paragraphs and code below one another, in lists and quotations."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._boxes: list[_Box] = []
        self._lists = [_List(None, "-")]  # an item may stand in no list
        self._last: tuple[_Box, ...] = ()
        self._closed: tuple[int, bool, str] | None = None

    def add(self, lines: Sequence[str]) -> None:
        """Add a block, below an empty line unless it is the next item of a list."""
        if not lines:
            return
        if self.lines and not self._is_next_item():
            shared = [box.rest for box, other in zip(self._boxes, self._last, strict=False) if box is other]
            self.lines.append("".join(shared).rstrip())
        self.lines.append("".join([box.take() for box in self._boxes]) + lines[0])
        margin = "".join(box.rest for box in self._boxes)
        self.lines += [margin + line if line.strip() else margin.rstrip() for line in lines[1:]]
        self._last, self._closed = tuple(self._boxes), None

    def _is_next_item(self) -> bool:
        place = next((place for place, box in enumerate(self._boxes) if box.is_new), -1)
        if place < 0:
            return False
        box, around = self._boxes[place], tuple(self._boxes[:place])
        below_words = around == self._last and any(outer.of for outer in around[-1:]) and box.first in {"- ", "1. "}
        return below_words or (
            around == self._last[:place] and [box.of] == [other.of for other in self._last[place:][:1]]
        )

    def open_list(self, start: int | None = None) -> None:
        """Begin a list: bullets, or numbers from ``start`` on. Its mark differs from that of the list just before."""
        marks = ".)" if start is not None else "-*"
        again = self._closed == (len(self._boxes), start is not None, marks[0])
        self._lists.append(_List(start, marks[again]))

    def close_list(self) -> None:
        """End a list."""
        closed = self._lists.pop()
        if any(box.of is closed for box in self._last):
            self._closed = (len(self._boxes), closed.number is not None, closed.mark)

    def open_item(self) -> None:
        """Begin an item of the list."""
        of = self._lists[-1]
        mark = f"{of.mark} " if of.number is None else f"{of.number}{of.mark} "
        if of.number is not None:
            of.number += 1
        self._open(_Box(mark, " " * len(mark), of), 2)

    def open_quotation(self) -> None:
        """Begin a quotation."""
        self._open(_Box("> ", "> "), 1)

    def _open(self, box: _Box, levels: int) -> None:
        deep = sum((2 if other.of else 1) for other in self._boxes if other.rest)
        self._boxes.append(box if deep + levels <= MAX_LEVEL else _Box())

    def close(self) -> None:
        """End an item or a quotation."""
        self._boxes.pop()
