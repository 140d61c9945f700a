"""A record as the text of its file, in the one form that this project gives it.

The fields stand in the order of the model, texts of several lines after ``|``, and whatever another YAML reader could
take for a number, a switch or a comment in quotes. What was written so is read again as the same record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from yousaid.model import Confidential, Credit, Link, Record, Term, WrittenReason
from yousaid.shortcut import Value

WIDTH = 119
_PARAGRAPHS = {"idea", "why", "answer", "said", "question", "summary"}
_VERSIONS = {"release"}
_SHORT: Mapping[type[Record], str] = {WrittenReason: "text", Link: "url", Term: "name"}
"""What may be written as one value where it has only this one."""
# What YAML 1.1 or 1.2 takes for something else than a text: https://yaml.org/type/ and section 10.3.2 of YAML 1.2.2.
_OTHERWISE = re.compile(
    r"null|true|false|yes|no|on|off|y|n"
    r"|[0-9][0-9_,.:+-]*(e[+-]?[0-9]*)?"
    r"|0[xob][0-9a-f_]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t ].*)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_][\w .-]*")


class Word(str):
    """A value that is meant to be taken for what it looks like: a date, a number, a switch, a word of a list."""

    __slots__ = ()


def text(record: Record, head: str = "") -> str:
    """Return the file of a record; ``head`` is its first line, a comment, if it has one."""
    return (f"{head}\n" if head else "") + written(fields(record))


def written(tree: Mapping[str, Value]) -> str:
    """Return the file of fields as they are, good or not, in the order in which they come."""
    return "\n".join(_mapping(tree, "")) + "\n"


def fields(record: Record) -> dict[str, Value]:
    """Return the fields of a record as one would type them, without those that go without saying."""
    found = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if info.is_required() or value != info.default or isinstance(record, Credit):
            found[info.alias or name] = _typed(value)
    return found


def scalar(value: str) -> str:
    """Return a text of one line as it stands behind the name of its field."""
    plain = value[:1].isalnum() and ": " not in value and " #" not in value and value[-1] not in ": "
    return value if isinstance(value, Word) or (plain and not reads_otherwise(value)) else quoted(value)


def quoted(value: str) -> str:
    """Return a text of one line in quotes: those in which nothing has to be escaped, if there are such."""
    return f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'"


def reads_otherwise(value: str) -> bool:
    """Tell whether another YAML reader would take the text for a number, a date or a switch."""
    return _OTHERWISE.fullmatch(value) is not None


def _typed(value: Any) -> Value:
    match value:
        case Confidential():
            return Word("confidential")
        case Record():
            tree = fields(value)
            short = _SHORT.get(type(value))
            return tree[short] if short and [*tree] == [short] else tree
        case Enum():
            return Word(value.value)
        case str():
            return value
        case dict():
            return {key: _typed(inner) for key, inner in value.items()}
        case tuple():
            return [_typed(item) for item in value] if value else Word("none")
        case bool():
            return Word("true" if value else "false")
        case _:  # a date or a number
            return Word(value)


def _mapping(tree: Mapping[str, Value], margin: str) -> Iterator[str]:
    for name, value in tree.items():
        head = f"{margin}{scalar(name)}:"
        if isinstance(value, dict):
            yield head
            yield from _mapping(value, margin + "  ")
        elif isinstance(value, list):
            yield from _list(head, value, margin + "  ")
        else:
            yield from _text(head, name, value if isinstance(value, Word) else value.strip(), margin + "  ")


def _list(head: str, items: list[Value], margin: str) -> Iterator[str]:
    words = [_flow(item) for item in items if isinstance(item, str) and "://" not in item]
    line = f"{head} [{', '.join(words)}]"
    if len(words) == len(items) and len(line) <= WIDTH:
        yield line
        return
    yield head
    for item in items:
        if isinstance(item, dict):
            first, *rest = _mapping(item, margin + "  ")
            yield f"{margin}- {first.lstrip()}"
            yield from rest
        else:
            assert isinstance(item, str)
            yield f"{margin}- {scalar(item)}"


def _flow(item: str) -> str:
    return item if _WORD.fullmatch(item) and not reads_otherwise(item) else quoted(item)


def _text(head: str, name: str, value: str, margin: str) -> Iterator[str]:
    line = f"{head} {quoted(value) if name in _VERSIONS else scalar(value)}"
    long = len(line) > WIDTH and line[-1] in "\"'"
    if "\n" not in value and not long and (name not in _PARAGRAPHS or not value):
        yield line
        return
    yield f"{head} |"
    yield from _indented(value.split("\n"), margin)


def _indented(lines: Iterable[str], margin: str) -> Iterator[str]:
    for line in lines:
        yield f"{margin}{line}" if line else ""
