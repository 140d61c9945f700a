"""What the workflows do, step by step in bash, with the worst that anybody can write into records, names and issues."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, SITE, Repository, commit, git
from forge import ACTION, MARKS, WORKFLOWS, Job, Step, asked, workflow
from host import Host, hosted
from yousaid.model import Decision, Kind, Outcome

pytestmark = pytest.mark.long

ALL = sorted(path.name for path in WORKFLOWS.glob("*.yml"))
BAD = """$(touch pwned) `touch pwned` ";touch pwned; ' \\ ##[set-output name=x]y ::set-output name=x::y --help"""
"""What somebody may hope that a shell, a runner or a template takes for an order."""
NAMES = (
    "$(touch pwned).yml",
    "`touch pwned`.yml",
    "-rf.yml",
    "--help.yml",
    'it\'s "quoted".yml',
    "a\n::set-output name=x::y.yml",
    "a\r##[add-mask]y.yml",
    "::error file=other,line=1::forged.yml",
)
GH = """\
#!/usr/bin/env bash
# Answers as the forge would, from files; keeps the text of a pull request.
printf '%s\\0' "$@" >> "$MACHINE/gh.calls"; printf '\\0end\\n' >> "$MACHINE/gh.calls"
case $1 in
  api) cat "$MACHINE/answer" ;;
  pr)
    while (($#)); do [[ $1 != --body-file ]] || cp "$2" "$MACHINE/words.md"; shift; done
    exit "$(cat "$MACHINE/answer.pr")"
    ;;
esac
"""


def record(title: str = "Print on both sides", more: str = "") -> str:
    return (
        f"title: {json.dumps(title)}\nidea: Paper is dear.\nasked: 2026-02-03\noutcome: received\narea: reports\n{more}"
    )


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Host]:
    """Where the site is public: an empty host."""
    (tmp_path / "public").mkdir()
    with hosted(tmp_path / "public") as host:
        yield host


@pytest.fixture
def site(repository: Repository, web: Host) -> Path:
    """A small site in a repository, with one commit on `main`."""
    config = SITE["mkdocs.yml"].replace("https://feedback.example.org/", web.url)
    root = repository({**SITE, "mkdocs.yml": config})
    (root / ".gitignore").write_text("/site/\n/.site.building/\n")
    commit(root)
    return root


@pytest.fixture
def job(site: Path, tmp_path: Path) -> Callable[..., Job]:
    """Begin a job, with the forge's program `gh` in the place of the forge."""

    def begin(name: str = "machine", **options: Any) -> Job:
        begun = Job(site, tmp_path / name, **options)
        begun.program("gh", GH)
        begun.environment["no_proxy"] = "*"
        (begun.machine / "answer.pr").write_text("0")
        return begun

    return begin


def merge_request(root: Path, files: Mapping[str, str]) -> None:
    """Leave what the forge leaves for a pull request: a merge of it into a `main` that has gone on meanwhile."""
    git(root, "switch", "-q", "-c", "change")
    write(root, files)
    git(root, "switch", "-q", "main")
    write(root, {"decisions/2026/meanwhile.yml": record("Somebody else's")})
    git(root, "switch", "-q", "--detach", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "merge", "change")


def write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    commit(root)


def unharmed(job: Job) -> bool:
    """Tell whether no order was obeyed: none made a file, and the runner was asked for marks on lines at most."""
    made = [path for folder in (job.workspace, job.machine) for path in folder.rglob("pwned*")]
    return not made and {name for name, _ in asked(job.said)} <= MARKS


def steps(jobs: Mapping[str, Any]) -> Iterator[Step]:
    for each in jobs.values():
        yield from each.get("steps", ())


def everything() -> Iterator[Step]:
    """Return every step of every workflow, and of the action."""
    for name in ALL:
        yield from steps(workflow(name)["jobs"])
    yield from ACTION["runs"]["steps"]


# What holds for every workflow


def test_no_value_is_written_into_a_script() -> None:
    assert [step["name"] for step in everything() if "${{" in step.get("run", "")] == []


def test_every_script_stops_at_the_first_fault_and_at_names_that_mean_nothing() -> None:
    scripts = [step for step in everything() if "run" in step]
    assert len(scripts) > 5
    for step in scripts:
        assert step["shell"] == "bash", step["name"]  # which is `bash -eo pipefail`
        assert step["run"].startswith("set -u\n"), step["name"]


