"""GitHub: issues and discussions, as its program `gh` writes them, and as its two APIs answer.

``gh issue list --state all --limit 5000 --json number,title,body,author,createdAt,closedAt,state,stateReason,labels,
url,reactionGroups,closedByPullRequestsReferences,comments`` (https://cli.github.com/manual/gh_issue_list); for
discussions ``gh api graphql --paginate``, below ``repository { discussions { nodes } }`` with the fields that are read
here (https://docs.github.com/en/graphql/reference/objects#discussion); or the REST API, as in
``gh api --paginate repos/OWNER/NAME/issues``.

Of comments only two kinds are taken: what somebody of the team said in the moment of closing, and the answer to a
discussion if somebody of the team gave it. Numbers are those of one repository, so the id names it, too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yousaid.diagnostics import quoted
from yousaid.importers import cells, exports, jsonvalues
from yousaid.importers.codes import NOT_THIS_FORMAT, UNTOLD
from yousaid.importers.jsonvalues import inner, items, number, text, texts
from yousaid.importers.reading import Idea, Options, Person, Place, Read, wrong
from yousaid.model import Outcome

STATUSES = {
    "open": Outcome.RECEIVED,
    "reopened": Outcome.RECEIVED,
    "completed": Outcome.SHIPPED,
    "not planned": Outcome.DECLINED,
    "duplicate": Outcome.MERGED,
}
"""Why it was closed, if anybody said so. That a discussion is resolved, outdated or answered may mean anything."""
_TEAM = {"OWNER", "MEMBER", "COLLABORATOR"}
"""https://docs.github.com/en/graphql/reference/enums#commentauthorassociation"""
_DELETED = "ghost"
"""Whose account is gone. https://docs.github.com/en/account-and-profile/reference/personal-account-reference"""
_MOMENT = dt.timedelta(minutes=1)
_PLACE = re.compile(r"https?://[^/]+/([^/]+/[^/]+)/(issues|discussions|pull)/[0-9]+")
# https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/marking-issues-or-pull-requests-as-a-duplicate
_DUPLICATE = re.compile(
    r"^\s*duplicate of\s+(?:#|GH-|https?://[^/\s]+/(?P<at>[^/\s]+/[^/\s]+)/(?:issues|discussions)/)(?P<number>[0-9]+)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_UNDERSCORE = re.compile("_([a-z])")
_HINT = "save what `gh issue list --state all --limit 5000 --json number,title,body,…` prints; see the documentation"
_Object = dict[str, Any]


def read(path: Path, options: Options) -> Read:
    """Return the issues and discussions; pull requests are none."""
    data, faults = cells.content(path)
    values, more = jsonvalues.values(path, data) if not faults else ([], [])
    taken = Read(faults=[*faults, *more], called={"text": "body", "asked": "createdAt", "answered": "closedAt"})
    if taken.faults:
        return taken
    for row, item in enumerate(_found(path, taken, values), 1):
        taken.rows += 1
        place = _PLACE.match(text(item, "url"))
        if "pullRequest" in item or (place and place[2] == "pull"):
            taken.passed_over["pull request"] += 1
        else:
            taken.ideas.append(_idea(taken, options.system, Place(row), item, place[1] if place else ""))
    if not taken.rows and not taken.faults:
        taken.faults.append(
            wrong(path, NOT_THIS_FORMAT, "there must be an issue or a discussion with a `number`", _HINT)
        )
    taken.left_out[exports.MAIL] += jsonvalues.addresses(values)
    return exports.settled(path, options, taken)


def _found(path: Path, taken: Read, values: list[Any]) -> Iterator[_Object]:
    """Yield all that has a number, in pages or alone; tell what GitHub said was wrong, and whether a page lacks."""
    waiting = values[::-1]
    is_cut_off = False
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value[::-1]
        elif isinstance(value, dict) and "number" in value:
            yield _named(value)
        elif isinstance(value, dict):
            is_cut_off = inner(value, "pageInfo", "hasNextPage") is True if "pageInfo" in value else is_cut_off
            for error in items(value, "errors"):
                message = f"GitHub answered with an error: {quoted(text(error, 'message'), 200)}"
                taken.faults.append(wrong(path, NOT_THIS_FORMAT, message, "ask again"))
            waiting += [each for each in value.values() if isinstance(each, (dict, list))][::-1]
    if is_cut_off:
        hint = "ask with `gh api graphql --paginate`, which asks for every page"
        taken.faults.append(wrong(path, UNTOLD, "the last page says that there are more", hint, severity="warning"))


def _named(item: _Object) -> _Object:
    """Return an object of the REST API with the names that the other one has."""
    if "html_url" not in item:
        return item
    named = {_UNDERSCORE.sub(lambda match: match[1].upper(), name): value for name, value in item.items()}
    likes = inner(item, "reactions", "+1")
    groups = [{"content": "THUMBS_UP", "users": {"totalCount": likes}}] if likes else []
    return {**named, "url": item["html_url"], "author": item.get("user"), "reactionGroups": groups}


def _idea(taken: Read, system: str, place: Place, item: _Object, repository: str) -> Idea:
    comments = [*items(item, "comments"), *items(item, "comments", "nodes")]
    said = [each for each in comments if text(each, "authorAssociation") in _TEAM]
    closed = text(item, "closedAt")
    status = _status(item)
    duplicate = next((match for each in said if closed and (match := _DUPLICATE.search(text(each, "body")))), None)
    answer, answered = _answer(taken, item, said, closed)
    taken.left_out["comment"] += len(comments) - sum(1 for each in comments if answer and text(each, "body") == answer)
    return Idea(
        system=system,
        id=_id(repository, text(item, "number")),
        place=place,
        title=text(item, "title"),
        text=text(item, "body"),
        url=text(item, "url"),
        markup="markdown",
        asked=text(item, "createdAt"),
        status=status,
        answer="" if _DUPLICATE.fullmatch(answer) else answer,
        answered=answered,
        answer_markup="markdown",
        merged_into=_id(duplicate["at"] or repository, duplicate["number"]) if duplicate else "",
        votes=_votes(item),
        tags=tuple(_labels(item)),
        board=repository,
        category=text(item, "category", "name"),
        people=_people(taken, item),
        evidence=_evidence(item, status, answer),
    )


def _id(repository: str, which: str) -> str:
    return f"{repository}#{which}" if repository else which


def _status(item: _Object) -> str:
    """Return the state in one word: why it was closed if that is known, and whether a discussion has an answer."""
    reason = text(item, "stateReason").lower().replace("_", " ")
    is_closed = text(item, "state").lower() == "closed" or bool(text(item, "closedAt"))
    if is_closed:
        return reason or "closed"
    return "answered" if inner(item, "isAnswered") is True else "open"


def _answer(taken: Read, item: _Object, said: list[_Object], closed: str) -> tuple[str, str]:
    """Return what the team answered, and when."""
    chosen = inner(item, "answer")
    if isinstance(chosen, dict):
        if text(chosen, "authorAssociation") in _TEAM:
            return text(chosen, "body"), text(item, "answerChosenAt") or text(chosen, "createdAt")
        taken.left_out["answer that nobody of the team gave"] += 1
    last = [
        text(each, "body")
        for each in said
        if _is_near(text(each, "createdAt"), closed) and not inner(each, "isMinimized")
    ]
    return last[-1] if last else "", closed


def _is_near(one: str, other: str) -> bool:
    try:
        return abs(dt.datetime.fromisoformat(one) - dt.datetime.fromisoformat(other)) <= _MOMENT
    except (ValueError, TypeError):  # no date, or one without its zone
        return False


def _votes(item: _Object) -> int | None:
    if "upvoteCount" in item:
        return number(item, "upvoteCount")
    groups = [group for group in items(item, "reactionGroups") if text(group, "content") == "THUMBS_UP"]
    counts = [number(group, "users", "totalCount") or number(group, "reactors", "totalCount") for group in groups]
    return counts[0] if counts else 0 if "reactionGroups" in item else None


def _labels(item: _Object) -> list[str]:
    labels = [*items(item, "labels"), *items(item, "labels", "nodes")]
    return [*texts(item, "labels"), *filter(None, (text(label, "name") for label in labels))]


def _people(taken: Read, item: _Object) -> tuple[Person, ...]:
    login = text(item, "author", "login")
    if inner(item, "author", "is_bot") is True or text(item, "author", "type") == "Bot":
        taken.left_out["author that is a program"] += 1
        return ()
    if login == _DELETED:
        return ()
    return exports.people(taken, text(item, "author", "name") or login, login if "@" not in login else "")


def _evidence(item: _Object, status: str, answer: str) -> tuple[str, ...]:
    """Return the addresses of the pull requests that did it, or where the answer stands that was chosen."""
    name = "closedByPullRequestsReferences"
    done = [*items(item, name), *items(item, name, "nodes")] if status == "completed" else []
    chosen = text(item, "answer", "url") if answer else ""
    return tuple(filter(None, (*(text(each, "url") for each in done), chosen)))
