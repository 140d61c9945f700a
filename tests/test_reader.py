"""Files below `decisions/`: what is not a record is a fault, and everything else is still read."""

from __future__ import annotations

import io
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import BASE, TODAY, Repository
from yousaid import pipeline, reader, reporters, slugs
from yousaid.diagnostics import Diagnostic

GOOD = (BASE / "decisions/2026/plain.yml").read_text("utf-8")
BASE_KEYS = {"plain", "refused", "ada", "survey", "vocabulary"}


@pytest.fixture
def root(repository: Repository) -> Path:
    return repository({})


def read(root: Path) -> tuple[set[str], list[Diagnostic]]:
    """Read a repository; whatever is wrong in it, the records of the base must have been read."""
    reading = reader.read(root)
    keys = {document.key for document in reading.documents}
    assert keys >= BASE_KEYS
    return keys - BASE_KEYS, reading.faults


def only(root: Path) -> Diagnostic:
    """Return the only fault of a repository in which nothing but the base could be read."""
    keys, faults = read(root)
    assert not keys
    assert len(faults) == 1
    assert faults[0].hint
    return faults[0]


def said(faults: list[Diagnostic]) -> list[tuple[str, str]]:
    return sorted((fault.span.path, fault.code.id) for fault in faults)


def odd_name(file: Path, make: Callable[[Path], object] = Path.touch) -> Path:
    """Make a file with a name that some systems refuse."""
    try:
        make(file)
    except (OSError, ValueError):
        pytest.skip("this file system refuses the name")
    return file


def test_a_good_repository_has_no_fault(root: Path) -> None:
    keys, faults = read(root)
    assert not keys
    assert not faults


def test_every_file_is_of_the_kind_of_its_folder(root: Path) -> None:
    kinds = {document.key: document.kind for document in reader.read(root).documents}
    assert kinds == {
        "plain": "decision",
        "refused": "decision",
        "ada": "customer",
        "survey": "occasion",
        "vocabulary": "vocabulary",
    }


def test_paths_have_forward_slashes_and_begin_at_the_root(root: Path) -> None:
    assert "decisions/2026/plain.yml" in {document.source.path for document in reader.read(root).documents}


def test_the_order_is_that_of_the_names_and_not_that_of_the_disk(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository({f"decisions/{year}/{name}{year}.yml": GOOD for year in (2019, 2025) for name in "zam"})
    before = [document.source.path for document in reader.read(root).documents]
    scandir = os.scandir

    class Backwards:
        def __init__(self, folder: Path) -> None:
            self.folder = folder

        def __enter__(self) -> list[os.DirEntry[str]]:
            with scandir(self.folder) as found:
                return sorted(found, key=lambda entry: entry.name, reverse=True)

        def __exit__(self, *what: object) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Backwards)
    assert [document.source.path for document in reader.read(root).documents] == before


# Things that are no plain files.


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_never_waited_for(root: Path) -> None:
    os.mkfifo(root / "decisions/2026/pipe.yml")
    fault = only(root)
    assert (fault.span.path, fault.code.id) == ("decisions/2026/pipe.yml", "YS005")
    assert "pipe" in fault.message


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no sockets in folders")
def test_a_socket_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "decisions/2026")  # addresses of sockets must be short
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind("ear.yml")
    assert said([only(root)]) == [("decisions/2026/ear.yml", "YS005")]


@pytest.mark.parametrize("target", ["plain.yml", "/etc/passwd", "../../../nowhere.yml"])
def test_a_symbolic_link_to_a_file_is_refused_wherever_it_leads(root: Path, target: str) -> None:
    odd_name(root / "decisions/2026/link.yml", lambda file: file.symlink_to(target))
    fault = only(root)
    assert (fault.span.path, fault.code.id) == ("decisions/2026/link.yml", "YS005")
    assert "symbolic link" in fault.message


def test_a_symbolic_link_in_the_place_of_the_vocabulary_is_refused(root: Path) -> None:
    file = root / "decisions/vocabulary.yml"
    file.rename(root / "elsewhere.yml")
    odd_name(file, lambda file: file.symlink_to(root / "elsewhere.yml"))
    assert said(reader.read(root).faults) == [("decisions/vocabulary.yml", "YS005")]
    codes = {fault.code.id for fault in pipeline.check(pipeline.Settings(root, TODAY)).faults}
    assert codes == {"YS005"}, "it is there, so it is not called missing too"


@pytest.mark.parametrize("name", ["2024", "customers-2", "2026/inner", "2026/inner.yml", "customers/inner"])
def test_a_symbolic_link_to_a_folder_is_not_followed(root: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "secret.yml").write_text(GOOD)
    odd_name(root / "decisions" / name, lambda file: file.symlink_to(secret, target_is_directory=True))
    assert only(root).span.path == f"decisions/{name}"


