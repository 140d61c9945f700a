"""Lists of records as JSON, as lines of JSON, and as tables (CSV, RFC 4180)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any, get_args, get_type_hints

from typing_extensions import is_typeddict

from yousaid.outputs.jsontext import encoded

Path = tuple[str, ...]
"""The names of the fields, from the outermost in, that lead to a value."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Downloads:
    """The same records in each format."""

    lines: tuple[bytes, ...]
    rows: tuple[bytes, ...]

    def json(self) -> bytes:
        """Return one list."""
        return b"[" + b",".join(self.lines) + b"]\n"

    def ndjson(self) -> bytes:
        """Return an object on each line."""
        return b"".join(line + b"\n" for line in self.lines)

    def csv(self) -> bytes:
        """Return a row for each, below the names of the columns."""
        return b"".join(row + b"\r\n" for row in self.rows)


def downloads(kind: type, records: Iterable[Mapping[str, Any]]) -> Downloads:
    """Return the records in all formats; each is asked for once, and need not be kept."""
    columns = _columns(kind)
    lines, rows = [], [",".join(".".join((name, *path)) for name, paths in columns.items() for path in paths).encode()]
    for record in records:
        lines.append(encoded(record))
        rows.append(",".join([text and cell(text) for text in _row(record, columns)]).encode())
    return Downloads(tuple(lines), tuple(rows))


def document(content: object) -> bytes:
    """Return what is no list of records as JSON."""
    return encoded(content) + b"\n"


def _columns(kind: type) -> dict[str, list[Path]]:
    """Return for each field of a type the ways to the values in it, of which each has a column."""
    return {name: _paths(inner) for name, inner in get_type_hints(kind).items()}


def _paths(kind: Any) -> list[Path]:
    if is_typeddict(kind):
        return [(name, *path) for name, inner in get_type_hints(kind).items() for path in _paths(inner)]
    inside = [inner for inner in get_args(kind) if inner is not NoneType]
    return _paths(inside[0]) if inside else [()]


def _row(record: Mapping[str, Any], columns: Mapping[str, list[Path]]) -> list[str]:
    row: list[str] = []
    for name, paths in columns.items():
        value = record[name]
        if isinstance(value, str):  # as most are
            row.append(value)
        elif value is None or value == []:
            row += [""] * len(paths)
        else:
            row += [_text(value, path) for path in paths]
    return row


def _text(value: Any, path: Path, between: str = " | ") -> str:
    """Return the value at the end of the path; of a list those of all its items, and commas in a list inside of one."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        # A step along the path for all items at once: there are hundreds of thousands of them.
        if path and value and isinstance(value[0], dict):
            name, path = path[0], path[1:]
            value = [each[name] for each in value]
        return between.join([each if isinstance(each, str) else _text(each, path, ", ") for each in value])
    if value is None:
        return ""
    if path:
        return _text(value[path[0]], path[1:], between)
    return str(value).lower() if isinstance(value, bool) else str(value)


def cell(text: str) -> str:
    """Return a text as it stands in a table. The module `csv` looks at every character, and takes much longer."""
    if text.startswith(_FORMULA):
        text = f"'{text}"
    quoted = "," in text or '"' in text or "\n" in text or "\r" in text
    return '"{}"'.format(text.replace('"', '""')) if quoted else text
