"""What a record says today agrees with what was public of it: these rules ask git, and are passed over without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from yousaid.decode import Entry
from yousaid.history import Past
from yousaid.model import OUTCOMES, Decision, Origin, Outcome, Way, taken_back, way
from yousaid.rules.corpus import Corpus, Finding, Findings, rule

_DAY = dt.timedelta(days=1)  # a day begins in the east
_BEGUN = frozenset({Outcome.PLANNED, Outcome.IN_PROGRESS})
_WORK = _BEGUN | {Outcome.SHIPPED, Outcome.PARTLY_SHIPPED}


def _past(entry: Entry[Decision], corpus: Corpus) -> Past | None:
    """Return what was public of a record; nothing if it never was, or if git does not know."""
    return corpus.history.past_of(entry.source.path, entry.value)


def _changed(entry: Entry[Decision], corpus: Corpus) -> Past | None:
    """Return the same if the file ever changed: most have not, and went nowhere."""
    return _past(entry, corpus) if entry.source.path in corpus.history.past else None


def _moves(past: Past) -> Iterator[tuple[Outcome, dt.date, str]]:
    """Yield the outcomes that it was public with, since when, and what was said of the change; oldest first."""
    for move, explained in zip(past.moves, past.explained, strict=True):
        if move.outcome in OUTCOMES:  # an old version may hold one that is no more
            yield OUTCOMES[move.outcome], move.when.date(), explained


@rule("YS381")
def a_change_of_mind_says_why(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """An outcome that takes back what we had said must say why: `changed_because`.

    It takes it back where a no becomes a yes or a yes a no, where an idea goes back (from `in-progress` to `planned`,
    for example), and where it is no longer `merged` or `withdrawn`. People have read the first answer, and some counted
    on it:

        outcome: planned
        changed_because: Ten more schools asked for it, and a library does the work.

    Every change needs words of its own. Onward (`received`, `reviewing`, `planned`, `in-progress`, `shipped`) none are
    needed; the documentation of the fields has a table of all ways. The record is compared with what git knows to have
    been public, and only the newest change is looked at.
    """
    past, record = _changed(entry, corpus), entry.value
    known = [*_moves(past)] if past else []
    if known and known[-1][0] != record.outcome:
        known.append((record.outcome, corpus.today, record.changed_because or ""))
    place = taken_back([outcome for outcome, _, _ in known])
    if place is None or way(known[-2][0], record.outcome) is Way.NEVER:  # YS382 says so
        return
    before, since, explained = known[place]
    if record.changed_because is None:
        message = f"it was public as `{before}` ({since}), and must say why it is `{record.outcome}` now"
        yield Finding(entry, ("outcome",), message, "add `changed_because:` and say why in plain words")
    elif " ".join(explained.split()) == " ".join(record.changed_because.split()):
        message = f"`changed_because` must say why it is no longer `{before}`; these words stood here before that"
        yield Finding(entry, ("changed_because",), message, "say in plain words what has changed since")


@rule("YS382")
def what_was_used_is_not_unheard_of(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """What was public as `shipped` or `partly-shipped` must not become `received` or `reviewing` again.

    Customers have used it. If it is gone, or did not work, say so, and why:

        outcome: in-progress
        changed_because: It lost data on old devices; we are writing it anew.

    If somebody asks for more, that is a record of its own.
    """
    past, record = _changed(entry, corpus), entry.value
    outcomes = [outcome for outcome, _, _ in _moves(past)] if past else []
    if outcomes and outcomes[-1] == record.outcome:
        outcomes.pop()
    if outcomes and way(outcomes[-1], record.outcome) is Way.NEVER:
        message = f"what was public as `{outcomes[-1]}` must not become `{record.outcome}`"
        hint = f"type `outcome: {outcomes[-1]}`, or `outcome: in-progress` with `changed_because:`"
        yield Finding(entry, ("outcome",), message, hint)


@rule("YS383")
def dates_agree_with_what_was_public(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`asked` and `shipped` must agree with the days on which the record was published.

    Nothing can be published before it was asked. Nothing can have `shipped` after the day on which the page said that
    it is done, nor before a day on which the page said that it is `planned` or `in-progress`. One day is allowed for,
    since a new day begins in the east, and dates that are known in part are compared as far as they are known.

    Correct the date. If the page was wrong then, say so in `changed_because`, and `shipped` may stay as it is.
    """
    past, record = _past(entry, corpus), entry.value
    if past is None:
        return
    asked, shipped, first = record.asked, record.shipped, past.first.date()
    moves = [*_moves(past)]
    if record.origin is Origin.CUSTOMER and asked.known and asked.first > first + _DAY and not _early(record, past):
        message = f"`asked` ({asked}) must not lie after the day on which it was published here ({first})"
        yield Finding(entry, ("asked",), message, "correct the date; if it is not known, type `asked: unknown`")
    if record.outcome is not Outcome.SHIPPED or not shipped or not shipped.known or record.changed_because:
        return
    hint = "correct the date, or say in `changed_because:` what was wrong on the page"
    if moves and moves[-1][0] is Outcome.SHIPPED and shipped.first > moves[-1][1] + _DAY:
        message = f"`shipped` ({shipped}) must not lie after the day on which it was published as done ({moves[-1][1]})"
        yield Finding(entry, ("shipped",), message, hint)
    for outcome, day, _ in moves[::-1]:
        if outcome in _BEGUN and shipped.last < day - _DAY:
            message = f"`shipped` ({shipped}) must not lie before a day when it was published as `{outcome}` ({day})"
            yield Finding(entry, ("shipped",), message, hint)
            return