def test_an_action_of_others_is_one_commit_that_says_its_version_and_the_same_everywhere() -> None:
    text = "".join((WORKFLOWS / name).read_text("utf-8") for name in ALL) + (ROOT / "action.yml").read_text("utf-8")
    uses = re.findall(r"^ *(?:- )?(uses: (?!\./).*)$", text, re.MULTILINE)
    assert len(uses) >= 10
    for use in uses:
        assert re.fullmatch(r"uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)
    assert len(set(uses)) == len({use.partition("@")[0] for use in uses})


@pytest.mark.parametrize("name", ALL)
def test_a_workflow_may_do_nothing_but_what_a_job_of_it_asks_for(name: str) -> None:
    read = workflow(name)
    assert read["permissions"] == {}
    for each in read["jobs"].values():
        assert each["permissions"]
        # A job that is another workflow has the limits of that one.
        assert "uses" in each or each["timeout-minutes"] <= 120
    for step in steps(read["jobs"]):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_who_may_write_is_known() -> None:
    writing = {
        (name, key, what)
        for name in ALL
        for key, each in workflow(name)["jobs"].items()
        for what, how in each["permissions"].items()
        if how == "write"
    }
    assert writing == {
        ("intake.yml", "record", "contents"),
        ("intake.yml", "record", "pull-requests"),
        *(
            (name, "publish", what)
            for name in ("publish.yml", "nightly.yml")
            for what in ("pages", "id-token", "attestations")
        ),
        ("publish.yml", "next", "issues"),
        ("nightly.yml", "publish", "issues"),
    }
    # Where something can be written, no code of the repository runs.
    jobs = workflow("publish.yml")["jobs"]
    assert not [step for name in ("publish", "next") for step in jobs[name]["steps"] if step.get("uses") == "./"]


def test_events_that_give_a_fork_the_keys_are_not_used() -> None:
    events = {name: set(workflow(name)["on"]) for name in ALL}
    assert events == {
        "check.yml": {"pull_request"},
        "intake.yml": {"issues"},
        "nightly.yml": {"schedule"},
        "publish.yml": {"push", "workflow_call", "workflow_dispatch"},
        "tests.yml": {"pull_request", "push", "workflow_call", "workflow_dispatch"},
        "weekly.yml": {"schedule"},
    }
    assert not [name for name in ALL if "secrets." in (WORKFLOWS / name).read_text("utf-8")]


@pytest.mark.parametrize(
    "line", ["::set-output name=x::y", "  ::add-mask::y", "1 | ##[set-env name=x]y", "a\r::echo::on"]
)
def test_the_stand_in_for_the_runner_is_awake(line: str) -> None:
    assert len(asked(f"::stop-commands::word\n{line}\n::word::")) == 0
    assert len(asked(f"::stop-commands::word\n::other::\n::word::\n{line}")) == 1


# The action


def action(job: Job, **given: str) -> dict[str, str]:
    """Run the action as another repository would."""
    return job.run({"steps": [{"name": "yousaid", "uses": "./", "with": given}]})


def test_the_action_installs_what_the_lock_file_names_and_once_in_a_job(job: Callable[..., Job]) -> None:
    begun = job()
    for _ in range(2):
        action(begun, command="install")
    assert begun.failed == "", begun.said
    assert begun.calls("python")[0][:2] == ["-m", "venv"]
    quiet = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    assert begun.calls("python")[1:] == [
        [*quiet, "--require-hashes", "--requirement", f"{ROOT}/.//requirements/site.lock"],
        [*quiet, "--no-build-isolation", "--no-deps", f"{ROOT}/./"],
    ]
    assert (ROOT / "requirements" / "site.lock").exists()


def test_another_repository_needs_five_lines(job: Callable[..., Job]) -> None:
    lines = [line[4:] for line in (ROOT / "action.yml").read_text("utf-8").splitlines() if line.startswith("#   ")]
    example = (
        "\n".join(lines)
        .replace("actions/checkout@<commit>", "actions/checkout@")
        .replace("<owner>/yousaid@<commit>", "./")
    )
    assert len(lines) <= 5
    begun = job()
    merge_request(begun.workspace, {"decisions/2026/both-sides.yml": record()})
    begun.run({"steps": [{"name": "as documented", **step} for step in yaml.safe_load(example)]})
    assert begun.failed == "", begun.said
    assert begun.used[0] == ("actions/checkout", {"fetch-depth": "0", "persist-credentials": "False"})
    assert "since HEAD^1" in begun.said


def test_a_command_that_the_action_does_not_know_fails(job: Callable[..., Job]) -> None:
    begun = job()
    action(begun, command="chekc")
    assert begun.failed == "Run yousaid"
    assert "command must be check, preview, build, guard, intake or install" in begun.said


@pytest.mark.parametrize(("today", "public"), [("2026-12-30", False), ("2026-12-31", True), ("", False)])
def test_the_action_builds_as_of_a_day(job: Callable[..., Job], today: str, public: bool) -> None:
    begun = job()
    write(begun.workspace, {"decisions/2026/later.yml": record(more="publish_on: 2026-12-31\n")})
    action(begun, command="build", today=today, **{"site-dir": "-out"})
    assert begun.failed == "", begun.said
    assert (begun.workspace / "-out/decisions/later/index.html").exists() == public


# Publishing


def published(job: Job) -> list[str]:
    """Build, and publish with what building hands over; return which actions of others were used."""
    jobs = workflow("publish.yml")["jobs"]
    job.environment["GITHUB_SHA"] = git(job.workspace, "rev-parse", "HEAD").strip()
    job.needs = {"build": {"outputs": job.run(jobs["build"])}}
    if not job.failed:
        job.run(jobs["publish"])
    return [name for name, _ in job.used]


def test_what_is_published_is_listed_and_attested(job: Callable[..., Job]) -> None:
    begun = job()
    (begun.machine / "answer").write_text(git(begun.workspace, "rev-parse", "HEAD"))
    assert published(begun)[-3:] == ["actions/upload-pages-artifact", "actions/attest", "actions/deploy-pages"], (
        begun.said
    )
    site = begun.workspace / "site"
    listed = (site / "SHA256SUMS").read_bytes()
    assert begun.used[-2][1] == {
        "subject-name": "SHA256SUMS",
        "subject-digest": f"sha256:{hashlib.sha256(listed).hexdigest()}",
    }
    assert len(listed.splitlines()) == sum(path.is_file() for path in site.rglob("*")) - 1
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=site, check=True)
    assert begun.calls("gh") == [["api", "repos/example/feedback/git/ref/heads/main", "--jq", ".object.sha"]]


