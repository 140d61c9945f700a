"""A public site is what its commit gives, byte for byte, or it is said what differs; a site is built as it stood."""

from __future__ import annotations

import filecmp
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import SITE, Repository, commit, git, run
from host import Host, hosted, saying
from yousaid import cli, search, verify
from yousaid.diagnostics import Diagnostic
from yousaid.published import Folder, PublishedError

RECORD = "title: Print on both sides\nidea: Paper is dear.\nasked: 2026-02-03\noutcome: received\narea: reports\n"


def invoke(*words: str, code: int = 0) -> str:
    """Run the command in this process; return all that it says."""
    result = CliRunner().invoke(cli.main, words, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def root(repository: Repository) -> Path:
    """A site with a commit of the first of March, and one of the first of May that changes all of it."""
    made = repository({**SITE, "decisions/2026/later.yml": RECORD + "publish_on: 2026-04-01\n"})
    (made / ".gitignore").write_text("/site/\n/.cache/\n/.site.building/\n")
    commit(made)
    git(made, "tag", "then")
    (made / "decisions/2026/newer.yml").write_text(RECORD)
    (made / "mkdocs.yml").write_text(SITE["mkdocs.yml"].replace("Example did", "Example does"))
    (made / "site_src/about.md").unlink()
    commit(made, "2026-05-01T12:00:00Z")
    return made


def built(root: Path, *words: str) -> Path:
    done = run("yousaid", "build", *words, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def same(one: Path, other: Path) -> bool:
    """Tell whether two folders hold the same files, but for those of the search index."""
    found = filecmp.dircmp(one, other, ignore=["pagefind"])
    files = {path.relative_to(one) for path in one.rglob("*") if path.is_file() and "pagefind" not in path.parts}
    assert len(files) > 50
    return (
        not found.left_only
        and not found.right_only
        and all((other / path).read_bytes() == (one / path).read_bytes() for path in files)
    )


# As it stood


def test_a_site_is_built_as_it_stood_whatever_lies_here_now(root: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "-b", "then", str(root), str(clone))
    (root / "decisions/2026/plain.yml").write_text("nonsense")
    before = git(root, "status", "--porcelain")
    said = invoke("build", "--root", str(root), "--at", "then", "--site-dir", str(tmp_path / "out"))
    assert f"This is how it stood on 2026-03-01, in commit {git(root, 'rev-parse', 'then')[:12]}" in said
    assert same(built(clone), tmp_path / "out")
    assert "You said, Example did" in (tmp_path / "out" / "index.html").read_text()
    assert (tmp_path / "out" / "about" / "index.html").exists()
    assert not (tmp_path / "out" / "decisions" / "later").exists(), "the day is that of the commit"
    assert git(root, "status", "--porcelain") == before


def test_the_day_and_the_place_can_be_given(root: Path) -> None:
    (root / "mkdocs.yml").unlink()
    invoke("build", "--root", str(root), "--at", "then", "--today", "2026-04-02")
    assert (root / "site" / "decisions" / "later" / "index.html").exists()
    assert not (root / "site" / "decisions" / "newer").exists()
    assert json.loads((root / "site" / "numbers.json").read_text())["as_of"] == "2026-04-02"


def test_a_day_in_the_settings_of_then_and_no_history_are_kept(root: Path, tmp_path: Path) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[{yousaid: {history: false}}]")
    (root / "mkdocs.yml").write_text(config)
    commit(root, "2026-05-02T12:00:00Z")
    (root / "mkdocs.yml").write_text(config.replace("false", "false, today: '2026-04-03'"))
    commit(root, "2026-05-03T12:00:00Z")
    for rev, day in (("HEAD", "2026-04-03"), ("HEAD~1", "2026-05-02")):
        out = tmp_path / rev
        invoke("build", "--root", str(root), "--at", rev, "--site-dir", str(out))
        assert json.loads((out / "numbers.json").read_text())["as_of"] == day


def test_a_site_below_a_repository_is_built_with_what_it_inherits(root: Path, tmp_path: Path) -> None:
    inner = root / "sites" / "feedback"
    shutil.copytree(root, inner, ignore=shutil.ignore_patterns(".git", "sites"))
    (root / "base.yml").write_text((inner / "mkdocs.yml").read_text() + "site_dir: ../public\n")
    (inner / "mkdocs.yml").write_text("INHERIT: ../../base.yml\n")
    commit(root, "2026-06-01T12:00:00Z")
    (root / "base.yml").unlink()
    invoke("build", "--root", str(inner), "--at", "HEAD")
    record = json.loads((root / "sites" / "public" / "api" / "v1" / "decisions.json").read_text())[0]
    assert record["published"] == "2026-06-01T12:00:00Z", "dates are found below the repository"


@pytest.mark.parametrize(
    ("rev", "said"),
    [
        ("nothing", "`nothing` must be a revision that git knows here; type a branch"),
        ("bare", "there is no decisions in `bare`, so there was no site to build"),
        ("unsaid", "there is no mkdocs.yml in `unsaid`, so there was no site to build"),
    ],
)
def test_a_revision_without_a_site_is_wrong_usage(root: Path, rev: str, said: str) -> None:
    git(root, "rm", "-q", "mkdocs.yml")
    commit(root)
    git(root, "tag", "unsaid")
    git(root, "rm", "-q", "-r", "decisions")
    commit(root)
    git(root, "tag", "bare")
    assert said in invoke("build", "--root", str(root), "--at", rev, code=2)
    assert not (root / "site").exists()


def test_a_revision_with_faults_says_where_they_were(root: Path) -> None:
    (root / "decisions/2026/plain.yml").write_text(RECORD.replace("received", "recieved"))
    commit(root, "2026-05-02T12:00:00Z")
    (root / "decisions/2026/plain.yml").write_text(RECORD)
    said = invoke("build", "--root", str(root), "--at", "HEAD", code=1)
    assert "decisions/2026/plain.yml:4:10: error[" in said
    assert f"about the files of commit {git(root, 'rev-parse', 'HEAD')[:12]}, and not about those that lie here" in said
    (root / "mkdocs.yml").write_text("site_name: [")
    commit(root, "2026-05-03T12:00:00Z")
    assert "mkdocs.yml: error[YS801]" in invoke("build", "--root", str(root), "--at", "HEAD", code=1)


# What a site says it was made from


def public(folder: Path, **index: object) -> Folder:
    (folder / "api/v1").mkdir(parents=True)
    (folder / "api/v1/index.json").write_text(json.dumps(index))
    return Folder(folder)


def test_a_site_says_from_which_commit_and_for_which_day_it_was_made(tmp_path: Path) -> None:
    place = public(tmp_path, commit="a" * 40)
    assert verify.claim(place) == verify.Claim("a" * 40, None, False)
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "index.html").write_text("x")
    for text in ('{"as_of": "soon"}', "{}", "[]", '{"as_of": 1}'):
        (tmp_path / "numbers.json").write_text(text)
        assert verify.claim(place) == verify.Claim("a" * 40, None, True)
    (tmp_path / "numbers.json").write_text('{"as_of": "2026-04-02"}')
    claim = verify.claim(place)
    assert str(claim.today) == "2026-04-02"
    assert verify.claim(place, "main", claim.today) == verify.Claim("main", claim.today, True)


@pytest.mark.parametrize("commit_", [None, "", "HEAD", "--all", "a" * 39, "g" * 40, 1])
def test_what_is_no_commit_is_not_asked_of_git(tmp_path: Path, commit_: object) -> None:
    place = public(tmp_path, commit=commit_)
    with pytest.raises(PublishedError, match="does not say from which commit it was made; name it with --commit"):
        verify.claim(place)
    assert verify.claim(place, "main").commit == "main"


def test_where_no_site_is_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(PublishedError, match="there is no site of yousaid at"):
        verify.claim(Folder(tmp_path))


# What differs


@pytest.mark.parametrize(
    ("ours", "theirs", "line", "column", "said"),
    [
        (b"one\ntwo three\n", b"one\ntwo tree\n", 2, 6, "`ree` is public in this place"),
        (b"one\ntwo\n", b"one\n", 2, 1, "the public file ends here, or its line"),
        (b"one\ntwo\n", b"one\n\ntwo\n", 2, 1, "the public file ends here, or its line"),
        (b"one", b"one and more", 1, 4, "` ` is public"),
        (b"one\n", b"one\r\n", 1, 4, "`\\r` is public"),
        ("f\u00fcr".encode(), "f\u00f6r".encode(), 1, 2, "`\u00f6r` is public"),
        (b"f\xc3\xbcr", b"f\xc3", 1, 2, "`\ufffd` is public"),
        (b"\x1b[31m", b"\x1b[32m", 1, 4, "`2m` is public"),
        (b"", b"x", 1, 1, "`x` is public"),
    ],
)
def test_the_first_place_that_differs_is_shown(
    tmp_path: Path, ours: bytes, theirs: bytes, line: int, column: int, said: str
) -> None:
    for folder, content in (("made", ours), ("public", theirs)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.html").write_bytes(content)
    made, there = Folder(tmp_path / "made"), Folder(tmp_path / "public")
    (found,) = verify.differences(made, there, verify.compared(made))
    assert (found.code.id, found.span.path, found.span.line, found.span.column) == ("YS631", "a.html", line, column)
    assert said in found.message


def test_what_is_no_text_differs_from_a_byte_on(tmp_path: Path) -> None:
    for folder, content in (("made", b"\x89PNG\xff\x00"), ("public", b"\x89PNG\xff\x01")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.png").write_bytes(content)
    made = Folder(tmp_path / "made")
    (found,) = verify.differences(made, Folder(tmp_path / "public"), ["a.png"])
    assert found.message == "its bytes differ from number 6 on"


def test_all_files_are_compared_in_their_order_but_those_of_the_index(tmp_path: Path) -> None:
    made, there = Folder(tmp_path / "made"), Folder(tmp_path / "public")
    for path in ("a.html", "b/index.html", "index.html", "pagefind/x.pf_meta", "\u00fc 100%.txt", "same.css"):
        for folder in (made.place, there.place):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(str(folder) if path != "same.css" else "")
    (there.place / "b/index.html").unlink()
    asked: list[object] = []

    def seen(results: Iterable[Diagnostic | None]) -> Iterator[Diagnostic | None]:
        for each in results:
            asked.append(each)
            yield each

    paths = verify.compared(made)
    found = list(verify.differences(made, there, paths, seen))
    assert [(each.code.id, each.span.path) for each in found] == [
        ("YS631", "a.html"),
        ("YS632", "b/index.html"),
        ("YS631", "index.html"),
        ("YS631", "\u00fc 100%.txt"),
    ]
    assert len(asked) == len(paths) == 5


def test_what_was_added_is_found_and_what_may_be_there_passes(tmp_path: Path) -> None:
    made, there = Folder(tmp_path / "made"), Folder(tmp_path / "public")
    for path in ("x.html", "SHA256SUMS", ".nojekyll", ".well-known/a", "pagefind/a", "assets/old.css"):
        (there.place / path).parent.mkdir(parents=True, exist_ok=True)
        (there.place / path).write_text("x")
    assert [each.span.path for each in verify.added(made, there)] == ["assets/old.css", "x.html"]
    assert [(each.code.id, each.span.path) for each in verify.added(made, there, ["assets/old.css"])] == [
        ("YS633", "x.html")
    ]


# The command


@pytest.fixture
def host(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setenv("no_proxy", "*")
    with hosted(root / "site") as made:
        yield made


def test_a_site_is_what_its_commit_gives_wherever_it_is_public(root: Path, host: Host) -> None:
    built(root)
    commit_ = git(root, "rev-parse", "HEAD")[:12]
    (root / "decisions/2026/newest.yml").write_text(RECORD)
    commit(root, "2026-06-01T12:00:00Z")
    for place in (str(root / "site"), host.url):
        said = invoke("verify", "--root", str(root), "--published", place)
        assert f"{place} is what commit {commit_} gives as of 2026-05-01: " in said
        assert said.endswith(" files, byte for byte. Not compared: the search index.\n")


def test_what_somebody_changed_in_public_is_found(root: Path, host: Host) -> None:
    site = built(root)
    page = site / "decisions/refused/index.html"
    page.write_text(page.read_text().replace("Nobody else", "Everybody"))
    (site / "badge.svg").unlink()
    (site / "planted.html").write_text("x")
    said = invoke("verify", "--root", str(root), "--published", str(site), code=1)
    assert "badge.svg: error[YS632]" in said
    assert "decisions/refused/index.html:" in said
    assert "`Everybody has asked for it in ten years" in said
    assert "planted.html: error[YS633]" in said
    assert said.endswith("3 errors in 3 files\n")
    said = invoke("verify", "--root", str(root), "--published", host.url, "--format", "json", code=1)
    assert {fault["code"] for fault in json.loads(said)["faults"]} == {"YS631", "YS632"}


def test_a_site_for_another_day_or_without_a_search_is_built_so(root: Path) -> None:
    site = built(root, "--today", "2026-09-09")
    assert "byte for byte" in invoke("verify", "--root", str(root), "--published", str(site))
    said = invoke("verify", "--root", str(root), "--published", str(site), "--today", "2026-06-01", code=1)
    assert "numbers.json" in said
    (root / "mkdocs.yml").write_text(SITE["mkdocs.yml"].replace("[yousaid]", "[{yousaid: {search: off}}]"))
    commit(root, "2026-06-01T12:00:00Z")
    site = built(root)
    assert "byte for byte" in invoke("verify", "--root", str(root), "--published", str(site))


def test_whether_there_is_a_search_follows_what_is_public(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = built(root)
    monkeypatch.setattr(search, "program", lambda: None)
    said = invoke("verify", "--root", str(root), "--published", str(site), code=1)
    assert "Pagefind is not installed" in said
    shutil.rmtree(site)
    invoke("build", "--root", str(root))
    monkeypatch.undo()
    assert not (site / "search").exists()
    assert "byte for byte" in invoke("verify", "--root", str(root), "--published", str(site))


def test_a_build_of_what_was_not_committed_is_not_what_the_commit_gives(root: Path) -> None:
    (root / "decisions/2026/newer.yml").write_text(RECORD.replace("dear", "cheap"))
    said = invoke("verify", "--root", str(root), "--published", str(built(root)), code=1)
    assert "decisions/newer/index.html:" in said


def test_a_public_site_cannot_have_settings_run_that_nobody_here_has_taken_over(root: Path) -> None:
    site = built(root)
    git(root, "checkout", "-q", "-b", "proposal", "then")
    (root / "hook.py").write_text("raise SystemExit('it ran')\n")
    (root / "mkdocs.yml").write_text(SITE["mkdocs.yml"] + "hooks: [hook.py]\n")
    commit(root, "2026-05-02T12:00:00Z")
    theirs = git(root, "rev-parse", "HEAD").strip()
    git(root, "checkout", "-q", "main")
    (site / "api/v1/index.json").write_text(json.dumps({"commit": theirs}))
    words = ("verify", "--root", str(root), "--published", str(site))
    said = invoke(*words, code=2)
    assert "must lie in the history of this revision, since settings of others can run programs" in said
    assert "it ran" not in said
    assert "it ran" in invoke(*words, "--commit", theirs, code=1)


def test_an_engine_that_fails_is_no_proof_of_anything(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root)
    (root / "decisions/2026/plain.yml").write_text(RECORD.replace("received", "recieved"))
    assert "error[" in invoke("build", "--root", str(root), code=1)

    def fails(_: object) -> None:
        raise SystemExit("a theme is ##[set-output name=x] missing")

    monkeypatch.setattr("yousaid.engine.mkdocs_build.build", fails)
    said = invoke("verify", "--root", str(root), "--published", str(root / "site"), code=2)
    assert said == "a theme is #\\x23[set-output name=x] missing\n"


def test_what_cannot_be_verified_is_said(root: Path, host: Host, tmp_path: Path) -> None:
    words = ("verify", "--root", str(root), "--published")
    host.answers["/api/v1/index.json"] = saying(403)
    assert "its host says 403" in invoke(*words, host.url, code=2)
    host.answers["/api/v1/index.json"] = saying(200, json.dumps({"commit": "a" * 40}).encode())
    assert "must be a revision that git knows here; the site was made from it" in invoke(*words, host.url, code=2)
    assert "must be a revision" in invoke(*words, host.url, "--commit", "nothing", code=2)
    assert "there is no site of yousaid at" in invoke(*words, str(tmp_path), code=2)
    (root / "decisions/2026/plain.yml").write_text("nonsense")
    commit(root, "2026-06-01T12:00:00Z")
    assert "decisions/2026/plain.yml" in invoke(*words, host.url, "--commit", "HEAD", code=1)
