"""Bring the catalogues up to date with the words of templates, code and model: ``python generator/messages.py``.

Every catalogue then holds exactly the texts that occur; what is new stands there empty, for a translator to fill in.
With ``--check`` nothing is written, and the exit code says whether each is complete.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from yousaid.model import Outcome, Role
from yousaid.outputs.language import LANGUAGES
from yousaid.shell import MENU

PACKAGE = Path(__file__).parent / "yousaid"
METHODS = [
    ("**.j2", "jinja2"),
    ("theme/**.html", "jinja2"),
    ("outputs/**.py", "python"),
    ("preview/**.py", "python"),
    ("agenda/**.py", "python"),
    ("announce/**.py", "python"),
    ("shell.py", "python"),
    ("views/facets.py", "python"),
]
KEYWORDS = {"_": None, "say": None, "ngettext": (1, 2), "count": (1, 2)}
OPTIONS = {"**.j2": {"trimmed": "true"}, "theme/**.html": {"silent": "false"}}


def words() -> Iterator[str | tuple[str, str]]:
    """Yield every text that a reader of a site may meet; pairs are singular and plural."""
    for outcome in Outcome:
        yield from (outcome.label, outcome.said, outcome.help)
    yield from map(str, Role)
    yield from (label for _, label, _ in MENU)
    for _, _, message, _, _ in extract_from_dir(PACKAGE, METHODS, OPTIONS, KEYWORDS):
        yield message if isinstance(message, str) else (message[0], message[1])


def template() -> Catalog:
    """Return a catalogue of all texts, without any translation."""
    catalogue = Catalog(project="yousaid", charset="utf-8")
    for message in sorted({*words()} - {""}, key=str):
        catalogue.add(message)
    return catalogue


def file_of(code: str) -> Path:
    """Return where the catalogue of a language lies."""
    return PACKAGE / "locale" / code / "LC_MESSAGES" / "messages.po"


def read(code: str) -> Catalog:
    """Return the catalogue of a language; an empty one where there is none."""
    path = file_of(code)
    if not path.exists():
        return Catalog(locale=code, project="yousaid", charset="utf-8")
    with path.open("rb") as source:
        return read_po(source, locale=code)


def missing(code: str) -> list[str]:
    """Return what a catalogue does not translate, or translates though nobody says it any more."""
    known = {message.id: message for message in read(code) if message.id}
    wanted = {message.id for message in template() if message.id}
    bad = [f"not translated: {each}" for each in wanted if each not in known or not _is_whole(known[each].string)]
    return sorted(bad + [f"not used: {each}" for each in set(known) - wanted])


def _is_whole(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def update(code: str) -> None:
    """Write the catalogue of a language anew, with the translations that it has."""
    catalogue = read(code)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path = file_of(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        write_po(out, catalogue, width=110, omit_header=True, sort_output=True, ignore_obsolete=True)


def main() -> None:
    """Update every catalogue, or say what they lack."""
    lacking = 0
    for code in LANGUAGES[1:]:
        if "--check" not in sys.argv:
            update(code)
        found = missing(code)
        lacking += len(found)
        print(f"{code}: {len(found)} texts to look at", *found[:10], sep="\n  ")
    sys.exit(1 if lacking and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
