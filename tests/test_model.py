"""The one list of fields: its help, its examples, and dates that are never guessed."""

from __future__ import annotations

import calendar
import datetime as dt
import inspect
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from yousaid import model
from yousaid.model import (
    UNKNOWN,
    CodedReason,
    Confidential,
    Credit,
    Decision,
    Group,
    Kind,
    Origin,
    Outcome,
    Record,
    Role,
    When,
    WrittenReason,
)
from yousaid.model.mapfile import Given
from yousaid.model.typed import MAX_LINE, MAX_TEXT
from yousaid.model.values import Asked, Count, Day, Flag, Key, Line, Text, Url

MODELS = [
    each
    for each in (*Record.__subclasses__(), *Given.__subclasses__())
    if each is not Given and each.__module__.startswith("yousaid.model")
]
# A written reason is a sentence: its one field has no name that anybody types, and so no help.
FIELDS = [
    pytest.param(each, name, id=f"{each.__name__}.{name}")
    for each in MODELS
    for name in each.model_fields
    if each is not WrittenReason
]


def leaves(value: object) -> list[object]:
    """Return all that stands in an example."""
    if isinstance(value, dict):
        return [leaf for pair in value.items() for part in pair for leaf in leaves(part)]
    return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]


def example(each: type[BaseModel], name: str) -> Any:
    examples = each.model_fields[name].examples
    assert examples
    return examples[0]


def minimal(each: type[BaseModel]) -> dict[str, Any]:
    """Return the smallest record of a model, as it would be typed."""
    return {info.alias or name: example(each, name) for name, info in each.model_fields.items() if info.is_required()}


def test_every_model_is_looked_at() -> None:
    exported = {thing for thing in vars(model).values() if inspect.isclass(thing) and issubclass(thing, Record)}
    assert exported - {Record} <= set(MODELS)
    assert not [inner for each in MODELS for inner in each.__subclasses__()], "the list of models is flat"


@pytest.mark.parametrize(("each", "name"), FIELDS)
def test_every_field_has_help_and_an_example(each: type[Record], name: str) -> None:
    info = each.model_fields[name]
    assert info.description
    assert not info.description.endswith("."), "help stands in a table"
    assert info.examples
    assert all(isinstance(leaf, str) for leaf in leaves(info.examples)), "records hold texts only"


@pytest.mark.parametrize(("each", "name"), FIELDS)
def test_every_example_is_accepted_where_it_would_be_typed(each: type[Record], name: str) -> None:
    info = each.model_fields[name]
    for one in info.examples or ():
        made = each.model_validate({**minimal(each), info.alias or name: one})
        assert name in made.model_fields_set


@pytest.mark.parametrize(
    "each", [m for m in MODELS if m not in (Confidential, WrittenReason)], ids=lambda m: m.__name__
)
def test_no_required_field_can_be_left_out_and_no_other_be_added(each: type[Record]) -> None:
    record = minimal(each)
    each.model_validate(record)
    for name in record:
        with pytest.raises(ValidationError):
            each.model_validate({key: value for key, value in record.items() if key != name})
    with pytest.raises(ValidationError):
        each.model_validate({**record, "no such field": "x"})


def test_a_record_cannot_be_changed() -> None:
    record = Credit.model_validate({"customer": "ada"})
    with pytest.raises(ValidationError):
        record.customer = "another"  # type: ignore[misc]


def test_a_confidential_reason_has_no_room_for_a_text() -> None:
    assert not Confidential.model_fields
    for field in ("text", "code", "reason", ""):
        with pytest.raises(ValidationError):
            Confidential.model_validate({field: "It was too costly."})


# Outcomes and other words.


@pytest.mark.parametrize("what", ["value", "icon", "label", "help"])
def test_outcomes_can_be_told_apart_without_colour(what: str) -> None:
    assert len({getattr(outcome, what) for outcome in Outcome}) == len(Outcome)


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_has_words_for_a_reader(outcome: Outcome) -> None:
    assert outcome.said != outcome.label, "the state and the heading of the answer stand on one page"
    assert outcome.help.endswith(".")
    assert len(outcome.icon) == 1
    assert not outcome.icon.isascii()
    assert outcome == outcome.value == str(outcome)


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_asks_only_for_fields_that_can_be_left_out_of_others(outcome: Outcome) -> None:
    for name in outcome.needs:
        assert not Decision.model_fields[name].is_required()


def test_whatever_refuses_must_say_why() -> None:
    assert {o for o in Outcome if o.group is Group.NO} <= {o for o in Outcome if o.is_no}
    assert {o for o in Outcome if o.group is Group.PARTLY} <= {o for o in Outcome if o.is_no}
    assert not [o for o in Outcome if o.is_no and o.group in {Group.DID, Group.OPEN, Group.OTHER}]


def test_every_group_of_the_balance_has_an_outcome() -> None:
    assert {outcome.group for outcome in Outcome} == set(Group)


@pytest.mark.parametrize("words", [Outcome, Kind, Origin, Role])
def test_words_that_are_typed_are_slugs(words: type[Outcome | Kind | Origin | Role]) -> None:
    assert all(TypeAdapter(Key).validate_python(str(word)) == word for word in words)


