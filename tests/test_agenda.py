"""`yousaid next`: what to do next, for the team; and the one issue that `publish.yml` keeps up to date with it."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from conftest import ABOUT, ROOT, SITE, TODAY, Repository, commit, git
from forge import Job, asked, workflow
from test_cli import invoke
from test_figures import record
from yousaid import pipeline, views
from yousaid.agenda import formats
from yousaid.agenda.page import MARK, page
from yousaid.agenda.paper import Paper, Point, Section, paper
from yousaid.agenda.todos import Agenda, Task, agenda
from yousaid.agenda.untold import untold
from yousaid.announce.ledger import NAME, Line
from yousaid.announce.states import Published
from yousaid.history import Dates, History, Past
from yousaid.outputs.language import LANGUAGES, language

WORDS = (
    "areas: {reports: Reports, billing: Billing}\n"
    "segments: {schools: Schools, shops: Shops, clubs: Clubs, pubs: Pubs}\n"
    "promises: {first_answer_days: 14}\n"
)
SILENT = WORDS.partition("promises")[0]
PLAIN = re.sub("(?m)^segments.*\n", "", WORDS)
SECRET = "reason: confidential\nconfidential_until: {}\n"
DONE = "answer: Yes.\nshipped: {}\nevidence: [https://example.org/1]\n"
BO = "form: person\n"
BARE = {"decisions/2026/plain.yml": None, "decisions/2026/refused.yml": None, "decisions/occasions/survey.yml": None}


def state(
    repository: Repository, files: Mapping[str, str], words: str = WORDS, past: History | None = None
) -> Published:
    """Return what is public of these records; paths that name no folder are of 2026."""
    paths = {f"decisions/{path}" if "/" in path else f"decisions/2026/{path}.yml": text for path, text in files.items()}
    root = repository({**BARE, **paths, "decisions/vocabulary.yml": words})
    checked = pipeline.check(pipeline.Settings(root, TODAY))
    assert not [fault for fault in checked.faults if fault.code.id < "YS3"], checked.faults
    past = past or History()
    return Published(TODAY, views.site(checked.corpus, past, TODAY, ABOUT), checked.corpus, past=past)


def found(
    repository: Repository, files: Mapping[str, str], words: str = WORDS, within: int = 14, past: History | None = None
) -> Agenda:
    now = state(repository, files, words, past)
    assert now.site
    assert now.corpus
    return agenda(now.site, now.corpus, within, {}, tells=False)


def of(what: Agenda, task: Task) -> list[tuple[str, str | None]]:
    """Return what there is to do of one kind: about what, and by when."""
    return [(todo.about.key, str(todo.due) if todo.due else None) for todo in what.of(task)]


# Answers and promises


def test_what_waits_longest_comes_first_with_the_day_that_was_promised(repository: Repository) -> None:
    waits = {"b": record(asked="2026-03"), "a": record("reviewing", asked="2026-03-31"), "c": record(asked="2025")}
    assert of(found(repository, waits), Task.ANSWER) == [
        ("c", "2026-01-14"),
        ("a", "2026-04-14"),
        ("b", "2026-04-14"),
    ]


def test_what_was_answered_or_decided_waits_no_more(repository: Repository) -> None:
    answered = record("reviewing", "answered: 2026-02-01\n")
    what = found(repository, {"a": answered, "b": record("planned", "answer: Yes.\nreview_by: 2026-12-01\n")})
    assert of(what, Task.ANSWER) == []


def test_without_a_promise_no_answer_is_late(repository: Repository) -> None:
    what = found(repository, {"a": record(asked="2020")}, words=SILENT)
    assert of(what, Task.ANSWER) == [("a", None)]
    assert "No first answer is promised" in said(what)


def test_a_promise_beyond_the_end_of_the_calendar_has_no_day(repository: Repository) -> None:
    what = found(repository, {"a": record(asked="2020")}, words=PLAIN.replace("14", "999999999999"))
    assert of(what, Task.ANSWER) == [("a", None)]


def test_of_an_unknown_day_the_day_of_publication_is_the_last_that_it_can_be(repository: Repository) -> None:
    at = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
    path = "decisions/2026/old.yml"
    past = History(dates={path: Dates(at, at)}, past={path: Past(at)})
    files = {"old": record(asked="unknown"), "new": record(asked="2026-05-01"), "dark": record(asked="unknown")}
    what = found(repository, files, past=past)
    assert of(what, Task.ANSWER) == [("old", None), ("new", "2026-05-15"), ("dark", None)]
    assert "Asked: date not known. Public since: 1 April 2026.\n" in said(what)


@pytest.mark.parametrize(
    ("asked", "within", "task"),
    [
        ("2026-06-15", 14, Task.ANSWER),  # it was due yesterday
        ("2026-06-16", 0, Task.KEEP),
        ("2026-06-30", 14, Task.KEEP),
        ("2026-06-30", 13, Task.ANSWER),
    ],
)
def test_an_answer_is_asked_for_once(repository: Repository, asked: str, within: int, task: Task) -> None:
    what = found(repository, {"a": record(asked=asked)}, words=PLAIN, within=within)
    assert [todo.task for todo in what.todos] == [task]


@pytest.mark.parametrize(
    ("text", "task", "due"),
    [
        (record("planned", "answer: Yes.\nreview_by: 2026-06-29\n"), Task.REVIEW, "2026-06-29"),
        (record("planned", "answer: Yes.\nreview_by: 2026-06-30\n"), Task.KEEP, "2026-06-30"),
        (record("planned", "answer: Yes.\nreview_by: 2026-07-15\n"), None, ""),
        (record("planned", "answer: Yes.\nreview_by: 2026-07\n"), None, ""),
        (record("planned", "answer: Yes.\nreview_by: unknown\n"), None, ""),
        (record("declined", SECRET.format("2026-06-01")), Task.CONFIDENTIAL, "2026-06-01"),
        (record("declined", SECRET.format("2026-07-14")), Task.KEEP, "2026-07-14"),
        (record("declined", SECRET.format("2026-07-15")), None, ""),
    ],
)
def test_days_to_look_again_are_kept_or_were_missed(
    repository: Repository, text: str, task: Task | None, due: str
) -> None:
    what = found(repository, {"a": text}, words=PLAIN)
    assert [(todo.task, str(todo.due)) for todo in what.todos] == ([(task, due)] if task else [])


# Whom we have not heard


def test_groups_not_heard_for_a_quarter_are_named_those_never_heard_first(repository: Repository) -> None:
    quarter = TODAY - dt.timedelta(91)
    files = {
        "a": record("received", "segments: [schools, pubs]\n", asked=str(quarter - dt.timedelta(1))),
        "b": record("received", "segments: [schools]\n", asked="2025-12"),
        "c": record("received", "segments: [clubs]\n", asked=str(quarter)),
        "d": record("received", "segments: [pubs]\n", asked="unknown"),
        "e": record("received", "segments: [clubs]\n", asked="2020"),
    }
    what = found(repository, files)
    assert [(todo.about.key, str(todo.since)) for todo in what.of(Task.HEAR)] == [
        ("shops", "None"),
        ("schools", "2026-03-30"),
        ("pubs", "2026-03-30"),
    ]
    assert "  Shops\n    Never heard so far.\n" in said(what)
    assert "  Schools\n    Heard last, as far as we know: 30 March 2026.\n" in said(what)


def test_a_day_that_is_known_in_part_may_lie_within_the_quarter(repository: Repository) -> None:
    what = found(repository, {"a": record("received", "segments: [schools]\n", asked="2026")})
    assert "schools" not in dict(of(what, Task.HEAR))


def test_a_group_heard_on_a_day_that_is_not_known_comes_after_those_never_heard(repository: Repository) -> None:
    what = found(repository, {"a": record("received", "segments: [clubs]\n", asked="unknown")})
    assert [todo.about.key for todo in what.of(Task.HEAR)] == ["schools", "shops", "pubs", "clubs"]
    assert "Clubs\n    Heard last, as far as we know: date not known.\n" in said(what)


def test_a_draft_stands_in_no_list_and_whom_it_quotes_was_heard(repository: Repository) -> None:
    draft = record("received", "segments: [schools]\ndraft: true\n", asked="2026-06-01")
    what = found(repository, {"a": record(asked="2026-06-29"), "b": draft})
    assert [todo.about.key for todo in what.todos] == ["a", "shops", "clubs", "pubs"]


# Whom to tell


def told(
    repository: Repository, files: Mapping[str, str], *lines: Line, past: History | None = None
) -> Mapping[str, int]:
    return untold(state(repository, {"customers/bo.yml": BO, **files}, past=past), lines)


def done(more: str, outcome: str = "shipped") -> str:
    return record(outcome, DONE.format("2026-05-01") + more)


def test_those_who_are_thanked_wait_until_they_were_told(repository: Repository) -> None:
    files = {"a": done("credits: [ada, bo]\n")}
    now = state(repository, {"customers/bo.yml": BO, **files})
    assert untold(now, [Line("other", "ada", "outcome:shipped:1")]) == {"a": 2}
    ada, bo = (Line("a", key, "outcome:shipped:1") for key in ("ada", "bo"))
    assert untold(now, [ada, Line("a", "bo", "first-answer")]) == {"a": 1}
    assert untold(now, [ada, bo]) == {}


def test_who_was_thanked_after_all_were_told_waits_no_more(repository: Repository) -> None:
    files = {"a": done("credits: [ada, bo]\n")}
    now = state(repository, {"customers/bo.yml": BO, **files})
    thanked = Line("a", "bo", "credit:testing")
    assert untold(now, [thanked]) == {"a": 2}, "that was before it was done"
    assert untold(now, [thanked, Line("a", "ada", "outcome:shipped:1")]) == {}


def test_who_voiced_another_view_or_stands_behind_a_duplicate_waits_too(repository: Repository) -> None:
    files = {
        "a": done("credits: none\nno_credit_because: Anonymous.\nalso_said: [{said: No., credits: [ada]}]\n"),
        "b": record("merged", "merged_into: a\ncredits: [bo]\n"),
    }
    assert told(repository, files) == {"a": 2}


def test_who_withdrew_is_told_nothing(repository: Repository) -> None:
    files = {"a": done("credits: [bo]\n"), "customers/bo.yml": f"{BO}withdrawn: 2026-06-01\n"}
    assert told(repository, files) == {}


@pytest.mark.parametrize(
    ("text", "waiting"),
    [
        (
            record(
                "partly-shipped", "answer: Half.\nreason: Cost.\nevidence: [https://example.org/1]\ncredits: [bo]\n"
            ),
            1,
        ),
        (record("already-there", "answer: Here.\nevidence: [https://example.org/1]\ncredits: [bo]\n"), 0),
        (record("declined", "reason: Cost.\ncredits: [bo]\n"), 0),
        (done("credits: none\nno_credit_because: Anonymous.\n"), 0),
        (done("credits: [bo]\ndraft: true\n"), 0),
    ],
)
def test_only_what_was_done_in_public_is_to_be_told(repository: Repository, text: str, waiting: int) -> None:
    assert told(repository, {"a": text}).get("a", 0) == waiting


def test_what_was_told_under_former_ids_was_told(repository: Repository) -> None:
    at = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
    paths = {"decisions/2026/a.yml": ("was",), "decisions/customers/bo.yml": ("bob",)}
    past = History(
        dates={path: Dates(at, at) for path in paths}, past={path: Past(at, names=was) for path, was in paths.items()}
    )
    files = {"a": done("credits: [bo]\n")}
    assert told(repository, files, Line("was", "bob", "outcome:shipped:1"), past=past) == {}


def test_what_is_to_be_told_begins_with_the_newest(repository: Repository) -> None:
    days = {"a": "2026-04-01", "b": "2026-05-01", "c": "unknown"}
    files = {key: record("shipped", DONE.format(day) + "credits: [ada]\n") for key, day in days.items()}
    now = state(repository, files)
    assert now.site
    assert now.corpus
    what = agenda(now.site, now.corpus, 14, {"a": 1, "b": 2, "c": 1, "gone": 1}, tells=True)
    assert [(todo.about.key, todo.customers) for todo in what.of(Task.TELL)] == [("b", 2), ("a", 1), ("c", 1)]
    assert "Done: 1 May 2026. 2 customers wait.\n" in said(what)
    assert "Done: date not known. 1 customer waits.\n" in said(what)
    assert "Nobody was told" not in said(what)


# What is said


def said(what: Agenda, most: int = 10) -> str:
    return formats.text(paper(what, language("en")), most)


def many(repository: Repository, number: int, title: str = "Print") -> Agenda:
    text = record(asked="2026-02-01").replace("title: Print", f"title: {json.dumps(title)}")
    return found(repository, {f"a{each:02}": text for each in range(number)}, words=PLAIN)


def test_people_read_what_to_do_and_how(repository: Repository) -> None:
    files = {
        "again": record("planned", "answer: Yes.\nreview_by: 2026-06-29\n"),
        "quiet": record("declined", SECRET.format("2026-05-01")),
        "secret": record("declined", SECRET.format("2026-07-01")),
        "today": record("planned", "answer: Yes.\nreview_by: 2026-06-30\n"),
        "waiting": record(asked="2026-06-18"),
    }
    assert said(found(repository, files, words=PLAIN)) == (
        "Promises about to break\n"
        "  Due within 14 days: they can still be kept.\n"
        "\n"
        "  decisions/2026/today.yml: Print\n"
        "    Another look: by 30 June 2026. Due today.\n"
        "  decisions/2026/secret.yml: Print\n"
        "    Another look at its confidential reason: by 1 July 2026. 1 day left.\n"
        "  decisions/2026/waiting.yml: Print\n"
        "    A first answer: by 2 July 2026. 2 days left.\n"
        "\n"
        "We said that we would look again by now\n"
        "  Change the outcome, or set a new day with `review_by:`.\n"
        "\n"
        "  decisions/2026/again.yml: Print\n"
        "    Another look: by 29 June 2026. 1 day late.\n"
        "\n"
        "Is the reason still confidential?\n"
        "  Write the reason, or set a new day with `confidential_until:`.\n"
        "\n"
        "  decisions/2026/quiet.yml: Print\n"
        "    Another look at its confidential reason: by 1 May 2026. 60 days late.\n"
        "\n"
        "As of 30 June 2026. 5 things to do. Nobody was told of anything yet: `yousaid announce` is for that."
    )


def test_that_there_is_nothing_to_do_is_said(repository: Repository) -> None:
    what = found(repository, {"a": record("declined", "reason: Cost.\n")}, words=PLAIN)
    for made in (said(what), formats.markdown(paper(what, language("en")), 10)):
        assert made.startswith("As of 30 June 2026. There is nothing to do.")
    assert "There is nothing to do." in page(paper(what, language("en")))


def test_so_many_of_each_kind_are_shown_and_the_others_counted(repository: Repository) -> None:
    what = many(repository, 12)
    assert said(what, 11).count("decisions/2026/") == 11
    assert "\n  and 1 more point\n" in said(what, 11)
    marked = formats.markdown(paper(what, language("en")), 3)
    assert "### Waiting for a first answer (12)\n" in marked
    assert marked.count("decisions/2026/") == 3
    assert "\n- and 9 more points\n" in marked
    assert len(json.loads(formats.json(what))["todo"]) == 12


def test_the_issue_stays_short_whatever_titles_hold(repository: Repository) -> None:
    what = paper(many(repository, 30, "&" * 200), language("en"))
    made = formats.markdown(what, 1000)
    assert formats.LIMIT / 2 < len(made) <= formats.LIMIT
    assert made.count("decisions/2026/") + int(re.findall("and ([0-9]+) more", made)[0]) == 30
    assert len(base64.b64encode("\U0001f600".encode() * formats.LIMIT)) < 131_072


HOSTILE = (
    """](https://e.example) <img src=x onerror=alert(1)> @octocat #1 `x` ::error::y ##[error]z https://e.example"""
)


