"""Checks of what is written in the records."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import defaultdict
from pathlib import Path

from yousaid import schema
from yousaid.diagnostics import errors, printable
from yousaid.doctor.checkup import Findings, Patient, check, look, of_fault, some, wrong
from yousaid.model import Group
from yousaid.reader import FOLDER
from yousaid.slugs import is_device

_SOON = dt.timedelta(days=30)


@check()
def records(patient: Patient) -> Findings:
    """The records and the hand-written pages have no faults: as long as there is one, nothing new is published."""
    found = errors(patient.checked.faults)
    if found:
        count = f"{len(found):,} fault{'' if len(found) == 1 else 's'}"
        yield wrong(f"the records have {count}, so nothing can be published", "yousaid check")


@check()
def one_spelling_of_a_name(patient: Patient) -> Findings:
    """No two customers' names differ only by capitals, blanks or the way an accent is typed.

    They look alike to a reader, and if they are one person, a withdrawal would leave the second name standing.
    """
    for entries in patient.checked.corpus.named.values():
        if len({entry.value.name for entry in entries}) > 1:
            files = some((entry.source.path for entry in entries), len(entries))
            yield look(
                f"the same name is spelt in different ways in {files}",
                "if they are one customer, keep one file and correct the records; if not, add `affiliation`",
            )


@check()
def names_of_files_on_every_system(patient: Patient) -> Findings:
    """No two files have names that differ only by capitals or by the way an accent is typed, and none is a device's.

    On Windows and macOS only one of the two can be there, and the other one is lost without a word. Windows keeps
    `con`, `aux`, `nul` and the like for itself, and cannot clone a repository with such a file.
    """
    alike: dict[str, set[str]] = defaultdict(set)
    every = {*_on_disk(patient), *patient.past.dates}
    for name in every:
        alike[unicodedata.normalize("NFC", name).casefold()].add(name)
    for _, names in sorted(alike.items()):
        if len(names) > 1:
            yield wrong(f"these are one file on some systems: {some(sorted(names))}", "rename one: git mv")
    for name in sorted(every):
        if any(map(is_device, name.split("/"))):
            yield wrong(f"Windows cannot have this file: {printable(name)}", "rename it: git mv")


def _on_disk(patient: Patient) -> list[str]:
    docs = patient.site.settings.docs if patient.site else None
    folders: list[Path] = [patient.root / FOLDER, *([docs] if docs else [])]
    return [
        file.relative_to(patient.root).as_posix()
        for folder in folders
        if folder.is_relative_to(patient.root)
        for file in folder.rglob("*")
    ]


@check()
def names_that_run_out(patient: Patient) -> Findings:
    """No consent ends within 30 days. On that day the name goes from every page, without a commit."""
    today, ending = patient.today, []
    for key, entry in patient.checked.corpus.customers.items():
        consent = entry.value.consent
        if consent and consent.expires and today <= consent.expires <= today + _SOON and not entry.value.withdrawn:
            ending.append((consent.expires, key))
    if ending:
        listed = some(f"{key} ({day})" for day, key in sorted(ending))
        yield look(f"consent ends within 30 days: {listed}", "ask again, and write the new day under `expires`")


@check()
def promised_looks(patient: Patient) -> Findings:
    """No day has passed on which you said that you would look at something again. The page shows that you are late."""
    late = []
    for key, entry in patient.checked.corpus.decisions.items():
        record = entry.value
        waits = record.outcome.group in {Group.OPEN, Group.NO} and not record.superseded_by
        if waits and record.review_by and record.review_by.last < patient.today:  # that of an unknown one never comes
            late.append((record.review_by.last, key))
    if late:
        listed = some(f"{key} ({day})" for day, key in sorted(late))
        yield look(f"the day to look again has passed: {listed}", "look at it, and write what you found or a new day")


@check()
def words_for_editors(patient: Patient) -> Findings:
    """The schemas in `.yousaid/` are those of this repository, so that editors complete and explain the right words."""
    if not (patient.root / schema.FOLDER).is_dir():
        yield look("editors do not know the fields of a record", f"yousaid schema --output {schema.FOLDER}")
    for fault in schema.faults(patient.root, patient.checked.corpus):
        yield of_fault(fault)


@check()
def records_name_their_schema(patient: Patient) -> Findings:
    """Each record begins with the line by which an editor finds the schema, if there are schemas."""
    corpus = patient.checked.corpus
    others = (*corpus.occasions.values(), *corpus.removed.values())
    entries = (*corpus.decisions.values(), *corpus.customers.values(), *others)
    without = sorted(entry.source.path for entry in entries if "# yaml-language-server:" not in entry.source.text)
    if without and (patient.root / schema.FOLDER).is_dir():
        line = schema.SCHEMA_LINE["decision"]
        yield look(
            f"editors cannot help with {len(without):,} of {len(entries):,} files: {some(without)}",
            f"write the line of their kind above all others, as in: {line}",
        )
