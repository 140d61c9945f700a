"""The formats that can be brought in, one module for each reader. A format is added here, in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from yousaid.importers.formats import (
    allcontributors,
    canny,
    clearflask,
    epetitions,
    fider,
    github,
    jsonlines,
    quackback,
    sheet,
    table,
    uservoice,
)
from yousaid.importers.reading import Options, Reader
from yousaid.model import OUTCOMES, Outcome

if TYPE_CHECKING:
    from yousaid.importers.plan import Plan
    from yousaid.rules import Corpus


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on the command line, what it is, who reads it, and what its statuses mean without a doubt.

    ``statuses`` are looked up in small letters, with single blanks. ``plan`` is for a format that holds records of
    ours instead of ideas.
    """

    name: str
    what: str
    reader: Reader | None = None
    statuses: Mapping[str, Outcome] = field(default_factory=dict)
    plan: Callable[[Path, Options, Corpus, Path], Plan] | None = None


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("table", "any table with headings (CSV, XLSX)", table.read, OUTCOMES),
        Format("jsonlines", "any file with a JSON object on each line", jsonlines.read, OUTCOMES),
        Format("canny", "posts, as Canny's API answers them (JSON), or a table (CSV)", canny.read, canny.STATUSES),
        Format("uservoice", "suggestions, or the export of an analysis (CSV)", uservoice.read, uservoice.STATUSES),
        Format("fider", "posts (CSV), or a backup (zip)", fider.read, fider.STATUSES),
        Format("quackback", "posts or the template (CSV), or a workspace (zip)", quackback.read, quackback.STATUSES),
        Format("clearflask", "posts or the template (CSV), or a project (zip)", clearflask.read),
        Format("github", "issues and discussions, as `gh` prints them (JSON)", github.read, github.STATUSES),
        Format("e-petitions", "petitions of UK Parliament's site (CSV, JSON)", epetitions.read, epetitions.STATUSES),
        Format("all-contributors", "people in `.all-contributorsrc`, as a list of whom to ask", allcontributors.read),
        Format("sheet", "what `yousaid export` wrote, with your edits (CSV, XLSX, NDJSON, SQLite)", plan=sheet.plan),
    )
}
