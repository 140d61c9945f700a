"""The new site takes the place of the old one in one step, whatever happens."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from conftest import SITE, Repository, commit, run
from yousaid import publish

WHOLE = {"a.html": "new", "b.html": "new"}


def site(folder: Path, words: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in WHOLE:
        (folder / name).write_text(words)


def content(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in sorted(folder.iterdir())}


def leftovers(target: Path) -> set[str]:
    return {file.name for file in publish.workshop(target).iterdir()} - {"lock", ".gitignore"}


@pytest.mark.parametrize("exchange", [True, False], ids=["exchanged", "renamed twice"])
def test_a_new_site_replaces_the_old_one(tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exchange:
        monkeypatch.setattr(publish, "_exchange", lambda *_: False)
    target = tmp_path / "site"
    site(target, "old")
    (target / "gone.html").write_text("old")
    with publish.replacing(target) as new:
        site(new, "new")
    assert content(target) == WHOLE
    assert leftovers(target) == set()


def test_the_first_site_needs_no_old_one(tmp_path: Path) -> None:
    with publish.replacing(tmp_path / "deep" / "site") as new:
        site(new, "new")
    assert content(tmp_path / "deep" / "site") == WHOLE


def test_a_build_that_fails_leaves_the_old_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    site(target, "old")
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        with publish.replacing(target) as new:
            site(new, "half")
            raise ZeroDivisionError
    assert set(content(target).values()) == {"old"}
    assert leftovers(target) == set()


def test_two_builds_at_once_are_told_apart(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with publish.replacing(target) as new:
        site(new, "new")
        with pytest.raises(publish.BusyError, match="another build"), publish.replacing(target):
            pytest.fail("two builds ran at once")
    assert content(target) == WHOLE


def test_what_a_killed_build_left_is_swept_up(tmp_path: Path) -> None:
    target = tmp_path / "site"
    room = publish.workshop(target)
    site(target, "old")
    room.mkdir()
    site(room / "new", "half")
    with publish.replacing(target) as new:
        assert list(new.iterdir()) == []
        site(new, "new")
    assert content(target) == WHOLE


def test_a_site_that_was_moved_away_by_a_killed_build_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish.workshop(target).mkdir()
    site(publish.workshop(target) / "old", "old")
    with pytest.raises(ZeroDivisionError), publish.replacing(target):
        raise ZeroDivisionError
    assert set(content(target).values()) == {"old"}


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_system_that_cannot_exchange_says_so(tmp_path: Path, platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refuses:
        def renameat2(self, *_: object) -> int:
            ctypes.set_errno(errno.EINVAL)
            return -1

        renamex_np = renameat2

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Refuses())
    monkeypatch.setattr(sys, "platform", platform)
    assert publish._exchange(tmp_path / "a", tmp_path / "b") is False


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no exchange")
def test_an_exchange_that_fails_is_no_exchange_that_the_system_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        publish._exchange(tmp_path / "a", tmp_path / "b")


def test_the_old_site_comes_back_when_the_new_one_cannot_be_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_exchange", lambda *_: False)
    site(tmp_path / "site", "old")
    with pytest.raises(FileNotFoundError):
        publish.swap(tmp_path / "nothing", tmp_path / "site")
    assert set(content(tmp_path / "site").values()) == {"old"}


def test_a_system_without_the_call_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    assert publish._exchange(tmp_path / "a", tmp_path / "b") is False


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that cannot be caught")
def test_a_build_killed_at_any_moment_leaves_the_old_or_the_new_site(repository: Repository) -> None:
    # Without the search index, whose files are named anew by each build.
    root = repository({**SITE, "mkdocs.yml": SITE["mkdocs.yml"].replace("[yousaid]", '[yousaid: {search: "off"}]')})
    commit(root)
    assert run("yousaid", "build", cwd=root).returncode == 0
    expected = sorted(file.relative_to(root / "site") for file in (root / "site").rglob("*"))
    for tenths in range(1, 13):
        title = f"Print in colour {tenths}"
        record = root / "decisions" / "2026" / "plain.yml"
        record.write_text(re.sub("(?m)^title: .*$", f"title: {title}", record.read_text()))
        child = subprocess.Popen([sys.executable, "-m", "yousaid", "build"], cwd=root, stdout=subprocess.DEVNULL)
        time.sleep(tenths / 10)
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert sorted(file.relative_to(root / "site") for file in (root / "site").rglob("*")) == expected
        pages = {
            (root / "site" / name).read_text().count(title) > 0
            for name in ("decisions/index.html", "decisions/plain/index.html", "api/v1/decisions.json")
        }
        assert len(pages) == 1, "the site is neither the old nor the new one"
    assert run("yousaid", "build", cwd=root).returncode == 0
    assert leftovers(root / "site") == set()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux and macOS can exchange two folders at once")
def test_a_reader_never_misses_a_page(tmp_path: Path) -> None:
    target = tmp_path / "site"
    site(target, "0")
    missed: list[OSError] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                (target / "a.html").read_text()
            except OSError as error:
                missed.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(50):
        with publish.replacing(target) as new:
            site(new, str(number))
    done.set()
    reader.join()
    assert missed == []


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX signals")
def test_an_interrupt_cleans_up(repository: Repository) -> None:
    root = repository(SITE)
    child = subprocess.Popen(
        [sys.executable, "-m", "yousaid", "build"],
        cwd=root,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background has interrupts ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not (root / ".site.building" / "new").exists() and child.poll() is None:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate()
    assert "Traceback" not in said
    assert leftovers(root / "site") == set()
