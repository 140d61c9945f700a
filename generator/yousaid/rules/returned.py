"""A name that was taken back does not come back unnoticed: these rules ask git, and are passed over without it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel

from yousaid.decode import Entry
from yousaid.mistakes import Path
from yousaid.model import Customer, Decision, Form, Occasion, Removed, Vocabulary
from yousaid.naming import Addresses, Found, Names, is_full, name_key
from yousaid.rules.corpus import Corpus, Finding, Findings, rule
from yousaid.rules.glance import strings
from yousaid.rules.named import named_in


class Back(NamedTuple):
    """A name (or a link) that was taken back: whose it was, on which day, and when the name last stood in the file."""

    name: str
    customer: str
    day: dt.date
    last: dt.datetime | None = None
    """Nothing of a link."""

    @property
    def message(self) -> str:
        """What is said where it stands."""
        what = "name" if self.last else "link"
        return f"the {what} of customer `{self.customer}`, who withdrew on {self.day}, must not come back"

    def is_older(self, file: dt.datetime | None) -> bool:
        """Tell whether a file was not there yet while the customer's held the name; its first day may not be known."""
        return file is None or self.last is None or file > self.last


@lru_cache(maxsize=1)
def _taken_back(corpus: Corpus) -> Mapping[str, Sequence[Back]]:
    """Return the names of all who have withdrawn and not come back, as older versions had them, by their keys."""
    found: dict[str, list[Back]] = defaultdict(list)
    for key, day in _withdrawn(corpus):
        for former in corpus.history.former.get(key, ()):
            found[name_key(former.name)].append(Back(former.name, key, day, former.last))
    return found


def _withdrawn(corpus: Corpus) -> Iterator[tuple[str, dt.date]]:
    """Yield who withdrew and has not come back, and on which day."""
    history = corpus.history
    for key in sorted(history.former.keys() | history.links.keys()):
        today = corpus.customers.get(key)
        day = today.value.withdrawn if today else history.withdrawn.get(key)
        if day:
            yield key, day


@rule("YS355", "customer")
def who_comes_back_consents_anew(entry: Entry[Customer], corpus: Corpus) -> Findings:
    """A customer who had withdrawn may be named again only with consent that was given since.

        consent:
          given: 2026-09-01
          how: asked

    The day of the withdrawal is known from git. A file that was restored from an older version would publish the name
    of somebody who does not want it.
    """
    customer = entry.value
    day = corpus.history.withdrawn.get(entry.key) if customer.withdrawn is None else None
    if day and customer.consent and customer.consent.given < day:
        message = f"this customer withdrew on {day}, and must have consented since then to be named again"
        hint = f"ask them, and type the new day in `given:`; or delete the name and add `withdrawn: {day}`"
        yield Finding(entry, ("consent", "given"), message, hint)


@rule("YS356", "customer")
def a_name_taken_back_is_in_no_new_file(entry: Entry[Customer], corpus: Corpus) -> Findings:
    """The name of a customer who has withdrawn must not come back in the file of another one.

    If they have consented anew, the day in `given:` tells so. If it is somebody else of the same name, their consent is
    as new. Files that were there already while the first one held the name are of other people. The name is found with
    more around it, too (“Dr. Ada Example”), and with the family name first.
    """
    customer = entry.value
    if not customer.name or not customer.consent or customer.form is Form.DESCRIBED:
        return
    dates = corpus.history.of(entry.source.path)
    within = (found.whose for found in _anywhere(corpus).found(customer.name))
    for back in (*_taken_back(corpus).get(name_key(customer.name), ()), *within):
        new = back.is_older(dates.first if dates else None)
        if back.customer != entry.key and new and customer.consent.given < back.day:
            hint = "delete this file and use that of the customer; or ask them, and type the new day in `given:`"
            yield Finding(entry, ("name",), back.message, hint, _whose(corpus, back))
            return


