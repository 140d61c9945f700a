"""How to follow the site, and how to have it as data."""

from __future__ import annotations

from collections.abc import Iterator

from yousaid import urls
from yousaid.outputs import calendar, documents, reference
from yousaid.outputs.feed import NEWEST
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book


def follow(book: Book) -> Iterator[Page]:
    """Yield the page on feeds and the calendar, in words for somebody who has never used either."""
    _ = book.language.say
    yield book.page(
        urls.FOLLOW,
        urls.FOLLOW.at(),
        _("Follow"),
        _("How to hear of new answers without coming back to look: feeds, a calendar and data."),
        "follow.html.j2",
        others=(book.site.words_changed,),
        whole=[feed for feed in book.feeds if feed.kind is urls.HOME],
        parts=[
            (_("By outcome"), [feed for feed in book.feeds if feed.kind is urls.OUTCOME]),
            (_("By area"), [feed for feed in book.feeds if feed.kind is urls.AREA]),
        ],
        people=any(feed.kind is urls.CUSTOMER for feed in book.feeds),
        days=len({event.decision.key for event in calendar.events(book.site)}),
        newest=NEWEST,
    )


def data(book: Book) -> Iterator[Page]:
    """Yield the page on the API: its documents, its promise, its fields and its changelog."""
    _ = book.language.say
    yield book.page(
        urls.DATA,
        urls.DATA.at(),
        _("Data"),
        _("Everything on this site as data: tables for a spreadsheet, JSON for programs, and what each field means."),
        "api.html.j2",
        documents=documents.DOCUMENTS,
        promise=documents.PROMISE,
        changes=documents.CHANGES,
        types=tuple(reference.types(*(document.kind for document in documents.DOCUMENTS))),
    )
