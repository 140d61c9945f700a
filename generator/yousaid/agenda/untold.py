"""How many customers wait to be told that something was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from yousaid.agenda.todos import DONE
from yousaid.announce.events import News
from yousaid.announce.ledger import Line
from yousaid.announce.objects import Event, Kind
from yousaid.announce.states import Published


def untold(now: Published, lines: Collection[Line]) -> Mapping[str, int]:
    """Return how many customers wait, by the id of the record, after what was told so far.

    They are those who would be told of it if the whole site were new today.
    """
    assert now.site is not None
    news = News(Published(now.today), now)
    told = _Told(news, lines)
    waiting: dict[str, int] = {}
    for record, events in _done(news, now).items():
        spread = any(map(told.of, events))  # then, who was thanked and not told has been thanked since
        waiting[record] = sum(not told.of(each) and not (spread and told.thanks(each)) for each in events)
    return {record: number for record, number in waiting.items() if number}


def _done(news: News, now: Published) -> Mapping[str, list[Event]]:
    """Return who is to be told, by record, that it was done."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in news.events():
        if event.kind is Kind.OUTCOME and now.decisions[event.record].outcome in DONE:
            found[event.record].append(event)
    return found


class _Told:
    """What was told, under whichever ids."""

    def __init__(self, news: News, lines: Collection[Line]) -> None:
        self._news = news
        self._lines: dict[tuple[str, str], list[str]] = defaultdict(list)
        for line in lines:
            self._lines[line.record, line.customer].append(line.mark)

    def of(self, event: Event) -> bool:
        """Tell whether this was told."""
        return event.mark in self._marks(event)

    def thanks(self, event: Event) -> bool:
        """Tell whether they were told that they are thanked."""
        return any(mark.startswith(f"{Kind.CREDIT}:") for mark in self._marks(event))

    def _marks(self, event: Event) -> list[str]:
        names, keys = self._news.names(event.record), self._news.keys(event.customer)
        return [mark for name in names for key in keys for mark in self._lines.get((name, key), ())]
