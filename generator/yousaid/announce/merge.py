"""Letters as one table for a mail merge: a row for each, by the key of the customer (CSV, RFC 4180)."""

from __future__ import annotations

from collections.abc import Iterator

from yousaid.announce.objects import Telling
from yousaid.announce.said import Letter, Said
from yousaid.outputs.downloads import cell
from yousaid.outputs.output import File

COLUMNS = ("key", "email", "name", "record", "kind", "outcome", "title", "address", "subject", "text")
_MARK = "\ufeff"  # without it, Excel takes UTF-8 for something else


def render(telling: Telling, said: Said) -> Iterator[File]:
    """Yield the table. What a spreadsheet would take for a formula is text in it."""
    del telling
    yield File("mail-merge.csv", lambda: _table(said.letters).encode())


def _table(letters: tuple[Letter, ...]) -> str:
    rows = (COLUMNS, *map(_row, letters))
    return _MARK + "".join(f"{','.join(map(cell, row))}\r\n" for row in rows)


def _row(letter: Letter) -> tuple[str, ...]:
    message, to = letter.message, letter.to
    decision = message.decision
    who = (message.customer, to.email if to else "", to.name if to else "")
    what = (decision.key, str(message.kind), str(decision.outcome), decision.title, message.address)
    return (*who, *what, letter.subject, letter.text)
