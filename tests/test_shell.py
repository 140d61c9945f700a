"""The frame of the theme, filled for many pages."""

from __future__ import annotations

import pytest

from yousaid import shell, urls
from yousaid.outputs.output import Content, Page
from yousaid.shell import HOME_PLACE, PLACES, Place, Shell, ShellError, place_of, unfilled

PLACE = Place(urls.Section.NOES, 1)
HTML = (
    f'<title>{shell.TITLE} - Site</title><meta content="{shell.DESCRIPTION}">'
    f'<link href="https://example.org/{PLACE.address}">{shell.BODY}<footer>{shell.TITLE}</footer>'
)


def page(**values: str) -> Page:
    content = Content(values.get("title", "T"), values.get("description", "D"), values.get("body", "B"))
    return Page(urls.NOES, "noes/", lambda: None, lambda: content)


def test_every_slot_is_filled_wherever_it_stands() -> None:
    data = Shell(PLACE, HTML).fill(page(title="Noes", description="All", body="<p>x</p>"))
    assert data == (
        b'<title>Noes - Site</title><meta content="All"><link href="https://example.org/noes/">'
        b"<p>x</p><footer>Noes</footer>"
    )


def test_titles_are_text() -> None:
    assert b'content="&quot;&lt;b&gt;&#x27;"' in Shell(PLACE, HTML).fill(page(description="\"<b>'"))


def test_what_looks_like_a_slot_in_a_record_is_text() -> None:
    data = Shell(PLACE, HTML).fill(page(title=shell.DESCRIPTION, body=f"{shell.TITLE} {shell.BODY}")).decode()
    assert f"<title>{shell.DESCRIPTION} - Site</title>" in data
    assert f"{shell.TITLE} {shell.BODY}<footer>" in data


@pytest.mark.parametrize("html", [HTML.replace(shell.BODY, ""), HTML + shell.BODY])
def test_a_theme_that_loses_or_doubles_the_content_is_refused(html: str) -> None:
    with pytest.raises(ShellError, match="exactly once"):
        Shell(PLACE, html)


def test_a_theme_that_changes_a_slot_is_refused() -> None:
    with pytest.raises(ShellError, match="yousaid-slot-titl"):
        Shell(PLACE, HTML.replace(shell.TITLE, "yousaid-slot-titl"))


def test_a_home_page_without_a_place_says_what_to_add() -> None:
    with pytest.raises(ShellError, match="yousaid:home"):
        Shell(HOME_PLACE, "<p>Welcome</p>")


def test_what_was_not_filled_is_found() -> None:
    assert list(unfilled(HTML + shell.HOME_BODY)) == [
        shell.TITLE,
        shell.DESCRIPTION,
        "yousaid-shell-n",
        shell.BODY,
        shell.TITLE,
        shell.HOME_BODY,
    ]
    assert list(unfilled("<!-- yousaid is a tool -->")) == []


def test_there_is_a_shell_for_every_kind_and_depth() -> None:
    for kind in urls.KINDS:
        for number in (1, 2) if kind.paged else (1,):
            assert place_of(Page(kind, kind.at("key", number), lambda: None, page().render)) in PLACES
    assert len({place.address for place in PLACES}) == len(PLACES) < 17
    assert all(place.address.count("/") == place.depth for place in PLACES)
