"""Draw the pictures of these pages anew: ``python generator/docs/pictures.py``. It needs Chromium and takes a minute.

They are photographs of what is really shown: the site of this repository, and the preview and the check of a repository
that `yousaid init` has just made.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent / "pictures"
ROOT = Path(__file__).parents[2]
MOST = 100_000
"""Bytes of a picture: a page with some of them is read on a train, too."""
DAY = "2026-04-02T12:00:00Z"
RECORD = """\
title: Print in colour
idea: |
  Grey is hard to read.
asked: 2026-03
outcome: declined
reason: |
  Colour would make every report dearer, and few of you print.
area: everyday-use
"""
COLOURS = {"31": "#c4122f", "32": "#116329", "33": "#8a5a00", "36": "#0b6577"}
TERMINAL = """\
<meta charset="utf-8"><style>body{margin:0;background:#fff}pre{margin:0;padding:20px 24px;display:inline-block;
font:15px/1.5 "DejaVu Sans Mono",monospace;color:#1f2328;white-space:pre-wrap;max-width:1000px}</style>"""


def run(root: Path, *words: str) -> str:
    """Return what a command says, with its colours."""
    program = "import sys; sys.stdout.isatty = lambda: True; from yousaid.cli import main; main(prog_name='yousaid')"
    said = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**{key: value for key, value in os.environ.items() if key != "NO_COLOR"}, "TERM": "xterm"},
    )
    return said.stdout or said.stderr


def keep(page: Page, name: str, selector: str = "", height: int = 0) -> None:
    """Take a picture of a page, or of a part of it, with as few colours as it can do with."""
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height} if height else None  # type: ignore[index]
    data = page.locator(selector).first.screenshot() if selector else page.screenshot(clip=clip)  # type: ignore[arg-type]
    image = Image.open(io.BytesIO(data)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    image.save(HERE / f"{name}.png", optimize=True)
    size = (HERE / f"{name}.png").stat().st_size
    print(f"{name}.png: {size:,} bytes")
    if size > MOST:
        sys.exit(f"{name}.png must have at most {MOST:,} bytes")


def terminal(browser: Browser, name: str, command: str, said: str) -> None:
    """Take a picture of a command and what it says."""
    text = escape(f"$ {command}\n{said.rstrip()}")
    text = re.sub(r"\x1b\[0?m", "</span>", text)
    text = re.sub(r"\x1b\[([0-9;]+)m", lambda match: f'<span style="{_style(match[1])}">', text)
    page = browser.new_page(viewport={"width": 1040, "height": 400})
    page.set_content(f"{TERMINAL}<pre>{text}</pre>")
    keep(page, name, "pre")
    page.close()


def _style(codes: str) -> str:
    styles = [f"color:{COLOURS[code]}" for code in codes.split(";") if code in COLOURS]
    return ";".join(styles + ["font-weight:bold"] * ("1" in codes.split(";")))


def begun(folder: Path) -> Path:
    """Return a repository as `yousaid init` makes it, committed, with a record that is new."""
    root = folder / "feedback"
    run(folder, "init", str(root), "--name", "You said, Example did", "--url", "https://feedback.example.org/")
    subprocess.run(["git", "-C", str(root), "init", "-q", "-b", "main"], check=True)
    commit(root)
    (root / "decisions" / "2026" / "print-in-colour.yml").write_text(RECORD, "utf-8")
    return root


def commit(root: Path) -> None:
    """Commit everything, on the day of the pictures."""
    name = ("-c", "user.name=Example", "-c", "user.email=example@example.org")
    when = {"GIT_AUTHOR_DATE": DAY, "GIT_COMMITTER_DATE": DAY}
    for words in (("add", "-A"), (*name, "commit", "-q", "-m", "A record")):
        subprocess.run(["git", "-C", str(root), *words], check=True, env={**os.environ, **when})


def draw(browser: Browser, folder: Path) -> None:
    """Draw all pictures."""
    run(ROOT, "build", "--site-dir", str(folder / "site"))
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto((folder / "site" / "index.html").as_uri())
    keep(page, "page", height=900)
    root = begun(folder)
    record = root / "decisions" / "2026" / "print-in-colour.yml"
    run(root, "preview", "--since", "HEAD", "--page", str(folder / "preview"))
    page.set_viewport_size({"width": 900, "height": 700})
    page.goto((folder / "preview" / "index.html").as_uri())
    keep(page, "preview", height=700)
    commit(root)
    run(root, "build", "--site-dir", str(folder / "built"))
    page.set_viewport_size({"width": 900, "height": 620})
    page.goto((folder / "built" / "decisions" / "print-in-colour" / "index.html").as_uri())
    keep(page, "record", height=620)
    wrong = RECORD.replace(
        "declined\nreason: |\n  Colour would make every report dearer, and few of you print.", "declind"
    )
    record.write_text(wrong, "utf-8")
    terminal(browser, "check", "yousaid check", run(root, "check"))


def main() -> None:
    """Draw all pictures with the Chromium of this machine."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        draw(browser, Path(folder))


if __name__ == "__main__":
    main()
