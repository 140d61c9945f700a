"""What can be followed, and what stands there: the same for every format of a feed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from yousaid import urls
from yousaid.model import Outcome
from yousaid.outputs.feed.whole import Whole
from yousaid.outputs.language import language
from yousaid.outputs.wording import first_addresses, stamp
from yousaid.urls import PageKind
from yousaid.views import PublicDecision, Site

NEWEST = 50


@dataclass(frozen=True, slots=True)
class Feed:
    """What can be followed: the kind and address of a page, what it is called there and elsewhere, and its records."""

    id: str
    kind: PageKind
    page: str
    name: str
    title: str
    decisions: tuple[PublicDecision, ...]
    """The last changed first."""
    updated: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in a feed: plain texts, content in HTML, absolute addresses, times as RFC 3339 writes them.

    ``words`` are what it is sorted under, with their keys.
    """

    id: str
    url: str
    title: str
    published: str | None
    updated: str
    words: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    content: str


def updated(decision: PublicDecision) -> dt.datetime | None:
    """Return when the answer last changed: by git, or else by the newest date in the record."""
    if decision.dates:
        return decision.dates.last
    newest = decision.newest
    return dt.datetime.combine(newest.first, dt.time(), dt.UTC) if newest.known else None


@lru_cache(maxsize=1)  # pages ask for them, and what writes them
def feeds(site: Site) -> tuple[Feed, ...]:
    """Return the feeds: of the site, and of each outcome, area and customer.

    A record without any known date is in none of them, since feeds ask for one and none is guessed; and what would be
    empty is left out.
    """
    if not site.about.url:
        return ()
    found: dict[str, list[PublicDecision]] = defaultdict(list)
    for decision in sorted(filter(updated, site.decisions), key=_age, reverse=True):
        for page in _pages(decision):
            if len(found[page]) < NEWEST:
                found[page].append(decision)
    return tuple(_feed(site, kind, page, name, found[page]) for kind, page, name in _named(site) if page in found)


def _feed(site: Site, kind: PageKind, page: str, name: str, decisions: list[PublicDecision]) -> Feed:
    _ = language(site.about.language).say
    title = _("%(site)s: %(part)s") % {"site": site.about.name, "part": name} if page else name
    key = urls.tag(site.about.url, first_addresses(site).get(page, page))
    return Feed(key, kind, page, name, title, tuple(decisions), stamp(_time(decisions[0])))


def _time(decision: PublicDecision) -> dt.datetime:
    when = updated(decision)
    assert when, "what has no date is in no feed"
    return when


def _age(decision: PublicDecision) -> tuple[dt.datetime, dt.date, str]:
    newest = decision.newest
    return _time(decision), newest.last if newest.known else dt.date.min, decision.key


def _pages(decision: PublicDecision) -> Iterator[str]:
    """Yield the addresses of the pages whose followers want to know of this record."""
    yield urls.HOME.at()
    yield urls.OUTCOME.at(decision.outcome)
    yield urls.AREA.at(decision.area.key)
    thanks = (*decision.thanks, *(each for view in decision.also_said for each in view.thanks))
    yield from dict.fromkeys(urls.CUSTOMER.at(each.person.key) for each in thanks if each.person.key)


def _named(site: Site) -> Iterator[tuple[PageKind, str, str]]:
    say = language(site.about.language).say
    yield urls.HOME, urls.HOME.at(), site.about.name
    for outcome in Outcome:
        yield urls.OUTCOME, urls.OUTCOME.at(outcome), say(outcome.label)
    for area in site.areas:
        yield urls.AREA, urls.AREA.at(area.key), area.name
    for person in site.people:
        yield urls.CUSTOMER, urls.CUSTOMER.at(person.key or ""), person.name


class Entries:
    """Makes entries of records, in the language of the site."""

    def __init__(self, site: Site) -> None:
        self._root = site.about.url
        self._language = language(site.about.language)
        self._whole = Whole(site, self._language)
        self._ids = first_addresses(site)

    def of(self, decision: PublicDecision) -> Entry:
        """Return the entry of a record that has a date."""
        _ = self._language.say
        address, outcome = urls.DECISION.at(decision.key), _(decision.outcome.label)
        return Entry(
            id=urls.tag(self._root, self._ids.get(address, address)),
            url=self._root + address,
            title=_("%(title)s (%(outcome)s)") % {"title": decision.title, "outcome": outcome},
            published=stamp(decision.dates.first) if decision.dates else None,
            updated=stamp(_time(decision)),
            words=((decision.outcome, outcome), (decision.area.key, decision.area.name)),
            people=tuple(each.person.name for each in decision.thanks if each.person.key),
            content=self._whole.of(decision),
        )
