"""What a rule sees, what it yields, and how rules are run."""

from __future__ import annotations

import datetime as dt
import inspect
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from yousaid.decode import Entry, locate
from yousaid.diagnostics import Code, Diagnostic, Related, Severity
from yousaid.history import History
from yousaid.mistakes import Path
from yousaid.model import Customer, Decision, Occasion, Removed, Vocabulary
from yousaid.reader import Kind
from yousaid.rules.glance import Glance, glance
from yousaid.rules.silence import heeded


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """All that could be decoded, by id, sorted. ``known`` also has the ids of files that could not."""

    decisions: Mapping[str, Entry[Decision]]
    customers: Mapping[str, Entry[Customer]]
    occasions: Mapping[str, Entry[Occasion]]
    vocabulary: Entry[Vocabulary] | None
    known: Mapping[Kind, frozenset[str]]
    today: dt.date
    """The latest day that anything can lie on."""
    named: Mapping[str, tuple[Entry[Customer], ...]] = field(default_factory=dict)
    """Customers by their ``name_key``, in the order of their keys; described ones are not among them."""
    removed: Mapping[str, Entry[Removed]] = field(default_factory=dict)
    history: History = field(default_factory=History)
    """What git knows, for the rules over time; the others do without."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, and the field it is about; its place is looked up when it is reported."""

    entry: Entry[BaseModel]
    path: Path
    message: str
    hint: str = ""
    related: tuple[tuple[Entry[BaseModel], Path, str], ...] = ()
    words: str = ""
    """The words within the field that it is about, where it is a part of a text."""


Findings = Iterator[Finding]
Check = Callable[[Any, Corpus], Findings]
Sign = Callable[[Glance], object]
F = TypeVar("F", bound=Callable[..., Findings])


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, what kind of record it looks at (or all), and the function."""

    code: Code
    kind: Kind | None
    check: Check = field(repr=False)
    sign: Sign | None = field(default=None, repr=False)

    @property
    def severity(self) -> Severity:
        """A rule that waits for a sign is a piece of advice: it warns, and stops nothing."""
        return "warning" if self.sign else "error"


def rule(code: str, kind: Kind | None = "decision") -> Callable[[F], F]:
    """Mark a function as the rule ``code``. It is given one record of a kind, or of any, and yields findings."""

    def mark(function: F) -> F:
        doc = inspect.getdoc(function) or ""
        name = function.__name__.replace("_", "-")
        function.__dict__["rule"] = Rule(Code(code, name, doc), kind, function)
        return function

    return mark


_SILENCE = """

This is a warning: it stops nothing. Where it is wrong, say so on the line, or on one above it, and why:

    # yousaid: allow {code} because …

`yousaid explain YS990` says more."""


def advice(code: str, sign: Sign) -> Callable[[F], F]:
    """Mark a function as the rule ``code`` that warns. It is given records of all kinds that show the ``sign``."""

    def mark(function: F) -> F:
        doc = (inspect.getdoc(function) or "") + _SILENCE.format(code=code)
        name = function.__name__.replace("_", "-")
        function.__dict__["rule"] = Rule(Code(code, name, doc), None, function, sign)
        return function

    return mark


def rules_in(room: Mapping[str, object]) -> Iterator[Rule]:
    """Yield the rules that a module defines."""
    for thing in room.values():
        found = getattr(thing, "rule", None)
        if isinstance(found, Rule):
            yield found


def run(rules: Iterable[Rule], corpus: Corpus, only: Collection[str] | None = None) -> Iterator[Diagnostic]:
    """Yield what the rules find, each on its place, but for warnings that are silenced there.

    With ``only``, the files at these paths are looked at, and all are known.
    """
    rules = tuple(rules)
    entries = _by_kind(corpus, only)
    yield from _faults(rules, entries, corpus)
    if advisers := {each.code.id: each for each in rules if each.sign}:
        everything = [entry for kind in entries.values() for entry in kind]
        found = _advice(tuple(advisers.values()), everything, corpus)
        yield from heeded(found, (entry.source for entry in everything), advisers)


def files(corpus: Corpus) -> list[str]:
    """Return the paths of all files that rules look at."""
    return [entry.source.path for kind in _by_kind(corpus).values() for entry in kind]


def run_over_time(rules: Iterable[Rule], corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield what the rules find that compare the records with their past. None of them can be silenced."""
    yield from _faults(rules, _by_kind(corpus), corpus)


def _by_kind(corpus: Corpus, only: Collection[str] | None = None) -> Mapping[Kind, tuple[Entry[Any], ...]]:
    entries: dict[Kind, tuple[Entry[Any], ...]] = {
        "decision": tuple(corpus.decisions.values()),
        "customer": tuple(corpus.customers.values()),
        "occasion": tuple(corpus.occasions.values()),
        "removed": tuple(corpus.removed.values()),
        "vocabulary": (corpus.vocabulary,) if corpus.vocabulary else (),
    }
    if only is not None:
        entries = {kind: tuple(each for each in found if each.source.path in only) for kind, found in entries.items()}
    return entries


def _faults(
    rules: Iterable[Rule], entries: Mapping[Kind, tuple[Entry[Any], ...]], corpus: Corpus
) -> Iterator[Diagnostic]:
    for each in rules:
        kinds = () if each.sign else (each.kind,) if each.kind else entries
        for entry in itertools.chain.from_iterable(entries[kind] for kind in kinds):
            for finding in each.check(entry, corpus):
                yield _placed(each, finding)


def _advice(rules: tuple[Rule, ...], entries: Iterable[Entry[Any]], corpus: Corpus) -> Iterator[Diagnostic]:
    signs = [(each, each.sign) for each in rules if each.sign]
    for entry in entries:
        seen = glance(entry)
        for each, sign in signs:
            if sign(seen):
                for finding in each.check(entry, corpus):
                    yield _placed(each, finding)


def _placed(each: Rule, finding: Finding) -> Diagnostic:
    related = tuple(Related(locate(entry.source, path), message) for entry, path, message in finding.related)
    span = locate(finding.entry.source, finding.path, finding.words)
    return Diagnostic(span, each.code, finding.message, finding.hint, related, each.severity)
