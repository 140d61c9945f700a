"""A record is written so that it is read again as the same record, by us and by any other YAML reader."""

from __future__ import annotations

import re
from typing import get_args

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from conftest import ROOT
from generated import records
from yousaid import decode, reader
from yousaid.authoring import canonical
from yousaid.authoring.canonical import fields, scalar, text, written
from yousaid.diagnostics import Source
from yousaid.model import Decision, Record, Vocabulary
from yousaid.reader import Document, Kind

thorough = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), max_examples=100)
SMALL = {"title": "Print", "idea": "Please.", "asked": "2026-01-12", "outcome": "received", "area": "reports"}


def read(kind: Kind, written_: str) -> BaseModel:
    entry, faults = decode.decode(Document(kind, "a", Source("a.yml", written_)))
    assert entry, faults
    return entry.value


def record(**more: object) -> Decision:
    return Decision.model_validate({**SMALL, **more})


@pytest.mark.parametrize("kind", get_args(Kind))
@thorough
@given(data=st.data())
def test_whatever_the_model_accepts_is_read_again_as_it_was(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(records(kind))
    assert isinstance(value, Record)
    assert read(kind, text(value)) == value


@pytest.mark.parametrize("kind", get_args(Kind))
@settings(thorough, max_examples=50)
@given(data=st.data())
def test_another_yaml_reader_takes_every_text_for_a_text(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(records(kind))
    assert isinstance(value, Record)

    def compare(ours: object, theirs: object) -> None:
        if isinstance(ours, dict):
            assert isinstance(theirs, dict)
            assert [*ours] == [*theirs]
            for name, inner in ours.items():
                compare(inner, theirs[name])
        elif isinstance(ours, list):
            assert isinstance(theirs, list)
            for one, other in zip(ours, theirs, strict=True):
                compare(one, other)
        elif isinstance(ours, canonical.Word):
            assert str(theirs).lower() == ours.lower()
        else:
            assert isinstance(theirs, str)
            assert theirs.strip() == ours

    compare(fields(value), yaml.safe_load(text(value)))


def test_the_records_of_this_repository_are_in_this_form_already() -> None:
    """But for quotes that are not needed, and the like: a reviewer sees what changed, and nothing else."""
    documents = reader.read(ROOT).documents
    other = 0
    for document in documents:
        value = read(document.kind, document.source.text)
        assert isinstance(value, Record)
        assert read(document.kind, text(value)) == value
        other += re.sub(r"(?m)^#.*\n", "", document.source.text) != text(value)
    assert len(documents) > 250
    assert other <= 20


def test_the_fields_stand_in_the_order_of_the_model() -> None:
    value = Decision.model_validate(dict(reversed({**SMALL, "answer": "x", "credits": ["ada"]}.items())))
    names = re.findall(r"(?m)^(\w+):", text(value))
    assert names == ["title", "idea", "asked", "outcome", "answer", "credits", "area"]


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        ({"title": "Print: all"}, 'title: "Print: all"'),
        ({"title": 'Say "no"'}, 'title: Say "no"'),
        ({"title": '"No": they said'}, "title: '\"No\": they said'"),
        ({"title": "'s: it's \\"}, "title: '''s: it''s \\'"),
        ({"title": "@ada"}, 'title: "@ada"'),
        ({"title": "Fix bug #12"}, 'title: "Fix bug #12"'),
        ({"title": "3.10"}, 'title: "3.10"'),
        ({"title": "No"}, 'title: "No"'),
        ({"title": "Really:"}, 'title: "Really:"'),
        ({"release": "Python 3.10"}, 'release: "Python 3.10"'),
        ({"idea": "One.\n\nTwo."}, "idea: |\n  One.\n\n  Two."),
        ({"reason": "No.\n  Not now."}, "reason: |\n  No.\n    Not now."),
        ({"reason": "x: " + "y " * 60}, "reason: |\n  x: y"),
        ({"reason": "confidential"}, "reason: confidential"),
        ({"reason": {"code": "cost"}}, "reason:\n  code: cost"),
        ({"credits": "none"}, "credits: none"),
        ({"credits": ["ada"]}, "credits:\n  - customer: ada\n    for: [idea]"),
        ({"evidence": ["https://example.org/"]}, "evidence:\n  - https://example.org/"),
        ({"evidence": [{"title": "It", "url": "https://a.example/"}]}, "evidence:\n  - title: It\n    url: https://a."),
        ({"themes": ["no", "speed"]}, 'themes: ["no", speed]'),
        ({"themes": ["a-theme-of-some-length"] * 6}, "themes:\n  - a-theme-of-some-length"),
        ({"asked": "2026"}, "asked: 2026"),
        ({"voices": {"count": "41", "as_of": "unknown"}}, "voices:\n  count: 41\n  as_of: unknown"),
        ({"draft": "true", "publish_on": "2026-01-01"}, "publish_on: 2026-01-01\ndraft: true"),
    ],
)
def test_values_are_written_as_people_would(more: dict[str, object], lines: str) -> None:
    assert f"\n{lines}" in "\n" + text(record(**more))


def test_what_goes_without_saying_is_not_written() -> None:
    assert text(record(kind="idea", origin="customer", draft="false")) == text(record())


def test_a_first_line_can_tell_editors_what_may_stand_in_the_file() -> None:
    assert text(record(), "# yaml-language-server: $schema=x").startswith(
        "# yaml-language-server: $schema=x\ntitle: Print\n"
    )


def test_a_vocabulary_is_written_too() -> None:
    value = Vocabulary.model_validate(
        {"areas": {"on": "Reports", "no": {"name": "x", "help": "z"}}, "words": {"a: b": [":=", "two words"]}}
    )
    assert text(value) == (
        'areas:\n  "on": Reports\n  "no":\n    name: x\n    help: z\nwords:\n  "a: b": [":=", two words]\n'
    )


def test_answers_that_are_at_fault_can_be_written_to_be_looked_at() -> None:
    assert written({"title": "", "idea": " ", "asked": "soon ", "evidence": ["x"]}) == (
        'title: ""\nidea: ""\nasked: soon\nevidence: [x]\n'
    )


@pytest.mark.parametrize(
    "word", ["null", "~", "TRUE", "off", "y", "12", "1_000", "0o17", "0x1f", "1.5e3", "12:30:45", "+1"]
)
def test_what_looks_like_something_else_is_in_quotes(word: str) -> None:
    assert scalar(word) == f'"{word}"'


@pytest.mark.parametrize("word", ["word", "5f3a", "3 reports", "2026-feedback", "nothing", "C++", "100 %", "漢字", "é"])
def test_what_leaves_no_doubt_is_not(word: str) -> None:
    assert scalar(word) == word
