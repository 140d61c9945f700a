"""Single fields of a record changed in the text of its file: all else stays as somebody typed it, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yousaid import decode
from yousaid.authoring import arrange, canonical
from yousaid.diagnostics import Source
from yousaid.nodes import Mapping as Fields
from yousaid.nodes import Node, Scalar, parse
from yousaid.reader import Kind
from yousaid.shortcut import Value

_BLOCK = {"|", ">"}
_QUOTES = ('"', "'")
_WORD = re.compile("[a-z0-9-]+")
# What may stand between the end of a value, or of a name, and a comment on the same line.
_BESIDE = re.compile(r"[]}:, ]*(?:[|>][-+0-9]*)? (#.*)")


def amended(source: Source, fields: Mapping[str, Value | None], kind: Kind = "decision") -> str:
    """Return the text of a good file with these fields set, in the order of the model; None takes a field out.

    Comments in a field that is set anew stay on its line, or stand above it. A file that is not one field to a line is
    written anew, below its comments.
    """
    root, _ = parse(source)
    assert root is not None
    kept = {name: value for name, value in decode.plain(root).items() if name not in fields}
    tree: dict[str, Value] = {**kept, **{name: value for name, value in fields.items() if value is not None}}
    order = [*decode.MODELS[kind].model_fields]
    text = _line_by_line(source.text, root, fields, order)
    after, _ = parse(Source(source.path, text))
    if after is not None and _plain(decode.plain(after)) == _plain(tree):
        return text
    comments = _comments(source.text.split("\n"), root, range(source.text.count("\n") + 1))
    return "".join(f"{line}\n" for line in comments) + canonical.written({n: tree[n] for n in order if n in tree})


def _line_by_line(text: str, root: Fields, fields: Mapping[str, Value | None], order: list[str]) -> str:
    lines = text.removesuffix("\n").split("\n")
    places = {name: _lines_of(lines, *root.entries[name]) for name in root.entries}
    pieces: list[tuple[int, int, list[str]]] = []
    for name in sorted(fields, key=order.index, reverse=True):
        value = fields[name]
        new = [] if value is None else canonical.written({name: value}).removesuffix("\n").split("\n")
        if name in places:
            here = places[name]
            pieces.append((here.start, here.stop, _with_comments(new, _comments(lines, root, here), lines[here.start])))
        else:
            before = [places[each].stop for each in order[: order.index(name)] if each in places]
            at = before[-1] if before else min(place.start for place in places.values())
            pieces.append((at, at, new))
    # From the end: the places of those before still hold. Of several at one place the last field comes first.
    for start, stop, new in sorted(pieces, key=lambda piece: piece[:2], reverse=True):
        lines[start:stop] = new
    return "\n".join(lines) + "\n" * text.endswith("\n")


def _with_comments(new: list[str], comments: list[str], first: str) -> list[str]:
    """Return the lines of a field with the comments that stood in it."""
    if len(new) == len(comments) == 1 and first.endswith(comments[0]):
        name, _, value = new[0].partition(": ")
        was_quoted = first.removesuffix(comments[0]).rstrip().endswith(_QUOTES)
        # A text without quotes must not have a comment behind it; words may, and are told by their look.
        if not value.endswith((*_QUOTES, "]")) and (was_quoted or not _WORD.fullmatch(value)):
            value = canonical.quoted(value)
        return [f"{name}: {value}  {comments[0]}"]
    return [*comments, *new]


def _lines_of(lines: list[str], key: Scalar, value: Node) -> range:
    """Return which lines belong to a field, without the comments above and the empty lines below."""
    stop = _last(lines, value) + 1
    while stop < len(lines) and (not lines[stop].strip() or lines[stop].startswith(" ")):
        stop += 1
    while not lines[stop - 1].strip():
        stop -= 1
    return range(int(key.start.line), stop)


def _last(lines: list[str], node: Node) -> int:
    """Return the last line on which a value surely is; that of a text after ``|`` is found by its indentation."""
    if isinstance(node, Scalar) and node.style in _BLOCK:
        return int(node.start.line)
    if isinstance(node, Scalar) or _in_brackets(lines, node):
        return int(node.end.line)
    return max(_last(lines, child) for child in arrange.children(node))


def _comments(lines: list[str], root: Fields, where: range) -> list[str]:
    """Return the comments on these lines, on lines of their own and beside values."""
    inside: set[int] = set()
    ends: dict[int, int] = {}
    for each in _ends(lines, root):
        line, column = each.end.line, each.end.column
        if isinstance(each, Scalar):
            inside.update(range(each.start.line + 1, line + (column > 0)))
            if each.style in _BLOCK:
                line, column = each.start.line, each.start.column
        ends[line] = max(ends.get(line, 0), column)
    found = []
    for number in where:
        line = lines[number]
        if number in ends:
            beside = _BESIDE.fullmatch(line, ends[number])
            found += [beside[1]] if beside else []
        elif number not in inside and line.lstrip().startswith("#"):
            found.append(line.strip())
    return found


def _ends(lines: list[str], node: Node) -> Iterator[Node]:
    """Yield all nodes behind which a comment can stand: names, texts, and lists in brackets."""
    if isinstance(node, Scalar) or _in_brackets(lines, node):
        yield node
    if isinstance(node, Fields):
        yield from (key for key, _ in node.entries.values())
    for child in arrange.children(node):
        yield from _ends(lines, child)


def _in_brackets(lines: list[str], node: Node) -> bool:
    return lines[node.start.line][node.start.column] in "[{"


def _plain(value: Value) -> Value:
    """Return what the model is going to see, which takes blanks from the ends of texts."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value.strip()
