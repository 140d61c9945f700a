"""What is said on a terminal, and how a command ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from yousaid import reporters
from yousaid.diagnostics import Diagnostic

_File = TypeVar("_File")


@contextlib.contextmanager
def saying(words: str) -> Iterator[None]:
    """Show on a terminal what is being done, for as long as it takes."""
    if sys.stderr.isatty():
        click.echo(f"\r{words}…", nl=False, err=True)
    try:
        yield
    finally:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)


def counted(files: Iterable[_File]) -> Iterator[_File]:
    """Show on a terminal how many are done, without a line of output elsewhere."""
    show = sys.stderr.isatty()
    for number, file in enumerate(files, 1):
        if show and number % 100 == 0:
            click.echo(f"\r{number:,} files…\x1b[K", nl=False, err=True)
        yield file


def on_terminal() -> bool:
    """Tell whether somebody can be asked: a program's standard input may also be closed, or not be there at all."""
    return all(stream and not stream.closed and stream.isatty() for stream in (sys.stdin, sys.stdout))


def colour(stream: object) -> bool:
    """Tell whether colours can be read there, and are wanted."""
    return (
        not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and bool(getattr(stream, "isatty", bool)())
    )


def shown(path: Path) -> str:
    """Return a path as its reader would type it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def stop(faults: Iterable[Diagnostic], commit: str = "") -> NoReturn:
    """Say what is wrong, and end; ``commit`` is the one whose files were looked at, if it is not the files here."""
    click.echo(reporters.report(faults, colour(sys.stderr)), err=True)
    if commit:
        click.echo(f"That is about the files of commit {commit[:12]}, and not about those that lie here.", err=True)
    sys.exit(1)