@rule("YS357", None)
def names_taken_back_stay_out_of_texts(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """The name of a customer who has withdrawn must not stand in a text, as older versions of their file had it.

    YS905 warns of names that can be guessed from the key; here git knows the name. Full names are looked for, however
    they are spelled: without accents, in capitals, with the family name first. An address on the web must not tell it
    either, such as `https://example.org/people/ada-example`, nor be the link that their file had; nor may the id of a
    record, a word of the vocabulary, or the affiliation of another customer. Who was named as a link,
    `[Ada Example](customer:ada)`, has become “a customer” by itself.

    A record whose id tells the name gets another: rename its file. No page is left at the old address, and `yousaid
    guard --accept` is told that this is meant.
    """
    value = entry.value
    # The name of somebody else is looked at by YS356, which asks for their consent.
    others = value.name if isinstance(value, Customer) and value.form is not Form.DESCRIBED else None
    for path, name, back in named_in(entry, identities(corpus)):
        if others is None or path != ("name",):
            hint = "delete it, or link elsewhere" if "://" in name else "write `a customer`"
            yield Finding(entry, path, back.message, hint, _whose(corpus, back), name)
    for path, key in _keys(entry) if identities(corpus) else ():
        for found in identities(corpus).in_keys.found(key):
            yield Finding(entry, path, found.whose.message, _other_key(value, key), _whose(corpus, found.whose))


def _other_key(value: BaseModel, key: str) -> str:
    """Return what to do where a key tells a name."""
    if isinstance(value, Removed):
        return "delete this file: an address that tells a name needs no page"
    if isinstance(value, Vocabulary):
        return f"give it another key; `{key}` tells who it was"
    return f"rename the file; its address goes, and `yousaid guard --accept '*/{key}/'` lets it"


def _keys(entry: Entry[BaseModel]) -> Iterator[tuple[Path, str]]:
    """Yield what becomes a part of an address, and where it stands: the id of a record, the words of the vocabulary."""
    if isinstance(entry.value, Decision | Occasion | Removed):
        yield (), entry.key
    elif not isinstance(entry.value, Customer):
        yield from dict.fromkeys((path[:2], str(path[1])) for path, _ in strings(entry.value) if len(path) > 1)


@dataclass(frozen=True, slots=True)
class Identities:
    """What tells who somebody is that withdrew: full names, and addresses with them, or that were their own."""

    names: Names[Back]
    in_keys: Names[Back]
    addresses: Addresses[Back]

    def __bool__(self) -> bool:
        return bool(self.names or self.addresses)

    def found(self, text: str) -> Iterator[Found[Back]]:
        """Yield what stands in a text; places are those in the text without character references."""
        named = tuple(self.names.found(text))
        yield from named
        for address in self.addresses.found(text):
            inside = range(address.start, address.start + len(address.words))
            if not any(name.start in inside for name in named):
                yield address


@lru_cache(maxsize=1)
def identities(corpus: Corpus) -> Identities:
    """Return those of all who have withdrawn, but for names and links that others have who may be named."""
    others = [each.value for each in corpus.customers.values() if _consents(each.value)]
    free = _names_of(others)
    names = [(back.name, back) for (key, _), back in _full(corpus).items() if key not in free]
    theirs = Addresses((), ((each.link, each) for each in others if each.link))
    links = [
        (link, Back(link, key, day))
        for key, day in _withdrawn(corpus)
        for link in corpus.history.links.get(key, ())
        if not any(theirs.found(link))
    ]
    return Identities(Names(names), Names(names, any_case=True), Addresses(names, links))


def _names_of(customers: Sequence[Customer]) -> frozenset[str]:
    return frozenset(name_key(each.name) for each in customers if each.name and each.form is not Form.DESCRIBED)


def _full(corpus: Corpus) -> Mapping[tuple[str, str], Back]:
    """Return the names of two words or more, by their key and the customer's."""
    found = ((key, back) for key, backs in _taken_back(corpus).items() for back in backs)
    return {(key, back.customer): back for key, back in found if is_full(back.name)}


@lru_cache(maxsize=1)
def _anywhere(corpus: Corpus) -> Names[Back]:
    return Names(((back.name, back) for back in _full(corpus).values()), any_case=True)


def _consents(customer: Customer) -> bool:
    return customer.consent is not None and customer.withdrawn is None


def _whose(corpus: Corpus, back: Back) -> tuple[tuple[Entry[BaseModel], Path, str], ...]:
    """Return where the withdrawal stands, if the file of the customer is still there."""
    customer = corpus.customers.get(back.customer)
    return ((customer, ("withdrawn",), "the withdrawal is here"),) if customer else ()
