"""The changes as a small page with the look of the site: two files, no script, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

from markupsafe import Markup, escape

from yousaid.outputs.language import Language
from yousaid.outputs.output import File
from yousaid.outputs.pages.book import Book
from yousaid.outputs.words import Piece, marked
from yousaid.preview.document import Card, Code, Document, Item, Line, Point, Section, Value

_STYLESHEET = "yousaid.css"
_FRAME = Markup("""\
<!doctype html>
<html lang="{code}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="stylesheet" href="{stylesheet}">
</head>
<body>
<main class="ys-content">
<h1>{title}</h1>
<p>{summary}</p>
{body}
</main>
</body>
</html>
""")
_CARD = Markup("""\
<article class="ys-card">
<p class="ys-meta">{meta}</p>
<h3 dir="auto">{title}</h3>
</article>
""")
_ROOT = "site:"
# Links into the site would lead nowhere: its new pages are not there yet.
_INTO_THE_SITE = re.compile(rf'<a href="{_ROOT}[^"]*">(.*?)</a>', re.DOTALL)
_CODE = re.compile("`([^`]+)`")


def page(document: Document) -> tuple[File, ...]:
    """Return the page and its stylesheet."""
    style = files("yousaid") / "theme" / "assets" / _STYLESHEET
    return File("index.html", lambda: _Writer(document).page().encode()), File(_STYLESHEET, style.read_bytes)


class _Writer:
    """Writes one document; the cards are those of the site."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._language: Language = document.language
        self._book = Book(document.site) if document.site else None

    def page(self) -> str:
        return _FRAME.format(
            code=self._language.code,
            direction=self._language.direction,
            title=self._document.title,
            stylesheet=_STYLESHEET,
            summary=Markup(" ").join(map(self._line, self._document.summary)),
            body=Markup("\n").join(map(self._section, self._document.sections)),
        )

    def _section(self, section: Section) -> Markup:
        items = [make() for make in section.items]
        body = Markup("").join(map(self._item, items))
        if isinstance(items[0], Point):
            body = Markup("<ul>\n{}</ul>\n").format(body)
        return Markup("<section>\n<h2>{}</h2>\n{}</section>").format(section.heading, body)

    def _item(self, item: Item) -> Markup:
        if isinstance(item, Card):
            return Markup("").join(self._card(item))
        records = Markup("").join(Markup("<li>{}</li>\n").format(self._line(each)) for each in item.records)
        below = Markup("\n<ul>\n{}</ul>\n").format(records) if records else ""
        return Markup("<li>{}{}</li>\n").format(Markup(" ").join(map(self._line, item.lines)), below)

    def _card(self, card: Card) -> Iterator[Markup]:
        """Yield the card as it is going to stand in the lists, what changes, and the whole of what is said."""
        say = self._language.say
        if card.decision and self._book:
            made = str(self._book.card(card.decision, _ROOT))
            yield Markup(_INTO_THE_SITE.sub(r"\1", made) + "\n")  # noqa: S704 - HTML before, and without links still
        else:
            yield _CARD.format(meta=card.meta, title=card.title)
        if card.hushed:
            yield Markup("<p>{}</p>\n").format(card.hushed)
        if card.edits:
            yield Markup("<h4>{}</h4>\n").format(self._document.changes_label)
            yield _list((label, [self._pieces(pieces)]) for label, pieces in card.edits)
        whole = _list((label, [escape(each) for each in said]) for label, said in (*card.quote, *card.facts))
        yield Markup("<details{}>\n<summary>{}</summary>\n{}</details>\n").format(
            "" if card.edits else Markup(" open"), say("In full"), whole
        )

    def _line(self, line: Line) -> Markup:
        """Return a sentence of ours with the words of records filled in."""
        words = Markup(_CODE.sub(r"<code>\1</code>", str(escape(line.words))))  # noqa: S704 - escaped just here
        values: Mapping[str, Markup] = {name: self._value(value) for name, value in line.values.items()}
        return words % values if values else words

    def _value(self, value: Value) -> Markup:
        if isinstance(value, Code):
            return Markup("<code>{}</code>").format(value.text)
        return Markup("<bdi>{}</bdi>").format(value) if isinstance(value, str) else self._pieces(value)

    def _pieces(self, pieces: Iterable[Piece]) -> Markup:
        return marked(pieces, self._language)


def _list(fields: Iterable[tuple[str, Iterable[Markup]]]) -> Markup:
    """Return headings with the paragraphs below them."""
    items = (
        Markup('<dt>{}</dt>\n<dd dir="auto">{}</dd>\n').format(
            label, Markup("").join(Markup("<p>{}</p>").format(each) for each in said)
        )
        for label, said in fields
    )
    return Markup("<dl>\n{}</dl>\n").format(Markup("").join(items))
