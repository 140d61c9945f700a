"""Views to HTML: one function for each kind of page. What they yield is content; the frame comes from a shell."""

from __future__ import annotations

from collections.abc import Iterator

from yousaid.outputs.output import Page
from yousaid.outputs.pages import changelog, follow, listings, numbers, people, reading, removed
from yousaid.outputs.pages.book import Book
from yousaid.outputs.pages.search import Index, search
from yousaid.views import Site


def pages(site: Site, index: Index = Index.NONE) -> Iterator[Page]:
    """Yield every page of the site, to be rendered later."""
    book = Book(site)
    yield from reading.home(book)
    yield from listings.listings(book)
    yield from listings.noes(book)
    yield from people.people(book)
    yield from people.occasions(book)
    yield from changelog.changelog(book)
    yield from reading.how(book)
    yield from follow.follow(book)
    yield from follow.data(book)
    yield from numbers.numbers(book)
    yield from search(book, index)
    yield from removed.removed(book)
    yield from reading.decisions(book, index)
