"""What everybody may see: plain immutable objects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from yousaid.history import Dates, Past
from yousaid.model import (
    Confidential,
    Form,
    Group,
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
from yousaid.urls import PageKind
from yousaid.views.figures import Figures
from yousaid.views.letters import initial, letters

SOMEBODY = "A customer"


@dataclass(frozen=True, slots=True)
class Named:
    """A word of the vocabulary: its key and what it is called in public."""

    key: str
    name: str
    help: str = ""
    ours: bool = False
    """Whether it is a word of the generator, to be said in the site's language, and not one of the site's own."""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is thanked. Without a ``key`` nothing is known but that it was a customer."""

    name: str = SOMEBODY
    key: str | None = None
    form: Form = Form.PERSON
    link: str | None = None
    affiliation: str | None = None
    dates: Dates | None = None
    path: str = ""
    """The file it is made from; nothing where the key is not known either."""
    commit: str = ""
    """The commit that holds this file as it is; nothing where none does."""
    names: tuple[str, ...] = ()
    """Other keys under which they were public, oldest first."""

    @property
    def initial(self) -> str:
        """The letter under which they stand in an index, or nothing where their name begins with none."""
        return initial(self.name)

    @property
    def order(self) -> tuple[bool, str, str, str, str]:
        """What a list of people is sorted by: as in an index; names that begin with no letter come last."""
        return not self.initial, self.initial, letters(self.name), self.name, self.key or ""


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
    code: str | None = None


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
    reopen_if: str | None
    changed_because: str | None
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
    path: str = ""
    """The file it is made from, relative to the root of the repository of the site."""
    past: Past | None = None
    """What was public of it, redacted like its texts of today; nothing where git does not know."""
    commit: str = ""
    """The commit that holds its file as it is; nothing where none does."""

    @property
    def waits(self) -> bool:
        """Whether it still waits for a first answer; the date of one tells that there was one."""
        return self.outcome in {Outcome.RECEIVED, Outcome.REVIEWING} and self.answered is None

    @property
    def looks_again(self) -> When | None:
        """When we look at it again; what is done may keep the day from when it was planned, and is not looked at."""
        return None if self.outcome.group in {Group.DID, Group.OTHER} else self.review_by

    @property
    def has_answer(self) -> bool:
        """Whether we gave it an answer: what was merged has its answer elsewhere, what was withdrawn needs none."""
        return not self.waits and self.outcome.group is not Group.OTHER


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
    path: str = ""
    """The file it is made from."""
    commit: str = ""
    """The commit that holds this file as it is; nothing where none does."""
    names: tuple[str, ...] = ()
    """Other ids under which it was public, oldest first."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What stands in the place of a page that was removed. Without ``because`` the reason is confidential."""

    kind: PageKind
    key: str
    removed: dt.date
    because: str | None
    dates: Dates | None
    path: str
    commit: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """A key that a page had before, and the one that it has now."""

    kind: PageKind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month (`2026-03`), in a year of which no month is known (`2026`), or `unknown`."""

    key: str
    shipped: tuple[PublicDecision, ...]
    reopened: tuple[PublicDecision, ...]
    """What took up an earlier no again: another record's in the month of its answer, or else in which it was asked; its
    own in the month in which that was published."""
    answered: tuple[PublicDecision, ...]
    """Without what was shipped or reopened in the same month."""
    corrected: tuple[PublicDecision, ...]
    """Where we changed our words for the last time, on a later day than they were published, and without any news."""
    thanked: tuple[Person, ...]
    """Who may be named, by name, and moved something that was shipped, reopened or answered."""
    unnamed: bool
    """Whether others are thanked too."""

    @property
    def decisions(self) -> tuple[PublicDecision, ...]:
        """All of them; what was shipped and reopened in the same month stands there twice."""
        return (*self.shipped, *self.reopened, *self.answered, *self.corrected)


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to look for decisions: where its pages lie, its heading, and all decisions under each of its words.

    The heading and the lead, which stands where a word says nothing of itself, are words of the generator.
    """

    kind: PageKind
    heading: str
    lead: str
    words: Mapping[Named, tuple[PublicDecision, ...]]

    def most_used(self, number: int) -> tuple[Named, ...]:
        """Return the words with the most decisions, in the order of all; those without any are left out."""
        used = [word for word, found in self.words.items() if found]
        most = set(sorted(used, key=lambda word: -len(self.words[word]))[:number])
        return tuple(word for word in used if word in most)


@dataclass(frozen=True, slots=True)
class About:
    """What the site says of itself."""

    name: str
    url: str = ""
    description: str = ""
    language: str = "en"
    talk_back: str = ""
    """Where readers can tell us more about a record, with `{id}` and `{title}` to be filled in."""
    card: Literal["", "drawn", "own"] = ""
    """Whether there is a picture of the site, and whether we draw it."""
    cards: bool = False
    """Whether there is a picture of each record too."""
    repository: str = ""
    """Where the records can be seen with their history, if everybody can."""


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """All that is public, newest first; customers by name. Two of them are never compared."""

    about: About
    decisions: tuple[PublicDecision, ...]
    people: tuple[Person, ...]
    moved: Mapping[str, tuple[Moved, ...]]
    """What each customer is thanked for, by the key of the customer."""
    unnamed: int
    """How many more customers are thanked, who may not be named."""
    occasions: tuple[PublicOccasion, ...]
    areas: tuple[Named, ...]
    months: tuple[Month, ...]
    facets: tuple[Facet, ...]
    vocabulary: Vocabulary
    words_changed: Dates | None
    balance: Mapping[Outcome, int]
    figures: Figures
    by_key: Mapping[str, PublicDecision]
    commit: str = ""
    """The id of the newest commit, where that is known. It belongs into one file: it would change every page."""
    words_path: str = ""
    """The file of the vocabulary."""
    words_commit: str = ""
    """The commit that holds this file as it is; nothing where none does."""
    removed: tuple[Removal, ...] = ()
    """What was removed, newest first; it stands in no list and no figure."""
    redirects: tuple[Redirect, ...] = ()
