"""What every format says alike: where a link leads, who may not be named, and when something happened."""

from __future__ import annotations

import datetime as dt
from functools import cache

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


@cache
def stamp(when: dt.datetime) -> str:
    """Return a time in UTC as RFC 3339 writes it."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"
