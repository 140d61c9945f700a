"""Diagnostics as text for people.

What a record holds can give orders neither to a terminal nor to GitHub's runner, which obeys lines that begin with
`::` and whatever follows `##[` in any line (`ActionCommand.cs` of actions/runner).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from yousaid.diagnostics import Diagnostic, Span, printable

_WIDTH = 100


def text(faults: Iterable[Diagnostic], colour: bool = False) -> str:
    """Return the faults as ``path:line:column: error[YS…]: message``, each with its line, a caret and a hint."""
    return "\n".join("\n".join(_lines(fault, colour)) for fault in faults)


def report(faults: Iterable[Diagnostic], colour: bool = False) -> str:
    """Return the faults and, on the last line, how many there are."""
    found = tuple(faults)
    return f"{text(found, colour)}\n{summary(found)}"


def summary(faults: Iterable[Diagnostic]) -> str:
    """Return how many errors and warnings there are, and in how many files."""
    found = list(faults)
    wrong = sum(fault.severity == "error" for fault in found)
    counts = [
        f"{count:,} {word}{'' if count == 1 else 's'}"
        for count, word in ((wrong, "error"), (len(found) - wrong, "warning"))
        if count
    ]
    places = len({fault.span.path for fault in found})
    return f"{' and '.join(counts)} in {places:,} file{'' if places == 1 else 's'}"


def _lines(fault: Diagnostic, colour: bool) -> Iterator[str]:
    paint = "\x1b[1;31m" if fault.severity == "error" else "\x1b[1;33m"
    on, off, bold, dim = (paint, "\x1b[0m", "\x1b[1m", "\x1b[2m") if colour else ("", "", "", "")
    head = f"{on}{fault.severity}[{fault.code.id}]{off}"
    yield f"{bold}{_place(fault.span)}{off}: {head}: {bold}{harmless(fault.message)}{off}"
    yield from _excerpt(fault.span, on, off)
    for related in fault.related:
        yield f"  {dim}see{off} {_place(related.span)}: {harmless(related.message)}"
        yield from _excerpt(related.span, dim, off)
    if fault.hint:
        yield f"  {bold}hint{off}: {harmless(fault.hint)}"


def harmless(text_: str) -> str:
    """Return the text without line ends, and without anything that a terminal or GitHub's runner would obey."""
    return printable(text_).replace("##[", r"#\x23[")


def _place(span: Span) -> str:
    path = harmless(span.path)
    path = f"./{path}" if path.lstrip().startswith("::") else path
    return f"{path}:{span.line}:{span.column}" if span.line else path


def _excerpt(span: Span, on: str, off: str) -> Iterator[str]:
    if not span.line or not span.text.strip():
        return
    column = span.column - 1
    # A very long line is shown around the place only.
    start = max(0, column - _WIDTH // 2) if len(span.text) > _WIDTH else 0
    shown = span.text[start : start + _WIDTH]
    before, marked = shown[: column - start], shown[column - start : span.end_column - 1 - start]
    gutter = " " * len(str(span.line))
    yield f"  {span.line} | {harmless(shown)}"
    yield f"  {gutter} | {' ' * _width(before)}{on}{'^' * max(1, _width(marked))}{off}"


def _width(text_: str) -> int:
    """Return how many columns a terminal uses for the text."""
    return sum(map(_columns, harmless(text_)))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
