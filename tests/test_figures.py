"""The figures: counted by hand here, and the same on the page, in the JSON and in the CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from conftest import ROOT, TODAY, Repository
from yousaid import pipeline, urls, views
from yousaid.history import History
from yousaid.model import Origin, Outcome
from yousaid.outputs import badges, numbers, pages
from yousaid.outputs.pages.numbers import MONTHS
from yousaid.outputs.tables import Row, Table, tables
from yousaid.views import About, Figures, Site
from yousaid.views.counting import spread
from yousaid.views.figures import PARTS, Balance, Delay, Late, Series, Spread

EMPTY = {"decisions/2026/plain.yml": None, "decisions/2026/refused.yml": None, "decisions/occasions/survey.yml": None}
LATER = dt.date(2100, 1, 1)
"""A day on which none of the project's own records lies in the future."""
WORDS = """\
areas: {reports: Reports, billing: Billing, search: Search}
segments: {schools: Schools, shops: Shops, clubs: Clubs}
reasons: {cost: {name: Too costly for now, text: The work is more than the gain.}}
"""


def record(outcome: str = "received", more: str = "", asked: str = "2026-01-01", area: str = "reports") -> str:
    return f"title: Print\nidea: Please.\nasked: {asked}\noutcome: {outcome}\narea: {area}\n{more}"


def site_of(
    repository: Repository, *records: str, words: str = WORDS, language: str = "en", extra: Mapping[str, str] = {}
) -> Site:
    """Return what is public of these records, named a, b, c. Rules are none of its business."""
    named = {f"decisions/2026/{chr(97 + number)}.yml": text for number, text in enumerate(records)}
    checked = pipeline.check(
        pipeline.Settings(repository({**EMPTY, **named, **extra, "decisions/vocabulary.yml": words}), TODAY)
    )
    assert not [fault for fault in checked.faults if fault.code.id < "YS3"], "everything could be read"
    return views.site(checked.corpus, History(), TODAY, About("Test", "https://t.example/", "", language))


def counted(repository: Repository, *records: str, words: str = WORDS) -> Figures:
    return site_of(repository, *records, words=words).figures


def days(count: int, more: str = "") -> str:
    """Return a record that was answered so many days after it was asked."""
    return record("planned", f"answered: {dt.date(2026, 1, 1) + dt.timedelta(count)}\n{more}")


def keys(late: tuple[Late, ...]) -> list[str]:
    return [each.decision.key for each in late]


# How it stands.


def test_every_outcome_is_in_one_part_of_the_balance() -> None:
    assert sorted(outcome for outcomes in PARTS.values() for outcome in outcomes) == sorted(Outcome)


def test_the_balance_counts_every_record_once(repository: Repository) -> None:
    no, secret = "reason: No.\n", "reason: confidential\n"
    outcomes = [(outcome.value, no if outcome.is_no else "") for outcome in Outcome]
    found = counted(
        repository,
        *(record(outcome, more) for outcome, more in outcomes),
        record("declined", secret),
        record("not-now", secret),
        record("partly-shipped", secret),
    ).balance
    assert found == Balance(said=15, did=1, partly=3, already_there=1, not_now=2, no=2, open=4, other=2, confidential=2)
    assert found.noes == 4
    assert found.said == sum(getattr(found, part) for part in PARTS)


@pytest.mark.parametrize("secrets", [0, 1])
def test_a_no_that_came_without_a_reason_is_counted_apart(secrets: int, repository: Repository) -> None:
    words = f"{WORDS[:-2]}, unexplained-legacy: {{name: No reason was given, text: No reason was given then.}}}}\n"
    older = record("declined", "reason: {code: unexplained-legacy}\n")
    records = (
        older,
        older,
        record("declined", "reason: No.\n"),
        *[record("declined", "reason: confidential\n")] * secrets,
    )
    site = site_of(repository, *records, words=words)
    assert (site.figures.balance.unexplained, site.figures.balance.confidential) == (2, secrets)
    home = next(page.render().body for page in pages.pages(site) if page.address == "")
    assert "2 are older than this page, and no reason was given then." in home
    assert ("The reason of 1 is confidential." in home) is bool(secrets)
    assert "every other no gives its own" not in home
    balance = next(each for each in tables(site) if any(row.key == "confidential" for row in each.rows))
    assert [row.values for row in balance.rows if row.key == "unexplained"] == [(2,)]
    assert "older ones for which none was given" in balance.definition


