"""Every file below ``decisions/``, closed world: what is not a record is a fault, and nothing is skipped."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from yousaid.diagnostics import Code, Diagnostic, Related, Source, Span, printable
from yousaid.slugs import as_slug, is_slug

MAX_BYTES = 64 * 1024
FOLDER = "decisions"
Kind = Literal["decision", "customer", "occasion", "removed", "vocabulary"]

STRAY = Code(
    "YS001",
    "no-stray-files",
    """Everything below `decisions/` must be a record.

    decisions/vocabulary.yml           the site's own words
    decisions/<year>/<id>.yml          one idea and its answer; the year has four digits
    decisions/customers/<key>.yml      one customer who is thanked
    decisions/occasions/<key>.yml      one occasion on which you asked
    decisions/removed/<id>.yml         that a record was removed, and why

A file elsewhere would be ignored without a word, so it is a fault. Move it into its folder, rename it, or
keep it outside `decisions/`.
""",
)
MISNAMED = Code(
    "YS002",
    "a-name-that-can-be-an-address",
    """A file's name must be a short slug and end in `.yml`.

The name becomes a public address that never changes: small letters a-z, digits, and single hyphens between them,
80 characters at most, as in `export-every-report.yml`.
""",
)
NOT_UTF8 = Code(
    "YS003",
    "utf-8",
    """A record must be saved as UTF-8.

