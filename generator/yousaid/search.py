"""The index of the full-text search: made by Pagefind's program from the finished pages of records."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from yousaid import urls
from yousaid.diagnostics import Code, Diagnostic, Severity, Span, quoted

NO_PAGEFIND = Code(
    "YS804",
    "the-search-has-pagefind",
    """Full-text search needs Pagefind, which is installed together with `yousaid[search]`.

    pip install 'yousaid[search]'

It is found in this Python or, under the name `pagefind`, on the PATH; nothing is downloaded by a build. What happens
without it is said in `mkdocs.yml`:

    plugins:
      - yousaid:
          search: auto   # the default: a warning, and a site without the search page
          # search: on   # an error
          # search: off  # no search page, and no warning
""",
)
CODES = (NO_PAGEFIND,)
WISHES = {"auto": "auto", "on": "on", "off": "off", True: "on", False: "off"}
"""What may be written, and what it means: YAML takes a plain `on` for true."""
QUICK = 1_000
"""Records whose index takes some two seconds of a processor, few enough to make it at every change while serving."""
_PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
_PAGES = urls.file_of(urls.DECISION.at("*"))
# The words of the interface stand in every page, and would find all of them.
_NOT_READ = (
    "[data-pagefind-body] > .ys-meta",
    "section > h2",
    "section > h3",
    "thead",
    ".ys-dates",
    ".ys-note",
    ".ys-timeline",
    ".ys-related dt",
)
_SECONDS = 900
_UNUSED = re.compile(r"pagefind-(\w+-)?ui\.(js|css)|pagefind-(highlight|worker)\.js")


class SearchError(Exception):
    """The index could not be made; the message says why."""


def program() -> Path | None:
    """Return where Pagefind's program is installed: in this Python, or on the PATH."""
    for name in _PACKAGES:
        try:
            return Path(importlib.import_module(name).get_executable())
        except (ImportError, FileNotFoundError):
            continue
    found = shutil.which("pagefind")
    return Path(found) if found else None


def missing(wish: str, config: str) -> Diagnostic:
    """Return what to say where the program is missing; ``config`` is the file that could do without it."""
    severity: Severity = "error" if wish == "on" else "warning"
    message = "Pagefind is not installed, so the site has no search page"
    hint = f"pip install 'yousaid[search]', or write `search: off` under the plugin in {config}"
    return Diagnostic(Span(config), NO_PAGEFIND, message, hint, severity=severity)


def make_index(pagefind: Path, site: Path, language: str) -> None:
    """Write the index of a finished site into it. Raises :class:`SearchError`."""
    options = ["--site", str(site), "--glob", _PAGES, "--exclude-selectors", ",".join(_NOT_READ)]
    # Pagefind also takes options from its environment, and from a file in the folder where it runs.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(  # noqa: S603
            [str(pagefind), *options, "--output-subdir", urls.INDEX.rstrip("/"), "--force-language", language],
            cwd=site,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_SECONDS,
            text=True,
            errors="replace",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SearchError(f"the search index was not made within {_SECONDS} seconds by {pagefind}") from error
    except OSError as error:
        raise SearchError(f"the search index cannot be made: {quoted(str(pagefind))} does not run ({error})") from error
    if done.returncode or not (site / urls.INDEX / "pagefind.js").is_file():
        raise SearchError(f"the search index cannot be made: {pagefind} ended with {done.returncode}\n\n{done.stdout}")
    for file in (site / urls.INDEX).iterdir():
        if _UNUSED.fullmatch(file.name):  # half a megabyte that no page asks for
            file.unlink()
