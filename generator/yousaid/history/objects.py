"""What git knows: plain immutable objects. No author, e-mail or message is among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from yousaid.model import Decision

Words = Literal["answer", "reason", "reopen_if"]
"""The fields that hold our own words; all others hold a customer's, or facts."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When a file was first published and when it was last changed there, in UTC; and what is committed of it."""

    first: dt.datetime
    last: dt.datetime
    commit: str = ""
    """The id of the commit that changed it last."""
    blob: str = ""
    """What git calls the content that it has in the newest commit."""


@dataclass(frozen=True, slots=True)
class Move:
    """A change of outcome that everybody could see; an old version may hold an outcome that is no more."""

    when: dt.datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A change of our words that everybody could see. Nothing where there were none before, or are none after."""

    when: dt.datetime
    field: Words
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Past:
    """What was public of one file that exists today, as it was committed.

    What is in the working tree but not committed is not in it. Customers and occasions have no moves and no wordings.
    """

    first: dt.datetime
    """When it was first public: not as a draft, and not before its `publish_on`."""
    moves: tuple[Move, ...] = ()
    """Oldest first; the first is the outcome it was first published with."""
    wordings: tuple[Wording, ...] = ()
    """Oldest first, the newest ten of them. Not redacted: see :mod:`yousaid.views`."""
    names: tuple[str, ...] = ()
    """Other ids under which it was public, oldest first."""
    origins: tuple[str, ...] = ()
    """Every `origin` it was public with, oldest first. Private: for rules."""
    explained: tuple[str, ...] = ()
    """For each move, what `changed_because` said in the last version before the next one. Private: for rules."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that was public once and whose file is no more, by the id that it had last."""

    path: str
    first: dt.datetime
    last: dt.datetime
    """When it was deleted."""
    names: tuple[str, ...] = ()
    """Other ids under which it was public, oldest first."""


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a customer's file held once; ``last`` is when it was taken out of there. Private."""

    name: str
    last: dt.datetime


@dataclass(frozen=True, slots=True)
class History:
    """What git knows of the files below a folder, by path (relative to it, forward slashes)."""

    dates: Mapping[str, Dates] = field(default_factory=dict)
    """Of every file that exists in the newest commit, whether it is a record or not."""
    head: dt.datetime | None = None
    """The date of the newest commit."""
    commit: str = ""
    """The id of the newest commit."""
    past: Mapping[str, Past | None] = field(default_factory=dict)
    """What was public of files that changed in git; nothing where they never were. For others: :meth:`past_of`."""
    gone: Mapping[str, Gone] = field(default_factory=dict)
    """Decisions that were public and were deleted, by their last id."""
    former: Mapping[str, tuple[FormerName, ...]] = field(default_factory=dict)
    """Names that older versions of a customer's file held and today's does not, by key. Private: for rules."""
    withdrawn: Mapping[str, dt.date] = field(default_factory=dict)
    """The newest day that a version of a customer's file had as `withdrawn`, by key. Private: for rules."""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Every `link` that a version of a customer's file had, if it ever changed, by key. Private: for rules."""

    def of(self, path: str) -> Dates | None:
        """Return the dates of a file, or nothing if it has not been committed."""
        return self.dates.get(path)

    def past_of(self, path: str, record: Decision) -> Past | None:
        """Return what was public of a decision; nothing if it never was, or nothing is known of it."""
        dates = self.dates.get(path)
        if path in self.past or dates is None or record.draft:
            return self.past.get(path)
        # It never changed in git, and so the record itself says it.
        first = since(dates.first, record.publish_on)
        said = (record.changed_because or "",)
        return Past(first, (Move(first, str(record.outcome)),), origins=(str(record.origin),), explained=said)


def since(when: dt.datetime, publish_on: dt.date | None) -> dt.datetime:
    """Return when something was public that was committed then, but held back until a day."""
    return max(when, dt.datetime.combine(publish_on, dt.time(), dt.UTC)) if publish_on else when
