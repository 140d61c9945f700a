"""Where a reader can tell us more about a record: a discussion, a form or a mail, with the record's id filled in."""

from __future__ import annotations

import re
from urllib.parse import quote

from yousaid.model.values import is_web_address

_PLACE = re.compile(r"\{([^{}]*)\}")
_MAIL = re.compile(r"mailto:[^\s<>\"@?&{}]+@[^\s<>\"@?&{}]+(\?[^\s<>\"{}]*)?")


def address(pattern: str, key: str, title: str) -> str:
    """Return the address for one record: `{id}` and `{title}` are filled in, so that they cannot be anything else."""
    values = {"id": key, "title": quote(title, safe="")}
    return _PLACE.sub(lambda place: values[place[1]], pattern)


def fault(pattern: str) -> tuple[str, str] | None:
    """Return what is wrong with a place for all records, and what to type; nothing if it is good."""
    hint = "type `https://…?title={title}&id={id}` or `mailto:us@example.org?subject={id}`"
    unknown = [place for place in _PLACE.findall(pattern) if place not in {"id", "title"}]
    if unknown:
        return f"`talk_back` can hold `{{id}}` and `{{title}}` only, not `{{{unknown[0]}}}`", hint
    if "{id}" not in pattern:
        return "`talk_back` must say with `{id}` which record is meant", hint
    filled = address(pattern, "x", "x")
    if not is_web_address(filled) and not _MAIL.fullmatch(filled):
        return "`talk_back` must be a full address that begins with `https:`, `http:` or `mailto:`", hint
    return None
