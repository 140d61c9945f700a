"""Checks of the configuration, of what is installed, and of what may be installed one day."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from yousaid import search
from yousaid.diagnostics import Source, quoted
from yousaid.doctor.checkup import Findings, Patient, check, files_in, look, of_fault, text_of, wrong
from yousaid.doctor.versions import allows, asked, numbers

_CONFIG = "mkdocs.yml"
_ENDS: Mapping[tuple[int, int], dt.date] = {
    # The last day of the month that https://devguide.python.org/versions/ names.
    (3, 11): dt.date(2027, 10, 31),
    (3, 12): dt.date(2028, 10, 31),
    (3, 13): dt.date(2029, 10, 31),
    (3, 14): dt.date(2030, 10, 31),
}
_MATERIAL_ENDS = dt.date(2027, 5, 5)  # see "Why a shell" in generator/README.md
_SOON = dt.timedelta(days=180)
_NEXT = (2, 0)
"""The version of MkDocs that has neither plugins nor themes."""


@check()
def configuration(patient: Patient) -> Findings:
    """`mkdocs.yml` has no faults: as long as there is one, nothing new is published."""
    yield from patient.configuration


@check("site")
def site_address(patient: Patient) -> Findings:
    """The site knows its address. Without `site_url` there are no feeds, no calendar and no sitemap."""
    if patient.site and not patient.site.settings.about.url:
        yield look(f"{_CONFIG} does not say the address of the site", "add it, as in: site_url: https://…/")


@check("site")
def picture_of_the_site(patient: Patient) -> Findings:
    """There is a picture to be shown beside links to the site."""
    missing = patient.site.picture if patient.site else None
    if missing:
        yield look(*missing)


@check("site")
def search_program(patient: Patient) -> Findings:
    """Pagefind is installed, if the search is not switched off. Without it the site has no search page."""
    if patient.site and patient.site.search in {"auto", "on"} and search.program() is None:
        yield of_fault(search.missing(patient.site.search, _CONFIG))


@check()
def other_site_engines(patient: Patient) -> Findings:
    """No other site engine is set up. One that passes over the plugin would publish a green, empty site."""
    for name in ("zensical.toml", "_config.yml", "hugo.toml"):
        if (patient.root / name).exists():
            yield look(f"{name} belongs to an engine that does not run the plugin", f"delete {name}, if you may")


@check("site")
def a_stop_for_other_engines(patient: Patient) -> Findings:
    """`mkdocs.yml` lists `yousaid.marker`, which stops an engine that passes over the plugin."""
    if patient.site and not patient.site.guarded:
        yield look(
            f"nothing in {_CONFIG} stops an engine that passes over the plugin",
            "add `- yousaid.marker` under `markdown_extensions:`",
        )


@check()
def mkdocs_before_2(patient: Patient) -> Findings:
    """MkDocs is older than version 2, which has no plugins and no themes, and nothing that is asked for allows it."""
    installed = patient.installed.get("mkdocs", "")
    if installed and numbers(installed) >= _NEXT:
        yield wrong(f"MkDocs {installed} is installed, and runs no plugin", "pip install 'mkdocs<2'")
    for source, requirement in _requirements(patient):
        name, versions = asked(requirement)
        if name == "mkdocs" and allows(versions, _NEXT):
            yield look(f"{source.path}: {quoted(requirement.strip())} allows MkDocs 2", "write there: mkdocs>=1.6.1,<2")


def _requirements(patient: Patient) -> Iterator[tuple[Source, str]]:
    """Yield what the files of a Python project ask for, line by line."""
    patterns = (
        "requirements*.txt",
        "requirements*.in",
        "requirements/*.txt",
        "requirements/*.in",
        "requirements/*.lock",
    )
    for folder in dict.fromkeys((patient.root, patient.top)):
        for file in files_in(folder, *patterns):
            if source := text_of(file, folder):
                yield from ((source, line) for line in source.text.splitlines())
        if source := text_of(folder / "pyproject.toml", folder):
            yield from ((source, line) for line in _of_project(source.text))


def _of_project(text: str) -> Iterator[str]:
    """Yield the requirements of a `pyproject.toml`: those of the standard, those of groups, and those of Poetry."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    project, poetry = _table(tables, "project"), _table(_table(tables, "tool"), "poetry")
    groups = (_table(project, "optional-dependencies"), _table(tables, "dependency-groups"))
    for found in (project.get("dependencies"), *(each for group in groups for each in group.values())):
        yield from (each for each in (found if isinstance(found, list) else ()) if isinstance(each, str))
    others = (_table(group, "dependencies") for group in _table(poetry, "group").values())
    for table in (_table(poetry, "dependencies"), *others):
        for name, versions in table.items():
            versions = versions.get("version", "") if isinstance(versions, dict) else versions
            yield f"{name} {versions}"


def _table(parent: Any, name: str) -> dict[str, Any]:
    found = parent.get(name) if isinstance(parent, dict) else None
    return found if isinstance(found, dict) else {}


@check()
def installed_versions(patient: Patient) -> Findings:
    """What is installed is what yousaid was made for."""
    for requirement in patient.needed:
        name, versions = asked(requirement)
        found = patient.installed.get(name, "")
        stands_in = name == "mkdocs" and "properdocs" in patient.installed
        if ("extra ==" in requirement and not found) or stands_in:
            continue
        if not found or not allows(versions, numbers(found)):
            wanted = re.split(r"\s*;", requirement)[0]
            yield wrong(f"{name} must be {versions}, and is {found or 'not installed'}", f"pip install '{wanted}'")


@check()
def support_that_ends(patient: Patient) -> Findings:
    """Python, and the theme that the pages are framed with, are supported for half a year at least."""
    end = _ENDS.get(patient.python)
    if end and patient.today > end - _SOON:
        major, minor = patient.python
        yield look(f"Python {major}.{minor} is supported until {end}", "use a newer Python, here and in the workflows")
    if "mkdocs-material" in patient.installed and patient.today > _MATERIAL_ENDS - _SOON:
        hint = "nothing breaks on that day; look for a newer yousaid before"
        yield look(f"Material for MkDocs, the theme, is supported until {_MATERIAL_ENDS}", hint)
