"""Who is to be told what, as a list for those who tell it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from yousaid.announce.objects import Event, Kind, Message, Telling
from yousaid.reporters.text import harmless
from yousaid.views.figures import Promise

_PROMISED = {
    Promise.FIRST_ANSWER: "a first answer",
    Promise.REVIEW: "another look",
    Promise.CONFIDENTIAL: "another look at the confidential reason",
}


def summary(telling: Telling) -> str:
    """Return one line for each message below its record, and how many there are."""
    lines: list[str] = []
    for record, messages in groupby(telling.messages, key=lambda message: message.decision):
        lines.append(f"{record.key}: {harmless(record.title)}")
        lines += [f"  {message.customer}: {'; '.join(_news(message))}" for message in messages]
        lines.append("")
    return "\n".join([*lines, _count(telling)])


def _count(telling: Telling) -> str:
    between = f"between {telling.since[:12]} and {telling.until[:12]}, as of {telling.today}"
    if not telling.messages:
        return f"Nobody is to be told anything new {between}."
    customers = len({message.customer for message in telling.messages})
    records = len({message.decision.key for message in telling.messages})
    messages = counted(len(telling.messages), "message")
    return f"{messages} for {counted(customers, 'customer')} about {counted(records, 'record')}, {between}."


def _news(message: Message) -> Iterator[str]:
    """Yield what is news in a message, in words."""
    for event in message.events:
        if event.kind is not Kind.CREDIT:
            yield _said(event, message)
    thanked = [event.mark.partition(":")[2] for event in message.events if event.kind is Kind.CREDIT]
    if thanked:
        yield f"thanks for {', '.join(thanked)}"


def _said(event: Event, message: Message) -> str:
    word, _, rest = event.mark.partition(":")
    taken_back = " (a yes taken back)" if event.kind is Kind.BROKEN_PROMISE else ""
    if word == "first-answer":
        return f"a first answer, {counted(message.late, 'day')} late" if message.late else "a first answer"
    if word == "merged":
        return f"{event.record} was merged into {rest}{taken_back}"
    if word == "reopened":
        return f"takes up {rest} again"
    if word == "late" and message.broken:
        return f"{_PROMISED[message.broken.promise]} was due on {message.broken.due}"
    before = f"{message.before.label} → " if message.before else ""
    return f"{before}{message.decision.outcome.label}{taken_back}"


def counted(count: int, thing: str) -> str:
    """Return a number of things."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
