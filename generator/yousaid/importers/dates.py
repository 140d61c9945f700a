"""Days as other systems write them, often with a time: as we write them, or why they cannot be read."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from yousaid.authoring import spelling

_YEAR = re.compile("(19|[2-9][0-9])[0-9]{2}")
_MONTHS_AND_DAYS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
# A time behind the day, as in `2026-01-31T10:00:00.000Z`, `31.01.2026, 10:00`, `Jan 31, 2026 at 10:00 AM (UTC)`.
_TIME = re.compile(r"(?:[ ,T]+|,? at )\d{1,2}:\d{2}\b.*", re.ASCII | re.DOTALL)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", re.IGNORECASE)
# As JavaScript writes it: `Sat Jan 31 2026 10:00:00 GMT+0100`.
_SCRIPT = re.compile(r"([a-z]{3} \d{1,2}) (\d{4})", re.IGNORECASE | re.ASCII)


class Doubt(Enum):
    """Why a day cannot be read."""

    IMPOSSIBLE = "does not exist, or is no date"
    TWO_WAYS = "could be read in two ways"


@lru_cache(maxsize=20_000)  # many things happen on one day, and at midnight
def day(text: str, order: str = "") -> str | Doubt:
    """Return the day that is meant; ``order`` (`day-month-year`) tells where it could be read in two ways.

    A time of the day is left out: the day is that of the clock which wrote it.
    """
    typed = " ".join(text.split())
    plain = _WEEKDAY.sub("", _TIME.sub("", typed), count=1) if len(typed) > len("2026-01-31") else typed
    if _YEAR.fullmatch(plain):
        return plain
    found = spelling.date(plain) or spelling.date(_SCRIPT.sub(r"\1, \2", plain))
    if found:
        return found
    if match := _MONTHS_AND_DAYS.fullmatch(plain):
        one, _, other, year = match.groups()
        ways = {"day-month-year": (other, one), "month-day-year": (one, other)}
        dates = {way: spelling.date(f"{year}-{month}-{number}") for way, (month, number) in ways.items()}
        if all(dates.values()):
            return dates.get(order) or Doubt.TWO_WAYS
    return Doubt.IMPOSSIBLE
