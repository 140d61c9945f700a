"""What was public at a revision, as it was built then: the site, and the records behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from yousaid import pipeline, revision
from yousaid.diagnostics import Diagnostic, errors
from yousaid.history import History
from yousaid.history.versions import facts
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


def published(settings: Settings, rev: str, *, history: bool) -> tuple[Published, tuple[Diagnostic, ...]]:
    """Return what was public at a revision, and the faults that kept it from being published.

    Unless ``settings`` name a day, it is that of the commit, as it was built then. Only with ``history`` it is known
    what was public before, and whoever has withdrawn since then has done so there, too: what is told of a revision is
    told today. Raises :class:`yousaid.revision.RevisionError`.
    """
    with revision.exactly(settings.root, rev) as held:
        today = settings.today or held.when.date()
        there = replace(settings, root=held.root, docs=None, history=history, today=today)
        if not (held.root / FOLDER).is_dir():
            return Published(today, commit=held.commit), ()
        if history:
            _take_back(held.root, settings.root, today)
        built, corpus = pipeline.reviewed(there)
    wrong = errors(built.faults)
    if built.site:
        return Published(today, built.site, corpus, held.commit, built.past), ()
    return Published(today, commit=held.commit), () if {fault.code for fault in wrong} == {NO_RECORDS} else wrong


def _take_back(then: Path, now: Path, today: dt.date) -> None:
    """Let customers have withdrawn in a folder who have done so by now, or of whom there is no file any more."""
    for file in (then / FOLDER / "customers").glob("*.yml"):
        # A symbolic link may lead anywhere.
        if file.resolve() == file and _is_silent(now / file.relative_to(then)):
            file.write_text(f"form: person\nwithdrawn: {today}\n")


def _is_silent(file: Path) -> bool:
    if not file.is_file():
        return True
    content = file.read_bytes()
    said = facts("customer", content) if b"withdrawn" in content else None
    return b"withdrawn" in content and (said is None or bool(said.withdrawn))
