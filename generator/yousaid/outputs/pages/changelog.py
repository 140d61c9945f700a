"""What was shipped, answered, reopened and corrected, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from yousaid import urls
from yousaid.model import When
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book
from yousaid.outputs.pages.paging import LINES_PER_PAGE, Pager, sheets
from yousaid.views import Month, PublicDecision

NEWEST = 3
"""How many months the first page shows in full."""
LINES = 25
"""How many records it shows of each kind of news in a month."""
RELEASES = 25
"""How many releases it names; the others stand with all other words."""
CARDS = 50
"""Up to how many records a month shows as cards."""


def changelog(book: Book) -> Iterator[Page]:
    """Yield the newest months with a list of the older ones, and a page for each."""
    _ = book.language.say
    newest, older = book.site.months[:NEWEST], book.site.months[NEWEST:]
    years: dict[str, list[Month]] = defaultdict(list)
    for month in older:
        years[_("Date not known") if month.key == "unknown" else _year(book, month)].append(month)
    (releases,) = (facet for facet in book.site.facets if facet.kind is urls.RELEASE)
    yield book.page(
        urls.CHANGELOG,
        urls.CHANGELOG.at(),
        _("Changelog"),
        _("What was shipped, answered, reopened and corrected, month by month."),
        "changelog.html.j2",
        book.site.decisions,
        newest=newest,
        years=years,
        releases=[(word, len(found)) for word, found in releases.words.items()][:RELEASES],
        more_releases=len(releases.words) > RELEASES,
        limit=LINES,
        counts=partial(_counts, book),
        news=partial(_news, book),
    )
    months: tuple[Month | None, ...] = (None, *book.site.months, None)
    for newer_one, month, older_one in zip(months, book.site.months, months[2:], strict=False):
        yield from _month(book, month, newer_one, older_one)


def _month(book: Book, month: Month, newer: Month | None, older: Month | None) -> Iterator[Page]:
    """Yield the pages of a month; few have more than one."""
    _, name = book.language.say, book.language.month(month.key)
    kinds = _news(book, month)
    pages = sheets([((heading, lead, len(found), few), found) for heading, lead, found, few in kinds], LINES_PER_PAGE)
    for number, shown in enumerate(pages, 1):
        yield book.page(
            urls.MONTH,
            urls.MONTH.at(month.key, number),
            book.numbered(_("Changelog: %(month)s") % {"month": name}, number),
            _("%(month)s: %(what)s.") % {"month": name, "what": _counts(book, [month])},
            "month.html.j2",
            [decision for _head, found in shown for decision in found],
            month=month,
            news=shown,
            newer=newer,
            older=older,
            pages=Pager(number, len(pages), partial(urls.MONTH.at, month.key)),
        )


def _year(book: Book, month: Month) -> str:
    return book.language.day(When(int(month.key[:4])))


def _news(book: Book, month: Month) -> list[tuple[str, str, tuple[PublicDecision, ...], bool]]:
    """Return heading, explanation and records of each kind of news that a month has, and whether cards may show it."""
    _ = book.language.say
    few = len(month.decisions) <= CARDS
    kinds = (
        (_("Shipped"), "", month.shipped, few),
        (_("Reopened"), _("We had said no before, and took it up again."), month.reopened, few),
        (_("Answered"), "", month.answered, few),
        (
            _("Corrected"),
            _("We changed our words after they had been published; the page says how."),
            month.corrected,
            False,
        ),
    )
    return [kind for kind in kinds if kind[2]]


def _counts(book: Book, months: Iterable[Month]) -> str:
    """Return how much happened in some months, by kind."""
    count = book.language.count
    found = zip(*((each.shipped, each.reopened, each.answered, each.corrected) for each in months), strict=True)
    shipped, reopened, answered, corrected = (sum(map(len, kind)) for kind in found)
    counted = (
        (shipped, count("%(num)s shipped", "%(num)s shipped", shipped)),
        (reopened, count("%(num)s reopened", "%(num)s reopened", reopened)),
        (answered, count("%(num)s answered", "%(num)s answered", answered)),
        (corrected, count("%(num)s corrected", "%(num)s corrected", corrected)),
    )
    return book.language.say(", ").join(words for number, words in counted if number)
