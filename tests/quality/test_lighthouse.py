"""Lighthouse on a slow phone: the median of three visits. It measures time, so nothing may run beside it."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections import defaultdict
from typing import Any

import pytest

from quality.conftest import CHROMIUM, JUDGES
from quality.sites import Finished

VISITS = 3
BARS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
SHIFT = 0.02


ROUNDS = 3
"""A busy machine looks like a slow page: what is missed is measured anew before it is believed."""


@pytest.mark.alone
@pytest.mark.parametrize("kind", ["home", "decision"])
def test_lighthouse_is_content(own: Finished, kind: str) -> None:
    for _ in range(ROUNDS):
        medians, said = measured(own.address + own.extremes(kind)[-1])
        missed = {name: medians[name] for name, bar in BARS.items() if medians[name] < bar}
        if not missed and medians["shift"] <= SHIFT:
            return
    pytest.fail(f"{missed or medians['shift']}: {medians}, {said}")


def measured(address: str) -> tuple[dict[str, float], set[str]]:
    """Return the medians of a few visits, and what Lighthouse would like to see otherwise."""
    scores: dict[str, list[float]] = defaultdict(list)
    said: set[str] = set()
    for _ in range(VISITS):
        report = visit(address)
        for name, category in report["categories"].items():
            scores[name].append(round(category["score"] * 100))
        scores["shift"].append(report["audits"]["cumulative-layout-shift"]["numericValue"])
        said |= {
            f"{each['title']} {each.get('displayValue', '')}"
            for each in report["audits"].values()
            if each["score"] is not None and each["score"] < 0.9
        }
    return {name: statistics.median(values) for name, values in scores.items()}, said


def visit(address: str) -> dict[str, Any]:
    done = subprocess.run(
        [
            str(JUDGES / ".bin" / "lighthouse"),
            address,
            "--quiet",
            "--output=json",
            "--no-enable-error-reporting",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage",
            f"--only-categories={','.join(BARS)}",
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CHROME_PATH": CHROMIUM or ""},
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report
