"""The lists of records: all of them, and those under each word; and everything that was refused, by reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import isqrt

from yousaid import prose, urls
from yousaid.model import Group
from yousaid.outputs.facets import MOST
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book
from yousaid.urls import PageKind
from yousaid.views import Facet, Named, PublicDecision

PER_PAGE = 25
FEW = 8
"""Words of a facet that are seen before one asks for more."""
ALL_NUMBERS = 9
"""Pages up to which each has its number in the pager."""


@dataclass(frozen=True, slots=True)
class _Chips:
    """The words of a facet that lead to their lists; ``more`` is where the others stand, if there are others."""

    facet: Facet
    first: tuple[Named, ...]
    rest: tuple[Named, ...]
    more: str


def listings(book: Book) -> Iterator[Page]:
    """Yield the list of all records, the page of all words, and the list under each word."""
    _ = book.language.say
    title, lead = _("All decisions"), _("Everything that was said, and what became of it.")
    chips = [_chips(facet) for facet in book.site.facets if any(facet.words.values())]
    yield from _listing(book, urls.DECISIONS, "", title, lead, book.site.decisions, chips=chips)
    # Customers have pages of their own, and their list is that of thanks.
    own = [facet for facet in book.site.facets if facet.kind is not urls.CUSTOMER]
    yield book.page(
        urls.BROWSE,
        urls.BROWSE.at(),
        _("By subject"),
        _("Every word by which the decisions are sorted, and how many decisions there are under it."),
        "browse.html.j2",
        book.site.decisions,
        [book.site.words_changed],
        facets=own,
    )
    for facet in own:
        for word, found in facet.words.items():
            name, help_ = (_(word.name), _(word.help)) if word.ours else (word.name, prose.plain(word.help))
            lead = help_ or _(facet.lead) % {"word": name}
            yield from _listing(book, facet.kind, word.key, name, lead, found, facet=facet)


def _chips(facet: Facet) -> _Chips:
    of_customers = facet.kind is urls.CUSTOMER  # often they are more than all other words together
    first, offered = facet.most_used(FEW), facet.most_used(FEW if of_customers else MOST)
    all_words = urls.THANKS.at() if of_customers else f"{urls.BROWSE.at()}#{facet.kind.name}"
    complete = len(offered) == sum(map(bool, facet.words.values()))
    return _Chips(facet, first, tuple(word for word in offered if word not in first), "" if complete else all_words)


def _listing(
    book: Book,
    kind: PageKind,
    key: str,
    name: str,
    lead: str,
    found: Sequence[PublicDecision],
    facet: Facet | None = None,
    chips: Sequence[_Chips] = (),
) -> Iterator[Page]:
    _ = book.language.say
    title = _("%(facet)s: %(word)s") % {"facet": _(facet.heading), "word": name} if facet else name
    count = max(1, -(-len(found) // PER_PAGE))
    for number in range(1, count + 1):
        shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
        numbered = _("%(title)s, page %(number)s") % {"title": title, "number": book.language.number(number)}
        yield book.page(
            kind,
            kind.at(key, number),
            title if number == 1 else numbered,
            lead,
            "listing.html.j2",
            shown,
            name=name,
            lead=lead,
            facet=facet,
            chips=chips if number == 1 else (),
            shown=shown,
            total=len(found),
            number=number,
            count=count,
            near=_near(number, count),
            far=_far(number, count),
            page_at=partial(kind.at, key),
        )


def _near(number: int, count: int) -> list[int]:
    """Return the pages whose numbers are always seen: all of a few, else the ends and the neighbours."""
    if count <= ALL_NUMBERS:
        return list(range(1, count + 1))
    return sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})


def _far(number: int, count: int) -> list[int]:
    """Return pages from which every other one can be reached in one more step: round ones, and those around here."""
    if count <= ALL_NUMBERS:
        return []
    step = isqrt(count - 1) + 1
    start = number // step * step
    return sorted({1, *range(step, count + 1, step), *range(max(1, start), min(count, start + step) + 1)})


def noes(book: Book) -> Iterator[Page]:
    """Yield the page of everything that was refused, by reason."""
    _ = book.language.say
    (reasons,) = (facet for facet in book.site.facets if facet.kind is urls.REASON)
    groups = [
        (word, refused)
        for word, found in reasons.words.items()
        if (refused := [decision for decision in found if decision.outcome.group is Group.NO])
    ]
    groups.sort(key=lambda group: -len(group[1]))
    yield book.page(
        urls.NOES,
        urls.NOES.at(),
        _("What we said no to, and why"),
        _("Every no of this site, with the reason that was given for it."),
        "noes.html.j2",
        [decision for _word, group in groups for decision in group],
        groups=groups,
    )
