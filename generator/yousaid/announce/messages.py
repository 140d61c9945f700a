"""What one customer is told in one go: everything about one record, and about those that it speaks for."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yousaid.announce.events import UNDECIDED, News
from yousaid.announce.ledger import Line
from yousaid.announce.objects import Event, Kind, Message, Telling
from yousaid.announce.states import Published
from yousaid.model import Form, Group, Outcome, Role, When
from yousaid.urls import DECISION
from yousaid.views import Person, PublicDecision, Site

_ORDER = tuple(Kind)
_LINKS = frozenset({"merged", "reopened"})
"""Marks that go on with the id of another record."""


def telling(news: News, told: Collection[Line]) -> Telling | None:
    """Return all that nobody was told before, or nothing where no record is public."""
    old, new = news.old, news.new
    if new.site is None:
        return None
    return Telling(new.site, old.commit, new.commit, new.today, tuple(_messages(news, new.site, told)))


def _messages(news: News, site: Site, told: Collection[Line]) -> Iterator[Message]:
    found = _untold(news, site, told)
    everything = _untold(News(Published(news.new.today), news.new), site, told) if found else {}
    make = _Maker(news, site, {person.key: person for person in site.people})
    for record in site.by_key:
        if record in found:
            behind = news.behind(record)
            for customer, events in sorted(found[record].items()):
                news_ = {Line.of(event) for event in events}
                also = [event for event in everything[record][customer] if Line.of(event) not in news_]
                yield make.message(site.by_key[record], customer, behind[customer], events, also)


def _untold(news: News, site: Site, told: Collection[Line]) -> dict[str, dict[str, list[Event]]]:
    """Return what was not told before, by the record in which the answer stands, and by customer."""
    found: dict[str, dict[str, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event in sorted(news.events(), key=_order):
        if not any(line in told for line in _lines(event, news)):
            answered_in = site.by_key[event.record].merged_into or event.record
            found[answered_in][event.customer].append(event)
    return found


def _lines(event: Event, news: News) -> Iterator[Line]:
    """Yield all lines of the ledger that would say that it was told: under former ids and keys, too."""
    word, _, rest = event.mark.partition(":")
    marks = [f"{word}:{name}" for name in news.names(rest)] if word in _LINKS else [event.mark]
    return itertools.starmap(Line, itertools.product(news.names(event.record), news.keys(event.customer), marks))


def _order(event: Event) -> tuple[int, str, str]:
    return _ORDER.index(event.kind), event.record, event.mark


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes messages, with all that is to be known of other records."""

    news: News
    site: Site
    people: Mapping[str | None, Person]

    def message(
        self,
        decision: PublicDecision,
        customer: str,
        records: Sequence[str],
        events: Sequence[Event],
        also: Sequence[Event],
    ) -> Message:
        """Return one message: ``records`` are those in which the customer stands."""
        stands_in = [self.site.by_key[record] for record in records]
        credits_ = [
            credit for record in records for credit in self.news.new.credits(record) if credit[0].customer == customer
        ]
        roles = {role for credit, is_other_view in credits_ if not is_other_view for role in credit.roles}
        asked = min((each.asked for each in stands_in), key=lambda when: when.last)
        taken_back = (event.record for event in events if event.kind is Kind.BROKEN_PROMISE)
        before = self.news.before.get(next(taken_back, decision.key))
        kinds = {event.kind for event in events}
        broken = (self.news.broken.get((event.record, event.mark)) for event in events)
        return Message(
            customer=customer,
            person=self._person(customer),
            decision=decision,
            address=f"{self.site.about.url}{DECISION.at(decision.key)}",
            events=tuple(events),
            before=before.outcome if before else None,
            broken=min(filter(None, broken), key=lambda late: late.order, default=None),
            roles=tuple(role for role in Role if role in roles),
            other_view=any(is_other_view for _, is_other_view in credits_),
            speaks_for=tuple(each for each in stands_in if each is not decision),
            asked=asked,
            promised=self.site.figures.promises.days,
            waited=_waited(asked, self._first_answer(decision, stands_in, kinds)),
            refused=any(was.group is Group.NO for was in self._given_up(events)),
            also=tuple(also),
        )

    def _first_answer(
        self, decision: PublicDecision, stands_in: Sequence[PublicDecision], kinds: Collection[Kind]
    ) -> dt.date | None:
        """Return the day of the first answer, if that is news and known, and they have waited for it until then.

        Whose idea still waited when it was merged into one that has an answer got it on that day.
        """
        was = [self.news.before.get(each.key) for each in stands_in]
        if any(each and each.outcome is Outcome.WITHDRAWN for each in was):
            return None
        before = self.news.before.get(decision.key)
        given = decision.answered.first if decision.answered and decision.answered.day else None
        if decision.answered is None and before and before.waits:
            given = _answered_in_public(decision)
        if Kind.MERGED in kinds and decision not in stands_in and decision.has_answer:
            merged = [each.past.moves[-1].when.date() for each in stands_in if each.past and each.merged_into]
            if merged and all(each and each.waits for each in was):
                return max(filter(None, (given, *merged)))
        return given if Kind.FIRST_ANSWER in kinds else None

    def _given_up(self, events: Iterable[Event]) -> Iterator[Outcome]:
        """Yield what had become of that which is taken up again."""
        for event in events:
            word, _, rest = event.mark.partition(":")
            before = self.news.before.get(event.record)
            if word == "reopened":
                yield self.site.by_key[rest].outcome
            elif event.kind is Kind.REOPENED and before:
                yield before.outcome

    def _person(self, key: str) -> Person | None:
        customer = self.news.new.customers[key]
        if customer.form is Form.DESCRIBED and customer.name:
            return Person(customer.name, form=Form.DESCRIBED)
        return self.people.get(key)


def _answered_in_public(decision: PublicDecision) -> dt.date | None:
    """Return the day on which a record that waits no more was public with an answer, as far as git knows."""
    moves = decision.past.moves if decision.past else ()
    since = itertools.takewhile(lambda move: move.outcome not in UNDECIDED, reversed(moves))
    return min((move.when.date() for move in since), default=None)


def _waited(asked: When, answered: dt.date | None) -> int | None:
    days = (answered - asked.first).days if answered and asked.day else -1
    return days if days >= 0 else None
