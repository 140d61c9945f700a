"""Telling those who asked: what is news between two published states, and for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ABOUT, TODAY
from yousaid import pipeline
from yousaid.announce import ledger
from yousaid.announce.events import News
from yousaid.announce.ledger import Line
from yousaid.announce.messages import telling
from yousaid.announce.objects import Event, Kind, Message
from yousaid.announce.states import Published
from yousaid.announce.summary import summary
from yousaid.history import History, Move, Past
from yousaid.model import Outcome, Role
from yousaid.views.figures import Promise

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
NAMED = "name: {} Example\nform: person\nconsent: {{given: 2026-01-01, how: asked}}\n"
WORDS = {
    "decisions/vocabulary.yml": "areas: {reports: Reports}\npromises: {first_answer_days: 14}\n",
    "decisions/customers/ada.yml": NAMED.format("Ada"),
    "decisions/customers/bob.yml": "form: person\n",
    "decisions/customers/cleo.yml": "name: A customer in retail\nform: described\n",
    "decisions/customers/dan.yml": "form: person\nwithdrawn: 2026-02-01\n",
    "decisions/2026/other.yml": "title: Other\nidea: Another.\nasked: unknown\noutcome: received\narea: reports\n",
}
FIELDS = {
    "planned": "answer: We are going to.\nreview_by: 2027-01-01\nanswered: 2026-02-01\n",
    "in-progress": "answer: We have begun.\nanswered: 2026-02-01\n",
    "shipped": "answer: It is done.\nanswered: 2026-02-01\nshipped: 2026-04-01\nevidence: [https://example.org/4]\n",
    "declined": "reason: It would slow down every export.\nanswered: 2026-02-01\n",
    "withdrawn": "answer: They no longer want it.\n",
}
Given = Mapping[str, str]
Told = Callable[[Given, Given], tuple[Message, ...]]


def record(outcome: str = "received", more: str = "", credit: str = "ada", asked: str = "2026-01-10") -> str:
    """Return a record with all that its outcome asks for."""
    credits_ = f"credits: [{credit}]\n" if credit else ""
    return (
        f"title: Print\nidea: Please print it.\nasked: {asked}\noutcome: {outcome}\narea: reports\n"
        f"{FIELDS.get(outcome, '')}{credits_}{more}"
    )


def merged(into: str, more: str = "", **fields: str) -> str:
    return record("merged", f"merged_into: {into}\n{more}", **fields)


def public(root: Path, records: Given, today: dt.date = TODAY, past: History | None = None) -> Published:
    """Return what these records make public; a name with a slash is the path of another file."""
    for name, text in {**WORDS, **records}.items():
        file = root / (name if "/" in name else f"decisions/2026/{name}.yml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    built, corpus = pipeline.reviewed(pipeline.Settings(root, TODAY, None, ABOUT, history=False, today=today))
    assert built.site, built.faults
    return Published(today, built.site, corpus, root.name, past or History())


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Tell what is news from one state to another."""

    def messages(old: Given, new: Given) -> tuple[Message, ...]:
        found = telling(News(public(tmp_path / "old", old), public(tmp_path / "new", new)), ())
        assert found
        return found.messages

    return messages


def marks(messages: tuple[Message, ...]) -> list[str]:
    """Return everything that is told, as lines to compare."""
    return [f"{each.record} {each.customer} {each.mark}" for message in messages for each in message.events]


def test_a_first_answer_is_told_with_what_it_is(told: Told) -> None:
    (message,) = told({"print": record()}, {"print": record("planned")})
    assert marks((message,)) == ["print ada first-answer", "print ada outcome:planned:1"]
    assert (message.kind, message.before, message.decision.outcome) == (
        Kind.FIRST_ANSWER,
        Outcome.RECEIVED,
        Outcome.PLANNED,
    )
    assert message.address == "https://feedback.example.org/decisions/print/"
    assert (str(message.asked), message.waited, message.promised, message.late) == ("2026-01-10", 22, 14, 8)
    assert message.person
    assert message.person.name == "Ada Example"
    assert message.roles == (Role.IDEA,)
    assert not message.other_view
    assert message.speaks_for == ()


def test_an_answer_may_come_before_anything_is_decided(told: Told) -> None:
    new = record("reviewing", "answered: 2026-01-12\nanswer: We are looking.\n")
    (message,) = told({"print": record("reviewing")}, {"print": new})
    assert marks((message,)) == ["print ada first-answer"]
    assert message.late == 0


