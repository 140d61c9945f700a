"""``yousaid import``."""

from __future__ import annotations

import difflib
import re
import shlex
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from yousaid import clock, pipeline, saving
from yousaid.cli.examples import examples
from yousaid.cli.prompts import choice, say
from yousaid.cli.repository import keep_all, with_records
from yousaid.cli.terminal import colour, on_terminal, saying, shown, stop
from yousaid.diagnostics import Diagnostic, Source, errors
from yousaid.importers import cells, people
from yousaid.importers.codes import UNREADABLE
from yousaid.importers.formats import FORMATS
from yousaid.importers.mapping import SKIP, said_lines
from yousaid.importers.plan import Change, Plan
from yousaid.importers.taking import plan
from yousaid.model import OUTCOMES
from yousaid.model.mapfile import MapFile
from yousaid.reader import FOLDER, NO_RECORDS
from yousaid.reporters import report
from yousaid.reporters.text import harmless, text
from yousaid.rules import Corpus

_FORMATS = "\n".join(f"  {each.name:<18}{each.what}" for each in FORMATS.values())
_NAME = re.compile("^name:", re.MULTILINE)
_WIDTH = 13
_MAPPING = "\n".join(
    textwrap.fill(
        f"{name:<{_WIDTH}}{info.description}",
        78,
        initial_indent="  ",
        subsequent_indent=" " * (_WIDTH + 2),
        break_on_hyphens=False,
    )
    for name, info in MapFile.model_fields.items()
)
_MANY = 20
"""So many of a kind are shown, or asked about, one by one."""


