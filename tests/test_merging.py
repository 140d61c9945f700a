"""Single fields of a record are changed in its file, and all else stays as somebody typed it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generated import TREES
from test_fix import _with_comments
from yousaid import decode
from yousaid.authoring import canonical
from yousaid.diagnostics import Source
from yousaid.importers.merging import amended
from yousaid.model import Record
from yousaid.nodes import Scalar, parse
from yousaid.reader import Document, Kind
from yousaid.shortcut import Value

GOOD = "title: Print\nidea: |\n  Please.\nasked: 2026-01-12\noutcome: received\narea: reports\n"


def changed(text: str, **fields: Value | None) -> str:
    return amended(Source("a.yml", text), fields)


def decoded(kind: Kind, text: str) -> Record:
    entry, faults = decode.decode(Document(kind, "a", Source("a.yml", text)))
    assert entry, faults
    assert isinstance(entry.value, Record)
    return entry.value


@st.composite
def edits(draw: st.DrawFn, kind: Kind) -> tuple[str, dict[str, Value | None], Record]:
    """Return a file as people have it, some of its fields as another record has them, and what must come of it."""
    one, other = (canonical.fields(decode.MODELS[kind].model_validate(draw(TREES[kind]))) for _ in "ab")  # type: ignore[arg-type]
    names = draw(st.permutations([*one]))
    text = _with_comments(canonical.written({name: one[name] for name in names}), draw)
    required = {name for name, info in decode.MODELS[kind].model_fields.items() if info.is_required()}
    chosen = draw(st.sets(st.sampled_from([*decode.MODELS[kind].model_fields])))
    fields = {name: other.get(name) for name in chosen if name in other or name not in required}
    tree = {name: value for name, value in {**one, **fields}.items() if value is not None}
    return text, fields, decoded(kind, canonical.written(tree))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"@x"   # as they say', '"Print it"  # as they say'),
        ("'@x' # as they say", '"Print it"  # as they say'),
    ],
)
def test_a_text_with_a_comment_beside_it_is_put_in_quotes(before: str, after: str) -> None:
    text = GOOD.replace("Print\n", f"{before}\n")
    assert changed(text, title="Print it") == GOOD.replace("Print\n", f"{after}\n")


def test_a_file_ends_as_it_did() -> None:
    text = GOOD.removesuffix("\n")
    assert changed(text, area="billing") == text.replace("reports", "billing")


def test_a_word_with_a_comment_beside_it_stays_as_it_is_typed() -> None:
    text = f"{GOOD}themes: [a]  # all\nreason: confidential  # ours\n"
    assert changed(text, themes=["a", "b"], reason="No time.", asked=canonical.Word("2026-02")) == (
        f'{GOOD}themes: [a, b]  # all\nreason: "No time."  # ours\n'.replace("2026-01-12", "2026-02")
    )


@pytest.mark.parametrize("kind", ["decision", "customer", "vocabulary"])
@settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), max_examples=10)
@given(data=st.data())
def test_only_these_fields_change_and_every_comment_stays(kind: Kind, data: st.DataObject) -> None:
    text, fields, expected = data.draw(edits(kind))
    after = amended(Source("a.yml", text), fields, kind)
    assert decoded(kind, after) == expected
    comments = [re.findall(r"# (?:note|beside) [0-9]+\.|# the end\.", each) for each in (text, after)]
    assert sorted(comments[0]) == sorted(comments[1])
    root, _ = parse(Source("a.yml", text))
    assert root
    for name, (key, value) in root.entries.items():
        if name not in fields and isinstance(value, Scalar):
            assert text[key.start.index : value.end.index].rstrip() in after


def test_nothing_to_change_changes_nothing() -> None:
    text = "# A note.\ntitle:   'Print'\n\nidea: >-\n  Please.\nasked: 2026-01-12\noutcome: received\narea: reports"
    assert changed(text) == text


@pytest.mark.parametrize(
    ("before", "fields", "after"),
    [
        ("outcome: received  # for now\n", {"outcome": "reviewing"}, "outcome: reviewing  # for now\n"),
        ("outcome: received\n", {"answer": "One.\nTwo."}, "outcome: received\nanswer: |\n  One.\n  Two.\n"),
        ("area: reports\n", {"themes": ["speed"], "draft": "true"}, 'area: reports\nthemes: [speed]\ndraft: "true"\n'),
        ("area: reports\n", {"themes": None}, "area: reports\n"),
        ("area: reports\nthemes: [speed]\n", {"themes": None}, "area: reports\n"),
        ("area: reports\nthemes: [a]  # old\n", {"themes": None}, "area: reports\n# old\n"),
        ("area: a\nthemes: [\n  a,  # one\n]  # two\n", {"themes": ["b"]}, "area: a\n# one\n# two\nthemes: [b]\n"),
        ("credits:  # who\n# Why.\n- ada\narea: a\n", {"credits": ["bob"]}, "# who\n# Why.\ncredits: [bob]\narea: a\n"),
        ("why: | # theirs\n  # no note\n\n# A note.\n", {"why": "x"}, "why: |  # theirs\n  x\n\n# A note.\n"),
    ],
)
def test_lines_are_put_where_they_belong(before: str, fields: dict[str, Value | None], after: str) -> None:
    head = GOOD if "outcome" not in before else GOOD.replace("outcome: received\n", "")
    head = head.replace("area: reports\n", "") if "area" in before else head
    assert changed(head + before, **fields) == (head + after).replace("why: |  # theirs", "# theirs\nwhy: |")


def test_a_field_before_all_others_stands_below_what_is_said_of_the_file() -> None:
    source = Source("a.yml", "# Asked by phone.\nform: person\n")
    assert amended(source, {"name": "Ada"}, "customer") == "# Asked by phone.\nname: Ada\nform: person\n"


def test_a_file_that_is_not_one_field_to_a_line_is_written_anew_below_its_comments() -> None:
    text = "{title: Print, # one\n idea: Please.,\n asked: unknown, outcome: received, area: reports} # two\n"
    assert changed(text, title="Scan", answer="Yes.") == (
        "# one\n# two\ntitle: Scan\nidea: |\n  Please.\nasked: unknown\noutcome: received\nanswer: |\n  Yes.\n"
        "area: reports\n"
    )
