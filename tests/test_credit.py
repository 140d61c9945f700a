"""Credit: the page of a customer, the page of thanks, and the badges that others may show."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from conftest import TODAY, Repository
from yousaid import pipeline, urls, views
from yousaid.history import History
from yousaid.outputs import badges, pages
from yousaid.outputs.language import language
from yousaid.outputs.output import Content
from yousaid.outputs.pages import people
from yousaid.outputs.pages.book import Book
from yousaid.views import About, Site

EMPTY = {"decisions/2026/plain.yml": None, "decisions/2026/refused.yml": None}
GIVEN = "consent: {given: 2026-01-20, how: asked}\n"
URL = "https://feedback.example.org/"
ABOUT = About("Example", URL)
SVG = "{http://www.w3.org/2000/svg}"


def record(more: str = "", title: str = "Print", asked: str = "unknown", outcome: str = "received") -> str:
    return f"title: {title}\nidea: Please.\nasked: {asked}\noutcome: {outcome}\narea: reports\n{more}"


def customer(name: str, more: str = GIVEN) -> str:
    return f"name: {name}\nform: person\n{more}"


def thanked(key: str, *roles: str) -> str:
    return f"credits: [{{customer: {key}, for: [{', '.join(roles)}]}}]\n"


def seen(repository: Repository, files: dict[str, str], about: About = ABOUT) -> Site:
    """Return what is public of these files; rules are none of its business."""
    paths = {f"decisions/{path}" if "/" in path else f"decisions/2026/{path}": text for path, text in files.items()}
    checked = pipeline.check(pipeline.Settings(repository({**EMPTY, **paths}), TODAY))
    assert not [fault for fault in checked.faults if fault.code.id < "YS3"], "everything could be read"
    return views.site(checked.corpus, History(), TODAY, about)


def made(site: Site) -> dict[str, Content]:
    return {page.address: page.render() for page in people.people(Book(site))}


def pictures(site: Site) -> dict[str, str]:
    return {file.path: file.make().decode() for file in badges.files(site)}


# The page of a customer.


def test_what_a_customer_moved_is_grouped_by_role_each_once(repository: Repository) -> None:
    voiced = "also_said: [{said: No., credits: [ada]}]\n"
    site = seen(
        repository,
        {
            "a.yml": record(thanked("ada", "testing", "idea", "data") + "answered: 2026-01-01\n", "A"),
            "b.yml": record(thanked("ada", "testing") + voiced, "B"),
            "c.yml": record(voiced, "C"),
            "d.yml": record(thanked("ada", "idea") + "answered: 2026-03-01\n", "D"),
        },
    )
    body = made(site)["customers/ada/"].body
    groups = re.findall(r"<h2>([^<]+)</h2>\n<ul class=\"ys-list\">(.*?)</ul>", body, re.DOTALL)
    assert [(heading, re.findall(r"<bdi>(\w)</bdi>", found)) for heading, found in groups] == [
        ("The idea", ["D", "A"]),
        ("Testing", ["B"]),
        ("Another view", ["C"]),
    ]
    assert "also for testing, data" in groups[0][1]
    assert "also for another view" in groups[1][1]
    assert "also" not in groups[2][1]
    assert "4 decisions bear your mark" in body


def test_every_role_has_a_heading(repository: Repository) -> None:
    roles = ("idea", "problem", "testing", "design", "data", "review", "support")
    site = seen(repository, {f"{role}.yml": record(thanked("ada", role)) for role in roles})
    headings = re.findall("<h2>(.*?)</h2>", made(site)["customers/ada/"].body)
    assert headings[:-1] == ["The idea", "The problem", "Testing", "Design", "Data", "Review", "Support"]


def test_beside_a_no_stands_nothing_of_how_it_came_about(repository: Repository) -> None:
    no = record(f"reason: R.\norigin: coincidence\n{thanked('ada', 'idea')}", outcome="declined")
    assert "Honestly" not in made(seen(repository, {"no.yml": no}))["customers/ada/"].body


def test_beside_an_entry_stands_what_must_be_said_honestly(repository: Repository) -> None:
    origins = {"customer": "", "already-under-way": "had begun before", "coincidence": "for other reasons"}
    site = seen(repository, {f"{o}.yml": record(f"origin: {o}\n{thanked('ada', 'idea')}", o) for o in origins})
    body = made(site)["customers/ada/"].body
    for origin, words in origins.items():
        entry = body.split(f"decisions/{origin}/")[1].split("</li>")[0]
        assert ("Honestly" in entry) is bool(words)
        assert words in entry


def test_a_customer_is_shown_with_what_they_gave(repository: Repository) -> None:
    more = "link: 'https://bob.example/?a=1&b=2'\naffiliation: '<b>Shop</b> & Co'\n" + GIVEN
    site = seen(
        repository, {"customers/bob.yml": customer("'\"><script>Bob'", more), "a.yml": record("credits: [bob]\n")}
    )
    body = made(site)["customers/bob/"].body
    assert (
        '<a href="https://bob.example/?a=1&amp;b=2" rel="nofollow"><bdi>https://bob.example/?a=1&amp;b=2</bdi></a>'
        in body
    )
    assert "<bdi>&lt;b&gt;Shop&lt;/b&gt; &amp; Co</bdi>" in body
    assert "<h1><bdi>&#34;&gt;&lt;script&gt;Bob</bdi></h1>" in body
    assert "<script" not in body


def test_who_gave_no_more_than_a_name_has_no_empty_places(repository: Repository) -> None:
    body = made(seen(repository, {"a.yml": record("credits: [ada]\n")}))["customers/ada/"].body
    assert "nofollow" not in body
    assert body.count("<bdi>") == 2, "the name and one title; what is to be copied is text"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("2026-03-02", "2024-05"), 'The first was asked: <time datetime="2024-05">May 2024</time>.'),
        (("2026-03-02", "unknown"), 'As far as dates are known, the first was asked: <time datetime="2026-03-02">'),
        (("unknown",), "The first was asked: date not known."),
    ],
)
def test_since_when_is_said_as_far_as_it_is_known(repository: Repository, days: tuple[str, ...], words: str) -> None:
    files = {f"r{number}.yml": record("credits: [ada]\n", asked=day) for number, day in enumerate(days)}
    assert words in made(seen(repository, files))["customers/ada/"].body


def test_many_decisions_are_split_into_pages_of_25(repository: Repository) -> None:
    files = {f"r{n:02}.yml": record(thanked("ada", "idea" if n < 30 else "data"), f"Wish {n:02}") for n in range(60)}
    pages = made(seen(repository, files))
    parts = [pages[address] for address in ("customers/ada/", "customers/ada/page/2/", "customers/ada/page/3/")]
    titles = [re.findall(r"<bdi>(Wish \d\d)</bdi></a>\n", part.body) for part in parts]
    assert [len(found) for found in titles] == [25, 25, 10]
    assert [title for found in titles for title in found] == [f"Wish {n:02}" for n in range(60)]
    assert [re.findall("<h2>(The idea|Data)</h2>", part.body) for part in parts] == [
        ["The idea"],
        ["The idea", "Data"],
        ["Data"],
    ]
    assert "Page 1 of 3" in parts[0].body
    assert 'rel="prev"' not in parts[0].body
    assert 'rel="next" href="../../customers/ada/page/2/"' in parts[0].body
    assert 'rel="prev" href="../../../../customers/ada/"' in parts[1].body
    assert 'rel="next"' not in parts[2].body
    assert parts[1].title == "Ada Example, page 2"
    assert all("60 decisions bear your mark" in part.body for part in parts)
    assert ["Show it on your site" in part.body for part in parts] == [True, False, False]


def test_few_decisions_need_no_pager(repository: Repository) -> None:
    pages = made(seen(repository, {"a.yml": record("credits: [ada]\n")}))
    assert list(pages) == ["thanks/", "customers/ada/"]
    assert "<nav" not in pages["customers/ada/"].body
    assert pages["customers/ada/"].description == "What Ada Example said, and what came of it: 1 decision."


# The page of thanks.


def test_everybody_is_thanked_by_name_with_how_much_they_moved(repository: Repository) -> None:
    site = seen(
        repository,
        {
            "customers/firm.yml": customer("Zed Ltd").replace("person", "company"),
            "a.yml": record("credits: [ada, firm]\nanswered: 2026-01-01\n", "A"),
            "b.yml": record("credits: [ada]\nanswered: 2026-02-01\n", "B"),
        },
    )
    body = made(site)["thanks/"].body
    assert "2 customers have moved something here." in body
    everybody = body.split("<h2>Everybody</h2>")[1].split("</section>")[0]
    assert re.findall("<bdi>(.*?)</bdi></a> <span[^>]*>(.*?)</span>", everybody) == [
        ("Ada Example", "2 decisions"),
        ("Zed Ltd", "1 decision"),
    ]
    newest = body.split("<h2>Newest thanks</h2>")[1].split("</section>")[0]
    assert re.findall("<bdi>(.*?)</bdi>", newest) == ["Ada Example", "B", "Zed Ltd", "A"]
    assert "letter" not in body


def test_of_the_newest_thanks_only_a_few_are_shown(repository: Repository) -> None:
    names = [f"c{n}" for n in range(people.NEWEST + 1)]
    files = {f"customers/{name}.yml": customer(f"Name {name}") for name in names}
    body = made(seen(repository, {**files, "a.yml": record(f"credits: [{', '.join(names)}]\n")}))["thanks/"].body
    newest = body.split("<h2>Newest thanks</h2>")[1].split("</section>")[0]
    assert newest.count("<li>") == people.NEWEST


def test_many_names_are_grouped_by_letter(repository: Repository) -> None:
    names = [f"{'abc'[n % 3]}name {n}" for n in range(people.AT_ONE_LOOK - 2)] + ["Älva", "王小明", "李雷", "'42'"]
    files = {f"customers/c{n}.yml": customer(name) for n, name in enumerate(names)}
    thanks = f"credits: [{', '.join(f'c{n}' for n in range(len(names)))}]\n"
    body = made(seen(repository, {**files, "a.yml": record(thanks)}))["thanks/"].body
    assert re.findall(r'<a href="#(letter-\d)">(.*?)</a>', body) == re.findall('<h3 id="(.*?)">(.*?)</h3>', body)
    assert re.findall("<h3 [^>]*>(.*?)</h3>", body) == ["A", "B", "C", "漢", "#"]
    assert "<bdi>Älva</bdi>" in body.split('id="letter-1"')[1].split("</ul>")[0]


def test_nobody_by_name_is_said(repository: Repository) -> None:
    body = made(seen(repository, {"a.yml": record()}))["thanks/"].body
    assert "Nobody is thanked by name yet." in body
    assert "did not wish" not in body
    assert "Newest thanks" not in body


# Those who may not be named.

UNNAMED = {
    "customers/gone-girl.yml": "form: person\nwithdrawn: 2026-06-01\n",
    "customers/never-asked.yml": customer("Never Asked", "link: 'https://never-asked.example/'\n"),
    "customers/too-late.yml": customer(
        "Too Late", "affiliation: Late Ltd\n" + GIVEN.replace("}", ", expires: 2026-06-29}")
    ),
    "customers/some-shop.yml": customer("A customer in retail", "").replace("person", "described"),
    "customers/drafted-only.yml": "form: person\n",
    "a.yml": record("credits: [ada, gone-girl, never-asked, some-shop]\n"),
    "b.yml": record("also_said: [{said: No., credits: [too-late, never-asked]}]\n"),
    "c.yml": record("draft: true\ncredits: [drafted-only]\n"),
}


def test_those_without_a_name_are_counted_once_each(repository: Repository) -> None:
    site = seen(repository, UNNAMED)
    assert site.unnamed == 4
    body = made(site)["thanks/"].body
    assert "And 4 customers who did not wish to be named, or whom we did not ask." in body


def test_nothing_of_those_without_a_name_is_anywhere(repository: Repository) -> None:
    site = seen(repository, UNNAMED)
    everything = "".join(
        [address + page.title + page.description + page.body for address, page in made(site).items()]
        + [path + text for path, text in pictures(site).items()]
    )
    assert "Ada Example" in everything
    for private in (
        "gone-girl",
        "never-asked",
        "Never Asked",
        "too-late",
        "Too Late",
        "Late Ltd",
        "some-shop",
        "drafted-only",
    ):
        assert private not in everything
    assert [path for path in pictures(site) if path != urls.BADGE] == ["customers/ada/badge.svg"]


# Badges.


def texts(picture: str) -> tuple[str, str]:
    """Return the title and the words of a badge."""
    root = ET.fromstring(picture)
    title, words = root.findtext(f"{SVG}title"), root.findtext(f"{SVG}text")
    assert title
    assert words
    return title, words


def test_the_badges_say_what_the_page_says_and_no_more(repository: Repository) -> None:
    site = seen(
        repository,
        {
            "a.yml": record("credits: [ada]\n", outcome="declined"),
            "b.yml": record("also_said: [{said: No., credits: [ada]}]\n", outcome="reviewing"),
        },
    )
    found = pictures(site)
    assert texts(found["badge.svg"]) == ("You said, we did: 1 of 2 answered",) * 2
    assert texts(found["customers/ada/badge.svg"]) == (
        "Ada Example is thanked by Example: 2 decisions",
        "Thanked by Example: 2 decisions",
    )


HOSTILE = ("\"><script>alert('1')</script>", "]]> & <!-- -->", "עדה", "a" * 200, "艾达", "🎉 e\u0301")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_badge_is_well_formed_whatever_the_names_are(repository: Repository, name: str) -> None:
    quoted = name.replace("'", "''")
    files = {"customers/bob.yml": customer(f"'{quoted}'"), "a.yml": record("credits: [bob]\n")}
    for picture in pictures(seen(repository, files, About(name, URL))).values():
        root = ET.fromstring(picture)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "title", "rect", "text"}
        words = root.find(f"{SVG}text")
        assert words is not None
        assert int(words.attrib["textLength"]) == int(root.attrib["width"]) - 20
        assert float(words.attrib["x"]) * 2 == int(root.attrib["width"]) < 800


def test_a_name_of_the_other_direction_does_not_turn_the_words_around_it(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("credits: [ada]\n")}, About("עדה", URL))
    assert texts(pictures(site)["customers/ada/badge.svg"])[1] == "Thanked by \u2068עדה\u2069: 1 decision"


def test_a_badge_speaks_the_language_of_the_site(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("credits: [ada]\n")}, About("Example", URL, language="ar"))
    for picture in pictures(site).values():
        root = ET.fromstring(picture)
        assert root.attrib["direction"] == "rtl"
        assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "ar"


@pytest.mark.parametrize(("less", "more"), [("ill", "mmm"), ("abc", "ABC"), ("abc", "艾达艾"), ("", "a")])
def test_the_width_is_that_of_the_words(less: str, more: str) -> None:
    assert badges.width(less) < badges.width(more)


@pytest.mark.parametrize("unseen", ["e\u0301", "e\u2068", "e\u200d"])
def test_what_is_not_seen_has_no_width(unseen: str) -> None:
    assert badges.width(unseen) == badges.width("e")


# What is to be copied.


class _Tags(HTMLParser):
    """Checks that all elements are closed in order, and collects addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"a", "img", "div", "p", "strong", "bdi", "ul", "li"}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
        assert {name for name, _ in attrs} <= {"href", "src", "alt", "height", "lang", "dir"}
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def snippets(body: str) -> Iterator[str]:
    for found in re.findall('<pre class="ys-snippet" dir="ltr"><code>(.*?)</code></pre>', body, re.DOTALL):
        assert "<" not in found
        yield html.unescape(found)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_to_be_copied_is_valid_and_leads_back_here(repository: Repository, name: str) -> None:
    quoted = name.replace("'", "''")
    files = {
        "customers/bob.yml": customer(f"'{quoted}'"),
        **{f"r{n}.yml": record("credits: [bob]\n", f"'{quoted}'") for n in range(7)},
    }
    site = seen(repository, files, About(name, URL))
    pages = made(site)
    badge, card = snippets(pages["customers/bob/"].body)
    (ours,) = snippets(pages["thanks/"].body)
    found = []
    for snippet in (badge, card, ours):
        parser = _Tags()
        parser.feed(snippet)
        parser.close()
        assert parser.open == []
        found.append(parser.addresses)
    assert found[0] == [f"{URL}customers/bob/", f"{URL}customers/bob/badge.svg"]
    assert found[1] == [f"{URL}customers/bob/", *(f"{URL}decisions/r{n}/" for n in range(people.NEWEST))]
    assert found[2] == [URL, f"{URL}badge.svg"]
    assert {*found[0], found[2][1]} - {f"{URL}customers/bob/"} == {URL + path for path in pictures(site)}


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_what_is_copied_keeps_its_language_and_direction(repository: Repository, code: str, direction: str) -> None:
    """The page of another may run the other way, and so may the name in the words that stand for a picture."""
    name = {"rtl": "Example (Ltd.)", "ltr": "مثال (ش.م)"}[direction]
    site = seen(repository, {"a.yml": record("credits: [ada]\n")}, About(name, URL, language=code))
    pages = made(site)
    found = [*snippets(pages["customers/ada/"].body), *snippets(pages["thanks/"].body)]
    assert len(found) == 3
    for snippet in found:
        (start,) = re.findall(r"\A\s*<(?:a|div)\b[^>]*>", snippet)
        assert f'lang="{code}" dir="{direction}"' in start
    isolated = f"\u2068{name}\u2069"
    thanked = language(code).say("Thanked by %(site)s") % {"site": isolated}
    assert [re.findall('alt="(.*?)"', snippet) for snippet in found] == [[thanked], [], [isolated]]


