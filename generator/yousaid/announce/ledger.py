"""What was told before: ``announced.ndjson``, one line for each event. It is committed, and lines are only ever added.

It names customers by key, as records do, and says nothing of them but that they were told.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from yousaid.announce.objects import Event
from yousaid.diagnostics import Code, Diagnostic, Span, quoted

NAME = "announced.ndjson"
PATIENCE = 60.0
"""For how many seconds one run waits for another one."""
LINE = Code(
    "YS641",
    "what-was-told-can-be-read",
    f"""Every line of `{NAME}` must say one thing that was told: a record, a customer, and a mark.

    {{"record":"export-all","customer":"ada","mark":"outcome:shipped:1"}}

`yousaid announce` writes these lines, so that nobody is told the same thing twice. While one of them cannot be read,
nothing is sent. Where git left both sides of a merge, keep the lines of both, and delete those of git.
""",
)
_FIELDS = ("record", "customer", "mark")


class BusyError(Exception):
    """Another run is telling people from the same folder."""


class Line(NamedTuple):
    """One thing that was told; the ids are those of that day."""

    record: str
    customer: str
    mark: str

    @classmethod
    def of(cls, event: Event) -> Line:
        """Return the line for an event."""
        return cls(event.record, event.customer, event.mark)

    def __str__(self) -> str:
        return json.dumps(self._asdict(), ensure_ascii=False, separators=(",", ":"))


def read(root: Path) -> tuple[frozenset[Line], list[Diagnostic]]:
    """Return what was told before, and the lines that say nothing; nobody was told anything where there is no file."""
    lines: set[Line] = set()
    faults: list[Diagnostic] = []
    for number, content in enumerate(_content(root / NAME).split(b"\n"), 1):
        line = _line(content)
        if line:
            lines.add(line)
        if line or not content.strip():
            continue
        text = content.decode("utf-8", "replace").rstrip("\r")
        message = f"a line must be a record, a customer and a mark, not {quoted(text)}"
        hint = 'mend it, as in `{"record":"export-all","customer":"ada","mark":"first-answer"}`, or delete it'
        faults.append(Diagnostic(Span(NAME, number, 1, len(text) + 1, text), LINE, message, hint))
    return frozenset(lines), faults


def add(root: Path, events: Iterable[Event]) -> None:
    """Add what has been told: all of it or nothing, also where the power fails. Raises OSError.

    To be called while it is :func:`locked`, so that no line of another run is lost.
    """
    place = root / NAME
    old = _content(place)
    old += b"\n" if old and not old.endswith(b"\n") else b""
    new = _room(root) / NAME
    with new.open("wb") as file:
        file.write(old + "".join(f"{Line.of(event)}\n" for event in events).encode())
        file.flush()
        os.fsync(file.fileno())
    if place.exists():
        shutil.copymode(place, new)
    new.replace(place)


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Let nobody else tell anything meanwhile. Raises :class:`BusyError` where another run takes too long.

    Raises OSError where nothing could be noted: then nothing may be told either.
    """
    if (root / NAME).is_symlink():
        raise OSError(None, "it is a symbolic link, which may lead anywhere", str(root / NAME))
    lock = FileLock(_room(root) / "lock")
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise BusyError(f"another run is telling people from {root}; wait for its end, and try again") from None
    try:
        yield
    finally:
        lock.release()


def _room(root: Path) -> Path:
    """Return a folder of our own beside the ledger. It stays, since a lock file that is deleted can be held twice."""
    room = root / ".announcing"
    room.mkdir(exist_ok=True)
    (room / ".gitignore").write_text("*\n")
    return room


def _content(place: Path) -> bytes:
    return place.read_bytes() if place.exists() else b""


def _line(content: bytes) -> Line | None:
    try:
        text = content.decode("utf-8-sig").strip()
        pairs = json.loads(text, object_pairs_hook=list) if text.startswith("{") else []
    except (ValueError, RecursionError):
        return None
    values = dict(pairs)
    if len(pairs) != len(_FIELDS) or set(values) != set(_FIELDS):
        return None
    texts = [values[field] for field in _FIELDS]
    return Line(*texts) if all(isinstance(each, str) and each for each in texts) else None
