"""The command line: arguments in, text and exit codes out. 0 clean, 1 faults, 2 wrong usage."""

from __future__ import annotations

import atexit
import contextlib
import datetime as dt
import gc
import logging
import os
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import click

from yousaid import clock, pipeline, reporters
from yousaid.diagnostics import Diagnostic, errors, nearest
from yousaid.reader import FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from yousaid.outputs.output import File

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    help=f"The folder that holds {FOLDER}/ and mkdocs.yml.",
)


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_examples("yousaid check", "yousaid explain YS302", "yousaid build", "yousaid serve"),
)
@click.version_option(package_name="yousaid")
def main() -> None:
    """Publish what customers said, what was decided and why, what shipped, and who is thanked."""


@main.command(
    epilog=_examples("yousaid check", "yousaid check decisions/2026/export-all.yml", "yousaid check --root ../other")
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@ROOT
def check(paths: tuple[Path, ...], root: Path) -> None:
    """Check all records and show every fault on its line.

    With PATHS (files or folders), faults elsewhere are not shown; rules between records still see everything.
    """
    _keep_all()
    root = _with_records(root)
    wanted = [_below(root, path) for path in paths]
    config, faults = _config(root) if (root / "mkdocs.yml").exists() else (None, [])
    docs = Path(config.docs_dir) if config else None
    if config:
        plugin: Any = config.plugins["yousaid"]
        faults = [*faults, *plugin.config_faults(config)]
    with _saying("Reading the records"):
        checked = pipeline.check(pipeline.Settings(root, clock.today(), docs))
    shown = [fault for fault in (*faults, *checked.faults) if _is_wanted(fault, wanted)]
    if shown:
        click.echo(reporters.report(shown, _colour(sys.stdout)))
    else:
        count, people = len(checked.corpus.decisions), len(checked.corpus.customers)
        what = " and ".join(wanted) or f"{count:,} records and {people:,} customers"
        click.echo(f"No faults in {what}.")
    sys.exit(1 if errors(shown) else 0)


@main.command(epilog=_examples("yousaid explain YS302", "yousaid explain YS1", "yousaid explain"))
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain a code, such as YS302; without one, list all.

    The beginning of a code (YS3) explains all that begin so.
    """
    from yousaid.catalogue import codes

    known = codes()
    if code is None:
        for each in known.values():
            click.echo(f"{each.id}  {each.doc.splitlines()[0]}")
        return
    found = [each for each in known.values() if each.id.startswith(code.upper())]
    if not found:
        near = nearest(code.upper(), known)
        raise click.UsageError(
            f"there is no code {code}" + (f"; did you mean {near}?" if near else "; `yousaid explain` lists all")
        )
    click.echo("\n\n".join(f"{each.id} ({each.name})\n\n{textwrap.dedent(each.doc).strip()}" for each in found))


@main.command(epilog=_examples("yousaid build", "yousaid build --site-dir public", "yousaid build --today 2026-12-31"))
@ROOT
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes; site/ unless mkdocs.yml says otherwise.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Build as of this day instead of the newest commit's.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
def build(root: Path, site_dir: Path | None, today: dt.datetime | None, strict: bool) -> None:
    """Build the site, and put it in the place of the old one in one step.

    If there are faults, or the build is interrupted, the old site stays as it is.
    """
    from yousaid import engine, publish

    _keep_all()
    root = _with_records(root)
    config, faults = _config(root)
    if config is None:
        _stop(faults)
    target = (site_dir or Path(config.site_dir)).resolve()
    _refuse_to_replace(target, (root, root / FOLDER, root / ".git", Path(config.docs_dir)))
    plugin: Any = config.plugins["yousaid"]
    config.strict = strict or config.strict
    if today:
        plugin.config["today"] = today.date().isoformat()
    plugin.progress = _progress
    plugin.saying = _saying
    try:
        with publish.replacing(target) as new, _saying("Reading the records"):
            config.site_dir = str(new)
            engine.build(config)
    except (engine.BuildError, publish.BusyError) as error:
        if plugin.faults:
            _stop(plugin.faults)
        click.echo(str(error), err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"the site cannot be written: {error}", err=True)
        sys.exit(2)
    click.echo(f"{plugin.records:,} records became {plugin.written:,} files in {_shown(target)}/")
    click.echo("Look at it: make serve" if (root / "Makefile").exists() else "Look at it: yousaid serve")


@main.command(epilog=_examples("yousaid serve", "yousaid serve --open", "yousaid serve --address 127.0.0.1:8080"))
@ROOT
@click.option("--address", metavar="IP:PORT", help="Where to listen; 127.0.0.1:8000 unless mkdocs.yml says otherwise.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in a browser.")
def serve(root: Path, address: str | None, open_browser: bool) -> None:
    """Show the site in a browser, and follow every change.

    Faults are shown in the page; it comes back when they are corrected. Stop with Ctrl-C.
    """
    from yousaid import engine

    config, faults = _config(root, show_errors=True)
    if config is None:
        _stop(faults)
    host, port = config.dev_addr
    path = urlsplit(config.site_url or "/").path or "/"
    click.echo(f"Serving at http://{address or f'{host}:{port}'}{path} (stop with Ctrl-C)")
    try:
        engine.serve(root, address, open_browser)
    except engine.BuildError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _keep_all() -> None:
    """Look for no garbage, and at the end neither: the records live until then, and it costs a tenth of the time."""
    gc.disable()
    atexit.register(gc.freeze)


def _config(root: Path, show_errors: bool = False) -> tuple[MkDocsConfig | None, list[Diagnostic]]:
    # Imported late: the engine takes half a second, and `explain` and `--help` do without.
    from yousaid import engine

    if not engine.LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        if not show_errors:
            handler.addFilter(lambda record: record.levelno < logging.ERROR)  # these come as exceptions
        engine.LOG.addHandler(handler)
        engine.LOG.setLevel(logging.WARNING)  # the chatter stays out
    return engine.load(root)


@contextlib.contextmanager
def _saying(words: str) -> Iterator[None]:
    """Show on a terminal what is being done, for as long as it takes."""
    if sys.stderr.isatty():
        click.echo(f"\r{words}…", nl=False, err=True)
    try:
        yield
    finally:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)


def _with_records(root: Path) -> Path:
    if not (root / FOLDER).is_dir():
        raise click.UsageError(
            f"there is no folder {FOLDER}/ in {_shown(root.resolve())}; go to the folder that holds it, or "
            "name that folder with --root"
        )
    return root.resolve()


def _refuse_to_replace(target: Path, treasures: Iterable[Path]) -> None:
    """Stop before something is deleted that is no site: ``target`` is going to be replaced as a whole."""
    inside = any(target.is_relative_to(each.resolve()) for each in list(treasures)[1:])
    around = any(each.resolve().is_relative_to(target) for each in treasures)
    if inside or around or target.is_file():
        raise click.UsageError(f"{target} must be a folder for the site alone")
    ours = any((target / name).exists() for name in ("api/v1/index.json", "sitemap.xml"))
    if target.is_dir() and any(target.iterdir()) and not ours:
        raise click.UsageError(
            f"{target} holds other files than a site; name an empty folder, or one that is not there"
        )


def _below(root: Path, path: Path) -> str:
    full = Path(os.path.normpath(path.absolute()))
    for candidate in (full, full.parent.resolve() / full.name, root / path):
        # A record that was deleted may be named too: what linked to it is reported elsewhere.
        if candidate.is_relative_to(root) and (candidate.exists() or candidate.is_relative_to(root / FOLDER)):
            return candidate.relative_to(root).as_posix()
    raise click.UsageError(f"{path} must be a file or folder below {_shown(root)}")


def _is_wanted(fault: Diagnostic, wanted: list[str]) -> bool:
    path = fault.span.path
    return not wanted or any(path == each or path.startswith(f"{each}/") or each == "." for each in wanted)


def _stop(faults: Iterable[Diagnostic]) -> NoReturn:
    click.echo(reporters.report(faults, _colour(sys.stderr)), err=True)
    sys.exit(1)


def _progress(files: Iterable[File]) -> Iterator[File]:
    """Show on a terminal that something happens, without a line of output elsewhere."""
    show = sys.stderr.isatty()
    for number, file in enumerate(files, 1):
        if show and number % 500 == 0:
            click.echo(f"\r{number:,} files…\x1b[K", nl=False, err=True)
        yield file


def _colour(stream: object) -> bool:
    return (
        not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and bool(getattr(stream, "isatty", bool)())
    )


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
