"""Rows with headings as ideas: which column holds what, by usual headings and by what the mapping file says."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yousaid.authoring import canonical
from yousaid.diagnostics import Diagnostic, did_you_mean, one_of, quoted
from yousaid.importers.cells import plain
from yousaid.importers.codes import COLUMN
from yousaid.importers.reading import ADDRESS, Idea, Options, Person, Place, Read, wrong
from yousaid.model.mapfile import Markup
from yousaid.naming import name_key

ALIASES: Mapping[str, str] = {
    "id": "id ideaid postid suggestionid sourceid number key ref reference",
    "title": "title posttitle ideatitle name headline subject",
    "text": "text details description body content idea ideadescription message",
    "url": "url link permalink address",
    "asked": "asked created createdat createdon createddate dateadded date submitted submittedat saidon",
    "status": "status state stage outcome",
    "answer": "answer response reply officialresponse",
    "answered": "answered answeredat respondedat respondedon decidedon statuschangedat",
    "reason": "reason",
    "merged_into": "mergedinto duplicateof originalid originalnumber parentideaid",
    "votes": "votes votecount votescount voterscount score likes totallikes upvotes",
    "tags": "tags labels topics",
    "board": "board boardname forum forumname product",
    "category": "category categoryname categories",
    "people": "people author authorname createdby creator creatorname requestedby credits",
    "evidence": "evidence links releasenotes",
}
"""Usual headings, by the field of an idea that they stand for. The first one is ours, and goes before the others.

