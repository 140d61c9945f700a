"""Where the records and the configuration are that a command works on."""

from __future__ import annotations

import atexit
import gc
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yousaid.cli.terminal import shown
from yousaid.diagnostics import Diagnostic
from yousaid.reader import FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    help=f"The folder that holds {FOLDER}/ and mkdocs.yml.",
)


def keep_all() -> None:
    """Look for no garbage, and at the end neither: the records live until then, and it costs a tenth of the time."""
    gc.disable()
    atexit.register(gc.freeze)


def configuration(root: Path, show_errors: bool = False) -> tuple[MkDocsConfig | None, list[Diagnostic]]:
    """Return the configuration of the site below ``root``, or nothing and what is wrong with it."""
    # Imported late: the engine takes half a second, and not every command needs it.
    from yousaid import engine

    if not engine.LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        if not show_errors:
            handler.addFilter(lambda record: record.levelno < logging.ERROR)  # these come as exceptions
        engine.LOG.addHandler(handler)
        engine.LOG.setLevel(logging.WARNING)  # the chatter stays out
    return engine.load(root)


def with_records(root: Path) -> Path:
    """Return the full path of a folder that holds records; stop if it holds none."""
    if not (root / FOLDER).is_dir():
        where = "here" if root.resolve() == Path.cwd() else f"in {shown(root.resolve())}"
        raise click.UsageError(
            f"there is no folder {FOLDER}/ {where}; go to the folder that holds it, or name that folder with --root"
        )
    return root.resolve()


def below(root: Path, path: Path) -> str:
    """Return a path that was typed as faults name it: from the folder of the records."""
    full = Path(os.path.normpath(path.absolute()))
    for candidate in (full, full.parent.resolve() / full.name, Path(os.path.normpath(root / path))):
        # A record that was deleted may be named too: what linked to it is reported elsewhere.
        if candidate.is_relative_to(root) and (candidate.exists() or candidate.is_relative_to(root / FOLDER)):
            return candidate.relative_to(root).as_posix()
    raise click.UsageError(f"{path} must be a file or folder below {shown(root)}")


def is_wanted(path: str, wanted: list[str]) -> bool:
    """Tell whether a file is one of those that were named, or lies below; all are, where none was."""
    return not wanted or any(path == each or path.startswith(f"{each}/") or each == "." for each in wanted)
