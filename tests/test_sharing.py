"""What a page says of itself to those who link to it: Open Graph, JSON-LD and pictures."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import re
import struct
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from conftest import ABOUT, SITE, Repository, commit, site_of
from test_plugin import build
from yousaid import shell, urls
from yousaid.outputs import pages, pictures, sharing
from yousaid.outputs.language import LANGUAGES
from yousaid.outputs.output import Content, Page
from yousaid.shell import HOME_PLACE, Shell
from yousaid.views import About, Site

HOSTILE = '</script><script>alert("1")</script><!-- & \\ \' </title>'
RECORD = "title: T\nidea: I\nasked: unknown\noutcome: received\narea: reports\n"
WITH_CARD = About("Example", ABOUT.url, "What was said.", card="drawn")
WITH_CARDS = About("Example", ABOUT.url, "What was said.", card="drawn", cards=True)


class Head(HTMLParser):
    """The metas and the data of a page, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.scripts: list[dict[str, str | None]] = []
        self.texts: list[str] = []
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and "content" in values:
            name = values.get("property") or values.get("name") or ""
            assert name not in self.metas, f"{name} stands twice"
            self.metas[name] = values["content"] or ""
        if tag == "script":
            self.scripts.append(values)
            self.texts.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data

    @property
    def data(self) -> dict[str, Any]:
        pairs = zip(self.scripts, self.texts, strict=True)
        (text,) = (text for script, text in pairs if script.get("type") == "application/ld+json")
        found: dict[str, Any] = json.loads(text)
        return found


def head(site: Site, address: str) -> Head:
    content = next(page.render() for page in pages.pages(site) if page.address == address)
    return Head(content.head)


@pytest.fixture
def built(golden: Path) -> Path:
    """The whole site as the engine makes it."""
    assert build(golden) == ""
    return golden / "site"


# JSON-LD.


def test_the_data_of_a_decision_is_what_the_page_says(golden: Path) -> None:
    data = head(site_of(golden), "decisions/bigger/").data
    assert data == {
        "@context": "https://schema.org",
        "@type": "Article",
        "name": "تصدير كل التقارير",
        "headline": "تصدير كل التقارير",
        "description": "Partly done: We did the first half; export does it.",
        "inLanguage": "en",
        "url": "https://feedback.example.org/decisions/bigger/",
        "isPartOf": {"@type": "WebSite", "name": "Example", "url": "https://feedback.example.org/"},
        "articleSection": "Reports",
        "keywords": ["Speed"],
        "datePublished": "2026-03-01T12:00:00+00:00",
        "dateModified": "2026-03-01T12:00:00+00:00",
    }


def test_nothing_is_made_up_where_nothing_is_known(repository: Repository) -> None:
    data = head(site_of(repository({}), About("Example")), "decisions/plain/").data
    assert data["@type"] == "Article"
    assert not {"url", "datePublished", "dateModified", "author", "keywords", "image"} & set(data)
    assert data["isPartOf"] == {"@type": "WebSite", "name": "Example"}


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("", "WebSite"),
        ("decisions/", "CollectionPage"),
        ("outcomes/shipped/", "CollectionPage"),
        ("areas/billing/", "CollectionPage"),
        ("noes/", "CollectionPage"),
        ("thanks/", "CollectionPage"),
        ("occasions/", "CollectionPage"),
        ("occasions/survey/", "CollectionPage"),
        ("changelog/", "CollectionPage"),
        ("changelog/2026-03/", "CollectionPage"),
        ("how-we-decide/", "WebPage"),
        ("customers/ada/", "ProfilePage"),
    ],
)
def test_every_kind_of_page_has_its_type(address: str, kind: str, golden: Path) -> None:
    data = head(site_of(golden), address).data
    assert data["@type"] == kind
    assert data["url"] == ABOUT.url + address
    assert data["name"]
    assert ("isPartOf" in data) is (kind != "WebSite")


