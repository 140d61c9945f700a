"""Letters as drafts: a file of its own for each, to be opened in a mail program, read, and sent by a person.

Internet messages after RFC 5322, without a date and an id, which the mail program adds. `X-Unsent` makes Outlook open
them as drafts, and so does Thunderbird with an add-on (https://github.com/lieser/X-Unsent_support). An address stands
there only if the organisation's own table has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import quote
from functools import partial

from yousaid.announce.objects import Telling
from yousaid.announce.said import Letter, Said
from yousaid.outputs.output import File
from yousaid.prose import cut

_LONGEST = 200
_PLAIN = 60


def render(telling: Telling, said: Said) -> Iterator[File]:
    """Yield a draft for each letter, named by the key of the customer and the id of the record."""
    del telling
    for letter in said.letters:
        message = letter.message
        path = f"drafts/{message.customer}--{message.decision.key}.eml"
        yield File(path, partial(_draft, letter, said.language.code))


def _draft(letter: Letter, language: str) -> bytes:
    draft = EmailMessage(policy=SMTP)
    draft["X-Unsent"] = "1"
    draft.set_content(f"{letter.text}\n", charset="utf-8", cte="quoted-printable")
    draft["Content-Language"] = language
    return "".join(_headers(letter)).encode() + draft.as_bytes()


def _headers(letter: Letter) -> Iterator[str]:
    """Yield the headers with words in them. `EmailMessage` loses blanks of theirs (python/cpython#92081)."""
    if letter.to:
        name = _words("To", letter.to.name)
        # A plain name is quoted, since some signs mean something beside an address.
        name = f'"{quote(name)}"' if name and name == letter.to.name else name
        yield f"To: {name}\r\n <{letter.to.email}>\r\n" if name else f"To: {letter.to.email}\r\n"
    yield f"Subject: {_words('Subject', letter.subject)}\r\n"


def _words(header: str, words: str) -> str:
    """Return words of a header, encoded if they are long or hold other letters than those of English (RFC 2047).

    What begins with `=?` is encoded too, since readers take it for something that is.
    """
    shown = cut(words, _LONGEST)
    if shown.isascii() and len(shown) <= _PLAIN and "=?" not in shown:
        return shown
    return Header(shown, "utf-8", header_name=header).encode(linesep="\r\n")
