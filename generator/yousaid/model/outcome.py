"""What can become of an idea: each outcome once, with its words, its place in the balance and what it asks for."""

from __future__ import annotations

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
