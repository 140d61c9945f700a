"""Diagnostics as text for people."""

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
    yield f"{bold}{_place(fault.span)}{off}: {head}: {bold}{printable(fault.message)}{off}"
    yield from _excerpt(fault.span, on, off)
    for related in fault.related:
        yield f"  {dim}see{off} {_place(related.span)}: {printable(related.message)}"
        yield from _excerpt(related.span, dim, off)
    if fault.hint:
        yield f"  {bold}hint{off}: {printable(fault.hint)}"


def _place(span: Span) -> str:
    path = printable(span.path)
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
    yield f"  {span.line} | {printable(shown)}"
    yield f"  {gutter} | {' ' * _width(before)}{on}{'^' * max(1, _width(marked))}{off}"


def _width(text_: str) -> int:
    """Return how many columns a terminal uses for the text."""
    return sum(map(_columns, printable(text_)))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
