"""The fields of a file in the order of the model, moved as whole lines with the comments above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yousaid import decode
from yousaid.mistakes import Path, fields_at
from yousaid.nodes import Mapping, Node, Scalar, Sequence
from yousaid.reader import Kind

_FOR_EDITORS = "# yaml-language-server:"
"""How the first line begins that tells an editor what may stand in a file; see the README of yaml-language-server."""


def arranged(kind: Kind, text: str, root: Mapping) -> str:
    """Return the text with all fields in order, those of groups within too; a group with unknown ones stays."""
    was = text.split("\n")
    lines = [*was]
    # The innermost first: lines of a group are moved among themselves only, so the places of outer ones still hold.
    for path, group in reversed(list(_groups(root, ()))):
        if kind != "vocabulary" or len(path) != 1:  # there, the author's words are the names
            _arrange(was, lines, group, list(fields_at(decode.MODELS[kind], path)))
    return "\n".join(lines)


def children(node: Node) -> list[Node]:
    """Return the values directly in a node."""
    if isinstance(node, Mapping):
        return [value for _, value in node.entries.values()]
    return node.items if isinstance(node, Sequence) else []


def _groups(node: Node, path: Path) -> Iterator[tuple[Path, Mapping]]:
    steps: Iterable[str | int] = node.entries if isinstance(node, Mapping) else range(len(children(node)))
    if isinstance(node, Mapping):
        yield path, node
    for step, value in zip(steps, children(node), strict=True):
        yield from _groups(value, (*path, step))


def _arrange(was: list[str], lines: list[str], group: Mapping, order: list[str]) -> None:
    """Move the lines of one group; ``was`` is the text that its places belong to."""
    names = list(group.entries)
    if not set(names) <= set(order) or names == (wanted := sorted(names, key=order.index)):
        return
    keys = [key for key, _ in group.entries.values()]
    column = keys[0].start.column
    head = was[keys[0].start.line][:column]
    if _in_brackets(was, group) or head.strip(" -") or any(was[key.start.line][:column].strip() for key in keys[1:]):
        return  # only fields on lines of their own can be moved
    begins = list(_begins(was, group, column, bool(head.strip())))
    start, *ends = *begins, _end(was, group, column)
    rows = lines[start : ends[-1]]
    if head.strip():
        rows[0] = " " * column + rows[0][column:]
    parts = {name: rows[begin - start : end - start] for name, begin, end in zip(names, begins, ends, strict=True)}
    moved = [row for name in wanted for row in parts[name]]
    if head.strip():
        if moved[0].lstrip().startswith("#"):
            return  # the `-` of a list cannot stand before a comment
        moved[0] = head + moved[0][column:]
    lines[start : ends[-1]] = moved


def _begins(was: list[str], group: Mapping, column: int, dashed: bool) -> Iterator[int]:
    """Yield the line with which each field begins: that of its name, or of the comments directly above it."""
    floor = 0
    for key, value in group.entries.values():
        line = key.start.line
        while not (dashed and floor == 0) and line > floor and _is_comment(was[line - 1], column):
            line -= 1
        yield line
        floor = _last(was, value) + 1


def _is_comment(line: str, column: int) -> bool:
    return line.startswith(" " * column + "#") and not line.startswith(_FOR_EDITORS)


def _last(was: list[str], node: Node) -> int:
    """Return the last line that surely belongs to a value; a text after ``|`` goes on as far as it is indented."""
    if isinstance(node, Scalar) and node.style in {"|", ">"}:
        return int(node.start.line)
    if isinstance(node, Scalar) or _in_brackets(was, node):
        return int(node.end.line)
    return max(_last(was, child) for child in children(node))


def _in_brackets(was: list[str], node: Node) -> bool:
    return was[node.start.line][node.start.column : node.start.column + 1] in {"[", "{"}


def _end(was: list[str], group: Mapping, column: int) -> int:
    """Return the line after the last that belongs to a group."""
    least = line = _last(was, children(group)[-1]) + 1
    while line < len(was) and (not was[line].strip() or was[line][: column + 1].isspace()):
        line += 1
    while line > least and not was[line - 1].strip():
        line -= 1
    return line
