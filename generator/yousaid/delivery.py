"""A finished build into the folder that readers see: only what changed is written, and all of it appears in one step.

What is unchanged keeps its bytes, its place on the disk and its time (it is the same file under one more name), so that
programs that send a folder elsewhere send only what changed.

Pages that somebody opened before ask a moment later for what they look and work with. So old styles and programs stay
for some publishings. Pages, pictures, data and the parts of the search index go at once: they may hold what was
taken back.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from yousaid import publish, urls

KEEP = 10
"""Publishings for which an old style or program stays; those that change nothing do not count."""
PAUSE = 1.0
"""Seconds for which the old site can still be read by whoever was just about to."""
_LOOKS = {".css", ".js", ".mjs", ".wasm", ".woff", ".woff2", ".ttf", ".otf"}
_OURS = f"{urls.API}index.json"
_LIST = "kept.json"


class RefusedError(Exception):
    """It would replace what is no site, or publish what is no finished build; the message says why."""


class ChangedError(Exception):
    """The build was replaced by another one while it was being published."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a publishing did: files that are new or changed, as they were, and gone."""

    written: int
    same: int
    gone: int
    kept: tuple[str, ...] = ()
    """Old styles and programs that stay for a while."""
    in_one_step: bool = True


@dataclass(frozen=True, slots=True)
class _Tree:
    """A folder with all that lies below: files with their sizes, folders with what they hold, and what is neither."""

    root: Path
    files: Mapping[str, int]
    folders: Mapping[str, frozenset[str]]
    others: Collection[str]


def deliver(site: Path, target: Path, keep: int = KEEP, wait: bool = False, pause: float = PAUSE) -> Delivery:
    """Make ``target`` what ``site`` is, or leave it as it is.

    If ``target`` is a symbolic link, it stays, and the folder that it leads to is replaced. Raises
    :class:`RefusedError`, :class:`ChangedError`, :class:`publish.BusyError`, and OSError as it comes: ``target`` is
    then what it was.
    """
    site, target = site.resolve(), target.resolve()
    _refuse(site, target)
    with publish.beside(target, wait) as new:
        stamp = _stamp(site)
        source, old = _tree(site), _tree(target)
        if source.others:
            raise RefusedError(f"{site / min(source.others)} is neither a file nor a folder, and cannot be published")
        same = {path for path in source.files if _is_same(path, source, old)}
        ages = _ages(target, source, old, keep)
        written, gone = source.files.keys() - same, old.files.keys() - source.files.keys() - ages.keys()
        if not (written or gone or old.others):
            return Delivery(0, len(same), 0, tuple(sorted(ages)))
        _fill(new, written, source, _copy)
        _fill(new, same | ages.keys(), old, _link)
        _keep_times(new, old)
        if _stamp(site) != stamp:
            raise ChangedError(f"{site} was built anew meanwhile")
        _to_disk(new)
        (publish.workshop(target) / _LIST).write_text(json.dumps(ages, indent=0), "utf-8")
        in_one_step = publish.swap(new, target)
        time.sleep(pause)
    return Delivery(len(written), len(same), len(gone), tuple(sorted(ages)), in_one_step)


def kept(target: Path) -> Mapping[str, int]:
    """Return what stands in a published folder only for pages that are open already, and since how many publishings."""
    with contextlib.suppress(OSError, ValueError):
        known = json.loads((publish.workshop(target.resolve()) / _LIST).read_text("utf-8"))
        if isinstance(known, dict):
            return {str(path): age for path, age in known.items() if isinstance(age, int)}
    return {}


def _refuse(site: Path, target: Path) -> None:
    """Stop before something is published that is no site, or replaced that is none."""
    if not (site / _OURS).is_file():
        raise RefusedError(f"there is no finished site in {site}; `yousaid build` makes it")
    if site.is_relative_to(target) or target.is_relative_to(site):
        raise RefusedError(f"{target} is the build itself, or one lies in the other; name another folder")
    if not target.exists():
        return
    if os.path.ismount(target):
        raise RefusedError(
            f"something is mounted at {target}, so it cannot be replaced in one step; publish into a folder inside of "
            "it, and let the server serve that one"
        )
    if not target.is_dir() or (any(target.iterdir()) and not (target / _OURS).is_file()):
        raise RefusedError(f"{target} is no site of yousaid; name an empty folder, or one that is not there")
    if (target / ".git").exists():
        raise RefusedError(f"{target} is a repository, and publishing would delete its .git; name another folder")


def _stamp(site: Path) -> tuple[int, int]:
    """Return what is another one when a build was put in the place of this one."""
    status = site.stat()
    return status.st_ino, status.st_mtime_ns


def _tree(root: Path) -> _Tree:
    """Look at all that lies in a folder, which need not be there. No link is followed."""
    files: dict[str, int] = {}
    folders: dict[str, frozenset[str]] = {}
    others: list[str] = []
    todo = [""] if root.is_dir() else []
    while todo:
        folder = todo.pop()
        with os.scandir(root / folder) as entries:
            inside = {entry.name: entry for entry in entries}
        folders[folder] = frozenset(inside)
        for name, entry in inside.items():
            path = f"{folder}/{name}" if folder else name
            if entry.is_dir(follow_symlinks=False):
                todo.append(path)
            elif entry.is_file(follow_symlinks=False):
                files[path] = entry.stat(follow_symlinks=False).st_size
            else:
                others.append(path)
    return _Tree(root, files, folders, others)


def _is_same(path: str, one: _Tree, other: _Tree) -> bool:
    """Tell whether a file has the same bytes in both. Sizes and times alone could be the same by chance."""
    if one.files[path] != other.files.get(path):
        return False
    return (one.root / path).read_bytes() == (other.root / path).read_bytes()


def _ages(target: Path, source: _Tree, old: _Tree, keep: int) -> dict[str, int]:
    """Return the old styles and programs that stay, and for how many publishings they then have."""
    before = kept(target)
    ages = {
        path: before.get(path, 0) + 1
        for path in sorted(old.files.keys() - source.files.keys())
        if PurePosixPath(path).suffix in _LOOKS
        and not any(str(parent) in source.files for parent in PurePosixPath(path).parents)
        and path not in source.folders
    }
    return {path: age for path, age in ages.items() if age <= keep}


def _fill(new: Path, paths: Collection[str], origin: _Tree, put: Callable[[str, str], None]) -> None:
    """Put files from elsewhere into the new site."""
    made: set[str] = set()
    for path in sorted(paths):
        target = f"{new}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        put(f"{origin.root}/{path}", target)


def _copy(source: str, target: str) -> None:
    """Write a file that is new or changed; its time is that of its publishing."""
    shutil.copyfile(source, target)


def _link(source: str, target: str) -> None:
    """Give a file one more name. Where that cannot be, or the file is somebody else's, a copy gets its time."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _keep_times(new: Path, old: _Tree) -> None:
    """Give folders that hold the same names as before their time, and the site the mode of the old one."""
    for folder, inside in old.folders.items():
        place, before = new / folder, old.root / folder
        if place.is_dir() and frozenset(each.name for each in place.iterdir()) == inside:
            status = before.stat()
            os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))
    if old.folders:
        new.chmod(stat.S_IMODE(old.root.stat().st_mode) | stat.S_IRWXU)


def _to_disk(folder: Path) -> None:
    """Wait until all is on the disk, where the system can: if the power fails, no page may be empty. Raises OSError."""
    if sys.platform != "linux":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(handle):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
    finally:
        os.close(handle)
