"""What may be said of a record's past: nothing that today's texts might not say, and nothing that was taken back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from yousaid.history import History, Move, Past, Wording
from yousaid.model import OUTCOMES, Confidential, Customer, Decision, Form, Outcome
from yousaid.naming import Names, bare
from yousaid.prose import hidden_links
from yousaid.rules import Corpus
from yousaid.rules.private import is_private
from yousaid.rules.vanished import taken_out

_WORD = re.compile(r"[^\W_]+")


def may_be_named(customer: Customer, today: dt.date) -> bool:
    """Tell whether a customer may be identified on that day: by name, key, link and affiliation."""
    if customer.name is None or customer.withdrawn is not None:
        return False
    consent = customer.consent
    return consent is not None and (consent.expires is None or consent.expires >= today)


@dataclass(frozen=True, slots=True)
class Unsayable:
    """Names of which an old text must not remind anybody: of customers who may not be named, and those once held."""

    names: Names[None]
    surnames: set[str]
    """Last words of names: such a part tells as much as the whole, where it is written as a name."""

    @classmethod
    def of(cls, corpus: Corpus, history: History, today: dt.date) -> Unsayable:
        """Collect them."""
        names = tuple(_names(corpus, history, today))
        surnames = {word for name in names for word in _written_large(_words(name)[1:][-1:])}
        return cls(Names(((name, None) for name in names), any_case=True), surnames)

    def stands_in(self, text: str) -> bool:
        """Tell whether a text holds one of them, in small or capital letters, with or without marks and accents."""
        if not self.names:
            return False
        return any(self.names.found(text)) or not self.surnames.isdisjoint(_written_large(_words(text)))


def shown(past: Past, record: Decision, redacted: Callable[[str], str], unsayable: Unsayable) -> Past:
    """Return the past of a record as everybody may see it."""
    silent = isinstance(record.reason, Confidential) or record.outcome is Outcome.WITHDRAWN
    wordings = () if silent else tuple(_wordings(past, redacted, unsayable))
    # An outcome that is none (any more) is some text that nobody has looked at.
    moves = tuple([each if each.outcome in OUTCOMES else Move(each.when, "") for each in past.moves])
    return Past(past.first, moves, wordings, past.names)


def _wordings(past: Past, redacted: Callable[[str], str], unsayable: Unsayable) -> Iterator[Wording]:
    for each in past.wordings:
        before, after = redacted(each.before), redacted(each.after)
        if before.split() != after.split() and not any(
            hidden_links(text) or is_private(text) or unsayable.stands_in(text) for text in (before, after)
        ):
            yield Wording(each.when, each.field, before, after)


def _names(corpus: Corpus, history: History, today: dt.date) -> Iterator[str]:
    yield from taken_out(history)
    for key, entry in corpus.customers.items():
        customer = entry.value
        if not may_be_named(customer, today) and (customer.withdrawn or customer.form is not Form.DESCRIBED):
            yield customer.name or ""
            if "-" in key:
                yield key.replace("-", " ")  # a key often is a name


def _words(text: str) -> list[str]:
    """Return the words of a text without accents, and without the marks of Markdown between them."""
    return _WORD.findall(bare(unescape(text)))


def _written_large(words: list[str]) -> set[str]:
    """Return the words that begin as a name does, in small letters; some scripts have but one kind of letters."""
    return {word.casefold() for word in words if len(word) > 2 and not word[0].islower()}
