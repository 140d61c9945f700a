"""The documents of the API, v1, what is promised of them, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yousaid.outputs import contract
from yousaid.outputs.contract import ApiCustomer, ApiDecision, ApiIndex, ApiOccasion, ApiRemoved, ApiVocabulary


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the API; ``kind`` is the type of what is in it, if that is JSON of our own."""

    name: str
    about: str
    kind: Any = None
    media: str = "application/json"


_TABLE, _LINES = "text/csv", "application/x-ndjson"
DOCUMENTS = (
    Document("index.json", "Where to begin: what the site is, and what there is to fetch.", ApiIndex),
    Document("decisions.json", "All decisions, newest first.", list[ApiDecision]),
    Document("decisions.ndjson", "The same, with one JSON object on each line.", media=_LINES),
    Document("decisions.csv", "The same as a table.", media=_TABLE),
    Document("customers.json", "Everybody who has agreed to be named, by name.", list[ApiCustomer]),
    Document("customers.csv", "The same as a table.", media=_TABLE),
    Document("occasions.json", "The occasions on which we asked, newest first.", list[ApiOccasion]),
    Document("occasions.csv", "The same as a table.", media=_TABLE),
    Document("removed.json", "What was removed, newest first; in the other documents it is not.", list[ApiRemoved]),
    Document("vocabulary.json", "The words that records use, and what they mean here.", ApiVocabulary),
    Document("schema.json", "The shape of all JSON documents above, as JSON Schema (2020-12)."),
    Document("openapi.json", "The whole API described for programs, as OpenAPI 3.1."),
)

PROMISE = (
    "Below `v1` documents and fields are only ever added. None is renamed, removed or given another meaning, so leave "
    "alone what you do not know. What cannot be kept so will go to `v2`, beside `v1`.",
    "What somebody has asked us to take down goes at once, here as on the pages: a customer without consent has no id "
    "and no name in any document.",
    "In tables the columns go by their names in the first row, since more may come between them. A point in a name "
    "leads inside: `area.name` is the name of the area. Several values stand in one cell with ` | ` between them, and "
    "with commas in a list inside of a list. A text that a spreadsheet would take for a formula, since it begins with "
    "`=`, `+`, `-`, `@`, a tab or a carriage return, has an apostrophe before it; the JSON has not.",
)
CHANGES = (
    (
        "1.1",
        "2026-11-22",
        "`removed.json`: what was removed, when and why. In decisions: `moves`, what became of them step by step, and "
        "`changed_because`. In decisions, customers and occasions: `path` and `commit`, from which each was made, and "
        "`former_ids`. In `index.json`: `commit`.",
    ),
    ("1.0", "2026-11-22", "The first version, with everything that stands above."),
)
"""The changelog of the API, newest first: version, day, and what was added."""
VERSION = CHANGES[0][0]


def schema(references: str = "#/$defs/{model}") -> dict[str, Any]:
    """Return the JSON Schema (2020-12): under ``properties``, each document by its name."""
    kinds = {document.name: document.kind for document in DOCUMENTS if document.kind}
    made = contract.json_schema(kinds, references)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
