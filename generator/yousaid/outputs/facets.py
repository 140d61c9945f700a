"""What the script of the page of all decisions combines filters from: who has which word, and what a row needs.

The records are counted from the newest. Each facet is a small file, asked for when the facet is looked at; the titles
lie in small parts, of which only those are asked for that are shown.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from yousaid import urls
from yousaid.model import Outcome
from yousaid.outputs.jsontext import encoded
from yousaid.outputs.language import language
from yousaid.outputs.output import File
from yousaid.views import Facet, PublicDecision, Site

MOST = 24
"""Words of a facet that are offered as filters; the page of all words has the others."""
PART = 10
"""Records in each file of titles. Rows that are far apart cost a file each, so it must be small."""
_FIRST = "#"
_CODES = ord("~") - ord(_FIRST) + 1
"""What one character of a column can say."""
_STATES = {outcome: number for number, outcome in enumerate(Outcome)}


def files(site: Site) -> Iterator[File]:
    """Yield the columns, and the titles in parts. All bear a stamp: a script with files of two builds must see it."""
    stamp = zlib.crc32("\n".join(site.by_key).encode())
    place = {key: number for number, key in enumerate(site.by_key)}
    for facet in site.facets:
        yield File(f"{urls.FACETS}{facet.kind.name}.json", partial(_column, facet, place, stamp))
    for number, start in enumerate(range(0, len(site.decisions), PART)):
        part = site.decisions[start : start + PART]
        yield File(f"{urls.FACETS}{number}.json", partial(_titles, site.about.language, part, stamp))


def _column(facet: Facet, place: Mapping[str, int], stamp: int) -> bytes:
    words = facet.most_used(MOST)
    each, had = rows([[place[one.key] for one in facet.words[word]] for word in words], len(place))
    named = {"words": [word.key for word in words], "each": each, "rows": had}
    return _json({"stamp": stamp, "total": len(place), "part": PART, **named})


def rows(words: Sequence[Iterable[int]], total: int) -> tuple[int, list[str]]:
    """Return who has which word: how many records a character stands for, and the characters.

    A record is a digit, the number of its word or zero; who has two words has the second one in the second row, and so
    on. A character holds as many digits as it can, the first one lowest: what is packed so, gzip packs no worse.
    """
    base = len(words) + 1
    each = next(count for count in range(6, 0, -1) if base**count <= _CODES)
    found: list[bytearray] = []
    for word, places in enumerate(words, 1):
        for place in places:
            for row in found:
                if not row[place]:
                    break
            else:
                found.append(row := bytearray(-(-total // each) * each))
            row[place] = word
    return each, [_packed(row, base, each).rstrip(_FIRST) for row in found]


def _packed(row: bytearray, base: int, each: int) -> str:
    digits = [[digit * base**at for digit in row[at::each]] for at in range(each)]
    return "".join([chr(ord(_FIRST) + sum(number)) for number in zip(*digits, strict=True)])


def _titles(code: str, part: Sequence[PublicDecision], stamp: int) -> bytes:
    day = language(code).day
    rows = [[each.key, each.title, day(each.newest), _STATES[each.outcome]] for each in part]
    return _json({"stamp": stamp, "rows": rows})


def _json(document: object) -> bytes:
    return encoded(document) + b"\n"
