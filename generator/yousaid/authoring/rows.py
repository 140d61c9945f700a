"""A record as a row of a spreadsheet, and back: which columns there are, and how a field stands in its cells.

A group of fields has a column for each (`voices.count`). Words of a list stand in one cell with commas between them,
links and thanks on a line each (`https://example.org/ Release notes`, `ada: idea, testing`), and what is more than that
as in the file.
"""

from __future__ import annotations

import datetime as dt
import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import EnumMeta
from functools import cache, partial
from typing import Annotated, Any, Union, get_args, get_origin

from yousaid import decode
from yousaid.authoring import canonical, spelling
from yousaid.diagnostics import Source
from yousaid.model import Credit, Link, Record, When
from yousaid.nodes import CutText, parse
from yousaid.reader import Kind
from yousaid.shortcut import Value

REASON, CODE = "reason", "reason.code"
_BETWEEN = re.compile(r"[,;\n]")


class CellError(ValueError):
    """A cell cannot be understood: what is wrong with it, and what to type."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class _Shape:
    """How values of a kind stand in a cell, and how they are read from one that is not empty."""

    write: Callable[[Any], str]
    read: Callable[[str], Value]


@cache
def columns(kind: Kind) -> tuple[str, ...]:
    """Return the columns of a kind of record, in the order of its fields."""
    return tuple(column for name in decode.MODELS[kind].model_fields for column in columns_of(kind, name))


@cache
def columns_of(kind: Kind, name: str) -> tuple[str, ...]:
    """Return the columns of a field."""
    if name == REASON:
        return (CODE, REASON)
    group = _plain(decode.MODELS[kind].model_fields[name].annotation)
    return tuple(f"{name}.{inner}" for inner in group.model_fields) if _is_record(group) else (name,)


def field_of(column: str) -> str:
    """Return the field that a column belongs to."""
    return column.partition(".")[0]


def cells(kind: Kind, fields: Mapping[str, Value]) -> dict[str, str]:
    """Return the cells that are not empty, by their columns, of the fields of a record in their canonical form."""
    found: dict[str, str] = {}
    for name, value in fields.items():
        if not isinstance(value, dict) or columns_of(kind, name) == (name,):
            found[name] = _shape(kind, name).write(value)
        else:
            inside = {f"{name}.{inner}": str(each) for inner, each in value.items()}
            found.update({REASON if column == "reason.text" else column: each for column, each in inside.items()})
    return found


def value_of(kind: Kind, name: str, row: Mapping[str, str]) -> Value | None:
    """Return the value of a field that stands in the cells of a row, or nothing where they are empty.

    Raises CellError.
    """
    inside = {column: row[column] for column in columns_of(kind, name) if row.get(column)}
    if not inside:
        return None
    if columns_of(kind, name) == (name,):
        return _shape(kind, name).read(inside[name])
    if [*inside] == [REASON]:
        return inside[REASON]
    return {column.partition(".")[2] or "text": _word(kind, column, cell) for column, cell in inside.items()}


def choices(kind: Kind, column: str) -> tuple[str, ...]:
    """Return the words of which one stands in a cell; nothing where it can be anything."""
    expected = _kind_of_word(kind, column)
    if expected is bool:
        return ("true",)
    return tuple(map(str, expected)) if isinstance(expected, EnumMeta) else ()


def is_date(kind: Kind, column: str) -> bool:
    """Tell whether a date stands in the cells of a column."""
    return _kind_of_word(kind, column) in {When, dt.date}


def is_text(kind: Kind, column: str) -> bool:
    """Tell whether a cell of a column means what it looks like, and is no date, number or switch."""
    return not is_date(kind, column) and _kind_of_word(kind, column) not in {int, bool}


def tidied(kind: Kind, column: str, cell: str) -> str:
    """Return a cell without what a spreadsheet changes by itself: line ends, the case of TRUE, the form of dates."""
    return _word(kind, column, re.sub("\r\n?", "\n", cell).strip())


def _word(kind: Kind, column: str, text: str) -> str:
    expected = _kind_of_word(kind, column)
    if expected is bool and text.lower() in {"true", "false"}:
        return text.lower()
    return (spelling.date(text) or text) if is_date(kind, column) else text


@cache
def _kind_of_word(kind: Kind, column: str) -> Any:
    annotation: Any = decode.MODELS[kind]
    for step in column.split("."):
        annotation = _plain(annotation.model_fields[step].annotation) if _is_record(annotation) else str
    return annotation


def _plain(annotation: Any) -> Any:
    """Return the type behind an annotation, without what else may stand there."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        inside = [each for each in get_args(annotation) if each is not types.NoneType]
        return _plain(inside[0]) if len(inside) == 1 else str
    return annotation


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Record)


@cache
def _shape(kind: Kind, name: str) -> _Shape:
    annotation = _plain(decode.MODELS[kind].model_fields[name].annotation)
    if get_origin(annotation) is dict:
        return _AS_IN_FILE
    if get_origin(annotation) is not tuple:
        return _Shape(str, partial(_word, kind, name))
    item = _plain(get_args(annotation)[0])
    return {Link: _LINKS, Credit: _THANKS, str: _WORDS}.get(item, _AS_IN_FILE)


def _words(cell: str) -> list[Value]:
    return [word.strip() for word in _BETWEEN.split(cell) if word.strip()]


def _lines(cell: str) -> Iterator[str]:
    return filter(None, map(str.strip, cell.split("\n")))


def _link(value: Value) -> str:
    return f"{value['url']} {value['title']}" if isinstance(value, dict) else str(value)


def _linked(line: str) -> Value:
    url, *title = line.split(None, 1)
    return {"title": title[0], "url": url} if title else url


def _thanks(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "\n".join(f"{each['customer']}: {', '.join(each['for'])}" for each in value)


def _thanked(cell: str) -> Value:
    if cell == "none":
        return canonical.Word(cell)
    found: list[Value] = []
    for line in _lines(cell):
        customer, _, roles = line.partition(":")
        found.append({"customer": customer.strip(), "for": _words(roles) or ["idea"]})
    return found


def _written(value: Value) -> str:
    lines = canonical.written({"x": value}).removesuffix("\n").split("\n")[1:]
    return "\n".join(line.removeprefix("  ") for line in lines)


def _read(cell: str) -> Value:
    root, faults = parse(Source("", "x:\n" + "\n".join(f"  {line}" if line else "" for line in cell.split("\n"))))
    for fault in faults:
        raise CellError(fault.message, fault.hint)
    assert root is not None
    value: Value = decode.plain(root)["x"]
    for text in _cut(value):
        raise CellError(f"what follows ` #` would be lost in `{text}`", f'put it in quotes: `"{text}{text.rest}"`')
    return value


def _cut(value: Value) -> Iterator[CutText]:
    if isinstance(value, CutText):
        yield value
    elif not isinstance(value, str):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _cut(each)


_WORDS = _Shape(", ".join, _words)
_LINKS = _Shape(lambda value: "\n".join(map(_link, value)), lambda cell: [_linked(line) for line in _lines(cell)])
_THANKS = _Shape(_thanks, _thanked)
_AS_IN_FILE = _Shape(_written, _read)
