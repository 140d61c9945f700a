"""Paragraphs of our small Markdown, made of pieces that have a look each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from itertools import groupby, pairwise
from typing import NamedTuple

from yousaid import prose

BREAK = "\r"
"""The end of a line that somebody meant, inside of a paragraph."""

_BREAK = re.compile(BREAK)
_ODD = re.compile(r"[ \t\f\v]*[\n\r][ \t\n\r\f\v]*|[ \t\f\v]{2,}|[\t\f\v]")  # blanks that are no single one
_MARKS = re.compile(r"[\\`*_\[\]<>&~]")
_ELEMENT = re.compile("<[^>]*>")
# What begins a list or a quotation at the beginning of a line: https://spec.commonmark.org/0.31.2/#list-items
_BEGINNING = re.compile(r"^(?:([0-9]{1,9})(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|>))", re.MULTILINE)
_BACKTICKS = re.compile("`+")
# An address that is shown just as it is written.
_AS_IT_IS = re.compile(r"https?://[a-z0-9.-]+(?:[/?#][\w/.~?=&#+,;:@!$'*-]*)?", re.ASCII)
_ENTITY = re.compile(r"&(?=#?\w+;)")


class Look(NamedTuple):
    """How some words look: the link that they are a part of, and whether they stand out, or are code."""

    link: str = ""
    strong: bool = False
    em: bool = False
    code: bool = False


class Piece(NamedTuple):
    """Some words of a paragraph that look alike."""

    words: str
    look: Look = Look()


def paragraph(pieces: Sequence[Piece]) -> list[str]:
    """Return the lines of a paragraph: the plainest way to write it in which no word is taken for a mark."""
    tidy = _rejoined(_tidy(pieces))
    plain = _finished(_inline(tidy, str))
    if _MARKS.search(plain):
        words = "".join("".join([piece.words for piece in tidy]).split())
        plain = next((text for text in _ways(plain, tidy) if _words(text) == words), "") or _bare(tidy)
    return plain.split("\n") if plain else []


def _ways(plain: str, pieces: Sequence[Piece]) -> Iterator[str]:
    yield plain
    yield _finished(_inline(pieces, _escaped))


def _bare(pieces: Sequence[Piece]) -> str:
    """Return a paragraph in which nothing stands out: some places have room for no mark, as inside of a word."""
    return _finished(_inline([Piece(words, Look(look.link, code=look.code)) for words, look in pieces], _escaped))


def fenced(code: str) -> list[str]:
    """Return the lines of a piece of code, as it is."""
    fence = "`" * max(3, _longest(code) + 1)
    return [fence, *code.strip("\n").expandtabs(4).split("\n"), fence] if code.strip() else []


def _words(text: str) -> str:
    return "".join(unescape(_ELEMENT.sub("", prose.rendered(text))).split())


def _tidy(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with single blanks; one between pieces looks as both do, so that nothing bold ends in it."""
    tidy: list[Piece] = []
    for piece in pieces:
        for words, look in _parts(piece):
            if words not in _BLANK:
                tidy.append(Piece(words, look))
            elif tidy and tidy[-1].words in _BLANK:
                tidy[-1] = Piece(_one(tidy[-1].words + words))
            elif tidy:
                tidy.append(Piece(words))
    if tidy and tidy[-1].words in _BLANK:
        tidy.pop()
    for place in range(1, len(tidy) - 1):
        if tidy[place].words in _BLANK:
            before, after = tidy[place - 1].look, tidy[place + 1].look
            link = before.link if before.link == after.link else ""
            look = Look(link, before.strong and after.strong, before.em and after.em)
            tidy[place] = Piece(tidy[place].words, look)
    return tidy


_BLANK = (" ", "\n", BREAK)


def _parts(piece: Piece) -> Iterator[Piece]:
    """Yield the blank before the words of a piece, the words, and the blank behind them."""
    words = _ODD.sub(_one, piece.words)
    inner = words.strip(" \n\r")
    if words[:1] in _BLANK:
        yield Piece(words[0])
    if inner:
        yield (
            Piece(inner.replace("\n", " ").replace(BREAK, " "), piece.look)
            if piece.look.code
            else Piece(inner, piece.look)
        )
        if words[-1] in _BLANK:
            yield Piece(words[-1])


def _one(blanks: re.Match[str] | str) -> str:
    """Return the blank that stands for several."""
    words = blanks if isinstance(blanks, str) else blanks[0]
    return BREAK if BREAK in words else "\n" if "\n" in words else " "


def _rejoined(tidy: list[Piece]) -> list[Piece]:
    """Take back the ends of lines that a program made: those of long lines, if some are amid a sentence."""
    lines = "".join([piece.words for piece in tidy]).split(BREAK)
    long = [40 <= len(line) <= 120 for line in lines[:-1]]
    amid = (line[-1] not in ".!?:…" and rest[:1].islower() for line, rest in pairwise(lines))
    if not any(is_long and is_amid for is_long, is_amid in zip(long, amid, strict=True)):
        return tidy
    ends = iter(["\n" if is_long else BREAK for is_long in long])
    return [Piece(_BREAK.sub(lambda _: next(ends), piece.words), piece.look) for piece in tidy]


def _finished(text: str) -> str:
    """Return the text with nothing that begins a list at the beginning of its lines."""
    return _BEGINNING.sub(lambda start: f"{start[1] or ''}\\", text.replace(BREAK, "\\\n"))


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\g<0>", words)


def _inline(pieces: Sequence[Piece], say: Callable[[str], str], level: int = 0) -> str:
    """Return pieces with their marks, links outermost and code innermost."""
    if not any([any(piece.look[level:]) for piece in pieces]):  # noqa: C419 - for each paragraph of each text
        return "".join([say(piece.words) for piece in pieces])
    text = ""
    for look, alike in groupby(pieces, key=lambda piece: piece.look[level]):
        group = [*alike]
        if not look:
            text += _inline(group, say, level + 1)
        elif Look._fields[level] == "code":
            text += _code("".join(piece.words for piece in group))
        else:
            inner = _inline(group, say, level + 1)
            text += _link(str(look), group, inner) if level == 0 else f"**{inner}**" if level == 1 else f"*{inner}*"
    return text


def _link(address: str, pieces: Sequence[Piece], inner: str) -> str:
    if _AS_IT_IS.fullmatch(address) and "".join(piece.words for piece in pieces) == address:
        return f"<{address}>"
    target = _ENTITY.sub(r"\\&", address).replace("(", "%28").replace(")", "%29")
    return f"[{inner}]({target})"


def _code(words: str) -> str:
    fence = "`" * (1 if "`" not in words else _longest(words) + 1)
    pad = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _longest(code: str) -> int:
    return max(map(len, _BACKTICKS.findall(code)), default=0)
