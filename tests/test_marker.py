"""An engine that passes over the plugin must not publish an empty page."""

from __future__ import annotations

import markdown
import pytest

from conftest import ENGINE, SITE, Repository, run
from yousaid.marker import UnfilledError


def test_another_engine_fails_at_the_marker(repository: Repository) -> None:
    root = repository({**SITE, "mkdocs.yml": SITE["mkdocs.yml"].replace("plugins: [yousaid]", "plugins: []")})
    done = run(ENGINE, "build", "-f", "mkdocs.yml", cwd=root)
    assert done.returncode != 0
    assert "must be built with the `yousaid` plugin" in done.stderr
    assert not (root / "site" / "index.html").exists()


def test_a_marker_left_in_another_page_fails(repository: Repository) -> None:
    root = repository({**SITE, "site_src/about.md": "# About\n\n<!-- yousaid:home -->\n"})
    done = run("yousaid", "build", cwd=root)
    assert done.returncode == 1
    assert "about.md" in done.stderr
    assert not (root / "site").exists()


def test_any_python_markdown_fails_at_the_marker() -> None:
    with pytest.raises(UnfilledError):
        markdown.markdown("# Home\n\n  <!-- yousaid:home -->\n", extensions=["yousaid.marker"])


def test_pages_without_a_marker_pass() -> None:
    assert markdown.markdown("*a* <!-- note -->", extensions=["yousaid.marker"]) == "<p><em>a</em> <!-- note --></p>"


def test_the_plugin_lets_the_marker_pass() -> None:
    options = {"yousaid.marker": {"filled": True}}
    text = markdown.markdown("<!-- yousaid:home -->", extensions=["yousaid.marker"], extension_configs=options)
    assert text == "<!-- yousaid:home -->"
