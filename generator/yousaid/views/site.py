"""From the corpus to what is public of it: sorted, redacted, and as of a given day."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from yousaid.decode import Entry
from yousaid.history import Dates, History
from yousaid.model import (
    CodedReason,
    Confidential,
    Credit,
    Criterion,
    Customer,
    Decision,
    Form,
    Occasion,
    Option,
    Term,
    Vocabulary,
    When,
    WrittenReason,
)
from yousaid.prose import redact
from yousaid.rules import Corpus
from yousaid.views.counting import figures
from yousaid.views.facets import facets
from yousaid.views.months import months
from yousaid.views.objects import (
    About,
    GivenReason,
    Moved,
    Named,
    OtherView,
    Person,
    PublicDecision,
    PublicOccasion,
    Site,
    Thanks,
)


def is_public(record: Decision, today: dt.date) -> bool:
    """Tell whether a record may be seen: no draft, and not held back for a later day."""
    return not record.draft and (record.publish_on is None or record.publish_on <= today)


def may_be_named(customer: Customer, today: dt.date) -> bool:
    """Tell whether a customer may be identified on that day: by name, key, link and affiliation."""
    if customer.name is None or customer.withdrawn is not None:
        return False
    consent = customer.consent
    return consent is not None and (consent.expires is None or consent.expires >= today)


def site(corpus: Corpus, history: History, today: dt.date, about: About, somebody: str = "a customer") -> Site:
    """Return what is public of a corpus without faults, as of ``today``.

    ``somebody`` stands in texts in place of a name that may not be published.
    """
    assert corpus.vocabulary is not None
    vocabulary = corpus.vocabulary.value
    public = {key: entry for key, entry in corpus.decisions.items() if is_public(entry.value, today)}
    people = {key: _person(entry, today, history) for key, entry in corpus.customers.items()}
    merged_from: dict[str, list[str]] = defaultdict(list)
    for key, entry in public.items():
        if entry.value.merged_into:
            merged_from[entry.value.merged_into].append(key)
    make = _Maker(public, people, vocabulary, merged_from, history, somebody)
    decisions = newest_first(make.decision(entry) for entry in public.values())
    moved = _moved(decisions)
    areas, segments = (_named(words, words) for words in (vocabulary.areas, vocabulary.segments))
    return Site(
        about=about,
        decisions=decisions,
        people=tuple(sorted((p for p in people.values() if p.key in moved), key=lambda person: person.order)),
        moved=moved,
        unnamed=len({key for entry in public.values() for key in _thanked(entry.value) if people[key].key is None}),
        occasions=_occasions(corpus.occasions, decisions, make),
        areas=areas,
        months=months(decisions),
        facets=facets(decisions, vocabulary),
        vocabulary=vocabulary,
        words_changed=history.of(corpus.vocabulary.source.path),
        balance=Counter(decision.outcome for decision in decisions),
        figures=figures(decisions, areas, segments, vocabulary.promises.first_answer_days, today),
        by_key={decision.key: decision for decision in decisions},
    )


def newest_first(decisions: Iterable[PublicDecision]) -> tuple[PublicDecision, ...]:
    """Sort by the last known day, newest first; the unknown come last, and equals by id."""

    def age(decision: PublicDecision) -> tuple[int, str]:
        newest = decision.newest
        return (-newest.last.toordinal() if newest.known else 0, decision.key)

    return tuple(sorted(decisions, key=age))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes public objects, with all that they need to know of other records."""

    public: Mapping[str, Entry[Decision]]
    people: Mapping[str, Person]
    vocabulary: Vocabulary
    merged_from: Mapping[str, list[str]]
    history: History
    somebody: str

    def decision(self, entry: Entry[Decision]) -> PublicDecision:
        record, words = entry.value, self.vocabulary
        return PublicDecision(
            key=entry.key,
            title=record.title,
            idea=self._text(record.idea) or "",
            why=self._text(record.why),
            kind=record.kind,
            asked=record.asked,
            outcome=record.outcome,
            answer=self._text(record.answer),
            answered=record.answered,
            shipped=record.shipped,
            release=record.release,
            reason=self._reason(record),
            confidential_until=record.confidential_until,
            review_by=record.review_by,
            reopen_if=self._text(record.reopen_if),
            origin=record.origin,
            evidence=record.evidence or (),
            thanks=self._thanks(record.credits),
            no_credit_because=self._text(record.no_credit_because),
            also_said=tuple(
                OtherView(self._text(view.said) or "", self._thanks(view.credits)) for view in record.also_said or ()
            ),
            options=tuple(
                Option(option=each.option, because=self._text(each.because)) for each in record.options or ()
            ),
            criteria=_named(record.criteria, words.criteria),
            results=record.results or (),
            voices=record.voices,
            area=_named((record.area,), words.areas)[0],
            themes=_named(record.themes, words.themes),
            segments=_named(record.segments, words.segments),
            channel=_one(record.channel, words.channels),
            occasion=record.occasion,
            decided_by=record.decided_by,
            merged_into=self._link(record.merged_into),
            merged_from=tuple(self.merged_from.get(entry.key, ())),
            superseded_by=self._link(record.superseded_by),
            supersedes=tuple(key for key in record.supersedes or () if key in self.public),
            reopened=self._link(record.reopened),
            source=record.source.url if record.source else None,
            dates=self._dates(entry),
            newest=_newest(record),
        )

    def occasion(self, entry: Entry[Occasion], decisions: Iterable[PublicDecision]) -> PublicOccasion:
        occasion = entry.value
        return PublicOccasion(
            key=entry.key,
            title=occasion.title,
            question=self._text(occasion.question) or "",
            date=occasion.date,
            until=occasion.until,
            summary=self._text(occasion.summary),
            participants=occasion.participants,
            links=occasion.links or (),
            channel=_one(occasion.channel, self.vocabulary.channels),
            decisions=tuple(decisions),
            dates=self.history.of(entry.source.path),
        )

    def _dates(self, entry: Entry[Decision]) -> Dates | None:
        """Return when a record became public: what git says of an embargoed file was not seen before its day."""
        dates, day = self.history.of(entry.source.path), entry.value.publish_on
        if dates is None or day is None:
            return dates
        since = dt.datetime.combine(day, dt.time(), dt.UTC)
        return Dates(max(dates.first, since), max(dates.last, since))

    def _text(self, text: str | None) -> str | None:
        return redact(text, self._is_public, self.somebody) if text else text

    def _is_public(self, target: str) -> bool:
        kind, _, key = target.partition(":")
        return key in self.public if kind == "decision" else key in self.people and self.people[key].key is not None

    def _link(self, key: str | None) -> str | None:
        return key if key in self.public else None

    def _thanks(self, credits_: tuple[Credit, ...] | None) -> tuple[Thanks, ...]:
        return tuple(Thanks(self.people[credit.customer], credit.roles) for credit in credits_ or ())

    def _reason(self, record: Decision) -> Confidential | GivenReason | None:
        reason = record.reason
        if isinstance(reason, CodedReason):
            code = self.vocabulary.reasons[reason.code]
            return GivenReason(code.name, self._text(reason.text or code.text), reason.code)
        return GivenReason(None, self._text(reason.text)) if isinstance(reason, WrittenReason) else reason


