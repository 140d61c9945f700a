"""What was answered and shipped, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from yousaid import urls
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book
from yousaid.views import Month


def changelog(book: Book) -> Iterator[Page]:
    """Yield the list of months and a page for each."""
    years: dict[str, list[Month]] = defaultdict(list)
    for month in book.site.months:
        years["Date not known" if month.key == "unknown" else month.key[:4]].append(month)
    yield book.page(
        urls.CHANGELOG,
        urls.CHANGELOG.at(),
        "Changelog",
        "What was answered and shipped, month by month.",
        "changelog.html.j2",
        book.site.decisions,
        years=years,
    )
    for number, month in enumerate(book.site.months):
        newer = book.site.months[number - 1] if number else None
        older = book.site.months[number + 1] if number + 1 < len(book.site.months) else None
        name = book.language.month(month.key)
        yield book.page(
            urls.MONTH,
            urls.MONTH.at(month.key),
            f"Changelog: {name}",
            f"What was answered and shipped: {name}.",
            "month.html.j2",
            (*month.shipped, *month.answered),
            month=month,
            newer=newer,
            older=older,
        )
