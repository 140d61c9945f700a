"""Inside of a stock Material site our pages look like ours in the host's colours, and nothing covers them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from quality.conftest import SCREENS, Opened
from quality.sites import Finished
from quality.test_accessibility import SCHEMES, SIZES, unfold, violations

PAGES = ("", "decisions/export-all/", "decisions/?outcome=received", "numbers/", "changelog/", "search/?words=small")
_COLOUR = "element => getComputedStyle(element).backgroundColor"


def _read(site: Finished, path: str) -> str:
    return (site.folder / path / "index.html").read_text("utf-8")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_ours_is_in_anybodys_way(guest: Finished, opened: Opened, path: str) -> None:
    page = opened("about:blank")
    wrong = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": SIZES[0], "height": 800})
        page.goto(guest.address + path, wait_until="networkidle")  # the host looks at the scheme once
        unfold(page)
        for width in SIZES:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            wrong[scheme, width] = violations(page, ".ys-embedded")
            if SCREENS:
                name = "".join(each if each.isalnum() else "-" for each in path)
                page.screenshot(path=Path(SCREENS) / f"embedded-{name}-{width}-{scheme}.png", full_page=True)
    assert {where: found for where, found in wrong.items() if found} == {}


def test_a_word_that_is_wider_than_a_phone_is_broken_on_its_card(guest: Finished, opened: Opened) -> None:
    lists = [path for path in guest.kinds["outcome"] if "/decisions/long-word/" in _read(guest, path)]
    page = opened(guest.address + lists[0], 360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_for_listeners_only_is_not_seen(guest: Finished, opened: Opened) -> None:
    page = opened(f"{guest.address}numbers/")
    aside = page.locator(".ys-hidden").all()
    assert aside
    for each in aside:
        box = each.bounding_box()
        assert box is None or box["width"] * box["height"] <= 1


def test_a_filter_that_is_on_can_be_told_from_the_others(guest: Finished, opened: Opened) -> None:
    page = opened(f"{guest.address}decisions/?outcome=received")
    on, off = (page.locator(f"[data-facet=outcome] > ul a[aria-pressed={state}]").first for state in ("true", "false"))
    assert on.evaluate(_COLOUR) != off.evaluate(_COLOUR)


def test_the_search_can_be_seen_and_the_hosts_own_does_not_cover_it(guest: Finished, opened: Opened) -> None:
    page = opened(f"{guest.address}search/?words=small")
    field = page.locator("#words")
    assert field.evaluate("element => getComputedStyle(element).borderTopStyle") == "solid"
    expect(page.locator(".ys-search__results li")).to_have_count(10)
    page.locator(".ys-search__results a").first.click(timeout=2_000)
    assert "/decisions/small-" in page.url


def test_the_hosts_own_pages_stay_as_they_are(guest: Finished, opened: Opened) -> None:
    page = opened(f"{guest.address}about/")
    assert page.locator(".ys-embedded, link[href$='embedded.css']").count() == 0
