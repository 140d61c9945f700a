"""The date that was surely meant by one that is written in another way."""

from __future__ import annotations

import calendar
import re

_NAMES = {name.lower(): number for number, name in enumerate(calendar.month_name) if number}
_NAMES |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if number} | {"sept": 9}
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?:(?P=s)(?P<d>\d{1,2}))?", re.ASCII)
_TOGETHER = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})(?P<s>[-/.])(\d{1,2})(?P=s)(\d{4})", re.ASCII)
_MONTH = r"(?P<name>[a-z]+)\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_NAMED = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_DAY}\.?[ -]{_MONTH},?[ -](?P<y>\d{{4}})",
        rf"{_MONTH} {_DAY},? (?P<y>\d{{4}})",
        rf"{_MONTH},? (?P<y>\d{{4}})(?P<d>)",
    )
)


def date(text: str) -> str | None:
    """Return the date as it must be written, or nothing where it could be read in two ways.

    ``2026-3-1``, ``2026/03/01``, ``31.1.2026`` and ``1 March 2026`` leave no doubt; ``1.3.2026`` is a day in March to
    some and one in January to others.
    """
    typed = " ".join(text.lower().split())
    if typed in {"unknown", "?"}:
        return "unknown"
    if match := _YEAR_FIRST.fullmatch(typed) or _TOGETHER.fullmatch(typed):
        return _written(match["y"], match["m"], match["d"])
    if match := _YEAR_LAST.fullmatch(typed):
        one, other, year = match[1], match[3], match[4]
        found = {_written(year, one, other), _written(year, other, one)} - {None}
        return found.pop() if len(found) == 1 else None
    for pattern in _NAMED:
        match = pattern.fullmatch(typed)
        if match and match["name"] in _NAMES:
            return _written(match["y"], str(_NAMES[match["name"]]), match["d"])
    return None


def _written(year: str, month: str, day: str | None) -> str | None:
    """Return a date, or a month, that exists."""
    if not 1 <= int(month) <= 12 or int(year) < 1900:
        return None
    if not day:
        return f"{year}-{int(month):02}"
    exists = 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]
    return f"{year}-{int(month):02}-{int(day):02}" if exists else None
