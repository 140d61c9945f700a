"""The plugin inside the engine: what themes and other plugins can do to it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest

from conftest import SITE, Repository, commit
from yousaid import engine, marker, parallel, writer


def build(root: Path) -> str:
    """Build in this process; return what went wrong, or nothing."""
    config, faults = engine.load(root)
    assert config is not None, faults
    try:
        engine.build(config)
    except engine.BuildError as error:
        return str(error)
    return ""


def with_theme(template: str) -> dict[str, str | bytes | None]:
    config = SITE["mkdocs.yml"].replace("{name: material}", "{name: material, custom_dir: look}")
    return {**SITE, "mkdocs.yml": config, "look/main.html": template}


def test_a_theme_that_prints_no_content_stops_the_build(repository: Repository) -> None:
    root = repository(with_theme("<title>{{ page.title }}</title>"))
    assert "exactly once" in build(root)


def test_a_theme_of_ones_own_is_used(repository: Repository) -> None:
    root = repository(with_theme('{% extends "base.html" %}{% block footer %}<p>Our own footer</p>{% endblock %}'))
    assert build(root) == ""
    assert "Our own footer" in (root / "site" / "decisions" / "plain" / "index.html").read_text()


def test_a_page_that_cannot_be_written_stops_the_build(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise parallel.LostError("a part of the site could not be written")

    monkeypatch.setattr(writer, "write", fail)
    assert "could not be written" in build(repository(SITE))


@pytest.mark.parametrize("worth", [1, 2_000])
def test_data_is_the_same_whoever_writes_it(
    worth: int, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "processes", lambda: 2)
    monkeypatch.setattr(writer, "WORTH_IT", worth)
    root = repository(SITE)
    assert build(root) == ""
    assert "<feed " in (root / "site" / "feed.xml").read_text()
    assert (root / "site" / "api" / "v1" / "decisions.json").exists()


def test_a_build_that_fails_leaves_nobody_writing(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[object] = []
    monkeypatch.setattr(writer.Ahead, "stop", lambda ahead: stopped.append(ahead))
    assert "yousaid-slot-title" in build(repository({**SITE, "site_src/about.md": "yousaid-slot-title\n"}))
    assert len(stopped) == 2, "for the fault, and at the end"


def test_a_home_page_without_a_place_for_records_is_a_fault(repository: Repository) -> None:
    said = build(repository({**SITE, "site_src/index.md": "# Welcome\n"}))
    assert "site_src/index.md: error[YS704]" in said
    assert "<!-- yousaid:home -->" in said


def test_a_home_page_may_be_called_readme(repository: Repository) -> None:
    root = repository({"mkdocs.yml": SITE["mkdocs.yml"], "site_src/README.md": SITE["site_src/index.md"]})
    assert build(root) == ""
    assert "How it stands" in (root / "site" / "index.html").read_text()


def test_a_page_that_holds_a_slot_stops_the_build(repository: Repository) -> None:
    assert "about.md: `yousaid-slot-title`" in build(repository({**SITE, "site_src/about.md": "yousaid-slot-title\n"}))


def test_a_site_without_a_home_page_gets_one(repository: Repository) -> None:
    root = repository({path: text for path, text in SITE.items() if path != "site_src/index.md"})
    assert build(root) == ""
    assert "<h1>You said, Example did</h1>" in (root / "site" / "index.html").read_text()


def test_only_the_home_page_has_a_place_for_the_records(repository: Repository) -> None:
    said = build(repository({**SITE, "site_src/about.md": "# About us\n\n<!-- yousaid:home -->\n"}))
    assert "site_src/about.md:3:1: error[YS704]" in said


def test_permanent_addresses_cannot_be_switched_off(repository: Repository) -> None:
    root = repository({**SITE, "mkdocs.yml": SITE["mkdocs.yml"] + "use_directory_urls: false\n"})
    assert "`use_directory_urls` must not be switched off" in build(root)


def test_the_engines_own_sitemap_is_never_copied(repository: Repository) -> None:
    config = SITE["mkdocs.yml"].replace("site_url: https://feedback.example.org/\n", "")
    root = repository({**SITE, "mkdocs.yml": config})
    assert build(root) == ""
    assert not (root / "site" / "sitemap.xml").exists()


@pytest.mark.parametrize("page", ["index", "about"])
@pytest.mark.parametrize("part", ["Plain *words*.", '<p class="md-button">Words</p>'])
def test_only_a_page_that_uses_components_loads_them(repository: Repository, page: str, part: str) -> None:
    file = f"site_src/{page}.md"
    root = repository({**SITE, file: f"{part}\n\n{SITE[file]}"})
    assert build(root) == ""
    asking = {
        path.relative_to(root / "site").as_posix()
        for path in (root / "site").rglob("*.html")
        if "material.css" in path.read_text()
    }
    asked = {"index": "index.html", "about": "about/index.html"}[page]
    assert asking == ({asked} if "class" in part else set())


def test_the_components_lie_in_a_layer_below_the_look_of_the_site(repository: Repository) -> None:
    root = repository(SITE)
    assert build(root) == ""
    assets = root / "site" / "assets"
    found = re.findall(r'@import url\("\.\./assets/(.+)"\) layer\(material\);', (assets / "material.css").read_text())
    assert len(found) == 1
    assert (assets / found[0]).is_file()
    assert "@layer base, material;" in (assets / "yousaid.css").read_text()


def test_our_look_names_no_value_of_another_stylesheet(repository: Repository) -> None:
    root = repository(SITE)
    assert build(root) == ""
    look = (root / "site" / "assets" / "yousaid.css").read_text()
    assert set(re.findall(r"var\((--[a-z-]+)", look)) <= set(re.findall(r"(--[a-z-]+):", look))
    assert "md-" not in look


def test_embedded_pages_lead_on_to_what_their_host_does_not_know(repository: Repository) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[yousaid: {mode: embedded, search: off}]")
    root = repository({**SITE, "mkdocs.yml": config})
    assert build(root) == ""
    for path, back in {"": "./", "decisions/plain/": "../../", "numbers/": "../"}.items():
        page = (root / "site" / path / "index.html").read_text()
        ways = page.partition('<nav aria-label="More">')[2].partition("</nav>")[0]
        assert {f"{back}follow/", f"{back}api/", f"{back}decisions/"} <= set(re.findall('href="([^"]+)"', ways))
        assert "search" not in ways
        assert len(re.findall("<h1[ >]", re.sub("<!--.*?-->", "", page))) == 1
    assert 'aria-label="More"' not in (root / "site" / "about" / "index.html").read_text()


def test_an_embedded_site_may_have_a_home_page_of_its_own(repository: Repository) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[yousaid: {mode: embedded, search: off}]")
    root = repository({**SITE, "mkdocs.yml": config, "site_src/index.md": "# We make paper\n"})
    assert build(root) == ""
    assert "We make paper" in (root / "site" / "index.html").read_text()
    assert "How it stands" not in (root / "site" / "index.html").read_text()
    assert (root / "site" / "decisions" / "plain" / "index.html").exists()


def test_embedded_pages_bring_a_look_that_the_hosts_own_pages_do_not_get(repository: Repository) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[yousaid: {mode: embedded, search: off}]")
    root = repository({**SITE, "mkdocs.yml": config})
    assert build(root) == ""
    for path, back in {"": "./", "decisions/plain/": "../../", "numbers/": "../"}.items():
        page = (root / "site" / path / "index.html").read_text()
        assert page.count(f'<link rel="stylesheet" href="{back}assets/embedded.css">\n<div class="ys-embedded">') == 1
    assert "embedded.css" not in (root / "site" / "about" / "index.html").read_text()
    look = (root / "site" / "assets" / "embedded.css").read_text()
    assert set(re.findall(r"var\((--ys-[a-z-]+)", look)) <= set(re.findall(r"(--ys-[a-z-]+):", look))
    assert look.count("{") == look.count("}")
    ours = look.partition(":is(.ys-embedded, #ys-stronger) {")[2]
    assert ".ys-card" in ours
    assert ".ys-search" in ours
    assert not re.search(r"^\s*(body|html|:root)\b", ours, re.MULTILINE), "the host's page is the host's"


def test_a_site_of_its_own_has_no_look_for_hosts(repository: Repository) -> None:
    root = repository(SITE)
    assert build(root) == ""
    assert not (root / "site" / "assets" / "embedded.css").exists()


def test_history_can_be_left_out(repository: Repository) -> None:
    config = SITE["mkdocs.yml"].replace("[yousaid]", "[yousaid: {history: false}]")
    root = repository({**SITE, "mkdocs.yml": config})
    commit(root)
    assert build(root) == ""
    page = (root / "site" / "decisions" / "plain" / "index.html").read_text()
    assert '<span class="ys-meta">date not known</span>\nFirst published here' in page


def test_an_address_without_a_slash_at_its_end_is_completed(repository: Repository) -> None:
    config = SITE["mkdocs.yml"].replace("example.org/", "example.org")
    root = repository({**SITE, "mkdocs.yml": config})
    assert build(root) == ""
    page = (root / "site" / "decisions" / "plain" / "index.html").read_text()
    assert re.findall('rel="canonical" href="([^"]+)"', page) == ["https://feedback.example.org/decisions/plain/"]
    assert "https://feedback.example.org/decisions/plain/" in (root / "site" / "sitemap.xml").read_text()


@pytest.mark.parametrize("pages", [("site_src/about.md",), ("site_src/index.md", "site_src/about.md")])
def test_while_serving_a_fault_becomes_the_home_page(pages: tuple[str, ...], repository: Repository) -> None:
    files = {path: SITE[path] for path in ("mkdocs.yml", *pages)}
    root = repository({**files, "decisions/2026/plain.yml": "title: <b>\n"})
    config, _ = engine.load(root)
    assert config is not None
    plugin: Any = config.plugins["yousaid"]
    plugin.on_startup(command="serve", dirty=False)
    # By name: under ProperDocs there is such a module only after `yousaid.engine` has been imported.
    importlib.import_module("mkdocs.commands.build").build(config)
    for page in ("index.html", "404.html"):
        text = (root / "site" / page).read_text()
        assert "YS201" in text
        assert "title: &lt;b&gt;" in text
    assert not (root / "site" / "decisions").exists()


def test_the_extension_can_be_made_by_the_name_of_its_module() -> None:
    assert isinstance(marker.makeExtension(filled=True), marker.MarkerExtension)
