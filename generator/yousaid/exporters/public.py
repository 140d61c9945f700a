"""What everybody may see, in the form of records: made from nothing but the public site, so that it holds no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yousaid import urls
from yousaid.authoring import canonical
from yousaid.exporters.holdings import Holding
from yousaid.model import (
    CodedReason,
    Confidential,
    Credit,
    Customer,
    Decision,
    Occasion,
    Record,
    Removed,
    Was,
    WrittenReason,
)
from yousaid.model.decision import AlsoSaid
from yousaid.reader import FOLDER, Kind
from yousaid.views import Named, Person, PublicDecision, PublicOccasion, Removal, Site
from yousaid.views.objects import GivenReason, Thanks

PUBLIC = "public"
"""The mark of what lacks all that is private, and so must not come back."""
_AS_IT_IS = (
    *("title", "idea", "why", "kind", "asked", "outcome", "answer", "answered", "shipped", "release", "review_by"),
    *("confidential_until", "reopen_if", "changed_because", "origin", "no_credit_because", "voices", "occasion"),
    *("decided_by", "merged_into", "superseded_by", "reopened"),
)
_LISTS = ("evidence", "options", "results", "supersedes")
_WORDS = ("criteria", "themes", "segments")


def public(site: Site) -> Iterator[Holding]:
    """Yield what everybody may see, newest first, made from nothing but the public site."""
    for decision in site.decisions:
        yield _public("decision", decision.key, decision.path, _decision(decision))
    for person in site.people:
        assert person.key is not None
        yield _public("customer", person.key, person.path, _customer(person))
    for occasion in site.occasions:
        yield _public("occasion", occasion.key, occasion.path, _occasion(occasion))
    for removal in site.removed:
        yield _public("removed", removal.key, removal.path, _removed(removal))
    yield _public("vocabulary", "vocabulary", f"{FOLDER}/vocabulary.yml", site.vocabulary)


def _public(kind: Kind, key: str, path: str, record: Record) -> Holding:
    return Holding(kind, key, path, canonical.fields(record), PUBLIC)


def _decision(public: PublicDecision) -> Decision:
    fields: dict[str, Any] = {name: getattr(public, name) for name in _AS_IT_IS}
    fields |= {name: getattr(public, name) or None for name in _LISTS}
    fields |= {name: tuple(word.key for word in getattr(public, name)) or None for name in _WORDS}
    views = (AlsoSaid.model_construct(said=view.said, credits=_credits(view.thanks)) for view in public.also_said)
    return Decision.model_construct(
        **fields,
        reason=_reason(public.reason),
        credits=() if public.no_credit_because else _credits(public.thanks),
        also_said=tuple(views) or None,
        area=public.area.key,
        channel=_key(public.channel),
    )


def _credits(thanks: tuple[Thanks, ...]) -> tuple[Credit, ...] | None:
    """Return who is thanked by a key that everybody may see."""
    named = [(each.person.key, each.roles) for each in thanks if each.person.key]
    return tuple(Credit.model_construct(customer=key, roles=roles) for key, roles in named) or None


def _reason(reason: Confidential | GivenReason | None) -> Confidential | CodedReason | WrittenReason | None:
    if not isinstance(reason, GivenReason):
        return reason
    if reason.code:
        return CodedReason.model_construct(code=reason.code, text=reason.text)
    return WrittenReason.model_construct(text=reason.text or "")


def _key(word: Named | None) -> str | None:
    return word.key if word else None


def _customer(person: Person) -> Customer:
    return Customer.model_construct(
        name=person.name, form=person.form, link=person.link, affiliation=person.affiliation
    )


def _occasion(public: PublicOccasion) -> Occasion:
    return Occasion.model_construct(
        title=public.title,
        question=public.question,
        date=public.date,
        until=public.until,
        summary=public.summary,
        participants=public.participants,
        links=public.links or None,
        channel=_key(public.channel),
    )


def _removed(public: Removal) -> Removed:
    because = Confidential() if public.because is None else WrittenReason.model_construct(text=public.because)
    was = Was.OCCASION if public.kind is urls.OCCASION else Was.RECORD
    return Removed.model_construct(removed=public.removed, because=because, was=was)