def test_nothing_that_a_title_says_does_anything(repository: Repository) -> None:
    what = many(repository, 1, HOSTILE)
    html = MarkdownIt("commonmark").render(formats.markdown(paper(what, language("en")), 10))
    assert re.findall("<(?!/)([a-z0-9]+)", html) == ["p", "code", "h3", "p", "code", "ul", "li", "a", "code"]
    assert re.findall('href="([^"]*)"', html) == ["https://feedback.example.org/decisions/a00/"]
    for made in (said(what), formats.json(what)):
        assert asked(made) == []
    assert "@\u200boctocat" in html
    assert "<img" not in page(paper(what, language("en")))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=60), st.sampled_from(LANGUAGES))
def test_any_title_is_one_point_of_a_list(title: str, code: str) -> None:
    point = Point(title, "https://example.org/", "decisions/2026/a.yml", "Asked.")
    made = Paper(language(code), "Next", ("Now.",), (Section(Task.ANSWER, "Answer", "Do.", (point,)),))
    tokens = MarkdownIt("commonmark").parse(formats.markdown(made, 10))
    assert [each.type for each in tokens].count("list_item_open") == 1
    assert not {"html_block", "fence", "hr"} & {each.type for each in tokens}
    assert len(formats.text(made, 10).splitlines()) == 7
    assert page(made).count("<li>") == 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_can_say_it(repository: Repository, code: str) -> None:
    made = page(paper(many(repository, 2), language(code)))
    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in made
    assert "%(" not in made


