"""What an import wrote, field by field, so that the next one can tell a hand's edit from a newer export.

Of each value only a short digest is kept, in ``imported.ndjson`` beside ``mkdocs.yml``. Commit it with the records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from yousaid.diagnostics import Diagnostic
from yousaid.importers.codes import UNREADABLE
from yousaid.importers.reading import Place, wrong
from yousaid.shortcut import Value

FILE = "imported.ndjson"
Digests = dict[str, str]
"""The digest of each field that was written, by its name."""
Memory = dict[tuple[str, str], Digests]
"""What was written, by system and id."""


def read(path: Path, text: str) -> tuple[Memory, list[Diagnostic]]:
    """Return what earlier imports wrote, or what is wrong with the file."""
    memory: Memory = {}
    faults: list[Diagnostic] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            entry = json.loads(line)
            memory[_text(entry["system"]), _text(entry["id"])] = {
                _text(k): _text(v) for k, v in entry["fields"].items()
            }
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            hint = f"take it back from git: git checkout -- {FILE}"
            faults.append(wrong(path, UNREADABLE, "this line is no memory of an import", hint, Place(number)))
    return memory, faults


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def written(memory: Memory) -> str:
    """Return the file: a line for each record, in order."""
    return "".join(f"{line}\n" for line in _lines(memory))


def _lines(memory: Memory) -> Iterator[str]:
    for (system, key), fields in sorted(memory.items()):
        yield json.dumps({"system": system, "id": key, "fields": fields}, ensure_ascii=False, separators=(",", ":"))


def digests(fields: Mapping[str, Value]) -> Digests:
    """Return the digests of all fields."""
    return {name: digest(value) for name, value in fields.items()}


def digest(value: Value) -> str:
    """Return twelve digits that tell one value from another."""
    typed = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return hashlib.blake2b(typed.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
