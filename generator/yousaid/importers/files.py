"""The files that an import reads and writes: records, customers, the vocabulary, its memory and the private list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from yousaid import revision, schema
from yousaid.authoring import canonical
from yousaid.decode import Entry
from yousaid.diagnostics import Diagnostic, Source
from yousaid.importers import memory, people
from yousaid.importers.codes import PRIVATE, UNREADABLE
from yousaid.importers.plan import Change
from yousaid.importers.reading import wrong
from yousaid.importers.records import Draft
from yousaid.importers.vocabulary import with_legacy
from yousaid.model import Customer, Decision, Form
from yousaid.reader import FOLDER
from yousaid.rules import Corpus

_IGNORED = ".gitignore"


class Files:
    """What is here, and how records are laid beside it."""

    def __init__(self, root: Path, corpus: Corpus) -> None:
        self._root, self._corpus = root, corpus
        self.faults: list[Diagnostic] = []
        self._for_editors = (root / schema.FOLDER).is_dir()
        self._texts = {name: self._text(name) for name in (memory.FILE, people.TO_ASK, _IGNORED)}
        self.memory, faults = memory.read(root / memory.FILE, self._texts[memory.FILE] or "")
        self.faults += [*faults, *people.faults(root / people.TO_ASK, self.to_ask)]
        if self._texts[people.TO_ASK] is not None and revision.is_tracked(root / people.TO_ASK):
            hint = f"git rm --cached {people.TO_ASK}"
            self.faults.append(wrong(root / people.TO_ASK, PRIVATE, "git must not know this file", hint))

    @property
    def to_ask(self) -> str:
        """The private list of whom to ask."""
        return self._texts[people.TO_ASK] or ""

    def _text(self, name: str) -> str | None:
        try:
            return (self._root / name).read_text("utf-8-sig")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            why = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"cannot be read: {error.strerror}"
            self.faults.append(wrong(self._root / name, UNREADABLE, f"this file {why}", "mend it, and try again"))
            return None

    def source(self, draft: Draft) -> Source:
        """Return the file of a new record: in the year in which it was asked, as far as that is known."""
        heads = [schema.SCHEMA_LINE["decision"]] if self._for_editors else []
        text = "".join(f"{each}\n" for each in (*heads, draft.head) if each) + canonical.written(draft.tree)
        dates = (str(draft.tree.get(name, "unknown")) for name in ("asked", "answered"))
        year = next((date[:4] for date in dates if date != "unknown"), str(self._corpus.today.year))
        return Source(f"{FOLDER}/{year}/{draft.key}.yml", text)

    def with_all(self, records: Mapping[str, Entry[Decision]], new: Collection[str], legacy: bool) -> Corpus:
        """Return the corpus with these records, the customers who are new, and the reason for a no without one."""
        corpus = self._corpus
        customers = {key: self._customer(key) for key in new}
        words = corpus.vocabulary
        assert words is not None
        known = dict(corpus.known)
        known["decision"] |= {*records}
        known["customer"] |= {*customers}
        return replace(
            corpus,
            decisions={**corpus.decisions, **records},
            customers={**corpus.customers, **customers},
            vocabulary=with_legacy(words) if legacy else words,
            known=known,
        )

    def _customer(self, key: str) -> Entry[Customer]:
        value = Customer(form=Form.PERSON)
        head = schema.SCHEMA_LINE["customer"] if self._for_editors else ""
        return Entry(key, Source(f"{FOLDER}/customers/{key}.yml", canonical.text(value, head)), value)

    def changes(
        self, after: Corpus, records: Collection[str], to_ask: str, remembered: memory.Memory
    ) -> Iterator[Change]:
        """Yield every file that would change, in the order in which they must be written.

        Who is stopped in the middle begins again: the list knows people before a record thanks them, and remembered is
        only what is there.
        """
        words, before = after.vocabulary, self._corpus.vocabulary
        assert words is not None
        assert before is not None
        yield from _change(words.source.path, before.source.text, words.source.text)
        if self._for_editors:
            yield from self.schemas(after)
        for key in sorted(after.customers.keys() - self._corpus.customers.keys()):
            yield from _change(after.customers[key].source.path, None, after.customers[key].source.text)
        if to_ask != self.to_ask:
            yield from _change(_IGNORED, self._texts[_IGNORED], self._ignored())
            yield from _change(people.TO_ASK, self._texts[people.TO_ASK], to_ask)
        for key in sorted(records):
            old = self._corpus.decisions.get(key)
            source = after.decisions[key].source
            yield from _change(source.path, old.source.text if old else None, source.text)
        yield from _change(memory.FILE, self._texts[memory.FILE], memory.written(remembered))

    def schemas(self, after: Corpus) -> Iterator[Change]:
        """Yield what editors are told anew of the words and customers there are, where they are told at all."""
        for name, text in schema.files(after).items():
            path = f"{schema.FOLDER}/{name}"
            if (before := self._text(path)) is not None:
                yield from _change(path, before, text)

    def _ignored(self) -> str:
        """Return what git ignores, the private list among it."""
        text = self._texts[_IGNORED] or ""
        if {people.TO_ASK, f"/{people.TO_ASK}"} & set(text.split("\n")):
            return text
        return f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}/{people.TO_ASK}\n"


def _change(path: str, before: str | None, after: str) -> Iterator[Change]:
    if before != after and (before is not None or after):
        yield Change(path, before, after)
