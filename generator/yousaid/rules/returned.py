"""A name that was taken back does not come back unnoticed: these rules ask git, and are passed over without it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel

from yousaid.decode import Entry
from yousaid.mistakes import Path
from yousaid.model import Customer, Form
from yousaid.naming import Names, is_full, name_key
from yousaid.rules.corpus import Corpus, Finding, Findings, rule
from yousaid.rules.named import named_in


class Back(NamedTuple):
    """A name that was taken back: whose it was, on which day, and when it last stood in the file."""

    name: str
    customer: str
    day: dt.date
    last: dt.datetime

    @property
    def message(self) -> str:
        """What is said where it stands."""
        return f"the name of customer `{self.customer}`, who withdrew on {self.day}, must not come back"


@lru_cache(maxsize=1)
def _taken_back(corpus: Corpus) -> Mapping[str, Sequence[Back]]:
    """Return the names of all who have withdrawn and not come back, as older versions had them, by their keys."""
    found: dict[str, list[Back]] = defaultdict(list)
    history = corpus.history
    for key, names in history.former.items():
        today = corpus.customers.get(key)
        day = today.value.withdrawn if today else history.withdrawn.get(key)
        if day:
            for former in names:
                found[name_key(former.name)].append(Back(former.name, key, day, former.last))
    return found


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
    as new. Files that were there already while the first one held the name are of other people.
    """
    customer = entry.value
    if not customer.name or not customer.consent or customer.form is Form.DESCRIBED:
        return
    dates = corpus.history.of(entry.source.path)
    for back in _taken_back(corpus).get(name_key(customer.name), ()):
        new = dates is None or dates.first > back.last
        if back.customer != entry.key and new and customer.consent.given < back.day:
            hint = "delete this file and use that of the customer; or ask them, and type the new day in `given:`"
            yield Finding(entry, ("name",), back.message, hint, _whose(corpus, back))
            return


@rule("YS357", None)
def names_taken_back_stay_out_of_texts(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """The name of a customer who has withdrawn must not stand in a text, as older versions of their file had it.

    YS905 warns of names that can be guessed from the key; here git knows the name. Full names are looked for, however
    they are spelled: without accents, in capitals, with the family name first. Who was named as a link,
    `[Ada Example](customer:ada)`, has become “a customer” by itself.
    """
    if isinstance(entry.value, Customer):
        return
    for path, name, back in named_in(entry, full_names(corpus)):
        yield Finding(entry, path, back.message, "write `a customer`", _whose(corpus, back), name)


@lru_cache(maxsize=1)
def full_names(corpus: Corpus) -> Names[Back]:
    """Return those of two words or more, but for names that others have who may be named."""
    free = {key for key, others in corpus.named.items() if any(_consents(other.value) for other in others)}
    taken = {
        (key, back.customer): back
        for key, backs in _taken_back(corpus).items()
        for back in backs
        if key not in free and is_full(back.name)
    }
    return Names((back.name, back) for back in taken.values())


def _consents(customer: Customer) -> bool:
    return customer.consent is not None and customer.withdrawn is None


def _whose(corpus: Corpus, back: Back) -> tuple[tuple[Entry[BaseModel], Path, str], ...]:
    """Return where the withdrawal stands, if the file of the customer is still there."""
    customer = corpus.customers.get(back.customer)
    return ((customer, ("withdrawn",), "the withdrawal is here"),) if customer else ()
