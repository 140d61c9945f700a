"""The kinds of value a field can hold. Everything arrives as the text that was typed."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from yousaid.diagnostics import quoted
from yousaid.model import typed
from yousaid.model.typed import MAX_LINE, MAX_TEXT, MAX_URL
from yousaid.nodes import CutText
from yousaid.slugs import as_slug, is_slug


class Record(BaseModel):
    """Base of all that is written in YAML: closed (unknown fields are faults) and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def fault(kind: str, message: str, hint: str = "") -> PydanticCustomError:
    """Return the error that a validator raises: ``kind`` chooses the code, ``hint`` is something to type."""
    # Braces would be read as places to fill in.
    return PydanticCustomError(kind, "{message}", {"message": message, "hint": hint})


@dataclass(frozen=True, slots=True)
class When:
    """A date as exactly as it is known: a day, a month, a year, or unknown. Never guessed."""

    year: int = 0
    month: int = 0
    day: int = 0

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return self.year > 0

    @property
    def first(self) -> dt.date:
        """The first day it can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1) if self.known else dt.date.min

    @property
    def last(self) -> dt.date:
        """The last day it can mean."""
        if not self.known:
            return dt.date.max
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def surely_before(self, other: When) -> bool:
        """Tell whether it lies before the other, whatever the unknown parts are."""
        return self.last < other.first

    def __str__(self) -> str:
        if not self.known:
            return "unknown"
        month = f"-{self.month:02}" if self.month else ""
        return f"{self.year:04}{month}-{self.day:02}" if self.day else f"{self.year:04}{month}"


UNKNOWN = When()
_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_DATE_HINT = "type year-month-day, as in `2026-01-31`"


def _when(value: Any, otherwise: str = ", or `unknown`") -> Any:
    return _date(_word(value), otherwise)


@lru_cache(maxsize=20_000)  # the days of fifty years: one object for each day, not for each use of it
def _date(text: str, otherwise: str) -> When:
    if text == "unknown":
        return UNKNOWN
    match = _DATE.fullmatch(text)
    if match is None:
        raise fault(
            "date", f"must be a date, not {quoted(text)}", _reading(text, bool(otherwise)) or _DATE_HINT + otherwise
        )
    year, month, day = (int(match[part] or 0) for part in ("year", "month", "day"))
    if year < 1900:
        raise fault("date", f"must be a year from 1900 on, not `{year:04}`", _DATE_HINT)
    if match["month"] and not 1 <= month <= 12:
        hint = f"did you mean `{year}-{day:02}-{month:02}`?" if _exists(year, day, month) else _DATE_HINT
        raise fault("date", f"must be a date that exists: `{text}` has no month {month}", hint)
    if match["day"] and not 1 <= day <= calendar.monthrange(year, month)[1]:
        days = calendar.monthrange(year, month)[1]
        name = f"{calendar.month_name[month]} {year}"
        raise fault("date", f"must be a date that exists: {name} has {days} days, not {day}", _DATE_HINT)
    return When(year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(max(year, 1), month)[1]


def _reading(text: str, may_be_unknown: bool) -> str:
    """Return the date that was most likely meant, as a hint."""
    match = re.match(r"([0-9]{4})\D?([0-9]{1,2})\D?([0-9]{1,2})(?![0-9])", text, re.ASCII)
    if match and _exists(int(match[1]), int(match[2]), int(match[3])):
        return f"did you mean `{match[1]}-{int(match[2]):02}-{int(match[3]):02}`?"
    unknown = may_be_unknown and text.lower().strip("?. ") in {"unknown", "tbd", "n/a", "none", ""}
    return "did you mean `unknown`?" if unknown else ""


def _day(value: Any) -> Any:
    when = _when(value, otherwise="")
    if not when.day:
        raise fault("date", f"must be a whole date, not {quoted(value)}", _DATE_HINT)
    return when.first


def _word(value: Any) -> Any:
    """Refuse what is no text, or nothing."""
    if isinstance(value, (dict, list)):
        raise fault("shape", "must be a text", "write it in words; in quotes if it begins with `{`, `[` or `- `")
    word = value.strip()
    if not word:
        raise fault("empty", "must not be empty")
    return word


def _text(value: Any) -> Any:
    """Refuse also what lost its end to a comment; a word cannot, since it has no blanks."""
    if isinstance(value, CutText):
        raise fault(
            "cut",
            "must be in quotes: YAML takes what follows ` #` for a comment, and it would be lost",
            f'type `"{(value + value.rest).strip()}"`, or put the comment on a line of its own',
        )
    return _word(value)


def _line(value: Any) -> Any:
    text = _text(value)
    if "\n" in text:
        raise fault("shape", "must be a single line", "join the lines")
    return text


# What most addresses look like, and what leaves no doubt: found in a tenth of the time.
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)+(?:/[A-Za-z0-9/._~?=&#+,;:-]*)?")


def is_web_address(text: str) -> bool:
    """Tell whether the text is a full address on the web, without a user's name in it."""
    if _PLAIN_ADDRESS.fullmatch(text):
        return True
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        good = good and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return good and not re.search(r"[\s<>\"\\^`{|}]", text)


