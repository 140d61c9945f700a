"""What every reader gives: ideas as a foreign system had them, and the count of all that was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yousaid.diagnostics import Code, Diagnostic, Severity, Span, quoted
from yousaid.model.mapfile import Markup


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a foreign file: the row as a spreadsheet counts it (headings are row 1), or the item of a list."""

    row: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody behind an idea. The name is for the private list of whom to ask, and never for a page.

    ``id`` tells people apart where the foreign system does so by more than a name; it is never an e-mail address.
    """

    name: str
    id: str = ""
    roles: tuple[str, ...] = ("idea",)


@dataclass(slots=True)
class Idea:
    """One idea as a foreign system had it: every text and date is as it was there, and nothing is guessed."""

    system: str
    id: str
    place: Place
    title: str
    text: str
    url: str = ""
    markup: Markup = "plain"
    asked: str = ""
    status: str = ""
    answer: str = ""
    answered: str = ""
    answer_markup: Markup = "plain"
    reason: str = ""
    """Why not, where the foreign system holds that apart from its answer."""
    merged_into: str = ""
    """The id, in the foreign system, of the idea that goes on with this one."""
    votes: int | None = None
    tags: tuple[str, ...] = ()
    board: str = ""
    category: str = ""
    people: tuple[Person, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(slots=True)
class Read:
    """What a file holds: ``rows`` is the sum of the ideas, of ``passed_over`` and of the rows at fault.

    ``passed_over`` counts rows that are no idea (why: how many), as "deleted" or "another vote for the same idea";
    ``left_out`` counts what was taken neither from a row nor from another table, as "e-mail address", "private
    comment", "vote". The words are in the singular. ``people`` are those to ask of whom no idea is known; ``called``
    says what the file calls the fields of an idea, for messages.
    """

    ideas: list[Idea] = field(default_factory=list)
    rows: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    faults: list[Diagnostic] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    called: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """What the mapping file says to readers.

    ``columns`` names the headings that hold a field, by the names of :class:`Idea`; ``url`` is the address of the
    foreign site, where addresses have to be built; ``markup`` what its texts are written in,
    where the format does not say.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    system: str = ""
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    url: str = ""
    markup: Markup | None = None


ADDRESS = re.compile(r"[^\s<>@()]+@[^\s<>@()]+\.[^\s<>@()]+")
"""What looks like an e-mail address, in the place of a name."""
Reader = Callable[[Path, Options], Read]


def wrong(
    path: Path, code: Code, message: str, hint: str = "", place: Place | None = None, severity: Severity = "error"
) -> Diagnostic:
    """Return a fault of a foreign file, with its row and column in words."""
    where = ""
    if place is not None:
        where = f"row {place.row:,}{f', column {quoted(place.column)}' if place.column else ''}: "
    return Diagnostic(Span(path.name), code, where + message, hint, severity=severity)
