"""What every format says alike: when something changed, and where a link leads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from yousaid import urls
from yousaid.history import Dates
from yousaid.views import PublicDecision, Site


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
