"""What the documents say of records and commands is what the code says, and their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from conftest import ROOT, Repository
from yousaid import cli, clock, pipeline, reporters, scaffold

DOCS = ROOT / "generator" / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_outcome_is_described_as_in_the_model() -> None:
    assert f"\n{scaffold.outcomes()}\n" in (DOCS / "record-a-decision.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub("`[^`\n]*`", "", page.read_text("utf-8"))):
        path, _, heading = target.partition("#")
        if not re.match("[a-z]+:", target):
            file = page.parent / path if path else page
            assert file.exists(), target
            assert not heading or heading in headings(file), target


def test_what_a_page_shows_of_a_record_is_good(repository: Repository) -> None:
    record, silenced, customer = re.findall(r"```yaml\n(.*?)```", plain(DOCS / "record-a-decision.md"), re.DOTALL)
    root = repository(
        {
            "decisions/2026/print-in-colour.yml": record.replace("everyday-use", "reports"),
            "decisions/2026/call.yml": record.replace("everyday-use", "reports") + silenced,
            "decisions/customers/ada.yml": customer,
        }
    )
    assert reporters.text(pipeline.check(pipeline.Settings(root, clock.today())).faults) == ""


def test_every_command_of_the_documents_exists_with_its_options() -> None:
    for page in PAGES:
        for name, words in re.findall(r"(?:^|`)yousaid ([a-z]+)([^`#\n|]*)", page.read_text("utf-8"), re.MULTILINE):
            command = cli.main.get_command(click.Context(cli.main), name)
            assert command is not None, f"{page.name}: {name}"
            known = {each for option in command.params for each in option.opts} | {"--help"}
            assert {*re.findall(r"--[a-z-]+", words)} <= known, f"{page.name}: {name} {words}"


def test_pictures_are_small_and_have_words() -> None:
    used = set()
    for page in PAGES:
        for words, path in re.findall(r"!\[(.*?)\]\((\S+?)\)", page.read_text("utf-8")):
            assert len(words) > 40
            used.add((page.parent / path).resolve())
    assert used == {*(DOCS / "pictures").iterdir()}
    assert all(picture.stat().st_size < 100_000 for picture in used)


def headings(page: Path) -> set[str]:
    """Return the headings of a page as a forge links to them."""
    found = re.findall("(?m)^#+ (.*)$", page.read_text("utf-8"))
    return {re.sub("[^a-z0-9 _-]", "", heading.lower()).replace(" ", "-") for heading in found}


def plain(page: Path) -> str:
    """Return a page with what stands in its lists moved to the left."""
    return re.sub(r"(?m)^ {2,3}(?=[`#a-z ])", "", page.read_text("utf-8"))


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
