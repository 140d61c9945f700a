"""Faults for a forge and for programs: in the shapes that were promised, and no record can give an order."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import HERE, TODAY, Repository
from yousaid import pipeline, reporters
from yousaid.diagnostics import Code, Diagnostic, Related, Source, Span
from yousaid.reporters import as_json, github, sarif

CODE = Code("YS000", "a-rule", "A rule.\n\nIt is explained.")
SARIF = json.loads((HERE / "schemas/sarif-2.1.0.json").read_text("utf-8"))
SOURCE = Source("decisions/2026/a.yml", "title: One\narea: Reports\n")
FAULT = Diagnostic(
    SOURCE.span(2, 7, 14), CODE, "it is wrong", "type `reports`", (Related(SOURCE.span(1, 1, 6), "see this"),)
)
WARNING = Diagnostic(Span("mkdocs.yml"), CODE, "it is odd", severity="warning")
ORDERS = (
    "\n::set-output name=x::y",
    "\r\n::stop-commands::token\r",
    "::error::forged",
    "##[add-mask]secret",
    "\x1b[31mred\x1b]0;title\x07",
    "%0A::warning::x",
    "a,line=9,file=b::c",
    "\u202e\u2028::add-path::/tmp",
)


# GitHub's runner, as far as it looks for orders: `ActionCommand.cs` of actions/runner.
COMMANDS = {
    *("error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "stop-commands", "set-output"),
    *("set-env", "add-path", "save-state", "add-matcher", "remove-matcher", "echo"),
}


def orders(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Return what GitHub's runner would obey in this output."""
    return [order for line in re.split(r"\r\n|\r|\n", text) if (order := _new(line) or _old(line))]


def _new(line: str) -> tuple[str, dict[str, str], str] | None:
    line = line.lstrip()
    head, colons, data = line[2:].partition("::")
    name, _, rest = head.partition(" ")
    if not line.startswith("::") or not colons or name not in COMMANDS:
        return None
    pairs = (pair.partition("=") for pair in rest.strip().split(",") if pair)
    return name, {key: unescaped(value, ":,") for key, _, value in pairs}, unescaped(data)


def _old(line: str) -> tuple[str, dict[str, str], str] | None:
    found = re.search(r"##\[([^\] ]*)[^\]]*\](.*)", line)
    return (found[1], {}, found[2]) if found and found[1] in COMMANDS else None


def unescaped(text: str, more: str = "") -> str:
    for character in f"\r\n{more}%":
        text = text.replace(f"%{ord(character):02X}", character)
    return text


def test_the_runner_of_this_test_obeys() -> None:
    assert orders("::error file=a%2Cb::x%0Ay") == [("error", {"file": "a,b"}, "x\ny")]
    assert orders("text\r  ::stop-commands::x\nsome ##[add-mask]y") == [
        ("stop-commands", {}, "x"),
        ("add-mask", {}, "y"),
    ]


def test_a_fault_is_an_order_to_show_it_on_its_line() -> None:
    assert orders(github.commands([FAULT, WARNING])) == [
        (
            "error",
            {"file": "decisions/2026/a.yml", "line": "2", "col": "7", "endColumn": "13", "title": "YS000 a-rule"},
            "it is wrong\nSee decisions/2026/a.yml:1: see this\nHint: type `reports`",
        ),
        ("warning", {"file": "mkdocs.yml", "title": "YS000 a-rule"}, "it is odd"),
    ]


def test_files_are_named_from_the_top_of_the_repository() -> None:
    said = orders(github.commands([FAULT], "a site/"))[0]
    assert said[1]["file"] == "a site/decisions/2026/a.yml"
    assert "See a site/decisions/2026/a.yml:1" in said[2]
    outside = Diagnostic(Span("/elsewhere/a.md"), CODE, "it is wrong")
    assert orders(github.commands([outside], "a site/"))[0][1]["file"] == "/elsewhere/a.md"