# Dates.

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2300, 12, 31))


@st.composite
def whens(draw: st.DrawFn) -> When:
    day = draw(DAYS)
    return draw(
        st.sampled_from([UNKNOWN, When(day.year), When(day.year, day.month), When(day.year, day.month, day.day)])
    )


def meant(when: When) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date can mean, by looking at every day."""
    if when == UNKNOWN:
        return dt.date.min, dt.date.max
    year = [dt.date(when.year, 1, 1) + dt.timedelta(number) for number in range(365 + calendar.isleap(when.year))]
    days = [day for day in year if when.month in (0, day.month) and when.day in (0, day.day)]
    return days[0], days[-1]


quick = settings(derandomize=True, deadline=None, max_examples=200)


@quick
@given(whens())
def test_a_date_begins_and_ends_with_the_days_that_it_can_mean(when: When) -> None:
    assert (when.first, when.last) == meant(when)


@quick
@given(whens(), whens())
def test_a_date_is_before_another_only_if_no_day_says_otherwise(one: When, other: When) -> None:
    assert one.surely_before(other) == (meant(one)[1] < meant(other)[0])
    assert not (one.surely_before(other) and other.surely_before(one))


@quick
@given(whens())
def test_what_is_unknown_is_before_nothing_and_after_nothing(when: When) -> None:
    assert not UNKNOWN.surely_before(when)
    assert not when.surely_before(UNKNOWN)
    assert not when.surely_before(when)


@quick
@given(whens())
def test_a_date_is_written_as_exactly_as_it_is_known(when: When) -> None:
    assert TypeAdapter(Asked).validate_python(str(when)) == when
    assert len(str(when)) == (10 if when.day else 7 if when.month or not when.known else 4)


@quick
@given(st.text(alphabet="0123456789-unkow ", max_size=11))
def test_no_other_text_is_a_date(text: str) -> None:
    try:
        when = TypeAdapter(Asked).validate_python(text)
    except ValidationError:
        return
    assert str(when) == text.strip()


@quick
@given(whens())
def test_a_day_is_never_made_up(when: When) -> None:
    if when.day:
        assert TypeAdapter(Day).validate_python(str(when)) == when.first
    else:
        with pytest.raises(ValidationError):
            TypeAdapter(Day).validate_python(str(when))


# Values at their limits.


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Line, "x" * MAX_LINE, "x" * (MAX_LINE + 1)),
        (Line, f" {'x' * MAX_LINE}\n", f"{'x' * MAX_LINE} x"),
        (Line, "漢" * MAX_LINE, "漢" * (MAX_LINE + 1)),
        (Line, "one line\n", "two\nlines"),
        (Text, "x" * MAX_TEXT, "x" * (MAX_TEXT + 1)),
        (Text, "two\nlines", " \n "),
        (Key, "x" * 80, "x" * 81),
        (Key, "a-1\n", "a-1\n2"),
        (Key, "0", ""),
        (Url, "https://example.org", "https:example.org"),
        (Url, "HTTPS://EXAMPLE.ORG/", "ftp://example.org/"),
        (Url, "http://[::1]:8000/?a=b#c", "http://[::1:8000/"),
        (Url, "https://例え.example/ä", "https://example.org/\u2003x"),
        (Url, "https://example.org:443/@ada", "https://example.org@evil.example/"),
        (Url, "https://example.org/a'b", "https://example.org/<b>"),
        (Url, "https://example.org/a~b", "https://example.org/a\\b"),
        (Count, "0", "-0"),
        (Count, "999999999999", "1000000000000"),
        (Count, "007 ", "7 8"),
        (Count, "7", "seven"),
        (Url, "https://example.org:1/", "https://example.org:x/"),
        (Url, "https://example.org:65535/", "https://example.org:65536/"),
        (Flag, "true", "True"),
        (Flag, "false", "no"),
    ],
)
def test_a_value_that_just_fits_is_accepted_and_the_next_one_is_not(kind: Any, good: object, bad: object) -> None:
    adapter: TypeAdapter[object] = TypeAdapter(kind, config=ConfigDict(str_strip_whitespace=True))
    adapter.validate_python(good)
    with pytest.raises(ValidationError):
        adapter.validate_python(bad)


@pytest.mark.parametrize("kind", [Text, Line, Key, Url, Asked, Day, Count, Flag])
@pytest.mark.parametrize("value", [[], {}, ["x"], {"a": "b"}, "", " \n"])
def test_no_value_is_a_list_or_fields_or_nothing(kind: Any, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize("value", [{"code": "cost"}, {"code": "cost", "text": "It is."}, {"text": "It is."}, "It is."])
def test_a_reason_that_was_read_is_read_again_as_the_same(value: object) -> None:
    """So that a record can be copied with another value in one of its fields."""
    record = Decision.model_validate({**minimal(Decision), "reason": value})
    again = Decision.model_validate({**minimal(Decision), "reason": record.reason})
    assert again.reason == record.reason
    assert isinstance(again.reason, CodedReason) == (isinstance(value, dict) and "code" in value)


def test_a_confidential_reason_is_read_again_as_one() -> None:
    record = Decision.model_validate({**minimal(Decision), "reason": Confidential()})
    assert record.reason == Confidential()
