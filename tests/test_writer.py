"""Files are written by all processors where that is safe and worth it, and by one elsewhere, with the same result."""

from __future__ import annotations

import multiprocessing
import threading
from functools import partial
from pathlib import Path

import pytest

from yousaid import writer
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
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert writer._helpers(writer.WORTH_IT) == 2
    many = files(writer.WORTH_IT)
    writer.write(many, tmp_path)
    assert written(tmp_path) == {file.path: file.make() for file in many}


def test_few_files_are_written_by_one(tmp_path: Path) -> None:
    assert writer._helpers(writer.WORTH_IT - 1) == 0
    writer.write(files(10), tmp_path)
    assert len(written(tmp_path)) == 10


def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert writer._helpers(10**6) == 0


def test_a_system_without_fork_does_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert writer._helpers(10**6) == 0


@forks
def test_a_process_that_fails_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_helpers", lambda _: 1)
    monkeypatch.setattr(writer, "_work", partial(_die))
    with pytest.raises(writer.WriteError):
        writer.write(files(10), tmp_path)


def _die(*_: object) -> None:
    raise SystemExit(3)


def test_what_one_process_has_taken_the_other_leaves() -> None:
    taken = multiprocessing.Value("i", 0)
    many = files(writer.CHUNK * 3 + 1)
    first = iter(writer._share(many, taken))
    second = iter(writer._share(many, taken))
    seen = [next(first).path, next(second).path]
    seen += [file.path for file in first] + [file.path for file in second]
    assert sorted(seen) == sorted(file.path for file in many)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "1").write_text("in the way")
    with pytest.raises(OSError, match="1"):
        writer.write(files(10), tmp_path)
