"""What can be mended in the text of a record without a doubt about what was meant; all else is left as it is.

Each change is made to the text itself, so that comments stay. It is kept only if what was understood before is
understood still, and alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, get_args

from yousaid import decode
from yousaid.authoring import arrange, canonical, spelling
from yousaid.decode import Mistake
from yousaid.diagnostics import Diagnostic, Source, surely
from yousaid.mistakes import CUT, DATE, NOT_ONE_OF, UNKNOWN_FIELD, Path, fields_at, words_of
from yousaid.model import Record
from yousaid.nodes import CutText, Mapping, Node, Scalar, Sequence, parse
from yousaid.reader import Document, Kind
from yousaid.syntax import ALIAS, SYNTAX, TAG

_ROUNDS = 40
"""So many times one file is gone through at most; who makes more mistakes than that runs the command again."""
_Change = tuple[int, int, str]
"""Where a piece of the text begins and ends, and what takes its place."""


def fixed(kind: Kind, text: str) -> str:
    """Return the text of a file with all that can be mended in it."""
    text = re.sub(r"\r+\n", "\n", text.removeprefix("\ufeff"))
    if _is_canonical(kind, text):
        return text  # as nearly all are, in a small part of the time
    text = _quoted(text)
    if "\t" in text and _root(spaced := _quoted(_without_tabs(text))):
        text = spaced
    text = _without_mistakes(kind, text)
    for change in (_beyond_doubt, arrange.arranged, _trimmed):
        text = _if_it_means_the_same(kind, text, change)
    return text


def _is_canonical(kind: Kind, text: str) -> bool:
    entry = decode.decode(Document(kind, "", Source("", text)))[0]
    record = entry.value if entry else None
    rest = text.removesuffix(canonical.text(record)) if isinstance(record, Record) else text
    return not rest or (rest != text and rest.startswith("#"))


def _root(text: str) -> Mapping | None:
    return _parsed(Source("", text))[0]


# Most steps change nothing, and the next one asks for the same text again.
_parsed = lru_cache(maxsize=4)(parse)


def _without_tabs(text: str) -> str:
    """Return the text with two blanks for each tab at the beginning of a line, and one for others."""
    indented = re.sub(r"(?m)^[ \t]+", lambda match: match[0].replace("\t", "  "), text)
    return re.sub(r"(?m)[ \t]*\t[ \t]*", " ", indented)


# Quotes, where YAML could not read the value without.

_FIELDS = {info.alias or name for each in Record.__subclasses__() for name, info in each.model_fields.items()}
_LINE = re.compile(r"(?P<head>(?P<margin> *)(?:- +)*(?:(?P<name>[A-Za-z_][\w-]*): +|(?<=- )))(?P<value>\S.*?) *")
_A_COMMENT = re.compile(r" #(?![0-9])")


def _quoted(text: str) -> str:
    """Return the text with quotes around values that YAML keeps for itself, line by line, as far as that helps."""
    for _ in range(_ROUNDS):
        faults = _parsed(Source("", text))[1]
        lines = {fault.span.line for fault in faults if fault.code in {SYNTAX, ALIAS, TAG}}
        better = next(filter(None, (_quoted_line(text, number, faults) for number in sorted(lines))), None)
        if better is None:
            break
        text = better
    return text


def _quoted_line(text: str, number: int, faults: list[Diagnostic]) -> str | None:
    """Return the text with one line in quotes, if that line is then no longer at fault, nor any line before it."""
    lines = text.split("\n")
    match = _LINE.fullmatch(lines[number - 1]) if number else None
    if not match or _goes_on(lines, number, len(match["margin"])):
        return None
    if match["name"] and not surely(match["name"], _FIELDS):
        return None  # a line of a text whose indentation is lost
    value = _as_one_value(match["value"])
    if value is None:
        return None
    lines[number - 1] = match["head"] + canonical.quoted(value)
    better = "\n".join(lines)
    known = {fault.span.line for fault in faults}
    left = [fault.span.line for fault in _parsed(Source("", better))[1]]
    return better if all(line != number and (line > number or line in known) for line in left) else None


def _goes_on(lines: list[str], number: int, margin: int) -> bool:
    """Tell whether the value goes on in the next line."""
    following = next((line for line in lines[number:] if line.strip()), "")
    return len(following) - len(following.lstrip(" ")) > margin and not following.lstrip().startswith("#")


def _as_one_value(value: str) -> str | None:
    """Return the text that was meant by a value which YAML could not read, or nothing where that is not sure."""
    first, last = value[0], value[-1]
    if _A_COMMENT.search(value) or (first == "#"):
        return None
    if first == last == "'" and re.fullmatch(r"'(?:[^']|(?<=\w)'(?=\w))+'", value):
        return value[1:-1]  # an apostrophe between single quotes
    if first in "\"'" and (last == first or value.count(first) == 1 or "\\" in value):
        return None
    if first in "[{" and not re.match(r"\[[^]]*\].|\{[^}]*\}.", value):
        return None
    return value


# What the model refuses.


def _without_mistakes(kind: Kind, text: str) -> str:
    """Return the text with one mistake after the other mended, as far as they can be."""
    for _ in range(_ROUNDS):
        better = _one_mistake_less(kind, text)
        if better is None:
            break
        text = better
    return text


def _one_mistake_less(kind: Kind, text: str) -> str | None:
    """Return the text with one mistake mended that can be, or nothing."""
    root = _root(text)
    for mistake in decode.mistakes(kind, root) if root else ():
        change = _mended(text, mistake)
        if change is None:
            continue
        start, end, new = change
        better = text[:start] + new + text[end:]
        after = _root(better)
        still = {(each.code, each.path) for each in decode.mistakes(kind, after)} if after else None
        if still is not None and (mistake.code, mistake.path) not in still:
            return better
    return None


def _mended(text: str, mistake: Mistake) -> _Change | None:
    """Return what to put in the place of what was refused, if that is sure."""
    node, new = mistake.node, None
    if mistake.code is UNKNOWN_FIELD and mistake.key is not None:
        node, new = mistake.key, surely(mistake.key.value, mistake.fields)
    elif not isinstance(node, Scalar):
        return None
    elif mistake.code is NOT_ONE_OF:
        new = surely(node.value, words_of(mistake.detail))
    elif mistake.code is DATE:
        new = spelling.date(node.value)
    elif mistake.code is CUT and isinstance(node.value, CutText):
        value = node.value + node.value.rest.rstrip()
        if "\n" not in text[node.start.index : node.end.index] and not _A_COMMENT.search(value):
            return node.start.index, node.start.index + len(value), canonical.quoted(value)
    return (node.start.index, node.end.index, new) if new else None


# What means the same, and reads better.


def _if_it_means_the_same(kind: Kind, text: str, change: Callable[[Kind, str, Mapping], str]) -> str:
    root = _root(text)
    if root is None:
        return text
    better = change(kind, text, root)
    after = _root(better)
    return better if after is not None and _meaning(after) == _meaning(root) else text


def _meaning(node: Node) -> Any:
    """Return what the model is going to see, which takes blanks from the ends of texts."""
    if isinstance(node, Mapping):
        return {key: _meaning(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [_meaning(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.value.strip()


def _trimmed(kind: Kind, text: str, root: Mapping) -> str:  # noqa: ARG001 - all changes are called alike
    """Return the text without blanks at the ends of lines, except in texts, and with one line end at its end."""
    kept = {
        line
        for scalar in _scalars(root)
        for line in range(scalar.start.line + (scalar.style in {"|", ">"}), scalar.end.line + (scalar.end.column > 0))
        if scalar.end.line > scalar.start.line
    }
    lines = [line if number in kept else line.rstrip(" ") for number, line in enumerate(text.split("\n"))]
    return re.sub(r"\n[ \n]*\Z", "\n", "\n".join(lines) + "\n")


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    for child in arrange.children(node):
        yield from _scalars(child)


def _beyond_doubt(kind: Kind, text: str, root: Mapping) -> str:
    """Return the text with quotes around texts that look like something else to other YAML readers: `release: 3.10`."""
    for scalar in sorted(_texts(root, decode.MODELS[kind], ()), key=lambda each: -each.start.index):
        if not scalar.style and canonical.reads_otherwise(scalar.value):
            text = text[: scalar.start.index] + canonical.quoted(scalar.value) + text[scalar.end.index :]
    return text


def _texts(node: Node, model: Any, path: Path) -> Iterator[Scalar]:
    """Yield the values of fields that hold a text."""
    if isinstance(node, Mapping):
        fields = fields_at(model, path)
        for name, (_, value) in node.entries.items():
            if isinstance(value, Scalar) and name in fields and _is_text(fields[name].annotation):
                yield value
            yield from _texts(value, model, (*path, name))
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _texts(item, model, (*path, number))


def _is_text(annotation: Any) -> bool:
    return annotation is str or str in get_args(annotation) or any(map(_is_text, get_args(annotation)))
