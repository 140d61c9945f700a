"""Feeds: valid by the schemas, dated by history, and nothing in them that may not be."""

from __future__ import annotations

import datetime as dt
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
from lxml import etree  # type: ignore[import-untyped]

from conftest import ABOUT, HERE, Repository, commit, site_of
from yousaid import urls
from yousaid.outputs import feed, pages
from yousaid.outputs.pages.book import Book
from yousaid.views import About, Site

ATOM = "{http://www.w3.org/2005/Atom}"
UNDATED = "title: T\nidea: I\nasked: unknown\noutcome: received\narea: reports\n"
SCHEMA = etree.parse(HERE / "schemas" / "atom.rng")
RELAX_NG = etree.RelaxNG(SCHEMA)
NAMES = {"atom": "http://www.w3.org/2005/Atom", "s": "http://www.ascc.net/xml/schematron"}
_TEXT = {"type": "string", "minLength": 1}
_ADDRESS = {"type": "string", "pattern": "^https://feedback\\.example\\.org/"}
_TIME = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
_AUTHORS = {
    "type": "array",
    "items": {"type": "object", "properties": {"name": _TEXT, "url": _ADDRESS}, "minProperties": 1},
}
JSON_FEED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _ADDRESS,
        "feed_url": _ADDRESS,
        "description": _TEXT,
        "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
        "authors": _AUTHORS,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "properties": {
                    "id": _TEXT,
                    "url": _ADDRESS,
                    "title": _TEXT,
                    "content_html": _TEXT,
                    "date_published": _TIME,
                    "date_modified": _TIME,
                    "tags": {"type": "array", "items": _TEXT},
                    "authors": _AUTHORS,
                },
            },
        },
    },
}
"""What the published description of JSON Feed 1.1 asks for, of the fields that we write."""


def made(site: Site) -> dict[str, bytes]:
    return {file.path: file.make() for file in feed.files(site)}


def entries(data: bytes) -> dict[str, ET.Element]:
    """Return the entries of an Atom feed by id."""
    return {entry.findtext(f"{ATOM}id") or "": entry for entry in ET.fromstring(data).iter(f"{ATOM}entry")}


class Links(HTMLParser):
    """Collects addresses, and elements that must not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]


def broken(feed: Any) -> list[str]:
    """Return which of the rules in the RFC's schema do not hold that RELAX NG has no words for."""
    return [
        rule.text
        for rule in SCHEMA.iterfind(".//s:assert", NAMES)
        for element in feed.xpath(f"//{rule.getparent().get('context')}", namespaces=NAMES)
        if not element.xpath(rule.get("test"), namespaces=NAMES)
    ]


def test_every_atom_feed_is_valid_by_the_schema_of_the_rfc(golden: Path) -> None:
    found = {path: data for path, data in made(site_of(golden)).items() if path.endswith(".xml")}
    assert {"feed.xml", "outcomes/shipped/feed.xml", "areas/reports/feed.xml", "customers/ada/feed.xml"} <= set(found)
    for path, data in found.items():
        tree = etree.fromstring(data)
        assert RELAX_NG.validate(tree), (path, RELAX_NG.error_log)
        assert broken(tree) == []
        assert tree.find(f"{ATOM}author/{ATOM}name").text == "Example"
        assert tree.find(f"{ATOM}link[@rel='self']").get("href") == ABOUT.url + path
        for element in tree.xpath("//atom:author | /*/atom:title | //atom:content | //atom:link", namespaces=NAMES):
            element.getparent().remove(element)
        assert not RELAX_NG.validate(tree), "a schema that finds nothing proves nothing"
        assert {*broken(tree)} == {rule.text for rule in SCHEMA.iterfind(".//s:assert", NAMES)}


def test_every_json_feed_has_the_published_structure(golden: Path) -> None:
    found = {path: json.loads(data) for path, data in made(site_of(golden)).items() if path.endswith(".json")}
    assert {"feed.json", "customers/ada/feed.json"} <= set(found)
    for path, document in found.items():
        jsonschema.validate(document, JSON_FEED)
        assert document["feed_url"] == ABOUT.url + path
        ids = [item["id"] for item in document["items"]]
        assert len(ids) == len(set(ids)) > 0


