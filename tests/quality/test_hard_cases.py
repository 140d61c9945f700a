"""Records that are hard to lay out look right; pictures of them are kept where `YOUSAID_SCREENS` says."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from quality.conftest import SCREENS, Opened
from quality.corpus import RECORDS
from quality.sites import KIND_NAMES, Finished
from quality.test_reading import readable

_FRAME = (".ys-brand", "nav a", "footer a")
_LOOK = """element => {
    const style = getComputedStyle(element), {x, y} = element.getBoundingClientRect();
    const names = ['color', 'font', 'marginTop', 'marginBottom', 'letterSpacing', 'textDecorationLine'];
    return [...names.map(name => style[name]), x, element.closest('footer') ? 0 : y];
}"""
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((320, "light"), (1280, "dark"))


def fits(page: Page, name: str) -> None:
    """Make sure that a page can be read on a phone and on a screen; keep a picture of either, if anybody wants it."""
    for width, scheme in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        assert readable(page, width)
        if SCREENS:
            page.screenshot(path=Path(SCREENS) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("key", [*RECORDS, "many-credits"])
@pytest.mark.parametrize("name", ["hard", "mirrored"])
def test_a_hard_record_fits(request: pytest.FixtureRequest, opened: Opened, key: str, name: str) -> None:
    site: Finished = request.getfixturevalue(name)
    fits(opened(f"{site.address}decisions/{key}/"), f"record-{key}-{name}")


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.parametrize("name", ["few", "hard", "mirrored"])
def test_every_kind_of_page_fits(request: pytest.FixtureRequest, opened: Opened, kind: str, name: str) -> None:
    site: Finished = request.getfixturevalue(name)
    for path in site.extremes(kind)[-1:]:
        fits(opened(site.address + path), f"kind-{kind}-{name}")


def test_a_title_in_another_direction_keeps_its_own(hard: Finished, opened: Opened) -> None:
    page = opened(f"{hard.address}decisions/right-to-left/")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "ltr"


def test_an_area_without_records_says_so(hard: Finished, opened: Opened) -> None:
    page = opened(f"{hard.address}areas/quiet/")
    assert page.locator("main .ys-note").inner_text()
    assert page.locator("main a").count() > 0, "there is a way on"


def test_a_customer_without_consent_has_no_page_and_no_name(hard: Finished, opened: Opened) -> None:
    assert not (hard.folder / "customers" / "silent").exists()
    assert not [file for file in hard.folder.rglob("*") if file.is_file() and b"customers/silent" in file.read_bytes()]
    page = opened(f"{hard.address}decisions/many-credits/")
    assert "A customer" in (page.locator("main").text_content() or "")


def test_of_two_hundred_names_a_few_are_seen_and_all_can_be(hard: Finished, opened: Opened) -> None:
    page = opened(f"{hard.address}decisions/many-credits/", 320)
    names, related = page.locator("section:has(> h2:text-is('Thanks')) li"), page.get_by_role("heading", name="Related")
    assert len([name for name in names.all() if name.is_visible()]) == 24
    folded = names.count() - 24
    assert folded > 150
    assert (box := related.bounding_box())
    assert box["y"] < 4000, "what follows the names can be found"
    page.get_by_text(f"{folded} more names").click()
    assert names.last.is_visible()
    page.emulate_media(media="print")
    page.get_by_text(f"{folded} more names").click()
    assert names.last.is_visible(), "paper cannot be opened"


def test_one_record_in_all_makes_a_whole_site(few: Finished, opened: Opened) -> None:
    page = opened(few.address)
    page.get_by_role("link", name="The first wish").first.click()
    assert page.locator("h1").inner_text() == "The first wish"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_with_components_of_material_looks_like_the_others(
    hard: Finished, opened: Opened, width: int, scheme: Literal["light", "dark"]
) -> None:
    looks = []
    for path in ("about/", "components/"):
        page = opened(hard.address + path, width, color_scheme=scheme)
        assert bool(page.locator("link[href$='material.css']").count()) is (path == "components/")
        looks.append({each: page.locator(each).first.evaluate(_LOOK) for each in ("h1", "article > p", *_FRAME)})
    assert looks[0] == looks[1]
    note = page.locator(".admonition")
    assert note.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid", "Material's own look is there"


@pytest.mark.parametrize("width", [320, 1280])
def test_a_large_number_of_the_balance_stays_on_one_line(few: Finished, opened: Opened, width: int) -> None:
    page = opened(few.address, width)
    number = page.locator(".ys-parts strong").first
    height = "element => element.getBoundingClientRect().height"
    before = number.evaluate(height)
    number.evaluate("element => element.textContent = '12,098'")
    assert number.evaluate(height) == before
    assert number.evaluate("element => element.scrollWidth <= element.clientWidth"), "and in its column"
    assert readable(page, width)
