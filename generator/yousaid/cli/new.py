"""``yousaid new``."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from yousaid import clock, pipeline
from yousaid.authoring.sheet import Sheet, free_key, given_consent, given_reason
from yousaid.cli.asking import Asker
from yousaid.cli.examples import examples
from yousaid.cli.keeping import keep
from yousaid.cli.prompts import say
from yousaid.cli.repository import ROOT, keep_all, with_records
from yousaid.cli.terminal import colour, on_terminal, saying, shown, stop
from yousaid.cli.who import people
from yousaid.diagnostics import errors
from yousaid.model import Origin, Outcome
from yousaid.reader import FOLDER, NO_RECORDS
from yousaid.reporters import report
from yousaid.rules import Corpus
from yousaid.shortcut import Value
from yousaid.slugs import is_slug

_FLAGS = {name: f"--{name.replace('_', '-')}" for name in ("title", "idea", "asked", "outcome", "answer", "shipped")}
_FLAGS |= {name: f"--{name.replace('_', '-')}" for name in ("reason", "review_by", "evidence", "merged_into", "area")}
_FLAGS |= {"credits": "--credit (or --no-credit-because)", "no_credit_because": "--no-credit-because"}


@click.command(
    epilog=examples(
        "yousaid new",
        "yousaid new --edit",
        'yousaid new --title "Print in colour" --idea "Grey is hard to read." --asked 2026-03 \\',
        '  --outcome declined --reason "Colour costs more than it helps." --area reports --credit ada:idea,testing',
    )
)
@ROOT
@click.option("--title", help="What they want, in one line.")
@click.option("--id", "key", help="A short name for its web address; made from the title if you do not give one.")
@click.option("--idea", help="What they said, close to their own words.")
@click.option("--asked", help="When they said it: 2026-01-31, 2026-01, 2026 or unknown.")
@click.option("--outcome", help=f"What became of it: {', '.join(Outcome)}.")
@click.option("--answer", help="What you answer, in plain words.")
@click.option("--shipped", help="Since when it can be used.")
@click.option("--reason", help="Why not: a text, a code of the vocabulary, or confidential.")
@click.option("--review-by", help="When you look at it again.")
@click.option("--origin", help=f"Whether the work began with the customer: {', '.join(Origin)}.")
@click.option("--evidence", multiple=True, help="A web address that shows it; may be given several times.")
@click.option("--credit", "thanked", multiple=True, metavar="KEY[:ROLE,ROLE]", help="Who is thanked, and what for.")
@click.option("--no-credit-because", help="Why nobody is thanked.")
@click.option("--merged-into", help="The record that goes on with it.")
@click.option("--area", help="Which part of the product.")
@click.option("--customer", "added", multiple=True, metavar="KEY[=NAME]", help="Add a customer; a name needs consent.")
@click.option("--consent", multiple=True, metavar="KEY=DATE[,ADDRESS]", help="When, and where in public, they agreed.")
@click.option("--form", multiple=True, metavar="KEY=FORM", help="person (if not given), company or described.")
@click.option("--edit", is_flag=True, help="Write the texts in your editor.")
def new(
    root: Path,
    key: str | None,
    evidence: tuple[str, ...],
    thanked: tuple[str, ...],
    added: tuple[str, ...],
    consent: tuple[str, ...],
    form: tuple[str, ...],
    edit: bool,
    **typed: str | None,
) -> None:
    """Write a record: answer a few questions, and it is there.

    Asks for what a record must say and for what its outcome needs, and for nothing else. Each answer is checked at
    once. Nothing is written before the end, and no file is ever replaced. In a script, give the answers as options.

    The exit code is 0 if the record was written, 1 if an answer is at fault, 2 if an answer is missing or the file
    cannot be written, or if you interrupt it.
    """
    keep_all()
    root = with_records(root)
    if not os.access(root / FOLDER, os.W_OK):
        raise click.UsageError(f"you must be allowed to write into {shown(root / FOLDER)}")
    try:
        with saying("Reading the records"):
            checked = pipeline.check(pipeline.Settings(root, clock.today()))
        corpus = checked.corpus
        sheet = Sheet(corpus, customers=_customers(corpus, added, consent, form))
        given = {**_given(corpus, typed), **_lists(evidence, thanked)}
        if errors(faults := sheet.faults()):
            stop(faults)
        if on_terminal():
            _ask(sheet, given, key or "", edit)
        else:
            _take(sheet, given, key)
        files = keep(root, sheet)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nNothing was written.", err=True)
        sys.exit(2)
    _say_what_is_next(root, sheet.key, files)
    if any(fault.code is not NO_RECORDS for fault in errors(checked.faults)):
        click.echo()
        say("Elsewhere something is wrong already, and nothing is published until it is corrected: yousaid check")


def _given(corpus: Corpus, typed: Mapping[str, str | None]) -> dict[str, Value]:
    """Return the answers that were given as options."""
    given: dict[str, Value] = {name: value.replace("\r\n", "\n") for name, value in typed.items() if value}
    if isinstance(reason := given.get("reason"), str) and corpus.vocabulary:
        given["reason"] = given_reason(reason, corpus.vocabulary.value.reasons)
    if "no_credit_because" in given:
        given["credits"] = "none"
    return given


def _lists(evidence: tuple[str, ...], thanked: tuple[str, ...]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    if evidence:
        found["evidence"] = [*evidence]
    if thanked:
        found["credits"] = [*map(_credit, thanked)]
    return found


def _customers(
    corpus: Corpus, added: tuple[str, ...], consent: tuple[str, ...], form: tuple[str, ...]
) -> dict[str, dict[str, Value]]:
    """Return the customers to be added, as far as they are described by options."""
    found: dict[str, dict[str, Value]] = {}
    for each in added:
        key, _, name = each.partition("=")
        found[key] = {"name": name, "form": "person"} if name else {"form": "person"}
    for option, values in (("--consent", consent), ("--form", form)):
        for each in values:
            key, _, value = each.partition("=")
            if key not in found:
                raise click.UsageError(f"{option} {key} needs a --customer {key}")
            found[key][option[2:]] = given_consent(*value.split(",", 1)) if option == "--consent" else value
    for key in found:
        if not is_slug(key) or key in corpus.known["customer"]:
            near = free_key(key, corpus.known["customer"])
            raise click.UsageError(f"--customer {key!r} is there already, or no short name; use {near!r}, for example")
    return found


def _credit(typed: str) -> Value:
    key, _, what_for = typed.partition(":")
    roles: list[Value] = [*(what_for or "idea").split(",")]
    return {"customer": key, "for": roles}


def _take(sheet: Sheet, given: dict[str, Value], key: str | None) -> None:
    """Take everything from the options; say all that is missing, or at fault, at once."""
    sheet.answers.update(given)
    taken = sheet.corpus.known["decision"]
    if missing := sheet.missing():
        flags = ", ".join(_FLAGS[name] for name in missing)
        raise click.UsageError(f"nobody can be asked here, and these are missing: {flags}")
    sheet.key = key or free_key(str(sheet.answers["title"]), taken)
    if sheet.key in taken or not is_slug(sheet.key):
        near = free_key(sheet.key, taken)
        raise click.UsageError(f"--id {sheet.key!r} is taken, or no short name; use {near!r}, for example")
    faults = sheet.faults()
    if errors(faults):
        stop(faults)
    if faults:
        click.echo(report(faults, colour(sys.stderr)), err=True)


def _ask(sheet: Sheet, given: dict[str, Value], key: str, edit: bool) -> None:
    """Ask for what is missing: at first what every record says, then what its outcome needs."""
    asker = Asker(sheet, given, edit)
    asker.field("title")
    asker.key(key)
    asker.field("idea")
    asker.field("asked")
    if "credits" in given:
        sheet.answers["credits"] = given.pop("credits")
    if "credits" not in sheet.answers or not asker.is_good():
        sheet.answers.pop("credits", None)
        people(asker)
    asker.field("outcome")
    for name in [*given]:
        asker.field(name)
    while missing := sheet.missing():
        if missing[0] == "credits":
            sheet.answers["credits"] = "none"
        else:
            asker.field(missing[0])
    if asker.asked:
        click.echo()
        for path, text in sheet.files().items():
            say(path, bold=True)
            click.echo(text)
        click.confirm("Write it?", default=True, abort=True)


def _say_what_is_next(root: Path, key: str, files: list[Path]) -> None:
    for path in files:
        click.echo(shown(path))
    click.echo("\nThat passes the check. What to do next:\n")
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        click.echo("  Give it to whoever looks after the page, or put it into git.")
        return
    click.echo(f"  git switch -c {key}")
    click.echo(f"  git add {' '.join(shlex.quote(shown(path)) for path in files)}")
    click.echo(f'  git commit -m "Record {key}"')
    click.echo(f"  git push -u origin {key}")
    click.echo()
    say("Then open a pull request: the page of your repository offers it.")
