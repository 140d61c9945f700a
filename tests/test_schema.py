"""The schema for editors: it accepts what we accept, and refuses what is wrong in the shape of a record."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from conftest import BASE, ROOT, TODAY, Repository
from test_cases import CASES, laid_out, parts
from test_cli import invoke
from yousaid import pipeline, schema, shortcut
from yousaid.model import Outcome
from yousaid.reader import Kind
from yousaid.rules import Corpus

OWN = pipeline.check(pipeline.Settings(ROOT, TODAY)).corpus
# Rules that look at one record and its vocabulary, so that a schema can know them.
SHAPE = re.compile(r"YS(2\d\d|30[1-9]|31[01]|361|362)")
SHAPELY = [case for case in CASES if SHAPE.fullmatch(case.parent.name)]
# What it cannot know: comments, the calendar of leap years, what an editor's YAML has made of a text, numbers of ports.
UNKNOWABLE = {
    "YS204/an-expiry-that-does-not-exist",
    "YS204/the-twenty-ninth-of-february-in-no-leap-year",
    "YS207/a-reason-of-20001-characters",
    "YS207/a-text-of-20001-characters",
    "YS208/a-port-that-is-no-number",
    "YS210/a-switch-upper-case",
}
# An editor sees no difference between `title: null` and `title:`, and the second one is the mistake.
NULLS = {
    "YS206/good-a-tilde-as-a-title",
    "YS206/good-null-as-a-title",
    "YS209/good-a-word-of-yaml",
}


class _Core(yaml.SafeLoader):
    """Reads YAML as editors do, by the core schema of YAML 1.2.2 (section 10.3.2)."""


_Core.yaml_implicit_resolvers = {}
_TYPES = (
    ("null|Null|NULL|~|", lambda _: None),
    ("true|True|TRUE", lambda _: True),
    ("false|False|FALSE", lambda _: False),
    ("[-+]?[0-9]+", int),
    ("0o[0-7]+|0x[0-9a-fA-F]+", lambda text: int(text, 0)),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
)


def _scalar(_: _Core, node: yaml.ScalarNode) -> object:
    for pattern, read in () if node.style else _TYPES:
        if re.fullmatch(pattern, node.value):
            return read(node.value)
    return node.value


_Core.add_constructor("tag:yaml.org,2002:str", _scalar)


def as_an_editor_reads(text: str) -> Any:
    def with_names(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name if isinstance(name, str) else json.dumps(name): with_names(each) for name, each in value.items()
            }
        return [with_names(each) for each in value] if isinstance(value, list) else value

    return with_names(yaml.load(text, _Core))


def as_we_read(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)


def kind_of(path: str) -> Kind:
    kinds: dict[str, Kind] = {"customers": "customer", "occasions": "occasion", "removed": "removed"}
    kinds["vocabulary.yml"] = "vocabulary"
    return kinds.get(path.split("/")[1], "decision")


def refusals(kind: Kind, record: Any, corpus: Corpus | None) -> list[str]:
    return [
        error.message for error in jsonschema.Draft202012Validator(schema.document(kind, corpus)).iter_errors(record)
    ]


def base(repository: Repository) -> Corpus:
    return pipeline.check(pipeline.Settings(repository({}), TODAY)).corpus


# What it accepts, and what it refuses.


@pytest.mark.parametrize("kind", schema.FILES)
@pytest.mark.parametrize("corpus", [None, OWN], ids=["plain", "own"])
def test_it_is_a_schema(kind: Kind, corpus: Corpus | None) -> None:
    made = schema.document(kind, corpus)
    jsonschema.Draft202012Validator.check_schema(made)
    assert json.loads(schema.text(kind, corpus)) == made
    for name in re.findall(r'"#/\$defs/([a-z]+)', json.dumps(made)):
        assert name in made["$defs"]


@pytest.mark.parametrize("read", [as_an_editor_reads, as_we_read])
@pytest.mark.parametrize("words", [True, False], ids=["with words", "plain"])
def test_every_record_of_ours_is_accepted(read: Any, words: bool) -> None:
    validators = {
        kind: jsonschema.Draft202012Validator(schema.document(kind, OWN if words else None)) for kind in schema.FILES
    }
    files = sorted((ROOT / "decisions").rglob("*.yml"))
    assert len(files) > 100
    for file in files:
        path = file.relative_to(ROOT).as_posix()
        assert not list(validators[kind_of(path)].iter_errors(read(file.read_text("utf-8")))), path


@pytest.mark.parametrize("case", SHAPELY, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_case_is_judged_as_by_the_check(case: Path, repository: Repository) -> None:
    name = f"{case.parent.name}/{case.stem}"
    steps, _ = parts(case.read_text("utf-8"))
    root, _ = laid_out(steps, repository)
    checked = pipeline.check(pipeline.Settings(root, TODAY))
    faulty = {fault.span.path for fault in checked.faults}
    misshapen = {fault.span.path for fault in checked.faults if SHAPE.fullmatch(fault.code.id)}
    for path, _ in steps:
        if not re.fullmatch(r"decisions/([^/]+/)?[^/]+\.yml", path) or not (root / path).exists():
            continue
        try:
            record = as_an_editor_reads((root / path).read_text("utf-8"))
        except yaml.YAMLError:
            continue
        said = refusals(kind_of(path), record, checked.corpus)
        if path in misshapen:
            assert said or name in UNKNOWABLE or name.startswith("YS211/"), path
        elif path not in faulty:
            assert not said or name in NULLS, path


@pytest.mark.parametrize("outcome", Outcome)
def test_each_outcome_asks_for_what_the_model_says_and_refuses_what_contradicts_it(outcome: Outcome) -> None:
    record = {"title": "x", "idea": "x", "asked": 2026, "outcome": str(outcome), "area": "x"}
    said = " ".join(refusals("decision", record, None))
    assert all(f"'{name}' is a required property" in said for name in outcome.needs)
    assert said.count("is a required property") == len(outcome.needs)
    for name in ("shipped", "reopen_if", "merged_into"):
        value = "2026" if name == "shipped" else "x"
        refused = [each for each in refusals("decision", {**record, name: value}, None) if "False schema" in each]
        assert bool(refused) is (name in outcome.refuses)


@pytest.mark.parametrize(
    ("changes", "good"),
    [
        ({"asked": 2026}, True),
        ({"asked": "2026-01-12"}, True),
        ({"asked": 26}, False),
        ({"release": 3.10}, True),
        ({"release": True}, True),
        ({"title": None}, False),
        ({"title": 42}, True),
        ({"voices": {"count": "7", "as_of": 2026}}, True),
        ({"voices": {"count": 7.5, "as_of": 2026}}, False),
        ({"draft": "true"}, True),
        ({"draft": True}, True),
        ({"draft": "yes"}, False),
        ({"credits": ["ada", {"customer": "new-one"}, {"customer": "ada", "for": ["idea"]}]}, True),
        ({"credits": ["Ada"]}, False),
        ({"credits": []}, False),
        ({"credits": "none", "no_credit_because": "x"}, True),
        ({"area": "report"}, False),
        ({"themes": ["speed"]}, True),
        ({"themes": ["haste"]}, False),
        ({"occasion": "survey"}, True),
        ({"occasion": "a-new-one"}, True),
        ({"evidence": ["https://example.org/a@b", {"url": "http://example.org"}]}, True),
        ({"evidence": ["https://ada@example.org/"]}, False),
        ({"evidence": "https://example.org/"}, False),
    ],
)
def test_values_are_taken_as_they_are_typed(changes: dict[str, Any], good: bool, repository: Repository) -> None:
    record = {"title": "x", "idea": "x", "asked": 2026, "outcome": "received", "area": "reports", **changes}
    assert (refusals("decision", record, base(repository)) == []) is good


def test_words_that_yaml_takes_for_numbers_are_words(repository: Repository) -> None:
    vocabulary = "areas:\n" + "".join(f"  {word}: X\n" for word in ("reports", "2024", "007", "1e5", "0x1f", "0xyz"))
    corpus = pipeline.check(pipeline.Settings(repository({"decisions/vocabulary.yml": vocabulary}), TODAY)).corpus
    for word in ("reports", "2024", "007", "1e5", "0x1f", "0xyz"):
        record = f"title: x\nidea: x\nasked: 2026\noutcome: received\narea: {word}\n"
        assert not refusals("decision", as_an_editor_reads(record), corpus), word
    assert refusals("decision", as_an_editor_reads(record.replace("0xyz", "2025")), corpus)


def test_a_list_that_is_empty_in_the_vocabulary_takes_no_word(repository: Repository) -> None:
    corpus = pipeline.check(
        pipeline.Settings(repository({"decisions/vocabulary.yml": "areas: {reports: Reports}\n"}), TODAY)
    ).corpus
    record = {"title": "x", "idea": "x", "asked": 2026, "outcome": "received", "area": "reports", "themes": ["speed"]}
    assert refusals("decision", record, corpus)


# What it says.


@pytest.mark.parametrize("kind", schema.FILES)
def test_every_field_has_a_title_help_and_an_example(kind: Kind) -> None:
    made = schema.document(kind)
    assert made["title"]
    for name, field in made["properties"].items():
        assert field["title"][0].isupper(), name
        assert field["description"].endswith("."), name
        assert field.get("examples") or name == "draft", name


def test_help_says_which_outcomes_need_a_field() -> None:
    field = schema.document("decision")["properties"]["review_by"]
    assert field["description"].endswith("Needed with planned, not-now.")


def test_words_are_offered_with_their_names_and_customers_without(repository: Repository) -> None:
    made = schema.document("decision", base(repository))
    assert made["$defs"]["areas"]["enum"] == ["reports", "billing"]
    assert made["$defs"]["areas"]["enumDescriptions"] == ["Reports", "Billing"]
    assert made["$defs"]["customers"]["oneOf"][0] == {"enum": ["ada"]}
    assert "Ada Example" not in json.dumps(made), "a name lives in one file"


def test_without_a_vocabulary_words_are_free(repository: Repository) -> None:
    corpus = pipeline.check(pipeline.Settings(repository({"decisions/vocabulary.yml": "areas: ["}), TODAY)).corpus
    made = schema.document("decision", corpus)
    assert "areas" not in made["$defs"]
    assert made["properties"]["area"]["$ref"] == "#/$defs/key"
    assert made["properties"]["occasion"]["$ref"] == "#/$defs/occasions"


# Where it lies.


def test_ours_is_up_to_date() -> None:
    assert {file: (ROOT / schema.FOLDER / file).read_text("utf-8") for file in schema.FILES.values()} == schema.files(
        OWN
    )


def test_every_record_of_ours_names_its_schema() -> None:
    for file in (ROOT / "decisions").rglob("*.yml"):
        text = file.read_text("utf-8")
        line = schema.SCHEMA_LINE[kind_of(file.relative_to(ROOT).as_posix())]
        assert text.startswith(f"{line}\n"), file
        assert (file.parent / line.partition("=")[2]).resolve().is_file()
        if file.parent.name.isdigit():
            assert shortcut.fields(text) is not None, "it must still be read the short way"


def test_editors_are_told_what_reads_it() -> None:
    assert "redhat.vscode-yaml" in json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))["recommendations"]


def test_the_benchmark_has_the_same_line() -> None:
    assert f'"{schema.SCHEMA_LINE["decision"]}"' in (ROOT / "benchmarks/corpus.py").read_text("utf-8")


def laid(repository: Repository, files: dict[str, str | bytes | None] | None = None) -> Path:
    root = repository(files or {})
    invoke("schema", "--root", str(root), "--output", str(root / ".yousaid"))
    return root


def test_a_schema_that_is_not_up_to_date_is_a_warning(repository: Repository) -> None:
    root = laid(repository)
    assert "No faults" in invoke("check", "--root", str(root))
    (root / "decisions/customers/bob.yml").write_text("form: person\n")
    said = invoke("check", "--root", str(root))
    assert ".yousaid/decision.schema.json: warning[YS010]" in said
    assert "yousaid schema --output .yousaid" in said
    assert said.endswith("1 warning in 1 file\n")
    invoke("schema", "--root", str(root), "--output", str(root / ".yousaid"))
    assert "No faults" in invoke("check", "--root", str(root))


@pytest.mark.parametrize("content", [None, b"", b"\xff", b"{}"])
def test_a_schema_that_is_missing_or_damaged_is_not_up_to_date(content: bytes | None, repository: Repository) -> None:
    root = laid(repository)
    file = root / ".yousaid/customer.schema.json"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    assert "customer.schema.json: warning[YS010]" in invoke("check", "--root", str(root))


def test_line_ends_of_another_system_do_not_matter(repository: Repository) -> None:
    root = laid(repository)
    for file in (root / ".yousaid").iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert "No faults" in invoke("check", "--root", str(root))


def test_who_has_no_schema_is_not_reminded(repository: Repository) -> None:
    assert "No faults" in invoke("check", "--root", str(repository({})))


def test_while_the_vocabulary_cannot_be_read_nothing_is_said_of_the_schema(repository: Repository) -> None:
    root = laid(repository)
    (root / "decisions/vocabulary.yml").write_text("areas: [")
    assert "YS010" not in invoke("check", "--root", str(root), code=1)


# The command.


def test_the_schema_of_a_kind_is_printed(repository: Repository) -> None:
    root = repository({})
    assert invoke("schema", "--root", str(root)) == schema.text("decision", base_of(root))
    assert invoke("schema", "customer", "--root", str(root)) == schema.text("customer", base_of(root))
    assert "there" not in invoke("schema", "company", "--root", str(root), code=2).partition("decision")[0]


def base_of(root: Path) -> Corpus:
    return pipeline.check(pipeline.Settings(root, TODAY)).corpus


def test_without_records_it_is_the_plain_one(tmp_path: Path) -> None:
    assert invoke("schema", "--root", str(tmp_path)) == schema.text("decision")


def test_files_are_written_all_or_those_that_were_asked_for(repository: Repository, tmp_path: Path) -> None:
    root = repository({})
    said = invoke("schema", "--root", str(root), "--output", str(tmp_path / "new"))
    assert all(file in said for file in schema.FILES.values())
    assert {file.name: file.read_text("utf-8") for file in (tmp_path / "new").iterdir()} == schema.files(base_of(root))
    invoke("schema", "occasion", "--root", str(root), "--output", str(tmp_path / "one"))
    assert [file.name for file in (tmp_path / "one").iterdir()] == ["occasion.schema.json"]


def test_a_folder_that_cannot_be_written_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "cannot be written" in invoke("schema", "--output", str(tmp_path / "file" / "below"), code=2)


def test_the_same_records_give_the_same_bytes() -> None:
    assert schema.files(OWN) == schema.files(pipeline.check(pipeline.Settings(ROOT, TODAY)).corpus)
    assert BASE.is_dir()
