"""``yousaid overdue``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from yousaid import clock, pipeline, reporters, views
from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT, keep_all, with_records
from yousaid.cli.terminal import colour, saying
from yousaid.diagnostics import errors
from yousaid.reporters import as_json
from yousaid.reporters.text import harmless
from yousaid.views.figures import Late, Promise, Promises

_SAID: Mapping[Promise, tuple[str, str]] = {
    Promise.FIRST_ANSWER: ("a first answer", "answer it, and write `answered:` with the day"),
    Promise.REVIEW: ("another look", "change the outcome, or set a new day with `review_by:`"),
    Promise.CONFIDENTIAL: (
        "another look at its confidential reason",
        "write the reason, or set a new day with `confidential_until:`",
    ),
}
"""What was promised, and what to do about it."""


@click.command(
    epilog=examples("yousaid overdue", "yousaid overdue --within 14", "yousaid overdue --fail --format json")
)
@click.option(
    "--within", type=click.IntRange(0, 3650), default=0, metavar="DAYS", help="Show also what will be overdue by then."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--fail", is_flag=True, help="End with exit code 1 if something is overdue.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Take this day for today.")
@ROOT
def overdue(within: int, form: str, fail: bool, today: dt.datetime | None, root: Path) -> None:
    """Show which promises are overdue: first answers, looks at a record, confidential reasons.

    A first answer is overdue when it takes longer than the vocabulary promises (`first_answer_days`), a look when the
    day of `review_by` has passed, and a confidential reason when that of `confidential_until` has. Drafts and what is
    held back promise nothing. The page of figures shows the same, as of the day of the newest commit.

    The exit code is 0 also where something is overdue, unless you say --fail, and 2 if the records have faults.
    """
    keep_all()
    root = with_records(root)
    now = today.date() if today else clock.today()
    with saying("Reading the records"):
        built, corpus = pipeline.reviewed(pipeline.Settings(root, clock.today(), history=False, today=now))
    if built.site is None:
        click.echo(reporters.report(errors(built.faults), colour(sys.stderr)), err=True)
        sys.exit(2)
    promises = built.site.figures.promises
    late = views.overdue(built.site.decisions, promises.days, now + dt.timedelta(within))
    paths = {key: entry.source.path for key, entry in corpus.decisions.items()}
    found = _Found(late, promises, paths, now, within)
    click.echo(found.json() if form == "json" else found.text())
    sys.exit(1 if fail and found.overdue else 0)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is overdue, or will be within so many days, and all that is said of it."""

    late: tuple[Late, ...]
    promises: Promises
    paths: Mapping[str, str]
    today: dt.date
    within: int

    @property
    def overdue(self) -> int:
        """How many are overdue today."""
        return sum(each.due < self.today for each in self.late)

    def json(self) -> str:
        """Return them as JSON. Fields may be added, and none is changed; what is in time has ``days_late`` below 1."""
        document: dict[str, Any] = {
            "version": 1,
            "today": self.today.isoformat(),
            "within_days": self.within,
            "first_answer_days": self.promises.days,
            "waiting_since_unknown": self.promises.unclear,
            "promises": [
                {
                    "id": each.decision.key,
                    "path": self.paths[each.decision.key],
                    "title": each.decision.title,
                    "promise": each.promise,
                    "due": each.due.isoformat(),
                    "days_late": (self.today - each.due).days,
                }
                for each in self.late
            ],
        }
        return as_json.written(document)

    def text(self) -> str:
        """Return them for people, with what to do about each."""
        lines = [line for each in self.late for line in self._lines(each)]
        lines.append(f"{_promises(self.overdue)} overdue on {self.today}.")
        if self.within:
            lines.append(f"{_promises(len(self.late) - self.overdue)} due within {_days(self.within)}.")
        if self.promises.days is None:
            lines.append("No first answer is promised: write `promises:` and `first_answer_days:` into the vocabulary.")
        elif self.promises.unclear:
            lines.append(f"{self.promises.unclear:,} more waiting for a first answer since a day that is not known.")
        return "\n".join(lines)

    def _lines(self, late: Late) -> Iterator[str]:
        what, todo = _SAID[late.promise]
        days = (self.today - late.due).days
        when = f"was due on {late.due}, {_days(days)} ago" if days > 0 else f"is due on {late.due}"
        yield f"{harmless(self.paths[late.decision.key])}: {what} {when}"
        yield f"  {harmless(late.decision.title)}"
        yield f"  hint: {todo}\n"


def _promises(count: int) -> str:
    return f"{count:,} promises are" if count > 1 else "1 promise is" if count else "No promise is"


def _days(count: int) -> str:
    return f"{count:,} day{'' if count == 1 else 's'}"
