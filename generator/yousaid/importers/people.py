"""Those who asked, by keys that say nothing; their names go into one private list, of whom to ask for consent."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from yousaid.diagnostics import Diagnostic
from yousaid.exporters.tables import meant, neutral
from yousaid.importers.codes import UNREADABLE
from yousaid.importers.reading import ADDRESS, Idea, Person, wrong
from yousaid.model import Decision
from yousaid.naming import is_full, name_key
from yousaid.nodes import seen
from yousaid.reader import as_slug

TO_ASK = "to-ask.csv"
_HEADINGS = ("key", "name", "system", "person")
_Known = tuple[str, str]
"""A system, and what tells a person apart there."""


class People:
    """Gives each person a key, and the same one again: by the private list, and by the records that are here."""

    def __init__(self, system: str, customers: Collection[str], listed: str) -> None:
        self._system, self._customers, self._listed = system, customers, listed
        self._head = f"c-{as_slug(system)[:60]}-"
        self._rows = list(csv.DictReader(io.StringIO(listed, newline="")))
        self._keys: dict[_Known, str] = {
            (meant(row["system"]), meant(row["person"] or name_key(meant(row["name"])))): row["key"]
            for row in self._rows
        }
        used = [*customers, *(row["key"] for row in self._rows)]
        numbers = [
            int(match[1]) for key in used if (match := re.fullmatch(re.escape(self._head) + "([0-9]{1,9})", key))
        ]
        self._next = max(numbers, default=0) + 1
        self.new: dict[str, str] = {}
        """Names of those who are new, by key."""
        self._added: list[tuple[str, str, str, str]] = []

    def remember(self, idea: Idea, record: Decision) -> None:
        """Take the keys of an idea's people from its record, which may have come from another machine."""
        keys = [credit.customer for credit in record.credits or ()]
        if len(keys) == len(idea.people) and all(key.startswith(self._head) for key in keys):
            for person, key in zip(idea.people, keys, strict=True):
                self._keys.setdefault(self._known(person), key)

    def key(self, person: Person) -> str | None:
        """Return the key of a person; nothing where their file was taken away here, since they may have wished so."""
        name = _name(person)
        if not name and not person.id:
            return None
        known = self._known(person)
        if known in self._keys:
            key = self._keys[known]
            return key if key in self._customers or key in self.new else None
        key = self._keys[known] = f"{self._head}{self._next}"
        self._next += 1
        self.new[key] = name
        self._added.append((key, name, self._system, person.id))
        return key

    def listed(self, wanted: Collection[str]) -> str:
        """Return the private list, with those of the new ones who are wanted."""
        if not wanted:
            return self._listed
        made = io.StringIO(newline="")
        writer = csv.writer(made, lineterminator="\n")
        writer.writerow(_HEADINGS)
        writer.writerows([row[name] for name in _HEADINGS] for row in self._rows)
        writer.writerows([*map(neutral, row)] for row in self._added if row[0] in wanted)
        return made.getvalue()

    def _known(self, person: Person) -> _Known:
        return self._system, person.id or name_key(_name(person))


def _name(person: Person) -> str:
    """Return the name of a person, without an e-mail address in its place."""
    return " ".join(ADDRESS.sub("", seen(person.name)).split())


def faults(path: Path, text: str) -> Iterable[Diagnostic]:
    """Return what is wrong with the private list; an empty one is good."""
    rows = [*csv.reader(io.StringIO(text, newline=""))]
    good = not rows or (tuple(rows[0]) == _HEADINGS and all(len(row) == len(_HEADINGS) for row in rows[1:]))
    hint = f"its columns are {', '.join(_HEADINGS)}; correct it, or delete it to begin anew"
    return () if good else [wrong(path, UNREADABLE, "the list of whom to ask cannot be read", hint)]


def in_text(people: Iterable[Person], texts: Mapping[str, str]) -> bool:
    """Tell whether the name of somebody stands in one of the texts."""
    names = [name_key(person.name) for person in people if is_full(person.name) or person.name.startswith("@")]
    return bool(names) and any(name in name_key(text) for text in texts.values() for name in names)
