"""Whoever has only a keyboard sees where they are, gets everywhere, and triggers nothing by accident."""

from __future__ import annotations

import string
from typing import Any

import pytest

from quality.conftest import Opened
from quality.sites import KIND_NAMES, Finished

STOPS = 40
_STOP = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const boxes = [...element.getClientRects()].filter(box => box.width && box.height);
    const seen = boxes.some(box => {
        const found = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
        return found && (element.contains(found) || found.contains(element));
    });
    return {
        html: element.outerHTML.slice(0, 120), body: element === document.body, visible: boxes.length > 0 && seen,
        inside: boxes.every(box => box.left > -1 && box.right < innerWidth + 1) &&
            boxes.some(box => box.bottom > 0 && box.top < innerHeight),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    };
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_stop_is_visible_on_screen_and_outlined(
    own: Finished, hard: Finished, opened: Opened, kind: str, width: int
) -> None:
    site = own if own.extremes(kind) else hard
    page = opened(site.address + site.extremes(kind)[-1], width)
    stops: list[dict[str, Any]] = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop["body"]:
            break  # past the last one
        stops.append(stop)
    assert len(stops) > 5, "there is a menu at least"
    assert [stop for stop in stops if not (stop["visible"] and stop["inside"] and stop["outlined"])] == []


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_letter_alone_does_nothing(own: Finished, hard: Finished, opened: Opened, kind: str) -> None:
    site = own if own.extremes(kind) else hard
    page = opened(site.address + site.extremes(kind)[0])
    page.evaluate("document.activeElement.blur()")
    before = page.evaluate("[location.href, scrollX, document.documentElement.outerHTML]")
    for key in string.ascii_lowercase + string.digits + "/?.,+-":
        page.keyboard.press(key)
    assert page.evaluate("[location.href, scrollX, document.documentElement.outerHTML]") == before
    assert page.evaluate("document.activeElement === document.body")


def test_the_first_stop_leads_past_the_menu(own: Finished, opened: Opened) -> None:
    page = opened(own.address + own.extremes("decision")[0], 360)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")
