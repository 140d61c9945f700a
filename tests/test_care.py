"""Warnings about words and people: what they never do, whatever a text holds. What they find is in `cases/YS9…`."""

from __future__ import annotations

import re
import textwrap
import time

import pytest

from conftest import GOLDEN, ROOT, TODAY, Repository
from yousaid import pipeline, rules
from yousaid.catalogue import codes
from yousaid.decode import Entry
from yousaid.diagnostics import Diagnostic, Source, errors
from yousaid.model import Decision
from yousaid.rules.glance import glance

ADVICE = [rule for rule in rules.RULES if rule.sign]
LENGTH = 15_000
HOSTILE = (
    *(
        "a",
        "A",
        "0",
        " ",
        "\n",
        "@",
        ".",
        "+",
        "-",
        ":",
        "/",
        "[",
        "](",
        "`",
        "```",
        "(",
        "a.",
        "a@",
        "a@b.",
        "A ",
        "Aa ",
    ),
    *(
        "+1 ",
        "+12345678901",
        "0 ",
        "10.",
        "192.168.",
        "fd12:",
        "://",
        "://a:b",
        "://wiki",
        "wiki.",
        "wiki.local",
        "a:b@",
    ),
    *(
        "ghp_",
        "xoxb-1",
        "eyJ",
        "eyJ.",
        "sk-",
        "-----BEGIN ",
        "Anna ",
        "Anna van ",
        "asked by ",
        "thanks to @",
        "my boss ",
        "Mr ",
    ),
    *(
        "we will ",
        "is planned ",
        "take this ",
        "in the ",
        "important to us ",
        "no ",
        "now ",
        "\n- ",
        "\n\n",
        ". ",
        "we went ",
    ),
    *("phone ", "phone 0", "phone (0", "(212) ", "meine Kollegin ", "[a](customer:", "# yousaid: allow ", "日本", "İ"),
    *(
        "a (at) ",
        "a[at]a.",
        "06 12 ",
        "0041 ",
        "password is ",
        "password: a1",
        "key-",
        "bearer ",
        "\\\\a",
        "a1.",
        "Anna A, ",
    ),
)


def faults_of(repository: Repository, idea: str) -> tuple[Diagnostic, ...]:
    record = f"title: A title\nidea: |\n  {idea}\nasked: unknown\noutcome: received\narea: reports\n"
    return pipeline.check(pipeline.Settings(repository({"decisions/2026/case.yml": record}), TODAY)).faults


def test_our_own_records_raise_no_warning() -> None:
    assert [fault for fault in pipeline.check(pipeline.Settings(ROOT, TODAY)).faults if fault.code.id >= "YS9"] == []


def test_the_records_of_the_tests_raise_no_warning() -> None:
    found = pipeline.check(pipeline.Settings(GOLDEN, TODAY)).faults
    assert [fault for fault in found if fault.code.id >= "YS9"] == []


def test_a_warning_stops_nothing(repository: Repository) -> None:
    faults = faults_of(repository, "Write to ada.e@test-company.io.")
    assert [(fault.code.id, fault.severity) for fault in faults] == [("YS901", "warning")]
    assert errors(faults) == ()


def test_a_warning_says_how_it_is_silenced() -> None:
    assert {rule.severity for rule in ADVICE} == {"warning"}
    for rule in ADVICE:
        assert f"# yousaid: allow {rule.code.id} because …" in codes()[rule.code.id].doc


def test_what_is_silenced_is_published_as_it_stands(repository: Repository) -> None:
    files = {
        "decisions/2026/plain.yml": (
            "title: Ask ada.e@test-company.io  # yousaid: allow YS901 because she wants it\n"
            "idea: Print it.\nasked: unknown\noutcome: received\narea: reports\n"
        )
    }
    checked = pipeline.check(pipeline.Settings(repository(files), TODAY))
    assert checked.faults == ()
    assert checked.corpus.decisions["plain"].value.title == "Ask ada.e@test-company.io"


def test_the_examples_of_a_silence_are_good_ones(repository: Repository) -> None:
    first, second = re.findall(r"(?m)^    (?:# yousaid|answer: \|).*\n.*", codes()["YS990"].doc)
    plain = "title: A title\nidea: Print it.\nasked: unknown\noutcome: received\narea: reports\n"
    files = {
        "decisions/2026/first.yml": plain + textwrap.dedent(first) + "\n",
        "decisions/2026/second.yml": plain + textwrap.dedent(second) + "\n",
    }
    root = repository(files)
    assert pipeline.check(pipeline.Settings(root, TODAY)).faults == ()
    for path in files:
        file = root / path
        file.write_text(re.sub("# yousaid.*", "", file.read_text("utf-8")), "utf-8")
    loud = pipeline.check(pipeline.Settings(root, TODAY)).faults
    assert [fault.code.id for fault in loud] == ["YS902", "YS902"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_takes_no_time(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH] + "!"
    record = Decision.model_validate(
        {
            "title": "A",
            "idea": text,
            "answer": text,
            "reason": "no " * 30,
            "asked": "unknown",
            "outcome": "shipped",
            "area": "a",
        }
    )
    entry = Entry("a", Source("decisions/2026/a.yml", f"idea: {text}\n"), record)
    corpus = rules.Corpus({"a": entry}, {}, {}, None, {}, TODAY)
    start = time.process_time()
    for rule in ADVICE:
        assert rule.sign is not None
        rule.sign(glance(entry))
        list(rule.check(entry, corpus))
    assert time.process_time() - start < 2
