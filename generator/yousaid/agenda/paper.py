"""What is said of what there is to do, in the language of its readers, for every format alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yousaid.agenda.todos import Agenda, Task, Todo
from yousaid.outputs.language import Language
from yousaid.urls import DECISION
from yousaid.views import PublicDecision
from yousaid.views.figures import Promise


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do: the words of a record or of the vocabulary, where it is public, and what we say of it."""

    title: str
    address: str
    """The full address of its page; nothing where there is none, or nobody knows where the site is."""
    path: str
    """The file in which it is to be done, if there is one."""
    said: str


@dataclass(frozen=True, slots=True)
class Section:
    """All that there is to do of one kind, and how it is done."""

    task: Task
    heading: str
    lead: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """All that is to be read."""

    language: Language
    title: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]

    def more(self, number: int) -> str:
        """Return what is said in place of points that are left out."""
        return self.language.count("and %(num)s more point", "and %(num)s more points", number)


def paper(agenda: Agenda, language: Language) -> Paper:
    """Return all that is to be read of what there is to do."""
    sections = (_section(agenda, task, *said, language) for task, said in _said(agenda, language).items())
    return Paper(
        language,
        language.say("What to do next"),
        tuple(_summary(agenda, language)),
        tuple(section for section in sections if section.points),
    )


def _summary(agenda: Agenda, language: Language) -> Iterator[str]:
    _ = language.say
    yield _("As of %(day)s.") % {"day": language.day(agenda.today)}
    if agenda.todos:
        yield language.count("%(num)s thing to do.", "%(num)s things to do.", len(agenda.todos))
    else:
        yield _("There is nothing to do.")
    if agenda.days is None:
        yield _("No first answer is promised: write `promises:` and `first_answer_days:` into the vocabulary.")
    if not agenda.tells:
        yield _("Nobody was told of anything yet: `yousaid announce` is for that.")


def _said(agenda: Agenda, language: Language) -> Mapping[Task, tuple[str, str]]:
    """Return the heading of each kind, and what is to be done about it."""
    _ = language.say
    return {
        Task.KEEP: (
            _("Promises about to break"),
            language.count(
                "Due within %(num)s day: they can still be kept.",
                "Due within %(num)s days: they can still be kept.",
                agenda.within,
            ),
        ),
        Task.ANSWER: (
            _("Waiting for a first answer"),
            _("Begin with the oldest: write the answer, and `answered:` with the day."),
        ),
        Task.REVIEW: (
            _("We said that we would look again by now"),
            _("Change the outcome, or set a new day with `review_by:`."),
        ),
        Task.CONFIDENTIAL: (
            _("Is the reason still confidential?"),
            _("Write the reason, or set a new day with `confidential_until:`."),
        ),
        Task.TELL: (
            _("Done, and not told to everybody who asked"),
            _("`yousaid announce` says who is to be told what."),
        ),
        Task.HEAR: (
            _("Not heard for a quarter"),
            _("Ask them, or look whether they stand behind a record that does not say so under `segments:`."),
        ),
    }


def _section(agenda: Agenda, task: Task, heading: str, lead: str, language: Language) -> Section:
    return Section(task, heading, lead, tuple(_point(agenda, todo, language) for todo in agenda.of(task)))


def _point(agenda: Agenda, todo: Todo, language: Language) -> Point:
    about, root = todo.about, agenda.site.about.url
    if isinstance(about, PublicDecision):
        address = f"{root}{DECISION.at(about.key)}" if root else ""
        return Point(about.title, address, about.path, " ".join(_sentences(agenda, todo, about, language)))
    return Point(about.name, "", "", _heard(todo, language))


def _sentences(agenda: Agenda, todo: Todo, about: PublicDecision, language: Language) -> Iterator[str]:
    """Yield what is said of a record."""
    _ = language.say
    if todo.task is Task.TELL:
        yield _("Done: %(day)s.") % {"day": language.day(todo.since)}
        yield language.count("%(num)s customer waits.", "%(num)s customers wait.", todo.customers)
        return
    if todo.task is Task.ANSWER:
        yield _("Asked: %(day)s.") % {"day": language.day(todo.since)}
        if about.dates and not about.asked.known:
            yield _("Public since: %(day)s.") % {"day": language.day(about.dates.first.date())}
    if todo.due:
        yield _what(todo.promise, language) % {"day": language.day(todo.due)}
        yield _how_long(todo.due, agenda.today, language)


def _what(promise: Promise | None, language: Language) -> str:
    """Return what was promised, with a place for the day."""
    _ = language.say
    if promise is Promise.REVIEW:
        return _("Another look: by %(day)s.")
    if promise is Promise.CONFIDENTIAL:
        return _("Another look at its confidential reason: by %(day)s.")
    return _("A first answer: by %(day)s.")


def _how_long(due: dt.date, today: dt.date, language: Language) -> str:
    days = (due - today).days
    if days < 0:
        return language.count("%(num)s day late.", "%(num)s days late.", -days)
    return language.count("%(num)s day left.", "%(num)s days left.", days) if days else language.say("Due today.")


def _heard(todo: Todo, language: Language) -> str:
    """Return what is said of a group of customers."""
    if todo.since is None:
        return language.say("Never heard so far.")
    return language.say("Heard last, as far as we know: %(day)s.") % {"day": language.day(todo.since)}
