"""Which of our promises are overdue on a day: for the page of figures, and for those who have to keep them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from yousaid.model import Confidential, Group
from yousaid.views.figures import Late, Promise
from yousaid.views.objects import PublicDecision

_LOOKED_AT = frozenset({Group.OPEN, Group.NO})  # what is done may keep the day from when it was planned


def overdue(decisions: Iterable[PublicDecision], days: int | None, on: dt.date) -> tuple[Late, ...]:
    """Return what is overdue on a day, the longest first; ``days`` are promised for a first answer, or nothing is.

    Of days that are known in part, the last one counts: what may still be in time is not overdue.
    """
    return tuple(sorted((late for each in decisions for late in _late(each, days, on)), key=lambda late: late.order))


def _late(decision: PublicDecision, days: int | None, on: dt.date) -> Iterator[Late]:
    asked, again, secret = decision.asked, decision.review_by, decision.confidential_until
    if days is not None and decision.waits and (on - asked.last).days > days:
        yield Late(decision, asked.last + dt.timedelta(days), Promise.FIRST_ANSWER)
    if decision.superseded_by:
        return  # the newer answer has days of its own
    if again and decision.outcome.group in _LOOKED_AT and again.last < on:  # that of an unknown date never comes
        yield Late(decision, again.last, Promise.REVIEW)
    if secret and secret < on and isinstance(decision.reason, Confidential):
        yield Late(decision, secret, Promise.CONFIDENTIAL)
