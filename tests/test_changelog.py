"""The changelog: which month holds which news, who is thanked in it, and the pages of both."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from conftest import TODAY, Repository
from yousaid import pipeline, views
from yousaid.history import Dates, History, Move, Past, Wording
from yousaid.outputs.output import Content
from yousaid.outputs.pages import changelog
from yousaid.outputs.pages.book import Book
from yousaid.views import About, Site

EMPTY = {"decisions/2026/plain.yml": None, "decisions/2026/refused.yml": None}
GIVEN = "consent: {given: 2026-01-20, how: asked}\n"


def record(more: str = "", title: str = "Print", asked: str = "unknown") -> str:
    return f"title: {title}\nidea: Please.\nasked: {asked}\noutcome: received\narea: reports\n{more}"


def customer(name: str, more: str = GIVEN) -> str:
    return f"name: {name}\nform: person\n{more}"


def changed(**days: tuple[str, str]) -> History:
    """Return a history: of each record the first day, and that on which we changed our words."""
    return reworded(
        {key: (first, Wording(_day(last), "answer", "We do.", "We did.")) for key, (first, last) in days.items()}
    )


def reworded(found: dict[str, tuple[str, Wording]], *moves: Move) -> History:
    """Return a history in which these words were changed, and these outcomes followed the first one."""
    paths = {f"decisions/2026/{key}.yml": (_day(first), wording) for key, (first, wording) in found.items()}
    return History(
        {path: Dates(first, wording.when) for path, (first, wording) in paths.items()},
        past={
            path: Past(first, (Move(first, "received"), *moves), (wording,)) for path, (first, wording) in paths.items()
        },
    )


def _day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def seen(repository: Repository, files: dict[str, str], past: History | None = None, code: str = "en") -> Site:
    """Return what is public of these files; rules are none of its business."""
    paths = {f"decisions/{path}" if "/" in path else f"decisions/2026/{path}": text for path, text in files.items()}
    checked = pipeline.check(pipeline.Settings(repository({**EMPTY, **paths}), TODAY))
    assert not [fault for fault in checked.faults if fault.code.id < "YS3"], "everything could be read"
    return views.site(checked.corpus, past or History(), TODAY, About("Test", language=code))


def news(site: Site) -> dict[str, dict[str, list[str]]]:
    """Return the ids of the records in each month, by kind of news."""
    kinds = ("shipped", "reopened", "answered", "corrected")
    return {
        month.key: {kind: [each.key for each in getattr(month, kind)] for kind in kinds if getattr(month, kind)}
        for month in site.months
    }


def made(site: Site) -> dict[str, Content]:
    return {page.address: page.render() for page in changelog.changelog(Book(site))}


def test_a_month_tells_what_was_shipped_from_what_was_answered(repository: Repository) -> None:
    site = seen(
        repository,
        {
            "a.yml": record("answered: 2026-02-01\nshipped: 2026-03-15\n"),
            "b.yml": record("answered: 2026-03\n"),
            "c.yml": record("answered: 2025\n"),
            "d.yml": record("answered: unknown\n"),
            "e.yml": record(asked="2026-03-01"),
        },
    )
    assert news(site) == {
        "2026-03": {"shipped": ["a"], "answered": ["b"]},
        "2026-02": {"answered": ["a"]},
        "2025": {"answered": ["c"]},
        "unknown": {"answered": ["d"]},
    }
    assert list(news(site)) == ["2026-03", "2026-02", "2025", "unknown"]


def test_what_was_answered_and_shipped_in_one_month_is_told_once(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("answered: 2026-03-01\nshipped: 2026-03-15\n")})
    assert news(site) == {"2026-03": {"shipped": ["a"]}}


@pytest.mark.parametrize(
    ("asked", "more", "expected"),
    [
        ("2026-01-05", "answered: 2026-02-01\n", {"2026-02": {"reopened": ["again"]}}),
        ("2026-01-05", "", {"2026-01": {"reopened": ["again"]}}),
        ("2026-01", "answered: unknown\n", {"2026-01": {"reopened": ["again"]}, "unknown": {"answered": ["again"]}}),
        ("unknown", "", {"unknown": {"reopened": ["again"]}}),
        (
            "2026-01-05",
            "answered: 2026-02-01\nshipped: 2026-03-01\n",
            {"2026-03": {"shipped": ["again"]}, "2026-02": {"reopened": ["again"]}},
        ),
        ("unknown", "answered: 2026\nshipped: 2026\n", {"2026": {"shipped": ["again"], "reopened": ["again"]}}),
    ],
)
def test_an_earlier_no_is_reopened_with_the_answer_or_else_the_question(
    repository: Repository, asked: str, more: str, expected: dict[str, dict[str, list[str]]]
) -> None:
    site = seen(repository, {"no.yml": record(), "again.yml": record(f"reopened: no\n{more}", asked=asked)})
    assert news(site) == expected


def test_what_takes_up_a_hidden_record_is_not_called_reopened(repository: Repository) -> None:
    site = seen(
        repository,
        {"no.yml": record("draft: true\n"), "again.yml": record("reopened: no\nanswered: 2026-02-01\n")},
    )
    assert news(site) == {"2026-02": {"answered": ["again"]}}


@pytest.mark.parametrize(
    ("outcomes", "more", "month"),
    [
        ((), "", "unknown"),
        (("declined",), "", "unknown"),
        (("received", "reviewing", "declined"), "", "2026-03"),
        (("received", "reviewing"), "", "unknown"),  # the answer is not committed yet
        (("received", "declined"), "answered: 2025-12-24\n", "2025-12"),
    ],
)
def test_an_answer_that_names_no_day_is_told_too(
    repository: Repository, outcomes: tuple[str, ...], more: str, month: str
) -> None:
    moves = tuple(Move(_day(f"2026-0{number}-05"), outcome) for number, outcome in enumerate(outcomes, 1))
    path, past = "decisions/2026/a.yml", History()
    if moves:
        past = History({path: Dates(moves[0].when, moves[-1].when)}, past={path: Past(moves[0].when, moves, ())})
    no = record(f"reason: It is slow.\n{more}").replace("received", "declined")
    assert news(seen(repository, {"a.yml": no}, past)) == {month: {"answered": ["a"]}}


def test_what_is_told_as_shipped_needs_no_day_of_an_answer(repository: Repository) -> None:
    done = record("answer: Yes.\nshipped: 2026-03-15\n").replace("received", "shipped")
    merged = record("merged_into: a\n").replace("received", "merged")
    site = seen(repository, {"a.yml": done, "b.yml": merged, "c.yml": record()})
    assert news(site) == {"2026-03": {"shipped": ["a"]}}


@pytest.mark.parametrize(
    ("outcomes", "months"),
    [
        (("declined", "planned"), ["2026-02"]),
        (("not-now", "reviewing", "declined", "shipped"), ["2026-04", "2026-02"]),
        (("declined", "not-now", "withdrawn"), []),
        (("reviewing", "planned"), []),
        (("declined", "no-more"), []),
    ],
)
def test_a_no_that_is_taken_up_again_in_its_own_record_is_reopened(
    repository: Repository, outcomes: tuple[str, ...], months: list[str]
) -> None:
    moves = tuple(Move(_day(f"2026-0{month}-05"), outcome) for month, outcome in enumerate(outcomes, 1))
    path, first = "decisions/2026/a.yml", moves[0].when
    past = History({path: Dates(first, moves[-1].when)}, past={path: Past(first, moves, ())})
    found = news(seen(repository, {"a.yml": record("answered: 2026-01-05\n")}, past))
    assert [month for month, kinds in found.items() if kinds == {"reopened": ["a"]}] == months
    assert set(found) == {*months, "2026-01"}


def test_a_no_that_is_taken_up_again_twice_in_a_month_is_told_once(repository: Repository) -> None:
    days = ("2026-02-01", "declined"), ("2026-02-02", "planned"), ("2026-02-03", "declined"), ("2026-02-04", "planned")
    moves, path = tuple(Move(_day(day), outcome) for day, outcome in days), "decisions/2026/a.yml"
    past = History({path: Dates(moves[0].when, moves[-1].when)}, past={path: Past(moves[0].when, moves, ())})
    assert news(seen(repository, {"a.yml": record()}, past)) == {"2026-02": {"reopened": ["a"]}}


def test_a_record_is_corrected_in_the_month_of_its_last_change(repository: Repository) -> None:
    answered = record("answered: 2026-02-01\n")
    files = {f"{key}.yml": answered for key in ("late", "early", "never", "untold")} | {"waiting.yml": record()}
    past = changed(
        late=("2026-02-01", "2026-05-05"),
        early=("2026-02-01", "2026-02-20"),
        never=("2026-03-01", "2026-03-01"),
        waiting=("2026-02-01", "2026-04-30"),
    )
    found = news(seen(repository, files, past))
    assert found.pop("2026-02")["answered"] == ["early", "late", "never", "untold"]
    assert found == {"2026-05": {"corrected": ["late"]}, "2026-04": {"corrected": ["waiting"]}}


def test_what_changed_on_its_first_day_is_not_called_corrected(repository: Repository) -> None:
    past = changed(a=("2026-05-05T08:00", "2026-05-05T20:00"), b=("2026-05-05T08:00", "2026-05-06T08:00"))
    assert news(seen(repository, {"a.yml": record(), "b.yml": record()}, past)) == {"2026-05": {"corrected": ["b"]}}


def test_a_change_of_the_file_alone_corrects_no_words(repository: Repository) -> None:
    past = History({"decisions/2026/a.yml": Dates(_day("2026-01-01"), _day("2026-05-05"))})
    assert news(seen(repository, {"a.yml": record()}, past)) == {}


def test_new_words_for_a_new_outcome_correct_none(repository: Repository) -> None:
    wording = Wording(_day("2026-05-05"), "answer", "We do.", "We did.")
    past = reworded({"a": ("2026-01-01", wording)}, Move(wording.when, "planned"))
    assert news(seen(repository, {"a.yml": record()}, past)) == {}


def test_a_first_answer_corrects_none(repository: Repository) -> None:
    past = reworded({"a": ("2026-01-01", Wording(_day("2026-05-05"), "answer", "", "We did."))})
    assert news(seen(repository, {"a.yml": record()}, past)) == {}


def test_without_a_history_nothing_is_called_corrected(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("answered: 2026-02-01\n")})
    assert not any(month.corrected for month in site.months)
    assert "Corrected" not in made(site)["changelog/2026-02/"].body


PEOPLE = {
    "customers/zed.yml": customer("anna example"),
    "customers/bea.yml": customer("Bea Example"),
    "customers/kim.yml": "form: person\n",
    "customers/lee.yml": customer("A customer in retail", "").replace("person", "described"),
}


def test_whoever_moved_something_is_thanked_once_in_a_month_and_by_name(repository: Repository) -> None:
    site = seen(
        repository,
        {
            **PEOPLE,
            "a.yml": record("answered: 2026-03-01\ncredits: [bea, zed]\n"),
            "b.yml": record(
                "shipped: 2026-03-02\ncredits: [bea]\nalso_said: [{said: No., credits: [ada, kim]}]\n",
            ),
            "c.yml": record("answered: 2026-02-01\ncredits: [zed]\n"),
            "d.yml": record("answered: 2026-01-01\ncredits: [lee]\n"),
            "e.yml": record("answered: 2025-01-01\n"),
        },
    )
    thanked = {month.key: [person.name for person in month.thanked] for month in site.months}
    assert thanked["2026-03"] == ["Ada Example", "anna example", "Bea Example"]
    assert {month.key for month in site.months if month.unnamed} == {"2026-03", "2026-01"}
    pages = {address: page.body for address, page in made(site).items()}
    words = pages["changelog/2026-03/"].split("Thanks to", 1)[1].split("</p>", 1)[0]
    assert re.findall("<bdi>(.*?)</bdi>", words) == ["Ada Example", "anna example", "Bea Example"]
    assert '<a href="../../customers/zed/">' in words
    assert "and to customers without a name." in words
    assert "without a name" not in pages["changelog/2026-02/"]
    assert "Thanks to customers without a name." in pages["changelog/2026-01/"]
    assert "Thanks to customers" not in pages["changelog/2025-01/"]
    assert "Thanks to customers without" not in pages["changelog/"], "the lines say it there"
    assert not any("kim" in body or "lee" in body for body in pages.values())


def test_a_correction_is_no_new_reason_to_thank(repository: Repository) -> None:
    files = {"a.yml": record("answered: 2026-02-01\ncredits: [ada]\n")}
    months = {month.key: month for month in seen(repository, files, changed(a=("2026-02-01", "2026-05-05"))).months}
    assert months["2026-05"].thanked == ()
    assert len(months["2026-02"].thanked) == 1


def test_the_first_page_shows_the_newest_months_and_lists_the_older_ones_by_year(repository: Repository) -> None:
    days = ("2026-04-01", "2026-03-01", "2026-02-01", "2026-01-01", "2025-12-01", "2025-12-02", "2025", "unknown")
    files = {f"r{n}.yml": record(f"answered: {day}\n", f"Wish {n}") for n, day in enumerate(days)}
    files["r4.yml"] += "shipped: 2025-12-24\n"
    body = made(seen(repository, files))["changelog/"].body
    newest, older = body.split("<h2>Earlier</h2>")
    assert re.findall(r"<h2><a [^>]*>(.*?)</a>", newest) == ["April 2026", "March 2026", "February 2026"]
    assert [f"Wish {n}" in newest for n in range(4)] == [True, True, True, False]
    assert re.findall("<h3>(.*?)</h3>", older) == ["2026", "2025", "Date not known"]
    assert re.findall(r'<a href="\.\./(changelog/[^"]+)">([^<]+)</a>', older) == [
        ("changelog/2026-01/", "January 2026 (1)"),
        ("changelog/2025-12/", "December 2025 (2)"),
        ("changelog/2025/", "2025, month not known (1)"),
        ("changelog/unknown/", "Date not known (1)"),
    ]
    assert '<p class="ys-meta">1 shipped, 2 answered</p>' in older, "the sum of 2025"


def test_a_line_of_the_first_page_holds_state_title_and_thanks(repository: Repository) -> None:
    files = {
        "no.yml": record(),
        "a.yml": record("reopened: no\nanswered: 2026-02-01\ncredits: [ada]\n", '"<b> & co"'),
    }
    body = made(seen(repository, files))["changelog/"].body
    line = body.split("<h3>Reopened")[1].split("<li>")[1].split("</li>")[0]
    assert '<a href="../decisions/a/"><bdi>&lt;b&gt; &amp; co</bdi></a>' in line
    assert "Received</span>" in line
    assert '<a href="../decisions/no/">The earlier answer</a>' in line
    assert 'Thanks to <a href="../customers/ada/"><bdi>Ada Example</bdi></a>' in line


def test_a_line_names_a_few_and_counts_the_others(repository: Repository) -> None:
    names = [f"c{n}" for n in range(200)]
    files = {f"customers/{name}.yml": customer(f"Name {name}") for name in names}
    files["a.yml"] = record(f"answered: 2026-02-01\ncredits: [{', '.join(names)}]\n")
    pages = made(seen(repository, files))
    line = pages["changelog/"].body.split("<li>")[1].split("</li>")[0]
    assert line.count("customers/") == 6
    assert "and 194 more" in line
    month = pages["changelog/2026-02/"].body
    assert all(f"<bdi>Name {name}</bdi>" in month for name in names)
    folded = month.split("<details>")[1].split("</details>")[0]
    assert "<summary>176 more names</summary>" in folded
    assert folded.count("<bdi>") == 176


def test_a_busy_month_is_cut_on_the_first_page_and_whole_on_its_own(repository: Repository) -> None:
    count = changelog.CARDS + 1
    files = {f"r{n}.yml": record("answered: 2026-02-01\n") for n in range(count)}
    pages = made(seen(repository, files))
    first, month = pages["changelog/"].body, pages["changelog/2026-02/"].body
    assert first.count("<li>") == changelog.LINES
    assert '<a href="../changelog/2026-02/">All of February 2026</a>' in first
    assert month.count("<li>") == count
    assert "ys-card" not in month


def test_a_month_shows_cards_and_only_lines_of_what_was_corrected(repository: Repository) -> None:
    files = {"a.yml": record("answered: 2026-02-01\n"), "b.yml": record("answered: 2026-01-01\n")}
    pages = made(seen(repository, files, changed(b=("2026-01-01", "2026-02-03"))))
    answered, corrected = pages["changelog/2026-02/"].body.split("<h2>Corrected <small>(1)</small></h2>")
    assert 'href="../../decisions/a/"' in answered
    assert "<article" in answered
    assert '<a href="../../decisions/b/">' in corrected
    assert "after they had been published" in corrected
    assert "<article" not in corrected


def test_months_lead_to_their_neighbours(repository: Repository) -> None:
    files = {f"r{n}.yml": record(f"answered: 2026-0{n}-01\n") for n in (1, 2, 3)}
    pages = {address: page.body for address, page in made(seen(repository, files)).items()}
    middle = pages["changelog/2026-02/"]
    assert 'rel="prev" href="../../changelog/2026-03/"' in middle
    assert 'rel="next" href="../../changelog/2026-01/"' in middle
    assert 'rel="prev"' not in pages["changelog/2026-03/"]
    assert 'rel="next"' not in pages["changelog/2026-01/"]


def test_a_single_month_needs_no_neighbours(repository: Repository) -> None:
    pages = made(seen(repository, {"a.yml": record("answered: 2026-02-01\n")}))
    assert "<nav" not in pages["changelog/2026-02/"].body
    assert "Earlier" not in pages["changelog/"].body


def test_a_month_says_in_its_description_how_much_happened(repository: Repository) -> None:
    files = {"no.yml": record(), "a.yml": record("reopened: no\nanswered: 2026-02-01\nshipped: 2026-02-02\n")}
    page = made(seen(repository, files))["changelog/2026-02/"]
    assert (page.title, page.description) == ("Changelog: February 2026", "February 2026: 1 shipped, 1 reopened.")


def test_a_site_without_answers_says_so(repository: Repository) -> None:
    pages = made(seen(repository, {"a.yml": record()}))
    assert list(pages) == ["changelog/"]
    assert "Nothing has been answered or shipped yet" in pages["changelog/"].body


def test_a_month_changes_with_what_it_shows(repository: Repository) -> None:
    files = {"a.yml": record("answered: 2026-02-01\n"), "b.yml": record("answered: 2026-03-01\n")}
    site = seen(repository, files, changed(a=("2026-01-01", "2026-02-03"), b=("2026-03-01", "2026-03-01")))
    days = {page.address: page.changed() for page in changelog.changelog(Book(site))}
    assert days["changelog/2026-02/"] == dt.datetime(2026, 2, 3, tzinfo=dt.UTC)
    assert days["changelog/"] == dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


def test_releases_stand_on_the_first_page_and_lead_to_their_lists(repository: Repository) -> None:
    files = {
        "a.yml": record("shipped: 2026-01-01\nrelease: '4.1'\n"),
        "b.yml": record("shipped: 2026-03-01\nrelease: '<b>4.2'\n"),
        "c.yml": record("shipped: 2026-01-02\nrelease: '4.1'\n"),
    }
    body = made(seen(repository, files))["changelog/"].body
    releases = body.split("<h2>By release</h2>")[1]
    assert re.findall(r'<a href="\.\./releases/[^"/]+/"><bdi>(.*?)</bdi> \((\d)\)</a>', releases) == [
        ("&lt;b&gt;4.2", "1"),
        ("4.1", "2"),
    ]
    assert "All releases" not in releases


def test_of_many_releases_the_newest_are_named(repository: Repository) -> None:
    count = changelog.RELEASES + 1
    files = {f"r{n:02}.yml": record(f"shipped: unknown\nrelease: '4.{n}'\n") for n in range(count)}
    body = made(seen(repository, files))["changelog/"].body
    assert body.count('href="../releases/') == changelog.RELEASES
    assert '<a href="../browse/#release">All releases</a>' in body


def test_without_releases_none_are_announced(repository: Repository) -> None:
    assert "release" not in made(seen(repository, {"a.yml": record("answered: 2026-01-01\n")}))["changelog/"].body
