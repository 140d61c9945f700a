"""Customers' text: a small Markdown (paragraphs, emphasis, lists, links, code) to safe HTML, and to plain text.

Record text never passes through the site engine's Markdown: a snippet line there puts any file into the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape, unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from yousaid.diagnostics import did_you_mean, quoted
from yousaid.model.values import is_web_address

Resolve = Callable[[str], str | None]
"""Turns `decision:id` and `customer:key` into an address, or into nothing where there is no public page."""

_TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "code", "pre", "br", "blockquote"}
PLAIN_LINK = re.compile(r"(?<!\\)\[(?P<words>[^\[\]\\]*)\]\((?P<target>(?:decision|customer):[a-z0-9-]+)\)")
"""A link to a record or a customer, as it must be written where a name may have to be taken out of it."""
_INTERNAL = re.compile(r"(decision|customer):(.*)", re.DOTALL)
_WEB_LINK = re.compile(r"\]\(https?://[a-z0-9.-]+(?:/[^\s()<>\"\\^`{|}]*)?\)")
_PARAGRAPH_END = re.compile(r"\n(?:[ ]*\n)+")
_INLINE = re.compile("</?(?:a|em|strong|code)(?: [^>]*)?>")
_ELEMENT = re.compile(r"</?([a-z]+)(?: start=\"([0-9]+)\")?[^>]*>")
_ANCHOR = re.compile(
    r'<a (?P<before>[^>]*?)href="(?P<target>(?:decision|customer):[^"]*)"(?P<rest>[^>]*)>(?P<words>.*?)</a>', re.DOTALL
)
_ADDRESS = re.compile(r'<a href="(https?:[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_ITEM = re.compile(r"<li>\s*(?:<p>)?")
_TAG = re.compile(r"</?(?P<block>p|ul|ol|li|pre|blockquote|br)?\b[^>]*>")
_ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "decision", "customer"}
# What the short way leaves to the library: unusual blanks, blocks other than paragraphs, hard line ends ...
# It runs for every paragraph, and so asks first what is quickly answered: `in` takes a tenth of the time of a pattern.
_ODD_BLANK = re.compile(r"[^\S\n ]")
_ODD_BLANKS = "\t\r\x0b\x0c\x1c\x1d\x1e\x1f"
_ODD_STARTS = frozenset((*" -+>~`0123456789", ""))
_BLOCK = re.compile(r"[ ]*(?:[-+>~]|[0-9]+[.)]|```)|[ ]{4}")
# ... and whatever else could mean something inside a line.
_MARKS = "*`[\\~<&_"
_MAYBE = re.compile(f"[{re.escape(_MARKS)}]")
_MARK = re.compile(r"[*`\[\\~]|<(?![\s\d=])|&(?!\s)|(?<![^\W_])_|_(?![^\W_])")
_WORDS = r"[^\W_](?:[^*_`\[\]<>&\\~\n]*[^\W_])?"
_SPAN = re.compile(
    rf"`(?P<code>[^`\s](?:[^`\n]*[^`\s])?)`(?!`)|(?<![\w*])\*\*(?P<strong>{_WORDS})\*\*(?![\w*])"
    rf"|(?<![\w*])\*(?P<em>{_WORDS})\*(?![\w*])"
    rf"|\[(?P<words>{_WORDS})\]\((?P<target>(?:https?://[\w.-]+|decision:|customer:)[A-Za-z0-9/._~:?=#+,;@-]*)\)",
    re.ASCII,
)

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


def html(text: str, resolve: Resolve, somebody: str) -> str:
    """Return the text as HTML, with its links to records and customers resolved."""
    return resolve_links(_rendered(text), resolve, somebody)


def resolve_links(finished: str, resolve: Resolve, somebody: str) -> str:
    """Return HTML with `decision:` and `customer:` turned into addresses.

    The words of a link to a record that is not public stay, without the link; those of a link to a customer are a name
    to which nobody has consented, and become ``somebody``: "a customer", in the language of the site.
    """
    if 'href="decision:' not in finished and 'href="customer:' not in finished:
        return finished

    def found(match: re.Match[str]) -> str:
        address = resolve(match["target"])
        if address:
            return f'<a {match["before"]}href="{address}"{match["rest"]}>{match["words"]}</a>'
        return escape(somebody) if match["target"].startswith("customer:") else match["words"]

    return _ANCHOR.sub(found, finished)


def plain(text: str, limit: int = 0) -> str:
    """Return the words of the text on one line, cut at a word's end to ``limit`` characters where that is given."""
    if not limit:
        return _plain(_rendered(text))
    beginning = _BEGINNINGS.get(text) if limit <= BEGINNING else None
    return cut(beginning or _plain(_rendered(text)), limit)


