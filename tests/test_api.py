"""The API: every document by its schema, tables that come back as they were, and a description that is complete."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from typing_extensions import TypedDict

from conftest import ABOUT, Repository, site_of
from yousaid import urls
from yousaid.outputs import api, documents, pages, reference
from yousaid.outputs.contract import HELP, ApiDecision
from yousaid.outputs.documents import DOCUMENTS
from yousaid.outputs.downloads import downloads
from yousaid.views import About, Site


def made(site: Site) -> dict[str, bytes]:
    """Return every document by its name."""
    return {file.path.removeprefix(urls.API): file.make() for file in api.files(site)}


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


@pytest.fixture
def found(golden: Path) -> dict[str, bytes]:
    return made(site_of(golden))


def test_every_document_fits_the_published_schema(found: dict[str, bytes]) -> None:
    schema = json.loads(found["schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == {document.name for document in DOCUMENTS if document.kind}
    for name in schema["properties"]:
        jsonschema.validate({name: json.loads(found[name])}, {**schema, "required": []})
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({name: {"id": 1}}, {**schema, "required": []})


def test_every_field_of_a_decision_occurs_with_a_value(found: dict[str, bytes]) -> None:
    records = json.loads(found["decisions.json"])
    for name in ApiDecision.__annotations__:
        if name not in {"source", "reopen_if", "changed_because", "former_ids"}:
            assert any(record[name] for record in records), name


def test_every_field_says_what_it_means(found: dict[str, bytes]) -> None:
    for name, kind in json.loads(found["schema.json"])["$defs"].items():
        assert kind["description"]
        for field, shape in kind["properties"].items():
            assert shape["description"] == HELP[name][field] != "", (name, field)


def test_the_index_leads_to_everything(found: dict[str, bytes]) -> None:
    index = json.loads(found["index.json"])
    assert index["documents"] == {name: f"{ABOUT.url}{urls.API}{name}" for name in found}
    assert (index["version"], index["language"]) == (documents.VERSION, "en")
    assert sum(index["outcomes"].values()) == index["total"] == len(json.loads(found["decisions.json"]))


def test_a_line_of_json_is_an_item_of_the_list(found: dict[str, bytes]) -> None:
    lines = found["decisions.ndjson"].decode().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == json.loads(found["decisions.json"])


def test_a_table_holds_the_records_of_the_list(found: dict[str, bytes]) -> None:
    for name in ("decisions", "customers", "occasions"):
        records, rows = json.loads(found[f"{name}.json"]), table(found[f"{name}.csv"])
        assert [row["id"] for row in rows] == [record["id"] for record in records] != []
        for row, record in zip(rows, records, strict=True):
            for field, value in record.items():
                if value is None or isinstance(value, str):
                    assert row.get(field, "") == (value or ""), field
    by_id = {row["id"]: row for row in table(found["decisions.csv"])}
    whole = by_id["export-all"]
    assert (whole["area.id"], whole["area.name"], whole["channel.id"]) == ("reports", "Reports", "")
    assert (whole["credits.customer"], whole["credits.roles"]) == ("ada |  | ", "idea, testing | idea | data")
    assert whole["supersedes"] == "bigger"
    assert (by_id["quiet"]["reason.confidential"], by_id["quiet"]["reason.text"]) == ("true", "")
    assert by_id["refused"]["reason.confidential"] == "false"


def test_the_vocabulary_holds_every_word(found: dict[str, bytes]) -> None:
    words = json.loads(found["vocabulary.json"])
    assert {"id": "shipped", "name": "Done", "group": "did", "help": "It is done, and can be used."} in words[
        "outcomes"
    ]
    assert {"id": "reports", "name": "Reports", "help": "Everything that can be printed."} in words["areas"]
    assert [reason["id"] for reason in words["reasons"]] == ["cost"]
    assert [criterion["id"] for criterion in words["criteria"]] == ["effort"]
    used = {record["area"]["id"] for record in json.loads(found["decisions.json"])}
    assert used <= {area["id"] for area in words["areas"]}


def test_a_reason_names_its_code(repository: Repository) -> None:
    record = "title: T\nidea: I\nasked: 2026\noutcome: declined\nreason: {code: cost}\narea: reports\n"
    records = json.loads(made(site_of(repository({"decisions/2026/coded.yml": record})))["decisions.json"])
    reason = next(each["reason"] for each in records if each["id"] == "coded")
    assert (reason["code"], reason["name"]) == ("cost", "Too costly for now")


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@sum"])
def test_no_cell_is_a_formula(repository: Repository, title: str) -> None:
    record = f'title: "{title}"\nidea: I\nasked: 2026\noutcome: received\narea: reports\n'
    files = made(site_of(repository({"decisions/2026/formula.yml": record})))
    titles = {row["id"]: row["title"] for row in table(files["decisions.csv"])}
    assert titles["formula"] == f"'{title}"
    assert {record["id"]: record["title"] for record in json.loads(files["decisions.json"])}["formula"] == title


class Inner(TypedDict):
    word: str
    sure: bool


class Outer(TypedDict):
    id: str
    count: int | None
    inner: Inner | None
    many: list[Inner]
    words: list[str]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_text_comes_back_from_a_table(texts: list[str]) -> None:
    records: list[dict[str, Any]] = [
        {
            "id": text,
            "count": 0,
            "inner": {"word": text, "sure": True},
            "many": [{"word": text, "sure": False}] * 2,
            "words": [],
        }
        for text in texts
    ]
    data = downloads(Outer, records)
    rows = list(csv.reader(io.StringIO(data.csv().decode(), newline=""), strict=True))
    assert rows[0] == ["id", "count", "inner.word", "inner.sure", "many.word", "many.sure", "words"]
    for text, row in zip(texts, rows[1:], strict=True):
        safe = "'" if text[:1] and text[0] in "=+-@\t\r" else ""
        twice = f"{text} | {text}"
        safe_twice = "'" if twice[0] in "=+-@\t\r" else ""
        assert row == [safe + text, "0", safe + text, "true", safe_twice + twice, "false | false", ""]
    assert [json.loads(line) for line in data.lines] == records


def test_the_description_is_valid_openapi_and_lists_what_is_written(found: dict[str, bytes]) -> None:
    description = json.loads(found["openapi.json"])
    OpenAPIV31SpecValidator(description).validate()
    assert set(description["paths"]) == {f"/{name}" for name in found}
    assert description["servers"] == [{"url": "https://feedback.example.org/api/v1"}]
    names = [path["get"]["operationId"] for path in description["paths"].values()]
    assert len(names) == len(set(names))
    del description["info"]["title"]
    assert list(OpenAPIV31SpecValidator(description).iter_errors()), "a validator that finds nothing proves nothing"


def test_every_example_in_the_description_is_true(found: dict[str, bytes]) -> None:
    description = json.loads(found["openapi.json"])
    for path, operations in description["paths"].items():
        ((media, content),) = operations["get"]["responses"]["200"]["content"].items()
        assert media == next(each.media for each in DOCUMENTS if f"/{each.name}" == path)
        if "example" in content:
            jsonschema.validate(content["example"], {**content["schema"], "components": description["components"]})
    first = description["paths"]["/decisions.json"]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    assert first == json.loads(found["decisions.json"])[:1]


def test_without_an_address_everything_is_relative(golden: Path) -> None:
    files = made(site_of(golden, About("Example")))
    assert json.loads(files["index.json"])["documents"]["decisions.csv"] == "api/v1/decisions.csv"
    description = json.loads(files["openapi.json"])
    OpenAPIV31SpecValidator(description).validate()
    assert description["servers"] == [{"url": "."}]


def test_nobody_is_in_the_data_without_consent(golden: Path) -> None:
    (golden / "decisions" / "customers" / "ada.yml").write_text("form: person\nwithdrawn: 2026-06-01\n")
    for name, data in made(site_of(golden)).items():
        assert b"Ada Example" not in data, name
        assert b"customers/ada" not in data, name


def test_the_changelog_is_in_order_and_says_the_version() -> None:
    versions = [tuple(map(int, version.split("."))) for version, _, _ in documents.CHANGES]
    assert versions == sorted(versions, reverse=True)
    assert [day for _, day, _ in documents.CHANGES] == sorted((day for _, day, _ in documents.CHANGES), reverse=True)
    assert documents.CHANGES[0][0] == documents.VERSION


def test_the_page_explains_every_document_and_every_field(golden: Path) -> None:
    (page,) = (page for page in pages.pages(site_of(golden)) if page.kind is urls.DATA)
    body = page.render().body
    for document in DOCUMENTS:
        assert f'href="../api/v1/{document.name}"' in body
    types = {kind.name: kind for kind in reference.types(*(document.kind for document in DOCUMENTS))}
    assert {f"Api{name}" for name in types} == set(HELP)
    for name, kind in types.items():
        assert f'<h3 id="{name.lower()}">' in body
        assert kind.about
        assert {field.of for field in kind.fields if field.of} <= set(types)
    fields = {field.name: field.type for field in types["Decision"].fields}
    assert (fields["title"], fields["why"], fields["credits"]) == ("text", "text or null", "list of Credit")
    assert {field.name: field.type for field in types["Vocabulary"].fields}["words"] == "list of text by name"
