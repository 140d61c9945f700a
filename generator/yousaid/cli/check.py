"""``yousaid check``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from yousaid import clock, pipeline, review
from yousaid.cli.examples import examples
from yousaid.cli.reporting import FORMAT, said
from yousaid.cli.repository import ROOT, below, configuration, is_wanted, keep_all, with_records
from yousaid.cli.terminal import saying
from yousaid.diagnostics import Diagnostic, errors, in_order, printable
from yousaid.reader import FOLDER, MAX_BYTES
from yousaid.reporters.text import harmless
from yousaid.revision import RevisionError

_INPUT = Path("-")


@click.command(
    epilog=examples(
        "yousaid check",
        "yousaid check decisions/2026/export-all.yml",
        "yousaid check --since origin/main --format github",
        "yousaid check - --as decisions/2026/export-all.yml < draft.yml",
    )
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@FORMAT
@click.option("--since", metavar="REVISION", help="Show only what was changed since a branch, tag or commit.")
@click.option(
    "--as",
    "name",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="With `-`: check standard input as if it were this file.",
)
@ROOT
def check(paths: tuple[Path, ...], form: str, since: str | None, name: Path | None, root: Path) -> None:
    """Check all records and show every fault on its line.

    With PATHS (files or folders), faults elsewhere are not shown; with --since, faults are shown in files that were
    changed, and elsewhere those that the change caused. Rules between records still see everything.
    """
    keep_all()
    root = with_records(root)
    given = _given(root, paths, name)
    named = [below(root, path) for path in paths if path != _INPUT]
    config, faults = configuration(root) if (root / "mkdocs.yml").exists() else (None, [])
    if config:
        from yousaid.configuration import faults as wrong_with  # as late as the engine

        faults = [*faults, *wrong_with(config)]
    docs, past = (Path(config.docs_dir), config.plugins["yousaid"].config.history) if config else (None, True)
    settings = pipeline.Settings(root, clock.today(), docs, history=past, given=given)
    with saying("Reading the records"):
        checked = review.everything(settings)
        found = in_order((*faults, *checked.faults))
        if since is not None:
            try:
                # A configuration that does not work concerns everybody; what could be better in it does not.
                found = in_order((*errors(faults), *review.brought(settings, since, checked.faults)))
            except RevisionError as error:
                raise click.UsageError(str(error)) from error
    count, people = len(checked.corpus.decisions), len(checked.corpus.customers)
    what = " and ".join((*given, *named)) or f"{_counted(count, 'record')} and {_counted(people, 'customer')}"
    what += f", as far as they were changed since {since}" if since else ""
    if given or named:
        found = tuple(fault for fault in found if _concerns(fault, given, named))
    click.echo(said(form, found, f"No faults in {harmless(what)}.", root))
    sys.exit(1 if errors(found) else 0)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _given(root: Path, paths: tuple[Path, ...], name: Path | None) -> dict[str, bytes]:
    """Return what came on standard input, by the path of the file that it is checked as."""
    if (_INPUT in paths) != (name is not None):
        raise click.UsageError(
            f"`-` and --as belong together, as in: yousaid check - --as {FOLDER}/2026/export-all.yml < draft.yml"
        )
    if name is None:
        return {}
    path = below(root, name)
    if not path.startswith(f"{FOLDER}/"):
        raise click.UsageError(f"{name} must be a file below {FOLDER}/, whether or not it is there already")
    if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
        raise click.UsageError("there is nothing on standard input; end the command with `< draft.yml`, for example")
    return {path: sys.stdin.buffer.read(MAX_BYTES + 1)}


def _concerns(fault: Diagnostic, given: Iterable[str], named: list[str]) -> bool:
    """Tell whether a fault is wanted: one in a file that was named, or to do with one that was given."""
    places = {fault.span.path, *(each.span.path for each in fault.related)}
    return any(printable(path) in places or path.startswith(f"{fault.span.path}/") for path in given) or (
        bool(named) and is_wanted(fault.span.path, named)
    )
