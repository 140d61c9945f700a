"""Measure the reading of a long history beside ``git log --raw --first-parent`` alone, in the same repository.

``python benchmarks/history.py DIR`` writes the repositories below ``DIR`` where they are missing, and prints a table.
Ours is ``history.read`` in a process of its own, the start of Python with it: once with nothing kept from an earlier
run (cold), and then with what that run has kept (warm). The commits of the second repository are five times as many,
for the same records: memory should go with records. "MB of git" is that of the largest process, "ours" that of Python
alone, and "times" the median by that of git log.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import corpus
from measure import Job, interleave

LOG = ("git", "log", "--raw", "--first-parent")
OURS = """\
from pathlib import Path
from yousaid import history
found, faults = history.read(Path())
assert not faults and len(found.past) == {records}, (faults, len(found.past))
import resource, sys
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1))
"""
TARGETS = {"warm": 2, "cold": 5}


def main() -> None:
    """Read the command line, write what is missing, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the repositories lie, or are to be written")
    parser.add_argument("--records", type=int, default=10_000, metavar="N")
    parser.add_argument("--versions", type=int, nargs="+", default=(3, 15), metavar="N", help="commits for each record")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each; the median counts")
    options = parser.parse_args()
    print("| what | records | commits | runs | least s | median s | processor s | MB of git | ours | times | at most |")
    print("|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for versions in options.versions:
        place = options.folder / f"{options.records}x{versions}"
        if not place.exists():
            write(options.records, versions, place)
        for line in measured(options.records, versions, place, options.runs):
            print(line, flush=True)
    print(f"\n{os.cpu_count()} cores; load at the end {os.getloadavg()[0]:.1f}")


def measured(records: int, versions: int, folder: Path, runs: int) -> Iterator[str]:
    """Measure in one repository, and yield the rows of the table."""
    ours = (sys.executable, "-c", OURS.format(records=records))
    kept = folder / ".cache"
    log = Job("git log --raw --first-parent", records, LOG, folder, runs)
    cold = Job("cold", records, ours, folder, runs, output=kept)
    warm = Job("warm", records, ours, folder, runs)
    interleave([log, cold, warm])
    shutil.rmtree(kept.with_name(".cache.old"), ignore_errors=True)
    own = subprocess.run(ours, cwd=folder, capture_output=True, text=True, check=True).stdout
    for job in (log, cold, warm):
        if job.trouble:
            sys.exit(f"{job.name}: {job.trouble}")
        memory = f"{int(own) / 1000:.0f}" if job is warm else ""
        ratio = f"{job.median / log.median:.2f} | {TARGETS[job.name]}" if job is not log else " | "
        yield (
            f"| {job.name} | {records:,} | {records * versions + 1:,} | {runs} | {job.least:.2f} | {job.median:.2f} "
            f"| {job.cpu:.2f} | {job.peak / 1000:.0f} | {memory} | {ratio} |"
        )


def write(records: int, versions: int, folder: Path) -> None:
    """Write a repository in which each record is received, and then answered in other words again and again."""
    corpus.begin(folder, _history(records, versions))


def _history(records: int, versions: int) -> Iterator[bytes]:
    """Yield the commits for ``git fast-import``, oldest first; one record in a hundred gets another name."""
    yield corpus.setting(records)
    day = dt.date(2018, 1, 1)
    for version in range(versions):
        for number in range(records):
            moved = number % 100 == 0
            name = f"record-{number:05}"
            old, new = (f"decisions/{2018 + number % 8}/{name}{end}.yml" for end in ("", "-b" if moved else ""))
            path = new if version else old
            when = day + dt.timedelta(days=(version * records + number) * 2_900 // (versions * records))
            gone = (old,) if moved and version == 1 else ()
            yield corpus.commit(when, f"Version {version} of {name}", {path: _record(number, version)}, gone)
    yield b"done\n"


def _record(number: int, version: int) -> str:
    """Return a record of 150 words, whose answer and outcome change from version to version."""
    outcome = ("received", "planned", "in-progress")[min(version, 2)]
    lines = [f"title: Wish {number}", "idea: |", *_words(number, 9), "asked: 2018-01-01", f"outcome: {outcome}"]
    answer = ["answer: |", *_words(number * 31 + version, 6)] if version else []
    return "\n".join([*lines, *answer, "review_by: 2030-01-01", f"area: {corpus.AREAS[number % 5]}"]) + "\n"


def _words(seed: int, lines: int) -> Iterator[str]:
    for line in range(lines):
        places = (seed * 7 + line * 11 + word * 3 for word in range(10))
        yield "  " + " ".join(corpus.FILLER[place % len(corpus.FILLER)] for place in places)


if __name__ == "__main__":
    main()
