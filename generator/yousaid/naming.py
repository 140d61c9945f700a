"""Names, however they are spelled: without their accents, all in capitals, over two lines, the family name first."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import accumulate, pairwise
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import unquote

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"https?://(?:www\.)?(?P<rest>[^\s<>\"'`|\\^{}\[\]()]+)", re.IGNORECASE)
_PART = re.compile(r"[/?&=#;@:~]+")
# Scripts that put no blanks between words: Thai, Lao, Khmer and Burmese; Chinese and Japanese; Korean, in parts too.
_UNDIVIDED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TYPED = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
_SPOKEN = str.maketrans(_TYPED | {one.upper(): other.title() for one, other in _TYPED.items()})
"""What people type in their place who know German or Danish; others leave the marks away, as :func:`bare` does."""
_ALIKE = {
    **dict(zip("ßẞæÆœŒþÞ", ("ss", "SS", "ae", "AE", "oe", "OE", "th", "TH"), strict=True)),
    **dict(zip("øØłŁđĐðÐħĦı", "oOlLdDdDhHi", strict=True)),
    **dict.fromkeys("‘’ʼ`´", "'"),
    **dict.fromkeys("‐‑‒–—", "-"),
}


class _Bare(dict[int, str]):
    """Each character without its accents, as one or more plain ones; made when it is first asked for."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _without_accents(chr(code))
        return made


