"""``yousaid doctor``."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import click

from yousaid import clock
from yousaid import doctor as checks
from yousaid.cli.examples import examples
from yousaid.cli.repository import ROOT, configuration, keep_all
from yousaid.cli.terminal import colour, saying
from yousaid.doctor import CHECKS, Finding, Grade, Result, Site, as_json
from yousaid.doctor.checkup import of_fault, wrong
from yousaid.reporters.text import harmless

_PAINT = {Grade.FINE: "green", Grade.UNSEEN: None, Grade.LOOK: "yellow", Grade.WRONG: "red"}
_HEADS = {Grade.FINE: "Fine", Grade.UNSEEN: "Not looked at", Grade.LOOK: "Look at it", Grade.WRONG: "Wrong"}


@click.command(epilog=examples("yousaid doctor", "yousaid doctor --list", "yousaid doctor --root ../feedback"))
@click.option("--list", "listed", is_flag=True, help="Explain all checks, and do none.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for other programs.",
)
@ROOT
def doctor(listed: bool, form: str, root: Path) -> None:
    """Look for what would go wrong later, and say how to mend it.

    Looks at the records, at mkdocs.yml, at git, at the workflows and at what is installed. Changes nothing.

    The exit code is 0 if nothing is wrong, also where there is something to look at, and 1 if something is.
    """
    if listed:
        click.echo("\n\n".join(f"{each.name}\n\n{each.doc}" for each in CHECKS))
        return
    keep_all()
    root = root.resolve()
    site, faults = _site(root)
    with saying("Looking at everything"):
        results = list(checks.run(CHECKS, checks.patient(root, clock.today(), site, faults)))
    if form == "json":
        click.echo(as_json.document(results))
    else:
        _report(results)
    sys.exit(1 if any(each.grade is Grade.WRONG for each in results) else 0)


def _report(results: Sequence[Result]) -> None:
    for grade in Grade:
        _show(grade, [each for each in results if each.grade is grade])
    counts = {grade: sum(each.grade is grade for each in results) for grade in Grade}
    click.echo(f"{counts[Grade.WRONG]} wrong, {counts[Grade.LOOK]} to look at, {counts[Grade.FINE]} fine")


def _site(root: Path) -> tuple[Site | None, list[Finding]]:
    """Return what `mkdocs.yml` says, as far as it can be read, and what is wrong with it."""
    try:
        config, faults = configuration(root)
        if config is None:
            return None, [of_fault(fault) for fault in faults]
        from yousaid import configuration as configured  # as late as the engine
        from yousaid.engine import NO_ADDRESS

        options = config.plugins["yousaid"].config
        guarded = "yousaid.marker" in config.markdown_extensions
        site = Site(configured.settings(config), configured.wish(options) or "", options.cards, guarded)
        # That there is no address, or no picture, is the finding of a check of its own.
        others = (fault for fault in configured.faults(config) if fault.code is not NO_ADDRESS)
        return site, [of_fault(fault) for fault in others if (fault.message, fault.hint) != site.picture]
    except Exception as error:  # the engine runs what others wrote, and MkDocs 2 is another engine
        message = f"mkdocs.yml cannot be used: {type(error).__name__}: {error}"
        return None, [wrong(message, "correct it, or the hook or plugin that it names; pip install 'mkdocs<2'")]


def _show(grade: Grade, results: Sequence[Result]) -> None:
    """Show what ended alike: the names of what is fine, and the findings of what is not, each with its fix."""
    if not results:
        return
    click.secho(_HEADS[grade], fg=_PAINT[grade] if colour(sys.stdout) else None, bold=colour(sys.stdout) or None)
    if grade is Grade.FINE:
        names = ", ".join(each.check.name for each in results)
        width = max(30, min(shutil.get_terminal_size().columns - 1, 100))
        lines = textwrap.wrap(names, width - 2, break_on_hyphens=False)
        click.echo(textwrap.indent("\n".join(lines), "  "))
    for result in results if grade is not Grade.FINE else ():
        if result.why:
            click.echo(f"  {result.check.name}: {result.why}")
        for finding in result.findings:
            click.echo(f"  {result.check.name}: {harmless(finding.message)}")
            click.echo(f"    fix: {harmless(finding.fix)}")
    click.echo()
