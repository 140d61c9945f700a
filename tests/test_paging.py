"""Lists that go on on further pages: those of a month, of everything refused, of an occasion, and of a customer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import TODAY, Repository, commit, git, site_of
from test_changelog import customer, record, seen
from yousaid import pipeline, urls, views
from yousaid.history import History
from yousaid.outputs import pages, redirects
from yousaid.outputs.output import Page
from yousaid.outputs.pages import changelog, listings
from yousaid.outputs.pages.paging import sheets
from yousaid.shell import PLACES, place_of
from yousaid.views import About, Site

OCCASION = "title: Survey\nquestion: What?\ndate: 2026-01-05\nlinks: [https://example.org/survey]\n"


def site_with(repository: Repository, files: Mapping[str, str]) -> Site:
    checked = pipeline.check(
        pipeline.Settings(repository({f"decisions/{key}.yml": files[key] for key in files}), TODAY)
    )
    return views.site(checked.corpus, History(), TODAY, About("Test", "https://feedback.example.org/"))


def made(site: Site, kind: urls.PageKind, key: str = "") -> dict[str, str]:
    """Return the pages of a kind by address; each has a frame."""
    found: list[Page] = [page for page in pages.pages(site) if page.kind is kind and f"/{key}" in page.address]
    assert all(place_of(page) in PLACES for page in found)
    return {page.address: page.render().body for page in found}


def headings(body: str) -> list[str]:
    return [" ".join(re.sub("<[^>]+>", "", each).split()) for each in re.findall("<h2>(.*?)</h2>", body)]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], [[]]),
        ([("a", [])], [[]]),
        ([("a", [1, 2]), ("b", [3])], [[("a", [1, 2])], [("b", [3])]]),
        ([("a", [1]), ("a", [2, 3, 4])], [[("a", [1]), ("a", [2])], [("a", [3, 4])]]),
    ],
)
def test_groups_go_on_on_the_next_page(
    groups: list[tuple[str, list[int]]], expected: list[list[tuple[str, list[int]]]]
) -> None:
    assert sheets(groups, 2) == expected


def test_a_month_with_very_much_in_it_has_several_pages(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changelog, "LINES_PER_PAGE", 2)
    monkeypatch.setattr(changelog, "CARDS", 2)
    files = {"customers/bo.yml": customer("Bo Example")}
    files |= {f"a{n}.yml": record("shipped: unknown\ncredits: [bo]\n", f"Wish {n}") for n in range(3)}
    files |= {"b.yml": record("answered: unknown\n", "Answered wish"), "c.yml": record("answered: 2026-01-05\n")}
    found = made(seen(repository, files), urls.MONTH)
    first, second = found["changelog/unknown/"], found["changelog/unknown/page/2/"]
    assert list(found)[1:] == ["changelog/unknown/", "changelog/unknown/page/2/"]
    assert headings(first) == ["Shipped (3)"]
    assert headings(second) == ["Shipped (3)", "Answered (1)"]
    assert [re.findall(r"Wish \d|Answered wish", each) for each in (first, second)] == [
        ["Wish 0", "Wish 1"],
        ["Wish 2", "Answered wish"],
    ]
    assert ["Thanks to" in each.split("<section>")[0] for each in (first, second)] == [True, False]
    assert '<a rel="next" href="../../changelog/unknown/page/2/">Next page</a>' in first
    assert '<a rel="prev" href="../../../../changelog/unknown/">Previous page</a>' in second
    assert all('aria-label="Months"' in each for each in (first, second))


def test_everything_refused_has_several_pages_and_counts_whole_groups(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listings, "LINES_PER_PAGE", 3)
    no = record("reason: It is slow.\n").replace("received", "declined")
    site = seen(repository, {f"no{n}.yml": no.replace("Print", f"No {n}") for n in range(4)})
    found = made(site, urls.NOES)
    assert list(found) == ["noes/", "noes/page/2/"]
    assert [headings(body) for body in found.values()] == [["In our own words (4)"]] * 2
    assert [re.findall(r"No \d", body) for body in found.values()] == [["No 0", "No 1", "No 2"], ["No 3"]]
    titles = [page.render().title for page in pages.pages(site) if page.kind is urls.NOES]
    assert titles == ["What we said no to, and why", "What we said no to, and why, page 2"]


def test_an_occasion_with_many_records_shows_25_of_them_on_a_page(repository: Repository) -> None:
    files = {f"2026/r{n}": record("occasion: survey-1\n", f"Wish {n}") for n in range(26)}
    found = made(site_with(repository, {"occasions/survey-1": OCCASION, **files}), urls.OCCASION, "survey-1")
    assert list(found) == ["occasions/survey-1/", "occasions/survey-1/page/2/"]
    assert [body.count("<article") for body in found.values()] == [25, 1]
    assert all("26 decisions came of it:" in body for body in found.values())


def test_all_pages_of_an_occasion_that_moved_lead_on(repository: Repository) -> None:
    files: dict[str, str | bytes | None] = {
        f"decisions/2026/r{n}.yml": record("occasion: survey-1\n", f"Wish {n}") for n in range(26)
    }
    root: Path = repository({"decisions/occasions/survey-1.yml": OCCASION, **files})
    commit(root, "2026-03-01T12:00:00Z")
    git(root, "mv", "decisions/occasions/survey-1.yml", "decisions/occasions/spring.yml")
    for path in files:
        (root / path).write_text(str(files[path]).replace("survey-1", "spring"))
    commit(root, "2026-03-02T12:00:00Z")
    found = {file.path for file in redirects.files(site_of(root))}
    assert {"occasions/survey-1/index.html", "occasions/survey-1/page/2/index.html"} <= found


def test_every_page_of_a_customer_has_its_number(repository: Repository) -> None:
    files = {"customers/bo": customer("Bo Example")}
    files |= {f"2026/r{n}": record("credits: [bo]\n", f"Wish {n}") for n in range(76)}
    found = made(site_with(repository, files), urls.CUSTOMER, "bo")
    assert len(found) == 4
    assert 'href="../../customers/bo/page/4/">4</a>' in found["customers/bo/"]
