"""Each file's way through the commits: its new names, its return after it was deleted, and its versions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from yousaid.history.log import Change, Commit
from yousaid.history.story import Story
from yousaid.history.versions import Kind, place
from yousaid.reader import FOLDER

Place: TypeAlias = "tuple[Kind, str] | None"


class Version(NamedTuple):
    """What a file became: since when, under which id, and its content; nothing where it was deleted."""

    seconds: int
    key: str
    blob: str


@dataclass(slots=True)
class Trail:
    """One file: when it was first there, its last change, and those of its versions that are not read yet."""

    first: int
    path: str = ""
    place: Place = None
    last: int = 0
    commit: str = ""
    blob: str = ""
    versions: list[Version] = field(default_factory=list)
    story: Story | None = None

    def goes_on(self, commit: Commit, change: Change, where: Place) -> None:
        """Add what a commit made of it."""
        self.path, self.place, self.last = change.path, where, commit.seconds
        self.commit, self.blob = commit.id, change.blob
        if where and change.blob:
            self.versions.append(Version(commit.seconds, where[1], change.blob))

    def ends(self, commit: Commit) -> None:
        """Add that it was deleted."""
        self.last = commit.seconds
        if self.place:
            self.versions.append(Version(commit.seconds, self.place[1], ""))


class Trails:
    """All files: those that are there, by path, and those that are gone, which may come back."""

    def __init__(self) -> None:
        self.here: dict[str, Trail] = {}
        self.gone: dict[Place | str, Trail] = {}
        self.untold: dict[int, Trail] = {}
        """Records with more than one version; of those that never changed nobody has to read any."""

    def follow(self, commit: Commit) -> None:
        """Take the next commit."""
        left = {}
        for change in commit.changes:
            if change.letter in "DR" and change.old in self.here:
                left[change.old] = self.here.pop(change.old)
        ids = {trail.place: path for path, trail in left.items() if trail.place} if left else {}
        arrivals = [(change, place(change.path)) for change in commit.changes if change.letter != "D"]
        new = {change.path for change, _ in arrivals} if left else ()
        # First of all the records that kept their id, whatever git thinks of their content.
        for change, where in sorted(arrivals, key=lambda each: each[1] not in ids) if ids else arrivals:
            trail = self.here.get(change.path)
            if trail is None:
                trail = self.gone.pop(where or change.path, None)
                if left:
                    alike = change.old if _is_alike(left.get(change.old), where, new) else ""
                    trail = left.pop((where and ids.get(where)) or alike, trail)
                trail = self.here[change.path] = trail or Trail(commit.seconds)
            trail.goes_on(commit, change, where)
            self._note(trail)
        for trail in left.values():
            trail.ends(commit)
            self.gone[trail.place or trail.path] = trail
            self._note(trail)

    def _note(self, trail: Trail) -> None:
        if trail.place and (trail.story or len(trail.versions) > 1):
            self.untold[id(trail)] = trail


def _is_alike(trail: Trail | None, where: Place, new: Collection[str]) -> bool:
    """Tell whether a file that lost its name can have got a new one here.

    A customer becomes no decision, and a record of which we say at the same time that it was removed becomes no other.
    """
    if trail is None or not (trail.place and where):
        return trail is not None and trail.place == where
    return trail.place[0] == where[0] and f"{FOLDER}/removed/{trail.place[1]}.yml" not in new
