"""The changes as Markdown for a comment on a pull request. Nothing that a record says can do anything there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from yousaid.outputs.words import Piece, parted
from yousaid.preview.document import Card, Code, Document, Item, Line, Point, Section, Value

LIMIT = 65_536
"""Characters in a comment: GitHub refuses more with "Body is too long (maximum is 65536 characters)", as reported in
machine-learning-apps/pr-comment#2 and danger/danger#424. A step summary may hold 1,024 kB."""
LEAST = 4_000
"""The summary and all headings, in every language, are shorter."""

_BREAK = "\u200b"  # a blank without width, which dependabot uses for the same (dependabot/dependabot-core#3157)
# Forges look for these in the finished text, so that neither escapes nor code keep them from it: @name tells somebody,
# #1 and GH-1 link to an issue and leave a trace there, the name of a commit links to it, :word: is a picture, and
# addresses become links. GitLab adds !1, ~label, %milestone, $snippet and &epic.
_LIVE = re.compile(
    r"(?<=[@#])|(?<=[!~$%&])(?=[\w\"])|(?<=:)(?=[\w/+-])|(?<=gh-)(?=\d)|(?<=www)(?=\.)",
    re.IGNORECASE,
)
_COMMIT = re.compile(r"(?<![0-9a-z])[0-9a-f]{7,64}(?![0-9a-z])", re.IGNORECASE)
_MARKS = re.compile(r"[\\`*_\[\]#|~$]")
# What means something at the beginning of a line only: lists, underlined headings, tables, code.
_BEGINNING = re.compile(r"(?m)^(\s*)(?:([-+=:])|(\d+)(?=[.)]))")
_UNSEEN = re.compile(r"[^\S\n ]|[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# They turn the direction of the words around them, or cannot be written as UTF-8.
_HARMFUL = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_AROUND = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_SIGNS = {"gone": "~~", "new": "**"}


def comment(document: Document, limit: int = LIMIT, page: bool = False) -> str:
    """Return the comment in at most ``limit`` characters; ``page`` says that there is a page with the rest."""
    head = f"## {text(document.title)}\n\n{' '.join(map(line, document.summary))}\n"
    headings = [f"\n### {text(section.heading)}\n\n" for section in document.sections]
    # What is said of the rest stands below each heading, in the worst case.
    left = limit - len(head) - sum(map(len, headings))
    left -= sum(len(_rest(document, len(section.items), page)) for section in document.sections)
    parts = [head]
    for heading, section in zip(headings, document.sections, strict=True):
        items, cut = _fitting(section, left, document.changes_label)
        left -= len("".join(items))
        parts += [heading, "".join(items).strip("\n"), "\n", _rest(document, cut, page) if cut else ""]
    return "".join(parts)


def _fitting(section: Section, left: int, label: str) -> tuple[list[str], int]:
    """Return the items that fit, in order, and how many do not."""
    items: list[str] = []
    for make in section.items:
        if left < 100:  # none is so short; thousands need not be made to find that out
            break
        item = "".join(_item(make(), label))
        if len(item) <= left:
            items.append(item)
            left -= len(item)
    return items, len(section.items) - len(items)


def _rest(document: Document, number: int, page: bool) -> str:
    return f"\n{document.more(number, page)}\n"


def _item(item: Item, label: str) -> Iterator[str]:
    if isinstance(item, Point):
        yield f"- {' '.join(map(line, item.lines))}\n"
        yield from (f"  - {line(each)}\n" for each in item.records)
    else:
        yield from _card(item, label)


def _card(card: Card, label: str) -> Iterator[str]:
    yield f"#### {text(card.title)}\n\n{text(card.meta)} · {code(card.address)}\n\n"
    quoted = [each for heading, said in card.quote for each in (f"**{text(heading)}**", *map(text, said))]
    if card.facts:
        quoted.append(" · ".join(f"**{text(heading)}** {text(' '.join(said))}" for heading, said in card.facts))
    yield "\n>\n".join(f"> {each}" for each in quoted) + "\n\n"
    if card.hushed:
        yield f"{card.hushed}\n\n"
    if card.edits:
        yield f"**{text(label)}**\n\n"
        yield from (f"- **{text(heading)}** {_below(marked(pieces))}\n" for heading, pieces in card.edits)
        yield "\n"


def _below(words: str) -> str:
    """Return lines as paragraphs of one point."""
    return "\n\n  ".join(each.strip() for each in words.split("\n") if each.strip())


def line(said: Line) -> str:
    """Return a sentence of ours with the words of records filled in."""
    return said.words % {name: _value(value) for name, value in said.values.items()} if said.values else said.words


def _value(value: Value) -> str:
    if isinstance(value, Code):
        return code(value.text)
    return text(value) if isinstance(value, str) else marked(value).replace("\n", " ")


def text(words: str) -> str:
    """Return words so that they are read as they stand, wherever in a line they do.

    Every sign that means something to Markdown is escaped, HTML is text, and what a forge would look for is parted by
    blanks without width.
    """
    words = _COMMIT.sub(lambda name: _BREAK.join(re.findall(".{1,6}", name[0])), _harmless(words))
    words = _LIVE.sub(_BREAK, words)
    words = _MARKS.sub(r"\\\g<0>", escape(words, quote=False))
    return _BEGINNING.sub(_as_words, words)


def _as_words(beginning: re.Match[str]) -> str:
    blank, sign, number = beginning.groups()
    return f"{blank}\\{sign}" if sign else f"{blank}{number}\\"


def code(words: str) -> str:
    """Return something to be read letter by letter; only a name after `@` is parted, for those who answer by e-mail."""
    words = _harmless(words).replace("\n", " ").replace("@", f"@{_BREAK}")
    fence = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    gap = " " if len(fence) > 1 else ""
    return f"{fence}{gap}{words}{gap}{fence}"


def marked(pieces: Iterable[Piece]) -> str:
    """Return what went struck out, and what came in bold."""
    return "".join("\n".join(_signed(kind, each) for each in words.split("\n")) for kind, words in parted(pieces))


def _signed(kind: str, words: str) -> str:
    """Put signs around words. Beside a blank or a punctuation mark they would mean nothing, so a break stands there."""
    before, inside, after = _AROUND.fullmatch(words).groups()  # type: ignore[union-attr]
    if kind == "same" or not inside:
        return text(words)
    return f"{before}{_SIGNS[kind]}{_BREAK}{text(inside)}{_BREAK}{_SIGNS[kind]}{after}"


def _harmless(words: str) -> str:
    """Return words without characters that are not seen and do something all the same."""
    return _HARMFUL.sub(lambda found: ascii(found[0])[1:-1], _UNSEEN.sub(" ", words))
