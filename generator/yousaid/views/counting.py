"""Counts the figures of a site, once, from its public decisions."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from yousaid.model import UNEXPLAINED, Confidential, Group, Origin, Outcome, When
from yousaid.views.figures import (
    PARTS,
    Balance,
    Delay,
    Delays,
    Figures,
    Heard,
    Late,
    Promise,
    Promises,
    Series,
    Spread,
    Voices,
)
from yousaid.views.objects import Named, PublicDecision
from yousaid.views.overdue import overdue

_PROMISED = frozenset({Outcome.PLANNED, Outcome.IN_PROGRESS})
_MADE = frozenset({Outcome.SHIPPED, Outcome.PARTLY_SHIPPED, Outcome.DID_SOMETHING_ELSE})
_DELIVERED = frozenset({Outcome.SHIPPED, Outcome.PARTLY_SHIPPED})


def figures(
    decisions: Sequence[PublicDecision],
    areas: Sequence[Named],
    segments: Sequence[Named],
    promised_days: int | None,
    today: dt.date,
) -> Figures:
    """Count everything as of ``today``."""
    answered = [each for each in decisions if each.has_answer]
    shipped = [each for each in decisions if each.shipped is not None or each.outcome in _DELIVERED]
    origins = Counter(each.origin for each in decisions if each.outcome in _MADE)
    return Figures(
        today=today,
        balance=_balance(decisions),
        answered=len(answered),
        waiting=sum(each.waits for each in decisions),
        months=_series(answered, _month, _months_between, today.isoformat()[:7]),
        years=_series(answered, _year, _years_between, today.isoformat()[:4]),
        first_answer=_delays(answered, areas, lambda decision: decision.answered),
        shipped=_delays(shipped, areas, lambda decision: decision.shipped),
        promises=_promises(decisions, promised_days, today),
        origins={origin: origins[origin] for origin in Origin},
        voices=_voices(decisions, areas, segments),
    )


def spread(numbers: Iterable[int]) -> Spread | None:
    """Return median and quartiles, each interpolated between its two neighbours; nothing of nothing.

    They are rounded, half a day up: no date tells more than its day.
    """
    ordered = sorted(numbers)
    if not ordered:
        return None

    def at(quarter: int) -> int:
        place, rest = divmod(quarter * (len(ordered) - 1), 4)
        after = ordered[min(place + 1, len(ordered) - 1)]
        return ordered[place] + ((after - ordered[place]) * rest + 2) // 4

    return Spread(len(ordered), at(1), at(2), at(3))


def _balance(decisions: Iterable[PublicDecision]) -> Balance:
    counts: Counter[Outcome] = Counter()
    confidential = unexplained = 0
    for decision in decisions:
        counts[decision.outcome] += 1
        if decision.outcome.group is Group.NO:
            confidential += isinstance(decision.reason, Confidential)
            unexplained += getattr(decision.reason, "code", None) == UNEXPLAINED
    parts = {name: sum(counts[outcome] for outcome in outcomes) for name, outcomes in PARTS.items()}
    return Balance(said=counts.total(), confidential=confidential, unexplained=unexplained, **parts)


def _delays(
    decisions: Iterable[PublicDecision], areas: Iterable[Named], end: Callable[[PublicDecision], When | None]
) -> Delays:
    found: dict[str, list[int | None]] = defaultdict(list)
    for decision in decisions:
        found[decision.area.key].append(_days(decision.asked, end(decision)))
    every = [days for group in found.values() for days in group]
    return Delays(_delay(every), tuple((area, _delay(found[area.key])) for area in areas if area.key in found))


def _delay(found: Sequence[int | None]) -> Delay:
    days = [each for each in found if each is not None]
    return Delay(spread(days), len(found) - len(days))


def _days(start: When, end: When | None) -> int | None:
    if end is None or not (start.day and end.day):
        return None
    days = (end.first - start.first).days
    return days if days >= 0 else None


def _month(when: When) -> str:
    return f"{when.year:04}-{when.month:02}" if when.month else ""


def _year(when: When) -> str:
    return f"{when.year:04}" if when.known else ""


def _series(
    decisions: Iterable[PublicDecision],
    key: Callable[[When], str],
    between: Callable[[str, str], Iterable[str]],
    today: str,
) -> Series:
    counts = Counter(key(decision.answered) if decision.answered else "" for decision in decisions)
    left_out = counts.pop("", 0)
    if not counts:
        return Series((), left_out)
    return Series(tuple((each, counts[each]) for each in between(min(counts), max(*counts, today))), left_out)


def _months_between(first: str, last: str) -> Iterable[str]:
    months = (int(key[:4]) * 12 + int(key[5:]) - 1 for key in (first, last))
    return (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(next(months), next(months) + 1))


def _years_between(first: str, last: str) -> Iterable[str]:
    return (f"{year:04}" for year in range(int(first), int(last) + 1))


def _promises(decisions: Sequence[PublicDecision], days: int | None, today: dt.date) -> Promises:
    promised, undated, unclear = [], 0, 0
    for decision in decisions:
        again = decision.review_by
        if decision.outcome in _PROMISED:
            promised.append(decision)
            undated += not (again and again.known)
        if days is not None and decision.waits:
            asked = decision.asked
            unclear += (today - asked.last).days <= days < (today - asked.first).days
    late = overdue(decisions, days, today)
    answers = tuple(each for each in late if each.promise is Promise.FIRST_ANSWER)
    looks: dict[str, Late] = {}
    for each in late:
        if each.promise is not Promise.FIRST_ANSWER:
            looks.setdefault(each.decision.key, each)
    return Promises(tuple(promised), undated, tuple(looks.values()), answers, unclear, days)


def _voices(decisions: Iterable[PublicDecision], areas: Iterable[Named], segments: Iterable[Named]) -> Voices:
    records: Counter[tuple[str, str]] = Counter()
    voices: Counter[tuple[str, str]] = Counter()
    uncounted = no_segment = 0
    for decision in decisions:
        words = [("area", decision.area.key), *(("segment", segment.key) for segment in decision.segments)]
        records.update(words)
        no_segment += not decision.segments
        if decision.voices is None or decision.outcome is Outcome.MERGED:
            uncounted += 1
            continue
        for word in words:
            voices[word] += decision.voices.count

    def heard(kind: str, words: Iterable[Named]) -> tuple[Heard, ...]:
        return tuple(Heard(word, records[kind, word.key], voices.get((kind, word.key))) for word in words)

    return Voices(heard("area", areas), heard("segment", segments), uncounted, no_segment)
