"""The ways to look for decisions: their words, their lists, and the columns that the script reads."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import gzip
import json
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yousaid
from conftest import ROOT, SITE, Repository, run
from yousaid import pipeline, urls
from yousaid.model import UNKNOWN, Confidential, Outcome, Vocabulary, When
from yousaid.outputs import facets as columns
from yousaid.outputs import pages
from yousaid.outputs.language import language
from yousaid.outputs.output import Content
from yousaid.outputs.pages import listings
from yousaid.outputs.pages.paging import Pager
from yousaid.views import About, Facet, GivenReason, Named, Person, PublicDecision, Site, Thanks
from yousaid.views.facets import facets

LATER = dt.date(2026, 12, 31)
EMPTY = {"decisions/2026/plain.yml": None, "decisions/2026/refused.yml": None}


def record(more: str = "", outcome: str = "received", asked: str = "unknown") -> str:
    return f"title: Print\nidea: Please.\nasked: {asked}\noutcome: {outcome}\narea: reports\n{more}"


def site_of(root: Path) -> Site:
    about = About("Example", "https://example.org/")
    built = pipeline.build(pipeline.Settings(root, LATER, None, about, history=False))
    assert built.site is not None, built.faults
    return built.site


def seen(repository: Repository, files: Mapping[str, str]) -> Site:
    """Return what is public of these records and nothing else of the base but its words."""
    paths = {f"decisions/{path}" if "/" in path else f"decisions/2026/{path}": text for path, text in files.items()}
    return site_of(repository({**EMPTY, **paths}))


def facet(site: Site, name: str) -> Facet:
    (found,) = (each for each in site.facets if each.kind.name == name)
    return found


def under(site: Site, name: str) -> dict[str, list[str]]:
    """Return the ids of the records under each word of a facet."""
    return {word.key: [each.key for each in found] for word, found in facet(site, name).words.items()}


def rendered(site: Site, *kinds: urls.PageKind) -> dict[str, Content]:
    return {page.address: page.render() for page in pages.pages(site) if not kinds or page.kind in kinds}


# The words.


def test_a_record_stands_under_each_of_its_words(repository: Repository) -> None:
    more = "themes: [speed]\nsegments: [schools]\nchannel: support\ncriteria: [effort]\nrelease: '4.2'\n"
    site = seen(repository, {"a.yml": record(more, asked="2025-03"), "b.yml": record(asked="2024")})
    assert under(site, "outcome")["received"] == ["a", "b"]
    assert under(site, "area") == {"reports": ["a", "b"], "billing": []}
    for name, key in (("theme", "speed"), ("segment", "schools"), ("channel", "support"), ("criterion", "effort")):
        assert under(site, name) == {key: ["a"]}
    assert under(site, "year") == {"2025": ["a"], "2024": ["b"]}
    assert under(site, "release") == {"4-2": ["a"]}


def test_words_of_the_vocabulary_are_there_while_nothing_is_under_them(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record()})
    assert list(under(site, "outcome")) == list(Outcome)
    assert under(site, "theme") == {"speed": []}
    assert under(site, "reason") == {"cost": [], "in-our-own-words": [], "confidential": []}
    assert under(site, "release") == {}


def test_a_year_that_is_not_known_is_not_guessed_and_comes_last(repository: Repository) -> None:
    files = {"a.yml": record(), "b.yml": record(asked="2024"), "c.yml": record(asked="2025-01-31")}
    assert list(under(seen(repository, files), "year").items()) == [
        ("2025", ["c"]),
        ("2024", ["b"]),
        ("unknown", ["a"]),
    ]


def test_reasons_are_sorted_by_their_code(repository: Repository) -> None:
    texts = (
        "reason: {code: cost}",
        "reason: {code: cost, text: A year.}",
        "reason: Nobody asked.",
        "reason: confidential",
    )
    files = {f"{key}.yml": record(text + "\n", "declined") for key, text in zip("abcd", texts, strict=True)}
    assert under(seen(repository, files), "reason") == {
        "cost": ["a", "b"],
        "in-our-own-words": ["c"],
        "confidential": ["d"],
    }


def test_releases_that_are_written_alike_share_a_page(repository: Repository) -> None:
    names = ("Spring 2026", "spring-2026", "Herbst", "春", "秋", "!!!")
    files = {f"{key}.yml": record(f"release: '{name}'\n") for key, name in zip("abcdef", names, strict=True)}
    found = under(seen(repository, files), "release")
    assert found["spring-2026"] == ["a", "b"]
    assert sorted(map(len, found.values())) == [1, 1, 1, 1, 2]
    assert all(re.fullmatch("[a-z0-9-]+", key) for key in found)


def test_nobody_is_a_word_without_consent(repository: Repository) -> None:
    named = "name: {name}\nform: person\nconsent: {{given: 2026-01-01, how: asked}}\n"
    credits_ = "credits: [bob, gone]\nalso_said:\n  - {said: No., credits: [bob, eve]}\n"
    site = seen(
        repository,
        {
            "a.yml": record(credits_),
            "customers/bob.yml": named.format(name="Bob Example"),
            "customers/eve.yml": named.format(name="Eve Example"),
            "customers/gone.yml": named.format(name="Nobody Example").replace("asked}", "asked, expires: 2026-02-01}"),
        },
    )
    assert under(site, "customer") == {"bob": ["a"], "eve": ["a"]}
    assert "Nobody Example" not in repr(site.facets)
    assert {key: len(found) for key, found in under(site, "customer").items()} == {
        key: len(moved) for key, moved in site.moved.items()
    }


def test_the_most_used_words_keep_the_order_of_all() -> None:
    decision = made(1)[0]
    words = {Named(key, key): (decision,) * number for key, number in zip("abcde", (1, 3, 0, 2, 2), strict=True)}
    found = Facet(urls.THEME, "Theme", "", words)
    assert [word.key for word in found.most_used(2)] == ["b", "d"]
    assert [word.key for word in found.most_used(9)] == ["a", "b", "d", "e"]


# The lists.


@functools.cache
def of_the_project() -> Site:
    return site_of(ROOT)


@pytest.fixture
def own() -> Site:
    """The project's own records."""
    return of_the_project()


