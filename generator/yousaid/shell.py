"""One page of the theme, rendered once by the site engine, into which any number of pages are filled.

Relative addresses differ with depth and the menu's current entry with the section, so there is one shell for each
pair of the two that occurs: about ten for a site of any size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from yousaid.outputs.output import Page
from yousaid.urls import CHANGELOG, DECISIONS, HOME, HOW, KINDS, NOES, THANKS, Section

BODY = "<!-- yousaid:body -->"
HOME_BODY = "<!-- yousaid:home -->"
TITLE = "yousaid-slot-title"
DESCRIPTION = "yousaid-slot-description"
HEAD = "<!-- yousaid:head -->"
"""What only one page has in its head; a theme of somebody else need not print it."""
MENU = tuple(
    (kind.section, label, kind.at())
    for kind, label in (
        (DECISIONS, "Decisions"),
        (NOES, "What we said no to"),
        (THANKS, "Thanks"),
        (CHANGELOG, "Changelog"),
        (HOW, "How we decide"),
    )
)
_UNFILLED = re.compile(r"<!--\s*yousaid:[a-z]+\s*-->|yousaid-slot-[a-z]+|yousaid-shell-[a-z]")


class ShellError(Exception):
    """The frame cannot be filled: the theme, or another plugin, lost or doubled the place for the content."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which shell a page needs."""

    section: Section | None
    depth: int

    @property
    def address(self) -> str:
        """Where the shell itself is rendered; it is not published. The home page is its own shell."""
        if self.depth == 0:
            return HOME.at()
        return f"yousaid-shell-{self.section or 'page'}/" + "x/" * (self.depth - 1)


HOME_PLACE = Place(None, 0)
PLACES = tuple(dict.fromkeys(Place(kind.section, depth) for kind in KINDS for depth in kind.depths))


def place_of(page: Page) -> Place:
    """Return which shell a page needs."""
    return Place(page.kind.section, page.address.count("/"))


class Shell:
    """A rendered page of the theme, cut up at the places where pages differ."""

    def __init__(self, place: Place, html: str) -> None:
        """Cut up ``html``; raise :class:`ShellError` if there is not exactly one place for the content."""
        body = BODY if place.depth else HOME_BODY
        if html.count(body) != 1:
            raise ShellError(
                f"the theme must print the content of a page exactly once, and printed it {html.count(body)} times; "
                + (
                    "look for another plugin or an override that changes it"
                    if place.depth
                    else f"the page `index.md` must hold the line `{HOME_BODY}`"
                )
            )
        slots = [body, TITLE, DESCRIPTION, HEAD, *([place.address] if place.depth else [])]
        names = {body: "body", TITLE: "title", DESCRIPTION: "description", HEAD: "head", place.address: "address"}
        parts = re.split("(" + "|".join(map(re.escape, slots)) + ")", html)
        left = [found for part in parts[::2] for found in unfilled(part)]
        if left:
            raise ShellError(
                f"the theme changed `{left[0]}`, which marks a place to fill; look for another plugin or an override"
            )
        # Every second part is a slot; the frame is encoded once for all pages.
        self._parts = [names[part] if number % 2 else part.encode() for number, part in enumerate(parts)]

    def fill(self, page: Page) -> bytes:
        """Render the page into the frame."""
        content = page.render()
        values = {
            "body": content.body.encode(),
            "title": escape(content.title).encode(),
            "description": escape(content.description).encode(),
            "head": content.head.encode(),
            "address": page.address.encode(),
        }
        return b"".join([part if isinstance(part, bytes) else values[part] for part in self._parts])


def unfilled(html: str) -> Iterator[str]:
    """Yield what should have been replaced in a finished page and was not."""
    for match in _UNFILLED.finditer(html):
        yield match[0]
