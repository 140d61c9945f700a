"""People who are named where they should not be: outside their own file, or without having been asked at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol, TypeVar

from pydantic import BaseModel

from yousaid.decode import Entry
from yousaid.mistakes import Path
from yousaid.model import Customer, Form
from yousaid.naming import Found, Names, is_full, name_key
from yousaid.rules.corpus import Corpus, Finding, Findings, advice
from yousaid.rules.glance import Glance, strings, without_code
from yousaid.rules.words import GIVEN_NAMES, NO_NAMES, TITLES

T = TypeVar("T")
_HINTS = GIVEN_NAMES | TITLES
_NO_NAME_IN_KEY = re.compile("[0-9]|customer|user|anonym")
_LINKED = re.compile(r"\[[^\[\]]*\]\(customer:[^()]*\)")
"""A link to a customer, whose words become “a customer” by themselves."""

_NAME = r"[A-ZÀ-Þ][a-zß-ÿ]{1,20}"  # looked up in the list, which is too long for a pattern
_LAST = r"(?:[A-Z]\.\s+)?(?:(?:van|von|de|da|der|den|del|di|la|le)\s+){0,3}[A-ZÀ-Þ][\w’'-]+"
_BY = (
    r"(?:(?i:asked|requested|suggested|reported|raised|proposed|found|noticed|mentioned|written|made|fixed|tested)"
    r"(?:\s+\w+)?\s+by|[Tt]hanks\s+(?:\w+\s+)?to|[Tt]hank\s+you,?|[Aa]ccording\s+to|[Kk]udos\s+to|[Cc]redit\s+to"
    r"|(?:[Vv]orgeschlagen|[Gg]ewünscht|[Gg]emeldet|[Gg]efragt)\s+von|[Dd]anke?\s+an|(?:[Oo]ur|[Aa])\s+(?:customer|client|user|member),?|[Uu]nsere?\s+Kund(?:e|in),?)"
)
_SAYS = r"(?:says?|said|asked|asks|told|wrote|writes|suggest(?:s|ed)|reported|complained|explained|wants|wanted|thinks)"
_POLITE = (
    r"(?:(?:Mr|Mrs|Ms|Dr)\.?|Herrn?|Frau|Mme\.?)\s+(?:Dr\.?\s+|Prof\.?\s+)?(?!Word\b|Excel\b|Office\b|Teams\b)"
    r"[A-Z][a-zà-ÿ]{2,}(?:-[A-Z]\w+)?"
)
_WHO = r"(?:\s+\([^()\n]{1,60}\)|,\s[^,.;:!?\n]{1,60},)?"
"""What may stand between a name and what they said: their company, their job."""
_PERSON = re.compile(
    rf"{_BY}\s+(?P<by>{_NAME}\s+{_LAST})|\b(?P<polite>{_POLITE})\b|\b(?P<says>{_NAME}\s+{_LAST}){_WHO}\s+{_SAYS}\b"
)
_HANDLE = re.compile(
    r"(?:(?:[Tt]hanks|[Tt]hank\s+you|[Kk]udos|[Cc]redit)(?:,?\s+to)?"
    r"|(?i:asked|requested|suggested|reported|raised|proposed)\s+by"
    r"|\bcc)[:,]?\s+\[?(?P<handle>@[A-Za-z][\w-]{1,38})(?![\w/.-]*[\w/])"
)
_RELATION = re.compile(
    r"\b[Mm]y\s+(?:[\w’']+\s+)?(?:colleague|co-?worker|boss|manager|assistant|secretary|wife|husband|partner|daughter|son|mother|"
    r"father|mum|mom|dad|sister|brother|aunt|uncle|friend|neighbou?r|teacher|nurse|doctor|patient|pupil|student|trainee|"
    r"intern),?\s+(?P<english>[A-Z][a-zà-ÿ]{2,})\b"
    r"|\b[Mm]ein(?:e[nmrs]?)?\s+(?:Kolleg(?:e|en|in)|Chef(?:in)?|Frau|Mann|Tochter|Sohn|Mutter|Vater|Schwester|Bruder|"
    r"Freund(?:in)?|Nachbarn?|Nachbarin|Mitarbeiter(?:in)?|Lehrer(?:in)?),?\s+(?P<german>[A-ZÄÖÜ][a-zäöüß]{2,})\b"
    r"|\b(?:[Oo]ur|[Hh]is|[Hh]er|[Tt]heir)\s+(?:[\w’']+\s+)?(?:colleague|co-?worker|boss|manager|assistant|secretary|teacher|nurse|"
    rf"trainee),?\s+(?P<theirs>{_NAME})\b"
    rf"|\b[Uu]nsere[nmrs]?\s+(?:Kolleg(?:e|en|in)|Chefin|Mitarbeiter(?:in)?),?\s+(?P<unser>{_NAME})\b"
    rf"|\b(?P<office>{_NAME}\s+(?:in|from|at|of)\s+(?:the\s+|our\s+)?(?:accounting|accounts|HR|human\s+resources|sales|"
    r"marketing|finance|IT|payroll|legal|purchasing|procurement|reception|logistics|production|customer\s+service))\b"
)
_KNOWN_ONLY = {"office", "theirs", "unser"}
"""What may come before many a word with a capital: a name there is one that we know."""
_NEAR = (
    *("my", "My", "accounting", "accounts", "human res", "sales", "marketing", "finance"),
    *("payroll", "legal", "purchas", "procure", "reception", "logistic", "production", "customer service"),
)
_THEIRS = ("colleague", "worker", "boss", "manager", "assistant", "secretary", "teacher", "nurse", "trainee")


@lru_cache(maxsize=1)
def _unsayable(corpus: Corpus) -> Names[Entry[Customer]]:
    """Return the names that may not be said, and whose they are."""
    called = ((_called(entry, corpus.today), entry) for entry in corpus.customers.values())
    return Names((name, entry) for name, entry in called if is_full(name))


def _called(entry: Entry[Customer], today: dt.date) -> str:
    """Return the name of a customer who may not be named, or nothing."""
    customer, consent = entry.value, entry.value.consent
    consents = consent and not customer.withdrawn and (consent.expires is None or consent.expires >= today)
    if customer.form is Form.DESCRIBED or consents:
        return ""
    if customer.name is None and customer.form is Form.PERSON and not _NO_NAME_IN_KEY.search(entry.key):
        return entry.key.replace("-", " ").title()  # the name is deleted, but the key often is one
    return customer.name or ""


def _may_name(seen: Glance) -> object:
    return b"AA" in seen.outline and not isinstance(seen.value, Customer)


@advice("YS905", _may_name)
def names_taken_back_are_gone(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """The name of a customer who has withdrawn, or has never consented, must not stand in a text either.

    It was taken from their file, but stays wherever else it was written. Names are taken back in one step only where
    they are written as links, whose words become “a customer” by themselves:

        [Ada Example](customer:ada)

    Full names are looked for, however they are spelled: without accents, in capitals, with the family name first. For a
    customer without a name in the file, the words of the key are taken for it.
    """
    for path, name, customer in named_in(entry, _unsayable(corpus)):
        message = f"the name of customer `{customer.key}` must not be published"
        related = ((customer, ("withdrawn",), "this is the customer"),)
        yield Finding(entry, path, message, "write `a customer`", related, name)


class Sought(Protocol[T]):
    """What is looked for in texts."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""

    def found(self, text: str) -> Iterator[Found[T]]:
        """Yield what stands in a text."""


