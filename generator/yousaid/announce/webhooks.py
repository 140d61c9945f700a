"""What is told, for channels and programs: one JSON document for each, as a webhook of theirs takes it.

Slack and Teams get what is public of a record, since many read a channel. A program gets each letter with the key of
its customer. Texts of records stand only where nothing is taken for markup: in `rich_text` of Slack, where `@here` and
`<!channel>` are letters, and in `TextRun` of an Adaptive Card, which knows no Markdown.
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block,
https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using,
https://adaptivecards.io/explorer/TextRun.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import starmap
from typing import Any

from yousaid.announce.objects import Event, Telling
from yousaid.announce.passages import Passage, passages, unsigned
from yousaid.announce.said import Letter, Notice, Said
from yousaid.model.values import is_web_address
from yousaid.outputs.language import Language
from yousaid.outputs.output import File
from yousaid.prose import cut

MOST = 26_000
"""Bytes of a payload for people, in UTF-16: Teams counts so and refuses more than 28 KB, as reported in
https://stackoverflow.com/q/78034694; and nobody reads more in a channel."""
_HEADER = 150
"""Characters in a header of Slack."""
_SHORTER = ((2_900, 40), (600, 20), (150, 10))
"""So many characters in a passage, and so many passages and lines; each is tried where the one before is too much."""


class Target(StrEnum):
    """Who takes a payload."""

    SLACK = "slack"
    TEAMS = "teams"
    GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Payload:
    """What is posted in one go, and all that is told by it."""

    events: tuple[Event, ...]
    body: bytes


def render(telling: Telling, said: Said) -> Iterator[File]:
    """Yield the payloads for each kind of target, one on each line."""
    for target in Target:
        yield File(f"webhooks/{target}.ndjson", partial(_lines, target, telling, said))


def payloads(target: Target, telling: Telling, said: Said) -> Iterator[Payload]:
    """Yield what is to be posted, in the order of the messages."""
    if target is Target.GENERIC:
        for letter in said.letters:
            yield Payload(letter.message.told, _encoded(_letter(letter, telling)))
        return
    write = _WRITERS[target]
    for notice in said.notices:
        events = tuple(event for message in notice.messages for event in message.told)
        yield Payload(events, _fitting(notice, said.language, write))


def _lines(target: Target, telling: Telling, said: Said) -> bytes:
    return b"".join(payload.body + b"\n" for payload in payloads(target, telling, said))


def _encoded(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _letter(letter: Letter, telling: Telling) -> Mapping[str, Any]:
    """Return one letter for a program. Fields may be added, and none is changed."""
    message, about = letter.message, telling.site.about
    decision = message.decision
    return {
        "version": 1,
        "site": {"name": about.name, "url": about.url},
        "customer": message.customer,
        "record": {
            "id": decision.key,
            "title": decision.title,
            "outcome": str(decision.outcome),
            "url": message.address,
        },
        "kind": str(message.kind),
        "events": [{"record": event.record, "kind": str(event.kind), "mark": event.mark} for event in message.events],
        "roles": [str(role) for role in message.roles],
        "subject": letter.subject,
        "text": letter.text,
    }


_Write = Callable[[str, Sequence[Passage], str, Language], Mapping[str, Any]]


def _fitting(notice: Notice, language: Language, write: _Write) -> bytes:
    """Return the payload of a notice, as whole as it may be; the way to all of it is never cut."""
    title, address = notice.decision.title, notice.messages[0].address
    found = [each for each in passages(notice.text) if each.what != "heading" and each.lines != (address,)]
    link = address if is_web_address(address) else ""

    def body(length: int, number: int) -> bytes:
        words = (unsigned("\n".join(each.lines[:number])) for each in found[:number])
        shown = [Passage(each.what, (cut(said, length),)) for each, said in zip(found, words, strict=False)]
        return _encoded(write(title, shown, link, language))

    return next(made for made in starmap(body, _SHORTER) if _weight(made) <= MOST)


def _weight(body: bytes) -> int:
    return len(body.decode().encode("utf-16-le"))


def _slack(title: str, shown: Sequence[Passage], link: str, language: Language) -> Mapping[str, Any]:
    del language
    elements: list[Mapping[str, Any]] = [
        {
            "type": "rich_text_quote" if each.what == "quote" else "rich_text_section",
            "elements": [{"type": "text", "text": f"{each.lines[0]}\n\n" if each.what != "quote" else each.lines[0]}],
        }
        for each in shown
    ]
    if link:
        elements.append({"type": "rich_text_section", "elements": [{"type": "link", "url": link}]})
    header = {"type": "plain_text", "text": cut(title, _HEADER), "emoji": False}
    return {
        "text": _entities(title),  # for notifications; these are markup
        "blocks": [{"type": "header", "text": header}, {"type": "rich_text", "elements": elements}],
    }


def _entities(text: str) -> str:
    """Return a text with the three signs escaped that Slack takes for markup.

    https://docs.slack.dev/messaging/formatting-message-text
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(title: str, shown: Sequence[Passage], link: str, language: Language) -> Mapping[str, Any]:
    body = [_run(title, weight="Bolder", size="Large")]
    for each in shown:
        lines = [_run(line) for line in each.lines[0].split("\n")]
        body += [{"type": "Container", "style": "emphasis", "items": lines}] if each.what == "quote" else lines
    card: dict[str, Any] = {"type": "AdaptiveCard", "version": "1.5", "rtl": language.direction == "rtl", "body": body}
    if link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": language.say("Read all of it"), "url": link}]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _run(text: str, **style: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **style}]}


_WRITERS: Mapping[Target, _Write] = {Target.SLACK: _slack, Target.TEAMS: _teams}
