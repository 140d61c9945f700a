"""Measure yousaid beside other tools, and print a table in Markdown: ``python benchmarks/run.py``.

Run it with the Python of the environment that yousaid is installed in. What is compared, and what is not, stands in
README.md here and in rivals.py. Competitors' tools go into a virtual environment outside the repository; nothing is
fetched if they are there, and a row whose tool is missing says "not run".
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import corpus
import rivals
from measure import Job, interleave, once

BUILD, HUGO, MKDOCS = "yousaid build", "Hugo, the same pages", "MkDocs + Material, a page a record"
CHECK, CHECKER = "yousaid check", "check-jsonschema"
START = "yousaid --help"
HERE = Path(__file__).parent
PYTHON = sys.executable


def main() -> None:
    """Read the command line, measure, print."""
    options = _options()
    os.umask(0o022)
    options.work.mkdir(parents=True, exist_ok=True)
    trouble = rivals.install(options.tools) if {"hugo", "checker"} - set(options.skip) else ""
    jobs: list[Job] = []
    for records in options.sizes:
        found = list(_jobs(records, options, largest=records == max(options.sizes)))
        interleave(found)
        jobs += found
    start = Job(START, 0, [PYTHON, "-m", "yousaid", "--help"], options.work, 20)
    interleave([start])
    jobs.append(start)
    print("\n".join(_report(jobs, options, trouble)))


def _options() -> argparse.Namespace:
    temporary = Path(tempfile.gettempdir())
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], metavar="N", help="numbers of records")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each; of check-jsonschema one")
    parser.add_argument("--skip", nargs="+", choices=("hugo", "mkdocs", "checker"), default=[], help="leave these out")
    parser.add_argument("--work", type=Path, default=temporary / "yousaid-benchmark", help="where sites are built")
    parser.add_argument(
        "--tools",
        type=Path,
        default=temporary / "yousaid-benchmark-tools",
        help=f"a virtual environment with {' and '.join(rivals.TOOLS)}; made if it is not there",
    )
    return parser.parse_args()


def _jobs(records: int, options: argparse.Namespace, largest: bool) -> Iterator[Job]:
    """Yield what is measured at one size, and make ready what it needs."""
    root = options.work / f"{records}"
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run([PYTHON, HERE / "corpus.py", str(records), root / "records"], check=True)
    build = _yousaid(BUILD, "build", records, root, options.runs)
    once(build)  # not counted: its pages are what Hugo is given, and the files are in memory from here on
    if build.trouble:
        sys.exit(f"yousaid build: {build.trouble}")
    build.samples.clear()
    yield build
    if "hugo" not in options.skip:
        yield _hugo(records, root, options)
    if "mkdocs" not in options.skip:
        yield _mkdocs(records, root, options)
    yield _yousaid(CHECK, "check", records, root, options.runs)
    if largest and "checker" not in options.skip:
        yield _checker(records, root, options)


def _yousaid(name: str, command: str, records: int, root: Path, runs: int) -> Job:
    folder = root / "records"
    output = folder / "site" if command == "build" else None
    return Job(name, records, [PYTHON, "-m", "yousaid", command], folder, runs, output)


def _hugo(records: int, root: Path, options: argparse.Namespace) -> Job:
    folder = root / "hugo"
    rivals.hugo_site(root / "records", root / "records/site", folder)
    command = [rivals.hugo(options.tools) or options.tools / "hugo", "--noBuildLock"]
    return Job(HUGO, records, command, folder, options.runs, folder / "public")


def _mkdocs(records: int, root: Path, options: argparse.Namespace) -> Job:
    folder = root / "mkdocs"
    rivals.mkdocs_site(root / "records", folder)
    return Job(MKDOCS, records, [PYTHON, "-m", "mkdocs", "build", "--quiet"], folder, options.runs, folder / "site")


def _checker(records: int, root: Path, options: argparse.Namespace) -> Job:
    folder = root / "records"
    rivals.schema(root / "schema.json")
    files = [path.relative_to(folder) for path in corpus.record_paths(folder)]
    command = [
        rivals.checker(options.tools) or options.tools / "check-jsonschema",
        "--schemafile",
        root / "schema.json",
        *files,
    ]
    return Job(CHECKER, records, command, folder, 1)


def _report(jobs: Sequence[Job], options: argparse.Namespace, trouble: str) -> Iterator[str]:
    yield _machine(options.tools)
    yield ""
    if trouble:
        yield f"Hugo and check-jsonschema: {trouble}\n"
    yield "| what | records | runs | least s | median s | processor s | peak MB | yousaid's median, times this |"
    yield "|:--|--:|--:|--:|--:|--:|--:|--:|"
    yield from (_row(job, jobs) for job in jobs)
    yield ""
    for records in options.sizes:
        yield from _bytes(records, options)
    yield ""
    yield "| target | wanted | measured | |"
    yield "|:--|--:|--:|:--|"
    yield from _targets(jobs, max(options.sizes))


def _machine(tools: Path) -> str:
    names = ("mkdocs", "mkdocs-material", "pydantic", "jinja2")
    ours = ", ".join(f"{name} {version(name)}" for name in names)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    theirs = f"{_said(rivals.hugo(tools), 'version').partition('-')[0]}; {_said(rivals.checker(tools), '--version')}"
    return f"yousaid {_commit()}; {machine}; {ours}; {theirs}; load at the end {os.getloadavg()[0]:.1f}"


def _said(tool: Path | None, word: str) -> str:
    """Return what a tool says of its version."""
    return (
        subprocess.run([tool, word], capture_output=True, text=True, check=False).stdout.strip() if tool else "missing"
    )


def _commit() -> str:
    """Return which state of yousaid is measured; `-dirty` where files were changed since the commit."""
    found = find_spec("yousaid")
    folder = Path(found.origin).parent if found and found.origin else HERE
    words = ["git", "-C", str(folder), "describe", "--always", "--dirty"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip() or version("yousaid")


def _row(job: Job, jobs: Sequence[Job]) -> str:
    if job.trouble:
        state = f"failed after {len(job.samples)}" if job.samples else "not run"
        return f"| {job.name} | {job.records:,} | {state}: {job.trouble} | | | | | |"
    ours = _find(jobs, CHECK if job.name in {CHECK, CHECKER} else BUILD, job.records)
    ratio = f"{ours.median / job.median:.2f}" if ours and ours is not job else ""
    return (
        f"| {job.name} | {job.records:,} | {len(job.samples)} | {job.least:.2f} | {job.median:.2f} | {job.cpu:.2f} "
        f"| {job.peak / 1024:.0f} | {ratio} |"
    )


def _bytes(records: int, options: argparse.Namespace) -> Iterator[str]:
    root = options.work / f"{records}"
    sites = {"yousaid": "records/site", "Hugo": "hugo/public", "MkDocs": "mkdocs/site"}
    for name, folder in ((name, root / place) for name, place in sites.items()):
        if folder.is_dir():
            count, size = rivals.size(folder)
            yield f"- {records:,} records, {name}: {count:,} HTML pages of {size:,} bytes"


def _targets(jobs: Sequence[Job], largest: int) -> Iterator[str]:
    """Yield what is promised beside what was measured."""
    build, check = _find(jobs, BUILD, largest), _find(jobs, CHECK, largest)
    if not build or not check:
        return
    for name, most in ((HUGO, 1.5), (MKDOCS, 0.25)):
        other = _find(jobs, name, largest)
        if other:
            ratio = build.median / other.median
            yield _target(f"build, times {name}", f"≤ {most}", ratio, ratio <= most)
    other = _find(jobs, CHECKER, largest)
    if other:
        ratio = other.median / check.median
        yield _target("check, times as fast as check-jsonschema", "≥ 8", ratio, ratio >= 8)
    start = _find(jobs, START, 0)
    if start:
        yield _target("`yousaid --help`, s", "< 0.2", start.median, start.median < 0.2)
    small = _find(jobs, BUILD, min(job.records for job in jobs if job.records))
    if small and small is not build:
        each = (build.peak - small.peak) / (build.records - small.records)
        yield _target("memory of the build's largest process, kB a record above the base", "< 40", each, each < 40)


def _target(name: str, wanted: str, value: float, met: bool) -> str:
    return f"| {name} | {wanted} | {value:.2f} | {'met' if met else '**missed**'} |"


def _find(jobs: Sequence[Job], name: str, records: int) -> Job | None:
    """Return the job of that name and size if all its runs went well."""
    return next((job for job in jobs if (job.name, job.records) == (name, records) and not job.trouble), None)


if __name__ == "__main__":
    main()
