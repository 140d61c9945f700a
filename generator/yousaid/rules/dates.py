"""Dates that can be true together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pydantic import BaseModel

from yousaid.decode import Entry
from yousaid.mistakes import Path
from yousaid.model import Customer, Decision, Occasion, Origin, Outcome, When
from yousaid.rules.corpus import Corpus, Finding, Findings, rule

Dated = tuple[Path, When | None]


def _when(day: dt.date | None) -> When | None:
    return When(day.year, day.month, day.day) if day else None


def _not_before(entry: Entry[BaseModel], later: Dated, *earlier: Dated) -> Iterator[Finding]:
    """Yield a finding for each of the earlier dates that the later one surely precedes."""
    path, when = later
    for before, other in earlier:
        if when and other and when.known and other.known and when.surely_before(other):
            name, first = path[-1], before[-1]
            yield Finding(
                entry,
                path,
                f"`{name}` ({when}) must not lie before `{first}` ({other})",
                "correct one of the two dates",
                ((entry, before, f"`{first}` is here"),),
            )


@rule("YS321")
def answers_follow_questions(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`answered` must not lie before `asked`, nor `review_by` or `confidential_until` before either.

    Dates that are known only in part are compared as far as they are known.
    """
    record = entry.value
    asked, answered = (("asked",), record.asked), (("answered",), record.answered)
    yield from _not_before(entry, answered, asked)
    yield from _not_before(entry, (("review_by",), record.review_by), asked, answered)
    yield from _not_before(entry, (("confidential_until",), _when(record.confidential_until)), asked, answered)


@rule("YS322")
def work_follows_the_idea(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`shipped` must not lie before `asked`, unless `origin` says that the work did not begin with the customer.

    Credit for something that had shipped anyway is the oldest trick of such pages. If it was so, say it; thanks are
    still due:

        origin: already-under-way
    """
    record = entry.value
    if record.origin is Origin.CUSTOMER and record.outcome is not Outcome.ALREADY_THERE:
        for finding in _not_before(entry, (("shipped",), record.shipped), (("asked",), record.asked)):
            yield Finding(
                entry,
                finding.path,
                finding.message,
                "correct a date, or add `origin: already-under-way`",
                finding.related,
            )


@rule("YS323")
def nothing_happened_tomorrow(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`asked`, `answered` and `shipped` must not lie in the future.

    What is going to happen is `outcome: planned` with `review_by`. One day is allowed for, since a new day begins in
    the east.
    """
    record = entry.value
    for name in ("asked", "answered", "shipped"):
        when: When | None = getattr(record, name)
        # Most lie in years gone by, and need not be looked at more closely.
        if when and when.year >= corpus.today.year and when.first > corpus.today + dt.timedelta(days=1):
            yield Finding(
                entry,
                (name,),
                f"`{name}` must not lie in the future, as {when} does",
                "correct the date" + ("; for plans, use `outcome: planned`" if name == "shipped" else ""),
            )


@rule("YS324", "customer")
def consent_ends_after_it_began(entry: Entry[Customer], corpus: Corpus) -> Findings:
    """`expires` must not lie before `given`, nor `withdrawn` before `given`."""
    consent = entry.value.consent
    if consent:
        given = (("consent", "given"), _when(consent.given))
        yield from _not_before(entry, (("consent", "expires"), _when(consent.expires)), given)
        yield from _not_before(entry, (("withdrawn",), _when(entry.value.withdrawn)), given)


@rule("YS326", "customer")
def consent_was_given(entry: Entry[Customer], corpus: Corpus) -> Findings:
    """`given` must not lie in the future: nobody is named with consent that is still to come.

    One day is allowed for, since a new day begins in the east.
    """
    consent = entry.value.consent
    if consent and consent.given > corpus.today + dt.timedelta(days=1):
        message = f"consent must have been given, and not lie in the future, as {consent.given} does"
        hint = "correct the date, or delete the name until they have agreed"
        yield Finding(entry, ("consent", "given"), message, hint)


@rule("YS325", "occasion")
def occasions_end_after_they_began(entry: Entry[Occasion], corpus: Corpus) -> Findings:
    """`until` must not lie before `date`."""
    yield from _not_before(entry, (("until",), entry.value.until), (("date",), entry.value.date))
