"""What is said where a record came from: comments for an issue or a discussion, to be posted by the forge's CLI.

`gh issue comment <url> --body-file <file>` takes the address of an issue. There is no command for discussions, so these
take two calls of the GraphQL API: one for the id of the discussion, and one that adds the comment.
https://cli.github.com/manual/gh_issue_comment, https://cli.github.com/manual/gh_api,
https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from yousaid.announce.objects import Kind, Message, Telling
from yousaid.announce.passages import markdown
from yousaid.announce.said import Comment, Said
from yousaid.outputs.output import File
from yousaid.preview.comment import LIMIT

_SHORT = 3_000
_PLACE = re.compile(
    r"/(?P<owner>[\w.-]+)/(?P<name>[\w.-]+)/(?P<kind>issues|discussions)/(?P<number>[0-9]+)/?", re.ASCII
)
_FIND = (
    "query($owner:String!,$name:String!,$number:Int!)"
    "{repository(owner:$owner,name:$name){discussion(number:$number){id}}}"
)
_ADD = "mutation($id:ID!,$body:String!){addDiscussionComment(input:{discussionId:$id,body:$body}){comment{url}}}"


def render(telling: Telling, said: Said) -> Iterator[File]:
    """Yield the list of comments, and the text of each in a file of its own, which the commands of the list name.

    Sources that are no issue and no discussion are left out.
    """
    del telling
    comments = [
        (f"comments/{number}-{each.message.decision.key}.md", each, place)
        for number, (each, place) in enumerate(_places(said), 1)
    ]
    entries = [_entry(path, each, place) for path, each, place in comments]
    yield File("comments.json", lambda: (json.dumps(entries, ensure_ascii=False, indent=2) + "\n").encode())
    for path, each, _ in comments:
        yield File(path, partial(_encoded, each))


def told(telling: Telling, said: Said) -> Iterator[Message]:
    """Yield the messages to those who asked where there is a comment now; it says nothing of thanks alone."""
    places = {comment.source for comment, _ in _places(said)}
    for message in telling.messages:
        own = message.speaks_for or (message.decision,)
        if message.kind is not Kind.CREDIT and not places.isdisjoint(record.source for record in own):
            yield message


def _body(comment: Comment) -> str:
    """Return the text of a comment, with shorter quotations where the forge would not take it."""
    whole = markdown(comment.text)
    return whole if len(whole) <= LIMIT else markdown(comment.text, _SHORT)[:LIMIT]


def _encoded(comment: Comment) -> bytes:
    return _body(comment).encode()


def _places(said: Said) -> Iterator[tuple[Comment, re.Match[str]]]:
    for each in said.comments:
        place = _PLACE.fullmatch(urlsplit(each.source).path)
        if place:
            yield each, place


def _entry(path: str, comment: Comment, place: re.Match[str]) -> dict[str, Any]:
    is_issue = place["kind"] == "issues"
    command = _issue(path, comment) if is_issue else _discussion(path, urlsplit(comment.source).netloc, place)
    return {
        "record": comment.message.decision.key,
        "kind": str(comment.message.kind),
        "place": "issue" if is_issue else "discussion",
        "url": comment.source,
        "body": _body(comment),
        "command": command,
    }


def _issue(path: str, comment: Comment) -> str:
    return shlex.join(["gh", "issue", "comment", comment.source, "--body-file", path])


def _discussion(path: str, host: str, place: re.Match[str]) -> str:
    api = ["gh", "api", "graphql", "--hostname", host]
    asked = ["-f", f"owner={place['owner']}", "-f", f"name={place['name']}", "-F", f"number={place['number']}"]
    find = shlex.join([*api, "-f", f"query={_FIND}", *asked, "--jq", ".data.repository.discussion.id"])
    add = shlex.join([*api, "-f", f"query={_ADD}", "-F", f"body=@{path}"])
    return f'{add} -f "id=$({find})"'
