"""Faults: places, order, and words that a terminal does not obey."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yousaid.diagnostics import Code, Diagnostic, Source, Span, errors, in_order, nearest, one_of, printable, quoted

CODE = Code("YS000", "a-rule", "A rule.")
OTHER = Code("YS999", "another-rule", "Another rule.")
WORDS = ("not-now", "shipped", "confidential_until", "Area")


def test_a_place_knows_its_line() -> None:
    assert Source("a.yml", "one\ntwo\n").span(2, 1, 4) == Span("a.yml", 2, 1, 4, "two")
    assert Source("a.yml", "one\ntwo\n").span(2, 1).text == "two"


@pytest.mark.parametrize("line", [0, 4, 99, -1])
def test_a_line_that_is_not_there_has_no_text(line: int) -> None:
    assert Source("a.yml", "one\ntwo\n").span(line, 1).text == ""


@pytest.mark.parametrize("end", [0, 1, 5, -3])
def test_a_place_is_at_least_one_character_wide(end: int) -> None:
    assert Source("a.yml", "one two").span(1, 5, end).end_column == 6


@settings(derandomize=True, deadline=None)
@given(st.text(alphabet="ab\nü漢", min_size=1), st.data())
def test_an_offset_is_found_again_by_line_and_column(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    span = Source("a.yml", text).at(offset)
    lines = text.split("\n")
    assert sum(len(line) + 1 for line in lines[: span.line - 1]) + span.column - 1 == offset
    assert span.text == lines[span.line - 1]


def test_a_stretch_of_characters_ends_where_it_ends() -> None:
    assert Source("a.yml", "one\ntwo three").at(8, 13).end_column == 10


def test_faults_come_in_the_order_of_the_file_whatever_found_them_first() -> None:
    sorted_already = [
        Diagnostic(Span("a.yml"), CODE, "of the file"),
        Diagnostic(Span("a.yml", 2, 9), CODE, "early"),
        Diagnostic(Span("a.yml", 10, 1), CODE, "by code"),
        Diagnostic(Span("a.yml", 10, 1), OTHER, "a later code"),
        Diagnostic(Span("a.yml", 10, 1), OTHER, "by message"),
        Diagnostic(Span("b.yml", 1, 1), CODE, "another file"),
    ]
    assert list(in_order(reversed(sorted_already))) == sorted_already


def test_what_is_marked_does_not_change_the_order() -> None:
    assert Span("a.yml", 1, 1, 99, "text") == Span("a.yml", 1, 1)


def test_a_warning_does_not_stop_a_build() -> None:
    wrong = Diagnostic(Span("a.yml"), CODE, "wrong")
    odd = Diagnostic(Span("a.yml"), CODE, "odd", severity="warning")
    assert errors((odd, wrong, odd)) == (wrong,)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Not-Now", "not-now"),
        ("not_now", "not-now"),
        ("not now", "not-now"),
        ("NOTNOW", "not-now"),
        ("shiped", "shipped"),
        ("confidential-until", "confidential_until"),
        ("Confidential Until", "confidential_until"),
        ("area", "Area"),
        ("xyz", None),
        ("", None),
    ],
)
def test_a_word_is_guessed_only_if_it_is_near(typed: str, meant: str | None) -> None:
    assert nearest(typed, WORDS) == meant


def test_nothing_is_guessed_from_nothing() -> None:
    assert nearest("shipped", ()) is None


@settings(derandomize=True, deadline=None)
@given(st.text() | st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Co"])))
def test_nothing_that_is_shown_can_move_the_cursor_or_break_the_encoding(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert shown.encode().decode() == shown
    assert quoted(text).isprintable()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("short", "`short`"),
        ("\x1b[2J", "`\\x1b[2J`"),
        ("\ud800", "`\\ud800`"),
        ("a\u202eb", "`a\\u202eb`"),
        ("two\nlines", "`two\\nlines`"),
        ("ü漢", "`ü漢`"),
        ([], "a list"),
        ([1], "a list"),
        ({"a": "b"}, "fields of its own"),
    ],
)
def test_what_was_typed_is_shown_as_what_it_is(value: object, shown: str) -> None:
    assert quoted(value) == shown


def test_a_long_value_is_shortened_and_one_that_just_fits_is_not() -> None:
    assert quoted("x" * 60) == f"`{'x' * 60}`"
    assert quoted("x" * 61) == f"`{'x' * 59}…`"


def test_words_to_choose_from_are_told_apart() -> None:
    assert one_of(["a", "b c"]) == "`a`, `b c`"
    assert one_of([]) == ""
