"""The shape of records as JSON Schema, so that an editor completes, explains and checks them while they are typed.

It is made of the model alone: fields, help and examples, and what each outcome asks for and refuses. The words of one
repository (its vocabulary, the keys of its customers and occasions) come in as lists. It is laid into the repository,
and each record names it in its first line, so that an editor finds it without any settings.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from yousaid.decode import MODELS
from yousaid.diagnostics import Code, Diagnostic, Span
from yousaid.model import Outcome
from yousaid.model.decision import ASKS_FOR, ONLY_WITH
from yousaid.model.typed import KEY, NAMED
from yousaid.reader import Kind
from yousaid.rules import Corpus
from yousaid.rules.vocabulary import LISTS

FOLDER = ".yousaid"
FILES: Mapping[Kind, str] = {kind: f"{kind}.schema.json" for kind in MODELS}
SCHEMA_LINE: Mapping[Kind, str] = {
    kind: f"# yaml-language-server: $schema={'../' if kind == 'vocabulary' else '../../'}{FOLDER}/{file}"
    for kind, file in FILES.items()
}
"""The first line of a record, by which editors find its schema: they read the address from the record's own folder."""
STALE = Code(
    "YS010",
    "a-schema-up-to-date",
    f"""The schemas in `{FOLDER}/` should be those of this repository.

Editors read them to complete and to explain fields while a record is typed. They hold the words of the vocabulary and
the keys of customers and occasions, so they change when these do. Write them anew:

    yousaid schema --output {FOLDER}
""",
)
CODES = (STALE,)

# The list that a key is taken from, by the field that it stands in (`credits: [ada]` is short for `customer: ada`).
_LISTED = {**LISTS, "code": "reasons", "occasion": "occasions", "customer": "customers", "credits": "customers"}
_NAMES = {shape["pattern"]: name for name, shape in NAMED.items()}
_TITLES: Mapping[Kind, str] = {
    "decision": "A record: one idea and its answer",
    "customer": "A customer who is thanked",
    "occasion": "An occasion on which we asked",
    "removed": "That a record was removed",
    "vocabulary": "The site's own words",
}
_KEPT = (
    *("title", "description", "examples", "type", "const", "enum", "if", "else", "pattern", "minimum", "maximum"),
    *("maxLength", "minProperties", "errorMessage"),
)


def text(kind: Kind, corpus: Corpus | None = None) -> str:
    """Return the schema of a kind of record, as it stands in its file."""
    return json.dumps(document(kind, corpus), indent=2, ensure_ascii=False) + "\n"


def files(corpus: Corpus | None = None) -> dict[str, str]:
    """Return all schemas, by the names of their files."""
    return {file: text(kind, corpus) for kind, file in FILES.items()}


def faults(root: Path, corpus: Corpus) -> Iterator[Diagnostic]:
    """Warn of each committed schema that is not what it would be today; who has none has chosen so."""
    if not (root / FOLDER).is_dir() or corpus.vocabulary is None:
        return
    for file, wanted in files(corpus).items():
        try:
            found = (root / FOLDER / file).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            found = ""
        if found != wanted:
            message = "the schema must be that of the records, or editors complete and explain the wrong words"
            hint = f"type `yousaid schema --output {FOLDER}`, and commit it; without a terminal, leave it to others"
            yield Diagnostic(Span(f"{FOLDER}/{file}"), STALE, message, hint, severity="warning")


def document(kind: Kind, corpus: Corpus | None = None) -> dict[str, Any]:
    """Return the schema of a kind of record, with the words of a repository if there is one."""
    made = MODELS[kind].model_json_schema()
    shared = {**NAMED, **(_lists(corpus) if corpus else {})}
    shape = _Shape(made.pop("$defs", {}), shared)
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **shape.of({**made, "title": _TITLES[kind]}),
    }
    if kind == "decision":
        for name, field in found["properties"].items():
            field["description"] += _needed(name)
        found["properties"]["outcome"]["enumDescriptions"] = [outcome.help for outcome in Outcome]
        found["allOf"] = [*map(_outcome, Outcome), *_pairs()]
    return {**found, "$defs": {name: value for name, value in shared.items() if name in shape.used}}


