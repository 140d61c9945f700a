"""The line from records to the public site, written down: nobody else calls two stages.

read → parse → decode → rules → history → views → outputs. Each stage returns its value together with its faults; none
prints, exits, or reads the clock, the environment or the network.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from yousaid import decode, handwritten, history, mistakes, parallel, prose, reader, rules, views
from yousaid.decode import Entry
from yousaid.diagnostics import Diagnostic, Span, errors, in_order
from yousaid.history import History
from yousaid.model import CodedReason, Customer, Decision, Form, WrittenReason
from yousaid.naming import name_key
from yousaid.outputs import api, badges, calendar, facets, feed, numbers, pages, pictures, redirects, sitemap
from yousaid.outputs.output import File
from yousaid.outputs.pages.search import Index
from yousaid.outputs.wording import somebody
from yousaid.rules import Corpus, Identities, identities
from yousaid.shell import Place, Shell, place_of
from yousaid.urls import CUSTOMER, DECISION, file_of
from yousaid.views import About, Site

WORTH_IT = 2_000
"""Records from which on a second process pays for itself."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build needs to know beside the records.

    ``clock`` is the day it is; ``today`` the day as of which the site is built, or None for that of the newest commit.
    """

    root: Path
    clock: dt.date
    docs: Path | None = None
    about: About = field(default_factory=lambda: About("You said, we did"))
    history: bool = True
    today: dt.date | None = None
    given: Mapping[str, bytes] = field(default_factory=dict)
    """Files that are taken as they are here, not as the disk has them; by paths relative to ``root``."""


@dataclass(frozen=True, slots=True)
class Checked:
    """All that could be read, and all faults in order."""

    corpus: Corpus
    faults: tuple[Diagnostic, ...]


def check(settings: Settings) -> Checked:
    """Read and check all records and hand-written pages."""
    reading = reader.read(settings.root, settings.given)
    faults = list(reading.faults)
    entries: dict[str, dict[str, Entry[Any]]] = defaultdict(dict)
    for document in reading.documents:
        entry, found = decode.decode(document)
        faults += found
        if entry:
            entries[document.kind][document.key] = entry
    if not reading.keys.get("vocabulary"):
        hint = f"add it, beginning with `areas:` and, below, `  general: General`, as in {reader.FOLDER}/vocabulary.yml"
        faults.append(
            Diagnostic(Span(f"{reader.FOLDER}/vocabulary.yml"), mistakes.MISSING, "the vocabulary is missing", hint)
        )
    corpus = _corpus(entries, reading, settings.clock)
    faults += _ruled(corpus)
    if settings.docs:
        faults += handwritten.check(settings.root, settings.docs, corpus.known["decision"], corpus.known["customer"])
    return Checked(corpus, in_order(faults))


def _ruled(corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield what the rules find; of many records a second process looks for most of what deserves a warning."""
    if len(corpus.decisions) < WORTH_IT:
        yield from rules.run(rules.RULES, corpus)
        return
    files = rules.files(corpus)
    here = frozenset(files[::3])  # all the errors and a third of the warnings take as long as the rest of these
    there = frozenset(files) - here
    advice = parallel.Beside(lambda: list(rules.run(rules.ADVICE, corpus, there)), again=True)
    try:
        yield from rules.run([rule for rule in rules.RULES if not rule.sign], corpus)
        yield from rules.run(rules.ADVICE, corpus, here)
        yield from advice.result()
    finally:
        advice.stop()


def _corpus(entries: Mapping[str, Mapping[str, Entry[Any]]], reading: reader.Reading, today: dt.date) -> Corpus:
    kinds: tuple[reader.Kind, ...] = ("decision", "customer", "occasion", "removed", "vocabulary")
    in_key_order = {kind: dict(sorted(entries.get(kind, {}).items())) for kind in kinds}
    named: dict[str, list[Entry[Customer]]] = defaultdict(list)
    for customer in in_key_order["customer"].values():
        if customer.value.name and customer.value.form is not Form.DESCRIBED:
            named[name_key(customer.value.name)].append(customer)
    return Corpus(
        in_key_order["decision"],
        in_key_order["customer"],
        in_key_order["occasion"],
        in_key_order["vocabulary"].get("vocabulary"),
        {kind: frozenset(reading.keys.get(kind, ())) for kind in kinds},
        today,
        {name: tuple(found) for name, found in named.items()},
        in_key_order["removed"],
    )


@dataclass(frozen=True, slots=True)
class Built:
    """The public site, or nothing where there are errors; all faults; and what git knows of other files."""

    site: Site | None
    faults: tuple[Diagnostic, ...]
    past: History = field(default_factory=History)
    root: Path = Path()
    taken_back: Identities | None = None
    """What tells who somebody is that withdrew."""

    def changed(self, file: Path) -> dt.datetime | None:
        """Return when a file of the project last changed in git, if that is known."""
        dates = self.past.of(file.relative_to(self.root).as_posix()) if file.is_relative_to(self.root) else None
        return dates.last if dates else None


