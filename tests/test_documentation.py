"""What the documents say of fields and outcomes is what the code says."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT, Repository
from yousaid import cli, clock, pipeline, reporters
from yousaid.model import Customer, Decision, Occasion, Outcome, Record, Vocabulary

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("model", [Decision, Customer, Occasion, Vocabulary])
def test_every_field_is_described_as_in_the_model(model: type[Record]) -> None:
    for name, info in model.model_fields.items():
        required = " (required)" if info.is_required() else ""
        assert f"| `{info.alias or name}`{required} | {info.description} | " in CONTRIBUTING


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_described_as_in_the_model(outcome: Outcome) -> None:
    needs = ", ".join(f"`{name}`" for name in sorted(outcome.needs)) or "—"
    assert f"| `{outcome}` | {outcome.label} | {outcome.help} | {needs} |" in CONTRIBUTING


def test_the_example_of_the_readme_is_a_good_record(repository: Repository) -> None:
    example = re.findall("```yaml\n(.*?)```", README, re.DOTALL)[0]
    root = repository({"decisions/2026/export-every-report.yml": example})
    assert reporters.text(pipeline.check(pipeline.Settings(root, clock.today())).faults) == ""


def test_the_fault_of_the_readme_is_what_is_seen(repository: Repository) -> None:
    example = re.findall("```yaml\n(.*?)```", README, re.DOTALL)[0].replace("shipped\nanswer", "shiped\nanswer")
    root = repository({"decisions/2026/export-every-report.yml": example})
    seen = reporters.text(pipeline.check(pipeline.Settings(root, clock.today())).faults).splitlines()
    shown = re.findall("```text\n(.*?)```", README, re.DOTALL)[0].splitlines()
    start, end = shown[0].split("…")
    assert seen[0].startswith(start)
    assert seen[0].endswith(end)
    assert seen[1:] == shown[1:]


def test_every_command_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make ([a-z-]+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile
    for command in re.findall(r"^yousaid ([a-z]+)", README, re.MULTILINE):
        assert command in cli.COMMANDS
