"""A name is found however it is spelled, and is not seen where it only looks like one."""

from __future__ import annotations

import sys

import pytest

from yousaid.naming import Addresses, Names, bare, folded, is_full, name_key, ways


def found(name: str, text: str, any_case: bool = False) -> list[str]:
    return [each.words for each in Names([(name, None)], any_case).found(text)]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("José Álvarez", "José Álvarez"),
        ("José Álvarez", "Jose Alvarez"),
        ("José Álvarez", "JOSÉ ÁLVAREZ"),
        ("José Álvarez", "JOSE ALVAREZ"),
        ("José Álvarez", "Jose\u0301 A\u0301lvarez"),
        ("José Álvarez", "Álvarez, José"),
        ("José Álvarez", "José\n  Álvarez"),
        ("José Álvarez", "José ÁLVAREZ"),
        ("José Álvarez", "José* **Álvarez"),
        ("José Álvarez", "José\u00a0Álvarez"),
        ("José Álvarez", "Jo\u00adsé Ál\u200bvarez"),
        ("Jose\u0301 Alvarez", "José Alvarez"),
        ("Jürgen Groß", "Juergen Gross"),
        ("Ju\u0308rgen Groß", "JUERGEN GROSS"),
        ("Jürgen Groß", "Jurgen GROSS"),
        ("Łukasz Żółć", "Lukasz Zolc"),
        ("Søren Åberg", "Soeren Åberg"),
        ("Søren Åberg", "Soren Aaberg"),
        ("Sinéad O'Brien", "Sinead O’Brien"),
        ("Anne-Marie Duval", "Anne Marie Duval"),
        ("Anne Marie Duval", "ANNE-MARIE DUVAL"),
        ("Anne-Marie Duval", "Duval, Anne-Marie"),
        ("J. R. Example", "J.R. Example"),
        ("Ada van der Example", "van der Example, Ada"),
        ("Ada van der Example", "Ada Van der Example"),
        ("Ёлка Примерова", "ЕЛКА ПРИМЕРОВА"),
        ("山田 太郎", "山田太郎"),
        ("山田太郎", "山田 太郎"),
        ("김예시", "김예시"),
        ("สมชาย ใจดี", "สมชาย ใจดี"),
    ],
)
def test_it_is_found_and_said_as_it_is_written(name: str, written: str) -> None:
    assert found(name, f"Thanks to ({written}), who told us in \u00e4ll clarity.") == [written]
    assert found(name, f"_{written}_") == [written]
    assert found(name, written, any_case=True) == [written]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Will Price", "It will price each seat."),
        ("Will Price", "Goodwill Prices"),
        ("Will Price", "Will the Price rise?"),
        ("Will Price", "We asked Will. Price came later."),
        ("Ada Example", "Ada Examples"),
        ("Ada Example", "Canada Example"),
        ("Ада Примерова", "ада примерова"),
        ("山田太郎", "山田さんと太郎"),
        ("---", "---"),
    ],
)
def test_what_only_looks_like_it_is_none(name: str, text: str) -> None:
    assert found(name, text) == []


def test_small_letters_count_where_the_text_is_old() -> None:
    assert found("Will Price", "will price", any_case=True) == ["will price"]
    assert found("Will Price", "Price... WILL", any_case=True) == ["Price... WILL"]
    assert found("Ada", "ada", any_case=True) == ["ada"]


def test_a_hidden_letter_is_read_as_a_browser_reads_it() -> None:
    (seen,) = Names([("José Álvarez", 7)]).found("To Jos&eacute; &#193;lvarez & all")
    assert (seen.words, seen.start, seen.whose) == ("José Álvarez", 3, 7)


def test_places_are_those_in_the_text() -> None:
    text = "ﬁrst İzmir, e\u0301tat: then Jose Alvarez, and Jose\u0301 Alvarez."
    for seen in Names([("José Álvarez", None)]).found(text):
        assert text[seen.start :].startswith(seen.words)
        assert "Jos" in seen.words[:3]


def test_nobody_is_sought() -> None:
    assert not Names[None](())
    assert not list(Names[None](()).found("Ada Example"))
    assert not Names([("...", None)])


@pytest.mark.parametrize(
    ("name", "full"),
    [("Ada", False), ("Ada Example", True), ("山田太郎", True), ("김", False), ("ada-example", True), ("", False)],
)
def test_a_name_of_one_word_is_many_peoples(name: str, full: bool) -> None:
    assert is_full(name) is full


def test_case_blanks_and_accents_tell_no_names_apart() -> None:
    assert name_key(" JOSÉ  Alvarez ") == name_key("Jose\u0301 Álvarez") == "jose alvarez"
    assert name_key("か") != name_key("が"), "marks that make another letter are no accents"


def test_the_ways_to_write_a_name_are_known_to_git() -> None:
    assert set(ways("Jürg Ex")) >= {"Jürg Ex", "Ju\u0308rg Ex", "Jurg Ex", "Juerg Ex", "JÜRG EX", "JURG EX"}
    assert ways("Ada Ex") == ("ADA EX", "Ada Ex")


def test_folding_changes_no_length_after_the_accents_are_gone() -> None:
    for code in (*range(0xD800), *range(0xE000, sys.maxunicode + 1)):
        plain = bare(chr(code))
        assert len(plain) == len(plain.casefold()) == len(folded(chr(code))), hex(code)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/jose-alvarez",
        "HTTPS://JOSE_ALVAREZ.example.org",
        "https://example.org/Jos%C3%A9%20%C3%81lvarez.jpg?x=1",
        "https://example.org/@alvarezjose/1",
        "https://example.org/?by=jose.alvarez&amp;x",
        "http://www.example.net/me/",
        "https://example.net/me",
    ],
)
def test_an_address_tells_a_name(text: str) -> None:
    (seen,) = Addresses([("José Álvarez", 7)], [("https://example.net/me/", 7)]).found(f"See &amp; read <{text}>, now.")
    assert seen == (text.replace("&amp;", "&"), len("See & read <"), 7)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/jose-alvarez-street",
        "https://example.org/jose/alvarez",
        "https://example.net/",
        "https://example.net/me/too",
        "example.net/me",
        "jose-alvarez",
    ],
)
def test_an_address_tells_no_name(text: str) -> None:
    assert not [*Addresses([("José Álvarez", 7)], [("https://example.net/me", 7)]).found(text)]


def test_where_no_address_is_looked_for_none_is_found() -> None:
    assert not Addresses([], [("no address", 7)])
    assert not [*Addresses([]).found("https://example.org/jose-alvarez")]
