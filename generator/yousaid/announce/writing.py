"""What is to be sent, into a folder of its own: nothing there is ever written over."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


class TakenError(Exception):
    """Something else lies where something is to be written; the message says what."""


def missing(folder: Path, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Return what is still to be written into a folder that git passes over, by paths.

    What is there already with the same bytes is left by a run that was stopped, and stays. Raises :class:`TakenError`
    where anything else is there: it may not have been sent yet, or git would pass over it from now on.
    """
    files = {".gitignore": b"*\n", **files}  # they may hold addresses
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        # A run that was killed leaves files that begin with a dot, and so do systems.
        if path.is_file() and (path.read_bytes() != files[name] if name in files else not path.name.startswith(".")):
            raise TakenError(str(path))
    return {folder / path: content for path, content in files.items() if not (folder / path).exists()}


def write(files: Mapping[Path, bytes]) -> None:
    """Write files, each in one step. Raises OSError."""
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)


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
