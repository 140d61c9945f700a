"""How a person is asked on a terminal, however small: a line, a text, a choice."""

from __future__ import annotations

import select
import shutil
import sys
import textwrap
from collections.abc import Callable, Mapping

import click

from yousaid.authoring.sheet import given_word, wrapped
from yousaid.cli.terminal import colour
from yousaid.diagnostics import Diagnostic, printable

_EDITOR_LINE = "# Write above this line, save, and close. Nothing from here on is taken."
_WIDE = 100
_SHORT = 40
"""A longer question stands above its answer."""


def is_wide() -> bool:
    """Tell whether there is room for a sentence behind a word."""
    return shutil.get_terminal_size().columns >= _WIDE


def say(words: str, paint: str = "", bold: bool = False) -> None:
    """Say something in lines that fit."""
    width = max(30, min(shutil.get_terminal_size().columns, 100)) - 1
    text = textwrap.fill(printable(words), width, subsequent_indent="  ", break_on_hyphens=False)
    click.echo(click.style(text, paint or None, bold=bold or None) if colour(sys.stdout) else text)


def show(fault: Diagnostic) -> None:
    """Say what is wrong, and what to type."""
    say(f"! {fault.message}", "red" if fault.severity == "error" else "yellow", bold=True)
    say(f"  hint: {fault.hint}")


def line(question: str, default: str = "") -> str:
    """Read a line. Tabs are blanks: a record holds none."""
    if len(question) > _SHORT:
        say(question)
        question = ""
    typed: str = click.prompt(question, default=default, show_default=bool(default), prompt_suffix=" > ")
    return typed.replace("\t", " ").strip()


def paragraphs(question: str, editor: bool, before: object = None) -> str:
    """Read a text: up to an empty line, or from an editor, which shows what was written ``before``."""
    if editor:
        text = _edited(question, before if isinstance(before, str) else "")
        if text:
            return text
        say("The editor gave no text, so type it here. One that does not wait needs: EDITOR='code --wait'")
    say(f"{question} (An empty line ends it.)")
    lines = [line("")]
    while lines[-1] or (len(lines) > 1 and _more_is_coming()):
        lines.append(line(""))
    return wrapped("\n".join(lines))


def _edited(question: str, before: str) -> str:
    """Return what was written in an editor; nothing if that failed, or came back at once."""
    try:
        written = click.edit(f"{before}\n\n{_EDITOR_LINE}\n# {question}\n", extension=".md") or ""
    except click.ClickException as error:
        say(f"! {error.format_message()}")
        return ""
    return wrapped(written.partition(_EDITOR_LINE)[0].replace("\t", "    "))


def choice(question: str, words: Mapping[str, str], default: str = "") -> Callable[[], str]:
    """Return how to read one of several words, or its number; they are listed once."""
    known = list(words)
    wide = max(map(len, known))
    for number, (word, name) in enumerate(words.items(), 1):
        say(f"{number:>3}  {word:<{wide}}  {name}")

    def read() -> str:
        typed = line(question, default)
        is_number = typed.isdecimal() and 1 <= int(typed) <= len(known) and typed not in words
        return known[int(typed) - 1] if is_number else given_word(typed, words)

    return read


def _more_is_coming() -> bool:
    """Tell whether the empty line stood in a text that was pasted, which then goes on."""
    try:
        return bool(select.select([sys.stdin], [], [], 0.05)[0])
    except (OSError, ValueError):  # Windows asks only connections so
        return False
