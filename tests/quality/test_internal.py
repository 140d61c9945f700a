"""The pages that are no part of the site: what to do next, for the team, and the digest. Judged as all others are."""

from __future__ import annotations

from pathlib import Path

import pytest

import telling
from conftest import ROOT
from quality import corpus
from quality.conftest import Opened
from quality.test_accessibility import SCHEMES, SIZES, unfold, violations
from quality.test_markup import html_validate
from test_cli import invoke
from yousaid.announce import Kind, digest

NAMES = ("full", "mirrored", "empty", "digest")


@pytest.fixture(scope="module")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages: much to do, the same from right to left, nothing to do, and a digest."""
    base = tmp_path_factory.mktemp("internal")
    corpus.hard(base / "hard", language="ar")
    corpus.few(base / "few")
    (record,) = (base / "few" / "decisions" / "2026").iterdir()
    record.write_text(record.read_text("utf-8").replace("received", "declined\nreason: Nobody would use it."), "utf-8")
    folder = base / "pages"
    folder.mkdir()
    for name, root, day in (
        ("full", ROOT, "2027-09-01"),
        ("mirrored", base / "hard", "2027-09-01"),
        ("empty", base / "few", "2026-01-02"),
    ):
        invoke("next", "--root", str(root), "--today", day, "--page", str(folder / f"{name}.html"))
    site = telling.site(base / "told")
    news = (telling.a_message(site, record, kind) for record in ("export-all", "bigger", "wish") for kind in Kind)
    _, page = digest.render(telling.a_telling(site), telling.all_said(site, *news))
    (folder / "digest.html").write_bytes(page.make())
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_in_anybodys_way(internal: Path, opened: Opened, name: str) -> None:
    page = opened((internal / f"{name}.html").as_uri())
    assert page.locator("h1").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == (
        "rtl" if name == "mirrored" else "ltr"
    )
    assert (page.locator("li").count() == 0) is (name in {"empty", "digest"})
    unfold(page)
    wrong = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in SIZES:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            wrong[scheme, width] = violations(page)
    assert {where: what for where, what in wrong.items() if what} == {}


def test_no_page_has_an_error(internal: Path) -> None:
    assert html_validate(internal) == {}