def test_both_formats_say_the_same(golden: Path) -> None:
    files = made(site_of(golden))
    assert {path.rpartition("/")[0] for path in files} == {p.rpartition("/")[0] for p in files if p.endswith(".json")}
    for path in [path for path in files if path.endswith(".json")]:
        document, atom = json.loads(files[path]), ET.fromstring(files[path.replace(".json", ".xml")])
        assert document["title"] == atom.findtext(f"{ATOM}title")
        for item, entry in zip(document["items"], atom.iter(f"{ATOM}entry"), strict=True):
            assert item["id"] == entry.findtext(f"{ATOM}id")
            assert item["title"] == entry.findtext(f"{ATOM}title")
            assert item["content_html"] == entry.findtext(f"{ATOM}content")
            assert item["date_modified"] == entry.findtext(f"{ATOM}updated")
            assert item.get("date_published") == entry.findtext(f"{ATOM}published")
            assert item["tags"] == [word.get("label") for word in entry.iter(f"{ATOM}category")]


def test_ids_are_tags_and_never_the_same_for_two_things(golden: Path) -> None:
    found = [ET.fromstring(data).findtext(f"{ATOM}id") for path, data in made(site_of(golden)).items() if "xml" in path]
    assert len(found) == len(set(found)) > 5
    assert "tag:feedback.example.org,2026:/areas/reports/" in found
    assert all(each and each.startswith("tag:feedback.example.org,2026:") for each in found)


def test_a_feed_holds_what_belongs_to_its_page(golden: Path) -> None:
    files = made(site_of(golden))

    def keys(path: str) -> set[str]:
        return {key.removeprefix("tag:feedback.example.org,2026:/decisions/") for key in entries(files[path])}

    assert keys("outcomes/declined/feed.xml") == {"quiet/", "refused/"}
    assert keys("customers/ada/feed.xml") >= {"export-all/"}
    assert len(entries(files["feed.xml"])) == len(site_of(golden).decisions)
    assert ET.fromstring(files["areas/reports/feed.xml"]).findtext(f"{ATOM}title") == "Example: Reports"
    assert not any(path.startswith("outcomes/withdrawn/") for path in files), "an empty feed says nothing"


def test_an_entry_holds_the_whole_answer_and_only_whole_addresses(golden: Path) -> None:
    entry = entries(made(site_of(golden))["feed.xml"])["tag:feedback.example.org,2026:/decisions/export-all/"]
    content = entry.findtext(f"{ATOM}content") or ""
    for words in (
        "<h2>You said</h2>",
        "<h2>We did</h2>",
        "<h2>Thanks</h2>",
        "Ada Example</bdi></a>, for idea, testing",
    ):
        assert words in content
    assert "&lt;script&gt;alert(1)" in content
    assert "<li>A customer, for idea</li>" in content
    parser = Links()
    parser.feed(content)
    assert "script" not in parser.tags
    assert "https://feedback.example.org/decisions/refused/" in parser.addresses
    assert all(address.startswith("https://") for address in parser.addresses)
    assert [person.findtext(f"{ATOM}name") for person in entry.iter(f"{ATOM}contributor")] == ["Ada Example"]


def test_an_entry_runs_in_the_direction_of_its_language(golden: Path) -> None:
    for code, direction in (("ar", "rtl"), ("ja", "ltr")):
        files = made(site_of(golden, About("Example", ABOUT.url, language=code)))
        contents = [entry.findtext(f"{ATOM}content") or "" for entry in entries(files["feed.xml"]).values()]
        assert len(contents) > 5
        for content in (*contents, *(item["content_html"] for item in json.loads(files["feed.json"])["items"])):
            assert content.startswith(f'<div dir="{direction}">\n<h2>')
            assert content.endswith("</div>\n")
            assert content.count("<div") == content.count("</div>")


