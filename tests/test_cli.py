"""The command line: what it says, and with which exit code."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from conftest import SITE, Repository, commit, run
from yousaid import cli
from yousaid.catalogue import codes
from yousaid.cli import explain as explain_module
from yousaid.cli import terminal
from yousaid.cli.terminal import counted

BROKEN = "title: Print\nidea: x\nasked: 2026-02-30\noutcome: recieved\narea: reports\n"


def invoke(*words: str, code: int = 0) -> str:
    """Run the command in this process; return all that it says."""
    result = CliRunner().invoke(cli.main, words, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def test_a_clean_corpus_is_said_to_be_clean(repository: Repository) -> None:
    assert invoke("check", "--root", str(repository(SITE))) == "No faults in 2 records and 1 customer.\n"


def test_all_faults_come_at_once_sorted(repository: Repository) -> None:
    root = repository(
        {
            **SITE,
            "decisions/2026/b.yml": BROKEN,
            "decisions/2026/a.yml": BROKEN,
            "site_src/about.md": "See [x](decision:nothing).\n",
        }
    )
    said = invoke("check", "--root", str(root), code=1)
    places = [line.split(": error")[0] for line in said.splitlines() if ": error[" in line]
    assert places == [
        "decisions/2026/a.yml:3:8",
        "decisions/2026/a.yml:4:10",
        "decisions/2026/b.yml:3:8",
        "decisions/2026/b.yml:4:10",
        "site_src/about.md:1:9",
    ]
    assert said.endswith("5 errors in 3 files\n")


def test_only_the_faults_below_a_path_are_shown(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository({**SITE, "decisions/2025/b.yml": BROKEN, "decisions/2026/a.yml": BROKEN})
    assert "a.yml" not in invoke("check", "--root", str(root), str(root / "decisions/2025"), code=1)
    assert "b.yml" not in invoke("check", "--root", str(root), "decisions/2026/a.yml", code=1)
    assert "No faults in decisions/customers" in invoke("check", "--root", str(root), "decisions/customers")
    monkeypatch.chdir(root / "decisions")
    assert "1 file" in invoke("check", "--root", "..", "2026", code=1)


def test_rules_between_records_see_everything_even_with_a_path(repository: Repository) -> None:
    root = repository(
        {
            **SITE,
            "decisions/2026/a.yml": BROKEN.replace("02-30", "02-20").replace("recieved", "merged")
            + "merged_into: plain\n",
        }
    )
    assert "No faults" in invoke("check", "--root", str(root), "decisions/2026/a.yml")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "no/such/path"), "must be a file or folder below"),
        (("check", "--root", "/no/such/folder"), "does not exist"),
        (("chek",), "did you mean 'check'?"),
        (("frobnicate",), "No such command"),
        (("explain", "YS3O2"), "did you mean YS3"),
        (("explain", "nonsense"), "lists all"),
        (("build", "--today", "tomorrow"), "does not match"),
        (("build", "--site-dir", "."), "for the site alone"),
    ],
)
def test_wrong_usage_is_told_with_code_2(
    words: tuple[str, ...], said: str, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository(SITE))
    assert said in invoke(*words, code=2)


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_folder_without_records_is_wrong_usage(command: str, tmp_path: Path) -> None:
    said = invoke(command, "--root", str(tmp_path), code=2)
    assert "there is no folder decisions/" in said
    assert "--root" in said


def test_records_can_be_checked_without_a_site(repository: Repository) -> None:
    assert "No faults" in invoke("check", "--root", str(repository({})))


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_site_needs_its_configuration(command: str, repository: Repository) -> None:
    said = invoke(command, "--root", str(repository({})), code=1)
    assert "mkdocs.yml: error[YS801]" in said


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ("site_name: [", "YS801"),
        ("site_name: x\nthme: y\nplugins: [no-such-plugin]\n", "YS801"),
        ("site_name: x\ndocs_dir: site_src\ntheme: {name: material}\nplugins: []\n", "YS802"),
        (
            "site_name: x\ndocs_dir: site_src\ntheme: {name: material}\nplugins: [{yousaid: {mode: sideways}}]\n",
            "YS801",
        ),
    ],
)
def test_a_wrong_configuration_is_a_fault(config: str, code: str, repository: Repository) -> None:
    root = repository({**SITE, "mkdocs.yml": config})
    for command in ("check", "build"):
        said = invoke(command, "--root", str(root), code=1)
        assert f"mkdocs.yml: error[{code}]" in said


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("theme: {name: null, custom_dir: site_src}\nplugins: [yousaid]\n", "needs `theme: {name: material}`"),
        ("theme: {name: material}\nplugins: [{yousaid: {today: soon}}]\n", "`today` must be a date"),
    ],
)
def test_what_the_plugin_cannot_do_is_said_plainly(config: str, said: str, repository: Repository) -> None:
    root = repository({**SITE, "mkdocs.yml": f"site_name: x\ndocs_dir: site_src\n{config}"})
    assert said in invoke("build", "--root", str(root), code=1)
    assert not (root / "site").exists()


@pytest.mark.parametrize("day", ["2026-03-05", "'2026-03-05'", "!ENV YOUSAID_DAY"])
def test_the_day_may_be_a_date_to_yaml(day: str, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUSAID_DAY", "2026-03-05")
    plugins = f"plugins: [{{yousaid: {{today: {day}}}}}]"
    root = repository({**SITE, "mkdocs.yml": SITE["mkdocs.yml"].replace("plugins: [yousaid]", plugins)})
    invoke("build", "--root", str(root))
    assert json.loads((root / "site/numbers.json").read_text())["as_of"] == "2026-03-05"


def test_build_says_what_was_built_and_what_to_do_next(repository: Repository) -> None:
    root = repository(SITE)
    commit(root)
    said = invoke("build", "--root", str(root))
    assert "2 records became" in said
    assert "Look at it: yousaid serve" in said
    (root / "Makefile").touch()
    assert "Look at it: make serve" in invoke("build", "--root", str(root))


def test_a_site_can_be_built_as_of_a_day(repository: Repository) -> None:
    root = repository(
        {
            **SITE,
            "decisions/2026/later.yml": BROKEN.replace("02-30", "02-20").replace("recieved", "received")
            + "publish_on: 2027-01-01\n",
        }
    )
    commit(root)
    assert "2 records" in invoke("build", "--root", str(root))
    assert "3 records" in invoke("build", "--root", str(root), "--today", "2027-01-01")


def test_a_build_that_is_running_is_not_disturbed(repository: Repository) -> None:
    from yousaid import publish

    root = repository(SITE)
    with publish.replacing(root / "site"):
        assert "another build into" in invoke("build", "--root", str(root), code=1)


def test_a_folder_that_cannot_be_written_is_said_plainly(repository: Repository) -> None:
    root = repository({**SITE, "in-the-way": "a file"})
    said = invoke("build", "--root", str(root), "--site-dir", str(root / "in-the-way" / "site"), code=2)
    assert "cannot be written" in said
    assert "in-the-way" in said


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_code_is_explained(code: str) -> None:
    said = invoke("explain", code.lower())
    assert said.startswith(f"{code} (")
    first = said.splitlines()[2]
    assert first.endswith("."), first
    assert len(said.splitlines()) >= 3


def test_codes_are_listed_and_explained_by_their_beginning() -> None:
    assert len(invoke("explain").splitlines()) == len(codes())
    assert "YS301" in invoke("explain", "YS3")
    assert "YS201" not in invoke("explain", "YS3")


@pytest.mark.parametrize("command", ["check", "explain", "build", "serve"])
def test_help_has_examples(command: str) -> None:
    said = invoke(command, "--help")
    assert "Examples:" in said
    assert f"yousaid {command}" in said


def test_the_console_script_answers(repository: Repository) -> None:
    done = run("yousaid", "--version", cwd=repository({}))
    assert done.returncode == 0
    assert "yousaid" in done.stdout


def test_it_can_be_run_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["yousaid", "--version"])
    with pytest.raises(SystemExit):
        runpy.run_module("yousaid", run_name="__main__")
    assert "yousaid" in capsys.readouterr().out


class _Terminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_is_for_terminals_that_want_it(
    environment: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal.colour(_Terminal()) is coloured
    assert terminal.colour(object()) is False


@pytest.mark.parametrize("folder", ["decisions", "decisions/2026", "site_src", ".git", ".", ".."])
def test_a_build_replaces_nothing_that_is_dear(folder: str, repository: Repository) -> None:
    root = repository(SITE)
    commit(root)
    said = invoke("build", "--root", str(root), "--site-dir", str(root / folder), code=2)
    assert "for the site alone" in said
    assert (root / "decisions" / "2026" / "plain.yml").exists()


def test_a_build_replaces_no_folder_that_is_not_a_site(repository: Repository) -> None:
    root = repository({**SITE, "photos/ada.jpg": "x"})
    assert "holds other files" in invoke("build", "--root", str(root), "--site-dir", str(root / "photos"), code=2)
    assert (root / "photos" / "ada.jpg").exists()
    (root / "empty").mkdir()
    invoke("build", "--root", str(root), "--site-dir", str(root / "empty"))
    invoke("build", "--root", str(root), "--site-dir", str(root / "empty"))


def test_what_stops_a_build_is_found_by_a_check(repository: Repository) -> None:
    root = repository({**SITE, "site_src/index.md": "# Welcome\n"})
    assert "YS704" in invoke("check", "--root", str(root), code=1)


def test_a_record_that_was_deleted_can_be_named(repository: Repository, tmp_path: Path) -> None:
    root = repository(SITE)
    assert "No faults" in invoke("check", "--root", str(root), str(root / "decisions/2026/deleted.yml"))
    (tmp_path / "link").symlink_to(root)
    assert "No faults" in invoke("check", "--root", str(root), str(tmp_path / "link/decisions/2026/plain.yml"))


def test_what_is_being_done_is_said_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with terminal.saying("Reading"):
        pass
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with terminal.saying("Reading"):
        pass
    assert capsys.readouterr().err.startswith("\rReading…")


def test_progress_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from yousaid.outputs.output import File

    files = [File(f"{number}.html", bytes) for number in range(1000)]
    assert list(counted(files)) == files
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert list(counted(files)) == files
    assert "1,000 files" in capsys.readouterr().err


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    command = cli.main.get_command(click.Context(cli.main), name)
    assert command is not None
    assert (command.help or "").partition("\n")[0] == cli.COMMANDS[name]
    assert "Examples:" in invoke(name, "--help")


def test_help_imports_no_command() -> None:
    """It would take longer than one waits: see the benchmarks."""
    program = "import sys, yousaid.cli; print(*sys.modules)"
    seen = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "jinja2", "mkdocs", "git", "yousaid.pipeline", "yousaid.cli.repository"} & set(seen)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort(), EOFError()])
def test_who_stops_a_command_is_told_so(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(explain_module, "codes", stopped)
    assert invoke("explain", code=2) == "\nStopped.\n"


@pytest.mark.parametrize("config", ["site_name: !!python/object/apply:int [x]\n", "hooks: [hook.py]\n", None])
@pytest.mark.parametrize("command", ["check", "build"])
def test_what_the_configuration_runs_into_is_a_fault(command: str, config: str | None, repository: Repository) -> None:
    root = repository({**SITE, "hook.py": "raise KeyError('x')\n"})
    file = root / "mkdocs.yml"
    if config is None:
        file.unlink()
        file.mkdir()
    else:
        file.write_text(SITE["mkdocs.yml"] + config)
    assert "mkdocs.yml: error[YS801]" in invoke(command, "--root", str(root), code=1)


def test_help_lists_every_command_in_its_order() -> None:
    said = invoke("--help").partition("Commands:\n")[2].partition("\n\n")[0]
    assert re.findall(r"^  (\w+)", said, re.MULTILINE) == list(cli.COMMANDS)


def test_a_shell_completes_the_names_of_commands() -> None:
    """``_YOUSAID_COMPLETE=bash_source yousaid`` prints what a shell needs to know."""
    found = ShellComplete(cli.main, {}, "yousaid", "_YOUSAID_COMPLETE").get_completions([], "pre")
    assert [item.value for item in found] == ["preview"]