def test_what_is_not_public_is_in_no_figure(repository: Repository) -> None:
    found = counted(repository, record(), days(3, "draft: true\n"), record("declined", "publish_on: 2027-01-01\n"))
    assert (found.balance.said, found.answered, found.months.counts, found.promises.open) == (1, 0, (), ())


def test_everything_said_is_answered_or_waits_or_was_merged_or_withdrawn(repository: Repository) -> None:
    day = "answered: 2026-02-01\n"
    all_outcomes = [record(outcome.value, more) for outcome in Outcome for more in ("", day)]
    site = site_of(repository, *all_outcomes)
    found = site.figures
    waits = [(each.outcome, each.answered is None) for each in site.decisions if each.waits]
    assert sorted(waits) == [("received", True), ("reviewing", True)]
    neither = {each.outcome for each in site.decisions if not each.waits and not each.has_answer}
    assert neither == {Outcome.MERGED, Outcome.WITHDRAWN}, "with the date of an answer or without"
    assert found.balance.said == found.answered + found.waiting + found.balance.other == 24
    assert (found.answered, found.waiting, found.balance.other) == (18, 2, 4)
    assert found.months.left_out + sum(count for _, count in found.months.counts) == found.answered
    assert found.first_answer.all.spread
    assert found.first_answer.all.spread.count + found.first_answer.all.left_out == found.answered


def test_home_numbers_data_and_badge_count_the_same_answers(repository: Repository) -> None:
    site = site_of(repository, *MIXED, record("merged"), record("withdrawn", "answered: 2026-02-01\n"))
    words = text_of(home_of(site))
    assert "7 things were said. 4 have an answer. 1 waits for one. 2 were merged or withdrawn." in words
    document, lines = downloads(site)
    assert [document["balance"][key]["records"] for key in ("said", "answered", "waiting", "other")] == [7, 4, 1, 2]
    assert lines["balance", "answered", "records"] == "4"
    body = page_of(site)
    assert "What was merged is answered in another record" in body
    assert "1 record still waits for its first answer" in body
    assert badges.answered(site) == "You said, we did: 4 of 7 answered"


# How long it took.


@pytest.mark.parametrize(
    ("numbers_", "expected"),
    [
        ([], None),
        ([5], Spread(1, 5, 5, 5)),
        ([4, 1], Spread(2, 2, 3, 3)),
        ([3, 1, 2], Spread(3, 2, 2, 3)),
        ([10, 0, 20, 30, 40], Spread(5, 10, 20, 30)),
        ([7, 7, 7, 7], Spread(4, 7, 7, 7)),
        ([1, 2, 3, 4, 5, 6], Spread(6, 2, 4, 5)),
    ],
)
def test_medians_and_quartiles(numbers_: list[int], expected: Spread | None) -> None:
    assert spread(numbers_) == expected


def test_the_time_to_an_answer_needs_two_whole_days(repository: Repository) -> None:
    found = counted(
        repository,
        days(10),
        days(30),
        record("declined", "answered: 2026-01-01\n"),
        record("planned", "answered: 2026-02\n"),
        record("planned", "answered: 2026-02-01\n", asked="2026-01"),
        record("planned", "answered: 2026-02-01\n", asked="unknown"),
        record("planned", "answered: unknown\n"),
        record("planned"),
        record("received"),
        record("reviewing", "answered: 2026-01-21\n"),
    )
    assert found.first_answer.all == Delay(Spread(4, 8, 15, 23), 5)
    assert found.answered == 9, "all but the one that was only received"


