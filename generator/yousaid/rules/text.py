"""Links inside texts lead to something that is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pydantic import BaseModel

from yousaid.decode import Entry
from yousaid.diagnostics import quoted
from yousaid.mistakes import Path
from yousaid.model import CodedReason, Decision, Occasion, Removed, Vocabulary, WrittenReason
from yousaid.model.values import is_web_address
from yousaid.prose import PLAIN_LINK, hidden_links, link_fault, targets
from yousaid.rules.corpus import Corpus, Finding, Findings, rule
from yousaid.rules.glance import strings

Texts = Iterator[tuple[Path, str | None]]


def _of_decision(record: Decision) -> Texts:
    """Yield every Markdown text of a record, with the path to it."""
    for name in ("idea", "why", "answer", "reopen_if", "changed_because", "no_credit_because"):
        yield (name,), getattr(record, name)
    if isinstance(record.reason, (WrittenReason, CodedReason)):
        yield ("reason", "text"), record.reason.text
    for number, view in enumerate(record.also_said or ()):
        yield ("also_said", number, "said"), view.said
    for number, option in enumerate(record.options or ()):
        yield ("options", number, "because"), option.because


def _of_occasion(occasion: Occasion) -> Texts:
    yield ("question",), occasion.question
    yield ("summary",), occasion.summary


def _of_vocabulary(vocabulary: Vocabulary) -> Texts:
    for key, reason in vocabulary.reasons.items():
        yield ("reasons", key, "text"), reason.text
    for name in ("areas", "themes", "segments", "channels", "criteria"):
        for key, term in getattr(vocabulary, name).items():
            yield (name, key, "help"), term.help


def _check(entry: Entry[BaseModel], texts: Texts, corpus: Corpus) -> Findings:
    for path, text in texts:
        if not text or ("](" not in text and "<" not in text):
            continue  # most have no links
        for target in dict.fromkeys(targets(text)):
            said = link_fault(target, corpus.known["decision"], corpus.known["customer"])
            if not said and target in hidden_links(text):
                hint = f"type `[words]({target})`, the words without brackets, and no title"
                said = f"a link to `{target}` must be written plainly", hint
            if said:
                yield Finding(entry, path, *said, words=target)


@rule("YS371")
def links_in_texts_are_whole(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A link in a text must lead to a full web address, to a record or to a customer that exist.

    [the export](https://example.org/export)
    [what we did first](decision:export-ten-reports)
    [Ada](customer:ada)
    """
    yield from _check(entry, _of_decision(entry.value), corpus)


@rule("YS372", "occasion")
def links_in_occasions_are_whole(entry: Entry[Occasion], corpus: Corpus) -> Findings:
    """A link in the text of an occasion must lead to a full web address, to a record or to a customer that exist."""
    yield from _check(entry, _of_occasion(entry.value), corpus)


@rule("YS374", "removed")
def links_in_removals_are_whole(entry: Entry[Removed], corpus: Corpus) -> Findings:
    """A link in `because` must lead to a full web address, to a record or to a customer that exist.

    So a reader of the old address finds the way to the record that says it now:

        because: It was published twice; [the answer is here](decision:export-every-report).
    """
    yield from _check(entry, iter(((("because",), getattr(entry.value.because, "text", None)),)), corpus)


@rule("YS373", "vocabulary")
def the_vocabulary_links_to_the_web_only(entry: Entry[Vocabulary], corpus: Corpus) -> Findings:
    """A link in a text of the vocabulary must lead to a full web address, and not to a record or a customer.

    The vocabulary explains words. What was decided and who is thanked stands in the records, and can be taken back.
    """
    for path, text in _of_vocabulary(entry.value):
        for target in dict.fromkeys(targets(text or "")):
            if not is_web_address(target):
                message = f"a link in the vocabulary must lead to a full web address, not to {quoted(target)}"
                yield Finding(entry, path, message, "type `https://…`, or delete the link", words=target)


@rule("YS375", None)
def one_line_links_to_nobody(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """A link to a record or a customer must stand in a text, and not in a field of one line, such as a title.

    Such a field is shown as it was typed: a name in it could not be taken back, and the id of a draft would be public.
    Write “a customer” there, or say it in one of the texts:

        answer: We built it with [Ada](customer:ada).
    """
    if "](customer:" not in entry.source.text and "](decision:" not in entry.source.text:
        return
    for path, words in strings(entry.value):
        link = PLAIN_LINK.search(words)
        if link and path not in _texts_of(entry.value):
            message = "a field of one line must not hold a link to a record or a customer"
            yield Finding(entry, path, message, "write its words alone, or `a customer`", words=link["target"])


def _texts_of(value: BaseModel) -> Collection[Path]:
    """Return the paths of all Markdown texts of a record of any kind."""
    if isinstance(value, Decision):
        return {path for path, _ in _of_decision(value)}
    if isinstance(value, Occasion):
        return {path for path, _ in _of_occasion(value)}
    if isinstance(value, Vocabulary):
        return {path for path, _ in _of_vocabulary(value)}
    return {("because", "text")}
