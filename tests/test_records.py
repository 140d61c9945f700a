"""The project's own records: real, complete in kind, and without a fault."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from conftest import ROOT
from yousaid import clock, pipeline, reporters
from yousaid.model import CodedReason, Confidential, Kind, Origin, Outcome, Role, WrittenReason

CHECKED = pipeline.check(pipeline.Settings(ROOT, clock.today(), ROOT / "site_src"))
RECORDS = {key: entry.value for key, entry in CHECKED.corpus.decisions.items()}


def test_they_have_no_fault() -> None:
    assert reporters.text(CHECKED.faults) == ""
    assert len(RECORDS) == len(list((ROOT / "decisions").glob("[0-9]*/*.yml"))) >= 60


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_occurs(outcome: Outcome) -> None:
    assert any(record.outcome is outcome for record in RECORDS.values())


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_occurs(kind: Kind) -> None:
    assert any(record.kind is kind for record in RECORDS.values())


@pytest.mark.parametrize("origin", list(Origin))
def test_every_origin_occurs(origin: Origin) -> None:
    assert any(record.origin is origin for record in RECORDS.values())


def test_every_reason_that_is_known_to_be_real_occurs() -> None:
    reasons = [record.reason for record in RECORDS.values() if record.reason]
    assert any(isinstance(reason, WrittenReason) for reason in reasons)
    codes = {reason.code for reason in reasons if isinstance(reason, CodedReason)}
    vocabulary = CHECKED.corpus.vocabulary
    assert vocabulary is not None
    assert codes == set(vocabulary.value.reasons)
    # No confidential reason is on public record in this corpus; tests/test_site.py shows one.
    assert not any(isinstance(reason, Confidential) for reason in reasons)


def test_history_occurs() -> None:
    assert any(record.supersedes for record in RECORDS.values())
    assert any(record.merged_into for record in RECORDS.values())
    assert sum(record.reopened is not None for record in RECORDS.values()) >= 3
    assert any(not record.asked.known for record in RECORDS.values())
    assert len(CHECKED.corpus.occasions) >= 3
    assert any(not (customer.value.name or "").isascii() for customer in CHECKED.corpus.customers.values())


def test_everybody_who_has_a_file_is_thanked() -> None:
    thanked = Counter(
        credit.customer
        for record in RECORDS.values()
        for credits_ in (record.credits, *(view.credits for view in record.also_said or ()))
        for credit in credits_ or ()
    )
    assert set(thanked) == set(CHECKED.corpus.customers)
    assert {role for record in RECORDS.values() for credit in record.credits or () for role in credit.roles} <= set(
        Role
    )


def test_every_record_cites_a_public_page() -> None:
    assert [key for key, record in RECORDS.items() if not record.evidence] == []


def test_no_name_was_published_before_it_was_on_record() -> None:
    for customer in CHECKED.corpus.customers.values():
        assert customer.value.consent is not None
        assert customer.value.consent.given <= dt.date(2026, 8, 22)
