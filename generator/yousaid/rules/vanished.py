"""What was public is there, or says that it was removed: this rule asks git, and is passed over without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yousaid.decode import Entry
from yousaid.diagnostics import Source
from yousaid.history import History
from yousaid.model import Vocabulary, Was
from yousaid.naming import is_full
from yousaid.reader import FOLDER
from yousaid.rules.corpus import Corpus, Finding, Findings, rule
from yousaid.slugs import as_slug


@rule("YS349", "vocabulary")
def nothing_public_vanishes(entry: Entry[Vocabulary], corpus: Corpus) -> Findings:
    """A record that was public must be there still, or say that it was removed.

    People have linked to its page. If the idea was taken back, keep the record and write `outcome: withdrawn`; if it is
    answered elsewhere, `outcome: merged`. If it only got another name, rename the file without changing much else in
    the same commit, and its old address leads to the new one. If it must go, write `decisions/removed/<id>.yml`:

        removed: 2026-08-01
        because: It was published twice by mistake.

    Its page then says so, and nothing else of it. The reason may be `confidential`.
    """
    history = corpus.history
    secrets = former_names(history)
    for key, gone in history.gone.items():
        removed = corpus.removed.get(key)
        is_told = removed is not None and removed.value.was is Was.RECORD
        if is_told or key in corpus.known["decision"] or tells(key, secrets):
            continue
        hint = (
            f"bring the file back, or write {FOLDER}/removed/{key}.yml: `removed: {gone.last.date()}`, and in the next "
            "line `because:` and why, in plain words or as `confidential`"
        )
        message = f"the record `{key}` was public since {gone.first.date()}, and must not vanish"
        # The file is not there, and no other one is at fault.
        yield Finding(Entry(key, Source(gone.path, ""), entry.value), (), message, hint)


def former_names(history: History) -> frozenset[str]:
    """Return the names that were taken out of customers' files, as they would stand in an address."""
    return frozenset(map(as_slug, taken_out(history)))


def taken_out(history: History) -> Iterator[str]:
    """Yield the names that were taken out of customers' files.

    One word may be any word ("print", of Print Ltd): it counts for those only who have withdrawn.
    """
    for key, names in history.former.items():
        yield from (each.name for each in names if key in history.withdrawn or is_full(each.name))


def tells(key: str, names: Iterable[str]) -> bool:
    """Tell whether a key holds one of these names."""
    return any(f"-{name}-" in f"-{key}-" for name in names)
