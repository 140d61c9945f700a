"""`yousaid overdue`: the promises that have to be kept, to the team and to CI; the same as on the page of figures."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from conftest import SITE, TODAY, Repository
from test_cli import invoke
from test_figures import record, site_of
from yousaid import views
from yousaid.model import Outcome
from yousaid.views.figures import Promise

PROMISED = (
    "areas: {reports: Reports, billing: Billing}\nthemes: {speed: Speed}\npromises: {first_answer_days: 14}\n"
    "reasons: {cost: {name: Too costly, text: More work than gain.}}\n"
)
SECRET = "reason: confidential\nconfidential_until: {}\n"
WAITING = record(asked="2026-06-01")
AGAIN = record("planned", "answer: We are going to.\nreview_by: 2026-06-29\n")
QUIET = record("declined", SECRET.format("2026-07-10"))


def words(root: Path, *more: str) -> tuple[str, ...]:
    return ("overdue", "--root", str(root), "--today", TODAY.isoformat(), *more)


def said(root: Path, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(invoke(*words(root, "--format", "json", *more)))
    return found


@pytest.fixture
def root(repository: Repository) -> Path:
    """A folder in which one promise of each kind is overdue now or soon."""
    return repository(
        {
            "decisions/vocabulary.yml": PROMISED,
            "decisions/2026/plain.yml": None,
            "decisions/2026/again.yml": AGAIN,
            "decisions/2026/quiet.yml": QUIET,
            "decisions/2026/waiting.yml": WAITING,
            "decisions/2026/draft.yml": f"{WAITING}draft: true\n",
        }
    )


def test_each_is_shown_with_its_file_and_what_to_do_the_longest_first(root: Path) -> None:
    assert invoke(*words(root)) == (
        "decisions/2026/waiting.yml: a first answer was due on 2026-06-15, 15 days ago\n"
        "  Print\n"
        "  hint: answer it, and write `answered:` with the day\n"
        "\n"
        "decisions/2026/again.yml: another look was due on 2026-06-29, 1 day ago\n"
        "  Print\n"
        "  hint: change the outcome, or set a new day with `review_by:`\n"
        "\n"
        "2 promises are overdue on 2026-06-30.\n"
    )


def test_what_will_be_overdue_soon_is_shown_if_asked_for(root: Path) -> None:
    text = invoke(*words(root, "--within", "11"))
    assert "quiet.yml: another look at its confidential reason is due on 2026-07-10\n" in text
    assert text.endswith("2 promises are overdue on 2026-06-30.\n1 promise is due within 11 days.\n")
    assert "quiet" not in invoke(*words(root, "--within", "10"))


def test_programs_read_the_same(root: Path) -> None:
    found = said(root, "--within", "11")
    assert {name: found[name] for name in ("version", "today", "within_days", "first_answer_days")} == {
        "version": 1,
        "today": "2026-06-30",
        "within_days": 11,
        "first_answer_days": 14,
    }
    assert found["promises"][0] == {
        "id": "waiting",
        "path": "decisions/2026/waiting.yml",
        "title": "Print",
        "promise": "first-answer",
        "due": "2026-06-15",
        "days_late": 15,
    }
    assert [(each["promise"], each["days_late"]) for each in found["promises"][1:]] == [
        ("review", 1),
        ("confidential-reason", -10),
    ]


@pytest.mark.parametrize(
    ("today", "more", "code"),
    [
        ("2026-06-30", (), 0),
        ("2026-06-30", ("--fail",), 1),
        ("2026-06-15", ("--fail",), 0),
        ("2026-06-15", ("--fail", "--within", "30"), 0),  # what is due is not overdue
        ("2026-06-16", ("--fail", "--format", "json"), 1),
    ],
)
def test_the_exit_code_tells_only_if_asked_to(root: Path, today: str, more: tuple[str, ...], code: int) -> None:
    invoke("overdue", "--root", str(root), "--today", today, *more, code=code)


def test_without_a_day_today_is_the_day_it_is(root: Path) -> None:
    found = json.loads(invoke("overdue", "--root", str(root), "--format", "json"))
    assert found["today"] == dt.datetime.now(dt.UTC).date().isoformat()


def test_nothing_overdue_is_said_and_so_is_that_nothing_is_promised(repository: Repository) -> None:
    assert invoke(*words(repository({}))) == (
        "No promise is overdue on 2026-06-30.\n"
        "No first answer is promised: write `promises:` and `first_answer_days:` into the vocabulary.\n"
    )


def test_who_waits_since_a_day_that_is_not_known_is_counted(root: Path) -> None:
    (root / "decisions/2026/waiting.yml").write_text(record(asked="unknown"))
    assert "1 more waiting for a first answer since a day that is not known." in invoke(*words(root))
    assert said(root)["waiting_since_unknown"] == 1


@pytest.mark.parametrize("more", [(), ("--fail",)])
def test_faults_are_no_answer(root: Path, more: tuple[str, ...]) -> None:
    (root / "decisions/2026/waiting.yml").write_text("title: x\n")
    assert "error[YS201]" in invoke(*words(root, *more), code=2)


def test_a_title_gives_no_orders(root: Path) -> None:
    (root / "decisions/2026/waiting.yml").write_text(WAITING.replace("Print", '"##[error]x"'))
    assert "##[error]" not in invoke(*words(root)) + json.dumps(invoke(*words(root, "--format", "json")))


def test_the_page_of_figures_shows_the_same(repository: Repository) -> None:
    site = site_of(repository, WAITING, AGAIN, record("declined", SECRET.format("2026-06-01")), words=PROMISED)
    late = views.overdue(site.decisions, 14, TODAY)
    assert [(each.decision.key, each.promise) for each in late] == [
        ("c", Promise.CONFIDENTIAL),
        ("a", Promise.FIRST_ANSWER),
        ("b", Promise.REVIEW),
    ]
    assert site.figures.promises.late == late


def test_a_look_that_is_due_twice_is_one_look_in_the_figures(repository: Repository) -> None:
    twice = record("not-now", f"review_by: 2026-05-01\n{SECRET.format('2026-04-01')}")
    site = site_of(repository, twice, words=PROMISED)
    assert len(views.overdue(site.decisions, 14, TODAY)) == 2
    assert [each.due for each in site.figures.promises.late] == [dt.date(2026, 4, 1)]


@pytest.mark.parametrize(
    ("text", "late"),
    [
        (record("declined", SECRET.format("2026-06-29")), True),
        (record("partly-shipped", SECRET.format("2026-06-29")), True),
        (record("declined", SECRET.format("2026-06-30")), False),
        (record("declined", SECRET.format("2026-06-29") + "superseded_by: b\n"), False),
        (record("declined", "reason: confidential\n"), False),
    ],
)
def test_a_confidential_reason_is_overdue_when_its_day_has_passed(
    repository: Repository, text: str, late: bool
) -> None:
    decisions = site_of(repository, text, record("planned")).decisions
    assert bool(views.overdue(decisions, None, TODAY)) is late


def test_every_outcome_with_a_day_to_look_again_can_be_overdue_or_says_something_else() -> None:
    open_or_no = {outcome for outcome in Outcome if outcome.group in {"open", "no"}}
    assert {outcome for outcome in Outcome if "review_by" in outcome.needs} <= open_or_no


def test_a_site_is_not_needed(repository: Repository) -> None:
    assert "overdue" in invoke(*words(repository(SITE)))
