"""``yousaid init``."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import click

from yousaid import clock, scaffold
from yousaid.cli.examples import examples
from yousaid.cli.prompts import line, say
from yousaid.cli.terminal import on_terminal, shown
from yousaid.model.typed import MAX_LINE
from yousaid.model.values import is_web_address

_ACTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+@[0-9a-f]{40}")
_UNNAMED = "You said, we did"
_OURS = re.compile(r"https://github\.com/([^/]+/[^/]+?)(?:\.git)?/?")


@click.command(
    epilog=examples(
        "yousaid init feedback",
        'yousaid init feedback --name "You said, Example did" --url https://feedback.example.org/',
    )
)
@click.argument("folder", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option(
    "--name",
    help="The name of the page, as in: You said, Example did. Where nobody can be asked, it is: You said, we did.",
)
@click.option("--url", help="Where the page is going to be, if you know it already.")
@click.option(
    "--action",
    metavar="OWNER/REPO@COMMIT",
    help="Where the workflows get yousaid from; known if it was installed from GitHub.",
)
def init(folder: Path, name: str | None, url: str | None, action: str | None) -> None:
    """Begin a page of your own: a repository with examples, settings and workflows.

    It passes the check and builds at once. DIR is this folder where nothing is said; it may be there already, as an
    empty repository for example. No file is ever replaced: if one is in the way, nothing is written.

    The exit code is 0 if all files were written, and 2 if none was.
    """
    if action is not None and not _ACTION.fullmatch(action):
        raise click.UsageError("--action must be the owner, the repository and the whole commit: OWNER/REPO@COMMIT")
    root = folder.resolve()
    try:
        in_the_way = scaffold.in_the_way(root, scaffold.files("x", "", scaffold.UNSAID, clock.today()))
    except OSError as error:
        raise click.UsageError(f"{shown(root)} cannot be read: {error.strerror}") from error
    if in_the_way:
        raise click.UsageError(
            f"nothing was written, since these would have to be replaced: {', '.join(in_the_way)}; "
            "move them away, or name another folder"
        )
    if name is None and not on_terminal():
        name = _UNNAMED
    name = _answer("name", name, "What is the name of your page? For example: You said, Example did", _name)
    url = _answer("url", url, "Where will it be on the web? (an address; Enter if you do not know yet)", _url)
    action = action or _installed_from() or scaffold.UNSAID
    files = scaffold.files(name, url, action, clock.today())
    try:
        scaffold.write(root, files)
    except OSError as error:
        raise click.UsageError(f"nothing was written into {shown(root)}: {error.strerror or error}") from error
    click.echo(f"Wrote {len(files)} files into {shown(root)}/")
    _say_what_is_next(root, name, url, action)


def _answer(option: str, given: str | None, question: str, read: Callable[[str], str]) -> str:
    """Return what was given or is typed, once it is good."""
    if given is None and not on_terminal():
        given = ""
    if given is not None:
        try:
            return read(given)
        except ValueError as error:
            raise click.UsageError(f"--{option} {error}") from error
    while True:
        try:
            return read(line(question))
        except ValueError as error:
            say(f"! It {error}")


def _name(typed: str) -> str:
    name = typed.strip()
    if not name or len(name) > MAX_LINE or not name.isprintable():
        raise ValueError(f"must be a line of 1 to {MAX_LINE} characters, as in: You said, Example did")
    return name


def _url(typed: str) -> str:
    url = typed.strip()
    if url and (not is_web_address(url) or "?" in url or "#" in url):
        raise ValueError("must be the full address of a page, as in https://feedback.example.org/")
    return url and f"{url.rstrip('/')}/"


def _installed_from() -> str:
    """Return the repository on GitHub, and the commit, that yousaid was installed from, as far as they are known.

    Installers keep them in a file of their own: https://packaging.python.org/en/latest/specifications/direct-url/
    """
    try:
        kept = json.loads(distribution("yousaid").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        return ""
    place = _OURS.fullmatch(kept.get("url", ""))
    action = f"{place[1]}@{kept.get('vcs_info', {}).get('commit_id', '')}" if place else ""
    return action if _ACTION.fullmatch(action) else ""


def _say_what_is_next(root: Path, name: str, url: str, action: str) -> None:
    click.echo("\nWhat to do next:\n")
    if root != Path.cwd():
        click.echo(f"  cd {shlex.quote(shown(root))}")
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        click.echo("  git init -b main")
    click.echo('  git add -A && git commit -m "Begin"')
    click.echo("  yousaid serve        # look at it")
    click.echo("  yousaid new          # your first record\n")
    say("README.md tells your product managers how to write a record, and you what is left to set up.")
    if name == _UNNAMED:
        say(f"The page is called “{name}”. Its name stands in mkdocs.yml, site_src/index.md and README.md.")
    if not url:
        say("Where the page is going to be is not known yet: say it in mkdocs.yml, at site_url.")
    if action == scaffold.UNSAID:
        say(f"Where the workflows get yousaid from is not known: say it in .github/workflows/, for {action[:16]}…")
