"""Two states of the records compared, as their readers would see them: what appears, changes and goes in public."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Generic, TypeVar

from yousaid import pipeline, revision
from yousaid.diagnostics import Diagnostic, errors
from yousaid.model import Confidential, Customer, Outcome
from yousaid.outputs.language import Language, language
from yousaid.pipeline import Settings
from yousaid.preview import fields
from yousaid.preview.fields import Field
from yousaid.preview.state import State
from yousaid.reader import FOLDER, NO_RECORDS
from yousaid.urls import CUSTOMER
from yousaid.views import GivenReason, PublicDecision, PublicOccasion, Site

T = TypeVar("T", PublicDecision, PublicOccasion)


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """A record or an occasion that appears or changes, and whether its old words must not be repeated."""

    new: T
    old: T | None = None
    hushed: bool = False


@dataclass(frozen=True, slots=True)
class Credited:
    """A customer, and the records that thank them."""

    key: str
    customer: Customer
    decisions: tuple[PublicDecision, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that merging would change in public, in the order of the site. Errors come alone."""

    language: Language
    site: Site | None = None
    errors: tuple[Diagnostic, ...] = ()
    decisions: tuple[Change[PublicDecision], ...] = ()
    occasions: tuple[Change[PublicOccasion], ...] = ()
    gone: tuple[PublicDecision | PublicOccasion, ...] = ()
    gone_silently: int = 0
    """How many more go, of which nothing may be repeated."""
    confidential: tuple[PublicDecision, ...] = ()
    withdrawn: tuple[PublicDecision, ...] = ()
    credited: tuple[Credited, ...] = ()
    uncredited: tuple[Credited, ...] = ()
    silenced: int = 0
    """How many customers are no longer named at all."""
    renamed: tuple[Credited, ...] = ()
    told: tuple[Credited, ...] = ()
    """Who should hear of a new answer."""
    words: tuple[tuple[str, str, str], ...] = ()
    """Words of the vocabulary: their place, and what they were and are."""
    vanished: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Files that change, and are no records: hand-written pages, the configuration."""
    compared: bool = True
    """Whether the older state could be read; if not, the records of changed files are taken for new."""


def changes(settings: Settings, rev: str) -> Changes:
    """Compare what is in the folder with what it was where this revision and ``rev`` part.

    Raises :class:`yousaid.revision.RevisionError`. Both are looked at as of one day: what time changes is no change.
    """
    speech = language(settings.about.language)
    touched = revision.changed(settings.root, rev)
    today = settings.today or settings.clock
    built, corpus = pipeline.reviewed(_as_of(settings, settings.root, settings.docs, today))
    if built.site is None:
        return Changes(speech, errors=errors(built.faults))
    new = State(today, built.site, corpus)
    with revision.tree(settings.root, rev, FOLDER) as folder:
        old = _older(_as_of(settings, folder, None, today))
    others = tuple(sorted(path for path in touched if _is_page(path, settings)))
    if old is None:
        return _compared(_without(new, touched), new, speech, others, compared=False)
    return _compared(old, new, speech, others, compared=True)


def _as_of(settings: Settings, root: Path, docs: Path | None, today: dt.date) -> Settings:
    return Settings(root, settings.clock, docs, settings.about, history=False, today=today)


def _older(settings: Settings) -> State | None:
    """Return what was public, or nothing if that cannot be told, since it had errors."""
    assert settings.today is not None
    if not (settings.root / FOLDER).is_dir():
        return State(settings.today)
    built, corpus = pipeline.reviewed(settings)
    if {fault.code for fault in errors(built.faults)} == {NO_RECORDS}:
        return State(settings.today)
    return State(settings.today, built.site, corpus) if built.site else None


def _without(state: State, paths: Iterable[str]) -> State:
    """Return a state in which the records and occasions of some files are not public."""
    assert state.site is not None
    keys = {PurePosixPath(path).stem for path in paths if path.startswith(f"{FOLDER}/")}
    site = replace(
        state.site,
        decisions=tuple(decision for decision in state.site.decisions if decision.key not in keys),
        occasions=tuple(occasion for occasion in state.site.occasions if occasion.key not in keys),
    )
    return replace(state, site=site)


def _compared(old: State, new: State, speech: Language, files: tuple[str, ...], compared: bool) -> Changes:
    # A name to which consent ran out long ago may stand in an old text as well.
    secrets = (_names(old.customers) | _names(new.customers)) - _names(new.shown)

    def tells(texts: Mapping[str, Field]) -> bool:
        whole = "\n".join(field.text for field in texts.values()).casefold()
        return any(secret in whole for secret in secrets)

    decisions = tuple(
        _changes(old.decisions, new.decisions, partial(fields.of_decision, language=speech), tells, _is_taken_back)
    )
    occasions = tuple(
        _changes(old.occasions, new.occasions, partial(fields.of_occasion, language=speech), tells, lambda *_: False)
    )
    decisions_gone = [each for key, each in old.decisions.items() if key not in new.decisions]
    occasions_gone = [each for key, each in old.occasions.items() if key not in new.occasions]
    gone = [(each, tells(fields.of_decision(each, speech))) for each in decisions_gone]
    gone_too = [(each, tells(fields.of_occasion(each, speech))) for each in occasions_gone]
    return Changes(
        speech,
        new.site,
        decisions=decisions,
        occasions=occasions,
        gone=(*(each for each, tell in gone if not tell), *(each for each, tell in gone_too if not tell)),
        gone_silently=sum(tell for _, tell in (*gone, *gone_too)),
        confidential=tuple(each.new for each in decisions if each.old and _becomes_confidential(each.old, each.new)),
        withdrawn=tuple(each.new for each in decisions if each.old and _becomes_withdrawn(each.old, each.new)),
        credited=_by_customer(new.credited - old.credited, new.shown, new.decisions),
        uncredited=_by_customer(
            {pair for pair in old.credited - new.credited if pair[1] in new.decisions}, new.shown, new.decisions
        ),
        silenced=len({key for key, _ in old.credited if key not in new.shown}),
        renamed=_by_customer(
            {pair for pair in new.credited & old.credited if _name(new.shown[pair[0]]) != _name(old.shown[pair[0]])},
            new.shown,
            new.decisions,
        ),
        told=_told(decisions, new),
        words=tuple(_words(old.words, new.words)) if old.site else (),
        vanished=_vanished(old, new),
        files=files,
        compared=compared,
    )


def _changes(
    old: Mapping[str, T],
    new: Mapping[str, T],
    read: Callable[[T], Mapping[str, Field]],
    tells: Callable[[Mapping[str, Field]], bool],
    is_taken_back: Callable[[T, T], bool],
) -> Iterator[Change[T]]:
    for key, each in new.items():
        before = old.get(key)
        if before is None:
            yield Change(each)
        elif before != each:
            was, is_ = read(before), read(each)
            if {name: field.mark for name, field in was.items()} != {name: field.mark for name, field in is_.items()}:
                yield Change(each, before, is_taken_back(before, each) or tells(was))


def _becomes_confidential(old: PublicDecision, new: PublicDecision) -> bool:
    return isinstance(old.reason, GivenReason) and isinstance(new.reason, Confidential)


def _becomes_withdrawn(old: PublicDecision, new: PublicDecision) -> bool:
    return new.outcome is Outcome.WITHDRAWN and old.outcome is not Outcome.WITHDRAWN


def _is_taken_back(old: PublicDecision, new: PublicDecision) -> bool:
    """Tell whether something of a record stops being public that was so until now."""
    return _becomes_confidential(old, new) or _becomes_withdrawn(old, new)


def _name(customer: Customer) -> tuple[object, ...]:
    return customer.name, customer.form, customer.link, customer.affiliation


def _names(customers: Mapping[str, Customer]) -> set[str]:
    """Return what tells who somebody is: every word of a name, since a part tells as much as all."""
    found = {f"customer:{key}" for key in customers}
    for customer in customers.values():
        for text in filter(None, (customer.name, customer.affiliation, customer.link)):
            words = re.findall(r"\w+", text.casefold()) if text != customer.link else ()
            found |= {text.casefold(), *(word for word in words if len(word) > 2 or not word.isascii())}
    return found


def _by_customer(
    pairs: Iterable[tuple[str, str]], customers: Mapping[str, Customer], decisions: Mapping[str, PublicDecision]
) -> tuple[Credited, ...]:
    """Return the customers of these pairs by key, each with the records in the order of the site."""
    found: dict[str, set[str]] = {}
    for customer, key in pairs:
        if customer in customers:
            found.setdefault(customer, set()).add(key)
    place = {key: number for number, key in enumerate(decisions)}
    return tuple(
        Credited(key, customers[key], tuple(decisions[each] for each in sorted(found[key], key=place.__getitem__)))
        for key in sorted(found)
    )


def _told(decisions: Iterable[Change[PublicDecision]], new: State) -> tuple[Credited, ...]:
    """Return who should hear of what became of their wish; those who withdrew their name want to be left alone."""
    pairs = {(customer, each.new.key) for each in decisions if _is_news(each) for customer in new.thanked(each.new.key)}
    there = {key: customer for key, customer in new.customers.items() if customer.withdrawn is None}
    return _by_customer(pairs, there, new.decisions)


def _is_news(change: Change[PublicDecision]) -> bool:
    old, new = change.old, change.new
    is_answered = bool(new.answer or new.reason or new.merged_into)
    if old is None:
        return is_answered
    return old.outcome is not new.outcome or (is_answered and not (old.answer or old.reason or old.merged_into))


def _words(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for place in dict.fromkeys((*new, *old)):
        if old.get(place, "") != new.get(place, ""):
            yield place, old.get(place, ""), new.get(place, "")


def _vanished(old: State, new: State) -> tuple[str, ...]:
    """Return addresses of pages that go, without those of customers who are no longer named."""
    silenced = {CUSTOMER.at(key) for key in old.customers if key not in new.shown}
    return tuple(sorted(old.addresses - new.addresses - silenced))


def _is_page(path: str, settings: Settings) -> bool:
    return path == "mkdocs.yml" or (settings.docs is not None and (settings.root / path).is_relative_to(settings.docs))
