"""Full-text search: whether a site has it, how its index is made, and the page in a real browser."""

from __future__ import annotations

import gzip
import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from conftest import SITE, Repository, run
from quality.sites import serving
from yousaid import cli, engine, search, urls
from yousaid.outputs.pages.search import Words

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
PAGEFIND = search.program()
needs_pagefind = pytest.mark.skipif(
    PAGEFIND is None and not os.environ.get("CI"), reason="Pagefind is not installed: pip install 'yousaid[search]'"
)
needs_browser = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="Chromium is not installed")
Build = Callable[..., tuple[str, Path]]


def site_with(option: str, files: Mapping[str, str | bytes | None] | None = None) -> dict[str, str | bytes | None]:
    """Return the files of a site with this line under the plugin."""
    config = SITE["mkdocs.yml"].replace("[yousaid]", f"[yousaid: {{{option}}}]")
    return {**SITE, "mkdocs.yml": config, **(files or {})}


@pytest.fixture
def build(repository: Repository) -> Build:
    """Build in this process, and return what went wrong, and the folder of the site."""

    def build(files: Mapping[str, str | bytes | None], serve: bool = False) -> tuple[str, Path]:
        root = repository(files)
        config, faults = engine.load(root)
        assert config is not None, faults
        plugin: Any = config.plugins["yousaid"]
        said: list[str] = []
        plugin.saying = lambda words: said.append(words) or nullcontext()  # type: ignore[func-returns-value]
        try:
            if serve:
                plugin.on_startup(command="serve", dirty=False)
                importlib.import_module("mkdocs.commands.build").build(config)
            else:
                engine.build(config)
        except engine.BuildError as error:
            return str(error), root / "site"
        return "\n".join(said), root / "site"

    return build


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a program of our own in Pagefind's place."""

    def make(code: str) -> Path:
        program = tmp_path / "pagefind"
        program.write_text(f"#!{sys.executable}\n{code}\n")
        program.chmod(0o755)
        monkeypatch.setattr(search, "_PACKAGES", ())
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        return program

    return make


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make as if Pagefind were not installed."""
    monkeypatch.setattr(search, "_PACKAGES", ("no_such_package",))
    monkeypatch.setattr(shutil, "which", lambda _: None)


def has_search(site: Path) -> bool:
    """Tell whether a site has the page, its script, and links to it; all or nothing."""
    pages = [(site / page).read_text() for page in ("index.html", "decisions/plain/index.html", "404.html")]
    found = {(site / path).exists() for path in ("search/index.html", "assets/search.js")}
    found |= {"search/" in page.replace("search/index", "") for page in pages}
    found.add("https://feedback.example.org/search/" in (site / "sitemap.xml").read_text())
    assert len(found) == 1, found
    return found.pop()


# Whether a site has it


@needs_pagefind
@pytest.mark.parametrize("option", ["", "search: auto", "search: on", "search: 'on'"])
def test_a_site_can_be_searched_when_pagefind_is_there(build: Build, option: str) -> None:
    said, site = build(site_with(option) if option else SITE)
    assert said == "Making the search index"
    assert has_search(site)
    assert sorted(file.name for file in (site / "pagefind").glob("*.js")) == ["pagefind.js"]
    assert len(list((site / "pagefind" / "fragment").iterdir())) == 2, "records only, each once"


@pytest.mark.parametrize("option", ["off", "'off'", "false"])
def test_search_can_be_switched_off(build: Build, option: str) -> None:
    said, site = build(site_with(f"search: {option}"))
    assert said == ""
    assert not has_search(site)
    assert not (site / "pagefind").exists()


def test_without_pagefind_the_site_is_built_and_a_warning_says_what_to_install(
    build: Build, missing: None, caplog: pytest.LogCaptureFixture
) -> None:
    said, site = build(SITE)
    assert said == ""
    assert not has_search(site)
    warnings = [record.getMessage() for record in caplog.records if "YS804" in record.getMessage()]
    assert len(warnings) == 1
    assert "pip install 'yousaid[search]'" in warnings[0]


def test_without_pagefind_a_site_that_asks_for_search_is_not_built(build: Build, missing: None) -> None:
    said, site = build(site_with("search: on"))
    assert "mkdocs.yml: error[YS804]" in said
    assert not site.exists()


@pytest.mark.parametrize("value", ["maybe", "''", "'ON'"])
def test_another_value_is_a_fault(build: Build, value: str) -> None:
    said, _ = build(site_with(f"search: {value}"))
    assert "`search` must be `auto`, `on` or `off`, not `" in said


def test_records_are_checked_without_pagefind(
    repository: Repository, missing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["check", "--root", str(repository(site_with("search: on")))])
    assert stopped.value.code == 0
    assert "No faults" in capsys.readouterr().out


def test_the_program_is_found_in_this_python_before_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fake: Callable[[str], Path]
) -> None:
    on_path = fake("")
    assert search.program() == on_path
    broken = "def get_executable(): raise FileNotFoundError"
    (tmp_path / "without_its_program.py").write_text(broken)
    (tmp_path / "with_its_program.py").write_text("def get_executable(): return '/there/pagefind'")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(search, "_PACKAGES", ("not_installed", "without_its_program"))
    assert search.program() == on_path
    monkeypatch.setattr(search, "_PACKAGES", ("not_installed", "without_its_program", "with_its_program"))
    assert search.program() == Path("/there/pagefind")


# Making the index


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import sys; print('out of luck'); sys.exit(3)", "ended with 3\n\nout of luck"),
        ("print('nothing to do')", "ended with 0\n\nnothing to do"),
    ],
)
def test_a_program_that_fails_stops_the_build_with_what_it_said(
    build: Build, fake: Callable[[str], Path], code: str, why: str
) -> None:
    fake(code)
    said, _ = build(SITE)
    assert "the search index cannot be made" in said
    assert why in said


def test_a_program_that_cannot_run_stops_the_build(build: Build, fake: Callable[[str], Path]) -> None:
    fake("").write_bytes(b"\x7fELF, and then nothing")
    said, _ = build(SITE)
    assert "does not run" in said


def test_a_program_that_hangs_stops_the_build(
    build: Build, fake: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake("import time; time.sleep(60)")
    monkeypatch.setattr(search, "_SECONDS", 1)
    said, _ = build(SITE)
    assert "was not made within 1 seconds" in said


@needs_pagefind
@pytest.mark.parametrize(("code", "warned"), [("ja", True), ("de", False)])
def test_a_program_that_cannot_tell_words_apart_is_a_warning(
    build: Build, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, code: str, warned: bool
) -> None:
    monkeypatch.setattr(search, "_PACKAGES", ("pagefind_bin",))
    config = SITE["mkdocs.yml"].replace("{name: material}", f"{{name: material, language: {code}}}")
    said, site = build({**SITE, "mkdocs.yml": config})
    assert said == "Making the search index"
    assert has_search(site), "some words are found"
    warnings = [record.getMessage() for record in caplog.records if "YS805" in record.getMessage()]
    assert len(warnings) == warned
    assert all("pip install pagefind-bin-extended" in warning for warning in warnings)


def test_a_failure_leaves_the_old_site(repository: Repository, fake: Callable[[str], Path]) -> None:
    program = fake("raise SystemExit('no')")
    root = repository(site_with("search: off"))
    assert run("yousaid", "build", cwd=root).returncode == 0
    before = sorted(root.joinpath("site").rglob("*"))
    (root / "mkdocs.yml").write_text(SITE["mkdocs.yml"])
    text = f"from yousaid import cli, search; search.program = lambda: {program!r}; cli.main(['build'])".replace(
        "Posix", "__import__('pathlib').Posix"
    )
    done = subprocess.run([sys.executable, "-c", text], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "the search index cannot be made" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(root.joinpath("site").rglob("*")) == before


def test_the_program_sees_nothing_of_the_environment_that_is_meant_for_it(
    build: Build, fake: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake("import os; print([name for name in os.environ if name.startswith('PAGEFIND')], os.getcwd())")
    monkeypatch.setenv("PAGEFIND_SITE", "/elsewhere")
    said, site = build(SITE)
    assert f"[] {site}" in said


def indexed(site: Path, title: str, language: str = "en") -> tuple[bytes, list[str]]:
    """Make the index of two pages, and return its listing, and the names of its parts."""
    for key in ("one", "two"):
        page = site / "decisions" / key / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<html><body data-pagefind-body><h1>{title} {key}</h1></body></html>")
    assert PAGEFIND
    search.make_index(PAGEFIND, site, language)
    (listing,) = (site / "pagefind").glob("*.pf_meta")
    return gzip.decompress(listing.read_bytes()), sorted(each.stem for each in (site / "pagefind/fragment").iterdir())


@needs_pagefind
def test_the_parts_of_the_index_are_numbered_and_change_their_names_with_the_content(tmp_path: Path) -> None:
    listing, names = indexed(tmp_path / "before", "Print")
    assert all(re.fullmatch("[0-9a-f]{10}[01]", name) and name.encode() in listing for name in names)
    assert len(names) == 2
    assert not {*names} & {*indexed(tmp_path / "after", "Copy")[1]}


@pytest.mark.parametrize("change", ["edited", "added", "deleted", "moved"])
def test_the_parts_of_other_records_keep_their_names(change: str) -> None:
    names = [b"en_%s" % hashlib.sha256(b"%d" % number).hexdigest()[:7].encode() for number in range(10_000)]
    before = search._numbers(names)
    at = slice(5_000, 5_000 + (change != "added"))
    names[at] = {"edited": [b"en_1234567"], "added": [b"en_1234567"], "deleted": [], "moved": []}[change]
    names += [b"en_7654321"] if change == "moved" else []
    after = search._numbers(names)
    assert len({*after.values()}) == len(after) == len(names)
    changed = sum(before.get(name) != number for name, number in after.items())
    assert changed < 10 * search._GROUP
    assert changed or change == "deleted"


@needs_pagefind
@pytest.mark.parametrize("language", ["en", "ja", "pt-BR", "tlh"])
def test_the_page_knows_the_name_of_the_index_program_in_every_language(tmp_path: Path, language: str) -> None:
    indexed(tmp_path, "Print", language)
    entry = json.loads((tmp_path / "pagefind/pagefind-entry.json").read_text("utf-8"))
    assert [f"wasm.{each['wasm']}.pagefind" for each in entry["languages"].values()] == [urls.INDEX_PROGRAM]
    assert [each.name for each in (tmp_path / "pagefind").glob("wasm.*")] == [urls.INDEX_PROGRAM]


@needs_pagefind
def test_an_index_of_another_format_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_NAMES", re.compile(b"another format"))
    listing, names = indexed(tmp_path, "Print")
    assert all(name.startswith("en_") and name.encode() in listing for name in names)


# While serving


@needs_pagefind
def test_while_serving_the_index_of_a_small_site_is_made(build: Build) -> None:
    _, site = build(SITE, serve=True)
    assert has_search(site)
    assert (site / "pagefind" / "pagefind.js").is_file()


@needs_pagefind
def test_while_serving_a_large_site_a_note_says_that_there_is_no_index(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "QUICK", 1)
    said, site = build(SITE, serve=True)
    assert said == ""
    assert not (site / "pagefind").exists()
    page = (site / "search" / "index.html").read_text()
    assert "There is no search index while a large site is only being looked at" in page
    assert "<form" not in page
    assert "search.js" not in page


@needs_pagefind
def test_an_embedded_site_can_be_searched_too(build: Build) -> None:
    said, site = build(site_with("mode: embedded"))
    assert said == "Making the search index"
    assert "<form" in (site / "search" / "index.html").read_text()
    assert "Pagefind" in (site / "assets" / "search.js").read_text()


# What the pages of records tell the index


def test_a_record_tells_outcome_area_year_and_date(build: Build) -> None:
    unknown = "title: Old\nidea: An old wish.\nasked: unknown\noutcome: received\narea: billing\n"
    _, site = build(site_with("search: on", {"decisions/2026/old.yml": unknown}))
    refused = (site / "decisions" / "refused" / "index.html").read_text()
    for mark in ('outcome="declined"', 'area="reports"', 'year="2026"', 'newest="2026-02-01"', 'topic="Reports"'):
        assert f"data-{mark}" in refused
    old = (site / "decisions" / "old" / "index.html").read_text()
    for mark in ('year="unknown"', 'newest="0"', 'day="date not known"', 'words=""'):
        assert f"data-{mark}" in old
    marked = [file for file in site.rglob("*.html") if "data-pagefind-body" in file.read_text()]
    assert sorted(file.parent.name for file in marked) == ["old", "plain", "refused"]


def test_without_an_index_a_record_tells_it_nothing(build: Build) -> None:
    _, site = build(site_with("search: off"))
    assert all("data-pagefind" not in file.read_text() for file in site.rglob("*.html"))


class _Said:
    """As much of a record as is looked at for words."""

    why = answer = reason = None

    def __init__(self, title: str, idea: str = "") -> None:
        self.title, self.idea = title, idea


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The report is late", ("statement", "paper")),
        ("REPORTS are late", ("statement", "paper")),
        ("One report\nline, please", ("row",)),
        ("report line or report", ("row", "statement", "paper")),
        ("Reporting is late", ()),
        ("A misreport", ()),
        ("月次レポートを", ("帳票",)),
        ("nothing", ()),
    ],
)
def test_a_record_is_found_by_customers_words_for_ours(text: str, words: tuple[str, ...]) -> None:
    ours = Words({"report": ("statement", "paper"), "report line": ("row",), "レポート": ("帳票",)})
    assert ours.of(_Said(text)) == words  # type: ignore[arg-type]


def test_without_customers_words_nothing_is_looked_for() -> None:
    assert Words({}).of(_Said("The report is late")) == ()  # type: ignore[arg-type]


# The page in a browser

_RECORDS = {
    f"decisions/2025/report-{number:02}.yml": (
        f"title: 'Report {number} in red'\nidea: 'A report with <i>red</i> & <script>alert(1)</script> figures.'\n"
        f"asked: 2025-01-{number:02}\noutcome: received\narea: reports\n"
    )
    for number in range(1, 25)
}
_RECORDS["decisions/2025/bill.yml"] = (
    "title: A red bill\nidea: I want red on every bill.\nasked: 2025-03\noutcome: declined\nanswered: 2026-05-05\n"
    "reason: Red ink is dear.\narea: billing\n"
)


def built(root: Path, records: Mapping[str, str]) -> Path:
    """Build a searchable site with these records, and return its folder."""
    shutil.copytree(Path(__file__).parent / "base", root, dirs_exist_ok=True)
    for path, text in {**SITE, **records}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    with (root / "decisions" / "vocabulary.yml").open("a") as vocabulary:
        vocabulary.write("words: {bill: [invoice]}\n")
    done = run("yousaid", "build", "--root", str(root), cwd=root)
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A searchable site on a server that sends a strict policy."""
    with serving(built(tmp_path_factory.mktemp("searched"), _RECORDS)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "CI must have Chromium"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The search page; at the end nothing may have been said on the console."""
    said: list[str] = []
    page = browser.new_page(viewport={"width": 1000, "height": 800}, base_url=address)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto("search/")
    yield page
    page.close()
    assert said == []


def look_for(page: Page, words: str, number: int | None = None) -> None:
    """Type some words and press Enter, and wait for so many results."""
    page.get_by_label("What are you looking for?").fill(words)
    page.keyboard.press("Enter")
    if number is not None:
        expect(page.get_by_role("status")).to_have_text(f"Results: {number}")


def titles(page: Page) -> list[str]:
    return page.locator(".ys-search__results h3").all_inner_texts()


in_a_browser = [pytest.mark.browser, needs_browser, needs_pagefind]


class TestPage:
    """What a customer does with the page."""

    pytestmark = in_a_browser

    def test_the_search_page_loads_the_index_at_once_and_no_other_page_does(
        self, browser: Browser, address: str
    ) -> None:
        page = browser.new_page(base_url=address)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in ("decisions/bill/", "decisions/", ""):
            page.goto(path)
            page.wait_for_load_state("networkidle")
        assert not [url for url in asked if "pagefind" in url]
        page.goto("search/")
        page.wait_for_load_state("networkidle")
        loaded = [urlsplit(url).path for url in asked if "pagefind" in url]
        assert len([path for path in loaded if path.endswith(("pagefind.js", ".pf_meta", "wasm.search.pagefind"))]) == 3
        assert len(loaded) == 4, "its entry too, and nothing of any record"
        assert all(url.startswith(address) for url in asked)
        page.close()

    def test_what_is_typed_before_the_script_has_come_stays(self, browser: Browser, address: str) -> None:
        page = browser.new_page(base_url=address)
        held: list[Route] = []
        page.route("**/search.js", lambda route: held.append(route))
        page.goto("search/", wait_until="commit")
        page.get_by_label("What are you looking for?").fill("dear")
        while not held:
            page.wait_for_timeout(10)
        with page.expect_response("**/pagefind-entry.json*"):
            held[0].continue_()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("Results: 1")
        page.close()

    def test_the_first_result_waits_for_no_other(self, browser: Browser, address: str) -> None:
        page = browser.new_page(base_url=address)
        held: list[Route] = []
        page.goto("search/")
        page.route("**/*.pf_fragment", lambda route: held.append(route) if len(held) < 9 else route.continue_())
        page.get_by_label("What are you looking for?").fill("figures")
        page.keyboard.press("Enter")
        while len(held) < 9:
            page.wait_for_timeout(10)
        held[0].continue_()
        expect(page.locator(".ys-search__results li")).to_have_count(1)
        expect(page.get_by_role("status")).to_have_text("Searching…")
        expect(page.get_by_role("button", name="Show more")).to_be_hidden()
        for route in held[1:]:
            route.continue_()
        expect(page.locator(".ys-search__results li")).to_have_count(10)
        expect(page.get_by_role("status")).to_have_text("Results: 24")
        page.close()

    def test_a_result_shows_state_date_area_and_where_the_words_are(self, page: Page) -> None:
        look_for(page, "dear ink", 1)
        result = page.get_by_role("main").get_by_role("listitem")
        assert result.get_by_role("heading").inner_text() == "A red bill"
        assert result.locator(".ys-meta").inner_text().replace("\n", " ") == "✕ No · 5 May 2026 · Billing"
        assert result.locator("mark").all_inner_texts() == ["ink", "dear."]
        assert "A red bill" not in result.locator(".ys-excerpt").inner_text(), "the title stands above"
        result.get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("A red bill")

    def test_a_customers_word_finds_what_we_call_otherwise_and_says_so(self, page: Page) -> None:
        look_for(page, "invoice", 1)
        assert titles(page) == ["A red bill"]
        expect(page.get_by_text("In customers’ words: invoice")).to_be_visible()

    def test_ten_are_shown_and_then_ten_more(self, page: Page) -> None:
        look_for(page, "figures", 24)
        assert len(titles(page)) == 10
        page.get_by_role("button", name="Show more").press("Enter")
        expect(page.locator(".ys-search__results li")).to_have_count(20)
        assert page.evaluate("document.activeElement.textContent") == titles(page)[10], "focus goes to what is new"
        page.get_by_role("button", name="Show more").press("Enter")
        expect(page.locator(".ys-search__results li")).to_have_count(24)
        expect(page.get_by_role("button", name="Show more")).to_be_hidden()
        assert len(set(titles(page))) == 24

    def test_choices_narrow_the_results_and_say_what_they_would_find(self, page: Page) -> None:
        look_for(page, "red", 26)
        outcome, area = page.get_by_label("Outcome"), page.get_by_label("Area")
        expect(outcome.locator("option")).to_have_text(["All", "Received (25)", "No (1)"])
        outcome.select_option("declined")
        expect(page.get_by_role("status")).to_have_text("Results: 1")
        expect(area.locator("option")).to_have_text(["All", "Reports (0)", "Billing (1)"])
        expect(outcome.locator("option")).to_have_text(["All", "Received (25)", "No (1)"])
        assert area.locator("option[value=reports]").is_disabled()
        page.get_by_label("Year").select_option("2026")
        assert page.url.endswith("search/?words=red&outcome=declined&year=2026")

    def test_a_choice_finds_without_words(self, page: Page) -> None:
        page.get_by_label("Area").select_option("reports")
        expect(page.get_by_role("status")).to_have_text("Results: 26")
        assert titles(page)[:2] == ["Print by fax", "Print in colour"], "newest first"
        page.get_by_label("Area").select_option("")
        expect(page.get_by_role("status")).to_have_text("")
        assert titles(page) == []
        assert page.get_by_label("Area").locator("option").all_inner_texts() == ["All", "Reports", "Billing"]

    def test_results_can_be_sorted_by_date(self, page: Page) -> None:
        look_for(page, "red", 26)
        page.get_by_label("Order").select_option("newest")
        expect(page.locator(".ys-search__results h3").first).to_have_text("A red bill")
        expect(page.locator(".ys-search__results h3").nth(2)).to_have_text("Report 24 in red")

    def test_nothing_found_is_said(self, page: Page) -> None:
        look_for(page, "zeppelin")
        expect(page.get_by_role("status")).to_contain_text("Nothing was found.")
        assert titles(page) == []

    def test_where_nothing_is_found_another_choice_is_open(self, page: Page) -> None:
        outcome, area = page.get_by_label("Outcome"), page.get_by_label("Area")
        outcome.select_option("declined")
        look_for(page, "figures")
        expect(page.get_by_role("status")).to_contain_text("Nothing was found.")
        expect(outcome.locator("option[value=received]")).to_have_text("Received (24)")
        expect(area.locator("option[value=billing]")).to_have_text("Billing")
        assert page.locator("option:disabled").count() == 0
        look_for(page, "red")
        expect(page.get_by_role("status")).to_have_text("Results: 1")
        expect(area.locator("option[value=reports]")).to_be_disabled()
        look_for(page, "zeppelin")
        expect(page.get_by_role("status")).to_contain_text("Nothing was found.")
        expect(area.locator("option[value=reports]")).to_be_enabled()
        expect(page.locator("option:disabled")).to_have_count(0)
        outcome.select_option("")
        expect(page.get_by_role("status")).to_contain_text("Nothing was found.")
        assert page.locator("option:disabled").count() == 0

    def test_the_words_of_the_interface_and_other_pages_are_not_found(self, page: Page) -> None:
        look_for(page, "published")
        expect(page.get_by_role("status")).to_contain_text("Nothing was found.")

    def test_the_address_holds_the_question_and_back_restores_it(self, page: Page, address: str) -> None:
        look_for(page, "dear", 1)
        look_for(page, "figures", 24)
        page.get_by_label("Order").select_option("newest")
        assert page.url == f"{address}search/?words=figures&sort=newest"
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(".ys-search__results li")).to_have_count(20)
        page.locator(".ys-search__results a").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Report 24 in red")
        page.go_back()
        expect(page.locator(".ys-search__results li")).to_have_count(20)
        assert page.get_by_label("What are you looking for?").input_value() == "figures"
        page.go_back()
        expect(page.get_by_role("status")).to_have_text("Results: 24")
        assert page.get_by_label("Order").input_value() == ""
        page.go_back()
        expect(page.get_by_role("status")).to_have_text("Results: 1")
        assert page.get_by_label("What are you looking for?").input_value() == "dear"
        page.go_back()
        expect(page.get_by_role("status")).to_have_text("")

    def test_an_address_that_asks_for_what_is_not_there_is_no_error(self, page: Page) -> None:
        page.goto("search/?words=dear&outcome=nonsense&sort=%00")
        expect(page.get_by_role("status")).to_have_text("Results: 1")
        assert page.get_by_label("Outcome").input_value() == ""

    def test_text_of_customers_is_text(self, page: Page) -> None:
        look_for(page, "alert figures", 24)
        assert "<script>" in page.locator(".ys-excerpt").first.inner_text()
        assert page.locator(".ys-search__results :is(script, i)").count() == 0

    def test_everything_can_be_reached_by_keyboard(self, page: Page) -> None:
        look_for(page, "figures", 24)
        reached = []
        for _ in range(5):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.id || document.activeElement.type"))
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        assert reached == ["submit", "outcome", "area", "year", "sort"]
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == titles(page)[0]

    def test_nothing_is_wider_than_a_narrow_screen(self, page: Page) -> None:
        page.set_viewport_size({"width": 320, "height": 600})
        look_for(page, "red", 26)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

    def test_a_lost_index_is_said_and_another_try_may_succeed(self, browser: Browser, address: str) -> None:
        page = browser.new_page(base_url=address)
        page.route("**/pagefind/*.json*", lambda route: route.abort())
        page.goto("search/?words=dear")
        expect(page.get_by_role("status")).to_contain_text("The search could not be loaded.")
        page.unroute("**/pagefind/*.json*")
        look_for(page, "dear", 1)
        page.close()

    def test_a_page_that_is_open_while_the_site_is_published_anew_finds_what_is_there_now(
        self, browser: Browser, tmp_path: Path
    ) -> None:
        site = built(tmp_path, _RECORDS)
        with serving(site) as address:
            pages = [browser.new_page(base_url=address) for _ in range(4)]
            for page, words in zip(pages, ("", "figures", "dear", "report"), strict=True):
                page.goto("search/")
                page.wait_for_load_state("networkidle")
                look_for(page, words)
                page.wait_for_load_state("networkidle")
            before = {each.name for each in (site / "pagefind").rglob("*.pf_index")}
            built(tmp_path, {path: text.replace("figures", "zebras") for path, text in _RECORDS.items()})
            assert not before & {each.name for each in (site / "pagefind").rglob("*.pf_index")}
            look_for(pages[0], "zebras", 24)
            look_for(pages[1], "zebras", 24)
            look_for(pages[2], "red", 26)
            pages[3].get_by_role("button", name="Show more").click()
            expect(pages[3].locator(".ys-search__results li")).to_have_count(20)
            for page in pages:
                page.close()

    def test_without_script_the_page_leads_to_the_lists(self, browser: Browser, address: str) -> None:
        context = browser.new_context(java_script_enabled=False, base_url=address)
        page = context.new_page()
        page.goto("search/")
        assert not page.locator("form").is_visible()
        page.get_by_role("main").get_by_role("link", name="All decisions").click()
        assert page.url == f"{address}decisions/"
        context.close()
