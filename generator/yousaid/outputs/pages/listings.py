"""The lists of records: all of them, and those under each word; and everything that was refused, by reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from yousaid import prose, urls
from yousaid.model import Group
from yousaid.outputs.facets import MOST
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book
from yousaid.outputs.pages.paging import LINES_PER_PAGE, PER_PAGE, Pager, sheets
from yousaid.urls import PageKind
from yousaid.views import Facet, Named, PublicDecision

FEW = 8
"""Words of a facet that are seen before one asks for more."""


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
        yield book.page(
            kind,
            kind.at(key, number),
            book.numbered(title, number),
            lead,
            "listing.html.j2",
            shown,
            name=name,
            lead=lead,
            facet=facet,
            chips=chips if number == 1 else (),
            shown=shown,
            total=len(found),
            pages=Pager(number, count, partial(kind.at, key)),
        )


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
    title, about = _("What we said no to, and why"), _("Every no of this site, with the reason that was given for it.")
    pages = sheets([((word, len(found)), found) for word, found in groups], LINES_PER_PAGE)
    for number, shown in enumerate(pages, 1):
        yield book.page(
            urls.NOES,
            urls.NOES.at("", number),
            book.numbered(title, number),
            about,
            "noes.html.j2",
            [decision for _head, found in shown for decision in found],
            groups=shown,
            pages=Pager(number, len(pages), partial(urls.NOES.at, "")),
        )
