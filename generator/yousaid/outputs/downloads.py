"""Lists of records as JSON, as lines of JSON, and as tables (CSV, RFC 4180)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from typing_extensions import is_typeddict

from yousaid.outputs.jsontext import encoded

Path = tuple[str, ...]
"""The names of the fields, from the outermost in, that lead to a value."""
_Read = Callable[[Any], str]
"""What makes a text of a value: of a list those of all its items."""
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
    paths, reads = zip(*_values(kind), strict=True)
    lines, rows = [], [",".join(map(".".join, paths)).encode()]
    for record in records:
        lines.append(encoded(record))
        rows.append(",".join([text and cell(text) for text in [read(record) for read in reads]]).encode())
    return Downloads(tuple(lines), tuple(rows))


def document(content: object) -> bytes:
    """Return what is no list of records as JSON."""
    return encoded(content) + b"\n"


def _values(kind: Any, between: str = " | ") -> Iterator[tuple[Path, _Read]]:
    """Yield the ways to the values in a type. All that it tells of them is asked here, once, and not in each record."""
    if is_typeddict(kind):
        for name, inner in get_type_hints(kind).items():
            yield from [((name, *path), _at(name, read)) for path, read in _values(inner, between)]
    elif get_origin(kind) is list:
        yield from [(path, _joined(read, between)) for path, read in _values(get_args(kind)[0], ", ")]
    elif NoneType in get_args(kind):
        inner = next(each for each in get_args(kind) if each is not NoneType)
        yield from [(path, _if_any(read)) for path, read in _values(inner, between)]
    else:
        yield (), _truth if kind is bool else str if kind is int else _itself


def _at(name: str, read: _Read) -> _Read:
    get = itemgetter(name)
    return get if read is _itself else lambda value: read(get(value))


def _joined(read: _Read, between: str) -> _Read:
    return between.join if read is _itself else lambda values: between.join(map(read, values))


def _if_any(read: _Read) -> _Read:
    return lambda value: "" if value is None else read(value)


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _itself(value: str) -> str:
    return value


def cell(text: str) -> str:
    """Return a text as it stands in a table. The module `csv` looks at every character, and takes much longer."""
    if text.startswith(_FORMULA):
        text = f"'{text}"
    quoted = "," in text or '"' in text or "\n" in text or "\r" in text
    return '"{}"'.format(text.replace('"', '""')) if quoted else text
