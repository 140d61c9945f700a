"""The filters of the page of all decisions in a real browser, as strictly served as a site can be."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from conftest import ROOT, run

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed"),
]
POLICY = "; ".join(
    ["default-src 'none'"]
    + [f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect", "font", "manifest")]
    + ["base-uri 'none'", "form-action 'self'"]
)
Record = dict[str, Any]


class _Strict(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Allow nothing but the site's own files."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, built once."""
    folder = tmp_path_factory.mktemp("site") / "site"
    done = run("yousaid", "build", "--site-dir", str(folder), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def records(folder: Path) -> list[Record]:
    found: list[Record] = json.loads((folder / "api" / "v1" / "decisions.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Strict, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI must have Chromium"
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield browser
        browser.close()


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Open]:
    """Open the page of all decisions; whatever is said on the console or asked of others is a fault."""
    contexts, said, asked = [], [], []

    def open_(query: str = "", width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site}decisions/{query}")
        return page

    yield open_
    for context in contexts:
        assert context.cookies() == []
        for page in context.pages:
            assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        context.close()
    assert said == []
    assert all(url.startswith(site) for url in asked), asked


def group(page: Page, name: str) -> Locator:
    return page.locator(f"[data-facet={name}]")


def chip(page: Page, facet: str, name: str) -> Locator:
    return group(page, facet).locator("li a", has_text=re.compile(rf"{re.escape(name)}\s*\("))


def choose(page: Page, facet: str, name: str) -> None:
    """Open the group, and what else is in the way, and choose a word with the mouse."""
    page.evaluate(
        f"document.querySelectorAll('[data-facet={facet}], [data-facet={facet}] details').forEach(e => e.open = true)"
    )
    chip(page, facet, name).click()


def shown(page: Page) -> list[str]:
    """Return the ids of all rows, after asking for more until there are none."""
    more = page.get_by_role("button", name="Show more")
    while more.is_visible():
        before = page.locator("[data-rows] li").count()
        more.click()
        expect(page.locator("[data-rows] li")).not_to_have_count(before)
    links = page.locator("[data-rows] a").evaluate_all("links => links.map(link => link.pathname)")
    return [link.split("/")[-2] for link in links]


def ids(records: list[Record], *fits: Callable[[Record], bool]) -> list[str]:
    return [record["id"] for record in records if all(fit(record) for fit in fits)]


def has(field: str, key: str) -> Callable[[Record], bool]:
    return lambda record: key in [word["id"] for word in record[field]]


def says(page: Page, number: int, total: int) -> None:
    expect(page.get_by_role("status")).to_have_text(f"Records found: {number} of {total}")


def test_one_word_shows_its_records_and_no_others(opened: Open, records: list[Record]) -> None:
    page = opened()
    expect(page.get_by_role("status")).to_have_text("")
    chip(page, "outcome", "Done").click()
    expected = ids(records, lambda record: record["outcome"] == "shipped")
    says(page, len(expected), len(records))
    assert shown(page) == expected
    assert len(expected) > 50, "so that more had to be asked for twice"
    expect(chip(page, "outcome", "Done")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-static]")).to_be_hidden()
    assert urlsplit(page.url).query == "outcome=shipped"


def test_words_of_one_facet_add_up_and_facets_narrow_down(opened: Open, records: list[Record]) -> None:
    page = opened()
    chip(page, "outcome", "Done").click()
    choose(page, "outcome", "Under review")
    choose(page, "theme", "Readability")
    expected = ids(records, has("themes", "readability"), lambda r: r["outcome"] in {"shipped", "reviewing"})
    says(page, len(expected), len(records))
    assert shown(page) == expected
    assert urlsplit(page.url).query == "outcome=reviewing&outcome=shipped&theme=readability"


def test_the_number_at_a_word_is_what_it_would_lead_to(opened: Open, records: list[Record]) -> None:
    page = opened()
    chip(page, "outcome", "Done").click()
    choose(page, "theme", "Readability")
    done, readable = (lambda record: record["outcome"] == "shipped"), has("themes", "readability")
    says(page, len(ids(records, done, readable)), len(records))
    declined = ids(records, readable, lambda record: record["outcome"] == "declined")
    expect(chip(page, "outcome", "No")).to_have_text(f"✕ No ({len(declined)})")
    expect(chip(page, "theme", "Performance")).to_have_text(
        f"Performance ({len(ids(records, done, has('themes', 'performance')))})"
    )
    group(page, "area").locator("summary").first.click()
    packaging = ids(records, done, readable, lambda record: record["area"]["id"] == "packaging")
    expect(chip(page, "area", "Packaging")).to_have_text(f"Packaging ({len(packaging)})")


def test_on_a_phone_the_number_found_stands_above_the_groups_and_moves_nothing(opened: Open) -> None:
    page = opened(width=360)
    groups, done = page.locator(".ys-groups"), chip(page, "outcome", "Done")
    assert (before := groups.bounding_box())
    done.click()
    expect(page.get_by_role("status")).not_to_be_empty()
    expect(page.get_by_role("status")).to_be_in_viewport()
    assert (after := groups.bounding_box())
    assert abs(after["y"] - before["y"]) < 2
    look = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    done.hover()
    hovered = done.evaluate(look)
    page.mouse.move(0, 0)
    assert hovered == done.evaluate(look), "what is chosen can be read below the pointer, too"


def test_space_and_enter_choose_and_take_back(opened: Open, records: list[Record]) -> None:
    page = opened()
    done = chip(page, "outcome", "Done")
    for key, pressed in (("Space", "true"), ("Enter", "false"), ("Enter", "true"), ("Space", "false")):
        done.focus()
        before = page.evaluate("scrollY")
        page.keyboard.press(key)
        expect(done).to_have_attribute("aria-pressed", pressed)
        expect(page.locator("[data-results]")).to_be_visible(visible=pressed == "true")
        expect(done).to_be_focused()
        assert page.evaluate("scrollY") == before, "Space must not scroll"
    says(page, len(records), len(records))


def test_space_opens_a_group_as_everywhere(opened: Open) -> None:
    page = opened()
    group(page, "area").locator("summary").first.focus()
    page.keyboard.press("Space")
    expect(chip(page, "area", "Packaging")).to_be_visible()


def test_the_address_can_be_shared_and_opens_what_it_names(opened: Open, records: list[Record]) -> None:
    page = opened("?theme=languages&theme=tools&area=packaging&area=no-such-area&nothing=x")
    expected = ids(records, has("themes", "tools"), lambda record: record["area"]["id"] == "packaging")
    says(page, len(expected), len(records))
    assert shown(page) == expected
    expect(chip(page, "theme", "Developer tools")).to_be_visible()
    expect(chip(page, "theme", "Developer tools")).to_have_attribute("aria-pressed", "true")


def test_back_and_forward_restore(opened: Open, records: list[Record]) -> None:
    page = opened()
    chip(page, "outcome", "Done").click()
    done = len(ids(records, lambda record: record["outcome"] == "shipped"))
    says(page, done, len(records))
    chip(page, "outcome", "No").click()
    both = len(ids(records, lambda record: record["outcome"] in {"shipped", "declined"}))
    says(page, both, len(records))
    page.go_back()
    says(page, done, len(records))
    page.go_back()
    expect(page.locator("[data-static]")).to_be_visible()
    expect(page.locator("[data-results]")).to_be_hidden()
    assert urlsplit(page.url).query == ""
    page.go_forward()
    says(page, done, len(records))
    page.locator("[data-rows] a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    says(page, done, len(records))
    expect(page.locator("[data-results]")).to_be_visible()


def test_everything_can_be_cleared_at_once(opened: Open, records: list[Record]) -> None:
    page = opened("?outcome=shipped&area=typing&year=2015")
    clear = page.get_by_role("button", name="Clear all filters")
    clear.focus()
    page.keyboard.press("Enter")
    says(page, len(records), len(records))
    assert page.locator("[aria-pressed=true]").count() == 0
    assert urlsplit(page.url).query == ""
    expect(page.locator("[data-static]")).to_be_visible()
    expect(clear).to_be_focused()


def test_nothing_found_says_so(opened: Open, records: list[Record]) -> None:
    page = opened("?outcome=merged&reason=cost")
    says(page, 0, len(records))
    expect(page.get_by_text("No record has all of these.")).to_be_visible()
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_more_rows_take_the_focus_along(opened: Open) -> None:
    page = opened("?outcome=shipped")
    expect(page.locator("[data-rows] li")).to_have_count(25)
    page.get_by_role("button", name="Show more").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-rows] li")).to_have_count(50)
    expect(page.locator("[data-rows] li").nth(25).locator("a")).to_be_focused()


def test_a_row_says_title_outcome_and_date(opened: Open, records: list[Record]) -> None:
    page = opened("?outcome=declined")
    first = next(record for record in records if record["outcome"] == "declined")
    row = page.locator("[data-rows] li").first
    expect(row.get_by_role("link")).to_have_text(first["title"])
    expect(row).to_contain_text("✕ No · ")
    expect(row.locator("bdi")).to_have_count(1)


@pytest.mark.parametrize("missing", ["outcome", "1"])
def test_what_cannot_be_loaded_is_said_and_the_links_stay(browser: Browser, site: str, missing: str) -> None:
    page = browser.new_context().new_page()
    page.route(f"**/facets/{missing}.json", lambda route: route.abort())
    page.goto(f"{site}decisions/")
    text = chip(page, "outcome", "Done").inner_text()
    chip(page, "outcome", "Done").click()
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    expect(page.locator("[data-static]")).to_be_visible()
    expect(page.get_by_role("button", name="Clear all filters")).to_be_hidden()
    expect(chip(page, "outcome", "Done")).to_have_text(text)
    chip(page, "outcome", "Done").click()
    expect(page).to_have_url(f"{site}outcomes/shipped/")
    page.context.close()


def test_data_of_two_builds_is_not_mixed(browser: Browser, site: str, folder: Path) -> None:
    page = browser.new_context().new_page()
    other = json.dumps({**json.loads((folder / "facets" / "0.json").read_text("utf-8")), "stamp": 1})
    page.route("**/facets/0.json", lambda route: route.fulfill(body=other, content_type="application/json"))
    page.goto(f"{site}decisions/?outcome=received&outcome=reviewing")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    page.context.close()


def test_without_script_the_same_words_lead_to_their_lists(opened: Open, site: str) -> None:
    page = opened(script=False)
    expect(page.get_by_role("button")).to_have_count(0)
    chip(page, "outcome", "Done").click()
    assert page.url == f"{site}outcomes/shipped/"
    expect(page.get_by_role("heading", level=1)).to_have_text("Done")
    page.get_by_role("link", name="All decisions").first.click()
    group(page, "theme").locator("summary").first.click()
    chip(page, "theme", "Performance").click()
    assert page.url == f"{site}themes/performance/"
    page.go_back()
    page.get_by_role("link", name="2", exact=True).click()
    assert page.url == f"{site}decisions/page/2/"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("query", ["", "?outcome=shipped&theme=tools&area=packaging"])
def test_nothing_is_wider_than_the_screen_and_every_chip_can_be_hit(opened: Open, query: str, width: int) -> None:
    page = opened(query, width)
    page.evaluate("document.querySelectorAll('.ys-find details, .ys-pager details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for box in page.locator(".ys-find li a, .ys-find summary").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect()).map(({height, width}) => ({height, width}))"
    ):
        assert box["height"] >= 24, box
        assert box["width"] >= 24, box


def test_a_first_visit_loads_the_script_and_no_data(browser: Browser, site: str) -> None:
    """What it costs altogether is measured where all pages are: in `quality`."""
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}decisions/", wait_until="networkidle")
    assert [url for url in asked if url.endswith(".js")] == [f"{site}assets/yousaid.js"]
    assert not [url for url in asked if "/facets/" in url]
    assert len(asked) <= 6
    page.context.close()


def test_no_other_page_asks_for_the_script(folder: Path) -> None:
    asking = [
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*.html")
        if "yousaid.js" in file.read_text("utf-8")
    ]
    assert asking == ["decisions/index.html"]
