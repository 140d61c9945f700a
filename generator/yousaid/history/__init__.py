"""What was public, and since when: one pass over git's log, along first parents.

The first parent is the way of publication: a record is public from the commit that brought it to the published branch,
whenever its author wrote it. No author, e-mail or message is read.
"""

from __future__ import annotations

from yousaid.history.faults import CLOCK, CODES, NO_HISTORY, NOT_OURS, PARTIAL, SHALLOW, answer, no_answer
from yousaid.history.following import folder
from yousaid.history.holders import Holder, holders
from yousaid.history.objects import Dates, FormerName, Gone, History, Move, Past, Wording, since
from yousaid.history.reading import read

__all__ = [
    "CLOCK",
    "CODES",
    "NOT_OURS",
    "NO_HISTORY",
    "PARTIAL",
    "SHALLOW",
    "Dates",
    "FormerName",
    "Gone",
    "History",
    "Holder",
    "Move",
    "Past",
    "Wording",
    "answer",
    "folder",
    "holders",
    "no_answer",
    "read",
    "since",
]
