"""A new site in the place of the old one, in one step."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h on macOS


class BusyError(Exception):
    """Another build into the same folder is running."""


def workshop(target: Path) -> Path:
    """Return the folder beside ``target`` in which a build works; it lies on the same file system."""
    return target.parent / f".{target.name}.building"


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give an empty folder to build into; when the block ends well, it takes the place of ``target`` in one step.

    If the block fails or the process is killed, ``target`` is what it was; what a killed build left behind is swept
    up by the next one. Raises :class:`BusyError` while another build into the same folder runs.
    """
    room = workshop(target)
    room.mkdir(parents=True, exist_ok=True)
    # The folder stays, since a lock file that is deleted can be held twice; git is told to pass over it.
    (room / ".gitignore").write_text("*\n")
    lock = FileLock(room / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(f"another build into {target} is running") from None
    try:
        _recover(room, target)
        new = room / "new"
        new.mkdir()
        yield new
        _swap(new, target)
    finally:
        _sweep(room)
        lock.release()


def _recover(room: Path, target: Path) -> None:
    """Put back what a process that was killed between two renames had moved away."""
    if not target.exists() and (room / "old").exists():
        (room / "old").rename(target)
    _sweep(room)


def _sweep(room: Path) -> None:
    for name in ("new", "old"):
        shutil.rmtree(room / name, ignore_errors=True)


def _swap(new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        # Windows, and file systems without an exchange: between the two renames there is no site for a moment.
        old = new.with_name("old")
        target.rename(old)
        new.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one system call; tell whether the system could."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            return bool(libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(names[0], names[1], _RENAME_SWAP) == 0)
    except (OSError, AttributeError, TypeError):
        pass
    return False
