"""The site's figures. What is not known is left out of them, and counted as left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from yousaid.model import Group, Origin, Outcome

if TYPE_CHECKING:
    from yousaid.views.objects import Named, PublicDecision

PARTS: Mapping[str, tuple[Outcome, ...]] = {
    "did": (Outcome.SHIPPED,),
    "partly": (Outcome.PARTLY_SHIPPED, Outcome.DID_SOMETHING_ELSE),
    "already_there": (Outcome.ALREADY_THERE,),
    "not_now": (Outcome.NOT_NOW,),
    "no": (Outcome.DECLINED,),
    "open": tuple(outcome for outcome in Outcome if outcome.group is Group.OPEN),
    "other": tuple(outcome for outcome in Outcome if outcome.group is Group.OTHER),
}
"""The parts of the balance, and the outcomes that each of them adds up."""


@dataclass(frozen=True, slots=True)
class Balance:
    """How everything that was said stands: ``said`` is the sum of the parts from ``did`` to ``other``.

    ``confidential`` counts those of the noes, the ones for now included, that give no public reason; ``unexplained``
    those that were brought in from before this page, when no reason was given.
    """

    said: int
    did: int
    partly: int
    already_there: int
    not_now: int
    no: int
    open: int
    other: int
    confidential: int
    unexplained: int = 0

    @property
    def noes(self) -> int:
        """How many were refused, for now or for good."""
        return self.not_now + self.no


@dataclass(frozen=True, slots=True)
class Spread:
    """How numbers of days lie: the middle one, and the quartiles between which half of them are, in whole days."""

    count: int
    low: int
    median: int
    high: int


@dataclass(frozen=True, slots=True)
class Delay:
    """Days from an idea to what followed it.

    Left out is where it followed on a day, or an idea came on a day, that is not known in full; and what was there
    before anybody asked, since nobody waited for it.
    """

    spread: Spread | None
    left_out: int


@dataclass(frozen=True, slots=True)
class Delays:
    """The delay of all records, and of those of each area that has any."""

    all: Delay
    areas: tuple[tuple[Named, Delay], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """How many in each month (`2026-03`) or year (`2026`), from the first to that of today, the silent ones too."""

    counts: tuple[tuple[str, int], ...]
    left_out: int


class Promise(StrEnum):
    """What we promise: to answer in time, to look again, to ask again whether a reason must stay confidential."""

    FIRST_ANSWER = "first-answer"
    REVIEW = "review"
    CONFIDENTIAL = "confidential-reason"


@dataclass(frozen=True, slots=True)
class Late:
    """A promise that was not kept in time, and the last day on which it could have been."""

    decision: PublicDecision
    due: dt.date
    promise: Promise

    @property
    def order(self) -> tuple[dt.date, str, Promise]:
        """What a list of them is sorted by: the longest overdue first."""
        return self.due, self.decision.key, self.promise


@dataclass(frozen=True, slots=True)
class Promises:
    """What is promised and not done yet, and what is overdue, the longest first.

    ``open`` is planned or begun; ``undated`` counts those of it that name no day. ``late_looks`` said when we would
    look again, at the record or at its confidential reason, and stand there once; ``late_answers`` still wait for a
    first answer that was promised within ``days``. ``unclear`` counts those that wait as well, and of which the day is
    not known well enough to tell.
    """

    open: tuple[PublicDecision, ...]
    undated: int
    late_looks: tuple[Late, ...]
    late_answers: tuple[Late, ...]
    unclear: int
    days: int | None

    @property
    def late(self) -> tuple[Late, ...]:
        """Everything that is overdue, the longest first."""
        return tuple(sorted((*self.late_looks, *self.late_answers), key=lambda late: late.order))


@dataclass(frozen=True, slots=True)
class Heard:
    """How often a word of the vocabulary occurs: in how many records, and with how many voices, where counted."""

    word: Named
    records: int
    voices: int | None


@dataclass(frozen=True, slots=True)
class Voices:
    """Whom we have heard: every area and segment of the vocabulary, those of which nobody spoke too.

    ``voices`` add up what records say; ``uncounted`` records say nothing, and merged ones may be counted elsewhere, so
    both are left out of the sum. ``no_segment`` counts records that do not say who asked.
    """

    areas: tuple[Heard, ...]
    segments: tuple[Heard, ...]
    uncounted: int
    no_segment: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a site as of a day.

    Everything that was said is ``answered``, or ``waiting`` for an answer, or was merged or withdrawn: the ``other`` of
    the balance. ``origins`` tells where that began which was made: shipped, in part, or something else in its place.
    """

    today: dt.date
    balance: Balance
    answered: int
    waiting: int
    months: Series
    years: Series
    first_answer: Delays
    shipped: Delays
    promises: Promises
    origins: Mapping[Origin, int]
    voices: Voices