def _newest(record: Decision) -> When:
    known = [when for when in (record.shipped, record.answered, record.asked) if when and when.known]
    return max(known, key=lambda when: when.last) if known else record.asked


def _person(entry: Entry[Customer], today: dt.date, history: History) -> Person:
    customer = entry.value
    if may_be_named(customer, today):
        dates = history.of(entry.source.path)
        return Person(customer.name or "", entry.key, customer.form, customer.link, customer.affiliation, dates)
    if customer.form is Form.DESCRIBED and customer.name and customer.withdrawn is None:
        return Person(customer.name, form=Form.DESCRIBED)  # the key may say more than the description
    return Person()


def _thanked(record: Decision) -> Iterator[str]:
    """Yield the keys of all customers in a record, who may be named or not."""
    for credits_ in (record.credits, *(view.credits for view in record.also_said or ())):
        yield from (credit.customer for credit in credits_ or ())


def _named(keys: Iterable[str] | None, words: Mapping[str, Term] | Mapping[str, Criterion]) -> tuple[Named, ...]:
    return tuple(_word(key, words[key].name, words[key].help or "") for key in keys or ())


_word = lru_cache(maxsize=1_000)(Named)  # one object for each word, not for each use of it


def _one(key: str | None, words: Mapping[str, Term]) -> Named | None:
    return _named((key,), words)[0] if key else None


def _moved(decisions: Iterable[PublicDecision]) -> dict[str, tuple[Moved, ...]]:
    moved: dict[str, list[Moved]] = defaultdict(list)
    for decision in decisions:
        roles = {thanks.person.key: thanks.roles for thanks in decision.thanks}
        others = {thanks.person.key for view in decision.also_said for thanks in view.thanks}
        for key in {**roles, **dict.fromkeys(others)}:
            if key:
                moved[key].append(Moved(decision, roles.get(key, ()), key in others))
    return {key: tuple(found) for key, found in sorted(moved.items())}


def _occasions(
    entries: Mapping[str, Entry[Occasion]], decisions: Iterable[PublicDecision], make: _Maker
) -> tuple[PublicOccasion, ...]:
    found: dict[str, list[PublicDecision]] = defaultdict(list)
    for decision in decisions:
        if decision.occasion:
            found[decision.occasion].append(decision)
    occasions = (make.occasion(entry, found[key]) for key, entry in entries.items())
    return tuple(sorted(occasions, key=lambda o: (-o.date.last.toordinal() if o.date.known else 0, o.key)))