def test_every_word_has_a_list_of_its_own(own: Site) -> None:
    found = rendered(own)
    for each in own.facets:
        for word in each.words:
            assert each.kind.at(word.key) in found, (each.kind, word)


def test_a_list_says_which_word_it_is_and_leads_back_to_all(own: Site) -> None:
    found = rendered(own, urls.THEME, urls.YEAR)
    theme, year = found["themes/performance/"], found["years/2023/"]
    assert theme.title == "Theme: Performance"
    assert '<h1 dir="auto">Performance</h1>' in theme.body
    assert 'href="../../decisions/">All decisions</a>' in theme.body
    assert 'href="../../browse/#theme">Theme</a>' in theme.body
    assert theme.description == "What was said about Performance, in all areas."
    assert year.description == "What was asked in 2023."
    assert len({page.title for page in found.values()}) == len(found)


def test_a_word_without_records_says_so(repository: Repository) -> None:
    found = rendered(seen(repository, {"a.yml": record()}), urls.AREA, urls.REASON, urls.CHANNEL)
    for address in ("areas/billing/", "reasons/confidential/", "channels/support/"):
        assert "There is nothing here yet" in found[address].body
        assert "<article" not in found[address].body


def test_names_of_releases_are_text(repository: Repository) -> None:
    found = rendered(seen(repository, {"a.yml": record("release: '<b>4</b>'\n")}), urls.RELEASE, urls.DECISIONS)
    assert all("<b>4" not in page.body and "&lt;b&gt;4" in page.body for page in found.values())


