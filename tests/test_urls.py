"""Addresses: each once, and the ways between them."""

from __future__ import annotations

import re

import pytest

from yousaid import urls
from yousaid.urls import KINDS, PageKind, Section

KEYS = ("export-all", "2026-03", "did")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_lies_in_a_folder_so_that_its_address_has_no_ending(kind: PageKind) -> None:
    for key in KEYS:
        address = kind.at(key)
        assert address == "" or address.endswith("/")
        assert not address.startswith("/"), "a site may lie in a folder of its server"
        assert "{" not in address


def test_no_two_pages_share_an_address() -> None:
    """Not even where a record is called like a folder: keys hold no slash."""
    seen = [kind.at(key, number) for kind in KINDS for key in KEYS for number in (1, 2) if kind.paged or number == 1]
    without_key = sum(1 + kind.paged for kind in KINDS if "{key}" not in kind.pattern)
    with_key = sum(1 + kind.paged for kind in KINDS if "{key}" in kind.pattern)
    assert len(set(seen)) == without_key + with_key * len(KEYS)


def test_every_kind_of_page_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_every_entry_of_the_menu_has_a_page_that_lies_where_it_says() -> None:
    for section in Section:
        assert f"{section}/" in {kind.pattern for kind in KINDS if kind.section is section}


def test_only_the_first_page_of_a_listing_has_the_short_address() -> None:
    assert urls.DECISIONS.at() == "decisions/"
    assert urls.DECISIONS.at(number=1) == "decisions/"
    assert urls.DECISIONS.at(number=2) == "decisions/page/2/"
    assert urls.AREA.at("reports", 12) == "areas/reports/page/12/"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_depths_are_those_of_the_addresses(kind: PageKind) -> None:
    numbers = (1, 2) if kind.paged else (1,)
    assert kind.depths == tuple(kind.at("a", number).count("/") for number in numbers)


@pytest.mark.parametrize(
    ("address", "way"),
    [("", "./"), ("noes/", "../"), ("decisions/x/", "../../"), ("areas/x/page/2/", "../../../../"), ("feed.xml", "./")],
)
def test_the_way_back_leads_to_the_root(address: str, way: str) -> None:
    assert urls.root_from(address) == way


@pytest.mark.parametrize(
    ("address", "file"),
    [("", "index.html"), ("noes/", "noes/index.html"), ("feed.xml", "feed.xml"), ("api/v1/a.json", "api/v1/a.json")],
)
def test_a_server_sends_the_file_that_lies_there(address: str, file: str) -> None:
    assert urls.file_of(address) == file


@pytest.mark.parametrize(
    "site",
    ["https://feedback.example.org", "https://feedback.example.org/", "http://feedback.example.org:8000/"],
)
def test_an_id_changes_neither_with_scheme_nor_port(site: str) -> None:
    assert urls.tag(site, "decisions/x/") == "tag:feedback.example.org,2026:/decisions/x/"
    assert urls.tag(site, "") == "tag:feedback.example.org,2026:/"


def test_sites_in_two_folders_of_a_host_have_ids_of_their_own() -> None:
    one, other = (urls.tag(f"https://example.org/{folder}/", "decisions/x/") for folder in ("acme", "acme/shop"))
    assert one == "tag:example.org,2026:/acme/decisions/x/"
    assert other == "tag:example.org,2026:/acme/shop/decisions/x/"


# RFC 4151, section 2.1; its `pchar` is that of RFC 3986.
PCHAR = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
TAG = re.compile(rf"tag:{LABEL}(?:\.{LABEL})*,[0-9]{{4}}(?:-[0-9]{{2}}){{0,2}}:(?:{PCHAR}|[/?])*")


@pytest.mark.parametrize(
    ("site", "prefix"),
    [
        ("https://bücher.example/", "tag:xn--bcher-kva.example,2026:/"),
        ("https://example.org/お客様/", "tag:example.org,2026:/%E3%81%8A%E5%AE%A2%E6%A7%98/"),
        ("https://example.org/a%20b/c d", "tag:example.org,2026:/a%20b/c%20d/"),
        ("https://user@Example.org:443/~a/(b)/", "tag:example.org,2026:/~a/(b)/"),
    ],
)
def test_an_id_is_written_as_its_rfc_says(site: str, prefix: str) -> None:
    seen = urls.tag(site, "areas/reports/")
    assert seen == f"{prefix}areas/reports/"
    assert TAG.fullmatch(seen)
    assert not TAG.fullmatch(f"{seen}ü")
