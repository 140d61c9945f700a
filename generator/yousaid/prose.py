"""Customers' text: a small Markdown (paragraphs, emphasis, lists, links, code) to safe HTML, and to plain text.

Record text never passes through the site engine's Markdown: a snippet line there puts any file into the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

Resolve = Callable[[str], str | None]
"""Turns `decision:id` and `customer:key` into an address, or into nothing where there is no public page."""

_TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "code", "pre", "br", "blockquote"}
SOMEBODY = "a customer"
_INLINE_LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\(\s*<?(?P<target>(?:decision|customer):[a-z0-9-]+)[^()]*\)")
_TARGET = re.compile(r"\b(?:decision|customer):[a-z0-9-]+")
_INTERNAL = re.compile(r"(decision|customer):(.*)", re.DOTALL)
# A text with none of these is paragraphs only, whatever CommonMark thinks of it (a test compares).
_MARKUP = re.compile(r"[*_`\[<&\\~]|^[ ]*(?:[-+>]|[0-9]+[.)])|^[ ]{4}|[ ]{2}$|[^\S\n ]", re.MULTILINE)

_MARKDOWN = MarkdownIt("zero", {"html": False, "linkify": False}).enable(
    [
        "emphasis",
        "list",
        "link",
        "backticks",
        "fence",
        "code",
        "newline",
        "escape",
        "blockquote",
        "entity",
        "autolink",
        "balance_pairs",
        "fragments_join",
    ],
    ignoreInvalid=True,
)
# Whatever follows the colon, it is decided here and not by the library which links are good.
_MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005


def html(text: str, resolve: Resolve) -> str:
    """Return the text as HTML. A link to a page that is not public becomes plain words."""
    if not _MARKUP.search(text):
        paragraphs = re.split(r"\n[ ]*(?:\n[ ]*)+", text.strip())
        return "".join(f"<p>{_folded(part)}</p>\n" for part in paragraphs)
    tokens = _MARKDOWN.parse(text)
    _resolve_links(tokens, resolve)
    rendered = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return nh3.clean(
        rendered, tags=_TAGS, attributes={"a": {"href", "rel"}}, link_rel=None, url_schemes={"http", "https"}
    )


def plain(text: str, limit: int = 0) -> str:
    """Return the words of the text on one line, cut at a word's end to ``limit`` characters where that is given."""
    if _MARKUP.search(text):
        parts = []
        for token in _walk(_MARKDOWN.parse(text)):
            if token.type in {"text", "code_inline", "fence", "code_block"}:
                parts.append(token.content)
            elif token.type in {"softbreak", "hardbreak"} or token.type.endswith("_close"):
                parts.append("" if token.type in {"em_close", "strong_close", "link_close"} else " ")
        text = "".join(parts)
    words = " ".join(text.split())
    if limit and len(words) > limit:
        head = words[:limit].rpartition(" ")[0] or words[: limit - 1]
        return head.rstrip(".,;:–-") + "…"
    return words


def targets(text: str) -> Iterator[str]:
    """Yield the target of every link in the text."""
    if "](" in text or "<" in text:
        for token in _walk(_MARKDOWN.parse(text)):
            if token.type == "link_open":
                yield str(token.attrGet("href"))


def redact(text: str, is_public: Callable[[str], bool]) -> str:
    """Return the Markdown without links to what is not public, keys included.

    The words of a link to a record stay; those of a link to a customer are a name, and become "a customer".
    """
    if "customer:" not in text and "decision:" not in text:
        return text

    def shown(match: re.Match[str]) -> str:
        if is_public(match["target"]):
            return match[0]
        return SOMEBODY if match["target"].startswith("customer:") else match["words"]

    text = _INLINE_LINK.sub(shown, text)
    return _TARGET.sub(lambda match: match[0] if is_public(match[0]) else "#", text)


def link_fault(target: str, decisions: Collection[str], customers: Collection[str]) -> tuple[str, str] | None:
    """Return what is wrong with the target of a link, and what to type; nothing if it is good."""
    internal = _INTERNAL.fullmatch(target)
    if internal:
        kind, key = internal.groups()
        if key in (decisions if kind == "decision" else customers):
            return None
        return f"there is no {kind} `{key}` to link to", f"check the name of its file, without `.yml`, after `{kind}:`"
    if re.match(r"https?://[^/]", target):
        return None
    return (
        f"the link `{target}` must be a full web address, `decision:id` or `customer:key`",
        "type it with `https://` at the front",
    )


def _folded(paragraph: str) -> str:
    return escape("\n".join(line.strip() for line in paragraph.split("\n")), quote=False)


def _resolve_links(tokens: list[Token], resolve: Resolve) -> None:
    hide = False
    for token in _walk(tokens):
        if token.type == "link_open":
            target = str(token.attrGet("href"))
            internal = _INTERNAL.fullmatch(target) is not None
            address = resolve(target) if internal else target
            hide = token.hidden = address is None
            token.attrs = {"href": address or ""} if internal else {"href": target, "rel": "nofollow"}
        elif token.type == "link_close":
            token.hidden = hide


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.children:
            yield from _walk(token.children)
        yield token
