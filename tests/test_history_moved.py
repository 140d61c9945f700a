"""A folder of records that moves within the repository keeps its past; one that was copied has its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial, partialmethod
from pathlib import Path

import pytest

from conftest import SITE, TODAY, Repository, commit, git
from past import Files, further, past, record
from test_cli import invoke
from yousaid import history, pipeline, review, revision
from yousaid.history import History, repository

BEGIN, MOVE, LATER = "2024-01-10", "2025-05-05", "2025-06-10"
CUSTOMER = (
    "form: organisation\nname: Ada Example\nlink: https://ada.example.org/\nconsent: {given: 2024-01-01, how: asked}\n"
)
VOCABULARY = "areas: {reports: Reports}\n"


@pytest.fixture(autouse=True)
def _nobodys_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def told(root: Path) -> History:
    found, faults = history.read(root)
    assert not faults
    return found


def first(root: Path, key: str = "fax") -> str:
    """Return the day since when a record is public."""
    path = f"decisions/2024/{key}.yml"
    found = told(root)
    assert path in found.dates
    known = found.past.get(path)
    return f"{known.first if known else found.dates[path].first:%Y-%m-%d}"


def site(*keys: str, **more: str) -> dict[str, str]:
    """Return the files of a site with some records."""
    records = {f"decisions/2024/{key}.yml": record(about=key, **more) for key in keys}
    return {**records, "decisions/vocabulary.yml": VOCABULARY, "mkdocs.yml": "site_name: x\n"}


def at(folder: str, files: Files) -> Files:
    return {f"{folder}{path}": content for path, content in files.items()}


def moved(old: str, new: str, files: Mapping[str, str]) -> Files:
    return {**at(old, dict.fromkeys(files)), **at(new, files)}


def of_years(*folders: str) -> tuple[str, tuple[tuple[str, Files], ...]]:
    """Return the commits of a site that lies in these folders one after the other."""
    ada = "decisions/customers/ada.yml"
    files = site("fax", "mail", "print") | {
        ada: CUSTOMER,
        "site_src/index.md": "# Hello\n",
        "decisions/removed/x.yml": "x",
    }
    lies = folders[0]
    commits: list[tuple[str, Files]] = [(BEGIN, at(lies, files)), ("2024-01-20", {"src/code.py": "1"})]
    acts: list[dict[str, str | None]] = [
        {"decisions/2024/fax.yml": record("planned", about="fax", answer="We will.")},
        {"decisions/2024/print.yml": None, "decisions/2024/print-all.yml": files["decisions/2024/print.yml"]},
        {"decisions/2024/mail.yml": None},
        {ada: "form: organisation\nwithdrawn: 2024-08-01\n"},
        {"decisions/2024/mail.yml": record("planned", about="mail")},
        {"decisions/2024/print-all.yml": record("declined", about="print", reason="Too much paper.")},
    ]
    rest = [*folders[1:]]
    for number, act in enumerate(acts):
        commits.append((f"2024-08-{2 * number + 1:02}", at(lies, act)))
        files = {path: text for path, text in {**files, **act}.items() if text is not None}
        if rest:
            commits.append((f"2024-08-{2 * number + 2:02}", moved(lies, rest[0], files)))
            lies = rest.pop(0)
    return lies, (*commits, ("2025-01-01", {"src/code.py": "2"}))


WAYS = [
    ("", "docs/feedback/"),
    ("docs/feedback/", ""),
    ("site/", "docs/feedback/"),
    ("docs/feedback/", "docs/said/"),
    ("", "docs/", ""),
    ("docs/", "", "docs/"),
    ("", "one/", "two/", "one/", "a b [c]*/"),
    ("docs/", "docs/deep/", "docs/"),
    ("", "docs/deep/", "docs/"),
]


@pytest.mark.parametrize("folders", WAYS, ids="→".join)
def test_a_site_that_moves_keeps_its_past(tmp_path: Path, folders: tuple[str, ...]) -> None:
    def plain(root: Path) -> History:
        found = told(root)
        dates = found.dates.items()
        known = {path: replace(each, commit="", last=each.first) for path, each in dates if "src/" not in f"/{path}"}
        return replace(found, commit="", head=None, dates=known)

    lies, commits = of_years(*folders)
    found = plain(past(tmp_path / "moved", *commits) / lies)
    stayed = plain(past(tmp_path / "stayed", *of_years("")[1]))
    assert found == stayed
    known = stayed.past["decisions/2024/print-all.yml"]
    assert known is not None
    assert known.names == ("print",)
    assert [each.name for each in stayed.former["ada"]] == ["Ada Example"]


def test_a_move_changes_nothing_that_moves(tmp_path: Path) -> None:
    files = {**site("fax", "mail"), "site_src/index.md": "# Hello\n", "notes.txt": "stays"}
    root = past(tmp_path / "x", (BEGIN, files))
    before = told(root).dates
    del files["notes.txt"]
    further(root, (MOVE, moved("", "docs/", files)))
    assert told(root / "docs").dates == {path: before[path] for path in files}, "and what stays is not there"


def test_what_is_changed_by_the_commit_that_moves_has_changed(tmp_path: Path) -> None:
    files = site("fax", "mail", "print")
    root = past(tmp_path / "x", (BEGIN, files))
    other = {"decisions/2025/fax.yml": files["decisions/2024/fax.yml"]}
    answered = {"decisions/2024/mail.yml": record("planned", about="mail")}
    named = {"decisions/2024/paper.yml": files["decisions/2024/print.yml"]}
    after = {**at("docs/", {**other, **answered, **named, "decisions/vocabulary.yml": f"{VOCABULARY}# more\n"})}
    further(root, (MOVE, {**dict.fromkeys(files), **after}))
    found = told(root / "docs")
    assert {path: f"{each.first:%Y-%m-%d} {each.last:%Y-%m-%d}" for path, each in found.dates.items()} == dict.fromkeys(
        [*other, *answered, *named, "decisions/vocabulary.yml"], f"{BEGIN} {MOVE}"
    )
    changed, renamed = found.past["decisions/2024/mail.yml"], found.past["decisions/2024/paper.yml"]
    assert changed is not None
    assert renamed is not None
    assert [move.outcome for move in changed.moves] == ["received", "planned"]
    assert renamed.names == ("print",)


def test_what_is_deleted_by_the_commit_that_moves_is_gone(tmp_path: Path) -> None:
    files = site("fax", "mail", "print")
    root = past(tmp_path / "x", (BEGIN, files), ("2024-02-02", {"decisions/2024/print.yml": None}))
    del files["decisions/2024/print.yml"]
    further(root, (MOVE, {**moved("", "docs/", files), "docs/decisions/2024/mail.yml": ""}))
    git(root, "rm", "-q", "docs/decisions/2024/mail.yml")
    git(root, "commit", "-q", "--amend", "--no-edit", when=f"{MOVE}T12:00:00Z")
    gone = told(root / "docs").gone
    assert {key: (each.path, f"{each.first:%Y-%m-%d}", f"{each.last:%Y-%m-%d}") for key, each in gone.items()} == {
        "mail": ("decisions/2024/mail.yml", BEGIN, MOVE),
        "print": ("decisions/2024/print.yml", BEGIN, "2024-02-02"),
    }


@pytest.mark.parametrize("how", ["--no-ff", "--squash", "--ff-only"])
def test_a_move_on_a_branch_counts_once_it_is_merged(tmp_path: Path, how: str) -> None:
    files = site("fax", "mail")
    root = past(tmp_path / "x", (BEGIN, files))
    git(root, "checkout", "-q", "-b", "proposal")
    further(root, ("2024-03-03", moved("", "one/", files)), ("2024-03-04", moved("one/", "docs/", files)))
    git(root, "checkout", "-q", "main")
    if how != "--ff-only":
        further(root, ("2024-04-04", {"decisions/2024/fax.yml": record("planned", about="fax")}))
    git(
        root, "merge", "-q", how, *([] if how == "--ff-only" else ["-m", "merge"]), "proposal", when=f"{MOVE}T12:00:00Z"
    )
    if how == "--squash":
        commit(root, f"{MOVE}T12:00:00Z")
    assert first(root / "docs") == first(root / "docs", "mail") == BEGIN


# Other sites in the same repository.


@pytest.mark.parametrize("new", ["docs/", ""])
def test_a_site_that_was_copied_has_a_past_of_its_own(tmp_path: Path, new: str) -> None:
    files = site("fax", "mail")
    root = past(tmp_path / "x", (BEGIN, at("a/", files)), (MOVE, at(new, files)))
    assert first(root / new) == MOVE
    further(root, (LATER, at("a/", dict.fromkeys(files))))
    assert first(root / new) == MOVE, "a first date never changes"


@pytest.mark.parametrize("new", ["docs/", ""])
def test_a_site_of_which_something_stays_lives_on_where_it_is(tmp_path: Path, new: str) -> None:
    files = site("fax", "mail", "print")
    root = past(tmp_path / "x", (BEGIN, at("a/", files)))
    stays = {"a/decisions/2024/print.yml": files.pop("decisions/2024/print.yml")}
    further(root, (MOVE, {**moved("a/", new, files), **stays}))
    assert first(root / new) == MOVE
    assert first(root / "a", "print") == BEGIN
    assert set(told(root / "a").gone) == {"fax", "mail"}, "it has lost them"


def test_of_many_sites_each_keeps_its_own_past(tmp_path: Path) -> None:
    """Two move at once and two stay, with the same ids everywhere."""
    days, commits = (
        {"a/": "2024-01-01", "b/": "2024-02-02", "c/": "2024-03-03", "": "2024-04-04"},
        list[tuple[str, Files]](),
    )
    sites = {folder: site("fax", "mail", answer=f"As in {folder}x.") for folder in days}
    commits = [(day, at(folder, sites[folder])) for folder, day in days.items()]
    commits.append(("2024-05-05", {"a/decisions/2024/mail.yml": None}))
    del sites["a/"]["decisions/2024/mail.yml"]
    both = {**moved("a/", "x/a/", sites["a/"]), **moved("b/", "x/b/", sites["b/"])}
    root = past(tmp_path / "x", *commits, (MOVE, both))
    assert {folder: first(root / folder) for folder in ("x/a", "x/b", "c", "")} == {
        "x/a": "2024-01-01",
        "x/b": "2024-02-02",
        "c": "2024-03-03",
        "": "2024-04-04",
    }
    assert {folder: set(told(root / folder).gone) for folder in ("x/a", "x/b", "c", "")} == {
        "x/a": {"mail"},
        "x/b": set(),
        "c": set(),
        "": set(),
    }


def test_two_sites_that_are_alike_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    files = site("fax", "mail")
    commits = [("2024-01-01", at("b/", files)), ("2024-02-02", at("a/", files))]
    root = past(tmp_path / "x", *commits, (MOVE, {**moved("a/", "x/a/", files), **moved("b/", "x/b/", files)}))
    assert [first(root / folder) for folder in ("x/a", "x/b")] == ["2024-02-02", "2024-01-01"]


def test_a_site_that_begins_at_the_old_place_is_another_one(tmp_path: Path) -> None:
    files = site("fax", "mail")
    new = site("phone", "mail")
    commits = [(BEGIN, files), (MOVE, moved("", "docs/", files)), (LATER, new), ("2025-07-07", dict.fromkeys(new))]
    root = past(tmp_path / "x", *commits[:3])
    assert first(root / "docs", "mail") == BEGIN
    assert first(root, "mail") == LATER
    further(root, commits[3])
    assert not told(root / "docs").gone


def test_where_nothing_moved_nothing_more_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def noted(name: str, real: Callable[..., object], *words: object) -> object:
        asked.append(name)
        return real(*words)

    for name in ("commits", "deleted"):
        real = getattr(repository.Repository, name)
        monkeypatch.setattr(repository.Repository, name, partialmethod(partial(noted, name, real)))
    commits = [
        (BEGIN, at("docs/", site("fax"))),
        (MOVE, site("mail")),
        (LATER, {"docs/decisions/2024/x.yml": record()}),
    ]
    root = past(tmp_path / "x", *commits)
    told(root)
    assert asked == ["commits"]
    told(root / "docs")
    assert asked == ["commits", "commits", "deleted"], "what its first commit deleted elsewhere, and no more"


# What was, and what is, compared.


@pytest.fixture
def root(repository: Repository) -> Path:
    """A site that moved with all that belongs to it, in a commit of its own; and a tag before that."""
    root = repository({path: SITE[path] for path in ("mkdocs.yml", "site_src/index.md")})
    commit(root, "2026-02-01T12:00:00Z")
    git(root, "tag", "before")
    (root / "docs/feedback").mkdir(parents=True)
    git(root, "mv", "decisions", "mkdocs.yml", "site_src", "docs/feedback")
    commit(root, "2026-03-01T12:00:00Z")
    return root / "docs/feedback"


def test_a_move_alone_is_no_change_to_be_checked(root: Path) -> None:
    assert revision.changed(root, "before") == frozenset()
    (root / "decisions/2026/plain.yml").unlink()
    (root / "decisions/2026/new.yml").write_text(record())
    assert revision.changed(root, "before") == {"decisions/2026/plain.yml", "decisions/2026/new.yml"}
    commit(root.parent.parent)
    assert revision.changed(root, "before") == {"decisions/2026/plain.yml", "decisions/2026/new.yml"}


def test_what_was_wrong_before_the_move_was_not_brought_by_it(repository: Repository) -> None:
    root = repository({"decisions/2026/wrong.yml": "title: x\n", "decisions/2026/slow.yml": record()})
    commit(root, "2026-02-01T12:00:00Z")
    git(root, "rm", "-q", "decisions/2026/slow.yml")
    commit(root, "2026-02-02T12:00:00Z")
    git(root, "tag", "before")
    (root / "docs").mkdir()
    git(root, "mv", "decisions", "docs")
    commit(root, "2026-03-01T12:00:00Z")
    settings = pipeline.Settings(root / "docs", TODAY)
    found = review.everything(settings).faults
    assert {fault.code.id for fault in found} >= {"YS201", "YS349"}
    assert review.brought(settings, "before", found) == ()


def test_a_move_that_is_not_committed_is_said(root: Path) -> None:
    top = root.parent.parent
    (top / "site").mkdir()
    git(top, "mv", *(f"docs/feedback/{name}" for name in ("decisions", "mkdocs.yml", "site_src")), "site")
    for words in (["check", "--since", "HEAD"], ["preview", "--since", "HEAD"], ["build", "--at", "HEAD"]):
        said = invoke(*words, "--root", str(top / "site"), code=2)
        assert (
            "the records were moved to this folder, which git does not know yet; commit that first: `git commit`"
            in said
        )


def test_where_a_clone_does_not_hold_what_moved_that_is_said(tmp_path: Path) -> None:
    """Git compares contents to find new names, and those of old versions are not there."""
    files = site("fax", "mail")
    after = {"decisions/2025/facsimile.yml": record("planned", about="fax")} | files
    del after["decisions/2024/fax.yml"]
    root = past(tmp_path / "x", (BEGIN, files), (MOVE, {**dict.fromkeys(files), **at("docs/", after)}))
    git(root, "config", "uploadpack.allowFilter", "true")
    git(root, "clone", "-q", "--filter=blob:none", root.as_uri(), str(tmp_path / "part"))
    with pytest.raises(revision.RevisionError, match=r"this one is partial; run `git -c remote.*fetch --refetch`"):
        revision.changed(tmp_path / "part/docs", "HEAD~1")


def test_what_merging_changes_in_public_is_not_the_move(root: Path) -> None:
    assert "Nothing changes in public" in invoke("preview", "--since", "before", "--root", str(root))


def test_nobody_is_told_of_a_move(root: Path) -> None:
    assert "Nobody is to be told anything new" in invoke("announce", "--since", "before", "--root", str(root))


def test_a_site_is_built_as_it_stood_before_the_move_and_verified_and_nothing_vanishes(
    root: Path, tmp_path: Path
) -> None:
    old, new, where = tmp_path / "old", tmp_path / "new", ("--root", str(root))
    invoke("build", "--at", "before", "--site-dir", str(old), *where)
    invoke("build", "--site-dir", str(new), *where)
    assert "Nothing would vanish" in invoke("guard", "--site", str(new), "--published", str(old), *where)
    assert "byte for byte" in invoke("verify", "--published", str(old), *where)
    assert git(root, "status", "--short") == ""
