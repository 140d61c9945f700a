"""The judges of HTML find no error on any page that is published."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from quality.conftest import HERE, JUDGES
from quality.sites import Finished

BAD = "<!doctype html>\n<html lang=en>\n<title>Bad</title>\n<p><div role=nonsense><a name=x></p>\n"


def nu(folder: Path) -> dict[str, list[str]]:
    """Return the Nu HTML checker's errors by page."""
    jar = JUDGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        [
            "java",
            "-jar",
            str(jar),
            "--errors-only",
            "--no-langdetect",
            "--skip-non-html",
            "--format",
            "json",
            str(folder),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, list[str]] = defaultdict(list)
    for message in json.loads(done.stderr)["messages"]:
        found[message["url"].partition(str(folder))[2]].append(message["message"])
    return found


def html_validate(folder: Path) -> dict[str, list[str]]:
    """Return html-validate's errors by page."""
    program, settings, report = (
        JUDGES / ".bin" / "html-validate",
        HERE / "html-validate.cjs",
        folder.with_suffix(".report"),
    )
    words = [str(program), "--config", str(settings), "--formatter", f"json={report}", f"{folder}/**/*.html"]
    subprocess.run(words, capture_output=True, check=False)
    pages: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))
    return {
        page["filePath"].partition(str(folder))[2]: [
            f"{each['ruleId']}: {each['message']}" for each in page["messages"]
        ]
        for page in pages
        if page["messages"]
    }


@pytest.mark.long
@pytest.mark.parametrize("judge", [nu, html_validate])
@pytest.mark.parametrize("name", ["own", "hard", "few"])
def test_every_page_is_valid(request: pytest.FixtureRequest, judge: Any, name: str) -> None:
    site: Finished = request.getfixturevalue(name)
    wrong = judge(site.folder)
    assert len(wrong) == 0, f"{len(wrong)} pages, for example {dict(list(wrong.items())[:3])}"


@pytest.mark.parametrize("judge", [nu, html_validate])
def test_the_judge_is_awake(judge: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(BAD)
    assert list(judge(tmp_path)) == ["/bad.html"]
