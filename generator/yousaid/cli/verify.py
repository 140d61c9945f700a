"""``yousaid verify``."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yousaid import delivery
from yousaid import verify as verifying
from yousaid.cli.examples import examples
from yousaid.cli.reporting import FORMAT, said
from yousaid.cli.repository import ROOT, keep_all
from yousaid.cli.standing import PUBLISHED, as_it_stood, configured, place_of
from yousaid.cli.terminal import counted, saying, stop
from yousaid.published import Folder, PublishedError
from yousaid.reporters.text import harmless
from yousaid.verify import Claim

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@click.command(
    epilog=examples(
        "yousaid verify",
        "yousaid verify --published https://feedback.example.org/",
        "yousaid verify --published /var/www/feedback --format json",
    )
)
@PUBLISHED
@click.option("--commit", metavar="REV", help="The commit to build; the one that the site names unless it is given.")
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to build for; the one that the site names otherwise."
)
@FORMAT
@ROOT
def verify(published: str | None, commit: str | None, today: dt.datetime | None, form: str, root: Path) -> None:
    """Build the commit again that a public site names, and compare every byte.

    The files of the search index are passed over: another program makes them, and they are never the same twice.
    """
    keep_all()
    try:
        with saying("Asking what is public"):
            public = place_of(published or configured(root).site_url)
            claim = verifying.claim(public, commit, today.date() if today else None)
        with as_it_stood(root.resolve(), claim.commit, ours=commit is None) as (held, config), _folder() as made:
            _build(config, claim, made.place)
            paths = verifying.compared(made)
            kept = delivery.kept(public.place) if isinstance(public, Folder) else ()
            found = (*verifying.differences(made, public, paths, counted), *verifying.added(made, public, kept))
    except PublishedError as error:
        click.echo(harmless(str(error)), err=True)
        sys.exit(2)
    day = claim.today or held.when.date()
    what = f"{harmless(public.name)} is what commit {held.commit[:12]} gives as of {day}: {len(paths):,} files"
    click.echo(said(form, found, f"{what}, byte for byte. Not compared: the search index.", root.resolve()))
    sys.exit(1 if found else 0)


@contextlib.contextmanager
def _folder() -> Iterator[Folder]:
    with tempfile.TemporaryDirectory(prefix="yousaid-", ignore_cleanup_errors=True) as place:
        yield Folder(Path(place))


def _build(config: MkDocsConfig, claim: Claim, place: Path) -> None:
    """Build the site once more, with a search if the one that is public has one."""
    from yousaid import configuration, engine  # as late as the engine

    plugin: Any = config.plugins["yousaid"]
    if claim.today:
        plugin.config["today"] = claim.today.isoformat()
    if configuration.wish(plugin.config) == "auto":
        plugin.config["search"] = "on" if claim.searched else "off"
    config.site_dir = str(place)
    try:
        with saying("Building it again"):
            engine.build(config)
    except engine.BuildError as error:
        if plugin.faults:
            stop(plugin.faults, claim.commit)
        click.echo(harmless(str(error)), err=True)
        sys.exit(2)
