"""The sites, the browser and the judges that these tests need. `make quality` installs the judges."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from conftest import ROOT
from quality import corpus
from quality.sites import Finished, built, serving

HERE = Path(__file__).parent
JUDGES = HERE / "node_modules"
# Its shell without windows takes half the processor time of the whole browser, and shows the same pages.
SHELL = shutil.which("chromium-headless-shell")
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
SCREENS = os.environ.get("YOUSAID_SCREENS")
Opened = Callable[..., Page]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "alone: measures time, so that nothing may run beside it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    beside = pytest.mark.skip(reason="measures time and runs alone: make quality")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            if item.get_closest_marker("alone") and "PYTEST_XDIST_WORKER" in os.environ:
                item.add_marker(beside)


@pytest.fixture(scope="session", autouse=True)
def tools() -> None:
    """Skip everything where a tool is missing; in CI that is a failure."""
    missing = [name for name in ("node", "java") if not shutil.which(name)]
    missing += [] if CHROMIUM else ["chromium"]
    missing += [] if JUDGES.is_dir() else ["tests/quality/node_modules (make quality installs it)"]
    if missing and os.environ.get("CI"):
        pytest.fail(f"CI must have {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all processes of one run of the tests."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def _finished(name: str, write: Callable[[Path], None] | None) -> Any:
    @pytest.fixture(scope="session", name=name)
    def site(shared: Path, tools: None) -> Iterator[Finished]:
        folder = built(shared, name, write, ROOT)
        with serving(folder) as address:
            yield Finished(folder, address)

    return site


own = _finished("own", None)
"""The repository's own records."""
hard = _finished("hard", corpus.hard)
few = _finished("few", corpus.few)
guest = _finished("guest", corpus.guest)
"""The hard cases inside of a stock Material site."""
mirrored = _finished("mirrored", partial(corpus.hard, language="ar"))
"""The hard cases in a language that is written from right to left."""


@pytest.fixture(scope="session")
def browser(tools: None) -> Iterator[Browser]:
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=SHELL or CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def used(browser: Browser) -> dict[str, BrowserContext]:
    """Browsers in which pages were opened before, by their options: to open a tab takes a tenth of a new one's time."""
    return {}


@pytest.fixture
def opened(browser: Browser, used: dict[str, BrowserContext]) -> Iterator[Opened]:
    """Open a page: ``opened(address, 320, color_scheme="dark")``; ``afresh``, nothing is kept of pages before it."""
    to_close: list[Page | BrowserContext] = []

    def open_(address: str, width: int = 1280, height: int = 800, *, afresh: bool = False, **options: Any) -> Page:
        if afresh:
            context = browser.new_context(**options)
            to_close.append(context)
        else:
            name = repr(sorted(options.items()))
            context = used[name] = used.get(name) or browser.new_context(**options)
        page = context.new_page()
        to_close.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address)
        return page

    yield open_
    for each in reversed(to_close):
        each.close()
