"""Foreign text as our small Markdown: what could be seen of it stays, and nothing else comes along.

All goes one way: Markdown and plain text become HTML, HTML goes through nh3, and what is left is walked through once.
What our Markdown does not have becomes what is nearest: a heading a bold paragraph, the row of a table an item of a
list, a picture a link. A paragraph is kept as pieces that have a look, so that no tag can reach beyond it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import nh3
from markdown_it import MarkdownIt

from yousaid.importers.markup.paragraph import BREAK, Piece, paragraph
from yousaid.importers.markup.walk import ATTRIBUTES, TAGS, Walk, cleared
from yousaid.model.mapfile import Markup
from yousaid.model.typed import MAX_TEXT
from yousaid.nodes import seen

MAX_MARKDOWN, MAX_HTML = 3 * MAX_TEXT, 5 * MAX_TEXT
"""A longer text is left as it is: no record can hold it, and to parse it may take long."""
MAX_ELEMENTS = 5_000
"""A text with more is taken as plain: thousands of elements in one another cost the square of their number."""

_INSIDE = re.compile(r"""(?<=["'(])data:[^"'()<>\s]*""")  # a picture in the address itself
# What may mean more than its words, in Markdown or to us; most texts hold nothing of it.
_MARKED = re.compile(r"[*_`\[\]<>&~#|=\\]|://|^[ \t]*(?:[-+•·]|[0-9]+[.)])|^[ ]{4}|^[ ]*\t", re.MULTILINE)
_BETWEEN = re.compile(r"\n\s*\n", re.ASCII)
_BULLET = re.compile(r"\s*[-*•·]\s+(?=\S)", re.ASCII)
# Markdown's reader passes over what lies too deep in lists and quotations.
_DEEP = re.compile(r"^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){30}|^[ \t]{60}", re.MULTILINE)

# As GitHub and most systems show what their users type: the end of a line is one, and raw HTML is HTML.
# https://github.github.com/gfm/; https://docs.github.com/en/get-started/writing-on-github
_MARKDOWN = MarkdownIt("commonmark", {"html": True, "breaks": True, "maxNesting": 100}).enable("table")


def small(text: str, markup: Markup) -> str:
    """Return foreign text as our small Markdown."""
    text = seen(text.replace("\r\n", "\n").replace("\r", "\n"))
    if markup != "plain":
        text = _INSIDE.sub("", text)
    if len(text) > (MAX_HTML if markup == "html" else MAX_MARKDOWN):
        return text
    return _short_way(text) if markup != "html" and not _MARKED.search(text) else _long_way(text, markup)


def _short_way(text: str) -> str:
    """Return words alone, in paragraphs."""
    text = cleared(text).strip(" \t\n")
    blocks = (paragraph([Piece(block.replace("\n", BREAK))]) for block in _BETWEEN.split(text))
    return "\n\n".join("\n".join(lines) for lines in blocks)


def _long_way(text: str, markup: Markup) -> str:
    html = _as_html(text, markup)
    if html.count("<") > MAX_ELEMENTS:
        html = _as_html(text, "plain")
    walk = Walk()
    walk.feed(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes={"http", "https"}))
    walk.close()
    walk.flush()
    return "\n".join(walk.blocks.lines)


def _as_html(text: str, markup: Markup) -> str:
    if markup == "markdown" and not _DEEP.search(text):
        return str(_MARKDOWN.render(text))
    return text if markup == "html" else "".join(_typed(text))


def _typed(text: str) -> Iterator[str]:
    """Yield plain text as HTML: empty lines part paragraphs, and what looks like a list is one."""
    in_list = False
    for line in text.split("\n"):
        bullet = _BULLET.match(line)
        if bullet:
            yield ("" if in_list else "<ul>") + "<li>" + escape(line[bullet.end() :])
        elif not line.strip(" \t"):
            yield "" if in_list else "<p>"
        elif in_list and line[0] in " \t":
            yield " " + escape(line)
        else:
            yield ("</ul>" if in_list else "") + escape(line) + "<br>"
        in_list = bool(bullet) or (in_list and line[:1] in (" ", "\t", ""))
