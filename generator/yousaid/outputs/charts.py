"""Small plots as SVG, to be read beside a table that holds the same numbers.

Nothing here has a colour of its own: shapes take that of the text, or of the class of an outcome, so that they can be
read in the dark, in forced colours and on paper. Right-to-left plots are mirrored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from markupsafe import Markup

WIDTH = 300
"""In units of the drawing; a phone shows about one pixel for each."""
_ROW, _BAR, _COLUMNS = 36, 10, 120
_TEXT = 13
_LETTERS = 32
"""How many narrow letters of a label stand beside a number."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A length with its name, and the number as it is read; ``tone`` is a group of outcomes, for its colour."""

    label: str
    length: float
    shown: str
    tone: str = "open"


@dataclass(frozen=True, slots=True)
class Range:
    """Quartiles and median, with their name and the median as it is read."""

    label: str
    low: float
    middle: float
    high: float
    shown: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing to be: its id in the page, what it is called, what it shows in words, and which way its text runs."""

    key: str
    title: str
    about: str
    right_to_left: bool = False

    def bars(self, rows: Sequence[Bar]) -> Markup:
        """Draw a bar to the side for each row, its name and number above it."""
        scale = WIDTH / (max((row.length for row in rows), default=0) or 1)
        shapes: list[Markup] = []
        for top, row in zip(range(0, _ROW * len(rows), _ROW), rows, strict=True):
            shapes += self._heading(top, row.label, row.shown)
            shapes += [self._track(top), self._box(0, top + _TEXT + 6, row.length * scale, _BAR, row.tone)]
        return self._drawing(_ROW * len(rows), shapes)

    def ranges(self, rows: Sequence[Range]) -> Markup:
        """Draw a box between the quartiles of each row, and a mark at the median."""
        scale = WIDTH / (max((row.high for row in rows), default=0) or 1)
        shapes: list[Markup] = []
        for top, row in zip(range(0, _ROW * len(rows), _ROW), rows, strict=True):
            shapes += self._heading(top, row.label, row.shown)
            # A box of no width still shows where it is; the mark stays inside of the drawing.
            low, middle = row.low * scale, min(max(row.middle * scale - 1.5, 0), WIDTH - 3)
            shapes += [self._track(top), self._box(low, top + _TEXT + 6, row.high * scale - low, _BAR, "open")]
            shapes.append(self._box(middle, top + _TEXT + 3, 3, _BAR + 6))
        return self._drawing(_ROW * len(rows), shapes)

    def columns(self, points: Sequence[Bar]) -> Markup:
        """Draw an upright bar for each point in time; the first and the last are named, and the highest number."""
        most = max(points, key=lambda point: point.length)
        step, scale, floor = WIDTH / len(points), _COLUMNS / (most.length or 1), _COLUMNS + _TEXT + 6
        shapes = [
            self._text(0, _TEXT, most.shown),
            self._box(0, floor - _COLUMNS, WIDTH, 0.5),
            self._box(0, floor, WIDTH, 1),
        ]
        for number, point in enumerate(points):
            height = point.length * scale
            shapes.append(self._box(number * step + step * 0.1, floor - height, step * 0.8, height, point.tone))
        shapes.append(self._text(0, floor + _TEXT + 5, points[0].label))
        if len(points) > 1:
            shapes.append(self._text(WIDTH, floor + _TEXT + 5, points[-1].label, "end"))
        return self._drawing(floor + _TEXT + 10, shapes)

    def _drawing(self, height: float, shapes: Sequence[Markup]) -> Markup:
        direction = Markup(' direction="rtl"') if self.right_to_left else ""
        return Markup(
            '<svg class="ys-plot" role="img" aria-labelledby="{key}-plot {key}-shows" viewBox="0 0 {width} {height}" '
            'width="{width}" height="{height}" font-size="{text}" fill="currentColor"{direction}>\n'
            '<title id="{key}-plot">{title}</title>\n<desc id="{key}-shows">{about}</desc>\n{shapes}\n</svg>'
        ).format(
            key=self.key,
            width=WIDTH,
            height=_number(height),
            text=_TEXT,
            direction=direction,
            title=self.title,
            about=self.about,
            shapes=Markup("\n").join(shapes),
        )

    def _heading(self, top: float, label: str, shown: str) -> Iterator[Markup]:
        yield self._text(0, top + _TEXT, fitted(label, _LETTERS))
        yield self._text(WIDTH, top + _TEXT, shown, "end")

    def _track(self, top: float) -> Markup:
        return Markup('<rect x="0" y="{}" width="{}" height="{}" fill-opacity=".12"/>').format(
            top + _TEXT + 6, WIDTH, _BAR
        )

    def _box(self, left: float, top: float, width: float, height: float, tone: str = "") -> Markup:
        x = WIDTH - left - width if self.right_to_left else left
        of_outcome = Markup(' class="ys-state--{}" fill="currentColor"').format(tone) if tone else ""
        return Markup('<rect x="{}" y="{}" width="{}" height="{}"{}/>').format(
            *map(_number, (x, top, width, height)), of_outcome
        )

    def _text(self, left: float, baseline: float, words: str, anchor: str = "start") -> Markup:
        x = WIDTH - left if self.right_to_left else left
        return Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(
            _number(x), _number(baseline), anchor, words
        )


def share(part: float, whole: float, tone: str, right_to_left: bool = False) -> Markup:
    """Draw how much of the whole something is, to stand beside the number in a line of text."""
    length = _number(WIDTH * part / (whole or 1))
    x = _number(WIDTH - float(length)) if right_to_left else "0"
    return Markup(
        '<svg class="ys-plot ys-share ys-state--{}" aria-hidden="true" viewBox="0 0 {} {}" width="{}" height="{}" '
        'preserveAspectRatio="none" fill="currentColor">'
        '<rect x="0" y="0" width="{}" height="{}" fill-opacity=".12"/>'
        '<rect x="{}" y="0" width="{}" height="{}"/></svg>'
    ).format(tone, WIDTH, _BAR, WIDTH, _BAR, WIDTH, _BAR, x, length, _BAR)


def fitted(words: str, letters: int) -> str:
    """Return what fits into the room of so many narrow letters; Chinese and Japanese ones are twice as wide."""
    room = letters
    for place, letter in enumerate(words):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return words[: place - 1].rstrip() + "…"
    return words


def _number(value: float) -> str:
    """Return a coordinate with two decimals at most, the same on every machine."""
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")
