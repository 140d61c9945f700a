"""``yousaid check``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from yousaid import clock, pipeline, reporters
from yousaid.cli.common import ROOT, colour, configuration, keep_all, saying, shown, with_records
from yousaid.cli.examples import examples
from yousaid.diagnostics import Diagnostic, errors
from yousaid.reader import FOLDER


@click.command(
    epilog=examples("yousaid check", "yousaid check decisions/2026/export-all.yml", "yousaid check --root ../other")
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@ROOT
def check(paths: tuple[Path, ...], root: Path) -> None:
    """Check all records and show every fault on its line.

    With PATHS (files or folders), faults elsewhere are not shown; rules between records still see everything.
    """
    keep_all()
    root = with_records(root)
    wanted = [_below(root, path) for path in paths]
    config, faults = configuration(root) if (root / "mkdocs.yml").exists() else (None, [])
    docs = Path(config.docs_dir) if config else None
    if config:
        plugin: Any = config.plugins["yousaid"]
        faults = [*faults, *plugin.config_faults(config)]
    with saying("Reading the records"):
        checked = pipeline.check(pipeline.Settings(root, clock.today(), docs))
    shown = [fault for fault in (*faults, *checked.faults) if _is_wanted(fault, wanted)]
    if shown:
        click.echo(reporters.report(shown, colour(sys.stdout)))
    else:
        count, people = len(checked.corpus.decisions), len(checked.corpus.customers)
        what = " and ".join(wanted) or f"{count:,} records and {people:,} customers"
        click.echo(f"No faults in {what}.")
    sys.exit(1 if errors(shown) else 0)


def _below(root: Path, path: Path) -> str:
    full = Path(os.path.normpath(path.absolute()))
    for candidate in (full, full.parent.resolve() / full.name, root / path):
        # A record that was deleted may be named too: what linked to it is reported elsewhere.
        if candidate.is_relative_to(root) and (candidate.exists() or candidate.is_relative_to(root / FOLDER)):
            return candidate.relative_to(root).as_posix()
    raise click.UsageError(f"{path} must be a file or folder below {shown(root)}")


def _is_wanted(fault: Diagnostic, wanted: list[str]) -> bool:
    path = fault.span.path
    return not wanted or any(path == each or path.startswith(f"{each}/") or each == "." for each in wanted)
