"""Small plots: well formed, to scale, mirrored where one reads from the right, and without a style of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from yousaid.model import Group
from yousaid.outputs.charts import WIDTH, Bar, Plot, Range, fitted, share

LEFT, RIGHT = (Plot("voices", "Who <spoke> & who did not", "A “bar” for each.", rtl) for rtl in (False, True))
BARS = [Bar("Reports & more", 8, "8", "did"), Bar("Billing", 2, "2"), Bar("<b>", 0, "0", "no")]
RANGES = [Range("Reports", 1, 2.5, 4, "2.5"), Range("Billing", 3, 3, 3, "3"), Range("Search", 0, 0, 10, "0")]
COLUMNS = [Bar("May 2026", 1, "1"), Bar("June 2026", 0, "0"), Bar("July 2026", 4, "4")]
DRAWN: dict[str, Callable[[Plot], str]] = {
    "bars": lambda plot: plot.bars(BARS),
    "ranges": lambda plot: plot.ranges(RANGES),
    "columns": lambda plot: plot.columns(COLUMNS),
    "one column": lambda plot: plot.columns(COLUMNS[:1]),
    "nothing but nought": lambda plot: plot.bars([Bar("Reports", 0, "0")]),
    "columns of nought": lambda plot: plot.columns([Bar("May", 0, "0")]),
    "ranges of nought": lambda plot: plot.ranges([Range("Reports", 0, 0, 0, "0")]),
    "no rows": lambda plot: plot.bars([]),
    "many": lambda plot: plot.columns([Bar(str(year), year % 7, "n") for year in range(1900, 2027)]),
}


def boxes(svg: str) -> list[dict[str, float]]:
    """Return the rectangles that stand for a number, in their order."""
    found = [dict(each.attrib) for each in ET.fromstring(svg).iter("rect")]
    return [
        {name: float(each[name]) for name in ("x", "y", "width", "height")}
        for each in found
        if "fill-opacity" not in each
    ]


@pytest.mark.parametrize("plot", [LEFT, RIGHT], ids=["ltr", "rtl"])
@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_a_plot_is_well_formed_has_a_name_and_stays_inside(draw: Callable[[Plot], str], plot: Plot) -> None:
    svg = draw(plot)
    root = ET.fromstring(svg)
    assert (root.tag, root.get("role")) == ("svg", "img")
    names = {each.get("id"): each.text for each in root if each.tag in {"title", "desc"}}
    assert list(names) == (root.get("aria-labelledby") or "").split()
    assert list(names.values()) == [plot.title, plot.about]
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    for box in boxes(svg):
        assert -0.02 <= box["x"] <= box["x"] + box["width"] <= WIDTH + 0.02
        assert 0 <= box["y"] <= box["y"] + box["height"] <= float(root.get("height") or 0)
    for text in root.iter("text"):
        assert 0 <= float(text.get("x") or -1) <= WIDTH
        assert 0 < float(text.get("y") or 0) <= float(root.get("height") or 0)


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_nothing_is_inline_and_no_colour_is_fixed(draw: Callable[[Plot], str]) -> None:
    svg = draw(LEFT)
    assert not re.search(r'style=|<style|<script|href|#[0-9a-f]{3}|\bon[a-z]+="|rgb|url\(', svg)
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) == {"currentColor"}
    assert set(re.findall(r"ys-state--([a-z]+)", svg)) <= set(Group)
    assert not re.search(r"\.\d{3}|-0\"|e-\d|nan|inf", svg), "two decimals at most"


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_from_right_to_left_a_plot_is_its_own_mirror(draw: Callable[[Plot], str]) -> None:
    straight, mirrored = draw(LEFT), draw(RIGHT)
    assert 'direction="rtl"' in mirrored
    assert "direction" not in straight
    for one, other in zip(boxes(straight), boxes(mirrored), strict=True):
        assert one["x"] + one["width"] + other["x"] == pytest.approx(WIDTH, abs=0.02)
        assert {name: one[name] for name in ("y", "width", "height")} == {
            name: other[name] for name in ("y", "width", "height")
        }
    texts = [
        [(text.get("x"), text.get("text-anchor"), text.text) for text in ET.fromstring(svg).iter("text")]
        for svg in (straight, mirrored)
    ]
    assert [(float(x or 0), *rest) for x, *rest in texts[0]] == [
        (WIDTH - float(x or 0), *rest) for x, *rest in texts[1]
    ]


def test_bars_are_as_long_as_their_numbers() -> None:
    svg = LEFT.bars(BARS)
    assert [box["width"] for box in boxes(svg)] == [WIDTH, WIDTH / 4, 0]
    assert [text.text for text in ET.fromstring(svg).iter("text")] == [
        "Reports & more",
        "8",
        "Billing",
        "2",
        "<b>",
        "0",
    ]
    assert re.findall(r"ys-state--(\w+)", svg) == ["did", "open", "no"]


def test_columns_are_as_high_as_their_numbers_and_stand_on_the_floor() -> None:
    svg = LEFT.columns(COLUMNS)
    top, floor, *columns = boxes(svg)
    heights = [box["height"] for box in columns]
    assert heights == [max(heights) / 4, 0, max(heights)]
    assert {box["y"] + box["height"] for box in columns} == {floor["y"]}
    assert columns[2]["y"] == top["y"]
    assert [text.text for text in ET.fromstring(svg).iter("text")] == ["4", "May 2026", "July 2026"]


def test_ranges_lie_between_their_quartiles_with_a_mark_at_the_median() -> None:
    first, mark, point, second, last, third = boxes(LEFT.ranges(RANGES))
    assert (first["x"], first["width"]) == (WIDTH * 0.1, WIDTH * 0.3)
    assert mark["x"] + mark["width"] / 2 == WIDTH * 0.25
    assert (point["x"], point["width"]) == (WIDTH * 0.3, 0)
    assert second["x"] + second["width"] / 2 == WIDTH * 0.3
    assert (last["x"], last["width"], third["x"]) == (0, WIDTH, 0)


@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_share_is_as_long_as_its_part_of_the_whole(right_to_left: bool) -> None:
    (part,) = boxes(share(31, 124, "did", right_to_left))
    assert part["width"] == WIDTH / 4
    assert part["x"] == (WIDTH * 3 / 4 if right_to_left else 0)


def test_a_share_of_nothing_is_empty() -> None:
    assert boxes(share(0, 0, "no"))[0]["width"] == 0


def test_a_share_is_for_eyes_only_and_has_the_colour_of_its_outcome() -> None:
    svg = share(1, 2, "no")
    assert 'aria-hidden="true"' in svg
    assert "ys-state--no" in svg


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Reports", "Reports"),
        ("Reports and", "Reports and"),
        ("Reports and bills", "Reports an…"),
        ("Reports an other", "Reports an…"),
        ("報告書", "報告書"),
        ("月次報告書の一覧", "月次報告…"),
        ("x" * 300, "x" * 10 + "…"),
    ],
)
def test_long_names_are_cut_to_the_room_there_is(words: str, shown: str) -> None:
    assert fitted(words, 11) == shown
