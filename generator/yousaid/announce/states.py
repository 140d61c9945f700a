"""What was public at a revision, as it was built then: the site, and the records behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from yousaid import pipeline, revision
from yousaid.diagnostics import Diagnostic, errors
from yousaid.history import History
from yousaid.history.versions import day, facts
from yousaid.model import Credit
from yousaid.pipeline import Settings
from yousaid.preview.state import State
from yousaid.reader import FOLDER, NO_RECORDS


@dataclass(frozen=True)
class Published(State):
    """What was public at a commit, and what git knows of it up to there."""

    commit: str = ""
    past: History = field(default_factory=History)

    def credits(self, key: str) -> Iterator[tuple[Credit, bool]]:
        """Yield every credit of a public record, and whether it is for another view."""
        assert self.corpus is not None
        record = self.corpus.decisions[key].value
        yield from ((credit, False) for credit in record.credits or ())
        yield from ((credit, True) for view in record.also_said or () for credit in view.credits or ())


def published(
    settings: Settings, rev: str, *, told_on: dt.date | None = None
) -> tuple[Published, tuple[Diagnostic, ...]]:
    """Return what was public at a revision, and the faults that kept it from being published.

    Unless ``settings`` name a day, it is that of the commit, as it was built then. Of what is ``told_on`` a day, it is
    known what was public before, and nobody is named who may not be named on that day, whatever the revision says.
    Raises :class:`yousaid.revision.RevisionError`.
    """
    with revision.exactly(settings.root, rev) as held:
        today = settings.today or held.when.date()
        there = replace(settings, root=held.root, docs=None, history=told_on is not None, today=today)
        if not (held.root / FOLDER).is_dir():
            return Published(today, commit=held.commit), ()
        if told_on:
            _take_back(held.root, settings.root, today, told_on)
        built, corpus = pipeline.reviewed(there)
    wrong = errors(built.faults)
    if built.site:
        return Published(today, built.site, corpus, held.commit, built.past), ()
    return Published(today, commit=held.commit), () if {fault.code for fault in wrong} == {NO_RECORDS} else wrong


def _take_back(then: Path, now: Path, today: dt.date, told_on: dt.date) -> None:
    """Let customers have withdrawn in a folder who have done so by now, or of whom there is no file any more.

    Those whose consent is gone by now are not named.
    """
    for file in (then / FOLDER / "customers").glob("*.yml"):
        if file.resolve() != file:
            continue  # it may lead anywhere
        here = now / file.relative_to(then)
        if _is_silent(here):
            file.write_text(f"form: person\nwithdrawn: {today}\n")
        elif _is_named(file, dt.date.min) and not _is_named(here, told_on):
            file.write_text("form: person\n")


def _is_named(file: Path, on: dt.date) -> bool:
    said = facts("customer", file.read_bytes())
    return said is not None and not said.hidden and (day(said.until) or on) >= on


def _is_silent(file: Path) -> bool:
    if not file.is_file():
        return True
    content = file.read_bytes()
    said = facts("customer", content) if b"withdrawn" in content else None
    return b"withdrawn" in content and (said is None or bool(said.withdrawn))
