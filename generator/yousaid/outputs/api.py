"""The public records as JSON below ``api/v1/``, and the JSON Schema of every document there.

The types below are the contract: fields may be added within v1, never renamed, removed or given another meaning.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict  # pydantic needs this one below Python 3.12

from yousaid import urls
from yousaid.model import Confidential, Link, When
from yousaid.outputs.output import File
from yousaid.views import Named, Person, PublicDecision, PublicOccasion, Site, Thanks

_CLOSED = with_config(ConfigDict(extra="forbid"))


@_CLOSED
class ApiLink(TypedDict):
    """An address, and what stands there."""

    title: str | None
    url: str


@_CLOSED
class ApiTerm(TypedDict):
    """A word of the vocabulary."""

    id: str
    name: str


@_CLOSED
class ApiCredit(TypedDict):
    """Who is thanked, and for what. Without consent there is no id, and the name is "A customer"."""

    customer: str | None
    name: str
    roles: list[str]


@_CLOSED
class ApiReason(TypedDict):
    """Why not. If it is confidential, name and text are null."""

    confidential: bool
    name: str | None
    text: str | None


@_CLOSED
class ApiView(TypedDict):
    """Another view that was voiced."""

    said: str
    credits: list[ApiCredit]


@_CLOSED
class ApiOption(TypedDict):
    """Something else that was considered."""

    option: str
    because: str | None


@_CLOSED
class ApiResult(TypedDict):
    """What the change changed."""

    measure: str
    before: str
    after: str
    as_of: str


@_CLOSED
class ApiVoices(TypedDict):
    """How many said the same, and when they were counted."""

    count: int
    as_of: str


@_CLOSED
class ApiDecision(TypedDict):
    """One idea and its answer. Dates are `2026-03-12`, `2026-03`, `2026`, `unknown`, or null where none was given.

    `published` and `updated` are the times of the commits that published and last changed the record; null if not known.
    Texts are small Markdown (CommonMark without HTML).
    """

    id: str
    url: str
    title: str
    idea: str
    why: str | None
    kind: str
    asked: str
    outcome: str
    outcome_label: str
    answer: str | None
    answered: str | None
    shipped: str | None
    release: str | None
    reason: ApiReason | None
    confidential_until: str | None
    review_by: str | None
    origin: str
    evidence: list[ApiLink]
    credits: list[ApiCredit]
    no_credit_because: str | None
    also_said: list[ApiView]
    options: list[ApiOption]
    criteria: list[ApiTerm]
    results: list[ApiResult]
    voices: ApiVoices | None
    area: ApiTerm
    themes: list[ApiTerm]
    segments: list[ApiTerm]
    channel: ApiTerm | None
    occasion: str | None
    decided_by: str | None
    merged_into: str | None
    merged_from: list[str]
    supersedes: list[str]
    superseded_by: str | None
    reopened: str | None
    source: str | None
    published: str | None
    updated: str | None


@_CLOSED
class ApiCustomer(TypedDict):
    """Somebody who is thanked and may be named, with the ids of what they moved."""

    id: str
    url: str
    name: str
    form: str
    link: str | None
    affiliation: str | None
    decisions: list[str]


@_CLOSED
class ApiOccasion(TypedDict):
    """An occasion on which we asked, with the ids of what came of it."""

    id: str
    url: str
    title: str
    question: str
    date: str
    until: str | None
    summary: str | None
    participants: ApiVoices | None
    links: list[ApiLink]
    channel: ApiTerm | None
    decisions: list[str]


@_CLOSED
class ApiIndex(TypedDict):
    """Where to begin: what the site is, how it stands, and what else there is to fetch."""

    name: str
    description: str
    url: str
    total: int
    outcomes: dict[str, int]
    documents: dict[str, str]


DOCUMENTS: dict[str, Any] = {
    "index.json": ApiIndex,
    "decisions.json": list[ApiDecision],
    "decisions/{id}.json": ApiDecision,
    "customers.json": list[ApiCustomer],
    "occasions.json": list[ApiOccasion],
}


def files(site: Site) -> Iterator[File]:
    """Yield every document. All addresses in them are absolute if the site knows its own, else relative to its root."""
    base = site.about.url
    index = ApiIndex(
        name=site.about.name, description=site.about.description, url=base, total=len(site.decisions),
        outcomes={outcome: count for outcome, count in sorted(site.balance.items()) if count},
        documents={name: base + urls.API + name for name in (*DOCUMENTS, "schema.json")})
    yield _file("index.json", index)
    parts: list[bytes] = []
    for decision in site.decisions:
        data = _json(_decision(decision, base))
        parts.append(data)
        yield File(f"{urls.API}decisions/{decision.key}.json", data)
    yield File(f"{urls.API}decisions.json", b"[\n" + b",\n".join(part.rstrip(b"\n") for part in parts) + b"\n]\n")
    yield _file("customers.json", [_customer(person, site) for person in site.people])
    yield _file("occasions.json", [_occasion(occasion, base) for occasion in site.occasions])
    yield _file("schema.json", schema())


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12): under ``properties``, each document by its name."""
    documents = TypedDict("documents", DOCUMENTS)  # type: ignore[misc]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **TypeAdapter(documents).json_schema()}


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _file(name: str, document: object) -> File:
    return File(urls.API + name, _json(document))


