"""The page of thanks, the page of every customer who may be named, and the occasions on which we asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from yousaid import prose, urls
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book


def people(book: Book) -> Iterator[Page]:
    """Yield the page of thanks and the page of every customer who may be named."""
    yield book.page(
        urls.THANKS,
        urls.THANKS.at(),
        "Thanks",
        "Everybody who moved something here, and what they moved.",
        "thanks.html.j2",
        book.site.decisions,
    )
    for person in book.site.people:
        moved = book.site.moved[person.key or ""]
        what = book.language.count("%(num)s decision", "%(num)s decisions", len(moved))
        yield book.page(
            urls.CUSTOMER,
            urls.CUSTOMER.at(person.key or ""),
            person.name,
            f"What {person.name} said, and what came of it: {what}.",
            "customer.html.j2",
            [each.decision for each in moved],
            others=(person.dates,),
            person=person,
            moved=moved,
        )


def occasions(book: Book) -> Iterator[Page]:
    """Yield the list of occasions and a page for each."""
    yield book.page(
        urls.OCCASIONS,
        urls.OCCASIONS.at(),
        "When we asked",
        "Surveys, events and calls for comments: what we asked, what you said, what we did.",
        "occasions.html.j2",
        [d for occasion in book.site.occasions for d in occasion.decisions],
        [occasion.dates for occasion in book.site.occasions],
    )
    for occasion in book.site.occasions:
        yield book.page(
            urls.OCCASION,
            urls.OCCASION.at(occasion.key),
            occasion.title,
            partial(prose.plain, occasion.question),
            "occasion.html.j2",
            occasion.decisions,
            others=(occasion.dates,),
            occasion=occasion,
        )