def test_an_older_commit_is_not_published_over_a_newer_one(job: Callable[..., Job]) -> None:
    begun = job()
    (begun.machine / "answer").write_text("0123456789abcdef0123456789abcdef01234567")
    assert published(begun)[-1] == "actions/upload-pages-artifact"
    assert begun.failed == "", "it is no fault to be overtaken"
    assert "Not published: main is at 0123456789abcdef0123456789abcdef01234567" in begun.said


def test_one_run_publishes_at_a_time_and_is_not_stopped_halfway() -> None:
    assert workflow("publish.yml")["concurrency"] == {"group": "publish", "cancel-in-progress": False}


def test_records_with_faults_are_not_published(job: Callable[..., Job]) -> None:
    begun = job()
    write(begun.workspace, {"decisions/2026/wrong.yml": record().replace("received", "recieved")})
    assert "actions/upload-pages-artifact" not in published(begun)
    assert begun.failed == "Run yousaid"


def test_what_would_take_something_away_is_not_published_unless_somebody_says_so(
    job: Callable[..., Job], tmp_path: Path
) -> None:
    begun = job()
    (begun.machine / "answer").write_text("")
    write(begun.workspace, {"site_src/terms.md": "# Terms\n"})
    assert "actions/upload-pages-artifact" in published(begun), begun.said
    assert "Nothing is published at http://127.0.0.1" in begun.said
    shutil.copytree(begun.workspace / "site", tmp_path / "public", dirs_exist_ok=True)
    git(begun.workspace, "rm", "-q", "site_src/about.md", "site_src/terms.md")
    for accepted, lost in (("terms/\n", {"about/"}), ("terms/\n\nabout/", set())):
        again = job(f"again {len(lost)}", inputs={"accept": accepted})
        (again.machine / "answer").write_text("")
        assert ("actions/upload-pages-artifact" in published(again)) == (not lost), again.said
        marked = [line for name, line in asked(again.said) if name == "error"]
        assert {re.search("file=([^,]*)", line)[1] for line in marked} == lost  # type: ignore[index]


