"""Checks of the workflows of GitHub: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yousaid.decode import plain
from yousaid.doctor.checkup import Findings, Patient, check, files_in, look, text_of, wrong
from yousaid.nodes import parse
from yousaid.scaffold import UNSAID

_FOLDER = ".github/workflows"
# A command that reads the history, at the beginning of a line or after another one.
_OURS = re.compile(r"\byousaid\s+(build|preview|check\s[^\n]*--since)\b|\bmake site\b|\bmkdocs (build|gh-deploy)\b")
_OTHERS = re.compile(
    r"(?m)(?:^|[;&|])\s*(?:[\w./-]+ +-m +|npx +|uvx +|uv run +|bundle exec +)?"
    r"(zensical|jekyll|hugo|sphinx-build|docusaurus|vitepress|eleventy)\b"
)
_OTHER_ACTIONS = re.compile(r"(?i)(jekyll|zensical|hugo|sphinx|docusaurus)")


@dataclass(frozen=True, slots=True)
class _Job:
    path: str
    name: str
    steps: tuple[dict[str, Any], ...]


@check()
def workflows_that_can_be_read(patient: Patient) -> Findings:
    """Every workflow can be read, so that the other checks say something about it."""
    for file in _files(patient):
        source = text_of(file, patient.top)
        if source is None or parse(source)[0] is None:
            name = source.path if source else f"{_FOLDER}/{file.name}"
            yield look(f"{name} cannot be read here", "look at it yourself: `fetch-depth: 0` where the site is built")


@check()
def whole_history_in_workflows(patient: Patient) -> Findings:
    """A workflow that builds or compares checks out the whole history: `fetch-depth: 0`.

    The runner's own checkout brings one commit only, and a build from that stops, since every date would be wrong.
    """
    if patient.site and not patient.site.settings.history:
        return
    for job in _jobs(patient):
        checkouts = [step for step in job.steps if str(step.get("uses", "")).startswith("actions/checkout@")]
        if not any(_needs_history(step, patient) for step in job.steps):
            continue
        for step in checkouts:
            given = step.get("with")
            if not isinstance(given, dict) or given.get("fetch-depth") != "0":
                yield wrong(
                    f"{job.path}: the job `{job.name}` gets one commit only",
                    "write below its actions/checkout: with: {fetch-depth: 0}",
                )


@check()
def workflows_that_find_yousaid(patient: Patient) -> Findings:
    """Every workflow says where it gets yousaid from. `yousaid init` leaves a gap there if it does not know."""
    for path in dict.fromkeys(job.path for job in _jobs(patient) if any(s.get("uses") == UNSAID for s in job.steps)):
        yield wrong(f"{path}: `{UNSAID}` does not exist", "write there whose yousaid you use, and its commit")


@check()
def workflows_of_other_engines(patient: Patient) -> Findings:
    """No workflow builds with an engine that does not run the plugin. It would publish a green, empty site."""
    for job in _jobs(patient):
        for step in job.steps:
            run, uses = str(step.get("run", "")), str(step.get("uses", ""))
            found = _OTHERS.search(run) or _OTHER_ACTIONS.search(uses)
            if found:
                name = found[1]
                yield look(
                    f"{job.path}: the job `{job.name}` uses {name}, which does not run the plugin",
                    "build with `yousaid build`; if that job makes another site, all is well",
                )


def _files(patient: Patient) -> list[Path]:
    return files_in(patient.top / _FOLDER, "*.yml", "*.yaml")


def _jobs(patient: Patient) -> Iterator[_Job]:
    for file in _files(patient):
        source = text_of(file, patient.top)
        root = parse(source)[0] if source else None
        jobs = plain(root).get("jobs") if root else None
        for name, job in jobs.items() if isinstance(jobs, dict) else ():
            steps = job.get("steps") if isinstance(job, dict) else None
            if source and isinstance(steps, list):
                yield _Job(source.path, name, tuple(step for step in steps if isinstance(step, dict)))


def _needs_history(step: dict[str, Any], patient: Patient) -> bool:
    """Tell whether a step reads the history: by a command, or by the action of yousaid, here or elsewhere."""
    uses = str(step.get("uses", ""))
    if uses == "./":
        action = text_of(patient.top / "action.yml", patient.top)
        return action is not None and "yousaid" in action.text
    return bool(_OURS.search(str(step.get("run", "")))) or re.search(r"/yousaid(/[^@]*)?@", uses) is not None
