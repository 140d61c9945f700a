"""How it went with one record: everything that has a date, in the order in which it happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from markupsafe import Markup, escape

from yousaid import urls
from yousaid.model import OUTCOMES, UNKNOWN, Outcome, When
from yousaid.outputs.pages.book import Book
from yousaid.outputs.pages.steps import Step, steps
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
    dates, taken = decision.dates, steps(decision, known.get(decision.reopened or ""))
    yield dates.first.date() if dates else UNKNOWN, _published(book, decision)
    yield from _answers(book, decision, taken, root)
    if decision.shipped:
        yield decision.shipped, _shipped(book, decision.asked, decision.shipped)
    yield from _later(book, decision, root)
    moves = decision.past.moves if decision.past else ()
    if dates and dates.last.date() not in {dates.first.date(), *(move.when.date() for move in moves)}:
        yield dates.last.date(), _("Last changed here")


def _published(book: Book, decision: PublicDecision) -> str:
    """Return that it was published, and as what if it was something else since, or is today."""
    _, moves = book.language.say, decision.past.moves if decision.past else ()
    outcome = OUTCOMES.get(moves[0].outcome) if moves else None
    if outcome is None or (outcome is decision.outcome and len(moves) == 1):
        return _("First published here")
    return _("First published here: %(outcome)s") % {"outcome": book.env.filters["state"](outcome)}


def _answers(book: Book, decision: PublicDecision, taken: Sequence[Step], root: str) -> Iterator[Event]:
    """Yield what became of it, and at the end what the record says of it without a step that it belongs to."""
    _ = book.language.say
    is_now = bool(taken) and taken[-1].outcome is decision.outcome
    meant = _meant(taken) if is_now else None
    for step in taken:
        if not step.told:
            because = _because(book, decision, root) if step is meant else ""
            is_merge = step is taken[-1] and is_now and bool(decision.merged_into)
            yield step.day, (_merged(book, decision, root) if is_merge else _step(book, step)) + because
    if decision.merged_into and not (is_now and not taken[-1].told):
        yield decision.answered or UNKNOWN, _merged(book, decision, root)
    elif decision.answered and not any(step.named for step in taken):
        yield decision.answered, _("Planned") if decision.outcome is Outcome.PLANNED else _("We answered")
    if decision.changed_because and meant is None:
        yield UNKNOWN, _("We changed this, and say why:") + _because(book, decision, root)


def _meant(taken: Sequence[Step]) -> Step | None:
    """Return what the record says why of: what was taken back last, or else the newest step."""
    newest = [step for step in reversed(taken) if not step.told]
    return next((step for step in newest if step.back), newest[0] if newest else None)


def _step(book: Book, step: Step) -> str:
    """Return what it became."""
    state = str(book.env.filters["state"](step.outcome))
    return book.language.say("We changed our mind: %(outcome)s") % {"outcome": state} if step.turned else state


def _because(book: Book, decision: PublicDecision, root: str) -> str:
    """Return why it was changed, if the record says it."""
    return f'\n<div dir="auto">{book.prose(decision.changed_because, root)}</div>' if decision.changed_because else ""


def _merged(book: Book, decision: PublicDecision, root: str) -> str:
    return book.language.say("Merged into another record: %(link)s") % _link(book, decision.merged_into or "", root)


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
