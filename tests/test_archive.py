"""Archives of other systems are read whole or not at all, whatever they say of themselves."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yousaid.importers import archive

ALL = {"posts.csv": b"id,title\n1,Export\n", "users.csv": b"name\nAda\n"}


def zipped(
    files: dict[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]], packed: int = zipfile.ZIP_DEFLATED
) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packed) as file:
        for name, data in files.items() if isinstance(files, dict) else files:
            file.writestr(name, data, packed)
    return made.getvalue()


def read(tmp_path: Path, data: bytes, *wanted: str) -> archive.Archive:
    path = tmp_path / "export.zip"
    path.write_bytes(data)
    return archive.read(path, (set(wanted) or {"posts.csv"}).__contains__)


def said(found: archive.Archive) -> str:
    assert not found.files, "nothing is read of an archive with faults"
    assert {fault.code.id for fault in found.faults} == {"YS660"}
    return "\n".join(fault.message for fault in found.faults)


def test_what_is_wanted_is_read_and_the_rest_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, zipped(ALL))
    assert (found.files, found.others, found.faults) == ({"posts.csv": ALL["posts.csv"]}, ["users.csv"], [])


def test_a_folder_around_everything_is_no_part_of_the_names(tmp_path: Path) -> None:
    inside = {f"my export/{name}": data for name, data in ALL.items()}
    found = read(tmp_path, zipped({"my export/": b"", **inside, "__MACOSX/my export/._posts.csv": b"x"}))
    assert (list(found.files), found.others) == (["posts.csv"], ["users.csv"])
    found = read(tmp_path, zipped({"posts.csv": b"1", "blobs\\posts.csv": b"2"}))
    assert (found.files, found.others) == ({"posts.csv": b"1"}, ["blobs/posts.csv"])


@pytest.mark.parametrize("cut", [0, 3, 10, 60, 150])
def test_an_archive_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    message = said(read(tmp_path, zipped(ALL)[:cut]))
    assert message == ("this is no zip archive" if cut < 4 else message)
    assert "no zip archive" in message or "cut off or damaged" in message


def test_what_is_no_archive_or_is_not_there_is_refused(tmp_path: Path) -> None:
    assert said(read(tmp_path, b"id,title\n")) == "this is no zip archive"
    missing = tmp_path / "missing.zip"
    assert said(archive.read(missing, lambda name: True)) == "this cannot be read: No such file or directory"
    assert not archive.is_archive(missing)


def test_a_workbook_is_no_archive_of_files(tmp_path: Path) -> None:
    for name, expected in (("export.zip", True), ("export", True), ("export.XLSX", False)):
        (tmp_path / name).write_bytes(zipped(ALL))
        assert archive.is_archive(tmp_path / name) is expected


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:/Windows/x", "a/../../x", "..\\x", "..", "posts\x07.csv"]
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    message = said(read(tmp_path, zipped({"posts.csv": b"1", name: b"2"})))
    assert "leads out of it, or hides something" in message
    assert "\x07" not in message


def test_a_name_that_hides_its_end_is_refused(tmp_path: Path) -> None:
    data = zipped({"posts.csv": b"1", "users.csv_": b"2"}).replace(b"users.csv_", b"users\x00.csv")
    assert "`users\\x00.csv` in this archive has a name" in said(read(tmp_path, data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    files: list[tuple[str | zipfile.ZipInfo, bytes]] = [("posts.csv", b"1"), ("Posts.csv", b"2"), ("a.csv", b"")]
    expected = "`posts.csv` in this archive is there more than once, and 1 more like it"
    assert said(read(tmp_path, zipped(files))) == expected
    assert said(read(tmp_path, zipped([("posts.csv", b"1"), ("posts.csv", b"2")]))) == expected.partition(",")[0]


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("posts.csv")
    link.external_attr = 0o120777 << 16
    assert (
        said(read(tmp_path, zipped([(link, b"/etc/passwd")])))
        == "`posts.csv` in this archive is a link to another file"
    )


def test_a_locked_file_is_refused_if_it_is_needed(tmp_path: Path) -> None:
    data = bytearray(zipped(ALL))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the bit that says so, in both places
        data[data.index(mark) + offset] |= 1
    assert said(read(tmp_path, bytes(data))) == "`posts.csv` in this archive is locked with a password"
    assert read(tmp_path, bytes(data), "users.csv").files == {"users.csv": ALL["users.csv"]}


def test_unusual_ways_of_packing_are_refused(tmp_path: Path) -> None:
    assert "is packed in a way that is not ordinary" in said(read(tmp_path, zipped(ALL, zipfile.ZIP_LZMA)))
    assert read(tmp_path, zipped(ALL, zipfile.ZIP_STORED)).files


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    big = zipped({"posts.csv": bytes(5_000_000), "bomb.bin": bytes(5_000_000)})
    assert said(read(tmp_path, big)) == "`posts.csv` in this archive grows to more than 200 times its size"
    assert read(tmp_path, big, "other.csv").others == ["posts.csv", "bomb.bin"], "what is not read harms nobody"


def test_files_that_are_too_large_together_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 3 << 20)
    data = zipped({"a": bytes(2 << 20), "b": bytes(2 << 20)}, zipfile.ZIP_STORED)
    assert said(read(tmp_path, data, "a", "b")) == "this holds 4 MiB to be read; it must be at most 3"
    assert list(read(tmp_path, data, "a").files) == ["a"]


def test_too_many_files_are_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 1)
    assert said(read(tmp_path, zipped(ALL))) == "this must hold at most 1 files, not 2"


def test_a_bomb_that_says_it_is_small_is_not_unpacked_either(tmp_path: Path) -> None:
    data = zipped({"posts.csv": bytes(50_000_000)})
    small = data.replace(struct.pack("<L", 50_000_000), struct.pack("<L", 1_000))
    assert small != data
    tracemalloc.start()
    found = read(tmp_path, small)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said(found) == "`posts.csv` in this archive is damaged"
    assert peak < 5_000_000


def test_a_file_that_says_it_is_empty_and_is_not_is_damaged(tmp_path: Path) -> None:
    data = zipped({"posts.csv": b"1234"}).replace(struct.pack("<L", 4), struct.pack("<L", 0))
    assert said(read(tmp_path, data)) == "`posts.csv` in this archive is damaged"
    assert read(tmp_path, zipped({"posts.csv": b""})).files == {"posts.csv": b""}


def test_a_file_with_less_than_it_says_is_damaged(tmp_path: Path) -> None:
    data = zipped({"posts.csv": b"1234"}).replace(struct.pack("<L", 4), struct.pack("<L", 5))
    assert said(read(tmp_path, data)) == "`posts.csv` in this archive is damaged"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged") / "export.zip"


@settings(derandomize=True, deadline=None, max_examples=200)
@given(changes=st.lists(st.tuples(st.integers(0, 250), st.integers(0, 255)), max_size=4), end=st.integers(0, 250))
def test_whatever_is_damaged_nothing_falls_over(file: Path, changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(zipped(ALL))
    for at, byte in changes:
        data[at % len(data)] = byte
    file.write_bytes(data[: end or None])
    found = archive.read(file, ALL.__contains__)
    assert set(found.files.values()) <= set(ALL.values())
    assert not (found.faults and found.files)
