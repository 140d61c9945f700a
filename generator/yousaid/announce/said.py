"""Everything that is said of a telling, in words: a letter for each message, and what may be said in public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from yousaid.announce import facts
from yousaid.announce.addresses import Addressee
from yousaid.announce.objects import Kind, Message, Telling
from yousaid.announce.speech import Speech, SpeechError
from yousaid.diagnostics import Diagnostic, in_order
from yousaid.outputs.language import Language
from yousaid.views import PublicDecision

T = TypeVar("T")
_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Letter:
    """What one customer is told, and where it goes if that is known."""

    message: Message
    subject: str
    text: str
    to: Addressee | None


@dataclass(frozen=True, slots=True)
class Notice:
    """What everybody may read of one record; ``messages`` are all that are about it, the most telling first."""

    messages: tuple[Message, ...]
    text: str

    @property
    def decision(self) -> PublicDecision:
        """The record."""
        return self.messages[0].decision


@dataclass(frozen=True, slots=True)
class Comment:
    """What everybody may read where a record came from; ``source`` is the address of that place."""

    message: Message
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """All of it, in the order of the messages."""

    language: Language
    letters: tuple[Letter, ...]
    notices: tuple[Notice, ...]
    comments: tuple[Comment, ...]
    digest: str


def said(
    telling: Telling, speech: Speech, addressees: Mapping[str, Addressee] | None = None
) -> tuple[Said | None, tuple[Diagnostic, ...]]:
    """Return everything in words, or what is wrong with an organisation's own templates."""
    faults: dict[Diagnostic, None] = {}
    writer = _Writer(telling, speech, addressees or {})
    letters = tuple(_made((partial(writer.letter, each) for each in telling.messages), faults))
    notices = tuple(_made((partial(writer.notice, each) for each in _by_record(telling.messages)), faults))
    comments = tuple(_made((partial(writer.comment, *each) for each in _sources(telling.messages)), faults))
    digest = "".join(_made([partial(writer.digest, notices)], faults))
    if faults:
        return None, in_order(faults)
    return Said(speech.language, letters, notices, comments, digest), ()


def _made(jobs: Iterable[Callable[[], T]], faults: dict[Diagnostic, None]) -> Iterator[T]:
    for job in jobs:
        try:
            yield job()
        except SpeechError as error:
            faults[error.fault] = None


@dataclass(frozen=True, slots=True)
class _Writer:
    """Fills in the templates."""

    telling: Telling
    speech: Speech
    addressees: Mapping[str, Addressee]

    def letter(self, message: Message) -> Letter:
        to = self.addressees.get(message.customer)
        known = facts.letter(message, *self._site, to.name if to else "")
        subject, text = self.speech.line("subject.txt.j2", known), self.speech.text("letter.txt.j2", known)
        return Letter(message, subject, text, to)

    def notice(self, messages: tuple[Message, ...]) -> Notice:
        kinds = sorted({event.kind for each in messages for event in each.events}, key=_ORDER.__getitem__)
        known = facts.notice(messages[0], *self._site, happened=kinds)
        return Notice(messages, self.speech.text("notice.txt.j2", known))

    def comment(self, source: str, message: Message, old: PublicDecision | None) -> Comment:
        known = facts.notice(message, *self._site, speaks_for=(old,) if old else ())
        return Comment(message, source, self.speech.text("comment.txt.j2", known))

    def digest(self, notices: Iterable[Notice]) -> str:
        site, _, language = self._site
        known = facts.digest((notice.text for notice in notices), site, language)
        return self.speech.text("digest.txt.j2", known)

    @property
    def _site(self) -> tuple[str, dt.date, Language]:
        return self.telling.site.about.name, self.telling.today, self.speech.language


def _by_record(messages: Iterable[Message]) -> Iterator[tuple[Message, ...]]:
    """Yield the messages about each record, the most telling first."""
    found: dict[str, list[Message]] = {}
    for message in messages:
        found.setdefault(message.decision.key, []).append(_of_itself(message))
    for each in found.values():
        yield tuple(sorted(each, key=lambda message: (_ORDER[message.kind], bool(message.speaks_for))))


def _of_itself(message: Message) -> Message:
    """Return a message as it concerns the record itself, of which a merger with another one takes nothing back."""
    events = (replace(each, kind=Kind.MERGED) if each.mark.startswith("merged:") else each for each in message.events)
    return replace(message, events=tuple(sorted(events, key=lambda event: _ORDER[event.kind])))


def _sources(messages: Sequence[Message]) -> Iterator[tuple[str, Message, PublicDecision | None]]:
    """Yield where it was said before it came here, with the message that concerns those who said it there.

    That a record goes on in another one is said where the former came from, and who is thanked is said nowhere.
    """
    told: set[str] = set()
    whole = {(message.customer, message.decision.key): message for message in messages}
    for each in (message for about in _by_record(messages) for message in about):
        kinds = {event.kind for event in each.events} - {Kind.CREDIT}
        places: list[PublicDecision | None] = list(each.speaks_for) if kinds else []
        places += [None] if kinds - {Kind.MERGED} else []
        for old in places:
            source = (old or each.decision).source
            if source and source not in told:
                told.add(source)
                yield source, whole[each.customer, each.decision.key] if old else each, old
