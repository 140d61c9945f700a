"""A stand-in for the forge: it runs the steps of a job as its runner does, and notes what it would ask of others.

What it does not know (an expression, an action) is an error, so that nothing passes because it was not looked at.
The rules of the runner are those of its source, actions/runner, in src/Runner.Common/ActionCommand.cs and
src/Runner.Worker.
"""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from conftest import ROOT

WORKFLOWS = ROOT / ".github" / "workflows"
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
MARKS = frozenset(["error", "warning", "notice"])
"""What a line of output can ask the runner for without harm."""
COMMANDS = MARKS | {"add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "group", "remove-matcher"}
COMMANDS |= {"save-state", "set-env", "set-output", "stop-commands"}

Step = Mapping[str, Any]


def workflow(name: str) -> dict[str, Any]:
    """Read a workflow; its events are found under ``on``, which YAML 1.1 takes for a yes."""
    read = yaml.safe_load((WORKFLOWS / name).read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in read.items()}


def asked(said: str) -> list[tuple[str, str]]:
    """Return the commands that the runner finds in a step's output: their names, and the line."""
    found, waited_for = [], None
    for line in re.split("\r\n|\r|\n", said):
        name, data = _command(line, COMMANDS if waited_for is None else {waited_for})
        if name == "stop-commands":
            waited_for = data
        elif name == waited_for:
            waited_for = None
        elif name:
            found.append((name, line))
    return found


def _command(line: str, known: frozenset[str] | set[str]) -> tuple[str, str]:
    ways = (re.match(r"\s*::(.*?)::(.*)", line), re.search(r"##\[(.*?)\](.*)", line))
    for name, data in (match.groups() for match in ways if match):
        if (word := name.split(" ")[0].lower()) in known:
            return word, data
    return "", ""


@dataclass
class Job:
    """One job on a machine of its own, with programs in the place of those that need a network."""

    workspace: Path
    machine: Path
    event: Mapping[str, Any] = field(default_factory=dict)
    needs: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=lambda: defaultdict(str))
    """What somebody who starts the workflow by hand types into its form; nothing where it starts by itself."""
    environment: dict[str, str] = field(default_factory=dict)
    used: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """The actions of others that were used, and with what."""
    said: str = ""
    failed: str = ""
    """The first step that failed."""

    def __post_init__(self) -> None:
        for folder in ("temp", "programs", "home"):
            (self.machine / folder).mkdir(parents=True)
        (self.machine / "event.json").write_text(json.dumps(self.event), "utf-8")
        self.program("python", PYTHON)
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "GIT_"))},
            "PATH": f"{self.machine / 'programs'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.machine / "home"),
            "MACHINE": str(self.machine),
            "NO_COLOR": "1",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": f"{ROOT}/./",
            "GITHUB_EVENT_PATH": str(self.machine / "event.json"),
            "GITHUB_REPOSITORY": "example/feedback",
            "GITHUB_STEP_SUMMARY": str(self.machine / "summary.md"),
            "RUNNER_TEMP": str(self.machine / "temp"),
            **self.environment,
        }

    def program(self, name: str, text: str) -> Path:
        """Put a program where all steps find it first."""
        path = self.machine / "programs" / name
        path.write_text(text, "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def calls(self, name: str) -> list[list[str]]:
        """Return with which words a program was called."""
        path = self.machine / f"{name}.calls"
        said = path.read_text("utf-8") if path.exists() else ""
        return [call.split("\0") for call in said.split("\0\0end\n")[:-1]]

    @property
    def summary(self) -> str:
        """The page on which the forge shows what came of a job."""
        path = self.machine / "summary.md"
        return path.read_text("utf-8") if path.exists() else ""

    def run(self, job: Mapping[str, Any]) -> dict[str, str]:
        """Run all steps, and return the outputs of the job."""
        known = {
            "github": {"event": self.event, "token": "not-a-token"},
            "inputs": self.inputs,
            "needs": self.needs,
            "runner": {"temp": str(self.machine / "temp")},
        }
        if not _holds(job.get("if"), known, so_far=True):
            return {}
        steps = self._steps(job["steps"], known)
        return {name: filled(text, {**known, "steps": steps}) for name, text in job.get("outputs", {}).items()}

    def _steps(self, steps: list[Step], known: Mapping[str, Any]) -> dict[str, Any]:
        # A step that did not run, or did not say something, has an empty text there.
        done: dict[str, Any] = {step["id"]: {"outputs": defaultdict(str)} for step in steps if "id" in step}
        for step in steps:
            now = {**known, "steps": done}
            if not _holds(step.get("if"), now, not self.failed):
                continue
            outputs = self._uses(step, now) if "uses" in step else self._shell(step, now)
            if "id" in step:
                done[step["id"]]["outputs"].update(outputs)
        return done

    def _uses(self, step: Step, known: Mapping[str, Any]) -> dict[str, str]:
        given = {key: filled(str(value), known) for key, value in step.get("with", {}).items()}
        if step["uses"] == "./":
            assert set(given) <= set(ACTION["inputs"]), "an input that the action does not know is passed over"
            inputs = {key: given.get(key, each["default"]) for key, each in ACTION["inputs"].items()}
            before, self.failed = self.failed, ""
            steps = self._steps(ACTION["runs"]["steps"], {"inputs": inputs})
            self.failed = before or self.failed
            return {key: filled(each["value"], {"steps": steps}) for key, each in ACTION["outputs"].items()}
        name = step["uses"].partition("@")[0]
        self.used.append((name, given))
        return OTHERS[name](self)

    def _shell(self, step: Step, known: Mapping[str, Any]) -> dict[str, str]:
        assert step["shell"] == "bash"
        script, outputs = self.machine / "step.sh", self.machine / "outputs"
        script.write_text(step["run"], "utf-8")
        outputs.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                **self.environment,
                **{key: filled(str(value), known) for key, value in step.get("env", {}).items()},
                "GITHUB_OUTPUT": str(outputs),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.said += done.stdout.decode("utf-8", "replace") + "\n"
        if done.returncode:
            self.failed = self.failed or step["name"]
        return dict(line.split("=", 1) for line in outputs.read_text("utf-8").splitlines())


def filled(text: str, known: Mapping[str, Any]) -> str:
    """Return a text with the values of its expressions."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda match: str(_value(match[1].strip(), known)), text)


def _holds(condition: str | None, known: Mapping[str, Any], so_far: bool) -> bool:
    """Tell whether a step runs: without a condition on how it went so far, only if nothing failed."""
    words = str(condition or "success()").removeprefix("${{").removesuffix("}}").strip()
    if words in ("success()", "!cancelled()"):
        return so_far or words != "success()"
    return so_far and bool(_value(words, known))


def _value(words: str, known: Mapping[str, Any]) -> Any:
    if " == " in words:
        left, right = words.split(" == ")
        return _value(left, known) == _value(right, known)
    if words.startswith("'"):
        return words[1:-1]
    found: Any = known
    for name in words.split("."):
        found = found[name]
    return found


PYTHON = f"""\
#!/usr/bin/env bash
# Makes environments in which yousaid is the one that is tested, and installs nothing.
printf '%s\\0' "$@" >> "$MACHINE/python.calls"; printf '\\0end\\n' >> "$MACHINE/python.calls"
if [[ $1 == -m && $2 == venv ]]; then
  mkdir -p "$3/bin"
  cp "$0" "$3/bin/python"
  printf '#!/bin/sh\\nexec "%s" -m yousaid "$@"\\n' '{sys.executable}' > "$3/bin/yousaid"
  chmod +x "$3/bin/yousaid"
fi
"""

OTHERS: Mapping[str, Callable[[Job], dict[str, str]]] = {
    "actions/attest": lambda job: {},
    "actions/checkout": lambda job: {},
    "actions/deploy-pages": lambda job: {"page_url": "https://feedback.example.org/"},
    "actions/setup-python": lambda job: {"python-path": str(job.machine / "programs" / "python")},
    "actions/upload-artifact": lambda job: {},
    "actions/upload-pages-artifact": lambda job: {},
}
"""What the actions of others give back, as far as it is used."""
