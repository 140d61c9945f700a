"""What is made from the code is up to date, and says all that there is to say."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from conftest import ROOT
from yousaid import cli, scaffold
from yousaid.catalogue import codes
from yousaid.model import Customer, Decision, Occasion, Outcome, Record, Vocabulary

DOCS = ROOT / "generator" / "docs"


def script() -> Any:
    spec = importlib.util.spec_from_file_location("references", ROOT / "generator" / "references.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCES = script()
MADE: dict[Path, str] = REFERENCES.files()


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_made_from_the_code_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == MADE[path], "type `make references`, and read the difference"


@pytest.mark.parametrize("model", [Decision, Customer, Occasion, Vocabulary])
def test_every_field_is_described(model: type[Record]) -> None:
    text = REFERENCES.fields()
    for name, info in model.model_fields.items():
        assert f"| `{info.alias or name}` | {info.description}" in text


def test_what_an_outcome_asks_for_and_refuses_is_said_at_the_field() -> None:
    text = REFERENCES.fields()
    for outcome in Outcome:
        for name in outcome.needs:
            row = next(line for line in text.splitlines() if line.startswith(f"| `{name}` | "))
            assert f"`{outcome}`" in row.split(" | ")[2].split("; never")[0]
    assert "| with `credits: none`; never with others |" in text
    assert "| never but with `reason: confidential` |" in text
    assert "| with `merged`; never with others |" in text


def test_groups_of_fields_are_described_once() -> None:
    headings = re.findall("(?m)^### (.*)$", REFERENCES.fields())
    assert "Within `credits`, `also_said: credits`" in headings
    assert "Within `areas`, `themes`, `segments`, `channels`" in headings
    assert [heading for heading in headings if headings.count(heading) > 1 and heading != "Within `reason`"] == []


def test_every_code_is_described() -> None:
    text = REFERENCES.rules()
    assert re.findall(r"(?m)^### (YS\d{3}): ", text) == [*codes()]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_and_option_is_described(name: str) -> None:
    text = REFERENCES.commands().partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    command = cli.main.get_command(click.Context(cli.main), name)
    assert command is not None
    assert cli.COMMANDS[name] in text
    for each in command.params:
        assert not isinstance(each, click.Option) or f"`{each.opts[0]}" in text


def test_a_file_of_ours_is_copied_without_what_is_of_use_to_us_alone() -> None:
    assert REFERENCES.copy("      - uses: ./\n        uses: ./x\n") == (
        f"      - uses: {scaffold.UNSAID}\n        uses: ./x\n"
    )
    assert REFERENCES.copy("a\n  # Of yousaid itself: b\n  c\n") == "a\n"
    for path in REFERENCES.COPIED:
        copied = (ROOT / path).read_text("utf-8").partition("Of yousaid itself")[0].rpartition("\n")[0]
        assert len(REFERENCES._target(path).read_text("utf-8")) >= len(copied)


def test_every_workflow_of_records_is_copied() -> None:
    ours = {"tests.yml", "weekly.yml"}
    workflows = {path.name for path in (ROOT / ".github" / "workflows").iterdir()} - ours
    assert workflows == {path.rpartition("/")[2] for path in REFERENCES.COPIED if "/workflows/" in path}


def test_what_is_not_up_to_date_is_named_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(REFERENCES, "ROOT", tmp_path)
    monkeypatch.setattr(REFERENCES, "files", lambda: {tmp_path / "docs" / "a.md": "a\n"})
    for words, code in ((["--check"], 1), ([], 0), (["--check"], 0)):
        monkeypatch.setattr(sys, "argv", ["references.py", *words])
        with pytest.raises(SystemExit) as end:
            REFERENCES.main()
        assert end.value.code == code
    assert capsys.readouterr().out.startswith("1 files to look at\n")
    assert (tmp_path / "docs" / "a.md").read_text() == "a\n"
