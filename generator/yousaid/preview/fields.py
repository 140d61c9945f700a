"""What everybody may read of a record, as texts under headings, so that two states of it can be laid side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from yousaid import prose
from yousaid.model import Kind, Link, Origin, Voices, When
from yousaid.outputs.language import Language
from yousaid.views import GivenReason, Named, Person, PublicDecision, PublicOccasion, Thanks


class Field(NamedTuple):
    """A heading, and the texts under it, each with whether it is Markdown.

    Two are alike if their ``mark`` is: a new name for an area is no change of a record.
    """

    label: str
    texts: tuple[tuple[str, bool], ...]
    mark: object

    @property
    def text(self) -> str:
        """All that was written, as it was written."""
        return "\n".join(text for text, _ in self.texts)

    @property
    def read(self) -> tuple[str, ...]:
        """The lines that a reader sees."""
        return tuple(
            line for text, marked in self.texts for line in (prose.lines(text) if marked else text.split("\n"))
        )


def of_decision(decision: PublicDecision, language: Language) -> dict[str, Field]:
    """Return all that is public of a record, in the order in which it is read; what is not there is empty."""
    return _together(_of_decision(decision, language))


def of_occasion(occasion: PublicOccasion, language: Language) -> dict[str, Field]:
    """Return all that is public of an occasion, without the records that came of it."""
    return _together(_of_occasion(occasion, language))


def _together(fields: Iterable[tuple[str, Field]]) -> dict[str, Field]:
    """Return one field for each name: what stands there several times is one text."""
    found: dict[str, Field] = {}
    for name_, field in fields:
        before = found.get(name_, Field(field.label, (), ()))
        found[name_] = Field(field.label, before.texts + field.texts, (before.mark, field.mark))
    return found


def _of_decision(decision: PublicDecision, language: Language) -> Iterator[tuple[str, Field]]:
    _, d = language.say, decision
    yield "title", _plain(_("Title"), d.title)
    yield "outcome", _plain(_("Outcome"), _(d.outcome.label))
    yield "idea", _plain(_("You said"), d.idea, markdown=True)
    yield "why", _plain(_("Why it matters"), d.why, markdown=True)
    yield "kind", _plain(_("Kind"), None if d.kind is Kind.IDEA else d.kind)
    yield "answer", _plain(_(d.outcome.said), d.answer, markdown=True)
    yield "reason", _reason(_("Why"), d, language)
    yield "confidential_until", _day(_("We look again"), d.confidential_until, language)
    for view in d.also_said:
        yield "also_said", _plain(_("Others said"), view.said, markdown=True)
        yield "also_said", _people(_("Others said"), view.thanks, language)
    for option in d.options:
        yield "options", _plain(_("What else was considered"), option.option)
        yield "options", _plain(_("What else was considered"), option.because, markdown=True)
    yield "criteria", _words(_("What decided"), *d.criteria)
    yield "decided_by", _plain(_("Decided by"), d.decided_by)
    for result in d.results:
        change = f"{result.before} → {result.after}"
        yield "results", _plain(_("What it changed"), _lines(result.measure, change, language.day(result.as_of)))
    yield "reopen_if", _plain(_("What would reopen it"), d.reopen_if, markdown=True)
    yield "changed_because", _plain(_("Why we changed our mind"), d.changed_because, markdown=True)
    yield "review_by", _day(_("We look again"), d.review_by, language)
    yield "thanks", _people(_("Thanks to"), d.thanks, language)
    yield "no_credit_because", _plain(_("Thanks to"), d.no_credit_because, markdown=True)
    yield "origin", _plain(_("Origin"), _origin(d.origin, language))
    yield "evidence", _links(_("See for yourself"), d.evidence)
    yield "voices", _voices(d.voices, language)
    yield "asked", _day(_("Asked"), d.asked, language)
    yield "answered", _day(_("Answered"), d.answered, language)
    yield "shipped", _day(_("Shipped"), d.shipped, language)
    yield "release", _plain(_("Release"), d.release)
    yield "area", _words(_("Area"), d.area)
    yield "themes", _words(_("Themes"), *d.themes)
    yield "segments", _words(_("Who asks"), *d.segments)
    yield "channel", _words(_("How it reached us"), d.channel)
    yield "occasion", _plain(_("When we asked"), d.occasion)
    yield "merged_into", _plain(_("The same wish"), d.merged_into)
    yield "supersedes", _plain(_("Earlier answers"), _lines(*d.supersedes))
    yield "superseded_by", _plain(_("A newer answer"), d.superseded_by)
    yield "reopened", _plain(_("Reopened"), d.reopened)
    yield "source", _plain(_("Source"), d.source)


def _of_occasion(occasion: PublicOccasion, language: Language) -> Iterator[tuple[str, Field]]:
    _, o = language.say, occasion
    yield "title", _plain(_("Title"), o.title)
    yield "question", _plain(_("We asked"), o.question, markdown=True)
    yield "summary", _plain(_("What became of it"), o.summary, markdown=True)
    yield "date", _day(_("Date"), o.date, language)
    yield "until", _day(_("Until"), o.until, language)
    yield "participants", _voices(o.participants, language)
    yield "links", _links(_("See for yourself"), o.links)
    yield "channel", _words(_("How it reached us"), o.channel)


def _plain(label: str, text: str | None, markdown: bool = False) -> Field:
    return Field(label, ((text, markdown),) if text else (), text or "")


def _lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)


def _day(label: str, when: When | dt.date | None, language: Language) -> Field:
    return _plain(label, language.day(when) if when else "")


def _words(label: str, *words: Named | None) -> Field:
    found = [word for word in words if word]
    return _plain(label, _lines(*(word.name for word in found)))._replace(mark=[word.key for word in found])


def _voices(voices: Voices | None, language: Language) -> Field:
    label = language.say("Voices")
    if voices is None:
        return _plain(label, "")
    people = language.count("%(num)s person", "%(num)s people", voices.count)
    said = language.say("%(people)s said so, as of %(date)s.")
    return _plain(label, said % {"people": people, "date": language.day(voices.as_of)})


def _links(label: str, links: Iterable[Link]) -> Field:
    return _plain(label, _lines(*(_lines(link.title, link.url) for link in links)))


def _people(label: str, thanks: Iterable[Thanks], language: Language) -> Field:
    found = tuple(thanks)
    say, said = language.say, language.say("%(person)s, for %(roles)s")
    shown = (
        said % {"person": name(each.person, language), "roles": say(", ").join(say(role) for role in each.roles)}
        for each in found
    )
    mark = [(each.person.key or each.person.name, each.roles) for each in found]
    return _plain(label, _lines(*shown))._replace(mark=mark)


def name(person: Person, language: Language) -> str:
    """Return what somebody is called who is thanked."""
    return language.say("A customer") if person == Person() else person.name


def _origin(origin: Origin, language: Language) -> str:
    """Return what is said where the work did not begin with the customer."""
    if origin is Origin.CUSTOMER:
        return ""
    if origin is Origin.COINCIDENCE:
        return language.say("Honestly: it came about for other reasons. We are grateful all the same.")
    return language.say("Honestly: the work had begun before this was asked. We are grateful all the same.")


def _reason(label: str, decision: PublicDecision, language: Language) -> Field:
    reason = decision.reason
    if isinstance(reason, GivenReason):
        found = (_plain(label, reason.name), _plain(label, reason.text, markdown=True))
        return Field(label, found[0].texts + found[1].texts, (reason.code, reason.text))
    return _plain(label, language.say("The reason is confidential.") if reason else "")
