"""A finished text as the few things that it is made of, and as Markdown and HTML: in both, it can do nothing.

A line that begins with `> ` is quoted, one with `# ` or `## ` is a heading, and an address that has a line of its own
is a link. All else is words, and each line of it stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from yousaid.model.values import is_web_address
from yousaid.preview.comment import text as as_words
from yousaid.prose import cut

What = Literal["words", "quote", "heading", "title", "link"]
_SIGNS: tuple[tuple[str, What], ...] = (("## ", "heading"), ("# ", "title"), ("> ", "quote"))
_ISOLATES = re.compile("[\u2068\u2069]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of one kind that stand together."""

    what: What
    lines: tuple[str, ...]


def passages(text: str) -> Iterator[Passage]:
    """Yield the passages of a text; only those of words and quotes have more than one line."""
    lines: list[str] = []
    before: What = "words"
    for line in (*text.split("\n"), ""):
        what, words = _kind(line)
        if lines and (not line or what != before or what not in {"words", "quote"}):
            yield Passage(before, tuple(lines))
            lines = []
        if line:
            lines.append(words)
        before = what


def markdown(text: str, most: int = 0) -> str:
    """Return a text as Markdown in which nothing of it means anything, on any forge.

    Where it is given, ``most`` is how many characters of each quotation are shown.
    """
    return "".join(f"{_markdown(passage, most)}\n\n" for passage in passages(text)).rstrip("\n") + "\n"


def html(text: str) -> Markup:
    """Return a text as HTML."""
    return Markup("").join(Markup("{}\n").format(_html(passage)) for passage in passages(text))


def unsigned(line: str) -> str:
    """Return a line without the marks that keep words of another direction apart."""
    return _ISOLATES.sub("", line)


def _kind(line: str) -> tuple[What, str]:
    for sign, what in _SIGNS:
        if line.startswith(sign):
            return what, line.removeprefix(sign)
    return ("link" if is_web_address(line) else "words"), line


def _markdown(passage: Passage, most: int) -> str:
    if passage.what == "link":
        return f"<{passage.lines[0]}>"
    if passage.what == "quote":
        shown = cut("\n".join(passage.lines), most).split("\n") if most else passage.lines
        return "\n>\n".join(f"> {as_words(unsigned(line))}" for line in shown)
    lines = [as_words(unsigned(line)) for line in passage.lines]
    sign = {"title": "## ", "heading": "### "}.get(passage.what, "")
    return sign + "  \n".join(lines)


def _html(passage: Passage) -> Markup:
    first = passage.lines[0]
    if passage.what == "link":
        return Markup('<p><a href="{0}">{0}</a></p>').format(first)
    if passage.what == "quote":
        said = (Markup('<p dir="auto">{}</p>').format(line) for line in passage.lines)
        return Markup("<blockquote>\n{}\n</blockquote>").format(Markup("\n").join(said))
    if passage.what != "words":
        return Markup('<h{0} dir="auto">{1}</h{0}>').format({"title": 1, "heading": 2}[passage.what], first)
    return Markup("<p>{}</p>").format(Markup("<br>\n").join(map(escape, passage.lines)))