@click.command(
    name="import",
    epilog=f"\b\nFormats:\n{_FORMATS}\n\n\b\nA mapping file may hold:\n{_MAPPING}\n\n"
    + examples(
        "yousaid import fider posts.csv --dry-run",
        "yousaid import table ideas.xlsx --map mapping.yml",
        "yousaid import sheet records.csv",
    ),
)
@click.argument("form", metavar="FORMAT", type=click.Choice([*FORMATS]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map", "given", type=click.Path(path_type=Path), help="The mapping file: what their words mean here (see below)."
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option(
    "--into",
    "--root",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    help=f"The folder that holds {FOLDER}/ and mkdocs.yml.",
)
def import_(form: str, file: Path, given: Path | None, dry_run: bool, root: Path) -> None:
    """Bring in what another system holds: the ideas of its export, as records.

    FILE is the export. Nothing is guessed: on a terminal you are asked what a status means, and for an area; else, and
    where more is not clear, the lines are shown that a mapping file must hold. No name is published: people become keys
    without a name, and stand in to-ask.csv, which git must not know. A record that lacks something before it can be
    public is a draft.

    The same export again changes nothing. A newer one changes what changed there, and what you edited here stays. All
    is written or nothing, and a report says what became of each row.

    The exit code is 0, 1 if something must be said or corrected first, and 2 if a file cannot be read or written.
    """
    keep_all()
    root = with_records(root)
    corpus = _corpus(root, form)
    source = _mapping(given)
    said, area = {}, ""
    with saying("Reading the export"):
        found = plan(FORMATS[form], file, corpus, root, source)
    if (found.statuses or found.areas) and len(found.statuses) <= _MANY and on_terminal():
        said, area = _statuses(found.statuses), _area(found.areas)
        found = plan(FORMATS[form], file, corpus, root, source, said, area)
    if errors(found.faults):
        _refuse(found, given)
    _show(found, dry_run)
    if not found.changes or dry_run:
        click.echo("Nothing was written." if dry_run and found.changes else "There is nothing to change.")
        return
    if on_terminal():
        click.confirm("Write it?", default=True, abort=True)
    _write(root, found)
    _say_what_is_next(root, found, said_lines(said, area) if said or area else "")


def _corpus(root: Path, form: str) -> Corpus:
    """Return the records that are here; stop if one of them cannot be read, since it may be among those brought in."""
    with saying("Reading the records"):
        checked = pipeline.check(pipeline.Settings(root, clock.today()))
    corpus = checked.corpus
    unread = len(corpus.known["decision"]) > len(corpus.decisions) or (corpus.vocabulary is None and form != "sheet")
    faults = [fault for fault in errors(checked.faults) if fault.code is not NO_RECORDS]
    if unread:
        stop(faults)
    return corpus


def _mapping(path: Path | None) -> Source | None:
    if path is None:
        return None
    data, faults = cells.content(path, may_be_empty=True)
    words, unread = cells.decoded(path, data) if not faults else ("", [])
    if faults or unread:
        click.echo(report([*faults, *unread], colour(sys.stderr)), err=True)
        sys.exit(2)
    return Source(shown(path), words.replace("\r\n", "\n"))


def _statuses(statuses: list[str]) -> dict[str, str]:
    """Ask what each status means."""
    words = {word: outcome.help for word, outcome in OUTCOMES.items()} | {SKIP: "Leave these ideas out."}
    said = {}
    for status in statuses:
        say(f"What became of ideas {f'with the status “{status}”' if status else 'without a status'}?", bold=True)
        said[status] = _one_of(words)
    return said


def _area(areas: dict[str, str]) -> str:
    """Ask which area ideas belong to, if it is not known."""
    if not areas:
        return ""
    say(
        "Which area do ideas belong to for which nothing says one? A mapping file can tell each board or category.",
        bold=True,
    )
    return _one_of(areas)


def _one_of(words: dict[str, str]) -> str:
    read = choice("Type its number or its word", words)
    while (typed := read()) not in words:
        say("Type one of the words, or its number.")
    return typed


def _refuse(found: Plan, given: Path | None) -> None:
    """Say what is wrong, or has to be said yet, and end."""
    click.echo(_faults(found.faults), err=True)
    is_unread = any(fault.code is UNREADABLE for fault in errors(found.faults))
    if found.to_map:
        where = f"Add these lines to {shown(given)}" if given else "Write these lines into a file, such as mapping.yml"
        how = "complete them" if given else "complete them, and give it with --map mapping.yml"
        click.echo(f"{where}, and {how}:\n", err=True)
        click.echo(found.to_map)
    click.echo("Nothing was written.", err=True)
    sys.exit(2 if is_unread else 1)


def _faults(faults: list[Diagnostic]) -> str:
    """Return what is wrong, the errors first; of very many the first ones."""
    ordered = [*errors(faults), *(fault for fault in faults if fault.severity != "error")]
    if len(ordered) <= 3 * _MANY:
        return report(ordered, colour(sys.stderr))
    return f"{text(ordered[: 3 * _MANY], colour(sys.stderr))}\n… and {len(ordered) - 3 * _MANY:,} more like these"


def _show(found: Plan, everything: bool) -> None:
    """Show what would be written, and what became of every row; of very many files only ``everything`` shows each."""
    if found.faults:
        click.echo(_faults(found.faults), err=True)
    files = [change for change in found.changes if change.path.startswith(f"{FOLDER}/")]
    added = [change.path for change in files if change.before is None]
    nameless = {c.path for c in files if c.path.startswith(f"{FOLDER}/customers/") and not _NAME.search(c.after)}
    lacks = {path: f" (a draft: {', '.join(each)})" for path, each in found.report.drafts.items()}
    new = [f"new: {path}{lacks.get(path, '')}" for path in added if path not in nameless]
    diffs = ["\n".join(map(harmless, _diff(change, change.before))) for change in files if change.before is not None]
    for shown_, what in ((new, "new records"), (diffs, "changed files")):
        listed = shown_ if everything else shown_[:_MANY]
        click.echo("".join(f"{each}\n" for each in listed), nl=False)
        if len(shown_) > len(listed):
            click.echo(f"… and {len(shown_) - len(listed):,} {what} more; --dry-run shows all")
    if customers := len(added) - len(new):
        click.echo(f"new: {customers:,} customer{'' if customers == 1 else 's'} without a name")
    for note in found.report.notes:
        click.echo(f"Note: {harmless(note)}")
    click.echo(f"\n{found.report.text()}\n")


def _diff(change: Change, before: str) -> Iterator[str]:
    return difflib.unified_diff(
        before.splitlines(), change.after.splitlines(), change.path, change.path, lineterm="", n=1
    )


def _write(root: Path, found: Plan) -> None:
    try:
        with saying("Writing"):
            saving.change({root / change.path: (change.before, change.after) for change in found.changes})
    except OSError as error:
        where = f": {shown(Path(error.filename))}" if error.filename else ""
        click.echo(f"Nothing was written{where} ({error.strerror or error}).", err=True)
        sys.exit(2)


def _say_what_is_next(root: Path, found: Plan, said: str) -> None:
    count = len(found.changes)
    click.echo(f"Written: {count:,} file{'' if count == 1 else 's'}.")
    if any(change.path == people.TO_ASK for change in found.changes):
        say(f"Who is behind the new keys stands in {people.TO_ASK}. Keep it to yourself, and ask them for consent.")
    if said:
        say("So that you are not asked again, keep this in a mapping file, and give it with --map:")
        click.echo(said)
    if found.report.drafts:
        say("What each draft lacks stands in its first lines. Complete it, and delete the line `draft: true`.")
    places = sorted({change.path.partition("/")[0] for change in found.changes} - {people.TO_ASK})
    say("Look at the changes, and commit them:")
    click.echo(f"  git add {' '.join(shlex.quote(shown(root / place)) for place in places)}")
