"""Another organisation begins with files that pass the check and build at once; what it has already stays as it is."""

from __future__ import annotations

import datetime as dt
import html
import importlib
import json
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import markdown
import pytest
import yaml
from click.testing import CliRunner, Result

from conftest import ROOT, git, run
from yousaid import cli, pipeline, saving, scaffold
from yousaid.model import Outcome

NAME = "You said, Example did"
URL = "https://feedback.example.org/"
ACTION = f"example/yousaid@{'a1' * 20}"
init = importlib.import_module("yousaid.cli.init")


def invoke(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(cli.main, ["init", *words], input=typed)


def begin(root: Path, *more: str) -> Path:
    result = invoke(str(root), "--name", NAME, "--url", URL, *more)
    assert result.exit_code == 0, result.output
    return root


def files(root: Path) -> dict[str, str]:
    found = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.relative_to(root).parts)
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init, "on_terminal", lambda: True)


def test_what_is_begun_passes_the_check_and_builds(tmp_path: Path) -> None:
    root = tmp_path / "feedback"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    begin(root)
    checked = run("yousaid", "check", cwd=root)
    assert (checked.returncode, checked.stdout) == (0, "No faults in 3 records and 1 customer.\n")
    assert "nothing to mend" in run("yousaid", "fix", cwd=root).stdout
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "begin")
    built = run("yousaid", "build", "--strict", cwd=root)
    assert built.returncode == 0, built.stderr
    home = (root / "site" / "index.html").read_text("utf-8")
    assert f">{NAME}</h1>" in home
    assert "Example: pay by fax" in home
    assert git(root, "status", "--porcelain") == ""


def test_it_builds_before_the_first_commit_too(tmp_path: Path) -> None:
    root = begin(tmp_path)
    git(root, "init", "-q", "-b", "main")
    assert run("yousaid", "build", cwd=root).returncode == 0


def test_the_examples_say_what_they_are_and_name_nobody(tmp_path: Path) -> None:
    root = begin(tmp_path)
    records = [text for path, text in files(root).items() if re.match(r"decisions/(\d+|customers)/", path)]
    assert len(records) == 4
    for text in records:
        assert "# This is an example; delete it." in text
        assert "name:" not in text
    site = pipeline.build(pipeline.Settings(root, dt.date(2040, 1, 1), history=False)).site
    assert site is not None
    assert {decision.outcome for decision in site.decisions} == {Outcome.SHIPPED, Outcome.DECLINED, Outcome.REVIEWING}


def test_the_record_in_the_readme_is_a_good_one(tmp_path: Path) -> None:
    root = begin(tmp_path)
    text = (root / "README.md").read_text("utf-8")
    record, customer = re.findall(r"```yaml\n(.*?)```", text.replace("\n   ", "\n"), re.DOTALL)
    (root / "decisions" / "2026" / "print-in-colour.yml").write_text(record)
    (root / "decisions" / "customers" / "ada.yml").write_text(customer)
    assert pipeline.check(pipeline.Settings(root, dt.date(2026, 11, 30), root / "site_src")).faults == ()
    assert all(f"| `{outcome}` | " in text for outcome in Outcome)


def test_editors_know_the_words_of_what_is_begun(tmp_path: Path) -> None:
    root = begin(tmp_path)
    before = files(root)
    assert run("yousaid", "schema", "--output", ".yousaid", cwd=root).returncode == 0
    assert files(root) == before


@pytest.mark.parametrize("name", ['"', "a: b # c", "<b> & *d* [e](f) `g`", "%URL% %HEADING%", "!ENV X", "أنتم قلتم"])
def test_any_name_is_shown_as_it_was_typed(name: str, tmp_path: Path) -> None:
    result = invoke(str(tmp_path), "--name", name, "--url", "https://example.org/feedback")
    assert result.exit_code == 0, result.output
    read = yaml.safe_load((tmp_path / "mkdocs.yml").read_text("utf-8"))
    assert (read["site_name"], read["site_url"]) == (name, "https://example.org/feedback/")
    _, front, page = (tmp_path / "site_src" / "index.md").read_text("utf-8").split("---\n", 2)
    assert yaml.safe_load(front) == {"title": name}
    heading = re.search("<h1>(.*)</h1>", markdown.markdown(page))
    assert heading is not None
    assert html.unescape(heading[1]) == name


def test_questions_are_asked_on_a_terminal_until_the_answers_are_good(tmp_path: Path, terminal: None) -> None:
    result = invoke(str(tmp_path), typed="\n" + "x" * 201 + f"\n{NAME}\nexample.org\n{URL}?x=1\n\n")
    assert result.exit_code == 0, result.output
    assert result.output.count("! It must be a line of 1 to 200 characters") == 2
    assert result.output.count("! It must be the full address of a page") == 2
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text("utf-8"))["site_name"] == NAME
    # The address is not known, and no other one stands in its place.
    assert "Where the page is going to be is not known yet" in result.output
    assert [fault.split("[")[1][:5] for fault in run("yousaid", "check", cwd=tmp_path).stdout.splitlines()[:1]] == [
        "YS803"
    ]


