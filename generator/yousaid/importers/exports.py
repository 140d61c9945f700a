"""What the exports of known systems have in common: headings that are documented, and habits of those who write CSV."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from yousaid.diagnostics import Diagnostic, one_of, quoted
from yousaid.importers import cells
from yousaid.importers.archive import Archive
from yousaid.importers.codes import MAPPING, NOT_THIS_FORMAT, ROW, UNTOLD
from yousaid.importers.columns import NOBODY
from yousaid.importers.reading import ADDRESS, Options, Person, Read, wrong
from yousaid.model.mapfile import Markup

Row = dict[str, str]
MAIL = "e-mail address"
"""The word under which they are counted."""
_TAG = re.compile(r"</(?:[abip]|h[1-6]|[ou]l|li|em|pre|div|code|span|table|strong|blockquote)>|<br */?>", re.IGNORECASE)


def has(table: cells.Table, *headings: str) -> bool:
    """Tell whether a table has all these headings, however they are spelled: `Idea Id`, `idea_id`, `ideaId`."""
    return {cells.plain(each) for each in headings} <= {cells.plain(each) for each in table.headings}


def rows(
    path: Path, taken: Read, table: cells.Table, must: Collection[str], may: Collection[str] = ()
) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a table with their numbers, by the documented headings; count them, and what is not taken.

    A heading that must be there and is not, or that is there twice, is a fault, and then no row is read.
    """
    here = [cells.plain(each) for each in table.headings]
    taken.faults += table.faults or _wrong_headings(path, here, must, may)
    if taken.faults:
        return
    column = {each: here.index(cells.plain(each)) for each in (*must, *may) if cells.plain(each) in here}
    headings = enumerate(table.headings)
    others = [(at, f"value of the column {quoted(each)}") for at, each in headings if at not in column.values()]
    nothing = dict.fromkeys(may, "")
    for number, row in table.rows:
        if any(row):
            taken.rows += 1
            _count(taken, row, others)
            yield number, nothing | {name: row[at].strip() for name, at in column.items()}
    taken.faults += table.faults


def _wrong_headings(path: Path, here: list[str], must: Collection[str], may: Collection[str]) -> Iterator[Diagnostic]:
    if missing := [each for each in must if cells.plain(each) not in here]:
        hint = "choose the format that wrote this file, or `table` for any other"
        yield wrong(path, NOT_THIS_FORMAT, f"there must be columns {one_of(missing)}", hint)
    if twice := [each for each in (*must, *may) if here.count(cells.plain(each)) > 1]:
        message = f"there must be one column {one_of(twice)}, not several"
        yield wrong(path, NOT_THIS_FORMAT, message, "delete the others")


def _count(taken: Read, row: list[str], others: list[tuple[int, str]]) -> None:
    """Count what stands in columns that nobody reads."""
    for at, word in others:
        if row[at] and (value := row[at].strip()):
            taken.left_out[MAIL if "@" in value and ADDRESS.fullmatch(value) else word] += 1


def markup_of(text: str, options: Options) -> Markup:
    """Tell how a text is written where the export does not: as somebody says, or as HTML if an element of it ends."""
    return options.markup or ("html" if _TAG.search(text) else "plain")


def made_id(*texts: str) -> str:
    """Return an id for what has none: the same for the same texts, so that a second import finds it again."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def count(text: str) -> int | None:
    """Return a whole number from 0, if this is one."""
    return int(text) if re.fullmatch("[0-9]{1,12}", text) else None


def split(text: str, between: str = ",") -> tuple[str, ...]:
    """Return the words of a list in one cell."""
    return tuple(word.strip() for word in text.split(between) if word.strip())


def people(taken: Read, name: str, id: str = "") -> tuple[Person, ...]:  # noqa: A002 - as in Person
    """Return who is behind an idea; an e-mail address is no name, and is counted."""
    taken.left_out[MAIL] += bool(ADDRESS.search(name))
    bare = " ".join(ADDRESS.sub("", name).replace("<>", "").replace("()", "").split())
    bare = "" if bare.casefold() in NOBODY else bare
    return (Person(bare, id),) if bare or id else ()


def wanted_of(path: Path, taken: Read, found: Archive, must: Collection[str]) -> bool:
    """Tell whether an archive holds what it must; say so where it does not, and count the files that are not read."""
    taken.faults += found.faults
    missing = [name for name in must if name not in found.files]
    if missing and not taken.faults:
        hint = "choose the format that wrote this archive, or bring in the file with the ideas alone"
        taken.faults.append(wrong(path, NOT_THIS_FORMAT, f"this archive must hold {one_of(missing)}", hint))
    taken.left_out["file of the archive that is not read"] += len(found.others)
    return not taken.faults


def beside(
    path: Path, taken: Read, found: Archive, name: str, must: Collection[str], may: Collection[str] = ()
) -> list[Row]:
    """Return these columns of a table that lies in the archive beside that of the ideas; nothing where it does not."""
    if name not in found.files:
        return []
    inside, aside = part(path, name), Read()
    table = cells.lines(inside, found.files[name], Options(delimiter=","))
    read = [row for _, row in rows(inside, aside, table, must, may)]
    taken.faults += aside.faults
    taken.left_out[MAIL] += aside.left_out[MAIL]
    return read


def part(path: Path, name: str) -> Path:
    """Return what faults call a file of an archive."""
    return path.with_name(f"{name} in {path.name}")


def untold(path: Path, what: str) -> Diagnostic:
    """Return a warning of what an export does not say, so that somebody looks before anything becomes public."""
    hint = "look at each record before you publish it"
    return wrong(path, UNTOLD, f"this export does not say {what}", hint, severity="warning")


def settled(path: Path, options: Options, taken: Read) -> Read:
    """Leave out ideas that say nothing, refuse those without an id, and name the system as somebody wishes."""
    if options.columns:
        message = "`columns:` in the mapping file is for tables of any kind; those of this format are known"
        taken.faults.append(wrong(path, MAPPING, message, "take it out, or bring the file in as `table`"))
    ideas, taken.ideas = taken.ideas, []
    for idea in ideas:
        idea.system = options.system or idea.system
        if not idea.title.strip() and not idea.text.strip():
            taken.passed_over["row without a title and a text"] += 1
        elif not idea.id:
            hint = "export it again; without an id, it would be another idea each time"
            taken.faults.append(wrong(path, ROW, "this has no id", hint, idea.place))
        else:
            taken.ideas.append(idea)
    return taken
