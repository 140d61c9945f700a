"""What several tests need: a small valid corpus to change, and the site engine that is installed."""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from yousaid import pipeline
from yousaid.views import About, Site

HERE = Path(__file__).parent
BASE = HERE / "base"
GOLDEN = HERE / "golden" / "repository"
"""A small site with one record of each delicate kind, to be laid over the base corpus."""
ROOT = HERE.parent
TODAY = dt.date(2026, 6, 30)
ABOUT = About("Example", "https://feedback.example.org/")

ENGINE = "mkdocs" if importlib.util.find_spec("mkdocs") else "properdocs"
"""The site engine that is installed; CI runs the tests with either."""
SITE = {
    "mkdocs.yml": """\
site_name: You said, Example did
site_url: https://feedback.example.org/
site_description: What customers of Example Ltd said, and what became of it.
docs_dir: site_src
theme: {name: material}
plugins: [yousaid]
markdown_extensions: [yousaid.marker]
""",
    "site_src/index.md": "# Welcome\n\nSee [the fax](decision:refused).\n\n<!-- yousaid:home -->\n",
    "site_src/about.md": "# About us\n\nWe are *Example Ltd*.\n",
}
"""What makes a site of the base corpus."""

Repository = Callable[[Mapping[str, str | bytes | None]], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is seen as what is expected")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no processor waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Make a folder with the base corpus and these files on top; None deletes a file."""

    def make(files: Mapping[str, str | bytes | None]) -> Path:
        root = tmp_path / "a repository"
        shutil.copytree(BASE, root)
        for path, content in files.items():
            file = root / path
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make


@pytest.fixture
def golden(repository: Repository) -> Path:
    """Make a committed folder with one record of each delicate kind."""
    return delicate(repository({}))


def delicate(root: Path) -> Path:
    """Lay one record of each delicate kind into a folder, and commit it."""
    for part in (BASE, GOLDEN):
        shutil.copytree(part, root, dirs_exist_ok=True)
    commit(root)
    return root


def site_of(root: Path, about: About = ABOUT, today: dt.date | None = None) -> Site:
    """Return what is public of a folder."""
    built = pipeline.build(pipeline.Settings(root, TODAY, None, about, today=today))
    assert built.site is not None, built.faults
    return built.site


def git(root: Path, *words: str, when: str = "2026-03-01T12:00:00Z") -> str:
    """Run git in a folder, with fixed names and times and nobody's configuration."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
        "GIT_AUTHOR_NAME": "Test",
        "GIT_AUTHOR_EMAIL": "test@example.org",
        "GIT_COMMITTER_NAME": "Test",
        "GIT_COMMITTER_EMAIL": "test@example.org",
    }
    done = subprocess.run(["git", "-C", str(root), *words], env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def commit(root: Path, when: str = "2026-03-01T12:00:00Z") -> None:
    """Commit everything in a folder, which becomes a repository if it is none."""
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "a change", when=when)


def run(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module as a user would, for example ``run("yousaid", "check", cwd=root)``."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
    )
