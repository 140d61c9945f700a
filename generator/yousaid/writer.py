"""Every file of the site into a folder, by all processors where processes can be forked."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from yousaid import parallel
from yousaid.outputs.output import File

WORTH_IT = 2_000
"""Files from which on a second process pays for itself."""
Progress = Callable[[Iterable[File]], Iterable[File]]


def write(files: Sequence[File], target: Path, progress: Progress = iter) -> None:
    """Make and write the files. Raises OSError as it comes, and :class:`parallel.LostError`."""
    count = parallel.processes() if len(files) >= WORTH_IT else 1
    if count == 1:
        _write(progress(files), target)
        return
    taken = multiprocessing.get_context("fork").Value("i", 0)
    share = partial(_share, list(_parts(files, count)), taken)
    helpers = [parallel.Beside(lambda: _write(share(), target)) for _ in range(count - 1)]
    try:
        _write(progress(share()), target)
        for helper in helpers:
            helper.result()
    finally:
        for helper in helpers:
            helper.stop()


def _parts(files: Sequence[File], count: int) -> Iterator[Sequence[File]]:
    """Yield what a process takes at a time: all files of one kin; of the others many at first, and few at the end."""
    kin: dict[str, list[File]] = {"": []}
    for file in files:
        kin.setdefault(file.kin, []).append(file)
    rest = kin.pop("")
    yield from kin.values()
    start = 0
    while start < len(rest):
        end = start + 1 + (len(rest) - start) // (2 * count)
        yield rest[start:end]
        start = end


def _share(parts: Sequence[Sequence[File]], taken: Any) -> Iterable[File]:
    """Yield the files of parts that no other process has taken."""
    while True:
        with taken.get_lock():
            number = taken.value
            taken.value += 1
        if number >= len(parts):
            return
        yield from parts[number]


def _write(files: Iterable[File], target: Path) -> None:
    # Plain strings and `os`: a Path for each of 20,000 files costs as much as rendering some of them.
    root = f"{target}{os.sep}"
    for file in files:
        path = root + file.path
        try:
            out = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
            out = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
        with out:
            out.write(file.make())