# The page


def test_the_page_needs_nothing_and_runs_nothing(repository: Repository) -> None:
    made = page(paper(many(repository, 12), language("en")))
    assert made.startswith(MARK)
    (style,) = re.findall("<style>(.*?)</style>", made, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"content=\"default-src 'none'; style-src 'sha256-{digest}'\"" in made
    assert not re.findall(r"<script|<img|<link|<iframe|<form|\ssrc=|\sstyle=|\son[a-z]+=|url\(|@import", made)
    assert re.findall("<h([1-6])", made) == ["1", "2"]
    assert made.count("<li>") == 12
    assert "<summary>and 2 more points</summary>" in made
    assert '<meta name="robots" content="noindex">' in made


def test_what_is_typed_is_set_apart(repository: Repository) -> None:
    made = page(paper(many(repository, 1), language("en")))
    assert "<code>answered:</code>" in made
    assert "`" not in made


# The command


@pytest.fixture
def root(repository: Repository) -> Path:
    """A folder in which an answer is late, and something was done."""
    return repository(
        {
            **SITE,
            "decisions/vocabulary.yml": PLAIN + "reasons: {cost: {name: Too costly, text: More work than gain.}}\n",
            "decisions/2026/done.yml": done("credits: [ada]\nanswered: 2026-02-01\n"),
        }
    )


def words(root: Path, *more: str) -> tuple[str, ...]:
    return ("next", "--root", str(root), "--today", TODAY.isoformat(), *more)


def test_the_command_says_it(root: Path) -> None:
    assert "decisions/2026/plain.yml: Print in colour\n    Asked: 12 January 2026." in invoke(*words(root))


def test_what_was_done_waits_to_be_told_before_anybody_was_told_of_anything(root: Path) -> None:
    told = json.loads(invoke(*words(root, "--format", "json")))
    assert [(each["id"], each["customers"]) for each in told["todo"] if each["task"] == "tell"] == [("done", 1)]
    assert told["somebody_was_told"] is False
    assert "Nobody was told of anything yet" in invoke(*words(root))


def test_programs_read_all_of_it(root: Path) -> None:
    (root / NAME).write_text(f"{Line('plain', 'ada', 'first-answer')}\n")
    assert json.loads(invoke(*words(root, "--format", "json", "--most", "1", "--within", "3"))) == {
        "version": 1,
        "today": "2026-06-30",
        "within_days": 3,
        "first_answer_days": 14,
        "somebody_was_told": True,
        "todo": [
            {
                "task": "answer",
                "id": "plain",
                "title": "Print in colour",
                "path": "decisions/2026/plain.yml",
                "promise": None,
                "since": "2026-01-12",
                "due": "2026-01-26",
                "days_late": 155,
                "customers": 0,
            },
            {
                "task": "tell",
                "id": "done",
                "title": "Print",
                "path": "decisions/2026/done.yml",
                "promise": None,
                "since": "2026-05-01",
                "due": None,
                "days_late": None,
                "customers": 1,
            },
        ],
    }


def test_groups_have_no_file(root: Path) -> None:
    with (root / "decisions/vocabulary.yml").open("a") as file:
        file.write("segments: {clubs: Clubs}\n")
    (group,) = [each for each in json.loads(invoke(*words(root, "--format", "json")))["todo"] if each["task"] == "hear"]
    assert group == {
        "task": "hear",
        "id": "clubs",
        "title": "Clubs",
        "path": None,
        "promise": None,
        "since": None,
        "due": None,
        "days_late": None,
        "customers": 0,
    }
    assert "- **Clubs** · Never heard so far.\n" in invoke(*words(root, "--format", "markdown"))


def test_an_issue_speaks_the_language_of_the_site_and_links_to_it(root: Path) -> None:
    made = invoke(*words(root, "--format", "markdown"))
    assert "[Print in colour](<https://feedback.example.org/decisions/plain/>)" in made
    (root / "mkdocs.yml").write_text(SITE["mkdocs.yml"].replace("name: material", "name: material, language: de"))
    assert "30. Juni 2026" in invoke(*words(root, "--format", "markdown"))
    assert "30 June 2026" in invoke(*words(root))


def test_without_an_address_there_are_no_links(root: Path) -> None:
    config = re.sub("(?m)^site_url.*\n", "", SITE["mkdocs.yml"])
    (root / "mkdocs.yml").write_text(config)
    assert "- **Print in colour** · " in invoke(*words(root, "--format", "markdown"))
    file = root.parent / "next.html"
    invoke(*words(root, "--page", str(file)))
    assert "<a " not in file.read_text("utf-8")


def test_no_customer_and_no_draft_is_named(root: Path) -> None:
    (root / NAME).write_text(f"{Line('plain', 'ada', 'first-answer')}\n")
    (root / "decisions/2026/hush.yml").write_text(record(more="draft: true\n").replace("Print", "Merger"))
    file = root.parent / "next.html"
    invoke(*words(root, "--page", str(file)))
    made = [invoke(*words(root, "--format", form)) for form in ("text", "json", "markdown")]
    for each in (*made, file.read_text("utf-8")):
        assert "1 customer waits." in each or '"customers": 1' in each
        assert not re.search("(?i)ada\\b|merger|hush", each)


def test_without_a_day_today_is_the_day_it_is(root: Path) -> None:
    made = json.loads(invoke("next", "--root", str(root), "--format", "json"))
    assert made["today"] == dt.datetime.now(dt.UTC).date().isoformat()


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9999-12-31"])
def test_a_day_that_nobody_means_is_refused(root: Path, day: str) -> None:
    assert "1900 to 9899" in invoke("next", "--root", str(root), "--today", day, code=2)


def test_faults_are_no_answer(root: Path) -> None:
    (root / NAME).write_text("{}\n")
    assert f"{NAME}:1:1: error[YS641]" in invoke(*words(root), code=2)
    (root / "decisions/2026/plain.yml").write_text("title: x\n")
    faults = invoke(*words(root), code=2)
    assert "error[YS201]" in faults
    assert "error[YS641]" in faults


def test_what_is_wrong_with_the_configuration_is_said(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: [\n")
    assert "mkdocs.yml" in invoke(*words(root, "--format", "markdown"), code=1)
    assert "Print in colour" in invoke(*words(root))


def test_a_page_is_written_and_written_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    file = root.parent / "next.html"
    for _ in range(2):
        assert invoke(*words(root, "--page", "next.html")) == "Written: next.html\n"
        assert file.read_text("utf-8").startswith(MARK)
    assert [path.name for path in root.parent.iterdir() if "next" in path.name] == ["next.html"]


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("site/next.html", "site, which is published"),
        ("site/deep/next.html", "site, which is published"),
        ("site_src/next.html", "site_src, which is published"),
        ("linked/next.html", "site_src, which is published"),
        ("decisions/2026/next.html", "decisions, which is"),
        (".git/next.html", ".git, which is"),
        ("elsewhere/noes/next.html", "elsewhere, which is"),
        ("mkdocs.yml", "mkdocs.yml is something else"),
        ("nowhere/next.html", "there is no folder"),
    ],
)
def test_a_page_is_not_written_where_it_could_be_published_or_over_something_else(
    root: Path, place: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("elsewhere/api/v1/index.json", "elsewhere/noes/index.html", "site/deep/x", ".git/x"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("")
    (root / "linked").symlink_to("site_src")
    monkeypatch.chdir(root)
    before = sorted(root.rglob("*"))
    assert why in " ".join(invoke(*words(root, "--page", place), code=2).split())
    assert sorted(root.rglob("*")) == before


def test_a_page_that_cannot_be_written_is_what_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = root.parent / "next.html"
    file.write_text(MARK)
    monkeypatch.setattr(Path, "replace", full)
    assert "No space left on device" in invoke(*words(root, "--page", str(file)), code=2)
    assert file.read_text() == MARK
    assert [path.name for path in root.parent.iterdir() if "next" in path.name] == ["next.html"]


# The issue

GH = """\
#!/usr/bin/env bash
# Answers as the forge would, from files; keeps the text of the issue. What it is asked about goes through jq, as there.
printf '%s\\0' "$@" >> "$MACHINE/gh.calls"; printf '\\0end\\n' >> "$MACHINE/gh.calls"
filter=. answer=$MACHINE/issues.json
[[ " $* " != *\\ --silent\\ * && $1 != label ]] || answer=/dev/null
while (($#)); do
  case $1 in
    --jq) filter=$2 ;;
    body=@*) cp "${1#body=@}" "$MACHINE/body.md" ;;
    repos/example/feedback) answer=$MACHINE/repository.json ;;
  esac
  shift
done
jq --raw-output "$filter" "$answer"
"""
BOT = {"login": "github-actions[bot]"}
STEPS = {step["name"]: step for step in workflow("publish.yml")["jobs"]["build"]["steps"]}
KEEPING = workflow("publish.yml")["jobs"]["next"]
Kept = Callable[..., Job]


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Let the job that keeps the issue run, with these issues of that label, and this to say."""

    def run(issues: Collection[Mapping[str, Any]] = (), has_issues: bool = True, **needs: str) -> Job:
        (tmp_path / "work").mkdir()
        job = Job(tmp_path / "work", tmp_path / "machine")
        job.program("gh", GH)
        (job.machine / "issues.json").write_text(json.dumps([*issues]))
        (job.machine / "repository.json").write_text(json.dumps({"has_issues": has_issues}))
        text = base64.b64encode(b"- do it\n").decode()
        said = {"next": text, "publish": "yes", **needs}
        job.needs = {"build": {"outputs": {"next": said["next"]}}, "publish": {"outputs": {"publish": said["publish"]}}}
        job.run(KEEPING)
        return job

    return run


def writing(job: Job) -> list[list[str]]:
    """Return what the forge was asked to change."""
    return [call for call in job.calls("gh") if {"POST", "PATCH", "create"} & set(call)]


def body(job: Job) -> str:
    return (job.machine / "body.md").read_text("utf-8")


def test_the_first_time_an_issue_is_opened_with_its_label(kept: Kept) -> None:
    job = kept()
    assert job.failed == "", job.said
    label, issue = writing(job)
    assert label[:3] == ["label", "create", "what to do next"]
    assert issue[2:5] == ["--method", "POST", "repos/example/feedback/issues"]
    assert {"title=What to do next", "labels[]=what to do next"} <= set(issue)
    assert body(job).startswith("- do it\n\n---\nWritten anew")


def test_the_same_issue_is_brought_up_to_date(kept: Kept) -> None:
    by_hand = {"number": 3, "state": "open", "user": {"login": "somebody"}}
    request = {"number": 4, "state": "open", "user": BOT, "pull_request": {}}
    issues = [{"number": number, "state": "open", "user": BOT} for number in (7, 9)]
    job = kept([by_hand, request, *issues])
    assert job.failed == "", job.said
    (call,) = writing(job)
    assert call[2:5] == ["--method", "PATCH", "repos/example/feedback/issues/7"]
    assert body(job).startswith("- do it\n")


def test_an_issue_that_somebody_closed_stays_as_it_is(kept: Kept) -> None:
    job = kept([{"number": 7, "state": "closed", "user": BOT}])
    assert (job.failed, writing(job)) == ("", [])
    assert "#7 is closed" in job.said


def test_a_repository_without_issues_is_no_fault(kept: Kept) -> None:
    job = kept(has_issues=False)
    assert (job.failed, writing(job)) == ("", [])
    assert "no issues" in job.said


def test_what_is_not_known_changes_nothing(kept: Kept) -> None:
    job = kept(next="")
    assert (job.failed, job.calls("gh")) == ("", [])


def test_what_was_not_published_changes_nothing(kept: Kept) -> None:
    assert kept(publish="no").calls("gh") == []


def test_an_issue_may_be_written_and_nothing_else() -> None:
    assert KEEPING["permissions"] == {"issues": "write"}
    assert not [step for step in KEEPING["steps"] if "uses" in step]
    nightly = yaml.safe_load((ROOT / ".github" / "workflows" / "nightly.yml").read_text("utf-8"))
    assert nightly["jobs"]["publish"]["permissions"]["issues"] == "write"


@pytest.mark.parametrize(("ledger", "begins"), [("", "As of "), ("{}\n", "")])
def test_what_to_do_is_handed_over_and_whatever_is_wrong_does_not_keep_the_site(
    root: Path, tmp_path: Path, ledger: str, begins: str
) -> None:
    hostile = record(asked="2026-01-12").replace("title: Print", f"title: {json.dumps(HOSTILE)}")
    (root / "decisions/2026/plain.yml").write_text(hostile)
    (root / NAME).write_text(ledger)
    commit(root, "2026-06-01T12:00:00Z")
    job = Job(root, tmp_path / "machine")
    install = {"name": "install", "id": "site", "uses": "./", "with": {"command": "install"}}
    outputs = {"next": workflow("publish.yml")["jobs"]["build"]["outputs"]["next"]}
    made = job.run({"steps": [install, STEPS["List what to do next"]], "outputs": outputs})
    assert job.failed == "", job.said
    assert base64.b64decode(made["next"]).decode().startswith(begins), job.said
    assert [name for name, _ in asked(job.said) if name != "stop-commands"] == ([] if begins else ["warning"])
    assert bool(made["next"]) is bool(begins)
    assert git(root, "status", "--porcelain") == ""
