"""What surrounds a command: standard streams that are closed or full, and a folder that is gone. Never a traceback."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import SITE, Repository, commit
from yousaid import cli, configuration, engine
from yousaid.cli import explain as explain_module

PROGRAM = f"{shlex.quote(sys.executable)} -m yousaid"
NEEDS_A_SHELL = pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the streams")


@pytest.fixture
def root(repository: Repository) -> Path:
    root = repository(SITE)
    commit(root)
    return root


def in_shell(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as somebody types it."""
    return subprocess.run(["sh", "-c", line], cwd=cwd, capture_output=True, text=True, check=False)


@NEEDS_A_SHELL
@pytest.mark.parametrize(
    "command",
    ["check --since HEAD", "doctor", "preview --since HEAD", "build --site-dir site", "new --title x"],
)
def test_standard_input_may_be_closed(command: str, root: Path) -> None:
    """Services and some runners start programs so. MkDocs then forgets where its configuration lies."""
    empty = in_shell(f"{PROGRAM} {command} </dev/null", root)
    shutil.rmtree(root / "site", ignore_errors=True)
    closed = in_shell(f"{PROGRAM} {command} <&-", root)
    assert (closed.returncode, closed.stdout, closed.stderr) == (empty.returncode, empty.stdout, empty.stderr)
    assert "Traceback" not in closed.stderr


def test_the_configuration_is_found_without_standard_input(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    config, faults = engine.load(root)
    assert config, faults
    assert configuration.root_of(config) == root.resolve()
    config.config_file_path = ""  # as `mkdocs build` has it then
    monkeypatch.chdir(root)
    assert configuration.root_of(config) == root.resolve()


@NEEDS_A_SHELL
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("command", ["explain", "check", "--help"])
def test_a_full_disk_is_said(command: str, root: Path) -> None:
    done = in_shell(f"{PROGRAM} {command} > /dev/full", root)
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@NEEDS_A_SHELL
@pytest.mark.parametrize("command", ["check", "init"])
def test_a_folder_that_is_gone_is_said(command: str, root: Path) -> None:
    done = in_shell(f"mkdir gone && cd gone && rmdir ../gone && {PROGRAM} {command}", root)
    assert done.returncode == 2
    assert "No such file or directory" in done.stderr
    assert "Traceback" not in done.stderr


@NEEDS_A_SHELL
def test_who_has_read_enough_is_no_error(root: Path) -> None:
    done = in_shell(f"{PROGRAM} explain | head -1", root)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EACCES, "Permission denied", "a\x1bb"), "Error: a\\x1bb: Permission denied\n"),
        (OSError(errno.ENOSPC, "No space left on device"), "Error: No space left on device\n"),
        (OSError("it is odd"), "Error: it is odd\n"),
    ],
)
def test_what_the_machine_refuses_is_a_sentence(error: OSError, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise error

    monkeypatch.setattr(explain_module, "codes", refuse)
    result = CliRunner().invoke(cli.main, ["explain"])
    assert (result.exit_code, result.stderr) == (2, said)
