"""``yousaid check``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from yousaid import clock, pipeline, reporters, review
from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT, below, configuration, is_wanted, keep_all, with_records
from yousaid.cli.terminal import colour, saying
from yousaid.diagnostics import Diagnostic, errors, in_order, printable
from yousaid.reader import FOLDER, MAX_BYTES
from yousaid.reporters import as_json, github, sarif
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
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json", "sarif"]),
    default="text",
    show_default=True,
    help="For people, for the lines of a pull request on GitHub, or for other programs.",
)
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
    settings = pipeline.Settings(root, clock.today(), Path(config.docs_dir) if config else None, given=given)
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
    what = " and ".join((*given, *named)) or f"{count:,} records and {people:,} customers"
    what += f", as far as they were changed since {since}" if since else ""
    if given or named:
        found = tuple(fault for fault in found if _concerns(fault, given, named))
    click.echo(_said(form, found, f"No faults in {harmless(what)}.", _place_in_repository(root)))
    sys.exit(1 if errors(found) else 0)


def _said(form: str, faults: tuple[Diagnostic, ...], nothing: str, place: str) -> str:
    """Return the faults in a format; ``nothing`` is what is said to people where there is none."""
    if form == "json":
        return as_json.document(faults)
    if form == "sarif":
        return sarif.document(faults, place)
    if not faults:
        return nothing
    if form == "github":
        return f"{github.commands(faults, place)}\n{reporters.summary(faults)}"
    return reporters.report(faults, colour(sys.stdout))


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


def _place_in_repository(root: Path) -> str:
    """Return the way from the top of the repository, by which a forge names files; empty or ending in a slash."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    inside = root.relative_to(top).as_posix()
    return "" if inside == "." else f"{inside}/"


def _concerns(fault: Diagnostic, given: Iterable[str], named: list[str]) -> bool:
    """Tell whether a fault is wanted: one in a file that was named, or to do with one that was given."""
    places = {fault.span.path, *(each.span.path for each in fault.related)}
    return any(printable(path) in places or path.startswith(f"{fault.span.path}/") for path in given) or (
        bool(named) and is_wanted(fault.span.path, named)
    )
