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
_FAR = 64
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
    words = {word.key: gaps(place[each.key] for each in facet.words[word]) for word in facet.most_used(MOST)}
    return _json({"stamp": stamp, "total": len(place), "part": PART, "words": words})


def gaps(places: Iterable[int]) -> str:
    """Return rising numbers as text: a character for each distance, after a `!` for every 64 too many for one."""
    last, text = -1, []
    for place in places:
        far, near = divmod(place - last - 1, _FAR)
        text.append("!" * far + chr(ord("#") + near))
        last = place
    return "".join(text)


def _titles(code: str, part: Sequence[PublicDecision], stamp: int) -> bytes:
    day = language(code).day
    rows = [[each.key, each.title, day(each.newest), _STATES[each.outcome]] for each in part]
    return _json({"stamp": stamp, "rows": rows})


def _json(document: object) -> bytes:
    return encoded(document) + b"\n"
