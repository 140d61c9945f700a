"""``yousaid intake``."""

from __future__ import annotations

import os
import re
import sys
from itertools import groupby
from pathlib import Path

import click

from yousaid import clock, pipeline
from yousaid.cli.examples import examples
from yousaid.cli.keeping import keep
from yousaid.cli.repository import ROOT, keep_all, with_records
from yousaid.cli.terminal import saying, shown
from yousaid.intake import MAX_CHARACTERS, Remark, take
from yousaid.model.values import is_web_address
from yousaid.reader import FOLDER
from yousaid.reporters.text import harmless


@click.command(
    epilog=examples(
        "yousaid intake issue.md",
        "yousaid intake --dry-run < issue.md",
        "yousaid intake issue.md --url https://example.org/you/feedback/issues/12",
    )
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path), default="-")
@click.option("--number", help="The number of the issue: the record names it as its source.")
@click.option("--url", help="The web address of the issue; without --number, the number is the one at its end.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@ROOT
def intake(file: Path, number: str | None, url: str | None, dry_run: bool, root: Path) -> None:
    """Turn an issue made with the form “A customer said…” into a record.

    FILE holds the text of the issue; without it, standard input is read. Nothing is guessed: what is missing, or not
    understood, is said all at once. No file is ever replaced. The paths of the new files are printed.

    The exit code is 0 if the record was written, 1 if something in the issue must be corrected, and 2 if the file
    cannot be read or written.
    """
    keep_all()
    root = with_records(root)
    number = _number(number, url)
    if not dry_run and not os.access(root / FOLDER, os.W_OK):
        raise click.UsageError(f"you must be allowed to write into {shown(root / FOLDER)}")
    body = _text(file)
    with saying("Reading the records"):
        corpus = pipeline.check(pipeline.Settings(root, clock.today())).corpus
    taken = take(body, corpus, number, url or "")
    for question, remarks in groupby(taken.remarks, lambda remark: remark.question):
        _say(question, list(remarks))
    if not taken.is_good:
        click.echo("Nothing was written. Correct the issue, and try again.", err=True)
        sys.exit(1)
    for note in taken.notes:
        click.echo(f"Note: {note}", err=True)
    if dry_run:
        for path, text in taken.sheet.files().items():
            click.echo(f"{path}\n\n{text}")
        return
    for written in keep(root, taken.sheet):
        click.echo(shown(written))


def _number(number: str | None, url: str | None) -> str:
    """Return the number of the issue, or nothing if it is not known."""
    if url is not None and not is_web_address(url):
        raise click.UsageError("--url must be a full web address, as in https://example.org/you/feedback/issues/12")
    at_end = re.search(r"/([0-9]{1,12})$", url or "")
    number = number or (at_end[1] if at_end else "")
    if not re.fullmatch(r"[0-9]{1,12}", number, re.ASCII) and (number or url):
        raise click.UsageError("--number must be the number of the issue, as in --number 12")
    return number


def _text(file: Path) -> str:
    """Return the text of the issue, or of one that is too long as much as shows it."""
    if str(file) == "-" and (sys.stdin is None or sys.stdin.closed or sys.stdin.isatty()):
        raise click.UsageError("there is nothing on standard input; name the file with the text of the issue")
    try:
        with click.open_file(str(file), "rb") as stream:
            data: bytes = stream.read(4 * (MAX_CHARACTERS + 1))  # a character takes up to four bytes
    except OSError as error:
        raise click.UsageError(f"{shown(file)} cannot be read: {error.strerror}") from error
    text = data.decode("utf-8", "ignore")
    if len(text) <= MAX_CHARACTERS and text.encode() != data:
        raise click.UsageError("the text of the issue must be saved as UTF-8")
    return text


def _say(question: str, remarks: list[Remark]) -> None:
    click.echo(harmless(question or "The issue as a whole"), err=True)
    for remark in remarks:
        word = "!" if remark.severity == "error" else "Look at it:"
        click.echo(f"  {word} {harmless(remark.message)}", err=True)
        click.echo(f"    hint: {harmless(remark.hint)}" if remark.hint else "", err=True)
    click.echo(err=True)
