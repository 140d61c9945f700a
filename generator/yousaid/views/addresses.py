"""What stands at addresses that had another page once: where it has moved to, or that it was removed."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha1, sha256

from yousaid.diagnostics import Source
from yousaid.history import Dates, History
from yousaid.model import Confidential, Was
from yousaid.rules import Corpus
from yousaid.rules.vanished import former_names, tells
from yousaid.urls import CUSTOMER, DECISION, OCCASION, PageKind
from yousaid.views.objects import Person, PublicDecision, PublicOccasion, Redirect, Removal
from yousaid.views.past import Unsayable

_KINDS = {Was.RECORD: DECISION, Was.OCCASION: OCCASION}
_Names = tuple[PageKind, str, tuple[str, ...], dt.datetime]
"""A page: its kind, its key, the keys that it had before, and when it was first public."""


def removals(corpus: Corpus, history: History, redacted: Callable[[str], str | None]) -> tuple[Removal, ...]:
    """Return what was removed, newest first; ``redacted`` takes out of a text what may not be read."""

    def made() -> Iterator[Removal]:
        for key, entry in corpus.removed.items():
            removed, path = entry.value, entry.source.path
            because = None if isinstance(removed.because, Confidential) else redacted(removed.because.text)
            commit = committed(entry.source, history.of(path))
            yield Removal(_KINDS[removed.was], key, removed.removed, because, history.of(path), path, commit)

    return tuple(sorted(made(), key=lambda each: (-each.removed.toordinal(), each.key)))


def redirects(
    history: History,
    unsayable: Unsayable,
    decisions: Iterable[PublicDecision],
    occasions: Iterable[PublicOccasion],
    people: Iterable[Person],
    removed: Iterable[Removal],
) -> tuple[Redirect, ...]:
    """Return where pages lay under other keys, and where they lie now; where another page lies now, there is none.

    A name that was taken back is taken back from addresses too.
    """
    secrets = former_names(history)
    pages = [*_pages(history, decisions, occasions, people, removed)]
    there = {(kind, key) for kind, key, _, _ in pages}
    # Where two pages had the same key one after the other, the address was that of the later one last.
    found = {
        (kind, old): key
        for kind, key, names, _ in sorted(pages, key=lambda page: (page[3], page[1]))
        for old in names
        if (kind, old) not in there and not (tells(old, secrets) or unsayable.stands_in(old.replace("-", " ")))
    }
    return tuple(
        Redirect(kind, old, found[kind, old]) for kind, old in sorted(found, key=lambda at: (at[0].name, at[1]))
    )


def _pages(
    history: History,
    decisions: Iterable[PublicDecision],
    occasions: Iterable[PublicOccasion],
    people: Iterable[Person],
    removed: Iterable[Removal],
) -> Iterator[_Names]:
    for decision in decisions:
        past = decision.past
        yield DECISION, decision.key, past.names if past else (), past.first if past else _NEVER
    for kind, found in ((OCCASION, occasions), (CUSTOMER, people)):
        for each in found:
            yield kind, each.key or "", each.names, each.dates.first if each.dates else _NEVER
    for removal in removed:
        gone = history.gone.get(removal.key) if removal.kind is DECISION else None
        yield removal.kind, removal.key, gone.names if gone else (), gone.first if gone else _NEVER


_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


def committed(source: Source, dates: Dates | None) -> str:
    """Return the commit that holds a file as it is here; nothing where none does.

    Our text has no mark of its encoding, and line ends of one kind; what git holds may have others.
    """
    if dates is None:
        return ""
    made = sha256 if len(dates.blob) == sha256().digest_size * 2 else sha1
    for line_end, encoding in itertools.product(("\n", "\r\n"), ("utf-8", "utf-8-sig")):
        data = source.text.replace("\n", line_end).encode(encoding)
        if made(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest() == dates.blob:
            return dates.commit
    return ""
