"""The days on which we look again, as a calendar (RFC 5545) to subscribe to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from yousaid import urls
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


def events(site: Site) -> tuple[PublicDecision, ...]:
    """Return the records that we said by when we look at again, in the order of the days.

    Of a month or a year the last day is taken, and the event says that it is the end. An event must say when it was
    last changed; where that is not known, there is none.
    """
    if not site.about.url:
        return ()
    found = (d for d in site.decisions if d.review_by and d.review_by.known and updated(d))
    return tuple(sorted(found, key=lambda decision: (_day(decision), decision.key)))


def files(site: Site) -> Iterator[File]:
    """Yield the calendar, if there is a day in it."""
    found = events(site)
    if found:
        yield File(urls.CALENDAR, lambda: b"".join(_folded(line) for line in _calendar(site, found)))


def _calendar(site: Site, found: tuple[PublicDecision, ...]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//yousaid//yousaid//EN"
    yield f"X-WR-CALNAME:{_text(site.about.name)}"
    for decision in found:
        yield from _event(site, decision)
    yield "END:VCALENDAR"


def _event(site: Site, decision: PublicDecision) -> Iterator[str]:
    changed, address = updated(decision), urls.DECISION.at(decision.key)
    first = first_addresses(site).get(address, address)
    assert changed, "what has no date is no event"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(urls.tag(site.about.url, first))}"
    yield f"DTSTAMP:{changed:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(decision):%Y%m%d}"
    yield f"SUMMARY:{_text(_summary(site, decision))}"
    yield f"URL:{site.about.url}{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(site: Site, decision: PublicDecision) -> str:
    speech, when = language(site.about.language), decision.review_by
    _ = speech.say
    assert when, "what is not looked at again is no event"
    if when.day:
        return _("We look again: %(title)s") % {"title": decision.title}
    return _("We look again by the end of %(when)s: %(title)s") % {"when": speech.day(when), "title": decision.title}


def _day(decision: PublicDecision) -> dt.date:
    """Return the last day by which we look again."""
    assert decision.review_by, "what is not looked at again is no event"
    return decision.review_by.last


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
