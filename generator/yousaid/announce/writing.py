"""What is to be sent, into a folder of its own: nothing there is ever written over."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


class TakenError(Exception):
    """Another text lies where one should be written; the message says where."""


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, by their paths in a folder that git passes over. Raises OSError.

    What is there already with the same bytes is left by a run that was stopped, and stays. Raises :class:`TakenError`
    before anything is written where one has other bytes: it may not have been sent yet.
    """
    files = {".gitignore": b"*\n", **files}  # they may hold addresses
    new = {folder / path: content for path, content in files.items() if not _is_there(folder / path, content)}
    for path, content in new.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)


def _is_there(path: Path, content: bytes) -> bool:
    if not path.exists():
        return False
    if path.read_bytes() != content:
        raise TakenError(str(path))
    return True


def _write(path: Path, content: bytes) -> None:
    """Write a file in one step, and for good: what is noted as told must not be lost if the power fails."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with new.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
