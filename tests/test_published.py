"""What is public is read from a folder or from the web, and nothing that is read there gives an order."""

from __future__ import annotations

import http.server
import os
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from host import Host, hosted, saying
from yousaid import published as module
from yousaid.published import Folder, NowhereError, PublishedError, Web, document, published

PAGES = {
    "index.html": b"home",
    "decisions/x/index.html": b"a record",
    "\u00fcber/index.html": b"about",
    "data.json": b'{"a": 1}',
    "100%/index.html": b"all",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, content in PAGES.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(content)
    (tmp_path / "secret").write_text("secret")
    return tmp_path / "site"


@pytest.fixture
def host(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setattr(module, "_PAUSES", (0, 0))
    monkeypatch.setenv("no_proxy", "*")
    with hosted(folder) as made:
        yield made


@pytest.mark.parametrize("on_the_web", [False, True])
def test_an_address_shows_what_a_server_sends_for_it(folder: Path, host: Host, on_the_web: bool) -> None:
    site = published(host.url if on_the_web else str(folder))
    assert site.read("") == b"home"
    assert site.read("decisions/x/") == b"a record"
    assert site.read("%C3%BCber/") == b"about"
    assert site.read("100%25/") == b"all"
    assert site.read("data.json", 3) == b'{"a'
    assert site.read("nothing/") is None
    assert document(site, "data.json") == {"a": 1}
    assert document(site, "nothing.json") is None
    assert site.files() == (frozenset() if on_the_web else frozenset(PAGES))


@pytest.mark.parametrize(
    "address", ["../secret", "decisions/../../secret", "%2e%2e/secret", "a\0b", "decisions/x", "/"]
)
def test_nothing_beside_a_folder_is_read(folder: Path, address: str) -> None:
    assert Folder(folder).read(address) is None
    assert Folder(folder / "index.html").read("") is None


def test_a_folder_that_may_not_be_read_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(PublishedError, match=r"index.html cannot be read: Permission denied"):
        Folder(folder).read("")


@pytest.mark.parametrize(
    "where",
    ["ftp://feedback.example.org/", "file:///etc/passwd", "https://", "https://x/?a=b", "https://x/#a", "http://[x/"],
)
def test_only_the_web_and_folders_are_places(where: str) -> None:
    with pytest.raises(PublishedError, match="must be a folder or an address"):
        published(where)


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(PublishedError, match="must not hold a password") as found:
        published("https://ada:secret@feedback.example.org/")
    assert "secret" not in str(found.value)


def test_an_address_ends_where_the_site_begins() -> None:
    assert published("https://feedback.example.org/said").name == "https://feedback.example.org/said/"
    assert published("HTTPS://feedback.example.org/b\u00fcro").name.endswith("/b%C3%BCro/")


def test_nothing_that_is_gone_is_asked_for_twice(host: Host) -> None:
    host.answers["/"] = saying(410)
    assert published(host.url).read("") is None
    assert host.asked == ["/"]


@pytest.mark.parametrize("status", [401, 403, 451])
def test_a_refusal_is_repeated_in_words(host: Host, status: int) -> None:
    host.answers["/"] = saying(status)
    with pytest.raises(PublishedError, match=f"its host says {status}"):
        published(host.url).read("")
    assert len(host.asked) == 1


def test_a_bad_moment_passes(host: Host) -> None:
    def bad_at_first(handler: http.server.BaseHTTPRequestHandler) -> None:
        saying(*((503,) if len(host.asked) < 3 else (200, b"well")))(handler)

    host.answers["/"] = bad_at_first
    assert published(host.url).read("") == b"well"
    host.answers["/"] = saying(503)
    with pytest.raises(PublishedError, match="its host says 503"):
        published(host.url).read("")
    assert len(host.asked) == 6


def test_what_breaks_off_is_no_answer(host: Host) -> None:
    host.answers["/"] = saying(200, b"half of", **{"Content-Length": "100"})
    with pytest.raises(PublishedError, match="it broke off"):
        published(host.url).read("")
    assert published(host.url).read("", 4) == b"half", "more of it was not wanted"


def test_what_drips_is_not_waited_for_without_end(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS", -1)
    with pytest.raises(PublishedError, match="not all of it came within"):
        published(host.url).read("")
    monkeypatch.setattr(module, "_SILENCE", 0.05)
    host.answers["/"] = lambda handler: time.sleep(0.5)
    with pytest.raises(PublishedError, match="timed out"):
        published(host.url).read("")


def test_a_page_may_lead_on_within_the_web(host: Host) -> None:
    host.answers["/old/"] = saying(301, Location="/decisions/x/")
    assert published(host.url).read("old/") == b"a record"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "data:,x"])
def test_a_page_leads_nowhere_else(host: Host, target: str) -> None:
    host.answers["/old/"] = saying(302, Location=target)
    with pytest.raises(PublishedError, match=r"leads on to|its host says 302"):
        published(host.url).read("old/")


def test_what_came_safely_does_not_lead_on_to_what_does_not() -> None:
    request = urllib.request.Request("https://feedback.example.org/")
    with pytest.raises(PublishedError, match=r"leads on to `http://feedback.example.org/`, where nothing is read"):
        module._Careful().redirect_request(request, None, 302, "", {}, "http://feedback.example.org/")


def test_pages_that_lead_to_each_other_end(host: Host) -> None:
    host.answers["/a/"], host.answers["/b/"] = saying(302, Location="/b/"), saying(302, Location="/a/")
    with pytest.raises(PublishedError, match="its host says 302"):
        published(host.url).read("a/")


def test_a_host_that_does_not_answer_is_not_one_that_is_not_there(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(PublishedError, match="refused; try again") as found:
            published(f"http://127.0.0.1:{taken.getsockname()[1]}/").read("")
    assert not isinstance(found.value, NowhereError)

    def fails(*words: object, **_: object) -> None:
        raise socket.gaierror(error, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    error = socket.EAI_NONAME
    with pytest.raises(NowhereError, match="there is no host of that name"):
        published("http://feedback.example.org/").read("")
    error = socket.EAI_AGAIN
    with pytest.raises(PublishedError, match="try again") as found:
        published("http://feedback.example.org/").read("")
    assert not isinstance(found.value, NowhereError)


@pytest.mark.parametrize("data", [b"<html>", b"\xff\xfe", b"[" * 100_000, b""])
def test_what_is_no_document_is_refused(folder: Path, data: bytes) -> None:
    (folder / "data.json").write_bytes(data)
    with pytest.raises(PublishedError, match=r"data.json of .* is no JSON of yousaid"):
        document(Folder(folder), "data.json")


def test_what_is_too_large_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 7)
    with pytest.raises(PublishedError, match=r"data.json"):
        document(Folder(folder), "data.json")


def test_a_proxy_is_gone_through(host: Host, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", host.url)
    host.answers["http://feedback.example.org/"] = saying(200, b"by proxy")
    assert os.environ["http_proxy"] == host.url
    assert published("http://feedback.example.org/").read("") == b"by proxy"
    assert isinstance(published("http://feedback.example.org/"), Web)