@pytest.mark.parametrize("asked", ["2026-01", "unknown"])
def test_days_that_nobody_can_count_are_not_counted(told: Told, asked: str) -> None:
    (message,) = told({}, {"print": record("planned", asked=asked)})
    assert (str(message.asked), message.waited, message.late) == (asked, None, 0)


def test_a_typo_a_new_word_and_a_corrected_date_are_no_news(told: Told) -> None:
    better = record("planned", "release: '4.2'\n").replace("Please", "Do")
    assert told({"print": record("planned")}, {"print": better}) == ()


def test_a_change_of_outcome_is_told_to_all_who_stand_in_it(told: Told) -> None:
    other = "also_said: [{said: Leave it., credits: [cleo, dan]}]\n"
    messages = told(
        {"print": record("planned", other, "ada, bob")}, {"print": record("shipped", other, "ada, bob, dan")}
    )
    assert marks(messages) == [f"print {customer} outcome:shipped:1" for customer in ("ada", "bob", "cleo")]
    assert [message.kind for message in messages] == [Kind.OUTCOME] * 3
    assert [message.waited for message in messages] == [None] * 3
    _, bob, cleo = messages
    assert bob.person is None
    assert cleo.other_view
    assert cleo.person
    assert (cleo.person.name, cleo.person.key) == ("A customer in retail", None)


def test_a_change_of_outcome_that_is_no_answer_is_told_too(told: Told) -> None:
    assert marks(told({"print": record()}, {"print": record("reviewing")})) == ["print ada outcome:reviewing:1"]
    gone = told({"print": record()}, {"print": record("withdrawn")})
    assert marks(gone) == ["print ada outcome:withdrawn:1"]
    assert gone[0].kind is Kind.OUTCOME


def test_who_is_thanked_for_the_first_time_is_told_for_what(told: Told) -> None:
    testing = "credits: [{customer: ada, for: [idea, testing]}, bob]\n"
    messages = told({"print": record("shipped")}, {"print": record("shipped", testing, credit="")})
    assert marks(messages) == ["print ada credit:testing", "print bob credit:idea"]
    assert messages[0].roles == (Role.IDEA, Role.TESTING)


def test_what_is_public_for_the_first_time_thanks_and_answers_in_one_message(told: Told) -> None:
    other = "also_said: [{said: Leave it., credits: [{customer: bob, for: [review]}]}]\n"
    messages = told({}, {"print": record("shipped", other)})
    assert marks(messages) == [
        "print ada first-answer",
        "print ada outcome:shipped:1",
        "print ada credit:idea",
        "print bob first-answer",
        "print bob outcome:shipped:1",
        "print bob credit:other-view",
    ]
    assert [(message.before, message.other_view) for message in messages] == [(None, False), (None, True)]
    assert marks(told({}, {"print": record()})) == ["print ada credit:idea"]


def test_a_draft_and_what_is_held_back_are_no_news(told: Told) -> None:
    assert told({}, {"print": record("shipped", "draft: true\n")}) == ()
    assert told({}, {"print": record("shipped", "publish_on: 2026-07-01\n")}) == ()


def test_a_no_that_is_looked_at_again_is_reopened(told: Told) -> None:
    again = "changed_because: Ten more schools asked.\n"
    (message,) = told({"print": record("declined")}, {"print": record("reviewing", again + "answered: 2026-02-01\n")})
    assert (message.kind, message.before) == (Kind.REOPENED, Outcome.DECLINED)
    assert message.refused
    (message,) = told({"print": record("withdrawn")}, {"print": record("reviewing", again)})
    assert (message.kind, message.before, message.refused) == (Kind.REOPENED, Outcome.WITHDRAWN, False)
    (message,) = told({"print": record("declined")}, {"print": record("shipped", again)})
    assert (message.kind, message.before) == (Kind.OUTCOME, Outcome.DECLINED)


def test_a_no_taken_up_again_in_a_new_record_is_told_to_those_of_the_old_one(told: Told) -> None:
    old = record("declined", credit="ada, bob")
    links = {"print": f"{old}superseded_by: again\n"}
    new = {**links, "again": record("planned", "reopened: print\n", credit="ada")}
    messages = told({"print": old}, new)
    assert marks(messages) == [
        "again ada reopened:print",
        "again ada outcome:planned:1",
        "again ada credit:idea",
        "again bob reopened:print",
        "again bob outcome:planned:1",
    ]
    assert [[each.key for each in message.speaks_for] for message in messages] == [["print"], ["print"]]
    assert [message.refused for message in messages] == [True, True]
    later = told(new, {**new, "again": record("shipped", "reopened: print\n", credit="ada")})
    assert marks(later) == ["again ada outcome:shipped:1", "again bob outcome:shipped:1"]


