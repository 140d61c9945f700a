"""Warnings that somebody has looked at and found wrong: `# yousaid: allow YS901 because …`, in the file itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from yousaid.diagnostics import Code, Diagnostic, Source, Span, quoted
from yousaid.nodes import Mapping, Node, Scalar, Sequence, parse

SILENCE = Code(
    "YS990",
    "silenced-with-a-reason",
    """A warning may be silenced where it is wrong, with the code and the reason.

    # yousaid: allow YS902 because it is the number of our support desk
    answer: Our desk has the phone number 020 7946 0958.

It stands on a line of its own above the field, or at the end of the field's line; several codes have commas between
them. Within a text it would be published as a part of it, so for a text of several lines it stands behind the bar:

    answer: |  # yousaid: allow YS902 because it is the number of our support desk
      Our desk has the phone number 020 7946 0958.

Only warnings can be silenced, never errors. A remark that gives no reason, names a code that is no warning, or that
silences nothing (any more) is a warning too, and cannot be silenced: correct or delete it.
""",
)
_FORM = "# yousaid: allow YS901 because …"
_REMARK = re.compile(r"# *yousaid:[^\n]*")
_ALLOWED = re.compile(r"# *yousaid: *allow +(?P<codes>[A-Za-z0-9]+(?:, *[A-Za-z0-9]+)*)(?P<why> +because +\w.*)?")


@dataclass(slots=True)
class _Silence:
    """One remark: where it stands, on which lines it silences which codes, and those that it did."""

    span: Span
    lines: range
    codes: list[str]
    used: set[str] = field(default_factory=set)


def heeded(faults: Iterable[Diagnostic], sources: Iterable[Source], known: Collection[str]) -> Iterator[Diagnostic]:
    """Yield the faults that are not silenced, and what is wrong with the silences; ``known`` can be silenced."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for fault in faults:
        found[fault.span.path].append(fault)
    for source in sources:
        here = found.pop(source.path, [])
        # The first is found in no time, and is in few files.
        yield from _heeded(here, source, known) if "#" in source.text and "yousaid:" in source.text else here


def _heeded(faults: list[Diagnostic], source: Source, known: Collection[str]) -> Iterator[Diagnostic]:
    silences: list[_Silence] = []
    for each in _remarks(source, known):
        if isinstance(each, _Silence):
            silences.append(each)
        else:
            yield each
    for fault in faults:
        over = [each for each in silences if fault.span.line in each.lines and fault.code.id in each.codes]
        for each in over:
            each.used.add(fault.code.id)
        if not over:
            yield fault
    for each in silences:
        for code in each.codes:
            if code not in each.used:
                yield _warning(each.span, f"there is no `{code}` here to be silenced", "delete it from the remark")


def _remarks(source: Source, known: Collection[str]) -> Iterator[_Silence | Diagnostic]:
    """Yield what each remark of a file silences, or what is wrong with it."""
    root, _ = parse(source)
    texts = list(_texts(root, source.text)) if root else []
    for remark in _REMARK.finditer(source.text):
        span = source.at(*remark.span())
        allowed = _ALLOWED.fullmatch(remark[0].rstrip())
        if any(remark.start() in text for text in texts):
            if allowed:
                hint = "move it to the line above the field, or behind the bar, as in `idea: |  # yousaid: …`"
                yield _warning(span, "within a text, a remark is published as a part of it", hint)
            continue
        codes = re.findall("[A-Z0-9]+", allowed["codes"].upper()) if allowed else []
        unknown = [code for code in codes if code not in known]
        if allowed is None:
            yield _warning(span, f"a remark must be written `{_FORM}`", f"type `{_FORM}`, or delete it")
        elif unknown:
            hint = "delete it; errors cannot be silenced, and have to be corrected"
            yield _warning(span, f"{quoted(unknown[0])} is no warning that can be silenced", hint)
        elif not allowed["why"]:
            hint = f"type `# yousaid: allow {', '.join(codes)} because …`, and why"
            yield _warning(span, "a warning must be silenced with a reason", hint)
        else:
            yield _Silence(span, _spoken_of(source.text.split("\n"), span.line), codes)


def _texts(node: Node, text: str) -> Iterator[range]:
    """Yield from where to where the values of a file go."""
    if isinstance(node, Mapping):
        for key, value in node.entries.values():
            yield from _texts(key, text)
            yield from _texts(value, text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item, text)
    else:
        assert isinstance(node, Scalar)
        start = node.start.index
        # What stands behind the bar is a comment still.
        yield range(text.index("\n", start) if node.style in {"|", ">"} else start, node.end.index)


def _spoken_of(lines: list[str], number: int) -> range:
    """Return the lines that a remark is about: the field on its line, or the next one, with all that is below it."""
    while number < len(lines) and _is_comment(lines[number - 1]):
        number += 1
    end = number
    while end < len(lines) and (not lines[end].strip() or _margin(lines[end]) > _margin(lines[number - 1])):
        end += 1
    return range(number, end + 1)


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def _warning(span: Span, message: str, hint: str) -> Diagnostic:
    return Diagnostic(span, SILENCE, message, hint, severity="warning")
