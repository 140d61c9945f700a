"""The smallest pieces of HTML. They occur a hundred thousand times, and a macro would take ten times as long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from yousaid import urls
from yousaid.model import Link, Outcome, When
from yousaid.outputs.wording import day
from yousaid.urls import PageKind
from yousaid.views import Person, Thanks

_STATE = Markup(
    '<span class="ys-state ys-state--{}"><span class="ys-state__icon" aria-hidden="true">{}</span> {}</span>'
)


def at(key: str, kind: PageKind, root: str) -> str:
    """Return the address of a page, seen from another one."""
    return root + kind.at(key)


@lru_cache
def state(outcome: Outcome) -> Markup:
    """Return the outcome as icon and word."""
    return _STATE.format(outcome.group, outcome.icon, outcome.label)


@lru_cache(maxsize=10_000)
def time(when: When | dt.date | None) -> Markup:
    """Return a date to read, and for machines where it is known."""
    if when is None or (isinstance(when, When) and not when.known):
        return escape(day(when))
    return Markup(f'<time datetime="{when}">{day(when)}</time>')  # noqa: S704


def person(someone: Person, root: str) -> Markup:
    """Return a name, with a link to the page of those who may be named."""
    if someone.key is None:
        return escape(someone.name)
    return Markup(f'<a href="{root}{urls.CUSTOMER.at(someone.key)}"><bdi>{escape(someone.name)}</bdi></a>')  # noqa: S704


def people(thanks: Iterable[Thanks], root: str) -> Markup:
    """Return the names of all who are thanked."""
    return Markup(", ").join(person(each.person, root) for each in thanks)


def listed(roles: Iterable[str]) -> str:
    """Return what somebody is thanked for."""
    return ", ".join(roles)


def links(found: Iterable[Link]) -> Markup:
    """Return a list of addresses with their titles."""
    items = "\n".join(
        f'<li><a href="{escape(link.url)}" rel="nofollow"><bdi>{escape(link.title or link.url)}</bdi></a></li>'
        for link in found
    )
    return Markup(f"<ul>\n{items}\n</ul>")  # noqa: S704