def test_a_yes_that_becomes_a_no_is_a_broken_promise(told: Told) -> None:
    no = record("declined", "changed_because: It cannot be done.\n")
    (message,) = told({"print": record("planned")}, {"print": no})
    assert (message.kind, message.before, message.broken) == (Kind.BROKEN_PROMISE, Outcome.PLANNED, None)
    assert marks((message,)) == ["print ada outcome:declined:1"]


def test_a_day_that_passed_is_a_broken_promise_once(tmp_path: Path) -> None:
    late = {"print": record("planned").replace("2027-01-01", "2026-03-01"), "fax": record(asked="2026-06-10")}
    before, after = public(tmp_path / "a", late, dt.date(2026, 2, 20)), public(tmp_path / "b", late)
    found = telling(News(before, after), ())
    assert found
    assert marks(found.messages) == [
        "fax ada late:first-answer",
        "print ada late:review:2026-03-01",
    ]
    broken = [message.broken for message in found.messages if message.broken]
    assert [each.promise for each in broken] == [Promise.FIRST_ANSWER, Promise.REVIEW]
    assert {message.kind for message in found.messages} == {Kind.BROKEN_PROMISE}
    assert not list(News(after, public(tmp_path / "c", late, TODAY + dt.timedelta(1))).events())


def test_those_behind_a_duplicate_hear_of_the_merger_and_of_all_that_follows(told: Told) -> None:
    alone = {"print": record("planned"), "fax": record(credit="bob", asked="2025-03-04")}
    both = {**alone, "fax": merged("print", credit="bob", asked="2025-03-04")}
    (message,) = told(alone, both)
    assert marks((message,)) == ["fax bob merged:print"]
    assert (message.decision.key, message.before, str(message.asked)) == ("print", Outcome.PLANNED, "2025-03-04")
    assert [each.key for each in message.speaks_for] == ["fax"]
    assert message.roles == (Role.IDEA,)
    later = told(both, {**both, "print": record("shipped")})
    assert marks(later) == ["print ada outcome:shipped:1", "print bob outcome:shipped:1"]
    assert [len(message.speaks_for) for message in later] == [0, 1]


def test_a_merger_may_take_back_a_yes_or_a_no(told: Told) -> None:
    alone = {"print": record("declined"), "fax": record("planned", credit="bob")}
    (message,) = told(alone, {**alone, "fax": merged("print", credit="bob")})
    assert marks((message,)) == ["fax bob merged:print"]
    assert (message.kind, message.before, message.decision.key) == (Kind.BROKEN_PROMISE, Outcome.PLANNED, "print")
    alone = {"print": record("shipped"), "fax": record("declined", credit="bob")}
    (message,) = told(alone, {**alone, "fax": merged("print", credit="bob")})
    assert (message.kind, message.refused) == (Kind.REOPENED, True)


def test_whose_idea_waited_until_it_was_merged_waited_until_then(tmp_path: Path) -> None:
    alone = {"print": record("planned"), "fax": record(credit="bob", asked="2026-03-04")}
    alone["telex"] = record("declined", credit="cleo")
    both = {**alone, "fax": merged("print", credit="bob", asked="2026-03-04"), "telex": merged("print", credit="cleo")}
    old, new = public(tmp_path / "a", alone), public(tmp_path / "b", both)
    assert new.site
    move = Past(NOON, (Move(NOON, "merged"),))
    decisions = {key: replace(each, past=move) if each.merged_into else each for key, each in new.decisions.items()}
    site = replace(new.site, decisions=tuple(decisions.values()), by_key=decisions)
    found = telling(News(old, Published(TODAY, site, new.corpus, "new", new.past)), ())
    assert found
    assert [(message.customer, message.waited, message.late) for message in found.messages] == [
        ("bob", 89, 75),
        ("cleo", None, 0),
    ]


def test_where_nobody_wrote_down_when_we_answered_git_knows(tmp_path: Path) -> None:
    silent = record("declined").replace("answered: 2026-02-01\n", "")
    old, new = public(tmp_path / "a", {"print": record()}), public(tmp_path / "b", {"print": silent})
    assert new.site
    for moves, waited in ((("received", "declined"), 142), (("received",), None), ((), None)):
        past = Past(NOON, tuple(Move(NOON, outcome) for outcome in moves))
        decisions = {**new.decisions, "print": replace(new.decisions["print"], past=past if moves else None)}
        site = replace(new.site, decisions=tuple(decisions.values()), by_key=decisions)
        found = telling(News(old, Published(TODAY, site, new.corpus, "new", new.past)), ())
        assert found
        assert [message.waited for message in found.messages] == [waited]


