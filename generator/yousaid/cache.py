"""What could be made again but takes time: kept below the project, by what it was made from.

Nobody depends on it. Where nothing can be written, or what is there was damaged, it is made anew, and is the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection
from pathlib import Path

FOLDER = ".cache/yousaid"
# What says to programs that back up a machine that this is not worth it: https://bford.info/cachedir/
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by yousaid; all of it can be deleted.\n"
_DIGEST = hashlib.sha256().digest_size


def folder(root: Path, kind: str) -> Path | None:
    """Return the folder for things of a kind; nothing where it cannot be made. Git passes over it."""
    place = root / FOLDER
    try:
        (place / kind).mkdir(parents=True, exist_ok=True)
        for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _TAG)):
            if not (place / name).exists():
                _write(place / name, text.encode())
    except OSError:
        return None
    return place / kind


def key(*parts: object) -> str:
    """Return the name of what is made from these parts and nothing else."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()


def kept(place: Path | None, name: str, make: Callable[[], bytes]) -> bytes:
    """Return what was made under that name, or make it and keep it."""
    if place is None:
        return make()
    path = place / name
    with contextlib.suppress(OSError):
        known = path.read_bytes()
        if hashlib.sha256(known[_DIGEST:]).digest() == known[:_DIGEST]:
            return known[_DIGEST:]
    made = make()
    with contextlib.suppress(OSError):
        _write(path, hashlib.sha256(made).digest() + made)
    return made


def sweep(place: Path | None, names: Collection[str]) -> None:
    """Delete what lies there under other names."""
    with contextlib.suppress(OSError):
        for path in place.iterdir() if place else ():
            if path.name not in names:
                path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Write a file in one step: another process may read it."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        new.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise
