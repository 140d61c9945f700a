"""The look of pages that live inside of another site: what occurs everywhere of ours, in the colours of the host.

The rules are those of the standalone look, put below one element by nesting (CSS Nesting Module), so that nothing of
the host's own pages changes and there is one place for each rule.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from yousaid import shell, urls

_THEME = Path(__file__).parent / "theme"
_FROM, _TO = "/* What occurs everywhere.", "/* The page as a whole:"
_INSIDE = ":is(.ys-embedded, #ys-stronger)"
"""The element around our pages. Rules of Material are as strong as three classes; an id is stronger, there or not."""


def stylesheet() -> str:
    """Return the stylesheet for the host's site."""
    colours = (_THEME / urls.EMBEDDED_STYLESHEET).read_text("utf-8")
    look = (_THEME / urls.STYLESHEET).read_text("utf-8")
    shared = look[look.index(_FROM) : look.index(_TO)]
    return f"{colours}{_INSIDE} {{\n{shared}}}\n"


def inside(html: str, place: str, root: str) -> str:
    """Put an element with our look around the place in a page that is filled with ours.

    The stylesheet is asked for in front of it, since the head of the page belongs to the host.
    """
    asked = f'<link rel="stylesheet" href="{root}{urls.EMBEDDED_STYLESHEET}">'
    return html.replace(place, f'{asked}\n<div class="ys-embedded">\n{place}\n</div>')


def ways(address: str, say: Callable[[str], str], *, search: bool) -> str:
    """Return a line that leads on from a generated page: the frame of a host knows no way to the others."""
    known = [(say(label), way) for _, label, way in shell.MENU]
    known += [(say("Search"), urls.SEARCH.at())] if search else []
    known += [(say("Numbers"), urls.NUMBERS.at()), (say("Follow"), urls.FOLLOW.at()), (say("Data"), urls.DATA.at())]
    links = " · ".join(f'<a href="{urls.root_from(address)}{way}">{label}</a>' for label, way in known)
    # Material writes a heading where the text of a page holds none, and these come with their own.
    return f'\n<!-- <h1> -->\n<nav aria-label="{say("More")}">\n<hr>\n<p><small>{links}</small></p>\n</nav>'