def _without_accents(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    apart = unicodedata.normalize("NFKD", character)
    # Only accents of Latin, Greek and Cyrillic letters: in other scripts such marks tell one letter from another.
    seen = [each for each in apart if not "\u0300" <= each <= "\u036f" and unicodedata.category(each) != "Cf"]
    return "".join(_ALIKE.get(each, each) for each in seen)


_BARE = _Bare()


def bare(text: str) -> str:
    """Return a text without accents and invisible characters."""
    return text if text.isascii() else text.translate(_BARE)


def folded(text: str) -> str:
    """Return a text without accents, in small letters; as long as :func:`bare` makes it."""
    return bare(text).casefold()


def name_key(name: str) -> str:
    """Return what the spellings of one name have in common: case, blanks and accents do not count."""
    return " ".join(folded(name).split())


def is_full(name: str) -> bool:
    """Tell whether a name is more than one that many people have: two words, or some signs that stand for words."""
    return len(_WORD.findall(bare(name))) > 1 or (bool(_UNDIVIDED.search(name)) and len(name) > 1)


def signs(text: str) -> set[str]:
    """Return the words of a text as names are compared, and each two signs where no blanks stand between words."""
    flat = folded(text)
    words = _WORD.findall(flat)
    return {*words, *map("".join, pairwise("".join(words)))} if _UNDIVIDED.search(flat) else {*words}


def parts(name: str) -> Iterator[set[str]]:
    """Yield what a text with this name has among its signs, part by part; of each part one of its spellings."""
    if _UNDIVIDED.search(name):
        yield from ({one + other} for one, other in pairwise("".join(_WORD.findall(folded(name)))))
    else:
        spelled = [_WORD.findall(folded(way)) for way in _typed(name)]
        yield from (set(part) for part in zip(*spelled, strict=True))


def ways(name: str) -> tuple[str, ...]:
    """Return how a name may stand in a file: with accents, also as letters of their own, and without; in capitals."""
    written = {way for each in (name, *map(bare, _typed(name))) for way in (each, each.upper())}
    return tuple(sorted({unicodedata.normalize(form, each) for each in written for form in ("NFC", "NFD")}))


def _typed(name: str) -> tuple[str, str]:
    """Return a name as it is, and as people type it who know what its letters stand for."""
    name = unicodedata.normalize("NFC", name)
    return name, name.translate(_SPOKEN)


class Found(NamedTuple, Generic[T]):
    """A name in a text: the words as they are written there, where they begin, and what the name stands for."""

    words: str
    start: int
    whose: T


class Names(Generic[T]):
    """Names to look for, each with what it stands for.

    They are found without their accents, all in capitals, with the family name first, and over two lines. A word in
    small letters is a name only where the name has it so (“Will Price” is not “will price”); unless ``any_case``.
    """

    def __init__(self, names: Iterable[tuple[str, T]], any_case: bool = False) -> None:
        self._any_case = any_case
        self._divided: dict[str, list[tuple[_Spelling, T]]] = defaultdict(list)
        self._undivided: list[tuple[_Spelling, T]] = []
        for name, whose in names:
            if _UNDIVIDED.search(name):
                signs = map(re.escape, "".join(folded(name).split()))
                self._undivided.append((_Spelling(re.compile(r"[\s,*_·・-]*".join(signs)), ()), whose))
                continue
            for first, spelling in _spellings(name, any_case):
                self._divided[first].append((spelling, whose))

    def __bool__(self) -> bool:
        return bool(self._divided or self._undivided)

    def found(self, text: str) -> Iterator[Found[T]]:
        """Yield the names that stand in a text; places are those in the text without character references."""
        if not self:
            return
        text = unescape(text) if "&" in text else text
        plain = bare(text)
        flat = plain.casefold()
        firsts = sorted(self._divided.keys() & set(_WORD.findall(flat)))
        for spelling, whose in (*self._undivided, *(each for first in firsts for each in self._divided[first])):
            for match in spelling.pattern.finditer(flat):
                if self._any_case or spelling.is_written(plain[slice(*match.span())]):
                    start, end = _places(text, *match.span())
                    yield Found(text[start:end], start, whose)


class _Spelling(NamedTuple):
    """One way to write a name: what finds it in small letters, and which of its words begin with a small letter."""

    pattern: re.Pattern[str]
    small: tuple[bool, ...]

    def is_written(self, words: str) -> bool:
        """Tell whether these words are written as a name is."""
        return all(own or not each[0].islower() for each, own in zip(_WORD.findall(words), self.small, strict=False))


class Addresses(Generic[T]):
    """Web addresses to look for: those that have a name as one of their parts, and those that are somebody's own."""

    def __init__(self, names: Iterable[tuple[str, T]], own: Iterable[tuple[str, T]] = ()) -> None:
        self._names = {word: whose for name, whose in names for word in in_one_word(name)}
        self._own = {_place(match["rest"]): whose for link, whose in own if (match := _ADDRESS.match(link))}

    def __bool__(self) -> bool:
        return bool(self._names or self._own)

    def found(self, text: str) -> Iterator[Found[T]]:
        """Yield the addresses in a text; places are those in the text without character references."""
        if not self or "://" not in text:
            return
        text = unescape(text) if "&" in text else text
        for match in _ADDRESS.finditer(text):
            words = match[0].rstrip(".,:;!?*_")
            place = _place(match["rest"])
            whose = self._own.get(place) or next(filter(None, map(self._names.get, _parts(place))), None)
            if whose is not None:
                yield Found(words, match.start(), whose)


def _place(rest: str) -> str:
    """Return what an address leads to: however it is escaped, and whether or not it ends in a stroke."""
    return folded(unquote(rest)).rstrip(".,:;!?*_").rstrip("/")


def _parts(place: str) -> Iterator[str]:
    """Yield the parts of an address as one word each: what stands between strokes and points, and with the points."""
    for part in _PART.split(place):
        for each in dict.fromkeys((part, part.rpartition(".")[0], *part.split("."))):
            yield "".join(_WORD.findall(each))


def in_one_word(name: str) -> Iterator[str]:
    """Yield a name as addresses have it, the family name last or first."""
    for way in map(folded, _typed(name)):
        words = _WORD.findall(way)
        yield from ("".join(words), "".join((*words[-1:], *words[:-1])))


def _spellings(name: str, any_case: bool) -> Iterator[tuple[str, _Spelling]]:
    """Yield the ways to write a name whose words have something between them, each with its first word."""
    plain, typed = map(bare, _typed(name))
    words = tuple(zip(_WORD.findall(plain), _WORD.findall(typed), strict=True))
    marks = re.escape("".join(sorted({each for each in plain if not each.isalnum()})))
    between = r"[\W_]+" if any_case else rf"[\s,*_'{marks}-]+"
    # The last word first, and the first word last: where several words make a family's name, it is one of the two.
    for order in dict.fromkeys((words, (*words[-1:], *words[:-1]), (*words[1:], *words[:1]))) if words else ():
        small = tuple(each[0].islower() for each, _ in order)
        first, *others = ({one.casefold(), other.casefold()} for one, other in order)
        rest = [f"(?:{'|'.join(sorted(each))})" for each in others]
        for begin in first:
            pattern = re.compile(rf"(?<![^\W_]){between.join((begin, *rest))}(?![^\W_])")
            yield begin, _Spelling(pattern, small)


def _places(text: str, *indexes: int) -> Iterator[int]:
    """Return where characters of the bare text stand in a text."""
    if text.isascii():
        return iter(indexes)
    ends = list(accumulate(len(_BARE[ord(each)]) for each in text))
    return (bisect_left([0, *ends], index) for index in indexes)
