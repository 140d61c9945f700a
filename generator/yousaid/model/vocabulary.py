"""The site's own words: ``decisions/vocabulary.yml``."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from yousaid.model.values import Count, Key, Line, Listed, Record, Text


class Term(Record):
    """A word with its public name. The name alone may be written in its place."""

    name: Line = Field(description="its public name", examples=["Reports"])
    help: Text | None = Field(None, description="what belongs to it", examples=["Everything that can be printed."])


class ReasonCode(Record):
    """A reason that is given again and again, with its public wording."""

    name: Line = Field(description="its public name", examples=["Too costly for now"])
    text: Text = Field(description="its public wording", examples=["The work was more than the gain."])


class Criterion(Record):
    """A criterion by which decisions are made."""

    name: Line = Field(description="its public name", examples=["Effort"])
    help: Text = Field(description="what it means", examples=["How many weeks it takes us."])


class Promises(Record):
    """What we promise to everybody who brings an idea."""

    first_answer_days: Count | None = Field(None, description="days until the first answer", examples=["14"])


def _term(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Terms = dict[Key, Annotated[Term, BeforeValidator(_term, json_schema_input_type=Line | Term)]]


UNEXPLAINED = "unexplained-legacy"
"""The reason code of a no that was brought in from elsewhere without one: it is counted apart."""


class Vocabulary(Record):
    """Areas, themes, segments, channels, reasons and criteria that records may name."""

    areas: Terms = Field(min_length=1, description="parts of the product", examples=[{"reports": "Reports"}])
    themes: Terms = Field({}, description="themes across areas", examples=[{"speed": "Speed"}])
    segments: Terms = Field({}, description="groups of customers", examples=[{"schools": "Schools"}])
    channels: Terms = Field({}, description="ways by which ideas reach us", examples=[{"support": "Support"}])
    reasons: dict[Key, ReasonCode] = Field(
        {}, description="reasons for a no", examples=[{"cost": {"name": "Too costly", "text": "More work than gain."}}]
    )
    criteria: dict[Key, Criterion] = Field(
        {}, description="what decides", examples=[{"effort": {"name": "Effort", "help": "How many weeks it takes."}}]
    )
    promises: Promises = Field(Promises(), description="what we promise", examples=[{"first_answer_days": "14"}])
    words: dict[Line, Annotated[tuple[Line, ...], Listed]] = Field(
        {}, description="our words, and the customers' words for the same", examples=[{"report": ["statement"]}]
    )
