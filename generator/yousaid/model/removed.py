"""What stands in the place of a record that was removed: ``decisions/removed/<id>.yml``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from yousaid.model.decision import Confidential, SpokenReason, WrittenReason, split_confidential, written
from yousaid.model.values import Day, Record, fault


class Was(StrEnum):
    """What was removed."""

    RECORD = "record"
    OCCASION = "occasion"


def _plainly(value: Any) -> Any:
    if not isinstance(value, str | WrittenReason):
        raise fault("shape", "must be a text, or the word `confidential` alone", "write the reason as a sentence")
    return written(value, field="because")


def _kind(value: Any) -> str:
    return "confidential" if isinstance(value, Confidential) else "written"


Because = Annotated[
    Annotated[Confidential, Tag("confidential")] | Annotated[WrittenReason, BeforeValidator(_plainly), Tag("written")],
    Discriminator(_kind),
    BeforeValidator(split_confidential, json_schema_input_type=Literal["confidential"] | SpokenReason),
]


class Removed(Record):
    """That a public record was removed. Its page then says so, when and why; nothing else of it is kept."""

    removed: Day = Field(description="the day on which it was removed", examples=["2026-08-01"])
    because: Because = Field(
        description="why, in plain words, or `confidential`", examples=["It was published twice by mistake."]
    )
    was: Was = Field(Was.RECORD, description="what it was: `record` or `occasion`", examples=["occasion"])
