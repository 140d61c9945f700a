"""axe-core finds nothing on any kind of page, in either scheme, on a phone and a screen, in either direction."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from quality.conftest import JUDGES, Opened
from quality.sites import KIND_NAMES, Finished

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = (1280, 320)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_RUN = """async ([part, tags]) => {
    const {violations} = await axe.run(part, {runOnly: tags, resultTypes: ['violations']});
    const said = node => node.html.slice(0, 200) + ' ' + node.failureSummary;
    return violations.map(each => [each.id, each.help, each.nodes.slice(0, 3).map(said)]);
}"""


def violations(page: Page, part: str = "html") -> list[Any]:
    """Return what axe-core has against a page, or a part of it, as it is now."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate((JUDGES / "axe-core" / "axe.min.js").read_text("utf-8"))
    found: list[Any] = page.evaluate(_RUN, [part, TAGS])
    return found


def unfold(page: Page) -> bool:
    """Open everything that can be opened; tell whether there was anything."""
    return bool(page.evaluate("[...document.querySelectorAll('details:not([open])')].map(e => e.open = true).length"))


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("kind", KIND_NAMES)
def test_nothing_is_in_anybodys_way(
    own: Finished, mirrored: Finished, opened: Opened, kind: str, direction: str
) -> None:
    site = own if direction == "ltr" else mirrored
    pages = site.extremes(kind)
    assert pages, f"there is no page of the kind {kind} to be tested: write a record, or a hard case, that makes one"
    wrong: dict[tuple[str, str, int, str], list[Any]] = {}
    # The fullest one is seen in every way; what its kind looks like with little in it, once.
    for path in pages if direction == "ltr" else pages[-1:]:
        page = opened(site.address + path)
        assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == direction
        for state in ("as it comes", "unfolded"):
            if state == "unfolded" and not unfold(page):
                break
            for scheme in SCHEMES if path == pages[-1] else SCHEMES[:1]:
                page.emulate_media(color_scheme=scheme)
                page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
                for width in SIZES:
                    page.set_viewport_size({"width": width, "height": 800})
                    wrong[path, scheme, width, state] = violations(page)
    assert {where: what for where, what in wrong.items() if what} == {}


def test_the_judge_is_awake(opened: Opened) -> None:
    page = opened("data:text/html,<img src=x><p style='color:%23ccc;background:%23fff'>faint</p>")
    assert {"image-alt", "color-contrast"} <= {each[0] for each in violations(page)}
