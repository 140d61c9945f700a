"""Repositories with a past, written by ``git fast-import``: a hundred commits take no longer than one."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Mapping
from pathlib import Path

from conftest import git

Files = Mapping[str, str | bytes | None]
"""What a commit writes, by path; None deletes a file."""


def past(root: Path, *commits: tuple[str, Files]) -> Path:
    """Make a repository of these commits, each with its day (or its second), and check out the newest."""
    root.mkdir(exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    stream = b"".join(_commit(day, files) for day, files in commits)
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], input=stream, check=True)
    git(root, "reset", "-q", "--hard")
    return root


def further(root: Path, *commits: tuple[str, Files]) -> Path:
    """Add commits to a repository."""
    for day, files in commits:
        for path, content in files.items():
            file = root / path
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        git(root, "add", "-A")
        git(root, "commit", "-q", "--allow-empty", "-m", "a change", when=f"@{seconds(day)} +0000")
    return root


def seconds(day: str) -> int:
    """Return noon of a day; a number is taken as it is."""
    return int(day) if day.isdigit() else int(dt.datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp())


def record(outcome: str = "received", **fields: str) -> str:
    """Return a record; each with words of its own, so that git does not take one for another."""
    about = fields.pop("about", "print")
    idea = " ".join(f"{about}{number}" for number in range(12))
    lines = [f"title: {about.capitalize()}", f"idea: {idea}", "asked: 2020-01-01", f"outcome: {outcome}"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join([*lines, "area: reports"]) + "\n"


def _commit(day: str, files: Files) -> bytes:
    when = seconds(day)
    parts = [b"commit refs/heads/main\ncommitter Test <test@example.org> %d +0000\ndata 8\na change\n" % when]
    for path, content in files.items():
        if content is None:
            parts.append(f"D {path}\n".encode())
        else:
            data = content if isinstance(content, bytes) else content.encode()
            parts.append(f"M 100644 inline {path}\n".encode() + b"data %d\n%b\n" % (len(data), data))
    return b"".join([*parts, b"\n"])
