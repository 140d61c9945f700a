"""What the model can refuse, and how to say it: a code, a message, and what to type."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from yousaid.diagnostics import Code, nearest, one_of, quoted
from yousaid.model import Decision

Path = tuple[str | int, ...]

MISSING = Code(
    "YS201",
    "required-fields",
    """A required field must be there.

Each kind of record has a few fields without which it says nothing; `yousaid explain YS3` lists what an outcome asks for
beyond them. Add the line that the hint shows.
""",
)
UNKNOWN_FIELD = Code(
    "YS202",
    "known-fields-only",
    f"""Only fields that exist may be used.

A misspelt field would be ignored without a word, so it is a fault. The hint names the nearest field that exists. Those
of a record are:

{textwrap.indent(textwrap.fill(", ".join(Decision.model_fields), 96), "    ")}
""",
)
NOT_ONE_OF = Code(
    "YS203",
    "one-of-the-list",
    """The value must be one of those listed.

The hint names the nearest one.
""",
)
DATE = Code(
    "YS204",
    "dates-that-exist",
    """A date must exist, and be written year-month-day, as in `2026-01-31`.

Where only the month or the year is known, `2026-01` and `2026` are accepted, and `unknown` where nothing is. Dates that
something waits for (`publish_on`, `confidential_until`) must be whole.
""",
)
SHAPE = Code(
    "YS205",
    "the-right-shape",
    """A value must have the shape of its field: a text, a list, or fields of its own.

A list is written `[one, two]`, or as lines that begin with `- `.
""",
)
EMPTY = Code(
    "YS206",
    "no-empty-fields",
    """A field must not be empty.

If there is nothing to say, delete the line.
""",
)
TOO_LONG = Code(
    "YS207",
    "not-too-long",
    """A text must not be longer than its field allows.

Titles and names have 200 characters, texts 20,000. Link to longer documents under `evidence`.
""",
)
ADDRESS = Code(
    "YS208",
    "full-web-addresses",
    """A web address must be complete: `https://` or `http://`, and no user name in it.""",
)
KEY = Code(
    "YS209",
    "ids",
    """An id must be written as it stands in the name of its file: small letters, digits and single hyphens.""",
)
NUMBER = Code(
    "YS210", "numbers-and-flags", """A number must be written in digits; a switch must be `true` or `false`."""
)
CUT = Code(
    "YS211",
    "nothing-cut-off",
    """A text that holds ` #` must be in quotes.

YAML takes ` #` for the beginning of a comment, and the rest of the line would be lost.
""",
)
CONFIDENTIAL = Code(
    "YS212",
    "confidential-means-absent",
    """A confidential reason must stand alone: `reason: confidential`.