def test_what_stands_for_something_in_an_order_is_escaped() -> None:
    fault = Diagnostic(Span("a:b,c%d.yml", 1, 1, 2), Code("YS000", "a,b:c", ""), "100 % sure: a, b")
    line = github.commands([fault])
    assert line.startswith("::error file=a%3Ab%2Cc%25d.yml,")
    assert orders(line) == [
        (
            "error",
            {"file": "a:b,c%d.yml", "line": "1", "col": "1", "endColumn": "1", "title": "YS000 a,b:c"},
            "100 % sure: a, b",
        )
    ]


HOSTILE = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from((*ORDERS, "\n", "\r", "::", "##[", "error", "]", "%", ":", ",", " ", "x")), max_size=8
    ).map("".join),
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, st.integers(0, 2), st.integers(1, 40))
def test_no_value_forges_an_order_in_any_format(
    path: str, message: str, hint: str, line: str, number: int, end: int
) -> None:
    span = Span(path, number, 1, end + 1, line)
    faults = [
        Diagnostic(span, CODE, message, hint, (Related(span, message),), severity) for severity in ("error", "warning")
    ]
    found = orders(github.commands(faults))
    assert [name for name, _, _ in found] == ["error", "warning"]
    assert all(set(properties) <= {"file", "line", "col", "endColumn", "title"} for _, properties, _ in found)
    assert github.commands(faults).count("\n") == 1
    for text in (reporters.report(faults), as_json.document(faults), sarif.document(faults)):
        assert not orders(text)
        assert all(part.isprintable() for part in text.split("\n"))
    assert json.loads(as_json.document(faults))["faults"][0]["message"] == message


@pytest.mark.parametrize("order", ORDERS)
def test_no_record_forges_an_order(order: str, repository: Repository) -> None:
    """The whole way, with the order in every place that a message can quote."""
    typed = json.dumps(order)  # as YAML in double quotes
    record = (
        f"title: {typed}\nidea: [{typed}]\nasked: {typed}\noutcome: {typed}\narea: {typed}\n{typed}: x\n"
        f"evidence: [{typed}]\ncredits: [{typed}]\nvoices: {{count: {typed}, {typed}: y}}\nmerged_into: {typed}\n"
        f"answer: {json.dumps(f'[x](decision:{order})')}\n"
    )
    plain = f"title: x\nidea: x {order.strip()}\nasked: 2026\noutcome: received\narea: reports\n{order.strip()}\n"
    root = repository(
        {
            "decisions/2026/typed.yml": record,
            "decisions/2026/plainly.yml": plain,
            "decisions/2026/linked.yml": f"title: x\nidea: {json.dumps(f'[x](decision:{order})')}\nasked: 2026\n"
            "outcome: received\narea: reports\n",
        }
    )
    for name in (order, order.strip()):
        file = root / "decisions" / name.replace("/", "-").replace("\0", "")
        file.write_text("x")
    faults = pipeline.check(pipeline.Settings(root, TODAY)).faults
    assert len(faults) >= 10
    assert [name for name, _, _ in orders(github.commands(faults))] == ["error"] * len(faults)
    for text in (reporters.report(faults), as_json.document(faults), sarif.document(faults)):
        assert not orders(text)
        assert "\x1b" not in text


def test_a_path_that_looks_like_an_order_is_shown_from_its_folder() -> None:
    fault = Diagnostic(Span("::error::x.md", 1, 1, 2, "x"), CODE, "it is wrong")
    assert reporters.text([fault]).startswith("./::error::x.md:1:1: error[YS000]")


def test_the_caret_stands_under_the_place_behind_an_order_too() -> None:
    source = Source("a.yml", "title: ##[group] x")
    _, excerpt, caret = reporters.text([Diagnostic(source.at(17, 18), CODE, "wrong")]).split("\n")
    assert excerpt.index(" x") + 1 == caret.index("^")


# JSON.


