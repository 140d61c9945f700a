"""Lighthouse on a slow phone: the median of three visits. It measures time, so nothing may run beside it."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections import defaultdict

import pytest

from quality.conftest import CHROMIUM, JUDGES
from quality.sites import Finished

VISITS = 3
BARS = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
SHIFT = 0.02


@pytest.mark.alone
@pytest.mark.parametrize("kind", ["home", "decision"])
def test_lighthouse_is_content(own: Finished, kind: str) -> None:
    scores: dict[str, list[float]] = defaultdict(list)
    said: set[str] = set()
    for _ in range(VISITS):
        done = subprocess.run(
            [
                str(JUDGES / ".bin" / "lighthouse"),
                own.address + own.extremes(kind)[-1],
                "--quiet",
                "--output=json",
                "--no-enable-error-reporting",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
                f"--only-categories={','.join(BARS)}",
            ],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "CHROME_PATH": CHROMIUM or ""},
        )
        assert done.returncode == 0, done.stderr
        report = json.loads(done.stdout)
        for name, category in report["categories"].items():
            scores[name].append(round(category["score"] * 100))
        scores["shift"].append(report["audits"]["cumulative-layout-shift"]["numericValue"])
        said |= {
            f"{each['title']} {each.get('displayValue', '')}"
            for each in report["audits"].values()
            if each["score"] is not None and each["score"] < 0.9
        }
    medians = {name: statistics.median(values) for name, values in scores.items()}
    assert medians["shift"] <= SHIFT
    assert {name: medians[name] for name, bar in BARS.items() if medians[name] < bar} == {}, (medians, said)
