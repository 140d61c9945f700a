"""The home page, the page of every record, and how we decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from yousaid import prose, urls
from yousaid.outputs import charts, talk
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book
from yousaid.outputs.pages.rewordings import rewordings
from yousaid.outputs.pages.search import Index, Marks
from yousaid.outputs.pages.timeline import timeline
from yousaid.views import GivenReason, PublicDecision
from yousaid.views.figures import PARTS

NEWEST = 10
"""Cards on the home page."""


def home(book: Book) -> Iterator[Page]:
    """Yield the content of the home page below its hand-written beginning."""
    site = book.site
    answered = [decision for decision in site.decisions if decision.has_answer]
    yield book.page(
        urls.HOME,
        urls.HOME.at(),
        site.about.name,
        site.about.description,
        "home.html.j2",
        site.decisions,
        newest=(answered or site.decisions)[:NEWEST],
        figures=site.figures,
        parts=[(name, outcomes, sum(site.balance[each] for each in outcomes)) for name, outcomes in PARTS.items()],
        thanked=len(site.people) + site.unnamed,
        share=partial(charts.share, whole=len(site.decisions), right_to_left=book.language.direction == "rtl"),
    )


def decisions(book: Book, index: Index) -> Iterator[Page]:
    """Yield the page of every record."""
    occasions = {occasion.key: occasion for occasion in book.site.occasions}
    releases = {word.name: word.key for facet in book.site.facets if facet.kind == urls.RELEASE for word in facet.words}
    marks = Marks(book) if index is Index.MADE else None
    due: dict[str, dt.date] = {}
    for late in book.site.figures.promises.late:
        due.setdefault(late.decision.key, late.due)  # the longest overdue comes first
    for decision in book.site.decisions:
        occasion = occasions.get(decision.occasion or "")
        yield book.page(
            urls.DECISION,
            urls.DECISION.at(decision.key),
            decision.title,
            partial(_about, book, decision),
            "decision.html.j2",
            (decision,),
            decision=decision,
            marks=marks,
            occasion=occasion,
            release=releases.get(decision.release or ""),
            due=due.get(decision.key),
            # These only when the page is rendered, by whichever process does it.
            timeline=partial(timeline, book, decision, occasion),
            rewordings=partial(rewordings, book, decision),
            talk=partial(talk.address, book.site.about.talk_back, decision.key, decision.title),
        )


def _about(book: Book, decision: PublicDecision) -> str:
    """Return what became of it, in a line: the answer, the reason for a no, or what the outcome means."""
    _, reason = book.language.say, decision.reason
    if decision.answer or isinstance(reason, GivenReason):
        words = prose.plain(decision.answer or _given(reason), 160)
    else:
        words = _("The reason is confidential.") if reason else _(decision.outcome.help)
    return _("%(outcome)s: %(words)s") % {"outcome": _(decision.outcome.label), "words": words}


def _given(reason: object) -> str:
    return (reason.text or reason.name or "") if isinstance(reason, GivenReason) else ""


def how(book: Book) -> Iterator[Page]:
    """Yield the page that explains the words, the criteria and the promises."""
    _ = book.language.say
    yield book.page(
        urls.HOW,
        urls.HOW.at(),
        _("How we decide"),
        _("The outcomes, the criteria, the reasons and the promises behind every answer."),
        "how.html.j2",
        others=(book.site.words_changed,),
    )