def test_the_folder_of_the_records_is_no_symbolic_link(root: Path) -> None:
    (root / "decisions").rename(root / "elsewhere")
    odd_name(root / "decisions", lambda file: file.symlink_to(root / "elsewhere", target_is_directory=True))
    assert said([only(root)]) == [("decisions", "YS005")]


# Texts.


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (b"\xef\xbb\xbftitle: \xff", 1, 8, "0xFF"),
        (b"\xff", 1, 1, "0xFF"),
        (b"title: \xe9", 1, 8, "0xE9"),
        (b"title: a\nidea: \xfc", 2, 7, "0xFC"),
        ("title: üü\nidea: äöü".encode() + b"\x80", 2, 10, "0x80"),
        (b"title: a\r\nidea: \x81\r\n", 2, 7, "0x81"),
        ("title: ü".encode()[:-1], 1, 8, "0xC3"),
        ("title: a".encode("utf-16"), 1, 1, "0xFF"),
        (b"title: \xed\xa0\x80", 1, 8, "0xED"),
        (b"title: \xc0\xaf", 1, 8, "0xC0"),
    ],
)
def test_a_file_that_is_not_utf_8_is_refused_where_it_goes_wrong(
    root: Path, data: bytes, line: int, column: int, byte: str
) -> None:
    (root / "decisions/2026/latin.yml").write_bytes(data)
    fault = only(root)
    assert (fault.span.path, fault.span.line, fault.span.column) == ("decisions/2026/latin.yml", line, column)
    assert fault.code.id == "YS003"
    assert byte in fault.message


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()], ids=["byte order mark", "CRLF"]
)
def test_what_windows_editors_save_is_read_as_if_it_had_been_saved_elsewhere(root: Path, data: bytes) -> None:
    (root / "decisions/2026/windows.yml").write_bytes(data)
    texts = {document.key: document.source.text for document in reader.read(root).documents}
    assert texts["windows"] == GOOD
    assert not pipeline.check(pipeline.Settings(root, TODAY)).faults


def test_a_byte_order_mark_in_the_middle_is_refused(root: Path) -> None:
    (root / "decisions/2026/mark.yml").write_text(GOOD.replace("red", "r\ufeffed"), "utf-8")
    assert {fault.code.id for fault in pipeline.check(pipeline.Settings(root, TODAY)).faults} == {"YS103"}


def test_a_file_of_just_the_size_is_read_and_one_byte_more_is_refused(root: Path) -> None:
    file = root / "decisions/2026/large.yml"
    file.write_bytes(b"x" * reader.MAX_BYTES)
    assert read(root) == ({"large"}, [])
    file.write_bytes(b"x" * (reader.MAX_BYTES + 1))
    assert said([only(root)]) == [("decisions/2026/large.yml", "YS004")]


def test_a_file_without_end_is_not_read_to_its_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 < size <= 2 * reader.MAX_BYTES, "everything was asked for"
            return b"x" * size

    (root / "decisions/2026/endless.yml").write_text(GOOD)
    monkeypatch.setattr(
        reader,
        "open",
        lambda file, mode: Endless() if "endless" in file else Path(file).open(mode),  # noqa: SIM115
        raising=False,
    )
    assert only(root).code.id == "YS004"


@pytest.mark.parametrize("data", [b"", b"\n", b" \n\r\n  ", b"\xef\xbb\xbf", b"\t\n", "\u2003\n".encode()])
def test_a_file_without_a_word_is_refused(root: Path, data: bytes) -> None:
    (root / "decisions/2026/empty.yml").write_bytes(data)
    assert said([only(root)]) == [("decisions/2026/empty.yml", "YS009")]


# Places.


@pytest.mark.parametrize(
    "path",
    [
        "decisions/stray.yml",
        "decisions/Vocabulary.yml.bak",
        "decisions/.gitkeep",
        "decisions/README.md",
        "decisions/2026/notes.txt",
        "decisions/2026/record.yml.orig",
        "decisions/2026/record.yml~",
        "decisions/2026/record",
        "decisions/2026/.hidden.yml",
        "decisions/2026/.yml",
        "decisions/2026/.DS_Store",
        "decisions/customers/photo.png",
        "decisions/customers/.ada.yml.swp",
        "decisions/occasions/notes.md",
    ],
)
def test_a_file_that_would_be_ignored_is_a_fault(root: Path, path: str) -> None:
    (root / path).write_text(GOOD)
    fault = only(root)
    assert (fault.span.path, fault.code.id) == (path, "YS001")
    assert "file" in fault.message


