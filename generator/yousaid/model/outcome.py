"""What can become of an idea: each outcome once, with its words, its place in the balance and what it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Group(StrEnum):
    """How an outcome counts in the balance that the home page shows."""

    DID = "did"
    PARTLY = "partly"
    NO = "no"
    OPEN = "open"
    OTHER = "other"


class Outcome(StrEnum):
    """The state of an idea.

    ``needs`` names the fields that it makes required, ``refuses`` those that contradict it; ``said`` heads the answer.
    """

    label: str
    said: str
    group: Group
    icon: str
    help: str
    needs: frozenset[str]
    refuses: frozenset[str]

    def __new__(
        cls,
        key: str,
        label: str,
        said: str,
        group: Group,
        icon: str,
        help: str,  # noqa: A002
        needs: str = "",
    ) -> Outcome:
        """Make one outcome; ``needs`` is a list of fields with blanks between them."""
        self = str.__new__(cls, key)
        self._value_ = key
        self.label, self.said, self.group, self.icon, self.help = label, said, group, icon, help
        self.needs = frozenset(needs.split())
        refused = {
            "merged_into": "merged_into" not in self.needs,
            "reopen_if": "reason" not in self.needs,  # there is no no to be reopened
            "shipped": group in {Group.OPEN, Group.NO},
        }
        self.refuses = frozenset(name for name, wrong in refused.items() if wrong)
        return self

    RECEIVED = (
        "received",
        "Received",
        "Our answer so far",
        Group.OPEN,
        "○",
        "It has reached us, and is not under review yet.",
    )
    REVIEWING = ("reviewing", "Under review", "Our answer so far", Group.OPEN, "◔", "We are looking at it.")
    PLANNED = (
        "planned",
        "Planned",
        "We are going to",
        Group.OPEN,
        "◑",
        "We have decided to do it.",
        "answer review_by",
    )
    IN_PROGRESS = ("in-progress", "In progress", "We are doing", Group.OPEN, "◕", "Work has begun.", "answer")
    SHIPPED = (
        "shipped",
        "Done",
        "We did",
        Group.DID,
        "✓",
        "It is done, and can be used.",
        "answer shipped evidence credits",
    )
    PARTLY_SHIPPED = (
        "partly-shipped",
        "Partly done",
        "We did a part",
        Group.PARTLY,
        "◐",
        "A part is done; we say why the rest is not.",
        "answer reason evidence credits",
    )
    ALREADY_THERE = (
        "already-there",
        "Already there",
        "It is there already",
        Group.DID,
        "☞",
        "It could be done before it was asked for; we say how.",
        "answer evidence",
    )
    DID_SOMETHING_ELSE = (
        "did-something-else",
        "Done another way",
        "What we did instead",
        Group.PARTLY,
        "↷",
        "We met the need in another way, and say why.",
        "answer reason",
    )
    NOT_NOW = (
        "not-now",
        "Not now",
        "We said not now",
        Group.NO,
        "◷",
        "A no for the time being; we say why, and when we look again.",
        "reason review_by",
    )
    DECLINED = ("declined", "No", "We said no", Group.NO, "✕", "A no, with its reason.", "reason")
    MERGED = (
        "merged",
        "Merged",
        "Our answer",
        Group.OTHER,
        "⇉",
        "The same wish is answered in another record.",
        "merged_into",
    )
    WITHDRAWN = (
        "withdrawn",
        "Withdrawn",
        "What became of it",
        Group.OTHER,
        "↶",
        "Taken back by those who asked, or by us; the page stays.",
        "answer",
    )

    @property
    def is_no(self) -> bool:
        """Whether it refuses all or a part of the idea, and so must say why."""
        return "reason" in self.needs

    @property
    def says_yes(self) -> bool | None:
        """Whether we said yes or no; None where nothing is decided, or it is a bit of both."""
        return True if self in _YES else False if self.group is Group.NO else None


OUTCOMES: Mapping[str, Outcome] = {str(outcome): outcome for outcome in Outcome}
"""Every outcome by its word."""
_YES = frozenset(OUTCOMES[word] for word in ("planned", "in-progress", "shipped", "partly-shipped", "already-there"))


class Way(StrEnum):
    """What it takes to go from one outcome to another."""

    ON = "on"
    BACK = "back"
    NEVER = "never"


def _to(table: Mapping[str, str]) -> Mapping[Outcome, frozenset[Outcome]]:
    return {OUTCOMES[here]: frozenset(OUTCOMES[word] for word in there.split()) for here, there in table.items()}


ONWARD = _to(
    {
        "received": "reviewing planned in-progress shipped partly-shipped already-there did-something-else"
        " not-now declined merged withdrawn",
        "reviewing": "planned in-progress shipped partly-shipped already-there did-something-else"
        " not-now declined merged withdrawn",
        "planned": "in-progress shipped partly-shipped already-there did-something-else merged withdrawn",
        "in-progress": "shipped partly-shipped already-there did-something-else merged withdrawn",
        "shipped": "merged",
        "partly-shipped": "planned in-progress shipped did-something-else merged",
        "already-there": "shipped partly-shipped merged",
        "did-something-else": "shipped merged",
        "not-now": "reviewing declined did-something-else merged withdrawn",
        "declined": "not-now did-something-else merged withdrawn",
        "merged": "",
        "withdrawn": "",
    }
)
"""Where an idea may go from an outcome without a word. All other ways lead back, and ask why (`changed_because`).

Of 1,010 changes of status in the history of 742 PEPs (python/peps, August 2026), 939 go onward so.
"""
NEVER = _to({"shipped": "received reviewing", "partly-shipped": "received reviewing"})
"""Where it cannot go at all: what was used by customers is not unheard of."""


def way(before: Outcome, after: Outcome) -> Way:
    """Return what it takes to go from one outcome to another."""
    if after in NEVER.get(before, ()):
        return Way.NEVER
    return Way.ON if after == before or after in ONWARD[before] else Way.BACK


def taken_back(outcomes: Sequence[Outcome]) -> int | None:
    """Return the place of the outcome that the last one takes back; None where it goes onward.

    A yes takes back a no even if we were reviewing in between, and so does a no a yes.
    """
    if len(outcomes) < 2:
        return None
    *earlier, last = outcomes
    said = next((place for place in reversed(range(len(earlier))) if earlier[place].says_yes is not None), None)
    if said is not None and last.says_yes is (not earlier[said].says_yes):
        return said
    return None if way(earlier[-1], last) is Way.ON else len(earlier) - 1
