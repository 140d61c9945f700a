"""What there is to do, in the order in which it presses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from yousaid import views
from yousaid.model import UNKNOWN, Decision, Outcome, When
from yousaid.rules import Corpus
from yousaid.views import Named, PublicDecision, Site
from yousaid.views.figures import Promise

QUARTER = dt.timedelta(days=91)
DONE = frozenset({Outcome.SHIPPED, Outcome.PARTLY_SHIPPED})
"""What those who asked wait to be told."""


class Task(StrEnum):
    """What there can be to do, the most pressing first."""

    KEEP = "keep-a-promise"
    ANSWER = "answer"
    REVIEW = "review"
    CONFIDENTIAL = "confidential-reason"
    TELL = "tell"
    HEAR = "hear"


_OVERDUE: Mapping[Promise, Task] = {Promise.REVIEW: Task.REVIEW, Promise.CONFIDENTIAL: Task.CONFIDENTIAL}
"""Where a broken promise stands; what waits for a first answer does so with or without one."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do, about a record or about a group of customers."""

    task: Task
    about: PublicDecision | Named
    since: When | None = None
    """The day that counts here: when it was asked or shipped, or when a group was heard last; nothing if never."""
    due: dt.date | None = None
    """The last day that was promised, if there was any."""
    promise: Promise | None = None
    customers: int = 0
    """How many wait to be told."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """All that there is to do as of a day."""

    site: Site
    within: int
    """For how many days we look ahead."""
    todos: tuple[Todo, ...]
    tells: bool
    """Whether anybody was ever told of anything; until then, all who asked wait for all that was done."""

    @property
    def today(self) -> dt.date:
        """The day as of which it is looked at."""
        return self.site.figures.today

    @property
    def days(self) -> int | None:
        """Within how many days a first answer is promised, if one is."""
        return self.site.figures.promises.days

    def of(self, task: Task) -> tuple[Todo, ...]:
        """Return what there is to do of one kind."""
        return tuple(todo for todo in self.todos if todo.task is task)


def agenda(site: Site, corpus: Corpus, within: int, waiting: Mapping[str, int], *, tells: bool) -> Agenda:
    """Return what there is to do.

    ``waiting`` says how many customers wait to be told of a record, by its id, and ``tells`` whether anybody was told
    at all. Drafts stand in no list, but whom they quote was heard.
    """
    found = (
        *_promised(site, within),
        *_told_of(site, waiting),
        *_unheard(site, (entry.value for entry in corpus.decisions.values())),
    )
    order = tuple(Task)
    return Agenda(site, within, tuple(sorted(found, key=lambda todo: order.index(todo.task))), tells)


def _promised(site: Site, within: int) -> Iterator[Todo]:
    """Yield promises that can still be kept, broken ones, and all else that waits for a first answer."""
    today = site.figures.today
    soon = set()
    for late in views.overdue(site.decisions, site.figures.promises.days, today + dt.timedelta(within + 1)):
        task = Task.KEEP if late.due >= today else _OVERDUE.get(late.promise)
        if task:
            yield Todo(task, late.decision, late.decision.asked, late.due, late.promise)
        if task is Task.KEEP and late.promise is Promise.FIRST_ANSWER:
            soon.add(late.decision.key)
    waiting = [each for each in site.decisions if each.waits and each.key not in soon]
    for each in sorted(waiting, key=lambda decision: (_asked_by(decision), decision.key)):
        yield Todo(Task.ANSWER, each, each.asked, _promised_by(each, site.figures.promises.days))


def _promised_by(decision: PublicDecision, days: int | None) -> dt.date | None:
    """Return the last day on which a first answer is in time, if one is promised and that day is known."""
    asked = decision.asked
    if days is None or not asked.known or days > (dt.date.max - asked.last).days:
        return None
    return asked.last + dt.timedelta(days)


def _asked_by(decision: PublicDecision) -> dt.date:
    """Return the last day on which it can have been asked: nothing is published before."""
    public = decision.dates.first.date() if decision.dates else dt.date.max
    return min(decision.asked.last, public)


def _told_of(site: Site, waiting: Mapping[str, int]) -> Iterator[Todo]:
    """Yield what can be used and was not told to all who asked, the newest first; days that are not known come last."""

    def age(decision: PublicDecision) -> tuple[int, str]:
        shipped = decision.shipped or UNKNOWN
        return -shipped.last.toordinal() if shipped.known else 0, decision.key

    for each in sorted((d for d in site.decisions if waiting.get(d.key)), key=age):
        yield Todo(Task.TELL, each, each.shipped or UNKNOWN, customers=waiting[each.key])


def _unheard(site: Site, records: Iterable[Decision]) -> Iterator[Todo]:
    """Yield groups of customers that surely nobody has heard for a quarter: those never heard first, then the longest.

    Of days that are known in part, the last one counts.
    """
    heard: dict[str, When] = {}
    for record in records:
        for key in record.segments or ():
            heard[key] = max(heard.get(key, UNKNOWN), record.asked, key=_last)
    groups = (Named(key, term.name) for key, term in site.vocabulary.segments.items())
    silent = [each for each in groups if _last(heard.get(each.key, UNKNOWN)) < site.figures.today - QUARTER]
    for group in sorted(silent, key=lambda each: (each.key in heard, _last(heard.get(each.key, UNKNOWN)))):
        yield Todo(Task.HEAR, group, heard.get(group.key))


def _last(when: When) -> dt.date:
    """Return the last day that is known of; one that is not known lies before all others."""
    return when.last if when.known else dt.date.min
