"""While serving, a fault is shown in the page, and the page comes back when it is corrected."""

from __future__ import annotations

import importlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from conftest import ENGINE, SITE, Repository, run
from yousaid import cli, engine

SECONDS = 30


@contextmanager
def serving(root: Path, *command: str) -> Iterator[str]:
    """Run a server, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [word.format(port=port) for word in command]
    server = subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield f"http://127.0.0.1:{port}/"
        assert server.poll() is None, "the server must keep running"
    finally:
        server.terminate()
        server.wait(SECONDS)


def page_with(address: str, words: str) -> str:
    """Fetch a page again and again until it holds the words."""
    last = ""
    for _ in range(SECONDS * 5):
        try:
            with urlopen(address, timeout=SECONDS) as answer:
                last = answer.read().decode()
        except HTTPError as error:
            last = error.read().decode()
        except (URLError, OSError) as error:
            last = str(error)
        if words in last:
            return last
        time.sleep(0.2)
    pytest.fail(f"{words!r} did not come: {last[-2000:]}")


@pytest.mark.parametrize(
    "command",
    [
        ("yousaid", "serve", "--address", "127.0.0.1:{port}"),
        (ENGINE, "serve", "-f", "mkdocs.yml", "--dev-addr", "127.0.0.1:{port}"),
    ],
    ids=lambda c: c[0],
)
def test_faults_are_shown_in_the_page_until_they_are_corrected(
    repository: Repository, command: tuple[str, ...]
) -> None:
    root = repository(SITE)
    record = root / "decisions" / "2026" / "plain.yml"
    good = record.read_text()
    with serving(root, *command) as address:
        assert "Print in colour" in page_with(f"{address}decisions/plain/", "You said")
        record.write_text(good.replace("received", "recieved"))
        page = page_with(address, "Something must be corrected")
        assert "decisions/2026/plain.yml:4:10: error[YS203]" in page
        assert "did you mean `received`?" in page
        assert "recieved" in page_with(f"{address}decisions/plain/", "YS203")
        record.write_text(good.replace("Print in colour", "Print in red"))
        assert "Print in red" in page_with(f"{address}decisions/plain/", "Print in red")


def test_a_server_starts_with_faults_and_recovers(repository: Repository) -> None:
    root = repository({**SITE, "decisions/2026/plain.yml": "title: x\n"})
    with serving(root, "yousaid", "serve", "--address", "127.0.0.1:{port}") as address:
        assert "YS201" in page_with(address, "Something must be corrected")
        (root / "decisions" / "2026" / "plain.yml").unlink()
        assert "Print by fax" in page_with(address, "How it stands")


@pytest.mark.parametrize(("error", "code"), [(None, 0), (OSError("the network is down"), 1)])
def test_the_engine_is_told_where_to_serve_and_what(
    error: OSError | None, code: int, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def serve(file: str, open_in_browser: bool, **options: object) -> None:
        asked.append((Path(file).name, open_in_browser, options.get("dev_addr")))
        if error:
            raise error

    root = repository(SITE)
    monkeypatch.setattr(importlib.import_module("mkdocs.commands.serve"), "serve", serve)
    monkeypatch.setattr(engine.LOG, "handlers", [])
    words = ("serve", "--root", str(root))
    for more in ((), ("--open", "--address", "127.0.0.1:8080")):
        done = CliRunner().invoke(cli.main, [*words, *more])
        assert done.exit_code == code
        assert ("the network is down" in done.output) is bool(error)
    assert asked == [("mkdocs.yml", False, None), ("mkdocs.yml", True, "127.0.0.1:8080")]
    assert "Serving at http://127.0.0.1:8080/ (stop with Ctrl-C)" in done.output
    (root / "mkdocs.yml").write_text("site_name: [")
    assert "YS801" in CliRunner().invoke(cli.main, words).output


@pytest.mark.parametrize("folder", ["decisions", ""])
def test_the_records_are_watched_or_the_folder_in_which_they_should_be(folder: str, repository: Repository) -> None:
    root = repository(SITE)
    if not folder:
        shutil.rmtree(root / "decisions")
    config, _ = engine.load(root)
    assert config
    plugin: Any = config.plugins["yousaid"]
    watched: list[str] = []
    server = SimpleNamespace(watch=watched.append)
    assert plugin.on_serve(server, config=config, builder=None) is server
    assert watched == [str(root / folder)]


def test_an_address_that_is_taken_is_said_plainly(repository: Repository) -> None:
    root = repository(SITE)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("yousaid", "serve", "--address", f"127.0.0.1:{taken.getsockname()[1]}", cwd=root)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "in use" in done.stderr
