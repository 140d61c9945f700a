"""The documents of the API, v1. Fields may be added, never renamed, removed or given another meaning."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict  # pydantic needs this one below Python 3.12

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

    `published` and `updated` are the times of the commits that published and last changed the record; null if not
    known. Texts are small Markdown (CommonMark without HTML).
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
    "customers.json": list[ApiCustomer],
    "occasions.json": list[ApiOccasion],
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12): under ``properties``, each document by its name."""
    documents = TypedDict("documents", DOCUMENTS)  # type: ignore[misc]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **TypeAdapter(documents).json_schema()}
