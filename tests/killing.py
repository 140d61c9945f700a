"""Publishes again and again, is killed meanwhile, and looks at what readers see.

A program of its own, since it forks: ``python killing.py calls FOLDER`` kills at each system call, ``times`` at random
times. It prints what it saw as JSON.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from yousaid import delivery

VERSIONS = ("one", "two")


def files(version: str) -> Mapping[str, str]:
    """Return the files of a small site: some are the same in each version, some differ, some are in one only."""
    pages = {f"decisions/{number}/index.html": version if number % 2 else "the same" for number in range(24)}
    looks = {f"assets/looks.{version}.css": version}
    return {"api/v1/index.json": version, "index.html": version, f"{version}/index.html": version, **looks, **pages}


COMMON = sorted(files("one").keys() & files("two").keys())


def write(folder: Path, version: str) -> Path:
    """Write such a site, and return its folder."""
    for path, content in files(version).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return folder


def whole(folder: Path) -> str:
    """Return which version lies in a folder; there must be nothing else but old styles."""
    seen = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}
    version = seen.get("api/v1/index.json", "")
    expected = files(version)
    others = {path: content for path, content in seen.items() if path not in expected}
    assert {path: seen.get(path) for path in expected} == expected, f"neither the old nor the new site: {seen}"
    assert all(path == f"assets/looks.{content}.css" for path, content in others.items()), others
    return version


def _publishing(folder: Path, version: str) -> tuple[int, int]:
    """Return a process that publishes as soon as the gate is opened, and the gate: close it to open it."""
    inside, gate = os.pipe()
    child = os.fork()
    if not child:
        try:
            # Ubuntu lets a process be looked at by its parents only, unless it allows it: prctl(2), PR_SET_PTRACER.
            ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)
            os.close(gate)
            os.read(inside, 1)
            delivery.deliver(folder / version, folder / "public", pause=0)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(inside)
    return child, gate


def _outcome(folder: Path, version: str, child: int) -> str:
    """Wait until a process has ended; return which site is there, or that it was not killed before it was done."""
    _, status = os.waitpid(child, 0)
    after = whole(folder / "public")
    if os.WIFSIGNALED(status):
        return "new" if after == version else "old"
    assert os.WEXITSTATUS(status) == 0
    assert after == version
    return "done"


def _other(folder: Path) -> str:
    return VERSIONS[whole(folder / "public") == VERSIONS[0]]


def calls(folder: Path) -> Mapping[str, object]:
    """Kill at the first system call, at the second, and so on, until a publishing is done before it is killed."""
    seen: Counter[str] = Counter()
    while not seen["done"]:
        version = _other(folder)
        child, gate = _publishing(folder, version)
        inject = f"inject=all:signal=KILL:when={seen.total() + 1}"
        tracer = subprocess.Popen(["strace", "-qq", "-o", os.devnull, "-e", inject, "-p", str(child)])
        while not re.search(r"TracerPid:\t[1-9]|State:\tZ", Path(f"/proc/{child}/status").read_text()):
            assert tracer.poll() is None, "strace may not look at another process here"
            time.sleep(0.0005)
        os.close(gate)
        seen[_outcome(folder, version, child)] += 1
        tracer.wait()
    return seen


def times(folder: Path) -> Mapping[str, object]:
    """Kill 200 at random times before they are done, while a reader opens one page after the other."""
    reader, missed = _reading(folder / "public")
    chance = random.Random(5)
    seen: Counter[str] = Counter()
    longest = 0.1
    while seen["old"] + seen["new"] < 200:
        version = _other(folder)
        child, gate = _publishing(folder, version)
        os.close(gate)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        outcome = _outcome(folder, version, child)
        seen[outcome] += 1
        longest *= 0.8 if outcome == "done" else 1.05  # how long it takes depends on the machine
    os.kill(reader, signal.SIGKILL)
    os.waitpid(reader, 0)
    return {"missed": sorted({*missed.read_text().split()}), **seen}


def _reading(public: Path) -> tuple[int, Path]:
    """Start a reader; return its process, and the file in which it says what it missed."""
    log = public.with_name("missed")
    reader = os.fork()
    while not reader:
        for path in (*COMMON, "one/index.html"):  # it must miss the last one now and then, or sees nothing
            try:
                (public / path).read_bytes()
            except OSError:
                with log.open("a") as file:
                    file.write(f"{path}\n")
    return reader, log


if __name__ == "__main__":
    place = Path(sys.argv[2])
    for each in VERSIONS:
        write(place / each, each)
    delivery.deliver(place / "one", place / "public", pause=0)
    print(json.dumps({"calls": calls, "times": times}[sys.argv[1]](place)))
