"""Faults in the formats that every command knows which looks for some."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from yousaid import reporters
from yousaid.cli.terminal import colour
from yousaid.diagnostics import Diagnostic
from yousaid.reporters import as_json, github, sarif

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json", "sarif"]),
    default="text",
    show_default=True,
    help="For people, for the lines of a pull request on GitHub, or for other programs.",
)


def said(form: str, faults: tuple[Diagnostic, ...], nothing: str, root: Path) -> str:
    """Return the faults in a format; ``nothing`` is what is said to people where there is none."""
    place = _place_in_repository(root)
    if form == "json":
        return as_json.document(faults)
    if form == "sarif":
        return sarif.document(faults, place)
    if not faults:
        return nothing
    if form == "github":
        rest = reporters.report(faults) if github.are_too_many(faults) else reporters.summary(faults)
        return f"{github.commands(faults, place)}\n{rest}"
    return reporters.report(faults, colour(sys.stdout))


def _place_in_repository(root: Path) -> str:
    """Return the way from the top of the repository, by which a forge names files; empty or ending in a slash."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    inside = root.relative_to(top).as_posix()
    return "" if inside == "." else f"{inside}/"
