"""Pages beyond what the golden site shows."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from conftest import Repository, commit, site_of
from yousaid import pipeline
from yousaid.outputs import api, feed, pages
from yousaid.outputs.output import Content
from yousaid.views import Site

UNDATED = "title: T\nidea: I\nasked: unknown\noutcome: received\narea: reports\n"


def rendered(site: Site) -> dict[str, Content]:
    """Return the content of every page by its address."""
    return {page.address: page.render() for page in pages.pages(site)}


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
    days = {page.address: changed.day for page in pages.pages(site_of(golden)) if (changed := page.changed())}
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
