"""Faults as text: the caret stands under the place, and the terminal is never given orders."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yousaid import reporters
from yousaid.diagnostics import Code, Diagnostic, Related, Source, Span

CODE = Code("YS000", "a-rule", "A rule.")


def shown(line: str, word: str, hint: str = "") -> list[str]:
    """Return the lines of a report about ``word`` in ``line``."""
    start = line.index(word)
    span = Source("a.yml", line).at(start, start + len(word))
    return reporters.text([Diagnostic(span, CODE, "it is wrong", hint)]).split("\n")


def columns(text: str) -> int:
    """Return how wide a terminal shows a text of letters, wide letters and combining marks."""
    widths = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(c) else widths.get(unicodedata.east_asian_width(c), 1) for c in text)


def test_a_fault_is_its_place_its_line_a_caret_and_what_to_type() -> None:
    assert shown("area: Reports", "Reports", "type `reports`") == [
        "a.yml:1:7: error[YS000]: it is wrong",
        "  1 | area: Reports",
        "    |       ^^^^^^^",
        "  hint: type `reports`",
    ]


def test_without_a_hint_there_is_no_empty_line_for_it() -> None:
    assert len(shown("area: Reports", "Reports")) == 3


@pytest.mark.parametrize("span", [Span("a.yml"), Span("a.yml", 0, 0, 0, "text"), Span("a.yml", 3, 1, 2, "   ")])
def test_without_a_line_to_look_at_there_is_no_caret(span: Span) -> None:
    assert "^" not in reporters.text([Diagnostic(span, CODE, "it is wrong")])


def test_a_fault_of_a_whole_file_has_no_line_number() -> None:
    assert reporters.text([Diagnostic(Span("a.yml"), CODE, "it is wrong")]).startswith("a.yml: error")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("title: 漢字 x", "x"),
        ("title: 漢字 x", "漢字"),
        ("title: ｆｕｌｌ x", "x"),
        ("title: e\u0301a\u0308 x", "x"),
        ("title: 👍 x", "x"),
        ("title: 한국어 ü x", "x"),
    ],
)
def test_the_caret_stands_under_the_place_whatever_stands_before_it(line: str, word: str) -> None:
    _, excerpt, caret = shown(line, word)
    before = excerpt[: excerpt.index(word)]
    assert caret == "    | ".ljust(columns(before)) + "^" * columns(word)


def test_a_combining_mark_alone_is_still_marked() -> None:
    assert shown("title: e\u0301", "\u0301")[-1].count("^") == 1


def test_a_character_that_is_shown_as_an_escape_is_as_wide_as_its_escape() -> None:
    _, excerpt, caret = shown("title: \x1bx", "x")
    assert excerpt == "  1 | title: \\x1bx"
    assert caret.index("^") == excerpt.index("x", excerpt.index("\\x1b") + 4)


@pytest.mark.parametrize("place", [0, 10, 51, 99, 100, 500, 990, 999])
def test_a_very_long_line_is_shown_around_the_place_only(place: int) -> None:
    line = "." * place + "!" + "." * (999 - place)
    _, excerpt, caret = shown(line, "!")
    assert len(excerpt) <= 120
    assert excerpt[caret.index("^")] == "!"
    assert caret.count("^") == 1


def test_a_mark_does_not_run_past_what_is_shown() -> None:
    _, excerpt, caret = shown("x" * 500, "x" * 500)
    assert len(caret) <= len(excerpt)


def test_a_line_that_just_fits_is_shown_whole() -> None:
    line = "x" * 99 + "!"
    assert line in shown(line, "!")[1]


@settings(derandomize=True, deadline=None)
@given(st.text(min_size=1), st.text(), st.text(), st.integers(1, 300), st.integers(1, 300))
def test_no_control_character_of_a_record_reaches_the_terminal(
    line: str, message: str, hint: str, column: int, end: int
) -> None:
    span = Span("a.yml", 1, column, end, line)
    fault = Diagnostic(span, CODE, message, hint, (Related(span, message),), "warning")
    report = reporters.text([fault])
    assert all(part.isprintable() for part in report.split("\n"))


def test_both_places_are_shown() -> None:
    source = Source("a.yml", "title: One\ntitle: Two")
    first = Related(source.span(1, 1, 6), "it stands here already")
    lines = reporters.text([Diagnostic(source.span(2, 1, 6), CODE, "twice", "delete one", (first,))]).split("\n")
    assert lines == [
        "a.yml:2:1: error[YS000]: twice",
        "  2 | title: Two",
        "    | ^^^^^",
        "  see a.yml:1:1: it stands here already",
        "  1 | title: One",
        "    | ^^^^^",
        "  hint: delete one",
    ]


def test_line_numbers_of_any_length_keep_the_caret_in_line() -> None:
    source = Source("a.yml", "\n" * 1233 + "area: x")
    _, excerpt, caret = reporters.text([Diagnostic(source.span(1234, 7, 8), CODE, "wrong")]).split("\n")
    assert excerpt.index("x") == caret.index("^")


def test_colour_comes_only_when_asked_and_changes_no_word() -> None:
    source = Source("a.yml", "area: x")
    related = (Related(source.span(1, 1, 5), "see this"),)
    faults = [
        Diagnostic(source.span(1, 7, 8), CODE, "wrong", "do this", related),
        Diagnostic(Span("b.yml"), CODE, "odd", severity="warning"),
    ]
    plain, coloured = reporters.text(faults), reporters.text(faults, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31merror[YS000]\x1b[0m" in coloured
    assert "\x1b[1;33mwarning[YS000]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    for line in coloured.split("\n"):
        assert "\x1b" not in line or line.rindex("\x1b[0m") == line.rindex("\x1b"), "or the rest stays coloured"


def test_no_fault_is_no_text() -> None:
    assert reporters.text([]) == ""


WRONG = Diagnostic(Span("a.yml"), CODE, "wrong")
ELSEWHERE = Diagnostic(Span("b.yml"), CODE, "wrong")
ODD = Diagnostic(Span("a.yml"), CODE, "odd", severity="warning")


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        ([WRONG], "1 error in 1 file"),
        ([WRONG, WRONG], "2 errors in 1 file"),
        ([WRONG, ELSEWHERE], "2 errors in 2 files"),
        ([ODD], "1 warning in 1 file"),
        ([ODD, ODD], "2 warnings in 1 file"),
        ([WRONG, ODD], "1 error and 1 warning in 1 file"),
        ([WRONG] * 1234, "1,234 errors in 1 file"),
    ],
)
def test_the_summary_counts_in_plain_words(faults: list[Diagnostic], said: str) -> None:
    assert reporters.summary(faults) == said
    assert reporters.summary(iter(faults)) == said


def test_the_report_ends_with_the_summary() -> None:
    assert reporters.report(iter([WRONG, ODD])).split("\n") == [
        "a.yml: error[YS000]: wrong",
        "a.yml: warning[YS000]: odd",
        "1 error and 1 warning in 1 file",
    ]
    assert "\x1b" not in reporters.report([WRONG])
    assert "\x1b" in reporters.report([WRONG], colour=True)
