"""Addresses that stay: what moved leads to where it is, what was removed says so, and each page names its record."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import ABOUT, TODAY, Repository, commit, git, site_of
from past import record
from test_reading import content
from yousaid import pipeline
from yousaid.diagnostics import Diagnostic
from yousaid.outputs import pages
from yousaid.views import About, Site

RECORD = "title: Print in blue\nidea: Please.\nasked: unknown\noutcome: received\narea: reports\n"
GONE = "removed: 2026-05-01\nbecause: It was published twice; [it is here](decision:plain).\n"
EXAMPLE = "# This is an example; delete it.\n"
CUSTOMER = "name: Bo Example\nform: person\nconsent: {given: 2026-01-20, how: asked}\n"


@pytest.fixture
def root(repository: Repository) -> Path:
    """Make a repository with a record of its own, published in spring."""
    root = repository({"decisions/2026/blue.yml": RECORD})
    commit(root, "2026-04-01T12:00:00Z")
    return root


def move(root: Path, old: str, new: str, day: str = "2026-05-01") -> None:
    (root / f"decisions/{new}.yml").parent.mkdir(exist_ok=True)
    git(root, "mv", f"decisions/{old}.yml", f"decisions/{new}.yml")
    commit(root, f"{day}T12:00:00Z")


def data(site: Site) -> dict[str, bytes]:
    return {file.path: file.make() for file in pipeline.data(site)}


def api(site: Site, name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(data(site)[f"api/v1/{name}.json"])
    return found


def faults(root: Path) -> list[Diagnostic]:
    built = pipeline.build(pipeline.Settings(root, TODAY, None, ABOUT))
    return [fault for fault in built.faults if fault.severity == "error"]


# What moved.


def test_a_record_of_another_name_is_found_at_its_old_address(root: Path) -> None:
    move(root, "2026/blue", "2025/print-in-blue")
    site = site_of(root)
    page = data(site)["decisions/blue/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../../decisions/print-in-blue/">' in page
    assert f'<link rel="canonical" href="{ABOUT.url}decisions/print-in-blue/">' in page
    assert '<p><a href="../../decisions/print-in-blue/">Go to the page</a></p>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "<script" not in page
    assert [each["former_ids"] for each in api(site, "decisions") if each["id"] == "print-in-blue"] == [["blue"]]
    assert "decisions/blue/" not in {page.address for page in pages.pages(site)}


def test_another_year_is_no_other_address(root: Path) -> None:
    move(root, "2026/blue", "2025/blue")
    assert site_of(root).redirects == ()


def test_an_address_without_a_site_has_no_canonical_form(root: Path) -> None:
    move(root, "2026/blue", "2026/print-in-blue")
    page = data(site_of(root, About("Example", language="ar")))["decisions/blue/index.html"].decode()
    assert "canonical" not in page
    assert '<html lang="ar" dir="rtl">' in page


def test_of_two_moves_both_old_addresses_lead_to_the_newest(root: Path) -> None:
    move(root, "2026/blue", "2026/azure")
    move(root, "2026/azure", "2026/navy", "2026-05-02")
    found = {(each.old, each.new) for each in site_of(root).redirects}
    assert found == {("blue", "navy"), ("azure", "navy")}


def test_what_moved_keeps_its_id_for_those_who_follow_it(root: Path) -> None:
    credit = "credits: [bo]\nreview_by: 2027-01-01\n"
    (root / "decisions/2026/blue.yml").write_text(RECORD.replace("received", "planned\nanswer: Yes.") + credit)
    (root / "decisions/customers/bo.yml").write_text(CUSTOMER)
    commit(root, "2026-04-02T12:00:00Z")
    move(root, "customers/bo", "customers/bob")
    (root / "decisions/2026/blue.yml").write_text(
        RECORD.replace("received", "planned\nanswer: Yes.") + credit.replace("bo]", "bob]")
    )
    move(root, "2026/blue", "2026/azure")
    move(root, "2026/azure", "2026/navy", "2026-05-02")
    files, tag = data(site_of(root)), "tag:feedback.example.org,2026:/"
    feed = files["customers/bob/feed.xml"].decode()
    assert re.findall("<id>(.*?)</id>", feed) == [f"{tag}customers/bo/", f"{tag}decisions/blue/"]
    assert f'href="{ABOUT.url}decisions/navy/"' in feed
    assert [each["id"] for each in json.loads(files["customers/bob/feed.json"])["items"]] == [f"{tag}decisions/blue/"]
    assert "UID:tag:feedback.example.org\\,2026:/decisions/blue/\r\n" in files["calendar.ics"].decode()


def test_the_id_of_another_page_is_not_taken(root: Path) -> None:
    move(root, "2026/blue", "2026/azure")
    (root / "decisions/2026/blue.yml").write_text(f"{RECORD.replace('blue', 'dark blue')}why: It is a new idea.\n")
    commit(root, "2026-05-02T12:00:00Z")
    found = re.findall("<id>.*?/decisions/(.*?)/</id>", data(site_of(root))["feed.xml"].decode())
    assert {"blue", "azure"} <= set(found)
    assert len(found) == len(set(found))
    move(root, "2026/blue", "2026/navy", "2026-05-03")
    again = re.findall("<id>.*?/decisions/(.*?)/</id>", data(site_of(root))["feed.xml"].decode())
    assert again == found, "the one that was there last keeps it"


def test_where_there_is_a_page_again_there_is_no_way_on(root: Path) -> None:
    move(root, "2026/blue", "2026/azure")
    (root / "decisions/2026/blue.yml").write_text(RECORD.replace("blue", "another blue"))
    commit(root, "2026-05-02T12:00:00Z")
    assert site_of(root).redirects == ()


def test_of_two_that_had_an_address_it_was_that_of_the_later_one_last(root: Path) -> None:
    move(root, "2026/blue", "2026/azure")
    (root / "decisions/2026/blue.yml").write_text(f"{RECORD.replace('blue', 'dark blue')}why: It is a new idea.\n")
    commit(root, "2026-05-02T12:00:00Z")
    move(root, "2026/blue", "2026/navy", "2026-05-03")
    assert [(each.old, each.new) for each in site_of(root).redirects] == [("blue", "navy")]


def test_a_name_that_was_never_public_leads_nowhere(repository: Repository) -> None:
    root = repository({"decisions/2026/blue.yml": f"{RECORD}draft: true\n"})
    commit(root, "2026-04-01T12:00:00Z")
    git(root, "mv", "decisions/2026/blue.yml", "decisions/2026/azure.yml")
    (root / "decisions/2026/azure.yml").write_text(RECORD)
    commit(root, "2026-05-01T12:00:00Z")
    assert site_of(root).redirects == ()


def test_an_occasion_moves_too(root: Path) -> None:
    move(root, "occasions/survey", "occasions/survey-2026")
    site = site_of(root)
    assert "occasions/survey-2026/" in data(site)["occasions/survey/index.html"].decode()
    assert [each["former_ids"] for each in api(site, "occasions")] == [["survey"]]


def test_a_customer_moves_with_badge_and_feeds(root: Path) -> None:
    (root / "decisions/customers/bo.yml").write_text(CUSTOMER)
    (root / "decisions/2026/blue.yml").write_text(f"{RECORD}credits: [bo]\n")
    commit(root, "2026-04-02T12:00:00Z")
    (root / "decisions/2026/blue.yml").write_text(f"{RECORD}credits: [bo-2]\n")
    move(root, "customers/bo", "customers/bo-2")
    site = site_of(root)
    files = data(site)
    assert "customers/bo-2/" in files["customers/bo/index.html"].decode()
    for name in ("badge.svg", "feed.xml", "feed.json"):
        assert files[f"customers/bo/{name}"] == files[f"customers/bo-2/{name}"]
    assert [each["former_ids"] for each in api(site, "customers")] == [["bo"]]


def test_a_customer_with_many_pages_moves_with_all_of_them(root: Path) -> None:
    (root / "decisions/customers/bo.yml").write_text(CUSTOMER)
    wishes = [root / f"decisions/2026/wish-{number}.yml" for number in range(26)]
    for wish in wishes:
        wish.write_text(f"{RECORD}credits: [bo]\n")
    commit(root, "2026-04-02T12:00:00Z")
    for wish in wishes:
        wish.write_text(f"{RECORD}credits: [bo-2]\n")
    move(root, "customers/bo", "customers/bo-2")
    files = data(site_of(root))
    assert "url=../../../../customers/bo-2/page/2/" in files["customers/bo/page/2/index.html"].decode()
    assert "customers/bo/page/3/index.html" not in files


def test_a_name_taken_back_is_in_no_old_address(root: Path) -> None:
    (root / "decisions/customers/bo.yml").write_text(CUSTOMER)
    (root / "decisions/2026/bo-example-wants-blue.yml").write_text(f"{RECORD}credits: [bo]\n")
    commit(root, "2026-04-02T12:00:00Z")
    (root / "decisions/customers/bo.yml").write_text("form: person\nwithdrawn: 2026-05-01\n")
    move(root, "2026/bo-example-wants-blue", "2026/wants-blue")
    assert site_of(root).redirects == ()
    (root / "decisions/2026/wants-blue.yml").unlink()
    git(root, "rm", "-q", "decisions/2026/wants-blue.yml")
    (root / "decisions/removed").mkdir()
    (root / "decisions/removed/wants-blue.yml").write_text(GONE)
    commit(root, "2026-05-02T12:00:00Z")
    site = site_of(root)
    assert [each.key for each in site.removed] == ["wants-blue"]
    assert site.redirects == ()


@pytest.mark.parametrize(("name", "leads"), [("Blue", True), ("Deep Blue", False)])
def test_one_word_of_a_name_that_only_changed_is_a_word(name: str, leads: bool, root: Path) -> None:
    (root / "decisions/customers/bo.yml").write_text(CUSTOMER.replace("Bo Example", name))
    commit(root, "2026-04-02T12:00:00Z")
    (root / "decisions/customers/bo.yml").write_text(CUSTOMER.replace("Bo Example", "Blue Paper Ltd"))
    move(root, "2026/blue", "2026/in-deep-blue")
    move(root, "2026/in-deep-blue", "2026/print-in-colour-too")
    assert ("blue" in {each.old for each in site_of(root).redirects}) is True
    assert ("in-deep-blue" in {each.old for each in site_of(root).redirects}) is leads


# What was removed.


def remove(root: Path, text: str = GONE) -> None:
    (root / "decisions/2026/blue.yml").unlink()
    (root / "decisions/removed").mkdir(exist_ok=True)
    (root / "decisions/removed/blue.yml").write_text(text)
    commit(root, "2026-05-01T12:00:00Z")


def test_what_was_removed_says_so_at_its_address_and_nowhere_else(root: Path) -> None:
    before = site_of(root)
    remove(root)
    site = site_of(root)
    page = content(site, "decisions/blue/")
    assert page.title == "This decision was removed"
    assert '<time datetime="2026-05-01">1 May 2026</time>' in page.body
    assert 'It was published twice; <a href="../../decisions/plain/">it is here</a>' in page.body
    assert "Print in blue" not in page.body
    others = [each for each in pages.pages(site) if each.address != "decisions/blue/"]
    assert not [each.address for each in others if "decisions/blue" in each.render().body]
    found = {path for path, made in data(site).items() if b"blue" in made}
    assert found == {"api/v1/removed.json", "api/v1/openapi.json"}  # the example in the second is the first
    assert len(site.decisions) == len(before.decisions) - 1
    assert site.figures.balance != before.figures.balance


def test_the_api_tells_what_was_removed(root: Path) -> None:
    remove(root)
    newest = git(root, "rev-parse", "HEAD").strip()
    assert api(site_of(root), "removed") == [
        {
            "id": "blue",
            "url": f"{ABOUT.url}decisions/blue/",
            "was": "record",
            "removed": "2026-05-01",
            "confidential": False,
            "because": "It was published twice; [it is here](decision:plain).",
            "path": "decisions/removed/blue.yml",
            "commit": newest,
            "former_ids": [],
        }
    ]


def test_a_removal_may_be_confidential(root: Path) -> None:
    remove(root, "removed: 2026-05-01\nbecause: confidential\n")
    site = site_of(root)
    assert "The reason is confidential." in content(site, "decisions/blue/").body
    (told,) = api(site, "removed")
    assert (told["confidential"], told["because"]) == (True, None)


def test_an_occasion_can_be_removed(root: Path) -> None:
    git(root, "mv", "-k", "decisions/occasions/survey.yml", "decisions/occasions/x.yml")
    (root / "decisions/occasions/x.yml").unlink()
    (root / "decisions/removed").mkdir()
    (root / "decisions/removed/survey.yml").write_text(f"{GONE}was: occasion\n")
    commit(root, "2026-05-01T12:00:00Z")
    site = site_of(root)
    page = content(site, "occasions/survey/")
    assert page.title == "This page was removed"
    assert '<a href="../../occasions/">When we asked</a>' in page.body
    assert [each["was"] for each in api(site, "removed")] == ["occasion"]


def test_what_was_moved_and_then_removed_is_told_at_both_addresses(root: Path) -> None:
    move(root, "2026/blue", "2026/azure")
    git(root, "rm", "-q", "decisions/2026/azure.yml")
    (root / "decisions/removed").mkdir()
    (root / "decisions/removed/azure.yml").write_text(GONE)
    commit(root, "2026-05-02T12:00:00Z")
    site = site_of(root)
    assert "decisions/azure/" in data(site)["decisions/blue/index.html"].decode()
    assert [each["former_ids"] for each in api(site, "removed")] == [["blue"]]


def test_the_newest_removal_stands_first(root: Path) -> None:
    (root / "decisions/removed").mkdir()
    for key, day in (("a", "2026-03-01"), ("b", "2026-03-02"), ("c", "2026-03-02")):
        (root / f"decisions/removed/{key}.yml").write_text(GONE.replace("2026-05-01", day))
    assert [each.key for each in site_of(root).removed] == ["b", "c", "a"]


def test_a_public_record_must_not_vanish(root: Path) -> None:
    git(root, "rm", "-q", "decisions/2026/blue.yml")
    commit(root, "2026-05-01T12:00:00Z")
    (fault,) = faults(root)
    assert (fault.code.id, fault.span.path, fault.span.line) == ("YS349", "decisions/2026/blue.yml", 0)
    assert fault.message == "the record `blue` was public since 2026-04-01, and must not vanish"
    assert "decisions/removed/blue.yml" in fault.hint
    # What the hint says is enough.
    lines = re.findall("`(removed: [^`]*)`", fault.hint)
    assert lines == ["removed: 2026-05-01"]
    (root / "decisions/removed").mkdir()
    (root / "decisions/removed/blue.yml").write_text(f"{lines[0]}\nbecause: It was a test.\n")
    assert not faults(root)


def test_the_examples_of_a_new_repository_may_go_and_become_records(repository: Repository) -> None:
    ids = ("example-blue", "example-green", "example-red", "mine")  # the words alone make no example of a record
    root = repository({f"decisions/2026/{key}.yml": f"# …\n{EXAMPLE}{record(about=key)}" for key in ids})
    commit(root, "2026-04-01T12:00:00Z")
    git(root, "rm", "-q", "decisions/2026/example-blue.yml", "decisions/2026/mine.yml")
    git(root, "mv", "decisions/2026/example-green.yml", "decisions/2026/green.yml")
    for file in ("example-red", "green"):
        text = (root / f"decisions/2026/{file}.yml").read_text()
        (root / f"decisions/2026/{file}.yml").write_text(text.replace(EXAMPLE, ""))
    commit(root, "2026-05-01T12:00:00Z")
    assert [fault.message.split("`")[1] for fault in faults(root)] == ["mine"]
    git(root, "checkout", "-q", "HEAD~1", "decisions/2026/mine.yml")
    site = site_of(root)
    first = {each.key: str(each.past.first.date()) for each in site.decisions if each.past}
    assert (first["example-red"], first["green"], site.redirects) == ("2026-05-01", "2026-05-01", ())


def test_a_record_does_not_vanish_for_an_occasion_that_was_removed(root: Path) -> None:
    remove(root, f"{GONE}was: occasion\n")
    assert [fault.code.id for fault in faults(root)] == ["YS349"]


def test_what_came_back_has_not_vanished(root: Path) -> None:
    git(root, "rm", "-q", "decisions/2026/blue.yml")
    commit(root, "2026-05-01T12:00:00Z")
    (root / "decisions/2025").mkdir()
    (root / "decisions/2025/blue.yml").write_text(RECORD)
    assert not faults(root)


def test_what_never_was_public_may_vanish(repository: Repository) -> None:
    root = repository({"decisions/2026/blue.yml": f"{RECORD}draft: true\n"})
    commit(root, "2026-04-01T12:00:00Z")
    git(root, "rm", "-q", "decisions/2026/blue.yml")
    commit(root, "2026-05-01T12:00:00Z")
    assert not faults(root)


def test_an_address_that_tells_a_name_taken_back_may_vanish(root: Path) -> None:
    (root / "decisions/customers/bo.yml").write_text(CUSTOMER)
    (root / "decisions/2026/for-bo-example.yml").write_text(RECORD)
    commit(root, "2026-04-02T12:00:00Z")
    (root / "decisions/customers/bo.yml").write_text("form: person\nwithdrawn: 2026-05-01\n")
    git(root, "rm", "-q", "decisions/2026/for-bo-example.yml")
    commit(root, "2026-05-01T12:00:00Z")
    assert not faults(root)


# From what a page was made.


def made_from(site: Site, address: str) -> str:
    found = re.search(r'<p class="ys-meta">Made from (.*)</p>', content(site, address).body)
    assert found
    return found[1]


def test_each_page_of_a_record_names_the_file_and_the_commit(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD").strip()
    (root / "decisions/2026/blue.yml").write_text(f"{RECORD}why: It is nicer.\n")
    commit(root, "2026-05-01T12:00:00Z")
    newest = git(root, "rev-parse", "HEAD").strip()
    site = site_of(root)
    line = '<code dir="ltr">decisions/{}</code>, commit <code dir="ltr">{}</code>.'
    assert made_from(site, "decisions/plain/") == line.format("2026/plain.yml", first[:10])
    assert made_from(site, "decisions/blue/") == line.format("2026/blue.yml", newest[:10])
    assert made_from(site, "occasions/survey/") == line.format("occasions/survey.yml", first[:10])
    assert made_from(site, "how-we-decide/") == line.format("vocabulary.yml", first[:10])
    found = {each["id"]: (each["path"], each["commit"]) for each in api(site, "decisions")}
    assert found["plain"] == ("decisions/2026/plain.yml", first)
    assert found["blue"] == ("decisions/2026/blue.yml", newest)


def test_the_newest_commit_is_in_one_file_only(root: Path) -> None:
    commit(root, "2026-05-01T12:00:00Z")
    newest = git(root, "rev-parse", "HEAD").strip()
    site = site_of(root)
    files = data(site)
    assert json.loads(files["api/v1/index.json"])["commit"] == newest
    short = newest[:7].encode()
    assert [path for path, made in files.items() if short in made] == ["api/v1/index.json"]
    assert not [page.address for page in pages.pages(site) if newest[:7] in page.render().body]


@pytest.mark.parametrize(
    ("repository_at", "link"),
    [
        ("https://git.example.org/us/said/", "https://git.example.org/us/said/commit/{}"),
        ("https://bitbucket.example.org/us/said", "https://bitbucket.example.org/us/said/commits/{}"),
        ('https://git.example.org/{a}"b', "https://git.example.org/{{a}}&#34;b/commit/{}"),
    ],
)
def test_a_commit_is_linked_where_the_repository_can_be_seen(root: Path, repository_at: str, link: str) -> None:
    newest = git(root, "rev-parse", "HEAD").strip()
    site = site_of(root, About("Example", ABOUT.url, repository=repository_at))
    assert f'commit <a href="{link.format(newest)}" rel="nofollow">' in made_from(site, "decisions/plain/")


def test_what_is_not_committed_says_so(root: Path) -> None:
    (root / "decisions/2026/blue.yml").write_text(RECORD.replace("Please", "Pretty please"))
    (root / "decisions/2026/new.yml").write_text(RECORD)
    site = site_of(root)
    for key in ("blue", "new"):
        changed = f'<code dir="ltr">decisions/2026/{key}.yml</code>, with changes that are not committed yet.'
        assert made_from(site, f"decisions/{key}/") == changed
    assert {each["id"]: each["commit"] for each in api(site, "decisions")}["blue"] is None


def test_without_a_history_nothing_is_known_of_it(repository: Repository) -> None:
    site = site_of(repository({}))
    assert made_from(site, "decisions/plain/").endswith("plain.yml</code>. Its history is not known.")
    assert json.loads(data(site)["api/v1/index.json"])["commit"] is None


@pytest.mark.parametrize(
    "written",
    [
        RECORD.replace("\n", "\r\n").encode(),
        RECORD.encode("utf-8-sig"),
        RECORD.replace("\n", "\r\n").encode("utf-8-sig"),
    ],
    ids=["line ends of Windows", "a mark of the encoding", "both"],
)
def test_a_file_is_what_was_committed_however_it_is_encoded(repository: Repository, written: bytes) -> None:
    root = repository({"decisions/2026/blue.yml": written})
    commit(root)
    assert site_of(root).by_key["blue"].commit == git(root, "rev-parse", "HEAD").strip()


def test_a_repository_of_longer_ids_is_understood_too(repository: Repository) -> None:
    root = repository({})
    git(root, "init", "-q", "-b", "main", "--object-format=sha256")
    commit(root)
    assert len(site_of(root).by_key["plain"].commit) == 64


def test_the_steps_of_a_record_are_in_the_data(root: Path) -> None:
    (root / "decisions/2026/blue.yml").write_text(RECORD.replace("received", "reviewing"))
    commit(root, "2026-05-01T12:00:00Z")
    (found,) = (each for each in api(site_of(root), "decisions") if each["id"] == "blue")
    assert found["moves"] == [
        {"outcome": "received", "published": "2026-04-01T12:00:00Z"},
        {"outcome": "reviewing", "published": "2026-05-01T12:00:00Z"},
    ]
