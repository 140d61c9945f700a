"""The public records as JSON below ``api/v1/``, and the JSON Schema of every document there."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator

from yousaid import urls
from yousaid.model import Confidential, Link, When
from yousaid.outputs.contract import (
    DOCUMENTS,
    ApiCredit,
    ApiCustomer,
    ApiDecision,
    ApiIndex,
    ApiLink,
    ApiOccasion,
    ApiOption,
    ApiReason,
    ApiResult,
    ApiTerm,
    ApiView,
    ApiVoices,
    schema,
)
from yousaid.outputs.output import File
from yousaid.views import Named, Person, PublicDecision, PublicOccasion, Site, Thanks


def files(site: Site) -> Iterator[File]:
    """Yield every document. All addresses in them are absolute if the site knows its own, else relative to its root."""
    base = site.about.url
    index = ApiIndex(
        name=site.about.name,
        description=site.about.description,
        url=base,
        total=len(site.decisions),
        outcomes={outcome: count for outcome, count in sorted(site.balance.items()) if count},
        documents={name: base + urls.API + name for name in (*DOCUMENTS, "schema.json")},
    )
    yield _file("index.json", lambda: index)
    yield _file("decisions.json", lambda: [_decision(decision, base) for decision in site.decisions])
    yield _file("customers.json", lambda: [_customer(person, site) for person in site.people])
    yield _file("occasions.json", lambda: [_occasion(occasion, base) for occasion in site.occasions])
    yield _file("schema.json", schema)


def _file(name: str, document: Callable[[], object]) -> File:
    return File(urls.API + name, lambda: _json(document()))


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _text(when: When | dt.date | dt.datetime | None) -> str | None:
    if isinstance(when, dt.datetime):
        return when.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(when) if when is not None else None


def _term(word: Named) -> ApiTerm:
    return ApiTerm(id=word.key, name=word.name)


def _link(link: Link) -> ApiLink:
    return ApiLink(title=link.title, url=link.url)


def _credits(thanks: tuple[Thanks, ...]) -> list[ApiCredit]:
    return [ApiCredit(customer=each.person.key, name=each.person.name, roles=list(each.roles)) for each in thanks]


def _reason(decision: PublicDecision) -> ApiReason | None:
    reason = decision.reason
    if reason is None or isinstance(reason, Confidential):
        return ApiReason(confidential=True, name=None, text=None) if reason else None
    return ApiReason(confidential=False, name=reason.name, text=reason.text)


def _decision(decision: PublicDecision, base: str) -> ApiDecision:
    return ApiDecision(
        id=decision.key,
        url=base + urls.DECISION.at(decision.key),
        title=decision.title,
        idea=decision.idea,
        why=decision.why,
        kind=decision.kind,
        asked=str(decision.asked),
        outcome=decision.outcome,
        outcome_label=decision.outcome.label,
        answer=decision.answer,
        answered=_text(decision.answered),
        shipped=_text(decision.shipped),
        release=decision.release,
        reason=_reason(decision),
        confidential_until=_text(decision.confidential_until),
        review_by=_text(decision.review_by),
        origin=decision.origin,
        evidence=[_link(link) for link in decision.evidence],
        credits=_credits(decision.thanks),
        no_credit_because=decision.no_credit_because,
        also_said=[ApiView(said=view.said, credits=_credits(view.thanks)) for view in decision.also_said],
        options=[ApiOption(option=option.option, because=option.because) for option in decision.options],
        criteria=[_term(word) for word in decision.criteria],
        results=[
            ApiResult(measure=r.measure, before=r.before, after=r.after, as_of=str(r.as_of)) for r in decision.results
        ],
        voices=ApiVoices(count=decision.voices.count, as_of=str(decision.voices.as_of)) if decision.voices else None,
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
    )


def _customer(person: Person, site: Site) -> ApiCustomer:
    assert person.key is not None
    return ApiCustomer(
        id=person.key,
        url=site.about.url + urls.CUSTOMER.at(person.key),
        name=person.name,
        form=person.form,
        link=person.link,
        affiliation=person.affiliation,
        decisions=[moved.decision.key for moved in site.moved[person.key]],
    )


def _occasion(occasion: PublicOccasion, base: str) -> ApiOccasion:
    people = occasion.participants
    return ApiOccasion(
        id=occasion.key,
        url=base + urls.OCCASION.at(occasion.key),
        title=occasion.title,
        question=occasion.question,
        date=str(occasion.date),
        until=_text(occasion.until),
        summary=occasion.summary,
        participants=ApiVoices(count=people.count, as_of=str(people.as_of)) if people else None,
        links=[_link(link) for link in occasion.links],
        channel=_term(occasion.channel) if occasion.channel else None,
        decisions=[decision.key for decision in occasion.decisions],
    )
