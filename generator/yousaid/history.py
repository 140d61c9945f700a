"""When each file was first published and last changed: one pass over git's log, along first parents.

The first parent is the way of publication: a record is public from the commit that brought it to the published branch,
whenever its author wrote it. No author, e-mail or message is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yousaid.diagnostics import Code, Diagnostic, Span, printable

SHALLOW = Code(
    "YS601",
    "the-whole-history",
    """The clone must hold the whole history.

In a shallow clone the oldest commit looks like the day on which everything was published, and every date on the site
would be
wrong. Fetch the rest with `git fetch --unshallow`; in a workflow, check out with `fetch-depth: 0`. If dates from git
are not
wanted at all, write `history: off` under the plugin in `mkdocs.yml`: the site then says that they are not known.
""",
)
NO_HISTORY = Code(
    "YS602",
    "records-in-git",
    """The records should be in git.

Without git nobody can see when an answer was first published, or that it was changed. The site is built all the same,
and carries no dates of publication. Begin with `git init`, or write `history: off` under the plugin in `mkdocs.yml`.
""",
)
BROKEN = Code(
    "YS603",
    "git-must-answer",
    """Git must be able to read the history.

The message repeats what git said. A repository that belongs to another user is refused by git until you run
`git config --global --add safe.directory <folder>`; a damaged one is found with `git fsck`.
""",
)
CODES = (SHALLOW, NO_HISTORY, BROKEN)


@dataclass(frozen=True, slots=True)
class Dates:
    """When a file was first published and when it was last changed there, in UTC."""

    first: dt.datetime
    last: dt.datetime


@dataclass(frozen=True, slots=True)
class History:
    """What git knows: dates by path (relative to the root, forward slashes), and the date of the newest commit."""

    dates: Mapping[str, Dates] = field(default_factory=dict)
    head: dt.datetime | None = None

    def of(self, path: str) -> Dates | None:
        """Return the dates of a file, or nothing if it has not been committed."""
        return self.dates.get(path)


def read(root: Path) -> tuple[History, list[Diagnostic]]:
    """Read the log of the repository that ``root`` lies in."""
    # Imported late: it looks for git on import, and most commands do without.
    try:
        import git
    except ImportError as error:
        return History(), [_unknown(str(error).split("\n", 1)[0])]
    root = root.resolve()
    try:
        with git.Repo(root, search_parent_directories=True) as repo:
            top = Path(str(repo.working_tree_dir)).resolve()
            if _is_unborn(Path(repo.common_dir)):
                return History(), [_unknown("there is no commit yet")]
            if repo.git.rev_parse("--is-shallow-repository") == "true":
                return History(), [_shallow()]
            # To say that all is wanted costs as much again as the log itself.
            below = () if root == top else ("--", str(root))
            log = repo.git(c=_OURS).log(*_QUESTION, *below, stdout_as_string=False)
            head = _time(repo.git.log("-1", "--no-show-signature", "--format=%ct"))
        inside = root.relative_to(top).as_posix()
        return History(_dates(log, "" if inside == "." else f"{inside}/"), head), []
    except git.InvalidGitRepositoryError as error:
        if any((folder / ".git").exists() for folder in (root, *root.parents)):
            return History(), [_no_answer(error)]
        return History(), [_unknown("this folder is not in a git repository")]
    except git.GitCommandNotFound:
        return History(), [_unknown("git is not installed")]
    except (git.GitCommandError, ValueError, OverflowError, OSError) as error:
        return History(), [_no_answer(error)]


# What a person has set for their own log must not change the dates of a site.
_OURS = "log.showRoot=true"
_QUESTION = (
    "--first-parent",
    "--diff-merges=first-parent",
    "-M",
    "-l0",
    "-z",
    "--name-status",
    "--no-relative",
    "--no-show-signature",
    "--format=%x01%ct",
)


def _is_unborn(folder: Path) -> bool:
    """Tell whether a repository has never had a commit; a damaged one has had."""
    heads = folder / "refs" / "heads"
    found = (
        (folder / "packed-refs").exists()
        or (folder / "reftable").exists()
        or any(path.is_file() for path in heads.rglob("*"))
    )
    return heads.exists() and not found


def _time(seconds: str) -> dt.datetime:
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC)


def _dates(log: bytes, prefix: str) -> dict[str, Dates]:
    """Return the dates of every path that exists at the newest commit, following renames backwards."""
    dates: dict[str, Dates] = {}
    # What a path of an older commit is called today; None where it was deleted and so names something else.
    today: dict[str, str | None] = {}
    for when, status, old, new in _changes(log):
        name = today.get(new, new)
        if status == "D":
            if name not in dates:
                today[new] = None
            continue
        if name is not None:
            known = dates.get(name)
            dates[name] = Dates(when, known.last if known else when)
        if status == "R":
            today[old] = name
            today[new] = None
    return {path.removeprefix(prefix): found for path, found in dates.items() if path.startswith(prefix)}


def _changes(log: bytes) -> Iterator[tuple[dt.datetime, str, str, str]]:
    """Yield (time, status, old path, new path), newest first, from ``--format=%x01%ct -z --name-status``."""
    words = iter(log.decode("utf-8", "surrogateescape").split("\0"))
    when = dt.datetime.min
    for word in words:
        status = word.lstrip("\n")
        if status.startswith("\x01"):
            when = _time(status[1:])
        elif status:
            old = next(words)
            new = next(words) if status[0] in "RC" else old
            yield when, status[0], old, new


def _shallow() -> Diagnostic:
    return Diagnostic(
        Span(".git"),
        SHALLOW,
        "the clone must hold the whole history, and this one is shallow",
        "run `git fetch --unshallow`; in a workflow, check out with `fetch-depth: 0`",
    )


def _unknown(why: str) -> Diagnostic:
    return Diagnostic(
        Span("."),
        NO_HISTORY,
        f"dates of publication are not known: {why}",
        "commit the records to git, or write `history: off` under the plugin in mkdocs.yml",
        severity="warning",
    )


def _no_answer(error: Exception) -> Diagnostic:
    said = [line.strip() for line in str(error).splitlines() if line.strip()]
    return Diagnostic(
        Span(".git"),
        BROKEN,
        f"git cannot read the history: {printable(said[-1] if said else repr(error))}",
        "run `git log` in this folder and follow what it says",
    )
