"""How a finished record is put into its place, with the customers who are new."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from yousaid import saving, schema
from yousaid.authoring.sheet import Sheet
from yousaid.rules import Corpus


def keep(root: Path, sheet: Sheet) -> list[Path]:
    """Write the record, and the customers who are new: all of them, or nothing."""
    for_editors = (root / schema.FOLDER).is_dir()
    files = {root / path: text for path, text in sheet.files(for_editors).items()}
    try:
        saving.create(files)
    except OSError as error:
        click.echo("\n".join(files.values()))
        why = error.strerror or error
        click.echo(f"Nothing was written ({why}). The record stands above, so that it is not lost.", err=True)
        sys.exit(2)
    if for_editors and sheet.customers:
        files |= _schemas(root, sheet.known())
    return [*files]


def _schemas(root: Path, corpus: Corpus) -> dict[Path, str]:
    """Let editors know the customers who are new; return what was changed for that."""
    files = {root / schema.FOLDER / file: text for file, text in schema.files(corpus).items()}
    changed = {file: text for file, text in files.items() if file.exists() and file.read_text("utf-8") != text}
    try:
        for file, text in changed.items():
            saving.replace(file, text)
    except OSError:
        click.echo(f"Editors do not know the new customer yet: yousaid schema --output {schema.FOLDER}", err=True)
    return changed
