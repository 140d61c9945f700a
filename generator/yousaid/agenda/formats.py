"""What there is to do as text, as Markdown for an issue, and as JSON. What a record says can do nothing there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from yousaid.agenda.paper import Paper, Point
from yousaid.agenda.todos import Agenda, Todo
from yousaid.preview import comment
from yousaid.reporters import as_json
from yousaid.reporters.text import harmless
from yousaid.views import PublicDecision

LIMIT = 20_000
"""Characters of the Markdown. Nobody reads a longer list to its end, and so it fits into a variable of a workflow:
Linux takes 131,072 bytes (MAX_ARG_STRLEN in execve(2)), and a character is up to four, and a third more in base64."""


def text(paper: Paper, most: int) -> str:
    """Return it for people at a terminal, with so many points of each kind at most."""
    return "\n".join(_lines(paper, most))


def _lines(paper: Paper, most: int) -> Iterator[str]:
    for section in paper.sections:
        yield f"{section.heading}\n  {section.lead}\n"
        for point in section.points[:most]:
            yield f"  {': '.join(map(harmless, filter(None, (point.path, point.title))))}"
            yield f"    {point.said}"
        if len(section.points) > most:
            yield f"  {paper.more(len(section.points) - most)}"
        yield ""
    yield " ".join(paper.summary)


def markdown(paper: Paper, most: int) -> str:
    """Return it for an issue, with so many points of each kind at most, or fewer where that is too long."""
    most = min(most, max((len(section.points) for section in paper.sections), default=1))
    while len(made := "\n".join(_blocks(paper, most))) > LIMIT and most > 1:
        most -= 1
    return made


def _blocks(paper: Paper, most: int) -> Iterator[str]:
    yield f"{' '.join(paper.summary)}\n"
    for section in paper.sections:
        yield f"### {section.heading} ({paper.language.number(len(section.points))})\n\n{section.lead}\n"
        yield from map(_item, section.points[:most])
        if len(section.points) > most:
            yield f"- {paper.more(len(section.points) - most)}"
        yield ""


def _item(point: Point) -> str:
    title = comment.text(point.title)
    linked = f"[{title}](<{point.address}>)" if point.address else f"**{title}**"
    return f"- {linked} · {point.said}{f' {comment.code(point.path)}' if point.path else ''}"


def json(agenda: Agenda) -> str:
    """Return all of it for programs. Fields may be added, and none is changed or removed."""
    made: dict[str, Any] = {
        "version": 1,
        "today": agenda.today.isoformat(),
        "within_days": agenda.within,
        "first_answer_days": agenda.days,
        "somebody_was_told": agenda.tells,
        "todo": [_todo(todo, agenda.today) for todo in agenda.todos],
    }
    return as_json.written(made)


def _todo(todo: Todo, today: dt.date) -> dict[str, Any]:
    about = todo.about
    known: dict[str, Any] = {"task": todo.task, "id": about.key}
    if isinstance(about, PublicDecision):
        known |= {"title": about.title, "path": about.path, "promise": todo.promise}
    else:
        known |= {"title": about.name, "path": None, "promise": None}
    return {
        **known,
        "since": str(todo.since) if todo.since else None,
        "due": todo.due.isoformat() if todo.due else None,
        "days_late": (today - todo.due).days if todo.due else None,
        "customers": todo.customers,
    }
