"""What can be wrong with the YAML of a record, and how to say it to somebody who has never heard of YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from yousaid.diagnostics import Code, Diagnostic, Source, Span, one_of

MAX_NODES = 2_000
MAX_DEPTH = 16

SYNTAX = Code(
    "YS101",
    "yaml-syntax",
    """A record must be valid YAML.

The usual causes are a missing quote, a line that is not indented like its neighbours, and a value that
holds `: ` or begins with a character that YAML keeps for itself, such as `@`. Put such a value in quotes:

    title: "Export: every report in one go"
""",
)
TAB = Code(
    "YS102",
    "no-tabs",
    """A record must be indented with spaces, never with tabs.

YAML does not allow a tab where it counts, and a tab looks like spaces, so none is accepted anywhere.
Replace each tab by spaces (most editors have a command for it).
""",
)
INVISIBLE = Code(
    "YS103",
    "no-invisible-characters",
    """A record must not hold characters that cannot be seen.

Characters that change the direction of the text, that have no width, or that end a line without looking like
it can make a reviewer see something else than the reader. Delete the character; the message says where it
stands. Text in right-to-left scripts needs none of them: the page finds the direction by itself. The joiners
that emoji and some scripts need are accepted.
""",
)
ALIAS = Code(
    "YS104",
    "no-anchors",
    """A record must not use YAML anchors (`&name`), aliases (`*name`) or merges.

A record must be readable from top to bottom without looking anything up. Write the text out where it belongs;
if the text itself begins with `&` or `*`, put it in quotes.
""",
)
TAG = Code(
    "YS105",
    "no-tags",
    """A record must not use YAML tags (`!name`).

Every value is read as the text that you typed; tags would make it something else. If the text itself begins
with `!`, put it in quotes.
""",
)
DUPLICATE = Code(
    "YS106",
    "no-duplicate-keys",
    """A field must occur only once.

YAML readers silently drop one of the two values. Delete one line, or put both texts into one.
""",
)
DOCUMENTS = Code(
    "YS107",
    "one-document",
    """A file must hold exactly one record.

A line of three dashes begins a second YAML document, which would be lost. Put each idea into a file of its own.
""",
)
LIMITS = Code(
    "YS108",
    "within-limits",
    f"""A record must stay within {MAX_NODES:,} values and {MAX_DEPTH} levels.

No real record comes near these limits; they keep a broken or hostile file from stopping everybody's build.
""",
)
MAPPING = Code(
    "YS109",
    "fields-and-values",
    """A file must be a list of `field: value` lines.

It begins, without indentation, with a field such as `title:`. Names of fields are plain words.
""",
)
CODES = (SYNTAX, TAB, INVISIBLE, ALIAS, TAG, DUPLICATE, DOCUMENTS, LIMITS, MAPPING)


@dataclass(frozen=True, slots=True)
class _Saying:
    """What libyaml says, and what it means to somebody who writes a record; ``began``: where the trouble began."""

    words: str
    message: str
    hint: str
    began: bool = False
    code: Code = SYNTAX


_QUOTE_IT = 'put the whole value in quotes, as in `title: "Export: in one go"`'
_SAYINGS = (
    _Saying("mapping values are not allowed", "a value that holds `: ` must be in quotes", _QUOTE_IT),
    _Saying("cannot start any token", "a value must not begin with this character unless it is in quotes", _QUOTE_IT),
    _Saying(
        "could not find expected ':'",
        "this line must be `field: value`, or be indented to belong to the text above",
        "indent it by two spaces, or write the name of a field, a colon and a blank",
        began=True,
    ),
    _Saying(
        "found unexpected end of stream",
        "a quote that was opened must be closed",
        "add the missing quote",
        began=True,
    ),
    _Saying(
        "did not find expected key",
        "this line must be indented like the fields above it",
        "line it up with its neighbours",
    ),
    _Saying(
        "did not find expected alphabetic", "a value that begins with `&`, `*` or `!` must be in quotes", _QUOTE_IT
    ),
    _Saying(
        "did not find expected ',' or",
        "what was opened with a bracket must have commas between its items, and a closing bracket",
        "write it as `[one, two]`, or put the value in quotes if it begins with a bracket",
        began=True,
    ),
    _Saying(
        "block sequence entries are not allowed",
        "a value must not begin with `- ` unless it is in quotes, and a list begins on a line of its own",
        "put the value in quotes, or begin a new line before the `-`, indented by two spaces",
    ),
    _Saying(
        "did not find expected '-'",
        "this line must begin with `- ` or be indented to belong to the item above",
        "line it up with the item above",
    ),
    _Saying(
        "found unknown escape",
        "a backslash between double quotes must be doubled",
        "type `\\\\`, or use single quotes",
    ),
    _Saying(
        "comment or line break",
        "a text that is announced by `|` or `>` must begin on the next line",
        "begin a new line, indented by two spaces; or put the value in quotes if it begins with `|` or `>`",
    ),
    _Saying("directive", "a line must not begin with `%` unless it is in quotes", "put the value in quotes"),
    _Saying("undefined tag handle", "tags such as `!name` must not be used", "put the value in quotes", code=TAG),
    _Saying(
        "node content", "a value that begins with `,`, `[` or `{` must be in quotes, or be a whole list", _QUOTE_IT
    ),
    _Saying(
        "<document start>",
        "all fields must begin at the left margin",
        "delete the blanks at the beginning of the first lines, and what stands outside of the fields",
    ),
)
# Looked at first: what the line itself shows, whatever libyaml makes of it.
_LINES = (
    (r"```", "a record must not be in a code fence", "delete the lines with the three backticks"),
    (
        r"\s*(- )?\w+:\s+(\"[^\"]*\"|'[^']*'|\[.*\]|\{.*\}).+",
        "the whole value must be in quotes, not only its beginning",
        "put quotes around all of it; if it holds double quotes, use single ones outside",
    ),
    (
        r"\s+\w+:(\s|$)",
        "this line must be indented like the other fields, and the line above must be `field: value`",
        "line it up with the fields above, and look for a missing colon there",
    ),
)


def explained(source: Source, error: yaml.MarkedYAMLError) -> Diagnostic:
    """Return the fault behind what the YAML reader said, in words that help to mend it."""
    problem = " ".join(part for part in (error.context, error.problem) if part)
    saying = next((each for each in _SAYINGS if each.words in problem), None)
    mark, began = error.problem_mark, error.context_mark
    if began is not None and (mark is None or (saying and saying.began) or _at_end(source, mark.line)):
        mark = began
    span = source.span(mark.line + 1, mark.column + 1) if mark else Span(source.path)
    conflict = re.search(r"^(<<<<<<<|=======|>>>>>>>)", source.text, re.MULTILINE)
    if conflict:
        hint = "keep one of the two versions, and delete the lines with the marks"
        return Diagnostic(source.at(*conflict.span()), SYNTAX, "a merge conflict must be resolved", hint)
    for pattern, message, hint in _LINES:
        if re.match(pattern, span.text) and not (saying and saying.began and pattern.startswith(r"\s+")):
            return Diagnostic(span, SYNTAX, message, hint)
    if saying:
        return Diagnostic(span, saying.code, saying.message, saying.hint)
    hint = f"compare with the lines above; a value that holds any of {one_of(':#@&*!%|>-?,')} is safest in quotes"
    return Diagnostic(span, SYNTAX, f"the file must be valid YAML: {problem}", hint)


def _at_end(source: Source, line: int) -> bool:
    """Tell whether nothing but blanks follows: the end of a file is no place to look at."""
    return not "".join(source.text.split("\n")[line:]).strip()
