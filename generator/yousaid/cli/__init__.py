"""The command line: arguments in, text and exit codes out. 0 clean, 1 faults, 2 wrong usage.

Each command is a module of its own, imported when it is asked for: `--help` takes no longer than starting Python.
"""

from __future__ import annotations

import difflib
import importlib
import keyword
import sys
from collections.abc import Mapping
from typing import Any

import click

from yousaid.cli.examples import examples
from yousaid.diagnostics import printable

COMMANDS: Mapping[str, str] = {
    "new": "Write a record: answer a few questions, and it is there.",
    "check": "Check all records and show every fault on its line.",
    "import": "Bring in what another system holds: the ideas of its export, as records.",
    "intake": "Turn an issue made with the form “A customer said…” into a record.",
    "fix": "Mend what leaves no doubt: quotes, dates, misspelt fields, the order of fields.",
    "doctor": "Look for what would go wrong later, and say how to mend it.",
    "schema": "Print the JSON Schema by which an editor completes and explains a record.",
    "explain": "Explain a code, such as YS302; without one, list all.",
    "preview": "Show what merging would change in public, as Markdown.",
    "withdraw": "Take a customer's name back: out of their file now, and everywhere in public at the next build.",
    "overdue": "Show which promises are overdue: first answers, looks at a record, confidential reasons.",
    "announce": "Tell those who asked what became of it: each of them once.",
    "next": "Show what to do next: whom to answer first, what to look at again, whom to tell, whom to ask.",
    "export": "Write the records for a spreadsheet, a database or another portal.",
    "build": "Build the site, and put it in the place of the old one in one step.",
    "publish": "Put a finished build where readers see it, in one step.",
    "guard": "Look whether anything public would vanish if this build were published.",
    "verify": "Build the commit again that a public site names, and compare every byte.",
    "serve": "Show the site in a browser, and follow every change.",
    "init": "Begin a page of your own: a repository with examples, settings and workflows.",
}
"""Every command, in the order of `--help`, and what it does in a line: that of its own documentation."""


class _Group(click.Group):
    """Finds commands in their modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order in which they are explained."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        found: click.Command = getattr(importlib.import_module(f"yousaid.cli.{name}"), name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for, or say which one may be meant."""
        near = difflib.get_close_matches(args[0].lower(), COMMANDS, n=1)
        if args[0] not in COMMANDS and near:
            raise click.UsageError(f"there is no command {args[0]!r}; did you mean {near[0]!r}?", ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the program; what the machine refuses (the disk is full, the folder is gone) is said in a sentence."""
        try:
            return super().main(*args, **options)
        except OSError as error:
            what = f"{error.filename}: " if error.filename else ""
            click.echo(f"Error: {printable(what)}{error.strerror or error}", err=True)
            sys.exit(2)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; who stops it at a prompt or with Ctrl-C is told so, and sees no traceback."""
        try:
            return super().invoke(ctx)
        except (click.Abort, KeyboardInterrupt, EOFError):
            click.echo("\nStopped.", err=True)
            ctx.exit(2)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples("yousaid check", "yousaid explain YS302", "yousaid build", "yousaid serve"),
)
@click.version_option(package_name="yousaid")
def main() -> None:
    """Publish what customers said, what was decided and why, what shipped, and who is thanked."""
