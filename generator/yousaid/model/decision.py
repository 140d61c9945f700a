"""One idea and its answer: ``decisions/<year>/<id>.yml``. The order of the fields is their canonical order."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from yousaid.model import typed
from yousaid.model.outcome import Outcome
from yousaid.model.values import Asked, Count, Day, Flag, Key, Line, Listed, Record, Text, Url, fault


class Kind(StrEnum):
    """What the customer brought."""

    IDEA = "idea"
    COMPLAINT = "complaint"
    QUESTION = "question"


class Origin(StrEnum):
    """Whether the work began with the customer. Thanks are due in every case."""

    CUSTOMER = "customer"
    ALREADY_UNDER_WAY = "already-under-way"
    COINCIDENCE = "coincidence"


class Role(StrEnum):
    """What a customer is thanked for."""

    IDEA = "idea"
    PROBLEM = "problem"
    TESTING = "testing"
    DESIGN = "design"
    DATA = "data"
    REVIEW = "review"
    SUPPORT = "support"


class Confidential(Record):
    """A reason that may not be published. It has no field for a text, so that none can leak."""


# Beginnings such as `Confidential:` or `confidential (…)`: a text that must not be here at all.
SECRET = re.compile(r"confidential\W*(?:$|[:;,.(\[–—-])", re.IGNORECASE)
# The same for an editor, which knows no flags.
_SECRET_TYPED = "".join(f"[{letter}{letter.upper()}]" for letter in "confidential") + r"\W*($|[:;,.(\[–—-])"
_SAID = "must be a reason in plain words, or the word confidential alone"
_Spoken = Annotated[Text, WithJsonSchema(typed.scalar(rf"^(?!\s*{_SECRET_TYPED})\s*\S", _SAID))]
SpokenReason = Annotated[
    Text, WithJsonSchema(typed.scalar(rf"^(?!\s*(?!confidential\s+$){_SECRET_TYPED})\s*\S", _SAID))
]
"""A reason as it is typed, where `confidential` may be typed in its place."""


class WrittenReason(Record):
    """A reason in plain words."""

    text: _Spoken = Field(description="the reason in plain words", examples=["It would slow down every export."])


class CodedReason(Record):
    """A reason from the vocabulary, with words of its own where they help."""

    code: Key = Field(description="a reason code of decisions/vocabulary.yml", examples=["cost"])
    text: Text | None = Field(None, description="the reason in plain words", examples=["It would take a year."])


def _reason_kind(value: Any) -> str:
    if isinstance(value, (Confidential, CodedReason)):
        return "confidential" if isinstance(value, Confidential) else "coded"
    return "coded" if isinstance(value, dict) and ("code" in value or "text" not in value) else "written"


def written(value: Any, *, field: str = "reason") -> Any:
    """Return a text as the fields of a reason; refuse one that begins like a secret."""
    if isinstance(value, list):
        raise fault("shape", "must be a text, `confidential`, or `code:` and `text:`", "write the reason as a sentence")
    text = value.get("text") if isinstance(value, dict) else value
    if isinstance(text, str) and SECRET.match(text.strip()):
        raise _not_alone(field)
    return {"text": value} if isinstance(value, str) else value


def _not_alone(field: str) -> PydanticCustomError:
    message = "must be `confidential` alone, with no text and no code beside it"
    return fault("confidential", message, f"write `{field}: confidential`, and nothing more")


def _coded(value: Any) -> Any:
    if isinstance(value, dict) and (value.get("code") == "confidential" or "confidential" in value):
        raise _not_alone("reason")
    return value


def split_confidential(value: Any) -> Any:
    """Return the type without a text for the word alone, and all else as it is."""
    return Confidential() if isinstance(value, str) and value.strip() == "confidential" else value


Reason = Annotated[
    Annotated[Confidential, Tag("confidential")]
    | Annotated[WrittenReason, BeforeValidator(written), Tag("written")]
    | Annotated[CodedReason, BeforeValidator(_coded), Tag("coded")],
    Discriminator(_reason_kind),
    BeforeValidator(
        split_confidential, json_schema_input_type=Literal["confidential"] | SpokenReason | WrittenReason | CodedReason
    ),
]


class Link(Record):
    """An address with a title. A plain address may be written in its place."""

    title: Line | None = Field(None, description="what stands there", examples=["Release notes 4.2"])
    url: Url = Field(description="its web address", examples=["https://example.org/releases/4.2"])


def _link(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


Links = Annotated[tuple[Annotated[Link, BeforeValidator(_link, json_schema_input_type=Url | Link)], ...], Listed]


class Credit(Record):
    """Who is thanked, and for what."""

    customer: Key = Field(description="the customer's file in decisions/customers/, without `.yml`", examples=["ada"])
    roles: Annotated[tuple[Role, ...], Listed] = Field(
        (Role.IDEA,),
        alias="for",
        description="what for: any of idea, problem, testing, design, data, review, support",
        examples=[["idea", "testing"]],
    )


def _credit(value: Any) -> Any:
    return {"customer": value} if isinstance(value, str) else value


def _credits(value: Any) -> Any:
    if isinstance(value, str) and value.strip() == "none":
        return []
    if not isinstance(value, (list, tuple)) or not value:
        raise fault("list", "must be a list of customers, or `none`", "write `- customer: ada` on the next line")
    return value


_Credited = Annotated[Credit, BeforeValidator(_credit, json_schema_input_type=Key | Credit)]
Credits = Annotated[
    tuple[_Credited, ...],
    BeforeValidator(_credits, json_schema_input_type=Literal["none"] | tuple[_Credited, ...]),
]
"""Who is thanked; empty where `none` was written."""


class AlsoSaid(Record):
    """Another view that was voiced, the opposite too."""

    said: Text = Field(description="what they said", examples=["Please leave it as it is."])
    credits: Credits | None = Field(
        None, description="who said it", examples=[[{"customer": "ada", "for": ["review"]}]]
    )


class Option(Record):
    """Something else that was considered."""

    option: Line = Field(description="what else was considered", examples=["A nightly e-mail with all reports"])
    because: Text | None = Field(None, description="why it was not taken", examples=["Mailboxes limit the size."])


class Result(Record):
    """What the change changed."""

    measure: Line = Field(description="what was measured, with its unit", examples=["Minutes to export 40 reports"])
    before: Line = Field(description="the value before", examples=["35"])
    after: Line = Field(description="the value after", examples=["1"])
    as_of: Asked = Field(description="when it was measured", examples=["2026-06-30"])


class Voices(Record):
    """How many said the same."""

    count: Count = Field(description="how many asked", examples=["41"])
    as_of: Asked = Field(description="when they were counted", examples=["2026-06-30"])


class Source(Record):
    """Where the record was imported from."""

    system: Line = Field(description="the system", examples=["canny"])
    id: Line = Field(description="its id there", examples=["5f3a"])
    url: Url | None = Field(None, description="its address there", examples=["https://feedback.example.org/p/5f3a"])


Keys = Annotated[tuple[Key, ...], Listed]
ONLY_WITH = {"confidential_until": ("reason", "confidential"), "no_credit_because": ("credits", "none")}
"""Fields that must stand with this word in another field only: what an editor says of YS309 and YS306."""
ASKS_FOR = {("credits", "none"): "no_credit_because"}
"""Words of a field that make another field required."""


class Decision(Record):
    """One idea and its answer. The id is the file's name."""

    title: Line = Field(description="what the customer wants, in one line", examples=["Export every report in one go"])
    idea: Text = Field(
        description="what the customer said, close to their own words",
        examples=["Every Monday I export forty reports, one at a time."],
    )
    why: Text | None = Field(
        None,
        description="why it matters to the customer, in their words",
        examples=["It costs me half an hour every week."],
    )
    kind: Kind = Field(Kind.IDEA, description="idea, complaint or question", examples=["complaint"])
    asked: Asked = Field(description="when it was asked: a date, a month, a year or `unknown`", examples=["2026-01-12"])
    outcome: Outcome = Field(description="what became of it", examples=["shipped"])
    answer: Text | None = Field(
        None,
        description="what we did, or why not, in plain words",
        examples=["You can now tick any number of reports and export them as one file."],
    )
    answered: Asked | None = Field(None, description="when we answered", examples=["2026-02-01"])
    shipped: Asked | None = Field(None, description="when it could be used", examples=["2026-03-15"])
    release: Line | None = Field(None, description="the version it came with, or is planned for", examples=["4.2"])
    reason: Reason | None = Field(
        None,
        description="why not: plain text, `confidential`, or a code with a text",
        examples=["It would slow down every export."],
    )
    confidential_until: Day | None = Field(
        None, description="when we ask again whether the reason is still confidential", examples=["2027-01-01"]
    )
    review_by: Asked | None = Field(None, description="when we look at it again, or `unknown`", examples=["2027-01-01"])
    reopen_if: Text | None = Field(
        None,
        description="what would make us look at it again",
        examples=["Ten more schools ask for it, or a library does the work."],
    )
    changed_because: Text | None = Field(
        None,
        description="why we took back what we had said: a no that became a yes, or a way back",
        examples=["Ten more schools asked for it, and a library does the work."],
    )
    origin: Origin = Field(
        Origin.CUSTOMER, description="whether the work began with the customer", examples=["already-under-way"]
    )
    evidence: Links | None = Field(
        None, description="addresses that show that it was done", examples=[["https://example.org/releases/4.2"]]
    )
    credits: Credits | None = Field(
        None, description="who is thanked, and for what; or `none`", examples=[[{"customer": "ada", "for": ["idea"]}]]
    )
    no_credit_because: Text | None = Field(
        None, description="why nobody is thanked", examples=["It was said in an anonymous survey."]
    )
    also_said: Annotated[tuple[AlsoSaid, ...], Listed] | None = Field(
        None, description="other views that were voiced", examples=[[{"said": "Please leave it as it is."}]]
    )
    options: Annotated[tuple[Option, ...], Listed] | None = Field(
        None, description="what else was considered", examples=[[{"option": "A nightly e-mail"}]]
    )
    criteria: Keys | None = Field(None, description="the criteria that decided", examples=[["effort"]])
    results: Annotated[tuple[Result, ...], Listed] | None = Field(
        None,
        description="what it changed, measured",
        examples=[[{"measure": "Minutes", "before": "35", "after": "1", "as_of": "2026-06-30"}]],
    )
    voices: Voices | None = Field(None, description="how many asked", examples=[{"count": "41", "as_of": "2026-06-30"}])
    area: Key = Field(description="the part of the product, from the vocabulary", examples=["reports"])
    themes: Keys | None = Field(None, description="themes from the vocabulary", examples=[["speed"]])
    segments: Keys | None = Field(None, description="who asked, from the vocabulary", examples=[["schools"]])
    channel: Key | None = Field(None, description="how it reached us, from the vocabulary", examples=["support"])
    occasion: Key | None = Field(None, description="the survey or event it came from", examples=["survey-2026"])
    decided_by: Line | None = Field(
        None, description="the role, never the person, that answers for it", examples=["Head of reporting"]
    )
    merged_into: Key | None = Field(None, description="the record that goes on with this idea", examples=["export-all"])
    supersedes: Keys | None = Field(None, description="older records that this one replaces", examples=[["export-ten"]])
    superseded_by: Key | None = Field(
        None, description="the newer record that replaces this one", examples=["export-all"]
    )
    reopened: Key | None = Field(
        None, description="the earlier no that this record takes up again", examples=["export-all-2019"]
    )
    source: Source | None = Field(
        None, description="where it was imported from", examples=[{"system": "canny", "id": "5f3a"}]
    )
    publish_on: Day | None = Field(None, description="the first day on which it may be public", examples=["2026-09-01"])
    draft: Flag = Field(False, description="`true` while it must not be public", examples=["true"])
