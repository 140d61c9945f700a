"""What a record looks like at a glance: rules about its words begin only where there may be something to find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel

from yousaid.decode import Entry
from yousaid.mistakes import Path
from yousaid.model import Decision, Occasion, Removed, Vocabulary

# A for a capital letter, 0 for a digit; letters beyond ASCII may be capitals, so that their first bytes count as such.
_OUTLINE = bytes(
    ord("A") if 65 <= byte <= 90 or byte >= 0xC0 else ord("0") if 48 <= byte <= 57 else byte for byte in range(256)
)
_LEFT_OUT = bytes(range(ord("a"), ord("z") + 1)) + b" \n" + bytes(range(0x80, 0xC0))
_CODE = re.compile(r"```[\s\S]*?(?:```|\Z)|(?<!`)`[^`\n]*`(?!`)")


class Glance(NamedTuple):
    """A record; the text of its file; its outline; and what we say in it, and not our customers, in small letters."""

    value: BaseModel
    text: str
    outline: bytes
    """The text without small letters and blanks: ``AA`` where a name may be, ``000000`` where a number may be."""
    ours: str


def glance(entry: Entry[BaseModel]) -> Glance:
    """Look at a record."""
    text = entry.source.text
    return Glance(
        entry.value, text, outline(text), "\n".join([words for _, words in ours(entry.value) if words]).lower()
    )


def outline(text: str) -> bytes:
    """Return a text with A for a capital letter and 0 for a digit, without small letters and blanks."""
    return text.encode("utf-8", "replace").translate(_OUTLINE, _LEFT_OUT)


def ours(value: BaseModel) -> tuple[tuple[Path, str | None], ...]:
    """Return the texts in which we speak, with the path to them. What customers said is theirs to word."""
    if isinstance(value, Decision):
        options = enumerate(value.options) if value.options else ()
        return (
            (("answer",), value.answer),
            (("reason", "text"), getattr(value.reason, "text", None)),
            (("reopen_if",), value.reopen_if),
            (("changed_because",), value.changed_because),
            (("no_credit_because",), value.no_credit_because),
            *[(("options", number, "because"), option.because) for number, option in options],
        )
    if isinstance(value, Occasion):
        return (("question",), value.question), (("summary",), value.summary)
    if isinstance(value, Removed):
        return ((("because", "text"), getattr(value.because, "text", None)),)
    if isinstance(value, Vocabulary):
        return tuple((("reasons", key, "text"), reason.text) for key, reason in value.reasons.items())
    return ()


def strings(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every text that was typed, with the path to it."""
    if isinstance(value, str):
        if not isinstance(value, StrEnum):
            yield path, value
    elif isinstance(value, BaseModel):
        for name, inner in value:
            yield from strings(inner, (*path, name))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, (*path, name))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from strings(inner, (*path, number))


def without_code(text: str) -> str:
    """Return the text with blanks for its code: examples are seldom about somebody."""
    return _CODE.sub(" ", text) if "`" in text else text
