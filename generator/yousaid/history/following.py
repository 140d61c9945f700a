"""All commits of a folder followed, also those from when it lay elsewhere in the repository."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Container
from pathlib import Path

from yousaid.history import repository
from yousaid.history.log import Commit
from yousaid.history.repository import Repository
from yousaid.history.trails import Trails
from yousaid.reader import FOLDER

_INSIDE = re.compile(rf"(?:\A|(?<=/)){FOLDER}/(?:[^/]+/)?[^/]+\Z")
"""What lies below a folder of records, from there."""
_ANY = range(-sys.maxsize, sys.maxsize)


class ImpossibleError(Exception):
    """A commit has a time that cannot be."""

    def __init__(self, commit: Commit) -> None:
        super().__init__(commit.id)
        self.commit = commit


def followed(
    asked: Repository, commit: str, possible: Container[int] = _ANY, tell: Callable[[Trails], None] = lambda _: None
) -> Trails:
    """Follow the commits up to this one, and return what is left of it in the folder.

    Git is asked for the folder alone. Where its records were elsewhere before, the log is read once more with that
    folder, and so on. ``tell`` is called with what was found so far, lest it becomes too much.
    """
    folders: tuple[str, ...] = (asked.inside,)
    while True:
        trails, more = Trails(folders), set[str]()
        for each in asked.commits(commit, folders):
            if asked.inside and not each.changes:
                continue
            if each.seconds not in possible:
                raise ImpossibleError(each)
            trails.follow(each)
            if "" not in folders:
                more = _before(each, trails, folders, asked).difference(folders)
            if more:
                break
            tell(trails)
        if not more:
            trails.only(asked.inside)
            return trails
        folders += tuple(sorted(more))


def folder(root: Path, rev: str) -> str:
    """Return where a folder lay at a revision, from the top of the repository; empty, or with a slash at its end."""
    with repository.opened(root) as asked:
        return lay(asked, rev)


def lay(asked: Repository, rev: str) -> str:
    """Return where the folder lay at a revision, or where it lies today if it lay nowhere then."""
    if asked.holds(rev, f"{asked.inside}{FOLDER}"):
        return asked.inside
    return next((each for each in older(asked) if asked.holds(rev, f"{each}{FOLDER}")), asked.inside)


def older(asked: Repository) -> tuple[str, ...]:
    """Return where the folder lay before, the newest first."""
    return followed(asked, asked.newest("HEAD")[0]).older.get(asked.inside, ())


def _before(commit: Commit, trails: Trails, folders: Collection[str], asked: Repository) -> set[str]:
    """Return the folders from which this commit may have brought all records of one of these."""
    found = {old for each in folders for old in trails.older.get(each, ())}
    begun = trails.begun.intersection(folders)
    if begun:
        paths = [change.path for change in commit.changes]
        new = {path.removeprefix(root) for root in begun for path in paths if path.startswith(root)}
        lost = filter(None, map(_INSIDE.search, asked.deleted(commit.id)))
        found |= {each.string[: each.start()] for each in lost if each[0] in new}
    return found
