"""Each file's way through the commits: its new names, its return after it was deleted, and its versions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from yousaid.history.log import Change, Commit
from yousaid.history.story import Story
from yousaid.history.versions import Place, place
from yousaid.reader import FOLDER


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
    place: Place | None = None
    last: int = 0
    commit: str = ""
    blob: str = ""
    versions: list[Version] = field(default_factory=list)
    story: Story | None = None

    def goes_on(self, commit: Commit, change: Change, where: Place | None) -> None:
        """Add what a commit made of it."""
        self.path, self.place, self.last = change.path, where, commit.seconds
        self.commit, self.blob = commit.id, change.blob
        if where and change.blob:
            self.versions.append(Version(commit.seconds, where.key, change.blob))

    def ends(self, commit: Commit) -> None:
        """Add that it was deleted."""
        self.last = commit.seconds
        if self.place:
            self.versions.append(Version(commit.seconds, self.place.key, ""))

    def moves(self, old: str, new: str) -> None:
        """Note that the folder that holds it lies elsewhere. That is no change of what is in there."""
        self.path = f"{new}{self.path.removeprefix(old)}"
        self.place = self.place and self.place._replace(root=new)


class Trails:
    """All files: those that are there, by path, and those that are gone, which may come back.

    Paths begin at the top of the repository. Of the records in ``folders``, each with a slash at its end, it is noted
    which have to be read.
    """

    def __init__(self, folders: Collection[str]) -> None:
        self.here: dict[str, Trail] = {}
        self.gone: dict[Place | str, Trail] = {}
        self.untold: dict[int, Trail] = {}
        """Records with more than one version; of those that never changed nobody has to read any."""
        self.begun: frozenset[str] = frozenset()
        """Folders that held no record before the commit that was followed last, and whose records came from nowhere."""
        self.older: dict[str, tuple[str, ...]] = {}
        """For a folder that moved as a whole, where it lay before, the newest first."""
        self._folders = folders
        self._held: Counter[str] = Counter()

    def follow(self, commit: Commit) -> None:
        """Take the next commit."""
        left = {}
        for change in commit.changes:
            if change.letter in "DR" and change.old in self.here:
                left[change.old] = self._taken(change.old)
        arrivals = [(change, place(change.path)) for change in commit.changes if change.letter != "D"]
        begun = {where.root for _, where in arrivals if where and not self._held[where.root]}
        begun -= {trail.place.root for trail in left.values() if trail.place}
        self.begun = frozenset(begun - self._moved(left, arrivals, begun)) if begun and left else frozenset(begun)
        ids = {trail.place or trail.path: path for path, trail in left.items()} if left else {}
        new = {change.path for change, _ in arrivals} if left else ()
        if ids:  # first of all the records that kept their id, whatever git thinks of their content
            arrivals.sort(key=lambda each: (each[1] or each[0].path) not in ids)
        for change, where in arrivals:
            trail = self.here.get(change.path)
            if trail is None:
                found = self.gone.pop(where or change.path, None)
                alike = change.old if left and _is_alike(left.get(change.old), where, new) else ""
                came = left.pop(ids.get(where or change.path) or alike, None)
                trail = self._put(change.path, where, came or found or Trail(commit.seconds))
                if came and (came.path, came.blob) == (change.path, change.blob):
                    self._note(came)
                    continue
            trail.goes_on(commit, change, where)
            self._note(trail)
        for trail in left.values():
            trail.ends(commit)
            self.gone[trail.place or trail.path] = trail
            self._note(trail)

    def only(self, folder: str) -> None:
        """Keep what lies in one folder, by paths from there."""
        self.here = {path.removeprefix(folder): trail for path, trail in self.here.items() if path.startswith(folder)}
        gone = self.gone.items()
        self.gone = {where: trail for where, trail in gone if isinstance(where, Place) and where.root == folder}
        for trail in (*self.here.values(), *self.gone.values()):
            trail.path = trail.path.removeprefix(folder)
            trail.place = trail.place if trail.place and trail.place.root == folder else None
        untold = self.untold.items()
        self.untold = {name: trail for name, trail in untold if trail.place and trail.place.root == folder}

    def _taken(self, path: str) -> Trail:
        trail = self.here.pop(path)
        if trail.place:
            self._held[trail.place.root] -= 1
        return trail

    def _put(self, path: str, where: Place | None, trail: Trail) -> Trail:
        self.here[path] = trail
        if where:
            self._held[where.root] += 1
        return trail

    def _moved(
        self, left: Mapping[str, Trail], arrivals: Sequence[tuple[Change, Place | None]], begun: Collection[str]
    ) -> set[str]:
        """Take those folders for moved whose last records are now among those of a folder that had none.

        A folder that was copied is another one from then on. Returned are the new ones.
        """
        still = {where.root for _, where in arrivals if where}
        lost = [(path, trail.place) for path, trail in left.items() if trail.place]
        signs: dict[tuple[str, str], set[str]] = defaultdict(set)
        for path, (kind, key, root) in lost:
            if root not in still and not self._held[root]:
                signs[kind, key].add(root)
                signs[kind, path].add(root)
        same, alike = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for change, where in arrivals:
            if where and where.root in begun:
                same.update((old, where.root) for old in signs[where.kind, where.key])
                alike.update((old, where.root) for old in signs[where.kind, change.old])
        homes: dict[str, str] = {}
        # By their ids, by their own names, by what git thinks of their content: sites may be much alike.
        for old, new in sorted(
            {*same, *alike}, key=lambda at: (-same[at], _name(at[0]) != _name(at[1]), -alike[at], at)
        ):
            if old not in homes and new not in homes.values():
                homes[old] = new
        for old in sorted(homes, key=len, reverse=True):
            self._move(old, homes[old], left)
        return set(homes.values())

    def _move(self, old: str, new: str, left: Mapping[str, Trail]) -> None:
        """Take a folder with all that was ever there to where it lies now."""
        self.older[new] = (old, *self.older.get(old, ()))
        for where in [where for where in self.gone if isinstance(where, Place) and where.root == old]:
            trail = self.gone[where._replace(root=new)] = self.gone.pop(where)
            trail.moves(old, new)
        for path, trail in left.items():
            # What is no record may lie in two of them; it belongs to the inner one.
            if (trail.place.root == old) if trail.place else (trail.path == path and path.startswith(old)):
                trail.moves(old, new)

    def _note(self, trail: Trail) -> None:
        if trail.place and trail.place.root in self._folders and (trail.story or len(trail.versions) > 1):
            self.untold[id(trail)] = trail


def _name(folder: str) -> str:
    return folder.rstrip("/").rpartition("/")[2]


def _is_alike(trail: Trail | None, where: Place | None, new: Collection[str]) -> bool:
    """Tell whether a file that lost its name can have got a new one here.

    A customer becomes no decision, and a record of which we say at the same time that it was removed becomes no other;
    nor does one of another site become one of ours.
    """
    if trail is None or not (trail.place and where):
        return trail is not None and trail.place == where
    old, key, root = trail.place
    return (old, root) == (where.kind, where.root) and f"{root}{FOLDER}/removed/{key}.yml" not in new