def named_in(entry: Entry[BaseModel], names: Sought[T]) -> Iterator[tuple[Path, str, T]]:
    """Yield which of the names stand in the texts of a record, where, and as they are written there."""
    written = entry.source.text
    if names and ("\\" in written or any(names.found(written))):
        for path, text in strings(entry.value):
            seen = {(found.words, id(found.whose)): found for found in names.found(without_links(text))}
            for found in seen.values():
                yield path, found.words, found.whose


def without_links(text: str) -> str:
    """Return a text with blanks for the links to customers."""
    return _LINKED.sub(lambda link: re.sub(r"[^\n]", " ", link[0]), text) if "customer:" in text else text


_TITLES = ("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Mme.")
"""With a point, so that no two words with a capital stand side by side."""


def _may_hold_a_name(seen: Glance) -> object:
    text = seen.text
    if b"@" in seen.outline and _HANDLE.search(text):
        return True
    near = b"AA" in seen.outline or any(map(text.__contains__, _TITLES))
    return near and not _HINTS.isdisjoint(_words(text)) and _PERSON.search(text)


def _words(text: str) -> list[str]:
    """Return what stands between blanks, without what may stand directly before a name."""
    for mark in "\"'([*_":
        text = text.replace(mark, " ")
    return text.split()


@advice("YS906", _may_hold_a_name)
def people_have_a_file(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """Somebody who asked, or is to be thanked, must have a file in `decisions/customers/`, and stand in `credits`.

    So the name is published with consent, and can be taken back. Where there is no consent, write “a customer”.

        credits: [ada]

    Found are “asked by” and the like before a full name or an @handle, a full name before “said” and the like (with a
    job or a company between), and names after “Mr” or “Mrs”. Given names that we do not know are passed over.
    """
    for path, text in strings(entry.value):
        prose = without_code(text)
        for match in (*_PERSON.finditer(prose), *_HANDLE.finditer(prose)):
            name = match[match.lastgroup or 0]
            somebody = match.lastgroup in {"polite", "handle"} or name.split()[0] in GIVEN_NAMES
            if somebody and name_key(name) not in corpus.named:
                message = "somebody is named here who is not in `decisions/customers/`"
                hint = "add a file for them and thank them in `credits`, or write `a customer`"
                yield Finding(entry, path, message, hint, words=name)


def _may_speak_of_others(seen: Glance) -> object:
    text = seen.text
    near = b"AA" in seen.outline or any(map(text.__contains__, _NEAR)) or any(_followed(text, word) for word in _THEIRS)
    return near and _RELATION.search(text)


def _followed(text: str, word: str) -> bool:
    """Tell whether a name may follow a word."""
    at = text.find(word)
    while at >= 0:
        at += len(word)
        if text[at : at + 24].lstrip(", \n")[:1].isupper():
            return True
        at = text.find(word, at)
    return False


@advice("YS907", _may_speak_of_others)
def third_persons_stay_out(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """Somebody of whom a customer speaks must not be named.

    “My colleague Anna in accounting said …”: Anna has not been asked. Leave the name out; “a colleague” says as much.
    """
    for path, text in strings(entry.value):
        for match in _RELATION.finditer(without_code(text)):
            name = match[match.lastgroup or 0]
            first = name.split()[0]
            if first in GIVEN_NAMES if match.lastgroup in _KNOWN_ONLY else first not in NO_NAMES:
                message = f"somebody of whom a customer speaks must not be named: {first}"
                yield Finding(entry, path, message, "leave the name out, as in `a colleague`", words=name)
