"""YAML to nodes: any text gives nodes or faults on their lines, and never an exception."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import BASE, TODAY
from yousaid import nodes, pipeline
from yousaid.diagnostics import Diagnostic, Source
from yousaid.nodes import CutText, Mapping, Node, Scalar, Sequence, parse, seen, span_of, unseen
from yousaid.syntax import MAX_DEPTH, MAX_NODES

GOOD = """\
title: "Export: every report in one go"
idea: |
  Every Monday I export *forty* reports, one at a time.

  - see [the list](https://example.org/list)
asked: 2026-01-12
outcome: declined
answer: >-
  We would rather
  not.
reason: {code: cost, text: 'It wasn''t worth it.'}
also_said:
  - said: Please leave it as it is.
    credits: [{customer: ada, for: [review]}]
voices:
  count: 41
  as_of: 2026-01
area: reports  # one of the vocabulary
"""
thorough = settings(derandomize=True, deadline=None, max_examples=400)
through_all = settings(derandomize=True, deadline=None, max_examples=120)


def fields(text: str) -> Mapping:
    root, faults = parse(Source("a.yml", text))
    assert not faults
    assert root is not None
    return root


def value(text: str) -> str:
    """Return the text of the first field."""
    node = next(iter(fields(text).entries.values()))[1]
    assert isinstance(node, Scalar)
    return node.value


def faults_in(text: str) -> list[Diagnostic]:
    root, faults = parse(Source("a.yml", text))
    assert root is None
    assert faults
    return faults


def only(text: str) -> Diagnostic:
    faults = faults_in(text)
    assert len(faults) == 1
    return faults[0]


def assert_inside(fault: Diagnostic, text: str) -> None:
    """Every place is one that an editor can go to, and every fault says what to do."""
    lines = text.split("\n")
    for span in (fault.span, *(place.span for place in fault.related)):
        if span.line:
            assert 1 <= span.line <= len(lines)
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1
            assert span.end_column > span.column
            assert span.text == lines[span.line - 1]
    assert fault.message
    assert fault.hint


# Totality.


def pieces() -> st.SearchStrategy[str]:
    """Characters and snatches that mean something to YAML, or to the model."""
    return st.sampled_from(
        [
            *"\n\n  -:#&*!%@`\"'{}[],|>?~\\=<\t\x00\x1b\ufeff\u2028\u202eaü漢👍",
            "- ",
            ": ",
            " #",
            "---",
            "...",
            "\n  ",
            "<<: ",
        ]
    ) | st.text(max_size=3)


def texts() -> st.SearchStrategy[str]:
    return st.lists(pieces(), max_size=60).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A good record with a few characters or lines deleted, inserted, exchanged or repeated."""
    text = GOOD
    for _ in range(draw(st.integers(1, 4))):
        units = text.splitlines(keepends=True) if draw(st.booleans()) else list(text)
        if not units:
            break
        start = draw(st.integers(0, len(units) - 1))
        end = draw(st.integers(start, min(len(units), start + 4)))
        middle = draw(st.sampled_from([[], units[start:end] * 2, units[start:end][::-1]]) | pieces().map(lambda p: [p]))
        text = "".join([*units[:start], *middle, *units[end:]])
    return text


@thorough
@given(texts() | damaged() | st.text())
@example("")
@example("a: |")
@example("? ")
@example("a: 'x\n\n\n")
@example("{a: [b\n\n")
@example("%YAML 1.1\n---\na: b")
@example("%TAG ! !x")
@example("[")
@example("---")
@example("a: !")
@example("- &a *a")
@example("? [a]\n: b")
@example("\n\n\n'")
def test_any_text_is_fields_or_faults_and_never_both(text: str) -> None:
    root, faults = parse(Source("a.yml", text))
    assert (root is None) == bool(faults)
    for fault in faults:
        assert_inside(fault, text)


def through(data: bytes, path: str = "decisions/2026/tested.yml") -> tuple[Diagnostic, ...]:
    """Put a file into the base corpus and return what is said about all of it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        shutil.copytree(BASE, root)
        (root / path).write_bytes(data)
        return pipeline.check(pipeline.Settings(root, TODAY)).faults


FILES = [
    "decisions/2026/tested.yml",
    "decisions/customers/ada.yml",
    "decisions/occasions/survey.yml",
    "decisions/vocabulary.yml",
]


@through_all
@given(st.binary(max_size=200), st.sampled_from(FILES))
@example(b"\xef\xbb\xbf", FILES[0])
@example(b"\x00", FILES[3])
@example("a: b".encode("utf-16"), FILES[1])
def test_any_bytes_are_a_record_or_faults(data: bytes, path: str) -> None:
    assert isinstance(through(data, path), tuple)


@through_all
@given(texts() | damaged() | st.text(), st.sampled_from(FILES))
@example(GOOD, FILES[0])
def test_any_text_is_a_record_or_faults_on_its_lines(text: str, path: str) -> None:
    read_back = text.removeprefix("\ufeff").replace("\r\n", "\n")
    for fault in through(text.encode(), path):
        if fault.span.path == path and not fault.related:
            assert_inside(fault, read_back)


def trees() -> st.SearchStrategy[object]:
    words = st.sampled_from(
        [
            "title",
            "idea",
            "asked",
            "reason",
            "code",
            "text",
            "credits",
            "customer",
            "for",
            "areas",
            "words",
            "ada",
            "none",
        ]
    ) | st.text(max_size=4).filter(lambda text: not unseen(text) and "\t" not in text)
    return st.recursive(
        words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=4), max_leaves=20
    )


def as_data(node: Node) -> object:
    if isinstance(node, Mapping):
        return {key: as_data(inner) for key, (_, inner) in node.entries.items()}
    if isinstance(node, Sequence):
        return [as_data(inner) for inner in node.items]
    assert isinstance(node, Scalar)
    return node.value


@thorough
@given(st.dictionaries(st.sampled_from(["title", "a b", ""]), trees(), max_size=3))
def test_whatever_is_nested_comes_back_as_it_was_written(tree: dict[str, object]) -> None:
    assert as_data(fields(json.dumps(tree, ensure_ascii=False))) == tree


@thorough
@given(st.dictionaries(st.sampled_from(["title", "a b"]), trees(), min_size=1, max_size=3))
def test_every_node_stands_where_it_says(tree: dict[str, object]) -> None:
    source = Source("a.yml", json.dumps(tree, ensure_ascii=False, indent=1))

    def walk(node: Node) -> None:
        span = span_of(source, node)
        assert span.text == source.text.split("\n")[span.line - 1]
        shown = span.text[span.column - 1 : span.end_column - 1]
        if isinstance(node, Mapping):
            assert shown[0] == "{"
            for key, (place, inner) in node.entries.items():
                name = span_of(source, place)
                assert json.loads(name.text[name.column - 1 : name.end_column - 1]) == key
                walk(inner)
        elif isinstance(node, Sequence):
            assert shown[0] == "["
            for inner in node.items:
                walk(inner)
        else:
            assert isinstance(node, Scalar)
            assert json.loads(shown) == node.value

    walk(fields(source.text))


# Values stay what was typed.


@pytest.mark.parametrize(
    "typed",
    ["no", "yes", "null", "~", "true", "1.20", "0x10", "1_000", "2026-01-12", "1e3", ".inf", "12:30", "=", "0o7"],
)
def test_a_value_is_the_text_that_was_typed(typed: str) -> None:
    assert value(f"title: {typed}\n") == typed


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("title: |\n  one\n  two\n", "one\ntwo\n"),
        ("title: |-\n  one\n  two\n", "one\ntwo"),
        ("title: >\n  one\n  two\n\n  three\n", "one two\nthree\n"),
        ("title: >-\n  one # two\n", "one # two"),
        ("title: |2-\n    one\n", "  one"),
        ("title: one\n  two\n", "one two"),
        ("title: 'it''s'\n", "it's"),
        ('title: "a\\nb\\u00fc"\n', "a\nbü"),
        ("title:\n", ""),
        ("{title: flow}\n", "flow"),
        ("? title\n: explicit\n", "explicit"),
        ('"title": quoted\n', "quoted"),
        ("---\ntitle: one document\n...\n", "one document"),
        ("# first\n\ntitle: after a comment\n", "after a comment"),
    ],
)
def test_every_way_to_write_a_text_is_read(yaml: str, text: str) -> None:
    assert value(yaml) == text


def test_a_file_of_no_fields_is_a_record_without_any() -> None:
    assert not fields("{}").entries


def test_fields_keep_their_order() -> None:
    assert list(fields("z: 1\na: 2\nm: 3\n").entries) == ["z", "a", "m"]


@pytest.mark.parametrize("typed", ["Export #12", "Export   # later", "one\n  two #3", "漢字 #1", "👍👍 #1"])
def test_a_text_that_yaml_cuts_off_is_marked(typed: str) -> None:
    assert isinstance(fields(f"title: {typed}\n").entries["title"][1], Scalar)
    assert isinstance(value(f"title: {typed}\n"), CutText)


@pytest.mark.parametrize(
    "yaml",
    [
        'title: "Export #12"',
        "title: 'Export' # a comment",
        "title: |\n  Export #12\n",
        "title: C#",
        "title: Export\n# a comment\n",
        "title: Export\n  # a comment\n",
        "title: [Export] # a comment",
        "title: # a comment\n  Export",
    ],
)
def test_a_comment_that_takes_nothing_away_is_only_a_comment(yaml: str) -> None:
    node = fields(yaml).entries["title"][1]
    node = node.items[0] if isinstance(node, Sequence) else node
    assert isinstance(node, Scalar)
    assert not isinstance(node.value, CutText)


@pytest.mark.parametrize(("end", "rest"), [("", " #12"), ("\n", " #12"), ("  # more\nidea: x # y\n", " #12  # more")])
def test_what_was_cut_off_is_remembered(end: str, rest: str) -> None:
    text = value(f"title: Export #12{end}")
    assert isinstance(text, CutText)
    assert text.rest == rest


def test_a_cut_in_a_list_is_marked_too() -> None:
    node = fields("themes:\n  - one #1\n  - two\n").entries["themes"][1]
    assert isinstance(node, Sequence)
    assert [isinstance(item.value, CutText) for item in node.items if isinstance(item, Scalar)] == [True, False]


# Places.


@pytest.mark.parametrize(
    ("yaml", "marked"),
    [
        ("title: one", "one"),
        ("title: 漢字 x", "漢字 x"),
        ("title: 'one'", "'one'"),
        ("title: one\n  two", "one"),
        ("title: 'one\n  two'", "'one"),
        ("title: |\n  one\n", "|"),
        ("title: >-\n  one\n", ">"),
        ("title: [a,\n b]", "[a,"),
        ("title: {a: b}", "{a: b}"),
    ],
)
def test_a_value_is_marked_on_its_first_line(yaml: str, marked: str) -> None:
    span = span_of(Source("a.yml", yaml), fields(yaml).entries["title"][1])
    assert span.text[span.column - 1 : span.end_column - 1] == marked


# What is refused.


@pytest.mark.parametrize(
    "yaml", ["title: a\n\tb", "\ttitle: a", "title:\ta", 'title: "a\tb"', "idea: |\n  a\tb", "a: b #\t"]
)
def test_a_tab_is_refused_wherever_it_stands(yaml: str) -> None:
    fault = only(yaml)
    assert fault.code.id == "YS102"
    assert fault.span.text[fault.span.column - 1] == "\t"


def test_the_first_tabs_of_each_line_are_shown_and_no_more() -> None:
    places = [(fault.span.line, fault.span.column, fault.span.end_column) for fault in faults_in("a:\t\t\tb\tc\n\td")]
    assert places == [(1, 3, 6), (2, 1, 2)]


UNSEEN = [
    *"\x00\x07\x08\x0b\x0c\r\x1b\x7f\x80\x85\x9f\u00ad\u034f\u061c\u115f\u17b4\u180e\u200b\u200e\u200f\u2028\u2029",
    *"\u202a\u202e\u2060\u2066\u2069\u206f\u3164\ufeff\uffa0\ufffe\uffff\U000e0001\U000e0041\U000e01f0\U0001bca0\U0001d173",
]


@pytest.mark.parametrize("character", UNSEEN, ids=lambda c: f"U+{ord(c):04X}")
def test_what_cannot_be_seen_is_refused_and_named(character: str) -> None:
    fault = only(f"title: a{character}b")
    assert fault.code.id == "YS103"
    assert f"U+{ord(character):04X}" in fault.message
    assert character not in fault.message + fault.hint


@pytest.mark.parametrize(
    "escape", ["\\0", "\\e", "\\x07", "\\u202e", "\\u200b", "\\ufeff", "\\U000e0041", "\\N", "\\L", "\\P"]
)
def test_an_escape_does_not_get_round_that(escape: str) -> None:
    assert {fault.code.id for fault in faults_in(f'title: "a{escape}b"')} == {"YS103"}
    assert {fault.code.id for fault in faults_in(f'"a{escape}b": c')} == {"YS103"}


@pytest.mark.parametrize(
    "text", ["👨‍👩‍👧", "❤️", "葛\U000e0100", "\u1820\u180b", "می‌خواهم", "क्‍ष", "a\u00a0b", "e\u0301", "עברית", "العربية"]
)
def test_what_scripts_and_emoji_need_is_kept(text: str) -> None:
    assert value(f"title: {text}") == text
    assert not unseen(text)


@pytest.mark.parametrize(
    ("yaml", "code", "where"),
    [
        ("title: &a b", "YS104", (1, 8)),
        ("title: *a", "YS104", (1, 8)),
        ("*a : b", "YS104", (1, 1)),
        ("a: &x [b]", "YS104", (1, 4)),
        ("a: &x {b: c}", "YS104", (1, 4)),
        ("&x a: b", "YS104", (1, 1)),
        ("title: !!str b", "YS105", (1, 8)),
        ("title: !x b", "YS105", (1, 8)),
        ("title: ! b", "YS105", (1, 8)),
        ("title: !!python/object:os.system [b]", "YS105", (1, 8)),
        ("!!map {a: b}", "YS105", (1, 1)),
        ("a: b\na: c", "YS106", (2, 1)),
        ("a: {b: c, b: d}", "YS106", (1, 11)),
        ("a: b\n'a': c", "YS106", (2, 1)),
        ("a: b\n---\nc: d", "YS107", (2, 1)),
        ("---\na: b\n---\n", "YS107", (3, 1)),
        ("- a", "YS109", (1, 1)),
        ("a", "YS109", (1, 1)),
        ("[a: b]", "YS109", (1, 1)),
        ("[a]: b", "YS109", (1, 1)),
        ("{a: b}: c", "YS109", (1, 1)),
        ("title: {{name}}", "YS109", (1, 9)),
        ("# only a comment", "YS109", (0, 0)),
        ("---\n", "YS109", (2, 1)),
    ],
)
def test_what_a_record_does_not_need_is_refused_where_it_stands(yaml: str, code: str, where: tuple[int, int]) -> None:
    fault = faults_in(yaml)[0]
    assert (fault.code.id, (fault.span.line, fault.span.column)) == (code, where)
    assert fault.hint


def test_a_field_that_occurs_twice_shows_both_places() -> None:
    fault = only("title: a\nidea: b\ntitle: c\n")
    assert (fault.span.line, fault.related[0].span.line) == (3, 1)


def test_a_merge_key_is_no_merge() -> None:
    assert as_data(fields("<<: {a: b}\nc: d")) == {"<<": {"a": "b"}, "c": "d"}


def test_two_lists_as_names_are_two_faults_and_not_a_duplicate() -> None:
    assert [fault.code.id for fault in faults_in("[a]: b\n[a]: c\n")] == ["YS109", "YS109"]


def test_all_faults_of_a_file_are_found_at_once() -> None:
    assert [fault.code.id for fault in faults_in("a: &x b\nc: !y d\na: e\n")] == ["YS104", "YS105", "YS106"]


def test_what_was_found_before_the_yaml_ends_is_kept() -> None:
    assert [fault.code.id for fault in faults_in("a: &x b\nc: 'd")] == ["YS104", "YS101"]


def test_what_follows_from_another_fault_of_the_line_is_not_said() -> None:
    assert [fault.code.id for fault in faults_in("title: *a b: c")] == ["YS104"]


@pytest.mark.parametrize("escape", ["\\t", "\\x09", "\\u0009"])
def test_a_tab_is_refused_as_an_escape_too(escape: str) -> None:
    assert only(f'title: "a{escape}b"').code.id == "YS103"


FLAGS = [
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in place) + "\U000e007f"
    for place in ("gbeng", "gbsct", "gbwls")
]


@pytest.mark.parametrize("flag", FLAGS)
def test_the_tags_of_a_flag_are_kept_and_no_others(flag: str) -> None:
    assert value(f"title: {flag} won") == f"{flag} won"
    assert value(f'title: "{flag}"') == flag
    assert faults_in(f"title: {flag[1:]}")[0].code.id == "YS103"
    assert faults_in(f"title: {flag[:-1]}")[0].code.id == "YS103"
    assert faults_in(f"title: {flag}\u202e")[0].span.column == 8 + len(flag)


@pytest.mark.parametrize("escape", ["\\ud800", "\\UFFFFFFFF", "\\U00110000"])
@pytest.mark.parametrize("loader", [nodes._LOADER, yaml.SafeLoader])
def test_an_escape_that_is_no_character_is_refused_with_libyaml_and_without(
    monkeypatch: pytest.MonkeyPatch, loader: type, escape: str
) -> None:
    monkeypatch.setattr(nodes, "_LOADER", loader)
    assert faults_in(f'title: "{escape}"')


# Limits.


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_is_limited_and_costs_nobody_the_process(opening: str) -> None:
    text = "a:\n  " + opening * 10_000
    assert faults_in(text)[0].code.id == "YS108"


def test_the_deepest_record_is_read() -> None:
    inner = MAX_DEPTH - 1
    assert fields("a: " + "[" * inner + "]" * inner)
    fault = only("a: " + "[" * (inner + 1) + "]" * (inner + 1))
    assert f"{MAX_DEPTH} levels" in fault.message


def test_the_longest_record_is_read() -> None:
    most = MAX_NODES - 3  # the file, the name and the list are values too
    assert fields("a: [" + "b," * most + "]")
    fault = only("a: [" + "b," * (most + 1) + "]")
    assert fault.code.id == "YS108"
    assert "2,000 values" in fault.message


# What libyaml says, in words that help.


@pytest.mark.parametrize(
    ("yaml", "line", "message"),
    [
        ("title: Export: in one go", 1, "a value that holds `: ` must be in quotes"),
        ("title: @handle", 1, "must not begin with this character"),
        ("title: `x`", 1, "must not begin with this character"),
        ("title: a\nnonsense", 2, "must be `field: value`"),
        ("title: 'a\nidea: b\n", 1, "a quote that was opened must be closed"),
        ('title: "a\n\n\n', 1, "a quote that was opened must be closed"),
        ("title: a\n idea: b", 2, "must be indented like the other fields"),
        ("a:\n  title: a\n idea: b", 3, "must be indented like the other fields"),
        ('title: "a" b', 1, "the whole value must be in quotes"),
        ("title: & b", 1, "a value that begins with `&`, `*` or `!` must be in quotes"),
        ("themes: [a b: c d\n", 1, "must have commas between its items, and a closing bracket"),
        ("themes: [a, b} c", 1, "must have commas between its items, and a closing bracket"),
        ("themes: - a", 1, "a list begins on a line of its own"),
        ("themes:\n  - a\n  b\n", 3, "must be `field: value`"),
        ("title: '\\ud800", 1, "a quote that was opened"),
        ('title: "\\ud800"', 1, "valid YAML"),
        ('title: "\\q"', 1, "a backslash between double quotes"),
        ("%FOO\n", 1, "must not begin with `%`"),
        ("a: |x\n  b", 1, "must begin on the next line"),
        ("title: a\nnonsense\nidea: b", 2, "must be `field: value`"),
        ("  title: a\nidea: b", 2, "all fields must begin at the left margin"),
        ("```yaml\ntitle: a\n```\n", 1, "must not be in a code fence"),
        ("title: a\n<<<<<<< HEAD\nidea: b\n=======\nidea: c\n>>>>>>> other\n", 2, "a merge conflict"),
    ],
)
def test_broken_yaml_is_explained_where_it_broke(yaml: str, line: int, message: str) -> None:
    fault = faults_in(yaml)[-1]
    assert fault.code.id == "YS101"
    assert fault.span.line == line
    assert message in fault.message
    assert_inside(fault, yaml)


def test_what_cannot_be_seen_can_be_taken_out_and_flags_stay() -> None:
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert seen(f"a\u200bb {flag}\x00c\ufeff") == f"ab {flag}c"
    assert seen("\u200b") == ""
    assert seen("nothing\n") == "nothing\n"
