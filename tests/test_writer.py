"""Files are written by all processors where that is safe and worth it, and by one elsewhere, with the same result."""

from __future__ import annotations

import multiprocessing
import os
import time
from functools import partial
from pathlib import Path

import pytest

from yousaid import parallel, writer
from yousaid.outputs.output import File

forks = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")


def content(number: int) -> bytes:
    return f"page {number}".encode()


def files(count: int) -> tuple[File, ...]:
    return tuple(File(f"{number % 7}/{number}/index.html", partial(content, number)) for number in range(count))


def written(target: Path) -> dict[str, bytes]:
    return {file.relative_to(target).as_posix(): file.read_bytes() for file in target.rglob("*.html")}


@forks
def test_many_files_are_written_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processes", lambda: 3)
    many = files(writer.WORTH_IT)
    mine: list[File] = []
    writer.write(many, tmp_path, lambda shared: (mine.append(file) or file for file in shared))  # type: ignore[func-returns-value]
    assert 0 < len(mine) < len(many)
    assert written(tmp_path) == {file.path: file.make() for file in many}


def test_few_files_are_written_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "Beside", None)
    writer.write(files(writer.WORTH_IT - 1), tmp_path)
    assert len(written(tmp_path)) == writer.WORTH_IT - 1


@forks
def test_what_goes_wrong_in_another_process_goes_wrong_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processes", lambda: 2)
    (tmp_path / "1").write_text("in the way")
    with pytest.raises(OSError, match="1"):
        writer.write(files(writer.WORTH_IT), tmp_path, lambda _: ())


@pytest.mark.parametrize("count", [1, 2, 5])
def test_what_one_process_has_taken_the_other_leaves(count: int) -> None:
    taken = multiprocessing.Value("i", 0)
    many = files(100)
    parts = list(writer._parts(many, count))
    sharers = [iter(writer._share(parts, taken)) for _ in range(count)]
    seen = [next(sharer).path for sharer in sharers]
    seen += [file.path for sharer in sharers for file in sharer]
    assert sorted(seen) == sorted(file.path for file in many)


def test_files_of_one_kin_stay_together_and_come_first() -> None:
    many = [File(f"{number}", partial(content, number), ("", "cards", "feeds")[number % 3]) for number in range(60)]
    cards, feeds, *rest = writer._parts(many, 2)
    assert {file.kin for file in cards} == {"cards"}
    assert {file.kin for file in feeds} == {"feeds"}
    assert [len(part) for part in rest] == sorted((len(part) for part in rest), reverse=True)
    assert sorted(file.path for part in (cards, feeds, *rest) for file in part) == sorted(file.path for file in many)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "1").write_text("in the way")
    with pytest.raises(OSError, match="1"):
        writer.write(files(10), tmp_path)


def test_a_disk_that_takes_a_part_at_a_time_gets_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, content: write(file, content[:3]))
    writer.write(files(5), tmp_path)
    assert written(tmp_path) == {file.path: file.make() for file in files(5)}


def test_a_folder_that_another_process_has_just_made_is_no_fault(tmp_path: Path) -> None:
    for file in files(5):
        (tmp_path / file.path).parent.mkdir(parents=True)
    writer.write(files(5), tmp_path)
    assert len(written(tmp_path)) == 5


@forks
def test_many_files_are_written_ahead_and_few_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processes", lambda: 2)
    some = files(5)
    few = writer.Ahead(some, tmp_path)
    few.finish()
    assert few.left == some
    assert written(tmp_path) == {}
    many = writer.Ahead(files(writer.WORTH_IT), tmp_path)
    assert many.left == ()
    many.finish()
    assert len(written(tmp_path)) == writer.WORTH_IT


@forks
def test_what_is_written_ahead_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processes", lambda: 2)
    monkeypatch.setattr(writer, "WORTH_IT", 1)

    def endless() -> bytes:
        time.sleep(60)
        return b""

    ahead = writer.Ahead([File("a/index.html", endless)], tmp_path)
    ahead.stop()
    with pytest.raises(parallel.LostError):
        ahead.finish()
    assert written(tmp_path) == {}
