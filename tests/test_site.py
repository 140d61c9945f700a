"""Real builds with the real engine: what the site says, and what a fault does to it."""

from __future__ import annotations

import filecmp
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest

from conftest import ENGINE, ROOT, SITE, Repository, commit, delicate, run
from yousaid import urls


@pytest.fixture
def root(repository: Repository) -> Path:
    """A committed repository with a site and one record of each delicate kind."""
    return delicate(repository({}))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of such a repository, built once: nobody may change it."""
    return build(delicate(tmp_path_factory.mktemp("built") / "a repository"))


def build(root: Path, *words: str) -> Path:
    """Build with the command line, and return the site."""
    done = run("yousaid", "build", *words, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def read(site: Path, address: str) -> str:
    return (site / urls.file_of(address)).read_text("utf-8")


def test_a_decision_page_says_what_it_must(site: Path) -> None:
    page = read(site, "decisions/export-all/")
    for words in (
        "You said",
        "We did",
        "Ada Example",
        "12 January 2026",
        "20 February 2026",
        "3.10",
        "See for yourself",
        "First published here",
        "1 March 2026",
        "Survey of Example Customers",
        "A customer, for idea",
    ):
        assert words in page, words
    assert '<a href="../../decisions/refused/">the fax</a>' in page
    assert 'href="https://feedback.example.org/decisions/export-all/"' in page
    assert page.count("<h1") == 1


def test_record_text_is_text_everywhere(site: Path) -> None:
    page = read(site, "decisions/export-all/")
    assert page.count("<script") == page.count('<script type="application/ld+json">') == 1
    assert "<b>every" not in page
    assert "<title>Export &lt;b&gt;every&lt;/b&gt; report &amp; more &quot;in one go&quot; - You said" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <em>please</em>" in page


def test_nothing_of_a_record_that_is_held_back_is_published(site: Path) -> None:
    for file in site.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            for secret in (b"secret-plan", b"embargo", b"canary", b"nobody may know", b"customer:gone", b"/gone/"):
                assert secret not in data, (file, secret)
    assert "7</strong>" in read(site, "")


def test_a_confidential_reason_says_so_and_no_more(site: Path) -> None:
    page = read(site, "decisions/quiet/")
    assert "The reason is confidential." in page
    assert "1 January 2027" in page
    assert "date not known" in page
    records = {record["id"]: record for record in json.loads(read(site, "api/v1/decisions.json"))}
    assert records["quiet"]["reason"] == {"confidential": True, "code": None, "name": None, "text": None}


def test_every_kind_of_page_is_there(site: Path) -> None:
    for address in (
        "",
        "decisions/",
        "decisions/plain/",
        "noes/",
        "thanks/",
        "customers/ada/",
        "changelog/",
        "changelog/2026-03/",
        "how-we-decide/",
        "occasions/",
        "occasions/survey/",
        "outcomes/shipped/",
        "outcomes/merged/",
        "areas/billing/",
        "about/",
        "404.html",
        "feed.xml",
        "sitemap.xml",
        "api/v1/index.json",
        "api/v1/schema.json",
        "assets/yousaid.css",
    ):
        assert (site / urls.file_of(address)).is_file(), address
    assert not list(site.glob("yousaid-shell*"))
    assert not (site / "customers" / "gone").exists()


def test_the_menu_marks_where_we_are(site: Path) -> None:
    assert 'aria-current="true">What we said no to</a>' in read(site, "noes/")
    assert 'aria-current="true">Thanks</a>' in read(site, "customers/ada/")
    assert "aria-current" not in read(site, "about/")


def test_every_page_leads_to_the_feeds_and_to_the_data(site: Path) -> None:
    for address, way in (("", ""), ("decisions/plain/", "../../"), ("about/", "../")):
        page = read(site, address)
        assert f'type="application/atom+xml" title="You said, Example did" href="{way}feed.xml"' in page
        assert f'type="application/feed+json" title="You said, Example did" href="{way}feed.json"' in page
        assert f'href="{way}follow/">Follow</a>' in page
        assert f'href="{way}api/">Data</a>' in page


def test_the_sitemap_has_true_dates_and_only_public_pages(root: Path) -> None:
    (root / "site_src" / "late.md").write_text("# Late\n")
    commit(root, "2026-05-05T05:05:05Z")
    (root / "site_src" / "new.md").write_text("# Not committed\n")
    sitemap = ET.fromstring(read(build(root), "sitemap.xml"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    dates = {entry.findtext(f"{space}loc"): entry.findtext(f"{space}lastmod") for entry in sitemap}
    assert dates["https://feedback.example.org/decisions/plain/"] == "2026-03-01T12:00:00Z"
    assert dates["https://feedback.example.org/late/"] == "2026-05-05T05:05:05Z"
    assert dates["https://feedback.example.org/new/"] is None
    assert len(dates) == len(list((root / "site").rglob("index.html")))


def test_mkdocs_and_yousaid_build_the_same_site(root: Path) -> None:
    ours = build(root)
    done = run(ENGINE, "build", "--strict", "--site-dir", str(root / "theirs"), "-f", "mkdocs.yml", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "yousaid-shell" not in done.stderr
    assert_same(ours, root / "theirs")


def assert_same(one: Path, other: Path) -> None:
    names = names_in(one)
    assert names == names_in(other)
    assert filecmp.cmpfiles(one, other, names, shallow=False)[1:] == ([], [])


def names_in(site: Path) -> set[str]:
    """Return all files but those of the search index, which another program writes as it likes."""
    found = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    return {name for name in found if not name.startswith("pagefind/")}


def test_two_builds_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    build(root)
    copy = tmp_path / "elsewhere"
    root.rename(copy)
    environment = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    done = run("yousaid", "build", "--site-dir", "again", cwd=copy, **environment)
    assert done.returncode == 0, done.stderr
    assert_same(copy / "site", copy / "again")


@pytest.mark.parametrize("engine", ["yousaid", ENGINE])
def test_faults_leave_the_old_site_untouched(root: Path, engine: str) -> None:
    site = build(root)
    before = {file: file.stat().st_mtime_ns for file in site.rglob("*")}
    (root / "decisions" / "2026" / "plain.yml").write_text("title: Now it is broken\n")
    (root / "decisions" / "2026" / "export-all.yml").write_text("titel: This one too\n")
    done = run(engine, "build", cwd=root)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for words in (
        "decisions/2026/plain.yml:1:1: error[YS201]",
        "decisions/2026/export-all.yml:1:1: error[YS202]",
        "did you mean `title`?",
        "errors in 2 files",
    ):
        assert words in done.stderr, done.stderr
    assert {file: file.stat().st_mtime_ns for file in site.rglob("*")} == before


def test_another_repository_is_built_from_anywhere(root: Path, tmp_path: Path) -> None:
    done = run("yousaid", "build", "--root", str(root), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (root / "site" / "index.html").is_file()


def test_a_site_without_a_hand_written_home_page_has_one(repository: Repository) -> None:
    root = repository({key: SITE[key] for key in ("mkdocs.yml", "site_src/about.md")})
    site = build(root)
    assert "How it stands" in read(site, "")
    assert "<title>You said, Example did</title>" in read(site, "")


def test_a_site_without_an_address_has_no_feed_and_says_so(repository: Repository) -> None:
    root = repository(
        {**SITE, "mkdocs.yml": SITE["mkdocs.yml"].replace("site_url: https://feedback.example.org/\n", "")}
    )
    done = run("yousaid", "build", cwd=root)
    assert done.returncode == 0
    assert "YS803" in done.stderr
    assert not (root / "site" / "feed.xml").exists()
    urls_ = {record["url"] for record in json.loads(read(root / "site", "api/v1/decisions.json"))}
    assert "decisions/plain/" in urls_
    assert run("yousaid", "build", "--strict", cwd=root).returncode == 1


def test_embedded_pages_live_in_a_stock_material_site(root: Path) -> None:
    config = root / "mkdocs.yml"
    config.write_text(SITE["mkdocs.yml"].replace("[yousaid]", "[search, {yousaid: {mode: embedded}}]"))
    (root / "site_src" / "index.md").write_text("# Our handbook\n\n[The fax](decision:refused)\n")
    site = build(root)
    page = read(site, "decisions/export-all/")
    assert 'data-md-component="header"' in page
    assert "<title>Export &lt;b&gt;every" in page
    assert "Our handbook" in read(site, "")
    assert "How it stands" not in read(site, "")
    assert "yousaid-slot" not in read(site, "search/search_index.json")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"} and value and tag != "link":
                self.links.append(value)
            if name == "id" and value:
                assert value not in self.ids, f"the id {value} stands twice"
                self.ids.add(value)


def broken_links(site: Path, base: str) -> list[str]:
    """Return every internal link that leads to no file or to no place in it."""
    pages: dict[str, _Links] = {}
    for file in site.rglob("*.html"):
        parser = _Links()
        parser.feed(file.read_text("utf-8"))
        pages[file.relative_to(site).as_posix()] = parser
    broken = []
    for name, page in pages.items():
        for link in page.links:
            target, _, fragment = urljoin(base + name, link).partition("#")
            if not target.startswith(base):
                continue
            path = urls.file_of(target.removeprefix(base))
            if not (site / path).is_file() or (fragment and fragment not in pages[path].ids):
                broken.append(f"{name}: {link}")
    return broken


def test_every_link_of_the_projects_own_site_leads_somewhere(tmp_path: Path) -> None:
    done = run("yousaid", "build", "--site-dir", str(tmp_path / "site"), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert broken_links(tmp_path / "site", "https://yousaid.example/") == []
    pages = [file for file in (tmp_path / "site").rglob("*.html") if not re.search("404", file.name)]
    assert all("No official page" in page.read_text("utf-8") for page in pages)


def test_a_broken_link_would_be_found(root: Path) -> None:
    site = build(root)
    assert broken_links(site, "https://feedback.example.org/") == []
    (site / "decisions" / "refused" / "index.html").unlink()
    assert any("decisions/refused/" in link for link in broken_links(site, "https://feedback.example.org/"))