class _Shape:
    """Turns what pydantic makes of a model into what is typed: nothing is null, no list empty, keys are from lists."""

    def __init__(self, defs: Mapping[str, Any], shared: Mapping[str, Any]) -> None:
        self._defs = defs
        self._shared = shared
        self.used: set[str] = set()

    def of(self, made: Mapping[str, Any], name: str = "") -> dict[str, Any]:
        """Return one part, which stands in the field ``name``."""
        if "$ref" in made:
            meant = self._defs[made["$ref"].rpartition("/")[2]]
            made = {**{key: value for key, value in meant.items() if key != "title"}, **made}
        branches = [self.of(each, name) for each in made.get("anyOf", ()) if each.get("type") != "null"]
        found = {key: made[key] for key in _KEPT if key in made}
        if isinstance(made.get("default"), (str, bool)):
            found["default"] = made["default"]
        words = _LISTED.get(name) if _LISTED.get(name) in self._shared else None
        # Editors offer examples as values: those of another repository, or in quotes, would be wrong.
        if words or "boolean" in made.get("type", ()):
            found.pop("examples", None)
        shared = _NAMES.get(found.get("pattern", ""))
        if shared:
            shared = words if words and shared == "key" else shared
            self.used.add(shared)
            found = {key: found[key] for key in ("title", "description", "examples") if key in found}
            found["$ref"] = f"#/$defs/{shared}"
        if len(branches) == 1:
            found = {**branches[0], **found}
        elif branches:
            found["oneOf"] = branches
        if "description" in found:
            found["description"] = _sentence(found["description"])
        found.update(self._inside(made, name))
        return found

    def _inside(self, made: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
        """Yield what a list or a group of fields is made of."""
        if "items" in made:
            yield "items", self.of(made["items"], name)
            yield "minItems", 1
        if made.get("type") == "object":
            if "properties" in made:
                inner = made["properties"].items()
                yield "properties", {each: self.of({**value, "title": _title(each)}, each) for each, value in inner}
            if "required" in made:
                yield "required", made["required"]
            if "patternProperties" in made:
                yield "patternProperties", {k: self.of(v, name) for k, v in made["patternProperties"].items()}
            free = made.get("additionalProperties", False)
            yield "additionalProperties", self.of(free, name) if free else False


def _outcome(outcome: Outcome) -> dict[str, Any]:
    """Return what an outcome asks for, and what it refuses."""
    refused = [
        {"properties": {name: False}, "errorMessage": f"{name} must not stand with outcome: {outcome}"}
        for name in sorted(outcome.refuses)
    ]
    return {
        "if": {"required": ["outcome"], "properties": {"outcome": {"const": str(outcome)}}},
        # Each apart, since a message is for all that stands beside it.
        "then": {"required": sorted(outcome.needs), "allOf": refused},
    }


def _pairs() -> Iterator[dict[str, Any]]:
    """Yield which fields stand together only."""
    for field, (other, word) in ONLY_WITH.items():
        said = f"must be {word}, since {field} stands with that only"
        must = {"pattern": rf"^\s*{word}\s*$", "type": "string", "errorMessage": said}
        yield {"if": {"required": [field]}, "then": {"required": [other], "properties": {other: must}}}
    for (other, word), field in ASKS_FOR.items():
        yield {"if": {"required": [other], "properties": {other: {"const": word}}}, "then": {"required": [field]}}


def _needed(name: str) -> str:
    outcomes = [str(outcome) for outcome in Outcome if name in outcome.needs]
    return f" Needed with {', '.join(outcomes)}." if outcomes else ""


def _enum(words: Iterable[str]) -> dict[str, Any]:
    """Return a list of words to choose from; those that YAML takes for a number, as the number too."""
    spelt = list(words)
    return {"enum": [*spelt, *(number for word in spelt if (number := _number(word)) is not None)]}


def _number(word: str) -> float | None:
    """Return what an editor reads in the place of a word: see section 10.3.2 of YAML 1.2.2."""
    for read in (int, float, partial(int, base=0)):
        with contextlib.suppress(ValueError, OverflowError):
            return read(word) if word[0].isdigit() else None
    return None


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _sentence(help_: str) -> str:
    return f"{help_[0].upper()}{help_[1:].removesuffix('.')}."


def _lists(corpus: Corpus) -> dict[str, Any]:
    """Return the words that a repository has. Only its vocabulary is sure to be complete while a record is typed."""
    found: dict[str, Any] = {}
    if corpus.vocabulary:
        for name in (*LISTS.values(), "reasons"):
            words = getattr(corpus.vocabulary.value, name)
            help_ = [term.name for term in words.values()]
            said = f"must stand in decisions/vocabulary.yml under {name}"
            found[name] = {**_enum(words), "enumDescriptions": help_, "errorMessage": said}
    # The names of customers stay where they are: a name lives in one file.
    found["customers"] = _offered("customers", corpus.known["customer"])
    found["occasions"] = _offered("occasions", corpus.known["occasion"])
    return found


def _offered(name: str, keys: Iterable[str]) -> dict[str, Any]:
    """Return keys to choose from; others are accepted too, since their file may be new."""
    known = {"$ref": f"#/$defs/{name}/oneOf/0"}
    return {"oneOf": [_enum(sorted(keys)), {**KEY, "not": known}]}