def test_every_kind_of_answer_is_told(repository: Repository) -> None:
    head = "title: T\nidea: I\nasked: 2026-01-01\narea: reports\n"
    more = {
        "silent": "outcome: received\nwhy: It costs me an hour.\n",
        "secret": "outcome: not-now\nreason: confidential\nreview_by: unknown\n",
        "coded": "outcome: declined\nreason: {code: cost}\n",
        "written": "outcome: declined\nreason: Not in our hands.\n",
        "part": "outcome: partly-shipped\nanswer: A half.\nreason: No time.\nevidence: [https://example.org/]\n"
        "credits: none\nno_credit_because: Said without a name.\nshipped: 2026-02-01\n",
        "same": "outcome: merged\nmerged_into: silent\n",
        "voices": "outcome: received\nalso_said:\n  - said: Please not.\n    credits: [ada]\n  - said: Why not?\n",
    }
    root = repository({f"decisions/2026/{key}.yml": head + text for key, text in more.items()})
    told = {
        key.split("/")[-2]: re.sub(r"\s+", " ", entry.findtext(f"{ATOM}content") or "")
        for key, entry in entries(made(site_of(root))["feed.xml"]).items()
    }
    assert 'Why it matters</h2> <div dir="auto"> <p>It costs me an hour.' in told["silent"]
    assert "Our answer so far</h2> <p>It has reached us, and is not under review yet.</p>" in told["silent"]
    assert "<h2>Why</h2> <p>The reason is confidential.</p>" in told["secret"]
    assert "<h2>Why</h2> <p><strong>" in told["coded"]
    assert '<h2>Why</h2> <div dir="auto"> <p>Not in our hands.</p>' in told["written"]
    assert "<h2>Why not all of it</h2>" in told["part"]
    nobody = "<p>Nobody is thanked by name here, and this is why:</p>"
    assert f'<h2>Thanks</h2> {nobody} <div dir="auto"> <p>Said without a name.' in told["part"]
    assert 'answered here: <a href="https://feedback.example.org/decisions/silent/"><bdi>T</bdi></a>' in told["same"]
    assert "Please not." in told["voices"]
    assert told["voices"].count("<blockquote>") == 2
    name = '<a href="https://feedback.example.org/customers/ada/"><bdi>Ada Example</bdi></a>'
    said = f'<div dir="auto"> <p>Please not.</p> </div> <p>{name}</p> </blockquote>'
    assert said in told["voices"], "with no role, as on the page"
    (page,) = (page for page in pages.pages(site_of(root)) if page.address == "decisions/voices/")
    there = re.sub(r"\s+", " ", page.render().body.split("<h2>Others said</h2>")[1].split("</section>")[0])
    assert [re.findall("<bdi>(.*?)</bdi>|, for ", text) for text in (told["voices"], there)] == [["Ada Example"]] * 2


def test_an_entry_says_what_the_page_says(repository: Repository) -> None:
    text = """\
title: T
idea: I
asked: 2026-01-01
area: reports
outcome: not-now
reason: confidential
confidential_until: 2027-02-01
review_by: 2027-01
reopen_if: Ten *schools* ask.
evidence: [https://example.org/notes]
options: [{option: "A <mail>", because: It is *slow*.}, {option: Nothing}]
criteria: [effort]
decided_by: Head of <reports>
results: [{measure: "<Minutes>", before: "35", after: "1", as_of: 2026-04}]
"""
    more = {"one": text, "two": text.replace("2027-01\nreopen_if: Ten *schools* ask.", "unknown")}
    more["three"] = text.replace("review_by: 2027-01\n", "").replace("not-now", "declined")
    root = repository({f"decisions/2026/{key}.yml": each for key, each in more.items()})
    told = {
        key.split("/")[-2]: re.sub(r"\s+", " ", entry.findtext(f"{ATOM}content") or "")
        for key, entry in entries(made(site_of(root))["feed.xml"]).items()
    }
    for words in (
        'We look again on <time datetime="2027-02-01">1 February 2027</time> whether it must stay so.',
        "<h2>What else was considered</h2> <p><strong><bdi>A &lt;mail&gt;</bdi></strong></p>",
        "<p>It is <em>slow</em>.</p> </div> <p><strong><bdi>Nothing</bdi></strong></p> <p>No reason was noted.</p>",
        "<h2>What decided</h2> <p>Effort</p> <p>Decided by: Head of &lt;reports&gt;</p>",
        '<td dir="auto">&lt;Minutes&gt;</td><td dir="auto">35</td><td dir="auto">1</td><td><time datetime="2026-04">',
        "<h2>What would reopen it</h2>",
        'We look at it again: <time datetime="2027-01">January 2027</time>.',
        '<h2>See for yourself</h2> <ul> <li><a href="https://example.org/notes" rel="nofollow">',
    ):
        assert words in told["one"]
    assert "<h2>We look again</h2> <p>We want to look at it again; no date has been set.</p>" in told["two"]
    assert "<h2>What would reopen it</h2>" in told["three"]
    assert "We look at it again" not in told["three"]


def test_dates_come_from_git_before_the_record(golden: Path) -> None:
    (golden / "decisions" / "2026" / "plain.yml").touch()
    entry = entries(made(site_of(golden))["feed.xml"])["tag:feedback.example.org,2026:/decisions/plain/"]
    assert entry.findtext(f"{ATOM}published") == entry.findtext(f"{ATOM}updated") == "2026-03-01T12:00:00Z"


