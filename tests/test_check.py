"""`yousaid check`: for a pull request only what it brought, in every format, and from standard input."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import BASE, SITE, Repository, commit, git, run
from test_cli import BROKEN, invoke
from test_formats import orders
from yousaid import cli

GOOD = BROKEN.replace("02-30", "02-20").replace("recieved", "received")
MERGED = GOOD.replace("outcome: received", "outcome: merged\nmerged_into: target")


def said(root: Path, *words: str, code: int = 0) -> list[dict[str, Any]]:
    """Return the faults that the check reports."""
    found: list[dict[str, Any]] = json.loads(
        invoke("check", "--root", str(root), "--format", "json", *words, code=code)
    )["faults"]
    return found


def places(root: Path, *words: str, code: int = 0) -> list[tuple[str, str]]:
    return [(fault["path"], fault["code"]) for fault in said(root, *words, code=code)]


# Formats.


def test_annotations_end_with_a_summary_that_is_no_order(repository: Repository) -> None:
    root = repository({**SITE, "decisions/2026/a.yml": BROKEN})
    text = invoke("check", "--root", str(root), "--format", "github", code=1)
    assert [(name, properties["file"], properties["line"]) for name, properties, _ in orders(text)] == [
        ("error", "decisions/2026/a.yml", "3"),
        ("error", "decisions/2026/a.yml", "4"),
    ]
    assert text.endswith("\n2 errors in 1 file\n")


def test_annotations_of_nothing_are_a_sentence(repository: Repository) -> None:
    text = invoke("check", "--root", str(repository(SITE)), "--format", "github")
    assert text.startswith("No faults in")


@pytest.mark.parametrize(("count", "has_places"), [(10, False), (11, True)])
def test_what_github_shows_on_no_line_stands_in_the_log(count: int, has_places: bool, repository: Repository) -> None:
    """Of more than ten errors of a step, it shows no place: the report follows, in which nothing is an order either."""
    record = BROKEN.replace("asked: 2026-02-30", "asked: 2026")
    root = repository({f"decisions/2025/record-{number}.yml": record for number in range(count)})
    text = invoke("check", "--root", str(root), "--format", "github", code=1)
    assert text.count("::error ") == count
    assert text.count("\ndecisions/2025/record-1.yml:4:10: error[YS203]: ") == has_places
    assert text.endswith(f"{count} errors in {count} files\n")


def test_a_forge_names_files_from_the_top_of_the_repository(repository: Repository) -> None:
    top = repository(
        {"sites/ours/decisions/2026/a.yml": BROKEN, "sites/ours/decisions/vocabulary.yml": "areas: {a: A}\n"}
    )
    commit(top)
    root = str(top / "sites/ours")
    text = invoke("check", "--root", root, "--format", "github", code=1)
    assert orders(text)[0][1]["file"] == "sites/ours/decisions/2026/a.yml"
    log = json.loads(invoke("check", "--root", root, "--format", "sarif", code=1))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "sites/ours/decisions/2026/a.yml"
    assert said(top / "sites/ours", code=1)[0]["path"] == "decisions/2026/a.yml"


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_what_programs_read_is_whole_without_faults_too(form: str, repository: Repository) -> None:
    assert json.loads(invoke("check", "--root", str(repository(SITE)), "--format", form))["version"]


def test_a_path_that_was_typed_forges_nothing(repository: Repository) -> None:
    root = repository(SITE)
    text = invoke("check", "--root", str(root), "--format", "github", str(root / "decisions/\n::error::x"))
    assert not orders(text)


# Only what a change brought.


def changed(repository: Repository, before: Mapping[str, str], after: Mapping[str, str | None]) -> Path:
    """Make a repository with a commit on `main`, and then these changes, some of them committed."""
    root = repository({**SITE, **before})
    commit(root)
    git(root, "checkout", "-q", "-b", "proposal")
    for number, (path, text) in enumerate(after.items()):
        file = root / path
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        if number == 0:
            commit(root)
    return root


def test_faults_that_were_there_before_are_not_reported(repository: Repository) -> None:
    root = changed(repository, {"decisions/2026/old.yml": BROKEN}, {"decisions/2026/new.yml": GOOD})
    assert places(root, "--since", "main") == []
    assert len(places(root, code=1)) == 2
    assert "changed since main" in invoke("check", "--root", str(root), "--since", "main")


def test_faults_in_changed_files_are_reported_new_or_not(repository: Repository) -> None:
    root = changed(repository, {"decisions/2026/old.yml": BROKEN}, {"decisions/2026/old.yml": BROKEN + "# x\n"})
    assert {path for path, _ in places(root, "--since", "main", code=1)} == {"decisions/2026/old.yml"}


def test_a_file_that_is_new_and_not_committed_is_changed(repository: Repository) -> None:
    root = changed(repository, {}, {"decisions/2026/one.yml": GOOD, "decisions/2026/two.yml": BROKEN})
    assert {path for path, _ in places(root, "--since", "main", code=1)} == {"decisions/2026/two.yml"}


def test_what_linked_to_a_deleted_record_is_reported(repository: Repository) -> None:
    before = {"decisions/2026/target.yml": GOOD, "decisions/2026/merged.yml": MERGED, "decisions/2025/old.yml": BROKEN}
    root = changed(repository, before, {"decisions/2026/target.yml": None})
    assert places(root, "--since", "main", code=1) == [
        ("decisions/2026/merged.yml", "YS341"),
        ("decisions/2026/target.yml", "YS349"),
    ]


def test_who_used_a_word_that_was_taken_from_the_vocabulary_is_reported(repository: Repository) -> None:
    vocabulary = (BASE / "decisions/vocabulary.yml").read_text()
    record = GOOD + "themes: [speed]\n"
    root = changed(
        repository,
        {"decisions/2026/fast.yml": record},
        {"decisions/vocabulary.yml": vocabulary.replace("themes:\n  speed: Speed\n", "")},
    )
    assert places(root, "--since", "main", code=1) == [("decisions/2026/fast.yml", "YS361")]


def test_a_page_that_links_to_a_deleted_record_is_reported(repository: Repository) -> None:
    root = changed(
        repository,
        {"decisions/2026/target.yml": GOOD, "site_src/more.md": "[x](decision:target) [y](decision:never)\n"},
        {"decisions/2026/target.yml": None},
    )
    found = said(root, "--since", "main", code=1)
    assert [(fault["path"], fault["column"]) for fault in found] == [
        ("decisions/2026/target.yml", None),
        ("site_src/more.md", 5),
    ]


def test_a_schema_that_the_change_left_behind_is_reported_and_an_older_one_is_not(repository: Repository) -> None:
    schema = "schema", "--root", str(repository(SITE)), "--output"
    root = Path(schema[2])
    invoke(*schema, str(root / ".yousaid"))
    commit(root)
    (root / "decisions/customers/bob.yml").write_text("form: person\n")
    assert places(root, "--since", "HEAD") == [(".yousaid/decision.schema.json", "YS010")]
    commit(root)
    (root / "decisions/2026/new.yml").write_text(GOOD)
    assert places(root, "--since", "HEAD") == []


def test_an_error_of_the_configuration_concerns_everybody_and_a_warning_does_not(repository: Repository) -> None:
    config = SITE["mkdocs.yml"].replace("site_url: https://feedback.example.org/\n", "")
    root = changed(repository, {"mkdocs.yml": config}, {"decisions/2026/new.yml": GOOD})
    assert places(root) == [("mkdocs.yml", "YS803")]
    assert places(root, "--since", "main") == []
    (root / "mkdocs.yml").write_text("site_name: [")
    assert places(root, "--since", "main", code=1) == [("mkdocs.yml", "YS801")]


def test_pages_outside_of_the_folder_are_looked_at_where_they_are(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/index.md").write_text("[x](decision:never)\n\n<!-- yousaid:home -->\n")
    config = SITE["mkdocs.yml"].replace("docs_dir: site_src", "docs_dir: ../elsewhere")
    root = changed(repository, {"mkdocs.yml": config}, {"decisions/2026/new.yml": GOOD})
    assert [code for _, code in places(root, code=1)] == ["YS701"]
    assert places(root, "--since", "main") == []


def test_paths_narrow_it_down(repository: Repository) -> None:
    root = changed(repository, {}, {"decisions/2026/a.yml": BROKEN, "decisions/2025/b.yml": BROKEN})
    assert {path for path, _ in places(root, "--since", "main", "decisions/2025", code=1)} == {"decisions/2025/b.yml"}


@pytest.mark.parametrize("rev", ["no-such-branch", "--all", ""])
def test_an_unknown_revision_is_wrong_usage(rev: str, repository: Repository) -> None:
    root = changed(repository, {"decisions/2025/b.yml": BROKEN}, {})
    assert "must be a revision" in invoke("check", "--root", str(root), f"--since={rev}", code=2)


def test_without_git_nothing_can_be_compared(repository: Repository) -> None:
    assert "git" in invoke("check", "--root", str(repository(SITE)), "--since", "main", code=2)


# Standard input.


def given(root: Path, text: str | bytes, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli.main, ["check", "--root", str(root), *words], input=text, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def test_a_text_is_checked_in_the_place_of_its_file(repository: Repository) -> None:
    root = repository({**SITE, "decisions/2026/a.yml": BROKEN})
    assert "No faults in decisions/2026/a.yml." in given(root, GOOD, "-", "--as", "decisions/2026/a.yml")
    seen = given(root, GOOD.replace("2026-02-20", "soon"), "-", "--as", str(root / "decisions/2026/a.yml"), code=1)
    assert "decisions/2026/a.yml:3:8: error[YS204]" in seen
    assert "asked: soon" in seen


def test_a_text_is_checked_among_all_records(repository: Repository) -> None:
    root = repository({**SITE, "decisions/2026/target.yml": GOOD})
    assert "No faults" in given(root, MERGED, "-", "--as", "decisions/2026/new.yml")
    assert "YS341" in given(root, MERGED.replace("target", "nothing"), "-", "--as", "decisions/2026/new.yml", code=1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("decisions/2031/first-of-its-year.yml", None),
        ("decisions/2026/Bad Name.yml", "YS002"),
        ("decisions/stray.yml", "YS001"),
        ("decisions/ideas/x.yml", "YS001"),
        ("decisions/2026/below/x.yml", "YS001"),
        ("decisions/2026/notes.txt", "YS001"),
        ("decisions/2025/plain.yml", "YS007"),
        ("decisions/customers/x.yml", "YS202"),
    ],
)
def test_the_name_is_checked_as_if_the_file_were_there(name: str, code: str | None, repository: Repository) -> None:
    root = repository(SITE)
    words = ("-", "--as", name, "--format", "json")
    found = [fault["code"] for fault in json.loads(given(root, GOOD, *words, code=1 if code else 0))["faults"]]
    assert code in found if code else not found


@pytest.mark.parametrize(
    ("text", "code"), [(b"", "YS009"), (b"\xff", "YS003"), (b"title: " + b"x" * 70_000, "YS004"), (b"a: [", "YS101")]
)
def test_any_bytes_may_come(text: bytes, code: str, repository: Repository) -> None:
    assert code in given(repository(SITE), text, "-", "--as", "decisions/2026/plain.yml", code=1)


def test_the_disk_is_left_alone(repository: Repository) -> None:
    root = repository(SITE)
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    given(root, BROKEN, "-", "--as", "decisions/2031/new.yml", code=1)
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    "words", [("-",), ("--as", "decisions/2026/a.yml"), ("decisions", "--as", "decisions/2026/a.yml")]
)
def test_input_and_its_name_belong_together(words: tuple[str, ...], repository: Repository) -> None:
    assert "belong together" in given(repository(SITE), GOOD, *words, code=2)


@pytest.mark.parametrize("name", ["mkdocs.yml", "../elsewhere.yml", "decisions"])
def test_only_records_come_from_input(name: str, repository: Repository) -> None:
    assert "must be a file" in given(repository(SITE), GOOD, "-", "--as", name, code=2)


def test_a_terminal_is_not_waited_for(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    from yousaid.cli import check

    root = repository(SITE)
    monkeypatch.setattr(sys, "stdin", Terminal())
    with pytest.raises(Exception, match="nothing on standard input"):
        check.check.callback((Path("-"),), "text", None, root / "decisions/2026/a.yml", root)  # type: ignore[misc]


def test_a_closed_input_is_wrong_usage(repository: Repository) -> None:
    program = f'"{sys.executable}" -m yousaid check - --as decisions/2026/a.yml <&-'
    done = subprocess.run(["sh", "-c", program], cwd=repository(SITE), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "nothing on standard input" in done.stderr
    assert "Traceback" not in done.stderr


# For pre-commit.

# The fields of a hook: "Creating new hooks" in pre-commit's documentation, and `clientlib.py` of pre-commit.
HOOK_FIELDS = {"id", "name", "description", "entry", "language", "files", "pass_filenames", "require_serial"}


def test_the_hook_runs_the_check_on_the_whole(repository: Repository) -> None:
    import re

    import yaml

    from conftest import ROOT

    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert set(hook) == HOOK_FIELDS
    assert hook["pass_filenames"] is False
    for path in ("decisions/2026/a.yml", "site/decisions/vocabulary.yml", "mkdocs.yml", "site_src/about.md"):
        assert re.search(hook["files"], path)
    for path in ("generator/decisions.py", "pyproject.toml"):
        assert not re.search(hook["files"], path)
    root = repository({**SITE, "decisions/2026/a.yml": BROKEN})
    done = run(*hook["entry"].split(), cwd=root)
    assert done.returncode == 1
    assert "YS203" in done.stdout
