"""``yousaid next``."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yousaid import clock, pipeline, reporters, saving
from yousaid.agenda import formats
from yousaid.agenda.page import MARK, page
from yousaid.agenda.paper import paper
from yousaid.agenda.todos import Agenda, agenda
from yousaid.agenda.untold import untold
from yousaid.announce import ledger
from yousaid.announce.states import Published
from yousaid.cli.examples import examples
from yousaid.cli.private import refuse_to_publish
from yousaid.cli.repository import ROOT, keep_all, with_records
from yousaid.cli.standing import configured
from yousaid.cli.terminal import colour, saying, shown
from yousaid.diagnostics import errors
from yousaid.outputs.language import language

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@click.command(
    epilog=examples(
        "yousaid next",
        "yousaid next --within 30 --most 3",
        "yousaid next --format json",
        "yousaid next --page ../what-to-do-next.html",
    )
)
@click.option(
    "--within",
    type=click.IntRange(0, 3650),
    default=14,
    show_default=True,
    metavar="DAYS",
    help="For how many days to look ahead for promises that are about to break.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="For people here, for an issue, or for other programs.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="NUMBER",
    help="How many things of each kind to show; JSON and the page hold all.",
)
@click.option(
    "--page",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all of it into this file instead, as a web page for the team.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Take this day for today.")
@ROOT
def next(  # noqa: A001 - it is called as it is typed
    within: int, form: str, most: int, file: Path | None, today: dt.datetime | None, root: Path
) -> None:
    """Show what to do next: whom to answer first, what to look at again, whom to tell, whom to ask.

    It lists promises that are about to break, the oldest ideas without an answer, records and confidential reasons of
    which the day to look again has passed, what was done and not told to those who asked, and groups of customers that
    were not heard for a quarter. No customer is named, and drafts are not listed: so it may stand in a public issue.

    The page is one file that needs nothing else. It is not written where it could be published: not below the folder
    of the site, nor where the hand-written pages or the records lie.

    The exit code is 0 whatever there is to do, and 2 if the records have faults.
    """
    keep_all()
    root = with_records(root)
    now = today.date() if today else clock.today()
    if not 1900 <= now.year < 9900:
        raise click.UsageError("--today must be a day of the years 1900 to 9899")
    config = configured(root) if file or form == "markdown" else None
    if file and config:
        refuse_to_publish(file, root, config)
        _look_at(file)
    with saying("Reading the records"):
        found = _agenda(root, now, within, config)
    if file:
        made, place = page(paper(found, language(found.site.about.language))), file.resolve()
        saving.replace(place, made) if place.exists() else saving.create({place: made})
        click.echo(f"Written: {shown(file.resolve())}", err=True)
    elif form == "json":
        click.echo(formats.json(found))
    elif form == "markdown":
        click.echo(formats.markdown(paper(found, language(found.site.about.language)), most))
    else:
        click.echo(formats.text(paper(found, language("en")), most))


def _agenda(root: Path, now: dt.date, within: int, config: MkDocsConfig | None) -> Agenda:
    """Return what there is to do; stop where that cannot be told."""
    settings = pipeline.Settings(root, clock.today())
    if config:
        from yousaid.configuration import settings as settings_of  # as late as the engine

        settings = dataclasses.replace(settings_of(config), docs=None)
    built, corpus = pipeline.reviewed(dataclasses.replace(settings, today=now))
    site = built.site
    lines, wrong = ledger.read(root)
    if site is None or wrong:
        click.echo(reporters.report([*errors(built.faults), *wrong], colour(sys.stderr)), err=True)
        sys.exit(2)
    stands = Published(now, site, corpus, site.commit, built.past)
    return agenda(site, corpus, within, untold(stands, lines), tells=bool(lines))


def _look_at(file: Path) -> None:
    """Stop before the page is written over a file that is something else, or where there is no folder."""
    if file.exists() and not file.read_bytes().startswith(MARK.encode()):
        raise click.UsageError(f"{file} is something else; name a file that is not there yet")
    if not file.resolve().parent.is_dir():
        raise click.UsageError(f"there is no folder {file.resolve().parent}; make it, or name another file")
