"""What stands at the address of a record or an occasion that was removed."""

from __future__ import annotations

from collections.abc import Iterator

from yousaid import urls
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book


def removed(book: Book) -> Iterator[Page]:
    """Yield a page for each, that says so and holds nothing else of it."""
    _ = book.language.say
    for removal in book.site.removed:
        is_record = removal.kind is urls.DECISION
        yield book.page(
            removal.kind,
            removal.kind.at(removal.key),
            _("This decision was removed") if is_record else _("This page was removed"),
            _("Addresses here are permanent: this one says when it was removed, and why."),
            "removed.html.j2",
            others=(removal.dates,),
            removal=removal,
            all=urls.DECISIONS if is_record else urls.OCCASIONS,
        )