def test_without_git_a_feed_knows_the_dates_of_the_records_only(repository: Repository) -> None:
    root = repository({"decisions/2026/undated.yml": UNDATED})
    files = made(site_of(root))
    found = entries(files["feed.xml"])
    assert "tag:feedback.example.org,2026:/decisions/undated/" not in found
    entry = found["tag:feedback.example.org,2026:/decisions/refused/"]
    assert entry.findtext(f"{ATOM}updated") == "2026-02-01T00:00:00Z"
    assert entry.find(f"{ATOM}published") is None
    assert "date_published" not in json.loads(files["feed.json"])["items"][0]


def test_the_day_of_the_build_changes_nothing(golden: Path) -> None:
    assert made(site_of(golden, today=dt.date(2026, 6, 30))) == made(site_of(golden, today=dt.date(2026, 7, 1)))


def test_what_changed_last_is_first_and_nothing_goes_on_for_ever(repository: Repository) -> None:
    record = UNDATED.replace("unknown", "2026-01-{day:02}").replace("T", "Wish {n}", 1)
    root = repository({f"decisions/2026/wish-{n:02}.yml": record.format(n=n, day=n % 28 + 1) for n in range(60)})
    (root / "decisions" / "2026" / "wish-99.yml").write_text(UNDATED)
    commit(root)
    (root / "decisions" / "2026" / "wish-07.yml").write_text(record.format(n="seven", day=8))
    commit(root, "2026-04-01T12:00:00Z")
    items = json.loads(made(site_of(root))["feed.json"])["items"]
    assert len(items) == feed.NEWEST
    assert items[0]["title"] == "Wish seven (Received)"
    assert items[0]["date_published"] == "2026-03-01T12:00:00Z"
    assert items[0]["date_modified"] == "2026-04-01T12:00:00Z"
    assert not any(item["id"].endswith("wish-99/") for item in items), "of one commit, the undated come last"


def test_there_is_no_feed_without_any_date(repository: Repository) -> None:
    site = site_of(repository({"decisions/2026/plain.yml": UNDATED, "decisions/2026/refused.yml": UNDATED}))
    assert made(site) == {}
    assert "no record has a date" in follow_page(site)


def test_there_is_no_feed_without_an_address(golden: Path) -> None:
    site = site_of(golden, About("Example"))
    assert made(site) == {}
    assert "does not know its own address" in follow_page(site)


def test_nobody_has_a_feed_without_consent(golden: Path) -> None:
    (golden / "decisions" / "customers" / "ada.yml").write_text("form: person\nwithdrawn: 2026-06-01\n")
    files = made(site_of(golden))
    assert not any(path.startswith(("customers/ada", "customers/gone", "customers/retail")) for path in files)
    for data in files.values():
        assert b"customers/ada" not in data
        assert b"Ada Example" not in data


def test_what_xml_cannot_say_does_not_break_it(repository: Repository) -> None:
    hostile = 'title: "]]> & <a href=x> \\U0001F600"\n' + UNDATED.partition("\n")[2].replace("unknown", "2026")
    about = About("A & <b>\x01", ABOUT.url, 'Say "hello"')
    site = site_of(repository({"decisions/2026/hostile.yml": hostile}), about)
    files = made(site)
    tree = etree.fromstring(files["feed.xml"])
    assert RELAX_NG.validate(tree), RELAX_NG.error_log
    titles = [title.text for title in tree.iter(f"{ATOM}title")]
    assert titles[0] == "A & <b>\ufffd"
    assert "]]> & <a href=x> \U0001f600 (Received)" in titles
    assert json.loads(files["feed.json"])["description"] == 'Say "hello"'


def follow_page(site: Site) -> str:
    (found,) = (page for page in pages.pages(site) if page.kind is urls.FOLLOW)
    return found.render().body


def test_the_page_on_following_links_every_feed_but_those_of_customers(golden: Path) -> None:
    site = site_of(golden)
    body = follow_page(site)
    for path in made(site):
        assert (f'href="../{path}"' in body) == (not path.startswith("customers/")), path
    assert "https://feedback.example.org/feed.xml</code>" in body
    assert "A feed holds the 50 records" in body


def test_a_page_that_can_be_followed_says_so(golden: Path) -> None:
    book = Book(site_of(golden))
    follow = book.env.globals["follow"]
    assert 'href="../../areas/reports/feed.xml"' in follow("areas/reports/", "../../")  # type: ignore[operator]
    assert follow("areas/nothing/", "../../") == ""  # type: ignore[operator]
