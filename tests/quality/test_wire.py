"""A first visit costs little, asks nobody else, and leaves nothing behind."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page

from conftest import ROOT
from quality.conftest import Opened
from quality.sites import KIND_NAMES, Finished, serving
from yousaid import engine, urls
from yousaid.outputs.pages import reading

KILOBYTE = 1000
FIRST_VISIT = 40 * KILOBYTE
REQUESTS = 6
CARDS = 25
_STORED = """async () => [
    document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
]"""


def visit(page: Page, address: str) -> dict[str, int]:
    """Go to an address for the first time; return the bytes of every answer and its head on the wire."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def begun(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]
        sizes[event["request"]["url"]] = 0

    def ended(event: dict[str, Any]) -> None:
        sizes[names[event["requestId"]]] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", begun)
    session.on("Network.loadingFinished", ended)
    page.goto(address, wait_until="networkidle")
    icon = page.locator("link[rel=icon]").get_attribute("href")
    if icon:  # a window has one; this browser has none and does not ask
        with urlopen(Request(urljoin(address, icon))) as answer:
            sizes[answer.url] = len(answer.read()) + len(str(answer.headers))
    return sizes


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_first_visit_is_small_and_leaves_nothing(own: Finished, opened: Opened, kind: str) -> None:
    page = opened("about:blank", 360, afresh=True)
    sizes = visit(page, own.address + own.extremes(kind)[-1])
    assert [url for url in sizes if not url.startswith(own.address)] == []
    assert [url for url in sizes if url.endswith((".woff", ".woff2", ".ttf", ".otf"))] == []
    assert page.evaluate(_STORED) == ["", 0, 0, 0, 0, 0]
    assert page.context.cookies() == []
    if kind != "search":  # it brings its index
        assert len(sizes) <= REQUESTS, sizes
        assert sum(sizes.values()) <= FIRST_VISIT, sizes


def test_a_list_as_long_as_lists_become_is_no_heavier(own: Finished, opened: Opened) -> None:
    page = opened("about:blank", 360, afresh=True)
    sizes = visit(page, own.address + urls.DECISIONS.at())
    assert page.locator(".ys-card").count() == CARDS
    assert sum(sizes.values()) <= FIRST_VISIT, sizes


def test_a_home_page_with_as_many_cards_as_a_list_would_be_no_heavier(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "NEWEST", CARDS)
    config, _ = engine.load(ROOT)
    assert config
    config["site_dir"] = str(tmp_path)
    config.plugins["yousaid"].config["search"] = "off"
    engine.build(config)
    page = opened("about:blank", 360, afresh=True)
    with serving(tmp_path) as address:
        sizes = visit(page, address)
    assert page.locator(".ys-card").count() == CARDS
    assert len(sizes) <= REQUESTS, sizes
    assert sum(sizes.values()) <= FIRST_VISIT, sizes


def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6, mtime=0))


def test_our_stylesheet_and_script_are_small(own: Finished) -> None:
    assert packed(own.folder / urls.STYLESHEET) <= 5 * KILOBYTE
    for file in own.folder.rglob("*.html"):
        if file.parent.name == "search":
            continue  # the search brings its own
        asked = re.findall(r'<script[^>]* src="([^"]+)"', file.read_text("utf-8"))
        scripts = [(file.parent / each.partition("?")[0]).resolve() for each in asked if not each.startswith("/")]
        assert sum(packed(script) for script in scripts) <= 3 * KILOBYTE, (file, asked)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_strict_policy_is_kept_on_a_walk(own: Finished, hard: Finished, opened: Opened, scheme: str) -> None:
    page = opened("about:blank", color_scheme=scheme, afresh=True)
    said: list[tuple[str, str]] = []
    page.on("console", lambda message: said.append((page.url, message.text)))
    page.on("pageerror", lambda error: said.append((page.url, str(error))))
    for site in (own, hard):
        for kind in KIND_NAMES:
            for path in site.extremes(kind):
                page.goto(site.address + path, wait_until="load")
                page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
                page.wait_for_timeout(20)
    assert said == []


def test_the_policy_is_in_force(own: Finished, opened: Opened) -> None:
    page = opened(own.address)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    page.wait_for_timeout(50)
    assert "Content Security Policy" in said[0]
