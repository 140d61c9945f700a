"""Diagnostics as workflow commands of GitHub Actions, which shows them on the lines of a pull request.

The format, and what is to be escaped: "Workflow commands for GitHub Actions" in GitHub's documentation, and
`ActionCommand.cs` of actions/runner. A line that is a command itself is never searched for another one, and nothing of
a record can end its line.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping

from yousaid.diagnostics import Diagnostic
from yousaid.reporters.text import harmless

SHOWN = 10
"""So many errors of a step, and so many warnings, are shown on their lines; of the others the log keeps the message
only, and no place (actions/toolkit, docs/problem-matchers.md)."""


def are_too_many(faults: Iterable[Diagnostic]) -> bool:
    """Tell whether some of the faults are shown nowhere."""
    return max(Counter(fault.severity for fault in faults).values(), default=0) > SHOWN


def commands(faults: Iterable[Diagnostic], below: str = "") -> str:
    """Return a command for each fault; ``below`` is the way from the top of the repository to the records' folder."""
    return "\n".join(_command(fault, below) for fault in faults)


def _command(fault: Diagnostic, below: str) -> str:
    span = fault.span
    properties = {"file": harmless(posixpath.join(below, span.path))}
    if span.line:
        # Columns are those of a single line, and the last one is a part of the place.
        properties |= {"line": f"{span.line}", "col": f"{span.column}", "endColumn": f"{span.end_column - 1}"}
    properties["title"] = f"{fault.code.id} {fault.code.name}"
    lines = [
        fault.message,
        *(f"See {below}{each.span.path}:{each.span.line}: {each.message}" for each in fault.related),
    ]
    lines += [f"Hint: {fault.hint}"] if fault.hint else []
    said = _escaped("\n".join(map(harmless, lines)))
    return f"::{fault.severity} {_listed(properties)}::{said}"


def _listed(properties: Mapping[str, str]) -> str:
    return ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items()
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
