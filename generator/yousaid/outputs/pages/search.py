"""The search page, and what the pages of records tell the search index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum

from markupsafe import Markup

from yousaid import urls
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book
from yousaid.views import GivenReason, PublicDecision

UNKNOWN = "unknown"


class Index(Enum):
    """Whether there is a search index: no, not while somebody only looks at the site, or yes."""

    NONE = 0
    LATER = 1
    MADE = 2


def search(book: Book, index: Index) -> Iterator[Page]:
    """Yield the search page, if the site can be searched."""
    if index is Index.NONE:
        return
    _ = book.language.say
    years = {year_of(decision) for decision in book.site.decisions}
    yield book.page(
        urls.SEARCH,
        urls.SEARCH.at(),
        _("Search"),
        _("Find a wish, an answer or a name among all decisions."),
        "search.html.j2",
        others=(book.site.words_changed,),
        made=index is Index.MADE,
        years=sorted(years, key=lambda year: "" if year == UNKNOWN else year, reverse=True),
    )


def year_of(decision: PublicDecision) -> str:
    """Return the year in which something last happened to a record, as far as that is known."""
    return str(decision.newest)[:4] if decision.newest.known else UNKNOWN


class Marks:
    """What the page of a record tells the index: what to read, by what to filter and sort, what to show."""

    _MARKS = Markup(
        'data-pagefind-body data-pagefind-filter="outcome[data-outcome], area[data-area], year[data-year]" '
        'data-pagefind-sort="newest[data-newest]" '
        'data-pagefind-meta="topic[data-topic], day[data-day], words[data-words]" '
        'data-outcome="%(outcome)s" data-area="%(area)s" data-year="%(year)s" data-newest="%(newest)s" '
        'data-topic="%(topic)s" data-day="%(day)s" data-words="%(words)s"'
    )

    def __init__(self, book: Book) -> None:
        self._say, self._day = book.language.say, book.language.day
        self._words = Words(book.site.vocabulary.words)

    def __call__(self, decision: PublicDecision) -> Markup:
        """Return the attributes of the element that holds the record."""
        return self._MARKS % {
            "outcome": decision.outcome,
            "area": decision.area.key,
            "year": year_of(decision),
            # What has no value to sort by would be left out when results are sorted.
            "newest": decision.newest.last if decision.newest.known else "0",
            "topic": decision.area.name,
            "day": self._day(decision.newest),
            # The index finds a record by these words, and no text that is shown holds them.
            "words": self._say(", ").join(self._words.of(decision)),
        }


class Words:
    """Our words in a text, and what customers say instead of them: the vocabulary's `words`."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        longest_first = sorted(words, key=lambda ours: (-len(ours), ours))
        self._theirs = [words[ours] for ours in longest_first]
        self._ours = re.compile("|".join(f"({_pattern(ours)})" for ours in longest_first), re.IGNORECASE)

    def of(self, decision: PublicDecision) -> tuple[str, ...]:
        """Return the customers' words for what a record says in ours, each once."""
        if not self._theirs:
            return ()
        reason = decision.reason.text if isinstance(decision.reason, GivenReason) else None
        texts = (decision.title, decision.idea, decision.why, decision.answer, reason)
        found = {match.lastindex or 0 for match in self._ours.finditer("\n".join(text or "" for text in texts))}
        return tuple(dict.fromkeys(word for number in sorted(found) for word in self._theirs[number - 1]))


def _pattern(term: str) -> str:
    """Return the pattern of a term as a word of its own, its English plural too; not all scripts have such words."""
    before, after = (r"(?<!\w)" if term[0].isascii() else ""), (r"(?:e?s)?(?!\w)" if term[-1].isascii() else "")
    return before + r"\s+".join(map(re.escape, term.split())) + after
