"""What is public in one revision, and the records behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from yousaid.model import Credit, Customer, Decision, Form
from yousaid.rules import Corpus
from yousaid.urls import CUSTOMER, MONTH
from yousaid.views import PublicDecision, PublicOccasion, Site, may_be_named


@dataclass(frozen=True)
class State:
    """What is public in one revision, and the records behind it."""

    today: dt.date
    site: Site | None = None
    corpus: Corpus | None = None

    @cached_property
    def decisions(self) -> Mapping[str, PublicDecision]:
        """Every public record, newest first."""
        return {decision.key: decision for decision in self.site.decisions} if self.site else {}

    @cached_property
    def occasions(self) -> Mapping[str, PublicOccasion]:
        """Every occasion, newest first."""
        return {occasion.key: occasion for occasion in self.site.occasions} if self.site else {}

    @cached_property
    def customers(self) -> Mapping[str, Customer]:
        """Every customer, public or not."""
        return {key: entry.value for key, entry in self.corpus.customers.items()} if self.corpus else {}

    @cached_property
    def shown(self) -> Mapping[str, Customer]:
        """Customers whose name or description may be published."""
        return {key: customer for key, customer in self.customers.items() if _is_shown(customer, self.today)}

    def thanked(self, key: str) -> frozenset[str]:
        """Return the keys of all customers in a public record, who may be named or not."""
        assert self.corpus is not None
        return frozenset(credit.customer for credit in _credits(self.corpus.decisions[key].value))

    @cached_property
    def credited(self) -> frozenset[tuple[str, str]]:
        """Pairs of a customer who is shown, and a public record that thanks them."""
        pairs = ((customer, key) for key in self.decisions for customer in self.thanked(key))
        return frozenset(pair for pair in pairs if pair[0] in self.shown)

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses of all pages that come and go, but for those of records and occasions themselves."""
        if self.site is None:
            return frozenset()
        words = {facet.kind.at(word.key) for facet in self.site.facets for word in facet.words}
        people = {CUSTOMER.at(person.key) for person in self.site.people if person.key}
        return frozenset(words | people | {MONTH.at(month.key) for month in self.site.months})

    @property
    def words(self) -> Mapping[str, str]:
        """Every word of the vocabulary by its place, such as `areas.reports.name`."""
        return dict(_leaves(self.site.vocabulary.model_dump())) if self.site else {}


def _is_shown(customer: Customer, today: dt.date) -> bool:
    described = customer.form is Form.DESCRIBED and customer.name and customer.withdrawn is None
    return bool(described) or may_be_named(customer, today)


def _credits(record: Decision) -> Iterator[Credit]:
    for credits_ in (record.credits, *(view.credits for view in record.also_said or ())):
        yield from credits_ or ()


def _leaves(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, f"{place}.{key}" if place else str(key))
    elif value:
        yield place, ", ".join(value) if isinstance(value, tuple) else str(value)
