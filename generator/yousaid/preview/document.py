"""What is to be read about the changes, for every format alike: a summary, and sections of cards and points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from yousaid.outputs.language import Language
from yousaid.outputs.words import Piece
from yousaid.views import PublicDecision, Site


@dataclass(frozen=True, slots=True)
class Code:
    """Something to be shown letter by letter: an id, an address, a path."""

    text: str


Value: TypeAlias = str | Code | tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with places such as `%(name)s`, and what stands there."""

    words: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a list: what is said, and the records it is about."""

    lines: tuple[Line, ...]
    records: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A record or an occasion as its readers will see it, and what changes of it."""

    title: str
    address: str
    meta: str
    quote: tuple[tuple[str, tuple[str, ...]], ...]
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    """What else becomes public with what is new."""
    edits: tuple[tuple[str, tuple[Piece, ...]], ...]
    hushed: str
    """Said in place of what changes, where the old words must not be repeated."""
    decision: PublicDecision | None


Item: TypeAlias = Point | Card


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its items, which are made when they are asked for: there may be thousands."""

    heading: str
    items: Sequence[Callable[[], Item]]


@dataclass(frozen=True, slots=True)
class Document:
    """All that is to be read: the summary, and then the sections."""

    language: Language
    title: str
    summary: tuple[Line, ...]
    sections: tuple[Section, ...]
    changes_label: str = ""
    site: Site | None = None
    is_refused: bool = False

    def more(self, number: int, page: bool) -> str:
        """Return what is said in place of items that were cut."""
        count = self.language.count
        if page:
            return count("%(num)s more is in the page.", "%(num)s more are in the page.", number)
        return count(
            "%(num)s more does not fit in here; `yousaid preview --page` shows all.",
            "%(num)s more do not fit in here; `yousaid preview --page` shows all.",
            number,
        )
