"""Run commands one after the other and note what each took: wall time, processor time and peak memory of the child."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_KB = 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes there, and kB elsewhere


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run took: seconds, seconds of all processors, and kB."""

    wall: float
    cpu: float
    peak: int


@dataclass(slots=True)
class Job:
    """A command to measure. ``output`` is put away before each run, so that every run begins alike.

    It is not deleted: for a minute after, ext4 without a journal looks at each deleted file whenever one is made.
    """

    name: str
    records: int
    command: Sequence[str | Path]
    folder: Path
    runs: int
    output: Path | None = None
    samples: list[Sample] = field(default_factory=list)
    trouble: str = ""

    @property
    def least(self) -> float:
        """The shortest time: what the machine can do undisturbed."""
        return min(sample.wall for sample in self.samples)

    @property
    def median(self) -> float:
        """The time to compare by."""
        return statistics.median(sample.wall for sample in self.samples)

    @property
    def cpu(self) -> float:
        """The median of processor time, user and system, over all processors."""
        return statistics.median(sample.cpu for sample in self.samples)

    @property
    def peak(self) -> int:
        """The most memory in kB that the largest process of any run held."""
        return max(sample.peak for sample in self.samples)


def interleave(jobs: Sequence[Job]) -> None:
    """Run all jobs once, then all again: a machine that grows slow meanwhile is slow for every one of them."""
    for turn in range(max(job.runs for job in jobs)):
        for job in jobs:
            if turn < job.runs and not job.trouble:
                _say(f"{job.records:,} records, run {turn + 1} of {job.runs}: {job.name}")
                once(job)


def once(job: Job) -> None:
    """Run a job once and keep the sample; a command that fails is noted and not tried again."""
    if job.output:
        _put_away(job.output)
    os.sync()  # or this run would pay for what the last one wrote
    log = job.folder / "benchmark.log"
    began = time.perf_counter()
    try:
        with log.open("wb") as out:
            process = subprocess.Popen(job.command, cwd=job.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
            _, status, usage = os.wait4(process.pid, 0)
    except OSError as error:
        job.trouble = str(error)
        return
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        job.trouble = f"exit code {process.returncode}, see {log}"
    else:
        job.samples.append(Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // _KB))


def _put_away(output: Path) -> None:
    if output.exists():
        old = output.with_name(f"{output.name}.old")
        old.mkdir(exist_ok=True)
        output.rename(old / str(len(list(old.iterdir()))))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