def test_the_time_until_it_could_be_used_leaves_out_what_was_there_before(repository: Repository) -> None:
    found = counted(
        repository,
        record("shipped", "shipped: 2026-01-11\n"),
        record("partly-shipped", "shipped: 2026-01-31\n", area="billing"),
        record("already-there", "shipped: 2019-01-01\n"),
        record("partly-shipped"),
        record("withdrawn", "shipped: 2026-01-01\n"),
        record("already-there"),
        record("declined"),
    )
    assert found.shipped.all == Delay(Spread(3, 5, 10, 20), 2)
    assert [(area.key, delay) for area, delay in found.shipped.areas] == [
        ("reports", Delay(Spread(2, 3, 5, 8), 2)),
        ("billing", Delay(Spread(1, 30, 30, 30), 0)),
    ]


# What was answered when.


def test_months_go_on_without_gaps_from_the_first_to_that_of_today(repository: Repository) -> None:
    when = ("2025-11-30", "2026-02", "2026-02-01", "2026", "unknown")
    found = counted(repository, *(record("planned", f"answered: {day}\n") for day in when), record("planned"), record())
    silent = tuple((f"2026-0{month}", 0) for month in range(3, 7))
    assert found.months == Series((("2025-11", 1), ("2025-12", 0), ("2026-01", 0), ("2026-02", 2), *silent), 3)
    assert found.years == Series((("2025", 1), ("2026", 3)), 2)


def test_years_are_without_gaps_too(repository: Repository) -> None:
    found = counted(repository, *(record("planned", f"answered: {year}\n") for year in (1999, 2002)))
    silent = tuple((str(year), 0) for year in range(2003, 2027))
    assert found.years.counts == (("1999", 1), ("2000", 0), ("2001", 0), ("2002", 1), *silent)
    assert found.months == Series((), 2)


# What is promised.


def test_open_promises_are_what_is_planned_or_begun(repository: Repository) -> None:
    found = counted(
        repository,
        record("planned", "review_by: unknown\n"),
        record("in-progress"),
        record("planned", "review_by: 2026-07-01\n"),
        record("shipped"),
        record("reviewing"),
    ).promises
    assert [each.key for each in found.open] == ["a", "b", "c"]
    assert (found.undated, found.late, found.days, found.unclear) == (2, (), None, 0)


@pytest.mark.parametrize(
    ("outcome", "day", "late"),
    [
        ("planned", "2026-06-29", True),
        ("planned", "2026-06-30", False),
        ("planned", "2026-06", False),
        ("planned", "2026-05", True),
        ("planned", "2025", True),
        ("planned", "2026", False),
        ("planned", "unknown", False),
        ("in-progress", "2026-06-29", True),
        ("reviewing", "2026-06-29", True),
        ("not-now", "2026-06-29", True),
        ("declined", "2026-06-29", True),
        ("shipped", "2026-06-29", False),
        ("partly-shipped", "2026-06-29", False),
        ("withdrawn", "2026-06-29", False),
    ],
)
def test_to_look_again_is_overdue_when_its_last_day_has_passed(
    repository: Repository, outcome: str, day: str, late: bool
) -> None:
    found = counted(repository, record(outcome, f"review_by: {day}\n")).promises
    assert keys(found.late_looks) == keys(found.late) == (["a"] if late else [])


def test_what_has_a_newer_answer_is_not_looked_at_again(repository: Repository) -> None:
    old = record("not-now", "review_by: 2026-01-02\nsuperseded_by: b\n")
    assert counted(repository, old, record("planned")).promises.late == ()


@pytest.mark.parametrize(
    ("outcome", "asked", "more", "late", "unclear"),
    [
        ("received", "2026-06-16", "", False, 0),
        ("received", "2026-06-15", "", True, 0),
        ("reviewing", "2026-06-15", "", True, 0),
        ("reviewing", "2026-06-15", "answered: 2026-06-20\n", False, 0),
        ("reviewing", "2026-06-15", "answered: unknown\n", False, 0),
        ("planned", "2026-06-15", "", False, 0),
        ("received", "2026-05", "", True, 0),
        ("received", "2026-06", "", False, 1),
        ("received", "2025", "", True, 0),
        ("received", "2026", "", False, 1),
        ("received", "unknown", "", False, 1),
    ],
)
def test_a_first_answer_is_overdue_when_it_surely_takes_longer_than_promised(
    repository: Repository, outcome: str, asked: str, more: str, late: bool, unclear: int
) -> None:
    promised = f"{WORDS}promises: {{first_answer_days: 14}}\n"
    found = counted(repository, record(outcome, more, asked), words=promised).promises
    assert keys(found.late_answers) == (["a"] if late else [])
    assert found.unclear == unclear