def test_a_name_that_ran_out_is_not_published_whatever_day_the_commit_has(job: Callable[..., Job]) -> None:
    begun = job()
    (begun.machine / "answer").write_text("")
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    ada = f"name: Ada Example\nform: person\nconsent: {{given: 2026-01-20, how: asked, expires: {yesterday}}}\n"
    files = {"decisions/customers/ada.yml": ada, "decisions/2026/hers.yml": record(more="credits: [ada]\n")}
    write(begun.workspace, files)  # as of the first of March
    published(begun)
    assert (begun.workspace / "site/decisions/hers/index.html").exists(), begun.said
    assert not [path for path in (begun.workspace / "site").rglob("*.*") if b"Ada Example" in path.read_bytes()]


# The tests of the code


def test_all_tests_run_with_a_browser_under_the_name_that_they_look_for(job: Callable[..., Job]) -> None:
    begun = job()
    ci = begun.workspace / ".ci" / "run"
    ci.parent.mkdir()
    ci.write_text("#!/bin/sh\necho all tests ran\n")
    ci.chmod(0o755)
    begun.program("google-chrome", "")
    begun.program("sudo", '#!/bin/sh\necho "$@"\n')
    begun.environment["PATH"] = f"{begun.machine / 'programs'}"
    for name in ("bash", "env", "sh"):
        (begun.machine / "programs" / name).symlink_to(f"/bin/{name}" if name != "env" else "/usr/bin/env")
    begun.run(workflow("tests.yml")["jobs"]["tests"])
    assert begun.failed == "", begun.said
    assert f"ln -s {begun.machine / 'programs' / 'google-chrome'} /usr/local/bin/chromium" in begun.said
    assert "all tests ran" in begun.said
    assert (ROOT / ".ci" / "run").exists()


# Pull requests


def reviewed(job: Job) -> Job:
    job.run(workflow("check.yml")["jobs"]["records"])
    return job


def marks(job: Job) -> list[str]:
    """Return the lines of files that are marked in the pull request."""
    return [line for name, line in asked(job.said) if name == "error"]


def test_a_good_pull_request_shows_what_it_changes_in_public(job: Callable[..., Job]) -> None:
    begun = job()
    merge_request(begun.workspace, {"decisions/2026/both-sides.yml": record()})
    reviewed(begun)
    assert begun.failed == "", begun.said
    assert marks(begun) == []
    assert "Print on both sides" in begun.summary
    assert "Somebody else's" not in begun.summary, "what main gained meanwhile is no change of this one"
    assert ("actions/upload-artifact", "preview/") in [(name, given.get("path")) for name, given in begun.used]
    assert "Print on both sides" in (begun.workspace / "preview" / "index.html").read_text("utf-8")


def test_a_pull_request_with_a_fault_is_marked_on_its_line_and_fails(job: Callable[..., Job]) -> None:
    begun = job()
    wrong = record().replace("received", "recieved")
    merge_request(begun.workspace, {"decisions/2026/both-sides.yml": wrong})
    reviewed(begun)
    assert begun.failed == "Run yousaid"
    assert [re.match(r"::error file=([^,]*),line=(\d+)", line).groups() for line in marks(begun)] == [  # type: ignore[union-attr]
        ("decisions/2026/both-sides.yml", "4")
    ]
    assert begun.summary, "what is wrong is said on the page of the job too"


def test_nothing_that_a_record_says_is_an_order(job: Callable[..., Job]) -> None:
    begun = job()
    merge_request(begun.workspace, {"decisions/2026/both-sides.yml": record(BAD, f"release: {json.dumps(BAD)}\n")})
    reviewed(begun)
    assert begun.failed == "", begun.said
    assert unharmed(begun)
    assert "touch pwned" in begun.summary


def test_nothing_that_a_faulty_record_says_is_an_order(job: Callable[..., Job]) -> None:
    begun = job()
    merge_request(begun.workspace, {"decisions/2026/both-sides.yml": record(more=f"kind: {json.dumps(BAD)}\n")})
    reviewed(begun)
    assert len(marks(begun)) == 1
    assert unharmed(begun)


