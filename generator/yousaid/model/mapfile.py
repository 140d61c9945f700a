"""A mapping file of `yousaid import`: what the words of another system mean here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yousaid.model.decision import Links
from yousaid.model.values import Key, Line, Listed, Record, Text, Url

Markup = Literal["markdown", "html", "plain"]
COLUMNS = (
    *("id", "title", "text", "url", "asked", "status", "answer", "answered", "reason", "merged_into", "votes"),
    *("tags", "board", "category", "people", "evidence"),
)
"""What a column of a table can hold."""
Lines = Annotated[tuple[Line, ...], Listed]


class Given(Record):
    """What is given to an import, and is no part of a record: its fields are none that a record could hold."""


class Meaning(Given):
    """What a board, a category or a tag says of its ideas. `{}` says nothing, and is nothing to be asked about."""

    area: Key | None = Field(None, description="the area of its ideas", examples=["everyday-use"])
    themes: Annotated[tuple[Key, ...], Listed] | None = Field(
        None, description="the themes of its ideas", examples=[["speed"]]
    )
    segments: Annotated[tuple[Key, ...], Listed] | None = Field(
        None, description="the segments of those who asked", examples=[["schools"]]
    )
    channel: Key | None = Field(None, description="how its ideas reached you", examples=["support"])


class Fill(Given):
    """What you say, for all such records, where the other system says nothing and an outcome needs it."""

    answer: Text | None = Field(
        None, description="the answer", examples=["It is done. What we said then was not kept."]
    )
    evidence: Links | None = Field(
        None, description="where one can see it", examples=[["https://example.org/releases"]]
    )
    no_credit_because: Text | None = Field(
        None, description="why nobody is thanked", examples=["Who asked was not written down."]
    )


class MapFile(Given):
    """What the words of another system mean here. You write it for `yousaid import`; all of it is optional."""

    system: Line | None = Field(
        None, description="what the other system is called in each record", examples=["our-portal"]
    )
    area: Key | None = Field(
        None, description="the area of ideas for which nothing else says one", examples=["everyday-use"]
    )
    channel: Key | None = Field(
        None, description="how ideas reached you, where nothing else says so", examples=["support"]
    )
    statuses: dict[Line, Line] = Field(
        {},
        description="what a status means: an outcome, or `skip` to leave its ideas out",
        examples=[{"under consideration": "reviewing"}],
    )
    no_status: Line | None = Field(
        None, description="what it means that there is no status: an outcome, or `skip`", examples=["received"]
    )
    boards: dict[Line, Meaning] = Field(
        {}, description="what a board says of its ideas", examples=[{"Mobile app": {"area": "everyday-use"}}]
    )
    categories: dict[Line, Meaning] = Field(
        {}, description="what a category says of its ideas", examples=[{"Invoices": {"area": "prices"}}]
    )
    tags: dict[Line, Meaning] = Field(
        {}, description="what a tag says of its ideas", examples=[{"slow": {"themes": ["speed"]}}]
    )
    columns: dict[Line, Line | Lines] = Field(
        {},
        description=f"which columns hold what, or `none`: {', '.join(f'`{name}`' for name in COLUMNS)}",
        examples=[{"title": "Feature name", "text": ["Description", "Notes"]}],
    )
    dates: Literal["day-month-year", "month-day-year"] | None = Field(
        None,
        description="how `03/04/2026` is meant: `day-month-year` or `month-day-year`",
        examples=["day-month-year"],
    )
    delimiter: str = Field("", description="what stands between the cells of a table", examples=['";"'])
    encoding: str = Field("", description="how a text is written that is not UTF-8", examples=["windows-1252"])
    sheet: str = Field("", description="which sheet of a workbook holds the ideas", examples=["Ideas"])
    url: Url | None = Field(
        None,
        description="the address of the other system, where its export has none",
        examples=["https://example.org/"],
    )
    markup: Markup | None = Field(
        None, description="what texts are written in: `plain`, `markdown` or `html`", examples=["markdown"]
    )
    skip: Lines = Field((), description="ideas that you leave out, by their ids there", examples=[["812"]])
    fill: Fill = Field(
        Fill(),
        description="what you say where the other system says nothing",
        examples=[{"no_credit_because": "Who asked was not written down."}],
    )
