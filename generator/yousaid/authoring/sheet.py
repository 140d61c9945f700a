"""A record that is being written: its answers are judged one by one, as `check` judges the finished record."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yousaid import decode, rules, schema
from yousaid.authoring import canonical
from yousaid.decode import Entry
from yousaid.diagnostics import Diagnostic, Source, Span
from yousaid.model import Customer, Decision, Form, Outcome
from yousaid.naming import name_key
from yousaid.reader import FOLDER, MAX_BYTES, TOO_LARGE, Document, Kind
from yousaid.rules import Corpus
from yousaid.shortcut import Value
from yousaid.slugs import as_slug, is_device

# What is taken for granted while it has not been asked for. Faults in it are nobody's, and are not shown.
_UNTIL_ASKED: Mapping[str, Value] = {
    "title": "x",
    "idea": "x",
    "asked": "unknown",
    "outcome": Outcome.RECEIVED,
    "answer": "x",
    "shipped": "unknown",
    "reason": "x",
    "review_by": "unknown",
    "evidence": ["https://example.org/"],
    "credits": "none",
    "no_credit_because": "x",
}
_FIELD = re.compile(r"(?m)^([a-z_]+):")
_LONG = 60
_WIDTH = 100
# A line that begins so would begin something of its own in Markdown.
_MARKUP = re.compile(r"[-+*#>=|~<:]|[0-9]+[.)]")
_FENCE = re.compile("[ >]*(`{3,}|~{3,})(.*)")
# As many whole words as fit, or one that is longer: what `textwrap` finds, in a tenth of the time.
_PART = re.compile(rf"[^ ](?:.{{0,{_WIDTH - 2}}}[^ ])?(?= |\Z)|[^ ]+")


@dataclass(slots=True)
class Sheet:
    """The answers so far, as they were typed, by field; and the customers who are new, by key."""

    corpus: Corpus
    key: str = "a-new-record"
    answers: dict[str, Value] = field(default_factory=dict)
    customers: dict[str, dict[str, Value]] = field(default_factory=dict)

    def missing(self) -> list[str]:
        """Return the fields that the record still needs, in their order."""
        needed = {name for name, info in Decision.model_fields.items() if info.is_required()} | self._needs()
        return [name for name in Decision.model_fields if name in needed and name not in self.answers]

    def faults(self) -> list[Diagnostic]:
        """Return what `check` would say of the answers so far, and of the new customers."""
        record, found = self._read("decision", self.key, self._filled())
        people = [self._read("customer", key, tree) for key, tree in self.customers.items()]
        about_people = [fault for _, faults in people for fault in faults]
        if record and not about_people:
            corpus = self._known([record, *(person for person, _ in people if person)])
            paths = {entry.source.path for entry in (record, *(person for person, _ in people)) if entry}
            for fault in rules.run(rules.RULES, corpus, paths):
                (found if fault.span.path == record.source.path else about_people).append(fault)
        return [*(fault for fault in found if self._is_answered(fault)), *about_people]

    def files(self, for_editors: bool = False) -> dict[str, str]:
        """Return the finished files by their paths; ``for_editors``, they name the schemas in their first lines."""
        found = {}
        for kind, key, tree in self._trees():
            entry, faults = self._read(kind, key, tree)
            assert entry, faults
            found[entry.source.path] = canonical.text(entry.value, schema.SCHEMA_LINE[kind] if for_editors else "")
        return found

    def known(self) -> Corpus:
        """Return all records as they are going to be."""
        return self._known([entry for each in self._trees() if (entry := self._read(*each)[0])])

    def _trees(self) -> Iterator[tuple[Kind, str, Mapping[str, Value]]]:
        yield "decision", self.key, self.answers
        for key, tree in self.customers.items():
            yield "customer", key, tree

    def _needs(self) -> frozenset[str]:
        needs = next((each.needs for each in Outcome if each == self.answers.get("outcome")), frozenset[str]())
        return needs | {"no_credit_because"} if self.answers.get("credits") == "none" else needs

    def _filled(self) -> dict[str, Value]:
        """Return the answers in their order, with something harmless where there is none yet."""
        vocabulary = self.corpus.vocabulary
        answers: dict[str, Value] = {
            **_UNTIL_ASKED,
            "area": next(iter(vocabulary.value.areas)) if vocabulary else "x",
            "merged_into": next(
                (key for key, each in self.corpus.decisions.items() if not each.value.merged_into), "x"
            ),
            **self.answers,
        }
        needed = {*self.answers, *self.missing()}
        if "credits" in needed - {*self.answers}:
            needed.add("no_credit_because")
        return {name: answers[name] for name in Decision.model_fields if name in needed}

    def _read(self, kind: Kind, key: str, tree: Mapping[str, Value]) -> tuple[Entry[Any] | None, list[Diagnostic]]:
        text = canonical.written(tree)
        folder = "customers" if kind == "customer" else self._year()
        source = Source(f"{FOLDER}/{folder}/{key}.yml", text)
        entry, faults = decode.decode(Document(kind, key, source))
        if entry and len(text.encode()) > MAX_BYTES:
            message = f"a record must be at most {MAX_BYTES // 1024} KiB"
            return None, [Diagnostic(Span(source.path), TOO_LARGE, message, "shorten it")]
        return entry, faults

    def _year(self) -> str:
        """Return the folder of the record: the year in which it was asked, as far as that is known."""
        year = str(self.answers.get("asked", ""))[:4]
        return year if re.fullmatch("[0-9]{4}", year) else str(self.corpus.today.year)

    def _known(self, entries: Collection[Entry[Any]]) -> Corpus:
        """Return the corpus with these records in it."""
        decisions = {each.key: each for each in entries if isinstance(each.value, Decision)}
        customers = {each.key: each for each in entries if isinstance(each.value, Customer)}
        named = dict(self.corpus.named)
        for each in customers.values():
            if each.value.name and each.value.form is not Form.DESCRIBED:
                name = name_key(each.value.name)
                named[name] = (*named.get(name, ()), each)
        known = self.corpus.known
        return replace(
            self.corpus,
            decisions={**self.corpus.decisions, **decisions},
            customers={**self.corpus.customers, **customers},
            known={**known, "decision": known["decision"] | {*decisions}, "customer": known["customer"] | {*customers}},
            named=named,
        )

    def field_of(self, fault: Diagnostic) -> str:
        """Return the field of the record that a fault stands in; nothing if it is about the record as a whole."""
        lines = canonical.written(self._filled()).split("\n")[: fault.span.line]
        names = [match[1] for line in lines if (match := _FIELD.match(line))]
        return names[-1] if names else ""

    def _is_answered(self, fault: Diagnostic) -> bool:
        """Tell whether a fault is about something that was answered, and not about what stands there until then."""
        name = self.field_of(fault)
        return not name or name in self.answers


def given_reason(text: str, codes: Collection[str]) -> Value:
    """Return a reason as it is written: a text, or a code of the vocabulary where the text is just that."""
    if text.strip(" .").lower() == "confidential":
        return "confidential"
    return {"code": text} if text in codes else text


def given_word(text: str, words: Mapping[str, str]) -> str:
    """Return a word of a list, whose names are what people see of it: `Help and support` may be typed for `help`."""
    typed = text.strip().casefold()
    meant = [word for word, name in words.items() if typed in {word, name.casefold()}]
    return meant[0] if len(meant) == 1 and text not in words else text


def given_consent(day: str, address: str = "") -> Value:
    """Return consent as it is written: given when we asked, or in public, at an address."""
    return {"given": day, "how": "public-record", "at": address} if address else {"given": day, "how": "asked"}


def free_key(words: str, taken: Collection[str]) -> str:
    """Return an id that is near to the words, and that no file has yet."""
    key = as_slug(words)
    if len(key) > _LONG:
        key = key[:_LONG].rpartition("-")[0] or key[:_LONG]
    numbers = (f"{key}-{number}" for number in itertools.count(2))
    return next(each for each in itertools.chain([key], numbers) if each not in taken and not is_device(each))


def wrapped(text: str) -> str:
    """Return a text with lines that are easy to compare, unless a line would then mean something else in Markdown."""
    made, fence = [], ""
    for line in text.strip().split("\n"):
        bar = _FENCE.fullmatch(line)
        made.append(line if bar or fence else _wrapped(line))
        if bar and not fence:
            fence = bar[1]
        elif bar and bar[1].startswith(fence) and not bar[2]:
            fence = ""
    return "\n".join(made)


def _wrapped(line: str) -> str:
    if len(line) <= _WIDTH:
        return line
    parts = _PART.findall(line)
    means_more = line[0] == " " or any(mark in line for mark in "[`\\") or any(_MARKUP.match(part) for part in parts)
    return line if means_more else "\n".join(parts)