def _url(value: Any) -> Any:
    text = _word(value)
    if not is_web_address(text):
        hint = "type `https://` and the whole address, without blanks and without a user's name"
        raise fault("url", f"must be a full web address, not {quoted(text)}", hint)
    return text


def _key(value: Any) -> Any:
    text = _word(value)
    if not is_slug(text):
        hint = f"type small letters, digits and single hyphens, as in `{as_slug(text)}`"
        raise fault("key", f"must be an id, not {quoted(text)}", hint)
    return text


def _count(value: Any) -> Any:
    text = _word(value)
    if not re.fullmatch("[0-9]{1,12}", text):
        grouped = re.fullmatch("[0-9]{1,3}([ ,._’'][0-9]{3})+", text)
        hint = f"did you mean `{re.sub('[^0-9]', '', text)}`?" if grouped else "type digits only, as in `120`"
        raise fault("number", f"must be a whole number, not {quoted(text)}", hint)
    return int(text)


def _flag(value: Any) -> Any:
    text = _word(value)
    if text not in {"true", "false"}:
        hint = "delete the line" if text.lower() in {"no", "off", "n", "false"} else "type `true`, or delete the line"
        raise fault("flag", f"must be `true` or `false`, not {quoted(text)}", hint)
    return text == "true"


def _listed(value: Any) -> Any:
    if not isinstance(value, list):
        hint = f"put it in brackets, as in `[{value}]`" if isinstance(value, str) else "begin each item with `- `"
        raise fault("list", "must be a list", hint)
    if not value:
        raise fault("empty", "must not be empty")
    return value


Asked = Annotated[When, BeforeValidator(_when), WithJsonSchema(typed.ASKED)]
"""A date that may be partly or wholly unknown."""
Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema(typed.DAY)]
"""A whole date."""
Text = Annotated[str, StringConstraints(max_length=MAX_TEXT), BeforeValidator(_text), WithJsonSchema(typed.TEXT)]
"""Paragraphs of small Markdown."""
Line = Annotated[str, StringConstraints(max_length=MAX_LINE), BeforeValidator(_line), WithJsonSchema(typed.LINE)]
"""One line of plain text."""
Url = Annotated[str, StringConstraints(max_length=MAX_URL), BeforeValidator(_url), WithJsonSchema(typed.URL)]
"""A web address."""
Key = Annotated[str, BeforeValidator(_key), WithJsonSchema(typed.KEY)]
"""The id of another file, or a word of the vocabulary."""
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema(typed.COUNT)]
"""A whole number from 0."""
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema(typed.FLAG)]
"""Yes or no."""
Listed = BeforeValidator(_listed)
"""Annotates a tuple: a list with at least one item."""
