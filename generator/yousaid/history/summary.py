"""What is known of all files once the whole log was followed."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from yousaid.history.objects import Dates, FormerName, Gone, Past
from yousaid.history.story import GONE, time
from yousaid.history.trails import Trail, Trails
from yousaid.history.versions import Facts, facts, place


@dataclass(frozen=True)
class Sum:
    """All trails to their end, beside the folder itself, where files may be ``uncommitted``: changed or deleted."""

    root: Path
    trails: Trails
    uncommitted: frozenset[str]
    head: dt.datetime

    def to_be_read(self) -> Iterator[Trail]:
        """Yield the records that have to be read even if they have one version only: no file of today says it."""
        yield from self.trails.gone.values()
        yield from (self.trails.here[path] for path in self.uncommitted & self.trails.here.keys())

    def dates(self) -> dict[str, Dates]:
        """Return the dates of all files that are there."""
        return {
            path: Dates(time(trail.first), time(trail.last), trail.commit, trail.blob)
            for path, trail in self.trails.here.items()
        }

    def past(self) -> dict[str, Past | None]:
        """Return what was public of the records that were read."""
        here = self.trails.here.items()
        return {path: trail.story.past(trail.place.key) for path, trail in here if trail.story and trail.place}

    def gone(self, unknown: Callable[[], Collection[str]]) -> dict[str, Gone]:
        """Return the decisions that were public and were deleted, if only in the working tree.

        There, what is new beside them may be their new name: git tells that once it is committed.
        """
        here, there = self.trails.here, set(self.trails.here)
        deleted = {path for path in self.uncommitted & there if not (self.root / path).exists()}
        if any(map(_is_decision, deleted)):
            new = self.uncommitted - there | set(unknown())
            deleted = set() if any(map(_is_decision, new)) else deleted
        away = [*((trail, time(trail.last)) for trail in self.trails.gone.values())]
        away += [(here[path], self.head) for path in sorted(deleted)]
        ids = {here[path].place for path in there - deleted}
        found = {}
        for trail, when in away:
            if trail.story and trail.place and trail.place.kind == "decision" and trail.place not in ids:
                gone = trail.story.gone(trail.path, trail.place.key, when)
                if gone:
                    found[trail.place.key] = gone
        return dict(sorted(found.items()))

    def customers(
        self,
    ) -> tuple[dict[str, tuple[FormerName, ...]], dict[str, dt.date], dict[str, tuple[str, ...]]]:
        """Return the names that customers' files held and do not hold in the working tree.

        With them come the days on which they withdrew, and all their links.
        """
        former, withdrawn, links = {}, {}, {}
        for trail in (*self.trails.gone.values(), *self.trails.here.values()):
            if trail.story and trail.place and trail.place.kind == "customer":
                key, story = trail.place.key, trail.story
                if trail.path in self.uncommitted:
                    story.add(self.head, key, self._said_today(trail.path))
                former[key], withdrawn[key] = story.former(), story.withdrawn
                links[key] = tuple(sorted(story.links))
        return (
            {key: names for key, names in sorted(former.items()) if names},
            {key: day for key, day in sorted(withdrawn.items()) if day},
            {key: found for key, found in sorted(links.items()) if found},
        )

    def _said_today(self, path: str) -> Facts:
        with contextlib.suppress(OSError):
            return facts("customer", (self.root / path).read_bytes()) or GONE
        return GONE


def _is_decision(path: str) -> bool:
    where = place(path)
    return where is not None and (where.kind, where.root) == ("decision", "")