What may not be published must not be in the repository at all, since its history is public too. There is no field for
it.
""",
)
CODES = (MISSING, UNKNOWN_FIELD, NOT_ONE_OF, DATE, SHAPE, EMPTY, TOO_LONG, ADDRESS, KEY, NUMBER, CUT, CONFIDENTIAL)

# The `type` of a model's error, to the code that a reader sees.
BY_TYPE = {
    "date": DATE,
    "shape": SHAPE,
    "list": SHAPE,
    "empty": EMPTY,
    "url": ADDRESS,
    "key": KEY,
    "number": NUMBER,
    "flag": NUMBER,
    "cut": CUT,
    "confidential": CONFIDENTIAL,
    "string_too_long": TOO_LONG,
    "missing": MISSING,
    "extra_forbidden": UNKNOWN_FIELD,
    "too_short": EMPTY,
    "enum": NOT_ONE_OF,
    "literal_error": NOT_ONE_OF,
}


def parent_of(taken: list[str | int]) -> Path:
    """Return the path to the group that the last named field stands in."""
    names = [number for number, step in enumerate(taken) if isinstance(step, str)]
    return tuple(taken[: names[-1]]) if names else ()


def name_of(taken: list[str | int]) -> str:
    """Return how a field is called in a message: `credits.for`, `evidence`; numbers are left to the line."""
    name = ".".join(str(step) for step in taken if isinstance(step, str))
    return f"an item of `{name}`" if taken and isinstance(taken[-1], int) else f"`{name}`"


def say(code: Code, name: str, detail: ErrorDetails, fields: dict[str, FieldInfo]) -> tuple[str, str]:
    """Return the message, and what to type."""
    context = detail.get("ctx", {})
    value = detail["input"]
    if code is MISSING:
        return f"`{name}` is missing", f"add a line such as `{_example(name, fields)}`"
    if code is UNKNOWN_FIELD:
        return f"there is no field {quoted(name)}", _other_field(name, fields)
    field = name.split("`")[1].rpartition(".")[2]
    if code is EMPTY:
        info = fields.get(field)
        needed = info is not None and info.is_required()
        return f"{name} must not be empty", "write it" if needed else "write it, or delete the line"
    if code is NOT_ONE_OF:
        words = words_of(detail)
        return f"{name} must be one of {one_of(words)}, not {quoted(value)}", _other_word(field, value, words)
    if code is TOO_LONG:
        return f"{name} must be at most {context['max_length']:,} characters; it has {len(value):,}", "shorten it"
    if "message" in context:
        return f"{name} {context['message']}", context["hint"]
    return f"{name} must be {_EXPECTED.get(detail['type'], 'of another shape')}", f"as in `{_example(field, fields)}`"


def words_of(detail: ErrorDetails) -> list[str]:
    """Return the words of which a value must be one."""
    return re.findall("'([^']*)'", detail["ctx"]["expected"])


_EXPECTED = {"model_type": "`field: value` lines", "dict_type": "`word: name` lines", "string_type": "a text"}
# What people type who know another tool.
_FIELDS = {
    "status": "outcome",
    "state": "outcome",
    "description": "idea",
    "body": "idea",
    "tags": "themes",
    "date": "asked",
    "category": "area",
    "votes": "voices",
    "links": "evidence",
    "thanks": "credits",
    "response": "answer",
}
_WORDS = {
    "rejected": "declined",
    "no": "declined",
    "wontfix": "declined",
    "done": "shipped",
    "released": "shipped",
    "yes": "planned",
    "accepted": "planned",
    "later": "not-now",
    "deferred": "not-now",
    "new": "received",
    "open": "received",
    "duplicate": "merged",
    "bug": "complaint",
    "company-name": "company",
}


def _other_field(name: str, fields: dict[str, FieldInfo]) -> str:
    if name == "id":
        return "delete it: the id is the name of the file"
    near = nearest(name, fields) if _FIELDS.get(name.lower()) not in fields else _FIELDS[name.lower()]
    if near:
        return f"did you mean `{near}`?"
    if len(fields) < 12:
        return f"there are {one_of(fields)}"
    return "delete it; `yousaid explain YS202` lists those there are"


def _other_word(field: str, value: object, words: list[str]) -> str:
    if isinstance(value, str):
        near = _WORDS.get(value.strip(" .").lower()) or nearest(value, words)
        if near in words:
            return f"did you mean `{near}`?"
    return f"type `{field}: {words[0]}`, for example"


def fields_at(model: type[BaseModel], path: Path) -> dict[str, FieldInfo]:
    """Return the fields that may stand at ``path``, by the name that is typed."""
    fields = _by_alias(model)
    for step in path:
        info = fields.get(str(step))
        inner = list(_models(info.annotation)) if info else []
        if inner:
            fields = _by_alias(inner[-1])
    return fields


def _by_alias(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _example(name: str, fields: dict[str, FieldInfo]) -> str:
    info = fields.get(name.rpartition(".")[2])
    return f"{name}: {_flow(info.examples[0] if info and info.examples else '…')}"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return str(value)
