"""What a spreadsheet program makes of a text by itself is told from an edit."""

from __future__ import annotations

import pytest

from yousaid.importers.spreadsheets import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, is_local, order, same, worn


@pytest.mark.parametrize(
    ("old", "cell", "way"),
    [
        ("2026-02-13", "2/13/2026", MONTH_FIRST),
        ("2026-02-03", "03.02.26", DAY_FIRST),
        ("2026-02-03", "2026-02-03 00:00:00", YEAR_FIRST),
        ("2026-02-03", "2026/2/3", DAY_FIRST),
        ("1999-02-03", "3/2/99", DAY_FIRST),
        ("2026-02-03", "2026. 2. 3.", MONTH_FIRST),
        ("2026-02-03", "3-Feb-26", YEAR_FIRST),
        ("2026-02", "Feb-26", YEAR_FIRST),
        ("2026-02-03", "46056", YEAR_FIRST),
        ("3.10", "3.1", YEAR_FIRST),
        ("3.10", "3,1", YEAR_FIRST),
        ("007", "7", YEAR_FIRST),
        ("41", "41.0", YEAR_FIRST),
        ("1e5", "1.00E+05", YEAR_FIRST),
        ("1234567890123456789", "1.23457E+18", YEAR_FIRST),
        ("1234567890123456789", "1234567890123450000", YEAR_FIRST),
        ("true", "WAHR", YEAR_FIRST),
    ],
)
def test_the_same_in_another_form(old: str, cell: str, way: str) -> None:
    assert same(old, cell, way)


@pytest.mark.parametrize(
    ("old", "cell"),
    [
        ("2026-02-03", "2/3/2026"),  # a file that writes the day first
        ("2026-02-03", "4/2/2026"),
        ("2026-02", "Mar-26"),
        ("2026-02", "Soon-26"),
        ("2026", "2027"),
        ("3.1", "3.10"),
        ("1000", "1.000"),
        ("1", "1.000"),
        ("1e999", "1e998"),
        ("one", "1"),
        ("4", "four"),
        ("", "0"),
        ("", "###"),
        ("", "Soon-26"),
        ("Hashes", "#"),
    ],
)
def test_what_somebody_typed(old: str, cell: str) -> None:
    assert not same(old, cell, DAY_FIRST)
    assert not worn(old, cell, DAY_FIRST)


@pytest.mark.parametrize(
    ("old", "cell"),
    [
        ("2026-02", "2026-02-01"),
        ("2026-02", "1.2.2026"),
        ("Zwölf Ł 日本", "Zwölf ? ??"),
        ("é", "?"),
        ("für alle", "fÃ¼r alle"),
        ("x" * 40_000, "x" * 32_767),
        ("A long text", "########"),
    ],
)
def test_what_a_program_lost(old: str, cell: str) -> None:
    assert worn(old, cell, DAY_FIRST)


def test_the_order_of_dates_is_that_of_the_whole_file() -> None:
    clear, either = ("2026-02-13", "13.2.2026"), ("2026-02-03", "3.2.2026")
    assert order([either, clear]) == DAY_FIRST
    assert order([("2026-02-13", "2/13/2026"), ("", "3/2/2026"), ("2026-03-03", "3/3/2026")]) == MONTH_FIRST
    assert order([clear, ("2026-05-06", "2026-05-06")]) == YEAR_FIRST  # and so somebody typed the other one
    assert order([]) == order([("2026", "2026")]) == YEAR_FIRST
    assert is_local("3.2.2026")
    assert not is_local("2026-02-03")
    assert not is_local("Feb-26")
