"""A webhook gets each payload at most once, and nobody learns its address from what is said."""

from __future__ import annotations

import http.server
import socket
import ssl
import threading
import traceback
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from host import Answer, Host, hosted, saying
from yousaid.announce import posting
from yousaid.announce.posting import PostError, Webhook

SECRET = "services/T0/B0/s3cr3t"
BODY = '{"text":"مرحبا"}'.encode()


@pytest.fixture(autouse=True)
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return how long it waited, without waiting; no proxy stands between."""
    monkeypatch.setenv("no_proxy", "*")
    found: list[float] = []
    monkeypatch.setattr("yousaid.announce.posting.time.sleep", found.append)
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with hosted(tmp_path_factory.mktemp("nothing")) as made:
        yield made


@pytest.fixture
def host(server: Host) -> Host:
    server.answers.clear()
    server.posted.clear()
    return server


def busy(seconds: str) -> Answer:
    return saying(429, b"", **{"Retry-After": seconds})


def refused(host: Host, address: str = SECRET) -> PostError:
    """Post something, and return why it was not taken; the address is said nowhere."""
    with pytest.raises(PostError) as error:
        Webhook(host.url + address).post(BODY)
    said = "".join(traceback.format_exception(error.value)) + repr(Webhook(host.url + address))
    assert "s3cr3t" not in said
    return error.value


def test_a_payload_is_posted_as_it_is(host: Host) -> None:
    Webhook(host.url + SECRET).post(BODY)
    assert host.posted == [(f"/{SECRET}", BODY)]


@pytest.mark.parametrize(
    ("status", "words", "is_unsure"),
    [
        (301, "leads elsewhere", False),
        (307, "leads elsewhere", False),
        (400, "it does not take what was sent", False),
        (404, "there is no such webhook", False),
        (418, "look at it in a browser", False),
        (500, "answers 500; it may have arrived all the same: look there before you send it again", True),
        (503, "answers 503; it may have arrived all the same", True),
    ],
)
def test_what_is_refused_is_not_posted_again(
    host: Host, waited: list[float], status: int, words: str, is_unsure: bool
) -> None:
    host.answers[f"/{SECRET}"] = saying(status, Location=f"{host.url}other")
    error = refused(host)
    assert words in str(error)
    assert error.is_unsure is is_unsure
    assert (len(host.posted), waited) == (1, [])


def test_who_is_told_to_wait_waits(host: Host, waited: list[float]) -> None:
    answers = iter([busy("7"), busy("soon"), saying(200, b"ok")])
    host.answers[f"/{SECRET}"] = lambda handler: next(answers)(handler)
    Webhook(host.url + SECRET).post(BODY)
    assert (len(host.posted), waited) == (3, [7.0, 5.0])


@pytest.mark.parametrize(("seconds", "times"), [("121", 1), ("1", 3)])
def test_nobody_waits_for_ever(host: Host, waited: list[float], seconds: str, times: int) -> None:
    host.answers[f"/{SECRET}"] = busy(seconds)
    error = refused(host)
    assert "takes no more just now; try again later" in str(error)
    assert (len(host.posted), len(waited), error.is_unsure) == (times, times - 1, False)


def test_what_never_left_is_tried_again(host: Host, waited: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/{SECRET}"
        with pytest.raises(PostError, match=r"127\.0\.0\.1:\d+ cannot be reached$") as error:
            Webhook(address).post(BODY)
    assert (waited, error.value.is_unsure) == ([1.0, 5.0], False)


def test_what_broke_off_may_have_arrived(host: Host) -> None:
    def broken(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.connection.shutdown(socket.SHUT_RDWR)

    host.answers[f"/{SECRET}"] = broken
    error = refused(host)
    assert "broke off; it may have arrived all the same" in str(error)
    assert (len(host.posted), error.is_unsure) == (1, True)


def test_what_took_too_long_may_have_arrived(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "_SECONDS", 0.05)
    gone = threading.Event()

    def slow(_: http.server.BaseHTTPRequestHandler) -> None:
        gone.wait(5)

    host.answers[f"/{SECRET}"] = slow
    error = refused(host)
    assert "took too long; it may have arrived all the same" in str(error)
    gone.set()
    assert len(host.posted) == 1


def test_a_certificate_that_is_not_trusted_takes_nothing(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    def untrusted(*_: object, **__: object) -> None:
        raise urllib.error.URLError(ssl.SSLCertVerificationError("self-signed"))

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", untrusted)
    error = refused(host)
    assert "is not trusted on this machine" in str(error)
    assert not error.is_unsure


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hooks.example.org/s3cr3t",
        "ftp://hooks.example.org/s3cr3t",
        "https://user:s3cr3t@hooks.example.org/",
        "https://hooks.example.org/s3cr3t#x",
        "https://hooks.example.org/s3cr3t\r\nHost: x",
        "https://hooks.example.org/s3cr3tü",
        "http://hooks.example.org/s3cr3t",
        "/etc/passwd",
    ],
)
def test_what_is_no_safe_address_is_refused_without_being_repeated(address: str) -> None:
    with pytest.raises(PostError, match=r"^the address of a webhook must") as error:
        Webhook(address)
    assert "s3cr3t" not in str(error.value)


def test_its_host_may_be_said() -> None:
    webhook = Webhook("https://hooks.example.org:8443/s3cr3t")
    assert webhook.name == "hooks.example.org:8443"
    assert repr(webhook) == "Webhook()"
