"""What is removed says so, and is nowhere else."""

from __future__ import annotations

import datetime as dt

from yousaid.decode import Entry
from yousaid.model import Removed, Was
from yousaid.rules.corpus import Corpus, Finding, Findings, rule


@rule("YS347", "removed")
def an_id_is_there_or_removed(entry: Entry[Removed], corpus: Corpus) -> Findings:
    """A file in `decisions/removed/` must not have the id of a record (or an occasion) that is there.

    Its page cannot say both. If the record has come back, delete the file in `decisions/removed/`; if it shall go,
    delete the record. Withdrawn and merged ideas keep their record, with `outcome: withdrawn` or `merged`.
    """
    was = entry.value.was
    found = corpus.known["occasion"] if was is Was.OCCASION else corpus.known["decision"]
    if entry.key in found:
        hint = f"delete {entry.source.path}, or the {was} itself"
        yield Finding(entry, ("removed",), f"the {was} `{entry.key}` must not be there, since it was removed", hint)


@rule("YS348", "removed")
def nothing_was_removed_tomorrow(entry: Entry[Removed], corpus: Corpus) -> Findings:
    """`removed` must not lie in the future. One day is allowed for, since a new day begins in the east."""
    day = entry.value.removed
    if day > corpus.today + dt.timedelta(days=1):
        message = f"`removed` must not lie in the future, as {day} does"
        yield Finding(entry, ("removed",), message, "type the day on which the file of the record is deleted")
