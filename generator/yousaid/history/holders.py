"""Which commits still hold a name that was taken back. Nothing is changed; who wrote them is not read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from yousaid.diagnostics import Diagnostic
from yousaid.history import faults, repository

_SPECIAL = re.compile(r"[\[\](){}.*+?^$|\\]")


@dataclass(frozen=True, slots=True)
class Holder:
    """A commit that brought a name or took it away, or has it in its message; and the files in which it did."""

    commit: str
    when: dt.datetime
    paths: tuple[str, ...] = ()
    message: bool = False


def holders(root: Path, names: Collection[str]) -> tuple[tuple[Holder, ...], Diagnostic | None]:
    """Return the commits of all branches and tags, oldest first, that show one of the names; or why git cannot tell.

    A name is found as it is written, also where it is broken over two lines.
    """
    try:
        import git
    except ImportError as error:
        return (), faults.no_git(error)
    try:
        with repository.opened(root) as asked:
            if asked.is_unborn():
                return (), None
            pattern = "|".join("[[:space:]]+".join(map(_escaped, name.split())) for name in sorted(names))
            changed = {each.id: each for each in asked.changing(pattern)}
            told = dict(asked.telling(pattern))
    except git.InvalidGitRepositoryError:
        return (), faults.unknown("this folder is not in a git repository")
    except git.GitCommandNotFound:
        return (), faults.no_git()
    except (git.GitCommandError, ValueError, OverflowError, OSError) as error:
        return (), faults.no_answer(error)
    times = {commit: each.seconds for commit, each in changed.items()} | told
    paths = {commit: tuple(sorted({change.path for change in each.changes})) for commit, each in changed.items()}
    found = (
        Holder(commit, dt.datetime.fromtimestamp(seconds, dt.UTC), paths.get(commit, ()), commit in told)
        for commit, seconds in times.items()
    )
    return tuple(sorted(found, key=lambda each: (each.when, each.commit))), None


def _escaped(word: str) -> str:
    """Return a word as an extended regular expression (POSIX) that finds just it."""
    return _SPECIAL.sub(r"\\\g<0>", word)
