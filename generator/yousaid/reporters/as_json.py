"""Diagnostics as JSON for other programs. The shape is a promise: fields may be added, and none is changed or removed.

    {
      "version": 1,
      "errors": 1, "warnings": 0,
      "faults": [{
        "path": "decisions/2026/export-all.yml",        relative to the folder that holds decisions/
        "line": 4, "column": 10, "end_column": 17,       characters, from 1; the end is the first one behind
        "severity": "error", "code": "YS301", "rule": "an-outcome-has-an-answer",
        "message": "…", "hint": "…",
        "related": [{"path": "…", "line": 1, "column": 1, "end_column": 6, "message": "…"}]
      }]
    }

`line`, `column` and `end_column` are null where a file as a whole is meant; `hint` is "" where there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from yousaid.diagnostics import Diagnostic, Span, errors

VERSION = 1


def document(faults: Iterable[Diagnostic]) -> str:
    """Return the faults as one JSON document."""
    found = tuple(faults)
    wrong = len(errors(found))
    made = {
        "version": VERSION,
        "errors": wrong,
        "warnings": len(found) - wrong,
        "faults": [_fault(fault) for fault in found],
    }
    return written(made)


def written(made: Any) -> str:
    """Return JSON in ASCII that no terminal and no runner takes for an order: see :mod:`yousaid.reporters.text`."""
    return json.dumps(made, indent=1).replace("##[", r"#\u0023[")


def _fault(fault: Diagnostic) -> dict[str, Any]:
    return {
        **_place(fault.span),
        "severity": fault.severity,
        "code": fault.code.id,
        "rule": fault.code.name,
        "message": fault.message,
        "hint": fault.hint,
        "related": [{**_place(each.span), "message": each.message} for each in fault.related],
    }


def _place(span: Span) -> dict[str, Any]:
    if not span.line:
        return {"path": span.path, "line": None, "column": None, "end_column": None}
    return {"path": span.path, "line": span.line, "column": span.column, "end_column": span.end_column}