def _plain(made: str) -> str:
    made = made.replace("<p>", " ").replace("</p>", " ")
    if "<" in made:
        made = _ELEMENT.sub(_gap, _INLINE.sub("", made))
    return " ".join(unescape(made).split())


def lines(text: str) -> tuple[str, ...]:
    """Return what a reader sees of a customer's text: paragraphs and items, without markup; web addresses are added."""
    parts = _PRE.split(html(text, lambda target: target, ""))
    made = "".join(part if number % 2 else part.replace("\n", " ") for number, part in enumerate(parts))
    made = _ITEM.sub("\n• ", _ADDRESS.sub(_with_address, made))
    plain = unescape(_TAG.sub(lambda tag: "\n" if tag["block"] else "", made))
    return tuple(line for line in (" ".join(line.split()) for line in plain.split("\n")) if line)


def _with_address(link: re.Match[str]) -> str:
    address, words = link.groups()
    return words if words == address else f"{words} ({address})"


def cut(words: str, limit: int) -> str:
    """Return the beginning of a line of words, at most ``limit`` characters, cut at a word's end."""
    if len(words) <= limit:
        return words
    head = words[:limit].rpartition(" ")[0] or words[: limit - 1]
    return head.rstrip(".,;:–-") + "…"


def rendered(text: str) -> str:
    """Return safe HTML in which links to records and customers are not resolved yet."""
    return _short_way(text) or _long_way(text)


BEGINNING = 200
"""As much of a text as a card shows."""
_KNOWN: dict[str, str] = {}
_BEGINNINGS: dict[str, str] = {}