def test_nothing_that_the_site_engine_says_of_a_page_is_an_order(job: Callable[..., Job]) -> None:
    begun = job()
    write(begun.workspace, {"site_src/page.md": "# Page\n\n[away](<missing.md##[set-output name=x]y>)\n"})
    action(begun, command="build")
    assert "##[set-output name=x]" in begun.said
    assert unharmed(begun)


def test_no_name_of_a_file_is_an_order(job: Callable[..., Job]) -> None:
    begun = job()
    merge_request(begun.workspace, {f"decisions/2026/{name}": record() for name in NAMES})
    reviewed(begun)
    assert begun.failed == "Run yousaid"
    assert len(marks(begun)) >= len(NAMES), "each is marked"
    assert unharmed(begun)


def test_no_name_of_a_page_is_an_order(job: Callable[..., Job]) -> None:
    begun = job()
    merge_request(begun.workspace, {f"site_src/{name.removesuffix('.yml')}.md": "# Page\n" for name in NAMES})
    reviewed(begun)
    assert unharmed(begun)


# Issues

FORM: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "customer-said.yml").read_text("utf-8"))
QUESTIONS = {each["id"]: each for each in FORM["body"] if "id" in each}
ANSWERS = {
    "title": "Print on both sides",
    "idea": "Paper is dear.",
    "kind": "idea",
    "asked": "2026-02-03",
    "area": "reports",
    "consent": "No, or not asked yet",
    "outcome": "received",
}


def issue(**answers: str) -> dict[str, Any]:
    """Return the event of an issue that got the label, with the body that the forge makes of a filled form."""
    given = {**ANSWERS, **answers}
    assert set(given) <= set(QUESTIONS)
    parts = [
        f"### {each['attributes']['label']}\n\n{given.get(key) or '_No response_'}" for key, each in QUESTIONS.items()
    ]
    body = "\n\n".join(parts).replace("\n", "\r\n")
    return {
        "issue": {"number": 12, "title": BAD, "body": body, "html_url": "https://example.org/feedback/issues/12"},
        "label": {"name": "make a record"},
    }


def recorded(begun: Job, may: str = "write") -> Job:
    (begun.machine / "answer").write_text(may)
    origin = begun.machine / "origin.git"
    git(begun.workspace, "clone", "-q", "--bare", ".", str(origin))
    git(begun.workspace, "remote", "add", "origin", str(origin))
    begun.environment["GITHUB_ACTOR"] = "somebody"
    begun.run(workflow("intake.yml")["jobs"]["record"])
    return begun


def branches(job: Job) -> list[str]:
    return git(job.machine / "origin.git", "branch", "--format=%(refname:short)").split()


def test_an_issue_becomes_a_pull_request_with_a_record(job: Callable[..., Job]) -> None:
    begun = recorded(job(event=issue()))
    assert begun.failed == "", begun.said
    assert branches(begun) == ["intake/issue-12", "main"]
    origin = begun.machine / "origin.git"
    (path,) = git(origin, "diff", "--name-only", "main", "intake/issue-12").split()
    assert re.fullmatch(r"decisions/\d{4}/[a-z0-9-]+\.yml", path)
    assert "title: Print on both sides\n" in git(origin, "show", f"intake/issue-12:{path}")
    assert begun.calls("gh")[-1][:2] == ["pr", "create"]
    words = (begun.machine / "words.md").read_text("utf-8")
    assert "Merging it closes #12." in words
    assert "No faults" in words


def test_the_pull_request_lets_editors_know_a_new_customer_and_names_the_issue(job: Callable[..., Job]) -> None:
    begun = job(event=issue(customer="bo"))
    schema = begun.workspace / ".yousaid" / "decision.schema.json"
    schema.parent.mkdir(exist_ok=True)
    schema.write_text("{}", "utf-8")
    commit(begun.workspace)
    recorded(begun)
    assert begun.failed == "", begun.said
    origin = begun.machine / "origin.git"
    schemas, record, customer = git(origin, "diff", "--name-only", "main", "intake/issue-12").split()
    assert (schemas, customer) == (".yousaid/decision.schema.json", "decisions/customers/a-customer.yml")
    assert "  url: https://example.org/feedback/issues/12\n" in git(origin, "show", f"intake/issue-12:{record}")