def test_a_page_shows_the_badge_that_lies_there(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("credits: [ada]\n")})
    pages, found = made(site), pictures(site)
    for address, path, root in (
        ("customers/ada/", "customers/ada/badge.svg", "../../"),
        ("thanks/", "badge.svg", "../"),
    ):
        width = ET.fromstring(found[path]).attrib["width"]
        words = html.escape(texts(found[path])[1])
        assert f'<img src="{root}{path}" width="{width}" height="28" alt="{words}">' in pages[address].body


def test_without_an_address_there_is_nothing_to_copy_and_no_badge(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("credits: [ada]\n")}, About("Example"))
    for page in made(site).values():
        for words in ("Show it", "badge", "<pre", "<img"):
            assert words not in page.body
    assert not [file.path for file in pipeline.data(site) if file.path.endswith(".svg")]


def test_a_site_with_an_address_has_all_badges(repository: Repository) -> None:
    site = seen(repository, {"a.yml": record("credits: [ada]\n")})
    paths = [file.path for file in pipeline.data(site)]
    assert {"badge.svg", "customers/ada/badge.svg"} <= set(paths)


def test_those_without_a_name_are_counted_and_not_repeated(repository: Repository) -> None:
    files = {f"customers/c{n}.yml": "form: person\n" for n in range(8)}
    files["customers/bo.yml"] = customer("Bo Example")
    thanks = "credits: [c1, bo, c2, c3, {customer: c4, for: [testing]}]\nalso_said: [{said: No., credits: [c5, c6]}]\n"
    site = seen(repository, {**files, "a.yml": record(thanks, "A"), "b.yml": record("credits: [c7]\n", "B")})
    found = {page.address: page.render().body for page in pages.pages(site)}
    a, bo = found["decisions/a/"], '<a href="../../customers/bo/"><bdi>Bo Example</bdi></a>'
    assert re.findall("<li>(.*, for .*)</li>", a) == [
        "A customer and 2 more, for idea",
        f"{bo}, for idea",
        "A customer, for testing",
    ]
    assert '<p class="ys-meta">A customer and 1 more</p>' in a
    cards = re.findall("<dt>Thanks to</dt>\n<dd>(.*)</dd>", found["decisions/"])
    assert cards == [f"A customer, {bo.replace('../../', '../')} and 3 more", "A customer"]


def test_of_many_names_a_few_stand_on_a_card(repository: Repository) -> None:
    files = {f"customers/c{n}.yml": customer(f"Number {n}") for n in range(9)}
    site = seen(repository, {**files, "a.yml": record(f"credits: [{', '.join(f'c{n}' for n in range(9))}]\n")})
    (card,) = re.findall(
        "<dt>Thanks to</dt>\n<dd>(.*)</dd>", {p.address: p.render().body for p in pages.pages(site)}[""]
    )
    assert re.findall("<bdi>(.*?)</bdi>", card) == [f"Number {n}" for n in range(6)]
    assert card.endswith("</a> and 3 more")
