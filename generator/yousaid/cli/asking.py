"""The questions about a new record, each asked again until the answer is good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import click

from yousaid.authoring import spelling
from yousaid.authoring.sheet import Sheet, free_key, given_reason
from yousaid.cli.prompts import choice, is_wide, line, paragraphs, say, show
from yousaid.diagnostics import printable
from yousaid.model import Origin, Outcome
from yousaid.shortcut import Value
from yousaid.slugs import is_slug

T = TypeVar("T")
_QUESTIONS = {
    "title": "What do they want, in one line?",
    "idea": "What did they say, close to their own words?",
    "asked": "When did they say it? (a date, a month, a year, or unknown)",
    "outcome": "What became of it? (a number or a word)",
    "answer": "What do you answer, in plain words?",
    "shipped": "Since when can it be used? (a date, or unknown)",
    "reason": "Why not, in plain words? Or: confidential",
    "review_by": "When will you look at it again? (a date, or unknown)",
    "evidence": "Where can everybody see it? (a web address, or several)",
    "no_credit_because": "Nobody is thanked. Why? For example: It was said in an anonymous survey.",
    "merged_into": "Which record goes on with it? (its file, without .yml)",
    "area": "Which part of the product? (a number or a word)",
}
_EARLIER = (
    f"Since when can it be used? Or, if the work had begun before: {Origin.ALREADY_UNDER_WAY} or {Origin.COINCIDENCE}. "
    "Or, if the other date is wrong: asked"
)
_DATES = {"asked", "review_by"}
_TEXTS = {"idea", "answer", "no_credit_because"}


@dataclass(slots=True)
class Asker:
    """Fills a sheet. ``given`` was typed on the command line, and is judged like the other answers."""

    sheet: Sheet
    given: dict[str, Value]
    editor: bool = False
    asked: bool = False
    """Whether anything had to be asked for."""
    _kept: set[tuple[str, str]] = field(default_factory=set)
    """Warnings that the author has seen and wants to keep."""

    def field(self, name: str) -> None:
        """Take the value that was given, or ask for one, until it is good."""
        if name in self.given:
            self.sheet.answers[name] = self.given.pop(name)
            if self.is_good():
                return
            del self.sheet.answers[name]
            if name not in self.sheet.missing():
                say("It is left out.")
                return
        self.ask(self._reader(name), partial(self._answer, name))

    def ask(self, read: Callable[[], T], put: Callable[[T], None]) -> None:
        """Read an answer and put it into the sheet, until it is good."""
        self.asked = True
        put(read())
        while not self.is_good():
            put(read())

    def key(self, key: str) -> None:
        """Settle the name of the file; ``key`` is the one that was given."""
        taken = self.sheet.corpus.known["decision"]
        near = free_key(str(self.sheet.answers["title"]), taken)
        while key in taken or not is_slug(key):
            if key:
                say(f"! {printable(key)} is the name of another record" if key in taken else "! That cannot be a name.")
                say(f"  hint: type small letters, digits and single hyphens, as in {near}")
            self.asked = True
            key = line("A short name for its web address, which stays for ever", near)
        self.sheet.key = key

    def is_good(self) -> bool:
        """Show what is wrong with the answers so far; a warning can be kept."""
        found = [fault for fault in self.sheet.faults() if (fault.code.id, fault.message) not in self._kept]
        for fault in found:
            show(fault)
        if any(fault.severity == "error" for fault in found):
            return False
        if found and not click.confirm("Keep it as it is?", default=False):
            return False
        self._kept |= {(fault.code.id, fault.message) for fault in found}
        return True

    def _answer(self, name: str, value: Value) -> None:
        self.sheet.answers[name] = value

    def _shipped(self) -> str:
        """Read since when it can be used. If that is before they asked, a date may be wrong, or the work older."""
        if all(fault.code.id != "YS322" for fault in self.sheet.faults()):
            return date(_QUESTIONS["shipped"])
        typed, before = date(_EARLIER), str(self.sheet.answers["shipped"])
        if typed in {Origin.ALREADY_UNDER_WAY, Origin.COINCIDENCE}:
            self.sheet.answers["origin"] = typed
            return before
        if typed == "asked":
            del self.sheet.answers["shipped"]
            self.ask(self._reader("asked"), partial(self._answer, "asked"))
            return before
        return typed

    def _reader(self, name: str) -> Callable[[], Value]:
        """Return how to ask for a field."""
        question = _QUESTIONS[name]
        vocabulary = self.sheet.corpus.vocabulary
        if name == "outcome":
            return choice(question, {str(each): each.help if is_wide() else each.label for each in Outcome})
        if name == "area" and vocabulary:
            return choice(question, {key: term.name for key, term in vocabulary.value.areas.items()})
        if name == "reason":
            codes = [*vocabulary.value.reasons] if vocabulary else []
            known = f", or a code: {', '.join(codes)}" if codes else ""
            return lambda: given_reason(paragraphs(question + known, self.editor, self.sheet.answers.get(name)), codes)
        if name == "shipped":
            return self._shipped
        if name in _DATES:
            return partial(date, question, self.sheet.corpus.today.isoformat() if name == "asked" else "")
        if name in _TEXTS:
            return lambda: paragraphs(question, self.editor, self.sheet.answers.get(name))
        return (lambda: [*line(question).split()] or "") if name == "evidence" else partial(line, question)


def date(question: str, default: str = "") -> str:
    """Read a date, as it must be written if there is no doubt about what is meant."""
    typed = line(question, default)
    return spelling.date(typed) or typed
