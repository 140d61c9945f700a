"""From the corpus to what is public of it: sorted, redacted, and as of a given day."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from yousaid.decode import Entry
from yousaid.history import Dates, History, Past, since
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
from yousaid.views.addresses import committed, redirects, removals
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
    Removal,
    Site,
    Thanks,
)
from yousaid.views.past import Unsayable, may_be_named, shown


def is_public(record: Decision, today: dt.date) -> bool:
    """Tell whether a record may be seen: no draft, and not held back for a later day."""
    return not record.draft and (record.publish_on is None or record.publish_on <= today)


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
    unsayable = Unsayable.of(corpus, history, today)
    make = _Maker(public, people, vocabulary, merged_from, history, unsayable, somebody)
    decisions = newest_first(make.decision(entry) for entry in public.values())
    moved = _moved(decisions)
    areas, segments = (_named(words, words) for words in (vocabulary.areas, vocabulary.segments))
    named = tuple(sorted((p for p in people.values() if p.key in moved), key=lambda person: person.order))
    occasions = _occasions(corpus.occasions, decisions, make)
    removed = make.removed(corpus)
    words = corpus.vocabulary.source
    return Site(
        about=about,
        decisions=decisions,
        people=named,
        moved=moved,
        unnamed=len({key for entry in public.values() for key in _thanked(entry.value) if people[key].key is None}),
        occasions=occasions,
        areas=areas,
        months=months(decisions),
        facets=facets(decisions, vocabulary),
        vocabulary=vocabulary,
        words_changed=history.of(words.path),
        words_path=words.path,
        words_commit=committed(words, history.of(words.path)),
        balance=Counter(decision.outcome for decision in decisions),
        figures=figures(decisions, areas, segments, vocabulary.promises.first_answer_days, today),
        by_key={decision.key: decision for decision in decisions},
        removed=removed,
        redirects=redirects(history, unsayable, decisions, occasions, named, removed),
        commit=history.commit,
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
    unsayable: Unsayable
    somebody: str

    def decision(self, entry: Entry[Decision]) -> PublicDecision:
        record, words = entry.value, self.vocabulary
        past = self._past(entry)
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
            changed_because=self._text(record.changed_because),
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
            dates=self._dates(entry, past),
            newest=_newest(record),
            path=entry.source.path,
            past=past,
            commit=committed(entry.source, self.history.of(entry.source.path)),
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
            path=entry.source.path,
            names=_former_keys(entry, self.history),
            commit=committed(entry.source, self.history.of(entry.source.path)),
        )

    def _past(self, entry: Entry[Decision]) -> Past | None:
        past = self.history.past_of(entry.source.path, entry.value)
        return shown(past, entry.value, self._redacted, self.unsayable) if past else None

    def _dates(self, entry: Entry[Decision], past: Past | None) -> Dates | None:
        """Return when a record became public, and when it changed: neither was seen of a draft, or before its day."""
        dates = self.history.of(entry.source.path)
        if dates is None or past is None:
            return None
        last = max(since(dates.last, entry.value.publish_on), past.first)
        return Dates(past.first, last, dates.commit, dates.blob)

    def removed(self, corpus: Corpus) -> tuple[Removal, ...]:
        return removals(corpus, self.history, self._text)

    def _text(self, text: str | None) -> str | None:
        return self._redacted(text) if text else text

    def _redacted(self, text: str) -> str:
        return redact(text, self._is_public, self.somebody)

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
        return Person(
            customer.name or "",
            entry.key,
            customer.form,
            customer.link,
            customer.affiliation,
            dates,
            entry.source.path,
            committed(entry.source, dates),
            _former_keys(entry, history),
        )
    if customer.form is Form.DESCRIBED and customer.name and customer.withdrawn is None:
        return Person(customer.name, form=Form.DESCRIBED)  # the key may say more than the description
    return Person()


def _former_keys(entry: Entry[Customer] | Entry[Occasion], history: History) -> tuple[str, ...]:
    past = history.past.get(entry.source.path)
    return past.names if past else ()


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
