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
    SYNTAX,
    TAB,
    TAG,
    explained,
)

# Control characters, and what Unicode calls Default_Ignorable or Bidi_Control, except what emoji and some scripts need:
# the joiners U+200C/D, the variation selectors (Mongolian, emoji, Japanese names), and the tags of three flags.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3"
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_FLAG_BASE = "\U0001f3f4"
_FLAG = re.compile(f"{_FLAG_BASE}[\U000e0020-\U000e007e]+\U000e007f")
_TAB = re.compile("\t")
_YAML_TAG = "tag:yaml.org,2002:"
_COMMENT = re.compile(r"[ ]+#(?! *yousaid:)")  # a remark to us was never meant as a part of the text
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class CutText(str):
    """A value that YAML ended at `` #``: ``rest`` is what followed on the line and was read as a comment."""

    __slots__ = ("rest",)
    rest: str

    def __new__(cls, value: str, rest: str) -> CutText:
        """Make the text, remembering what was cut off."""
        self = super().__new__(cls, value)
        self.rest = rest
        return self


@dataclass(slots=True)
class Node:
    """A value and where it stands; lines and columns of a mark count from 0."""

    start: Any
    end: Any


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
    if text.isascii() and text.replace("\n", "").isprintable():
        return None  # at a tenth of the time
    return _UNSEEN.search(_FLAG.sub(_as_blanks, text) if _FLAG_BASE in text else text)


def seen(text: str) -> str:
    """Return the text without the characters that cannot be seen."""
    if unseen(text) is None:
        return text
    flags = _FLAG.findall(text)
    return "".join(
        part + flag
        for part, flag in zip((_UNSEEN.sub("", part) for part in _FLAG.split(text)), [*flags, ""], strict=True)
    )


def parse(source: Source) -> tuple[Mapping | None, list[Diagnostic]]:
    """Return the fields of one file with their places, or nothing, and every fault found on the way."""
    faults = list(_bad_characters(source))
    if faults:
        return None, faults
    composer = _Composer(source)
    try:
        composer.run()
    except yaml.MarkedYAMLError as error:
        fault = explained(source, error)
        if all(fault.span.line != other.span.line for other in composer.faults):  # else it is a consequence
            composer.faults.append(fault)
    except _StopError:
        pass
    except (ValueError, OverflowError) as error:  # PyYAML without libyaml, at an escape that is no character
        message = f"the file must be valid YAML: {error}"
        composer.faults.append(Diagnostic(Span(source.path), SYNTAX, message, "delete the escape with `\\U`"))
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
    line, column, end = node.start.line, node.start.column, node.end.column
    if isinstance(node, Scalar) and node.style in {"|", ">"}:
        end = column + 1
    elif node.end.line != line:
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
        self._may_be_cut = " #" in source.text
        self._documents = 0
        self._nodes = 0
        self._stack: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []

    def run(self) -> None:
        """Read all events; may raise yaml.MarkedYAMLError where the text is no YAML."""
        next_event: Any = _LOADER(self.source.text).get_event
        while True:
            # Asked for by type and not by isinstance: this loop is most of the time of a check.
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._guard(event)
                self._add(Scalar(event.start_mark, event.end_mark, self._text(event), event.style))
            elif kind is yaml.MappingStartEvent:
                self._open(event, Mapping(event.start_mark, event.end_mark))
            elif kind is yaml.SequenceStartEvent:
                self._open(event, Sequence(event.start_mark, event.end_mark))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._stack.pop().end = event.end_mark
                self._keys.pop()
            elif kind is yaml.AliasEvent:
                self._guard(event)
                self._add(Scalar(event.start_mark, event.end_mark, ""))
            elif kind is yaml.DocumentStartEvent:
                self._begin(event)
            elif kind is yaml.StreamEndEvent:
                return

    def _begin(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            hint = "move what follows into a file of its own, or delete the `---`"
            self._fault(event, DOCUMENTS, "the file must hold only one record", hint)
            raise _StopError

    def _open(self, event: Any, node: Sequence | Mapping) -> None:
        self._guard(event)
        self._add(node)
        self._stack.append(node)
        self._keys.append(None)

    def _guard(self, event: Any) -> None:
        """Refuse what no record needs: too much, anchors and aliases, tags."""
        self._nodes += 1
        if self._nodes > MAX_NODES or len(self._stack) >= MAX_DEPTH:
            what = f"{MAX_NODES:,} values" if self._nodes > MAX_NODES else f"{MAX_DEPTH} levels"
            self._fault(event, LIMITS, f"a record must stay within {what}", "split it into several records")
            raise _StopError
        if event.anchor is not None:
            hint = "put the value in quotes; if you meant a YAML anchor, write the text out instead"
            self._fault(event, ALIAS, "a value must not begin with `&` or `*`, which YAML keeps for itself", hint)
        elif event.tag is not None:
            hint = "put the value in quotes if it begins with `!`"
            self._fault(event, TAG, f"tags such as `{event.tag.replace(_YAML_TAG, '!!')}` must not be used", hint)

    def _text(self, event: Any) -> str:
        text: str = event.value
        if event.style == '"':
            hidden = unseen(text) or _TAB.search(text)
            if hidden:
                message = f"the text must not hold {_name(hidden[0])}, which cannot be seen"
                self._fault(event, INVISIBLE, message, "delete the escape")
        # libyaml's index counts characters, as Python does.
        elif self._may_be_cut and not event.style and _COMMENT.match(self.source.text, event.end_mark.index):
            line_end = self.source.text.find("\n", event.end_mark.index)
            return CutText(text, self.source.text[event.end_mark.index : line_end if line_end >= 0 else None])
        return text

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
            return Scalar(node.start, node.end, f"\0{self._nodes}")
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

    def _fault(self, event: Any, code: Code, message: str, hint: str) -> None:
        start, end = event.start_mark, event.end_mark
        span = self.source.span(start.line + 1, start.column + 1, end.column + 1)
        self.faults.append(Diagnostic(span, code, message, hint))

    def _report(self, node: Node, code: Code, message: str, hint: str, related: tuple[Related, ...] = ()) -> None:
        self.faults.append(Diagnostic(span_of(self.source, node), code, message, hint, related))


def _as_blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _name(character: str) -> str:
    return f"the character U+{ord(character):04X}"


def _bad_characters(source: Source) -> Iterator[Diagnostic]:
    if "\t" in source.text:
        for match in re.finditer("(?m)^([^\t\n]*)(\t+)", source.text):  # the first of each line
            yield Diagnostic(source.at(*match.span(2)), TAB, "a tab must not be used", "type spaces instead")
    for match in _UNSEEN.finditer(_FLAG.sub(_as_blanks, source.text)):
        yield Diagnostic(
            source.at(match.start()),
            INVISIBLE,
            f"the text must not hold {_name(match[0])}, which cannot be seen",
            "delete it, for example by typing the line again",
        )
