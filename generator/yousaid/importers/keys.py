"""Which record an idea is: the one that came from it before, or a new one with an id that nothing has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from yousaid.authoring.sheet import free_key
from yousaid.decode import Entry
from yousaid.importers.people import Named
from yousaid.importers.reading import Idea
from yousaid.importers.records import came_from, line
from yousaid.model import Decision
from yousaid.rules import Corpus
from yousaid.slugs import as_slug

_NOTHING = as_slug("")


class Keys:
    """Knows records by what they came from, and gives ids to those that are new."""

    def __init__(self, corpus: Corpus, system: str, named: Named) -> None:
        self._corpus, self._system, self._named = corpus, system, named
        sources = ((entry.value.source, entry) for entry in corpus.decisions.values())
        self._here = {(source.system, source.id): entry for source, entry in sources if source}
        self._taken = {*corpus.known["decision"], *corpus.removed}
        self._numbers: Counter[str] = Counter()
        self._keys: dict[tuple[str, str], str] = {}

    def here(self, idea: Idea) -> Entry[Decision] | None:
        """Return the record that came from an idea, if it is here."""
        return self._here.get(came_from(idea))

    def of(self, idea: Idea) -> str:
        """Return the id of an idea's record, a new one if there is none yet."""
        known = came_from(idea)
        if known not in self._keys:
            entry = self.here(idea)
            self._keys[known] = entry.key if entry else self._free(idea)
        return self._keys[known]

    def targets(self, ideas: Iterable[Idea]) -> dict[str, str]:
        """Return the record at the end of the way that each merged idea took, by what it was merged into.

        Where the way is a circle, or leads to what nobody brings in, there is none.
        """
        by_id = {idea.id: idea for idea in ideas}
        found = {}
        for start in {idea.merged_into for idea in by_id.values() if idea.merged_into}:
            seen, last = {start}, start
            while last in by_id and (further := by_id[last].merged_into) and further not in seen:
                seen.add(further)
                last = further
            if last in by_id and not by_id[last].merged_into:
                found[start] = self.of(by_id[last])
            elif last not in by_id and (entry := self._here.get((line(self._system), line(last)))):
                found[start] = entry.value.merged_into or entry.key
        return found

    def _free(self, idea: Idea) -> str:
        base = free_key(line(idea.title), ())
        # No letter that an address can hold, or a name: an address stays, whatever becomes of the title.
        if base == _NOTHING or self._named.in_texts([idea.title], idea.people):
            base = free_key(f"{idea.system} {idea.id}", ())
        key = base
        while key in self._taken:
            self._numbers[base] += 1
            key = f"{base}-{self._numbers[base] + 1}"
        self._taken.add(key)
        return key
