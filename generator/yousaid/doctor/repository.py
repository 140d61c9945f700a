"""Checks of what git knows of the records."""

from __future__ import annotations

from yousaid.doctor.checkup import Findings, Patient, check, look, of_fault, some, text_of, wrong
from yousaid.history import CLOCK, SHALLOW
from yousaid.reader import FOLDER


@check()
def records_in_git(patient: Patient) -> Findings:
    """The records are in git, and git can read them. Without it nobody sees when an answer was published or changed."""
    for fault in patient.past_faults:
        if fault.code not in {SHALLOW, CLOCK}:
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
    others = (*corpus.occasions.values(), *corpus.removed.values())
    entries = (*corpus.decisions.values(), *corpus.customers.values(), *others)
    ignored = sorted(entry.source.path for entry in entries if entry.source.path not in known)
    if ignored:
        yield wrong(
            f"git ignores {some(ignored)}",
            f"take the line from .gitignore that git names: git check-ignore -v {ignored[0]}",
        )


@check()
def clocks_that_agree(patient: Patient) -> Findings:
    """No commit lies in the future, nor in the year 1970. Either this computer's clock is wrong, or another's was.

    Names expire by the day, and dates of publication are those of the commits.
    """
    for fault in patient.past_faults:
        if fault.code is CLOCK:
            yield of_fault(fault)


@check()
def somebody_must_agree(patient: Patient) -> Findings:
    """`CODEOWNERS`, where it is there, names who must agree to a change. That of `yousaid init` names nobody yet."""
    for place in (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"):
        source = text_of(patient.top / place, patient.top)
        lines = [line.strip() for line in source.text.splitlines()] if source else ["?"]
        if all(not line or line.startswith("#") for line in lines):
            yield look(f"{place} names nobody who must agree to a change", "write your teams there, without the #")
