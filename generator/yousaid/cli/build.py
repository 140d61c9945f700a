"""``yousaid build``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from yousaid import engine, publish
from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT, configuration, keep_all, with_records
from yousaid.cli.terminal import saying, shown, stop
from yousaid.outputs.output import File
from yousaid.reader import FOLDER


@click.command(epilog=examples("yousaid build", "yousaid build --site-dir public", "yousaid build --today 2026-12-31"))
@ROOT
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes; site/ unless mkdocs.yml says otherwise.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Build as of this day instead of the newest commit's.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
def build(root: Path, site_dir: Path | None, today: dt.datetime | None, strict: bool) -> None:
    """Build the site, and put it in the place of the old one in one step.

    If there are faults, or the build is interrupted, the old site stays as it is.
    """
    keep_all()
    root = with_records(root)
    config, faults = configuration(root)
    if config is None:
        stop(faults)
    target = (site_dir or Path(config.site_dir)).resolve()
    _refuse_to_replace(target, (root, root / FOLDER, root / ".git", Path(config.docs_dir)))
    plugin: Any = config.plugins["yousaid"]
    config.strict = strict or config.strict
    if today:
        plugin.config["today"] = today.date().isoformat()
    plugin.progress = _progress
    plugin.saying = saying
    try:
        with publish.replacing(target) as new, saying("Reading the records"):
            config.site_dir = str(new)
            engine.build(config)
    except (engine.BuildError, publish.BusyError) as error:
        if plugin.faults:
            stop(plugin.faults)
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"the site cannot be written: {error}", err=True)
        sys.exit(2)
    click.echo(f"{plugin.records:,} records became {plugin.written:,} files in {shown(target)}/")
    click.echo("Look at it: make serve" if (root / "Makefile").exists() else "Look at it: yousaid serve")


def _refuse_to_replace(target: Path, treasures: Iterable[Path]) -> None:
    """Stop before something is deleted that is no site: ``target`` is going to be replaced as a whole."""
    inside = any(target.is_relative_to(each.resolve()) for each in list(treasures)[1:])
    around = any(each.resolve().is_relative_to(target) for each in treasures)
    if inside or around or target.is_file():
        raise click.UsageError(f"{target} must be a folder for the site alone")
    ours = any((target / name).exists() for name in ("api/v1/index.json", "sitemap.xml"))
    if target.is_dir() and any(target.iterdir()) and not ours:
        raise click.UsageError(
            f"{target} holds other files than a site; name an empty folder, or one that is not there"
        )


def _progress(files: Iterable[File]) -> Iterator[File]:
    """Show on a terminal that something happens, without a line of output elsewhere."""
    show = sys.stderr.isatty()
    for number, file in enumerate(files, 1):
        if show and number % 500 == 0:
            click.echo(f"\r{number:,} files…\x1b[K", nl=False, err=True)
        yield file
