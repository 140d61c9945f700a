"""HTML that was put in order, walked through once, and written as our small Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from yousaid.importers.markup.blocks import Blocks
from yousaid.importers.markup.paragraph import BREAK, Look, Piece, fenced, paragraph
from yousaid.model.values import is_web_address
from yousaid.nodes import seen

_ITEMS = {"li", "tr"}
_LISTS = {"ul", "ol", "table", "menu", "dir"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CELLS = {"td", "th"}
_BLOCKS = {
    *_ITEMS,
    *_LISTS,
    *_HEADINGS,
    *_CELLS,
    *("address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "header", "hgroup", "hr", "legend", "main", "nav", "option", "p"),
    *("pre", "search", "section", "summary"),
}
_LOOKS = {"b": 1, "strong": 1, "em": 2, "i": 2, "cite": 2, "code": 3, "tt": 3, "samp": 3, "kbd": 3}
_AROUND = {"del": "~~", "s": "~~", "strike": "~~", "q": '"'}
"""What would mean something else without its look keeps a sign of it."""
_BEFORE = {"sup": "^"}
TAGS = {*_BLOCKS, *_LOOKS, *_AROUND, *_BEFORE, "a", "img", "br"}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}
_BETWEEN_CELLS = Piece(" | ")
_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+")


def cleared(text: str) -> str:
    """Return the text without what cannot be seen, and with blanks for those that editors of HTML write unbreakable."""
    return seen(text).replace("\u00a0", " ")


class Walk(HTMLParser):
    """One way through HTML that nh3 has put in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = Blocks()
        self._pieces: list[Piece] = []
        self._looks = [0, 0, 0, 0]
        self._link, self._link_is_said = "", True
        self._code: list[str] | None = None  # what was said in `pre`, and how many of them are open
        self._codes = 0
        self._cells: list[int] = []  # how many cells there are yet in each row that is open
        self._is_broken = False  # the line has ended, and nothing was said since

    def flush(self) -> None:
        """End the paragraph."""
        if self._pieces:
            self.blocks.add(paragraph(self._pieces))
            self._pieces = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what begins here."""
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._begin(tag, given)
        elif tag == "br":
            self._break()
        elif tag == "img":
            self._picture(given.get("src", ""), given.get("alt", "").strip())
        elif tag == "a":
            address = given.get("href", "")
            self._link, self._link_is_said = (address, False) if _can_be_a_link(address) else ("", True)
        elif tag in _LOOKS:
            self._looks[_LOOKS[tag]] += 1
        else:
            self._say(_AROUND.get(tag) or _BEFORE[tag])

    def handle_endtag(self, tag: str) -> None:
        """End what ends here."""
        if tag in _BLOCKS:
            self._end(tag)
        elif tag == "a":
            if not self._link_is_said:
                self._say(self._link)
            self._link, self._link_is_said = "", True
        elif tag in _LOOKS:
            self._looks[_LOOKS[tag]] -= 1
        elif tag in _AROUND:
            self._say(_AROUND[tag])

    def handle_data(self, data: str) -> None:
        """Take words; an address among them is a link."""
        data = cleared(data)
        if self._cells:
            data = " ".join(f"[{data}]".split())[1:-1]  # a row has no lines; blanks at both ends stay
        done = 0
        if "://" in data and not self._link and not self._looks[3] and self._code is None:
            for match in _ADDRESS.finditer(data):
                address = _without_the_end_of_the_sentence(match[0])
                if _can_be_a_link(address):
                    self._say(data[done : match.start()])
                    self._say(address, address)
                    done = match.start() + len(address)
        self._say(data[done:])

    def _say(self, words: str, link: str = "") -> None:
        if words.strip():
            self._is_broken, self._link_is_said = False, True
        if self._code is not None:
            self._code.append(words)
            return
        _, strong, em, code = self._looks
        self._pieces.append(Piece(words, Look(link or self._link, strong > 0, em > 0, code > 0)))

    def _break(self) -> None:
        """End a line; two ends are the end of a paragraph, as editors of HTML have it."""
        if self._cells or self._code is not None:
            self._say(" " if self._cells else "\n")
        elif self._is_broken:
            self.flush()
        else:
            self._pieces.append(Piece(BREAK))
            self._is_broken = True

    def _picture(self, source: str, words: str) -> None:
        link = source if not self._link and _can_be_a_link(source) else ""
        words = cleared(words) or link
        if words:
            self._say(words, link)

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if self._cells:
            self._begin_in_row(tag)
            return
        if self._code is not None:
            self._begin_in_code(tag)
            return
        self.flush()
        if tag in _LISTS:
            start = given.get("start", "1")
            self.blocks.open_list(_number(start) if tag == "ol" else None)
        elif tag in _ITEMS:
            self.blocks.open_item()
            self._cells += [0] if tag == "tr" else []
        elif tag == "blockquote":
            self.blocks.open_quotation()
        elif tag == "pre":
            self._code, self._codes = [], 1
        elif tag in _HEADINGS:
            self._looks[1] += 1

    def _begin_in_row(self, tag: str) -> None:
        if tag == "tr":
            self._cells.append(0)
        self._pieces.append(_BETWEEN_CELLS if tag in _CELLS and self._cells[-1] else Piece(" "))
        self._cells[-1] += tag in _CELLS

    def _begin_in_code(self, tag: str) -> None:
        self._codes += tag == "pre"
        self._say("\n")

    def _end_in_code(self, tag: str) -> None:
        self._codes -= tag == "pre"
        if self._codes:
            self._say("\n")
        else:
            self.blocks.add(fenced("".join(self._code or ())))
            self._code = None

    def _end(self, tag: str) -> None:
        if self._code is not None:
            self._end_in_code(tag)
            return
        if tag == "tr":
            self._cells.pop()
            if not any(piece is not _BETWEEN_CELLS and piece.words.strip() for piece in self._pieces):
                self._pieces = []
        if self._cells:
            self._pieces.append(Piece(" "))
            return
        self.flush()
        if tag in _LISTS:
            self.blocks.close_list()
        elif tag in _ITEMS or tag == "blockquote":
            self.blocks.close()
        elif tag in _HEADINGS:
            self._looks[1] -= 1


def _number(start: str) -> int:
    return int(start) if re.fullmatch("[0-9]{1,8}", start) else 1


def _without_the_end_of_the_sentence(address: str) -> str:
    """Return an address without the marks behind it. https://github.github.com/gfm/#extended-autolink-path-validation"""
    while address[-1] in "?!.,:;*_~'])" and not (address[-1] == ")" and address.count("(") >= address.count(")")):
        address = address[:-1]
    return address


def _can_be_a_link(address: str) -> bool:
    """Tell whether an address can stand in our Markdown: the brackets of `http://[::1]/` are not safe in all of it."""
    return "[" not in address and is_web_address(address)
