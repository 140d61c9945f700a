"""Every form in which messages can be sent: one module each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from yousaid.announce import digest, drafts, forge, merge, webhooks
from yousaid.announce.objects import Message, Telling
from yousaid.announce.said import Said
from yousaid.outputs.output import File


def _all(telling: Telling, said: Said) -> Iterable[Message]:
    del said
    return telling.messages


@dataclass(frozen=True, slots=True)
class Format:
    """What it is for, in a few words, how its files are made, and the messages that reach their readers by it."""

    what: str
    render: Callable[[Telling, Said], Iterator[File]]
    told: Callable[[Telling, Said], Iterable[Message]] = _all


FORMATS: Mapping[str, Format] = {
    "drafts": Format("a letter for each customer and record, as a draft for a mail program", drafts.render),
    "merge": Format("one table of all letters, for a mail merge", merge.render),
    "digest": Format("one text for everybody, as Markdown and HTML", digest.render),
    "forge": Format("comments for the issues and discussions that records came from", forge.render, forge.told),
    "webhook": Format("payloads for Slack, for Teams and for programs", webhooks.render),
}
"""Every format by the word that is typed."""


def files(telling: Telling, said: Said, formats: Iterable[str]) -> dict[str, bytes]:
    """Return the files of these formats by path."""
    made = (file for name in formats for file in FORMATS[name].render(telling, said))
    return {file.path: file.make() for file in made}


def told(telling: Telling, said: Said, formats: Iterable[str]) -> tuple[Message, ...]:
    """Return the messages that reach their readers by these formats."""
    reached = {id(message) for name in formats for message in FORMATS[name].told(telling, said)}
    return tuple(message for message in telling.messages if id(message) in reached)
