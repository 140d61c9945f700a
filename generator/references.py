"""Write what is said of fields, rules and commands, and what `yousaid init` copies: ``python generator/references.py``.

All of it is made from the code, or from this project's own workflows and forms, so that each is written in one place.
With ``--check`` nothing is written, and the exit code says whether every file is what it would be.
"""

from __future__ import annotations

import enum
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import click

from yousaid import scaffold
from yousaid.announce.facts import VARIABLES
from yousaid.announce.speech import FOLDER, NAMES
from yousaid.catalogue import codes
from yousaid.cli import COMMANDS
from yousaid.cli import main as group
from yousaid.diagnostics import Code
from yousaid.model import Customer, Decision, Occasion, Outcome, Record, Removed, Vocabulary
from yousaid.model.decision import ASKS_FOR, ONLY_WITH
from yousaid.model.mapfile import MapFile
from yousaid.model.outcome import NEVER, ONWARD

HERE = Path(__file__).parent
ROOT = HERE.parent
COPIED = (
    ".github/CODEOWNERS",
    ".github/ISSUE_TEMPLATE/config.yml",
    ".github/ISSUE_TEMPLATE/customer-said.yml",
    ".github/dependabot.yml",
    ".github/pull_request_template.md",
    ".github/workflows/check.yml",
    ".github/workflows/intake.yml",
    ".github/workflows/nightly.yml",
    ".github/workflows/publish.yml",
    ".vscode/extensions.json",
)
OURS = re.compile(r"^ *# Of yousaid itself:.*\Z", re.MULTILINE | re.DOTALL)
"""The end of a file that is of use to this project alone."""
MADE = "<!-- Made from the code by `make references`; change the code. -->\n\n"
KINDS: tuple[tuple[type[Record], str, str], ...] = (
    (Decision, "A record", "decisions/<year>/<id>.yml"),
    (Customer, "A customer", "decisions/customers/<key>.yml"),
    (Occasion, "An occasion", "decisions/occasions/<key>.yml"),
    (Removed, "What was removed", "decisions/removed/<id>.yml"),
    (Vocabulary, "The vocabulary", "decisions/vocabulary.yml"),
    (MapFile, "A mapping file of `yousaid import`", "mapping.yml"),
)
ROOMS = {
    "0": "Files",
    "1": "YAML",
    "2": "Fields and values",
    "3": "What a record must say, and how records go together",
    "6": "Git, what is public, and what comes in and goes out",
    "7": "Hand-written pages",
    "8": "Configuration",
    "9": "Care for words and people",
}
"""What the codes are about, by their first digit."""
_TYPES = {"datetime": "YYYY-MM-DD", "integer range": "NUMBER"}


def files() -> dict[Path, str]:
    """Return all files that are made, with their texts."""
    docs = {"fields.md": fields(), "rules.md": rules(), "commands.md": commands(), "announce-words.md": words()}
    made = {HERE / "docs" / name: MADE + text for name, text in docs.items()}
    return {**made, **{_target(path): copy((ROOT / path).read_text("utf-8")) for path in COPIED}}


def copy(text: str) -> str:
    """Return a file of this project as another organisation needs it: yousaid does not lie beside its records."""
    text = re.sub(r"(?m)^( *(?:- )?uses: )\./$", rf"\g<1>{scaffold.UNSAID}", text)
    return OURS.sub("", text)


def _target(path: str) -> Path:
    parts = (scaffold.DOT + part[1:] if part.startswith(".") else part for part in path.split("/"))
    return scaffold.FILES.joinpath(*parts)


