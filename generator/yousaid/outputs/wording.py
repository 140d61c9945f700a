"""How dates, numbers and addresses are put into words, for every format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from yousaid import urls
from yousaid.history import Dates
from yousaid.model import When
from yousaid.views import PublicDecision, Site

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(when: When | dt.date | None) -> str:
    """Return a date to read, as exactly as it is known: `12 March 2026`, `March 2026`, `2026`, `date not known`."""
    if when is None or (isinstance(when, When) and not when.known):
        return "date not known"
    parts = (str(when.day or ""), _MONTHS[when.month - 1] if when.month else "", str(when.year))
    return " ".join(part for part in parts if part)


def month_name(key: str) -> str:
    """Return the heading of a month of the changelog."""
    if key == "unknown":
        return "Date not known"
    return f"{_MONTHS[int(key[5:7]) - 1]} {key[:4]}" if len(key) > 4 else f"{key}, month not known"


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def changed(decisions: Iterable[PublicDecision], others: Iterable[Dates | None] = ()) -> dt.datetime | None:
    """Return the newest change to these records, the people in them and the other files, as far as git knows."""
    people = (thanks.person.dates for decision in decisions for thanks in decision.thanks)
    known = (*(decision.dates for decision in decisions), *people, *others)
    return max((dates.last for dates in known if dates), default=None)


def resolve(site: Site, root: str, target: str) -> str | None:
    """Return the address of `decision:id` or `customer:key`, or nothing where there is no public page."""
    kind, _, key = target.partition(":")
    if kind == "decision":
        return root + urls.DECISION.at(key) if key in site.by_key else None
    return root + urls.CUSTOMER.at(key) if key in site.moved else None
