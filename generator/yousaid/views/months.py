"""The changelog: what happened to which record in which month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from yousaid.model import OUTCOMES, Group, Outcome
from yousaid.views.objects import Month, PublicDecision

_UNANSWERED = frozenset({Outcome.RECEIVED, Outcome.REVIEWING})


def months(decisions: Iterable[PublicDecision]) -> tuple[Month, ...]:
    """Return every month in which something happened, newest first, and what is not dated last."""
    found: dict[str, dict[str, list[PublicDecision]]] = defaultdict(lambda: defaultdict(list))
    for decision in decisions:
        for key, events in _events(decision).items():
            for event in events:
                found[key][event].append(decision)
    keys = sorted(found, key=lambda key: "" if key == "unknown" else key, reverse=True)
    return tuple(_month(key, found[key]) for key in keys)


def _events(decision: PublicDecision) -> dict[str, list[str]]:
    """Return what happened to a record, by month."""
    events: dict[str, list[str]] = defaultdict(list)
    answered = decision.answered
    if decision.shipped:
        events[str(decision.shipped)[:7]].append("shipped")
    if decision.reopened:
        events[str(answered if answered and answered.known else decision.asked)[:7]].append("reopened")
    for month in _taken_up(decision):
        if "reopened" not in events[month]:
            events[month].append("reopened")
    when = str(answered)[:7] if answered else _answered(decision)
    if when and when not in events and (answered or not events):
        events[when].append("answered")
    corrected = _corrected(decision)
    if corrected and corrected not in events:
        events[corrected].append("corrected")
    return events


def _answered(decision: PublicDecision) -> str:
    """Return the month in which everybody could see that there was an answer at last, for one that names no day.

    One that came with the record was given on some day before.
    """
    if not decision.has_answer:
        return ""
    moves = decision.past.moves if decision.past else ()
    said = next((place for place, move in enumerate(moves) if move.outcome not in _UNANSWERED), 0)
    return f"{moves[said].when:%Y-%m}" if said else "unknown"


def _taken_up(decision: PublicDecision) -> Iterator[str]:
    """Yield the months in which everybody could see that a no was none any more."""
    for before, after in pairwise(decision.past.moves if decision.past else ()):
        was, now = OUTCOMES.get(before.outcome), OUTCOMES.get(after.outcome)
        if was and now and was.group is Group.NO and now.group not in {Group.NO, Group.OTHER}:
            yield f"{after.when:%Y-%m}"


def _corrected(decision: PublicDecision) -> str:
    """Return the month in which we last changed our words without any news, or nothing."""
    past = decision.past
    if past is None:
        return ""
    news = {move.when for move in past.moves}
    # What is put right on the day on which it is published has not been read by many; a first answer puts none right.
    changed = [each.when for each in past.wordings if each.before and each.when.date() > past.first.date()]
    return max((f"{when:%Y-%m}" for when in changed if when not in news), default="")


def _month(key: str, found: Mapping[str, list[PublicDecision]]) -> Month:
    shipped, reopened, answered, corrected = (
        tuple(found.get(event, ())) for event in ("shipped", "reopened", "answered", "corrected")
    )
    thanked = {
        thanks.person.key: thanks.person
        for decision in (*shipped, *reopened, *answered)
        for thanks in (*decision.thanks, *(each for view in decision.also_said for each in view.thanks))
    }
    named = tuple(sorted((person for person in thanked.values() if person.key), key=lambda person: person.order))
    return Month(key, shipped, reopened, answered, corrected, named, None in thanked)
