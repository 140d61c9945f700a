"""What is kept is what would be made: damage, a full disk or a second process make it slower, and never wrong."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from yousaid import cache


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def make(made: list[str]) -> Callable[[], bytes]:
    def work() -> bytes:
        made.append("again")
        return b"costly"

    return work


def test_a_thing_is_made_once(tmp_path: Path, made: list[str], make: Callable[[], bytes]) -> None:
    place = cache.folder(tmp_path, "things")
    assert [cache.kept(place, "name", make) for _ in range(3)] == [b"costly"] * 3
    assert len(made) == 1
    assert cache.kept(place, "another name", make) == b"costly"
    assert len(made) == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"costly", b"\0" * 32 + b"costly"])
def test_a_damaged_thing_is_made_anew(
    tmp_path: Path, made: list[str], make: Callable[[], bytes], damage: bytes
) -> None:
    cache.kept(tmp_path, "name", make)
    (tmp_path / "name").write_bytes(damage)
    assert cache.kept(tmp_path, "name", make) == b"costly"
    assert len(made) == 2
    assert cache.kept(tmp_path, "name", make) == b"costly"
    assert len(made) == 2


def test_where_nothing_can_be_kept_it_is_made_each_time(
    tmp_path: Path, made: list[str], make: Callable[[], bytes]
) -> None:
    (tmp_path / ".cache").write_text("a file")
    assert cache.folder(tmp_path, "things") is None
    for place in (None, tmp_path / "not there", tmp_path / ".cache"):
        assert cache.kept(place, "name", make) == b"costly"
        cache.sweep(place, ())
    assert len(made) == 3
    assert (tmp_path / ".cache").read_text() == "a file"


def test_a_file_that_cannot_take_its_place_is_not_left_behind(tmp_path: Path, make: Callable[[], bytes]) -> None:
    (tmp_path / "name").mkdir()
    assert cache.kept(tmp_path, "name", make) == b"costly"
    assert [path.name for path in tmp_path.iterdir()] == ["name"]


def test_what_nobody_asked_for_is_swept_out(tmp_path: Path, make: Callable[[], bytes]) -> None:
    for name in ("one", "two", "three"):
        cache.kept(tmp_path, name, make)
    cache.sweep(tmp_path, {"two", "four"})
    assert [path.name for path in tmp_path.iterdir()] == ["two"]


def test_a_name_stands_for_all_that_a_thing_is_made_from() -> None:
    parts = [("a", "b"), ("ab",), ("a", b"b"), ("b", "a"), ("a", "b", ()), ("\udcff",)]
    names = {cache.key(*each) for each in parts}
    assert len(names) == len(parts)
    assert cache.key("a", "b") in names


def test_git_passes_over_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    place = cache.folder(tmp_path, "things")
    assert place == cache.folder(tmp_path, "things")
    cache.kept(place, "name", lambda: b"costly")
    status = subprocess.run(["git", "-C", tmp_path, "status", "--short"], capture_output=True, text=True, check=True)
    assert status.stdout == ""
    assert (
        (tmp_path / ".cache/yousaid/CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    )
