"""Dates from git: a record is public from the commit that brought it to the published branch. Nothing is guessed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from conftest import TODAY, Repository, commit, git
from yousaid import history, pipeline
from yousaid.diagnostics import Diagnostic

LONG = "".join(f"line {number} of a text\n" for number in range(30))
JANUARY, FEBRUARY, MARCH, APRIL, MAY = (f"2026-{month:02}-10T12:00:00Z" for month in range(1, 6))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and git without anybody's configuration."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "a repository"
    folder.mkdir()
    return folder


def write(root: Path, path: str, text: str = LONG) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def move(root: Path, old: str, new: str) -> None:
    (root / new).parent.mkdir(parents=True, exist_ok=True)
    git(root, "mv", old, new)


def dates(root: Path) -> dict[str, tuple[str, str]]:
    """Return the first and the last day of each path."""
    found, faults = history.read(root)
    assert not faults
    return {path: (f"{each.first:%Y-%m-%d}", f"{each.last:%Y-%m-%d}") for path, each in found.dates.items()}


def of(root: Path, path: str) -> tuple[str, str]:
    return dates(root)[path]


def nothing(root: Path) -> Diagnostic:
    """Return the one fault of a repository of which nothing is known."""
    found, faults = history.read(root)
    assert not found.dates
    assert found.head is None
    assert found.of("a.yml") is None
    assert len(faults) == 1
    assert faults[0].hint
    return faults[0]


# First and last.


def test_a_file_has_the_days_of_its_first_and_its_last_commit(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    write(root, "a.yml", LONG + "more")
    commit(root, FEBRUARY)
    write(root, "b.yml", "another")
    commit(root, MARCH)
    assert dates(root) == {"a.yml": ("2026-01-10", "2026-02-10"), "b.yml": ("2026-03-10", "2026-03-10")}


def test_days_are_those_of_utc(root: Path) -> None:
    write(root, "a.yml")
    commit(root, "2026-01-01T01:00:00+1400")
    found, _ = history.read(root)
    known = found.of("a.yml")
    assert known is not None
    assert known.first.isoformat() == "2025-12-31T11:00:00+00:00"
    assert found.head == known.first


def test_the_newest_commit_has_a_date_even_if_it_changed_nothing(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    commit(root, FEBRUARY)
    found, _ = history.read(root)
    assert found.head is not None
    assert f"{found.head:%Y-%m-%d}" == "2026-02-10"
    assert of(root, "a.yml") == ("2026-01-10", "2026-01-10")


def test_the_day_is_that_of_the_commit_and_not_that_of_its_author(root: Path) -> None:
    write(root, "a.yml")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x", "--date", "2019-01-01T12:00:00Z", when=JANUARY)
    assert of(root, "a.yml") == ("2026-01-10", "2026-01-10")


def test_a_file_that_was_not_committed_is_unknown(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    write(root, "b.yml")
    git(root, "add", "b.yml")
    write(root, "c.yml")
    write(root, "a.yml", "changed, and not committed")
    assert dates(root) == {"a.yml": ("2026-01-10", "2026-01-10")}
    found, _ = history.read(root)
    assert found.of("b.yml") is None


def test_a_file_that_is_gone_is_not_known_any_more(root: Path) -> None:
    write(root, "a.yml")
    write(root, "b.yml", "another")
    commit(root, JANUARY)
    git(root, "rm", "-q", "a.yml")
    commit(root, FEBRUARY)
    assert list(dates(root)) == ["b.yml"]


# Moves.


def test_a_new_name_keeps_the_day_of_publication(root: Path) -> None:
    write(root, "decisions/2026/a.yml")
    commit(root, JANUARY)
    move(root, "decisions/2026/a.yml", "decisions/2026/b.yml")
    commit(root, FEBRUARY)
    assert dates(root) == {"decisions/2026/b.yml": ("2026-01-10", "2026-02-10")}


def test_moving_a_whole_year_keeps_the_days(root: Path) -> None:
    for name in "abc":
        write(root, f"decisions/2025/{name}.yml", f"{name}\n{LONG}")
    commit(root, JANUARY)
    move(root, "decisions/2025", "decisions/2026")
    commit(root, FEBRUARY)
    assert dates(root) == {f"decisions/2026/{name}.yml": ("2026-01-10", "2026-02-10") for name in "abc"}


def test_a_file_may_move_and_change_and_move_again(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    move(root, "a.yml", "2026/b.yml")
    write(root, "2026/b.yml", LONG + "more")
    commit(root, FEBRUARY)
    write(root, "2026/b.yml", LONG + "even more")
    commit(root, MARCH)
    move(root, "2026/b.yml", "c.yml")
    commit(root, APRIL)
    assert dates(root) == {"c.yml": ("2026-01-10", "2026-04-10")}


def test_a_move_and_back_is_one_life(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    move(root, "a.yml", "b.yml")
    commit(root, FEBRUARY)
    move(root, "b.yml", "a.yml")
    commit(root, MARCH)
    assert dates(root) == {"a.yml": ("2026-01-10", "2026-03-10")}


def test_a_new_file_under_an_old_name_is_new(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    move(root, "a.yml", "b.yml")
    commit(root, FEBRUARY)
    write(root, "a.yml", "something else altogether")
    commit(root, MARCH)
    assert dates(root) == {"a.yml": ("2026-03-10", "2026-03-10"), "b.yml": ("2026-01-10", "2026-02-10")}


def test_a_name_that_another_file_had_before_brings_no_older_day(root: Path) -> None:
    write(root, "b.yml", "something else altogether")
    commit(root, JANUARY)
    git(root, "rm", "-q", "b.yml")
    commit(root, FEBRUARY)
    write(root, "a.yml")
    commit(root, MARCH)
    move(root, "a.yml", "b.yml")
    commit(root, APRIL)
    assert dates(root) == {"b.yml": ("2026-03-10", "2026-04-10")}


def test_a_new_file_under_an_old_name_stays_new_when_the_old_one_is_deleted(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    move(root, "a.yml", "b.yml")
    commit(root, FEBRUARY)
    write(root, "a.yml", "something else altogether")
    commit(root, MARCH)
    git(root, "rm", "-q", "b.yml")
    commit(root, APRIL)
    assert dates(root) == {"a.yml": ("2026-03-10", "2026-03-10")}


def test_a_copy_is_a_new_file(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    write(root, "b.yml")
    commit(root, FEBRUARY)
    assert of(root, "b.yml") == ("2026-02-10", "2026-02-10")


def test_two_files_that_change_places_keep_their_days(root: Path) -> None:
    write(root, "a.yml", "one\n" + LONG)
    commit(root, JANUARY)
    write(root, "b.yml", "two\n" + LONG[::-1])
    commit(root, FEBRUARY)
    write(root, "a.yml", "two\n" + LONG[::-1])
    write(root, "b.yml", "one\n" + LONG)
    commit(root, MARCH)
    assert dates(root) == {"a.yml": ("2026-01-10", "2026-03-10"), "b.yml": ("2026-02-10", "2026-03-10")}


def test_a_file_that_was_deleted_and_came_back_was_published_before(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    git(root, "rm", "-q", "a.yml")
    commit(root, FEBRUARY)
    write(root, "a.yml")
    commit(root, MARCH)
    assert dates(root) == {"a.yml": ("2026-01-10", "2026-03-10")}


def test_a_deletion_that_was_reverted_is_forgotten(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    git(root, "rm", "-q", "a.yml")
    commit(root, FEBRUARY)
    git(root, "revert", "--no-edit", "HEAD", when=MARCH)
    assert of(root, "a.yml") == ("2026-01-10", "2026-03-10")


def test_a_change_that_was_reverted_is_a_change_all_the_same(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    write(root, "a.yml", LONG + "more")
    commit(root, FEBRUARY)
    git(root, "revert", "--no-edit", "HEAD", when=MARCH)
    assert of(root, "a.yml") == ("2026-01-10", "2026-03-10")


# Branches.


@pytest.fixture
def branched(root: Path) -> Path:
    """A record on `main` in January, and another written on a branch in February and changed there in March."""
    write(root, "a.yml")
    commit(root, JANUARY)
    git(root, "checkout", "-q", "-b", "proposal")
    write(root, "b.yml", "new")
    commit(root, FEBRUARY)
    write(root, "b.yml", "new, and better")
    write(root, "a.yml", LONG + "more")
    commit(root, MARCH)
    git(root, "checkout", "-q", "main")
    return root


def test_a_record_is_published_by_the_merge_and_not_by_the_branch(branched: Path) -> None:
    git(branched, "merge", "-q", "--no-ff", "-m", "merge", "proposal", when=APRIL)
    assert dates(branched) == {"a.yml": ("2026-01-10", "2026-04-10"), "b.yml": ("2026-04-10", "2026-04-10")}


def test_a_branch_is_not_published_while_it_is_not_merged(branched: Path) -> None:
    assert dates(branched) == {"a.yml": ("2026-01-10", "2026-01-10")}


def test_a_squashed_branch_is_published_when_it_was_squashed(branched: Path) -> None:
    git(branched, "merge", "-q", "--squash", "proposal")
    commit(branched, APRIL)
    assert of(branched, "b.yml") == ("2026-04-10", "2026-04-10")


def test_a_branch_without_a_merge_commit_was_published_as_it_was_written(branched: Path) -> None:
    git(branched, "merge", "-q", "--ff-only", "proposal")
    assert of(branched, "b.yml") == ("2026-02-10", "2026-03-10")


def test_a_merge_into_a_main_branch_that_went_on_counts_once(branched: Path) -> None:
    write(branched, "c.yml", "meanwhile")
    commit(branched, APRIL)
    git(branched, "merge", "-q", "--no-ff", "-m", "merge", "proposal", when=MAY)
    assert dates(branched) == {
        "a.yml": ("2026-01-10", "2026-05-10"),
        "b.yml": ("2026-05-10", "2026-05-10"),
        "c.yml": ("2026-04-10", "2026-04-10"),
    }


def test_a_move_on_a_branch_is_followed_through_the_merge(branched: Path) -> None:
    git(branched, "checkout", "-q", "proposal")
    move(branched, "a.yml", "2026/a.yml")
    commit(branched, APRIL)
    git(branched, "checkout", "-q", "main")
    git(branched, "merge", "-q", "--no-ff", "-m", "merge", "proposal", when=MAY)
    assert of(branched, "2026/a.yml") == ("2026-01-10", "2026-05-10")


def test_a_merge_that_was_reverted_takes_its_records_away(branched: Path) -> None:
    git(branched, "merge", "-q", "--no-ff", "-m", "merge", "proposal", when=APRIL)
    git(branched, "revert", "--no-edit", "-m", "1", "HEAD", when=MAY)
    assert dates(branched) == {"a.yml": ("2026-01-10", "2026-05-10")}


# Where the records lie.


def test_paths_begin_at_the_root_wherever_it_lies_in_the_repository(root: Path) -> None:
    write(root, "sites/feedback/decisions/2026/a.yml")
    write(root, "decisions/2026/a.yml", "not this one")
    commit(root, JANUARY)
    write(root, "elsewhere.yml", "x")
    commit(root, FEBRUARY)
    assert dates(root / "sites/feedback") == {"decisions/2026/a.yml": ("2026-01-10", "2026-01-10")}
    found, _ = history.read(root / "sites/feedback")
    assert found.head is not None
    assert f"{found.head:%Y-%m-%d}" == "2026-02-10", "the day of the repository, as for a root of its own"


@pytest.mark.parametrize("name", ["a [b]*", ":(top)", "-x", "ü ö", "a"])
def test_the_folder_may_be_called_what_git_takes_for_a_pattern(root: Path, name: str) -> None:
    write(root, f"{name}/decisions/2026/a.yml")
    write(root, "a b/decisions/2026/b.yml", "not this one")
    commit(root, JANUARY)
    assert list(dates(root / name)) == ["decisions/2026/a.yml"]


def test_a_repository_is_found_through_a_link(root: Path, tmp_path: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    link = tmp_path / "link"
    link.symlink_to(root)
    assert list(dates(link)) == ["a.yml"]


def test_the_root_may_be_given_from_where_one_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "below/decisions/2026/a.yml")
    commit(root, JANUARY)
    for folder, way in ((".", "below"), ("below", "."), ("below/decisions", "..")):
        monkeypatch.chdir(root / folder)
        assert list(dates(Path(way))) == ["decisions/2026/a.yml"]


def test_a_folder_of_a_repository_is_found_through_a_link(root: Path, tmp_path: Path) -> None:
    write(root, "below/a.yml")
    commit(root, JANUARY)
    link = tmp_path / "link"
    link.symlink_to(root / "below")
    assert list(dates(link)) == ["a.yml"]


def test_a_repository_with_long_ids_is_read_alike(root: Path) -> None:
    git(root, "init", "-q", "-b", "main", "--object-format=sha256")
    write(root, "a.yml")
    commit(root, JANUARY)
    assert list(dates(root)) == ["a.yml"]


def test_a_worktree_and_a_detached_head_have_their_own_history(root: Path, tmp_path: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    write(root, "b.yml", "another")
    commit(root, FEBRUARY)
    git(root, "worktree", "add", "-q", str(tmp_path / "tree"), "HEAD~1")
    assert dates(tmp_path / "tree") == {"a.yml": ("2026-01-10", "2026-01-10")}
    git(root, "checkout", "-q", "--detach", "HEAD~1")
    assert dates(root) == {"a.yml": ("2026-01-10", "2026-01-10")}


def test_a_repository_that_git_has_packed_is_read_alike(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    git(root, "pack-refs", "--all")
    git(root, "gc", "-q")
    assert list(dates(root)) == ["a.yml"]


# Nobody's taste changes the dates.

TASTES = [
    ("diff", "renames", "false"),
    ("diff", "renames", "copies"),
    ("diff", "relative", "true"),
    ("diff", "noprefix", "true"),
    ("diff", "mnemonicPrefix", "true"),
    ("diff", "external", "false"),
    ("log", "showSignature", "true"),
    ("log", "follow", "true"),
    ("log", "showRoot", "false"),
    ("log", "diffMerges", "off"),
    ("log", "diffMerges", "combined"),
    ("log", "diffMerges", "remerge"),
    ("log", "date", "relative"),
    ("log", "decorate", "full"),
    ("log", "abbrevCommit", "true"),
    ("format", "pretty", "oneline"),
    ("color", "ui", "always"),
    ("core", "quotepath", "true"),
    ("core", "pager", "false"),
    ("notes", "displayRef", "*"),
]


@pytest.mark.parametrize("taste", [None, *TASTES], ids=lambda taste: ".".join(taste or ("default",)))
@pytest.mark.parametrize("below", ["", "below/"])
def test_the_configuration_of_a_user_changes_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taste: tuple[str, str, str] | None, below: str
) -> None:
    odd = f"{below}decisions/2026/ü\nb.yml"
    try:
        write(root, odd, "odd")
    except OSError:
        pytest.skip("this file system refuses the name")
    write(root, f"{below}decisions/2025/a.yml")
    commit(root, JANUARY)
    git(root, "checkout", "-q", "-b", "proposal")
    move(root, f"{below}decisions/2025/a.yml", f"{below}decisions/2026/a.yml")
    commit(root, FEBRUARY)
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "merge", "proposal", when=MARCH)
    if taste:
        configuration = tmp_path / "gitconfig"
        configuration.write_text(f"[{taste[0]}]\n\t{taste[1]} = {taste[2]}\n")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(configuration))
    assert dates(root / below) == {
        "decisions/2026/ü\nb.yml": ("2026-01-10", "2026-01-10"),
        "decisions/2026/a.yml": ("2026-01-10", "2026-03-10"),
    }


def test_no_number_of_moves_in_a_commit_is_too_many(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git gives up on many moves of changed files at once, and at how many is a matter of configuration."""
    for name in "abc":
        write(root, f"{name}.yml", "".join(f"{name} says line {number}\n" for number in range(30)))
    commit(root, JANUARY)
    for name, new in zip("abc", "xyz", strict=True):
        move(root, f"{name}.yml", f"{new}.yml")
        write(root, f"{new}.yml", (root / f"{new}.yml").read_text() + "more\n")
    commit(root, FEBRUARY)
    configuration = tmp_path / "gitconfig"
    configuration.write_text("[diff]\n\trenameLimit = 1\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(configuration))
    assert dates(root) == {f"{new}.yml": ("2026-01-10", "2026-02-10") for new in "xyz"}


def test_nothing_is_said_about_who_committed_what(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    said = repr(history.read(root))
    for private in ("Test", "test@example.org", "a change"):
        assert private in git(root, "log", "--format=%an %ae %s"), "or the next claim shows nothing"
        assert private not in said


# Where nothing is known, nothing is guessed.


def test_a_shallow_clone_is_an_error(root: Path, tmp_path: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    write(root, "b.yml", "another")
    commit(root, FEBRUARY)
    git(root, "clone", "-q", "--depth", "1", root.as_uri(), str(tmp_path / "clone"))
    fault = nothing(tmp_path / "clone")
    assert (fault.code.id, fault.severity) == ("YS601", "error")
    git(tmp_path / "clone", "fetch", "-q", "--unshallow")
    assert dates(tmp_path / "clone") == dates(root)


def test_a_folder_outside_of_any_repository_is_a_warning(root: Path) -> None:
    fault = nothing(root)
    assert (fault.code.id, fault.severity) == ("YS602", "warning")
    assert "not in a git repository" in fault.message


def test_a_repository_without_a_commit_is_a_warning(root: Path) -> None:
    git(root, "init", "-q", "-b", "main")
    write(root, "a.yml")
    fault = nothing(root)
    assert (fault.code.id, fault.severity) == ("YS602", "warning")
    assert "no commit yet" in fault.message


def test_a_machine_without_git_is_a_warning(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    monkeypatch.setenv("PATH", str(root))
    fault = nothing(root)
    assert (fault.code.id, fault.severity) == ("YS602", "warning")
    assert "not installed" in fault.message


def test_a_machine_that_never_had_git_is_a_warning(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "git", None)  # what looks for git on import fails there
    fault = nothing(root)
    assert (fault.code.id, fault.severity) == ("YS602", "warning")


def test_a_damaged_repository_is_an_error_that_repeats_what_git_said(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    write(root, "a.yml", "more")
    commit(root, FEBRUARY)
    first = git(root, "rev-parse", "HEAD~1").strip()
    lost = root / ".git/objects" / first[:2] / first[2:]
    lost.chmod(0o600)
    lost.unlink()
    fault = nothing(root)
    assert (fault.code.id, fault.severity) == ("YS603", "error")
    assert git(root, "rev-parse", "HEAD").strip() in fault.message
    assert fault.message.isprintable()


@pytest.mark.parametrize(
    ("file", "content"),
    [("refs/heads/main", "garbage\n"), ("refs/heads/main", f"{'0' * 39}1\n"), ("HEAD", "garbage\n"), ("HEAD", None)],
)
def test_a_damaged_repository_is_never_taken_for_an_empty_one(root: Path, file: str, content: str | None) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    if content is None:
        (root / ".git" / file).unlink()
    else:
        (root / ".git" / file).write_text(content)
    fault = nothing(root)
    assert (fault.code.id, fault.severity) == ("YS603", "error")


def test_a_repository_that_lost_its_objects_is_an_error(root: Path) -> None:
    write(root, "a.yml")
    commit(root, JANUARY)
    shutil.rmtree(root / ".git/objects")
    (root / ".git/objects").mkdir()
    assert (nothing(root).code.id, nothing(root).severity) == ("YS603", "error")


@pytest.mark.parametrize("seconds", ["999999999999999", "9999999999999999999"])
@pytest.mark.parametrize("on_top", [False, True])
def test_a_time_that_cannot_be_is_an_error(root: Path, seconds: str, on_top: bool) -> None:
    write(root, "a.yml")
    commit(root, f"@{seconds} +0000")
    if on_top:
        write(root, "a.yml", "more")
        commit(root, JANUARY)
    assert nothing(root).code.id == "YS604"


def test_a_repository_without_files_of_its_own_is_an_error(root: Path) -> None:
    git(root, "init", "-q", "--bare")
    write(root, "a.yml")
    tree = git(root, "--git-dir", str(root), "mktree").strip()
    made = git(root, "--git-dir", str(root), "commit-tree", "-m", "x", tree).strip()
    git(root, "--git-dir", str(root), "update-ref", "HEAD", made)
    assert nothing(root).severity == "error"


def test_an_error_without_a_word_is_still_an_error_with_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import git as library

    def refuse(*words: object, **more: object) -> None:
        raise ValueError

    write(root, "a.yml")
    commit(root, JANUARY)
    monkeypatch.setattr(library.Repo, "__init__", refuse)
    fault = nothing(root)
    assert fault.code.id == "YS603"
    assert "ValueError" in fault.message


def test_without_git_a_site_is_built_and_has_no_dates(repository: Repository) -> None:
    built = pipeline.build(pipeline.Settings(repository({}), TODAY))
    assert built.site is not None
    assert [fault.code.id for fault in built.faults] == ["YS602"]
    assert not [decision for decision in built.site.decisions if decision.dates]


def test_with_git_a_record_carries_its_dates_and_the_site_is_of_the_day_of_its_commit(repository: Repository) -> None:
    later = "title: Print\nidea: Please.\nasked: 2026-01-12\noutcome: received\narea: reports\npublish_on: 2026-03-02\n"
    root = repository({"decisions/2026/later.yml": later})
    commit(root, "2026-03-01T12:00:00Z")
    built = pipeline.build(pipeline.Settings(root, TODAY))
    assert built.site is not None
    assert set(built.site.by_key) == {"plain", "refused"}
    assert all(decision.dates for decision in built.site.decisions)
    commit(root, "2026-03-02T00:00:00Z")
    assert "later" in (pipeline.build(pipeline.Settings(root, TODAY)).site or built.site).by_key