def test_where_nothing_is_promised_no_answer_is_overdue(repository: Repository) -> None:
    found = counted(repository, record(asked="1999-01-01"), record(asked="unknown")).promises
    assert (found.late, found.unclear) == ((), 0)


def test_a_promise_without_end_is_never_overdue(repository: Repository) -> None:
    found = counted(repository, record(), words=f"{WORDS}promises: {{first_answer_days: 999999999999}}\n").promises
    assert (found.late, found.unclear) == ((), 0)


def test_what_is_overdue_longest_comes_first(repository: Repository) -> None:
    found = counted(
        repository,
        record("planned", "review_by: 2026-05-01\n"),
        record("received", asked="2026-02-15"),
        record("not-now", "review_by: 2026-01-01\n"),
        record("not-now", "review_by: 2026-05-01\n"),
        words=f"{WORDS}promises: {{first_answer_days: 14}}\n",
    ).promises
    assert keys(found.late) == ["c", "b", "a", "d"]
    assert found.late_answers[0].due == dt.date(2026, 3, 1)


# Where it began, and whom we heard.


def test_only_what_was_made_began_somewhere(repository: Repository) -> None:
    way, chance = "origin: already-under-way\n", "origin: coincidence\n"
    made = [record("shipped"), record("partly-shipped", way), record("did-something-else"), record("shipped", chance)]
    other = [record(outcome, way) for outcome in ("planned", "declined", "already-there", "merged", "withdrawn")]
    found = counted(repository, *made, *other).origins
    assert dict(found) == {Origin.CUSTOMER: 2, Origin.ALREADY_UNDER_WAY: 1, Origin.COINCIDENCE: 1}


def test_words_that_nobody_spoke_of_are_counted_as_such(repository: Repository) -> None:
    voices = "voices: {{count: {}, as_of: 2026-01-01}}\n".format
    found = counted(
        repository,
        record(more="segments: [schools, shops]\n" + voices(40)),
        record(more="segments: [schools]\n" + voices(2), area="billing"),
        record("merged", "segments: [schools]\n" + voices(7)),
        record(),
    ).voices
    assert [(heard.word.key, heard.records, heard.voices) for heard in found.areas] == [
        ("reports", 3, 40),
        ("billing", 1, 2),
        ("search", 0, None),
    ]
    assert [(heard.word.name, heard.records, heard.voices) for heard in found.segments] == [
        ("Schools", 3, 42),
        ("Shops", 1, 40),
        ("Clubs", 0, None),
    ]
    assert (found.uncounted, found.no_segment) == (2, 1)


def test_one_record_makes_a_site_with_figures(repository: Repository) -> None:
    found = counted(repository, record(asked="unknown"))
    assert found.balance == Balance(1, 0, 0, 0, 0, 0, 1, 0, 0)
    assert found.first_answer.all == found.shipped.all == Delay(None, 0)
    assert (found.first_answer.areas, found.months.counts, found.years.counts) == ((), (), ())
    assert sum(found.origins.values()) == 0
    assert found.today == TODAY


# The page and the downloads.


