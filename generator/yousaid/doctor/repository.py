"""Checks of what git knows of the records."""

from __future__ import annotations

import datetime as dt

from yousaid.doctor.checkup import Findings, Patient, check, look, of_fault, some, wrong
from yousaid.history import SHALLOW
from yousaid.reader import FOLDER


@check()
def records_in_git(patient: Patient) -> Findings:
    """The records are in git, and git can read them. Without it nobody sees when an answer was published or changed."""
    for fault in patient.past_faults:
        if fault.code is not SHALLOW:
            yield of_fault(fault)


@check()
def whole_history(patient: Patient) -> Findings:
    """The clone holds the whole history. In a shallow one every date of publication would be wrong."""
    for fault in patient.past_faults:
        if fault.code is SHALLOW:
            yield of_fault(fault)


@check("git")
def nothing_left_to_commit(patient: Patient) -> Findings:
    """Every record is committed as it is here. What is not committed is not published, and can be lost."""
    changed = sorted(path for path in patient.changed or () if path.startswith(f"{FOLDER}/"))
    if changed:
        count = f"{len(changed):,} file{' is' if len(changed) == 1 else 's are'}"
        yield look(f"{count} not committed as here: {some(changed)}", f"git add {FOLDER}, and then: git commit")


@check("git")
def no_record_is_ignored(patient: Patient) -> Findings:
    """Git ignores no record. One that it ignores is on this computer only, and is never published."""
    known = {*patient.past.dates, *(patient.changed or ())}
    corpus = patient.checked.corpus
    entries = (*corpus.decisions.values(), *corpus.customers.values(), *corpus.occasions.values())
    ignored = sorted(entry.source.path for entry in entries if entry.source.path not in known)
    if ignored:
        yield wrong(
            f"git ignores {some(ignored)}",
            f"take the line from .gitignore that git names: git check-ignore -v {ignored[0]}",
        )


@check("git")
def clocks_that_agree(patient: Patient) -> Findings:
    """No commit lies in the future. Either this computer's clock is wrong, or that of whoever committed was.

    Names expire by the day, and dates of publication are those of the commits.
    """
    latest = max((dates.last for dates in patient.past.dates.values()), default=patient.past.head)
    # A new day begins in the east.
    if latest and latest.date() > patient.today + dt.timedelta(days=1):
        yield wrong(
            f"a commit is of {latest.date()}, and by this computer's clock it is {patient.today}",
            "set the clock; if it is right, make the commit anew: git commit --amend --date=now",
        )
