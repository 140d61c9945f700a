"""``yousaid preview``."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import sys
from pathlib import Path

import click

from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT, configuration, keep_all, with_records
from yousaid.cli.terminal import saying, shown
from yousaid.diagnostics import errors
from yousaid.outputs.language import language
from yousaid.preview.changes import changes
from yousaid.preview.comment import LEAST, LIMIT, comment
from yousaid.preview.document import Document
from yousaid.preview.page import page
from yousaid.preview.saying import document, refused
from yousaid.revision import RevisionError


@click.command(
    epilog=examples(
        "yousaid preview --since origin/main",
        "yousaid preview --since origin/main --page preview --output comment.md",
        "yousaid preview --since HEAD~1 --limit 1000000",
    )
)
@click.option("--since", "rev", required=True, metavar="REV", help="The branch, tag or commit to compare with.")
@ROOT
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the Markdown into this file.")
@click.option(
    "--page", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write a small page into this folder."
)
@click.option(
    "--limit",
    type=click.IntRange(min=LEAST),
    default=LIMIT,
    show_default=True,
    help="The most characters of Markdown; GitHub takes no more in a comment.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Look at both as of this day instead of today.")
def preview(
    rev: str, root: Path, output: Path | None, folder: Path | None, limit: int, today: dt.datetime | None
) -> None:
    """Show what merging would change in public, as Markdown.

    Compared are the records as they lie here and as they were where this revision and REV part.
    """
    keep_all()
    root = with_records(root)
    if folder:
        _refuse_to_replace(folder)
    try:
        with saying("Comparing the records"):
            found = _document(root, rev, today.date() if today else None)
            said = comment(found, limit, page=folder is not None).encode()
            if folder:
                folder.mkdir(parents=True, exist_ok=True)
                for file in page(found):
                    _write(folder / file.path, file.make())
            if output:
                _write(output, said)
    except RevisionError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"the preview cannot be written: {error}") from error
    for path in (output, folder):
        if path:
            click.echo(f"Written: {shown(path.resolve())}", err=True)
    if not output:
        click.echo(said, nl=False)
    sys.exit(1 if found.is_refused else 0)


def _document(root: Path, rev: str, today: dt.date | None) -> Document:
    """Return what there is to say, also where the configuration has faults."""
    config, faults = configuration(root)
    if config is None:
        return refused(faults, language("en"))
    from yousaid.configuration import faults as wrong_with  # as late as the engine
    from yousaid.configuration import settings as settings_of

    settings = settings_of(config)
    wrong = errors(wrong_with(config))
    if wrong:
        return refused(wrong, language(settings.about.language))
    return document(changes(dataclasses.replace(settings, today=today or settings.today), rev))


def _refuse_to_replace(folder: Path) -> None:
    """Stop before something is written over that is no preview."""
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if there - {"index.html", "yousaid.css"} or there == {"index.html"}:
        raise click.UsageError(f"{folder} holds other files; name an empty folder, or one that is not there")


def _write(path: Path, data: bytes) -> None:
    """Write a file in one step, so that it is never half there; what is no file, such as a pipe, is written to."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_bytes(data)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
