"""What a rule sees, what it yields, and how rules are run."""

from __future__ import annotations

import datetime as dt
import inspect
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from yousaid.decode import Entry, locate
from yousaid.diagnostics import Code, Diagnostic, Related
from yousaid.mistakes import Path
from yousaid.model import Customer, Decision, Occasion, Vocabulary
from yousaid.reader import Kind


@dataclass(frozen=True, slots=True)
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
    """Customers by :func:`name_key`, in the order of their keys; described ones are not among them."""


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common: case, blanks and composed letters do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


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
F = TypeVar("F", bound=Callable[..., Findings])


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, what kind of record it looks at, and the function."""

    code: Code
    kind: Kind
    check: Check = field(repr=False)


def rule(code: str, kind: Kind = "decision") -> Callable[[F], F]:
    """Mark a function as the rule ``code``. It is given one record and all records, and yields findings."""

    def mark(function: F) -> F:
        doc = inspect.getdoc(function) or ""
        name = function.__name__.replace("_", "-")
        function.__dict__["rule"] = Rule(Code(code, name, doc), kind, function)
        return function

    return mark


def rules_in(room: Mapping[str, object]) -> Iterator[Rule]:
    """Yield the rules that a module defines."""
    for thing in room.values():
        found = getattr(thing, "rule", None)
        if isinstance(found, Rule):
            yield found


def run(rules: Iterable[Rule], corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield what the rules find, each on its place."""
    entries: dict[Kind, tuple[Entry[Any], ...]] = {
        "decision": tuple(corpus.decisions.values()),
        "customer": tuple(corpus.customers.values()),
        "occasion": tuple(corpus.occasions.values()),
        "vocabulary": (corpus.vocabulary,) if corpus.vocabulary else (),
    }
    for each in rules:
        for entry in entries[each.kind]:
            for finding in each.check(entry, corpus):
                yield _placed(each.code, finding)


def _placed(code: Code, finding: Finding) -> Diagnostic:
    related = tuple(Related(locate(entry.source, path), message) for entry, path, message in finding.related)
    span = locate(finding.entry.source, finding.path, finding.words)
    return Diagnostic(span, code, finding.message, finding.hint, related)
