"""What a check of the doctor sees, what it finds, and how all of them are run."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from yousaid.diagnostics import Diagnostic, Source, printable
from yousaid.history import History
from yousaid.outputs.pictures import missing
from yousaid.pipeline import Checked, Settings


class Grade(StrEnum):
    """How a check ends, from what is best to what is worst."""

    FINE = "fine"
    UNSEEN = "unseen"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that would go wrong later, and the fix: something to type or do."""

    grade: Grade
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Site:
    """What `mkdocs.yml` says, where it can be read: the settings of a build, and which programs it wants."""

    settings: Settings
    search: str
    cards: bool
    guarded: bool = True
    """Whether the extension is listed that stops other engines."""

    @property
    def picture(self) -> tuple[str, str] | None:
        """Return which picture is missing, and what to do."""
        about, docs = self.settings.about, self.settings.docs
        return missing(about.name, docs, self.cards) if about.url and docs else None


@dataclass(frozen=True, slots=True)
class Patient:
    """Everything that the checks look at. What is not there, or cannot be read, is None."""

    root: Path
    top: Path
    """The top of the repository, where the workflows are; ``root`` where there is no repository."""
    today: dt.date
    checked: Checked
    site: Site | None
    configuration: tuple[Finding, ...]
    """What is wrong with `mkdocs.yml`."""
    past: History
    past_faults: tuple[Diagnostic, ...]
    changed: frozenset[str] | None
    """The files that are not in the newest commit as they are here."""
    installed: Mapping[str, str]
    """Which version of each library is installed."""
    needed: tuple[str, ...]
    """What the installed yousaid asks of other libraries, as its package says it."""
    python: tuple[int, int]


Findings = Iterator[Finding]
F = TypeVar("F", bound=Callable[[Patient], Findings])
SEEN: Mapping[str, tuple[Callable[[Patient], bool], str]] = {
    "": (lambda _: True, ""),
    "site": (lambda patient: patient.site is not None, "mkdocs.yml cannot be read"),
    "git": (lambda patient: patient.changed is not None and not patient.past_faults, "git does not know the records"),
}
"""What a check may need, whether it is there, and what is said where it is not."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can go wrong later. ``doc`` is its documentation."""

    name: str
    doc: str
    needs: str
    look: Callable[[Patient], Findings]


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found; the grade is that of its worst finding."""

    check: Check
    grade: Grade
    findings: tuple[Finding, ...] = ()
    why: str = ""


def check(needs: str = "") -> Callable[[F], F]:
    """Mark a function as a check, named as it is; ``needs`` is one of SEEN."""

    def mark(function: F) -> F:
        name = function.__name__.replace("_", "-")
        function.__dict__["check"] = Check(name, inspect.getdoc(function) or "", needs, function)
        return function

    return mark


def checks_in(room: Mapping[str, object]) -> Iterator[Check]:
    """Yield the checks that a module defines."""
    for thing in room.values():
        found = getattr(thing, "__dict__", {}).get("check")
        if isinstance(found, Check):
            yield found


def run(checks: Iterable[Check], patient: Patient) -> Iterator[Result]:
    """Yield what each check says."""
    for each in checks:
        is_there, why = SEEN[each.needs]
        if not is_there(patient):
            yield Result(each, Grade.UNSEEN, (), why)
            continue
        findings = tuple(each.look(patient))
        grades = [*Grade]
        yield Result(each, max((each.grade for each in findings), key=grades.index, default=Grade.FINE), findings)


def look(message: str, fix: str) -> Finding:
    """Return what is to be looked at: it may be meant so."""
    return Finding(Grade.LOOK, message, fix)


def wrong(message: str, fix: str) -> Finding:
    """Return what is going to fail, or to publish something that is not so."""
    return Finding(Grade.WRONG, message, fix)


def of_fault(fault: Diagnostic) -> Finding:
    """Return what another stage found."""
    grade = Grade.WRONG if fault.severity == "error" else Grade.LOOK
    return Finding(grade, f"{fault.span.path}: {fault.message}", fault.hint)


def some(things: Iterable[str], most: int = 3) -> str:
    """Return the first few of a list, and how many more there are."""
    found = [printable(each) for each in things]
    more = f" and {len(found) - most:,} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more


def text_of(file: Path, root: Path) -> Source | None:
    """Return what a file holds; nothing where it is not there, or no text."""
    try:
        text = file.read_text("utf-8") if file.is_file() else None  # a pipe would be waited for
    except (OSError, UnicodeDecodeError):
        return None
    return None if text is None else Source(printable(file.relative_to(root).as_posix()), text)


def files_in(folder: Path, *patterns: str) -> list[Path]:
    """Return the files of a folder with such names, sorted; none where there is no such folder."""
    try:
        return sorted({file for pattern in patterns for file in folder.glob(pattern) if file.is_file()})
    except OSError:
        return []
