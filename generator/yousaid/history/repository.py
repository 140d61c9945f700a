"""What is asked of git, and in which words. Nothing is written into the repository, and nothing fetched for it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from yousaid.history import log

if TYPE_CHECKING:
    import git

# What a person has set for their own log must not change the dates of a site.
_OURS = "log.showRoot=true"
_PIECE = 1 << 16


class MissingError(Exception):
    """A content that the history names is not in this clone."""


class Repository:
    """The repository that a folder lies in; ``inside`` is the way from its top to the folder, empty or with a slash."""

    def __init__(self, repo: git.Repo, root: Path) -> None:
        # A clone without all contents would fetch them one after another, and git takes locks where it can.
        repo.git.update_environment(GIT_ALLOW_PROTOCOL="", GIT_NO_LAZY_FETCH="1", GIT_OPTIONAL_LOCKS="0")
        self._git: Callable[..., git.Git] = repo.git
        inside = root.relative_to(Path(str(repo.working_tree_dir)).resolve()).as_posix()
        self.inside = "" if inside == "." else f"{inside}/"
        self._below = ("--", str(root)) if self.inside else ()
        self._folder = Path(repo.common_dir).resolve()
        main = self._folder.parent / self.inside
        self.home = main if self._folder.name == ".git" and main.is_dir() else root
        """The same folder in the first working tree: what is kept between runs is kept there."""

    def is_unborn(self) -> bool:
        """Tell whether there has never been a commit; a damaged repository has had one."""
        heads = self._folder / "refs" / "heads"
        found = (
            (self._folder / "packed-refs").exists()
            or (self._folder / "reftable").exists()
            or any(path.is_file() for path in heads.rglob("*"))
        )
        return heads.exists() and not found

    def is_shallow(self) -> bool:
        """Tell whether the oldest commits are missing."""
        return bool(self._git().rev_parse("--is-shallow-repository") == "true")

    def is_partial(self) -> bool:
        """Tell whether contents may be missing, to be fetched when somebody asks for them."""
        found = self._git().config("--get-regexp", r"^remote\..*\.promisor$", with_exceptions=False)
        return "true" in found

    def newest(self, rev: str) -> tuple[str, int]:
        """Return the id of a commit and its time."""
        told = self._git(c=_OURS).log("-1", "--no-show-signature", "--format=%H %ct", "--end-of-options", rev, "--")
        name, _, seconds = told.partition(" ")
        return name, int(seconds)

    def commits(self, commit: str, folders: Collection[str]) -> Iterator[log.Commit]:
        """Yield the commits up to this one, and what they changed in one of these folders, oldest first."""
        # Where folders are named, git looks at commits twice, unless it may show those too that changed nothing there.
        below = () if "" in folders else ("--sparse", "--", *folders)
        asked = self._git(c=_OURS, literal_pathspecs=True)
        running = asked.log(*log.QUESTION, commit, *below, as_process=True)
        try:
            yield from log.commits(iter(lambda: running.stdout.read(_PIECE), b""))
            running.wait()
        finally:
            running.stdout.close()

    def holds(self, rev: str, path: str) -> bool:
        """Tell whether a revision holds a file or a folder."""
        asked = ("--verify", "--quiet", "--end-of-options", f"{rev}:{path}")
        return bool(self._git().rev_parse(*asked, with_exceptions=False))

    def deleted(self, commit: str) -> Iterator[str]:
        """Yield the files that were there before a commit, anywhere in the repository, and not after it."""
        asked = (each for each in log.QUESTION if each not in {"-M", "-l0"})
        told: bytes = self._git(c=_OURS).log(
            *asked, "--no-renames", "--diff-filter=D", "-1", commit, stdout_as_string=False
        )
        return (change.path for each in log.commits((told,)) for change in each.changes)

    def changing(self, pattern: str) -> Iterator[log.Commit]:
        """Yield the commits of all branches and tags that bring a text or take it away, and the files in which."""
        return self._everywhere("--pickaxe-regex", f"-S{pattern}")

    def naming(self, words: Iterable[str]) -> Iterator[log.Commit]:
        """Yield the commits of all branches and tags that bring a file with such words in its path or take it away."""
        globs = [f":(top,icase,glob)**/*{each}*{below}" for each in words for below in ("", "/**")]
        return self._everywhere("--diff-filter=AD", "--", *globs) if globs else iter(())

    def _everywhere(self, *words: str) -> Iterator[log.Commit]:
        asked = (each for each in log.QUESTION if each not in {"--first-parent", "-M", "-l0"})
        told: bytes = self._git(c=_OURS).log(*asked, "--all", "--no-renames", *words, stdout_as_string=False)
        return log.commits((told,))

    def telling(self, pattern: str) -> Iterator[tuple[str, int]]:
        """Yield the commits of all branches and tags in whose message a text stands, and their times."""
        words = ("--all", "-E", f"--grep={pattern}", "--no-show-signature", "--format=%H %ct")
        for line in self._git(c=_OURS).log(*words).splitlines():
            commit, _, seconds = line.partition(" ")
            yield commit, int(seconds)

    def uncommitted(self) -> frozenset[str]:
        """Return the files that are not as they are in the newest commit; new ones if git has been told of them."""
        asked = ("--name-only", "-z", "--no-renames", "--no-relative", "--ignore-submodules")
        # Without the setting, files of which only the time is another are among them.
        told: bytes = self._git(literal_pathspecs=True, c="diff.autoRefreshIndex=true").diff(
            *asked, "HEAD", *self._below, stdout_as_string=False
        )
        return self._paths(told)

    def unknown(self) -> frozenset[str]:
        """Return the files that git does not know yet, without those that it shall not know."""
        asked = ("--others", "--exclude-standard", "-z")
        told: bytes = self._git(literal_pathspecs=True).ls_files(*asked, *self._below, stdout_as_string=False)
        return self._paths(told)

    def contents(self, ids: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the contents with these ids, all asked for at once."""
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{name}\n" for name in ids).encode())
            asked.seek(0)
            running = self._git().cat_file("--batch", "--buffer", istream=asked, as_process=True)
            try:
                for name in ids:
                    told = running.stdout.readline().split()
                    if not told:
                        break  # git says why when it is waited for
                    if told[1:] == [b"missing"]:
                        raise MissingError(name)
                    yield name, running.stdout.read(int(told[2]) + 1)[:-1]
                running.wait()
            finally:
                running.stdout.close()

    def _paths(self, told: bytes) -> frozenset[str]:
        paths = told.decode("utf-8", "surrogateescape").split("\0")
        return frozenset(path.removeprefix(self.inside) for path in paths if path.startswith(self.inside) and path)


@contextlib.contextmanager
def opened(root: Path) -> Iterator[Repository]:
    """Open the repository that a folder lies in."""
    # Imported late: it looks for git on import, and most commands do without.
    import git

    root = root.resolve()
    with git.Repo(root, search_parent_directories=True) as repo:
        yield Repository(repo, root)
