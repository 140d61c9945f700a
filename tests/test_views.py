"""What is public of the records: sorted, redacted, as of a day."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from conftest import TODAY, Repository
from yousaid import pipeline, views
from yousaid.history import Dates, History
from yousaid.model import Confidential, Customer, Decision, Form, Outcome, Role, When
from yousaid.views import About, GivenReason, PublicDecision, Site, Thanks

DAY = dt.timedelta(days=1)
EMPTY = {"decisions/2026/plain.yml": None, "decisions/2026/refused.yml": None}


def record(more: str = "", outcome: str = "received") -> str:
    return f"title: Print\nidea: Please.\nasked: unknown\noutcome: {outcome}\narea: reports\n{more}"


def customer(more: str = "", name: str = "Bob Example", form: str = "person") -> str:
    return f"name: {name}\nform: {form}\n{more}"


def seen(repository: Repository, files: dict[str, str], today: dt.date = TODAY, history: History | None = None) -> Site:
    """Return what is public of these files and the customers of the base. Rules are none of its business."""
    paths = {f"decisions/{path}" if "/" in path else f"decisions/2026/{path}": text for path, text in files.items()}
    checked = pipeline.check(pipeline.Settings(repository({**EMPTY, **paths}), TODAY))
    assert not [fault for fault in checked.faults if fault.code.id < "YS3"], "everything could be read"
    return views.site(checked.corpus, history or History(), today, About("Test"))


def keys(decisions: tuple[PublicDecision, ...]) -> list[str]:
    return [decision.key for decision in decisions]


# Which records.


def test_a_draft_is_nowhere(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("draft: true\n"), "b.yml": record()})
    assert keys(site.decisions) == ["b"]
    assert set(site.by_key) == {"b"}
    assert sum(site.balance.values()) == 1


@pytest.mark.parametrize(("days", "public"), [(-1, True), (0, True), (1, False), (400, False)])
def test_a_record_appears_on_its_day_and_not_before(repository: Repository, days: int, public: bool) -> None:
    site = seen(repository, {"a.yml": record(f"publish_on: {TODAY + days * DAY}\n"), "b.yml": record()})
    assert ("a" in site.by_key) is public


def test_a_draft_stays_one_whatever_day_it_is(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("draft: true\npublish_on: 2020-01-01\n"), "b.yml": record()})
    assert keys(site.decisions) == ["b"]


def test_a_site_may_have_nothing_to_show_yet(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("draft: true\n")})
    assert (site.decisions, site.months, site.people, dict(site.by_key)) == ((), (), (), {})
    assert site.areas, "the areas are known all the same"


# Who may be named.

GIVEN = "consent:\n  given: 2026-01-20\n  how: asked\n"
NAMED = {
    "consent": customer(GIVEN),
    "consent until today": customer(f"{GIVEN}  expires: {TODAY}\n"),
    "a company": customer(GIVEN, form="company"),
    "described, with consent": customer(GIVEN, "A customer in retail", "described"),
}
UNNAMED = {
    "withdrawn": "form: person\nwithdrawn: 2026-06-01\n",
    "withdrawn from tomorrow on": f"form: person\nwithdrawn: {TODAY + DAY}\n",
    "withdrawn, and the name left standing": customer(f"{GIVEN}withdrawn: 2026-06-01\n"),
    "expired": customer(f"{GIVEN}  expires: {TODAY - DAY}\n"),
    "never asked": customer(),
    "no name": "form: person\n",
    "described without a description": "form: described\n",
    "a description that was taken back": customer("withdrawn: 2026-06-01\n", "A customer in retail", "described"),
}
EVERYWHERE = {
    "a.yml": record(
        "credits:\n  - {customer: bob, for: [problem, testing]}\n"
        "also_said:\n  - said: Not so fast.\n    credits: [bob]\n"
        "why: It was [Bob Example](customer:bob) who asked.\n"
    ),
    "occasions/day.yml": "title: A day\nquestion: What did [Bob Example](customer:bob) say?\ndate: 2026-03\n",
}


@pytest.mark.parametrize("file", NAMED.values(), ids=NAMED)
def test_a_customer_who_may_be_named_is_named_everywhere(repository: Repository, file: str) -> None:
    site = seen(repository, {**EVERYWHERE, "customers/bob.yml": file})
    decision = site.by_key["a"]
    assert decision.thanks[0].person.key == "bob"
    assert decision.thanks[0].person.name in file
    assert decision.also_said[0].thanks[0].person.key == "bob"
    assert "customer:bob" in (decision.why or "")
    assert [person.key for person in site.people] == ["bob"]
    assert [moved.decision.key for moved in site.moved["bob"]] == ["a"], "once, though thanked twice"


@pytest.mark.parametrize("file", UNNAMED.values(), ids=UNNAMED)
def test_a_customer_who_may_not_be_named_is_a_customer_everywhere(repository: Repository, file: str) -> None:
    details = "" if "withdrawn: 2026" in file else "link: https://bob.example/\naffiliation: Bob's Shop\n"
    site = seen(repository, {**EVERYWHERE, "customers/bob.yml": file + details})
    decision = site.by_key["a"]
    somebody = views.Person("A customer", None, Form.PERSON, None, None)
    assert decision.thanks == (Thanks(somebody, (Role.PROBLEM, Role.TESTING)),), "the roles stay"
    assert decision.also_said[0].thanks == (Thanks(somebody, (Role.IDEA,)),)
    assert site.people == ()
    assert dict(site.moved) == {}
    everything = repr(dataclasses.replace(site, by_key={}))
    for private in ("bob", "Bob", "in retail"):
        assert private not in everything


@pytest.mark.parametrize(("today", "named"), [(dt.date(2026, 5, 31), True), (dt.date(2026, 6, 1), False)])
def test_consent_is_that_of_the_day(repository: Repository, today: dt.date, named: bool) -> None:
    files = {**EVERYWHERE, "customers/bob.yml": customer(f"{GIVEN}  expires: 2026-05-31\n")}
    assert bool(seen(repository, files, today).people) is named


def test_a_customer_of_a_record_that_is_not_public_is_not_thanked_yet(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("draft: true\ncredits: [ada]\n"), "b.yml": record()})
    assert (site.people, dict(site.moved)) == ((), {})


def test_people_are_sorted_by_name_without_regard_to_case(repository: Repository) -> None:
    names = {"zed": "anna example", "bea": "Bea Example", "eve": "Dora Example", "cy": "cy Example"}
    files = {f"customers/{key}.yml": customer(GIVEN, name) for key, name in names.items()}
    site = seen(repository, {**files, "a.yml": record(f"credits: [{', '.join(names)}]\n")})
    assert [person.key for person in site.people] == ["zed", "bea", "cy", "eve"]


def test_what_a_customer_is_thanked_for_is_told_from_what_they_only_said(repository: Repository) -> None:
    voiced = "also_said:\n  - said: Not so fast.\n    credits: [{customer: ada, for: [review]}]\n"
    site = seen(
        repository,
        {
            "a.yml": record("credits: [{customer: ada, for: [data, idea]}]\n"),
            "b.yml": record(voiced),
            "c.yml": record(f"credits: [{{customer: ada, for: [data]}}]\n{voiced}"),
            "d.yml": record(),
        },
    )
    assert {moved.decision.key: moved.other_view for moved in site.moved["ada"]} == {"a": False, "b": True, "c": True}
    roles = {moved.decision.key: set(moved.roles) for moved in site.moved["ada"]}
    assert roles["a"] == {Role.DATA, Role.IDEA}
    assert Role.DATA in roles["c"]


def test_what_a_customer_moved_is_newest_first(repository: Repository) -> None:
    files = {f"{day}.yml": record(f"credits: [ada]\nanswered: 2026-01-{day}\n") for day in ("11", "13", "12")}
    site = seen(repository, files)
    assert [moved.decision.key for moved in site.moved["ada"]] == ["13", "12", "11"]


def test_a_description_without_consent_is_shown_and_no_more(repository: Repository) -> None:
    made = "name: A customer in retail\nform: described\n"
    site = seen(repository, {**EVERYWHERE, "customers/bob.yml": made})
    assert site.by_key["a"].thanks[0].person == views.Person("A customer in retail", form=Form.DESCRIBED)
    assert "bob" not in (site.by_key["a"].why or "")
    assert site.people == ()


@pytest.mark.parametrize(
    ("made", "named"),
    [
        (Customer(name="Ada Example", form=Form.PERSON), False),
        (Customer(name="A customer in retail", form=Form.DESCRIBED), False),
        (Customer(form=Form.DESCRIBED), False),
    ],
)
def test_a_name_without_consent_is_none(made: Customer, named: bool) -> None:
    assert views.may_be_named(made, TODAY) is named


# Links between records.

LINKED = {
    "hidden.yml": record("draft: true\n"),
    "open.yml": record(),
    "merged.yml": record("merged_into: TARGET\n", "merged"),
    "newer.yml": record("supersedes: [hidden, open]\n"),
    "older.yml": record("superseded_by: TARGET\n"),
    "again.yml": record("reopened: TARGET\n"),
}


@pytest.mark.parametrize(("target", "shown"), [("hidden", None), ("open", "open")])
def test_a_link_leads_to_what_is_public_or_is_not_there(repository: Repository, target: str, shown: str | None) -> None:
    site = seen(repository, {path: text.replace("TARGET", target) for path, text in LINKED.items()})
    assert site.by_key["merged"].merged_into == shown
    assert site.by_key["older"].superseded_by == shown
    assert site.by_key["again"].reopened == shown
    assert site.by_key["newer"].supersedes == ("open",)
    assert "hidden" not in repr(site.decisions)


def test_a_record_knows_what_was_merged_into_it_and_is_public(repository: Repository) -> None:
    into = record("merged_into: open\n", "merged")
    site = seen(
        repository,
        {"open.yml": record(), "b.yml": into, "a.yml": into, "c.yml": into + "draft: true\n", "d.yml": record()},
    )
    assert site.by_key["open"].merged_from == ("a", "b")
    assert site.by_key["d"].merged_from == ()


TEXTS = (
    "why: WORDS\nanswer: WORDS\nno_credit_because: WORDS\nreason: WORDS\n"
    "also_said: [{said: WORDS}]\noptions: [{option: Another, because: WORDS}, {option: Nothing}]\n"
)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("'As [planned](decision:hidden).'", "As planned."),
        ("'As [planned](decision:open).'", "As [planned](decision:open)."),
        ("'As [Bob](customer:bob) said.'", "As a customer said."),
        ("'As [Ada](customer:ada) said.'", "As [Ada](customer:ada) said."),
    ],
)
def test_texts_lose_their_links_to_what_is_not_public(repository: Repository, words: str, shown: str) -> None:
    text = record(TEXTS, "declined").replace("Please.", "WORDS").replace("WORDS", words)
    files = {
        "a.yml": text,
        "hidden.yml": LINKED["hidden.yml"],
        "open.yml": record(),
        "customers/bob.yml": "form: person\n",
    }
    coded = record(f"reason: {{code: cost, text: {words}}}\n", "declined")
    asked = f"title: A day\nquestion: {words}\nsummary: {words}\ndate: 2026-03\n"
    site = seen(repository, {**files, "b.yml": coded, "occasions/day.yml": asked})
    one = site.by_key["a"]
    assert {one.idea, one.why, one.answer, one.no_credit_because, one.also_said[0].said} == {shown}
    assert [option.because for option in one.options] == [shown, None]
    assert one.reason == GivenReason(None, shown)
    assert site.by_key["b"].reason == GivenReason("Too costly for now", shown, "cost")
    day = next(occasion for occasion in site.occasions if occasion.key == "day")
    assert {day.question, day.summary} == {shown}


# Reasons.


def test_a_confidential_reason_stays_without_a_text(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("reason: confidential\nconfidential_until: 2027-01-01\n", "declined")})
    assert site.by_key["a"].reason == Confidential()
    assert not Confidential.model_fields
    assert site.by_key["a"].confidential_until == dt.date(2027, 1, 1)


def test_a_reason_from_the_vocabulary_has_its_public_words_unless_it_has_its_own(repository: Repository) -> None:
    site = seen(
        repository,
        {
            "a.yml": record("reason: {code: cost}\n", "declined"),
            "b.yml": record("reason: {code: cost, text: It would take a year.}\n", "declined"),
            "c.yml": record("reason: Nobody else asked.\n", "declined"),
            "d.yml": record(),
        },
    )
    assert [site.by_key[key].reason for key in "abcd"] == [
        GivenReason("Too costly for now", "The work is more than the gain.", "cost"),
        GivenReason("Too costly for now", "It would take a year.", "cost"),
        GivenReason(None, "Nobody else asked."),
        None,
    ]


# Words of the vocabulary, and what is left out.


def test_words_have_their_public_names(repository: Repository) -> None:
    more = "themes: [speed]\nsegments: [schools]\nchannel: support\ncriteria: [effort]\n"
    one = seen(repository, {"a.yml": record(more)}).by_key["a"]
    assert (one.area.key, one.area.name, one.area.help) == ("reports", "Reports", "Everything that can be printed.")
    assert [(word.key, word.name) for word in (*one.themes, *one.segments)] == [
        ("speed", "Speed"),
        ("schools", "Schools"),
    ]
    assert (one.channel.name if one.channel else "") == "Support"
    assert one.criteria[0].help == "How many weeks it takes us."


def test_what_was_not_written_is_not_there(repository: Repository) -> None:
    one = seen(repository, {"a.yml": record()}).by_key["a"]
    for name in ("why", "answer", "reason", "channel", "source", "occasion", "dates", "voices", "merged_into"):
        assert getattr(one, name) is None
    for name in (
        "evidence",
        "thanks",
        "also_said",
        "options",
        "criteria",
        "results",
        "themes",
        "segments",
        "supersedes",
    ):
        assert getattr(one, name) == ()


def test_of_where_it_was_imported_from_only_the_address_is_public(repository: Repository) -> None:
    source = "source: {system: canny, id: internal-7, url: 'https://feedback.example.org/7'}\n"
    site = seen(repository, {"a.yml": record(source), "b.yml": record("source: {system: canny, id: internal-8}\n")})
    assert site.by_key["a"].source == "https://feedback.example.org/7"
    assert site.by_key["b"].source is None
    assert "internal-" not in repr(site)


def test_every_field_of_a_record_is_public_in_some_form_or_held_back_on_purpose() -> None:
    public = {each.name for each in dataclasses.fields(PublicDecision)}
    assert set(Decision.model_fields) - public == {"credits", "draft", "publish_on"}
    assert public - set(Decision.model_fields) == {
        "key",
        "thanks",
        "merged_from",
        "dates",
        "newest",
        "path",
        "past",
        "commit",
    }


def test_dates_from_git_are_those_of_the_file(repository: Repository) -> None:
    moment = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    known = Dates(moment, moment + DAY)
    site = seen(repository, {"a.yml": record(), "b.yml": record()}, history=History({"decisions/2026/a.yml": known}))
    assert (site.by_key["a"].dates, site.by_key["b"].dates) == (known, None)


def test_the_balance_counts_each_outcome_that_occurs(repository: Repository) -> None:
    no = record("reason: No.\n", "declined")
    site = seen(repository, {"a.yml": no, "b.yml": no, "c.yml": record(), "d.yml": no + "draft: true\n"})
    assert dict(site.balance) == {Outcome.DECLINED: 2, Outcome.RECEIVED: 1}


def test_all_areas_are_shown_in_the_order_of_the_vocabulary(repository: Repository) -> None:
    assert [area.key for area in seen(repository, {"a.yml": record()}).areas] == ["reports", "billing"]


# The order.


def dated(asked: str, answered: str = "", shipped: str = "") -> str:
    text = record().replace("asked: unknown", f"asked: {asked}")
    return text + (f"answered: {answered}\n" if answered else "") + (f"shipped: {shipped}\n" if shipped else "")


def test_the_newest_stand_first_and_the_unknown_last(repository: Repository) -> None:
    files = {
        "year.yml": dated("2026"),
        "month.yml": dated("2026-03"),
        "first.yml": dated("2026-03-01"),
        "last.yml": dated("2026-03-31"),
        "older.yml": dated("2025"),
        "b-unknown.yml": dated("unknown"),
        "a-unknown.yml": dated("unknown", "unknown"),
        "answered.yml": dated("2020-01-01", "2026-03-30"),
        "shipped.yml": dated("2019-01-01", "2019-02-01", "2026-03-29"),
        "half.yml": dated("2026-03-28", "unknown"),
    }
    assert keys(seen(repository, files).decisions) == [
        *("year", "last", "month", "answered", "shipped", "half", "first", "older", "a-unknown", "b-unknown")
    ]


def test_the_newest_day_is_the_last_thing_that_happened(repository: Repository) -> None:
    site = seen(
        repository,
        {
            "a.yml": dated("2026-01-12", "2026-02-01", "2026-01-20") + "origin: already-under-way\n",
            "b.yml": dated("unknown", "2026-02", "unknown"),
            "c.yml": dated("unknown"),
        },
    )
    assert [site.by_key[key].newest for key in "abc"] == [When(2026, 2, 1), When(2026, 2), When()]


# Months of the changelog.


def test_a_month_holds_what_happened_in_it_as_far_as_that_is_known(repository: Repository) -> None:
    site = seen(
        repository,
        {
            "day.yml": dated("unknown", "2026-03-12"),
            "month.yml": dated("unknown", "2026-03"),
            "year.yml": dated("unknown", "2026"),
            "unknown.yml": dated("unknown", "unknown"),
            "both.yml": dated("unknown", "2025-12-31", "2026-03-01"),
            "neither.yml": dated("2026-04-01"),
        },
    )
    assert [(month.key, keys(month.shipped), keys(month.answered)) for month in site.months] == [
        ("2026-03", ["both"], ["month", "day"]),
        ("2026", [], ["year"]),
        ("2025-12", [], ["both"]),
        ("unknown", [], ["unknown"]),
    ]


def test_months_run_backwards_over_the_years(repository: Repository) -> None:
    days = ["2026-01", "2025", "2025-12-31", "2026-02-01", "unknown", "2026", "2024-01-01", "1999"]
    files = {f"r{number}.yml": dated("unknown", day) for number, day in enumerate(days)}
    assert [month.key for month in seen(repository, files).months] == [
        *("2026-02", "2026-01", "2026", "2025-12", "2025", "2024-01", "1999", "unknown")
    ]


def test_what_is_not_public_is_in_no_month(repository: Repository) -> None:
    site = seen(repository, {"a.yml": dated("2026-01-01", "2026-02-01") + "draft: true\n"})
    assert site.months == ()


# Occasions.


def test_an_occasion_holds_what_came_of_it_and_is_public(repository: Repository) -> None:
    more = "occasion: survey\n"
    site = seen(
        repository,
        {
            "a.yml": dated("2026-01-01") + more,
            "b.yml": dated("2026-02-01") + more,
            "c.yml": dated("2026-03-01") + more + "draft: true\n",
            "d.yml": dated("2026-03-01"),
        },
    )
    assert [(occasion.key, keys(occasion.decisions)) for occasion in site.occasions] == [("survey", ["b", "a"])]


def test_occasions_are_newest_first_and_the_unknown_last(repository: Repository) -> None:
    days = {"unknown": "unknown", "year": "2026", "day": "2026-02-01", "b": "2025-05-05", "a": "2025-05-05"}
    files = {f"occasions/{key}.yml": f"title: A day\nquestion: What?\ndate: {day}\n" for key, day in days.items()}
    full = "channel: support\nuntil: 2026\nlinks: ['https://example.org/']\nparticipants: {count: 3, as_of: 2026}\n"
    site = seen(repository, {**files, "a.yml": record(), "occasions/day.yml": files["occasions/day.yml"] + full})
    assert [occasion.key for occasion in site.occasions] == ["year", "day", "survey", "a", "b", "unknown"]
    day = site.occasions[1]
    assert day.channel
    assert (day.channel.name, day.until, day.summary, len(day.links)) == ("Support", When(2026), None, 1)
    assert site.occasions[0].channel is None
