"""The doctor finds what would go wrong later, says how to mend it, and changes nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT, SITE, TODAY, Repository, commit, git, run
from yousaid import cli, clock, doctor, schema, search
from yousaid.doctor import CHECKS, Grade, Patient, equipment
from yousaid.doctor.checkup import files_in, text_of
from yousaid.doctor.versions import allows, asked, numbers

LINE = schema.SCHEMA_LINE["decision"]
RECORD = "title: Print\nidea: x\nasked: 2026-01\noutcome: received\narea: reports\n"
CHECKOUT = "      - uses: actions/checkout@v5\n"
WHOLE = CHECKOUT + "        with: {fetch-depth: 0}\n"
JOB = "on: push\njobs:\n  site:\n    runs-on: ubuntu-latest\n    steps:\n"
WORKFLOW = ".github/workflows/publish.yml"


def said(root: Path, code: int = 0) -> str:
    """Return what the doctor says of a folder, which stays as it is."""
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if ".git" not in path.parts}
    result = CliRunner().invoke(cli.main, ["doctor", "--root", str(root)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if ".git" not in path.parts} == before
    return result.output


def seen(root: Path) -> Patient:
    """Return what there is to be seen in a folder that has no configuration."""
    return doctor.patient(root.resolve(), TODAY, None, [])


def found(patient: Patient, name: str) -> list[str]:
    """Return what a check finds, each with its grade and its fix."""
    (check,) = (each for each in CHECKS if each.name == name)
    (result,) = doctor.run([check], patient)
    assert all(finding.fix for finding in result.findings)
    return [f"{each.grade}: {each.message} | {each.fix}" for each in result.findings]


@pytest.fixture
def site(repository: Repository) -> Path:
    """Make a site at which nothing is wrong."""
    root = repository(SITE)
    CliRunner().invoke(cli.main, ["schema", "--root", str(root), "--output", str(root / schema.FOLDER)])
    for kind in ("decision", "customer", "occasion"):
        folders = {"decision": "2026", "customer": "customers", "occasion": "occasions"}
        for file in (root / "decisions" / folders[kind]).iterdir():
            file.write_text(f"{schema.SCHEMA_LINE[kind]}\n{file.read_text('utf-8')}", "utf-8")
    commit(root)
    return root


# The whole


def test_of_a_good_site_all_is_fine(site: Path) -> None:
    output = said(site)
    lines = [line for line in output.split("\n") if line.startswith("  ") and ": " in line]
    assert lines == [line for line in lines if "supported until" in line or "fix: nothing breaks" in line]
    assert "wrong-" not in output
    assert "\n0 wrong, " in output


def test_it_is_a_command_that_can_be_run_from_a_shell(site: Path) -> None:
    done = run("yousaid", "doctor", cwd=site)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Fine\n  records, ")


def test_every_check_is_documented_and_has_a_name_of_its_own() -> None:
    output = CliRunner().invoke(cli.main, ["doctor", "--list"]).output
    assert len({check.name for check in CHECKS}) == len(CHECKS) > 20
    for check in CHECKS:
        assert f"{check.name}\n\n{check.doc}" in output
        assert check.doc.endswith(".")


def test_of_an_empty_folder_all_is_said(tmp_path: Path) -> None:
    output = said(tmp_path, 1)
    assert "  records: the records have " in output
    assert "  configuration: mkdocs.yml: " in output
    assert "  site-address: mkdocs.yml cannot be read\n" in output
    assert "  no-record-is-ignored: git does not know the records\n" in output
    assert "  words-for-editors: editors do not know the fields of a record\n    fix: yousaid schema --output" in output


def test_other_programs_are_told_the_same(site: Path) -> None:
    (site / "mkdocs.yml").write_text("plugins: 3\n", "utf-8")
    result = CliRunner().invoke(cli.main, ["doctor", "--root", str(site), "--format", "json"])
    found = json.loads(result.output)
    assert (result.exit_code, found["version"]) == (1, 1)
    assert sum(found[grade] for grade in Grade) == len(found["checks"]) == len(CHECKS)
    wrong = [each for each in found["checks"] if each["grade"] == "wrong"]
    assert [each["check"] for each in wrong] == ["configuration"]
    assert found["wrong"] == 1
    assert wrong[0]["findings"][0]["fix"].startswith("correct mkdocs.yml")
    unseen = next(each for each in found["checks"] if each["check"] == "site-address")
    assert (unseen["grade"], unseen["why"], unseen["findings"]) == ("unseen", "mkdocs.yml cannot be read", [])


def test_without_the_marker_nothing_stops_another_engine(site: Path) -> None:
    file = site / "mkdocs.yml"
    text = file.read_text("utf-8")
    assert "yousaid.marker" in text
    file.write_text(text.replace("yousaid.marker", "admonition"), "utf-8")
    assert "a-stop-for-other-engines: nothing in mkdocs.yml stops" in said(site)
    file.write_text(text.replace("- yousaid.marker", "- yousaid.marker: {}"), "utf-8")
    assert "a-stop-for-other-engines:" not in said(site)


def test_no_such_folder_is_wrong_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.main, ["doctor", "--root", str(tmp_path / "no")])
    assert (result.exit_code, "does not exist" in result.output) == (2, True)


@pytest.mark.parametrize("broken", ["site_name: [", "\t", "plugins: 3\n", "- a\n- b\n", "\0", "INHERIT: no.yml\n"])
def test_a_configuration_that_cannot_be_read_is_a_finding(broken: str, repository: Repository) -> None:
    output = said(repository({**SITE, "mkdocs.yml": broken}), 1)
    assert "\n  configuration: mkdocs.yml" in output


@pytest.mark.parametrize(
    "broken", ["site_name: !!python/object/apply:int [x]\n", "site_name: x\ndocs_dir: site_src\nhooks: [hook.py]\n"]
)
def test_what_others_wrote_for_the_engine_may_fail(broken: str, repository: Repository) -> None:
    output = said(repository({**SITE, "mkdocs.yml": broken, "hook.py": "1 / 0\n"}), 1)
    assert "\n  configuration: mkdocs.yml" in output


def test_mkdocs_2_may_be_installed_already(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yousaid.engine", None)
    assert "\n  configuration: mkdocs.yml cannot be used: " in said(site, 1)


@pytest.mark.parametrize("broken", [b"title: [", b"\xff\xfe", b"\t\t", b"a: &a [*a]\n"])
def test_a_record_that_cannot_be_read_is_a_finding(broken: bytes, repository: Repository) -> None:
    root = repository({**SITE, "decisions/2026/broken.yml": broken, "decisions/vocabulary.yml": broken})
    assert "so nothing can be published\n    fix: yousaid check" in said(root, 1)


def test_one_fault_is_one_fault(repository: Repository) -> None:
    assert "the records have 1 fault, so" in said(repository({**SITE, "decisions/stray.txt": "x"}), 1)


def test_without_a_package_nothing_is_asked_of_others(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "requires", missing)
    assert seen(repository({})).needed == ()


def test_nothing_that_a_file_says_is_an_order(repository: Repository) -> None:
    root = repository({**SITE, "requirements.txt": "mkdocs ##[set-output name=x]y\x1b[2J\n", "decisions/\x1b[2J": "x"})
    output = said(root, 1)
    assert "\x1b" not in output
    assert "##[" not in output


# The records


def test_two_spellings_of_a_name_are_looked_at(repository: Repository) -> None:
    customer = "name: {}\nform: person\naffiliation: Elsewhere\nconsent:\n  given: 2026-01-20\n  how: asked\n"
    root = repository(
        {
            "decisions/customers/ada2.yml": customer.format("ADA Example"),
            "decisions/customers/rene.yml": customer.format("Ren\u00e9 Example"),
            "decisions/customers/rene2.yml": customer.format("Rene\u0301 Example").replace("Elsewhere", "Here"),
            "decisions/customers/bo.yml": customer.format("Bo Example"),
            "decisions/customers/bo2.yml": customer.format("Bo Example").replace("Elsewhere", "Here"),
        }
    )
    ada, rene = found(seen(root), "one-spelling-of-a-name")
    assert ada.startswith(
        "look: the same name is spelt in different ways in decisions/customers/ada.yml, decisions/customers/ada2.yml |"
    )
    assert "rene.yml" in rene
    assert "Example" not in ada + rene, "a name stays in its file"


def test_names_of_files_that_differ_by_case_are_wrong(site: Path, tmp_path: Path) -> None:
    if (tmp_path / "A REPOSITORY").exists():
        pytest.skip("the file system takes them for one")
    (site / "site_src/About.md").write_text("# About\n", "utf-8")
    output = said(site, 1)
    assert "these are one file on some systems: site_src/About.md, site_src/about.md\n    fix: rename one" in output


def test_a_name_that_windows_keeps_for_itself_is_wrong(site: Path) -> None:
    (site / "site_src/AUX.txt").touch()
    assert "Windows cannot have this file: site_src/AUX.txt\n    fix: rename it: git mv" in said(site, 1)


def test_names_that_only_git_knows_are_seen_too(site: Path) -> None:
    patient = seen(site)
    dates = {**patient.past.dates, "decisions/2026/Plain.yml": patient.past.dates["decisions/2026/plain.yml"]}
    (finding,) = found(replace(patient, past=replace(patient.past, dates=dates)), "names-of-files-on-every-system")
    assert "decisions/2026/Plain.yml, decisions/2026/plain.yml" in finding


@pytest.mark.parametrize(
    ("end", "withdrawn", "said"),
    [
        ("2026-06-30", "", True),
        ("2026-07-30", "", True),
        ("2026-07-31", "", False),
        ("2026-06-29", "", False),
        ("2026-07-01", "withdrawn: 2026-06-01\n", False),
    ],
)
def test_consent_that_ends_soon_is_looked_at(end: str, withdrawn: str, said: bool, repository: Repository) -> None:
    name = "" if withdrawn else "name: Bo Example\n"
    customer = f"{name}form: person\nconsent:\n  given: 2026-01-20\n  how: asked\n  expires: {end}\n{withdrawn}"
    lines = found(seen(repository({"decisions/customers/bo.yml": customer})), "names-that-run-out")
    expected = f"look: consent ends within 30 days: bo ({end}) | ask again, and write the new day under `expires`"
    assert lines == ([expected] if said else [])


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("outcome: not-now\nreason: x\nreview_by: 2026-06-29\n", True),
        ("outcome: not-now\nreason: x\nreview_by: 2026-05\n", True),
        ("outcome: not-now\nreason: x\nreview_by: 2026-06\n", False),
        ("outcome: not-now\nreason: x\nreview_by: unknown\n", False),
        ("outcome: withdrawn\nanswer: x\nreview_by: 2026-05\n", False),
        ("outcome: received\n", False),
    ],
)
def test_a_look_that_is_overdue_is_looked_at(more: str, said: bool, repository: Repository) -> None:
    record = RECORD.replace("outcome: received\n", more)
    lines = found(seen(repository({"decisions/2026/late.yml": record})), "promised-looks")
    assert [line.split(": ")[:2] for line in lines] == ([["look", "the day to look again has passed"]] if said else [])


def test_of_many_only_some_are_named(repository: Repository) -> None:
    record = RECORD.replace("received", "not-now\nreason: x\nreview_by: 2026-05-01")
    root = repository({f"decisions/2026/late-{number}.yml": record for number in range(5)})
    (line,) = found(seen(root), "promised-looks")
    assert "late-0 (2026-05-01), late-1 (2026-05-01), late-2 (2026-05-01) and 2 more |" in line


def test_schemas_that_are_out_of_date_are_looked_at(site: Path) -> None:
    (site / ".yousaid/decision.schema.json").write_text("{}", "utf-8")
    (line,) = found(seen(site), "words-for-editors")
    assert line.startswith("look: .yousaid/decision.schema.json: ")
    assert "yousaid schema --output .yousaid" in line


def test_a_record_without_the_line_for_editors_is_looked_at(site: Path) -> None:
    (site / "decisions/2026/new.yml").write_text(RECORD, "utf-8")
    (line,) = found(seen(site), "records-name-their-schema")
    assert "cannot help with 1 of 5 files: decisions/2026/new.yml | " in line
    shutil.rmtree(site / ".yousaid")
    assert found(seen(site), "records-name-their-schema") == []


# Git


def test_a_folder_without_git_is_looked_at(repository: Repository) -> None:
    patient = seen(repository({}))
    (line,) = found(patient, "records-in-git")
    assert "dates of publication are not known" in line
    assert found(patient, "whole-history") == []


def test_a_repository_without_a_commit_is_looked_at(repository: Repository) -> None:
    root = repository({})
    git(root, "init", "-q")
    patient = seen(root)
    assert patient.changed is None
    assert "there is no commit yet" in found(patient, "records-in-git")[0]


def test_a_shallow_clone_is_wrong(site: Path, tmp_path: Path) -> None:
    git(site, "commit", "-q", "--allow-empty", "-m", "x")
    subprocess.run(["git", "clone", "-q", "--depth=1", site.as_uri(), str(tmp_path / "shallow")], check=True)
    output = said(tmp_path / "shallow", 1)
    assert "\n  whole-history: .git: the clone must hold the whole history" in output
    assert "fix: run `git fetch --unshallow`" in output
    assert "  no-record-is-ignored: git does not know the records\n" in output


def test_what_is_not_committed_is_looked_at(site: Path) -> None:
    (site / "decisions/2026/new.yml").write_text(RECORD, "utf-8")
    (site / "notes.txt").write_text("x", "utf-8")
    (line,) = found(seen(site), "nothing-left-to-commit")
    assert line.startswith("look: 1 file is not committed as here: decisions/2026/new.yml | git add decisions")
    (site / "decisions/2026/plain.yml").write_text(RECORD, "utf-8")
    assert "2 files are not committed" in found(seen(site), "nothing-left-to-commit")[0]


def test_a_record_that_git_ignores_is_wrong(site: Path) -> None:
    (site / ".gitignore").write_text("new*\n", "utf-8")
    (site / "decisions/2026/new.yml").write_text(RECORD, "utf-8")
    (line,) = found(seen(site), "no-record-is-ignored")
    assert line.startswith("wrong: git ignores decisions/2026/new.yml | ")
    git(site, "add", "--force", "decisions/2026/new.yml")
    assert found(seen(site), "no-record-is-ignored") == []


def test_owners_of_code_are_somebody(site: Path) -> None:
    assert found(seen(site), "somebody-must-agree") == []
    (site / "CODEOWNERS").write_text("# Who must agree.\n\n  # * @example/team\n", "utf-8")
    (line,) = found(seen(site), "somebody-must-agree")
    assert line == "look: CODEOWNERS names nobody who must agree to a change | write your teams there, without the #"
    (site / "CODEOWNERS").write_text("# Who must agree.\n* @example/team\n", "utf-8")
    assert found(seen(site), "somebody-must-agree") == []


def test_a_commit_in_the_future_is_wrong(site: Path) -> None:
    late = doctor.patient(site.resolve(), dt.date(2026, 2, 27), None, [])
    (line,) = found(late, "clocks-that-agree")
    assert line.startswith("wrong: .git: the commit ")
    assert "2026-03-01, which is in the future | set the clock" in line
    assert found(late, "records-in-git") == []
    assert found(doctor.patient(site.resolve(), dt.date(2026, 2, 28), None, []), "clocks-that-agree") == []


# The workflows


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        (CHECKOUT + "      - run: yousaid build\n", True),
        (CHECKOUT + "        with: {fetch-depth: 1}\n      - run: yousaid build\n", True),
        (CHECKOUT + "        with: nonsense\n      - run: |\n          set -u\n          yousaid preview x\n", True),
        (CHECKOUT + "      - run: yousaid check --format=github --since=HEAD^1\n", True),
        (CHECKOUT + "      - run: make site\n", True),
        (CHECKOUT + "      - run: mkdocs build\n", True),
        (CHECKOUT + "      - uses: somebody/yousaid@main\n", True),
        (CHECKOUT + "      - uses: somebody/yousaid/inner@main\n", True),
        (WHOLE + "      - run: yousaid build\n", False),
        (CHECKOUT + "      - run: yousaid check\n", False),
        (CHECKOUT + "      - run: make test\n      - uses: ./\n", False),
        ("      - run: yousaid build\n      - nonsense\n", False),
    ],
)
def test_a_workflow_without_the_whole_history_is_wrong(steps: str, wrong: bool, repository: Repository) -> None:
    lines = found(seen(repository({WORKFLOW: JOB + steps})), "whole-history-in-workflows")
    message = f"wrong: {WORKFLOW}: the job `site` gets one commit only | "
    assert lines == ([message + "write below its actions/checkout: with: {fetch-depth: 0}"] if wrong else [])


@pytest.mark.parametrize(("action", "wrong"), [("name: yousaid\n", True), ("name: another\n", False)])
def test_the_action_of_the_repository_itself_is_known(action: str, wrong: bool, repository: Repository) -> None:
    root = repository({WORKFLOW: f"{JOB}{CHECKOUT}      - uses: ./\n", "action.yml": action})
    assert bool(found(seen(root), "whole-history-in-workflows")) is wrong


def test_without_dates_from_git_one_commit_is_enough(site: Path) -> None:
    (site / WORKFLOW).parent.mkdir(parents=True)
    (site / WORKFLOW).write_text(f"{JOB}{CHECKOUT}      - run: yousaid build\n", "utf-8")
    assert "  whole-history-in-workflows: " in said(site, 1)
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[yousaid: {history: false}]", 1)
    (site / "mkdocs.yml").write_text(config, "utf-8")
    assert "  whole-history-in-workflows: " not in said(site)


@pytest.mark.parametrize(
    ("step", "engine"),
    [
        ("run: zensical build", "zensical"),
        ("run: python -m zensical build", "zensical"),
        ("run: cd x && npx vitepress build", "vitepress"),
        ("uses: actions/jekyll-build-pages@v1", "jekyll"),
        ("run: yousaid build", ""),
        ("run: echo hugo", ""),
    ],
)
def test_a_workflow_with_another_engine_is_looked_at(step: str, engine: str, repository: Repository) -> None:
    lines = found(seen(repository({WORKFLOW: f"{JOB}      - {step}\n"})), "workflows-of-other-engines")
    assert [line.split(" | ")[0] for line in lines] == (
        [f"look: {WORKFLOW}: the job `site` uses {engine}, which does not run the plugin"] if engine else []
    )


@pytest.mark.parametrize("text", ["", "- a\n", "jobs: 3\n", "jobs: {a: b}\n", "jobs: {a: {uses: x}}\n", "a: [", "\xff"])
def test_no_workflow_is_too_strange(text: str, repository: Repository) -> None:
    patient = seen(repository({WORKFLOW: text.encode("latin-1")}))
    can_be_read = text.startswith("jobs")
    assert (found(patient, "workflows-that-can-be-read") == []) is can_be_read
    assert found(patient, "whole-history-in-workflows") == found(patient, "workflows-of-other-engines") == []


def test_workflows_stand_at_the_top_of_a_repository(site: Path, tmp_path: Path) -> None:
    top = tmp_path / "top"
    shutil.copytree(site, top / "feedback", ignore=shutil.ignore_patterns(".git"))
    (top / WORKFLOW).parent.mkdir(parents=True)
    (top / WORKFLOW).write_text(f"{JOB}{CHECKOUT}      - run: yousaid build\n", "utf-8")
    commit(top)
    assert f"  whole-history-in-workflows: {WORKFLOW}: the job" in said(top / "feedback", 1)


def test_a_new_repository_is_well_but_for_what_nobody_has_said(tmp_path: Path) -> None:
    words = ["--name", "You said, Example did", "--url", "https://feedback.example.org/"]
    CliRunner().invoke(cli.main, ["init", str(tmp_path / "new"), *words], catch_exceptions=False)
    commit(tmp_path / "new", f"{clock.today()}T00:00:00Z")
    lines = [line for line in said(tmp_path / "new", 1).split("\n") if line.startswith("  ") and ": " in line]
    found = {line.split(": ")[0].strip() for line in lines} - {"fix", "support-that-ends"}
    assert found == {"workflows-that-find-yousaid", "somebody-must-agree"}


def test_our_own_workflows_are_fine() -> None:
    patient = replace(seen(ROOT / "tests" / "base"), top=ROOT)
    for name in ("workflows-that-can-be-read", "whole-history-in-workflows", "workflows-of-other-engines"):
        assert found(patient, name) == []


# The configuration, and what is installed


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("site_url: https://feedback.example.org/\n", "", "site-address: mkdocs.yml does not say the address"),
        (
            "site_name: You said, Example did",
            "site_name: 言った",
            "picture-of-the-site: there is no picture of the site",
        ),
        ("{name: material}", "{name: material, language: tlh}", "configuration: mkdocs.yml: the theme speaks `tlh`"),
    ],
)
def test_what_could_be_better_in_the_configuration_is_looked_at(old: str, new: str, message: str, site: Path) -> None:
    (site / "mkdocs.yml").write_text(SITE["mkdocs.yml"].replace(old, new), "utf-8")
    output = said(site)
    assert f"  {message}" in output
    assert output.count(message.split(": ")[-1]) == 1, "it is said once"


def test_what_is_wrong_in_the_configuration_is_wrong(site: Path) -> None:
    (site / "mkdocs.yml").write_text(f"{SITE['mkdocs.yml']}use_directory_urls: false\n", "utf-8")
    assert "  configuration: mkdocs.yml: `use_directory_urls` must not be switched off" in said(site, 1)


@pytest.mark.parametrize(("wish", "grade"), [("auto", 0), ("on", 1), ("off", None)])
def test_a_search_without_its_program(
    wish: str, grade: int | None, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "program", lambda: None)
    config = SITE["mkdocs.yml"].replace("[yousaid]", f"[yousaid: {{search: '{wish}'}}]", 1)
    (site / "mkdocs.yml").write_text(config, "utf-8")
    assert ("  search-program: mkdocs.yml: Pagefind is not installed" in said(site, grade or 0)) is (grade is not None)


@pytest.mark.parametrize("name", ["zensical.toml", "_config.yml"])
def test_the_configuration_of_another_engine_is_looked_at(name: str, repository: Repository) -> None:
    (line,) = found(seen(repository({name: ""})), "other-site-engines")
    assert line.startswith(f"look: {name} belongs to an engine that does not run the plugin")


@pytest.mark.parametrize(
    ("file", "text", "requirements"),
    [
        ("requirements.txt", "# mkdocs\nmkdocs\nmkdocs-material\n\n-r other.txt\n", ["mkdocs"]),
        ("requirements-dev.txt", "mkdocs>=1.6  # why\nMkDocs[i18n]>=1.6 ; python_version>'3'\n", None),
        ("requirements/site.lock", "mkdocs==1.6.1 \\\n    --hash=sha256:x\n", []),
        ("requirements/site.in", "mkdocs==2.0\n", ["mkdocs==2.0"]),
        ("requirements.txt", "mkdocs @ https://example.org/mkdocs.zip\n", None),
        ("requirements.txt", b"\xff", []),
        ("pyproject.toml", '[project]\ndependencies = ["mkdocs>=1.6.1,<2", 3]\n', []),
        ("pyproject.toml", '[project]\ndependencies = ["mkdocs>=1"]\n', ["mkdocs>=1"]),
        ("pyproject.toml", '[project.optional-dependencies]\nx = ["mkdocs"]\n', ["mkdocs"]),
        ("pyproject.toml", '[dependency-groups]\nx = ["mkdocs", {include-group = "y"}]\n', ["mkdocs"]),
        ("pyproject.toml", '[tool.poetry.dependencies]\nmkdocs = "^1.6"\nother = {path = ".."}\n', []),
        ("pyproject.toml", '[tool.poetry.group.x.dependencies]\nmkdocs = {version = ">=1"}\n', ["mkdocs >=1"]),
        ("pyproject.toml", '[project]\ndependencies = "mkdocs"\n', []),
        ("pyproject.toml", "tool = 3\nproject = [", []),
        ("pyproject.toml", "tool = 3\nproject = 4\n", []),
    ],
)
def test_requirements_that_allow_mkdocs_2_are_looked_at(
    file: str, text: str | bytes, requirements: list[str] | None, repository: Repository
) -> None:
    lines = found(seen(repository({file: text})), "mkdocs-before-2")
    if requirements is None:
        assert lines
    else:
        assert lines == [
            f"look: {file}: `{each}` allows MkDocs 2 | write there: mkdocs>=1.6.1,<2" for each in requirements
        ]


def test_requirements_at_the_top_of_a_repository_count(site: Path) -> None:
    (site.parent / "requirements.txt").write_text("mkdocs\n", "utf-8")
    assert len(found(replace(seen(site), top=site.parent), "mkdocs-before-2")) == 1


@pytest.mark.parametrize(("version", "wrong"), [("2.0", True), ("2.0.dev1", True), ("1.6.1", False), ("", False)])
def test_mkdocs_2_is_wrong(version: str, wrong: bool, repository: Repository) -> None:
    patient = replace(seen(repository({})), installed={"mkdocs": version})
    assert found(patient, "mkdocs-before-2") == (
        ["wrong: MkDocs " + version + " is installed, and runs no plugin | pip install 'mkdocs<2'"] if wrong else []
    )


@pytest.mark.parametrize(
    ("installed", "lines"),
    [
        ({"a": "1.2", "mkdocs": "1.6.1", "b": "3"}, []),
        ({"a": "1.2", "properdocs": "1.6.7"}, []),
        ({"a": "1.1.9", "mkdocs": "1.6.1"}, ["wrong: a must be >=1.2, and is 1.1.9 | pip install 'a>=1.2'"]),
        ({"mkdocs": "1.6.1"}, ["wrong: a must be >=1.2, and is not installed | pip install 'a>=1.2'"]),
        ({"a": "1.2", "mkdocs": "1.6.1", "b": "2"}, ["wrong: b must be >=3, and is 2 | pip install 'b>=3'"]),
    ],
)
def test_what_is_installed_is_what_is_needed(
    installed: Mapping[str, str], lines: list[str], repository: Repository
) -> None:
    needed = ("a>=1.2", "mkdocs<2,>=1.6", "b>=3; extra == 'more'")
    assert found(replace(seen(repository({})), installed=installed, needed=needed), "installed-versions") == lines


def test_support_that_ends_soon_is_looked_at(repository: Repository) -> None:
    patient = replace(seen(repository({})), python=(3, 11), installed={"mkdocs-material": "9"})
    assert found(replace(patient, today=dt.date(2026, 1, 1)), "support-that-ends") == []
    material, *rest = found(replace(patient, today=dt.date(2026, 12, 1)), "support-that-ends")
    assert "supported until 2027-05-05" in material
    assert rest == []
    python = found(replace(patient, today=dt.date(2027, 9, 1)), "support-that-ends")[0]
    assert python.startswith("look: Python 3.11 is supported until 2027-10-31 | use a newer Python")
    newest = replace(patient, python=(4, 0), installed={}, today=dt.date(2040, 1, 1))
    assert found(newest, "support-that-ends") == []


def test_the_python_of_these_tests_has_an_end() -> None:
    assert min(equipment._ENDS) == (3, 11), "the oldest that pyproject.toml allows"


# Versions


@pytest.mark.parametrize(
    ("versions", "version", "good"),
    [
        ("", "2.0", True),
        ("*", "2.0", True),
        ("<2", "2.0", False),
        ("<2.0a0", "2.0", False),
        ("<2", "1.9.9", True),
        (">=1.6.1, <2", "1.6", False),
        (">=1.6.1,<2", "1.6.1", True),
        (">1.6", "1.6.0", False),
        ("<=1.6", "1.6.0", True),
        ("==1.*", "1.9", True),
        ("==1.*", "2.0", False),
        ("==1.6", "1.6.0", True),
        ("===1.6", "1.7", False),
        ("!=2.0", "2.0", False),
        ("!=2.*", "2.1", False),
        ("~=1.6", "1.9", True),
        ("~=1.6", "2.0", False),
        ("~=1.6.1", "1.7", False),
        ("^1.6", "1.9", True),
        ("^1.6", "1.5", False),
        ("^1.6", "2.0", False),
        ("^0.2", "0.3", False),
        ("~1.6", "1.6.5", True),
        ("~1.6", "1.7", False),
        ("1.6.1", "2.0", False),
        ("^1.6 || ^2.0", "2.0", True),
    ],
)
def test_a_version_is_allowed_or_not(versions: str, version: str, good: bool) -> None:
    assert allows(versions, numbers(version)) is good


def test_a_requirement_has_a_name_and_versions() -> None:
    assert asked("Some_Thing.x [a,b] (>=1) ; python_version > '3'") == ("some-thing-x", ">=1")
    assert asked("-r other.txt") == ("", "")
    assert numbers("nonsense") == ()


# What cannot be read


def test_files_that_cannot_be_read_are_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert text_of(tmp_path / "no", tmp_path) is None

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "glob", refuse)
    assert files_in(tmp_path, "*") == []


def test_the_worst_finding_grades_a_check() -> None:
    assert [*Grade] == ["fine", "unseen", "look", "wrong"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_is_no_file(repository: Repository) -> None:
    root = repository({})
    for name in ("requirements.txt", "pyproject.toml"):
        os.mkfifo(root / name)
    assert found(seen(root), "mkdocs-before-2") == []


def test_the_day_is_that_of_the_clock(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 2, 1))
    assert "2026-03-01, which is in the future\n    fix: set the clock" in said(site, 1)
