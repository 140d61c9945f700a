"""Which commits still hold a name that was taken back. Nothing is changed; who wrote them is not read."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from yousaid.diagnostics import Diagnostic
from yousaid.history import faults, repository
from yousaid.history.log import Commit

_SPECIAL = re.compile(r"[\[\](){}.*+?^$|\\]")


@dataclass(frozen=True, slots=True)
class Holder:
    """A commit that brought a name or took it away, or has it in its message; and the files in which it did."""

    commit: str
    when: dt.datetime
    paths: tuple[str, ...] = ()
    message: bool = False
    telling: tuple[str, ...] = ()
    """The paths that tell the name themselves."""


def holders(
    root: Path, names: Collection[str], words: Collection[str] = (), but: str = ""
) -> tuple[tuple[Holder, ...], Diagnostic | None]:
    """Return the commits of all branches and tags, oldest first, that show one of the names; or why git cannot tell.

    A name is found as it is written, also where it is broken over two lines; and ``words`` in paths, with any sign
    where they have a "?". Of one path it does not matter what it tells, in whichever folder it lay.
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
            changed = [*asked.changing(pattern)]
            named = [_without(each, but) for each in asked.naming(words)]
            told = dict(asked.telling(pattern))
    except git.InvalidGitRepositoryError:
        return (), faults.unknown("this folder is not in a git repository")
    except git.GitCommandNotFound:
        return (), faults.no_git()
    except (git.GitCommandError, ValueError, OverflowError, OSError) as error:
        return (), faults.no_answer(error)
    times = {each.id: each.seconds for each in (*changed, *named) if each.changes} | told
    paths, telling = _paths([*changed, *named]), _paths(named)
    found = (
        Holder(commit, dt.datetime.fromtimestamp(seconds, dt.UTC), paths[commit], commit in told, telling[commit])
        for commit, seconds in times.items()
    )
    return tuple(sorted(found, key=lambda each: (each.when, each.commit))), None


def _paths(commits: Iterable[Commit]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in commits:
        found[each.id] |= {change.path for change in each.changes}
    return defaultdict(tuple, {commit: tuple(sorted(paths)) for commit, paths in found.items()})


def _without(commit: Commit, path: str) -> Commit:
    end = f"/{path}"
    return commit._replace(changes=[change for change in commit.changes if not f"/{change.path}".endswith(end)])


def _escaped(word: str) -> str:
    """Return a word as an extended regular expression (POSIX) that finds just it."""
    return _SPECIAL.sub(r"\\\g<0>", word)
