"""``yousaid announce``."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

import click

from yousaid import clock, revision
from yousaid.announce import ledger
from yousaid.announce.addresses import addresses as read_addresses
from yousaid.announce.events import News
from yousaid.announce.formats import FORMATS, files, told
from yousaid.announce.messages import telling
from yousaid.announce.objects import Telling
from yousaid.announce.posting import PostError, Webhook
from yousaid.announce.said import Said, said
from yousaid.announce.speech import speech
from yousaid.announce.states import published
from yousaid.announce.summary import counted, summary
from yousaid.announce.webhooks import Payload, Target, payloads
from yousaid.announce.writing import TakenError, missing, write
from yousaid.cli.examples import examples
from yousaid.cli.private import refuse_to_publish
from yousaid.cli.repository import ROOT, keep_all, with_records
from yousaid.cli.standing import configured
from yousaid.cli.terminal import saying, shown, stop
from yousaid.diagnostics import Diagnostic, did_you_mean, one_of, quoted
from yousaid.outputs.language import language
from yousaid.pipeline import Settings
from yousaid.reporters.text import harmless
from yousaid.revision import RevisionError


@click.command(
    epilog=examples(
        "yousaid announce --since v1",
        "yousaid announce --since v1 --to ../letters --format drafts --addresses ../addresses.csv",
        "yousaid announce --since v1 --until v2 --to ../all --format merge,digest --dry-run",
        "yousaid announce --since v1 --post env:WEBHOOK --target slack",
    )
)
@click.option("--since", required=True, metavar="REV", help="The branch, tag or commit that was told about last.")
@click.option("--until", default="HEAD", show_default=True, metavar="REV", help="The one that is told about now.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write what is to be sent into this folder.",
)
@click.option(
    "--format", "forms", multiple=True, metavar="FORMAT,…", help=f"What to write there: {', '.join(FORMATS)}."
)
@click.option(
    "--addresses",
    "table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table (CSV) of your own with key, email and name; never commit it.",
)
@click.option("--post", metavar="URL", help="Send it to a webhook; `env:NAME` takes the address from a variable.")
@click.option("--target", type=click.Choice([*map(str, Target)]), help="Who takes it there.")
@click.option("--dry-run", "dry", is_flag=True, help="Only show what would be written or sent.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Look at the newer state as of this day.")
@ROOT
def announce(
    since: str,
    until: str,
    folder: Path | None,
    forms: tuple[str, ...],
    table: Path | None,
    post: str | None,
    target: str | None,
    dry: bool,
    today: dt.datetime | None,
    root: Path,
) -> None:
    """Tell those who asked what became of it: each of them once.

    Compared is what was public at two revisions. News are first answers, other outcomes, new thanks, promises that
    were not kept, and noes that are looked at again; those behind a merged idea hear of it too. Corrected words are
    no news. Who has withdrawn is told nothing. Without --to and --post it only shows who is to be told what.

    What was written or sent is noted in announced.ndjson, beside mkdocs.yml: commit that file, so that nobody is told
    twice, in whichever way. Customers stand there by key. Whatever is in the folder belongs to you: it must not be
    published, and nothing else may be in it.
    """
    keep_all()
    root = with_records(root)
    wish = _Wish(folder, _formats(forms), table, _webhook(post), Target(target) if target else None, dry)
    wish.look()
    config = configured(root)
    if folder:
        refuse_to_publish(folder, root, config)
    from yousaid.configuration import settings as settings_of  # as late as the engine

    try:
        with saying("Comparing what is public"):
            news = _news(settings_of(config), since, until, today.date() if today else None)
        with ledger.locked(root) if wish.tells else contextlib.nullcontext():
            _tell(root, news, wish)
    except (RevisionError, ledger.BusyError) as error:
        raise click.UsageError(str(error)) from error


_NOTED = f"It is noted in {ledger.NAME}: commit that file."


@dataclass(frozen=True, slots=True)
class _Wish:
    """How it is to be told."""

    folder: Path | None
    formats: tuple[str, ...]
    table: Path | None
    webhook: Webhook | None
    target: Target | None
    dry: bool

    @property
    def tells(self) -> bool:
        """Whether anything is written or sent, and so noted."""
        return not self.dry and bool(self.folder or self.webhook)

    def look(self) -> None:
        """Stop where two things that were typed do not go together."""
        if bool(self.folder) != bool(self.formats):
            raise click.UsageError(f"--to and --format go together: name a folder, and any of {', '.join(FORMATS)}")
        if (self.webhook is None) != (self.target is None):
            raise click.UsageError(f"--post and --target go together: name an address, and {' or '.join(Target)}")
        if self.folder and self.webhook:
            raise click.UsageError("--to and --post are two ways of telling the same; take one of them")
        if self.table and not {"drafts", "merge"} & {*self.formats}:
            raise click.UsageError("--addresses is for letters; add `--to DIR --format drafts`, or `merge`")


def _formats(typed: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip() for each in typed for word in each.split(",")]
    for word in words:
        if word not in FORMATS:
            hint = did_you_mean(word, FORMATS, f"type any of {one_of(FORMATS)}")
            raise click.UsageError(f"there is no format {quoted(word)}; {hint}")
    return tuple(dict.fromkeys(words))


def _webhook(typed: str | None) -> Webhook | None:
    """Return the webhook of an address; it is a secret, and in a variable no list of processes shows it."""
    if typed is None:
        return None
    name = typed.removeprefix("env:")
    address = typed if name == typed else os.environ.get(name, "")
    if not address:
        raise click.UsageError(f"the variable {quoted(name)} must hold the address of a webhook")
    try:
        return Webhook(address)
    except PostError as error:
        raise click.UsageError(str(error)) from error


def _news(settings: Settings, since: str, until: str, today: dt.date | None) -> News:
    """Return what is news; stop where one of the states was never published, since it has faults."""
    old, wrong = published(settings, since)
    if wrong:
        _no_site(since, "--since", wrong, old.commit)
    new, wrong = published(replace(settings, today=today or settings.today), until, told_on=clock.today())
    if wrong:
        _no_site(until, "--until", wrong, new.commit)
    if not revision.lies_in(settings.root, old.commit, new.commit):
        message = (
            f"{quoted(since)} must lie in the history of {quoted(until)}, since nothing else was public here before; "
            "name a tag or commit that `git log` shows"
        )
        raise click.UsageError(message)
    if old.today > new.today:
        message = (
            f"{quoted(since)} is of {old.today}, and what is told is of {new.today}: name an older one with --since"
        )
        raise click.UsageError(message)
    return News(old, new)


def _no_site(rev: str, option: str, wrong: Iterable[Diagnostic], commit: str) -> NoReturn:
    """Say that nothing can be compared with a revision, and why."""
    click.echo(f"No site can be made of the records at {quoted(rev)}; name another revision with {option}:", err=True)
    stop(wrong, commit)


def _tell(root: Path, news: News, wish: _Wish) -> None:
    """Show who is to be told what, and tell it in the way that was wished."""
    lines, wrong = ledger.read(root)
    if wrong:
        stop(wrong)
    found = telling(news, lines)
    if found is None:
        click.echo(f"Nothing is public in {news.new.commit[:12]}, so there is nothing to tell.")
        return
    click.echo(summary(found))
    if not (wish.folder or wish.webhook or wish.dry):
        return
    if not found.site.about.url:
        raise click.UsageError("mkdocs.yml must say where the site is, since messages lead there; add `site_url:`")
    words = _said(root, found, wish.table)
    if wish.folder and found.messages:
        _write(root, wish.folder, found, words, wish)
    if wish.webhook and wish.target and found.messages:
        _post(root, wish.webhook, [*payloads(wish.target, found, words)], wish.dry)


def _said(root: Path, found: Telling, table: Path | None) -> Said:
    """Return everything in words; stop where the words or the addresses have faults."""
    spoken, faults = speech(root, language(found.site.about.language))
    known, wrong = read_addresses(table) if table else ({}, [])
    if faults or wrong:
        stop([*faults, *wrong])
    words, broken = said(found, spoken, known)
    if words is None:
        stop(broken)
    return words


def _write(root: Path, folder: Path, found: Telling, words: Said, wish: _Wish) -> None:
    """Write what is to be sent, and only then note it: whoever is stopped in between writes the same once more."""
    made, reached = files(found, words, wish.formats), told(found, words, wish.formats)
    try:
        new = missing(folder, made)
    except TakenError as error:
        there = shown(Path(str(error)))
        raise click.UsageError(
            f"{there} is something else, which may not have been sent yet; name an empty folder"
        ) from error
    if wish.dry:
        click.echo("\n".join(["", "These files would be written:", *(shown(folder / path) for path in made)]))
        return
    write(new)
    if reached:
        ledger.add(root, (event for message in reached for event in message.told))
    noted = f" {_NOTED}" if reached else ""
    click.echo(f"Written: {shown(folder)} ({counted(len(made), 'file')}).{noted}", err=True)
    for line in _left(found, words, wish, len(reached)):
        click.echo(line, err=True)


def _left(found: Telling, words: Said, wish: _Wish, reached: int) -> Iterator[str]:
    """Yield what is left to do by hand."""
    rest = len(found.messages) - reached
    if rest:
        left = f"Not noted, since no comment reaches those who asked: {counted(rest, 'message')}"
        yield f"{left}. Write what is left in another format, such as `drafts`."
    lost = [letter.message.customer for letter in words.letters if not letter.to]
    if wish.table and lost:
        keys = ", ".join(dict.fromkeys(lost))
        yield f"Without an address: {counted(len(lost), 'letter')}, to {keys}. Find these, or tell them yourself."
    if wish.table and revision.is_open(wish.table):
        yield f"{shown(wish.table)} must never be committed: write its name into .gitignore, or keep it elsewhere."


def _post(root: Path, webhook: Webhook, posts: Sequence[Payload], dry: bool) -> None:
    """Send one after the other, and note each as soon as it is taken."""
    if dry:
        click.echo(f"\nThese would be sent to {harmless(webhook.name)}: {len(posts):,}.")
        return
    for number, payload in enumerate(posts):
        try:
            webhook.post(payload.body)
        except PostError as error:
            taken = f"{number:,} of {len(posts):,} were taken, and are noted in {ledger.NAME}"
            rest = "" if error.is_unsure else "; try again for the rest"
            click.echo(f"Error: {harmless(str(error))}. {taken}{rest}", err=True)
            sys.exit(2)
        ledger.add(root, payload.events)
    click.echo(f"Sent to {harmless(webhook.name)}: {len(posts):,}. {_NOTED}", err=True)
