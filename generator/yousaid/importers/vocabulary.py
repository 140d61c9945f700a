"""The vocabulary with what an import needs: that a no came without a reason, said as it is."""

from __future__ import annotations

from yousaid import decode
from yousaid.decode import Entry
from yousaid.diagnostics import Source
from yousaid.importers.merging import amended
from yousaid.model import UNEXPLAINED, Vocabulary
from yousaid.nodes import Mapping, parse
from yousaid.shortcut import Value

_NAME, _TEXT = "No reason was given", "No reason was given then."


def with_legacy(entry: Entry[Vocabulary]) -> Entry[Vocabulary]:
    """Return the vocabulary with the reason code of a no without a reason; all else stays as it was typed."""
    source = Source(entry.source.path, _with_lines(entry.source))
    value, _ = decode.validated(source, Vocabulary)
    if value is None or UNEXPLAINED not in value.reasons:
        source = Source(entry.source.path, _anew(entry))
        value, _ = decode.validated(source, Vocabulary)
    assert value is not None
    return Entry(entry.key, source, value)


def _with_lines(source: Source) -> str:
    """Return the text with the reason before the first one, where each of them stands on lines of its own."""
    root, _ = parse(source)
    assert root is not None
    _, reasons = root.entries.get("reasons", (None, None))
    lines = source.text.split("\n")
    if not isinstance(reasons, Mapping) or not reasons.entries:
        return source.text
    first, _ = next(iter(reasons.entries.values()))
    margin = " " * first.start.column
    inner = f"{margin}  "
    lines[first.start.line : first.start.line] = [
        f"{margin}{UNEXPLAINED}:",
        f"{inner}name: {_NAME}",
        f"{inner}text: {_TEXT}",
    ]
    return "\n".join(lines)


def _anew(entry: Entry[Vocabulary]) -> str:
    """Return the text with the field of all reasons written anew."""
    reasons: dict[str, Value] = {
        key: {"name": reason.name, "text": reason.text} for key, reason in entry.value.reasons.items()
    }
    return amended(entry.source, {"reasons": {**reasons, UNEXPLAINED: {"name": _NAME, "text": _TEXT}}}, "vocabulary")
