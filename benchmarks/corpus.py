"""Write a repository with any number of realistic records: ``python benchmarks/corpus.py 10000 DIR``.

Everything follows from the number: no clock, no chance, so two machines measure the same bytes and the commits have the
same ids. Names and texts are plainly artificial. What the records have in common with real ones is what costs time:
150 words in two or three texts, a third of them with Markdown, three credits, evidence, a commit for each record.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

# As in `yousaid.schema`; whoever measures should stay small, and imports nothing of it.
SCHEMA_LINE = "# yaml-language-server: $schema=../../.yousaid/decision.schema.json"
FIRST_DAY = dt.date(2017, 1, 2)
DAYS = 2_900  # the last record is asked in December 2024, so that no date lies in anybody's future
WORDS = 150
# Of fifty records, how many have each outcome.
SHARES = {
    "shipped": 20,
    "declined": 10,
    "partly-shipped": 4,
    "not-now": 3,
    "already-there": 2,
    "did-something-else": 2,
    "planned": 2,
    "in-progress": 2,
    "merged": 2,
    "reviewing": 1,
    "received": 1,
    "withdrawn": 1,
}
LONGEST = 200
"""Days after which everything that was asked is answered or done."""
DONE = {"shipped", "partly-shipped", "already-there"}
WITHOUT_ANSWER = {"declined", "not-now", "reviewing", "received"}
WITH_REASON = {"declined", "not-now", "partly-shipped", "did-something-else"}
AREAS = ("reports", "billing", "search", "accounts", "mobile", "imports", "messages", "help")
THEMES = ("speed", "clarity", "access", "printing", "privacy", "languages", "errors", "teams", "dates", "offline")
SEGMENTS = ("schools", "shops", "clinics", "councils", "clubs")
CHANNELS = ("support", "survey", "meeting", "forum")
REASONS = ("cost", "law", "safety", "upkeep", "few-asked", "other-way")
CRITERIA = ("effort", "reach", "risk", "fairness")
ROLES = ("idea", "problem", "testing", "design", "data", "review", "support")
OCCASIONS = 5
VERBS = (
    "export",
    "sort",
    "print",
    "share",
    "filter",
    "merge",
    "archive",
    "translate",
    "colour",
    "round",
    "copy",
    "compare",
    "lock",
    "rename",
)
THINGS = (
    "reports",
    "invoices",
    "lists",
    "tables",
    "drafts",
    "messages",
    "labels",
    "drawings",
    "plans",
    "budgets",
    "forms",
    "notes",
    "charts",
)
WAYS = ("in one go", "by month", "with a key", "on a phone", "for a team", "without a mouse", "at night", "by area")
FILLER = (
    "we",
    "you",
    "they",
    "it",
    "every",
    "week",
    "month",
    "list",
    "page",
    "report",
    "number",
    "name",
    "button",
    "office",
    "customer",
    "screen",
    "line",
    "table",
    "file",
    "year",
    "and",
    "or",
    "but",
    "because",
    "when",
    "while",
    "before",
    "after",
    "until",
    "with",
    "without",
    "near",
    "under",
    "over",
    "through",
    "during",
    "against",
    "between",
    "wants",
    "needs",
    "opens",
    "closes",
    "sends",
    "finds",
    "loses",
    "keeps",
    "counts",
    "prints",
    "reads",
    "writes",
    "waits",
    "asks",
    "shows",
    "hides",
    "moves",
    "takes",
    "slow",
    "quick",
    "small",
    "large",
    "plain",
    "hard",
    "simple",
    "wrong",
    "right",
    "early",
    "late",
    "often",
    "never",
    "always",
    "again",
    "together",
    "alone",
    "twice",
    "minutes",
    "hours",
    "letters",
    "colours",
    "columns",
    "rows",
    "margins",
    "totals",
    "folders",
    "printers",
    "machines",
    "neighbours",
    "colleagues",
    "visits",
)


def main() -> None:
    """Read the command line, write the repository."""
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit("usage: python benchmarks/corpus.py N DIR")
    write(int(sys.argv[1]), Path(sys.argv[2]))


def write(count: int, folder: Path) -> None:
    """Write a repository with ``count`` records into a folder that does not exist yet."""
    begin(folder, _history(count))


def begin(folder: Path, history: Iterable[bytes]) -> None:
    """Write a repository with a history, which is told as ``git fast-import`` wants it."""
    folder.mkdir(parents=True)
    _git(folder, (), "init", "-q", "-b", "main")
    _git(folder, history, "fast-import", "--quiet", "--done")
    _git(folder, (), "checkout", "-q", "-f", "main")
    _git(folder, (), "gc", "-q")  # as a server's clone would arrive


def record_paths(folder: Path) -> list[Path]:
    """Return the files of the records, without customers, occasions and vocabulary."""
    return sorted((folder / "decisions").glob("[0-9][0-9][0-9][0-9]/*.yml"))


def _git(folder: Path, data: Iterable[bytes], *words: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    with subprocess.Popen(["git", "-C", str(folder), *words], stdin=subprocess.PIPE, env=environment) as running:
        assert running.stdin is not None
        running.stdin.writelines(data)
    if running.returncode:
        sys.exit(f"git {words[0]} ended with {running.returncode}")


def _history(count: int) -> Iterator[bytes]:
    """Yield the whole history for ``git fast-import``: the setting first, then one commit for each record."""
    yield setting(count)
    targets: list[str] = []
    for number in range(count):
        asked = _asked(number, count)
        key, outcome = _key(number), _outcome(number)
        record = _record(number, count, targets[number % len(targets)] if outcome == "merged" else None)
        if outcome == "shipped":
            targets.append(key)
        # Nothing can have shipped after it was published as done.
        published = asked + dt.timedelta(days=LONGEST)
        yield commit(published, f"Add {key}", {f"decisions/{asked.year}/{key}.yml": record})
    yield b"done\n"


def setting(count: int) -> bytes:
    """Return the first commit: all files that are not records."""
    return commit(FIRST_DAY - dt.timedelta(days=1), "The setting", _setting(count))


def commit(day: dt.date, message: str, files: dict[str, str], gone: Iterable[str] = ()) -> bytes:
    """Return a commit that writes some files and deletes others."""
    seconds = int(dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp())
    parts = [f"commit refs/heads/main\ncommitter Benchmark <benchmark@example.org> {seconds} +0000\n".encode()]
    parts.append(_data(message))
    for path, text in files.items():
        parts += f"M 100644 inline {path}\n".encode(), _data(text)
    parts += [f"D {path}\n".encode() for path in gone]
    return b"".join(parts) + b"\n"


def _data(text: str) -> bytes:
    raw = text.encode()
    return b"data %d\n%s\n" % (len(raw), raw)


def _setting(count: int) -> dict[str, str]:
    """Return all files that are not records."""
    files = {"mkdocs.yml": MKDOCS, "site_src/index.md": HOME, "decisions/vocabulary.yml": "".join(_vocabulary())}
    files[".gitignore"] = "/site/\n/.site.building/\n"
    for number in range(_customers(count)):
        files[f"decisions/customers/customer-{number:05}.yml"] = _customer(number)
    for number in range(OCCASIONS):
        files[f"decisions/occasions/survey-{number + 1}.yml"] = _occasion(number)
    return files


MKDOCS = """\
site_name: You said, we did
site_url: https://benchmark.example/
site_description: A benchmark with artificial records.
docs_dir: site_src
theme: {name: material}
plugins: [{yousaid: {search: "off"}}]
"""
HOME = "# You said, we did\n\nArtificial records, to measure with.\n\n<!-- yousaid:home -->\n"


def _vocabulary() -> Iterator[str]:
    named = {"areas": AREAS, "themes": THEMES, "segments": SEGMENTS, "channels": CHANNELS}
    for field, keys in named.items():
        yield f"{field}:\n" + "".join(f"  {key}: {key.capitalize()}\n" for key in keys)
    yield "reasons:\n"
    yield from (f"  {key}:\n    name: {key.capitalize()}\n    text: It is the {key} that decides.\n" for key in REASONS)
    yield "criteria:\n"
    yield from (f"  {key}:\n    name: {key.capitalize()}\n    help: How much {key} there is.\n" for key in CRITERIA)


def _customers(count: int) -> int:
    return max(3, count // 5)


def _customer(number: int) -> str:
    form = "company" if number % 4 == 3 else "person"
    return f"name: Customer {number:05}\nform: {form}\nconsent:\n  given: 2017-01-01\n  how: asked\n"


def _occasion(number: int) -> str:
    year = FIRST_DAY.year + number
    return (
        f"title: Customer survey {number + 1}\nquestion: What should be simpler in the year {year}?\n"
        f"date: {year}-03-01\nuntil: {year}-03-31\nsummary: |\n  Most of you want *fewer* steps.\n"
        f"participants:\n  count: {200 + number}\n  as_of: {year}-04-01\nchannel: survey\n"
    )


def _key(number: int) -> str:
    return f"{_title(number).lower().replace(' ', '-')}-{number:05}"


def _title(number: int) -> str:
    verb, thing = VERBS[number % len(VERBS)], THINGS[number // len(VERBS) % len(THINGS)]
    return f"{verb.capitalize()} the {thing} {WAYS[number % len(WAYS)]}"


def _outcome(number: int) -> str:
    """Return the outcome; seven has no divisor in common with fifty, so that neighbours differ."""
    wheel = [outcome for outcome, share in SHARES.items() for _ in range(share)]
    return wheel[number * 7 % len(wheel)]


def _asked(number: int, count: int) -> dt.date:
    return FIRST_DAY + dt.timedelta(days=number * DAYS // count)


def _record(number: int, count: int, target: str | None) -> str:
    """Return the text of one record, with the fields in the order of the model."""
    chance = random.Random(number)
    outcome, asked = _outcome(number), _asked(number, count)
    texts = _texts(chance, number, outcome)
    lines = [SCHEMA_LINE, f"title: {_title(number)}", *_block("idea", texts["idea"])]
    lines += [f"asked: {asked}", f"outcome: {outcome}"]
    if "answer" in texts:
        lines += _block("answer", texts["answer"])
    lines += _dates(chance, outcome, asked)
    if outcome in WITH_REASON:
        lines += _reason(chance, number, outcome, texts["reason"])
    if outcome in {"planned", "not-now"}:
        lines.append(f"review_by: {asked + dt.timedelta(days=700)}")
    if outcome in DONE:
        lines += _evidence(chance)
    lines += [*_credits(chance, _customers(count)), *_place(chance, number)]
    return "\n".join([*lines, f"merged_into: {target}"] if target else lines) + "\n"


def _texts(chance: random.Random, number: int, outcome: str) -> dict[str, str]:
    """Return the texts that such a record has; together they have the same number of words in every record."""
    weights = {"idea": 70}
    if outcome not in WITHOUT_ANSWER and outcome != "merged":
        weights["answer"] = 50
    if outcome in WITH_REASON:
        weights["reason"] = 30
    total = sum(weights.values())
    return {name: _text(chance, WORDS * weight // total, number % 3 == 0) for name, weight in weights.items()}


def _text(chance: random.Random, words: int, marked: bool) -> str:
    """Return paragraphs of sentences; with ``marked``, some emphasis, code, a link and a list among them."""
    sentences = [" ".join(chance.choices(FILLER, k=10)).capitalize() + "." for _ in range(max(2, words // 10))]
    if marked:
        sentences[0] = _marked(chance, sentences[0])
    middle = (len(sentences) + 1) // 2
    paragraphs = [" ".join(sentences[:middle])]
    rest = sentences[middle:]
    paragraphs.append("\n".join(f"- {each}" for each in rest) if marked and chance.random() < 0.5 else " ".join(rest))
    return "\n\n".join(paragraphs)


def _marked(chance: random.Random, sentence: str) -> str:
    words = sentence.split(" ")
    words[2] = f"*{words[2]}*"
    words[5] = f"`{words[5]}`"
    words[8] = f"[{words[8]}](https://example.org/help/{chance.randrange(1000)})"
    return " ".join(words)


def _block(field: str, text: str, indent: str = "") -> list[str]:
    folded = (textwrap.wrap(part, 100, subsequent_indent=_hang(part)) or [""] for part in text.split("\n"))
    lines = [line for part in folded for line in part]
    return [f"{indent}{field}: |", *(f"{indent}  {line}".rstrip() for line in lines)]


def _hang(line: str) -> str:
    return "  " if line.startswith("- ") else ""


def _dates(chance: random.Random, outcome: str, asked: dt.date) -> Iterator[str]:
    if outcome not in {"received", "reviewing"}:
        yield f"answered: {asked + dt.timedelta(days=chance.randrange(3, 60))}"
    if outcome in {"shipped", "partly-shipped"}:
        shipped = asked + dt.timedelta(days=chance.randrange(60, LONGEST))
        yield f"shipped: {shipped}"
        yield f'release: "{shipped.year - 2010}.{shipped.month}"'


def _reason(chance: random.Random, number: int, outcome: str, text: str) -> list[str]:
    """Return a coded reason for a plain no; for the others one in words, and now and then a confidential one."""
    if outcome == "declined":
        return ["reason:", f"  code: {chance.choice(REASONS)}", *_block("text", text, "  ")]
    return ["reason: confidential"] if number % 11 == 0 else _block("reason", text)


def _evidence(chance: random.Random) -> Iterator[str]:
    yield "evidence:"
    for name in ("Release notes", "How to use it"):
        page = chance.randrange(10_000)
        yield f"  - title: {name} {page}"
        yield f"    url: https://example.org/{name.lower().replace(' ', '-')}/{page}"


def _credits(chance: random.Random, customers: int) -> Iterator[str]:
    yield "credits:"
    for number in chance.sample(range(customers), 3):
        yield f"  - customer: customer-{number:05}"
        yield f"    for: {_flow(chance, ROLES, 2)}"


def _place(chance: random.Random, number: int) -> Iterator[str]:
    """Yield where a record belongs; its occasion for one in ten, and how many asked for one in four."""
    yield f"criteria: {_flow(chance, CRITERIA, 2)}"
    if number % 4 == 0:
        yield f"voices:\n  count: {chance.randrange(2, 400)}\n  as_of: 2024-12-31"
    yield f"area: {chance.choice(AREAS)}"
    yield f"themes: {_flow(chance, THEMES, 2)}"
    yield f"segments: {_flow(chance, SEGMENTS, 1)}"
    yield f"channel: {chance.choice(CHANNELS)}"
    if number % 10 == 0:
        yield f"occasion: survey-{number // 10 % OCCASIONS + 1}"


def _flow(chance: random.Random, words: Sequence[str], most: int) -> str:
    return f"[{', '.join(chance.sample(words, chance.randint(1, most)))}]"


if __name__ == "__main__":
    main()
