"""``yousaid withdraw``."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from yousaid import clock, saving, withdrawal
from yousaid.announce.speech import FOLDER as WORDS
from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT, configuration, keep_all, with_records
from yousaid.cli.terminal import colour, saying
from yousaid.history import Holder
from yousaid.reader import FOLDER
from yousaid.reporters.text import harmless
from yousaid.withdrawal import Withdrawal, WithdrawalError


@click.command(epilog=examples("yousaid withdraw ada --dry-run", "yousaid withdraw ada"))
@click.argument("key")
@click.option("--dry-run", is_flag=True, help="Show what would be changed, and change nothing.")
@ROOT
def withdraw(key: str, dry_run: bool, root: Path) -> None:
    """Take a customer's name back: out of their file now, and everywhere in public at the next build.

    KEY is the name of their file in decisions/customers/, without `.yml`. Name, link, affiliation and consent are
    deleted, and the day is written down. The file and its key stay, since records point to it: those it is thanked in
    thank “a customer” from then on. Comments stay if they say nothing of the name.

    Then it shows where else the name still stands: lines of records and hand-written pages, addresses on the web and
    names of files that tell it, which are left to you, and commits in the history of git. How to take it out of there
    is shown too. Nothing of that is done.

    The exit code is 0, and 2 if the customer is not known or the file cannot be written.
    """
    keep_all()
    root = with_records(root)
    try:
        with saying("Reading the records and their history"):
            found = withdrawal.prepared(root, key, clock.today())
    except WithdrawalError as error:
        raise click.UsageError(str(error)) from error
    _show(found)
    if not dry_run and found.after != found.before:
        _write(root, found)
    done = "would be" if dry_run else "is"
    click.echo(f"{found.path} {done} without a name: `{key}` is “a customer” everywhere from the next build on.")
    _elsewhere(root, found)
    with saying("Looking through the history"):
        holders, unknown = withdrawal.holders(root, found.names, found.path)
    if unknown:
        click.echo(f"\nWhat the history of git holds is not known: {harmless(unknown)}.")
    elif found.names:
        _in_history(holders, found)
    if dry_run:
        click.echo("\nNothing was changed. To do it: yousaid withdraw " + key)


def _show(found: Withdrawal) -> None:
    """Show what is different in the file."""
    before, after = (text.removesuffix("\n").split("\n") for text in (found.before, found.after))
    for line in difflib.unified_diff(before, after, found.path, found.path, lineterm=""):
        paint = {"+": "green", "-": "red"}.get(line[:1]) if colour(sys.stdout) else None
        click.secho(harmless(line), fg=paint)


def _write(root: Path, found: Withdrawal) -> None:
    try:
        saving.replace(root / found.path, found.after)
    except OSError as error:
        click.echo(f"{harmless(found.path)} cannot be written: {error.strerror or error}", err=True)
        sys.exit(2)


def _elsewhere(root: Path, found: Withdrawal) -> None:
    """Show the lines of other files in which the name stands, and the files whose own name tells it."""
    config, _ = configuration(root) if (root / "mkdocs.yml").exists() else (None, [])
    folders = [root / FOLDER, root / WORDS, *([Path(config.docs_dir), root / "mkdocs.yml"] if config else [])]
    places = list(withdrawal.lines(root, folders, found.names, found.path, found.links))
    if places:
        click.echo("\nThe name still stands here. Write “a customer” in its place, if it is them:")
    for place in places:
        click.echo(f"  {harmless(place.path)}:{place.line}: {harmless(place.text.strip())}")
    files = list(withdrawal.files(root, folders, found.names, but=found.path))
    if files:
        click.echo("\nThese files tell it by their own name. Give them another, if it is them:")
    for path in files:
        click.echo(f"  {harmless(path)}")


def _in_history(holders: tuple[Holder, ...], found: Withdrawal) -> None:
    """Show the commits that hold the name, and what would take it out of them."""
    if not holders:
        click.echo("\nNo commit holds the name.")
        return
    click.echo("\nThese commits still hold the name. They brought it or took it away; those in between hold it too:")
    for each in holders:
        places = [*each.paths, *(["its message"] if each.message else [])]
        click.echo(f"  {each.commit} {each.when:%Y-%m-%d} {harmless(', '.join(places))}")
    click.echo(
        "\nNo page shows it, but everybody who has a clone can read it. To take it out of the history, too, which this"
        "\ncommand does not do (it needs git-filter-repo; push the withdrawal first):\n"
    )
    paths = sorted({path for each in holders for path in each.telling})
    for line in withdrawal.commands(found.names, paths):
        click.echo(f"  {line}")
    click.echo(
        "\nEvery commit since the first of these gets another id. So tell everybody before: push everything, merge or"
        "\nclose all pull requests, then throw every clone away and clone again. Who merges from an old clone brings"
        "\nthe name back. Forks keep it, and what the forge keeps of old commits, only its support can delete."
    )
