"""Links inside texts lead to something that is there."""

from __future__ import annotations

from collections.abc import Iterator

from yousaid.decode import Entry, Path
from yousaid.model import Decision, Occasion, WrittenReason
from yousaid.prose import link_fault, targets
from yousaid.rules.corpus import Corpus, Finding, Findings, rule


def texts(record: Decision | Occasion) -> Iterator[tuple[Path, str]]:
    """Yield every Markdown text of a record, with the path to it."""
    if isinstance(record, Occasion):
        for name in ("question", "summary"):
            yield (name,), getattr(record, name) or ""
        return
    for name in ("idea", "why", "answer", "no_credit_because"):
        yield (name,), getattr(record, name) or ""
    if isinstance(record.reason, WrittenReason):
        yield ("reason",), record.reason.text
    elif record.reason is not None:
        yield ("reason", "text"), getattr(record.reason, "text", None) or ""
    for number, view in enumerate(record.also_said or ()):
        yield ("also_said", number, "said"), view.said
    for number, option in enumerate(record.options or ()):
        yield ("options", number, "because"), option.because or ""


def _check(entry: Entry[Decision] | Entry[Occasion], corpus: Corpus) -> Iterator[Finding]:
    for path, text in texts(entry.value):
        for target in targets(text):
            said = link_fault(target, corpus.known["decision"], corpus.known["customer"])
            if said:
                yield Finding(entry, path, *said)


@rule("YS371")
def links_in_texts_are_whole(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A link in a text must lead to a full web address, to a record or to a customer that exist.

    [the export](https://example.org/export)
    [what we did first](decision:export-ten-reports)
    [Ada](customer:ada)
    """
    yield from _check(entry, corpus)


@rule("YS372", "occasion")
def links_in_occasions_are_whole(entry: Entry[Occasion], corpus: Corpus) -> Findings:
    """A link in the text of an occasion must lead to a full web address, to a record or to a customer that exist."""
    yield from _check(entry, corpus)
