"""``yousaid fix``."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from yousaid import reader, saving
from yousaid.authoring.fix import fixed
from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT, below, is_wanted, keep_all, with_records
from yousaid.cli.terminal import colour, on_terminal, saying, shown
from yousaid.diagnostics import printable


@click.command(epilog=examples("yousaid fix", "yousaid fix decisions/2026/export-all.yml", "yousaid fix --write"))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--write", "--yes", "-y", is_flag=True, help="Write the changes without asking.")
@ROOT
def fix(paths: tuple[Path, ...], write: bool, root: Path) -> None:
    """Mend what leaves no doubt: quotes, dates, misspelt fields, the order of fields.

    Shows every change first, and asks. Comments stay. Misspelt fields and outcomes are mended only where exactly one is
    near. What could mean two things is left to you: `yousaid check` shows it.

    Where nobody can be asked (in a script, in CI), the changes are only shown, unless you say --write. The exit code is
    0 if there is nothing left to write, 1 if there is, and 2 if it could not be done or you interrupt it.
    """
    keep_all()
    root = with_records(root)
    wanted = [below(root, path) for path in paths]
    with saying("Reading the records"):
        changes = list(_changes(root, wanted))
    if not changes:
        click.echo("There is nothing to mend.")
        return
    for change in changes:
        _show(change)
    count = f"{len(changes):,} file{'' if len(changes) == 1 else 's'}"
    if not write:
        _ask(count)
    done = 0
    try:
        for change in changes:
            _write(change)
            done += 1
    except OSError as error:
        click.echo(f"{shown(change.file)} cannot be written: {error.strerror}", err=True)
    except KeyboardInterrupt:
        click.echo("\nInterrupted.", err=True)
    if done < len(changes):
        click.echo(f"{done:,} of {count} mended; the others are as they were.", err=True)
        sys.exit(2)
    click.echo(f"{count} mended. What is left to you, if anything: yousaid check")


@dataclass(frozen=True, slots=True)
class _Change:
    file: Path
    path: str
    before: str
    after: str


def _changes(root: Path, wanted: list[str]) -> Iterator[_Change]:
    for document in reader.read(root).documents:
        path = document.source.path
        if is_wanted(path, wanted):
            # As it is: the reader takes away what some editors put before and between lines.
            try:
                before = (root / path).read_bytes().decode()
            except (OSError, UnicodeDecodeError):
                continue  # it went, or changed, at this moment; or its name is one that `check` refuses
            after = fixed(document.kind, before)
            if after != before:
                yield _Change(root / path, path, before, after)


def _show(change: _Change) -> None:
    """Show what would be different, without anything that a terminal would obey."""
    before, after = (text.removesuffix("\n").split("\n") for text in (change.before, change.after))
    for line in difflib.unified_diff(before, after, change.path, change.path, lineterm=""):
        paint = {"+": "green", "-": "red"}.get(line[:1]) if colour(sys.stdout) else None
        click.secho(printable(line), fg=paint)


def _ask(count: str) -> None:
    """Ask whether to go on; end if not, or if nobody can be asked."""
    if not on_terminal():
        click.echo(f"\n{count} can be mended: yousaid fix --write")
        sys.exit(1)
    try:
        if click.confirm(f"\nWrite these changes to {count}?", default=True):
            return
    except click.Abort:
        click.echo("\nNothing was written.", err=True)
        sys.exit(2)
    click.echo("Nothing was written.")
    sys.exit(1)


def _write(change: _Change) -> None:
    if change.file.read_bytes() != change.before.encode():
        raise OSError(None, "it was changed meanwhile; look at it again with `yousaid fix`")
    saving.replace(change.file, change.after)
