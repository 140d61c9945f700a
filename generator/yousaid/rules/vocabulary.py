"""Records use the site's own words."""

from __future__ import annotations

from collections.abc import Iterator

from yousaid.decode import Entry
from yousaid.diagnostics import did_you_mean
from yousaid.mistakes import Path
from yousaid.model import CodedReason, Decision, Occasion, Vocabulary
from yousaid.rules.corpus import Corpus, Finding, Findings, rule

LISTS = {"area": "areas", "themes": "themes", "segments": "segments", "channel": "channels", "criteria": "criteria"}
"""Which list of the vocabulary a field takes its words from."""


@rule("YS361")
def words_come_from_the_vocabulary(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`area`, `themes`, `segments`, `channel`, `criteria` and reason codes must stand in `decisions/vocabulary.yml`.

    So there is one spelling for one thing, and every listing is complete. A new word is added there, in the same pull
    request.
    """
    if corpus.vocabulary is None:
        return
    record = entry.value
    for name in LISTS:
        value = getattr(record, name)
        if value is not None:
            yield from _unknown(entry, name, value, corpus.vocabulary)
    if isinstance(record.reason, CodedReason):
        yield from _finding(entry, ("reason", "code"), record.reason.code, "reasons", corpus.vocabulary)


@rule("YS362", "occasion")
def channels_come_from_the_vocabulary(entry: Entry[Occasion], corpus: Corpus) -> Findings:
    """The `channel` of an occasion must stand in `decisions/vocabulary.yml`."""
    if corpus.vocabulary is not None and entry.value.channel is not None:
        yield from _unknown(entry, "channel", entry.value.channel, corpus.vocabulary)


@rule("YS363")
def occasions_exist(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`occasion` must name a file in `decisions/occasions/`."""
    key = entry.value.occasion
    if key is not None and key not in corpus.known["occasion"]:
        hint = did_you_mean(key, corpus.known["occasion"], f"add `decisions/occasions/{key}.yml`")
        yield Finding(entry, ("occasion",), f"there is no occasion `{key}`", hint)


@rule("YS364")
def lists_do_not_repeat(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A list must not name the same thing twice."""
    for name in ("themes", "segments", "criteria", "supersedes"):
        words: tuple[str, ...] = getattr(entry.value, name) or ()
        for number, word in enumerate(words if len(words) > 1 else ()):
            if word in words[:number]:
                yield Finding(entry, (name, number), f"`{name}` must not name `{word}` twice", "delete the second one")


@rule("YS365", "vocabulary")
def confidential_is_no_code(entry: Entry[Vocabulary], corpus: Corpus) -> Findings:
    """`confidential` must not be a reason code of the vocabulary: it is what a record writes instead of a code."""
    if "confidential" in entry.value.reasons:
        yield Finding(
            entry,
            ("reasons", "confidential"),
            "`confidential` must not be a reason code",
            "delete it; records write `reason: confidential`",
        )


def _unknown(
    entry: Entry[Decision] | Entry[Occasion],
    name: str,
    value: str | tuple[str, ...],
    vocabulary: Entry[Vocabulary],
) -> Iterator[Finding]:
    known = getattr(vocabulary.value, LISTS[name])
    for number, word in enumerate((value,) if isinstance(value, str) else value):
        if word not in known:  # in most records all are known
            path: Path = (name,) if isinstance(value, str) else (name, number)
            yield from _finding(entry, path, word, LISTS[name], vocabulary)


def _finding(
    entry: Entry[Decision] | Entry[Occasion], path: Path, word: str, words: str, vocabulary: Entry[Vocabulary]
) -> Iterator[Finding]:
    known = getattr(vocabulary.value, words)
    if word not in known:
        hint = did_you_mean(word, known, f"add `{word}` under `{words}:` in decisions/vocabulary.yml")
        message = f"`{word}` must stand in `decisions/vocabulary.yml` under `{words}`"
        yield Finding(entry, path, message, hint, ((vocabulary, (words,), "the words are here"),) if known else ())
