"""What every format says alike: where a link leads, who may not be named, and when something happened."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

from yousaid import urls
from yousaid.outputs.language import language
from yousaid.views import Site


def resolve(site: Site, root: str, target: str) -> str | None:
    """Return the address of `decision:id` or `customer:key`, or nothing where there is no public page."""
    kind, _, key = target.partition(":")
    if kind == "decision":
        return root + urls.DECISION.at(key) if key in site.by_key else None
    return root + urls.CUSTOMER.at(key) if key in site.moved else None


def somebody(code: str) -> str:
    """Return what stands inside a text in place of a name that may not be published, in the language of a code."""
    return language(code).say("a customer")


@lru_cache(maxsize=1)  # feeds and the calendar ask for them
def first_addresses(site: Site) -> dict[str, str]:
    """Return the addresses at which pages that moved were public first: ids are made of these, and never change.

    One that tells a name taken back, or that another page has now, is not among them.
    """
    first: dict[str, str] = {}
    leads_on = {(each.kind, each.old): each.new for each in site.redirects}
    known = (
        *((urls.DECISION, each.key, each.past.names if each.past else ()) for each in site.decisions),
        *((urls.CUSTOMER, each.key or "", each.names) for each in site.people),
    )
    for kind, key, names in known:
        for old in names:
            if leads_on.get((kind, old)) == key:
                first.setdefault(kind.at(key), kind.at(old))
    return first


@cache
def stamp(when: dt.datetime) -> str:
    """Return a time in UTC as RFC 3339 writes it."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"
