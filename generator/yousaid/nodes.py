"""YAML events to nodes that remember where they stood.

Only libyaml's events are used: its own composer recurses (and dies on 60 kB of brackets), merges
duplicate keys and types scalars. Here every scalar stays the text that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from yousaid.diagnostics import Code, Diagnostic, Related, Source, Span, quoted
from yousaid.syntax import (
    ALIAS,
    DOCUMENTS,
    DUPLICATE,
    INVISIBLE,
    LIMITS,
    MAPPING,
    MAX_DEPTH,
    MAX_NODES,
    TAB,
    TAG,
    explained,
)

# Control characters, and what Unicode calls Default_Ignorable or Bidi_Control, except what emoji and some
# scripts need: the two joiners U+200C/D and the variation selectors U+FE00-FE0F.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_COMMENT = re.compile(r"[ ]+#")
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class CutText(str):
    """A value that YAML ended at `` #``: what followed on the line was read as a comment."""

    __slots__ = ()


@dataclass(slots=True)
class Node:
    """A value and where it stands (lines and columns from 0, as YAML counts them)."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(slots=True)
class Scalar(Node):
    """A text."""

    value: str
    style: str | None = None


@dataclass(slots=True)
class Sequence(Node):
    """A list."""

    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping(Node):
    """Fields in the order they were typed: name to (where the name stands, value)."""

    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


def unseen(text: str) -> re.Match[str] | None:
    """Return the first character that cannot be seen, if there is one."""
    return _UNSEEN.search(text)


def parse(source: Source) -> tuple[Mapping | None, list[Diagnostic]]:
    """Return the fields of one file with their places, or nothing, and every fault found on the way."""
    faults = list(_bad_characters(source))
    if faults:
        return None, faults
    composer = _Composer(source)
    try:
        composer.run()
    except yaml.MarkedYAMLError as error:
        composer.faults.append(explained(source, error))
    except _StopError:
        pass
    root = composer.root
    if composer.faults:
        return None, composer.faults
    if not isinstance(root, Mapping):
        span = span_of(source, root) if root else Span(source.path)
        hint = "begin with a line such as `title: Export every report in one go`"
        return None, [Diagnostic(span, MAPPING, "the file must be a list of `field: value` lines", hint)]
    return root, []


def span_of(source: Source, node: Node) -> Span:
    """Return the place of a node, on its first line."""
    line, column, end = node.line, node.column, node.end_column
    if isinstance(node, Scalar) and node.style in {"|", ">"}:
        end = column + 1
    elif node.end_line != node.line:
        end = len(source.span(line + 1, 1).text)
    return source.span(line + 1, column + 1, end + 1)


class _StopError(Exception):
    """A limit was passed: what follows is not looked at."""


class _Composer:
    """Builds the tree with a stack of its own, so that depth costs memory and never the process."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults: list[Diagnostic] = []
        self.root: Node | None = None
        self._documents = 0
        self._nodes = 0
        self._stack: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []

    def run(self) -> None:
        """Read all events; may raise yaml.MarkedYAMLError where the text is no YAML."""
        for event in yaml.parse(self.source.text, Loader=_LOADER):
            if isinstance(event, yaml.NodeEvent):
                self._node_event(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                done = self._stack.pop()
                end = _marks(event)[1]
                done.end_line, done.end_column = end.line, end.column
                self._keys.pop()
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._fault(
                        event,
                        DOCUMENTS,
                        "the file must hold only one record",
                        "move what follows into a file of its own, or delete the `---`",
                    )
                    raise _StopError

    def _node_event(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES or len(self._stack) >= MAX_DEPTH:
            what = f"{MAX_NODES:,} values" if self._nodes > MAX_NODES else f"{MAX_DEPTH} levels"
            self._fault(event, LIMITS, f"a record must stay within {what}", "split it into several records")
            raise _StopError
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._fault(
                event,
                ALIAS,
                "anchors (`&`) and aliases (`*`) must not be used",
                "write the text out; in quotes if it begins with `&` or `*`",
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._fault(
                event, TAG, f"tags such as `{tag}` must not be used", "put the value in quotes if it begins with `!`"
            )
        start, end = _marks(event)
        place = (start.line, start.column, end.line, end.column)
        if isinstance(event, yaml.ScalarEvent):
            self._add(Scalar(*place, self._text(event), event.style))
        elif isinstance(event, yaml.AliasEvent):
            self._add(Scalar(*place, ""))
        else:
            node = Sequence(*place) if isinstance(event, yaml.SequenceStartEvent) else Mapping(*place)
            self._add(node)
            self._stack.append(node)
            self._keys.append(None)

    def _text(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        if event.style == '"':
            hidden = unseen(text)
            if hidden:
                self._fault(
                    event,
                    INVISIBLE,
                    f"the text must not hold {_name(hidden[0])}, which cannot be seen",
                    "delete the escape",
                )
        elif not event.style and self._followed_by_comment(event):
            return CutText(text)
        return text

    def _followed_by_comment(self, event: yaml.ScalarEvent) -> bool:
        # libyaml's index counts characters, as Python does.
        return _COMMENT.match(self.source.text, _marks(event)[1].index) is not None

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._key(parent, node)
        else:
            parent.entries.setdefault(key.value, (key, node))
            self._keys[-1] = None

    def _key(self, parent: Mapping, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            self._report(
                node,
                MAPPING,
                "the name of a field must be a plain word",
                "put the value in quotes if it begins with `{` or `[`",
            )
            return Scalar(node.line, node.column, node.end_line, node.end_column, f"\0{self._nodes}")
        if node.value in parent.entries:
            first = parent.entries[node.value][0]
            self._report(
                node,
                DUPLICATE,
                f"{quoted(node.value)} must occur only once",
                "delete one of the two, or join their texts",
                (Related(span_of(self.source, first), "it stands here already"),),
            )
        return node

    def _fault(self, event: yaml.Event, code: Code, message: str, hint: str) -> None:
        start, end = _marks(event)
        span = self.source.span(start.line + 1, start.column + 1, end.column + 1)
        self.faults.append(Diagnostic(span, code, message, hint))

    def _report(self, node: Node, code: Code, message: str, hint: str, related: tuple[Related, ...] = ()) -> None:
        self.faults.append(Diagnostic(span_of(self.source, node), code, message, hint, related))


def _marks(event: yaml.Event) -> tuple[Any, Any]:
    assert event.start_mark is not None
    assert event.end_mark is not None
    return event.start_mark, event.end_mark


def _name(character: str) -> str:
    return f"the character U+{ord(character):04X}"


def _bad_characters(source: Source) -> Iterator[Diagnostic]:
    if "\t" in source.text:
        for match in re.finditer("\t+", source.text):
            yield Diagnostic(source.at(*match.span()), TAB, "a tab must not be used", "type spaces instead")
    for match in _UNSEEN.finditer(source.text):
        yield Diagnostic(
            source.at(match.start()),
            INVISIBLE,
            f"the text must not hold {_name(match[0])}, which cannot be seen",
            "delete it, for example by typing the line again",
        )
