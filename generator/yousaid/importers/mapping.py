"""What the words of another system mean here: a small file that somebody writes once, and never a guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Annotated, Literal

from yousaid import decode
from yousaid.authoring import canonical
from yousaid.diagnostics import Diagnostic, Source, did_you_mean, one_of, quoted
from yousaid.importers.codes import MAPPING, WORDS
from yousaid.importers.reading import Idea, Markup, Options, wrong
from yousaid.mistakes import Path
from yousaid.model import Outcome, Vocabulary
from yousaid.model.decision import Links
from yousaid.model.outcome import OUTCOMES
from yousaid.model.values import Key, Line, Listed, Record, Text, Url
from yousaid.shortcut import Value

SKIP: Literal["skip"] = "skip"
"""Stands in the place of an outcome where ideas with that status are not wanted."""
KINDS = ("boards", "categories", "tags")
_VOCABULARY = {"area": "areas", "themes": "themes", "segments": "segments", "channel": "channels"}
_Lines = Annotated[tuple[Line, ...], Listed]


class Meaning(Record):
    """What a board, a category or a tag says of its ideas. ``{}`` says nothing, and is nothing to be asked about."""

    area: Key | None = None
    themes: Annotated[tuple[Key, ...], Listed] | None = None
    segments: Annotated[tuple[Key, ...], Listed] | None = None
    channel: Key | None = None


class Fill(Record):
    """What is written where the other system says nothing and an outcome needs it: by you, for all such records."""

    answer: Text | None = None
    evidence: Links | None = None
    no_credit_because: Text | None = None


class MapFile(Record):
    """A mapping file, as it is typed."""

    system: Line | None = None
    area: Key | None = None
    channel: Key | None = None
    statuses: dict[Line, Line] = {}  # noqa: RUF012 - a model gives each file its own
    no_status: Line | None = None
    boards: dict[Line, Meaning] = {}  # noqa: RUF012
    categories: dict[Line, Meaning] = {}  # noqa: RUF012
    tags: dict[Line, Meaning] = {}  # noqa: RUF012
    columns: dict[Line, Line | _Lines] = {}  # noqa: RUF012
    dates: Literal["day-month-year", "month-day-year"] | None = None
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    url: Url | None = None
    markup: Markup | None = None
    skip: _Lines = ()
    fill: Fill = Fill()


@dataclass(slots=True)
class Words:
    """What every word means: those of the mapping file go before those that the format knows."""

    file: MapFile
    statuses: Mapping[str, str]
    area: str | None
    unknown: Counter[str] = field(default_factory=Counter)
    homeless: list[Idea] = field(default_factory=list)
    _known: dict[str, dict[str, Meaning]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = {kind: {folded(word): each for word, each in getattr(self.file, kind).items()} for kind in KINDS}

    def outcome(self, idea: Idea) -> Outcome | Literal["skip"] | None:
        """Return the outcome that a status means, or that its ideas are not wanted; nothing where nobody said."""
        word = self.statuses.get(folded(idea.status))
        if word is None:
            self.unknown[" ".join(idea.status.split())] += 1
            return None
        return SKIP if word == SKIP else OUTCOMES[word]

    def meanings(self, idea: Idea) -> tuple[list[Meaning], int]:
        """Return what board, category and tags say of an idea, and of how many nothing is known."""
        named = [("boards", idea.board), ("categories", idea.category), *(("tags", tag) for tag in idea.tags)]
        asked = [(kind, folded(word)) for kind, word in named if word.strip()]
        known = [self._known[kind].get(word) for kind, word in asked]
        return [each for each in known if each], known.count(None)


def folded(word: str) -> str:
    """Return a word as it is compared: in small letters, with single blanks."""
    return " ".join(word.casefold().split())


def read(source: Source | None, vocabulary: Vocabulary | None) -> tuple[MapFile, list[Diagnostic]]:
    """Return a mapping file, and all that is wrong with it; without one, everything is left to the format."""
    if source is None:
        return MapFile(), []
    file, faults = decode.validated(source, MapFile)
    if file is None:
        return MapFile(), faults
    faults = [*_wrong_outcomes(source, file), *_wrong_columns(source, file)]
    if vocabulary:
        faults += _wrong_words(source, file, vocabulary)
    return file, faults


def words(file: MapFile, known: Mapping[str, str], vocabulary: Vocabulary) -> Words:
    """Return what every word means; where the vocabulary has only one area, it is that of all ideas."""
    theirs = {folded(word): str(outcome) for word, outcome in known.items()}
    ours = {folded(word): meant for word, meant in file.statuses.items()}
    only = next(iter(vocabulary.areas)) if len(vocabulary.areas) == 1 else None
    none = {"": file.no_status} if file.no_status else {}
    return Words(file, {**theirs, **ours, **none}, file.area or only)


def options(file: MapFile, system: str) -> Options:
    """Return what readers have to know."""
    columns = {name: (each,) if isinstance(each, str) else each for name, each in file.columns.items()}
    return Options(
        columns, file.system or system, file.delimiter, file.encoding, file.sheet, file.url or "", file.markup
    )


def _wrong_outcomes(source: Source, file: MapFile) -> Iterator[Diagnostic]:
    named: list[tuple[Path, str]] = [(("statuses", word), meant) for word, meant in file.statuses.items()]
    named += [(("no_status",), file.no_status)] if file.no_status else []
    for path, meant in named:
        if meant not in OUTCOMES and meant != SKIP:
            message = f"{quoted(meant)} is no outcome"
            hint = did_you_mean(meant, OUTCOMES, f"type one of {one_of(OUTCOMES)}, or `{SKIP}` to leave such ideas out")
            yield Diagnostic(decode.locate(source, path), MAPPING, message, hint)


def _wrong_words(source: Source, file: MapFile, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Yield every word of ours that the vocabulary does not have."""
    for path, name, word in _ours(file):
        known = getattr(vocabulary, _VOCABULARY[name])
        if word not in known:
            message = f"{quoted(word)} is none of the {_VOCABULARY[name]} in the vocabulary"
            hint = did_you_mean(word, known, f"add it to decisions/vocabulary.yml, or type one of {one_of(known)}")
            yield Diagnostic(decode.locate(source, path), MAPPING, message, hint)


