"""The commits along first parents, oldest first, from what ``git log`` writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

QUESTION = (
    "--first-parent",
    "--diff-merges=first-parent",
    "--reverse",
    "-M",
    "-l0",
    "-z",
    "--raw",
    "--no-abbrev",
    "--no-relative",
    "--no-show-signature",
    "--format=%x01%H %ct",
)
"""What is asked; nothing of it may depend on what a person has set for their own log."""


class Change(NamedTuple):
    """What a commit did to a file: its letter in ``git log`` and, where it has a new name, the old one."""

    letter: str
    path: str
    old: str
    blob: str
    """The content that it has from here on; nothing where it is no plain file."""


class Commit(NamedTuple):
    """A commit that changed something, in seconds since 1970."""

    id: str
    seconds: int
    changes: list[Change]


def commits(chunks: Iterable[bytes]) -> Iterator[Commit]:
    """Yield the commits from the pieces in which the answer arrives; paths begin at the top of the repository."""
    words = _words(chunks)
    commit = Commit("", 0, [])
    for word in words:
        if word.startswith("\x01"):
            if commit.id:
                yield commit
            name, _, seconds = word[1:].partition(" ")
            commit = Commit(name, int(seconds), [])
        else:
            # :100644 100755 <id before> <id after> R086
            _, mode, _, blob, letter = word.lstrip("\n").split(" ")
            old = next(words)
            path = next(words) if letter[0] in "RC" else old
            blob = blob if mode.startswith("100") else ""
            commit.changes.append(Change(letter[0], path, old, blob))
    if commit.id:
        yield commit


def _words(chunks: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for chunk in chunks:
        whole, ended, rest = (rest + chunk).rpartition(b"\0")
        if ended:
            yield from whole.decode("utf-8", "surrogateescape").split("\0")
