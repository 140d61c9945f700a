"""Links inside texts lead to something that is there."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from yousaid.decode import Entry
from yousaid.diagnostics import quoted
from yousaid.mistakes import Path
from yousaid.model import CodedReason, Decision, Occasion, Vocabulary, WrittenReason
from yousaid.model.values import is_web_address
from yousaid.prose import hidden_links, link_fault, targets
from yousaid.rules.corpus import Corpus, Finding, Findings, rule

Texts = Iterator[tuple[Path, str | None]]


def _of_decision(record: Decision) -> Texts:
    """Yield every Markdown text of a record, with the path to it."""
    for name in ("idea", "why", "answer", "reopen_if", "no_credit_because"):
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
