"""``yousaid schema``."""

from __future__ import annotations

from pathlib import Path

import click

from yousaid import clock, pipeline, saving
from yousaid import schema as schemas
from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT
from yousaid.cli.terminal import shown
from yousaid.reader import FOLDER, Kind


@click.command(
    epilog=examples("yousaid schema --output .yousaid", "yousaid schema customer", "yousaid schema > record.json")
)
@click.argument("kind", type=click.Choice(list(schemas.FILES)), required=False)
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a file for each kind of record; in .yousaid/, editors find them.",
)
@ROOT
def schema(kind: Kind | None, output: Path | None, root: Path) -> None:
    """Print the JSON Schema by which an editor completes and explains a record.

    It holds the words of decisions/vocabulary.yml and the keys of customers and occasions, if there are any.
    KIND is `decision` where nothing is said; with --output, all are written.
    """
    known = (
        pipeline.check(pipeline.Settings(root.resolve(), clock.today())).corpus if (root / FOLDER).is_dir() else None
    )
    if output is None:
        click.echo(schemas.text(kind or "decision", known), nl=False)
        return
    folder = output.resolve()
    made = {folder / schemas.FILES[each]: schemas.text(each, known) for each in schemas.FILES if kind in {None, each}}
    try:
        saving.create({file: text for file, text in made.items() if not file.exists()})
        for file, text in made.items():
            saving.replace(file, text)
    except OSError as error:
        raise click.UsageError(f"{shown(folder)} cannot be written: {error.strerror}") from error
    click.echo(f"Wrote {', '.join(file.name for file in made)} to {shown(folder)}.")