Every modern editor can do that: look for "Encoding" in its "Save as" dialogue.
""",
)
TOO_LARGE = Code(
    "YS004",
    "small-files",
    f"""A record must be at most {MAX_BYTES // 1024} KiB.

That is about 30 pages of text. Put long documents elsewhere and link to them under `evidence`.
""",
)
NOT_A_FILE = Code(
    "YS005",
    "plain-files-only",
    """Below `decisions/` there must be plain files only.

A symbolic link could publish a file from anywhere on the machine, and pipes or devices would stop the build.
Put the record itself there.
""",
)
UNREADABLE = Code(
    "YS006",
    "readable",
    """Every file below `decisions/` must be readable.

Check the permissions of the file and of its folder.
""",
)
SAME_ID = Code(
    "YS007",
    "one-id-one-record",
    """Two records must not have the same id, nor ids that differ only by case.

The id is the file's name without `.yml`, over all year folders, and it is the public address. Rename the newer one.
""",
)
NO_RECORDS = Code(
    "YS008",
    "at-least-one-record",
    """There must be at least one record.

A site without any record would replace a published one by an empty page. Begin with one file:
`decisions/<year>/<id>.yml`.
""",
)
EMPTY = Code(
    "YS009",
    "not-empty",
    """A file must not be empty.

Write the record, or delete the file.
""",
)
CODES = (STRAY, MISNAMED, NOT_UTF8, TOO_LARGE, NOT_A_FILE, UNREADABLE, SAME_ID, NO_RECORDS, EMPTY)

_YEAR = re.compile(r"[0-9]{4}")
_FOLDERS: dict[str, Kind] = {"customers": "customer", "occasions": "occasion", "removed": "removed"}
_SHOW = "`decisions/<year>/`, `decisions/customers/`, `decisions/occasions/` or `decisions/removed/`"


@dataclass(frozen=True, slots=True)
class Document:
    """One readable file: what it should be, its id, and its text."""

    kind: Kind
    key: str
    source: Source


@dataclass(slots=True)
class Reading:
    """What was found. ``keys`` knows unreadable files too, so that a link to one is no second fault."""

    documents: list[Document] = field(default_factory=list)
    keys: dict[Kind, dict[str, str]] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Given:
    """A file whose bytes are given, or a folder (without bytes) that is on the way to one and not on the disk."""

    name: str
    data: bytes | None = None

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:  # noqa: ARG002 - as the entries of the disk are asked
        """Tell whether it is a folder."""
        return self.data is None


_Entry = os.DirEntry[str] | _Given


def read(root: Path, given: Mapping[str, bytes] | None = None) -> Reading:
    """Read every file below ``root/decisions``; only ``vocabulary.yml`` stands directly in it.

    The files of ``given`` (by paths relative to ``root``) are taken as they are there, whatever the disk holds.
    """
    given = given or {}
    reading = Reading()
    top = root / FOLDER
    if top.is_symlink():
        hint = "put the folder itself here"
        reading.faults.append(Diagnostic(Span(FOLDER), NOT_A_FILE, "it must be a folder, not a symbolic link", hint))
    for entry in _entries(top, FOLDER, reading.faults, given):
        path = f"{FOLDER}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            _read_folder(entry, path, reading, given)
        elif entry.name.lower() in {"vocabulary.yml", "vocabulary.yaml"}:
            _read_file(entry, path, "vocabulary", reading)
        else:
            reading.faults.append(_stray(entry, path))
    if not reading.keys.get("decision"):
        hint = f"add one, for example `{FOLDER}/2026/my-first-record.yml`"
        reading.faults.append(Diagnostic(Span(FOLDER), NO_RECORDS, "there must be at least one record", hint))
    return reading


def _entries(folder: Path | _Entry, path: str, faults: list[Diagnostic], given: Mapping[str, bytes]) -> list[_Entry]:
    """Return what lies in a folder, in the order of the names."""
    entries: dict[str, _Entry] = {}
    if not isinstance(folder, _Given):
        try:
            with os.scandir(folder) as found:
                entries = {entry.name: entry for entry in found}
        except OSError as error:
            faults.append(_unreadable(path, error))
    for file, data in given.items():
        if file.startswith(f"{path}/"):
            name, _, below = file.removeprefix(f"{path}/").partition("/")
            if not below:
                entries[name] = _Given(name, data)
            else:
                entries.setdefault(name, _Given(name))
    return sorted(entries.values(), key=lambda entry: entry.name)


def _read_folder(folder: _Entry, path: str, reading: Reading, given: Mapping[str, bytes]) -> None:
    kind: Kind = _FOLDERS.get(folder.name, "decision")
    if kind == "decision" and not _YEAR.fullmatch(folder.name):
        message = f"`{printable(folder.name)}` must be a year of four digits, `customers`, `occasions` or `removed`"
        near = folder.name.lower() in _FOLDERS
        hint = f"rename it to `{folder.name.lower()}`" if near else f"move its files to {_SHOW}"
        reading.faults.append(Diagnostic(Span(printable(path)), STRAY, message, hint))
        return
    for entry in _entries(folder, path, reading.faults, given):
        inner = f"{path}/{entry.name}"
        if entry.is_dir(follow_symlinks=False) or entry.name.startswith(".") or not _looks_like_yaml(entry.name):
            reading.faults.append(_stray(entry, inner))
        else:
            _read_file(entry, inner, kind, reading)


def _read_file(entry: _Entry, path: str, kind: Kind, reading: Reading) -> None:
    key, _, ending = entry.name.rpartition(".")
    reading.faults.extend(_name_faults(path, key, ending))
    known = reading.keys.setdefault(kind, {})
    first = known.setdefault(key.lower(), path)
    if first != path:
        related = (Related(Span(printable(first)), "the first one is here"),)
        message = f"the id `{printable(key)}` must be used only once, upper and lower case taken as equal"
        hint = f"rename one of the two, as in `{as_slug(key)}-2.yml`; the one that is not public yet, if there is one"
        reading.faults.append(Diagnostic(Span(printable(path)), SAME_ID, message, hint, related))
    text = _text(entry, path, reading.faults)
    if text is not None and first == path:
        reading.documents.append(Document(kind, key, Source(printable(path), text)))


def _text(entry: _Entry, path: str, faults: list[Diagnostic]) -> str | None:
    """Return the text of a plain, small UTF-8 file; otherwise add the fault and return nothing."""
    span = Span(printable(path))
    data = entry.data if isinstance(entry, _Given) else _bytes(entry, span, faults)
    if data is None:
        return None
    if len(data) > MAX_BYTES:
        faults.append(
            Diagnostic(
                span,
                TOO_LARGE,
                f"a record must be at most {MAX_BYTES // 1024} KiB",
                "shorten it; link to long documents under `evidence`",
            )
        )
        return None
    return _decoded(data, span, faults)


def _bytes(entry: os.DirEntry[str], span: Span, faults: list[Diagnostic]) -> bytes | None:
    """Return what a plain file holds, as far as a record may be long."""
    try:
        if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            what = "a symbolic link" if entry.is_symlink() else "a pipe, socket or device"
            faults.append(
                Diagnostic(span, NOT_A_FILE, f"a record must be a plain file, not {what}", "put the record itself here")
            )
            return None
        with open(entry.path, "rb") as file:  # noqa: PTH123 - half the time of a Path, for every record
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        faults.append(_unreadable(span.path, error))
        return None


def _decoded(data: bytes, span: Span, faults: list[Diagnostic]) -> str | None:
    try:
        data = data.removeprefix(b"\xef\xbb\xbf")  # the mark that some editors put first
        text = data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        faults.append(
            Diagnostic(
                Span(span.path, line, column, column + 1),
                NOT_UTF8,
                f"the byte 0x{data[error.start]:02X} is not UTF-8",
                "save the file again with the encoding UTF-8",
            )
        )
        return None
    if not text.strip():
        faults.append(Diagnostic(span, EMPTY, "a record must not be empty", "write the record, or delete the file"))
        return None
    return text


def _name_faults(path: str, key: str, ending: str) -> Iterator[Diagnostic]:
    if ending != "yml" or not is_slug(key):
        rule = "small letters a-z, digits and single hyphens, 80 at most, and `.yml`"
        message = f"`{printable(key)}.{printable(ending)}` must be {rule}"
        yield Diagnostic(Span(printable(path)), MISNAMED, message, f"rename it to `{as_slug(key)}.yml`")


def _looks_like_yaml(name: str) -> bool:
    return name.lower().endswith((".yml", ".yaml"))


def _stray(entry: _Entry, path: str) -> Diagnostic:
    what = "folder" if entry.is_dir(follow_symlinks=False) else "file"
    return Diagnostic(
        Span(printable(path)),
        STRAY,
        f"this {what} is not a record, and would be ignored",
        f"delete it, keep it outside `{FOLDER}/`, or, if it is a record, move it to {_SHOW}",
    )


def _unreadable(path: str, error: OSError) -> Diagnostic:
    return Diagnostic(
        Span(printable(path)),
        UNREADABLE,
        f"cannot be read: {error.strerror or 'unknown cause'}",
        "check that it exists and that you may read it",
    )
