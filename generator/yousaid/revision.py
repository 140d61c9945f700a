"""What another revision held, and which files differ from it.

Who compares looks at the commit where that revision and this one part, since what happened over there since is no
change of ours; who wants the past looks at the revision itself. Nothing is written into the repository.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yousaid import history
from yousaid.diagnostics import printable, quoted
from yousaid.reader import FOLDER

if TYPE_CHECKING:
    import git


class RevisionError(Exception):
    """A revision cannot be looked at; the message says why in a sentence, and what to type."""


class NoRepositoryError(RevisionError):
    """There is no git, or no repository, and so there are no revisions."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision in a folder of its own: the root in it, the id of its commit, and when that was made, in UTC."""

    folder: Path
    root: Path
    commit: str
    when: dt.datetime

    def moved(self, path: Path, root: Path) -> Path:
        """Return what a path in the folder, seen from its root, is seen from another root."""
        return root / os.path.relpath(path, self.root) if path.is_relative_to(self.folder) else path


def changed(root: Path, rev: str) -> frozenset[str]:
    """Return the files below ``root`` that are not as they were where this revision and ``rev`` part.

    Paths are relative to ``root``, with forward slashes. Files that are new or deleted are among them, and both names
    of those that moved; files that git ignores are not, since they will not be merged.
    """
    with _repository(root) as (repo, inside):
        base = _parting(repo, rev)
        there = _lay(repo, root, inside, base)
        asked = ("--name-only", "-z", "--no-renames", "--no-relative", "--ignore-submodules")
        below = ("--", inside) if inside else ()
        # Without the setting, files of which only the time is another are among them.
        differing: bytes = repo.git(literal_pathspecs=True, c="diff.autoRefreshIndex=true").diff(
            *asked, base if there == inside else "HEAD", *below, stdout_as_string=False
        )
        trees = (f"{base}:{there}".rstrip("/"), f"HEAD:{inside}".rstrip("/"))
        # That it was moved as a whole changes no file.
        moved: bytes = repo.git.diff(*asked, *trees, "--", stdout_as_string=False) if there != inside else b""
        new: bytes = repo.git(literal_pathspecs=True).ls_files(
            "--others", "--exclude-standard", "-z", *below, stdout_as_string=False
        )
    paths = [each.decode("utf-8", "surrogateescape").split("\0") for each in (differing + new, moved)]
    return frozenset(filter(None, [*(path.removeprefix(inside) for path in paths[0]), *paths[1]]))


def parting(root: Path, rev: str) -> str:
    """Return the id of the commit where this revision and ``rev`` part."""
    with _repository(root) as (repo, _):
        return _parting(repo, rev)


def lies_in(root: Path, older: str, rev: str) -> bool:
    """Tell whether a commit lies in the history of another one, or is that one."""
    with _repository(root) as (repo, _):
        asked = ("--is-ancestor", "--end-of-options", older, rev)
        status, _, _ = repo.git.merge_base(*asked, with_extended_output=True, with_exceptions=False)
        return bool(status == 0)


def is_tracked(file: Path) -> bool:
    """Tell whether git knows a file, or what it links to, in whichever repository it lies."""
    return any(_is_known(each) for each in {file.absolute(), file.resolve()})


def is_open(file: Path) -> bool:
    """Tell whether git does not know a file, and would take it along: a repository that does not ignore it."""
    return _is_known(file, "--others", "--exclude-standard")


def _is_known(file: Path, *how: str) -> bool:
    with contextlib.suppress(NoRepositoryError), _repository(file.parent) as (repo, inside):
        return bool(repo.git(literal_pathspecs=True).ls_files("-z", *how, "--", f"{inside}{file.name}"))
    return False


