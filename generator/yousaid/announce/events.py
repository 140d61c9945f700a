"""What is news between two published states, and for whom. That a file was edited is no news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from yousaid.announce.objects import Event, Kind
from yousaid.announce.states import Published
from yousaid.model import Group, Outcome, Way, way
from yousaid.views import PublicDecision, overdue
from yousaid.views.figures import Late, Promise

UNDECIDED = frozenset({Outcome.RECEIVED, Outcome.REVIEWING})


@dataclass(frozen=True, eq=False)
class News:
    """The difference of two published states, by the ids and keys of the newer one.

    Customers who have withdrawn are told nothing.
    """

    old: Published
    new: Published

    def events(self) -> Iterator[Event]:
        """Yield everything that somebody is to be told, whether they were told before or not."""
        for key, decision in self.new.decisions.items():
            before = self.before.get(key)
            yield from self._of_outcome(decision, before)
            yield from self._of_links(decision, before)
            yield from self._of_credit(decision)
        for record, mark in self.broken:
            yield from self._for_all_behind(record, Kind.BROKEN_PROMISE, mark)

    @cached_property
    def before(self) -> Mapping[str, PublicDecision]:
        """What every record was that was public in the older state."""
        return {key: self.old.decisions[name] for key, name in self._was.items()}

    @cached_property
    def broken(self) -> Mapping[tuple[str, str], Late]:
        """Promises of which the day has passed since the older state, where they could be read, the oldest first.

        They are found by record and mark. Whoever gave a record another outcome has looked at it again, whatever day
        still stands there.
        """
        passed = {(self._now.get(record), mark) for record, mark in _late(self.old)}
        return {
            (record, mark): late
            for (record, mark), late in _late(self.new).items()
            if record in self._was
            and (record, mark) not in passed
            and late.due >= self.old.today
            and (late.promise is not Promise.REVIEW or late.decision.outcome is self.before[record].outcome)
        }

    def behind(self, key: str) -> Mapping[str, tuple[str, ...]]:
        """Return who asked for what a record answers, by key, and in which records: in it, or in older ones."""
        there, more = {key}, [key]
        while more:
            older = self._speaks_for.get(more.pop(), set()) - there
            there |= older
            more += older
        found: dict[str, list[str]] = defaultdict(list)
        for record in sorted(there):
            for customer in sorted({credit.customer for credit, _ in self.new.credits(record)}):
                if self._is_told(customer):
                    found[customer].append(record)
        return {customer: tuple(records) for customer, records in sorted(found.items())}

    def names(self, record: str) -> tuple[str, ...]:
        """Return all ids of a record: that of today, and those that it had."""
        past = self.new.decisions[record].past
        return (record, *(past.names if past else ()))

    def keys(self, customer: str) -> tuple[str, ...]:
        """Return all keys of a customer: that of today, and those under which they were public."""
        assert self.new.corpus is not None
        past = self.new.past.past.get(self.new.corpus.customers[customer].source.path)
        return (customer, *(past.names if past else ()))

    def _of_outcome(self, decision: PublicDecision, before: PublicDecision | None) -> Iterator[Event]:
        kind = _kind(decision.outcome, before.outcome if before else None)
        if kind:
            moves = decision.past.moves if decision.past else ()
            times = sum(move.outcome == decision.outcome for move in moves) or 1
            yield from self._for_all_behind(decision.key, kind, f"outcome:{decision.outcome}:{times}")
        if decision.has_answer and not (before and before.has_answer):
            for customer, records in self.behind(decision.key).items():
                answered = (self.before[record].has_answer for record in records if record in self.before)
                if not any(answered):
                    yield Event(decision.key, customer, Kind.FIRST_ANSWER, "first-answer")

    def _of_links(self, decision: PublicDecision, before: PublicDecision | None) -> Iterator[Event]:
        into, again = decision.merged_into, decision.reopened
        if into and not (before and self._now.get(before.merged_into) == into):
            kind = _kind_of_merger(self.new.decisions[into].outcome, before.outcome if before else None)
            yield from self._for_all_behind(decision.key, kind, f"merged:{into}")
        if again and not (before and self._now.get(before.reopened) == again):
            for customer in self.behind(again):
                yield Event(decision.key, customer, Kind.REOPENED, f"reopened:{again}")

    def _of_credit(self, decision: PublicDecision) -> Iterator[Event]:
        old = self._was.get(decision.key)
        thanked = {(self._keys.get(key, key), what) for key, what in _credited(self.old, old)} if old else set()
        for customer, what in sorted(set(_credited(self.new, decision.key)) - thanked):
            if self._is_told(customer):
                yield Event(decision.key, customer, Kind.CREDIT, f"credit:{what}")

    def _for_all_behind(self, record: str, kind: Kind, mark: str) -> Iterator[Event]:
        return (Event(record, customer, kind, mark) for customer in self.behind(record))

    def _is_told(self, customer: str) -> bool:
        return self.new.customers[customer].withdrawn is None

    @cached_property
    def _was(self) -> Mapping[str, str]:
        """The id that every record had in the older state, if it was public there.

        An old id may be that of another record by now.
        """
        old, new = self.old.decisions, self.new.decisions
        moved = {key: name for key in new if key not in old for name in self.names(key)[1:] if name in old}
        return {key: key for key in new if key in old and key not in moved.values()} | moved

    @cached_property
    def _now(self) -> Mapping[str | None, str]:
        """The id of today of every record of the older state."""
        return {name: key for key, name in self._was.items()}

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """The key of today of every customer who had another one."""
        return {old: key for key in self.new.customers for old in self.keys(key)[1:]}

    @cached_property
    def _speaks_for(self) -> Mapping[str, set[str]]:
        """The records that were merged into each one, or that it replaces or takes up again."""
        found: dict[str, set[str]] = defaultdict(set)
        for key, decision in self.new.decisions.items():
            for newer in filter(None, (decision.merged_into, decision.superseded_by)):
                found[newer].add(key)
            found[key].update(filter(None, (*decision.supersedes, decision.reopened)))
        return found


def _kind(is_: Outcome, was: Outcome | None) -> Kind | None:
    """Return how a change of outcome is to be told.

    Nothing where there is none, and where all is said by the record that an idea was merged into.
    """
    if is_ in {was, Outcome.MERGED} or (was is None and is_ in UNDECIDED):
        return None
    if was and is_.group is Group.OPEN and (was.group is Group.NO or was is Outcome.WITHDRAWN):
        return Kind.REOPENED
    if was and was.says_yes and not is_.says_yes and way(was, is_) is not Way.ON:
        return Kind.BROKEN_PROMISE
    return Kind.OUTCOME


def _kind_of_merger(there: Outcome, was: Outcome | None) -> Kind:
    """Return how a merger is to be told: it may turn a yes into a no, or a no into a yes."""
    if was is None or None in {was.says_yes, there.says_yes} or was.says_yes is there.says_yes:
        return Kind.MERGED
    return Kind.BROKEN_PROMISE if was.says_yes else Kind.REOPENED


def _late(state: Published) -> dict[tuple[str, str], Late]:
    late = overdue(state.decisions.values(), state.site.figures.promises.days, state.today) if state.site else ()
    return {(each.decision.key, _mark(each)): each for each in late}


def _mark(late: Late) -> str:
    """Return a mark for each promise; a first answer is owed once, whatever day it was asked on after a correction."""
    return f"late:{late.promise}" if late.promise is Promise.FIRST_ANSWER else f"late:{late.promise}:{late.due}"


def _credited(state: Published, record: str) -> Iterator[tuple[str, str]]:
    """Yield each customer of a record, and what they are thanked for."""
    for credit, is_other_view in state.credits(record):
        yield from ((credit.customer, "other-view" if is_other_view else role) for role in credit.roles)
