"""A new site in the place of the old one, in one step."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h on macOS
# What systems and file systems answer that know no exchange (NFS and FUSE among them); renameat2(2) says EINVAL.
_UNKNOWN = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


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
    with beside(target) as new:
        yield new
        swap(new, target)


@contextlib.contextmanager
def beside(target: Path, wait: bool = False) -> Iterator[Path]:
    """Give an empty folder for what :func:`swap` may put in the place of ``target``, and to nobody else meanwhile.

    Raises :class:`BusyError` while somebody else has it, or waits.
    """
    room = workshop(target)
    room.parent.mkdir(parents=True, exist_ok=True)
    # Nobody else looks inside: a server may well serve the folder in which both lie.
    room.mkdir(mode=0o700, exist_ok=True)
    # The folder stays, since a lock file that is deleted can be held twice; git is told to pass over it.
    (room / ".gitignore").write_text("*\n")
    lock = FileLock(room / "lock")
    try:
        lock.acquire(timeout=-1 if wait else 0)
    except Timeout:
        raise BusyError(f"another build into {target} is running") from None
    try:
        _recover(room, target)
        new = room / "new"
        new.mkdir()
        yield new
    finally:
        _sweep(room)
        lock.release()


def swap(new: Path, target: Path) -> bool:
    """Put a folder in the place of another one, which is then ``new``; tell whether it was done in one step."""
    if not target.exists():
        new.rename(target)
        return True
    if _exchange(new, target):
        return True
    # Windows, and file systems without an exchange: between the two renames there is no site for a moment.
    old = new.with_name("old")
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    return False


def _recover(room: Path, target: Path) -> None:
    """Put back what a process that was killed between two renames had moved away."""
    if not target.exists() and (room / "old").exists():
        (room / "old").rename(target)
    _sweep(room)


def _sweep(room: Path) -> None:
    for name in ("new", "old"):
        shutil.rmtree(room / name, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one system call; tell whether the system can. Raises OSError."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            failed = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
        elif sys.platform == "darwin":
            failed = libc.renamex_np(names[0], names[1], _RENAME_SWAP)
        else:
            return False
    except (OSError, AttributeError, TypeError):
        return False
    code = ctypes.get_errno()
    if failed and code not in _UNKNOWN:
        raise OSError(code, os.strerror(code), str(other))
    return not failed
