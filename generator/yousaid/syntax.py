"""What can be wrong with the YAML of a record, and how to say it to somebody who has never heard of YAML."""

from __future__ import annotations

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


# What libyaml says, and what it means to somebody who writes a record.
_PLAINLY = (
    (
        "mapping values are not allowed",
        "a value that holds `: ` must be in quotes",
        'put the whole value in quotes, as in `title: "Export: in one go"`',
    ),
    (
        "cannot start any token",
        "a value must not begin with this character unless it is in quotes",
        'put the whole value in quotes, as in `title: "@handle"`',
    ),
    (
        "could not find expected ':'",
        "this line must be `field: value`, or be indented to belong to the text above",
        "indent the line by two spaces, or add the name of a field and `:`",
    ),
    (
        "found unexpected end of stream",
        "a quote or bracket that was opened must be closed",
        "add the missing quote or bracket",
    ),
    (
        "did not find expected key",
        "this line must be indented like the fields above it",
        "line it up with its neighbours; put a value in quotes if text follows its closing quote",
    ),
    (
        "did not find expected alphabetic",
        "a value that begins with `&`, `*` or `!` must be in quotes",
        "put the whole value in quotes",
    ),
    (
        "did not find expected ',' or",
        "a list in brackets must have a comma between its items and a closing bracket",
        "write it as `[one, two]`, or put the value in quotes if it begins with a bracket",
    ),
    (
        "block sequence entries are not allowed",
        "a list must begin on a line of its own",
        "begin a new line before the `-`, indented by two spaces",
    ),
    (
        "did not find expected '-'",
        "this line must begin with `- ` or be indented to belong to the item above",
        "line it up with the item above",
    ),
)


def explained(source: Source, error: yaml.MarkedYAMLError) -> Diagnostic:
    """Return the fault behind what the YAML reader said, in words that help to mend it."""
    problem = " ".join(part for part in (error.context, error.problem) if part)
    mark = error.problem_mark or error.context_mark
    span = source.span(mark.line + 1, mark.column + 1) if mark else Span(source.path)
    if not span.text.strip() and span.line > 1:
        # The end of the file is no place to look at: say where the trouble began.
        began = error.context_mark or mark
        span = source.span(began.line + 1, began.column + 1) if began else span
    for words, message, hint in _PLAINLY:
        if words in problem:
            return Diagnostic(span, SYNTAX, message, hint)
    return Diagnostic(
        span,
        SYNTAX,
        f"the file must be valid YAML: {problem}",
        f"compare with the lines above; a value that holds any of {one_of(':#@&*!%')} is safest in quotes",
    )
