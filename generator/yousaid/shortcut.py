"""The YAML that most records are written in, to plain values, at a quarter of the time that YAML's own parser takes.

It takes only lines of which YAML leaves no doubt: fields, lists, values on one line, and texts after ``|``. Everything
else, every fault too, is left to :mod:`yousaid.nodes`; a property test compares the two.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from yousaid.nodes import unseen
from yousaid.syntax import MAX_NODES

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

_COMMENT = re.compile(r"# [^\n]*\n")
_LINE = re.compile(
    r"""
    (?P<blanks>[ ]*) (?P<dash>-[ ])?
    (?: (?P<name>[a-z][a-z0-9_-]{0,60}):
        (?: [ ](?P<value>[^ \n|][^\n]*) \n
          | [ ]\|\n (?P<margin>(?P=blanks)[ ]+) (?P<text>[^ \n][^\n]*\n (?:(?P=margin)[^\n]*\n | \n)*)
          | \n
        )
      | (?P<item>[^ \n][^\n]*) \n
    )
    | \n
    """,
    re.VERBOSE,
)
_WORDS = re.compile(r"\[([a-z0-9_-]+(?:, ?[a-z0-9_-]+)*)\]")
_QUOTED = re.compile(r'"([^"\\]*)"')
_BLANK_LINE = re.compile(r"\n +\n")
_MAX_INDENT = 12  # deeper is left to those who count levels
_Line = tuple[str, ...]
_END: _Line = ("",) * 7


class _DoubtError(Exception):
    """Only YAML can tell."""


def fields(text: str) -> dict[str, Value] | None:
    """Return the fields of a file, or nothing where there is any doubt about them."""
    if not text.endswith("\n") or "\t" in text or unseen(text):
        return None
    if 2 * text.count("\n") + text.count(",") > MAX_NODES:  # a name and a value a line, and more in brackets
        return None
    start = 0
    while comment := _COMMENT.match(text, start):
        start = comment.end()
    lines: list[_Line] = [*_LINE.findall(text, start), _END]
    if lines[0][0] or lines[0][1]:
        return None
    try:
        found, at = _mapping(lines, 0, 0)
    except _DoubtError:
        return None
    return found if lines[at] is _END else None


def _mapping(lines: list[_Line], at: int, indent: int) -> tuple[dict[str, Value], int]:
    """Read the fields that begin at a column; return them and which line comes next."""
    found: dict[str, Value] = {}
    while True:
        _, _, name, value, margin, text, _ = lines[at]
        if not name or name in found:
            raise _DoubtError
        at += 1
        if value:
            found[name] = _value(value)
        elif not text:
            found[name], at = _below(lines, at, indent)
        elif len(margin) <= indent or text.endswith("\n\n") or _BLANK_LINE.search(text):
            raise _DoubtError
        else:
            found[name] = text.replace("\n" + margin, "\n")
        blanks, dash = lines[at][:2]
        if len(blanks) != indent or dash or lines[at] is _END:
            return found, at


def _below(lines: list[_Line], at: int, indent: int) -> tuple[Value, int]:
    """Read what stands below the name of a field: a list, or fields."""
    deep, dash = len(lines[at][0]), lines[at][1]
    if deep > _MAX_INDENT or deep < indent or (deep == indent and not dash):
        raise _DoubtError
    return _list(lines, at, deep) if dash else _mapping(lines, at, deep)


def _list(lines: list[_Line], at: int, indent: int) -> tuple[list[Value], int]:
    found: list[Value] = []
    while len(lines[at][0]) == indent and lines[at][1]:
        if lines[at][2]:
            item, at = _mapping(lines, at, indent + 2)
            found.append(item)
        else:
            found.append(_value(lines[at][6]))
            at += 1
    return found, at


def _value(text: str) -> Value:
    """Return a value that stands on one line: plain, in double quotes, or a list of words in brackets."""
    if text[0].isalnum() and ": " not in text and " #" not in text and text[-1] not in ": ":
        return text
    if words := _WORDS.fullmatch(text):
        return [*words[1].replace(" ", "").split(",")]
    if quoted := _QUOTED.fullmatch(text):
        return quoted[1]
    raise _DoubtError