def _early(record: Decision, past: Past) -> tuple[Outcome, dt.date] | None:
    """Return the first outcome with which work on it was public, and since when, if that was before it was asked."""
    begun = next(((outcome, day) for outcome, day, _ in _moves(past) if outcome in _WORK), None)
    return begun if begun and record.asked.known and record.asked.first > begun[1] + _DAY else None


@rule("YS384")
def earlier_work_says_so(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """Work that was public before the idea was asked, or that had another `origin`, must not be credited in silence.

    If it was planned, in progress or done in public before anybody asked, the work did not begin with the customer;
    thanks are still due:

        origin: already-under-way

    An `origin` that was `already-under-way` or `coincidence` in public, and was wrong, is corrected with a word in
    `changed_because`.
    """
    past, record = _past(entry, corpus), entry.value
    if past is None or record.origin is not Origin.CUSTOMER:
        return
    if early := _early(record, past):
        message = f"it was public as `{early[0]}` ({early[1]}) before it was `asked` ({record.asked})"
        yield Finding(entry, ("asked",), message, "add `origin: already-under-way`, or correct the date")
    others = [origin for origin in past.origins if origin in {Origin.ALREADY_UNDER_WAY, Origin.COINCIDENCE}]
    if others and record.changed_because is None:
        message = f"an `origin` that was public as `{others[-1]}` must not become `customer` in silence"
        hint = f"type `origin: {others[-1]}`, or say in `changed_because:` why it was wrong"
        yield Finding(entry, ("origin",), message, hint)


@rule("YS385")
def what_was_public_stays_public(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A record that was public must not become a draft, nor be held back until a later day.

    Its page would vanish, and with it the answer that people have linked to. If the idea was taken back, write
    `outcome: withdrawn`; if the page itself must go, delete the record and say so in `decisions/removed/`.
    """
    record = entry.value
    held = "draft" if record.draft else "publish_on" if record.publish_on and record.publish_on > corpus.today else ""
    past = _past(entry, corpus) if held else None
    if past and past.first.date() <= corpus.today:
        message = f"`{held}` must not stand here, since the record has been public since {past.first.date()}"
        yield Finding(entry, (held,), message, "delete this line; for an idea taken back, type `outcome: withdrawn`")