def _ours(file: MapFile) -> Iterator[tuple[Path, str, str]]:
    for name in ("area", "channel"):
        if word := getattr(file, name):
            yield (name,), name, word
    for kind in KINDS:
        for theirs, meaning in getattr(file, kind).items():
            for name in _VOCABULARY:
                value = getattr(meaning, name)
                for word in (value,) if isinstance(value, str) else value or ():
                    yield (kind, theirs, name), name, word


def _wrong_columns(source: Source, file: MapFile) -> Iterator[Diagnostic]:
    fields = [name for name in Idea.__dataclass_fields__ if name not in {"system", "place"} and "markup" not in name]
    for name in file.columns:
        if name not in fields:
            hint = did_you_mean(name, fields, f"type one of {one_of(fields)}")
            yield Diagnostic(decode.locate(source, ("columns", name)), MAPPING, f"{quoted(name)} is no field", hint)


def unsaid(path: FilePath, found: Words) -> Iterator[Diagnostic]:
    """Yield what nobody has said yet; :func:`lines` are those to add to the mapping file."""
    choice = f"one of {one_of(OUTCOMES)}, or `{SKIP}`"
    for word, count in sorted(found.unknown.items()):
        what = f"the status {quoted(word)} of {_ideas(count)}" if word else f"{_ideas(count)} without a status"
        yield wrong(path, WORDS, f"nobody has said yet what becomes of {what}", f"add the line below, with {choice}")
    if found.homeless:
        count = len(found.homeless)
        message = f"nobody has said yet to which area {_ideas(count)} belong{'s' if count == 1 else ''}"
        yield wrong(path, WORDS, message, "add `area:` to the mapping file, or an area for each board or category")


def lines(found: Words, vocabulary: Vocabulary) -> str:
    """Return the lines to add to the mapping file, with a blank where somebody has to choose."""
    made = []
    if "" in found.unknown:
        made.append(f"no_status: # {_ideas(found.unknown[''])}: {', '.join(OUTCOMES)} or {SKIP}")
    if statuses := sorted(word for word in found.unknown if word):
        made.append(f"statuses: # {', '.join(OUTCOMES)} or {SKIP}")
        made += [f"  {canonical.scalar(word)}: # {_ideas(found.unknown[word])}" for word in statuses]
    if found.homeless:
        made.append(f"area: # where nothing else says so: {', '.join(vocabulary.areas)}")
        for kind, name in (("boards", "board"), ("categories", "category")):
            if those := sorted({word for idea in found.homeless if (word := getattr(idea, name).strip())}):
                made += [f"{kind}:", *(f"  {canonical.scalar(word)}: {{area: }}" for word in those)]
    return "\n".join(made)


def status_lines(said: Mapping[str, str]) -> str:
    """Return the lines of a mapping file that say what these statuses mean."""
    statuses = {word: meant for word, meant in said.items() if word}
    none: dict[str, Value] = {"no_status": canonical.Word(said[""])} if "" in said else {}
    listed: dict[str, Value] = {"statuses": {w: canonical.Word(m) for w, m in statuses.items()}} if statuses else {}
    return canonical.written({**none, **listed})


def _ideas(count: int) -> str:
    return f"{count:,} idea{'' if count == 1 else 's'}"