@contextlib.contextmanager
def tree(root: Path, rev: str, *paths: str) -> Iterator[Path]:
    """Give a folder with what ``root`` held where this revision and ``rev`` part, for as long as it is needed.

    With ``paths`` (relative to ``root``) it holds these files and folders only; what did not exist is missing there.
    """
    with tempfile.TemporaryDirectory(prefix="yousaid-", ignore_cleanup_errors=True) as folder:
        with _repository(root) as (repo, inside):
            base = _parting(repo, rev)
            there = _lay(repo, root, inside, base)
            wanted = [f"{there}{path}".rstrip("/") for path in paths or ("",)]
            index = str(Path(folder, "index"))
            _check_out(repo, base, wanted, folder, GIT_INDEX_FILE=index, GIT_LFS_SKIP_SMUDGE="1")
        place = Path(folder, "tree", there)
        place.mkdir(parents=True, exist_ok=True)
        yield place


@contextlib.contextmanager
def exactly(root: Path, rev: str, *, ours: bool = False) -> Iterator[Revision]:
    """Give a folder with all that the repository held at ``rev``, for as long as it is needed.

    Git takes it for a working tree in which that commit is the newest: its history is that up to there. With ``ours``
    it must lie in the history of this revision.
    """
    with tempfile.TemporaryDirectory(prefix="yousaid-", ignore_cleanup_errors=True) as made:
        folder = Path(made).resolve()
        with _repository(root) as (repo, inside):
            commit = _commit(repo, rev)
            if commit is None:
                typed = "type a branch, tag or commit, as in `HEAD~1`; `git fetch` brings new ones"
                named = "the site was made from it: `git fetch` brings new commits, or the site is another repository's"
                raise _unknown(repo, rev, named if ours else typed)
            if ours and repo.git.merge_base(commit, "HEAD", with_exceptions=False) != commit:
                why = "must lie in the history of this revision, since settings of others can run programs"
                raise RevisionError(f"{quoted(rev)} {why}; run `git pull`, or name it with `--commit` if you trust it")
            _pretend(repo, commit, folder)
            _check_out(repo, commit, [""], str(folder), GIT_INDEX_FILE=str(folder / "git" / "index"))
            seconds = int(repo.git.log("-1", "--no-show-signature", "--format=%ct", commit))
            when = dt.datetime.fromtimestamp(seconds, dt.UTC)
            there = folder / "tree" / _lay(repo, root, inside, commit)
        there.mkdir(parents=True, exist_ok=True)
        yield Revision(folder, there, commit, when)


def _pretend(repo: git.Repo, commit: str, folder: Path) -> None:
    """Write what makes `folder/tree` a working tree of the repository: what `git worktree` writes, but outside of it.

    See "DETAILS" in gitrepository-layout(5) and git-worktree(1).
    """
    (folder / "git").mkdir()
    (folder / "tree").mkdir()
    (folder / "git" / "HEAD").write_text(f"{commit}\n")
    (folder / "git" / "commondir").write_bytes(os.fsencode(Path(repo.common_dir).resolve()) + b"\n")
    (folder / "git" / "gitdir").write_bytes(os.fsencode(folder / "tree" / ".git") + b"\n")
    (folder / "tree" / ".git").write_bytes(b"gitdir: " + os.fsencode(folder / "git") + b"\n")


def _check_out(repo: git.Repo, base: str, paths: list[str], folder: str, **own: str) -> None:
    """Write files of a commit below ``folder``.

    By an index of its own: `git archive` leaves out what `export-ignore` names, and `git worktree` writes into the
    repository.
    """
    names = Path(folder, "names")
    settings = [f"core.hooksPath={os.devnull}", "core.sparseCheckout=false", "core.fsmonitor=false"]
    with repo.git.custom_environment(**own):
        repo.git(c=settings).read_tree(base)
        wanted = [path for path in paths if path]
        names.write_bytes(repo.git(literal_pathspecs=True).ls_files("-z", "--", *wanted, stdout_as_string=False))
        with names.open("rb") as listed:
            repo.git(c=settings).checkout_index("-z", "--stdin", f"--prefix={folder}/tree/", istream=listed)


