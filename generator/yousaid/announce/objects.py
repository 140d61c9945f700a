"""What is told: plain immutable objects. They hold customers' keys, and are the organisation's own, not the site's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from yousaid.model import Outcome, Role, When
from yousaid.views import Person, PublicDecision, Site
from yousaid.views.figures import Late


class Kind(StrEnum):
    """What happened, the most telling first."""

    FIRST_ANSWER = "first-answer"
    BROKEN_PROMISE = "broken-promise"
    """A yes was taken back, or a day that we had named has passed: then ``Message.broken`` says which."""
    REOPENED = "reopened"
    """A no was taken up again, in the record itself or in a new one."""
    OUTCOME = "outcome"
    MERGED = "merged"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One thing that one customer is to be told about one public record. It is told once for ever."""

    record: str
    """Its id of today."""
    customer: str
    """Their key."""
    kind: Kind
    mark: str
    """What makes it this event and no other one, such as `outcome:shipped:2`: the second time that it was shipped."""


@dataclass(frozen=True, slots=True)
class Message:
    """All that one customer is to be told in one go about one record, and about those that it speaks for."""

    customer: str
    """Their key; mail addresses are joined to it by the organisation itself."""
    person: Person | None
    """The customer as the site names or describes them; nothing where it may not."""
    decision: PublicDecision
    """The record in which the answer stands: where an idea was merged, the one that goes on with it."""
    address: str
    """That of its page: in full, if `site_url` is known, else from the top of the site."""
    events: tuple[Event, ...]
    """What is new, the most telling first; never empty."""
    before: Outcome | None
    """What had become of that record in the older state; nothing where it was not public then.

    Where a yes was taken back by a merger, it is what had become of the record that was merged.
    """
    broken: Late | None
    """The promise that was not kept, and its day, where that is news; of several the longest overdue."""
    roles: tuple[Role, ...]
    """What they are thanked for, in this record and in those that it speaks for."""
    other_view: bool
    """Whether they voiced another view there."""
    speaks_for: tuple[PublicDecision, ...]
    """Their own records that were merged into it, or that it replaces or takes up again; by id."""
    asked: When
    """When they asked: the earliest day of the records that they stand in."""
    promised: int | None
    """Within how many days we promise a first answer, if we do."""
    waited: int | None
    """How many days they waited for the first answer, if this message brings it and both days are known."""
    refused: bool = False
    """Whether we had said no, where it is taken up again."""
    also: tuple[Event, ...] = ()
    """What is no news, and is told all the same, since the message says how the record stands."""

    @property
    def told(self) -> tuple[Event, ...]:
        """All that it tells: none of it is ever told again."""
        return (*self.events, *self.also)

    @property
    def kind(self) -> Kind:
        """The most telling of what happened."""
        return self.events[0].kind

    @property
    def late(self) -> int:
        """How many days later than promised the first answer came; 0 where it was in time, or nobody can tell."""
        return max(self.waited - self.promised, 0) if self.waited is not None and self.promised is not None else 0


@dataclass(frozen=True, slots=True)
class Telling:
    """All messages between two published states, in the order of the site and then by customer.

    Every format has a module with ``render(telling, …)`` that yields :class:`yousaid.outputs.output.File`, with paths
    relative to the folder that was asked for; the same messages give the same bytes.
    """

    site: Site
    """What is public in the newer state: what the site says of itself is in ``site.about``."""
    since: str
    """The id of the commit of the older state."""
    until: str
    """The id of the commit of the newer state."""
    today: dt.date
    """The day as of which the newer state is looked at; never the clock."""
    messages: tuple[Message, ...]
