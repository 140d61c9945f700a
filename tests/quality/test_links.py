"""Every address that the site names leads somewhere, and everything can be reached from the beginning."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from quality.sites import Finished, leads_on
from yousaid.urls import API, HOME

TEXTS = {".html", ".xml", ".json", ".ndjson", ".csv", ".ics", ".txt", ".svg", ".webmanifest", ".css"}
NAMED_BY = {"href", "src", "action", "poster", "data", "cite"}
LINKS_FROM_HOME = 4


class Reading(HTMLParser):
    """What one page holds: addresses, anchors and the ranks of its headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.named: list[str] = []
        self.links: list[str] = []
        self.anchors = {"", "top"}
        self.headings: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in NAMED_BY and value is not None:
                self.named.append(value)
                if tag == "a":
                    self.links.append(value)
            elif name == "srcset" and value:
                self.named += [each.split()[0] for each in value.split(",")]
            elif name == "id" and value:
                self.anchors.add(value)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


@cache
def reading(file: Path) -> Reading:
    return Reading(file.read_text("utf-8"))


def target(site: Finished, host: str, base: str, address: str) -> tuple[Path, str] | None:
    """Return the file and the fragment that an address leads to, or None where it leads to another host."""
    absolute, fragment = urldefrag(urljoin(base, address.strip()))
    if not absolute.startswith(host):
        return None
    path = unquote(urlsplit(absolute).path).lstrip("/")
    return site.folder / (f"{path}index.html" if path.endswith("/") or not path else path), unquote(fragment)


def named(site: Finished, host: str, file: Path) -> Iterator[str]:
    """Yield every address in a file: those of a page's elements, and all absolute ones in any text."""
    text = file.read_text("utf-8")
    if file.suffix == ".ics":
        text = re.sub(r"\r?\n[ \t]", "", text)
    if file.suffix == ".html":
        yield from reading(file).named
    if file.suffix == ".css":
        yield from (each for each in re.findall(r"url\(['\"]?([^'\")]+)", text) if not each.startswith("data:"))
    # Twice: a feed holds escaped HTML, a page may hold the escaped HTML of a badge to copy.
    for each in re.findall(re.escape(host) + r"""[^\s"'<>\\)\]}|`,;]*""", unescape(unescape(text))):
        # The description of the API names a folder, and templates of addresses in it.
        if "{" not in each and not (file.name == "openapi.json" and each == f"{host}{API}".rstrip("/")):
            yield each.rstrip(".:!?")


@pytest.mark.parametrize("name", ["own", "hard", "few", "mirrored"])
def test_every_address_and_fragment_leads_somewhere(request: pytest.FixtureRequest, name: str) -> None:
    site: Finished = request.getfixturevalue(name)
    host = host_of(site)
    lost = set()
    for file in site.folder.rglob("*"):
        if file.suffix not in TEXTS or "stylesheets" in file.parts:
            continue
        base = host + file.relative_to(site.folder).as_posix().removesuffix("index.html")
        for address in named(site, host, file):
            found = target(site, host, base, address)
            if found and (
                not found[0].is_file()
                or (found[1] and found[0].suffix == ".html" and found[1] not in reading(found[0]).anchors)
            ):
                lost.add((file.relative_to(site.folder).as_posix(), address))
    assert lost == set(), f"{len(lost)} in all"


def host_of(site: Finished) -> str:
    """Return the address under which the site will be published."""
    found = re.search(r'<link rel="canonical" href="([^"]+)"', (site.folder / "index.html").read_text("utf-8"))
    assert found
    return found[1]


@pytest.mark.parametrize("name", ["own", "hard", "few"])
def test_every_page_is_within_four_links_of_home(request: pytest.FixtureRequest, name: str) -> None:
    site: Finished = request.getfixturevalue(name)
    host = host_of(site)
    reached = {site.folder / "index.html": 0}
    edge = list(reached)
    while edge:
        here = edge.pop(0)
        base = host + here.relative_to(site.folder).as_posix().removesuffix("index.html")
        for address in reading(here).links:
            found = target(site, host, base, address)
            if found and found[0].suffix == ".html" and found[0].is_file() and found[0] not in reached:
                reached[found[0]] = reached[here] + 1
                edge.append(found[0])
    every = set(site.folder.rglob("*.html")) - {site.folder / "404.html"}
    paths = {file.relative_to(site.folder).as_posix(): reached.get(file) for file in every}
    # Others link to old addresses, and we do not.
    removed = json.loads((site.folder / "api/v1/removed.json").read_text("utf-8"))
    old = {f"{each['url'].removeprefix(host)}index.html" for each in removed}
    old |= {path for path in paths if leads_on(site.folder / path)}
    assert {path for path, links in paths.items() if links is None} == old, "nothing leads here"
    assert {path: links for path, links in paths.items() if links and links > LINKS_FROM_HOME} == {}


@pytest.mark.parametrize("name", ["own", "hard", "few"])
def test_headings_are_in_order(request: pytest.FixtureRequest, name: str) -> None:
    site: Finished = request.getfixturevalue(name)
    wrong = {}
    for file in site.folder.rglob("*.html"):
        ranks = reading(file).headings
        if ranks.count(1) != 1 or ranks[0] != 1 or any(lower > upper + 1 for upper, lower in pairwise(ranks)):
            wrong[file.relative_to(site.folder).as_posix()] = ranks
    assert wrong == {}


def test_home_is_where_the_walk_begins(own: Finished) -> None:
    assert own.kinds["home"] == [HOME.at()]