def test_json_is_as_promised() -> None:
    assert json.loads(as_json.document([FAULT, WARNING])) == {
        "version": 1,
        "errors": 1,
        "warnings": 1,
        "faults": [
            {
                "path": "decisions/2026/a.yml",
                "line": 2,
                "column": 7,
                "end_column": 14,
                "severity": "error",
                "code": "YS000",
                "rule": "a-rule",
                "message": "it is wrong",
                "hint": "type `reports`",
                "related": [
                    {"path": "decisions/2026/a.yml", "line": 1, "column": 1, "end_column": 6, "message": "see this"}
                ],
            },
            {
                "path": "mkdocs.yml",
                "line": None,
                "column": None,
                "end_column": None,
                "severity": "warning",
                "code": "YS000",
                "rule": "a-rule",
                "message": "it is odd",
                "hint": "",
                "related": [],
            },
        ],
    }
    assert json.loads(as_json.document([])) == {"version": 1, "errors": 0, "warnings": 0, "faults": []}


def test_json_is_documented_field_by_field() -> None:
    documented = set(re.findall(r'"([a-z_]+)":', as_json.__doc__ or ""))
    made = json.loads(as_json.document([FAULT]))
    assert documented == set(made) | set(made["faults"][0])


# SARIF.


def results(faults: list[Diagnostic], below: str = "") -> tuple[dict[str, Any], list[dict[str, Any]]]:
    log = json.loads(sarif.document(faults, below))
    jsonschema.Draft4Validator(SARIF).validate(log)
    return log["runs"][0]["tool"]["driver"], log["runs"][0]["results"]


def test_the_schema_refuses_what_is_no_sarif() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SARIF).validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_sarif_has_rules_places_and_what_to_type() -> None:
    driver, (wrong, odd) = results([FAULT, WARNING])
    assert driver["rules"] == [
        {
            "id": "YS000",
            "name": "a-rule",
            "shortDescription": {"text": "A rule."},
            "fullDescription": {"text": "A rule.\n\nIt is explained."},
            "help": {"text": "A rule.\n\nIt is explained.\n\nMore: yousaid explain YS000"},
        }
    ]
    assert wrong["message"]["text"] == "it is wrong\nHint: type `reports`"
    assert (wrong["level"], wrong["ruleIndex"]) == ("error", 0)
    place = wrong["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "decisions/2026/a.yml", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 2, "startColumn": 7, "endColumn": 14}
    assert wrong["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 1
    assert odd["level"] == "warning"
    assert odd["message"]["text"] == "it is odd"
    assert "region" not in odd["locations"][0]["physicalLocation"]
    assert "relatedLocations" not in odd


def test_sarif_without_faults_is_sarif() -> None:
    driver, found = results([])
    assert driver["name"] == "yousaid"
    assert found == []


@pytest.mark.parametrize("path", ["a b.yml", "ä/漢.yml", "100%.yml", "a?b#c.yml", "a:b.yml", "::error::x"])
def test_addresses_in_sarif_are_encoded(path: str) -> None:
    _, found = results([Diagnostic(Span(path), CODE, "it is wrong")], "my site/")
    uri = found[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
    assert unquote(uri) == f"my site/{path}"


def test_each_rule_stands_once_and_is_found_by_its_number(repository: Repository) -> None:
    root = repository({f"decisions/2026/{name}.yml": "title: x\nfrobnicate: y\nasked: 26\n" for name in "abc"})
    faults = list(pipeline.check(pipeline.Settings(root, TODAY)).faults)
    driver, found = results(faults)
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == sorted(set(ids))
    assert [ids[each["ruleIndex"]] for each in found] == [each["ruleId"] for each in found]
    assert len(found) == len(faults) > 6


def test_the_same_faults_give_the_same_bytes() -> None:
    for made in (github.commands, as_json.document, sarif.document):
        assert made([FAULT, WARNING]) == made((FAULT, WARNING))
    assert Path(sarif.__file__).name == "sarif.py"
