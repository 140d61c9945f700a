"""Imports point one way, along the line of the data, and each outside library has one owner."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import yousaid

PACKAGE = Path(yousaid.__file__).parent
# From the first stage to the last. A module may import only from rooms that stand before its own.
ORDER = (
    "diagnostics",
    "clock",
    "saving",
    "cache",
    "naming",
    "slugs",
    "syntax",
    "reader",
    "nodes",
    "shortcut",
    "model",
    "mistakes",
    "decode",
    "prose",
    "history",
    "rules",
    "schema",
    "authoring",
    "intake",
    "revision",
    "withdrawal",
    "urls",
    "views",
    "outputs",
    "shell",
    "embedded",
    "handwritten",
    "parallel",
    "exporters",
    "pipeline",
    "scaffold",
    "importers",
    "review",
    "preview",
    "reporters",
    "announce",
    "agenda",
    "published",
    "guard",
    "verify",
    "marker",
    "writer",
    "search",
    "doctor",
    "publish",
    "delivery",
    "engine",
    "configuration",
    "mkdocs_plugin",
    "catalogue",
    "cli",
    "__main__",
)
OWNERS = {
    "pydantic": {"model", "mistakes", "decode", "rules", "outputs.contract"},
    "pydantic_core": {"model", "mistakes", "decode", "outputs.jsontext"},
    "yaml": {"nodes", "syntax"},
    "git": {"history", "revision"},
    "jinja2": {"outputs.pages.book", "announce.speech"},
    "PIL": {"outputs.pictures"},
    "babel": {"outputs.language"},
    "markdown_it": {"prose", "importers.markup"},
    "nh3": {"prose", "importers.markup"},
    "mkdocs": {"engine", "configuration", "mkdocs_plugin"},
    "properdocs": {"engine"},
    "markdown": {"marker"},
    "openpyxl": {"exporters.workbook", "importers.workbooks"},
    "sqlite3": {"exporters.database", "history.memory", "importers.returned"},
    "click": {"cli"},
    "filelock": {"publish", "announce.ledger"},
    "multiprocessing": {"parallel", "writer"},
    "subprocess": {"search"},
    "pagefind_bin": {"search"},
}
EDGES = {"cli", "configuration", "mkdocs_plugin", "engine", "publish", "published", "search", "clock"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imported(file: Path, everywhere: bool = True) -> Iterator[str]:
    """Yield what a module imports, by full name; imports for types only are left out."""
    tree = ast.parse(file.read_text("utf-8"))
    typing = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree) if everywhere else tree.body:
        if node in typing:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "yousaid":
            yield from (f"yousaid.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_every_module_has_a_place_in_the_order() -> None:
    assert {name_of(file).split(".")[0] for file in MODULES} - {"__init__"} == set(ORDER)


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_imports_point_one_way(file: Path) -> None:
    room = name_of(file).split(".")[0]
    if room == "__init__":
        return
    for module in imported(file):
        if module.startswith("yousaid."):
            other = module.split(".")[1]
            assert other == room or ORDER.index(other) < ORDER.index(room), f"{room} must not import {other}"


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_each_library_has_its_owner(file: Path) -> None:
    name = name_of(file)
    for module in imported(file):
        owners = OWNERS.get(module.split(".")[0])
        assert owners is None or name in owners or name.split(".")[0] in owners, f"{name} must not import {module}"


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_no_stage_prints_exits_or_reads_the_world(file: Path) -> None:
    if name_of(file).split(".")[0] in EDGES:
        return
    called = {
        ast.unparse(node.func) for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)
    }
    forbidden = {
        "print",
        "exit",
        "sys.exit",
        "os.getenv",
        "dt.datetime.now",
        "dt.date.today",
        "time.time",
        "open",
        "input",
    }
    if name_of(file) in {"reader", "writer"}:
        called.discard("open")
    assert called & forbidden == set()
    assert "os.environ" not in file.read_text("utf-8")


def test_the_core_does_without_the_site_engine() -> None:
    for file in MODULES:
        if name_of(file).split(".")[0] not in {"engine", "configuration", "mkdocs_plugin", "catalogue", "cli"}:
            assert not {"yousaid.engine", "mkdocs"} & set(imported(file))
