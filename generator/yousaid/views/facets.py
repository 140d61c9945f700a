"""The ways to look for decisions. Each stands in one place: the list at the end of this module."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from yousaid import urls
from yousaid.model import Confidential, Criterion, Outcome, ReasonCode, Term, Vocabulary
from yousaid.slugs import as_slug
from yousaid.urls import PageKind
from yousaid.views.objects import Facet, Named, PublicDecision

_ = str  # marks what is for translators; the outputs say it in the site's language


@dataclass(frozen=True, slots=True)
class _Way:
    """A facet before there are decisions: the words that it has whatever is decided, and those of a decision."""

    kind: PageKind
    heading: str
    lead: str
    words: Callable[[Vocabulary, Sequence[PublicDecision]], Iterable[Named]]
    of: Callable[[PublicDecision], Iterable[Named]]


def facets(decisions: Sequence[PublicDecision], vocabulary: Vocabulary) -> tuple[Facet, ...]:
    """Return every facet with its words and their decisions, in the order of the decisions."""
    return tuple(
        Facet(way.kind, way.heading, way.lead, _sorted(decisions, way.words(vocabulary, decisions), way.of))
        for way in _WAYS
    )


def _sorted(
    decisions: Sequence[PublicDecision],
    words: Iterable[Named],
    of: Callable[[PublicDecision], Iterable[Named]],
) -> Mapping[Named, tuple[PublicDecision, ...]]:
    # By key: the same word may be known with and without its help, and a key is quickly compared.
    found: dict[str, tuple[Named, list[PublicDecision]]] = {word.key: (word, []) for word in words}
    for decision in decisions:
        for word in of(decision):
            if word.key not in found:
                found[word.key] = (word, [])
            found[word.key][1].append(decision)
    return {word: tuple(under) for word, under in found.values()}


def _terms(terms: Mapping[str, Term] | Mapping[str, Criterion]) -> Iterator[Named]:
    return (Named(key, term.name, term.help or "") for key, term in terms.items())


@cache
def _outcome(outcome: Outcome) -> Named:
    return Named(outcome, outcome.label, outcome.help, ours=True, icon=outcome.icon)


_UNKNOWN_YEAR = Named("unknown", _("Year not known"), _("When it was asked is not known."), ours=True)


@lru_cache(maxsize=200)
def _year(year: int) -> Named:
    return Named(str(year), str(year)) if year else _UNKNOWN_YEAR


def _years(_vocabulary: Vocabulary, decisions: Iterable[PublicDecision]) -> Iterator[Named]:
    """Yield the years in which something was asked, newest first; the unknown one comes last."""
    return (_year(year) for year in sorted({decision.asked.year for decision in decisions}, reverse=True))


_OWN_WORDS = Named("in-our-own-words", _("In our own words"), _("Reasons that are like no other."), ours=True)
_CONFIDENTIAL = Named("confidential", _("Confidential"), _("There is a reason, and we may not say it."), ours=True)


def _reasons(codes: Mapping[str, ReasonCode]) -> Iterator[Named]:
    yield from (Named(key, code.name, code.text) for key, code in codes.items())
    yield from (_OWN_WORDS, _CONFIDENTIAL)


def _reason(decision: PublicDecision) -> Iterator[Named]:
    reason = decision.reason
    if isinstance(reason, Confidential):
        yield _CONFIDENTIAL
    elif reason:
        yield Named(reason.code, reason.name or "") if reason.code else _OWN_WORDS


@lru_cache(maxsize=1_000)
def _release(name: str) -> Named:
    """Return a release; its key is an address, and so is not its name."""
    letters = [unicodedata.normalize("NFKD", each)[0] for each in name if each.isalnum()]
    kept = letters and all(letter.isascii() for letter in letters)
    return Named(as_slug(name) if kept else hashlib.sha256(name.encode()).hexdigest()[:12], name)


def _customers(decision: PublicDecision) -> Iterable[Named]:
    """Return who may be named, for the decision or for another view of it; each once."""
    thanks = (*decision.thanks, *(each for view in decision.also_said for each in view.thanks))
    return {each.person.key: Named(each.person.key, each.person.name) for each in thanks if each.person.key}.values()


_WAYS = (
    _Way(
        urls.OUTCOME,
        _("Outcome"),
        _("What became of it: %(word)s."),
        lambda _v, _d: map(_outcome, Outcome),
        lambda decision: (_outcome(decision.outcome),),
    ),
    _Way(
        urls.AREA,
        _("Area"),
        _("What was said about %(word)s."),
        lambda words, _d: _terms(words.areas),
        lambda decision: (decision.area,),
    ),
    _Way(
        urls.THEME,
        _("Theme"),
        _("What was said about %(word)s, in all areas."),
        lambda words, _d: _terms(words.themes),
        lambda decision: decision.themes,
    ),
    _Way(
        urls.SEGMENT,
        _("Asked by"),
        _("What was asked by: %(word)s."),
        lambda words, _d: _terms(words.segments),
        lambda decision: decision.segments,
    ),
    _Way(
        urls.CHANNEL,
        _("Reached us by"),
        _("What reached us by: %(word)s."),
        lambda words, _d: _terms(words.channels),
        lambda decision: (decision.channel,) if decision.channel else (),
    ),
    _Way(
        urls.YEAR,
        _("Asked in"),
        _("What was asked in %(word)s."),
        _years,
        lambda decision: (_year(decision.asked.year),),
    ),
    _Way(
        urls.CRITERION,
        _("What decided"),
        _("Where this decided: %(word)s."),
        lambda words, _d: _terms(words.criteria),
        lambda decision: decision.criteria,
    ),
    _Way(
        urls.REASON,
        _("Reason"),
        _("Where this was the reason: %(word)s."),
        lambda words, _d: _reasons(words.reasons),
        _reason,
    ),
    _Way(
        urls.RELEASE,
        _("Release"),
        _("What came with %(word)s, or is planned for it."),
        lambda _v, _d: (),
        lambda decision: (_release(decision.release),) if decision.release else (),
    ),
    _Way(
        urls.CUSTOMER,
        _("Thanks to"),
        _("What %(word)s moved."),
        lambda _v, _d: (),
        _customers,
    ),
)