def build(settings: Settings) -> Built:
    """Return the public site, or nothing where there are errors, and all faults and warnings."""
    return reviewed(settings)[0]


def with_past(settings: Settings) -> tuple[Checked, History, list[Diagnostic]]:
    """Check everything, and whether it agrees with its past; return what git knows too, and what is wrong with that."""
    checked, past, found = _beside_git(settings)
    return over_time(settings, checked, past), past, found


def _beside_git(settings: Settings) -> tuple[Checked, History, list[Diagnostic]]:
    """Check everything while git is asked what it knows; nothing is compared yet."""
    read = partial(history.read, settings.root, today=settings.clock)
    log = parallel.Beside(read, again=True) if settings.history else None
    checked = check(settings)
    past, found = log.result() if log else (History(), [])
    return checked, past, found


def over_time(settings: Settings, checked: Checked, past: History) -> Checked:
    """Add what is found where records and hand-written pages are compared with the past."""
    corpus = replace(checked.corpus, history=past)
    faults = [*checked.faults, *rules.run_over_time(rules.OVER_TIME, corpus)]
    if settings.docs:
        faults += handwritten.names_taken_back(settings.root, settings.docs, corpus)
    return replace(checked, corpus=corpus, faults=in_order(faults))


def reviewed(settings: Settings) -> tuple[Built, Corpus]:
    """Return the same with the records that it is made from, which only those who review may see."""
    checked, past, found = _beside_git(settings)
    with _rendering(checked):
        checked = over_time(settings, checked, past)
        faults = in_order((*checked.faults, *found))
        if errors(faults):
            return Built(None, faults), checked.corpus
        today = settings.today or (past.head.date() if past.head else settings.clock)
        about = settings.about
        site = views.site(checked.corpus, past, today, about, somebody(about.language))
    if not site.decisions:
        message = f"there must be at least one public record; all {len(checked.corpus.decisions):,} are held back"
        hint = "remove `draft` or bring forward `publish_on` in one of them"
        held = Diagnostic(Span(reader.FOLDER), reader.NO_RECORDS, message, hint)
        return Built(None, (*faults, held)), checked.corpus
    return Built(site, faults, past, settings.root, identities(checked.corpus)), checked.corpus


@contextlib.contextmanager
def _rendering(checked: Checked) -> Iterator[None]:
    """Render the texts of many records in a second process meanwhile: else every process that writes would do it."""
    if len(checked.corpus.decisions) < WORTH_IT or errors(checked.faults):
        yield
        return
    records = [entry.value for entry in checked.corpus.decisions.values()]
    shown = [text for record in records for text in (record.idea, record.answer, _reason(record)) if text]
    texts = [*shown, *(text for record in records for text in _further(record) if text)]
    made = parallel.Beside(lambda: prose.prepared(texts, shown), again=True)
    try:
        yield
        prose.remember(texts, shown, made.result())
    finally:
        made.stop()


def _reason(record: Decision) -> str | None:
    return record.reason.text if isinstance(record.reason, CodedReason | WrittenReason) else None


def _further(record: Decision) -> Iterator[str | None]:
    """Yield the longest texts that only a record's own page shows; the others are rendered where they are wanted."""
    yield from (record.why, record.reopen_if, record.changed_because, record.no_credit_because)
    yield from (view.said for view in record.also_said or ())


def data(site: Site, cards: Path | None = None) -> Iterator[File]:
    """Yield every file that needs no frame: they can be made before the engine has rendered one.

    ``cards`` is a folder in which pictures of records are kept from build to build.
    """
    yield from api.files(site)
    yield from numbers.files(site)
    yield from facets.files(site)
    yield from redirects.files(site)
    if site.about.url:
        yield from redirects.doubled(site, feed.files(site))
        yield from calendar.files(site)
        yield from redirects.doubled(site, pictures.files(site, cards))
        yield from redirects.doubled(site, badges.files(site))


def framed(
    site: Site, shells: Mapping[Place, Shell], others: Mapping[str, dt.datetime | None], index: Index = Index.NONE
) -> Iterator[File]:
    """Yield every page, and their sitemap. ``others`` are the addresses of hand-written pages."""
    addresses: dict[str, sitemap.Changed] = {address: partial(others.get, address) for address in others}
    for page in pages.pages(site, index):
        shell = shells.get(place_of(page))
        if shell:  # an embedded site has a home page of its own
            addresses[page.address] = page.changed
            kin = "" if page.kind in {DECISION, CUSTOMER} else "cards"
            yield File(file_of(page.address), partial(shell.fill, page), kin)
    if site.about.url:
        yield sitemap.file(site.about.url, addresses)
