r"""What an editor knows of each kind of value, as JSON Schema: what may be typed, and what to say of anything else.

To us everything is the text that was typed. An editor's YAML reads `3.10` as a number and `true` as a switch, so these
are accepted wherever a text is; only `null` is not, since an empty field looks just like it. Switches are accepted by
`if`, since editors offer `true` and `false` wherever they see them among the types. `\s*` stands where blanks in quotes
are taken off. ``errorMessage`` is no word of JSON Schema, but editors show it.
"""

from __future__ import annotations

from typing import Any

MAX_TEXT = 20_000
MAX_LINE = 200
MAX_URL = 2_000

Shape = dict[str, Any]

_YEAR = "(19|[2-9][0-9])[0-9]{2}"
_MONTH = "(0[1-9]|1[0-2])"
_DAY = f"({_MONTH}-(0[1-9]|[12][0-9])|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31)"


def scalar(pattern: str, said: str) -> Shape:
    """Return the shape of what is a text to us, whatever it is to others."""
    text = {"type": ["string", "number"], "errorMessage": said}
    return {"if": {"type": "boolean"}, "else": text, "pattern": pattern, "errorMessage": said}


DAY: Shape = {
    "type": "string",
    "pattern": rf"^\s*{_YEAR}-{_DAY}\s*$",
    "errorMessage": "must be a date that exists, as in 2026-01-31",
}
ASKED: Shape = {
    "type": ["string", "integer"],
    "pattern": rf"^\s*({_YEAR}(-{_MONTH}|-{_DAY})?|unknown)\s*$",
    "minimum": 1900,
    "maximum": 9999,
    "errorMessage": "must be a date that exists, as in 2026-01-31, 2026-01 or 2026, or unknown",
}
# One more character is the end of its last line.
TEXT: Shape = {**scalar(r"\S", "must be a text, and not be empty"), "maxLength": MAX_TEXT + 1}
LINE = scalar(
    rf"^\s*\S[^\n]{{0,{MAX_LINE - 1}}}\s*$",
    f"must be a text on one line, not empty and of at most {MAX_LINE} characters",
)
URL: Shape = {
    "type": "string",
    "pattern": r"""^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@<>"\\^`{|}]+([/?#][^\s<>"\\^`{|}]*)?\s*$""",
    "maxLength": MAX_URL,
    "errorMessage": "must be a full web address, as in https://example.org/page",
}
KEY = scalar(
    r"^\s*(?=[a-z0-9-]{1,80}\s*$)[a-z0-9]+(-[a-z0-9]+)*\s*$",
    "must be an id: small letters, digits and single hyphens",
)
COUNT: Shape = {
    "type": ["integer", "string"],
    "pattern": r"^\s*[0-9]{1,12}\s*$",
    "minimum": 0,
    "maximum": 999_999_999_999,
    "errorMessage": "must be a whole number, in digits only",
}
FLAG: Shape = {
    "type": ["boolean", "string"],
    "pattern": r"^\s*(true|false)\s*$",
    "errorMessage": "must be true or false",
}
NAMED = {"day": DAY, "date": ASKED, "text": TEXT, "line": LINE, "address": URL, "key": KEY, "count": COUNT}
"""Those that stand in many places of a schema, which holds each of them once."""
