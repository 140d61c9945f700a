"""The records as other feedback portals take them in: as posts, with a title, a text, a status and votes.

A customer's name is never among them: who is thanked here has said yes to this site, and to no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from yousaid.diagnostics import Diagnostic
from yousaid.exporters.holdings import Holding
from yousaid.exporters.tables import as_csv
from yousaid.model import OUTCOMES

# apps/web/src/lib/shared/schemas/import.ts of Quackback: only title and content must be there; `source_id` lets it know
# the same post again.
QUACKBACK = (
    *("title", "content", "status", "tags", "board", "author_name", "author_email", "email_verified", "vote_count"),
    *("created_at", "source_id"),
)
# Headings that importers know by themselves: Canny's post object, Fider's posts.csv, Userfeed's README.
GENERIC = (
    *("id", "title", "description", "status", "category", "tags", "votes", "created_at", "response", "response_at"),
    "original_id",
)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


Row = dict[str, str]


def quackback(holdings: Sequence[Holding]) -> tuple[bytes, list[Diagnostic]]:
    """Return a table for Quackback's import. It has no place for an answer, so that follows the idea."""
    return _table(QUACKBACK, (_quackback(each, post) for each, post in _posts(holdings)))


def generic(holdings: Sequence[Holding]) -> tuple[bytes, list[Diagnostic]]:
    """Return a table with an answer of its own for each post."""
    return _table(GENERIC, (post for _, post in _posts(holdings)))


def _table(columns: Sequence[str], found: Iterable[Row]) -> tuple[bytes, list[Diagnostic]]:
    return as_csv(columns, ([row.get(column, "") for column in columns] for row in found)), []


def _posts(holdings: Sequence[Holding]) -> Iterator[tuple[Holding, Row]]:
    """Yield each record with its post; reasons that are given again and again are said in the vocabulary."""
    words: Any = next((each.fields for each in holdings if each.kind == "vocabulary"), {})
    for each in holdings:
        if each.kind == "decision":
            yield each, _post(each, words.get("reasons", {}))


def _post(holding: Holding, reasons: Any) -> Row:
    fields: Any = holding.fields
    reason = fields.get("reason", "")
    if isinstance(reason, dict):
        reason = reason.get("text") or reasons[reason["code"]]["text"]
    elif reason == "confidential":
        reason = "The reason is confidential."
    return {
        "id": holding.key,
        "title": fields["title"],
        "description": _joined(fields["idea"], fields.get("why")),
        "status": fields["outcome"],
        "category": fields["area"],
        "tags": ", ".join(fields.get("themes", ())),
        "votes": fields["voices"]["count"] if "voices" in fields else "",
        "created_at": _known(fields["asked"]),
        "response": _joined(fields.get("answer"), reason),
        "response_at": _known(fields.get("answered", "")),
        "original_id": fields.get("merged_into", ""),
    }


def _quackback(holding: Holding, post: Row) -> Row:
    said = f"**{OUTCOMES[post['status']].said}**" if post["response"] else ""
    day = post["created_at"]
    return {
        "title": post["title"],
        "content": _joined(post["description"], said, post["response"]),
        "status": post["status"],
        "tags": post["tags"],
        "board": post["category"],
        "vote_count": post["votes"],
        "created_at": f"{day}T00:00:00Z" if _DAY.fullmatch(day) else "",  # a whole day is asked for: none is invented
        "source_id": holding.key,
    }


def _joined(*texts: str | None) -> str:
    return "\n\n".join(filter(None, texts))


def _known(date: str) -> str:
    return "" if date == "unknown" else date
