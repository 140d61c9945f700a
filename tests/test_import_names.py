"""Who asked is named nowhere but in the private list: not in texts, addresses or ids, however the name is spelled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import TODAY, Repository
from test_import import bring, plan, record
from yousaid import clock
from yousaid.importers import people
from yousaid.importers.people import Named
from yousaid.importers.reading import Person

NAMES = (
    "Ada Artificial",
    "Jörg Müller",
    "王小明",
    "ann-contrived",
    "NickNamed",
    "nick77",
    "Ed",
    "@bobo",
    "An Na",
    "「王」",
    "",
)
NAMED = "the name of somebody who asked stands in its text"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def root(repository: Repository) -> Path:
    return repository({})


@pytest.mark.parametrize(
    "text",
    [
        "Regards, ADA artificial",
        "asked by Artificial, Ada",
        "Ada\n**Artificial** said so",
        "thanks to jorg  muller",
        "thanks to Joerg Mueller",
        "今日は王小明です",
        "ann\\-contrived wrote it",
        "NickNamed wrote it",
        "nick77 wrote it",
        "cc @BoBo",
        "adaArtificial told us",
        "user artificialada",
    ],
)
def test_names_of_all_who_asked_are_found_in_any_text(text: str) -> None:
    assert Named(NAMES).in_texts(["A title", text], ())


@pytest.mark.parametrize(
    "text", ["Edit it, Ed", "Anna", "Adamant artificial light", "bobo", "me@bobo.example.org", "", "x77"]
)
def test_other_words_are_no_names(text: str) -> None:
    assert not Named(NAMES).in_texts([text], ())


def test_what_is_longer_than_a_line_is_no_name() -> None:
    long = "Ada Artificial " * 20
    assert not Named([long]).in_texts([long], [Person(long)])


def test_names_do_not_go_on_in_the_next_text() -> None:
    assert not Named(NAMES).in_texts(["Sort by Ada", "Artificial light"], ())


def test_of_whose_idea_it_is_a_given_name_is_enough() -> None:
    own = (Person("Ed"), Person("Someone Else"), Person("ed@example.org"))
    assert Named(()).in_texts(["Regards, Ed"], own)
    assert Named(()).in_texts(["Regards, someone else"], own)
    assert not Named(()).in_texts(["Edit it, editor, and led"], own)


def test_addresses_hold_no_name_but_may_hold_that_of_a_repository() -> None:
    named = Named(NAMES)
    assert named.in_address("https://portal.example.org/p/idea-of-ada-artificial?x=1")
    assert named.in_address("https://portal.example.org/Ada%20Artificial")
    assert named.in_address("https://forge.example.org/ann-contrived/")
    assert named.in_address("https://portal.example.org/users/@Nick77/ideas/7")
    assert named.in_address("https://portal.example.org/?by=ann-contrived")
    for good in (
        "https://forge.example.org/ann-contrived/app/issues/7",
        "https://portal.example.org",
        "https://x.example.org/Ed",
    ):
        assert not named.in_address(good)


def test_a_name_stands_in_no_id_no_address_and_no_public_text(root: Path) -> None:
    address = "https://portal.example.org/p/wish-of-ada-artificial"
    ada: Mapping[str, object] = {"title": "Wish of Ada Artificial", "people": "Ada Artificial", "url": address}
    bo = {"id": "2", "title": "B", "status": "declined", "answer": "As Ada Artificial said.", "evidence": address}
    found = bring(root, ada, bo)
    assert found.report.drafts == {"decisions/2026/portal-1.yml": [NAMED], "decisions/2026/b.yml": [NAMED]}
    assert "url:" not in record(root, "portal-1")
    assert "evidence" not in record(root, "b")
    assert found.report.left_out["address with the name of somebody who asked"] == 2


def test_people_of_earlier_exports_are_known_from_the_private_list(root: Path) -> None:
    bring(root, {"people": "=Ada Artificial"})
    assert "=Ada Artificial" in (root / people.TO_ASK).read_text()
    found = bring(root, {"people": "=Ada Artificial"}, {"id": "2", "title": "B", "text": "As Ada Artificial said."})
    assert found.report.drafts == {"decisions/2026/b.yml": [NAMED]}
    assert found.report.notes == [
        "Drafts are on no page, but in git: take out names and addresses before others read it."
    ]


def test_a_newer_export_brings_no_name_into_a_record(root: Path) -> None:
    ideas = ({"people": "Ada Artificial"}, {"id": "2", "title": "B", "status": "declined", "answer": "Too dear."})
    bring(root, *ideas)
    named = ({**ideas[0], "text": "Regards, Ada Artificial", "votes": 3}, {**ideas[1], "answer": "No, Ada Artificial."})
    for updated in (1, 0):
        found = bring(root, *named)
        assert found.report.updated == updated
        assert found.report.notes == [
            f"decisions/2026/{name}.yml stays as it is: in portal, {NAMED}." for name in ("sort-by-date", "b")
        ]
        assert "Regards" not in record(root)
        assert "reason: Too dear.\n" in record(root, "b")
    assert "count: 3" in record(root)
    assert plan(root, {**named[0], "text": "Now clear."}).report.updated == 1


def test_what_names_nobody_is_still_brought_into_a_draft_that_does(root: Path) -> None:
    idea = {"people": "Ada Artificial", "text": "Regards, Ada Artificial"}
    bring(root, idea)
    found = bring(root, {**idea, "votes": 3})
    assert (found.report.updated, found.report.notes) == (1, [])
    assert "count: 3\n" in record(root)


def test_a_name_that_another_kind_of_export_knows_is_added_to_the_private_list() -> None:
    listed = "key,name,system,person\nc-portal-1,,portal,7\nc-portal-2,,portal,8\n"
    known = people.People("portal", ["c-portal-1"], listed)
    assert known.key(Person("", "7")) == "c-portal-1"
    assert known.listed(()) == listed
    assert known.key(Person("=Ada Artificial", "7")) == "c-portal-1"
    assert known.key(Person("Somebody Else", "7")) == "c-portal-1"
    assert known.key(Person("Taken Away", "8")) is None
    assert known.listed(()) == listed.replace("1,,", "1,'=Ada Artificial,")