@contextlib.contextmanager
def _repository(root: Path) -> Iterator[tuple[git.Repo, str]]:
    """Open the repository that ``root`` lies in; with the way from its top to ``root``, empty or ending in a slash."""
    # Imported late: it looks for git on import, and most commands do without.
    try:
        import git
    except ImportError as error:
        raise NoRepositoryError("git must be installed to look at a revision; install it, and try again") from error
    root = root.resolve()
    try:
        with git.Repo(root, search_parent_directories=True) as repo:
            if repo.working_tree_dir is None:
                raise git.InvalidGitRepositoryError
            inside = root.relative_to(Path(repo.working_tree_dir).resolve()).as_posix()
            yield repo, "" if inside == "." else f"{inside}/"
    except git.InvalidGitRepositoryError as error:
        raise NoRepositoryError(
            f"{printable(str(root))} must lie in a git repository to have other revisions; go to one, or begin "
            "with `git init`"
        ) from error
    except git.GitCommandNotFound as error:
        raise NoRepositoryError("git must be installed to look at a revision; install it, and try again") from error
    except (git.GitCommandError, ValueError, OverflowError, OSError) as error:
        fault, said = history.no_answer(error), history.answer(error)
        if fault.code in {history.NOT_OURS, history.PARTIAL}:
            raise RevisionError(f"{fault.message}; {fault.hint}") from error
        raise RevisionError(
            f"git cannot look at a revision: {printable(said[-1] if said else repr(error))}; run `git status` in "
            "this folder and follow what it says"
        ) from error


def _lay(repo: git.Repo, root: Path, inside: str, commit: str) -> str:
    """Return where the folder of the records lay at a commit; of a move, git knows once it is committed."""
    if repo.git.rev_parse("--verify", "--quiet", f"HEAD:{inside}{FOLDER}", with_exceptions=False):
        return history.folder(root, commit)
    asked = ("--name-only", "-z", "--no-renames", "--no-relative", "--diff-filter=D", "HEAD", "--")
    deleted = repo.git.diff(*asked, with_exceptions=False).split("\0")
    if any(f"/{path}".endswith(f"/{FOLDER}/vocabulary.yml") for path in deleted):
        raise RevisionError(
            "the records were moved to this folder, which git does not know yet; commit that first: `git commit`"
        )
    return inside


def _parting(repo: git.Repo, rev: str) -> str:
    """Return the newest commit that this revision and ``rev`` have in common."""
    here, there = _commit(repo, "HEAD"), _commit(repo, rev)
    if here is None:
        raise RevisionError("there is no commit yet to compare with; commit the records first: `git commit`")
    if there is None:
        raise _unknown(repo, rev, "type a branch, tag or commit, as in `--since origin/main`; `git fetch` brings new")
    base: str = repo.git.merge_base(there, here, with_exceptions=False)
    if not base:
        what = f"{quoted(rev)} and this revision have no commit in common"
        if _is_shallow(repo):
            raise RevisionError(f"{what}, since this clone does not hold the whole history; {_FETCH}")
        raise RevisionError(f"{what}; name the branch that yours began from, as in `--since origin/main`")
    return base


_FETCH = "run `git fetch --unshallow`; in a workflow, check out with `fetch-depth: 0`"


def _unknown(repo: git.Repo, rev: str, hint: str) -> RevisionError:
    hint = _FETCH if _is_shallow(repo) else hint
    return RevisionError(f"{quoted(rev)} must be a revision that git knows here; {hint}")


def _is_shallow(repo: git.Repo) -> bool:
    return bool(repo.git.rev_parse("--is-shallow-repository") == "true")


def _commit(repo: git.Repo, rev: str) -> str | None:
    """Return the id of a commit. Whatever was typed, git does not take it for an option."""
    asked = ("--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
    status, found, said = repo.git.rev_parse(*asked, with_extended_output=True, with_exceptions=False)
    if "dubious ownership" in said:
        repo.git.rev_parse("HEAD")  # and it is said as all that git refuses
    return None if status else str(found)
