"""What was read of old versions, kept by object id: a version never changes, and so is read once.

Nobody depends on it: where it cannot be opened, is locked for long, or was damaged, the versions are read again.
"""

from __future__ import annotations

import contextlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yousaid import cache
from yousaid.history.versions import Facts, Kind

if TYPE_CHECKING:
    import sqlite3

_FORMAT = 1  # to be raised when versions are read in another way
_FILE = f"facts-{cache.key(_FORMAT, Facts._fields)[:12]}.sqlite"
_PATIENCE = 1  # seconds to wait for another process that writes
_AT_ONCE = 500  # SQLite before 3.32 takes at most 999 values
_TABLE = "CREATE TABLE IF NOT EXISTS facts (version BLOB PRIMARY KEY, sum INTEGER, said BLOB) WITHOUT ROWID"

Version = tuple[Kind, str]
"""A kind of record and an object id: what is read depends on both."""


class Memory:
    """A table of facts by what they were read from, in one file of a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._is_open = False
        self._file: Path | None = None
        self._table: sqlite3.Connection | None = None

    def __enter__(self) -> Memory:
        """Wait for the first question: most repositories have none."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._close()

    def recall(self, versions: Sequence[Version]) -> Iterator[tuple[Version, Facts | None]]:
        """Yield what is known of these versions; nothing as the facts of one that cannot be read."""
        self._open()
        for start in range(0, len(versions), _AT_ONCE):
            names = {_name(version): version for version in versions[start : start + _AT_ONCE]}
            places = ",".join("?" * len(names))
            asked = f"SELECT version, sum, said FROM facts WHERE version IN ({places})"  # noqa: S608
            for name, check, said in self._run(asked, tuple(names)):
                if isinstance(said, bytes) and check == zlib.crc32(name + said):
                    values = json.loads(said)
                    yield names[name], Facts(*values) if values else None

    def keep(self, known: Mapping[Version, Facts | None]) -> None:
        """Keep what was read of versions."""
        self._open()
        rows = []
        for version, facts in known.items():
            name, said = _name(version), json.dumps(facts).encode()
            rows.append((name, zlib.crc32(name + said), said))
        self._run("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", *rows)

    def _open(self) -> None:
        """Open the file once, or a new one in the place of one that was damaged."""
        if self._is_open:
            return
        self._is_open, folder = True, cache.folder(self._root, "history")
        # Some builds of Python lack it.
        with contextlib.suppress(ImportError):
            import sqlite3

            for _ in range(2):
                if folder and not self._table:
                    self._file = folder / _FILE
                    with contextlib.suppress(sqlite3.OperationalError):
                        self._table = sqlite3.connect(self._file, timeout=_PATIENCE)
                    # What a crash of the machine leaves half written is found by its sum.
                    self._run("PRAGMA synchronous = OFF", ())
                    self._run(_TABLE, ())

    def _run(self, words: str, *rows: tuple[Any, ...]) -> list[Any]:
        """Run a statement for each row of values, all or none, and return what the last one found."""
        if self._table is None or self._file is None:
            return []
        import sqlite3

        try:
            with self._table as table:
                if len(rows) == 1:
                    return table.execute(words, rows[0]).fetchall()
                table.executemany(words, rows)
        except sqlite3.OperationalError:  # it is locked, or cannot be written
            self._close()
        except sqlite3.DatabaseError:
            self._close()
            with contextlib.suppress(OSError):
                self._file.unlink()
        return []

    def _close(self) -> None:
        if self._table:
            self._table.close()
        self._table = None


def _name(version: Version) -> bytes:
    return ":".join(version).encode()
