"""Publishing is all or nothing, and only what changed is written."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import http.client
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import killing
from conftest import SITE, Repository, commit, run
from killing import COMMON, files, whole, write
from yousaid import cli, delivery, publish

pytestmark = pytest.mark.long

MANY = 2_000_000
"""Bytes of a page for which there is no room."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two builds, the first of which is published."""
    for version in killing.VERSIONS:
        write(tmp_path / version, version)
    delivery.deliver(tmp_path / "one", tmp_path / "public", pause=0)
    return tmp_path


def deliver(folder: Path, version: str = "two", keep: int = delivery.KEEP) -> delivery.Delivery:
    return delivery.deliver(folder / version, folder / "public", keep, pause=0)


def leftovers(target: Path) -> set[str]:
    return {file.name for file in publish.workshop(target).iterdir()} - {"lock", ".gitignore", "kept.json"}


def test_the_new_site_takes_the_place_of_the_old_one(folder: Path) -> None:
    done = deliver(folder)
    same = sum(content == files("one").get(path) for path, content in files("two").items())
    assert done == delivery.Delivery(len(files("two")) - same, same, 1, ("assets/looks.one.css",))
    assert whole(folder / "public") == "two"
    assert leftovers(folder / "public") == set()


def test_what_did_not_change_is_the_same_file_with_its_time(folder: Path) -> None:
    for each in (folder / "public").rglob("*"):
        os.utime(each, (1_000_000_000, 1_000_000_000))
    before = {path: (folder / "public" / path).stat() for path in COMMON}
    deliver(folder)
    for path in COMMON:
        after = (folder / "public" / path).stat()
        unchanged = files("one")[path] == files("two")[path]
        assert (after.st_mtime == 1_000_000_000) == unchanged
        assert (after.st_ino == before[path].st_ino) == unchanged
        assert after.st_nlink == 1, "nothing of the old site is left"
        assert after.st_ino != (folder / "two" / path).stat().st_ino, "a build can be changed later"
    assert (folder / "public/decisions/1").stat().st_mtime == 1_000_000_000
    assert (folder / "public/assets").stat().st_mtime != 1_000_000_000


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP])
def test_where_a_file_cannot_have_two_names_a_copy_has_its_time(
    folder: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(os, "link", refuse)
    page = folder / "public/decisions/0/index.html"
    os.utime(page, (1_000_000_000, 1_000_000_000))
    assert deliver(folder).same
    assert page.stat().st_mtime == 1_000_000_000
    assert whole(folder / "public") == "two"


def test_a_site_that_did_not_change_stays_the_same_folder(folder: Path) -> None:
    before = (folder / "public").stat()
    assert deliver(folder, "one") == delivery.Delivery(0, len(files("one")), 0)
    assert (folder / "public").stat().st_ino == before.st_ino


def test_the_same_size_and_time_are_not_taken_for_the_same_bytes(folder: Path) -> None:
    for version in killing.VERSIONS:
        page = folder / version / "index.html"
        page.write_text(page.read_text()[::-1])
        os.utime(page, (1_000_000_000, 1_000_000_000))
    deliver(folder, "one")
    deliver(folder)
    assert (folder / "public/index.html").read_text() == "owt"


def test_the_mode_of_the_folder_stays(folder: Path) -> None:
    (folder / "public").chmod(0o750)
    deliver(folder)
    assert (folder / "public").stat().st_mode & 0o7777 == 0o750
    assert publish.workshop(folder / "public").stat().st_mode & 0o777 == 0o700, "a server must not look inside"


# For pages that are open


def test_old_styles_stay_for_some_publishings(folder: Path) -> None:
    old = folder / "public/assets/looks.one.css"
    assert deliver(folder, keep=2).kept == ("assets/looks.one.css",)
    assert deliver(folder, keep=2).written == 0, "one that changes nothing does not count"
    assert delivery.kept(folder / "public") == {"assets/looks.one.css": 1}
    (folder / "two/index.html").write_text("another")
    deliver(folder, keep=2)
    assert delivery.kept(folder / "public") == {"assets/looks.one.css": 2}
    assert old.read_text() == "one"
    (folder / "two/index.html").write_text("yet another")
    assert deliver(folder, keep=2).gone == 1
    assert not old.exists()
    assert delivery.kept(folder / "public") == {}


def test_a_style_that_comes_back_begins_anew(folder: Path) -> None:
    deliver(folder)
    deliver(folder, "one")
    assert delivery.kept(folder / "public") == {"assets/looks.two.css": 1}


def test_what_may_hold_a_name_that_was_taken_back_goes_at_once(folder: Path) -> None:
    places = ("people/ada.png", "customers/ada/index.html", "data/ada.json", "pagefind/fragment/1a2b.pf_fragment")
    for path in (*places, "pagefind/index/1.pf_index", "people/ada.svg"):
        (folder / "public" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "public" / path).write_text("Ada")
    deliver(folder)
    assert not [path for path in (folder / "public").rglob("*") if path.is_file() and "Ada" in path.read_text()]


@pytest.mark.parametrize("path", ["index.html/old.css", "decisions.css"])
def test_an_old_style_is_in_nobodys_way(folder: Path, path: str) -> None:
    (folder / "public/index.html").unlink()
    (folder / "public" / path).parent.mkdir(exist_ok=True)
    (folder / "public" / path).write_text("old")
    (folder / "two/decisions.css").mkdir()
    (folder / "two/decisions.css/page").write_text("new")
    deliver(folder)
    assert (folder / "public/index.html").read_text() == "two"
    assert (folder / "public/decisions.css/page").read_text() == "new"


@pytest.mark.parametrize("content", ["", "[", "[]", '{"assets/looks.one.css": "long"}'])
def test_a_damaged_list_of_old_styles_is_begun_anew(folder: Path, content: str) -> None:
    deliver(folder)
    (publish.workshop(folder / "public") / "kept.json").write_text(content)
    assert delivery.kept(folder / "public") == {}
    (folder / "two/index.html").write_text("another")
    assert deliver(folder).kept == ("assets/looks.one.css",)


# What is refused


def refused(folder: Path, site: str, target: str, words: str) -> None:
    with pytest.raises(delivery.RefusedError, match=words):
        delivery.deliver(folder / site, folder / target, pause=0)
    assert whole(folder / "public") == "one"
    assert target == "public" or not publish.workshop(folder / target).exists(), "nothing is left beside it"


def test_what_is_no_site_is_neither_published_nor_replaced(folder: Path) -> None:
    (folder / "papers/api/v1").mkdir(parents=True)
    (folder / "papers/sitemap.xml").write_text("of somebody else")
    refused(folder, "two", "papers", "is no site of yousaid")
    refused(folder, "two", "one/index.html", "is no site of yousaid")
    refused(folder, "papers", "public", "there is no finished site in .*`yousaid build` makes it")
    refused(folder, "nothing", "public", "there is no finished site")
    assert (folder / "papers/sitemap.xml").exists()


@pytest.mark.parametrize("target", ["two", "two/decisions", "."])
def test_a_build_is_not_published_into_itself(folder: Path, target: str) -> None:
    refused(folder, "two", target, "is the build itself, or one lies in the other")


def test_the_git_of_a_working_copy_is_not_deleted(folder: Path) -> None:
    (folder / "public/.git").write_text("gitdir: elsewhere")
    with pytest.raises(delivery.RefusedError, match=r"would delete its \.git"):
        deliver(folder)
    assert (folder / "public/.git").exists()


def test_a_place_where_something_is_mounted_cannot_be_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: path == folder / "public")
    refused(folder, "two", "public", "publish into a folder inside of it")