@pytest.mark.parametrize("path", ["decisions/2026/q1", "decisions/customers/old", "decisions/2026/q1.yml"])
def test_a_folder_in_a_folder_is_a_fault_once_however_much_it_holds(root: Path, path: str) -> None:
    (root / path / "deeper").mkdir(parents=True)
    (root / path / "a.yml").write_text(GOOD)
    (root / path / "deeper/b.yml").write_text(GOOD)
    fault = only(root)
    assert (fault.span.path, fault.code.id) == (path, "YS001")
    assert "folder" in fault.message


@pytest.mark.parametrize(
    "name", ["26", "02026", "2026a", "２０２６", "drafts", "Customers", "occasion", ".git", "vocabulary.yml"]
)
def test_a_folder_that_is_no_year_is_a_fault(root: Path, name: str) -> None:
    if name == "vocabulary.yml":
        (root / "decisions" / name).unlink()
    folder = root / "decisions" / name
    odd_name(folder, Path.mkdir)
    (folder / "a.yml").write_text(GOOD)
    reading = reader.read(root)
    assert said(reading.faults) == [(f"decisions/{name}", "YS001")]
    assert "a" not in {document.key for document in reading.documents}
    assert {document.key for document in reading.documents} >= BASE_KEYS - {"vocabulary"}


def test_any_year_of_four_digits_is_read(repository: Repository) -> None:
    root = repository({"decisions/1998/old.yml": GOOD, "decisions/2031/new.yml": GOOD})
    assert read(root) == ({"old", "new"}, [])


# Names.


@pytest.mark.parametrize(
    "name", ["Export", "export_all", "export all", "-export", "export-", "a--b", "exp\u00f6rt", "x" * 81]
)
def test_a_name_that_is_no_address_is_refused_and_the_file_still_read(root: Path, name: str) -> None:
    (root / f"decisions/2026/{name}.yml").write_text(GOOD)
    keys, faults = read(root)
    assert keys == {name}
    assert [fault.code.id for fault in faults] == ["YS002"]
    suggested = faults[0].hint.split("`")[1]
    assert slugs.is_slug(suggested.removesuffix(".yml")), "or the hint leads into the next fault"


@pytest.mark.parametrize("name", ["___", "漢字", "…", "-"])
def test_a_name_of_which_nothing_is_left_has_a_hint_all_the_same(root: Path, name: str) -> None:
    (root / f"decisions/2026/{name}.yml").write_text(GOOD)
    assert "`a-short-name.yml`" in read(root)[1][0].hint


def test_a_hint_for_a_long_name_does_not_end_in_a_hyphen(root: Path) -> None:
    (root / f"decisions/2026/{'x' * 79}-{'y' * 20}.yml").write_text(GOOD)
    assert f"`{'x' * 79}.yml`" in read(root)[1][0].hint


@pytest.mark.parametrize("ending", ["yaml", "YML", "Yaml"])
def test_another_ending_is_refused_and_the_file_still_read(root: Path, ending: str) -> None:
    (root / f"decisions/2026/export-all.{ending}").write_text(GOOD)
    keys, faults = read(root)
    assert keys == {"export-all"}
    assert [(fault.code.id, fault.hint) for fault in faults] == [("YS002", "rename it to `export-all.yml`")]


def test_the_longest_name_is_accepted() -> None:
    assert slugs.is_slug("x" * 80)
    assert not slugs.is_slug("x" * 81)
    assert not slugs.is_slug("")
    assert not slugs.is_slug("a\n")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2025/same.yml", "2026/same.yml"),
        ("2025/SAME.yml", "2026/same.yml"),
        ("2025/same.yml", "2026/Same.yml"),
        ("2025/same.yml", "2026/same.yaml"),
        ("2026/same.yaml", "2026/same.yml"),
    ],
)
def test_an_id_is_used_once_whatever_the_year_and_the_case(root: Path, first: str, second: str) -> None:
    for path in (first, second):
        (root / "decisions" / path).parent.mkdir(exist_ok=True)
        (root / "decisions" / path).write_text(GOOD)
    keys, faults = read(root)
    assert len(keys) == 1, "the first one is read, and the second one does not take its place"
    twice = [fault for fault in faults if fault.code.id == "YS007"]
    assert [fault.span.path for fault in twice] == [f"decisions/{second}"]
    assert [place.span.path for place in twice[0].related] == [f"decisions/{first}"]


def test_a_record_and_a_customer_may_share_an_id(repository: Repository) -> None:
    root = repository({"decisions/2026/ada.yml": GOOD})
    assert not reader.read(root).faults


@pytest.mark.parametrize("name", ["two\nlines", "bell\x07", "red\x1b[31m", "\u202egnp", "\udcff\udcfe", "nel\x85"])
def test_a_name_that_cannot_be_seen_is_shown_as_an_escape(root: Path, name: str) -> None:
    file = odd_name(root / f"decisions/2026/{name}.yml")
    file.write_text(GOOD)
    _, faults = read(root)
    assert [fault.code.id for fault in faults] == ["YS002"]
    for text in (faults[0].span.path, faults[0].message, faults[0].hint):
        assert text.isprintable()
        assert text.encode()


