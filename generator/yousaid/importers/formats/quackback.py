"""Quackback: its import template, its export of posts, that of a workspace as an archive, and the CSV of its program.

https://github.com/QuackbackIO/quackback: ``lib/shared/schemas/import.ts``, ``routes/api/export.ts``,
``lib/server/domains/export/entities/`` and ``scripts/import/README.md``. The answer to an idea is a comment that is
pinned, and no export says which one that is. None says which posts are on a private board, wait for a moderator, or
were merged: so somebody has to look at them.
"""

from __future__ import annotations

from pathlib import Path

from yousaid.diagnostics import quoted
from yousaid.exporters.tables import meant
from yousaid.importers import archive, cells, exports
from yousaid.importers.reading import Idea, Options, Place, Read
from yousaid.model import Outcome

SYSTEM = "quackback"
STATUSES = {
    "open": Outcome.RECEIVED,
    "under review": Outcome.REVIEWING,
    "under_review": Outcome.REVIEWING,
    "planned": Outcome.PLANNED,
    "in progress": Outcome.IN_PROGRESS,
    "in_progress": Outcome.IN_PROGRESS,
    "complete": Outcome.SHIPPED,
    "closed": Outcome.DECLINED,
}
"""Those with which every workspace begins, by name and by slug."""
_POSTS, _COMMENTS, _VOTES, _CHANGELOG = "posts.csv", "post_comments.csv", "post_votes.csv", "changelog.csv"
_MUST = ("title",)
_MAY = (
    "id",
    "source_id",
    "content",
    "body",
    "status",
    "moderation",
    "response",
    "response_at",
    "tags",
    "board",
    "author_name",
    "vote_count",
    "created_at",
)
_KNOWN = {cells.plain(each) for each in (*_MUST, *_MAY)}


def read(path: Path, options: Options) -> Read:
    """Return the posts of any of its files."""
    taken = Read(called={"asked": "created_at", "text": "content", "answer": "response", "answered": "response_at"})
    if not archive.is_archive(path):
        _take(path, taken, options, cells.table(path, options, _KNOWN))
        return exports.settled(path, options, taken)
    found = archive.read(path, {_POSTS, _COMMENTS, _VOTES, _CHANGELOG}.__contains__)
    if exports.wanted_of(path, taken, found, [_POSTS]):
        taken.left_out["vote"] += len(exports.beside(path, taken, found, _VOTES, ["id"]))
        taken.left_out["entry of the changelog"] += len(exports.beside(path, taken, found, _CHANGELOG, ["id"]))
        for cell in exports.beside(path, taken, found, _COMMENTS, ["is_private"]):
            taken.left_out["private comment" if cell["is_private"].lower() != "false" else "comment"] += 1
        inside = exports.part(path, _POSTS)
        _take(inside, taken, options, cells.lines(inside, found.files[_POSTS], options, _KNOWN))
    return exports.settled(path, options, taken)


def _take(path: Path, taken: Read, options: Options, table: cells.Table) -> None:
    text = "body" if exports.has(table, "body") else "content"
    for row, raw in exports.rows(path, taken, table, (*_MUST, text), [name for name in _MAY if name != text]):
        cell = {name: meant(value) for name, value in raw.items()}  # see escapeCSV in lib/server/utils/csv.ts
        if cell["moderation"] not in {"", "published"}:
            taken.passed_over[f"post that is not published: {quoted(cell['moderation'])}"] += 1
        else:
            taken.ideas.append(_idea(taken, options, row, cell, cell[text]))
    if taken.ideas and not any(exports.has(table, heading) for heading in ("moderation", "email_verified")):
        what = "which posts are on a private board, wait for a moderator or were merged"
        taken.faults.append(exports.untold(path, what))


def _idea(taken: Read, options: Options, row: int, cell: exports.Row, text: str) -> Idea:
    return Idea(
        system=SYSTEM,
        id=cell["id"] or cell["source_id"] or exports.made_id(cell["title"], cell["created_at"]),
        place=Place(row),
        title=cell["title"],
        text=text,
        markup=exports.markup_of(text, options),
        asked=cell["created_at"],
        status=cell["status"],
        answer=cell["response"],
        answered=cell["response_at"],
        answer_markup=exports.markup_of(cell["response"], options),
        votes=exports.count(cell["vote_count"]),
        tags=exports.split(cell["tags"]),
        board=cell["board"],
        people=exports.people(taken, cell["author_name"]),
    )
