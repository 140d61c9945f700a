"""The home page, the page of every record, and how we decide."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from yousaid import prose, urls
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book
from yousaid.views import PublicDecision


def home(book: Book) -> Iterator[Page]:
    """Yield the content of the home page below its hand-written beginning."""
    newest = book.site.decisions[:10]
    yield book.page(
        urls.HOME,
        urls.HOME.at(),
        book.site.about.name,
        book.site.about.description,
        "home.html.j2",
        newest,
        newest=newest,
    )


def decisions(book: Book) -> Iterator[Page]:
    """Yield the page of every record."""
    for decision in book.site.decisions:
        yield book.page(
            urls.DECISION,
            urls.DECISION.at(decision.key),
            decision.title,
            partial(_about, decision),
            "decision.html.j2",
            (decision,),
            decision=decision,
        )


def _about(decision: PublicDecision) -> str:
    return f"{decision.outcome.label}: {prose.plain(decision.answer or decision.idea, 160)}"


def how(book: Book) -> Iterator[Page]:
    """Yield the page that explains the words, the criteria and the promises."""
    yield book.page(
        urls.HOW,
        urls.HOW.at(),
        "How we decide",
        "The outcomes, the criteria, the reasons and the promises behind every answer.",
        "how.html.j2",
        others=(book.site.words_changed,),
    )
