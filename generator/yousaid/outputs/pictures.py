"""Pictures that others show beside a link to the site: one for the site and, if wished for, one for each record.

They are drawn by Pillow with the font that it brings, which has the letters of English. What holds other letters has no
picture of its own; without Pillow there is none at all. The same words give the same bytes, so what was drawn once is
kept by what was drawn.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from yousaid import urls
from yousaid.cache import kept, key, sweep
from yousaid.model import Group
from yousaid.outputs.language import language
from yousaid.outputs.output import File
from yousaid.views import PublicDecision, Site

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

Card = Literal["", "drawn", "own"]
Colour = tuple[int, int, int]
WIDTH, HEIGHT = 1200, 630
_TEXT, _SITE = (0x1D, 0x24, 0x33), (0x0B, 0x57, 0xB0)
_COLOURS = {  # as in the stylesheet, on white
    Group.DID: (0x11, 0x66, 0x3A),
    Group.PARTLY: (0x7A, 0x4B, 0x00),
    Group.NO: (0xA3, 0x21, 0x2F),
    Group.OPEN: _SITE,
    Group.OTHER: (0x54, 0x5D, 0x6E),
}
_EDGE, _BAR, _SHADES = 96, 32, 8


def card(name: str, docs: Path) -> Card:
    """Return whether the site has a picture: one of its own among the hand-written pages, or one that we can draw."""
    if (docs / urls.CARD).is_file():
        return "own"
    return "drawn" if can_draw(name) else ""


def missing(name: str, docs: Path, cards: bool) -> tuple[str, str] | None:
    """Return which picture cannot be drawn, and what to do; nothing if all is well, or nobody asked for pictures."""
    if not _is_there():
        hint = "type `pip install 'yousaid[cards]'`, or delete the line"
        return ("`cards` needs Pillow, which is not installed, so there are no pictures", hint) if cards else None
    if card(name, docs):
        return None
    hint = f"put a picture of {WIDTH} by {HEIGHT} points at `{docs.name}/{urls.CARD}`"
    return "there is no picture of the site, since the font of the pictures lacks letters of its name", hint


def can_draw(words: str) -> bool:
    """Tell whether there is Pillow, and its font has all letters of the words."""
    return _is_there() and all(map(_has, set(words)))


def address(site: Site, decision: PublicDecision | None = None) -> str:
    """Return where the picture of a record lies, or else that of the site; nothing if there is neither."""
    about = site.about
    if decision and about.cards and can_draw(f"{decision.title}{_label(site, decision)}{about.name}"):
        return f"{urls.DECISION.at(decision.key)}card.png"
    return urls.CARD if about.card else ""


def files(site: Site, place: Path | None = None) -> tuple[File, ...]:
    """Return every picture. They are kept in a folder, if one is given, and those of other builds are swept out."""
    drawings = dict(_drawings(site))
    names = {path: key(_version(), drawing) for path, drawing in drawings.items()}
    sweep(place, frozenset(names.values()))
    return tuple(
        File(path, partial(kept, place, names[path], partial(_draw, *drawing))) for path, drawing in drawings.items()
    )


def _drawings(site: Site) -> Iterator[tuple[str, tuple[str, str, str, Colour]]]:
    """Yield where each picture lies, and what is drawn."""
    about = site.about
    if about.card == "drawn":
        yield urls.CARD, (about.name, "", about.description, _SITE)
    for decision in site.decisions if about.cards else ():
        path = address(site, decision)
        if path not in {urls.CARD, ""}:
            label, colour = _label(site, decision), _COLOURS[decision.outcome.group]
            yield path, (decision.title, label, about.name, colour)


@cache
def _version() -> tuple[bytes, str]:
    """Return by what pictures are drawn: this module, and Pillow with its font."""
    import PIL

    return Path(__file__).read_bytes(), PIL.__version__


def _label(site: Site, decision: PublicDecision) -> str:
    return language(site.about.language).say(decision.outcome.label)


def _draw(title: str, label: str, below: str, colour: Colour) -> bytes:
    """Return a picture as PNG: large words, a coloured label, and a smaller text below if its letters are there."""
    from PIL import Image, ImageDraw  # late: most builds draw one picture, and checks none

    grey = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(grey)
    width = WIDTH - 2 * _EDGE
    font, lines = (_font(60), 4) if label else (_font(92), 3)
    pen.multiline_text((_EDGE, 64), _wrapped(title, font, width, lines), font=font, fill=0, spacing=14)
    if can_draw(below):
        pen.multiline_text((_EDGE, 505), _wrapped(below, _font(34), width, 2), font=_font(34), fill=0, spacing=8)
    # Two colours, each in shades to white, make a tenth of the bytes of a picture of many colours.
    picture = grey.point(lambda value: value * (_SHADES - 1) // 255)
    coloured = Image.new("L", (width, 70), 255)
    ImageDraw.Draw(coloured).text((0, 0), label, font=_font(50), fill=0)
    picture.paste(coloured.point(lambda value: _SHADES + value * (_SHADES - 1) // 255), (_EDGE, 416))
    picture.paste(_SHADES, (0, 0, _BAR, HEIGHT))
    picture.putpalette([*_shades(_TEXT), *_shades(colour)])
    out = io.BytesIO()
    picture.save(out, "PNG", bits=4)
    return out.getvalue()


def _shades(colour: Colour) -> Iterator[int]:
    """Yield red, green and blue of a colour, and of those between it and white."""
    for step in range(_SHADES):
        yield from (part + (255 - part) * step // (_SHADES - 1) for part in colour)


def _wrapped(words: str, font: FreeTypeFont | ImageFont, width: int, most: int) -> str:
    """Break words into lines; what does not fit into the last one is cut off."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    cut = lines[most:]
    lines = [_fitting(line, font, width) for line in lines[:most] if line]
    return "\n".join(lines) + ("…" if cut else "")


def _fitting(line: str, font: FreeTypeFont | ImageFont, width: int) -> str:
    """Cut off the end of a word that is longer than a line."""
    if font.getlength(line) <= width:
        return line
    while font.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line}…"


@cache
def _is_there() -> bool:
    try:
        _font(16)
    except ImportError:
        return False
    return True


@cache
def _font(size: int) -> FreeTypeFont | ImageFont:
    from PIL import ImageFont

    return ImageFont.load_default(size)


@cache
def _has(letter: str) -> bool:
    """Tell whether the font has a letter: whether it looks other than one that is in no font."""
    font = _font(16)
    seen, missing = font.getmask(letter), font.getmask("\U0010ffff")
    return (seen.size, bytes(seen)) != (missing.size, bytes(missing))