def test_a_customer_is_a_person_or_an_organisation(golden: Path) -> None:
    person = head(site_of(golden), "customers/lovelace/").data["mainEntity"]
    assert person == {"@type": "Person", "name": "艾达·示例", "url": "https://example.org/~ada"}
    assert head(site_of(golden), "customers/ada/").data["mainEntity"] == {"@type": "Person", "name": "Ada Example"}
    file = golden / "decisions" / "customers" / "ada.yml"
    file.write_text(file.read_text().replace("form: person", "form: company"))
    assert head(site_of(golden), "customers/ada/").data["mainEntity"]["@type"] == "Organization"


def test_a_hostile_title_is_text_in_the_head(repository: Repository) -> None:
    record = RECORD.replace("title: T", f"title: {json.dumps(HOSTILE)}")
    site = site_of(repository({"decisions/2026/one.yml": record}), WITH_CARDS)
    content = next(page.render() for page in pages.pages(site) if page.address == "decisions/one/")
    assert content.head.count("<script") == content.head.count("</script") == 1
    seen = Head(content.head)
    assert seen.data["headline"] == HOSTILE
    assert "<!--" not in content.head


def test_a_hostile_title_is_text_in_the_whole_page(repository: Repository) -> None:
    record = RECORD.replace("title: T", f"title: {json.dumps(HOSTILE)}")
    root = repository({**SITE, "decisions/2026/one.yml": record})
    assert build(root) == ""
    page = Head((root / "site" / "decisions" / "one" / "index.html").read_text("utf-8"))
    assert page.data["headline"] == page.metas["og:title"] == HOSTILE


# Open Graph, as the engine and the theme write it.


def test_a_decision_says_what_it_is(built: Path) -> None:
    page = Head((built / "decisions" / "refused" / "index.html").read_text("utf-8"))
    assert {name: value for name, value in page.metas.items() if name.startswith(("og:", "twitter:"))} == {
        "og:type": "article",
        "og:locale": "en_GB",
        "og:site_name": "You said, Example did",
        "og:title": "Print by fax",
        "og:description": "No: Nobody else has asked for it in ten years.",
        "og:url": "https://feedback.example.org/decisions/refused/",
        "og:image": "https://feedback.example.org/assets/card.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "You said, Example did",
        "twitter:card": "summary_large_image",
    }
    assert page.metas["description"] == page.metas["og:description"] == page.data["description"]
    assert page.data["image"] == page.metas["og:image"]


def test_every_page_says_what_it_is(built: Path) -> None:
    for file in built.rglob("index.html"):
        page = Head(file.read_text("utf-8"))
        assert page.metas["og:title"], file
        assert page.metas["og:type"] == ("article" if file.parent.parent.name == "decisions" else "website"), file
        if file.parent.name != "about":
            assert page.metas["og:url"] == page.data["url"], file
            assert page.data["name"], file


def test_every_language_has_a_country() -> None:
    assert set(sharing._LOCALES) == set(LANGUAGES)


def test_the_head_has_a_place_in_the_frame() -> None:
    page = Page(urls.HOME, "", lambda: None, lambda: Content("T", "D", "B", "<meta>"))
    assert Shell(HOME_PLACE, f"<head>{shell.HEAD}</head>{shell.HOME_BODY}").fill(page) == b"<head><meta></head>B"
    assert Shell(HOME_PLACE, f"<head></head>{shell.HOME_BODY}").fill(page) == b"<head></head>B"


def test_embedded_pages_keep_the_head_of_their_host(repository: Repository, caplog: pytest.LogCaptureFixture) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[yousaid: {mode: embedded, cards: true}]")
    root = repository({**SITE, "mkdocs.yml": config})
    assert build(root) == ""
    page = (root / "site" / "decisions" / "plain" / "index.html").read_text()
    assert "ld+json" not in page
    assert "yousaid:head" not in page
    assert not (root / "site" / "assets" / "card.png").exists()
    assert "`cards` draws nothing in the mode `embedded`" in caplog.text


# Pictures.


def size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def made(site: Site) -> dict[str, bytes]:
    return {file.path: file.make() for file in pictures.files(site)}


def colours(data: bytes) -> set[Any]:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    return {colour for _, colour in image.getcolors(1_000) or ()}


