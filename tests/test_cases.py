"""Each rule by examples: `tests/cases/<code>/<claim>.txt`, input and expected report in one file.

A file is laid over the base corpus. Its parts begin with `=== path`; the last one, `=== report`, is what `yousaid
check` says. A part `=== commit 2026-03-01` commits all that stands above it on that day: where there is one, the past
is looked at, too. Names that begin with `good-` must pass clean; each code has at least one good and one bad case.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import HERE, TODAY, Repository, commit
from yousaid import pipeline, reporters
from yousaid.catalogue import codes

CASES = sorted((HERE / "cases").glob("*/*.txt"))
# These are about files and folders that a text file cannot hold; test_reader.py and others have them.
ELSEWHERE = {
    "YS804",
    "YS805",
    "YS003",
    "YS010",
    "YS004",
    "YS005",
    "YS006",
    "YS601",
    "YS602",
    "YS603",
    "YS604",
    "YS605",
    "YS606",
    "YS621",
    "YS622",
    "YS623",
    "YS624",
    "YS625",
    "YS626",
    "YS631",
    "YS632",
    "YS633",
    "YS641",
    "YS645",
    "YS646",
    "YS647",
    "YS648",
    "YS649",
    "YS660",
    "YS661",
    "YS662",
    "YS663",
    "YS664",
    "YS665",
    "YS666",
    "YS667",
    "YS668",
    "YS669",
    "YS670",
    "YS671",
    "YS680",
    "YS681",
    "YS701",
    "YS702",
    "YS703",
    "YS704",
    "YS705",
    "YS801",
    "YS802",
    "YS803",
}


def parts(text: str) -> tuple[list[tuple[str, str]], str]:
    """Split a case into its files and commits, in their order, and the report."""
    found = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)
    *steps, (last, report) = zip(found[1::2], found[2::2], strict=True)
    assert last == "report"
    return steps, report


def laid_out(steps: list[tuple[str, str]], repository: Repository) -> tuple[Path, bool]:
    """Make the folder of a case; return whether it has a past."""
    root, commits = repository({}), False
    for name, text in steps:
        file = root / name
        if name.startswith("commit "):
            commits = True
            commit(root, f"{name.removeprefix('commit ')}T12:00:00Z")
        elif text.strip() == "(deleted)":
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    return root, commits


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_the_report_is_as_written(case: Path, repository: Repository, request: pytest.FixtureRequest) -> None:
    steps, expected = parts(case.read_text("utf-8"))
    assert steps, "a case must change something"
    root, has_past = laid_out(steps, repository)
    settings = pipeline.Settings(root, TODAY)
    faults = (pipeline.with_past(settings)[0] if has_past else pipeline.check(settings)).faults
    seen = reporters.text(faults) or "no faults"
    if request.config.getoption("--update-golden"):
        text = case.read_text("utf-8")
        case.write_text(f"{text[: text.index('=== report')]}=== report\n{seen}\n", "utf-8")
        expected = seen
    assert seen == expected.strip("\n")
    if case.stem.startswith("good-"):
        assert seen == "no faults"
    else:
        assert f"[{case.parent.name}]" in seen


@pytest.mark.parametrize("code", sorted(set(codes()) - ELSEWHERE))
def test_every_code_has_a_good_and_a_bad_case(code: str) -> None:
    names = [case.stem for case in CASES if case.parent.name == code]
    assert any(name.startswith("good-") for name in names), f"add tests/cases/{code}/good-….txt"
    assert any(not name.startswith("good-") for name in names), f"add tests/cases/{code}/….txt"


def test_no_case_belongs_to_nothing() -> None:
    assert {case.parent.name for case in CASES} <= set(codes())
    assert all(case.suffix == ".txt" for case in (HERE / "cases").glob("*/*"))
