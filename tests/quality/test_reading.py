"""All content stays readable: without script, enlarged, spaced out, in forced colours, on paper, without motion."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from quality.conftest import Opened
from quality.sites import KIND_NAMES, Finished

PAPER = 680  # an A4 sheet without its margins
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
"""The text spacing that WCAG 2.2, 1.4.12 asks to bear."""
# Not lost: what stands aside for listeners, what is folded up, controls that appear with a script, names of plots.
_WITH_STYLE = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""
_WORDS = """aside => {
    const words = [], main = document.querySelector('main'), cut = new Set();
    const seen = {checkOpacity: true, checkVisibilityCSS: true};
    for (const element of main.querySelectorAll('*')) {
        const style = getComputedStyle(element);
        if (/hidden|clip/.test(style.overflowX + style.overflowY) && element.clientWidth &&
            (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1))
            cut.add(element);
    }
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), range = document.createRange();
    while (walker.nextNode()) {
        const node = walker.currentNode, element = node.parentElement, text = node.textContent.trim();
        if (!text || element.closest(aside)) continue;
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()];
        words.push({
            text: text.slice(0, 60),
            shown: element.checkVisibility(seen) && boxes.length > 0,
            sideways: !element.closest('[tabindex]:not(#content), pre') &&
                boxes.some(box => box.left < -1 || box.right > innerWidth + 1),
            cut: [...cut].some(each => each.contains(element)),
        });
    }
    return words;
}"""
_WAYS = "nav, .ys-find, .ys-chips, .ys-talk"
"""What leads elsewhere is of no use on paper."""
_ASIDE = (
    "script, style, noscript, template, svg *, .ys-hidden, [hidden], .ys-search, details:not([open]) > :not(summary)"
)


def readable(page: Page, width: int, aside: str = _ASIDE) -> list[str]:
    """Return all text below `main`, after making sure that it can be read without scrolling sideways."""
    found: list[dict[str, Any]] = page.evaluate(_WORDS, aside)
    assert [each for each in found if not each["shown"] or each["sideways"] or each["cut"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    return [each["text"] for each in found]


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.parametrize("name", ["own", "hard"])
def test_all_content_can_be_read_in_every_way(
    request: pytest.FixtureRequest, opened: Opened, name: str, kind: str
) -> None:
    site: Finished = request.getfixturevalue(name)
    for path in site.extremes(kind)[-1:]:
        page = opened(site.address + path, 1280, java_script_enabled=False)
        plain = readable(page, 1280)
        assert plain
        assert page.locator("main [hidden] a").count() == 0, "only controls may wait for a script"
        page.emulate_media(forced_colors="active")
        page.set_viewport_size({"width": 360, "height": 800})
        assert readable(page, 360) == plain
        page.emulate_media(forced_colors="none", media="print")
        page.set_viewport_size({"width": PAPER, "height": 900})
        assert not page.locator("header nav").is_visible()
        words = set(readable(page, PAPER, f"{_ASIDE}, {_WAYS}"))
        page.emulate_media(media="screen")
        assert words == set(readable(page, PAPER, f"{_ASIDE}, {_WAYS}"))
        # 400 % of a window of 1280 × 1024; then with more space.
        page.set_viewport_size({"width": 320, "height": 256})
        assert readable(page, 320) == plain
        page.evaluate(_WITH_STYLE, SPACING)
        assert page.evaluate("getComputedStyle(document.querySelector('main h1')).letterSpacing") != "normal"
        assert readable(page, 320) == plain


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_nothing_moves_for_those_who_ask_for_it(own: Finished, hard: Finished, opened: Opened, kind: str) -> None:
    site = own if own.extremes(kind) else hard
    page = opened(site.address + site.extremes(kind)[-1], reduced_motion="reduce")
    moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter(element => {
        const style = getComputedStyle(element), long = text => text.split(',').some(each => parseFloat(each) > .01);
        return long(style.transitionDuration) || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
    }).map(element => element.outerHTML.slice(0, 80))""")
    assert moving == []


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_forced_colours_are_left_alone(own: Finished, hard: Finished, opened: Opened, kind: str) -> None:
    site = own if own.extremes(kind) else hard
    page = opened(site.address + site.extremes(kind)[-1], forced_colors="active")
    unforced = page.evaluate("""() => [...document.querySelectorAll('main *')].filter(
        element => !(element instanceof SVGElement) && getComputedStyle(element).forcedColorAdjust === 'none'
    ).map(element => element.outerHTML.slice(0, 80))""")
    assert unforced == []
    current = page.locator("nav [aria-current]")
    if current.count():  # a colour cannot say it here
        style = current.first.evaluate("e => [getComputedStyle(e).borderBottomStyle, getComputedStyle(e).fontWeight]")
        assert style[0] != "none" or int(style[1]) > 500
