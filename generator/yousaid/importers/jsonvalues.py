"""The JSON of other systems: one value, or several after each other; anything in it may be missing or of a wrong type.

Numbers stay as they were typed: an id of twenty digits is an id, and nothing is computed with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from yousaid.diagnostics import Diagnostic, quoted
from yousaid.importers import cells
from yousaid.importers.codes import NOT_THIS_FORMAT, UNREADABLE
from yousaid.importers.reading import wrong

_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*[\[{]")
"""How an object or a list begins, after a mark of its encoding if there is one."""
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_BLANKS = re.compile(r"[\s\x1e]*")  # also what stands between values in RFC 7464
_AGAIN = "export it again, and bring in the file as it comes"
_HALF = re.compile("[\ud800-\udfff]")


def is_json(data: bytes) -> bool:
    """Tell whether a file begins as JSON does, and not as a table."""
    return bool(_BEGINNING.match(data))


def values(path: Path, data: bytes, name: str = "") -> tuple[list[Any], list[Diagnostic]]:
    """Return the values in a file, or in one of an archive (``name``): pages of an API may stand after each other."""
    where = f"{quoted(name)} in this archive" if name else "this"
    text, faults = cells.decoded(path, data)
    if faults:  # JSON is never in an older encoding, so it cannot be named
        return [], [replace(fault, hint=_AGAIN) for fault in faults]
    found: list[Any] = []
    at = _after_blanks(text, 0)
    try:
        while at < len(text):
            value, at = _DECODER.raw_decode(text, at)
            found.append(value)
            at = _after_blanks(text, at)
    except json.JSONDecodeError as error:
        message = f"{where} must be JSON, and is not any more at line {error.lineno:,}, column {error.colno:,}"
        if not text[error.pos :].strip():
            message = f"{where} is cut off: it ends in the middle, at line {error.lineno:,}"
        return [], [wrong(path, UNREADABLE, message, _AGAIN)]
    except RecursionError:
        return [], [wrong(path, UNREADABLE, f"{where} holds lists in lists without end", _AGAIN)]
    if not found:
        return [], [wrong(path, NOT_THIS_FORMAT, f"{where} is empty", _AGAIN)]
    return found, []


def _after_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    assert match is not None
    return match.end()


def inner(value: Any, *names: str) -> Any:
    """Return what stands below these names, or nothing where one of them is missing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text(value: Any, *names: str) -> str:
    """Return the text below these names; nothing where there is none, or no text."""
    found = inner(value, *names)
    if isinstance(found, bool):
        return str(found).lower()
    return _HALF.sub("\ufffd", found) if isinstance(found, str) else ""


def items(value: Any, *names: str) -> list[dict[str, Any]]:
    """Return the objects of the list below these names."""
    found = inner(value, *names)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def texts(value: Any, *names: str) -> list[str]:
    """Return the texts of the list below these names."""
    found = inner(value, *names)
    return [each for each in map(text, found) if each] if isinstance(found, list) else []


def number(value: Any, *names: str) -> int | None:
    """Return the whole number below these names, from 0, if there is one."""
    found = text(value, *names)
    return int(found) if re.fullmatch("[0-9]{1,12}", found) else None


def addresses(value: Any) -> int:
    """Count the e-mail addresses that stand in fields of that name, anywhere."""
    return sum(1 for name, each in _fields(value) if name == "email" and isinstance(each, str) and each.strip())


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield from each.items()
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
