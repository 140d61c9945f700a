"""A site speaks one language: its words, plurals, dates and numbers, and the direction of its text."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message

from conftest import SITE, Repository
from yousaid import engine
from yousaid.model import UNKNOWN, When
from yousaid.outputs.language import LANGUAGES, Language, language


def tool() -> ModuleType:
    """Return the script that keeps the catalogues; it is no part of the package."""
    spec = importlib.util.spec_from_file_location("messages", Path(__file__).parents[1] / "generator" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(2026, 3, 12), "12 March 2026"),
        (When(2026, 3), "March 2026"),
        (When(2026), "2026"),
        (UNKNOWN, "date not known"),
        (None, "date not known"),
        (dt.date(2026, 1, 2), "2 January 2026"),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_known(when: When | None, words: str) -> None:
    assert language("en").day(when) == words


@pytest.mark.parametrize(
    ("key", "words"), [("2026-03", "March 2026"), ("2026", "2026, month not known"), ("unknown", "Date not known")]
)
def test_months_have_names(key: str, words: str) -> None:
    assert language("en").month(key) == words


@pytest.mark.parametrize(
    ("code", "day", "month", "number"),
    [
        ("de", "12. März 2026", "März 2026", "12.345"),
        ("fr", "12 mars 2026", "mars 2026", "12\u202f345"),
        ("ja", "2026年3月12日", "2026年3月", "12,345"),
        ("ar", "12 مارس 2026", "مارس 2026", "12,345"),
        ("xx", "12 March 2026", "March 2026", "12,345"),
    ],
)
def test_each_language_has_its_own_dates_and_numbers(code: str, day: str, month: str, number: str) -> None:
    spoken = language(code)
    assert (spoken.day(When(2026, 3, 12)), spoken.month("2026-03"), spoken.number(12345)) == (day, month, number)


def test_the_first_of_a_french_month_is_written_as_such() -> None:
    assert language("fr").day(When(2026, 1, 1)) == "1er janvier 2026"
    assert language("fr").day(dt.date(2026, 1, 2)) == "2 janvier 2026"


def test_arabic_plurals_are_those_of_its_grammar() -> None:
    """Babel's order of the forms is not that of other tools: this notices a catalogue that was saved by one of them."""
    counted = [language("ar").count("%(num)s record", "%(num)s records", number) for number in (3, 11, 100)]
    assert len(set(counted)) == 3


def test_a_number_comes_with_its_noun() -> None:
    assert language("en").count("%(num)s record", "%(num)s records", 1) == "1 record"
    assert language("en").count("%(num)s record", "%(num)s records", 1234) == "1,234 records"


def test_arabic_runs_from_right_to_left_and_has_six_plurals() -> None:
    spoken = language("ar")
    assert spoken.direction == "rtl"
    assert len({spoken.count("%(num)s record", "%(num)s records", n) for n in (0, 1, 2, 3, 11, 100)}) == 6


@pytest.mark.parametrize(("code", "signs"), [("de", "✓◐⇉↷↶☞"), ("ar", "✓◐⇇↶↷☜")])
def test_signs_that_point_along_the_text_follow_its_direction(code: str, signs: str) -> None:
    assert "".join(map(language(code).turned, "✓◐⇉↷↶☞")) == signs


def test_a_language_is_read_once() -> None:
    assert language("de") is language("de")
    assert Language("de") is not language("de")


# The catalogues.


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_a_catalogue_has_every_text_and_no_other(code: str) -> None:
    assert tool().missing(code) == []


@pytest.mark.parametrize("code", LANGUAGES[1:])
def test_a_translation_keeps_what_is_filled_in(code: str) -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"%\([a-z_]+\)[sd]", text))

    def strings(message: Message) -> tuple[str, ...]:
        return tuple(message.string) if isinstance(message.string, (tuple, list)) else (str(message.string),)

    for message in tool().read(code):
        wanted = places(message.id if isinstance(message.id, str) else message.id[1])
        for string in strings(message) if message.id else ():
            # Arabic says one and two without the number.
            assert places(string) == wanted or (isinstance(message.id, tuple) and places(string) < wanted), message.id


# The site.


def site(root: Path) -> Path:
    config, faults = engine.load(root)
    assert config is not None
    assert not faults
    engine.build(config)
    return root / "site"


def speaking(code: str) -> dict[str, str | bytes | None]:
    config = SITE["mkdocs.yml"].replace("{name: material}", f"{{name: material, language: {code}}}")
    return {**SITE, "mkdocs.yml": config.replace("[yousaid]", '[yousaid: {search: "off"}]')}


@pytest.mark.parametrize(("code", "direction"), [("de", "ltr"), ("fr", "ltr"), ("ja", "ltr"), ("ar", "rtl")])
def test_a_site_speaks_the_language_of_its_theme(repository: Repository, code: str, direction: str) -> None:
    built = site(repository(speaking(code)))
    page = (built / "decisions" / "refused" / "index.html").read_text("utf-8")
    start = page[page.index("<html") : page.index(">", page.index("<html"))]
    assert f'lang="{code}"' in start
    assert (f'dir="{direction}"' in start) or direction == "ltr"
    for words in ("Skip to content", "You said", "Why", "How we decide", "The reason is confidential."):
        assert f">{words}<" not in page
        assert language(code).say(words) != words
    assert f">{language(code).say('You said')}<" in page
    assert f'xml:lang="{code}"' in (built / "feed.xml").read_text("utf-8")


@pytest.mark.parametrize("code", LANGUAGES)
def test_who_may_not_be_named_is_a_customer_in_the_language_of_the_site(repository: Repository, code: str) -> None:
    somebody = {"en": "a customer", "de": "jemand", "fr": "un client", "ja": "あるお客様", "ar": "أحد العملاء"}[code]
    words = "As [Bob](customer:bob) said."
    record = f"title: T\nidea: {words}\nanswer: {words}\nasked: 2026\noutcome: reviewing\narea: reports\n"
    files = {
        "decisions/2026/told.yml": record,
        "decisions/customers/bob.yml": "form: person\nwithdrawn: 2026-01-01\n",
        "site_src/about.md": f"# About\n\n{words}\n",
    }
    built = site(repository({**speaking(code), **files}))
    whole = f"As {somebody} said."
    for page in ("decisions/told/index.html", "about/index.html", "feed.xml", "feed.json", "api/v1/decisions.json"):
        text = (built / page).read_text("utf-8")
        assert whole in text, page
        assert "Bob" not in text, page
    say = language(code).say
    description = say("%(outcome)s: %(words)s") % {"outcome": say("Under review"), "words": whole}
    assert f'content="{description}"' in (built / "decisions/told/index.html").read_text("utf-8")


def test_a_language_without_a_catalogue_is_said_to_be_english(
    repository: Repository, caplog: pytest.LogCaptureFixture
) -> None:
    built = site(repository(speaking("fi")))
    assert "its words will be English" in caplog.text
    assert ">You said<" in (built / "decisions" / "refused" / "index.html").read_text("utf-8")


def test_a_regional_language_is_its_language(repository: Repository) -> None:
    built = site(repository(speaking("pt-BR")))
    assert 'lang="pt' in (built / "index.html").read_text("utf-8")
