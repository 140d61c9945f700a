"""Something is wrong *here*: a place, a stable code, a message, and what to type.

Every stage returns its faults as :class:`Diagnostic` values beside its result; only bugs are exceptions.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of fault. ``doc`` is what ``yousaid explain`` prints; its first line is the rule."""

    id: str
    name: str
    doc: str


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: line and columns count characters from 1; line 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0
    end_column: int = field(default=0, compare=False)
    text: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that the fault is about, and what stands there."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. ``hint`` is something to type or do."""

    span: Span
    code: Code
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    severity: Severity = "error"

    def sort_key(self) -> tuple[Span, str, str]:
        """By place, then code, so that the same faults always come in the same order."""
        return (self.span, self.code.id, self.message)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file. ``path`` is relative to the root, with forward slashes."""

    path: str
    text: str = field(repr=False)

    def span(self, line: int, column: int, end_column: int = 0) -> Span:
        """Return the place at ``line`` and ``column``, both from 1; ``end_column`` is exclusive."""
        lines = _lines(self.text)
        line = min(line, len(lines))  # the end of a file may be reported on a line that is not there
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        return Span(self.path, line, column, max(end_column, column + 1), text)

    def at(self, start: int, end: int | None = None) -> Span:
        """Return the place of the characters from ``start`` to ``end`` (offsets from 0, one line)."""
        line = self.text.count("\n", 0, start) + 1
        column = start - (self.text.rfind("\n", 0, start) + 1) + 1
        return self.span(line, column, column + (end - start if end is not None else 1))


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def in_order(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort faults by place."""
    return tuple(sorted(faults, key=Diagnostic.sort_key))


def errors(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return those that stop a build; warnings do not."""
    return tuple(fault for fault in faults if fault.severity == "error")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that somebody who typed ``word`` most likely meant, if one is near."""
    by_case = {name.lower(): name for name in known}
    for spelling in _spellings(word):
        near = difflib.get_close_matches(spelling, by_case, n=1, cutoff=0.7)
        if near:
            return by_case[near[0]]
    return None


def surely(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is meant without a doubt: the same but for case and hyphens, or the only near one."""
    by_case = {name.lower(): name for name in known}
    spellings = _spellings(word)
    same = [by_case[spelling] for spelling in spellings if spelling in by_case]
    near = {
        by_case[each] for spelling in spellings for each in difflib.get_close_matches(spelling, by_case, cutoff=0.7)
    }
    return same[0] if same else near.pop() if len(near) == 1 else None


def _spellings(word: str) -> tuple[str, ...]:
    plain = word.strip().lower().replace("_", "-").replace(" ", "-")
    return word.lower(), plain, plain.replace("-", "_")


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a hint: the near word if there is one, and else, or besides, what to do if it is none of them."""
    near = nearest(word, known)
    return f"did you mean `{near}`? If not, {otherwise}" if near else otherwise


def quoted(value: object, limit: int = 60) -> str:
    """Return what was typed, in backticks, shortened, and without anything that a terminal would obey."""
    if not isinstance(value, str):
        return "a list" if isinstance(value, list) else "fields of its own"
    text = value if len(value) <= limit else value[: limit - 1] + "…"
    return f"`{printable(text)}`"


def printable(text: str) -> str:
    """Return the text with control characters and bytes that are no UTF-8 written as escapes."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def one_of(words: Iterable[str]) -> str:
    """Return the words in backticks, as a list to read."""
    return ", ".join(f"`{word}`" for word in words)
