"""What each field of the API is and means, to be read: from the types, their docstrings and their help."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from yousaid.outputs import contract
from yousaid.outputs.contract import HELP

_PLAIN = {str: "text", int: "number", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name, its type in words, the name of the type of ours that is in it, and what it means."""

    name: str
    type: str
    of: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Type:
    """A type of ours: its name, what it is, and its fields."""

    name: str
    about: str
    fields: tuple[Field, ...]


def types(*documents: Any) -> Iterator[Type]:
    """Yield the types of these documents and those inside of them, in the order in which one meets them."""
    waiting = list(filter(None, map(_inner, documents)))
    seen = set(waiting)
    while waiting:
        kind = waiting.pop(0)
        hints = get_type_hints(kind)
        yield Type(
            _name(kind),
            inspect.cleandoc(kind.__doc__ or ""),
            tuple(
                Field(name, _words(hint), _name(_inner(hint)), HELP[kind.__name__][name])
                for name, hint in hints.items()
            ),
        )
        for inner in map(_inner, hints.values()):
            if inner and inner not in seen:
                seen.add(inner)
                waiting.append(inner)


def _inner(kind: Any) -> Any:
    """Return the type of ours that is in a type, if there is one."""
    if getattr(kind, "__module__", "") == contract.__name__:
        return kind
    return next(filter(None, map(_inner, get_args(kind))), None)


def _name(kind: Any) -> str:
    return str(kind.__name__).removeprefix("Api") if kind else ""


def _words(kind: Any) -> str:
    inside = [each for each in get_args(kind) if each is not NoneType]
    if get_origin(kind) is list:
        return f"list of {_words(inside[0])}"
    if get_origin(kind) is dict:
        return f"{_words(inside[1])} by name"
    if inside:
        return f"{_words(inside[0])} or null"
    return _PLAIN.get(kind) or _name(kind)