def fields() -> str:
    """Describe every field of every kind of file, and of the groups of fields within."""
    found = [
        "# Fields\n",
        "What may stand in the files below `decisions/`, in the order in which it is written; and in a mapping file.\n",
    ]
    for model, title, place in KINDS:
        found += [f"## {title}: `{place}`\n", f"{model.__doc__}\n", _table(model)]
        if model is Decision:
            found += ["### Outcomes\n", f"{scaffold.outcomes()}\n", "### From one outcome to another\n", _ways()]
        ways: dict[type[Record], list[str]] = {}
        for way, inner in _groups(model):
            ways.setdefault(inner, []).append(f"`{way}`")
        for inner, names in ways.items():
            found += [f"### Within {', '.join(names)}\n", f"{inner.__doc__}\n", _table(inner)]
    return "\n".join(found).rstrip() + "\n"


def _ways() -> str:
    """Describe where an idea may go from an outcome, with a word or without, and where it may not."""
    lines = [
        "Where a record may go that was public with an outcome. All ways that are not named here take back what was "
        "said, and ask for `changed_because`; so does a yes after a no, or a no after a yes, with a review between.\n",
        "| from | without a word | never |",
        "| --- | --- | --- |",
    ]
    for before in Outcome:
        there = (ONWARD[before], NEVER.get(before, frozenset()))
        words = (", ".join(f"`{after}`" for after in Outcome if after in ways) or "—" for ways in there)
        lines.append(f"| `{before}` | {' | '.join(words)} |")
    return "\n".join(lines) + "\n"


def _groups(model: type[Record], within: str = "") -> Iterator[tuple[str, type[Record]]]:
    """Yield the groups of fields that stand in fields of a model, each with the way to it."""
    for name, info in model.model_fields.items():
        way = f"{within}{info.alias or name}"
        for inner in _records(info.annotation):
            if inner.model_fields:
                yield way, inner
                yield from _groups(inner, f"{way}: ")


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for each in get_args(annotation):
        yield from _records(each)


def _table(model: type[Record]) -> str:
    lines = ["| field | what it says | needed | example |", "| --- | --- | --- | --- |"]
    for name, info in model.model_fields.items():
        said = f"{info.description}{_words(info.annotation, info.description or '')}"
        needed = "always" if info.is_required() else _needed(name) if model is Decision else ""
        lines.append(f"| `{info.alias or name}` | {said} | {needed} | `{_flow((info.examples or [''])[0])}` |")
    return "\n".join(lines) + "\n"


def _words(annotation: Any, said: str) -> str:
    """Return the words that a field takes, unless they have been said; outcomes have a table of their own."""
    if annotation is Outcome or not (isinstance(annotation, type) and issubclass(annotation, enum.StrEnum)):
        return ""
    words = [*annotation]
    return "" if all(word in said for word in words) else f": {', '.join(f'`{word}`' for word in words)}"


def _needed(name: str) -> str:
    """Return with which outcomes, or beside which other field, a field must, or must not, stand."""
    needing = [f"`{each}`" for each in Outcome if name in each.needs]
    refusing = [f"`{each}`" for each in Outcome if name in each.refuses]
    beside = [f"`{other}: {word}`" for (other, word), field in ASKS_FOR.items() if field == name]
    said = [f"with {', '.join(needing + beside)}"] if needing or beside else []
    if name in ONLY_WITH:
        other, word = ONLY_WITH[name]
        said = [*said, "never with others"] if beside else [f"never but with `{other}: {word}`"]
    elif refusing and len(refusing) + len(needing) < len(Outcome):
        said.append(f"never with {', '.join(refusing)}")
    elif refusing:
        said.append("never with others")
    return "; ".join(said)


def _flow(value: Any) -> str:
    """Return an example as it is typed."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(each)}" for name, each in value.items()) + "}"
    return f"[{', '.join(map(_flow, value))}]" if isinstance(value, list) else str(value)


def words() -> str:
    """Return what there is to be known of the words that customers are told."""
    folder = HERE / "yousaid" / "announce" / "words"
    about = {name: (folder / name).read_text("utf-8").split("#", 2)[1].strip() for name in NAMES}
    return f"""\
# The words of messages

