"""The types of the API, v1. Fields may be added, never renamed, removed or given another meaning.

What a field means is said in the words of the model's field of the same name, where they fit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict  # pydantic needs this one below Python 3.12

from yousaid.model import (
    AlsoSaid,
    Criterion,
    Customer,
    Decision,
    Link,
    Occasion,
    Option,
    Promises,
    ReasonCode,
    Record,
    Removed,
    Result,
    Term,
    Vocabulary,
    Voices,
)

HELP: dict[str, dict[str, str]] = {}
"""What each field means, by the name of the type and of the field."""
_Kind = TypeVar("_Kind")


def _closed(model: type[Record] = Record, **own: str) -> Callable[[type[_Kind]], type[_Kind]]:
    """Allow no other fields than these, and give each its help: in words of its own, or else in those of the model."""

    def closed(kind: type[_Kind]) -> type[_Kind]:
        fields = model.model_fields
        HELP[kind.__name__] = {n: own.get(n) or fields[n].description or "" for n in kind.__annotations__}
        return with_config(ConfigDict(extra="forbid"))(kind)

    return closed


@_closed(Link)
class ApiLink(TypedDict):
    """An address, and what stands there."""

    title: str | None
    url: str


@_closed(id="its id, which never changes", name="what it is called in public")
class ApiTerm(TypedDict):
    """A word of the vocabulary."""

    id: str
    name: str


@_closed(
    customer="the customer's id, as in `customers.json`; null without consent",
    name="the name; without consent `A customer`, in the language of the site",
    roles="what for: any of idea, problem, testing, design, data, review, support",
)
class ApiCredit(TypedDict):
    """Who is thanked, and for what."""

    customer: str | None
    name: str
    roles: list[str]


@_closed(
    confidential="whether it may not be said; everything else is null then",
    code="its id in the vocabulary; null if it is in words of its own",
    name="what the vocabulary calls it",
    text="the reason in plain words",
)
class ApiReason(TypedDict):
    """Why not."""

    confidential: bool
    code: str | None
    name: str | None
    text: str | None


@_closed(AlsoSaid)
class ApiView(TypedDict):
    """Another view that was voiced."""

    said: str
    credits: list[ApiCredit]


@_closed(Option)
class ApiOption(TypedDict):
    """Something else that was considered."""

    option: str
    because: str | None


@_closed(Result)
class ApiResult(TypedDict):
    """What the change changed."""

    measure: str
    before: str
    after: str
    as_of: str


@_closed(Voices, count="how many said the same, or took part")
class ApiVoices(TypedDict):
    """How many there were, and when they were counted."""

    count: int
    as_of: str


@_closed(
    outcome="what became of it then, as in `vocabulary.json`",
    published="since when it stood here so",
)
class ApiMove(TypedDict):
    """An outcome that a decision was public with."""

    outcome: str
    published: str


_PATH = "the file it was made from, below the folder of `mkdocs.yml`"
_COMMIT = "the commit that holds this file as it is; null if none does, or it is not known"
_FORMER = "ids that it had before; their addresses lead here"


@_closed(
    Decision,
    id="its id; its address never dies, even if it is given another one",
    url="the address of its page",
    outcome="what became of it, as in `vocabulary.json`",
    outcome_label="the same in words, in the language of the site",
    reason="why not; null where no reason is given",
    credits="who is thanked, and for what",
    occasion="the id of the survey or event it came from",
    merged_into="the id of the record that goes on with this idea",
    merged_from="the ids of the records that go on in this one",
    supersedes="the ids of older records that this one replaces",
    superseded_by="the id of the newer record that replaces this one",
    reopened="the id of the earlier no that this record takes up again",
    source="the address in another system from which it was imported",
    published="when it was first published here, from the history of the records; null if not known",
    updated="when it was last changed, from the same history; null if not known",
    moves="what became of it, step by step, from the same history; empty if not known",
    path=_PATH,
    commit=_COMMIT,
    former_ids=_FORMER,
)
class ApiDecision(TypedDict):
    """One idea and its answer.

    Dates are `2026-03-12`, `2026-03`, `2026`, `unknown`, or null where none was given; times are in UTC. Texts are
    small Markdown (CommonMark without HTML).
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
    reopen_if: str | None
    changed_because: str | None
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
    moves: list[ApiMove]
    path: str
    commit: str | None
    former_ids: list[str]


