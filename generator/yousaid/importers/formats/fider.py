"""Fider: the CSV of ``/admin/export/posts.csv``, and the archive of ``/admin/export/backup.zip``.

The columns are those of ``app/pkg/csv/csv.go``; the archive holds each table as JSON (``app/pkg/backup``), its columns
as the migrations made them. https://github.com/getfider/fider It also holds addresses, keys and secrets of everybody:
posts, their tags and the number of their votes are read, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from yousaid.diagnostics import quoted
from yousaid.importers import archive, cells, exports, jsonvalues
from yousaid.importers.codes import NOT_THIS_FORMAT, ROW
from yousaid.importers.jsonvalues import inner, text
from yousaid.importers.reading import Idea, Options, Place, Read, wrong
from yousaid.model import Outcome

SYSTEM = "fider"
STATUSES = {
    "open": Outcome.RECEIVED,
    "planned": Outcome.PLANNED,
    "started": Outcome.IN_PROGRESS,
    "completed": Outcome.SHIPPED,
    "declined": Outcome.DECLINED,
    "duplicate": Outcome.MERGED,
}
_DELETED = "deleted"
_BY_NUMBER = {
    "0": "open",
    "1": "started",
    "2": "completed",
    "3": "declined",
    "4": "planned",
    "5": "duplicate",
    "6": _DELETED,
}
"""app/models/enum/post_status.go"""
_MUST = ("number", "title", "created_at", "status")
_MAY = (
    "description",
    "created_by",
    "votes_count",
    "comments_count",
    "responded_at",
    "response",
    "original_number",
    "tags",
)
_CALLED = {"text": "description", "asked": "created_at", "answer": "response", "answered": "responded_at"}
_KNOWN = {cells.plain(each) for each in (*_MUST, *_MAY)}
_TABLES = ("posts.json", "tags.json", "post_tags.json", "post_votes.json")
_HINT = "download it again from “Export” in the settings of the site"


def read(path: Path, options: Options) -> Read:
    """Return the posts of either export."""
    return exports.settled(path, options, _backup(path, options) if archive.is_archive(path) else _csv(path, options))


def _csv(path: Path, options: Options) -> Read:
    taken = Read(called=_CALLED)
    for row, cell in exports.rows(path, taken, cells.table(path, options, _KNOWN), _MUST, _MAY):
        if cell["status"] == _DELETED:
            taken.passed_over["deleted post"] += 1
            continue
        taken.left_out["comment"] += exports.count(cell["comments_count"]) or 0
        taken.ideas.append(
            Idea(
                system=SYSTEM,
                id=cell["number"],
                place=Place(row),
                title=cell["title"],
                text=cell["description"],
                url=_address(options, cell["number"]),
                markup="markdown",
                asked=cell["created_at"],
                status=cell["status"],
                answer=cell["response"],
                answered=cell["responded_at"],
                answer_markup="markdown",
                merged_into=cell["original_number"],
                votes=exports.count(cell["votes_count"]),
                tags=exports.split(cell["tags"], ", "),  # a comma without a blank belongs to a tag
                people=exports.people(taken, cell["created_by"]),
            )
        )
    return taken


def _backup(path: Path, options: Options) -> Read:
    found = archive.read(path, _TABLES.__contains__)
    taken = Read(called={**_CALLED, "answered": "response_date"})
    if not exports.wanted_of(path, taken, found, _TABLES):
        return taken
    votes = Counter(text(vote, "post_id") for vote in _table(path, "post_votes.json", found.files, taken))
    taken.left_out["vote"] += votes.total()
    tags, tagged, posts = (_table(path, f"{name}.json", found.files, taken) for name in ("tags", "post_tags", "posts"))
    names = _tags(tags, tagged, taken)
    numbers = {text(post, "id"): text(post, "number") for post in posts} | {"": ""}
    for row, post in enumerate(posts, 1):
        taken.rows += 1
        place, original = Place(row, "posts.json"), text(post, "original_id")
        status = _BY_NUMBER.get(text(post, "status"), text(post, "status"))
        if not (text(post, "id") and text(post, "number")):
            taken.faults.append(wrong(path, ROW, "this must be a post with an `id` and a `number`", _HINT, place))
        elif original not in numbers:
            message = f"this is a duplicate of a post that is not there: its id is {quoted(original)}"
            taken.faults.append(wrong(path, ROW, message, _HINT, place))
        elif status == _DELETED:
            taken.passed_over["deleted post"] += 1
        elif inner(post, "is_approved") is False:
            taken.passed_over["post that no moderator has approved"] += 1
        else:
            idea = _idea(post, place, status, options)
            idea.merged_into, idea.votes = numbers[original], votes[text(post, "id")]
            idea.tags = tuple(sorted(names.get(text(post, "id"), ())))
            # Their names lie beside their addresses, in a file that is not read.
            idea.people = exports.people(taken, "", text(post, "user_id"))
            taken.ideas.append(idea)
    return taken


def _table(path: Path, name: str, files: dict[str, bytes], taken: Read) -> list[Any]:
    """Return a table, and keep its text no longer."""
    values, faults = jsonvalues.values(path, files.pop(name), name)
    taken.faults += faults
    if not faults and not (len(values) == 1 and isinstance(values[0], list)):
        taken.faults.append(wrong(path, NOT_THIS_FORMAT, f"`{name}` in this archive must be a list", _HINT))
    return [] if taken.faults else values[0]


def _tags(tags: list[Any], tagged: list[Any], taken: Read) -> dict[str, list[str]]:
    """Return the names of the tags that everybody may see, by the post that has them."""
    public = {text(tag, "id"): text(tag, "name") for tag in tags if inner(tag, "is_public") is True}
    found: dict[str, list[str]] = {}
    for each in tagged:
        if text(each, "tag_id") in public:
            found.setdefault(text(each, "post_id"), []).append(public[text(each, "tag_id")])
        else:
            taken.left_out["tag that is not public"] += 1
    return found


def _idea(post: Any, place: Place, status: str, options: Options) -> Idea:
    return Idea(
        system=SYSTEM,
        id=text(post, "number"),
        place=place,
        title=text(post, "title"),
        text=text(post, "description"),
        url=_address(options, text(post, "number"), text(post, "slug")),
        markup="markdown",
        asked=text(post, "created_at"),
        status=status,
        answer=text(post, "response"),
        answered=text(post, "response_date"),
        answer_markup="markdown",
    )


def _address(options: Options, number: str, slug: str = "") -> str:
    """Return where a post stands, if the mapping file says where the site is (app/models/entity/post.go)."""
    return "/".join(filter(None, (options.url.rstrip("/"), "posts", number, slug))) if options.url else ""
