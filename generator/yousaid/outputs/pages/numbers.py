"""The figures of the site, each as a plot and a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import nlargest

from markupsafe import Markup

from yousaid import urls
from yousaid.outputs.charts import Bar, Plot, Range
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book
from yousaid.outputs.tables import ALL, Row, Table, tables

DRAWN = 20
"""The most bars of a plot; more would be no picture any more."""
MONTHS = 24
"""The most months that are shown one by one, the newest; the years tell the rest."""
LATE = 25
"""The most overdue promises that are listed."""


def numbers(book: Book) -> Iterator[Page]:
    """Yield the page of all figures."""
    _ = book.language.say
    found = [(table, _plot(book, table)) for table in _shown(book, tables(book.site)) if table.rows]
    yield book.page(
        urls.NUMBERS,
        urls.NUMBERS.at(),
        _("Numbers"),
        _("How it stands, how long an answer takes, what is promised and overdue, and whom we have not heard."),
        "numbers.html.j2",
        book.site.decisions,
        others=(book.site.words_changed,),
        figures=book.site.figures,
        found=found,
        late=LATE,
        all=ALL,
    )


def _shown(book: Book, found: Iterable[Table]) -> Iterator[Table]:
    """Yield the tables of the page: of many months the newest, and years where they tell more than these months."""
    figures = book.site.figures
    newest = sum(count for _, count in figures.months.counts[-MONTHS:])
    for table in found:
        if table.key == "answered-by-month" and len(table.rows) > MONTHS:
            note = book.language.count(
                "Here is the newest month; all of them stand in the files to take along.",
                "Here are the newest %(num)s months; all of them stand in the files to take along.",
                MONTHS,
            )
            yield replace(table, rows=table.rows[-MONTHS:], notes=(note, *table.notes))
        elif table.key != "answered-by-year" or sum(count for _, count in figures.years.counts) > newest:
            yield table


def _plot(book: Book, table: Table) -> Markup:
    """Return the drawing of a table; nothing where all is nought."""
    _, number = book.language.say, book.language.number
    rows = [row for row in table.rows if row.values[0] and (row.key != ALL or len(row.values) > 3)]
    if not rows:
        return Markup("")
    if table.key in {"first-answer", "shipped"}:
        about = _("For each row of the table a box between its quartiles, and a mark at its median.")
        return _on(book, table, about).ranges([_range(book, row) for row in rows[:DRAWN]])
    most = max(rows, key=lambda row: row.values[0] or 0)
    longest = {"name": most.name, "number": number(most.values[0] or 0)}
    if table.key.startswith("answered-by-"):
        about = _("A column for each row of the table; the highest is %(name)s with %(number)s.") % longest
        return _on(book, table, about).columns([_bar(book, row) for row in table.rows])
    about = _("A bar for each row of the table; the longest is %(name)s with %(number)s.") % longest
    return _on(book, table, about).bars([_bar(book, row) for row in _largest(table.rows)])


def _on(book: Book, table: Table, about: str) -> Plot:
    return Plot(table.key, table.title, about, book.language.direction == "rtl")


def _largest(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that are drawn, in the order of the table."""
    alone = [row for row in rows if row.key != ALL]
    drawn = {row.key for row in nlargest(DRAWN, alone, key=lambda row: row.values[0] or 0)}
    return [row for row in alone if row.key in drawn]


def _bar(book: Book, row: Row) -> Bar:
    value = row.values[0] or 0
    return Bar(row.name, value, book.language.number(value), row.tone)


def _range(book: Book, row: Row) -> Range:
    low, middle, high = (value or 0 for value in row.values[1:])
    return Range(row.name, low, middle, high, book.language.number(middle))
