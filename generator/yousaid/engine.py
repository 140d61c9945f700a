"""The site engine (MkDocs 1.x, or ProperDocs in its place): its configuration, a build, and a server."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yousaid.diagnostics import Code, Diagnostic, Span, printable
from yousaid.shell import HOME_BODY

if importlib.util.find_spec("mkdocs") is None:  # pragma: no cover - run by the tests under ProperDocs
    import properdocs.replacement  # type: ignore[import-not-found]  # noqa: F401 - answers to `mkdocs` from here on

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

CONFIG = "mkdocs.yml"
LOG = logging.getLogger(mkdocs_build.log.name.partition(".")[0])
"""What the engine that is installed logs to."""
NO_CONFIG = Code(
    "YS801",
    "a-configuration",
    """There must be a valid `mkdocs.yml` beside `decisions/`.

It is the one configuration of the site. The smallest one:

    site_name: You said, we did
    site_url: https://feedback.example.org/
    docs_dir: site_src
    theme: {name: material}
    plugins: [yousaid]
""",
)
NO_PLUGIN = Code(
    "YS802",
    "the-plugin-is-listed",
    """`mkdocs.yml` must list `yousaid` under `plugins:`.

    plugins:
      - yousaid

Without it `mkdocs build` would make a site without any record.
""",
)
NO_ADDRESS = Code(
    "YS803",
    "the-site-knows-its-address",
    """`mkdocs.yml` should say the site's address: `site_url`.

Feeds and sitemaps need full addresses; without `site_url` neither is written.

    site_url: https://feedback.example.org/
""",
)
CODES = (NO_CONFIG, NO_PLUGIN, NO_ADDRESS)


class BuildError(Exception):
    """The engine could not build the site; the message says why."""


def load(root: Path) -> tuple[MkDocsConfig | None, list[Diagnostic]]:
    """Return the configuration of a site, or nothing and what is wrong with it."""
    file = root / CONFIG
    said: list[str] = []
    try:
        with _listening(said):
            config = load_config(str(file), **_place(file))
    except (Exception, SystemExit) as error:  # a hook, a theme, a tag of Python's in the file: other people's code
        # The log says what is wrong; the exception often only counts it.
        why = "; ".join(said) or str(error)
        if "docs_dir" in why:
            hint = f"make that folder, with an `index.md` that holds the line `{HOME_BODY}`"
            return None, [Diagnostic(Span(CONFIG), NO_CONFIG, printable(why), hint)]
        return None, [
            Diagnostic(Span(CONFIG), NO_CONFIG, printable(why), f"correct {CONFIG}; `yousaid explain YS801` shows one")
        ]
    if "yousaid" not in config.plugins:
        return None, [
            Diagnostic(
                Span(CONFIG), NO_PLUGIN, "the plugin `yousaid` must be listed", "add `- yousaid` under `plugins:`"
            )
        ]
    return config, []


def build(config: MkDocsConfig) -> None:
    """Build into the folder that the configuration names. Raises :class:`BuildError`."""
    said: list[str] = []
    try:
        config.plugins.on_startup(command="build", dirty=False)
        try:
            with _listening(said):
                mkdocs_build.build(config)
        finally:
            config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        raise BuildError("\n".join(said) or str(error)) from error


def serve(root: Path, address: str | None, open_browser: bool) -> None:
    """Serve the site, and build it anew whenever a file changes, until interrupted. Raises :class:`BuildError`."""
    from mkdocs.commands import serve as mkdocs_serve  # late: builds do without a server

    options: dict[str, Any] = {"dev_addr": address} if address else {}
    try:
        mkdocs_serve.serve(str(root / CONFIG), open_in_browser=open_browser, **_place(root / CONFIG), **options)
    except (MkDocsException, SystemExit, OSError) as error:
        raise BuildError(str(error)) from error


def _place(file: Path) -> dict[str, Any]:
    """Return where the configuration lies: MkDocs finds that out by itself, but not if standard input is closed."""
    return {"config_file_path": str(file.absolute())}


@contextmanager
def _listening(said: list[str]) -> Iterator[None]:
    """Collect what the engine logs as wrong."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    ear = Ear(logging.ERROR)
    LOG.addHandler(ear)
    try:
        yield
    finally:
        LOG.removeHandler(ear)
