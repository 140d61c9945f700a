"""UserVoice: its export of all suggestions, and that of an analysis. Both are CSV, with headings of their own.

The export of suggestions has about 115 columns and a row for each idea *and voter*; ideas without a vote are not in it.
Its headings are known from the adapter and the test of https://github.com/QuackbackIO/quackback (commit cbf8d858).
The export of an analysis has dotted names: help.uservoice.com, article 360035485693. Neither says which times it means
(they are UTC), and only the second says how a text is written.
"""

from __future__ import annotations

import json
from pathlib import Path

from yousaid.diagnostics import quoted
from yousaid.importers import cells, exports
from yousaid.importers.codes import ROW
from yousaid.importers.reading import Idea, Options, Place, Read, wrong
from yousaid.model import Outcome
from yousaid.model.mapfile import Markup

SYSTEM = "uservoice"
STATUSES = {
    "active": Outcome.RECEIVED,
    "under review": Outcome.REVIEWING,
    "reviewing": Outcome.REVIEWING,
    "planned": Outcome.PLANNED,
    "started": Outcome.IN_PROGRESS,
    "in progress": Outcome.IN_PROGRESS,
    "working on it": Outcome.IN_PROGRESS,
    "completed": Outcome.SHIPPED,
    "shipped": Outcome.SHIPPED,
    "done": Outcome.SHIPPED,
    "already exists": Outcome.ALREADY_THERE,
    "declined": Outcome.DECLINED,
    "closed": Outcome.DECLINED,
    "will not implement": Outcome.DECLINED,
    "won't do": Outcome.DECLINED,
}
_PUBLIC = {"", "published", "approved", "closed"}
"""States of moderation in which everybody can see an idea; a closed one takes no more votes."""
_MUST = ("Idea Id", "Idea Title")
_MAY = (
    "Idea Description",
    "Category Name",
    "Forum Name",
    "Public Status Name",
    "Labels",
    "Voters Count",
    "Created Timestamp",
    "Idea Creator Name",
    "Public Status Update Message",
    "Public Status Updated Timestamp",
    "Moderation State",
)
_OF_ANALYSIS = ("suggestion.id", "suggestion.title")
_MAY_OF_ANALYSIS = (
    "suggestion.body",
    "suggestion.body_mime_type",
    "suggestion.portal_url",
    "suggestion.forum.name",
    "suggestion.category.name",
    "suggestion.status.name",
    "suggestion.labels.name",
    "suggestion.parent.id",
    "suggestion.created_timestamp",
)
_CALLED = {
    "title": "Idea Title",
    "text": "Idea Description",
    "asked": "Created Timestamp",
    "answer": "Public Status Update Message",
    "answered": "Public Status Updated Timestamp",
}
_CALLED_BY_ANALYSIS = {
    "title": "suggestion.title",
    "text": "suggestion.body",
    "asked": "suggestion.created_timestamp",
}
_KNOWN = {cells.plain(each) for each in (*_MUST, *_MAY, *_OF_ANALYSIS, *_MAY_OF_ANALYSIS)}


def read(path: Path, options: Options) -> Read:
    """Return the ideas of either export."""
    table = cells.table(path, options, _KNOWN)
    taken = _analysis(path, options, table) if exports.has(table, *_OF_ANALYSIS) else _suggestions(path, options, table)
    return exports.settled(path, options, taken)


def _analysis(path: Path, options: Options, table: cells.Table) -> Read:
    taken = Read(called=_CALLED_BY_ANALYSIS)
    for row, cell in exports.rows(path, taken, table, _OF_ANALYSIS, _MAY_OF_ANALYSIS):
        said = {name.removeprefix("suggestion."): text for name, text in cell.items()}
        taken.ideas.append(
            Idea(
                system=SYSTEM,
                id=said["id"],
                place=Place(row),
                title=said["title"],
                text=said["body"],
                url=said["portal_url"],
                markup=_markup(said["body_mime_type"]) or exports.markup_of(said["body"], options),
                asked=said["created_timestamp"],
                status=said["status.name"],
                merged_into=said["parent.id"],
                tags=_labels(said["labels.name"]),
                board=said["forum.name"],
                category=said["category.name"],
            )
        )
    return taken


def _markup(mime_type: str) -> Markup | None:
    known: dict[str, Markup] = {"text/html": "html", "text/plain": "plain", "text/markdown": "markdown"}
    return known.get(mime_type.partition(";")[0].strip().lower())


def _suggestions(path: Path, options: Options, table: cells.Table) -> Read:
    taken = Read(called=_CALLED)
    first: dict[str, tuple[int, exports.Row]] = {}
    for row, cell in exports.rows(path, taken, table, _MUST, _MAY):
        taken.left_out["vote"] += 1
        known = first.setdefault(cell["Idea Id"], (row, cell))
        if known[0] != row:
            taken.passed_over["another vote for the same idea"] += 1
            _compare(path, taken, known, (row, cell))
        elif cell["Moderation State"].lower() not in _PUBLIC:
            taken.passed_over[f"idea that is not published: {quoted(cell['Moderation State'].lower())}"] += 1
        else:
            taken.ideas.append(_idea(taken, options, row, cell))
    return taken


def _compare(path: Path, taken: Read, first: tuple[int, exports.Row], other: tuple[int, exports.Row]) -> None:
    """Say so where the rows of one idea do not say the same of it."""
    for column in ("Idea Title", "Idea Description", "Public Status Name", "Public Status Update Message"):
        if first[1][column] != other[1][column]:
            message = f"this says something else of the idea {quoted(other[1]['Idea Id'])} than row {first[0]:,}"
            taken.faults.append(wrong(path, ROW, message, "export it again", Place(other[0], column)))


def _idea(taken: Read, options: Options, row: int, cell: exports.Row) -> Idea:
    return Idea(
        system=SYSTEM,
        id=cell["Idea Id"],
        place=Place(row),
        title=cell["Idea Title"],
        text=cell["Idea Description"],
        markup=exports.markup_of(cell["Idea Description"], options),
        asked=cell["Created Timestamp"],
        status=cell["Public Status Name"],
        answer=cell["Public Status Update Message"],
        answered=cell["Public Status Updated Timestamp"],
        answer_markup=exports.markup_of(cell["Public Status Update Message"], options),
        votes=exports.count(cell["Voters Count"]),
        tags=_labels(cell["Labels"]),
        board=cell["Forum Name"],
        category=cell["Category Name"],
        people=exports.people(taken, cell["Idea Creator Name"]),
    )


def _labels(text: str) -> tuple[str, ...]:
    """Return the labels of a cell: a list in JSON, or words with commas between."""
    if text.startswith("["):
        try:
            labels = json.loads(text)
        except (ValueError, RecursionError):
            labels = None
        if isinstance(labels, list) and all(isinstance(each, str) for each in labels):
            return tuple(each.strip() for each in labels if each.strip())
    return exports.split(text)
