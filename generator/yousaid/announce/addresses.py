"""Where letters go: a table that only the organisation has, joined by the key of a customer and kept nowhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from yousaid import revision
from yousaid.announce.speech import tidy
from yousaid.diagnostics import Code, Diagnostic, Span, one_of, quoted
from yousaid.slugs import is_slug

ADDRESSES = Code(
    "YS648",
    "addresses-can-be-read",
    """The table of addresses must have the columns `key` and `email`, and may have `name`.

    key,email,name
    ada,ada@example.org,Ada Example

It is CSV in UTF-8, with commas, semicolons or tabs. A customer without an address has an empty cell; those whom the
records do not know are passed over, so that you can take what your CRM gives you.
""",
)
PRIVATE = Code(
    "YS649",
    "addresses-are-not-committed",
    """The table of addresses must not be known to git.

Addresses belong to your customers and to your CRM. What git knows once stays in its history, and on every computer that
has a clone. Keep the table outside of the repository, or name it in `.gitignore`.
""",
)
CODES = (ADDRESSES, PRIVATE)
_COLUMNS = ("key", "email", "name")
_NEEDED = frozenset({"key", "email"})
_RENAME = "give the column that is not meant another name"
_SEPARATORS = ",;\t"
# One address as RFC 5322 writes it without quotes and comments; no more than RFC 5321 lets through.
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?=.{{3,254}}\Z){_WORD}(?:\.{_WORD})*@{_LABEL}(?:\.{_LABEL})*")


@dataclass(frozen=True, slots=True)
class Addressee:
    """A customer as the organisation's own table knows them."""

    email: str
    name: str = ""


def addresses(file: Path) -> tuple[Mapping[str, Addressee], list[Diagnostic]]:
    """Return the addressees of a table by key, and all that is wrong with it. Raises OSError."""
    path = file.name
    if revision.is_tracked(file):
        hint = "`git rm --cached` it, write its name into `.gitignore`, and ask who must know that it was committed"
        return {}, [Diagnostic(Span(path), PRIVATE, "a table of addresses must not be known to git", hint)]
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = Span(path, len(content[: error.start].split(b"\n")))
        return {}, [Diagnostic(at, ADDRESSES, "the table must be in UTF-8", "save it again as “CSV UTF-8”")]
    table = _Table(path, text)
    try:
        found = table.read()
    except csv.Error as error:
        table.fault(0, f"the table must be CSV: {error}", "save it again as CSV")
        found = {}
    return found, table.faults


class _Table:
    """Reads one table."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        first = text.split("\n", 1)[0]
        separator = max(_SEPARATORS, key=first.count)
        self._rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        self.faults: list[Diagnostic] = []

    def read(self) -> dict[str, Addressee]:
        header = [name.strip().lower() for name in next(self._rows, [])]
        place = {name: header.index(name) for name in _COLUMNS if name in header}
        if not place.keys() >= _NEEDED:
            lacking = one_of(sorted(_NEEDED - place.keys(), reverse=True))
            self.fault(0, f"the first row must name the columns, and lacks {lacking}", "type `key,email,name`")
            return {}
        twice = [name for name in place if header.count(name) > 1]
        if twice:
            self.fault(0, f"the first row must name each column once, and names {one_of(twice)} again", _RENAME)
            return {}
        found: dict[str, Addressee] = {}
        lines: dict[str, int] = {}
        for row in self._rows:
            cells = {name: row[at].strip() if at < len(row) else "" for name, at in place.items()}
            if not any(cells.values()):
                continue
            key = cells["key"]
            if key in lines:
                self.fault(place["key"], f"each customer has one row, and {quoted(key)} has one on line {lines[key]}")
            lines[key] = self._rows.line_num
            if self._is_good(cells, place) and cells["email"]:
                found[key] = Addressee(cells["email"], " ".join(tidy(cells.get("name", "")).split()))
        return found

    def _is_good(self, cells: Mapping[str, str], place: Mapping[str, int]) -> bool:
        good = is_slug(cells["key"])
        if not good:
            hint = "type the name of the file in decisions/customers/, without `.yml`"
            self.fault(place["key"], f"a row must begin with the key of a customer, not {quoted(cells['key'])}", hint)
        if cells["email"] and not _EMAIL.fullmatch(cells["email"]):
            # It is not repeated: what is said here may end in a log.
            hint = "type one address, as in `ada@example.org`"
            self.fault(place["email"], "this must be an e-mail address, or empty", hint)
            good = False
        return good

    def fault(self, column: int, message: str, hint: str = "keep the right one, and delete the other") -> None:
        """Note what is wrong in the row that was read last; columns are those of the table, from 0."""
        at = Span(self._path, max(self._rows.line_num, 1), column + 1)
        self.faults.append(Diagnostic(at, ADDRESSES, message, hint))
