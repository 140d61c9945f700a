"""The index of the full-text search: made by Pagefind's program from the finished pages of records."""

from __future__ import annotations

import gzip
import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterable, Mapping
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
NO_WORDS = Code(
    "YS805",
    "the-search-tells-words-apart",
    """The search must tell words apart.

Japanese and Chinese are written without blanks between words, and Pagefind's plain program does not tell words apart:
it finds what a sentence begins with, and no word inside of it.

    pip install pagefind-bin-extended

This is the same program with dictionaries (53 MB rather than 5). It is taken where both are there.
""",
)
CODES = (NO_PAGEFIND, NO_WORDS)
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
    ".ys-past",
    ".ys-related dt",
)
_NOT_EXTENDED = "in non-extended mode"
"""Pagefind's own words (pagefind/src/lib.rs); neither its name nor its version says which of the two programs it is."""
_SECONDS = 900
_FRAGMENT = ".pf_fragment"
_TEXT = 0x60
"""What stands before a text of up to 23 bytes in CBOR, plus its length: RFC 8949, 3.1."""
_NAMES = re.compile(rb"[\x60-\x77][\w-]+_[0-9a-f]+")
_GROUP = 64
"""How many of these names have numbers that follow the same name, on average."""
_UNUSED = re.compile(r"pagefind-(\w+-)?ui\.(js|css)|pagefind-(highlight|worker)\.js|wasm\.unknown\.pagefind")


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


def no_words(config: str) -> Diagnostic:
    """Return what to say where words are not told apart; ``config`` is the file that chose the language."""
    message = "this Pagefind cannot tell words apart that have no blanks between them, and finds few of them"
    return Diagnostic(Span(config), NO_WORDS, message, "pip install pagefind-bin-extended", severity="warning")


def make_index(pagefind: Path, site: Path, language: str) -> bool:
    """Write the index of a finished site into it, and return whether its words could be told apart.

    Raises :class:`SearchError`.
    """
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
    _name_program(site / urls.INDEX)
    for file in (site / urls.INDEX).iterdir():
        if _UNUSED.fullmatch(file.name):  # more than half a megabyte that no page asks for
            file.unlink()
    for listing in (site / urls.INDEX).glob("*.pf_meta"):
        _number(site / urls.INDEX / "fragment", listing)
    return _NOT_EXTENDED not in done.stdout


def _name_program(folder: Path) -> None:
    """Give the program that reads the index the name by which the search page asks for it before it knows the index."""
    entry = folder / "pagefind-entry.json"
    said = json.loads(entry.read_text("utf-8"))
    for language in said["languages"].values():
        (folder / f"wasm.{language['wasm'] or 'unknown'}.pagefind").replace(folder / urls.INDEX_PROGRAM)
        language["wasm"] = urls.INDEX_PROGRAM.split(".")[1]
    entry.write_text(json.dumps(said), "utf-8")


def _number(folder: Path, listing: Path) -> None:
    """Give the parts of the index that hold one record each numbers for names, if the listing names all of them.

    The listing is the first thing that a search loads. Of 10,000 records it is 86 kB, mostly names of chance letters;
    numbers make it 59 kB. They follow a name of their group, which another content changes: browsers keep the parts.
    """
    old = {file.name.removesuffix(_FRAGMENT).encode() for file in folder.iterdir()}
    content = gzip.decompress(listing.read_bytes())
    new = _numbers([found[1:] for found in _NAMES.findall(content) if found[1:] in old])

    def numbered(found: re.Match[bytes]) -> bytes:
        number = new.get(found[0][1:])
        return bytes([_TEXT + len(number)]) + number if number else found[0]

    if len(new) == len(old):
        listing.write_bytes(gzip.compress(_NAMES.sub(numbered, content), mtime=0))
        for name, number in new.items():
            (folder / f"{name.decode()}{_FRAGMENT}").rename(folder / f"{number.decode()}{_FRAGMENT}")


def _numbers(names: Iterable[bytes]) -> Mapping[bytes, bytes]:
    """Return the number of each name in its group, after the name of the group, which is made from all names in it.

    Where a group ends is decided by a name, not by a count: so another record renames the parts of its own group only,
    and not all that come after it.
    """
    groups: list[list[bytes]] = [[]]
    for name in dict.fromkeys(names):
        groups[-1].append(name)
        if zlib.crc32(name) % _GROUP == 0:  # their own digits are no even chance: few end with 0
            groups.append([])
    stamps = [hashlib.sha256(b" ".join(group)).hexdigest()[:10].encode() for group in groups]
    return {
        name: b"%s%x" % (stamp, number)
        for stamp, group in zip(stamps, groups, strict=True)
        for number, name in enumerate(group)
    }
