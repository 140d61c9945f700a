"""What stands in the documents of the API: decisions, customers, occasions and the vocabulary, by their types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from yousaid import urls
from yousaid.model import OUTCOMES, Confidential, Link, Outcome, Term, Was, When
from yousaid.outputs.contract import (
    ApiCredit,
    ApiCriterion,
    ApiCustomer,
    ApiDecision,
    ApiIndex,
    ApiLink,
    ApiMove,
    ApiOccasion,
    ApiOption,
    ApiOutcome,
    ApiPromises,
    ApiReason,
    ApiReasonCode,
    ApiRemoved,
    ApiResult,
    ApiTerm,
    ApiView,
    ApiVocabulary,
    ApiVoices,
    ApiWord,
)
from yousaid.outputs.documents import DOCUMENTS, VERSION
from yousaid.outputs.language import language
from yousaid.outputs.wording import stamp
from yousaid.views import Named, Person, PublicDecision, PublicOccasion, Removal, Site, Thanks
from yousaid.views.objects import SOMEBODY


class Items:
    """Makes them, with addresses and labels of this site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._base = site.about.url
        self._say = language(site.about.language).say
        self._former: dict[tuple[urls.PageKind, str], list[str]] = {}
        for redirect in site.redirects:
            self._former.setdefault((redirect.kind, redirect.new), []).append(redirect.old)

    def index(self) -> ApiIndex:
        """Return what the site is, and where its documents are."""
        about = self._site.about
        return ApiIndex(
            version=VERSION,
            name=about.name,
            description=about.description,
            url=about.url,
            language=about.language,
            total=len(self._site.decisions),
            outcomes={outcome: count for outcome, count in sorted(self._site.balance.items()) if count},
            documents={document.name: f"{about.url}{urls.API}{document.name}" for document in DOCUMENTS},
            commit=self._site.commit or None,
        )

    def vocabulary(self) -> ApiVocabulary:
        """Return the words of the site, and the outcomes."""
        words, say = self._site.vocabulary, self._say
        return ApiVocabulary(
            outcomes=[ApiOutcome(id=o, name=say(o.label), help=say(o.help), group=o.group) for o in Outcome],
            areas=_words(words.areas),
            themes=_words(words.themes),
            segments=_words(words.segments),
            channels=_words(words.channels),
            reasons=[ApiReasonCode(id=key, name=each.name, text=each.text) for key, each in words.reasons.items()],
            criteria=[ApiCriterion(id=key, name=each.name, help=each.help) for key, each in words.criteria.items()],
            promises=ApiPromises(first_answer_days=words.promises.first_answer_days),
            words={ours: list(theirs) for ours, theirs in words.words.items()},
        )

    def _credits(self, thanks: tuple[Thanks, ...]) -> list[ApiCredit]:
        return [
            ApiCredit(
                customer=each.person.key,
                name=each.person.name if each.person.key or each.person != Person() else self._say(SOMEBODY),
                roles=list(each.roles),
            )
            for each in thanks
        ]

    def decision(self, decision: PublicDecision) -> ApiDecision:
        """Return a decision."""
        return ApiDecision(
            id=decision.key,
            url=self._base + urls.DECISION.at(decision.key),
            title=decision.title,
            idea=decision.idea,
            why=decision.why,
            kind=decision.kind,
            asked=str(decision.asked),
            outcome=decision.outcome,
            outcome_label=self._say(decision.outcome.label),
            answer=decision.answer,
            answered=_text(decision.answered),
            shipped=_text(decision.shipped),
            release=decision.release,
            reason=_reason(decision),
            confidential_until=_text(decision.confidential_until),
            review_by=_text(decision.review_by),
            reopen_if=decision.reopen_if,
            changed_because=decision.changed_because,
            origin=decision.origin,
            evidence=[_link(link) for link in decision.evidence],
            credits=self._credits(decision.thanks),
            no_credit_because=decision.no_credit_because,
            also_said=[ApiView(said=view.said, credits=self._credits(view.thanks)) for view in decision.also_said],
            options=[ApiOption(option=option.option, because=option.because) for option in decision.options],
            criteria=[_term(word) for word in decision.criteria],
            results=[
                ApiResult(measure=r.measure, before=r.before, after=r.after, as_of=str(r.as_of))
                for r in decision.results
            ],
            voices=ApiVoices(count=decision.voices.count, as_of=str(decision.voices.as_of))
            if decision.voices
            else None,
            area=_term(decision.area),
            themes=[_term(word) for word in decision.themes],
            segments=[_term(word) for word in decision.segments],
            channel=_term(decision.channel) if decision.channel else None,
            occasion=decision.occasion,
            decided_by=decision.decided_by,
            merged_into=decision.merged_into,
            merged_from=list(decision.merged_from),
            supersedes=list(decision.supersedes),
            superseded_by=decision.superseded_by,
            reopened=decision.reopened,
            source=decision.source,
            published=_text(decision.dates.first) if decision.dates else None,
            updated=_text(decision.dates.last) if decision.dates else None,
            moves=[
                ApiMove(outcome=move.outcome, published=stamp(move.when))
                for move in (decision.past.moves if decision.past else ())
                if move.outcome in OUTCOMES
            ],
            path=decision.path,
            commit=decision.commit or None,
            former_ids=self._former.get((urls.DECISION, decision.key), []),
        )

    def customer(self, person: Person) -> ApiCustomer:
        """Return a customer who may be named."""
        assert person.key is not None
        return ApiCustomer(
            id=person.key,
            url=self._base + urls.CUSTOMER.at(person.key),
            name=person.name,
            form=person.form,
            link=person.link,
            affiliation=person.affiliation,
            decisions=[moved.decision.key for moved in self._site.moved[person.key]],
            path=person.path,
            commit=person.commit or None,
            former_ids=self._former.get((urls.CUSTOMER, person.key), []),
        )

    def occasion(self, occasion: PublicOccasion) -> ApiOccasion:
        """Return an occasion."""
        people = occasion.participants
        return ApiOccasion(
            id=occasion.key,
            url=self._base + urls.OCCASION.at(occasion.key),
            title=occasion.title,
            question=occasion.question,
            date=str(occasion.date),
            until=_text(occasion.until),
            summary=occasion.summary,
            participants=ApiVoices(count=people.count, as_of=str(people.as_of)) if people else None,
            links=[_link(link) for link in occasion.links],
            channel=_term(occasion.channel) if occasion.channel else None,
            decisions=[decision.key for decision in occasion.decisions],
            published=_text(occasion.dates.first) if occasion.dates else None,
            updated=_text(occasion.dates.last) if occasion.dates else None,
            path=occasion.path,
            commit=occasion.commit or None,
            former_ids=self._former.get((urls.OCCASION, occasion.key), []),
        )

    def removed(self, removal: Removal) -> ApiRemoved:
        """Return what was removed."""
        return ApiRemoved(
            id=removal.key,
            url=self._base + removal.kind.at(removal.key),
            was=Was.OCCASION if removal.kind is urls.OCCASION else Was.RECORD,
            removed=str(removal.removed),
            confidential=removal.because is None,
            because=removal.because,
            path=removal.path,
            commit=removal.commit or None,
            former_ids=self._former.get((removal.kind, removal.key), []),
        )


def _text(when: When | dt.date | dt.datetime | None) -> str | None:
    if isinstance(when, dt.datetime):
        return stamp(when)
    return str(when) if when is not None else None


def _term(word: Named) -> ApiTerm:
    return ApiTerm(id=word.key, name=word.name)


def _link(link: Link) -> ApiLink:
    return ApiLink(title=link.title, url=link.url)


def _words(terms: Mapping[str, Term]) -> list[ApiWord]:
    return [ApiWord(id=key, name=term.name, help=term.help) for key, term in terms.items()]


def _reason(decision: PublicDecision) -> ApiReason | None:
    reason = decision.reason
    if reason is None or isinstance(reason, Confidential):
        return ApiReason(confidential=True, code=None, name=None, text=None) if reason else None
    return ApiReason(confidential=False, code=reason.code, name=reason.name, text=reason.text)
