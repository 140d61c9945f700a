"""What can be wrong with a history, and what to do about it. Nothing is guessed in its place."""

from __future__ import annotations

import datetime as dt

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

The message repeats what git said. A damaged repository is found with `git fsck`; where there is another clone, a fresh
one of that is the quickest way out.
""",
)
CLOCK = Code(
    "YS604",
    "commits-have-a-date",
    """A commit must have a date that can be.

A machine whose clock is wrong writes commits of the year 1970, or of the future. Since when something has been public
is then not known, and the day of the newest commit is the day as of which the site is built. Set the clock right. The
newest commit is then mended with `git commit --amend --no-edit --reset-author`; older ones only by writing the
history anew (`git rebase`), which everybody who has a clone must know of. Or write `history: off` under the plugin in
`mkdocs.yml`.
""",
)
PARTIAL = Code(
    "YS605",
    "all-that-was-published",
    """The clone must hold what records said before.

In a partial clone (`--filter`) git fetches the content of an old version when somebody asks for it, one after another;
a build does not use the network. Fetch all of it once with `git -c remote.origin.partialclonefilter= fetch --refetch`;
in a workflow, leave out `filter`.
""",
)
NOT_OURS = Code(
    "YS606",
    "a-repository-of-our-own",
    """The repository must belong to the user who reads it.

Git refuses one of another user, since its settings could run programs. In a container or a workflow, that is often
so, and meant. Tell git that you trust this folder, once.
""",
)
CODES = (SHALLOW, NO_HISTORY, BROKEN, CLOCK, PARTIAL, NOT_OURS)

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_DAY = 24 * 60 * 60
_FSCK = "run `git fsck` in this folder; if there is another clone, clone that again"


def shallow() -> Diagnostic:
    """Say that the oldest commits are missing."""
    return Diagnostic(
        Span(".git"),
        SHALLOW,
        "the clone must hold the whole history, and this one is shallow",
        "run `git fetch --unshallow`; in a workflow, check out with `fetch-depth: 0`",
    )


def unknown(why: str, first: str = "commit the records to git") -> Diagnostic:
    """Say that there is no history, and what to do ``first``."""
    return Diagnostic(
        Span("."),
        NO_HISTORY,
        f"dates of publication are not known: {why}",
        f"{first}, or write `history: off` under the plugin in mkdocs.yml",
        severity="warning",
    )


def no_git(error: ImportError | None = None) -> Diagnostic:
    """Say that there is nobody to ask; GitPython looks for git on import, and explains that at length."""
    said = str(error or "Bad git executable").split("\n", 1)[0]
    return unknown("git is not installed", "install git") if "git executable" in said else unknown(said)


def no_repository() -> Diagnostic:
    """Say that there is a `.git` here that git does not know as one."""
    return Diagnostic(
        Span(".git"),
        BROKEN,
        "git does not take this for a repository: something in `.git` is missing or damaged",
        "run `git status` in this folder; if there is another clone, clone that again",
    )


def possible(today: dt.date | None) -> range:
    """Return the times that a commit can have, in seconds. Clocks and time zones may differ by a day."""
    last = (today or dt.date(9999, 12, 30)) - _EPOCH.date()
    return range(_DAY, (last.days + 2) * _DAY)


def clock(commit: str, seconds: int) -> Diagnostic:
    """Say that a commit has a time that cannot be."""
    late = seconds > _DAY
    why = "which is in the future" if late else "from when the clocks of machines begin"
    when = f"{_EPOCH + dt.timedelta(seconds=seconds):%Y-%m-%d}" if seconds < possible(None).stop else "a later year"
    return Diagnostic(
        Span(".git"),
        CLOCK,
        f"the commit {commit[:10]} must have a date that can be, and not {when}, {why}",
        "set the clock; mend the newest commit with `git commit --amend --no-edit --reset-author`",
    )


def missing(blob: str, partial: bool) -> Diagnostic:
    """Say that a content is not there."""
    if partial:
        return Diagnostic(
            Span(".git"),
            PARTIAL,
            "the clone must hold what records said before, and this one is partial",
            "run `git -c remote.origin.partialclonefilter= fetch --refetch`; in a workflow, leave out `filter`",
        )
    return Diagnostic(
        Span(".git"),
        BROKEN,
        f"git cannot read the history: the object {blob} is missing or damaged",
        _FSCK,
    )


def answer(error: Exception) -> list[str]:
    """Return the lines that git said."""
    text = str(error).rpartition("stderr: '")[2].removesuffix("'")
    return [line.strip() for line in text.splitlines() if line.strip()]


def no_answer(error: Exception) -> Diagnostic:
    """Repeat what git said."""
    said = answer(error)
    if any("promisor remote" in line for line in said):
        return missing("", partial=True)
    if any("dubious ownership" in line for line in said):
        trust = next((line for line in said if line.startswith("git config")), "git status")
        message = "the repository must belong to the user who reads it, and git refuses this one"
        return Diagnostic(Span(".git"), NOT_OURS, message, f"run `{printable(trust)}`, if you trust it")
    why = printable(said[-1] if said else repr(error))
    damaged = any(sign in why for sign in ("unable to read", "corrupt", "bad object", "missing", "traverse"))
    return Diagnostic(
        Span(".git"),
        BROKEN,
        f"git cannot read the history: {why}",
        _FSCK if damaged else "run `git log` in this folder and follow what it says",
    )