def test_an_interrupt_at_a_question_writes_nothing(tmp_path: Path, terminal: None) -> None:
    result = invoke(str(tmp_path / "new"), typed=f"{NAME}\n")
    assert result.exit_code == 2
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--name", ""), "--name must be a line"),
        (("--name", "a\nb"), "--name must be a line"),
        (("--name", NAME, "--url", "example.org"), "--url must be the full address"),
        (("--name", NAME, "--action", "example/yousaid@v1"), "--action must be the owner"),
    ],
)
def test_what_is_wrong_is_said_where_nobody_can_be_asked(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = invoke(str(tmp_path), *words)
    assert result.exit_code == 2
    assert said in result.output
    assert files(tmp_path) == {}


def test_a_page_whose_name_nobody_can_be_asked_for_has_one(tmp_path: Path) -> None:
    said = " ".join(invoke(str(tmp_path)).output.split())
    assert (
        "The page is called “You said, we did”. Its name stands in mkdocs.yml, site_src/index.md and README.md." in said
    )
    holding = [path for path, text in files(tmp_path).items() if "You said, we did" in text]
    assert holding == ["README.md", "mkdocs.yml", "site_src/index.md"]


def test_nothing_is_replaced_and_all_that_is_in_the_way_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ours.")
    (tmp_path / ".github").write_text("no folder")
    (tmp_path / "mkdocs.yml").symlink_to(tmp_path / "nowhere")
    result = invoke(str(tmp_path), "--name", NAME)
    assert result.exit_code == 2
    assert ".github, README.md, mkdocs.yml" in " ".join(result.output.split())
    assert files(tmp_path) == {"README.md": "Ours.", ".github": "no folder"}


def test_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("Ours.")
    assert files(begin(tmp_path))["LICENSE"] == "Ours."


def test_all_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    name = saving._name

    def full(new: Path, path: Path) -> None:
        if len(written) == 10:
            raise OSError(28, "No space left on device")
        written.append(path)
        name(new, path)

    monkeypatch.setattr(saving, "_name", full)
    result = invoke(str(tmp_path / "a" / "b"), "--name", NAME)
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert [*tmp_path.iterdir()] == []


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(root: Path, paths: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(scaffold, "in_the_way", refused)
    result = invoke(str(tmp_path), "--name", NAME)
    assert result.exit_code == 2
    assert "cannot be read: Permission denied" in result.output


def test_a_folder_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    root, other = tmp_path / "root", tmp_path / "other"
    root.mkdir()
    other.mkdir()
    (root / "decisions").symlink_to(other)
    result = invoke(str(root), "--name", NAME)
    assert result.exit_code == 2
    assert "nothing was written" in result.output
    assert [*other.iterdir()] == []


def test_what_to_do_next_is_said_and_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = invoke("our page", "--name", NAME, "--action", ACTION).output
    assert "  cd 'our page'\n  git init -b main\n  git add -A" in said
    assert "Where the workflows" not in said
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    git(Path(), "init", "-q")
    said = invoke("--name", NAME, "--url", URL).output
    assert "cd " not in said
    assert "git init" not in said
    assert "not known: say it in .github/workflows/" in " ".join(said.split())


# Where workflows get yousaid from.


def uses(root: Path) -> Iterator[str]:
    for path in sorted((root / ".github" / "workflows").glob("*.yml")):
        yield from re.findall(r"uses: (\S+)", path.read_text("utf-8"))


def test_workflows_get_yousaid_from_where_it_is_said(tmp_path: Path) -> None:
    known = begin(tmp_path / "known", "--action", ACTION)
    assert ACTION in uses(known)
    assert not any(use == "./" or "OWNER" in use for use in uses(known))
    unknown = begin(tmp_path / "unknown")
    assert scaffold.UNSAID in uses(unknown)
    for use in uses(known):
        assert re.fullmatch(r"\S+@[0-9a-f]{40}|\./\.github/workflows/publish\.yml", use)
    assert (known / ".github/workflows/publish.yml").exists()


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ({"url": "https://github.com/example/yousaid.git", "vcs_info": {"vcs": "git", "commit_id": "a1" * 20}}, ACTION),
        ({"url": "https://github.com/example/yousaid", "vcs_info": {"commit_id": "a1" * 20}}, ACTION),
        ({"url": "https://github.com/example/yousaid/archive/x.zip", "archive_info": {}}, ""),
        ({"url": "https://git.example.org/example/yousaid", "vcs_info": {"commit_id": "a1" * 20}}, ""),
        ({"url": "https://github.com/example/yousaid", "dir_info": {}}, ""),
        (None, ""),
    ],
)
def test_where_it_was_installed_from_is_known_if_the_installer_kept_it(
    kept: object, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Installed:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return json.dumps(kept) if kept else None

    monkeypatch.setattr(init, "distribution", lambda name: Installed())
    assert init._installed_from() == found


def test_where_it_was_not_installed_at_all_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(init, "distribution", missing)
    assert init._installed_from() == ""


def test_the_wheel_brings_all_files(tmp_path: Path) -> None:
    built = run("hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=ROOT)
    assert built.returncode == 0, built.stderr
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    wanted = {f"yousaid/scaffold/{path.relative_to(scaffold.FILES.parent).as_posix()}" for _, path in scaffold._kept()}
    assert len(wanted) == 20
    assert wanted <= {*names}
