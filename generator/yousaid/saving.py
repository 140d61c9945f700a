"""An author's files, written whole or not at all: beside their place first, and then moved there in one step."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path


def replace(path: Path, text: str) -> None:
    """Put a text in the place of a file. Raises OSError; the file is then what it was."""
    with _beside(path, text) as new:
        shutil.copymode(path, new)
        new.replace(path)


def create(files: Mapping[Path, str]) -> None:
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


@contextlib.contextmanager
def _beside(path: Path, text: str) -> Iterator[Path]:
    """Write a file beside another one, and leave nothing of it behind."""
    if path.parent.resolve() != path.parent:
        raise OSError(None, "its folder is a symbolic link, which may lead anywhere")
    new = path.with_name(f".{path.stem}.{os.getpid()}")
    try:
        with new.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
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
