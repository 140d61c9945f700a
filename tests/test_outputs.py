"""Feed, API and pages beyond what the golden site shows."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from conftest import GOLDEN, HERE, Repository, commit
from yousaid import pipeline, urls
from yousaid.model import UNKNOWN, When
from yousaid.outputs import api, contract, feed, pages, wording
from yousaid.outputs.output import Content
from yousaid.views import About, Site

UNDATED = "title: T\nidea: I\nasked: unknown\noutcome: received\narea: reports\n"
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = HERE / "golden" / "site"
ABOUT = About("Example", "https://feedback.example.org/")


def site_of(root: Path, about: About = ABOUT, today: dt.date | None = None) -> Site:
    built = pipeline.build(pipeline.Settings(root, dt.date(2026, 6, 30), None, about, today=today))
    assert built.site is not None, built.faults
    return built.site


def rendered(site: Site) -> dict[str, Content]:
    """Return the content of every page by its address."""
    return {page.address: page.render() for page in pages.pages(site)}


@pytest.fixture
def golden(repository: Repository) -> Path:
    root = repository({})
    shutil.copytree(GOLDEN, root, dirs_exist_ok=True)
    commit(root)
    return root


def test_every_document_fits_the_published_schema() -> None:
    schema = json.loads((SITE / urls.API / "schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    seen = set()
    for file in sorted((SITE / urls.API).rglob("*.json")):
        name = file.relative_to(SITE / urls.API).as_posix()
        if name == "schema.json":
            continue
        seen.add(name)
        jsonschema.validate({name: json.loads(file.read_text())}, {**schema, "required": []})
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({name: {"id": 1}}, {**schema, "required": []})
    assert seen == set(contract.DOCUMENTS)


def test_every_field_of_the_contract_occurs_with_a_value() -> None:
    records = json.loads((SITE / urls.API / "decisions.json").read_text())
    for name in contract.ApiDecision.__annotations__:
        if name not in {"source"}:
            assert any(record[name] for record in records), name


def test_the_feed_has_what_atom_asks_for() -> None:
    root = ET.parse(SITE / urls.FEED).getroot()
    assert root.tag == f"{ATOM}feed"
    ids = [root.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry"))]
    assert len(ids) == len(set(ids)) > 5
    assert all(each and each.startswith("tag:feedback.example.org,2026:") for each in ids)
    for element in (root, *root.iter(f"{ATOM}entry")):
        assert element.findtext(f"{ATOM}title")
        stamp = element.findtext(f"{ATOM}updated")
        assert stamp
        assert dt.datetime.fromisoformat(stamp).tzinfo
    assert root.find(f"{ATOM}author/{ATOM}name") is not None


def test_the_feed_takes_its_dates_from_git_before_the_record(golden: Path) -> None:
    (golden / "decisions" / "2026" / "plain.yml").touch()
    feed_file = next(iter(feed.files(site_of(golden))))
    entries = {entry.findtext(f"{ATOM}id"): entry for entry in ET.fromstring(feed_file.make()).iter(f"{ATOM}entry")}
    entry = entries["tag:feedback.example.org,2026:decisions/plain"]
    assert entry.findtext(f"{ATOM}published") == entry.findtext(f"{ATOM}updated") == "2026-03-01T12:00:00Z"


def test_without_git_the_feed_knows_the_records_dates_only(repository: Repository) -> None:
    root = repository({"decisions/2026/undated.yml": UNDATED})
    feed_file = next(iter(feed.files(site_of(root))))
    entries = {entry.findtext(f"{ATOM}id"): entry for entry in ET.fromstring(feed_file.make()).iter(f"{ATOM}entry")}
    assert "tag:feedback.example.org,2026:decisions/undated" not in entries
    entry = entries["tag:feedback.example.org,2026:decisions/refused"]
    assert entry.findtext(f"{ATOM}updated") == "2026-02-01T00:00:00Z"
    assert entry.find(f"{ATOM}published") is None


def test_there_is_no_feed_without_any_date(repository: Repository) -> None:
    root = repository({"decisions/2026/plain.yml": UNDATED, "decisions/2026/refused.yml": UNDATED})
    assert list(feed.files(site_of(root))) == []


def test_long_listings_are_split_and_linked(repository: Repository) -> None:
    record = "title: Wish {n}\nidea: I\nasked: unknown\noutcome: received\narea: reports\n"
    root = repository({f"decisions/2026/wish-{n:02}.yml": record.replace("{n}", str(n)) for n in range(60)})
    made = rendered(site_of(root))
    first, second, last = made["decisions/"], made["decisions/page/2/"], made["decisions/page/3/"]
    assert "Page 1 of 3" in first.body
    assert 'rel="next" href="../decisions/page/2/"' in first.body
    assert 'rel="prev"' not in first.body
    assert 'rel="prev" href="../../../decisions/"' in second.body
    assert 'rel="next"' not in last.body
    assert last.title == "All decisions, page 3"
    shown = re.findall(r"<h3[^>]*><a href=\"[./]*(decisions/[^\"]+)\"", first.body + second.body + last.body)
    assert len(shown) == len(set(shown)) == 62
    assert "outcomes/received/page/3/" in made


def test_empty_places_say_so(repository: Repository) -> None:
    site = site_of(repository({"decisions/2026/refused.yml": None, "decisions/occasions/survey.yml": None}))
    made = {address: page.body for address, page in rendered(site).items()}
    assert "There is nothing here yet" in made["areas/billing/"]
    assert "We have not said no to anything yet" in made["noes/"]
    assert "Nobody is thanked by name yet" in made["thanks/"]
    assert "Nothing has been answered or shipped yet" in made["changelog/"]
    assert "There has been no survey" in made["occasions/"]


def test_a_site_of_drafts_replaces_nothing(repository: Repository) -> None:
    files = {"decisions/2026/refused.yml": None, "decisions/2026/plain.yml": UNDATED + "draft: true\n"}
    built = pipeline.build(pipeline.Settings(repository(files), dt.date(2026, 6, 30)))
    assert built.site is None
    assert [fault.code.id for fault in built.faults if fault.severity == "error"] == ["YS008"]


def test_an_embargoed_record_was_not_public_before_its_day(repository: Repository) -> None:
    root = repository({"decisions/2026/plain.yml": UNDATED + "publish_on: 2026-05-01\n"})
    commit(root)
    dates = site_of(root, today=dt.date(2026, 6, 1)).by_key["plain"].dates
    assert dates is not None
    assert dates.first == dates.last == dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def test_pages_change_with_the_people_and_the_words_on_them(golden: Path) -> None:
    for number, path in enumerate(("customers/ada.yml", "occasions/survey.yml", "vocabulary.yml"), 1):
        with (golden / "decisions" / path).open("a") as file:
            file.write("\n")
        commit(golden, f"2026-04-0{number}T12:00:00Z")
    days = {page.address: page.changed.day for page in pages.pages(site_of(golden)) if page.changed}
    assert days["customers/ada/"] == days["decisions/export-all/"] == days["thanks/"] == 1
    assert days["occasions/survey/"] == days["occasions/"] == 2
    assert days["how-we-decide/"] == 3


def test_a_withdrawn_name_is_gone_everywhere(golden: Path) -> None:
    def everything(site: Site) -> bytes:
        return b"".join(page.body.encode() for page in rendered(site).values()) + b"".join(
            file.make() for source in (api.files(site), feed.files(site)) for file in source
        )

    assert b"Ada Example" in everything(site_of(golden))
    (golden / "decisions" / "customers" / "ada.yml").write_text("form: person\nwithdrawn: 2026-06-01\n")
    after = everything(site_of(golden))
    assert b"Ada Example" not in after
    assert b"customers/ada" not in after


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(2026, 3, 12), "12 March 2026"),
        (When(2026, 3), "March 2026"),
        (When(2026), "2026"),
        (UNKNOWN, "date not known"),
        (None, "date not known"),
        (dt.date(2026, 1, 2), "2 January 2026"),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_known(when: When | None, words: str) -> None:
    assert wording.day(when) == words


@pytest.mark.parametrize(
    ("key", "words"), [("2026-03", "March 2026"), ("2026", "2026, month not known"), ("unknown", "Date not known")]
)
def test_months_have_names(key: str, words: str) -> None:
    assert wording.month_name(key) == words