def prepared(texts: Sequence[str], shown: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the texts as HTML, and the beginnings of those among them that cards show; for :func:`remember`."""
    made = {text: rendered(text) for text in texts}
    return [made[text] for text in texts], [cut(_plain(made[text]), BEGINNING) for text in shown]


def remember(texts: Iterable[str], shown: Iterable[str], made: tuple[Iterable[str], Iterable[str]]) -> None:
    """Take over what another process has made of these texts, for all processes that are forked from here on."""
    for known, keys, values in zip((_KNOWN, _BEGINNINGS), (texts, shown), made, strict=True):
        known.clear()
        known.update(zip(keys, values, strict=True))


def _rendered(text: str) -> str:
    return _KNOWN.get(text) or _rendered_here(text)


_rendered_here = lru_cache(maxsize=50_000)(rendered)


def _long_way(text: str) -> str:
    tokens = _MARKDOWN.parse(text)
    for token in _walk(tokens):
        if token.type == "link_open":
            target = str(token.attrGet("href"))
            token.attrs = {"href": target} if _INTERNAL.fullmatch(target) else {"href": target, "rel": "nofollow"}
    rendered = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return nh3.clean(rendered, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes=_SCHEMES)


def _short_way(text: str) -> str:
    """Return what the long way would, at a twentieth of the time, for the paragraphs and lists that most texts are.

    It takes only what CommonMark leaves no doubt about, and else returns nothing; a property test compares the two.
    """
    if any([blank in text for blank in _ODD_BLANKS]) if text.isascii() else _ODD_BLANK.search(text):  # noqa: C419
        return ""
    html_, in_list = "", False
    for block in _PARAGRAPH_END.split(text.strip("\n")):
        if in_list and block.startswith((" ", "- ")):
            return ""  # items with blank lines between them, or of several paragraphs
        in_list = block.startswith("- ")
        made = _list(block) if in_list else _paragraph(block)
        if made is None:
            return ""
        html_ += made
    return html_


def _list(block: str) -> str | None:
    items = [_paragraph(item.replace("\n  ", "\n")) for item in block[2:].split("\n- ")]
    return "<ul>\n" + "".join(f"<li>{item[3:-5]}</li>\n" for item in items if item) + "</ul>\n" if all(items) else None


def _paragraph(block: str) -> str | None:
    lines = block.split("\n")
    if " \n" in block or block[-1:] == " " or not _ODD_STARTS.isdisjoint([line[:1] for line in lines]):
        if "  \n" in block or block.endswith("  ") or any(map(_BLOCK.match, lines)):
            return None
        lines = [line.strip() for line in lines]
        if not all(lines):
            return None
        block = "\n".join(lines)
    inside = _inside(block)
    return f"<p>{inside}</p>\n" if inside else None


def _inside(words: str) -> str | None:
    """Return a paragraph with its code, emphasis and links, or nothing where there is any doubt."""
    if not any([mark in words for mark in _MARKS]):  # noqa: C419
        return escape(words, quote=False)
    html_, done, end = "", 0, 0
    # From one character to the next that could mean something: a pattern of all spans would look at each.
    while maybe := _MAYBE.search(words, end):
        start = maybe.start()
        span = _SPAN.match(words, start)
        if span:
            html_ += escape(words[done:start], quote=False) + _element(span)
            done = end = span.end()
        elif _MARK.match(words, start):
            return None
        else:
            end = start + 1
    return html_ + escape(words[done:], quote=False)


def _element(span: re.Match[str]) -> str:
    kind = span.lastgroup or ""
    if kind == "target":
        rel = ' rel="nofollow"' if span["target"].startswith("http") else ""
        return f'<a href="{span["target"]}"{rel}>{escape(span["words"], quote=False)}</a>'
    return f"<{kind}>{escape(span[kind], quote=False)}</{kind}>"


def _gap(element: re.Match[str]) -> str:
    """Return what stands in plain text for a tag of a block."""
    if element[2]:
        return f" {element[2]}. "  # a year at the beginning of a line is taken for a list
    return " "


def targets(text: str) -> Iterator[str]:
    """Yield the target of every link in the text, except for plain links to web addresses, which are good."""
    if _has_links(text) and _has_links(_WEB_LINK.sub("", text)):
        for token in _walk(_MARKDOWN.parse(text)):
            if token.type == "link_open":
                yield str(token.attrGet("href"))


def _has_links(text: str) -> bool:
    return "](" in text or "<" in text


def redact(text: str, is_public: Callable[[str], bool], somebody: str) -> str:
    """Return the Markdown without links to what is not public, keys included.

    The words of a link to a record stay; those of a link to a customer are a name, and become ``somebody``. Links that
    are not written plainly do not get here: see :func:`hidden_links`.
    """
    if "customer:" not in text and "decision:" not in text:
        return text

    def shown(match: re.Match[str]) -> str:
        if is_public(match["target"]):
            return match[0]
        return somebody if match["target"].startswith("customer:") else match["words"]

    return PLAIN_LINK.sub(shown, text)


def hidden_links(text: str) -> list[str]:
    """Return the targets of links to records and customers that are not plainly `[words](decision:id)`.

    A name that is taken back must be found in the text, whatever a reader of Markdown would accept.
    """
    rest = PLAIN_LINK.sub("x", text)
    return sorted({target for target in targets(rest) if _INTERNAL.fullmatch(target)})


def link_fault(target: str, decisions: Collection[str], customers: Collection[str]) -> tuple[str, str] | None:
    """Return what is wrong with the target of a link, and what to type; nothing if it is good."""
    internal = _INTERNAL.fullmatch(target)
    if internal:
        kind, key = internal.groups()
        known = decisions if kind == "decision" else customers
        if key in known:
            return None
        hint = did_you_mean(key, known, "check the name of the file, without `.yml`")
        return f"there is no {kind} {quoted(key)} to link to", hint
    if is_web_address(target):
        return None
    message = f"a link must lead to a full web address, a record or a customer, not to {quoted(target)}"
    return message, "type `https://…`, `decision:its-id` or `customer:its-key`"


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.children:
            yield from _walk(token.children)
        yield token
