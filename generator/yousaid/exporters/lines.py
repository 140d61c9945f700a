"""Every file as an object on a line of its own: what stands in it, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from yousaid.diagnostics import Diagnostic
from yousaid.exporters.holdings import Holding
from yousaid.exporters.tables import ID, MARK, PATH

KIND, FIELDS = "record", "fields"


def ndjson(holdings: Sequence[Holding]) -> tuple[bytes, list[Diagnostic]]:
    """Return lines of JSON. Every value is a text, a list or an object, as it is typed in the file."""
    return b"".join(f"{as_json(item(each))}\n".encode() for each in holdings), []


def item(holding: Holding) -> dict[str, Any]:
    """Return one file."""
    return {
        KIND: holding.kind,
        ID: holding.key,
        FIELDS: holding.fields,
        PATH: holding.path,
        MARK: holding.mark,
    }


def as_json(value: object) -> str:
    """Return a value on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