What `yousaid announce` says is written in templates of [Jinja](https://jinja.palletsprojects.com/en/stable/templates/).
To say it in your own words, put a file of the same name into a folder `{FOLDER}/` beside `mkdocs.yml`. Begin with a
copy of ours, from `generator/yousaid/announce/words/`; `yousaid announce --dry-run` finds what is wrong with it.

- Templates are plain text, for every format alike: what a record says can do nothing in Markdown, HTML or a channel.
- A line that begins with `# ` or `## ` is a heading, one with `> ` is quoted, and an address on a line of its own is a
  link. `{{{{ answer | quote }}}}` quotes every line of a text.
- `{{{{ _("Hello,") }}}}` says a text of ours in the language of the site, and so does `ngettext`, with a number. What
  you write yourself stands as you write it.
- Templates can do nothing but write: they see no file, no clock and no network.

## Templates

| file | what it is |
| --- | --- |
{_listed(about)}

## Variables

| name | what it holds |
| --- | --- |
{_listed(VARIABLES)}
"""


def _listed(rows: Mapping[str, str]) -> str:
    return "\n".join(f"| `{name}` | {text} |" for name, text in rows.items())


def rules() -> str:
    """Describe every code, as `yousaid explain` does."""
    found = ["# Rules\n", "What `yousaid check` looks for. `yousaid explain YS302` says the same of one code.\n"]
    for digit, room in groupby(codes().values(), lambda code: code.id[2]):
        found += [f"## {ROOMS[digit]}\n", *map(_rule, room)]
    return "\n".join(found).rstrip() + "\n"


def _rule(code: Code) -> str:
    return f"### {code.id}: {code.name}\n\n{textwrap.dedent(code.doc).strip()}\n"


def commands() -> str:
    """Describe every command, as its `--help` does."""
    found = ["# Commands\n", "`yousaid <command> --help` says the same.\n"]
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command
        found.append(_command(name, command))
    return "\n".join(found).rstrip() + "\n"


def _command(name: str, command: click.Command) -> str:
    arguments = [_argument(each) for each in command.params if isinstance(each, click.Argument)]
    options = [_option(each) for each in command.params if isinstance(each, click.Option) and not each.hidden]
    usage = " ".join(["yousaid", name, *(["[OPTIONS]"] if options else []), *arguments])
    before, _, examples = (command.epilog or "").rpartition("\b\nExamples:\n")
    more = f"```text\n{before.replace(chr(8) + chr(10), '').strip()}\n```\n\n" if before else ""
    help_ = inspect.cleandoc((command.help or "").replace("\b\n", ""))
    listed = "\n".join(["| option | what it does |", "| --- | --- |", *options, ""]) + "\n" if options else ""
    shown = textwrap.dedent(examples).strip()
    return f"## {name}\n\n```text\n{usage}\n```\n\n{help_}\n\n{listed}{more}```sh\n{shown}\n```\n"


def _argument(argument: click.Argument) -> str:
    shown = argument.metavar or (argument.name or "").upper()
    shown = shown if argument.required or shown.startswith("[") else f"[{shown}]"
    return f"{shown}..." if argument.nargs == -1 else shown


def _option(option: click.Option) -> str:
    kind = option.type
    metavar = "" if option.is_flag else option.metavar or _TYPES.get(kind.name, kind.name.upper())
    if isinstance(kind, click.Choice):
        metavar = "|".join(map(str, kind.choices))
    spelt = ", ".join(f"`{each}{f' {metavar}' if metavar else ''}`".replace("|", r"\|") for each in option.opts)
    help_ = (option.help or "").replace("|", r"\|")
    return f"| {spelt} | {help_} |"


def main() -> None:
    """Write every file, or say which is not what it would be."""
    made = files()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" not in sys.argv:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], "utf-8", newline="\n")
    print(f"{len(stale)} files to look at", *(str(path.relative_to(ROOT)) for path in stale), sep="\n  ")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
