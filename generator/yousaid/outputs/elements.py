"""The smallest pieces of HTML. They occur a hundred thousand times, and a macro would take ten times as long."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from yousaid import urls
from yousaid.model import Link, Outcome, When
from yousaid.outputs.language import Language
from yousaid.urls import PageKind
from yousaid.views import Named, Person, Thanks


class Elements:
    """The pieces that hold words or dates of the site's language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.state = cache(self._state)
        self.time = cache(self._time)
        self._for = cache(self._credit)

    def _state(self, outcome: Outcome) -> Markup:
        """Return the outcome as icon and word."""
        icon = f'<span class="ys-state__icon" aria-hidden="true">{self._language.turned(outcome.icon)}</span>'
        words = escape(self._language.say(outcome.label))
        return Markup(f'<span class="ys-state ys-state--{outcome.group}">{icon} {words}</span>')  # noqa: S704

    def _time(self, when: When | dt.date | None) -> Markup:
        """Return a date to read, and for machines where it is known."""
        words = escape(self._language.day(when))
        if when is None or (isinstance(when, When) and not when.known):
            return words
        return Markup(f'<time datetime="{when}">{words}</time>')  # noqa: S704

    def person(self, someone: Person, root: str) -> Markup:
        """Return a name, with a link to the page of those who may be named."""
        if someone.key is None:
            return escape(self._language.say("A customer") if _nameless(someone) else someone.name)
        return _link(urls.CUSTOMER, someone.key, someone.name, root)

    def people(self, thanks: Sequence[Thanks], root: str, most: int | None = None) -> Markup:
        """Return the names of those who are thanked. One without a name stands for all of them; others are counted."""
        seen: dict[str, Markup] = {}
        for place, each in enumerate(thanks):
            seen.setdefault("" if _nameless(each.person) else str(place), self.person(each.person, root))
        shown = list(seen.values())[:most]
        names = Markup(self._language.say(", ").join(shown))  # noqa: S704
        return self._and(names, len(thanks) - len(shown))

    def gathered(self, thanks: Sequence[Thanks], root: str) -> list[Markup]:
        """Return everybody who is thanked and what for; those without a name together, if it is for the same."""
        nameless = Counter(each.roles for each in thanks if _nameless(each.person))
        return [
            self._for(self._and(self.person(each.person, root), more), each.roles)
            for each in thanks
            if (more := nameless.pop(each.roles, 0) - 1 if _nameless(each.person) else 0) >= 0
        ]

    def _credit(self, people: Markup, roles: Iterable[str]) -> Markup:
        _ = self._language.say
        return fill(_("%(person)s, for %(roles)s"), person=people, roles=_(", ").join(_(role) for role in roles))

    def _and(self, names: Markup, more: int) -> Markup:
        """Return names, and how many there are besides."""
        if not more:
            return names
        return Markup(f"{names} ") + self._language.count("and %(num)s more", "and %(num)s more", more)  # noqa: S704

    def numbers(self, found: Iterable[int], current: int, page_at: Callable[[int], str], root: str) -> Markup:
        """Return a list of numbered pages, with a gap where numbers are left out."""
        items, before = [], 0
        for number in found:
            if before and number != before + 1:
                items.append('<li aria-hidden="true">…</li>')
            words, before = self._language.number(number), number
            link = f'<a href="{root}{page_at(number)}">{words}</a>'
            items.append(
                f'<li><span aria-current="page">{words}</span></li>' if number == current else f"<li>{link}</li>"
            )
        return Markup('<ol class="ys-numbers">\n{}\n</ol>').format(Markup("\n".join(items)))  # noqa: S704


def _nameless(someone: Person) -> bool:
    return someone.key is None and someone == Person()


def word(word: Named, kind: PageKind, root: str) -> Markup:
    """Return a word of the vocabulary, with a link to what stands under it."""
    return _link(kind, word.key, word.name, root)


@cache
def _link(kind: PageKind, key: str, name: str, root: str) -> Markup:
    return Markup(f'<a href="{root}{kind.at(key)}"><bdi>{escape(name)}</bdi></a>')  # noqa: S704


def shown(value: Any) -> str:
    """Return what may stand in a page: HTML as it is, and all else escaped.

    It is called a million times; to look for what must be escaped takes a quarter of the time of escaping.
    """
    kind = type(value)
    if kind is str:
        text: str = value
        plain = "&" not in text and "<" not in text and ">" not in text and '"' not in text and "'" not in text
        return text if plain else escape(text)
    if kind is Markup:
        html: Markup = value
        return html
    return escape(value)


def fill(words: str, **values: object) -> Markup:
    """Return a sentence with its places filled, all of it escaped; the engine's own way takes four times as long."""
    return Markup(shown(words) % {name: shown(value) for name, value in values.items()})  # noqa: S704


def at(key: str, kind: PageKind, root: str) -> str:
    """Return the address of a page, seen from another one."""
    return root + kind.at(key)


def links(found: Iterable[Link]) -> Markup:
    """Return a list of addresses with their titles."""
    items = "\n".join(
        f'<li><a href="{escape(link.url)}" rel="nofollow"><bdi>{escape(link.title or link.url)}</bdi></a></li>'
        for link in found
    )
    return Markup(f"<ul>\n{items}\n</ul>")  # noqa: S704
