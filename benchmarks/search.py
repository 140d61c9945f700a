"""Measure how long a search takes on a slow line: ``python benchmarks/search.py SITE``, a finished site with an index.

A fresh browser opens the search page, and we wait until the first result can be seen. Nothing is in its cache. The
line is the "slow 4G" that Lighthouse simulates for phones: 1.6 Mbit/s down, 750 kbit/s up, 150 ms for a round trip
(`throttling.mobileSlow4G`, from lighthouse/core/config/constants.js), kept by the browser itself through
`Network.emulateNetworkConditions`. Needs what `make test` installs, and Chromium.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from quality.conftest import CHROMIUM
from quality.sites import serving

LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_638_400 / 8, "uploadThroughput": 768_000 / 8}
WORDS = ("every", "invoices", "offline", "translate the reports")
"""In most records of `corpus.py`, in some, in a few, and three at once."""
FIRST = ".ys-search__results li"
A_KEY = 150  # milliseconds from key to key


def main() -> None:
    """Read the command line, measure, print rows of a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, help="the folder of a finished site")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="visits for each row; the median is printed")
    parser.add_argument("--words", nargs="+", default=WORDS, metavar="TEXT", help="what to look for")
    options = parser.parse_args()
    print("| looked for | of an address: least s | median s | typed: after Enter, median s | kB | requests |")
    print("|:--|--:|--:|--:|--:|--:|")
    with serving(options.site) as address, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for words in options.words:
            print(row(browser, f"{address}search/", words, options.runs), flush=True)
        browser.close()
    print(f"\nSeconds to the first result, {options.runs} visits each; load at the end {os.getloadavg()[0]:.1f}")


def row(browser: Browser, address: str, words: str, runs: int) -> str:
    """Return a row of the table: so many first visits in each way."""
    asked = [opened(browser, address, words) for _ in range(runs)]
    after = statistics.median(typed(browser, address, words) for _ in range(runs))
    seconds, sizes, requests = zip(*asked, strict=True)
    median, size, answers = map(statistics.median, (seconds, sizes, requests))
    return f"| {words} | {min(seconds):.2f} | {median:.2f} | {after:.2f} | {size / 1000:.0f} | {answers:.0f} |"


def opened(browser: Browser, address: str, words: str) -> tuple[float, int, int]:
    """Follow a link to a question: seconds to the first result, and the bytes and answers until then."""
    with visit(browser) as (page, sizes):
        began = time.perf_counter()
        page.goto(f"{address}?words={quote(words)}", wait_until="commit")
        page.locator(FIRST).first.wait_for()
        took = time.perf_counter() - began
        return took, sum(sizes), len(sizes)


def typed(browser: Browser, address: str, words: str) -> float:
    """Open the page and type at once, as fast as one does: seconds from Enter to the first result."""
    with visit(browser) as (page, _):
        page.goto(address, wait_until="domcontentloaded")
        page.locator("#words").click()
        page.keyboard.type(words, delay=A_KEY)
        began = time.perf_counter()
        page.keyboard.press("Enter")
        page.locator(FIRST).first.wait_for()
        return time.perf_counter() - began


@contextmanager
def visit(browser: Browser) -> Iterator[tuple[Page, list[int]]]:
    """Yield a page of a fresh browser on a slow line, and the bytes of every answer that has come to its end."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    session = page.context.new_cdp_session(page)
    sizes: list[int] = []

    def ended(event: dict[str, Any]) -> None:
        sizes.append(int(event["encodedDataLength"]))

    session.on("Network.loadingFinished", ended)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    yield page, sizes
    context.close()


if __name__ == "__main__":
    main()