@pytest.mark.parametrize("count", [1, 2, 9, 10, 11, 25, 99, 100, 101, 400, 1_001])
def test_every_page_of_a_list_is_two_steps_from_every_other(count: int) -> None:
    def pager(number: int) -> Pager:
        return Pager(number, count, str)

    def linked(number: int) -> set[int]:
        return {*pager(number).near, *pager(number).far}

    steps = {number: linked(number) for number in range(1, count + 1)}
    assert all(found <= set(steps) for found in steps.values()), "no page that is not there"
    for number in {1, min(2, count), count // 2 + 1, count}:
        assert set(steps) == steps[number].union(*(steps[each] for each in steps[number]))
        assert len(pager(number).near) <= 9
    assert count != 400 or max(map(len, steps.values())) <= 50


def test_the_pager_marks_where_we_are_and_leaves_gaps() -> None:
    site = generated(400)
    page = rendered(site, urls.DECISIONS)["decisions/page/8/"].body
    seen_ = re.sub(r"\s*<[^>]+>\s*", " ", page[page.index("<nav") :].split("<details>")[0])
    assert " ".join(seen_.split()) == "Newer Page 8 of 16 Older 1 … 6 7 8 9 10 … 16"
    assert '<span aria-current="page">8</span>' in page
    assert 'href="../../../decisions/page/7/"' in page
    assert 'href="../../../decisions/">1</a>' in page


# The chips.


def test_chips_are_links_with_counts_and_the_rest_is_one_step_away(own: Site) -> None:
    page = rendered(own, urls.DECISIONS)["decisions/"].body
    areas = {word: len(found) for word, found in facet(own, "area").words.items()}
    for word, number in areas.items():
        assert f'href="../areas/{word.key}/"><bdi>{word.name}</bdi> (<span>{number}</span>)' in page
    assert "chips" not in rendered(own, urls.DECISIONS)["decisions/page/2/"].body
    for name in ("outcome", "area", "theme", "segment", "channel", "year", "criterion", "reason", "customer"):
        assert f'data-facet="{name}"' in page
    first, _, rest = page.split('data-facet="theme"')[1].split("</details>")[0].partition("<details>")
    assert len(re.findall("<li>", first)) == listings.FEW
    assert len(re.findall("<li>", rest)) == sum(map(bool, facet(own, "theme").words.values())) - listings.FEW


def test_a_facet_that_nothing_has_is_not_offered(repository: Repository) -> None:
    page = rendered(seen(repository, {"a.yml": record()}), urls.DECISIONS)["decisions/"].body
    assert 'data-facet="area"' in page
    assert 'data-facet="release"' not in page


def test_what_is_too_much_for_chips_stands_on_the_page_of_all_words() -> None:
    site = generated(300, releases=100)
    page, browse = rendered(site, urls.DECISIONS)["decisions/"].body, rendered(site, urls.BROWSE)["browse/"].body
    chips = page.split('data-facet="release"')[1].split("data-facet=")[0]
    assert chips.count("<li>") == columns.MOST
    assert 'href="../browse/#release"' in chips
    assert 'href="../thanks/"' in page
    assert 'id="release"' in browse
    for word in facet(site, "release").words:
        assert f'href="../releases/{word.key}/"' in browse


def test_chips_do_not_make_the_page_heavy() -> None:
    """Many words in each facet that may have many; the limit is for all of them together."""
    site = generated(2_000, releases=300)
    page = rendered(site, urls.DECISIONS)["decisions/"].body
    without = page[: page.index("<section")] + page[page.index("data-results") :]
    weight, cards = (len(gzip.compress(text.encode(), 9)) for text in (page, without))
    assert weight - cards < 3_000


# The columns.


def decoded(each: int, rows: list[str], words: int) -> list[list[int]]:
    """Return what the script reads of a column; the browser's tests compare the script itself with the lists."""
    found: list[list[int]] = [[] for _ in range(words + 1)]
    for row in rows:
        for at, character in enumerate(row):
            code = ord(character) - 35
            for place in range(at * each, at * each + each):
                code, word = divmod(code, words + 1)
                found[word].append(place)
    return [sorted(places) for places in found[1:]]


@given(st.lists(st.sets(st.integers(0, 200)), max_size=columns.MOST))
def test_a_column_says_where_its_records_are(words: list[set[int]]) -> None:
    each, rows = columns.rows([sorted(places) for places in words], 201)
    assert decoded(each, rows, len(words)) == [sorted(places) for places in words]
    assert all("#" <= character <= "~" for row in rows for character in row)
    assert len(rows) == max((sum(place in places for places in words) for place in range(201)), default=0)


def made(count: int, seed: int = 1, releases: int = 60) -> tuple[PublicDecision, ...]:
    """Return decisions such as a site of that size would have, always the same."""
    chance = random.Random(seed)
    people = [Person(f"Customer {number}", f"customer-{number}") for number in range(max(1, count // 5))]
    return tuple(one(chance, people, number, 1 - number / count, releases) for number in range(count))


def one(chance: random.Random, people: list[Person], number: int, age: float, releases: int) -> PublicDecision:
    words = [chance.choice(WORDS) for _ in range(3)]
    year, release = 2017 + int(age * 9), int(releases * age)
    values: dict[str, Any] = {
        field.name: () if "tuple" in str(field.type) else None for field in dataclasses.fields(PublicDecision)
    }
    values |= {
        "key": f"export-the-{words[0]}-{words[1]}-{number}",
        "title": f"Export the {words[0]} with {words[1]} and {words[2]}",
        "idea": "Please.",
        "asked": When(year - chance.randrange(2), 3) if number % 40 else UNKNOWN,
        "newest": When(year, chance.randint(1, 12), chance.randint(1, 28)),
        "outcome": chance.choices(list(Outcome), [1, 1, 3, 3, 40, 8, 4, 4, 6, 20, 5, 1])[0],
        "area": some(chance, VOCABULARY.areas, 1)[0],
        "themes": some(chance, VOCABULARY.themes, 3),
        "segments": some(chance, VOCABULARY.segments, 1),
        "channel": some(chance, VOCABULARY.channels, 1)[0],
        "criteria": some(chance, VOCABULARY.criteria, 2),
        "reason": chance.choice([None, None, Confidential(), GivenReason(None, "x"), GivenReason("C", "x", "c1")]),
        "release": f"{release // 12}.{release % 12}" if number % 2 else None,
        "thanks": tuple(Thanks(each, ()) for each in chance.sample(people, min(3, len(people)))),
    }
    return PublicDecision(**values)


def some(chance: random.Random, terms: Mapping[str, object], most: int) -> tuple[Named, ...]:
    return tuple(Named(key, key) for key in chance.sample([*terms], chance.randint(1, most)))


WORDS = [
    f"{first}{last}"
    for first in ("re", "in", "for", "sub", "over")
    for last in ("port", "voice", "list", "table", "mat")
]
VOCABULARY = Vocabulary.model_validate(
    {
        **{
            name: {f"{name}-{n}": f"{name} {n}" for n in range(count)}
            for name, count in (("areas", 10), ("themes", 24), ("segments", 8), ("channels", 6))
        },
        "reasons": {f"c{n}": {"name": f"Code {n}", "text": "x"} for n in range(8)},
        "criteria": {f"k{n}": {"name": f"Criterion {n}", "help": "x"} for n in range(8)},
    }
)


def generated(count: int, seed: int = 1, releases: int = 60) -> Site:
    """Return a site with made decisions; what needs no facets is left out."""
    decisions = made(count, seed, releases)
    return dataclasses.replace(
        of_the_project(),
        decisions=decisions,
        facets=facets(decisions, VOCABULARY),
        by_key={each.key: each for each in decisions},
    )


def data(site: Site) -> dict[str, bytes]:
    return {file.path: file.make() for file in columns.files(site)}


def listed(found: Mapping[str, Content], kind: urls.PageKind, key: str) -> list[str]:
    """Return the ids of the cards on all pages of a list."""
    ids: list[str] = []
    number = 1
    while kind.at(key, number) in found:
        ids += re.findall(r"<h3[^>]*><a href=\"[./]*decisions/([^/\"]+)/\"", found[kind.at(key, number)].body)
        number += 1
    return ids


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_the_columns_say_what_the_lists_say(own: Site, seed: int) -> None:
    site = generated(130 * seed + 1, seed) if seed else own
    files = data(site)
    found = rendered(site, *(each.kind for each in site.facets if each.kind is not urls.CUSTOMER))
    compared = 0
    for each in site.facets:
        document = json.loads(files[f"facets/{each.kind.name}.json"])
        assert document["total"] == len(site.decisions)
        places = decoded(document["each"], document["rows"], len(document["words"]))
        for key, column in zip(document["words"], places, strict=True):
            ids = [site.decisions[place].key for place in column]
            if each.kind is urls.CUSTOMER:
                assert ids == under(site, "customer")[key]
            else:
                assert ids == listed(found, each.kind, key)
                compared += len(ids)
    assert compared > 4 * len(site.decisions)


def test_the_titles_are_those_of_the_records_in_their_order(own: Site) -> None:
    files = data(own)
    rows: list[list[object]] = []
    for number in range(-(-len(own.decisions) // columns.PART)):
        part = json.loads(files[f"facets/{number}.json"])
        assert part["stamp"] == json.loads(files["facets/area.json"])["stamp"]
        assert len(part["rows"]) <= columns.PART
        rows += part["rows"]
    assert [row[:2] for row in rows] == [[each.key, each.title] for each in own.decisions]
    assert [list(Outcome)[int(str(row[3]))] for row in rows] == [each.outcome for each in own.decisions]
    assert [row[2] for row in rows] == [language("en").day(each.newest) for each in own.decisions]


def test_data_that_does_not_fit_together_bears_another_stamp() -> None:
    stamps = {json.loads(data(generated(30, seed))["facets/area.json"])["stamp"] for seed in range(1, 4)}
    assert len(stamps) == 3
    assert data(generated(30)) == data(generated(30))


def test_combining_filters_of_ten_thousand_records_costs_little() -> None:
    """What is sent, compressed, at the worst: all facets open, and the titles of 25 rows far from each other.

    No two of these records are alike, which no real ones are; chance is what compresses worst.
    """
    files = {
        path.removeprefix("facets/"): len(gzip.compress(made_, 6)) for path, made_ in data(generated(10_000)).items()
    }
    facets_ = [size for path, size in files.items() if not path[0].isdigit()]
    titles = sorted((size for path, size in files.items() if path[0].isdigit()), reverse=True)
    assert len(facets_) == len(generated(1).facets)
    assert len(titles) == 10_000 // columns.PART
    assert sum(facets_) + sum(titles[:25]) <= 58_000


def test_the_script_is_small_and_runs_no_text() -> None:
    script = (Path(yousaid.__file__).parent / "theme" / urls.SCRIPT).read_text("utf-8")
    assert len(gzip.compress(script.encode(), 9)) <= 3_000
    for word in ("eval", "innerHTML", "Function(", "Storage", "cookie", ".style", "http"):
        assert word not in script, word


@pytest.mark.parametrize("mode", ["standalone", "embedded"])
def test_the_script_is_where_the_page_asks_for_it(repository: Repository, mode: str) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", f"[yousaid: {{mode: {mode}, history: false, search: off}}]")
    root = repository({**SITE, "mkdocs.yml": config})
    done = run("yousaid", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    assert '<script defer src="../assets/yousaid.js">' in (root / "site" / "decisions" / "index.html").read_text(
        "utf-8"
    )
    source = Path(yousaid.__file__).parent / "theme" / urls.SCRIPT
    assert (root / "site" / urls.SCRIPT).read_bytes() == source.read_bytes()


def test_what_the_script_says_stands_in_the_page(own: Site) -> None:
    page = rendered(own, urls.DECISIONS)["decisions/"].body
    for words in ("Records found: %(found)s of %(total)s", "Clear all filters", "Show more", "could not be loaded"):
        assert words in page
