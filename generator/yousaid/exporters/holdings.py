"""What is exported: every file with its fields, drafts and all that is confidential too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yousaid.authoring import canonical, rows
from yousaid.reader import Kind
from yousaid.rules import Corpus
from yousaid.shortcut import Value


@dataclass(frozen=True, slots=True)
class Holding:
    """One file: its fields in their canonical form, and a mark by which an edited cell is told from an old one."""

    kind: Kind
    key: str
    path: str
    fields: Mapping[str, Value]
    mark: str


def everything(corpus: Corpus) -> Iterator[Holding]:
    """Yield all records, drafts and what is confidential too, by their kinds and ids."""
    kinds: Mapping[Kind, Mapping[str, object]] = {
        "decision": corpus.decisions,
        "customer": corpus.customers,
        "occasion": corpus.occasions,
        "removed": corpus.removed,
        "vocabulary": {"vocabulary": corpus.vocabulary} if corpus.vocabulary else {},
    }
    for kind, entries in kinds.items():
        for key, entry in entries.items():
            fields = canonical.fields(entry.value)  # type: ignore[attr-defined]
            yield Holding(kind, key, entry.source.path, fields, mark_of(kind, fields))  # type: ignore[attr-defined]


def mark_of(kind: Kind, fields: Mapping[str, Value]) -> str:
    """Return a short sum of each cell as it is now: who brings them back sees which were edited."""
    return " ".join(f"{column}:{sum_of(cell)}" for column, cell in rows.cells(kind, fields).items())


def sum_of(cell: str) -> str:
    """Return the sum of a cell; nothing for one that is empty."""
    return hashlib.blake2b(cell.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest() if cell else ""
