"""Badges for other sites: what a customer moved, and how much of what was said is answered. SVG, without script.

Nobody knows in which font a badge will be shown. So the width of its words is reckoned here, and the words are told to
fill it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, partial
from html import escape

from yousaid import prose, urls
from yousaid.outputs.language import Language, language
from yousaid.outputs.output import File
from yousaid.views import Person, Site

HEIGHT = 28
_MARGIN = 10
_NARROW = frozenset("fijlrtIJ.,:;'’|!()[]/ ")
_WIDE = frozenset("mwMW@%…—&")
_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def files(site: Site) -> Iterator[File]:
    """Yield the badge of the site, and that of every customer who may be named."""
    yield File(urls.BADGE, lambda: _picture(answered(site), answered(site), language(site.about.language)))
    for person in site.people:
        yield File(address(person), partial(_thanks, site, person))


def address(person: Person) -> str:
    """Return where the badge of a customer lies."""
    return urls.CUSTOMER.at(person.key or "") + urls.BADGE


def answered(site: Site) -> str:
    """Return the words of the site's badge."""
    speech = language(site.about.language)
    _ = speech.say
    return _("You said, we did: %(answered)s of %(all)s answered") % {
        "answered": speech.number(site.figures.answered),
        "all": speech.number(len(site.decisions)),
    }


def thanked(site: Site, person: Person) -> str:
    """Return the words of a customer's badge."""
    _ = language(site.about.language).say
    return _("Thanked by %(site)s: %(what)s") % _moved(site, person)


def alternatives(site: Site) -> tuple[str, str]:
    """Return what stands for the badge of the site, and for that of a customer, where a picture is not shown.

    It is copied, and so does not count.
    """
    speech = language(site.about.language)
    _ = speech.say
    name = _isolated(site.about.name, speech.direction)
    return name, _("Thanked by %(site)s") % {"site": name}


def width(words: str) -> int:
    """Return how wide a badge with these words is."""
    return sum(map(_advance, words)) + 2 * _MARGIN


def _thanks(site: Site, person: Person) -> bytes:
    speech = language(site.about.language)
    _ = speech.say
    who = {"name": _isolated(person.name, speech.direction), **_moved(site, person)}
    return _picture(thanked(site, person), _("%(name)s is thanked by %(site)s: %(what)s") % who, speech)


def _moved(site: Site, person: Person) -> dict[str, str]:
    speech = language(site.about.language)
    return {
        "site": _isolated(prose.cut(site.about.name, 60), speech.direction),
        "what": speech.count("%(num)s decision", "%(num)s decisions", len(site.moved[person.key or ""])),
    }


def _isolated(name: str, direction: str) -> str:
    """Return a name so that its direction does not turn the words around it, if it has another one."""
    found = {_DIRECTIONS.get(unicodedata.bidirectional(sign), direction) for sign in name}
    return name if found <= {direction} else f"\u2068{name}\u2069"


@cache
def _advance(sign: str) -> int:
    """Return about how wide a character is, at 13 pixels."""
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 13
    if sign in _NARROW:
        return 4
    return 11 if sign in _WIDE else 9 if sign.isupper() else 7


def _picture(words: str, title: str, speech: Language) -> bytes:
    wide = width(words)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{HEIGHT}" viewBox="0 0 {wide} {HEIGHT}" '
        f'role="img" xml:lang="{speech.code}" direction="{speech.direction}">\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{wide}" height="{HEIGHT}" rx="5" fill="#0b57b0"/>\n'
        f'<text x="{wide / 2:g}" y="19" fill="#fff" font-family="system-ui, sans-serif" font-size="13" '
        f'text-anchor="middle" textLength="{wide - 2 * _MARGIN}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(words)}</text>\n"
        "</svg>\n"
    ).encode()
