"""A whole site, byte for byte: `tests/golden/site/` is what `tests/golden/repository/` becomes in a tiny frame.

`pytest --update-golden` writes what is seen; read the difference before it is committed.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from conftest import GOLDEN, HERE, Repository, commit
from yousaid import pipeline, shell
from yousaid.shell import PLACES, Place, Shell
from yousaid.views import About

EXPECTED = HERE / "golden" / "site"
SUFFIXES = {".html", ".json", ".xml", ".svg", ".csv", ".ndjson", ".ics"}


def frame(place: Place) -> Shell:
    """Return a shell that shows every slot and nothing else."""
    body = shell.BODY if place.depth else shell.HOME_BODY
    return Shell(
        place,
        f"<title>{shell.TITLE}</title>\n<meta name=description content='{shell.DESCRIPTION}'>\n"
        f"<link rel=canonical href='https://feedback.example.org/{place.address}'>\n{shell.HEAD}\n{body}\n",
    )


@pytest.fixture
def seen(repository: Repository) -> dict[str, bytes]:
    """Every file of the golden site as it is made now."""
    root = repository({})
    shutil.copytree(GOLDEN, root, dirs_exist_ok=True)
    commit(root)
    about = About("You said, Example did", "https://feedback.example.org/", "What customers of Example Ltd said.")
    built = pipeline.build(pipeline.Settings(root, dt.date(2026, 6, 30), root / "site_src", about))
    assert built.faults == ()
    assert built.site is not None
    shells = {place: frame(place) for place in PLACES}
    return {
        file.path: file.make()
        for file in (*pipeline.framed(built.site, shells, {"about/": None}), *pipeline.data(built.site))
    }


def test_the_site_is_as_it_was(seen: dict[str, bytes], request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for path, data in seen.items():
            file = EXPECTED / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    expected = {file.relative_to(EXPECTED).as_posix() for file in EXPECTED.rglob("*") if file.is_file()}
    assert len(expected) >= 40
    assert sorted(seen) == sorted(expected)
    for path, data in seen.items():
        assert data.decode() == (EXPECTED / path).read_bytes().decode(), path


def test_no_file_is_made_twice(repository: Repository, seen: dict[str, bytes]) -> None:
    assert len({path.lower() for path in seen}) == len(seen)
    assert all(Path(path).suffix in SUFFIXES for path in seen)