They are those of the exports that were seen (see the module of each format), and what third-party importers of Canny's
and Productboard's CSV take for its headings.
"""
KNOWN = {alias for each in ALIASES.values() for alias in each.split()}
NOTHING = "none"
"""Stands in the mapping file in the place of a heading, where no column holds the field."""
_LISTS = {"tags", "people", "evidence"}
_PRIVATE = re.compile("e?mail")
NOBODY = {"", "anonymous", "anonymous user", "unknown", "deleted user"}


@dataclass(slots=True)
class Columns:
    """Which headings hold which field, which are private, and which are not taken."""

    of: dict[str, list[str]] = field(default_factory=dict)
    private: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def assign(path: Path, headings: Sequence[str], options: Options) -> tuple[Columns, list[Diagnostic]]:
    """Return which column holds what, and where that is not clear."""
    made, faults = Columns(), []
    made.private = [each for each in headings if _PRIVATE.search(plain(each))]
    open_ones = [each for each in headings if each and each not in made.private]
    for name, named in options.columns.items():
        faults += list(_absent(path, named, open_ones))
        made.of[name] = [each for each in named if each != NOTHING]
    given = {each for named in made.of.values() for each in named}
    for name, aliases in ALIASES.items():
        if name in made.of:
            continue
        found = [each for each in open_ones if each not in given and plain(each) in aliases.split()]
        sure = [each for each in found if plain(each) == aliases.split()[0]] or found
        if len(sure) > 1:
            one = f"`{name}: {canonical.scalar(sure[0])}`"
            hint = f"write below `columns:` in the mapping file: {one}, for example, or `{name}: {NOTHING}`"
            faults.append(wrong(path, COLUMN, f"{one_of(sure)} may each hold the {name}", hint))
        elif sure:
            made.of[name] = sure
    if not faults and not made.of.get("title") and not made.of.get("text"):
        hint = "write below `columns:` in the mapping file: `title: ` and the heading"
        if len(headings) == 1:
            hint += "; if there are several columns, write what stands between their cells: `delimiter: `, and the sign"
        shown = one_of([each[:60] for each in headings[:30]])
        faults.append(wrong(path, COLUMN, f"there must be a column with a title; there are {shown}", hint))
    taken = {each for named in made.of.values() for each in named}
    made.others = [each for each in open_ones if each not in taken]
    return made, faults


def _absent(path: Path, named: Sequence[str], headings: Sequence[str]) -> Iterator[Diagnostic]:
    for heading in named:
        if heading != NOTHING and headings.count(heading) != 1:
            hint = did_you_mean(heading, headings, f"there are {one_of([each[:60] for each in headings[:30]])}")
            why = "there are several columns" if heading in headings else "there is no column"
            yield wrong(path, COLUMN, f"{why} {quoted(heading)}", hint)


class Taker:
    """Takes ideas from rows, and counts what it leaves."""

    def __init__(self, path: Path, columns: Columns, options: Options) -> None:
        self._path, self._columns, self._system = path, columns, options.system
        self._markup: Markup = options.markup or "plain"
        self._ids: set[str] = set()
        self.read = Read(called={name: headings[0] for name, headings in columns.of.items() if headings})

    def take(self, number: int, row: Mapping[str, Any]) -> None:
        """Take a row as an idea, unless it is empty."""
        read = self.read
        read.rows += 1
        values = {name: _joined(row, headings, name in _LISTS) for name, headings in self._columns.of.items()}
        title, text = (_text(values.get(name)) for name in ("title", "text"))
        if not title and not text:
            read.passed_over["row without a title and a text"] += 1
            return
        self._count(row)
        key = self._id(values, title, text)
        self._ids.add(key)
        read.ideas.append(self._idea(key, Place(number), title, text, values))

    def _id(self, values: Mapping[str, list[str]], title: str, text: str) -> str:
        """Return the id of a row; where no column holds one, it is known by its title, and then by all its words."""
        if self._columns.of.get("id"):
            return _text(values.get("id")) or _digest(title, text)
        by_title = _digest(title)
        return _digest(title, text) if by_title in self._ids or not title else by_title

    def _idea(self, key: str, place: Place, title: str, text: str, values: Mapping[str, list[str]]) -> Idea:
        one = {name: _text(found) for name, found in values.items() if name not in _LISTS}
        votes = one.get("votes", "").partition(".")[0]
        return Idea(
            self._system,
            key,
            place,
            title,
            text,
            url=one.get("url", ""),
            markup=self._markup,
            asked=one.get("asked", ""),
            status=one.get("status", ""),
            answer=one.get("answer", ""),
            answered=one.get("answered", ""),
            answer_markup=self._markup,
            reason=one.get("reason", ""),
            merged_into=one.get("merged_into", ""),
            votes=int(votes) if re.fullmatch("[0-9]{1,12}", votes) else None,
            tags=tuple(values.get("tags", ())),
            board=one.get("board", ""),
            category=one.get("category", ""),
            people=tuple(self._people(values.get("people", ()))),
            evidence=tuple(values.get("evidence", ())),
        )

    def _people(self, names: Sequence[str]) -> Iterator[Person]:
        for name in names:
            bare = ADDRESS.sub("", name)
            self.read.left_out["e-mail address"] += bare != name
            bare = " ".join(bare.replace("<>", "").replace("()", "").split())
            if bare.casefold() not in NOBODY:
                yield Person(bare)

    def _count(self, row: Mapping[str, Any]) -> None:
        for heading in self._columns.private:
            self.read.left_out["e-mail address"] += bool(_values(row.get(heading)))
        for heading in self._columns.others:
            value = row.get(heading)
            if value.strip() if isinstance(value, str) else value not in (None, [], {}):
                self.read.left_out[f"value of the column {quoted(heading)}"] += 1


def _joined(row: Mapping[str, Any], headings: Sequence[str], as_list: bool) -> list[str]:
    found = [each for heading in headings for each in _values(row.get(heading))]
    return [part for each in found for part in _parts(each)] if as_list else found


def _text(values: Sequence[str] | None) -> str:
    return "\n\n".join(values or ()).strip()


def _values(value: Any) -> list[str]:
    """Return the texts of a cell, or of a value of JSON: one, or those of lists in lists, however deep."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    texts, waiting = [], [value]
    while waiting:
        match waiting.pop():
            case str(text) if text.strip():
                texts.append(text)
            case list(items):
                waiting += reversed(items)
            case dict(fields):
                waiting.append(fields.get("name") or fields.get("title"))
            case bool(truth):
                texts.append(str(truth).lower())
    return texts


def _parts(value: str) -> Iterator[str]:
    """Yield the items of a list in one cell: a list of JSON, or with semicolons, line ends or commas between them."""
    if value.startswith("["):
        try:
            yield from _values(json.loads(value, parse_int=str, parse_float=str))
        except (ValueError, RecursionError):
            pass
        else:
            return
    mark = next((each for each in (";", "\n", ",") if each in value), ",")
    yield from filter(None, map(str.strip, value.split(mark)))


def _digest(*words: str) -> str:
    known = "\n".join(map(name_key, words)).encode("utf-8", "surrogatepass")
    return "title-" + hashlib.blake2b(known, digest_size=6).hexdigest()
