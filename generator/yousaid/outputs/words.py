"""Which words of a text went, and which came; and how that is read, seen and heard."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

from markupsafe import Markup

from yousaid.outputs.language import Language

# A word with the blanks behind it. Chinese and Japanese leave no blanks: there each sign is a word.
_SIGN = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"^\s+|(?:[{_SIGN}]|[^\W{_SIGN}]+|[^\w\s])\s*")
_LINE = re.compile(r"[^\n]*\n?")
_TOO_MANY = 4_000_000  # pairs of words to compare; it would take seconds
_TOO_LITTLE = 0.3  # with less in common, a text is easier to read when it stands there whole


class Piece(NamedTuple):
    """Words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    words: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in reading order. Without what went they are the new text, without what came the
    old one."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(after) > _TOO_MANY:
        before, after = _LINE.findall(old), _LINE.findall(new)
    matcher = SequenceMatcher(None, before, after)
    if matcher.ratio() < _TOO_LITTLE:
        return _joined([("gone", old), ("new", new)])
    found: list[tuple[Literal["same", "gone", "new"], str]] = []
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(after[begin:stop])))
        else:
            found += [("gone", "".join(before[start:end])), ("new", "".join(after[begin:stop]))]
    return _joined(found)


def parted(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces with a blank between what went and what came for it, to be read one after the other."""
    before = Piece("same", "")
    for piece in pieces:
        if before.kind == "gone" and piece.kind == "new" and not before.words[-1].isspace():
            yield Piece("same", " ")
        yield piece
        before = piece


def marked(pieces: Iterable[Piece], language: Language) -> Markup:
    """Return the words as they are, struck out or underlined; those who do not see it hear which."""
    return Markup("").join(_marked(piece, language) for piece in parted(pieces))


def _marked(piece: Piece, language: Language) -> Markup:
    words = Markup("<br>\n").join(piece.words.split("\n"))
    if piece.kind == "same":
        return words
    gone = piece.kind == "gone"
    tag, spoken = ("del", language.say("removed:")) if gone else ("ins", language.say("added:"))
    return Markup('<{0}><bdi class="ys-hidden">{1} </bdi>{2}</{0}>').format(Markup(tag), spoken, words)  # noqa: S704


def _joined(found: list[tuple[Literal["same", "gone", "new"], str]]) -> tuple[Piece, ...]:
    pieces = ((kind, "".join(words for _, words in run)) for kind, run in groupby(found, key=lambda piece: piece[0]))
    return tuple(Piece(kind, words) for kind, words in pieces if words)
