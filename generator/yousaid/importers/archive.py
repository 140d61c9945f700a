"""Archives that other systems export, read without being unpacked: nothing in them is ever written anywhere.

An archive can lie about all it says. What its list of contents promises is looked at before anything is unpacked, and
no more than that is ever unpacked. https://docs.python.org/3/library/zipfile.html#decompression-pitfalls
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipInfo

from yousaid.diagnostics import Diagnostic, quoted
from yousaid.importers.codes import UNREADABLE
from yousaid.importers.reading import wrong

MAX_FILES = 100_000
MAX_BYTES = 256 * 1024 * 1024
"""How much all files that are read may hold together: thirty times an export of 30,000 ideas."""
MAX_RATIO = 200
_WORTH_A_LOOK = 1024 * 1024
"""A smaller file harms nobody, however well it is packed."""
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""Other ways may ask for any amount of memory before they give the first byte."""
_BEGINNING = b"PK\x03\x04"
_AGAIN = "export it again, and bring in the file as it comes"
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What ``zipfile`` and what it is built on raise over bytes that are no archive."""


@dataclass(slots=True)
class Archive:
    """What was read: the files that were asked for, the names of all others, and what is wrong."""

    files: dict[str, bytes] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)


def is_archive(path: Path) -> bool:
    """Tell whether a file begins as an archive does, and is no workbook, which is one, too."""
    return path.suffix.lower() != ".xlsx" and _begins_so(path)


def _begins_so(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_BEGINNING)) == _BEGINNING
    except OSError:
        return False


def read(path: Path, wanted: Callable[[str], bool]) -> Archive:
    """Return the files of an archive whose names are wanted; all of them, or faults and none."""
    archive = Archive()
    try:
        with zipfile.ZipFile(path) as zipped:
            members = [member for member in zipped.infolist() if _is_content(member)]
            names = _names(members)
            asked = [(name, member) for name, member in zip(names, members, strict=True) if wanted(name)]
            archive.others = [name for name in names if not wanted(name)]
            archive.faults += _harmful(path, names, members) or _unreadable(path, asked)
            if not archive.faults:
                archive.files = dict(_unpacked(path, zipped, asked, archive.faults))
    except OSError as error:
        archive.faults.append(wrong(path, UNREADABLE, f"this cannot be read: {error.strerror or error}", _AGAIN))
    except _BROKEN:
        archive.faults.append(_no_archive(path))
    return archive if not archive.faults else Archive(faults=archive.faults)


def _is_content(member: ZipInfo) -> bool:
    """Leave out folders, and what macOS adds of its own when a folder is made into an archive."""
    return not member.is_dir() and not member.filename.startswith("__MACOSX/")


def _names(members: Sequence[ZipInfo]) -> list[str]:
    """Return the names, below the folder that holds everything if there is one."""
    names = [member.orig_filename.replace("\\", "/") for member in members]
    folders = {name.partition("/")[0] for name in names if "/" in name}
    if len(folders) == 1 and all("/" in name for name in names):
        return [name.partition("/")[2] for name in names]
    return names


def _harmful(path: Path, names: Sequence[str], members: Sequence[ZipInfo]) -> list[Diagnostic]:
    """Return what no export has, and an archive that was made to do harm may have."""
    if len(names) > MAX_FILES:
        message = f"this must hold at most {MAX_FILES:,} files, not {len(names):,}"
        return [wrong(path, UNREADABLE, message, _AGAIN)]
    full = [member.orig_filename.replace("\\", "/") for member in members]
    count = Counter(name.casefold() for name in names)
    links = [name for name, member in zip(names, members, strict=True) if stat.S_ISLNK(member.external_attr >> 16)]
    return [
        *_those(path, "has a name that leads out of it, or hides something", filter(_leads_out, full)),
        *_those(path, "is there more than once", [name for name in names if count[name.casefold()] > 1]),
        *_those(path, "is a link to another file", links),
    ]


def _leads_out(name: str) -> bool:
    return name.startswith("/") or name[1:2] == ":" or ".." in name.split("/") or any(sign < " " for sign in name)


def _unreadable(path: Path, asked: Sequence[tuple[str, ZipInfo]]) -> list[Diagnostic]:
    """Return why the files that are needed cannot be unpacked, or must not be."""
    locked = [name for name, member in asked if member.flag_bits & 1]
    packed = [name for name, member in asked if member.compress_type not in _PACKED]
    faults = [
        *_those(path, "is locked with a password", locked),
        *_those(path, "is packed in a way that is not ordinary for archives", packed),
        *_those(path, f"grows to more than {MAX_RATIO} times its size", [n for n, m in asked if _is_bomb(m)]),
    ]
    size = sum(member.file_size for _, member in asked)
    if size > MAX_BYTES:
        message = f"this holds {size >> 20:,} MiB to be read; it must be at most {MAX_BYTES >> 20}"
        faults.append(wrong(path, UNREADABLE, message, "export it in parts, and bring in one after the other"))
    return faults


def _is_bomb(member: ZipInfo) -> bool:
    return member.file_size > max(_WORTH_A_LOOK, MAX_RATIO * member.compress_size)


def _those(path: Path, what: str, found: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield one fault for all files of which the same is to be said."""
    if names := [*dict.fromkeys(found)]:
        more = len(names) - 1
        others = f", and {more:,} more like it" if more else ""
        yield wrong(path, UNREADABLE, f"{quoted(names[0])} in this archive {what}{others}", _AGAIN)


def _unpacked(
    path: Path, zipped: zipfile.ZipFile, asked: Sequence[tuple[str, ZipInfo]], faults: list[Diagnostic]
) -> Iterator[tuple[str, bytes]]:
    for name, member in asked:
        try:
            with zipped.open(member) as file:
                data = file.read(member.file_size or 1)  # without a size, all would be unpacked, and then cut
        except _BROKEN:
            data = None
        if data is not None and len(data) == member.file_size:
            yield name, data
        else:
            faults.append(wrong(path, UNREADABLE, f"{quoted(name)} in this archive is damaged", _AGAIN))


def _no_archive(path: Path) -> Diagnostic:
    cut = "this archive is cut off or damaged: its end, with the list of files, is missing"
    return wrong(path, UNREADABLE, cut if _begins_so(path) else "this is no zip archive", _AGAIN)
