"""Every file of the site into a folder, by all processors where processes can be forked."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from yousaid.outputs.output import File

CHUNK = 50
"""Files that a process takes at a time: neighbours share cards."""
WORTH_IT = 2_000
"""Files from which on a second process pays for itself."""
Progress = Callable[[Iterable[File]], Iterable[File]]


class WriteError(Exception):
    """A process that wrote a part of the site has failed; its own report stands above."""


def write(files: Sequence[File], target: Path, progress: Progress = iter) -> None:
    """Make and write the files. Raises :class:`WriteError`, or OSError as it comes."""
    helpers = _helpers(len(files))
    if not helpers:
        _write(progress(files), target)
        return
    context = multiprocessing.get_context("fork")
    taken = context.Value("i", 0)
    children = [context.Process(target=_work, args=(files, target, taken)) for _ in range(helpers)]
    for child in children:
        child.start()
    try:
        _write(progress(_share(files, taken)), target)
    finally:
        for child in children:
            child.join()
    if any(child.exitcode for child in children):
        raise WriteError("a part of the site could not be written")


def _helpers(count: int) -> int:
    """Return how many processes to fork. A process with several threads must not be forked."""
    if count < WORTH_IT or threading.active_count() > 1 or "fork" not in multiprocessing.get_all_start_methods():
        return 0
    return min(8, os.cpu_count() or 1) - 1


def _work(files: Sequence[File], target: Path, taken: Any) -> None:  # pragma: no cover - in a process of its own
    _write(_share(files, taken), target)


def _share(files: Sequence[File], taken: Any) -> Iterable[File]:
    """Yield the chunks that no other process has taken yet."""
    while True:
        with taken.get_lock():
            start = taken.value
            taken.value = start + CHUNK
        if start >= len(files):
            return
        yield from files[start : start + CHUNK]


def _write(files: Iterable[File], target: Path) -> None:
    # Plain strings and `os`: a Path for each of 20,000 files costs as much as rendering some of them.
    for file in files:
        path = f"{target}{os.sep}{file.path}"
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(path, "wb", buffering=0) as out:  # noqa: PTH123
            out.write(file.make())