def test_a_build_holds_files_and_folders_only(folder: Path) -> None:
    (folder / "two/secret.html").symlink_to("/etc/passwd")
    refused(folder, "two", "public", r"two/secret\.html is neither a file nor a folder")


def test_a_link_in_the_old_site_goes_and_is_not_followed(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/precious").write_text("mine")
    (folder / "public/link").symlink_to(folder / "elsewhere")
    deliver(folder, "one")
    assert not (folder / "public/link").is_symlink()
    assert (folder / "elsewhere/precious").read_text() == "mine"


def test_a_build_that_is_replaced_meanwhile_is_not_published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = delivery._keep_times

    def build_anew(*words: object) -> None:
        shutil.rmtree(folder / "two")
        write(folder / "two", "one")
        fill(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(delivery, "_keep_times", build_anew)
    with pytest.raises(delivery.ChangedError, match="was built anew meanwhile"):
        deliver(folder)
    assert whole(folder / "public") == "one"


# Where


def test_an_empty_folder_and_one_that_is_not_there_become_the_site(folder: Path) -> None:
    (folder / "empty").mkdir()
    for target in ("empty", "deep/down"):
        assert delivery.deliver(folder / "two", folder / target, pause=0).written == len(files("two"))
        assert whole(folder / target) == "two"


def test_a_symbolic_link_stays_and_what_it_leads_to_is_replaced(folder: Path) -> None:
    (folder / "releases").mkdir()
    (folder / "public").rename(folder / "releases/x")
    (folder / "public").symlink_to("releases/x")
    deliver(folder)
    assert (folder / "public").readlink() == Path("releases/x")
    assert whole(folder / "releases/x") == "two"
    assert delivery.kept(folder / "public") == {"assets/looks.one.css": 1}


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="there is no other file system to write to")
def test_the_site_may_lie_on_another_disk_than_the_build(folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as place:
        for version in killing.VERSIONS:
            assert delivery.deliver(folder / version, Path(place) / "site", pause=0).in_one_step
            assert whole(Path(place) / "site") == version


# When something goes wrong


@contextlib.contextmanager
def memory(place: Path) -> Iterator[Callable[[str], None]]:
    """Mount a small disk in memory; what is given takes other options for it."""

    def mount(*words: str) -> bool:
        return subprocess.run(["mount", *words, str(place)], capture_output=True, check=False).returncode == 0

    place.mkdir()
    if sys.platform != "linux" or os.geteuid() or not mount("-t", "tmpfs", "-o", "size=16m", "tmpfs"):
        pytest.skip("only who may mount a disk can fill it")

    def remount(options: str) -> None:
        assert mount("-o", f"remount,{options}")

    try:
        yield remount
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("measure", ["size={}k", "nr_inodes={}"])
def test_a_full_disk_leaves_the_old_site(folder: Path, measure: str) -> None:
    target = folder / "disk/public"
    full: list[int | None] = []
    with memory(folder / "disk") as remount:
        delivery.deliver(folder / "one", target, pause=0)
        status = os.statvfs(target)
        by_size = "size" in measure
        used = (status.f_blocks - status.f_bfree) * 4 if by_size else status.f_files - status.f_ffree
        for more in range(0, 1_000, 4 if by_size else 1):
            remount(measure.format(used + more))
            try:
                delivery.deliver(folder / "two", target, pause=0)
            except OSError as error:
                full.append(error.errno)
                assert whole(target) == "one"
                assert leftovers(target) == set()
            else:
                break
        assert whole(target) == "two"
    assert len(full) > 10, "it became full at many a moment"
    assert set(full) == {errno.ENOSPC}


def test_a_disk_that_cannot_be_written_leaves_the_old_site(folder: Path) -> None:
    target = folder / "disk/public"
    with memory(folder / "disk") as remount:
        delivery.deliver(folder / "one", target, pause=0)
        remount("ro")
        with pytest.raises(OSError, match="Read-only"):
            delivery.deliver(folder / "two", target, pause=0)
        assert whole(target) == "one"
        said = command("publish", "--site", str(folder / "two"), str(target), code=2)
        assert "nothing can be written on this disk" in said
        remount("rw")


def test_a_file_that_is_larger_than_allowed_leaves_the_old_site(folder: Path) -> None:
    resource = pytest.importorskip("resource")
    (folder / "two/index.html").write_text("x" * MANY)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MANY // 2, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            deliver(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert whole(folder / "public") == "one"
    assert leftovers(folder / "public") == set()


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Do what follows as a user without any rights, if this one has all."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows knows other permissions")
@pytest.mark.parametrize(("place", "mode"), [(".", 0o555), ("public/index.html", 0), ("two/index.html", 0)])
def test_without_permission_the_old_site_stays(place: str, mode: int) -> None:
    folder = Path(tempfile.mkdtemp())  # nobody may look into pytest's own
    try:
        for version in killing.VERSIONS:
            write(folder / version, version)
        if not os.geteuid():
            for path in (folder, *folder.rglob("*")):
                os.chown(path, 65534, 65534)
        with nobody():
            deliver(folder, "one")
            shutil.rmtree(publish.workshop(folder / "public"))
            (folder / place).chmod(mode)
            said = command("publish", "--site", str(folder / "two"), str(folder / "public"), code=2)
        assert "you have no permission" in said
        assert "what is published is as it was" in said
        for path in (folder, folder / "public/index.html"):
            path.chmod(0o755)
        assert whole(folder / "public") == "one"
    finally:
        shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="a call of Linux")
