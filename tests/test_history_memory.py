"""Old versions are read once. What is kept of them changes nothing: damaged, locked or missing, it is made again."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from conftest import git
from past import further, past, record
from yousaid import history
from yousaid.history import History, memory
from yousaid.history.memory import Memory
from yousaid.history.repository import Repository
from yousaid.history.versions import Facts

A = "decisions/2026/a.yml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a past, of which nothing has been read yet."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    versions = [(f"2026-01-{day:02}", {A: record("planned", answer=f"Day {day}.")}) for day in range(1, 9)]
    return past(tmp_path / "a repository", *versions)


def known(root: Path) -> History:
    found, faults = history.read(root)
    assert not faults
    return found


def kept(root: Path) -> Path:
    return next((root / ".cache/yousaid/history").glob("facts-*.sqlite"))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The contents that git is asked for."""
    found: list[str] = []
    real = Repository.contents

    def counted(self: Repository, ids: dict[str, object]) -> Iterator[tuple[str, bytes]]:
        found.extend(ids)
        yield from real(self, ids)

    monkeypatch.setattr(Repository, "contents", counted)
    return found


def test_what_was_read_is_not_read_again(root: Path, asked: list[str]) -> None:
    first = known(root)
    assert len(asked) == 8
    assert known(root) == first
    assert len(asked) == 8
    further(root, ("2026-02-01", {A: record("declined", reason="No.")}))
    told = known(root).past[A]
    assert told is not None
    assert told.moves[-1].outcome == "declined"
    assert len(asked) == 9, "and only what is new is read"


def test_where_nothing_ever_changed_nothing_is_kept(root: Path, tmp_path: Path) -> None:
    other = past(tmp_path / "other", ("2026-01-01", {A: record()}))
    known(other)
    assert not (other / ".cache").exists()


def test_git_passes_over_what_is_kept(root: Path) -> None:
    known(root)
    assert kept(root).exists()
    assert git(root, "status", "--porcelain", "--ignored=no") == ""


def test_a_file_that_is_damaged_anywhere_changes_nothing(root: Path) -> None:
    first = known(root)
    file = kept(root)
    whole = file.read_bytes()
    for place in range(0, len(whole), 97):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        assert known(root) == first, place


@pytest.mark.parametrize("content", [b"", b"garbage" * 1_000, b"SQLite format 3\0" + b"\0" * 5_000])
def test_a_file_that_is_none_is_made_anew(root: Path, content: bytes, asked: list[str]) -> None:
    first = known(root)
    kept(root).write_bytes(content)
    assert known(root) == first
    assert known(root) == first
    assert len(asked) == 16, "the third time it is there again"


def test_a_file_that_is_cut_off_changes_nothing(root: Path) -> None:
    first = known(root)
    file = kept(root)
    whole = file.read_bytes()
    for length in range(0, len(whole), 1_000):
        file.write_bytes(whole[:length])
        assert known(root) == first


def test_words_that_were_changed_there_are_not_believed(root: Path) -> None:
    first = known(root)
    with closing(sqlite3.connect(kept(root))) as table, table:
        table.execute("UPDATE facts SET said = CAST(replace(said, 'Day', 'Die') AS BLOB)")
    assert known(root) == first
    with closing(sqlite3.connect(kept(root))) as table, table:
        table.execute("UPDATE facts SET said = 7")
    assert known(root) == first


def test_a_file_of_another_kind_is_passed_over(root: Path, asked: list[str]) -> None:
    first = known(root)
    with closing(sqlite3.connect(kept(root))) as table, table:
        table.execute("DROP TABLE facts")
        table.execute("CREATE TABLE facts (x)")
    assert known(root) == first
    assert len(asked) == 16


def test_a_file_that_another_process_holds_is_not_waited_for_long(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = known(root)
    monkeypatch.setattr(memory, "_PATIENCE", 0.01)
    with closing(sqlite3.connect(kept(root), isolation_level=None)) as table:
        table.execute("BEGIN EXCLUSIVE")
        assert known(root) == first


def test_several_may_read_at_once(root: Path) -> None:
    program = "from pathlib import Path; from yousaid import history; print(history.read(Path())[0].past)"
    started = [
        subprocess.Popen([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert {each.communicate()[0] for each in started} == {f"{known(root).past}\n"}


@pytest.mark.parametrize("in_the_way", [".cache", ".cache/yousaid/history"])
def test_where_nothing_can_be_kept_all_is_read_again(root: Path, in_the_way: str, asked: list[str]) -> None:
    (root / in_the_way).parent.mkdir(parents=True, exist_ok=True)
    (root / in_the_way).write_text("")
    assert known(root) == known(root)
    assert len(asked) == 16


def test_a_folder_in_the_place_of_the_file_changes_nothing(root: Path) -> None:
    first = known(root)
    file = kept(root)
    file.unlink()
    file.mkdir()
    assert known(root) == first


def test_a_python_without_sqlite_keeps_nothing(root: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert known(root) == known(root)
    assert len(asked) == 16


def test_one_content_can_be_two_kinds_of_record(tmp_path: Path) -> None:
    with Memory(tmp_path) as table:
        table.keep({("decision", "x"): Facts(outcome="planned"), ("customer", "x"): None})
        table.keep({("occasion", "x"): Facts()})
    with Memory(tmp_path) as table:
        both = dict(table.recall((("decision", "x"), ("customer", "x"), ("occasion", "x"))))
    assert both == {("decision", "x"): Facts(outcome="planned"), ("customer", "x"): None, ("occasion", "x"): Facts()}
