"""How it went with a record: its outcomes and our words, as they were public one after the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import Repository, commit, site_of
from test_reading import content, events, words
from yousaid import prose

ASKED = "title: Export all\nidea: I want all.\nasked: 2026-01-03\narea: reports\n"
RECEIVED = "outcome: received\n"
PLANNED = "outcome: planned\nanswer: We are going to.\nreview_by: unknown\n"
BEGUN = "outcome: in-progress\nanswer: We are at it.\n"
SHIPPED = "outcome: shipped\nanswer: You can.\nevidence: [https://example.org/]\ncredits: [ada]\n"
NOT_NOW = "outcome: not-now\nreason: It is too much.\nreview_by: unknown\n"
DECLINED = "outcome: declined\nreason: It is too much.\n"
OURS = "decisions/2026/one.yml"


def undated(repository: Repository) -> Path:
    """Return a repository whose records can have been published on any day."""
    root = repository({})
    for file in (root / "decisions/2026").iterdir():
        file.write_text(re.sub("(?m)^(asked|answered): .*", r"\1: unknown", file.read_text("utf-8")), "utf-8")
    return root


def lived(repository: Repository, *versions: tuple[str, str]) -> Path:
    """Return a repository in which a record was published in these versions, on these days."""
    root = undated(repository)
    for day, text in versions:
        (root / OURS).write_text(ASKED + text, "utf-8")
        commit(root, f"{day}T12:00:00Z")
    return root


def page(root: Path) -> str:
    return content(site_of(root), "decisions/one/").body


def happened(repository: Repository, *versions: tuple[str, str]) -> list[str]:
    return events(page(lived(repository, *versions)))


# What became of it, step by step.


def test_what_it_was_first_is_told_where_it_is_that_again(repository: Repository) -> None:
    again = f"{RECEIVED}changed_because: We were too quick.\n"
    assert happened(repository, ("2026-01-05", RECEIVED), ("2026-01-20", PLANNED), ("2026-02-10", again)) == [
        "3 January 2026 You said it",
        "5 January 2026 First published here: ○ Received",
        "20 January 2026 ◑ Planned",
        "10 February 2026 ○ Received We were too quick.",
    ]


def test_it_is_told_from_the_wish_to_the_day_it_could_be_used(repository: Repository) -> None:
    assert happened(
        repository,
        ("2026-01-05", RECEIVED),
        ("2026-01-20", PLANNED),
        ("2026-02-10", BEGUN),
        ("2026-04-05", f"{SHIPPED}shipped: 2026-04-04\n"),
    ) == [
        "3 January 2026 You said it",
        "5 January 2026 First published here: ○ Received",
        "20 January 2026 ◑ Planned",
        "10 February 2026 ◕ In progress",
        "4 April 2026 Shipped, 91 days after you said it",
    ]


def test_the_day_that_the_record_names_goes_before_that_of_its_publication(repository: Repository) -> None:
    told = happened(
        repository,
        ("2026-01-05", RECEIVED),
        ("2026-01-20", f"{PLANNED}answered: 2026-01-18\n"),
        ("2026-02-10", f"{BEGUN}answered: 2026-01-18\n"),
    )
    assert told[2:] == ["18 January 2026 ◑ Planned", "10 February 2026 ◕ In progress"]


def test_an_answer_that_was_there_from_the_first_is_named_by_what_it_was(repository: Repository) -> None:
    planned = f"{PLANNED}answered: 2026-01-04\n"
    told = happened(repository, ("2026-01-05", planned), ("2026-04-05", planned.replace("planned", "in-progress")))
    assert told[1:] == [
        "4 January 2026 ◑ Planned",
        "5 January 2026 First published here: ◑ Planned",
        "5 April 2026 ◕ In progress",
    ]


def test_a_day_known_in_part_is_nobodys_day_of_publication(repository: Repository) -> None:
    told = happened(repository, ("2026-01-05", RECEIVED), ("2026-01-20", f"{DECLINED}answered: 2026-01\n"))
    assert told[1:] == [
        "5 January 2026 First published here: ○ Received",
        "20 January 2026 ✕ No",
        "January 2026 We answered",
    ]


def test_an_answer_on_the_day_of_shipping_is_no_outcome_of_its_own(repository: Repository) -> None:
    done = f"{SHIPPED}answered: 2026-02-01\nshipped: 2026-02-01\n"
    assert happened(repository, ("2026-01-05", RECEIVED), ("2026-02-02", done))[2:] == [
        "1 February 2026 We answered",
        "1 February 2026 Shipped, 29 days after you said it",
    ]


def test_shipping_on_an_unknown_day_is_dated_by_its_publication_too(repository: Repository) -> None:
    told = happened(repository, ("2026-01-05", PLANNED), ("2026-02-02", f"{SHIPPED}shipped: unknown\n"))
    assert told[2:] == ["2 February 2026 ✓ Done", "date not known Shipped"]


def test_a_merge_has_its_day(repository: Repository) -> None:
    told = happened(repository, ("2026-01-05", RECEIVED), ("2026-02-02", "outcome: merged\nmerged_into: plain\n"))
    assert told[2:] == ["2 February 2026 Merged into another record: Print in colour (Received)"]


def test_what_is_not_committed_has_no_day(repository: Repository) -> None:
    root = lived(repository, ("2026-01-05", RECEIVED), ("2026-01-20", PLANNED))
    (root / OURS).write_text(ASKED + BEGUN, "utf-8")
    assert events(page(root)) == [
        "3 January 2026 You said it",
        "5 January 2026 First published here: ○ Received",
        "20 January 2026 ◑ Planned",
    ]


def test_an_outcome_that_is_no_more_is_passed_over(repository: Repository) -> None:
    told = happened(repository, ("2026-01-05", "outcome: someday\n"), ("2026-01-20", PLANNED))
    assert told[1:] == ["5 January 2026 First published here", "20 January 2026 ◑ Planned"]


# A no that became a yes, and the reverse.


@pytest.mark.parametrize(
    ("before", "between", "after", "said"),
    [
        (DECLINED, None, PLANNED, "We changed our mind: ◑ Planned"),
        (DECLINED, "outcome: reviewing\n", PLANNED, "We changed our mind: ◑ Planned"),
        (PLANNED, None, NOT_NOW, "We changed our mind: ◷ Not now"),
        (PLANNED, "outcome: reviewing\n", DECLINED, "We changed our mind: ✕ No"),
        (BEGUN, None, PLANNED, "◑ Planned"),
        (NOT_NOW, None, DECLINED, "✕ No"),
    ],
)
def test_a_change_of_mind_is_called_so(
    repository: Repository, before: str, between: str | None, after: str, said: str
) -> None:
    versions = [("2026-01-05", before)]
    if between:
        versions.append(("2026-01-20", f"{between}changed_because: We look again.\n"))
    root = lived(repository, *versions, ("2026-03-01", f"{after}changed_because: Ten *schools* asked.\n"))
    told = events(page(root))
    assert f"1 March 2026 {said} Ten schools asked." in told
    assert "<em>schools</em>" in page(root)


def test_a_no_that_became_done_is_a_change_of_mind_besides(repository: Repository) -> None:
    done = f"{SHIPPED}shipped: 2026-03-01\nchanged_because: A library does it.\n"
    assert happened(repository, ("2026-01-05", DECLINED), ("2026-03-02", done))[2:] == [
        "1 March 2026 Shipped, 57 days after you said it",
        "2 March 2026 We changed our mind: ✓ Done A library does it.",
    ]


def test_why_it_was_changed_stays_with_the_change(repository: Repository) -> None:
    because = "changed_because: Ten schools asked.\n"
    versions = [("2026-01-05", DECLINED), ("2026-02-05", f"{PLANNED}{because}"), ("2026-03-05", f"{BEGUN}{because}")]
    root = lived(repository, *versions)
    assert events(page(root))[2:] == [
        "5 February 2026 We changed our mind: ◑ Planned Ten schools asked.",
        "5 March 2026 ◕ In progress",
    ]
    (root / OURS).write_text(f"{ASKED}{DECLINED}changed_because: The schools went elsewhere.\n")
    assert events(page(root))[2:] == [
        "5 February 2026 We changed our mind: ◑ Planned",
        "5 March 2026 ◕ In progress",
        "date not known We changed this, and say why: The schools went elsewhere.",
    ]


def test_a_way_back_says_why_and_is_no_change_of_mind(repository: Repository) -> None:
    back = f"{PLANNED}changed_because: A part was missing.\n"
    told = happened(repository, ("2026-01-05", BEGUN), ("2026-02-05", back))
    assert told[2:] == ["5 February 2026 ◑ Planned A part was missing."]


def test_a_merge_that_came_with_the_first_version_has_no_day(repository: Repository) -> None:
    told = happened(repository, ("2026-01-05", "outcome: merged\nmerged_into: plain\n"))
    assert told[2:] == ["date not known Merged into another record: Print in colour (Received)"]


def test_a_no_of_another_record_is_taken_back_by_a_yes_of_this_one(repository: Repository) -> None:
    root = undated(repository)
    (root / OURS).write_text(f"{ASKED}outcome: reviewing\nreopened: refused\n", "utf-8")
    with (root / "decisions/2026/refused.yml").open("a") as file:
        file.write("superseded_by: one\n")
    commit(root, "2026-02-01T12:00:00Z")
    (root / OURS).write_text(f"{ASKED}{PLANNED}reopened: refused\nanswered: 2026-03-01\n", "utf-8")
    commit(root, "2026-03-01T12:00:00Z")
    assert "1 March 2026 We changed our mind: ◑ Planned" in events(page(root))


def test_why_we_changed_it_is_said_without_a_history_too(repository: Repository) -> None:
    root = repository({OURS: f"{ASKED}{PLANNED}changed_because: Ten schools asked.\n"})
    assert events(page(root))[-1] == "date not known We changed this, and say why: Ten schools asked."


# Our words.


def test_what_changed_in_our_words_can_be_seen_and_heard(repository: Repository) -> None:
    root = lived(
        repository,
        ("2026-01-05", PLANNED),
        ("2026-01-20", PLANNED.replace("We are going to.", "We are *surely* going to, soon.")),
    )
    body = page(root)
    found = re.search(r'<details class="ys-past">\n<summary>(.*?)</summary>(.*?)</details>', body, re.DOTALL)
    assert found
    assert found[1] == "What changed in our answer"
    assert '<dt>Our answer · <time datetime="2026-01-20">20 January 2026</time></dt>' in found[2]
    assert '<dd dir="auto">We are <ins><bdi class="ys-hidden">added: </bdi>surely </ins>going to' in found[2]
    assert "*" not in found[2]
    assert "Last changed" in words(body)


def test_the_newest_change_stands_first(repository: Repository) -> None:
    reasons = ("It is too much work.", "It is too much work for us.", "It is too much work for us now.")
    days = ("2026-01-05", "2026-02-05", "2026-03-05")
    versions = [(day, f"outcome: declined\nreason: {reason}\n") for day, reason in zip(days, reasons, strict=True)]
    body = page(lived(repository, *versions))
    assert re.findall(r"<dt>Why · <time datetime=\"(.*?)\">", body) == ["2026-03-05", "2026-02-05"]


def test_another_mark_is_no_other_word(repository: Repository) -> None:
    bold = PLANNED.replace("going", "**going**")
    assert "ys-past" not in page(lived(repository, ("2026-01-05", PLANNED), ("2026-01-20", bold)))


def test_a_first_answer_changes_no_words(repository: Repository) -> None:
    assert "ys-past" not in page(lived(repository, ("2026-01-05", RECEIVED), ("2026-01-20", PLANNED)))


@pytest.mark.parametrize(
    "today", ["outcome: declined\nreason: confidential\n", "outcome: withdrawn\nanswer: It was taken back.\n"]
)
def test_what_became_confidential_or_was_withdrawn_is_gone_from_the_past(repository: Repository, today: str) -> None:
    first = "outcome: declined\nreason: The owl said no.\n"
    root = lived(
        repository, ("2026-01-05", first), ("2026-01-20", first.replace("owl", "eagle")), ("2026-02-01", today)
    )
    assert "owl" not in page(root)
    assert "eagle" not in page(root)


def test_nothing_of_an_old_version_is_html(repository: Repository) -> None:
    old = "outcome: declined\nreason: A <b>bold</b> & plain reason that goes on for long.\n"
    body = page(lived(repository, ("2026-01-05", old), ("2026-01-20", old.replace("bold", "slow"))))
    assert "&lt;b&gt;" in body
    assert "<b>" not in body


def test_the_words_of_a_text_are_read_without_its_marks() -> None:
    assert prose.lines("*One*\ntwo\n\n- [three](https://example.org/)\n- four") == (
        "One two",
        "• three (https://example.org/)",
        "• four",
    )