def test_nobody_waited_for_an_answer_to_what_was_withdrawn(told: Told) -> None:
    again = "changed_because: They want it again.\n"
    (message,) = told({"print": record("withdrawn")}, {"print": record("planned", again)})
    assert [event.kind for event in message.events] == [Kind.FIRST_ANSWER, Kind.REOPENED]
    assert message.waited is None


def test_a_merger_and_its_answer_are_one_message(told: Told) -> None:
    old = {"print": record(), "fax": record(asked="2026-03-04"), "telex": record(credit="bob", asked="2026-03-04")}
    new = {
        "print": record("planned"),
        "fax": merged("print", asked="2026-03-04"),
        "telex": merged("print", credit="bob", asked="2026-03-04"),
    }
    ada, bob = told(old, new)
    assert marks((ada,)) == ["print ada first-answer", "print ada outcome:planned:1", "fax ada merged:print"]
    assert ada.waited == 22
    assert [each.key for each in ada.speaks_for] == ["fax"]
    assert marks((bob,)) == ["print bob first-answer", "print bob outcome:planned:1", "telex bob merged:print"]
    assert bob.waited is None  # the answer was there before they asked


def test_who_had_an_answer_before_the_merger_gets_no_first_one(told: Told) -> None:
    old = {"print": record(), "fax": record("declined", credit="bob")}
    new = {"print": record("planned"), "fax": merged("print", "answered: 2026-02-01\n", credit="bob")}
    bob = told(old, new)[1]
    assert bob.customer == "bob"
    assert Kind.FIRST_ANSWER not in {event.kind for event in bob.events}


def test_who_withdrew_is_told_nothing(told: Told) -> None:
    assert told({"print": record(credit="dan")}, {"print": record("planned", credit="dan")}) == ()
    assert told({}, {"print": record("planned", credit="dan")}) == ()


def summed_up(old: Published, new: Published) -> list[str]:
    """Return what is shown of what is news."""
    found = telling(News(old, new), ())
    assert found
    return summary(found).splitlines()


def test_the_list_says_what_is_news_in_words(tmp_path: Path) -> None:
    early = dt.date(2026, 2, 20)
    because = "changed_because: It cannot be done.\n"
    secret = "reason: confidential\nconfidential_until: 2026-03-01\n"
    hushed = record("declined").replace("reason: It would slow down every export.\n", secret)
    old = {"print": record("planned"), "fax": record("planned").replace("2027-01-01", "2026-03-01"), "telex": hushed}
    old |= {"later": record("declined"), "waits": record(asked="2026-02-19")}
    new = {**old, "print": record("declined", because), "later": record("declined", "superseded_by: again\n")}
    new |= {"again": record("planned", "reopened: later\n", credit="{customer: bob, for: [data, testing]}")}
    said = summed_up(public(tmp_path / "old", old, early), public(tmp_path / "new", new))
    assert [line for line in said if line] == [
        "waits: Print",
        "  ada: a first answer was due on 2026-03-05",
        "again: Print",
        "  ada: takes up later again; Planned",
        "  bob: a first answer, 8 days late; Planned; thanks for data, testing",
        "fax: Print",
        "  ada: another look was due on 2026-03-01",
        "print: Print",
        "  ada: Planned → No (a yes taken back)",
        "telex: Print",
        "  ada: another look at the confidential reason was due on 2026-03-01",
        "6 messages for 2 customers about 5 records, between old and new, as of 2026-06-30.",
    ]


def test_a_title_can_do_nothing_to_a_terminal(tmp_path: Path) -> None:
    new = public(tmp_path / "new", {"print": record("planned").replace("title: Print", 'title: "##[error] Print"')})
    assert r"print: #\x23[error] Print" in summed_up(public(tmp_path / "old", {}), new)


def test_what_got_another_outcome_was_looked_at_again(tmp_path: Path) -> None:
    late = {"print": record("planned").replace("2027-01-01", "2026-03-01")}
    begun = {"print": late["print"].replace("outcome: planned", "outcome: in-progress")}
    old, new = public(tmp_path / "a", late, dt.date(2026, 2, 20)), public(tmp_path / "b", begun)
    found = telling(News(old, new), ())
    assert found
    assert marks(found.messages) == ["print ada outcome:in-progress:1"]


