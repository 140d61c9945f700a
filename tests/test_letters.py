"""The order of names: every letter where a reader looks for it, and under the heading that says so."""

from __future__ import annotations

import unicodedata
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yousaid.views import Person
from yousaid.views.letters import initial, letters

INDEX = (
    ("A", ["Ada", "Æsop", "Álvaro", "Azure"]),
    ("D", ["Dora", "Đorđe", "ðuro"]),
    ("E", ["Emil", "Émile", "Ernst"]),
    ("H", ["Ħal"]),
    ("I", ["Ilse", "ınci", "İpek"]),
    ("L", ["Lukas", "Łukasz", "Luzia"]),
    ("O", ["Œuvre", "Ørsted", "Otto"]),
    ("S", ["Saß", "ẞtern"]),
    ("T", ["Thea", "Þór", "Tim"]),
    ("Z", ["Zed", "Żyła"]),
    ("Я", ["Яна"]),
    ("ا", ["أحمد", "اسماء"]),
    ("ᄀ", ["가나", "김"]),
    ("あ", ["あい", "アオ"]),
    ("か", ["かめ", "ガス"]),
    ("漢", ["山田", "王小明"]),
    ("", ["42 Ltd", "🎉", "„Quoted“"]),
)


def test_an_index_is_in_the_order_of_its_letters() -> None:
    people = [Person(name) for _, names in reversed(INDEX) for name in reversed(names)]
    found = sorted(people, key=lambda person: person.order)
    by_letter = [(letter, [person.name for person in group]) for letter, group in groupby(found, lambda p: p.initial)]
    assert [letter for letter, _ in by_letter] == [letter for letter, _ in INDEX]
    assert [(letter, sorted(names)) for letter, names in by_letter] == [(key, sorted(names)) for key, names in INDEX]


@pytest.mark.parametrize(
    ("name", "plain"),
    [("ADA", "ada"), ("Straße", "strasse"), ("Łódź", "lodz"), ("Þórður", "thordur"), ("ﬁn", "fin"), ("", "")],
)
def test_marks_and_case_do_not_count(name: str, plain: str) -> None:
    assert letters(name) == plain


def test_every_letter_of_european_latin_stands_among_the_26() -> None:
    """Latin-1, Extended-A and Additional: the alphabets of Europe and Vietnam."""
    for number in (*range(0xC0, 0x180), *range(0x1E00, 0x1F00)):
        sign = chr(number)
        if sign.isalpha() and "MIDDLE-WELSH" not in unicodedata.name(sign) and sign not in "ẜẝỾỿẟŉ":
            assert "A" <= initial(sign) <= "Z", (sign, letters(sign))


@given(st.lists(st.text(max_size=4), max_size=30))
def test_whatever_the_names_are_no_letter_has_two_headings(names: list[str]) -> None:
    found = sorted(map(Person, names), key=lambda person: person.order)
    headings = [letter for letter, _ in groupby(found, lambda person: person.initial)]
    assert len(headings) == len(set(headings))
    assert sorted(headings, key=lambda letter: not letter) == headings, "what is no letter comes last"
