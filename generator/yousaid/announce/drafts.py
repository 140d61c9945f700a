"""Letters as drafts: a file of its own for each, to be opened in a mail program, read, and sent by a person.

Internet messages after RFC 5322, without a date and an id, which the mail program adds. `X-Unsent` makes Outlook open
them as drafts, and so does Thunderbird with an add-on (https://github.com/lieser/X-Unsent_support). An address stands
there only if the organisation's own table has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial

from yousaid.announce.objects import Telling
from yousaid.announce.said import Letter, Said
from yousaid.outputs.output import File
from yousaid.prose import cut

_LONGEST = 200


def render(telling: Telling, said: Said) -> Iterator[File]:
    """Yield a draft for each letter, named by the key of the customer and the id of the record."""
    del telling
    for letter in said.letters:
        message = letter.message
        path = f"drafts/{message.customer}--{message.decision.key}.eml"
        yield File(path, partial(_draft, letter, said.language.code))


def _draft(letter: Letter, language: str) -> bytes:
    draft = EmailMessage(policy=SMTP)
    if letter.to:
        draft["To"] = Address(_literal(letter.to.name), addr_spec=letter.to.email)
    draft["Subject"] = _literal(letter.subject)
    draft["X-Unsent"] = "1"
    draft.set_content(f"{letter.text}\n", charset="utf-8", cte="quoted-printable")
    draft["Content-Language"] = language
    return draft.as_bytes()


def _literal(words: str) -> str:
    """Return words for a header that a reader does not decode: `=?` begins an encoded word (RFC 2047)."""
    return cut(words, _LONGEST).replace("=?", "=\u200b?")
