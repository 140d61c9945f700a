"""Nodes to records: whatever was typed is a record, or faults in plain words on their fields."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from conftest import BASE
from yousaid import decode, mistakes
from yousaid.decode import MODELS, Entry, locate
from yousaid.diagnostics import Diagnostic, Source
from yousaid.model import Confidential, Decision, Outcome
from yousaid.reader import Document, Kind

GOOD: dict[Kind, str] = {
    "decision": "title: Print in colour\nidea: Please.\nasked: 2026-01-12\noutcome: received\narea: reports\n",
    "customer": (BASE / "decisions/customers/ada.yml").read_text("utf-8"),
    "occasion": (BASE / "decisions/occasions/survey.yml").read_text("utf-8"),
    "removed": "removed: 2026-06-01\nbecause: It was published twice.\n",
    "vocabulary": (BASE / "decisions/vocabulary.yml").read_text("utf-8"),
}
CODES = set(mistakes.CODES)


def decoded(text: str, kind: Kind = "decision") -> tuple[Entry[BaseModel] | None, list[Diagnostic]]:
    entry, faults = decode.decode(Document(kind, "tested", Source("a.yml", text)))
    assert (entry is None) == bool(faults)
    return entry, faults


def record(more: str) -> Decision:
    """Return the good record with these lines in it."""
    entry, faults = decoded(GOOD["decision"] + more)
    assert not faults
    assert entry is not None
    assert isinstance(entry.value, Decision)
    return entry.value


def only(text: str, kind: Kind = "decision") -> Diagnostic:
    faults = decoded(text, kind)[1]
    assert len(faults) == 1, faults
    return faults[0]


def added(lines: str, kind: Kind = "decision") -> Diagnostic:
    """Return the one fault of the good record with these lines in it."""
    return only(GOOD[kind] + lines, kind)


def marked(fault: Diagnostic) -> str:
    return fault.span.text[fault.span.column - 1 : fault.span.end_column - 1]


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_good_file_is_a_record_of_its_kind(kind: Kind) -> None:
    entry, faults = decoded(GOOD[kind], kind)
    assert not faults
    assert entry is not None
    assert type(entry.value) is MODELS[kind]
    assert (entry.key, entry.source.text) == ("tested", GOOD[kind])


def test_a_file_that_is_no_yaml_is_not_decoded() -> None:
    assert only("title: 'a").code.id == "YS101"


# Totality.

NAMES = sorted(
    {info.alias or name for model in MODELS.values() for name, info in model.model_fields.items()}
    | {"text", "code", "customer", "for", "said", "option", "because", "measure", "before", "after", "as_of", "count"}
    | {"system", "id", "url", "given", "how", "at", "expires", "name", "help", "first_answer_days", "roles", "reports"}
    | {"coded", "written", "confidential", "[key]", "__root__", "", "Two words", "a\nb"}
)
VALUES = [
    *(
        "a text",
        "confidential",
        "none",
        "unknown",
        "2026-01-31",
        "2026-02-30",
        "2026-13",
        "2026",
        "0000",
        "1",
        "-1",
        "true",
    ),
    *(
        "yes",
        "",
        " ",
        "two\nlines",
        "https://example.org/",
        "https://[",
        "javascript:x",
        "a b",
        "ada",
        "x" * 201,
        "x" * 20_001,
    ),
    *("shipped", "Shipped", "person", "idea", "{message}", "漢字"),
]


def trees() -> st.SearchStrategy[object]:
    return st.recursive(
        st.sampled_from(VALUES),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
        max_leaves=8,
    )


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.sampled_from(get_args(Kind)), st.dictionaries(st.sampled_from(NAMES), trees(), max_size=8))
def test_whatever_is_typed_is_answered_in_our_own_words(kind: Kind, tree: dict[str, object]) -> None:
    text = json.dumps(tree, ensure_ascii=False, indent=1)
    lines = text.split("\n")
    for fault in decoded(text, kind)[1]:
        assert fault.code in CODES
        assert fault.hint
        for words in ("Input should", "Value error", "pydantic", "{message}", "valid string", "type=", "None"):
            assert words not in fault.message.replace("`{message}`", "")
        assert 1 <= fault.span.line <= len(lines)
        assert 1 <= fault.span.column <= len(lines[fault.span.line - 1]) + 1


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.sampled_from(sorted(Decision.model_fields)), trees())
def test_a_fault_in_one_field_is_on_that_field(name: str, tree: object) -> None:
    lines = [line for line in GOOD["decision"].splitlines() if not line.startswith(f"{name}:")]
    text = "\n".join([*lines, f"{name}: {json.dumps(tree, ensure_ascii=False)}", ""])
    for fault in decoded(text)[1]:
        assert fault.span.line == len(lines) + 1


# Each kind of fault: its code, what is marked, what is said, and what to type.


@pytest.mark.parametrize(
    ("lines", "code", "mark", "message", "hint"),
    [
        # required fields, and fields that there are not
        ("credits: [{for: [idea]}]", "YS201", "{for: [idea]}", "`customer` is missing", "customer: ada"),
        ("reason: {text: a, code2: b}", "YS202", "code2", "there is no field `code2`", "did you mean `code`?"),
        ("reason: {}", "YS201", "reason", "`code` is missing", "code: cost"),
        ("voices: {count: '1'}", "YS201", "voices", "`as_of` is missing", "as_of: 2026-06-30"),
        ("Why: a", "YS202", "Why", "there is no field `Why`", "did you mean `why`?"),
        ("awnser: a", "YS202", "awnser", "there is no field `awnser`", "did you mean `answer`?"),
        ("review by: a", "YS202", "review by", "there is no field `review by`", "did you mean `review_by`?"),
        ("xyz: a", "YS202", "xyz", "there is no field `xyz`", "delete it"),
        ("xyz: {a: b}", "YS202", "xyz", "there is no field `xyz`", "delete it"),
        ("id: a", "YS202", "id", "there is no field `id`", "the id is the name of the file"),
        ("Status: a", "YS202", "Status", "there is no field `Status`", "did you mean `outcome`?"),
        ("credits: [{customer: ada, roles: [idea]}]", "YS202", "roles", "no field `roles`", "`customer`, `for`"),
        ("confidential: true", "YS202", "confidential", "no field `confidential`", "`confidential_until`"),
        # words from a list
        ("kind: ideas", "YS203", "ideas", "`idea`, `complaint`, `question`, not `ideas`", "did you mean `idea`?"),
        ("kind: [idea]", "YS203", "kind", "not a list", "type `kind: idea`, for example"),
        ("origin: {a: b}", "YS203", "origin", "not fields of its own", "type `origin: customer`, for example"),
        ("kind: xyz", "YS203", "xyz", "not `xyz`", "type `kind: idea`, for example"),
        ("kind:", "YS206", "", "`kind` must not be empty", "delete the line"),
        ("kind: bug", "YS203", "bug", "not `bug`", "did you mean `complaint`?"),
        ("credits: [{customer: ada, for: [ida]}]", "YS203", "ida", "`credits.for` must be one", "did you mean `idea`?"),
        # dates
        ("answered: yesterday", "YS204", "yesterday", "must be a date, not `yesterday`", "2026-01-31"),
        ("answered: 12.1.2026", "YS204", "12.1.2026", "must be a date, not `12.1.2026`", "2026-01-31"),
        ("answered: 2026-1-2", "YS204", "2026-1-2", "must be a date", "did you mean `2026-01-02`?"),
        ("answered: TBD", "YS204", "TBD", "must be a date", "did you mean `unknown`?"),
        ("answered: 2026-02-30", "YS204", "2026-02-30", "February 2026 has 28 days, not 30", "2026-01-31"),
        ("answered: 2024-02-30", "YS204", "2024-02-30", "February 2024 has 29 days, not 30", "2026-01-31"),
        ("answered: 2026-01-00", "YS204", "2026-01-00", "January 2026 has 31 days, not 0", "2026-01-31"),
        ("answered: 2026-13", "YS204", "2026-13", "has no month 13", "2026-01-31"),
        ("answered: 2026-13-12", "YS204", "2026-13-12", "has no month 13", "did you mean `2026-12-13`?"),
        ("answered: 2026-00", "YS204", "2026-00", "has no month 0", "2026-01-31"),
        ("answered: 0026-01-12", "YS204", "0026-01-12", "`0026`", "2026-01-31"),
        ("answered: ２０２６", "YS204", "２０２６", "must be a date", "2026-01-31"),
        ("answered: 2026-01-12T10:00", "YS204", "2026-01-12T10:00", "must be a date", "did you mean `2026-01-12`?"),
        ("answered: [2026]", "YS205", "answered", "`answered` must be a text", "in words"),
        ("publish_on: 2026-01", "YS204", "2026-01", "must be a whole date, not `2026-01`", "2026-01-31"),
        ("publish_on: unknown", "YS204", "unknown", "must be a whole date, not `unknown`", "2026-01-31"),
        ("confidential_until: 2026", "YS204", "2026", "must be a whole date", "2026-01-31"),
        # shapes
        ("why: {a: b}", "YS205", "why", "`why` must be a text", "in quotes"),
        ("why: [a]", "YS205", "why", "`why` must be a text", "in quotes"),
        ("release: |\n  a\n  b", "YS205", "|", "must be a single line", "join the lines"),
        ("voices: '41'", "YS205", "'41'", "must be `field: value` lines", "voices: {count: 41, as_of"),
        ("source: [a]", "YS205", "source", "must be `field: value` lines", "source: {system: canny"),
        ("themes: speed", "YS205", "speed", "`themes` must be a list", "`[speed]`"),
        ("themes: {a: b}", "YS205", "themes", "`themes` must be a list", "begin each item with"),
        ("evidence: https://example.org/", "YS205", "https://example.org/", "must be a list", "`[https://example.org/]`"),
        ("evidence: [[a]]", "YS205", "[a]", "an item of `evidence` must be `field: value` lines", ""),
        ("credits: ada", "YS205", "ada", "must be a list of customers, or `none`", "- customer: ada"),
        ("credits: []", "YS205", "credits", "must be a list of customers, or `none`", "- customer: ada"),
        ("credits: {customer: ada}", "YS205", "credits", "must be a list of customers, or `none`", "- customer: ada"),
        ("reason: [a]", "YS205", "reason", "must be a text, `confidential`, or", "as a sentence"),
        ("reason: {text: {a: b}}", "YS205", "text", "`reason.text` must be a text", "in quotes"),
        # nothing, and too much
        ("why:", "YS206", "", "`why` must not be empty", "delete the line"),
        ("why: '  '", "YS206", "'  '", "`why` must not be empty", "delete the line"),
        ("why: |\n\nkind: idea", "YS206", "|", "`why` must not be empty", "delete the line"),
        ("themes: []", "YS206", "themes", "`themes` must not be empty", "delete the line"),
        ("reason: ''", "YS206", "''", "`reason` must not be empty", "delete the line"),
        (f"release: {'x' * 201}", "YS207", "x" * 201, "at most 200 characters; it has 201", "shorten it"),
        (f"why: {'x' * 20_001}", "YS207", "x" * 20_001, "at most 20,000 characters; it has 20,001", "shorten it"),
        (f"evidence: [https://example.org/{'x' * 2_000}]", "YS207", None, "at most 2,000 characters", "shorten it"),
        # addresses, ids, numbers, switches
        ("evidence: [example.org]", "YS208", "example.org", "a full web address, not `example.org`", "https://"),
        ("evidence: [//example.org]", "YS208", "//example.org", "a full web address", "https://"),
        ("evidence: [{url: 'javascript:x'}]", "YS208", "'javascript:x'", "`evidence.url` must be a full web", "https://"),
        ("evidence: ['data:text/html,x']", "YS208", "'data:text/html,x'", "a full web address", "https://"),
        ("evidence: ['https://ada@example.org']", "YS208", None, "a full web address", "https://"),
        ("evidence: ['https://']", "YS208", None, "a full web address", "https://"),
        ("evidence: ['https://[']", "YS208", None, "a full web address", "https://"),
        ("evidence: ['https://example.org/a b']", "YS208", None, "a full web address", "https://"),
        ("evidence: ['https://example.org/\"x']", "YS208", None, "a full web address", "https://"),
        ("evidence: [{url: [a]}]", "YS205", "url", "`evidence.url` must be a text", "in quotes"),
        ("channel: Support", "YS209", "Support", "must be an id, not `Support`", "small letters"),
        ("merged_into: print.yml", "YS209", "print.yml", "must be an id, not `print.yml`", "as in `print`"),
        ("themes: [speed, 'a b']", "YS209", "'a b'", "`themes` must be an id", "small letters"),
        ("channel: [a]", "YS205", "channel", "must be a text", "in quotes"),
        ("voices: {count: many, as_of: 2026}", "YS210", "many", "must be a whole number, not `many`", "`120`"),
        ("voices: {count: '-1', as_of: 2026}", "YS210", "'-1'", "must be a whole number", "`120`"),
        ("voices: {count: 1 200, as_of: 2026}", "YS210", "1 200", "must be a whole number", "did you mean `1200`?"),
        ("voices: {count: 1e3, as_of: 2026}", "YS210", "1e3", "must be a whole number", "`120`"),
        ("voices: {count: ４１, as_of: 2026}", "YS210", "４１", "must be a whole number", "`120`"),
        ("voices: {count: 9999999999999, as_of: 2026}", "YS210", None, "must be a whole number", "`120`"),
        ("voices: {count: [1], as_of: 2026}", "YS205", "count", "`voices.count` must be a text", "in words"),
        ("draft: yes", "YS210", "yes", "must be `true` or `false`, not `yes`", "type `true`"),
        ("draft: {a: b}", "YS205", "draft", "`draft` must be a text", "in words"),
        ("draft: no", "YS210", "no", "must be `true` or `false`, not `no`", "delete the line"),
        ("draft: True", "YS210", "True", "must be `true` or `false`, not `True`", "type `true`"),
        # what YAML would have cut off
        ("why: We lost #12", "YS211", "We lost", "must be in quotes", '`"We lost #12"`'),
        ("reason: Ticket #7 says so", "YS211", "Ticket", "must be in quotes", '`"Ticket #7 says so"`'),
        ("release: 4.2 #7", "YS211", "4.2", "must be in quotes", '`"4.2 #7"`'),
        ("also_said:\n  - said: See #1", "YS211", "See", "must be in quotes", '`"See #1"`'),
        # what may not be there at all
        ("reason: {code: confidential}", "YS212", "reason", "must be `confidential` alone", "`reason: confidential`"),
        ("reason: {code: confidential, text: a}", "YS212", "reason", "with no text and no code", "`reason: conf"),
    ],
)  # fmt: skip
def test_a_fault_is_named_marked_said_and_answered(
    lines: str, code: str, mark: str | None, message: str, hint: str
) -> None:
    faults = [fault for fault in decoded(f"{GOOD['decision']}{lines}\n")[1] if fault.code.id == code]
    assert faults
    fault = faults[0]
    assert message in fault.message
    assert hint in fault.hint
    assert mark is None or marked(fault) == mark
    assert fault.span.line > 5


@pytest.mark.parametrize(
    ("kind", "lines", "code", "message"),
    [
        ("customer", "consents: x\n", "YS202", "`consents`"),
        ("customer", "link: example.org\n", "YS208", "`link`"),
        ("occasion", "participants: 12\n", "YS205", "`participants` must be `field: value` lines"),
        ("vocabulary", "words: x\n", "YS205", "`words` must be `word: name` lines"),
        ("vocabulary", "words: {report: statement}\n", "YS205", "`words.report` must be a list"),
        ("vocabulary", "words: {'': [statement]}\n", "YS206", "must not be empty"),
        ("vocabulary", "promises: {first_answer_days: soon}\n", "YS210", "`promises.first_answer_days`"),
        ("vocabulary", "area: {}\n", "YS202", "there is no field `area`"),
    ],
)
def test_other_kinds_of_records_are_answered_alike(kind: Kind, lines: str, code: str, message: str) -> None:
    fault = added(lines, kind)
    assert fault.code.id == code
    assert message in fault.message


@pytest.mark.parametrize(
    ("text", "code", "message", "mark"),
    [
        ("areas: {'Two words': x}", "YS209", "must be an id, not `Two words`", ""),
        ("areas: {reports: [a]}", "YS205", "`areas.reports` must be `field: value` lines", "reports"),
        ("areas: {reports: {nam: a, name: b}}", "YS202", "there is no field `nam`", "nam"),
        ("areas: reports", "YS205", "`areas` must be `word: name` lines", "reports"),
        ("areas: [reports]", "YS205", "`areas` must be `word: name` lines", "areas"),
        ("{}", "YS201", "`areas` is missing", "{"),
    ],
)
def test_the_vocabulary_is_placed_down_to_its_words(text: str, code: str, message: str, mark: str) -> None:
    fault = only(text, "vocabulary")
    assert (fault.code.id, fault.span.line) == (code, 1)
    assert message in fault.message
    assert mark in marked(fault)


def test_what_is_missing_from_the_whole_file_is_said_at_its_beginning() -> None:
    faults = decoded("# a comment\ntitle: a\n")[1]
    assert {(fault.code.id, fault.span.line, fault.span.column) for fault in faults} == {("YS201", 1, 1)}
    assert [fault.message for fault in faults] == [
        f"`{name}` is missing" for name in ("idea", "asked", "outcome", "area")
    ]


def test_the_line_to_add_would_be_accepted() -> None:
    text = "title: a\n"
    for fault in decoded(text)[1]:
        text += fault.hint.split("`")[1] + "\n"
    assert not decoded(text)[1]


def test_every_outcome_is_offered_where_one_is_wrong() -> None:
    fault = only(GOOD["decision"].replace("received", "done"))
    assert all(f"`{outcome}`" in fault.message for outcome in Outcome)


@pytest.mark.parametrize("typed", ["Shipped", "SHIPPED", "shiped"])
def test_an_outcome_that_is_nearly_right_is_answered_with_the_right_one(typed: str) -> None:
    assert only(GOOD["decision"].replace("received", typed)).hint == "did you mean `shipped`?"


def test_a_long_wrong_value_is_not_repeated_whole() -> None:
    assert len(added(f"answered: {'x' * 5_000}\n").message) < 200


def test_all_faults_of_a_record_are_found_at_once() -> None:
    faults = decoded(GOOD["decision"] + "kind: x\ndraft: yes\nthemes: []\n")[1]
    assert sorted(fault.code.id for fault in faults) == ["YS203", "YS206", "YS210"]


# What is accepted.


def test_reasons_of_each_kind_are_told_apart() -> None:
    assert record("reason: confidential\n").reason == Confidential()
    assert record("reason: ' confidential '\n").reason == Confidential()
    written = record("reason: confidential in parts\n").reason
    assert written == record("reason: {text: confidential in parts}\n").reason
    assert written != record("reason: {code: cost, text: confidential in parts}\n").reason


def test_thanks_can_be_as_short_as_a_key() -> None:
    assert record("credits: [ada]\n").credits == record("credits: [{customer: ada, for: [idea]}]\n").credits
    assert record("credits: none\n").credits == ()
    assert record("").credits is None


def test_an_address_can_stand_alone() -> None:
    short, long = record("evidence: [https://example.org/]\n"), record("evidence: [{url: https://example.org/}]\n")
    assert short.evidence == long.evidence


@pytest.mark.parametrize(
    "line",
    [
        "kind: complaint",
        "channel: support",
        "answered: 2026-02-01",
        "draft: true",
        "evidence:\n  - https://example.org/",
        "credits: none",
        "voices: {as_of: unknown, count: 41}",
    ],
)
def test_a_comment_after_what_cannot_hold_a_blank_takes_nothing_away(line: str) -> None:
    assert record(f"{line} # said on the telephone\n") == record(f"{line}\n")


def test_blanks_around_a_text_are_no_part_of_it() -> None:
    assert record("why: '  so that  '\n").why == "so that"


# Places of what is found later.


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        (("title",), "Print in colour"),
        (("credits",), "credits"),
        (("credits", 0, "customer"), "ada"),
        (("credits", 0, "for"), "for"),
        (("credits", 0, "for", 1), "review"),
        (("credits", 7), "credits"),
        (("credits", 0, "because"), "{customer"),
        (("reason", "text"), "no"),
        (("themes", 1), "b"),
    ],
)
def test_a_field_is_found_again(path: mistakes.Path, mark: str) -> None:
    text = GOOD["decision"] + "credits: [{customer: ada, for: [idea, review]}]\nreason: no\nthemes:\n  - a\n  - b\n"
    span = locate(Source("a.yml", text), path)
    assert span.text[span.column - 1 : span.end_column - 1].startswith(mark)


@pytest.mark.parametrize("path", [(), ("answer",), ("answer", 0)])
def test_a_field_that_is_not_there_is_found_where_its_record_begins(path: mistakes.Path) -> None:
    span = locate(Source("a.yml", GOOD["decision"]), path)
    assert (span.line, span.column) == (1, 1)


def test_a_file_that_cannot_be_read_any_more_has_no_lines() -> None:
    assert locate(Source("a.yml", "title: 'a"), ("title",)).line == 0


def test_a_branch_that_only_the_model_knows_is_passed_over() -> None:
    source = Source("a.yml", GOOD["decision"] + "reason: {code: cost, text: no}\n")
    assert locate(source, ("reason", "coded", "text")) == locate(source, ("reason", "text"))


LINKS = GOOD["decision"] + "why: |\n  See this.\n\n  And [this](x) and [that](y).\nanswer: See [that](y).\n"


@pytest.mark.parametrize(
    ("path", "words", "place"),
    [
        (("why",), "x", (9, 14)),
        (("why",), "(y)", (9, 27)),
        (("answer",), "(y)", (10, 19)),
        (("why",), "nowhere", (6, 6)),
        (("answer",), "(x)", (10, 9)),
    ],
)
def test_words_are_found_inside_their_field_only(path: mistakes.Path, words: str, place: tuple[int, int]) -> None:
    span = locate(Source("a.yml", LINKS), path, words)
    assert (span.line, span.column) == place


def test_a_misspelt_field_is_not_called_missing_as_well() -> None:
    assert only(GOOD["decision"].replace("idea:", "Ideas:")).code.id == "YS202"


def test_a_text_that_calls_itself_confidential_is_refused() -> None:
    for text in (
        "Confidential",
        "'Confidential: our bank said no.'",
        "'confidential (a contract)'",
        "confidential - x",
    ):
        assert added(f"reason: {text}\n").code.id == "YS212"
        assert "bank" not in added(f"reason: {text}\n").message
