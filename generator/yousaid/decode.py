"""Nodes to model: every error of the model on its line, with "did you mean"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from yousaid import shortcut
from yousaid.diagnostics import Code, Diagnostic, Source, Span, nearest
from yousaid.mistakes import (
    BY_TYPE,
    CUT,
    EMPTY,
    MISSING,
    SHAPE,
    UNKNOWN_FIELD,
    Path,
    fields_at,
    name_of,
    parent_of,
    say,
)
from yousaid.model import Customer, Decision, Occasion, Removed, Vocabulary
from yousaid.nodes import Mapping, Node, Scalar, Sequence, parse, span_of
from yousaid.reader import Document, Kind

MODELS: dict[Kind, type[BaseModel]] = {
    "decision": Decision,
    "customer": Customer,
    "occasion": Occasion,
    "removed": Removed,
    "vocabulary": Vocabulary,
}
M = TypeVar("M", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[M]):
    """One decoded file. Its text is kept so that a later fault can be placed; its nodes are not (15 kB each)."""

    key: str
    source: Source
    value: M


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that the model refuses: the field as it was typed, and which fields may stand where it does."""

    code: Code
    path: Path
    name: str
    node: Node
    key: Scalar | None
    fields: dict[str, FieldInfo]
    detail: ErrorDetails


def decode(document: Document) -> tuple[Entry[BaseModel] | None, list[Diagnostic]]:
    """Return the record that a file holds, or nothing, and all its faults."""
    model = MODELS[document.kind]
    fields = shortcut.fields(document.source.text)
    if fields is not None:
        try:
            return Entry(document.key, document.source, model.model_validate(fields)), []
        except ValidationError:
            pass  # where the faults stand, only the nodes know
    value, faults = validated(document.source, model)
    return (Entry(document.key, document.source, value) if value else None), faults


def validated(source: Source, model: type[M]) -> tuple[M | None, list[Diagnostic]]:
    """Return what the text of any file with fields holds, or nothing, and all its faults."""
    root, faults = parse(source)
    if root is None:
        return None, faults
    try:
        return model.model_validate(plain(root)), []
    except ValidationError as error:
        return None, list(_translate(source, root, model, error))


def mistakes(kind: Kind, root: Mapping) -> list[Mistake]:
    """Return all that the model refuses in the fields of a file."""
    try:
        MODELS[kind].model_validate(plain(root))
    except ValidationError as error:
        return list(_mistakes(root, MODELS[kind], error))
    return []


def plain(node: Node) -> Any:
    """Return what was typed, without its places."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.value


def locate(source: Source, path: Path, words: str = "") -> Span:
    """Return where the field at ``path`` stands, or ``words`` within it; for one that is absent, where its parent does.

    The file is parsed again: faults are few, and places for every value of every record would not fit in memory.
    """
    root, _ = _parsed(source)
    if root is None:
        return Span(source.path)
    node, _, _ = _descend(root, path)
    found = _words(words).search(source.text, node.start.index, node.end.index) if words else None
    if not found:
        return _place(source, root, path)
    return source.at(found.start(), found.start() + len(found[0].partition("\n")[0].rstrip()))


def _words(words: str) -> re.Pattern[str]:
    """Return what finds words as they stand in a file: lines begin further in there, and can be broken at blanks."""
    return re.compile(r"\s*\n\s*".join(r"\s+".join(map(re.escape, line.split(" "))) for line in words.split("\n")))


# A record with a thousand faults is not parsed a thousand times.
_parsed = lru_cache(maxsize=4)(parse)


def _descend(node: Node, path: Path) -> tuple[Node, Scalar | None, list[str | int]]:
    """Follow ``path`` as far as the nodes go. Steps that only the model knows (a union's branch) are passed over."""
    key: Scalar | None = None
    taken: list[str | int] = []
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            key, node = node.entries[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            key, node = None, node.items[step]
        else:
            continue
        taken.append(step)
    return node, key, taken


def _place(source: Source, root: Mapping, path: Path) -> Span:
    node, key, _ = _descend(root, path)
    if node is root:
        return source.span(1, 1)
    # A list or a group of fields is shown by its name: it may go on for many lines.
    return span_of(source, key if key is not None and not isinstance(node, Scalar) else node)


def _translate(source: Source, root: Mapping, model: type[BaseModel], error: ValidationError) -> Iterator[Diagnostic]:
    for each in _mistakes(root, model, error):
        unknown = each.key if each.code is UNKNOWN_FIELD else None
        span = span_of(source, unknown) if unknown is not None else _place(source, root, each.path)
        message, hint = say(each.code, each.name, each.detail, each.fields)
        yield Diagnostic(span, each.code, message, hint)


def _mistakes(root: Mapping, model: type[BaseModel], error: ValidationError) -> Iterator[Mistake]:
    details = error.errors(include_url=False)
    meant = {
        (*detail["loc"][:-1], nearest(str(detail["loc"][-1]), fields_at(model, detail["loc"][:-1])))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    for detail in details:
        path = detail["loc"]
        if detail["type"] == "missing" and path in meant:
            continue  # it is there, but misspelt, and that is said already
        node, key, taken = _descend(root, path)
        code = BY_TYPE.get(detail["type"], SHAPE)
        if isinstance(node, Scalar) and not node.value.strip() and code not in {MISSING, UNKNOWN_FIELD, CUT}:
            code = EMPTY
        known = path[:-1] if code in {MISSING, UNKNOWN_FIELD} else parent_of(taken)
        name = str(path[-1]) if code in {MISSING, UNKNOWN_FIELD} else name_of(taken)
        yield Mistake(code, path, name, node, key, fields_at(model, known), detail)
