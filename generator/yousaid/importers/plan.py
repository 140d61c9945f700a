"""What an import would change here, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from yousaid.diagnostics import Diagnostic
from yousaid.importers.report import Report


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it is (None where it is new) and as it would be; ``path`` is from the root, with forward slashes."""

    path: str
    before: str | None
    after: str


@dataclass(slots=True)
class Plan:
    """All that an import would write, what is wrong (then nothing is written), and what became of every row.

    ``to_map`` are the lines that the mapping file still needs. If nothing else is wrong, somebody can be asked what
    the ``statuses`` mean, and which of the ``areas`` all ideas belong to for which nothing says one.
    """

    changes: list[Change] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    report: Report = field(default_factory=Report)
    to_map: str = ""
    statuses: list[str] = field(default_factory=list)
    areas: dict[str, str] = field(default_factory=dict)