@pytest.mark.parametrize("name", ["two\nlines", "\udcff", "red\x1b[31m"])
def test_two_names_that_cannot_be_seen_are_shown_as_escapes_in_both_places(root: Path, name: str) -> None:
    (root / "decisions/2025").mkdir()
    odd_name(root / f"decisions/2025/{name}.yml").write_text(GOOD)
    odd_name(root / f"decisions/2026/{name}.yml").write_text(GOOD)
    report = reporters.text(read(root)[1])
    assert "YS007" in report
    assert all(line.isprintable() for line in report.split("\n"))


@pytest.mark.parametrize("name", ["two\nlines", "\udcff", "red\x1b[31m"])
@pytest.mark.parametrize("place", ["decisions", "decisions/2026"])
def test_a_stray_thing_with_a_name_that_cannot_be_seen_is_shown_as_an_escape(root: Path, place: str, name: str) -> None:
    odd_name(root / place / name, Path.mkdir)
    fault = only(root)
    assert fault.code.id == "YS001"
    assert fault.span.path.isprintable()
    assert fault.message.isprintable()


# What may not be read.


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Make a folder or file unreadable in every way, as the tests may run as root."""

    def refuse(path: Path, error: OSError | None = None) -> None:
        failure = error or PermissionError(13, "Permission denied")
        scandir = os.scandir

        def scan(folder: str | Path) -> Any:
            if Path(folder) == path:
                raise failure
            return scandir(folder)

        def opened(file: str, mode: str) -> Any:
            if Path(file) == path:
                raise failure
            return Path(file).open(mode)

        monkeypatch.setattr(os, "scandir", scan)
        monkeypatch.setattr(reader, "open", opened, raising=False)

    yield refuse
    monkeypatch.undo()


def test_a_file_that_may_not_be_read_is_a_fault_and_its_id_is_known(
    repository: Repository, refusing: Callable[..., None]
) -> None:
    linked = GOOD.replace("received", "merged") + "merged_into: locked\n"
    root = repository({"decisions/2026/locked.yml": GOOD, "decisions/2026/linked.yml": linked})
    refusing(root / "decisions/2026/locked.yml")
    keys, faults = read(root)
    assert keys == {"linked"}
    assert said(faults) == [("decisions/2026/locked.yml", "YS006")]
    assert "Permission denied" in faults[0].message
    everything = pipeline.check(pipeline.Settings(root, TODAY)).faults
    assert {fault.code.id for fault in everything} == {"YS006"}, "a link to it is no second fault"


def test_a_folder_that_may_not_be_read_is_a_fault(repository: Repository, refusing: Callable[..., None]) -> None:
    root = repository({"decisions/2025/locked.yml": GOOD})
    refusing(root / "decisions/2025")
    assert said([only(root)]) == [("decisions/2025", "YS006")]


def test_a_file_that_vanishes_meanwhile_is_a_fault(repository: Repository, refusing: Callable[..., None]) -> None:
    root = repository({"decisions/2026/gone.yml": GOOD})
    refusing(root / "decisions/2026/gone.yml", FileNotFoundError(2, "No such file or directory"))
    assert said([only(root)]) == [("decisions/2026/gone.yml", "YS006")]


def test_a_failure_without_a_reason_is_said_to_be_one(repository: Repository, refusing: Callable[..., None]) -> None:
    root = repository({"decisions/2026/odd.yml": GOOD})
    refusing(root / "decisions/2026/odd.yml", OSError("odd"))
    assert "unknown cause" in only(root).message


# Nothing at all.


def test_a_missing_folder_is_a_fault_and_not_an_empty_site(tmp_path: Path) -> None:
    reading = reader.read(tmp_path)
    assert not reading.documents
    assert said(reading.faults) == [("decisions", "YS006"), ("decisions", "YS008")]


def test_a_file_in_the_place_of_the_folder_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "decisions").write_text(GOOD)
    assert said(reader.read(tmp_path).faults) == [("decisions", "YS006"), ("decisions", "YS008")]


@pytest.mark.parametrize("rest", ["everything", "only the records"])
def test_a_site_without_a_record_is_a_fault(root: Path, rest: str) -> None:
    shutil.rmtree(root / "decisions/2026")
    if rest == "everything":
        shutil.rmtree(root / "decisions")
        (root / "decisions").mkdir()
    assert said(reader.read(root).faults) == [("decisions", "YS008")]


def test_an_unreadable_record_is_not_called_missing_as_well(repository: Repository) -> None:
    root = repository({"decisions/2026/plain.yml": b"\xff", "decisions/2026/refused.yml": None})
    assert said(reader.read(root).faults) == [("decisions/2026/plain.yml", "YS003")]