@_closed(
    Customer,
    id="the customer's id; it goes when the name is taken back",
    url="the address of the customer's page",
    name="the name, as they write it",
    form="`person` or `company`",
    decisions="the ids of what they moved",
    path=_PATH,
    commit=_COMMIT,
    former_ids=_FORMER,
)
class ApiCustomer(TypedDict):
    """Somebody who is thanked and has agreed to be named."""

    id: str
    url: str
    name: str
    form: str
    link: str | None
    affiliation: str | None
    decisions: list[str]
    path: str
    commit: str | None
    former_ids: list[str]


@_closed(
    Occasion,
    id="its id, which never changes",
    url="the address of its page",
    decisions="the ids of what came of it",
    published="when it was first published here; null if not known",
    updated="when it was last changed; null if not known",
    path=_PATH,
    commit=_COMMIT,
    former_ids=_FORMER,
)
class ApiOccasion(TypedDict):
    """An occasion on which we asked."""

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
    published: str | None
    updated: str | None
    path: str
    commit: str | None
    former_ids: list[str]


@_closed(
    Removed,
    id="the id that it had",
    url="the address that it had, where its removal is said",
    was="what it was: `record`, as in `decisions.json`, or `occasion`",
    confidential="whether the reason may not be said; it is null then",
    because="why, in plain words",
    path=_PATH,
    commit=_COMMIT,
    former_ids=_FORMER,
)
class ApiRemoved(TypedDict):
    """What was public, and was removed."""

    id: str
    url: str
    was: str
    removed: str
    confidential: bool
    because: str | None
    path: str
    commit: str | None
    former_ids: list[str]


@_closed(
    id="its id, which never changes",
    name="what it is called, in the language of the site",
    help="what it means, in the same language",
    group="how it counts in the balance: did, partly, no, open or other",
)
class ApiOutcome(TypedDict):
    """What can become of an idea."""

    id: str
    name: str
    help: str
    group: str


@_closed(Term, id="its id, which never changes")
class ApiWord(TypedDict):
    """A word of the vocabulary, with what belongs to it."""

    id: str
    name: str
    help: str | None


@_closed(Criterion, id="its id, which never changes")
class ApiCriterion(TypedDict):
    """A criterion by which decisions are made."""

    id: str
    name: str
    help: str


@_closed(ReasonCode, id="its id, which never changes")
class ApiReasonCode(TypedDict):
    """A reason that is given again and again."""

    id: str
    name: str
    text: str


@_closed(Promises)
class ApiPromises(TypedDict):
    """What is promised to everybody who brings an idea."""

    first_answer_days: int | None


@_closed(Vocabulary, outcomes="what can become of an idea")
class ApiVocabulary(TypedDict):
    """The words that records use, and what they mean here."""

    outcomes: list[ApiOutcome]
    areas: list[ApiWord]
    themes: list[ApiWord]
    segments: list[ApiWord]
    channels: list[ApiWord]
    reasons: list[ApiReasonCode]
    criteria: list[ApiCriterion]
    promises: ApiPromises
    words: dict[str, list[str]]


@_closed(
    version="the newest entry of the API's changelog",
    name="what the site is called",
    description="what it is about",
    url="its address",
    language="the language of its texts and labels",
    total="how many records there are",
    outcomes="how many of them have which outcome",
    documents="the address of every document",
    commit="the commit that all of it was made from; null if there is none, or it is not known",
)
class ApiIndex(TypedDict):
    """Where to begin: what the site is, how it stands, and what else there is to fetch."""

    version: str
    name: str
    description: str
    url: str
    language: str
    total: int
    outcomes: dict[str, int]
    documents: dict[str, str]
    commit: str | None


def json_schema(kinds: dict[str, Any], references: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of an object with a property of each of these types, every field explained."""
    documents = TypedDict("documents", kinds)  # type: ignore[misc]
    made = TypeAdapter(documents).json_schema(ref_template=references)
    for name, kind in made["$defs"].items():
        for field, meaning in HELP[name].items():
            kind["properties"][field]["description"] = meaning
    return made
