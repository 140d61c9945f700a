"""What would go wrong later: one check, one function, documented by its docstring. Nothing is ever changed."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from yousaid import history, pipeline, revision
from yousaid.doctor import equipment, records, repository, workflows
from yousaid.doctor.checkup import Check, Finding, Grade, Patient, Result, Site, checks_in, run
from yousaid.doctor.versions import asked

CHECKS: tuple[Check, ...] = tuple(
    check for room in (records, repository, workflows, equipment) for check in checks_in(vars(room))
)
__all__ = ["CHECKS", "Check", "Finding", "Grade", "Patient", "Result", "Site", "patient", "run"]


def patient(root: Path, today: dt.date, site: Site | None, configuration: Iterable[Finding]) -> Patient:
    """Return what the checks look at; ``root`` is a full path."""
    past, past_faults = history.read(root, today=today)
    try:
        changed = revision.changed(root, "HEAD")
    except revision.RevisionError:
        changed = None
    needed = _needed()
    names = {"mkdocs", "mkdocs-material", "properdocs", *(asked(each)[0] for each in needed)}
    return Patient(
        root=root,
        top=next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root),
        today=today,
        checked=pipeline.check(site.settings if site else pipeline.Settings(root, today)),
        site=site,
        configuration=tuple(configuration),
        past=past,
        past_faults=tuple(past_faults),
        changed=changed,
        installed={name: version for name in sorted(names) if (version := _version(name))},
        needed=needed,
        python=sys.version_info[:2],
    )


def _needed() -> tuple[str, ...]:
    try:
        return tuple(metadata.requires("yousaid") or ())
    except metadata.PackageNotFoundError:  # run from its folder, without being installed
        return ()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