def test_the_site_has_a_picture(built: Path) -> None:
    data = (built / "assets" / "card.png").read_bytes()
    assert size(data) == (1200, 630)
    assert len(data) < 30_000
    assert len(colours(data)) > 3, "there is something on it"
    assert not list(built.rglob("decisions/*/card.png"))


def test_every_record_can_have_a_picture(golden: Path) -> None:
    seen = made(site_of(golden, WITH_CARDS))
    assert set(seen) == {
        urls.CARD,
        "decisions/later/card.png",
        "decisions/quiet/card.png",
        "decisions/refused/card.png",
        "decisions/same-wish/card.png",
        "decisions/export-all/card.png",
        "decisions/plain/card.png",
    }, "what the font cannot write has no picture of its own"
    assert len(set(seen.values())) == len(seen)
    assert all(size(data) == (1200, 630) for data in seen.values())
    assert (0xA3, 0x21, 0x2F) in colours(seen["decisions/refused/card.png"])
    assert (0xA3, 0x21, 0x2F) not in colours(seen["decisions/plain/card.png"])


def test_a_page_names_its_own_picture_or_that_of_the_site(golden: Path) -> None:
    site = site_of(golden, WITH_CARDS)
    own = head(site, "decisions/refused/")
    assert own.metas["og:image"] == own.data["image"] == f"{ABOUT.url}decisions/refused/card.png"
    assert own.metas["og:image:alt"] == "Print by fax"
    other = head(site, "decisions/bigger/")
    assert other.metas["og:image"] == ABOUT.url + urls.CARD
    assert other.metas["og:image:alt"] == "Example"
    assert head(site, "noes/").metas["og:image"] == ABOUT.url + urls.CARD


def test_without_any_picture_none_is_named(golden: Path) -> None:
    seen = head(site_of(golden), "decisions/refused/")
    assert "og:image" not in seen.metas
    assert seen.metas["twitter:card"] == "summary"
    assert "image" not in seen.data
    assert made(site_of(golden)) == {}


def test_the_same_words_give_the_same_picture(golden: Path) -> None:
    first = made(site_of(golden, WITH_CARDS))
    pictures._font.cache_clear()
    assert made(site_of(golden, WITH_CARDS)) == first


@pytest.mark.parametrize(
    "title",
    ["a", "W" * 200, " ".join(["word"] * 40), "a " + "W" * 100 + " b", "It’s “so” … ~ {}|\\ <b>"],
)
def test_long_words_and_titles_fit(title: str, repository: Repository) -> None:
    record = RECORD.replace("title: T", f"title: {json.dumps(title)}")
    site = site_of(repository({"decisions/2026/one.yml": record}), WITH_CARDS)
    data = made(site)["decisions/one/card.png"]
    image = Image.open(io.BytesIO(data)).convert("L")
    right = image.crop((1200 - 60, 0, 1200, 630)).getextrema()
    assert right == (255, 255), "nothing runs over the edge"
    middle = image.crop((96, 395, 1100, 415)).getextrema()
    assert middle == (255, 255), "nothing runs into the label"


def test_a_description_that_cannot_be_drawn_is_left_out(repository: Repository) -> None:
    root = repository({})
    seen, empty = (
        made(site_of(root, About("Example", ABOUT.url, words, card="drawn")))[urls.CARD] for words in ("Über uns", "")
    )
    assert seen == empty


def test_a_picture_is_used_that_somebody_made(repository: Repository) -> None:
    root = repository({**SITE, "site_src/assets/card.png": b"our own"})
    assert build(root) == ""
    assert (root / "site" / "assets" / "card.png").read_bytes() == b"our own"
    page = Head((root / "site" / "decisions" / "plain" / "index.html").read_text("utf-8"))
    assert page.metas["og:image"] == "https://feedback.example.org/assets/card.png"


def test_a_name_that_cannot_be_drawn_is_said_once(repository: Repository, caplog: pytest.LogCaptureFixture) -> None:
    config = SITE["mkdocs.yml"].replace("You said, Example did", "お客様の声")
    root = repository({**SITE, "mkdocs.yml": config})
    assert build(root) == ""
    assert len(re.findall("lacks letters of its name", caplog.text)) == 1
    assert "`site_src/assets/card.png`" in caplog.text
    assert not (root / "site" / "assets" / "card.png").exists()
    assert "og:image" not in (root / "site" / "index.html").read_text("utf-8")


