"""Customers (``decisions/customers/<key>.yml``) and occasions (``decisions/occasions/<key>.yml``)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from yousaid.model.decision import Links, Voices
from yousaid.model.values import Asked, Day, Key, Line, Record, Text, Url


class Form(StrEnum):
    """How a customer is named."""

    PERSON = "person"
    COMPANY = "company"
    DESCRIBED = "described"


class How(StrEnum):
    """How consent was given."""

    ASKED = "asked"
    PUBLIC_RECORD = "public-record"


class Consent(Record):
    """That the name may be published."""

    given: Day = Field(description="when; for a public record, when it was published", examples=["2026-01-20"])
    how: How = Field(description="`asked`, or `public-record` with its address", examples=["asked"])
    at: Url | None = Field(
        None, description="where the public record stands", examples=["https://example.org/thread/7"]
    )
    expires: Day | None = Field(None, description="the last day on which it holds", examples=["2028-01-20"])


class Customer(Record):
    """Somebody who is thanked. The name stands in this file only, so that it can be taken back in one step."""

    name: Line | None = Field(None, description="the name to publish, as they write it", examples=["Ada Example"])
    form: Form = Field(
        description="`person`, `company`, or `described` (as in “a customer in retail”)", examples=["person"]
    )
    link: Url | None = Field(None, description="their own page", examples=["https://example.org/ada"])
    affiliation: Line | None = Field(
        None, description="where they work, if they want it said", examples=["Example Ltd"]
    )
    consent: Consent | None = Field(
        None, description="that the name may be published", examples=[{"given": "2026-01-20", "how": "asked"}]
    )
    withdrawn: Day | None = Field(
        None, description="when consent was taken back; the name is then deleted", examples=["2026-08-01"]
    )


class Occasion(Record):
    """An occasion on which we asked: a survey, an event, a call for comments."""

    title: Line = Field(description="its name", examples=["Customer survey 2026"])
    question: Text = Field(description="what we asked", examples=["What should a report look like?"])
    date: Asked = Field(description="when it took place or began", examples=["2026-03-01"])
    until: Asked | None = Field(None, description="when it ended", examples=["2026-03-31"])
    summary: Text | None = Field(None, description="what we heard", examples=["Most of you want fewer clicks."])
    participants: Voices | None = Field(
        None, description="how many took part", examples=[{"count": "210", "as_of": "2026-04-01"}]
    )
    links: Links | None = Field(None, description="where it is documented", examples=[["https://example.org/survey"]])
    channel: Key | None = Field(None, description="how we asked, from the vocabulary", examples=["survey"])
