"""``yousaid guard``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from yousaid import guard as guarding
from yousaid import pipeline
from yousaid.cli.examples import examples
from yousaid.cli.reporting import FORMAT, said
from yousaid.cli.repository import ROOT, keep_all, with_records
from yousaid.cli.standing import PUBLISHED, configured, place_of
from yousaid.cli.terminal import saying, shown
from yousaid.clock import today
from yousaid.diagnostics import errors
from yousaid.published import Folder, NowhereError, Published, PublishedError
from yousaid.reporters.text import harmless


@click.command(
    epilog=examples(
        "yousaid guard",
        "yousaid guard --published https://feedback.example.org/",
        "yousaid guard --site public --published /var/www/feedback",
        "yousaid guard --accept 'areas/fax/' --format github",
    )
)
@PUBLISHED
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help="The new build; site/ unless mkdocs.yml says otherwise.",
)
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="ADDRESS",
    help="An address that may be lost, as in areas/fax/; `areas/*` are all below, and `*` is everything. Repeatable.",
)
@FORMAT
@ROOT
def guard(published: str | None, site: Path | None, accepted: tuple[str, ...], form: str, root: Path) -> None:
    """Look whether anything public would vanish if this build were published.

    Compared with what is public: every record, occasion and address is there or leads on, first dates are what they
    were, last dates are no earlier, and everybody is thanked who was, unless the name was taken back.
    """
    keep_all()
    root = with_records(root)
    if "*" in accepted:  # a host that lets nobody look must not keep a name from being taken back
        click.echo(said(form, (), "Nothing is compared, since everything is accepted.", root))
        return
    config = configured(root) if site is None or published is None else None
    new = Folder(site or Path(config.site_dir if config else ""))
    try:
        with saying("Comparing with what is public"):
            public = place_of(published or (config.site_url if config else ""))
            now = guarding.state(new)
            if now is None:
                raise click.UsageError(f"there is no site in {shown(new.place)}/; build it first: yousaid build")
            before = _state(public)
            if before is None:
                nothing = f"Nothing is published at {harmless(public.name)} yet, so nothing can vanish."
                if isinstance(public, Folder) and not public.place.exists():
                    nothing += " There is no such folder: look whether that is the place."
                click.echo(said(form, (), nothing, root))
                return
            is_recorded = guarding.recorded(pipeline.Settings(root, today()))
            found = guarding.losses(new, now, public, before, is_recorded, accepted)
    except PublishedError as error:
        click.echo(harmless(str(error)), err=True)
        sys.exit(2)
    count = f"{len(before.items):,} records and occasions and {len(before.addresses):,} addresses"
    click.echo(said(form, found, f"Nothing would vanish: {count} of {harmless(public.name)} stay.", root))
    sys.exit(1 if errors(found) else 0)


def _state(public: Published) -> guarding.State | None:
    """Return what is public; nothing where nobody answers to the name of the host."""
    try:
        return guarding.state(public)
    except NowhereError:
        return None
