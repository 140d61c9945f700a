"""What the words of another system mean here: a small file that somebody writes once, and never a guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Literal

from yousaid import decode
from yousaid.authoring import canonical
from yousaid.diagnostics import Diagnostic, Source, did_you_mean, one_of, quoted
from yousaid.importers.codes import MAPPING, WORDS
from yousaid.importers.reading import Idea, Options, wrong
from yousaid.mistakes import UNKNOWN_FIELD, Path
from yousaid.model import Outcome, Vocabulary
from yousaid.model.mapfile import COLUMNS, MapFile, Meaning
from yousaid.model.outcome import OUTCOMES
from yousaid.naming import name_key
from yousaid.shortcut import Value
from yousaid.syntax import MAPPING as NOT_A_MAPPING

SKIP: Literal["skip"] = "skip"
"""Stands in the place of an outcome where ideas with that status are not wanted."""
KINDS = ("boards", "categories", "tags")
_VOCABULARY = {"area": "areas", "themes": "themes", "segments": "segments", "channel": "channels"}


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
        self._known = {
            kind: {name_key(word): each for word, each in getattr(self.file, kind).items()} for kind in KINDS
        }

    def outcome(self, idea: Idea) -> Outcome | Literal["skip"] | None:
        """Return the outcome that a status means, or that its ideas are not wanted; nothing where nobody said."""
        word = self.statuses.get(name_key(idea.status))
        if word is None:
            self.unknown[idea.status] += 1
            return None
        return SKIP if word == SKIP else OUTCOMES[word]

    def meanings(self, idea: Idea) -> tuple[list[Meaning], int]:
        """Return what board, category and tags say of an idea, and of how many nothing is known."""
        named = [("boards", idea.board), ("categories", idea.category), *(("tags", tag) for tag in idea.tags)]
        asked = [(kind, name_key(word)) for kind, word in named if word]
        known = [self._known[kind].get(word) for kind, word in asked]
        return [each for each in known if each], known.count(None)


def read(source: Source | None, vocabulary: Vocabulary | None) -> tuple[MapFile, list[Diagnostic]]:
    """Return a mapping file, and all that is wrong with it; without one, everything is left to the format."""
    if source is None:
        return MapFile(), []
    if not any(line.strip() and not line.lstrip().startswith("#") for line in source.text.split("\n")):
        return MapFile(), []
    file, faults = decode.validated(source, MapFile)
    if file is None:
        return MapFile(), [*map(_hinted, faults)]
    faults = [*_wrong_outcomes(source, file), *_wrong_columns(source, file), *_said_twice(source, file)]
    if vocabulary:
        faults += _wrong_words(source, file, vocabulary)
    return file, faults


def _hinted(fault: Diagnostic) -> Diagnostic:
    """Return a fault with what helps in a mapping file, where a hint is for records."""
    hint = "begin with a line such as `area: everyday-use`" if fault.code is NOT_A_MAPPING else fault.hint
    return replace(fault, hint=hint.replace(UNKNOWN_FIELD.id, MAPPING.id))


def words(file: MapFile, known: Mapping[str, str], vocabulary: Vocabulary, area: str = "") -> Words:
    """Return what every word means; where the vocabulary has only one area, it is that of all ideas."""
    theirs = {name_key(word): str(outcome) for word, outcome in known.items()}
    ours = {name_key(word): meant for word, meant in file.statuses.items()}
    only = next(iter(vocabulary.areas)) if len(vocabulary.areas) == 1 else None
    none = {"": file.no_status} if file.no_status else {}
    return Words(file, {**theirs, **ours, **none}, file.area or area or only)


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


def _said_twice(source: Source, file: MapFile) -> Iterator[Diagnostic]:
    """Yield words that are one word to us, and are said to mean different things."""
    for kind in ("statuses", *KINDS):
        meant: Mapping[str, object] = getattr(file, kind)
        first: dict[str, str] = {}
        for word, meaning in meant.items():
            other = first.setdefault(name_key(word), word)
            if meant[other] != meaning:
                message = f"{quoted(word)} must mean what {quoted(other)} means: small letters and accents do not count"
                yield Diagnostic(decode.locate(source, (kind, word)), MAPPING, message, "delete one of the two")


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
    for name in file.columns:
        if name not in COLUMNS:
            hint = did_you_mean(name, COLUMNS, f"type one of {one_of(COLUMNS)}")
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
        made.append(f"statuses: # {_more(found.file.statuses)}{', '.join(OUTCOMES)} or {SKIP}")
        made += [f"  {canonical.scalar(word)}: # {_ideas(found.unknown[word])}" for word in statuses]
    if found.homeless:
        made.append(f"area: # where nothing else says so: {', '.join(vocabulary.areas)}")
        for kind, name in (("boards", "board"), ("categories", "category")):
            if those := sorted({word for idea in found.homeless if (word := getattr(idea, name))}):
                made.append(f"{kind}: {_more(getattr(found.file, kind), '# ')}".rstrip())
                made += [f"  {canonical.scalar(word)}: {{area: }}" for word in those]
    return "\n".join(made)


def _more(there: Mapping[str, object], before: str = "") -> str:
    """Return how to add to a list that stands in the file already: no field may occur twice."""
    return f"{before}add to those that stand there: " if there else ""


def said_lines(said: Mapping[str, str], area: str) -> str:
    """Return the lines of a mapping file that say what these statuses mean, and which area all others belong to."""
    first: dict[str, Value] = {"area": canonical.Word(area)} if area else {}
    statuses = {word: meant for word, meant in said.items() if word}
    none: dict[str, Value] = {"no_status": canonical.Word(said[""])} if "" in said else {}
    listed: dict[str, Value] = {"statuses": {w: canonical.Word(m) for w, m in statuses.items()}} if statuses else {}
    return canonical.written({**first, **none, **listed})


def _ideas(count: int) -> str:
    return f"{count:,} idea{'' if count == 1 else 's'}"
