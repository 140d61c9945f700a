"""An author's files, written whole or not at all: beside their place first, and then moved there in one step."""

from __future__ import annotations

import codecs
import contextlib
import itertools
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


def replace(path: Path, text: str | bytes) -> None:
    """Put a text in the place of a file. Raises OSError; the file is then what it was."""
    with _beside(path, text) as new:
        shutil.copymode(path, new)
        new.replace(path)


def create(files: Mapping[Path, str | bytes] | Mapping[Path, str]) -> None:
    """Make all these files, or none of them. Raises OSError, also where one of them is there already."""
    made: list[Path] = []
    try:
        for path, text in files.items():
            for folder in (path.parent.parent, path.parent):
                if not folder.exists():
                    folder.mkdir()
                    made.append(folder)
            with _beside(path, text) as new:
                _name(new, path)
            made.append(path)
    except BaseException:
        for each in reversed(made):
            each.rmdir() if each.is_dir() else each.unlink()
        raise


def change(files: Mapping[Path, tuple[str | None, str]]) -> None:
    """Change files from one text to another, and make those that are new (None), in this order: all of them, or none.

    Lines end as they did before. Raises OSError, also where a file does not hold what it was said to hold.
    """
    old = {path: path.read_bytes() for path, (before, _) in files.items() if before is not None}
    for path, data in old.items():
        if data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n") != files[path][0]:
            raise OSError(None, "it was changed meanwhile", str(path))
    _clear(files)
    made = [folder for folder in dict.fromkeys(path.parent for path in files) if not folder.exists()]
    done: list[Path] = []
    try:
        for is_old, those in itertools.groupby(files, old.__contains__):
            paths = [*those]
            if not is_old:
                create({path: files[path][1] for path in paths})
                done += paths
                continue
            for path in paths:
                replace(path, _as_before(old[path], files[path][1]))
                done.append(path)
    except BaseException:
        for path in sorted(done, key=old.__contains__):  # the new ones first: a full disk has room then
            if path in old:
                replace(path, old[path])
            else:
                path.unlink()
        for folder in made:
            with contextlib.suppress(OSError):  # not all of them were made, and others may have put something there
                folder.rmdir()
        raise


def _as_before(data: bytes, text: str) -> bytes:
    """Return a text with the line ends of a file, and with the mark at its beginning that some editors put there."""
    is_windows = 0 < data.count(b"\r\n") == data.count(b"\n")
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + (text.replace("\n", "\r\n") if is_windows else text).encode()


def _clear(files: Iterable[Path]) -> None:
    """Delete what a process that was killed has left beside these files."""
    stems = {f".{path.stem}" for path in files}
    for folder in {path.parent for path in files}:
        for each in folder.glob(".*.[0-9]*"):
            stem, _, number = each.name.rpartition(".")
            if stem in stems and number.isdecimal():
                each.unlink(missing_ok=True)


@contextlib.contextmanager
def _beside(path: Path, text: str | bytes) -> Iterator[Path]:
    """Write a file beside another one, and leave nothing of it behind."""
    if path.parent.resolve() != path.parent:
        raise OSError(None, "its folder is a symbolic link, which may lead anywhere")
    new = path.with_name(f".{path.stem}.{os.getpid()}")
    try:
        with new.open("xb") as file:
            file.write(text.encode() if isinstance(text, str) else text)
        yield new
    finally:
        new.unlink(missing_ok=True)


def _name(new: Path, path: Path) -> None:
    """Give a file its name, unless another one has it: a link is made in one step, and never over another file."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no second names
        path.open("x").close()
        try:
            new.replace(path)
        except BaseException:
            path.unlink()
            raise