def _text(when: When | dt.date | dt.datetime | None) -> str | None:
    if isinstance(when, dt.datetime):
        return when.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(when) if when is not None else None


def _term(word: Named) -> ApiTerm:
    return ApiTerm(id=word.key, name=word.name)


def _link(link: Link) -> ApiLink:
    return ApiLink(title=link.title, url=link.url)


def _credits(thanks: tuple[Thanks, ...]) -> list[ApiCredit]:
    return [ApiCredit(customer=each.person.key, name=each.person.name, roles=list(each.roles)) for each in thanks]


def _reason(decision: PublicDecision) -> ApiReason | None:
    reason = decision.reason
    if reason is None or isinstance(reason, Confidential):
        return ApiReason(confidential=True, name=None, text=None) if reason else None
    return ApiReason(confidential=False, name=reason.name, text=reason.text)


def _decision(decision: PublicDecision, base: str) -> ApiDecision:
    return ApiDecision(
        id=decision.key, url=base + urls.DECISION.at(decision.key), title=decision.title, idea=decision.idea,
        why=decision.why, kind=decision.kind, asked=str(decision.asked), outcome=decision.outcome,
        outcome_label=decision.outcome.label, answer=decision.answer, answered=_text(decision.answered),
        shipped=_text(decision.shipped), release=decision.release, reason=_reason(decision),
        confidential_until=_text(decision.confidential_until), review_by=_text(decision.review_by),
        origin=decision.origin, evidence=[_link(link) for link in decision.evidence], credits=_credits(decision.thanks),
        no_credit_because=decision.no_credit_because,
        also_said=[ApiView(said=view.said, credits=_credits(view.thanks)) for view in decision.also_said],
        options=[ApiOption(option=option.option, because=option.because) for option in decision.options],
        criteria=[_term(word) for word in decision.criteria],
        results=[ApiResult(measure=r.measure, before=r.before, after=r.after, as_of=str(r.as_of)) for r in decision.results],
        voices=ApiVoices(count=decision.voices.count, as_of=str(decision.voices.as_of)) if decision.voices else None,
        area=_term(decision.area), themes=[_term(word) for word in decision.themes],
        segments=[_term(word) for word in decision.segments],
        channel=_term(decision.channel) if decision.channel else None, occasion=decision.occasion,
        decided_by=decision.decided_by, merged_into=decision.merged_into, merged_from=list(decision.merged_from),
        supersedes=list(decision.supersedes), superseded_by=decision.superseded_by, reopened=decision.reopened,
        source=decision.source, published=_text(decision.dates.first) if decision.dates else None,
        updated=_text(decision.dates.last) if decision.dates else None)


def _customer(person: Person, site: Site) -> ApiCustomer:
    assert person.key is not None
    return ApiCustomer(
        id=person.key, url=site.about.url + urls.CUSTOMER.at(person.key), name=person.name, form=person.form,
        link=person.link, affiliation=person.affiliation, decisions=[moved.key for moved in site.moved[person.key]])


def _occasion(occasion: PublicOccasion, base: str) -> ApiOccasion:
    people = occasion.participants
    return ApiOccasion(
        id=occasion.key, url=base + urls.OCCASION.at(occasion.key), title=occasion.title, question=occasion.question,
        date=str(occasion.date), until=_text(occasion.until), summary=occasion.summary,
        participants=ApiVoices(count=people.count, as_of=str(people.as_of)) if people else None,
        links=[_link(link) for link in occasion.links], channel=_term(occasion.channel) if occasion.channel else None,
        decisions=[decision.key for decision in occasion.decisions])
