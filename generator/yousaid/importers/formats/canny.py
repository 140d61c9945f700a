"""Canny, as its API answers: the pages of ``posts/list``, alone or with those of other lists after them, in one file.

A page is an object with a list below its kind, as in ``{"hasMore": true, "posts": […]}``, or below ``items``.
``statusChanges`` say why a status is what it is; comments, votes and the changelog are counted, and not taken.
https://developers.canny.io/api-reference A post that was merged is no post any more: it stands below ``mergeHistory``
of the one that goes on with it. What Canny exports as CSV is not documented: it is read by the usual headings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from yousaid.importers import cells, exports, jsonvalues
from yousaid.importers.codes import NOT_THIS_FORMAT, ROW, UNTOLD
from yousaid.importers.formats import table
from yousaid.importers.jsonvalues import inner, items, number, text, texts
from yousaid.importers.reading import Idea, Options, Place, Read, wrong
from yousaid.model import Outcome

SYSTEM = "canny"
MERGED = "merged"
STATUSES = {
    "open": Outcome.RECEIVED,
    "under review": Outcome.REVIEWING,
    "planned": Outcome.PLANNED,
    "in progress": Outcome.IN_PROGRESS,
    "complete": Outcome.SHIPPED,
    "closed": Outcome.DECLINED,
    MERGED: Outcome.MERGED,
}
"""Those that every board begins with; whoever runs it may name others."""
_KINDS = ("posts", "statusChanges", "comments", "votes", "entries")
_CALLED = {"text": "details", "asked": "created", "answer": "changeComment", "answered": "statusChangedAt"}
_OLD = "mergeHistory"
_HINT = "save what `posts/list` of Canny's API answers, one page after the other"
_MORE = "ask for the pages behind it with `skip`, and put them into the same file"
_Object = dict[str, Any]


def read(path: Path, options: Options) -> Read:
    """Return the posts, with those that were merged into them."""
    data, faults = cells.content(path)
    if faults:
        return Read(faults=faults)
    if not jsonvalues.is_json(data):
        return table.read(path, replace(options, markup=options.markup or "markdown"))
    pages, faults = jsonvalues.values(path, data)
    taken = Read(faults=faults, called=_CALLED)
    lists: dict[str, list[_Object]] = {kind: [] for kind in _KINDS}
    for kind, each in _sorted(pages):
        lists[kind].append(each)
    if not lists["posts"] and not faults:
        taken.faults.append(wrong(path, NOT_THIS_FORMAT, "there must be a list `posts` with a post in it", _HINT))
    if any(inner(page, "hasMore") is True for page in [page for page in _pages(pages) if "posts" in page][-1:]):
        taken.faults.append(wrong(path, UNTOLD, "the last page says that there are more", _MORE, severity="warning"))
    _count(taken, lists)
    answers = _answers(lists["statusChanges"])
    posts = [*_posts(lists["posts"])]
    into = {text(post, "id"): target for _, post, target in posts if target and target != text(post, "id")}
    seen: set[str] = set()
    for place, post, _ in sorted(posts, key=lambda each: bool(each[2])):  # those that are posts still come first
        _take(path, taken, place, post, seen, answers, into.get(text(post, "id"), ""))
    taken.left_out[exports.MAIL] += jsonvalues.addresses(pages)
    return exports.settled(path, options, taken)


def _sorted(values: list[Any]) -> Iterator[tuple[str, _Object]]:
    """Yield every object with its kind, in pages or without them."""
    for value in _pages(values):
        if not any(kind in value for kind in (*_KINDS, "items")):
            yield "posts", value
        else:
            yield from ((kind, each) for kind in _KINDS for each in items(value, kind))
            yield from (("comments" if "value" in each else "posts", each) for each in items(value, "items"))


def _pages(values: list[Any]) -> Iterator[_Object]:
    """Yield every object that stands in no other one."""
    for value in values:
        if isinstance(value, list):
            yield from _pages(value)
        elif isinstance(value, dict):
            yield value


def _count(taken: Read, lists: Mapping[str, list[_Object]]) -> None:
    """Count what is not taken."""
    for comment in lists["comments"]:
        is_private = inner(comment, "private") is True or inner(comment, "internal") is True
        taken.left_out["private comment" if is_private else "comment"] += 1
    taken.left_out["vote"] += len(lists["votes"])
    taken.left_out["entry of the changelog"] += len(lists["entries"])


def _answers(changes: list[_Object]) -> dict[tuple[str, str], str]:
    """Return what was said last with a change, by post and status."""
    said = [change for change in changes if text(change, "changeComment", "value").strip()]
    said.sort(key=lambda change: text(change, "created"))
    return {(text(each, "post", "id"), text(each, "status")): text(each, "changeComment", "value") for each in said}


def _posts(posts: list[_Object], place: Place | None = None, into: str = "") -> Iterator[tuple[Place, _Object, str]]:
    """Yield posts with the id of the one they were merged into, and below each those that were merged into it."""
    for row, post in enumerate(posts, 1):
        here = place or Place(row, "posts")
        yield here, post, into
        merged = [inner(old, "post") or {} for old in items(post, _OLD)]
        yield from _posts(merged, Place(here.row, _OLD), text(post, "id"))


def _take(
    path: Path,
    taken: Read,
    place: Place,
    post: _Object,
    seen: set[str],
    answers: Mapping[tuple[str, str], str],
    into: str,
) -> None:
    taken.rows += 1
    name = text(post, "id")
    if place.column == _OLD and not (name and text(post, "title")):
        taken.passed_over["merged post of which no more than the id is known"] += 1
    elif not name:
        taken.faults.append(wrong(path, ROW, "this must be a post with an `id`", _HINT, place))
    elif name in seen:
        taken.passed_over["post that stands there already"] += 1
    elif inner(post, "board", "isPrivate") is True:
        taken.passed_over["post of a private board"] += 1
    else:
        taken.left_out["estimated day"] += bool(text(post, "eta"))
        taken.left_out["custom field"] += len(items(post, "customFields"))
        taken.left_out["picture"] += len(texts(post, "imageURLs"))
        taken.ideas.append(_idea(taken, place, post, answers, into))
    seen.add(name)


def _idea(taken: Read, place: Place, post: _Object, answers: Mapping[tuple[str, str], str], into: str) -> Idea:
    name, status, asked = text(post, "id"), text(post, "status"), text(post, "created")
    answer = answers.get((name, status)) or text(post, "changeComment", "value")
    changed = text(post, "statusChangedAt")
    return Idea(
        system=SYSTEM,
        id=name,
        place=place,
        title=text(post, "title"),
        text=text(post, "details"),
        # The API gives addresses of Canny's own pages for its customers' staff.
        url=text(post, "url").replace("/admin/board/", "/", 1),
        markup="markdown",
        asked=asked,
        status=MERGED if into else status,
        answer=answer,
        answered=changed if answer.strip() or changed != asked else "",
        answer_markup="markdown",
        merged_into=into,
        votes=number(post, "score"),
        tags=tuple(tag for each in items(post, "tags") if (tag := text(each, "name"))),
        board=text(post, "board", "name"),
        category=text(post, "category", "name"),
        people=exports.people(taken, text(post, "author", "name"), text(post, "author", "id")),
    )