def test_nothing_that_an_issue_says_is_an_order(job: Callable[..., Job]) -> None:
    begun = recorded(job(event=issue(title=BAD, idea=f"{BAD}\n::set-output name=x::y\n### Heading", why=BAD)))
    assert begun.failed == "", begun.said
    assert unharmed(begun)
    assert branches(begun) == ["intake/issue-12", "main"]


def test_an_issue_that_is_no_filled_form_becomes_nothing(job: Callable[..., Job]) -> None:
    begun = recorded(job(event={**issue(), "issue": {**issue()["issue"], "body": BAD}}))
    assert begun.failed == "Run yousaid"
    assert branches(begun) == ["main"]
    assert unharmed(begun)


def test_an_issue_without_a_text_becomes_nothing(job: Callable[..., Job]) -> None:
    begun = recorded(job(event={**issue(), "issue": {**issue()["issue"], "body": None}}))
    assert begun.failed == "Run yousaid"
    assert branches(begun) == ["main"]


def test_another_label_does_nothing(job: Callable[..., Job]) -> None:
    begun = recorded(job(event={**issue(), "label": {"name": "customer said"}}))
    assert (begun.said, begun.used, begun.calls("gh")) == ("", [], [])


@pytest.mark.parametrize("may", ["read", "none", ""])
def test_a_label_of_somebody_who_may_not_write_does_nothing(job: Callable[..., Job], may: str) -> None:
    begun = recorded(job(event=issue()), may)
    assert begun.failed == "Ask whether who gave the label may write here"
    assert branches(begun) == ["main"]


def test_a_branch_that_somebody_works_on_stays_as_it_is(job: Callable[..., Job]) -> None:
    begun = job(event=issue())
    git(begun.workspace, "branch", "intake/issue-12")
    recorded(begun)
    assert begun.failed == "Open a pull request with it"
    assert "There is a branch intake/issue-12 already" in begun.said
    assert git(begun.machine / "origin.git", "diff", "--name-only", "main", "intake/issue-12") == ""


def test_without_a_pull_request_no_branch_is_left(job: Callable[..., Job]) -> None:
    begun = job(event=issue())
    (begun.machine / "answer.pr").write_text("1")
    recorded(begun)
    assert begun.failed == "Open a pull request with it"
    assert branches(begun) == ["main"]


def test_the_label_that_asks_for_a_record_is_given_by_no_form() -> None:
    assert workflow("intake.yml")["jobs"]["record"]["if"] == "github.event.label.name == 'make a record'"
    assert FORM["labels"] == ["customer said"]


def test_the_form_asks_each_question_once_and_offers_what_the_records_know() -> None:
    labels = [each["attributes"]["label"] for each in QUESTIONS.values()]
    assert len(set(labels)) == len(labels)
    assert set(QUESTIONS) - {"customer", "consent", "name", "consent_given", "consent_how"} <= set(
        Decision.model_fields
    )
    assert {key for key, info in Decision.model_fields.items() if info.is_required()} <= set(QUESTIONS)
    # Those that point at another record, or take one back, begin with that record.
    offered = [outcome for outcome in Outcome if outcome not in (Outcome.MERGED, Outcome.WITHDRAWN)]
    assert QUESTIONS["outcome"]["attributes"]["options"] == offered
    assert QUESTIONS["kind"]["attributes"]["options"] == list(Kind)


# What people are shown


def test_those_who_must_agree_are_asked_for_folders_that_exist() -> None:
    text = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8")
    paths = re.findall(r"^#? ?(/\S+) +@\S+$", text, re.MULTILINE)
    assert len(paths) > 5
    assert [path for path in paths if not (ROOT / path.strip("/")).exists()] == []


def test_new_versions_are_looked_for_where_there_are_any() -> None:
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))["updates"]
    found = {each["package-ecosystem"]: ROOT / each["directory"].strip("/") for each in updates}
    assert set(found) == {"github-actions", "pip", "npm"}
    assert (found["github-actions"] / "action.yml").exists()
    assert (found["pip"] / "pyproject.toml").exists()
    assert (found["npm"] / "package-lock.json").exists()
