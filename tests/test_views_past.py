"""What is said of a record's past is what its texts of today might say."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from conftest import ABOUT, BASE, TODAY, git
from past import further, past, record
from yousaid import history, pipeline, views
from yousaid.model import Outcome
from yousaid.views import PublicDecision, Site

A = "decisions/2026/a.yml"
ADA = "name: Ada Example\nform: person\nconsent:\n  given: 2026-01-20\n  how: asked\n"
GONE = "form: person\nwithdrawn: 2026-02-20\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the base corpus."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    files = {file.relative_to(BASE).as_posix(): file.read_bytes() for file in BASE.rglob("*") if file.is_file()}
    return past(tmp_path / "a repository", ("2026-01-01", dict(files)))


def site(root: Path) -> Site:
    """Return what is public. Rules are none of its business."""
    found, faults = history.read(root)
    assert not faults
    return views.site(pipeline.check(pipeline.Settings(root, TODAY)).corpus, found, TODAY, ABOUT)


def shown(root: Path, key: str = "a") -> PublicDecision:
    return site(root).by_key[key]


def wordings(root: Path) -> list[tuple[str, str]]:
    found = shown(root).past
    assert found is not None
    return [(each.before, each.after) for each in found.wordings]


def no(reason: str, **more: str) -> str:
    return record("declined", reason=f"'{reason}'", answered="2026-01-02", **more)


def test_a_record_that_never_changed_has_its_outcome_from_the_day_it_was_published(root: Path) -> None:
    found = shown(root, "plain")
    assert found.past is not None
    assert [(f"{move.when:%Y-%m-%d}", move.outcome) for move in found.past.moves] == [("2026-01-01", Outcome.RECEIVED)]
    assert found.path == "decisions/2026/plain.yml"
    assert site(root).commit == git(root, "rev-parse", "HEAD").strip()


def test_private_facts_stay_with_the_rules(root: Path) -> None:
    further(root, ("2026-02-01", {A: record(origin="coincidence")}), ("2026-03-01", {A: record(origin="customer")}))
    found = shown(root).past
    assert found is not None
    assert (found.origins, found.explained) == ((), ())


def test_a_record_that_was_a_draft_was_published_when_it_was_none(root: Path) -> None:
    further(root, ("2026-02-01", {A: record(draft="true")}), ("2026-03-01", {A: record()}))
    found = shown(root)
    assert found.dates is not None
    assert f"{found.dates.first:%Y-%m-%d} {found.dates.last:%Y-%m-%d}" == "2026-03-01 2026-03-01"
    assert found.dates.commit == git(root, "rev-parse", "HEAD").strip()


def test_a_record_of_which_git_has_only_a_draft_has_no_date(root: Path) -> None:
    further(root, ("2026-02-01", {A: record(draft="true")}))
    (root / A).write_text(record())
    assert (shown(root).past, shown(root).dates) == (None, None)


def test_what_is_held_back_is_dated_from_its_day(root: Path) -> None:
    further(root, ("2026-02-01", {A: record(publish_on="2026-03-01")}), ("2026-04-01", {"x.md": "x"}))
    found = shown(root)
    assert found.dates is not None
    assert f"{found.dates.first:%Y-%m-%d} {found.dates.last:%Y-%m-%d}" == "2026-03-01 2026-03-01"


def test_without_a_history_there_is_no_past(root: Path) -> None:
    built = pipeline.build(pipeline.Settings(root, TODAY, history=False)).site
    assert built is not None
    assert built.commit == ""
    assert {decision.past for decision in built.decisions} == {None}


# Old words.


def test_links_in_old_words_are_those_of_today(root: Path) -> None:
    further(
        root,
        ("2026-02-01", {A: no("[Ada](customer:ada) and [a fax](decision:refused) and [x](decision:b) said so.")}),
        ("2026-02-02", {A: no("It costs too much.")}),
    )
    expected = "[Ada](customer:ada) and [a fax](decision:refused) and x said so."
    assert wordings(root) == [(expected, "It costs too much.")]
    further(root, ("2026-02-20", {"decisions/customers/ada.yml": GONE}))
    assert wordings(root) == [(expected.replace("[Ada](customer:ada)", "a customer"), "It costs too much.")]


def test_a_change_of_which_nothing_is_left_is_none(root: Path) -> None:
    further(
        root,
        ("2026-02-01", {A: no("[Ada](customer:ada) said so.")}),
        ("2026-02-02", {A: no("[Ada Example](customer:ada) said so.")}),
        ("2026-02-20", {"decisions/customers/ada.yml": GONE}),
    )
    assert wordings(root) == []


@pytest.mark.parametrize(
    "private",
    [
        "[Ada](<customer:ada>) said so.",
        "Ask bob@company.example.co for it.",
        "Call +49 151 23456789 for it.",
        "It stands at https://jira.corp/x for now.",
        "The key AKIAQYLPMN5HABCDEFGH opens it.",
        "Ada Example said so.",
        "ADA\nEXAMPLE’s wish.",
        "Dr. Bob Nobody said so.",
        "柳田国男さんの声です。",
        "As Ada Maiden said.",
        "As carla example said.",
    ],
)
def test_what_today_would_not_be_said_is_left_out(root: Path, private: str) -> None:
    """What no rule had found then, or nobody had run."""
    customers = "decisions/customers/"
    nobody = "form: person\nname: Bob Nobody\n"
    text = "'" + private.replace("'", "''").replace("\n", "\n  ") + "'"
    further(
        root,
        ("2026-02-01", {f"{customers}dee.yml": ADA.replace("Ada Example", "Ada Maiden")}),
        (
            "2026-02-02",
            {
                A: record("declined", reason=text, answered="2026-01-02"),
                f"{customers}bob.yml": nobody,
                f"{customers}japan.yml": nobody.replace("Bob Nobody", "柳田国男"),
                f"{customers}dee.yml": ADA.replace("Ada Example", "Dee Married"),
                f"{customers}carla-example.yml": GONE,
            },
        ),
        ("2026-02-03", {A: no("One."), f"{customers}ada.yml": ADA.replace("Ada Example", "Ada L.")}),
        ("2026-02-04", {A: no("Two.")}),
    )
    assert wordings(root) == [("One.", "Two.")]


def test_ordinary_words_stay(root: Path) -> None:
    further(
        root,
        ("2026-02-01", {A: no("Write to support@example.org, or see `x@y`: exampleada costs 100 000.")}),
        ("2026-02-02", {A: no("Bob said nothing.")}),
        ("2026-02-03", {"decisions/customers/bob.yml": "form: person\nname: Bob Nobody\n"}),
        ("2026-02-04", {"decisions/customers/retail.yml": "form: described\nname: said nothing\n"}),
    )
    assert len(wordings(root)) == 1


@pytest.mark.parametrize(
    "today",
    [record("declined", reason="confidential"), record("withdrawn", answer="Taken back.", answered="2026-03-01")],
)
def test_what_becomes_confidential_or_is_withdrawn_loses_its_past_words_before_it_is_committed(
    root: Path, today: str
) -> None:
    further(root, ("2026-02-01", {A: no("One.")}), ("2026-02-02", {A: no("Two.")}))
    assert wordings(root) == [("One.", "Two.")]
    (root / A).write_text(today)
    assert wordings(root) == []


# Other pages.


def test_occasions_and_people_keep_their_former_keys(root: Path) -> None:
    survey = (root / "decisions/occasions/survey.yml").read_text()
    more = "link: https://ada.example/a/very/long/address/that/stays/the/same\n"
    further(
        root,
        ("2026-02-01", {"decisions/customers/ada.yml": ADA + more}),
        (
            "2026-03-01",
            {
                "decisions/customers/ada.yml": None,
                "decisions/customers/ada-l.yml": ADA + more,
                "decisions/occasions/survey.yml": None,
                "decisions/occasions/survey-2026.yml": survey,
                A: record(credits="[ada-l]", occasion="survey-2026"),
            },
        ),
    )
    found = site(root)
    assert [(person.key, person.names, person.path) for person in found.people] == [
        ("ada-l", ("ada",), "decisions/customers/ada-l.yml")
    ]
    assert [(each.key, each.names) for each in found.occasions] == [("survey-2026", ("survey",))]
    assert found.people[0].dates is not None
    assert found.people[0].dates.first == dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