def test_what_was_not_promised_then_was_not_broken(tmp_path: Path) -> None:
    silent = {"decisions/vocabulary.yml": "areas: {reports: Reports}\n"}
    before = {"fax": record(asked="2026-01-10"), "telex": record(asked="2026-06-12"), **silent}
    old = public(tmp_path / "a", before, dt.date(2026, 6, 20))
    new = public(tmp_path / "b", {**before, "decisions/vocabulary.yml": WORDS["decisions/vocabulary.yml"]})
    assert [event.record for event in News(old, new).events()] == ["telex"]


def test_a_first_answer_is_owed_once(tmp_path: Path) -> None:
    relaxed = {"decisions/vocabulary.yml": WORDS["decisions/vocabulary.yml"].replace("14", "20")}
    old = public(tmp_path / "a", {"fax": record(asked="2026-06-01")}, dt.date(2026, 6, 18))
    new = public(tmp_path / "b", {"fax": record(asked="2026-06-02"), **relaxed})
    assert list(News(old, new).events()) == []
    (late,) = News(public(tmp_path / "c", {"fax": record(asked="2026-06-01")}, dt.date(2026, 6, 3)), new).events()
    assert late.mark == "late:first-answer"


def test_both_looks_that_were_promised_are_one_message(tmp_path: Path) -> None:
    secret = "reason: confidential\nconfidential_until: 2026-04-01\nreview_by: 2026-03-01\nanswered: 2026-02-01\n"
    late = {"print": record("not-now", secret)}
    found = telling(News(public(tmp_path / "a", late, dt.date(2026, 2, 20)), public(tmp_path / "b", late)), ())
    assert found
    (message,) = found.messages
    assert [event.mark for event in message.events] == [
        "late:confidential-reason:2026-04-01",
        "late:review:2026-03-01",
    ]
    assert message.broken
    assert str(message.broken.due) == "2026-03-01"


def test_what_was_told_is_found_under_every_former_name(tmp_path: Path) -> None:
    new = {"print": record("planned"), "fax": merged("print", credit="bob")}
    old, now = public(tmp_path / "a", {}), public(tmp_path / "b", new)
    former = {
        "print": replace(now.decisions["print"], past=Past(NOON, names=("paper",))),
        "fax": replace(now.decisions["fax"], past=Past(NOON, names=("telefax", "telecopy"))),
    }
    assert now.site
    site = replace(now.site, decisions=tuple(former.values()), by_key=former)
    past = History(past={"decisions/customers/bob.yml": Past(NOON, names=("robert",))})
    renamed = Published(TODAY, site, now.corpus, "new", past)
    told = {Line("telecopy", "robert", "merged:paper"), Line("paper", "ada", "first-answer")}
    found = telling(News(old, renamed), told)
    assert found
    left = marks(found.messages)
    assert "fax bob merged:print" not in left
    assert "print ada first-answer" not in left
    assert {"print bob first-answer", "fax bob credit:idea", "print ada outcome:planned:1"} <= set(left)


def test_an_id_that_another_record_has_now_tells_nothing_of_it(tmp_path: Path) -> None:
    old = public(tmp_path / "a", {"print": record("planned")})
    now = public(tmp_path / "b", {"print": record("declined", credit="bob"), "paper": record("shipped")})
    decisions = {**now.decisions, "paper": replace(now.decisions["paper"], past=Past(NOON, names=("print",)))}
    assert now.site
    site = replace(now.site, decisions=tuple(decisions.values()), by_key=decisions)
    before = News(old, Published(TODAY, site, now.corpus, "new", now.past)).before
    assert {key: decision.outcome for key, decision in before.items() if key != "other"} == {"paper": Outcome.PLANNED}


def test_the_second_time_is_counted(tmp_path: Path) -> None:
    old, now = (public(tmp_path / word, {"print": record(word)}) for word in ("planned", "shipped"))
    moves = tuple(Move(NOON, outcome) for outcome in ("shipped", "planned", "shipped"))
    decisions = {"print": replace(now.decisions["print"], past=Past(NOON, moves))}
    assert now.site
    site = replace(now.site, decisions=tuple(decisions.values()), by_key=decisions)
    events = News(old, Published(TODAY, site, now.corpus, "new", now.past)).events()
    assert [event.mark for event in events] == ["outcome:shipped:2"]


