"""ClearFlask: its export of a project, as an archive or as the posts alone, and its template for an import.

https://github.com/clearflask/clearflask: ``web/resource/ProjectResource.java``, and for the template
``DataSettings.tsx``. Texts are HTML; statuses, categories and tags are ids of the project, whose names its settings
show. The export does not say which posts are private or were merged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from yousaid.importers import archive, cells, exports
from yousaid.importers.reading import Idea, Options, Place, Read

SYSTEM = "clearflask"
_TEMPLATE = ("Created", "Title", "Description")
_MUST = ("ideaId", "title", "created")
_MAY = ("authorUserId", "description", "response", "categoryId", "statusId", "tagIds", "voteValue")
_KNOWN = {cells.plain(each) for each in (*_MUST, *_MAY, *_TEMPLATE)}
_KINDS = ("posts", "users", "comments")
_PART = re.compile(r"(?:[^/]+-)?(posts|users|comments)(?:-[0-9]{4}(?:-[0-9]{2}){5})?\.csv")
"""`<project>-posts-2026-01-31-10-00-00.csv`: getExportFileName in ProjectResource.java."""


def read(path: Path, options: Options) -> Read:
    """Return the posts of any of its files."""
    taken = Read(called={"asked": "created", "text": "description", "answer": "response"})
    if archive.is_archive(path):
        _archive(path, taken, options)
        return exports.settled(path, options, taken)
    table = cells.table(path, options, _KNOWN)
    if exports.has(table, *_TEMPLATE) and not exports.has(table, "ideaId"):
        _template(path, taken, options, table)
    else:
        _posts(path, taken, table, {})
    return exports.settled(path, options, taken)


def _archive(path: Path, taken: Read, options: Options) -> None:
    found = archive.read(path, lambda name: bool(_kind(name)))
    parts = {kind: [name for name in found.files if _kind(name) == kind] for kind in _KINDS}
    if not exports.wanted_of(path, taken, found, parts["posts"] or ["…-posts-….csv"]):
        return
    people = [cell for name in parts["users"] for cell in exports.beside(path, taken, found, name, ["userId", "name"])]
    for name in parts["comments"]:
        taken.left_out["comment"] += len(exports.beside(path, taken, found, name, ["commentId"]))
    for name in parts["posts"]:
        inside = exports.part(path, name)
        table = cells.lines(inside, found.files[name], options, _KNOWN)
        _posts(inside, taken, table, {cell["userId"]: cell["name"] for cell in people})


def _kind(name: str) -> str:
    match = _PART.fullmatch(name)
    return match[1] if match else ""


def _posts(path: Path, taken: Read, table: cells.Table, names: Mapping[str, str]) -> None:
    for row, cell in exports.rows(path, taken, table, _MUST, _MAY):
        author, votes = cell["authorUserId"], exports.count(cell["voteValue"])
        if cell["voteValue"] and votes is None:
            taken.left_out["balance of votes that is below zero"] += 1
        taken.ideas.append(
            Idea(
                system=SYSTEM,
                id=cell["ideaId"],
                place=Place(row),
                title=cell["title"],
                text=cell["description"],
                markup="html",
                asked=cell["created"],
                status=cell["statusId"],
                answer=cell["response"],
                answer_markup="html",
                votes=votes,
                tags=exports.split(cell["tagIds"]),
                category=cell["categoryId"],
                people=exports.people(taken, names.get(author, ""), author),
            )
        )
    if taken.ideas:
        taken.faults.append(exports.untold(path, "which posts are private or were merged"))


def _template(path: Path, taken: Read, options: Options, table: cells.Table) -> None:
    for row, cell in exports.rows(path, taken, table, _TEMPLATE):
        taken.ideas.append(
            Idea(
                system=SYSTEM,
                id=exports.made_id(cell["Title"], cell["Created"]),
                place=Place(row),
                title=cell["Title"],
                text=cell["Description"],
                markup=exports.markup_of(cell["Description"], options),
                asked=cell["Created"],
            )
        )
