"""What `yousaid check` finds: everything, or only what a change brought."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from yousaid import handwritten, history, pipeline, revision, schema
from yousaid.diagnostics import Diagnostic, in_order, printable
from yousaid.history import History
from yousaid.pipeline import Checked, Settings
from yousaid.reader import FOLDER


def everything(settings: Settings) -> Checked:
    """Check all records, also against their past, the hand-written pages, and the schemas that editors use.

    Where git cannot tell the past, some rules see nothing: that is a warning here, and stops who builds. That there is
    no git at all is nothing to warn of.
    """
    checked, _, found = pipeline.with_past(settings)
    unseen = [replace(fault, severity="warning") for fault in found if fault.code != history.NO_HISTORY]
    return _with_schemas(settings.root, replace(checked, faults=in_order((*checked.faults, *unseen))))


def _with_schemas(root: Path, checked: Checked) -> Checked:
    return replace(checked, faults=in_order((*checked.faults, *schema.faults(root, checked.corpus))))


def brought(settings: Settings, rev: str, faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the faults in files that were changed since ``rev``, and those elsewhere that were not there before.

    So a record that links to one that was deleted is reported, and one that nobody touched and that was wrong already
    is not. What there was before is looked up only where something is wrong elsewhere.
    """
    found = tuple(faults)
    touched = {printable(path) for path in revision.changed(settings.root, rev)}
    if all(fault.span.path in touched for fault in found):
        return found
    before = {fault.sort_key() for fault in _before(settings, rev)}
    return tuple(fault for fault in found if fault.span.path in touched or fault.sort_key() not in before)


def _before(settings: Settings, rev: str) -> tuple[Diagnostic, ...]:
    """Return the faults there were where this revision and ``rev`` part."""
    root, docs = settings.root, settings.docs
    inside = docs.relative_to(root).as_posix() if docs and docs.is_relative_to(root) else ""
    past = history.read(root, revision.parting(root, rev))[0] if settings.history else History()
    with revision.tree(root, rev, FOLDER, schema.FOLDER, handwritten.SETTINGS, *([inside] if inside else [])) as there:
        before = replace(settings, root=there, docs=there / inside if inside else docs, given={})
        return _with_schemas(there, pipeline.over_time(before, pipeline.check(before), past)).faults
