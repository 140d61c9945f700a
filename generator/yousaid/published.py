"""What is public now: a site in a folder, or on the web. Whatever is read there is data of others.

By the standard library: it goes through the proxy of an organisation and trusts whom its machine trusts.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, unquote, urljoin, urlsplit

from yousaid.diagnostics import printable, quoted
from yousaid.urls import file_of

MOST = 500_000_000
"""The most bytes that any file of a site may have; the data of 100,000 records has 300 MB."""
_SILENCE = 30
_SECONDS = 600
_PAUSES = (0.5, 2.0)
_PIECE = 1 << 16
_LATER = {429, 500, 502, 503, 504}
_SCHEMES = {"http": {"http", "https"}, "https": {"https"}}
"""Where a page of each scheme may lead on to."""


class PublishedError(Exception):
    """What is public cannot be read; the message says why in a sentence, and what to do."""


class NowhereError(PublishedError):
    """Nobody answers to that name: nothing can be public there."""


class _BadMomentError(PublishedError):
    """It could not be read just now."""


class Published(Protocol):
    """A site that may be public."""

    @property
    def name(self) -> str:
        """Where it is, as its reader would type it."""

    def read(self, address: str, most: int = MOST) -> bytes | None:
        """Return the first bytes of what an address of the site shows, or nothing if nothing is there."""

    def files(self) -> frozenset[str]:
        """Return the paths of all files, as far as that can be known."""


def published(where: str) -> Published:
    """Return the site at an address or in a folder. Raises :class:`PublishedError` as its methods do."""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", where):
        return Folder(Path(where))
    try:
        parts = urlsplit(where)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    if not named or parts.scheme.lower() not in _SCHEMES or parts.query or parts.fragment:
        raise PublishedError(f"{quoted(where)} must be a folder or an address, as in `https://feedback.example.org/`")
    if "@" in parts.netloc:
        raise PublishedError("an address must not hold a password, since it is repeated in what is said here")
    return Web(quote(where if where.endswith("/") else f"{where}/", safe="/:%@!$&'()*+,;=~[]"))


@dataclass(frozen=True, slots=True)
class Folder:
    """A site in a folder."""

    place: Path

    @property
    def name(self) -> str:
        """The folder."""
        return printable(str(self.place))

    def read(self, address: str, most: int = MOST) -> bytes | None:
        """Return the first bytes of the file that a server would send for an address."""
        path = file_of(unquote(address))
        if path.startswith("/") or {".", ".."} & set(path.split("/")):
            return None
        try:
            with (self.place / path).open("rb") as file:
                return file.read(most)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
            return None
        except OSError as error:
            raise PublishedError(f"{printable(str(self.place / path))} cannot be read: {error.strerror}") from error

    def files(self) -> frozenset[str]:
        """Return the paths of all files below the folder."""
        return frozenset(self._below())

    def _below(self) -> Iterator[str]:
        for folder, _, names in os.walk(self.place):
            inside = Path(folder).relative_to(self.place).as_posix()
            yield from (name if inside == "." else f"{inside}/{name}" for name in names)


class _Careful(urllib.request.HTTPRedirectHandler):
    """Goes where a page leads on to, if that is no less safe than where it came from."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in _SCHEMES[req.type]:
            raise PublishedError(f"{printable(req.full_url)} leads on to {quoted(newurl)}, where nothing is read")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    """Return what opens addresses of the web and no others: no file of this machine, for one."""
    made = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Careful(),
    ):
        made.add_handler(handler)
    # Some hosts refuse whoever gives no name; no cache on the way shall answer with an older site.
    made.addheaders = [("User-Agent", "yousaid"), ("Cache-Control", "no-cache"), ("Accept-Encoding", "identity")]
    return made


@dataclass(frozen=True, slots=True)
class Web:
    """A site on the web."""

    name: str
    _open: urllib.request.OpenerDirector = field(default_factory=_opener, repr=False, compare=False)

    def read(self, address: str, most: int = MOST) -> bytes | None:
        """Return the first bytes of what is sent for an address; after a bad moment it asks again."""
        url = urljoin(self.name, quote(address, safe="/%:@!$&'()*+,;=~"))
        for pause in _PAUSES:
            try:
                return self._ask(url, most)
            except _BadMomentError:
                time.sleep(pause)
        return self._ask(url, most)

    def _ask(self, url: str, most: int) -> bytes | None:
        try:
            with self._open.open(url, timeout=_SILENCE) as answer:
                return _body(answer, most)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in {404, 410}:
                return None
            kind = _BadMomentError if error.code in _LATER else PublishedError
            raise kind(f"{url} cannot be read: its host says {error.code}; look at it in a browser") from error
        except (OSError, http.client.HTTPException) as error:
            why = getattr(error, "reason", error)
            if isinstance(why, socket.gaierror) and why.errno == socket.EAI_NONAME:
                raise NowhereError(f"{url} cannot be read: there is no host of that name") from error
            said = printable(str(why)) or type(why).__name__
            raise _BadMomentError(f"{url} cannot be read: {said}; try again, or look at it in a browser") from error

    def files(self) -> frozenset[str]:
        """Return nothing: the web gives no list."""
        return frozenset()


def _body(answer: Any, most: int) -> bytes:
    """Return the first bytes of an answer. Raises OSError where it breaks off, or drips on for too long."""
    until, parts, size = time.monotonic() + _SECONDS, list[bytes](), 0
    while size < most and (part := answer.read1(min(_PIECE, most - size))):
        parts.append(part)
        size += len(part)
        if time.monotonic() > until:
            raise TimeoutError(f"not all of it came within {_SECONDS} seconds")
    if size < most and answer.length:
        raise ConnectionError("it broke off")
    return b"".join(parts)


def document(site: Published, address: str) -> Any:
    """Return what a document of JSON says, or nothing if it is not there."""
    data = site.read(address, MOST + 1)
    if data is None:
        return None
    with contextlib.suppress(ValueError, RecursionError):
        if len(data) <= MOST:
            return json.loads(data)
    raise PublishedError(f"{address} of {site.name} is no JSON of yousaid; name the place where its site is published")
