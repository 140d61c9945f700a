"""What another revision held: compared with where the two part, without a trace in the repository."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from conftest import commit as commit_all
from conftest import git
from yousaid import history
from yousaid.revision import RevisionError, changed, exactly, tree


@pytest.fixture(autouse=True)
def _nobodys_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def write(root: Path, path: str, text: str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository whose branches `main` and `proposal` part after its first commit; `proposal` is checked out."""
    folder = tmp_path / "a repository"
    for path in ("decisions/2026/same.yml", "decisions/2026/old.yml", "decisions/2026/gone.yml", "mkdocs.yml"):
        write(folder, path, f"{path}, as it was\n")
    commit_all(folder)
    git(folder, "checkout", "-q", "-b", "proposal")
    git(folder, "checkout", "-q", "main")
    write(folder, "decisions/2026/theirs.yml", "written over there since\n")
    commit_all(folder)
    git(folder, "checkout", "-q", "proposal")
    return folder


def files(folder: Path) -> dict[str, str]:
    """Return every file of a folder with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def held(root: Path, rev: str = "main", *paths: str) -> dict[str, str]:
    with tree(root, rev, *paths) as there:
        return files(there)


AS_IT_WAS = {
    path: f"{path}, as it was\n"
    for path in ("decisions/2026/gone.yml", "decisions/2026/old.yml", "decisions/2026/same.yml", "mkdocs.yml")
}


# Which files differ.


def test_nothing_differs_where_nothing_was_changed(root: Path) -> None:
    assert changed(root, "main") == frozenset()


def test_a_file_that_was_written_anew_as_it_was_does_not_differ(root: Path) -> None:
    os.utime(root / "mkdocs.yml", (1, 1))
    git(root, "config", "diff.autoRefreshIndex", "false")
    assert changed(root, "main") == frozenset()


def test_what_differs_is_committed_staged_edited_untracked_deleted_or_moved(root: Path) -> None:
    write(root, "decisions/2026/committed.yml", "x\n")
    git(root, "mv", "decisions/2026/old.yml", "decisions/2026/new.yml")
    commit_all(root)
    write(root, "decisions/2026/staged.yml", "x\n")
    git(root, "add", "decisions/2026/staged.yml")
    write(root, "mkdocs.yml", "edited\n")
    write(root, "decisions/2026/ü\nodd.yml", "untracked\n")
    (root / "decisions/2026/gone.yml").unlink()
    assert changed(root, "main") == {
        "decisions/2026/committed.yml",
        "decisions/2026/old.yml",
        "decisions/2026/new.yml",
        "decisions/2026/staged.yml",
        "decisions/2026/ü\nodd.yml",
        "decisions/2026/gone.yml",
        "mkdocs.yml",
    }


def test_what_git_ignores_does_not_differ(root: Path) -> None:
    write(root, ".git/info/exclude", "site/\n")
    write(root, "site/index.html", "x\n")
    assert changed(root, "main") == frozenset()


@pytest.mark.parametrize("rev", ["main", "HEAD", "HEAD^{commit}", "refs/heads/main", "main@{0}", "HEAD~0"])
def test_a_revision_may_be_said_in_every_way_of_git(root: Path, rev: str) -> None:
    write(root, "new.yml", "x\n")
    assert changed(root, rev) == {"new.yml"}


def test_paths_begin_at_the_root_and_files_elsewhere_do_not_count(root: Path) -> None:
    write(root, "sites/feed[b]ack/decisions/2026/a.yml", "x\n")
    write(root, "sites/feedback/decisions/2026/b.yml", "x\n")
    write(root, "mkdocs.yml", "edited\n")
    assert changed(root / "sites/feed[b]ack", "main") == {"decisions/2026/a.yml"}
    git(root, "add", "-A")
    assert changed(root / "sites/feed[b]ack", "main") == {"decisions/2026/a.yml"}


def test_the_taste_of_a_user_changes_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "sites/decisions/ü.yml", "x\n" * 40)
    commit_all(root)
    git(root, "mv", "sites/decisions/ü.yml", "sites/decisions/ö.yml")
    taste = (
        "[diff]\n\trenames = copies\n\trelative = true\n\tnoprefix = true\n\texternal = false\n[color]\n\tui = always\n"
    )
    write(tmp_path, "gitconfig", taste + "[core]\n\tquotepath = true\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    assert changed(root / "sites", "HEAD") == {"decisions/ü.yml", "decisions/ö.yml"}


# What it held.


def test_the_tree_is_what_was_there_where_the_two_part(root: Path) -> None:
    write(root, "mkdocs.yml", "edited\n")
    write(root, "decisions/2026/new.yml", "x\n")
    commit_all(root)
    assert held(root) == AS_IT_WAS


def test_the_tree_is_gone_afterwards_also_after_an_error(root: Path) -> None:
    seen: list[Path] = []

    def fail(there: Path) -> None:
        seen.append(there)
        raise KeyError(there)

    with pytest.raises(KeyError), tree(root, "main") as there:
        fail(there)
    assert not seen[0].exists()


def test_an_error_of_the_one_who_asked_is_not_taken_for_one_of_git(root: Path) -> None:
    with pytest.raises(ValueError, match="mine"), tree(root, "main"):
        raise ValueError("mine")


def test_the_tree_may_hold_some_files_only(root: Path) -> None:
    assert held(root, "main", "mkdocs.yml", "nothing/such") == {"mkdocs.yml": AS_IT_WAS["mkdocs.yml"]}
    assert set(held(root, "main", "decisions")) == set(AS_IT_WAS) - {"mkdocs.yml"}


def test_the_tree_begins_at_the_root(root: Path) -> None:
    write(root, "sites/a [b]*/decisions/x.yml", "one\n")
    commit_all(root)
    write(root, "sites/a [b]*/decisions/x.yml", "two\n")
    assert held(root / "sites/a [b]*", "HEAD") == {"decisions/x.yml": "one\n"}
    assert held(root / "sites/a [b]*", "HEAD", "decisions") == {"decisions/x.yml": "one\n"}


def test_a_root_that_did_not_exist_is_an_empty_folder(root: Path) -> None:
    write(root, "sites/new/decisions/x.yml", "one\n")
    assert held(root / "sites/new") == {}


def test_what_is_left_out_of_archives_is_held_all_the_same(root: Path) -> None:
    write(root, ".gitattributes", "decisions export-ignore\nmkdocs.yml export-subst\n")
    write(root, "mkdocs.yml", "$Format:%H$\n")
    commit_all(root)
    assert held(root, "HEAD")["mkdocs.yml"] == "$Format:%H$\n"
    assert "decisions/2026/same.yml" in held(root, "HEAD")


def test_neither_hooks_nor_the_index_nor_worktrees_notice(root: Path) -> None:
    for hook in ("post-checkout", "post-index-change", "post-merge"):
        write(root, f".git/hooks/{hook}", f"#!/bin/sh\ntouch {hook}-ran\n").chmod(0o755)
    before = {path: path.read_bytes() for path in (root / ".git").rglob("*") if path.is_file()}
    held(root)
    assert {path: path.read_bytes() for path in (root / ".git").rglob("*") if path.is_file()} == before
    assert not list(root.glob("*-ran"))


def test_a_sparse_checkout_does_not_make_the_tree_sparse(root: Path) -> None:
    git(root, "sparse-checkout", "set", "--no-cone", "/decisions/2026/same.yml")
    assert not (root / "mkdocs.yml").exists()
    assert held(root) == AS_IT_WAS
    assert changed(root, "main") == frozenset()


def test_worktrees_submodules_and_a_detached_head_are_as_good(root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", "-q", "--detach", str(tmp_path / "tree"), "proposal")
    write(tmp_path / "tree", "new.yml", "x\n")
    assert changed(tmp_path / "tree", "main") == {"new.yml"}
    assert held(tmp_path / "tree") == AS_IT_WAS
    outer = tmp_path / "outer"
    write(outer, "readme", "x\n")
    commit_all(outer)
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(root), "inner")
    commit_all(outer)
    write(outer / "inner", "new.yml", "x\n")
    assert changed(outer / "inner", "HEAD") == {"new.yml"}
    assert held(outer / "inner", "HEAD") == AS_IT_WAS
    assert changed(outer, "HEAD") == frozenset(), "what differs there, differs there"


def test_a_repository_is_found_through_a_link(root: Path, tmp_path: Path) -> None:
    write(root, "below/new.yml", "x\n")
    (tmp_path / "link").symlink_to(root / "below")
    assert changed(tmp_path / "link", "main") == {"new.yml"}


# The revision itself.


@pytest.fixture
def grown(root: Path) -> Path:
    """The same with a second commit, of another day, and a third state that is not committed."""
    write(root, "mkdocs.yml", "second\n")
    write(root, "decisions/2026/new.yml", "second\n")
    commit_all(root, "2026-04-04T23:59:59-05:00")
    write(root, "mkdocs.yml", "third\n")
    return root


def past(folder: Path) -> set[str]:
    """Return every file but the one that leads to the repository."""
    return set(files(folder)) - {".git"}


def test_a_revision_holds_what_its_commit_held_and_its_own_day(grown: Path) -> None:
    with exactly(grown, "main") as there:
        assert past(there.root) == {*AS_IT_WAS, "decisions/2026/theirs.yml"}, "over there, not where they part"
    with exactly(grown, "HEAD") as there:
        assert (there.root / "mkdocs.yml").read_text() == "second\n"
        assert there.commit == git(grown, "rev-parse", "HEAD").strip()
        assert there.when.isoformat() == "2026-04-05T04:59:59+00:00"
    assert not there.root.exists()


def test_the_history_of_a_revision_is_that_up_to_it(grown: Path) -> None:
    for rev, last in (("HEAD~1", "2026-03-01T12:00:00+00:00"), ("HEAD", "2026-04-05T04:59:59+00:00")):
        with exactly(grown, rev) as there:
            found, faults = history.read(there.root)
            known = found.of("mkdocs.yml")
            assert faults == []
            assert known is not None
            assert known.last.isoformat() == last
            assert found.head == there.when
            assert (found.of("decisions/2026/new.yml") is None) == (rev == "HEAD~1")
            assert git(there.root, "status", "--porcelain") == "", "git finds it as it was committed"
            assert git(there.root, "rev-parse", "HEAD").strip() == there.commit


def test_the_root_of_a_revision_lies_where_it_lay_with_all_that_was_beside_it(grown: Path) -> None:
    write(grown, "sites/feed back/decisions/x.yml", "one\n")
    commit_all(grown)
    with exactly(grown / "sites/feed back", "HEAD") as there:
        assert files(there.root) == {"decisions/x.yml": "one\n"}
        assert (there.root / "../../mkdocs.yml").read_text() == "third\n", "a theme may be inherited from there"
        assert history.read(there.root)[0].of("decisions/x.yml") is not None
    with exactly(grown / "sites/feed back", "main") as there:
        assert files(there.root) == {}


def test_nothing_in_the_repository_notices_that_a_revision_is_looked_at(grown: Path) -> None:
    def all_of_it() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in grown.rglob("*") if path.is_file()}

    before = all_of_it()
    with exactly(grown, "main") as there:
        history.read(there.root)
    assert all_of_it() == before
    assert git(grown, "worktree", "list").count("\n") == 1


@pytest.mark.parametrize("rev", ["main", "main@{0}", "HEAD~1"])
def test_a_revision_can_be_looked_at_from_a_worktree_and_a_submodule(grown: Path, tmp_path: Path, rev: str) -> None:
    git(grown, "worktree", "add", "-q", "--detach", str(tmp_path / "tree"), "main")
    git(tmp_path / "tree", "commit", "-q", "--allow-empty", "-m", "another")
    outer = tmp_path / "outer"
    write(outer, "readme", "x\n")
    commit_all(outer)
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", "-b", "main", str(grown), "inner")
    git(outer / "inner", "commit", "-q", "--allow-empty", "-m", "another")
    for root in (tmp_path / "tree", outer / "inner"):
        with exactly(root, rev) as there:
            assert set(AS_IT_WAS) <= past(there.root)
            assert history.read(there.root)[0].of("mkdocs.yml") is not None


def test_what_is_no_revision_is_not_looked_at(grown: Path, tmp_path: Path) -> None:
    for rev in ("nothing", "--all", "main..proposal", "HEAD:mkdocs.yml", ""):
        with pytest.raises(RevisionError, match="must be a revision that git knows here; type a branch"):
            exactly(grown, rev).__enter__()
    clone = tmp_path / "clone"
    git(grown, "clone", "-q", "--depth", "1", grown.as_uri(), str(clone))
    with pytest.raises(RevisionError, match="knows here; run `git fetch --unshallow`"):
        exactly(clone, "HEAD~1").__enter__()
    with exactly(clone, "HEAD") as there:
        assert [fault.code.id for fault in history.read(there.root)[1]] == ["YS601"], "its history is not whole"
    with pytest.raises(RevisionError, match="must lie in a git repository"):
        exactly(tmp_path, "HEAD").__enter__()


# What cannot be compared is said in a sentence.


def refusal(root: Path, rev: str = "main") -> str:
    with pytest.raises(RevisionError) as one:
        changed(root, rev)
    with pytest.raises(RevisionError) as other, tree(root, rev):
        raise AssertionError("there is nothing to show")
    assert str(one.value) == str(other.value)
    assert str(one.value).isprintable()
    return str(one.value)


@pytest.mark.parametrize("rev", ["nothing", "main..proposal", "HEAD:mkdocs.yml", "", "a\nb", "\x1b[31m", "no such"])
def test_an_unknown_revision_is_refused(root: Path, rev: str) -> None:
    said = refusal(root, rev)
    assert "must be a revision that git knows here" in said
    assert "--since origin/main" in said


@pytest.mark.parametrize("rev", ["--all", "-x", "--output=stolen", "--git-dir", "--help", "--end-of-options"])
def test_a_revision_is_never_taken_for_an_option(root: Path, rev: str) -> None:
    assert f"`{rev}` must be a revision" in refusal(root, rev)
    assert not (root / "stolen").exists()


def test_a_nul_in_a_revision_is_refused(root: Path) -> None:
    assert "git cannot look at a revision" in refusal(root, "a\0b")


def test_a_repository_of_another_user_is_not_taken_for_one_without_a_commit(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "must belong to the user who reads it" in refusal(root)
    with pytest.raises(RevisionError, match=r"git config --global --add safe.directory"), exactly(root, "main"):
        pass


def test_histories_without_a_common_commit_are_refused(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "other")
    git(root, "commit", "-q", "-m", "another beginning")
    assert "no commit in common; name the branch" in refusal(root)


def test_a_shallow_clone_is_told_to_fetch_the_rest(root: Path, tmp_path: Path) -> None:
    write(root, "new.yml", "x\n")
    commit_all(root)
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--depth", "1", "--no-single-branch", root.as_uri(), str(clone))
    assert "does not hold the whole history; run `git fetch --unshallow`" in refusal(clone, "origin/main")
    assert "must be a revision that git knows here; run `git fetch --unshallow`" in refusal(clone, "HEAD~1")
    git(clone, "fetch", "-q", "--unshallow")
    assert changed(clone, "origin/main") == {"new.yml"}


def test_a_repository_without_a_commit_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert "no commit yet" in refusal(tmp_path)


def test_a_folder_outside_of_any_repository_is_refused(tmp_path: Path) -> None:
    assert "must lie in a git repository" in refusal(tmp_path)


def test_a_repository_without_files_of_its_own_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare")
    assert "must lie in a git repository" in refusal(tmp_path)


def test_a_machine_without_git_is_told_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    assert "git must be installed" in refusal(root)


def test_a_machine_that_never_had_git_is_told_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "git", None)  # what looks for git on import fails there
    assert "git must be installed" in refusal(root)


def test_a_damaged_repository_repeats_what_git_said(root: Path) -> None:
    (root / ".git/index").write_bytes(b"garbage")
    with pytest.raises(RevisionError, match=r"git cannot look at a revision: .*index.*; run `git status`"):
        changed(root, "main")
    assert held(root) == AS_IT_WAS, "an index of its own"


def test_a_repository_that_lost_an_object_says_which(root: Path) -> None:
    blob = git(root, "rev-parse", "HEAD:mkdocs.yml").strip()
    lost = root / ".git/objects" / blob[:2] / blob[2:]
    lost.chmod(0o600)
    lost.unlink()
    with pytest.raises(RevisionError, match="git cannot look at a revision"), tree(root, "main"):
        raise AssertionError("there is nothing to show")
