"""axe-core finds nothing in what pages become while somebody uses them: filtered, searched, failed, empty, missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from quality.conftest import Opened
from quality.sites import Finished
from quality.test_accessibility import SCHEMES, SIZES, unfold, violations

State = tuple[str, str, Callable[[Page], None]]
"""An address, what must not arrive there, and how to know that the state has come."""


def rows(number: int) -> Callable[[Page], None]:
    """So many rows are shown, and all filters lie open."""

    def check(page: Page) -> None:
        expect(page.locator("[data-rows] li")).to_have_count(number)
        expect(page.locator("[data-none]")).to_be_visible(visible=not number)
        unfold(page)
        page.wait_for_load_state("networkidle")  # the numbers of what has been opened

    return check


def results(number: int) -> Callable[[Page], None]:
    """So many results are shown, and each choice says what it would find; without any, all choices are open."""

    def check(page: Page) -> None:
        expect(page.locator(".ys-search__results li")).to_have_count(number)
        expect(page.get_by_role("status")).not_to_be_empty()
        page.wait_for_load_state("networkidle")  # the numbers of the choices
        some_lead_to_nothing = page.locator("#outcome option:disabled")
        expect(some_lead_to_nothing.first).to_be_attached() if number else expect(some_lead_to_nothing).to_have_count(0)

    return check


def failed(page: Page) -> None:
    """It is said that something could not be loaded, and nothing else is shown in its place."""
    expect(page.get_by_role("status")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-rows] li, .ys-search__results li").count() == 0


def empty(page: Page) -> None:
    """There is a note and no card."""
    expect(page.locator("main .ys-note")).to_be_visible()
    assert page.locator("main article article").count() == 0


def lost(page: Page) -> None:
    """The page that says that there is none offers ways on."""
    assert page.locator("main li a").count() > 3


def begun(page: Page) -> None:
    """Somebody with a keyboard has just come: the link past the menu is shown."""
    page.keyboard.press("Tab")
    expect(page.locator(".ys-skip:focus")).to_be_in_viewport()


STATES: dict[str, State] = {
    "filters with results": ("decisions/?outcome=received&outcome=shipped&area=reports", "", rows(25)),
    "filters without results": ("decisions/?outcome=shipped&outcome=received&reason=cost", "", rows(0)),
    "filters that failed": ("decisions/?outcome=received", "**/facets/*", failed),
    "search with results": ("search/?words=small", "", results(10)),
    "search without results": ("search/?words=zeppelin", "", results(0)),
    "search that failed": ("search/?words=small", "**/*.pf_meta", failed),
    "an area without records": ("areas/quiet/", "", empty),
    "an address that never was": ("decisions/no-such-thing/", "", lost),
    "the first press of Tab": ("", "", begun),
}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", STATES)
def test_no_state_is_in_anybodys_way(
    hard: Finished, mirrored: Finished, opened: Opened, name: str, direction: str
) -> None:
    path, missing, arrived = STATES[name]
    page = opened("about:blank", afresh=bool(missing))
    if missing:
        page.route(missing, lambda route: route.abort())
    page.goto((hard if direction == "ltr" else mirrored).address + path)
    arrived(page)
    assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == direction
    wrong: dict[tuple[str, int], list[Any]] = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in SIZES:
            page.set_viewport_size({"width": width, "height": 800})
            wrong[scheme, width] = violations(page)
    assert {where: what for where, what in wrong.items() if what} == {}
