"""What the doctor found as JSON for other programs. The shape is a promise, as that of `yousaid check --format json`.

{
  "version": 1,
  "wrong": 1, "look": 0, "fine": 22, "unseen": 0,
  "checks": [{
    "check": "whole-history", "grade": "wrong",      "fine", "unseen", "look" or "wrong"
    "why": "",                                       why it was not looked at
    "findings": [{"grade": "wrong", "message": "…", "fix": "…"}]
  }]
}
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yousaid.doctor.checkup import Grade, Result
from yousaid.reporters.as_json import written

VERSION = 1


def document(results: Sequence[Result]) -> str:
    """Return what was found as one JSON document."""
    counts = {str(grade): sum(each.grade is grade for each in results) for grade in reversed(Grade)}
    return written({"version": VERSION, **counts, "checks": [_check(each) for each in results]})


def _check(result: Result) -> dict[str, Any]:
    found = [{"grade": each.grade, "message": each.message, "fix": each.fix} for each in result.findings]
    return {"check": result.check.name, "grade": result.grade, "why": result.why, "findings": found}
