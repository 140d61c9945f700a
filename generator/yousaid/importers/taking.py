"""An export against the records that are here: what is new, what changed there, and what becomes of every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from yousaid import decode, rules
from yousaid.authoring import canonical
from yousaid.decode import Entry
from yousaid.diagnostics import Diagnostic, Source, errors, quoted
from yousaid.importers import mapping, memory
from yousaid.importers.codes import CONFLICT, ROW, UNFIT, WORDS
from yousaid.importers.files import Files
from yousaid.importers.keys import Keys
from yousaid.importers.mapping import SKIP, Words
from yousaid.importers.people import Named, People
from yousaid.importers.plan import Plan
from yousaid.importers.reading import Idea, Read, wrong
from yousaid.importers.records import Draft, Maker, came_from, line
from yousaid.importers.report import Report
from yousaid.importers.updates import TEXTS, kept_back, shown, text_of, update, withheld
from yousaid.model import UNEXPLAINED, CodedReason, Decision, Outcome
from yousaid.reader import MAX_BYTES, Document
from yousaid.rules import Corpus, named, private
from yousaid.rules.corpus import rules_in

if TYPE_CHECKING:
    from yousaid.importers.formats import Format

_DELICATE = frozenset(rule.code.id for room in (private, named) for rule in rules_in(vars(room)) if rule.sign)
"""The advice about names, and about what must not become public: a record that it warns of waits as a draft."""


def plan(
    form: Format,
    path: Path,
    corpus: Corpus,
    root: Path,
    given: Source | None = None,
    said: Mapping[str, str] | None = None,
    area: str = "",
) -> Plan:
    """Return what bringing in a file would change; ``given`` is the mapping file.

    Besides, ``said`` tells what statuses mean, and ``area`` is that of ideas for which nothing else says one.

    Every file of a record must be readable, and where ideas are brought in, there must be a vocabulary.
    """
    words_here = corpus.vocabulary.value if corpus.vocabulary else None
    file, faults = mapping.read(given, words_here)
    if faults:
        return Plan(faults=faults)
    options = mapping.options(file, form.name)
    if form.plan:
        return form.plan(path, options, corpus, root)
    assert form.reader is not None
    assert words_here is not None
    read = form.reader(path, options)
    files = Files(root, corpus)
    faults = [*read.faults, *files.faults]
    if errors(faults):
        return Plan(faults=faults)
    words = mapping.words(file, {**form.statuses, **(said or {})}, words_here, area)
    return _Taking(path, corpus, words, read, files, options.system).plan()


@dataclass(slots=True)
class _Taking:
    """One import under way."""

    path: Path
    corpus: Corpus
    words: Words
    read: Read
    files: Files
    system: str
    report: Report = field(default_factory=Report)
    faults: list[Diagnostic] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)
    """Those of which something is remembered, by key."""
    ideas: dict[str, Draft] = field(default_factory=dict)
    """Those that are new, by key."""
    entries: dict[str, Entry[Decision]] = field(default_factory=dict)
    """The records that are new or changed, as they would be."""
    remembered: dict[str, memory.Digests] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    texts_changed: set[str] = field(default_factory=set)
    """Public records of which words changed."""

    def plan(self) -> Plan:
        """Return the plan."""
        self.report = Report(self.read.rows, passed_over=+self.read.passed_over, left_out=+self.read.left_out)
        people = People(self.system, self.corpus.known["customer"], self.files.to_ask)
        named = Named(people.names(each for idea in self.read.ideas for each in idea.people))
        keys = Keys(self.corpus, self.system, named)
        chosen = [*self._chosen(keys)]
        self.read.ideas.clear()
        for idea, _ in chosen:
            if entry := keys.here(idea):
                people.remember(idea, entry.value)
        merged = keys.targets(idea for idea, _ in chosen)
        maker = Maker(self.path, self.words, self.corpus.today, merged, people.key, named, self.read.called)
        chosen.reverse()
        while chosen:  # one after the other is let go: all of them, twice, need much memory
            idea, outcome = chosen.pop()
            draft = maker.make(idea, keys.of(idea), outcome)
            if not maker.is_refused:
                self._compare(draft, keys.here(idea))
        self.faults = [
            *self.read.faults,
            *maker.faults,
            *mapping.unsaid(self.path, self.words),
            *maker.two_ways(),
            *self.faults,
        ]
        if errors(self.faults):
            return self._refused()
        self.report.left_out += +maker.left_out
        self._settle(people)
        return self._finished(people)

    def _chosen(self, keys: Keys) -> Iterator[tuple[Idea, Outcome]]:
        """Yield the ideas that are wanted, with their outcomes; while nobody said what one means, it is any."""
        unwanted = frozenset(self.words.file.skip)
        seen: dict[tuple[str, str], int] = {}
        for idea in self.read.ideas:
            idea.status, idea.board, idea.category = map(line, (idea.status, idea.board, idea.category))
            idea.tags = tuple(map(line, idea.tags))  # words that somebody can type into a mapping file
            known = came_from(idea)
            outcome = Outcome.MERGED if idea.merged_into else self.words.outcome(idea)
            if idea.id in unwanted or outcome == SKIP:
                why = "idea that the mapping file leaves out"
            elif known in seen:
                why = "row whose id another one has"
                message = f"row {seen[known]:,} has the id {quoted(idea.id)} already; this one is left out"
                hint = "give it an id of its own, if it is another idea"
                self.faults.append(wrong(self.path, ROW, message, hint, idea.place, "warning"))
            elif keys.here(idea) is None and known in self.files.memory:
                why = "idea whose record was taken away here since it was brought in"
            else:
                seen[known] = idea.place.row
                yield idea, outcome if isinstance(outcome, Outcome) else Outcome.RECEIVED
                continue
            self.report.passed_over[why] += 1

    def _refused(self) -> Plan:
        assert self.corpus.vocabulary is not None
        words = self.corpus.vocabulary.value
        found = Plan(faults=self.faults, to_map=mapping.lines(self.words, words))
        if all(fault.code is WORDS for fault in errors(self.faults)):
            found.statuses = sorted(self.words.unknown)
            found.areas = {key: each.name for key, each in words.areas.items()} if self.words.homeless else {}
        return found

    def _compare(self, draft: Draft, entry: Entry[Decision] | None) -> None:
        """Take what is new, or has changed, as the record would be."""
        if entry is None:
            self._new(draft)
            return
        before = self.files.memory.get(draft.came_from, {})
        if memory.digests(draft.tree) == before:
            self.same.add(draft.key)  # nothing changed there since it was brought in
            return
        new = self._decoded(draft, Source(entry.source.path, canonical.written(draft.tree)))
        if new:
            self._update(draft, entry, new, before)

    def _new(self, draft: Draft) -> None:
        made = self._decoded(draft, self.files.source(draft))
        if made:
            draft.tree = {}  # it stands in the record now
            self.ideas[draft.key] = self.drafts[draft.key] = draft
            self.entries[draft.key] = made
            self.remembered[draft.key] = memory.digests(canonical.fields(made.value))

    def _update(self, draft: Draft, entry: Entry[Decision], new: Entry[Decision], before: memory.Digests) -> None:
        there = canonical.fields(new.value)
        found = update(canonical.fields(entry.value), there, before)
        if draft.private and withheld(found, before):
            self._stays(entry.source.path, f"in {self.system}, {' and '.join(draft.private)}")
        elif why := kept_back(entry.value, new.value, found, before):
            why = " and ".join(draft.private) or why
            self.report.notes.append(f"{entry.source.path} keeps its outcome: in {self.system}, {why}.")
        for name in found.conflicts:
            message = f"`{name}` was changed here and in {self.system}, where it is {quoted(shown(there, name))}"
            hint = "it stays as it is here; edit it if the other one is right"
            span = decode.locate(entry.source, (name,))
            self.faults.append(Diagnostic(span, CONFLICT, message, hint, severity="warning"))
        text = text_of(entry, found.fields) if found.fields else entry.source.text
        made = self._decoded(draft, Source(entry.source.path, text))
        if made:
            self.drafts[draft.key], self.remembered[draft.key] = draft, found.memory
        if made and text != entry.source.text:
            self.entries[draft.key] = made
            if TEXTS & found.fields.keys() and not made.value.draft:
                self.texts_changed.add(draft.key)
        elif made:
            self.same.add(draft.key)

    def _stays(self, path: str, why: str) -> None:
        self.report.notes.append(f"{path} stays as it is: {why}.")

    def _decoded(self, draft: Draft, source: Source) -> Entry[Decision] | None:
        """Return a record as it would be read; if it would not, it is left out, and that is said."""
        size = len(source.text.encode())
        if size > MAX_BYTES:
            message = f"a record holds at most {MAX_BYTES // 1024} KiB, and this would be {size // 1024}"
            self._leave(draft, wrong(self.path, UNFIT, message))
            return None
        entry, faults = decode.decode(Document("decision", draft.key, source))
        if entry is None:
            self._leave(draft, faults[0])
            return None
        assert isinstance(entry.value, Decision)
        return Entry(draft.key, source, entry.value)

    def _leave(self, draft: Draft, why: Diagnostic) -> None:
        """Leave an idea out whose record would not pass the check."""
        self.report.passed_over["idea whose record would not pass the check (see the warnings)"] += 1
        message = f"{why.message}; this idea is left out"
        self.faults.append(wrong(self.path, why.code, message, why.hint, draft.place, "warning"))

    def _settle(self, people: People) -> None:
        """Judge all records as `check` would: those with faults are left out, and delicate ones wait as drafts."""
        self._wait_for_drafts()
        by_path = {entry.source.path: key for key, entry in self.entries.items()}
        corpus = self.files.with_all(self.entries, people.new, self._lacks_a_word())
        faults = [*rules.run(rules.RULES, corpus, by_path)]
        bad: dict[str, Diagnostic] = {}
        for fault in faults:
            key = by_path[fault.span.path]
            is_delicate = fault.code.id in _DELICATE
            if is_delicate and key in self.ideas:
                self._hold_back(self.ideas[key], fault.message)
            elif fault.severity == "error" or (is_delicate and key in self.texts_changed):
                bad.setdefault(key, fault)
        for key, fault in bad.items():
            self._drop(key, fault)
        self._wait_for_drafts()
        for key, entry in [*self.entries.items()]:
            into = entry.value.merged_into
            if into and into not in self.entries and into not in self.corpus.decisions:
                self._drop(key, wrong(self.path, UNFIT, "it goes on in an idea that is left out"))

    def _wait_for_drafts(self) -> None:
        """Hold back what is merged into a record that is not public: its page would lead nowhere."""
        for key, draft in self.ideas.items():
            into = self.entries[key].value.merged_into or ""
            target = self.entries.get(into) or self.corpus.decisions.get(into)
            if target and target.value.draft:
                self._hold_back(draft, "the record that it is merged into is a draft")

    def _hold_back(self, draft: Draft, why: str) -> None:
        if why not in draft.lacks:
            draft.lacks.append(why)
            remembered = self.remembered[draft.key]  # the other system did not say that it is a draft
            draft.tree = {**canonical.fields(self.entries[draft.key].value), "draft": canonical.Word("true")}
            self._new(draft)
            self.remembered[draft.key] = remembered

    def _drop(self, key: str, why: Diagnostic) -> None:
        entry = self.entries.pop(key)
        del self.remembered[key]
        if key in self.ideas:
            self._leave(self.ideas.pop(key), why)
        else:
            self.same.add(key)
            self._stays(entry.source.path, f"as it is in {self.system} now, {why.message}")

    def _finished(self, people: People) -> Plan:
        """Return the plan for what is left."""
        for person in self.read.people:
            people.key(person)
        thanked = {credit.customer for entry in self.entries.values() for credit in entry.value.credits or ()}
        wanted = people.new.keys() & (thanked | {key for person in self.read.people if (key := people.key(person))})
        after = self.files.with_all(self.entries, wanted, self._lacks_a_word())
        remembered = {self.drafts[key].came_from: each for key, each in self.remembered.items()}
        report = self.report
        report.new, report.updated, report.same = len(self.ideas), len(self.entries) - len(self.ideas), len(self.same)
        report.drafts = {self.entries[key].source.path: draft.lacks for key, draft in self.ideas.items() if draft.lacks}
        if any(draft.private for draft in self.ideas.values()):
            report.notes.append(
                "Drafts are on no page, but in git: take out names and addresses before others read it."
            )
        report.unexplained = sum(_is_unexplained(self.entries[key].value) for key in self.ideas)
        assert report.adds_up, report
        changes = [*self.files.changes(after, self.entries, people.listed(wanted), {**self.files.memory, **remembered})]
        return Plan(changes, self.faults, report)

    def _lacks_a_word(self) -> bool:
        """Tell whether a no came without a reason, and the vocabulary has no word for that yet."""
        assert self.corpus.vocabulary is not None
        known = self.corpus.vocabulary.value.reasons
        return UNEXPLAINED not in known and any(_is_unexplained(entry.value) for entry in self.entries.values())


def _is_unexplained(record: Decision) -> bool:
    return isinstance(record.reason, CodedReason) and record.reason.code == UNEXPLAINED