class _Page(HTMLParser):
    """Collects the tables of a page by the id of their heading, and the text of everything."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.words: list[str] = []
        self._rows: list[list[str]] | None = None
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert "style" not in given, "the policy forbids it"
        self._hidden = "aria-hidden" in given
        if given.get("class") == "ys-table":
            assert (tag, given["tabindex"]) == ("section", "0"), "a region that the keyboard can scroll"
            self._rows = self.tables[str(given["aria-labelledby"])] = []
        if tag == "tr" and self._rows is not None:
            self._rows.append([])
        if tag in {"td", "th"} and self._rows is not None:
            assert tag == "td" or given["scope"] in {"row", "col"}
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        if tag == "table":
            self._rows = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._rows and self._rows[-1] and not self._hidden:
            self._rows[-1][-1] += data.strip()


def page_of(site: Site, address: str = urls.NUMBERS.at()) -> str:
    return next(page for page in pages.pages(site) if page.address == address).render().body


def downloads(site: Site) -> tuple[dict[str, dict[str, dict[str, Any]]], dict[tuple[str, ...], str]]:
    """Return JSON as figure, group, measures, and CSV as figure, group, measure to value."""
    made = {file.path: file.make() for file in numbers.files(site)}
    document = json.loads(made["numbers.json"])
    found = {
        figure["id"]: {group.pop("id"): group for group in figure["groups"] if group.pop("name")}
        for figure in document["figures"]
    }
    head, *lines = csv.reader(io.StringIO(made["numbers.csv"].decode(), newline=""))
    assert head == ["figure", "group", "measure", "value"]
    assert len({tuple(line[:3]) for line in lines}) == len(lines), "each number once"
    assert document["as_of"] == site.figures.today.isoformat()
    return found, {tuple(line[:3]): line[3] for line in lines}


def shown(value: float | None) -> str:
    return "nothing to count" if value is None else f"{value:,.10g}"


MIXED = (
    days(10, "review_by: 2026-02-01\n"),
    days(15, "segments: [schools]\nvoices: {count: 1200, as_of: 2026-01-01}\n"),
    record("shipped", "answered: 2026-03-04\nshipped: 2026-04-01\n", area="billing"),
    record("declined", "reason: confidential\nanswered: 2026\n"),
    record("received", asked="unknown"),
)


@pytest.mark.parametrize("records", [MIXED, MIXED[-1:], MIXED[:1]], ids=["mixed", "one without an answer", "one"])
def test_page_json_and_csv_agree(repository: Repository, records: tuple[str, ...]) -> None:
    site = site_of(repository, *records)
    assert_the_same_everywhere(site)


def test_the_projects_own_numbers_agree() -> None:
    built = pipeline.build(pipeline.Settings(ROOT, LATER, None, About("Own", "https://own.example/"), history=False))
    assert built.site
    assert_the_same_everywhere(built.site)
    figures_ = built.site.figures
    assert figures_.balance.said == len(built.site.decisions) > 100
    assert figures_.first_answer.all.spread
    assert figures_.first_answer.all.spread.count + figures_.first_answer.all.left_out == figures_.answered
    body = page_of(built.site)
    assert len(_Page(body).tables["answered-by-month"]) == MONTHS + 1, "thirty years are not shown month by month"
    assert len(_Page(body).tables["answered-by-year"]) > 20


def newest(table: Table) -> tuple[Row, ...]:
    """Return what the page shows of a table: of many months the newest, of all others everything."""
    return table.rows[-MONTHS:] if table.key == "answered-by-month" else table.rows


def assert_the_same_everywhere(site: Site) -> None:
    body = page_of(site)
    seen, (document, lines) = _Page(body).tables, downloads(site)
    for table in tables(site):
        measures = [key for key, _ in table.measures]
        values = {row.key: dict(zip(measures, row.values, strict=True)) for row in table.rows}
        assert document[table.key] == values
        for group, found in values.items():
            for measure, value in found.items():
                assert lines.pop((table.key, group, measure)) == ("" if value is None else f"{value:.10g}")
        if table.key in seen:
            head, *rows = seen.pop(table.key)
            assert head == [table.head, *(name for _, name in table.measures)]
            assert rows == [[row.name, *map(shown, row.values)] for row in newest(table)]
    assert (seen, lines) == ({}, {})
    for svg in re.findall(r"<svg.*?</svg>", body, re.DOTALL):
        assert_drawn_as_written(svg, {table.key: table for table in tables(site)})


def assert_drawn_as_written(svg: str, found: dict[str, Table]) -> None:
    """Compare the numbers that stand in a drawing with those of its table."""
    root = ET.fromstring(svg)
    key = (root.get("aria-labelledby") or "").split("-plot ")[0]
    texts = [text.text or "" for text in root.iter("text")]
    column = 2 if key in {"first-answer", "shipped"} else 0
    values = [shown(row.values[column]) for row in newest(found[key])]
    if key.startswith("answered-by-"):
        assert int(texts[0]) == max(row.values[0] or 0 for row in newest(found[key]))
        assert len(list(root.iter("rect"))) - 2 == len(values), "a column for each row, and two lines"
    else:
        assert texts[1::2]
        assert [value for value in values if value in texts[1::2]], key
        assert set(texts[1::2]) <= set(values)


def test_every_figure_says_what_it_means_and_leaves_out(repository: Repository) -> None:
    site = site_of(
        repository, *MIXED, record("planned"), record("reviewing"), words=f"{WORDS}promises: {{first_answer_days: 1}}\n"
    )
    found = {table.key: table for table in tables(site)}
    assert all(table.definition in page_of(site).replace("&#39;", "'") for table in found.values())
    assert found["first-answer"].notes == (
        "2 records still wait for their first answer, and are not counted.",
        "2 records are left out, since one of their two days is not known, or nobody waited for them.",
    )
    assert found["answered-by-month"].notes[0].startswith("2 records are left out")
    assert found["answered-by-year"].notes[0].startswith("1 record is left out")
    assert found["promises"].notes == (
        "A first answer is promised within 1 day.",
        "2 open promises name no day.",
        "1 record may wait for its answer too long; its day is not known well enough to tell.",
    )
    assert found["voices-by-segment"].notes == (
        "6 records do not say who asked.",
        "In 6 records voices were not counted.",
    )


def test_the_page_names_whom_we_have_not_heard_and_what_is_overdue(repository: Repository) -> None:
    body = page_of(site_of(repository, *MIXED))
    silent = re.findall(r"Whom we have not heard</h3>\n<ul>(.*?)</ul>", body, re.DOTALL)
    assert [re.findall(r"<bdi>(\w+)", words) for words in silent] == [["Search"], ["Shops", "Clubs"]]
    assert 'href="../decisions/a/"' in body
    assert 'due by <time datetime="2026-02-01">' in body


def test_the_page_lists_the_longest_overdue_only(repository: Repository) -> None:
    late = [record("planned", f"review_by: 2026-01-{day:02}\n") for day in range(1, 27)]
    body = page_of(site_of(repository, *late))
    assert "1 more is overdue for a shorter time." in body
    assert 'href="../decisions/y/"' in body
    assert 'href="../decisions/z/"' not in body


@pytest.mark.parametrize(
    ("answered", "months", "years"),
    [
        (("2024-07", "2025-12"), 24, 0),
        (("2024-06", "2025-12"), 24, 3),
        (("1994-05-01", "2025-12"), 24, 33),
        (("2025-12", "2024"), 7, 3),
        (("2019", "2020"), 0, 8),
        (("2025-12", "unknown"), 7, 0),
    ],
)
def test_the_newest_months_are_shown_and_years_where_these_are_not_all(
    repository: Repository, answered: tuple[str, ...], months: int, years: int
) -> None:
    site = site_of(repository, *(record("planned", f"answered: {day}\n") for day in answered))
    body = page_of(site)
    found = _Page(body).tables
    assert len(found.get("answered-by-month", [[]])) - 1 == months
    assert len(found.get("answered-by-year", [[]])) - 1 == years
    assert ("Here are the newest 24 months" in body) == (len(site.figures.months.counts) > 24)
    assert_the_same_everywhere(site)


def test_of_many_words_the_most_named_are_drawn(repository: Repository) -> None:
    words = "areas:\n" + "".join(f"  a{number}: Area {number}\n" for number in range(30))
    body = page_of(site_of(repository, record(area="a29"), record(area="a29"), record(area="a7"), words=words))
    svg = re.findall(r"<svg[^>]*voices-by-area-plot.*?</svg>", body, re.DOTALL)[0]
    labels = [text.text for text in ET.fromstring(svg).iter("text")][::2]
    assert len(labels) == 20
    assert labels[-1] == "Area 29"
    assert "Area 29 with 2" in svg


def test_from_right_to_left_the_plots_are_mirrored(repository: Repository) -> None:
    svgs = re.findall(r"<svg[^>]*>", page_of(site_of(repository, *MIXED, language="ar")))
    assert svgs
    assert all('direction="rtl"' in svg for svg in svgs)


# The home page.


def home_of(site: Site) -> str:
    return page_of(site, "")


def text_of(html: str) -> str:
    return " ".join(" ".join(_Page(html).words).split())


def test_the_home_page_says_how_it_stands_with_the_noes(repository: Repository) -> None:
    home = home_of(site_of(repository, *MIXED))
    words = text_of(home)
    assert "5 things were said. 4 have an answer. 1 waits for one. 1 is a no, for now or for good." in words
    assert "The reason of 1 is confidential" in words
    assert "✓ Done 1" in words
    assert "◷ Not now 0" in words
    assert "✕ No 1 ▪ of these noes, confidential 1" in words
    assert "15 Days to a first answer (median)" in words
    assert "2 Open promises" in words
    assert "1 Overdue promises" in words
    for address in (
        "outcomes/declined/",
        "outcomes/not-now/",
        "noes/",
        "numbers/#first-answer",
        "changelog/",
        "follow/",
    ):
        assert f'href="./{address}"' in home


def test_where_every_no_is_confidential_no_other_is_spoken_of(repository: Repository) -> None:
    words = text_of(home_of(site_of(repository, record("declined", "reason: confidential\n"))))
    assert "1 is a no, for now or for good. The reason of 1 is confidential. 1 Said" in words


def test_what_waits_for_an_answer_is_no_newest_decision(repository: Repository) -> None:
    words = text_of(home_of(site_of(repository, record("planned"), *(record("reviewing") for _ in range(12)))))
    assert "Newest decisions ◑ Planned" in words
    assert "We are looking at it." not in words


def test_the_home_page_of_one_record_has_good_words(repository: Repository) -> None:
    words = text_of(home_of(site_of(repository, record())))
    assert "1 thing was said. Nothing has an answer yet. We have not said no to anything yet." in words
    assert "✕ No 0" in words
    assert "0 Customers thanked" in words
    assert "What was said last" in words
    assert "See the list with 1 record" in words
    for absent in ("median", "promises", "Every occasion", "Merged"):
        assert absent not in words


def test_the_home_page_links_each_outcome_that_occurs(repository: Repository) -> None:
    home = home_of(
        site_of(
            repository,
            record("partly-shipped", "reason: No.\n"),
            record("did-something-else", "reason: No.\n"),
            record("planned"),
            record("merged"),
            record("declined", "reason: No.\n"),
            record("not-now", "reason: No.\n"),
        )
    )
    words = text_of(home)
    assert "◐ Partly, or something else 2 Partly done (1) Done another way (1)" in words
    assert "◑ Planned 1" in words
    assert "⇉ Merged 1" in words
    assert "5 have an answer. 1 was merged or withdrawn. 2 are noes, for now or for good. Each of them gives" in words
    for outcome in ("partly-shipped", "did-something-else", "planned", "merged"):
        assert f'href="./outcomes/{outcome}/"' in home


def test_the_home_page_shows_the_newest_and_five_occasions(repository: Repository) -> None:
    extra = {
        f"decisions/occasions/survey-{number}.yml": f"title: Survey\nquestion: What?\ndate: 2026-01-0{number}\n"
        for number in range(1, 8)
    }
    home = home_of(site_of(repository, *(record() for _ in range(26)), extra=extra))
    assert len(re.findall("<article", home)) == 10
    assert len(re.findall(r'href="./occasions/survey-\d/"', home)) == 5
    assert "Every occasion" in home
    assert "See all 26 records" in home
