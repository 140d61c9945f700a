"""What everybody may see: plain immutable objects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from yousaid.history import Dates
from yousaid.model import (
    Confidential,
    Form,
    Kind,
    Link,
    Option,
    Origin,
    Outcome,
    Result,
    Role,
    Vocabulary,
    Voices,
    When,
)

SOMEBODY = "A customer"


@dataclass(frozen=True, slots=True)
class Named:
    """A word of the vocabulary: its key and what it is called in public."""

    key: str
    name: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is thanked. Without a ``key`` nothing is known but that it was a customer."""

    name: str = SOMEBODY
    key: str | None = None
    form: Form = Form.PERSON
    link: str | None = None
    affiliation: str | None = None
    dates: Dates | None = None


@dataclass(frozen=True, slots=True)
class Thanks:
    """One person, and what for."""

    person: Person
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class GivenReason:
    """A reason that may be read: the public wording of its code, if it has one, and its own text."""

    name: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class OtherView:
    """Another view that was voiced."""

    said: str
    thanks: tuple[Thanks, ...]


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """One idea and its answer as everybody may read it. Links to other records hold ids of public ones only."""

    key: str
    title: str
    idea: str
    why: str | None
    kind: Kind
    asked: When
    outcome: Outcome
    answer: str | None
    answered: When | None
    shipped: When | None
    release: str | None
    reason: Confidential | GivenReason | None
    confidential_until: dt.date | None
    review_by: When | None
    origin: Origin
    evidence: tuple[Link, ...]
    thanks: tuple[Thanks, ...]
    no_credit_because: str | None
    also_said: tuple[OtherView, ...]
    options: tuple[Option, ...]
    criteria: tuple[Named, ...]
    results: tuple[Result, ...]
    voices: Voices | None
    area: Named
    themes: tuple[Named, ...]
    segments: tuple[Named, ...]
    channel: Named | None
    occasion: str | None
    decided_by: str | None
    merged_into: str | None
    merged_from: tuple[str, ...]
    supersedes: tuple[str, ...]
    superseded_by: str | None
    reopened: str | None
    source: str | None
    dates: Dates | None
    newest: When
    """The last day on which something happened to it, as far as the record knows."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What one customer did for one decision: the roles, and whether they voiced another view."""

    decision: PublicDecision
    roles: tuple[Role, ...]
    other_view: bool


@dataclass(frozen=True, slots=True)
class PublicOccasion:
    """An occasion on which we asked, with what came of it."""

    key: str
    title: str
    question: str
    date: When
    until: When | None
    summary: str | None
    participants: Voices | None
    links: tuple[Link, ...]
    channel: Named | None
    decisions: tuple[PublicDecision, ...]
    dates: Dates | None


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month (`2026-03`), in a year of which no month is known (`2026`), or `unknown`."""

    key: str
    shipped: tuple[PublicDecision, ...]
    answered: tuple[PublicDecision, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the site says of itself."""

    name: str
    url: str = ""
    description: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Site:
    """All that is public, newest first; customers by name."""

    about: About
    decisions: tuple[PublicDecision, ...]
    people: tuple[Person, ...]
    moved: Mapping[str, tuple[Moved, ...]]
    """What each customer is thanked for, by the key of the customer."""
    occasions: tuple[PublicOccasion, ...]
    areas: tuple[Named, ...]
    months: tuple[Month, ...]
    vocabulary: Vocabulary
    words_changed: Dates | None
    balance: Mapping[Outcome, int]
    by_key: Mapping[str, PublicDecision]
