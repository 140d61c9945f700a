"""A payload to a webhook, once: asked again only where nobody can have taken it, and its address is said nowhere.

Whoever knows the address of a webhook can post there, so it is a secret: it stands in no message and in no error. It
goes through the proxy of an organisation and trusts whom its machine trusts, as all that comes from the library.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

from yousaid.model.values import is_web_address

_SECONDS = 30
_PAUSES = (1.0, 5.0)
_LONGEST = 120
"""The most seconds that we wait when we are told to."""
_HERE = {"localhost", "127.0.0.1", "::1"}
_REFUSED = (ConnectionRefusedError, socket.gaierror)
"""What happens before a single byte of ours has left."""
_HINTS = {
    400: "it does not take what was sent: look whether it is a webhook of that kind",
    401: "it does not know its address any more: make a new webhook",
    403: "it does not know its address any more: make a new webhook",
    404: "there is no such webhook: make a new one",
    410: "there is no such webhook any more: make a new one",
    413: "it takes nothing of that size",
}


class PostError(Exception):
    """A payload was not taken; the message says why in a sentence.

    ``is_unsure`` where it may have been taken all the same: then a person has to look.
    """

    def __init__(self, why: str, *, is_unsure: bool = False) -> None:
        doubt = "; it may have arrived all the same: look there before you send it again"
        super().__init__(f"{why}{doubt if is_unsure else ''}")
        self.is_unsure = is_unsure


class _NotTakenError(PostError):
    """Nobody has taken it, and after some seconds somebody may."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """Posts nothing to where an answer points: it would get the payload, and nobody has named it."""

    def redirect_request(self, *_: Any) -> None:
        """Follow no redirect."""
        return


@dataclass(frozen=True, slots=True)
class Webhook:
    """A place that takes payloads."""

    address: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no address to post to. Raises :class:`PostError`."""
        good = self.address.isascii() and is_web_address(self.address)
        parts = urlsplit(self.address) if good else None
        if parts is None or parts.fragment:
            raise PostError("the address of a webhook must be a whole one, as in `https://hooks.example.org/…`")
        if parts.scheme != "https" and parts.hostname not in _HERE:
            raise PostError("the address of a webhook must begin with `https://`, since everybody could read it else")

    @property
    def name(self) -> str:
        """Its host, which may be said."""
        return urlsplit(self.address).netloc

    def post(self, body: bytes) -> None:
        """Post a payload. Raises :class:`PostError`."""
        for pause in _PAUSES:
            try:
                return self._post(body)
            except _NotTakenError as error:
                if (error.seconds or 0) > _LONGEST:
                    raise
                time.sleep(pause if error.seconds is None else error.seconds)
        return self._post(body)

    def _post(self, body: bytes) -> None:
        request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
            self.address, body, {"Content-Type": "application/json; charset=utf-8", "User-Agent": "yousaid"}
        )
        # Causes are left out, since they may hold the address.
        try:
            urllib.request.build_opener(_NoDetour).open(request, timeout=_SECONDS).close()
        except urllib.error.HTTPError as error:
            error.close()
            raise self._answered(error.code, error.headers) from None
        except (OSError, http.client.HTTPException) as error:
            why = getattr(error, "reason", error)
            if isinstance(why, _REFUSED):
                raise _NotTakenError(f"{self.name} cannot be reached") from None
            if isinstance(why, ssl.SSLCertVerificationError):
                raise PostError(f"the certificate of {self.name} is not trusted on this machine") from None
            said = "took too long" if isinstance(why, TimeoutError) else "broke off"
            raise PostError(f"the connection to {self.name} {said}", is_unsure=True) from None

    def _answered(self, code: int, headers: Message) -> Exception:
        if code == 429:
            seconds = headers.get("Retry-After", "")
            wait = float(seconds) if seconds.isascii() and seconds.isdigit() else None
            return _NotTakenError(f"{self.name} takes no more just now; try again later", wait)
        if code >= 500:
            return PostError(f"{self.name} answers {code}", is_unsure=True)
        hint = _HINTS.get(code, "look at it in a browser") if code >= 400 else "it leads elsewhere: name that place"
        return PostError(f"{self.name} answers {code}; {hint}")
