"""Measure what bringing in an export takes: ``python benchmarks/importing.py`` (30,000 rows; or another number).

The export is a CSV as Fider writes it, plainly artificial and the same bytes on every machine: 60 to 150 words in each,
a third of them with Markdown, every fifth with an answer, one in twenty a duplicate, from a third as many people.
It is brought in twice, into an empty repository and then again, which must change nothing.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import sys
import tempfile
from pathlib import Path

import corpus
from measure import Job, once

HEADINGS = (
    *("number", "title", "description", "created_at", "created_by", "votes_count", "comments_count", "status"),
    *("responded_by", "responded_at", "response", "original_number", "original_title", "tags"),
)
STATUSES = ("open", "open", "planned", "started", "completed", "completed", "declined", "declined")
MAP = """\
area: reports
fill: {answer: It is done., evidence: [https://example.org/], no_credit_because: Nobody was noted.}
"""
LIMITS = (60.0, 500)
"""Seconds and MB that 30,000 rows may take."""


def main() -> None:
    """Write an export, bring it in twice, and print what that took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    with tempfile.TemporaryDirectory(prefix="importing-") as folder:
        root = Path(folder)
        export, mapping = root / "posts.csv", root / "mapping.yml"
        write(count, export)
        mapping.write_text(MAP, "utf-8")
        (root / "decisions").mkdir()
        (root / "decisions" / "vocabulary.yml").write_text("areas: {reports: Reports}\n", "utf-8")
        command = (sys.executable, "-m", "yousaid", "import", "fider", export, "--map", mapping, "--into", root)
        jobs = [Job(name, count, command, root, 1) for name in ("the first time", "again")]
        print("| brought in | rows | s | processor s | peak MB |\n|:--|--:|--:|--:|--:|")
        for job in jobs:
            once(job)
            if job.trouble:
                sys.exit(job.trouble)
            print(f"| {job.name} | {count:,} | {job.least:.1f} | {job.cpu:.1f} | {job.peak / 1024:.0f} |", flush=True)
        print(f"\n{sum(1 for _ in (root / 'decisions').rglob('*.yml')):,} files")
    good = all(job.least < LIMITS[0] and job.peak / 1024 < LIMITS[1] for job in jobs)
    sys.exit(0 if good or count != 30_000 else f"more than {LIMITS[0]:.0f} s or {LIMITS[1]} MB")


def write(count: int, path: Path) -> None:
    """Write an export with so many rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(row(number, count) for number in range(1, count + 1))


def row(number: int, count: int) -> tuple[object, ...]:
    """Return a row as Fider writes it."""
    chance = random.Random(number)
    asked = dt.datetime(2016, 1, 1, 9) + dt.timedelta(hours=80_000 * number // count)
    words = chance.choices(corpus.FILLER, k=chance.randint(60, 150))
    if number % 3 == 0:
        words[5:9] = ["**every**", "`report`", "[page](https://example.org/page)", "\n\n* one\n* two\n\n"]
    is_duplicate = number % 20 == 0
    status = "duplicate" if is_duplicate else STATUSES[number % len(STATUSES)]
    answer = f"{' '.join(chance.choices(corpus.FILLER, k=30)).capitalize()}." if number % 5 == 1 else ""
    title = f"{chance.choice(corpus.VERBS)} {chance.choice(corpus.THINGS)} {chance.choice(corpus.WAYS)}".capitalize()
    return (
        number,
        title,
        f"{' '.join(words).capitalize()}.",
        f"{asked.isoformat()}Z",
        f"Person Number{number % max(1, count // 3)}",
        chance.randint(0, 400),
        chance.randint(0, 9),
        status,
        "The Team" if answer else "",
        f"{(asked + dt.timedelta(days=30)).isoformat()}Z" if answer else "",
        answer,
        number - 1 if is_duplicate else "",
        "",
        "speed, printing" if number % 4 == 0 else "",
    )


if __name__ == "__main__":
    main()
