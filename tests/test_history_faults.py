"""Where git cannot tell, that is said, with what to do; nothing is guessed in its place."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import BASE, TODAY, git
from past import further, past, record
from yousaid import history, pipeline
from yousaid.diagnostics import Diagnostic
from yousaid.history import History

A = "decisions/2026/a.yml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, and git without anybody's configuration."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return tmp_path / "a repository"


def fault(root: Path, today: dt.date | None = None) -> Diagnostic:
    """Return the one fault of a repository of which nothing is told."""
    found, faults = history.read(root, today=today)
    assert found == History()
    assert len(faults) == 1
    assert faults[0].severity == "error"
    assert faults[0].message.isprintable()
    return faults[0]


def three_versions(root: Path) -> Path:
    return past(
        root,
        ("2026-01-01", {A: record()}),
        ("2026-02-01", {A: record("planned", answer="x")}),
        ("2026-03-01", {A: record("shipped", answer="y")}),
    )


def loose(root: Path, what: str) -> Path:
    """Return the file of an object, which is not in a pack."""
    git(root, "-c", "core.fileMode=false", "repack", "-a", "-d", "-q")
    pack = next((root / ".git/objects/pack").glob("*.pack"))
    data = pack.read_bytes()
    for file in (root / ".git/objects/pack").iterdir():
        file.unlink()
    subprocess.run(["git", "-C", str(root), "unpack-objects", "-q"], input=data, check=True)
    name = git(root, "rev-parse", what).strip()
    file = root / ".git/objects" / name[:2] / name[2:]
    file.chmod(0o600)
    return file


# Contents that are not there.


def test_an_object_that_is_damaged_is_named(root: Path) -> None:
    three_versions(root)
    name = git(root, "rev-parse", f"HEAD~1:{A}").strip()
    loose(root, f"HEAD~1:{A}").write_bytes(b"garbage")
    found = fault(root)
    assert found.code.id == "YS603"
    assert name in found.message
    assert "git fsck" in found.hint


def test_an_object_that_is_missing_is_named(root: Path) -> None:
    three_versions(root)
    name = git(root, "rev-parse", f"HEAD~2:{A}").strip()
    loose(root, f"HEAD~2:{A}").unlink()
    assert name in fault(root).message


def test_a_commit_that_is_missing_is_looked_for_by_git(root: Path) -> None:
    three_versions(root)
    loose(root, "HEAD~1").unlink()
    found = fault(root)
    assert found.code.id == "YS603"
    assert "git fsck" in found.hint


def test_a_content_that_nobody_asks_for_may_be_missing(root: Path) -> None:
    past(root, ("2026-01-01", {A: record()}))
    loose(root, f"HEAD:{A}").unlink()
    found, faults = history.read(root)
    assert not faults
    assert list(found.dates) == [A]


def test_a_tree_that_is_damaged_is_an_error(root: Path) -> None:
    three_versions(root)
    loose(root, "HEAD~1^{tree}").write_bytes(b"garbage")
    assert fault(root).code.id == "YS603"


@pytest.mark.parametrize("moved", [False, True])
def test_a_partial_clone_is_an_error_and_fetches_nothing(root: Path, tmp_path: Path, moved: bool) -> None:
    three_versions(root)
    if moved:  # git itself wants to look at the content
        further(root, ("2026-04-01", {A: None, "decisions/2026/b.yml": record("shipped", answer="z")}))
        further(root, ("2026-05-01", {"x.md": "x"}))
    git(root, "config", "uploadpack.allowFilter", "true")
    git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--filter=blob:none", root.as_uri(), str(clone))
    before = objects(clone)
    found = fault(clone)
    assert found.code.id == "YS605"
    assert "partial" in found.message
    assert objects(clone) == before
    command = found.hint.split("`")[1]
    assert command.startswith("git -c remote.origin.partialclonefilter= fetch --refetch")
    git(clone, *command.split()[1:])
    assert history.read(clone) == history.read(root)


def objects(root: Path) -> list[Path]:
    return sorted((root / ".git/objects").rglob("*"))


def test_a_partial_clone_that_holds_all_that_is_asked_for_is_none(root: Path, tmp_path: Path) -> None:
    past(root, ("2026-01-01", {A: record()}), ("2026-02-01", {"x.md": "x"}))
    git(root, "config", "uploadpack.allowFilter", "true")
    git(root, "clone", "-q", "--filter=blob:none", root.as_uri(), str(tmp_path / "clone"))
    assert history.read(tmp_path / "clone") == history.read(root)


# Clocks.


@pytest.mark.parametrize("version", [0, 1, 2])
@pytest.mark.parametrize(
    ("seconds", "said"), [("0", "1970-01-01"), ("86399", "1970-01-01"), ("4102444800", "2100-01-01")]
)
def test_a_date_that_cannot_be_is_an_error_wherever_it_stands(
    root: Path, version: int, seconds: str, said: str
) -> None:
    days = ["2026-01-01", "2026-02-01", "2026-03-01"]
    days[version] = seconds
    past(root, *((day, {A: record("planned", answer=day)}) for day in days))
    found = fault(root, TODAY)
    assert found.code.id == "YS604"
    assert f"not {said}" in found.message
    assert git(root, "rev-parse", f"HEAD~{2 - version}")[:10] in found.message
    assert "git commit --amend" in found.hint


def test_a_clock_may_be_a_day_ahead_and_the_year_may_be_1970(root: Path) -> None:
    past(root, ("86400", {A: record()}), ("2026-03-02", {A: record("planned")}))
    assert not history.read(root, today=dt.date(2026, 3, 1))[1]
    assert fault(root, dt.date(2026, 2, 28)).code.id == "YS604"


def test_where_nobody_says_what_day_it_is_any_later_day_can_be(root: Path) -> None:
    past(root, ("4102444800", {A: record()}))
    assert not history.read(root)[1]


def test_a_commit_elsewhere_may_have_any_date(root: Path) -> None:
    past(root, ("0", {"other/x.md": "x"}), ("2026-01-01", {f"site/{A}": record()}))
    assert not history.read(root / "site", today=TODAY)[1]
    assert fault(root, TODAY).code.id == "YS604"


def test_commits_that_are_dated_before_their_parents_are_taken_as_they_are(root: Path) -> None:
    past(root, ("2026-03-01", {A: record()}), ("2026-02-01", {A: record("planned", answer="x")}))
    found, faults = history.read(root, today=TODAY)
    assert not faults
    told = found.past[A]
    assert told is not None
    assert [(f"{move.when:%Y-%m-%d}", move.outcome) for move in told.moves] == [
        ("2026-03-01", "received"),
        ("2026-02-01", "planned"),
    ]


def test_a_build_on_a_machine_whose_clock_is_behind_is_stopped(tmp_path: Path) -> None:
    """The day of the newest commit is that of the site: all that is held back until then would be published."""
    files = {file.relative_to(BASE).as_posix(): file.read_bytes() for file in BASE.rglob("*") if file.is_file()}
    root = past(tmp_path / "site", ("2030-01-01", dict(files)))
    built = pipeline.build(pipeline.Settings(root, TODAY))
    assert built.site is None
    assert "YS604" in {found.code.id for found in built.faults}


# Who may read.


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize("below", ["", "site"])
def test_a_repository_of_another_user_is_refused_with_the_command_that_trusts_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    three_versions(root)
    further(root, ("2026-04-01", {"site/x.md": "x"}))
    configuration = tmp_path / "gitconfig"
    configuration.write_text("")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(configuration))
    for path in (root, root / ".git"):
        os.chown(path, 12345, 12345)
    found = fault(root / below)
    assert found.code.id == "YS606"
    command = found.hint.split("`")[1]
    subprocess.run(command, shell=True, check=True)
    assert not history.read(root / below)[1]


def test_git_that_is_not_installed_is_said(root: Path) -> None:
    three_versions(root)
    program = "from pathlib import Path; from yousaid import history; print(history.read(Path())[1][0].message)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env={"PATH": str(root)}, capture_output=True, text=True, check=True
    )
    assert "git is not installed" in done.stdout


# What is in the way, and does not matter.


def test_locks_that_were_left_behind_do_not_matter(root: Path) -> None:
    three_versions(root)
    for name in ("index.lock", "HEAD.lock", "refs/heads/main.lock", "packed-refs.lock", "config.lock", "shallow.lock"):
        (root / ".git" / name).write_text("")
    found, faults = history.read(root)
    assert not faults
    assert len(found.past) == 1


def test_nothing_is_written_into_the_repository(root: Path) -> None:
    three_versions(root)
    (root / A).touch()  # git would like to note its new time
    before = {file: file.stat().st_mtime_ns for file in (root / ".git").rglob("*")}
    history.read(root)
    assert {file: file.stat().st_mtime_ns for file in (root / ".git").rglob("*")} == before
    assert git(root, "status", "--porcelain") == "", "and what is kept beside is ignored"


def test_a_name_with_a_line_end_in_it_is_a_name(root: Path) -> None:
    odd = "decisions/2026/a\nb.yml"
    try:
        past(root, ("2026-01-01", {A: record()}), ("2026-02-01", {A: record("planned")}))
        (root / odd).write_text("x")
    except OSError:
        pytest.skip("this file system refuses the name")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x", when="2026-03-01T12:00:00Z")
    (root / odd).write_text("y")
    found, faults = history.read(root)
    assert not faults
    assert set(found.dates) == {A, odd}
    assert list(found.past) == [A]


# Where it is read.


def test_a_submodule_has_its_own_history(root: Path, tmp_path: Path) -> None:
    three_versions(root)
    top = past(tmp_path / "top", ("2026-06-01", {"x.md": "x"}))
    git(top, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(root), "feedback")
    git(top, "commit", "-q", "-m", "with a submodule", when="2026-06-02T12:00:00Z")
    assert history.read(top / "feedback") == history.read(root)
    found, faults = history.read(top)
    assert not faults
    assert found.dates["feedback"].blob == ""


def test_a_worktree_has_the_history_of_its_commit_and_what_was_read_of_the_others(root: Path, tmp_path: Path) -> None:
    three_versions(root)
    assert not history.read(root)[1]
    git(root, "worktree", "add", "-q", str(tmp_path / "tree"), "HEAD~1")
    found, faults = history.read(tmp_path / "tree")
    assert not faults
    told = found.past[A]
    assert told is not None
    assert [move.outcome for move in told.moves] == ["received", "planned"]
    assert not (tmp_path / "tree/.cache").exists()
    assert (root / ".cache/yousaid/history").is_dir()
