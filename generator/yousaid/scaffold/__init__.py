"""The files with which another organisation begins: they pass the check, and build, at once.

They lie in ``files/`` as they are written, but for a few words in percent signs and names that begin with a dot (those
begin with ``dot_``, so that they mean nothing here). Workflows, forms and settings are those of this project, without
what is of use to it alone; ``make references`` copies them.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from yousaid import pipeline, saving, schema
from yousaid.model import Outcome

FILES = Path(__file__).parent / "files"
DOT = "dot_"
UNSAID = f"OWNER/yousaid@{'0' * 40}"
"""Where workflows get yousaid from as long as nobody has said it: a commit that can never be."""
_LATER = "# site_url: https://feedback.example.org/"
_MARKUP = re.compile(r"[\\`*_{}\[\]#!]")


def files(name: str, url: str, action: str, today: dt.date) -> dict[str, str]:
    """Return all files by their paths. ``url`` may be empty, and ``action`` be :data:`UNSAID`."""
    said = {
        "%NAME%": json.dumps(name, ensure_ascii=False),
        "%HEADING%": _MARKUP.sub(r"\\\g<0>", escape(name, quote=False)),
        "%URL%": f"site_url: {json.dumps(url)}" if url else _LATER,
        "%OUTCOMES%": outcomes(),
        UNSAID: action,
    }
    found = {path: _filled(file.read_text("utf-8"), said) for path, file in _kept()}
    known = pipeline.check(pipeline.Settings(FILES, today)).corpus
    return {**found, **{f"{schema.FOLDER}/{file}": text for file, text in schema.files(known).items()}}


def outcomes() -> str:
    """Return what can become of an idea and what must then be said, as a table in Markdown."""
    lines = ["| outcome | on the page | what it means | what it asks for |", "| --- | --- | --- | --- |"]
    for each in Outcome:
        needs = ", ".join(f"`{name}`" for name in sorted(each.needs)) or "—"
        lines.append(f"| `{each}` | {each.label} | {each.help} | {needs} |")
    return "\n".join(lines)


def in_the_way(root: Path, paths: Mapping[str, str]) -> list[str]:
    """Return what is there already and would have to go: files of the same name, and files in the place of folders."""
    found = set()
    for path in paths:
        file = root / path
        folders = [folder for folder in file.parents if folder.is_relative_to(root) and folder.exists()]
        found |= {folder for folder in folders if not folder.is_dir()}
        if file.exists() or file.is_symlink():
            found.add(file)
    return sorted(file.relative_to(root).as_posix() for file in found)


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Write all files below a folder, which is made if need be, or none. Raises OSError."""
    new = [folder for folder in (root, *root.parents) if not folder.exists()]
    try:
        root.mkdir(parents=True, exist_ok=True)
        saving.create({root / path: text for path, text in texts.items()})
    except BaseException:
        for folder in new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _kept() -> Iterator[tuple[str, Path]]:
    for file in sorted(FILES.rglob("*")):
        parts = file.relative_to(FILES).parts
        if file.is_file():
            yield "/".join(f".{part.removeprefix(DOT)}" if part.startswith(DOT) else part for part in parts), file


def _filled(text: str, said: Mapping[str, str]) -> str:
    """Put the words in, in one pass: what a name says is never taken for another word to fill in."""
    return re.sub("|".join(map(re.escape, said)), lambda match: said[match[0]], text)
