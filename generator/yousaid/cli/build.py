"""``yousaid build``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yousaid import engine, publish
from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT, keep_all, with_records
from yousaid.cli.standing import as_it_stood, configured
from yousaid.cli.terminal import counted, saying, shown, stop
from yousaid.reader import FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@click.command(
    epilog=examples(
        "yousaid build",
        "yousaid build --site-dir public",
        "yousaid build --today 2026-12-31",
        "yousaid build --at HEAD~20 --site-dir as-it-was",
    )
)
@ROOT
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes; site/ unless mkdocs.yml says otherwise.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Build as of this day instead of the newest commit's.")
@click.option("--at", "rev", metavar="REV", help="Build the site as it stood at a branch, tag or commit.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
def build(root: Path, site_dir: Path | None, today: dt.datetime | None, rev: str | None, strict: bool) -> None:
    """Build the site, and put it in the place of the old one in one step.

    If there are faults, or the build is interrupted, the old site stays as it is. With --at, records, pages and
    settings are those of that revision, and so is the day; what lies here is neither looked at nor touched.
    """
    keep_all()
    if rev is None:
        root = with_records(root)
        config = configured(root)
        _make(root, config, site_dir, today, strict)
        click.echo("Look at it: make serve" if (root / "Makefile").exists() else "Look at it: yousaid serve")
        return
    root = root.resolve()
    with as_it_stood(root, rev) as (held, config):
        _make(root, config, site_dir, today, strict, held.commit)
        click.echo(f"This is how it stood on {held.when:%Y-%m-%d}, in commit {held.commit[:12]}")


def _make(
    root: Path, config: MkDocsConfig, site_dir: Path | None, today: dt.datetime | None, strict: bool, commit: str = ""
) -> None:
    """Build into a folder, and say so; from a ``commit`` if not from the files here."""
    target = (site_dir or Path(config.site_dir)).resolve()
    _refuse_to_replace(target, (root, root / FOLDER, root / ".git", Path(config.docs_dir)))
    plugin: Any = config.plugins["yousaid"]
    config.strict = strict or config.strict
    if today:
        plugin.config["today"] = today.date().isoformat()
    plugin.progress = counted
    plugin.saying = saying
    try:
        with publish.replacing(target) as new, saying("Reading the records"):
            config.site_dir = str(new)
            engine.build(config)
    except (engine.BuildError, publish.BusyError) as error:
        if plugin.faults:
            stop(plugin.faults, commit)
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"the site cannot be written: {error}", err=True)
        sys.exit(2)
    click.echo(f"{plugin.records:,} records became {plugin.written:,} files in {shown(target)}/")


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
