"""What was public of one file, told version after version, oldest first."""

from __future__ import annotations

import datetime as dt
from collections import deque
from functools import lru_cache

from yousaid.history.objects import FormerName, Gone, Move, Past, Wording, Words, since
from yousaid.history.versions import Facts, day

MOST_WORDINGS = 10
GONE = Facts(hidden=True)
"""What a file says that is not there."""
_FIELDS: tuple[Words, ...] = ("answer", "reason", "reopen_if")


@lru_cache(maxsize=1_000)  # most files were changed once, by a commit that changed others too
def time(seconds: int) -> dt.datetime:
    """Return a time of git's."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


class Story:
    """Follows one file. A version counts once the next one is known: an embargo may outlast it."""

    __slots__ = (
        "_called",
        "_explained",
        "_first",
        "_moves",
        "_names",
        "_newest",
        "_origins",
        "_said",
        "_wordings",
        "links",
        "withdrawn",
    )

    def __init__(self) -> None:
        self._first: dt.datetime | None = None
        self._moves: list[Move] = []
        self._explained: list[str] = []
        self._wordings: deque[Wording] = deque(maxlen=MOST_WORDINGS)
        self._names: dict[str, None] = {}
        self._origins: dict[str, None] = {}
        self._said: Facts | None = None
        self._called: dict[str, dt.datetime | None] = {}
        self._newest: tuple[dt.datetime, str, Facts] | None = None
        self.links: set[str] = set()
        """Every page of a customer that any version has."""
        self.withdrawn: dt.date | None = None
        """The newest day on which a customer withdrew, as any version has it."""

    def add(self, when: dt.datetime, key: str, facts: Facts) -> None:
        """Tell the next version: since when it is there, and under which id."""
        self._count(when)
        self._newest = when, key, facts
        for name, last in self._called.items():
            self._called[name] = None if name == facts.name else last or when
        if facts.name:
            self._called[facts.name] = None
        if facts.link:
            self.links.add(facts.link)
        withdrawn = day(facts.withdrawn)
        if withdrawn:
            self.withdrawn = max(withdrawn, self.withdrawn or withdrawn)

    def past(self, key: str) -> Past | None:
        """Return what was public of it, now that all is told; ``key`` is its id of today."""
        self._count(None)
        if self._first is None:
            return None
        names = tuple(name for name in self._names if name != key)
        moves, wordings, origins, explained = self._moves, self._wordings, self._origins, self._explained
        return Past(self._first, tuple(moves), tuple(wordings), names, tuple(origins), tuple(explained))

    def gone(self, path: str, key: str, when: dt.datetime) -> Gone | None:
        """Return what is to be known of it now that its file is gone; nothing if it never was public."""
        past = self.past(key)
        return Gone(path, past.first, when, past.names) if past else None

    def former(self) -> tuple[FormerName, ...]:
        """Return the names that it holds no more, in the order in which they came."""
        return tuple(FormerName(name, last) for name, last in self._called.items() if last)

    def _count(self, until: dt.datetime | None) -> None:
        """Count the newest version, which was there until then."""
        if self._newest is None:
            return
        when, key, facts = self._newest
        self._newest = None
        if facts.silent:
            self._wordings.clear()
            self._said = None
        shown = since(when, day(facts.since))
        outlasted = until is not None and shown > when and shown >= until
        expired = day(facts.until)
        # Who deletes an example, or makes a record of it, does as they were told.
        example = facts.example and key.startswith("example-")
        if facts.hidden or example or outlasted or (expired and expired < when.date()):
            return
        self._first = self._first or shown
        self._names[key] = None
        if facts.outcome:
            self._decided(shown, facts)

    def _decided(self, when: dt.datetime, facts: Facts) -> None:
        self._origins[facts.origin] = None
        if not self._moves or self._moves[-1].outcome != facts.outcome:
            self._moves.append(Move(when, facts.outcome))
            self._explained.append("")
        self._explained[-1] = facts.explained
        if facts.silent:
            return
        for field in _FIELDS if self._said else ():
            before, after = getattr(self._said, field), getattr(facts, field)
            # A reason of which only the word is left is still given: the vocabulary has words for it.
            coded = field == "reason" and not after and facts.code
            if before and before.split() != after.split() and not coded:
                self._wordings.append(Wording(when, field, before, after))
        self._said = facts