def test_a_site_without_an_address_has_no_pictures(repository: Repository, caplog: pytest.LogCaptureFixture) -> None:
    config = SITE["mkdocs.yml"].replace("site_url: https://feedback.example.org/\n", "")
    root = repository({**SITE, "mkdocs.yml": config.replace("[yousaid]", "[yousaid: {cards: true}]")})
    assert build(root) == ""
    assert not list((root / "site").rglob("card.png"))
    assert "og:image" not in (root / "site" / "decisions" / "plain" / "index.html").read_text("utf-8")


@pytest.fixture
def no_pillow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "PIL", None)
    for each in (pictures._is_there, pictures._font, pictures._has):
        each.cache_clear()
    yield
    for each in (pictures._is_there, pictures._font, pictures._has):
        each.cache_clear()


@pytest.mark.usefixtures("no_pillow")
def test_without_pillow_there_are_no_pictures(repository: Repository, caplog: pytest.LogCaptureFixture) -> None:
    root = repository(SITE)
    assert build(root) == ""
    assert not list((root / "site").rglob("card.png"))
    assert "Pillow" not in caplog.text


@pytest.mark.usefixtures("no_pillow")
def test_who_asks_for_pictures_is_told_what_they_need(repository: Repository, caplog: pytest.LogCaptureFixture) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[yousaid: {cards: true}]")
    root = repository({**SITE, "mkdocs.yml": config})
    assert build(root) == ""
    assert "`cards` needs Pillow" in caplog.text
    assert "yousaid[cards]" in caplog.text
    assert not list((root / "site").rglob("card.png"))


def test_the_pictures_of_the_configuration_are_made(repository: Repository) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[yousaid: {cards: true}]")
    root = repository({**SITE, "mkdocs.yml": config})
    assert build(root) == ""
    assert size((root / "site" / "decisions" / "plain" / "card.png").read_bytes()) == (1200, 630)
    assert len([*(root / ".cache/yousaid/cards").iterdir()]) == len([*(root / "site").rglob("card.png")])


def test_a_picture_is_drawn_once_for_all_builds(golden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = pictures._draw

    def drawing(title: str, label: str, below: str, colour: pictures.Colour) -> bytes:
        drawn.append(title)
        return draw(title, label, below, colour)

    monkeypatch.setattr(pictures, "_draw", drawing)
    site, place = site_of(golden, WITH_CARDS), tmp_path / "cards"
    place.mkdir()

    def again(site: Site) -> dict[str, bytes]:
        drawn.clear()
        return {file.path: file.make() for file in pictures.files(site, place)}

    first = again(site)
    assert len(drawn) == len(first) == len([*place.iterdir()]) > 5
    assert (again(site), drawn) == (first, [])
    # Another title is another picture, and the old one is not kept for ever.
    plain = dataclasses.replace(site.by_key["plain"], title="Print twice")
    other = dataclasses.replace(
        site, decisions=tuple(plain if each.key == "plain" else each for each in site.decisions)
    )
    second = again(other)
    assert {path for path in first if first[path] != second[path]} == {"decisions/plain/card.png"}
    assert drawn == ["Print twice"]
    assert len([*place.iterdir()]) == len(first)
    # Another way to draw makes all of them anew.
    monkeypatch.setattr(pictures, "_version", lambda: "another Pillow")
    assert again(other) == second
    assert len(drawn) == len(second)


def test_times_are_those_of_the_records(golden: Path) -> None:
    (golden / "decisions" / "2026" / "plain.yml").write_text(RECORD)
    commit(golden, "2026-04-02T03:04:05Z")
    data = head(site_of(golden), "decisions/plain/").data
    assert data["datePublished"] == "2026-03-01T12:00:00+00:00"
    assert dt.datetime.fromisoformat(data["dateModified"]) == dt.datetime(2026, 4, 2, 3, 4, 5, tzinfo=dt.UTC)
