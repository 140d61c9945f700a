"""Diagnostics as SARIF 2.1.0, which forges and editors show: a standard of OASIS.

What to type is a part of the message, since SARIF's own "fixes" are replacements of bytes, and a hint is words.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from importlib import metadata
from typing import Any
from urllib.parse import quote

from yousaid.diagnostics import Code, Diagnostic, Span
from yousaid.reporters.as_json import written


def document(faults: Iterable[Diagnostic], below: str = "") -> str:
    """Return the faults as one log; ``below`` is the way from the top of the repository to the records' folder."""
    found = tuple(faults)
    codes = sorted({fault.code.id: fault.code for fault in found}.values(), key=lambda code: code.id)
    numbers = {code.id: number for number, code in enumerate(codes)}
    driver = {"name": "yousaid", "version": metadata.version("yousaid"), "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the repository."}}},
        "results": [_result(fault, numbers[fault.code.id], below) for fault in found],
    }
    return written({"version": "2.1.0", "runs": [run]})


def _rule(code: Code) -> dict[str, Any]:
    first = code.doc.strip().partition("\n")[0]
    return {
        "id": code.id,
        "name": code.name,
        "shortDescription": {"text": first},
        "fullDescription": {"text": code.doc.strip()},
        "help": {"text": f"{code.doc.strip()}\n\nMore: yousaid explain {code.id}"},
    }


def _result(fault: Diagnostic, rule: int, below: str) -> dict[str, Any]:
    said = f"{fault.message}\nHint: {fault.hint}" if fault.hint else fault.message
    made: dict[str, Any] = {
        "ruleId": fault.code.id,
        "ruleIndex": rule,
        "level": fault.severity,
        "message": {"text": said},
        "locations": [{"physicalLocation": _place(fault.span, below)}],
    }
    if fault.related:
        made["relatedLocations"] = [
            {"id": number, "physicalLocation": _place(each.span, below), "message": {"text": each.message}}
            for number, each in enumerate(fault.related)
        ]
    return made


def _place(span: Span, below: str) -> dict[str, Any]:
    place: dict[str, Any] = {
        "artifactLocation": {"uri": quote(posixpath.join(below, span.path)), "uriBaseId": "%SRCROOT%"}
    }
    if span.line:
        place["region"] = {"startLine": span.line, "startColumn": span.column, "endColumn": span.end_column}
    return place
