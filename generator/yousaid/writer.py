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
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
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


class Ahead:
    """Files that other processes, one for each kin, write while something else is done; a few are left for later.

    Whoever begins it must end it, with :meth:`finish` or :meth:`stop`.
    """

    def __init__(self, files: Sequence[File], target: Path) -> None:
        kin: dict[str, list[File]] = {}
        for file in files:
            kin.setdefault(file.kin, []).append(file)
        many = len(files) >= WORTH_IT and parallel.processes() > 1
        groups = kin.values() if many else ()
        self.left = () if many else tuple(files)
        """What is still to be written."""
        self._helpers = [parallel.Beside(partial(_write, group, target)) for group in groups]

    def finish(self) -> None:
        """Wait until all is written. Raises as :func:`write` does."""
        for helper in self._helpers:
            helper.result()

    def stop(self) -> None:
        """Write no more."""
        for helper in self._helpers:
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
    # Plain strings and `os`: a Path and a file object for each of 20,000 files cost as much as rendering some of them.
    made: set[str] = set()
    for file in files:
        content = file.make()
        path = f"{target}/{file.path}"
        folder = path[: path.rindex("/")]
        if folder not in made:
            _make(folder)
            made.add(folder)
        out = os.open(path, _FLAGS, 0o666)
        try:
            # A disk that is nearly full takes a part, and says that it is full only when it is asked again.
            written = os.write(out, content)
            while written < len(content):
                written += os.write(out, content[written:])
        finally:
            os.close(out)


def _make(folder: str) -> None:
    """Make a folder that another process may have made, or may be about to make."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
