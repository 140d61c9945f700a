"""``yousaid export``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace as replace_
from pathlib import Path

import click

from yousaid import clock, exporters, pipeline, revision, saving
from yousaid.cli.examples import examples
from yousaid.cli.private import refuse_to_publish
from yousaid.cli.repository import ROOT, keep_all, with_records
from yousaid.cli.standing import configured
from yousaid.cli.terminal import saying, shown, stop
from yousaid.diagnostics import errors
from yousaid.exporters import Exporter, Holding
from yousaid.exporters.tables import SHEETS
from yousaid.reader import FOLDER

_FORMATS = "\n".join(f"  {each.name:<11}{each.what}" for each in exporters.FORMATS.values())


@click.command(
    epilog=f"\b\nFormats:\n{_FORMATS}\n\n"
    + examples(
        "yousaid export xlsx --output records.xlsx",
        "yousaid import sheet records.xlsx",
        "yousaid export ndjson --public > decisions.ndjson",
    )
)
@click.argument("form", metavar="FORMAT", type=click.Choice([*exporters.FORMATS]))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it into this file.")
@click.option("--public", is_flag=True, help="Only what everybody may see: no drafts, no customer without consent.")
@click.option("--replace", is_flag=True, help="Write over a file that is there already.")
@ROOT
def export(form: str, output: Path | None, public: bool, replace: bool, root: Path) -> None:
    """Write the records for a spreadsheet, a database or another portal.

    It is for your own organisation, and so it holds everything unless you say --public: drafts, what is held back, and
    the keys of customers who are not named. Keep it where only you can read it.

    What you change in a table or a workbook comes back with `yousaid import sheet`: only cells that you edited are
    changed in the files, and their comments stay. You may delete columns and rows that you do not need, but not the
    column `as_exported`, by which edited cells are known. A text that a spreadsheet would take for a formula has an
    apostrophe before it, which is taken away when it comes back.

    The exit code is 0, 1 if the records have faults, and 2 if the file cannot be written.
    """
    keep_all()
    root = with_records(root)
    exporter = exporters.FORMATS[form]
    if output is None and not exporter.is_text:
        raise click.UsageError(f"{form} is no text to be shown; say --output records{exporter.ending}")
    if output is not None:
        output = _place(output, root, public, replace)
    with saying("Reading the records"):
        holdings = _public(root) if public else _everything(root)
    data, faults = exporter.write(holdings)
    if faults:
        stop(faults)
    if output is None:
        click.echo(data, nl=False)
    else:
        _write(output, data)
        click.echo(f"Written: {shown(output)}", err=True)
        if not public and revision.is_open(output):
            click.echo(f"Name it in .gitignore, or `git add .` takes it along: {output.name}", err=True)
    click.echo(_said(exporter, holdings, public), err=True)


def _place(output: Path, root: Path, public: bool, replace: bool) -> Path:
    """Return where to write; stop before something private is published, or edits are lost."""
    if not public:
        refuse_to_publish(output, root, configured(root) if (root / "mkdocs.yml").exists() else None)
        if output.exists() and revision.is_tracked(output):
            raise click.UsageError(
                f"git knows {output}, and keeps for ever what is in it; name another file, or: git rm --cached {output}"
            )
    elif output.resolve().is_relative_to(root / FOLDER):
        raise click.UsageError(f"{output} lies in {FOLDER}/, where only records are; name a place elsewhere")
    if output.exists() and not replace:
        raise click.UsageError(
            f"{output} is there already; bring its edits in with `yousaid import sheet {output}`, or say --replace"
        )
    return output.parent.resolve() / output.name


def _everything(root: Path) -> list[Holding]:
    checked = pipeline.check(pipeline.Settings(root, clock.today()))
    if found := errors(checked.faults):
        stop(found)
    return [*exporters.everything(checked.corpus)]


def _public(root: Path) -> list[Holding]:
    """Return what the site says, as of its own day."""
    settings = pipeline.Settings(root, clock.today())
    if (root / "mkdocs.yml").exists():
        from yousaid.configuration import settings as settings_of  # as late as the engine

        settings = replace_(settings_of(configured(root)), docs=None)
    built = pipeline.build(settings)
    if built.site is None:
        stop(errors(built.faults))
    return [*exporters.public(built.site)]


def _write(output: Path, data: bytes) -> None:
    try:
        if output.exists():
            saving.replace(output, data)
        else:
            saving.create({output: data})
    except OSError as error:
        click.echo(f"{shown(output)} cannot be written: {error.strerror or error}", err=True)
        sys.exit(2)


def _said(exporter: Exporter, holdings: Sequence[Holding], public: bool) -> str:
    """Return what is in it, what is not, and who may see it."""
    counts = Counter(each.kind for each in holdings if exporter.is_whole or each.kind == "decision")
    lines = [f"It holds {', '.join(f'{SHEETS[kind]}: {count:,}' for kind, count in counts.items())}."]
    if not exporter.is_whole:
        lines.append("Customers, occasions and vocabulary are in xlsx, ndjson and sqlite.")
    if public:
        lines.append("All of it is public already.")
    else:
        drafts = sum(each.kind == "decision" and "draft" in each.fields for each in holdings)
        lines.append(f"Keep it to yourselves: what is not public is in it too. Drafts: {drafts:,}.")
    return "\n".join(lines)
