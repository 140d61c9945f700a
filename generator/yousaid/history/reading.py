"""One pass over the log, and over the old versions of the records that ever changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from yousaid.diagnostics import Diagnostic
from yousaid.history import faults, repository
from yousaid.history.following import ImpossibleError, followed, lay
from yousaid.history.memory import Memory
from yousaid.history.objects import History
from yousaid.history.repository import MissingError, Repository
from yousaid.history.story import GONE, Story, time
from yousaid.history.summary import Sum
from yousaid.history.trails import Trail, Trails
from yousaid.history.versions import Kind, facts

AT_ONCE = 2_000
"""Records whose old versions are read together: so much of the past is in memory at a time."""


def read(root: Path, rev: str = "", today: dt.date | None = None) -> tuple[History, list[Diagnostic]]:
    """Read the history of the folder ``root`` up to a revision, or else to where it is now.

    ``today`` is the day it is: a commit of the future is a fault. With a ``rev``, the working tree is not looked at.
    """
    # Imported late: it looks for git on import, and most commands do without.
    try:
        import git
    except ImportError as error:
        return History(), [faults.no_git(error)]
    root = root.resolve()
    try:
        with repository.opened(root) as asked:
            return _read(asked, root, rev, today)
    except git.InvalidGitRepositoryError:
        if any((folder / ".git").exists() for folder in (root, *root.parents)):
            return History(), [faults.no_repository()]
        return History(), [faults.unknown("this folder is not in a git repository")]
    except git.GitCommandNotFound:
        return History(), [faults.no_git()]
    except (git.GitCommandError, ValueError, OverflowError, OSError) as error:
        return History(), [faults.no_answer(error)]


def _read(asked: Repository, root: Path, rev: str, today: dt.date | None) -> tuple[History, list[Diagnostic]]:
    if asked.is_unborn():
        return History(), [faults.unknown("there is no commit yet")]
    if asked.is_shallow():
        return History(), [faults.shallow()]
    commit, seconds = asked.newest(rev or "HEAD")
    asked.inside = lay(asked, commit) if rev else asked.inside
    possible = faults.possible(today)
    if seconds not in possible:
        return History(), [faults.clock(commit, seconds)]
    try:
        with Memory(asked.home) as memory:
            trails = followed(asked, commit, possible, lambda found: _tell(found, asked, memory, AT_ONCE))
            uncommitted = frozenset[str]() if rev else asked.uncommitted()
            found = Sum(root, trails, uncommitted, time(seconds))
            trails.untold.update((id(trail), trail) for trail in found.to_be_read())
            _tell(trails, asked, memory)
    except ImpossibleError as error:
        return History(), [faults.clock(error.commit.id, error.commit.seconds)]
    except MissingError as error:
        return History(), [faults.missing(str(error), asked.is_partial())]
    past, gone, (former, withdrawn, links) = found.past(), found.gone(asked.unknown), found.customers()
    return History(found.dates(), found.head, commit, past, gone, former, withdrawn, links), []


def _tell(trails: Trails, asked: Repository, memory: Memory, least: int = 1) -> None:
    """Read what versions say once they are so many, and tell it to the stories of their files."""
    if len(trails.untold) < least:
        return
    untold = [(trail, trail.place.kind) for trail in trails.untold.values() if trail.place]
    trails.untold.clear()
    for start in range(0, len(untold), AT_ONCE):
        _tell_some(untold[start : start + AT_ONCE], asked, memory)


def _tell_some(untold: Sequence[tuple[Trail, Kind]], asked: Repository, memory: Memory) -> None:
    """Read what versions say, from git those that were never read, and tell it to the stories of their files."""
    versions = {(kind, version.blob): None for trail, kind in untold for version in trail.versions if version.blob}
    known = dict(memory.recall(tuple(versions))) if versions else {}
    unread: dict[str, list[Kind]] = {}
    for kind, blob in versions:
        if (kind, blob) not in known:
            unread.setdefault(blob, []).append(kind)
    if unread:
        fresh = {(kind, blob): facts(kind, told) for blob, told in asked.contents(unread) for kind in unread[blob]}
        memory.keep(fresh)
        known |= fresh
    for trail, kind in untold:
        trail.story = trail.story or Story()
        for version in trail.versions:
            said = known[kind, version.blob] if version.blob else GONE
            if said:
                trail.story.add(time(version.seconds), version.key, said)
        trail.versions.clear()
