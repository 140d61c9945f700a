"""The lists of records: all, by outcome, by area; and everything that was refused, by reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from yousaid import prose, urls
from yousaid.model import Confidential, Group, Outcome
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book
from yousaid.urls import PageKind
from yousaid.views import Named, PublicDecision

PER_PAGE = 25


def listings(book: Book) -> Iterator[Page]:
    """Yield the lists of all records, by outcome and by area."""
    yield from _listing(
        book,
        urls.DECISIONS,
        "",
        "All decisions",
        "Everything that was said, and what became of it.",
        book.site.decisions,
        chips=True,
    )
    by_outcome: dict[Outcome, list[PublicDecision]] = {outcome: [] for outcome in Outcome}
    by_area: dict[Named, list[PublicDecision]] = {area: [] for area in book.site.areas}
    for decision in book.site.decisions:
        by_outcome[decision.outcome].append(decision)
        by_area[decision.area].append(decision)
    for outcome, found in by_outcome.items():
        yield from _listing(book, urls.OUTCOME, outcome, f"Outcome: {outcome.label}", outcome.help, found)
    for area, found in by_area.items():
        yield from _listing(
            book, urls.AREA, area.key, area.name, prose.plain(area.help) or f"What was said about {area.name}.", found
        )


def _listing(
    book: Book, kind: PageKind, key: str, title: str, lead: str, found: Sequence[PublicDecision], chips: bool = False
) -> Iterator[Page]:
    count = max(1, -(-len(found) // PER_PAGE))
    for number in range(1, count + 1):
        shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
        name = title if number == 1 else f"{title}, page {number}"
        yield book.page(
            kind,
            kind.at(key, number),
            name,
            lead,
            "listing.html.j2",
            shown,
            lead=lead,
            shown=shown,
            total=len(found),
            number=number,
            count=count,
            chips=chips,
            page_at=lambda n: kind.at(key, n),
        )


def noes(book: Book) -> Iterator[Page]:
    """Yield the page of everything that was refused, by reason."""
    found: dict[str, list[PublicDecision]] = defaultdict(list)
    for decision in book.site.decisions:
        if decision.outcome.group is Group.NO:
            found[_reason_heading(decision)].append(decision)
    groups = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    yield book.page(
        urls.NOES,
        urls.NOES.at(),
        "What we said no to, and why",
        "Every no of this site, with the reason that was given for it.",
        "noes.html.j2",
        [decision for _, group in groups for decision in group],
        groups=groups,
    )


def _reason_heading(decision: PublicDecision) -> str:
    reason = decision.reason
    if isinstance(reason, Confidential):
        return "Confidential reasons"
    return reason.name if reason and reason.name else "In our own words"