def test_what_does_not_reach_the_disk_is_not_published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def syncfs(self, _: int) -> int:
            ctypes.set_errno(errno.EIO)
            return -1

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Broken())
    with pytest.raises(OSError, match="Input/output"):
        deliver(folder)
    assert whole(folder / "public") == "one"


def test_a_system_without_an_exchange_says_what_it_cannot_promise(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not deliver(folder).in_one_step
    assert whole(folder / "public") == "two"
    said = command("publish", "--site", str(folder / "one"), str(folder / "public"))
    assert "for a moment there was no site" in said


def program(what: str, folder: Path) -> dict[str, Any]:
    """Run the program that kills publishings, and return what it saw."""
    done = subprocess.run(
        [sys.executable, killing.__file__, what, str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux and macOS can exchange two folders at once")
def test_killed_at_200_random_times_and_no_reader_misses_a_page(tmp_path: Path) -> None:
    seen = program("times", tmp_path)
    assert seen["missed"] == ["one/index.html"], "the page that is in one version only"
    assert seen["old"]


@pytest.mark.skipif(not shutil.which("strace") and not os.environ.get("CI"), reason="strace is not installed")
def test_killed_at_each_system_call(tmp_path: Path) -> None:
    seen = program("calls", tmp_path)
    assert seen["new"] >= 5, "after the one call that changes what readers see"
    assert seen["old"] + seen["new"] >= 500


# Two at once


def test_who_comes_second_stops_or_waits(folder: Path) -> None:
    with publish.beside(folder / "public"):
        with pytest.raises(publish.BusyError):
            deliver(folder)
        said = command("publish", "--site", str(folder / "two"), str(folder / "public"), code=1)
        assert "is running; what is published is as it was" in said
        words = [sys.executable, "-m", "yousaid", "publish", "--wait", "--site", str(folder / "two"), "public"]
        second = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            second.communicate(timeout=2)
        assert whole(folder / "public") == "one"
    said, _ = second.communicate()
    assert said.startswith("public/: ")
    assert whole(folder / "public") == "two"


# The command


def command(*words: str, code: int = 0) -> str:
    """Run the command in this process; return all that it says."""
    result = CliRunner().invoke(cli.main, words, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def test_without_a_configuration_nobody_knows_what_to_publish(repository: Repository, tmp_path: Path) -> None:
    root = repository({**SITE, "mkdocs.yml": "site_name: ["})
    assert "YS801" in command("publish", str(tmp_path / "public"), "--root", str(root), code=1)


def test_a_real_site_is_published_from_where_it_was_built(repository: Repository, tmp_path: Path) -> None:
    root = repository(SITE)
    commit(root)
    said = command("publish", "--root", str(root), str(tmp_path / "public"), code=2)
    assert "there is no finished site" in said
    command("build", "--root", str(root))
    said = command("publish", "--root", str(root), str(tmp_path / "public"))
    assert ", 0 gone, 0 as before" in said
    assert "Nothing has changed" in command("publish", "--root", str(root), str(tmp_path / "public"))
    assert not delivery._tree(root / "site").files.keys() ^ delivery._tree(tmp_path / "public").files.keys()


def test_what_was_done_is_said(folder: Path) -> None:
    said = command("publish", "--site", str(folder / "two"), str(folder / "public"))
    assert "files are new or changed, 1 gone, 12 as before" in said
    assert "1 old styles and programs stay for a while" in said


def test_without_a_configuration_the_build_must_be_named(tmp_path: Path) -> None:
    done = run("yousaid", "publish", "public", cwd=tmp_path)
    assert done.returncode == 1
    assert "mkdocs.yml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_sends_every_page_while_others_are_published(folder: Path) -> None:
    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *words: Any) -> None:
            super().__init__(*words, directory=str(folder / "public"))

        def log_message(self, format: str, *words: object) -> None:  # noqa: A002
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    missed: list[str] = []
    done = threading.Event()

    def read() -> None:
        line = http.client.HTTPConnection("127.0.0.1", server.server_port)
        while not done.is_set():
            line.request("GET", "/index.html")
            version = line.getresponse().read().decode()
            for path in (f"assets/looks.{version}.css", *COMMON):
                line.request("GET", f"/{path}")
                answer = line.getresponse()
                answer.read()
                if answer.status != 200:
                    missed.append(path)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(30):
        delivery.deliver(folder / killing.VERSIONS[number % 2], folder / "public", pause=0.01)
    done.set()
    reader.join()
    server.shutdown()
    server.server_close()
    assert missed == []
