"""The days on which we look again, as a calendar (RFC 5545) to subscribe to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from yousaid import urls
from yousaid.model import Confidential, When
from yousaid.outputs.feed import updated
from yousaid.outputs.language import language
from yousaid.outputs.output import File
from yousaid.outputs.wording import first_addresses
from yousaid.views import PublicDecision, Site

LINE = 75
"""Octets of a line; a longer one goes on in the next, after a blank."""
_SPECIAL = re.compile(r"([\\;,])")
_LINE_END = re.compile("\r\n|[\r\n]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Event:
    """That we look at a record again: at all of it, or whether its reason must stay confidential."""

    decision: PublicDecision
    when: When
    part: str = ""

    @property
    def order(self) -> tuple[dt.date, str, str]:
        """What a list of them is sorted by."""
        return self.when.last, self.decision.key, self.part


def events(site: Site) -> tuple[Event, ...]:
    """Return the days by which we said that we look again, in their order.

    Of a month or a year the last day is taken, and the event says that it is the end. An event must say when it was
    last changed; where that is not known, there is none.
    """
    if not site.about.url:
        return ()
    found = (event for decision in site.decisions if updated(decision) for event in _looks(decision))
    return tuple(sorted(found, key=lambda event: event.order))


def _looks(decision: PublicDecision) -> Iterator[Event]:
    again, secret = decision.looks_again, decision.confidential_until
    if again and again.known:
        yield Event(decision, again)
    if secret and isinstance(decision.reason, Confidential):
        yield Event(decision, When(secret.year, secret.month, secret.day), "#reason")


def files(site: Site) -> Iterator[File]:
    """Yield the calendar, if there is a day in it."""
    found = events(site)
    if found:
        yield File(urls.CALENDAR, lambda: b"".join(_folded(line) for line in _calendar(site, found)))


def _calendar(site: Site, found: tuple[Event, ...]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//yousaid//yousaid//EN"
    yield f"X-WR-CALNAME:{_text(site.about.name)}"
    for event in found:
        yield from _event(site, event)
    yield "END:VCALENDAR"


def _event(site: Site, event: Event) -> Iterator[str]:
    changed, address = updated(event.decision), urls.DECISION.at(event.decision.key)
    first = first_addresses(site).get(address, address)
    assert changed, "what has no date is no event"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(urls.tag(site.about.url, first + event.part))}"
    yield f"DTSTAMP:{changed:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.when.last:%Y%m%d}"
    yield f"SUMMARY:{_text(_summary(site, event))}"
    yield f"URL:{site.about.url}{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(site: Site, event: Event) -> str:
    speech, title = language(site.about.language), event.decision.title
    _ = speech.say
    if event.when.day:
        return _("We look again: %(title)s") % {"title": title}
    return _("We look again by the end of %(when)s: %(title)s") % {"when": speech.day(event.when), "title": title}


def _text(words: str) -> str:
    """Return a text as a value: what has a meaning escaped, what may not stand there left out."""
    return _CONTROL.sub("", _LINE_END.sub(r"\\n", _SPECIAL.sub(r"\\\1", words)))


def _folded(line: str) -> bytes:
    """Return a line with its ends, cut between characters and never inside of one."""
    parts, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += width
    return "\r\n".join([*parts, ""]).encode()
