"""A record is a row of a spreadsheet, and the same record again."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generated import records
from yousaid import decode
from yousaid.authoring import canonical
from yousaid.authoring.rows import CellError, cells, columns, field_of, tidied, value_of
from yousaid.diagnostics import Source
from yousaid.model import Record
from yousaid.reader import Document, Kind

SMALL = {"title": "Print", "idea": "Please.", "asked": "2026-01-12", "outcome": "received", "area": "reports"}


@pytest.mark.parametrize("kind", get_args(Kind))
@settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), max_examples=10)
@given(data=st.data())
def test_whatever_the_model_accepts_comes_back_from_its_cells(kind: Kind, data: st.DataObject) -> None:
    record = data.draw(records(kind))
    assert isinstance(record, Record)
    row = cells(kind, canonical.fields(record))
    assert set(row) <= set(columns(kind))
    again = {column: tidied(kind, column, cell.replace("\n", "\r\n")) for column, cell in row.items()}
    assert again == row
    tree = {name: value_of(kind, name, row) for name in decode.MODELS[kind].model_fields}
    written = canonical.written({name: value for name, value in tree.items() if value is not None})
    entry, faults = decode.decode(Document(kind, "a", Source("a.yml", written)))
    assert entry, faults
    assert entry.value == record


def test_every_field_has_a_column_and_groups_have_several() -> None:
    for kind in get_args(Kind):
        assert [*dict.fromkeys(map(field_of, columns(kind)))] == [*decode.MODELS[kind].model_fields]
    assert [column for column in columns("decision") if "." in column] == [
        *("reason.code", "voices.count", "voices.as_of", "source.system", "source.id", "source.url")
    ]


@pytest.mark.parametrize(
    ("more", "row"),
    [
        ({"reason": "confidential"}, {"reason": "confidential"}),
        ({"reason": "Too slow."}, {"reason": "Too slow."}),
        ({"reason": {"code": "cost"}}, {"reason.code": "cost"}),
        ({"reason": {"code": "cost", "text": "A year."}}, {"reason.code": "cost", "reason": "A year."}),
        ({"voices": {"count": "41", "as_of": "2026-06"}}, {"voices.count": "41", "voices.as_of": "2026-06"}),
        ({"themes": ["speed", "print"]}, {"themes": "speed, print"}),
        ({"credits": "none"}, {"credits": "none"}),
        (
            {"credits": ["ada", {"customer": "bob", "for": ["data", "review"]}]},
            {"credits": "ada: idea\nbob: data, review"},
        ),
        (
            {"evidence": ["https://a.example/", {"title": "It is: here", "url": "https://b.example/"}]},
            {"evidence": "https://a.example/\nhttps://b.example/ It is: here"},
        ),
        (
            {"options": [{"option": "A fax", "because": "One.\nTwo."}, {"option": "3.10"}]},
            {"options": '- option: A fax\n  because: |\n    One.\n    Two.\n- option: "3.10"'},
        ),
        ({"draft": "true"}, {"draft": "true"}),
    ],
)
def test_cells_are_what_people_would_type(more: dict[str, object], row: dict[str, str]) -> None:
    record = decode.MODELS["decision"].model_validate({**SMALL, **more})
    assert isinstance(record, Record)
    assert {
        column: cell for column, cell in cells("decision", canonical.fields(record)).items() if column not in SMALL
    } == row


@pytest.mark.parametrize(
    ("name", "row", "value"),
    [
        ("themes", {"themes": " speed;print\nwords, "}, ["speed", "print", "words"]),
        (
            "credits",
            {"credits": "ada\n bob : data"},
            [{"customer": "ada", "for": ["idea"]}, {"customer": "bob", "for": ["data"]}],
        ),
        ("evidence", {"evidence": "https://a.example/  It\n\n"}, [{"title": "It", "url": "https://a.example/"}]),
        ("asked", {"asked": "31.1.2026"}, "2026-01-31"),
        ("asked", {"asked": "1.3.2026"}, "1.3.2026"),
        ("draft", {"draft": "TRUE"}, "true"),
        ("title", {"title": "TRUE"}, "TRUE"),
        ("voices", {"voices.count": "7", "voices.as_of": "2026/03/01"}, {"count": "7", "as_of": "2026-03-01"}),
        ("voices", {"voices.count": ""}, None),
        ("reason", {}, None),
        ("reason", {"reason.code": "cost", "reason": "A year."}, {"code": "cost", "text": "A year."}),
    ],
)
def test_what_people_and_spreadsheets_make_of_them_is_understood(name: str, row: dict[str, str], value: object) -> None:
    assert value_of("decision", name, row) == value


def test_what_is_typed_into_a_cell_must_be_whole() -> None:
    with pytest.raises(CellError) as caught:
        value_of("decision", "options", {"options": "- option: A fax #2\n- option: [x"})
    assert caught.value.hint
    with pytest.raises(CellError, match="would be lost") as caught:
        value_of("decision", "options", {"options": "- option: A fax\n- option: Bug #2"})
    assert caught.value.hint == 'put it in quotes: `"Bug #2"`'


def test_dates_and_switches_of_groups_are_tidied_too() -> None:
    assert tidied("customer", "consent.given", " 31/1/2026\r\n") == "2026-01-31"
    assert tidied("decision", "source.id", "31/1/2026") == "31/1/2026"
