"""How it went with one record: everything that has a date, in the order in which it happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from markupsafe import Markup, escape

from yousaid import urls
from yousaid.model import UNKNOWN, Outcome, When
from yousaid.outputs.pages.book import Book
from yousaid.views import PublicDecision, PublicOccasion

Event = tuple[When | dt.date, str]
"""When something happened, and what, as HTML."""
_NEVER = (10_000, 0, 0)  # later than all days


def timeline(book: Book, decision: PublicDecision, occasion: PublicOccasion | None, root: str) -> Markup:
    """Return what happened as the items of a list: the oldest first, and at the end what has no known date."""
    time = book.env.filters["time"]
    events = _in_order([*_events(book, decision, occasion, root)])
    items = [f'<li><span class="ys-meta">{time(when)}</span>\n{what}</li>' for when, what in events]
    return Markup("\n".join(items))  # noqa: S704 - all of it is a catalogue's words, or was escaped


def _events(book: Book, decision: PublicDecision, occasion: PublicOccasion | None, root: str) -> Iterator[Event]:
    """Yield what happened in the order in which such things follow one another."""
    _, known = book.language.say, book.site.by_key
    yield from _earlier(book, decision, root)
    if occasion:
        link = f'<a href="{root}{urls.OCCASION.at(occasion.key)}"><bdi>{escape(occasion.title)}</bdi></a>'
        yield occasion.date, _("We asked: %(link)s") % {"link": link}
    yield decision.asked, _("You said it")
    for key in decision.merged_from:
        yield known[key].asked, _("The same wish came in: %(link)s") % _link(book, key, root)
    dates = decision.dates
    yield dates.first.date() if dates else UNKNOWN, _("First published here")
    if decision.merged_into:
        words = _("Merged into another record: %(link)s") % _link(book, decision.merged_into, root)
        yield decision.answered or UNKNOWN, words
    elif decision.answered:
        yield decision.answered, _("Planned") if decision.outcome is Outcome.PLANNED else _("We answered")
    if decision.shipped:
        yield decision.shipped, _shipped(book, decision.asked, decision.shipped)
    yield from _later(book, decision, root)
    if dates and dates.last.date() != dates.first.date():
        yield dates.last.date(), _("Last changed here")


def _earlier(book: Book, decision: PublicDecision, root: str) -> Iterator[Event]:
    """Yield the answers that this record takes up again or replaces."""
    _, known = book.language.say, book.site.by_key
    if decision.reopened:
        words = _("Our first answer: %(link)s") % _link(book, decision.reopened, root)
        yield known[decision.reopened].answered or UNKNOWN, words
    for key in decision.supersedes:
        yield known[key].answered or UNKNOWN, _("An earlier answer: %(link)s") % _link(book, key, root)


def _later(book: Book, decision: PublicDecision, root: str) -> Iterator[Event]:
    """Yield that the record was taken up again or replaced."""
    _ = book.language.say
    newer = book.site.by_key.get(decision.superseded_by or "")
    if newer and newer.reopened == decision.key:
        yield newer.asked, _("Taken up again: %(link)s") % _link(book, newer.key, root)
    elif newer:
        yield newer.answered or UNKNOWN, _("A newer answer: %(link)s") % _link(book, newer.key, root)


def _link(book: Book, key: str, root: str) -> dict[str, str]:
    record = cast("Callable[[str, str], str]", book.env.globals["record"])
    return {"link": record(key, root)}


def _shipped(book: Book, asked: When, shipped: When) -> str:
    """Return that it shipped, with the number of days it took if both days are known."""
    language = book.language
    days = (shipped.first - asked.first).days if asked.day and shipped.day else 0
    if days <= 0:
        return language.say("Shipped")
    return language.count("Shipped, %(num)s day after you said it", "Shipped, %(num)s days after you said it", days)


def _in_order(events: Sequence[Event]) -> Iterator[Event]:
    """Sort by date. What is known in part stands before what follows from it, if it can have been then."""
    latest, ends = _NEVER, []
    for when, _ in reversed(events):
        first = (when.year, when.month or 1, when.day or 1)
        last = (when.year, when.month or 12, when.day or 31) if when.year else _NEVER
        end = min(last, latest) if when.year and first <= latest else last
        latest = min(latest, end)
        ends.append(end)
    ends.reverse()
    return (events[number] for number in sorted(range(len(events)), key=ends.__getitem__))
