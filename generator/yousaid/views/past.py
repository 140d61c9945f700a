"""What may be said of a record's past: nothing that today's texts might not say, and nothing that was taken back."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from yousaid.history import History, Move, Past, Wording
from yousaid.model import OUTCOMES, Confidential, Customer, Decision, Form, Outcome
from yousaid.prose import hidden_links
from yousaid.rules import Corpus
from yousaid.rules.private import is_private

_WORD = re.compile(r"[^\W_]+")
# Scripts that put no blanks between words: Thai, Lao, Khmer and Burmese; Chinese and Japanese; Korean.
_UNDIVIDED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def may_be_named(customer: Customer, today: dt.date) -> bool:
    """Tell whether a customer may be identified on that day: by name, key, link and affiliation."""
    if customer.name is None or customer.withdrawn is not None:
        return False
    consent = customer.consent
    return consent is not None and (consent.expires is None or consent.expires >= today)


@dataclass(frozen=True, slots=True)
class Unsayable:
    """Names of which an old text must not remind anybody: of customers who may not be named, and those once held."""

    divided: dict[str, set[str]]
    """By their first word."""
    undivided: set[str]
    surnames: set[str]
    """Last words of names: such a part tells as much as the whole, where it is written as a name."""

    @classmethod
    def of(cls, corpus: Corpus, history: History, today: dt.date) -> Unsayable:
        """Collect them."""
        divided: dict[str, set[str]] = defaultdict(set)
        undivided, surnames = set(), set()
        for name in _names(corpus, history, today):
            words = _words(name)
            flat = " ".join(words).casefold()
            if _UNDIVIDED.search(name):
                undivided.add(flat)
            elif words:
                divided[words[0].casefold()].add(flat)
                surnames |= _written_large(words[1:][-1:])
        return cls(dict(divided), undivided, surnames)

    def stands_in(self, text: str) -> bool:
        """Tell whether a text holds one of them, in small or capital letters, with or without marks and accents."""
        if not (self.divided or self.undivided):
            return False
        words = _words(text)
        flat = f" {' '.join(words).casefold()} "
        names = (name for first in self.divided.keys() & set(flat.split()) for name in self.divided[first])
        return (
            any(f" {name} " in flat for name in names)
            or any(name in flat for name in self.undivided)
            or not self.surnames.isdisjoint(_written_large(words))
        )


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
    for names in history.former.values():
        yield from (each.name for each in names)
    for key, entry in corpus.customers.items():
        customer = entry.value
        if not may_be_named(customer, today) and (customer.withdrawn or customer.form is not Form.DESCRIBED):
            yield customer.name or ""
            if "-" in key:
                yield key.replace("-", " ")  # a key often is a name


def _words(text: str) -> list[str]:
    """Return the words of a text without accents, and without the marks of Markdown between them."""
    plain = unescape(text)
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _WORD.findall(plain)


def _written_large(words: list[str]) -> set[str]:
    """Return the words that begin as a name does, in small letters; some scripts have but one kind of letters."""
    return {word.casefold() for word in words if len(word) > 2 and not word[0].islower()}