WORLDS = st.fixed_dictionaries(
    {
        "print": st.builds(record, st.sampled_from(sorted(FIELDS)), credit=st.sampled_from(["ada", "ada, bob"])),
        "fax": st.sampled_from([record(credit="bob"), record("declined", credit="bob"), merged("print", credit="bob")]),
        "telex": st.sampled_from([record(credit="cleo"), record("planned", "reopened: old\n", credit="ada")]),
        "old": st.just(record("declined", "superseded_by: telex\n", credit="bob")),
    }
)


@settings(derandomize=True, deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORLDS, min_size=2, max_size=4))
def test_who_is_told_step_by_step_is_told_everything_once(tmp_path: Path, worlds: list[dict[str, str]]) -> None:
    for world in worlds:
        if "reopened" not in world["telex"]:
            world["old"] = record("declined", credit="bob")
    states = [public(tmp_path / str(number), world) for number, world in enumerate(worlds)]
    told: set[Line] = set()
    for old, new in pairwise(states):
        found = telling(News(old, new), told)
        assert found
        lines = [Line.of(event) for message in found.messages for event in message.told]
        assert len(set(lines)) == len(lines)
        assert told.isdisjoint(lines)
        told |= set(lines)
    whole = telling(News(states[0], states[-1]), told)
    assert whole
    assert whole.messages == ()
    assert not list(News(states[-1], states[-1]).events())


def test_who_comes_later_hears_how_it_stands_and_is_not_told_that_again(tmp_path: Path) -> None:
    steps = ({"print": record()}, {"print": record("shipped")}, {"print": record("shipped", credit="ada, bob")})
    first, second, third = (public(tmp_path / str(number), step) for number, step in enumerate(steps))
    found = telling(News(second, third), ())
    assert found
    (message,) = found.messages
    assert [event.mark for event in message.events] == ["credit:idea"]
    assert [event.mark for event in message.also] == ["first-answer", "outcome:shipped:1"]
    told = {Line.of(event) for event in message.told}
    again = telling(News(first, third), told)
    assert again
    assert {message.customer for message in again.messages} == {"ada"}


ORDINARY = Line("print", "ada", "first-answer")


@pytest.mark.parametrize(
    "line",
    [
        b"<<<<<<< ours",
        b"[]",
        b'[["record","a"],["customer","b"],["mark","c"]]',
        b'"record"',
        b'{"record":"a","customer":"b"}',
        b'{"record":"a","customer":"b","mark":""}',
        b'{"record":"a","customer":"b","mark":1}',
        b'{"record":"a","customer":"b","mark":{"c":["d"]}}',
        b'{"record":"a","customer":"b","mark":"c","day":"d"}',
        b'{"record":"a","record":"a","customer":"b","mark":"c"}',
        b'{"record":"a","customer":"b","mark":"c"',
        b'{"record":"\xff","customer":"b","mark":"c"}',
        pytest.param(b'{"record":' * 100_000, id="deep"),
    ],
)
def test_a_line_that_says_nothing_is_a_fault_with_its_number(tmp_path: Path, line: bytes) -> None:
    (tmp_path / ledger.NAME).write_bytes(f"{ORDINARY}\n\n".encode() + line + f"\r\n{ORDINARY}\r\n".encode())
    told, (fault,) = ledger.read(tmp_path)
    assert told == {ORDINARY}
    assert (fault.span.path, fault.span.line, fault.code.id) == (ledger.NAME, 3, "YS641")


def test_lines_are_only_ever_added(tmp_path: Path) -> None:
    file = tmp_path / ledger.NAME
    assert ledger.read(tmp_path) == (frozenset(), [])
    ledger.add(tmp_path, [Event("print", "ada", Kind.FIRST_ANSWER, "first-answer")])
    assert file.read_text() == '{"record":"print","customer":"ada","mark":"first-answer"}\n'
    file.write_text(f"\ufeff{ORDINARY}")
    file.chmod(0o600)
    ledger.add(tmp_path, [Event("fax", "bob", Kind.MERGED, "merged:print")])
    assert file.read_text() == f'\ufeff{ORDINARY}\n{{"record":"fax","customer":"bob","mark":"merged:print"}}\n'
    assert file.stat().st_mode & 0o777 == 0o600
    assert ledger.read(tmp_path) == (frozenset({ORDINARY, Line("fax", "bob", "merged:print")}), [])


def test_nothing_is_told_while_the_ledger_leads_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("")
    (tmp_path / ledger.NAME).symlink_to("elsewhere")
    with pytest.raises(OSError, match="symbolic link"), ledger.locked(tmp_path):
        pass
