"""The short way through a file gives what YAML gives, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yousaid import decode, shortcut
from yousaid.diagnostics import Source
from yousaid.nodes import parse
from yousaid.syntax import MAX_NODES

RECORD = """\
# yaml-language-server: $schema=../../schema.json
title: Export every report
idea: |
  Every *Monday*: forty reports # one at a time

    indented
  é 漢 👍
asked: 2026-01-12
credits:
  - customer: ada
    for: [idea, testing]
  - bob
also_said:
- said: |
    Please not.
  credits:
    - ada
voices:
  count: 41
release: "3.10"
area: reports
"""
LINES = [
    *(
        "title: a",
        "title: b: c",
        "title: a # b",
        "title: a#b",
        "title: http://a",
        "title: a:",
        "title:",
        "title: ",
        "t:  a",
    ),
    *(
        "idea: |",
        "idea: |-",
        "idea: >",
        "idea: | ",
        "  text",
        "   text",
        "    text",
        "  ",
        "   ",
        "",
        "  text ",
        "text",
    ),
    *("area: [a, b]", "area: [a,b]", "area: []", "area: [a, b", "area: [a b]", "area: [a, a]", "area: {a: b}"),
    *(
        'area: "a"',
        "area: 'a'",
        'area: "a',
        'area: "a\\n"',
        'area: "a" b',
        "area: -a",
        "area: &a",
        "area: !a",
        "area: @a",
    ),
    *("list:", "- a", "- b: c", "  - a", "  - b: c", "    d: e", "  d: e", "-", "- - a", "-  a", "- |", "- [a]", "  -"),
    *(
        "    - a",
        "      - a",
        "              deep: a",
        "    text: |",
        "      text",
        "# comment",
        "#comment",
        "  # comment",
    ),
    *("---", "...", "%YAML 1.2", "? a", "A: b", "é: b", "a b: c", "'a': b", "x" * 60 + ": a", "title: a\tb", "\ta: b"),
    *(
        "title: null",
        "title: no",
        "title: 1_000",
        "title: 漢",
        "title: é: b",
        "title: (a)",
        "title: a\u00a0",
        "title: \u200ba",
    ),
]


def agree(text: str) -> None:
    short = shortcut.fields(text)
    if short is not None:
        root, faults = parse(Source("a.yml", text))
        assert root is not None
        assert not faults
        assert short == decode.plain(root)


def test_an_ordinary_record_goes_the_short_way() -> None:
    assert shortcut.fields(RECORD) is not None
    agree(RECORD)


@settings(derandomize=True, deadline=None, max_examples=4_000)
@given(st.lists(st.sampled_from(LINES), max_size=9), st.sampled_from(["\n", ""]))
def test_lines_in_any_order_give_what_yaml_gives_or_nothing(lines: list[str], end: str) -> None:
    agree("\n".join(lines) + end)


@settings(derandomize=True, deadline=None, max_examples=2_000)
@given(st.data())
def test_a_record_with_any_change_gives_what_yaml_gives_or_nothing(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(RECORD)))
    end = data.draw(st.integers(start, min(len(RECORD), start + 6)))
    put = data.draw(st.text(alphabet=" \n:-#|>[]{}\"',&*!%@`?ab1\t\u2028\ufeff", max_size=4))
    agree(RECORD[:start] + put + RECORD[end:])


@pytest.mark.parametrize(
    "text",
    [
        *("", "title: a", "title:\n", " title: a\n", "- title: a\n", "title: a\n\n", "title: a\ntitle: b\n"),
        *(
            "title: a\n  b\n",
            "title: a: b\n",
            "title: 'a'\n",
            "title: >\n  a\n",
            "title: |\n a\n\n",
            "title: |\nb: c\n",
        ),
        *(
            "title: |\n  a\n   \n  b\n",
            "a:\n" + " " * 14 + "b: c\n",
            "a:\n  b:\n  - c: |\n    d\n",
            "a: b\n" * MAX_NODES,
        ),
        "a: [b" + ", b" * MAX_NODES + "]\n",
    ],
)
def test_whatever_leaves_a_doubt_is_left_to_yaml(text: str) -> None:
    assert shortcut.fields(text) is None


def test_nearly_all_real_records_go_the_short_way() -> None:
    folder = Path(__file__).parents[1] / "decisions"
    texts = [path.read_text("utf-8") for path in folder.rglob("*.yml")]
    for text in texts:
        agree(text)
    assert sum(shortcut.fields(text) is None for text in texts) <= len(texts) // 20
