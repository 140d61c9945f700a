"""The pages in a real browser: no script needed, nothing sideways, everything within reach of a keyboard."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import GOLDEN, ROOT, Repository, commit, run

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed"),
]
Scheme = Literal["light", "dark"]
PAGES = (
    "",
    "decisions/",
    "decisions/match-on-the-shape-of-data/",
    "decisions/python-without-the-lock/",
    "noes/",
    "thanks/",
    "customers/guido-van-rossum/",
    "changelog/",
    "how-we-decide/",
    "occasions/governance-vote-2018/",
    "about/",
    "404.html",
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, and give its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The project's own site, built once; its address."""
    folder = tmp_path_factory.mktemp("site") / "site"
    # The page for unknown addresses names files from the root of its host.
    done = run("yousaid", "build", "--site-dir", str(folder), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI must have Chromium"
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def opened(browser: Browser, address: str, width: int, scheme: Scheme = "light", script: bool = False) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(browser: Browser, site: str, path: str, width: int) -> None:
    page = opened(browser, site + path, width, script=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_for_nothing_else(browser: Browser, site: str, path: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(site + path)
    assert all(url.startswith(site) for url in asked), asked
    assert not [url for url in asked if url.endswith((".js", ".woff2"))]
    assert len(asked) <= 5
    assert said == []
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "decisions/match-on-the-shape-of-data/", "about/"])
def test_every_tab_stop_is_visible(browser: Browser, site: str, path: str, width: int) -> None:
    page = opened(browser, site + path, width, script=True)
    seen: list[str] = []
    for _ in range(20):
        page.keyboard.press("Tab")
        box = page.evaluate("""() => {
            const element = document.activeElement, box = element.getBoundingClientRect();
            return {tag: element.tagName, text: element.textContent.trim(), left: box.left, right: box.right,
                    top: box.top, bottom: box.bottom, height: box.height, width: innerWidth, tall: innerHeight,
                    outline: getComputedStyle(element).outlineStyle};
        }""")
        if box["tag"] == "BODY":
            break  # past the last one
        assert box["height"] > 0, box
        assert -1 <= box["left"] <= box["right"] <= box["width"] + 1, box
        assert box["bottom"] > 0, box
        assert box["top"] < box["tall"], box
        assert box["outline"] != "none", box
        seen.append(box["text"])
    assert seen[0].startswith("Skip to")
    assert "What we said no to" in seen
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_text_has_contrast_in_light_and_dark(browser: Browser, site: str, path: str) -> None:
    backgrounds = set()
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        page = opened(browser, site + path, 1280, scheme, script=True)
        weak = page.evaluate(_CONTRAST)
        assert weak == [], (scheme, weak[:5])
        backgrounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.context.close()
    assert len(backgrounds) == 2, "the dark scheme must differ"


# WCAG 2.2, 1.4.3: 4.5 to 1 for text, against the nearest opaque background behind it.
_CONTRAST = """() => {
    const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
    const light = rgb => rgb.slice(0, 3).map(v => v / 255)
        .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const behind = element => {
        for (let e = element; e; e = e.parentElement) {
            const colour = parse(getComputedStyle(e).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    const weak = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement, words = walker.currentNode.textContent.trim();
        if (!words || !element.checkVisibility() || element.closest('script,style')) continue;
        const a = light(parse(getComputedStyle(element).color)), b = light(behind(element));
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        if (ratio < 4.5) weak.push([words.slice(0, 40), ratio]);
    }
    return weak;
}"""


def test_a_customer_finds_answer_reason_and_name_without_script(browser: Browser, site: str) -> None:
    page = opened(browser, site, 360)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="What we said no to").click()
    page.get_by_role("link", name="One class for everything one does with a file path").click()
    assert page.get_by_role("heading", name="You said").is_visible()
    assert page.get_by_role("heading", name="Why", exact=True).is_visible()
    page.get_by_role("link", name="Objects", exact=False).first.click()
    assert page.get_by_role("heading", level=1).is_visible()
    page.get_by_role("link", name="Antoine Pitrou").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Antoine Pitrou"
    page.context.close()


def test_hostile_text_runs_nothing(browser: Browser, repository: Repository) -> None:
    root = repository({})
    shutil.copytree(GOLDEN, root, dirs_exist_ok=True)
    commit(root)
    assert run("yousaid", "build", cwd=root).returncode == 0
    dialogs: list[str] = []
    with serving(root / "site") as address:
        page = opened(browser, "about:blank", 360, script=True)
        page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        for path in ("", "decisions/export-all/", "decisions/", "changelog/2026-03/"):
            page.goto(address + path)
            assert page.locator("main script").count() == 0
            assert page.title()
        page.context.close()
    assert dialogs == []
