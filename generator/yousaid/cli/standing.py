"""A site as it stands in public, and as it stood in a revision, for the commands that look at either."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yousaid import revision
from yousaid.cli.repository import configuration
from yousaid.cli.terminal import stop
from yousaid.diagnostics import quoted
from yousaid.reader import FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from yousaid.published import Published

PUBLISHED = click.option(
    "--published",
    metavar="DIR|URL",
    help="What is public: a folder, or an address on the web; `site_url` of mkdocs.yml unless it is given.",
)


def configured(root: Path) -> MkDocsConfig:
    """Return the configuration of the site below ``root``; stop where it is wrong."""
    config, faults = configuration(root)
    if config is None:
        stop(faults)
    return config


def place_of(where: str | None) -> Published:
    """Return the site that is public at a place that was typed, or that the configuration says."""
    if not where:
        raise click.UsageError("where the site is public must be known: add `site_url` to mkdocs.yml, or --published")
    from yousaid.published import published  # late: a build never asks the web, and need not load what does

    return published(where)


@contextlib.contextmanager
def as_it_stood(root: Path, rev: str, *, ours: bool = False) -> Iterator[tuple[revision.Revision, MkDocsConfig]]:
    """Give a revision, and the configuration by which the site was built then, as of the day of its commit.

    What it says of the folder for the site is meant for here.
    """
    try:
        with revision.exactly(root, rev, ours=ours) as held:
            for needed in (FOLDER, "mkdocs.yml"):
                if not (held.root / needed).exists():
                    raise click.UsageError(f"there is no {needed} in {quoted(rev)}, so there was no site to build")
            config = configured(held.root)
            options = config.plugins["yousaid"].config
            options["today"] = options["today"] or held.when.date().isoformat()
            config.site_dir = str(held.moved(Path(config.site_dir), root))
            yield held, config
    except revision.RevisionError as error:
        raise click.UsageError(str(error)) from error
