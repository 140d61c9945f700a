"""Those who asked, by keys that say nothing; their names go into one private list, of whom to ask for consent."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from yousaid import naming
from yousaid.diagnostics import Diagnostic
from yousaid.exporters.tables import meant, neutral
from yousaid.importers.codes import UNREADABLE
from yousaid.importers.reading import ADDRESS, Idea, Person, wrong
from yousaid.model import Decision
from yousaid.model.typed import MAX_LINE
from yousaid.naming import name_key
from yousaid.nodes import seen
from yousaid.slugs import as_slug

TO_ASK = "to-ask.csv"
_HEADINGS = ("key", "name", "system", "person")
_HANDLE = re.compile(r"(?<![\w.])@([\w-]+)")
_ODD = re.compile("[a-z][0-9A-Z]|[0-9][a-z]")
"""What tells a name in one word from words of a language: `NickName`, `nick77`."""
_PART = re.compile("[/?&=#;]+")
_LONG = 8
"""A name without blanks that is shorter may be a word."""
_SEAM = " \n. x .\n "
"""Stands between texts, and in no name."""
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
        self._nameless = {row["key"]: row for row in self._rows if not row["name"]}
        self._is_fuller = False
        used = [*customers, *(row["key"] for row in self._rows)]
        numbers = [
            int(match[1]) for key in used if (match := re.fullmatch(re.escape(self._head) + "([0-9]{1,9})", key))
        ]
        self._next = max(numbers, default=0) + 1
        self.new: dict[str, str] = {}
        """Names of those who are new, by key."""
        self._added: list[tuple[str, str, str, str]] = []

    def names(self, people: Iterable[Person]) -> Iterator[str]:
        """Yield what these people and those on the private list are called, and by what they are told apart."""
        for row in self._rows:
            yield from (meant(row["name"]), meant(row["person"]))
        for each in people:
            yield from (_name(each), each.id)

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
            is_here = key in self._customers or key in self.new
            if is_here and name and key in self._nameless:  # another kind of export said no more than the id
                self._nameless.pop(key)["name"] = neutral(name)
                self._is_fuller = True
            return key if is_here else None
        key = self._keys[known] = f"{self._head}{self._next}"
        self._next += 1
        self.new[key] = name
        self._added.append((key, name, self._system, person.id))
        return key

    def listed(self, wanted: Collection[str]) -> str:
        """Return the private list, with those of the new ones who are wanted."""
        if not wanted and not self._is_fuller:
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


class Named:
    """Finds the people of an export in texts, their names however they are spelled: anybody, in any text."""

    def __init__(self, names: Iterable[str]) -> None:
        known = {each.lstrip("@") for each in names if len(each) <= MAX_LINE}  # what is longer is no name
        self._handles = {name.casefold() for name in known}
        told = (name for name in known if naming.is_full(name) or _ODD.search(name))
        parts = {name: each for name in told if (each := [*naming.parts(name)])}
        self._whole = {name.casefold() for name in parts}
        one_word = (word for name in parts if naming.is_full(name) for word in naming.in_one_word(name))
        self._joined = {word for word in one_word if len(word) >= _LONG}
        often = Counter(word for each in parts.values() for part in each for word in part)
        self._by_sign: dict[str, list[str]] = {}
        for name, each in parts.items():
            for sign in min(each, key=lambda part: sum(often[word] for word in part)):
                self._by_sign.setdefault(sign, []).append(name)

    def in_texts(self, texts: Iterable[str], own: Iterable[Person]) -> bool:
        """Tell whether somebody is named in these texts; of ``own``, whose idea it is, a single name is enough."""
        text = _SEAM.join(texts).replace("\\", "")
        there = naming.signs(text)
        names = {
            name for each in own if 1 < len(name := _name(each).lstrip("@")) <= MAX_LINE and _may_stand(name, there)
        }
        full = {*filter(naming.is_full, names)}
        handles = _HANDLE.findall(text) if "@" in text else ()
        return (
            any(each.casefold() in self._handles for each in handles)
            or not there.isdisjoint(self._joined)
            or _stand_in(text, self._near(there) | full, any_case=True)
            or _stand_in(text, names - full)
        )

    def in_address(self, address: str) -> bool:
        """Tell whether somebody is named in an address; as the first part of several, a name may be a project's."""
        text = unquote(address)
        first, *others = _PART.split(text.partition("://")[2].partition("/")[2].rstrip("/"))
        parts = others or [first]
        return any(part.lstrip("@").casefold() in self._whole for part in parts) or _stand_in(
            text, {name for name in self._near(naming.signs(text)) if " " in name}, any_case=True
        )

    def _near(self, there: set[str]) -> set[str]:
        """Return the names whose rarest part is among the signs of a text: to look for all of them takes too long."""
        near = (name for sign in there & self._by_sign.keys() for name in self._by_sign[sign])
        return {name for name in near if _may_stand(name, there)}


def _may_stand(name: str, there: set[str]) -> bool:
    return all(part & there for part in naming.parts(name))


def _stand_in(text: str, names: Collection[str], any_case: bool = False) -> bool:
    return bool(names) and any(naming.Names(((name, name) for name in names), any_case).found(text))
