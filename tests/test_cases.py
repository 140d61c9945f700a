"""Each rule by examples: `tests/cases/<code>/<claim>.txt`, input and expected report in one file.

A file is laid over the base corpus. Its parts begin with `=== path`; the last one, `=== report`, is what `yousaid
check` says. Names that begin with `good-` must pass clean; each code has at least one good and one bad case.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import HERE, TODAY, Repository
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
    "YS701",
    "YS702",
    "YS703",
    "YS704",
    "YS801",
    "YS802",
    "YS803",
}


def parts(text: str) -> dict[str, str]:
    """Split a case into its files and the report."""
    found = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_the_report_is_as_written(case: Path, repository: Repository, request: pytest.FixtureRequest) -> None:
    files = parts(case.read_text("utf-8"))
    expected = files.pop("report")
    assert files, "a case must change something"
    root = repository({path: text if text.strip() != "(deleted)" else None for path, text in files.items()})
    faults = pipeline.check(pipeline.Settings(root, TODAY)).faults
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
