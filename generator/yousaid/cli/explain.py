"""``yousaid explain``."""

from __future__ import annotations

import textwrap

import click

from yousaid.catalogue import codes
from yousaid.cli.examples import examples
from yousaid.diagnostics import nearest


@click.command(epilog=examples("yousaid explain YS302", "yousaid explain YS1", "yousaid explain"))
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain a code, such as YS302; without one, list all.

    The beginning of a code (YS3) explains all that begin so.
    """
    known = codes()
    if code is None:
        for each in known.values():
            click.echo(f"{each.id}  {each.doc.splitlines()[0]}")
        return
    found = [each for each in known.values() if each.id.startswith(code.upper())]
    if not found:
        near = nearest(code.upper().replace("O", "0"), known)
        raise click.UsageError(
            f"there is no code {code}" + (f"; did you mean {near}?" if near else "; `yousaid explain` lists all")
        )
    click.echo("\n\n".join(f"{each.id} ({each.name})\n\n{textwrap.dedent(each.doc).strip()}" for each in found))
