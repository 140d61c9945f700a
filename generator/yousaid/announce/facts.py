"""What templates know of a message: plain values, each with its meaning. They are all that an own template can use."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from yousaid import prose
from yousaid.announce.objects import Kind, Message
from yousaid.model import Confidential, Group, Outcome, Role, When
from yousaid.outputs.language import Language
from yousaid.views import GivenReason, Person, PublicDecision

VARIABLES: Mapping[str, str] = {
    "address": "the address of the record's page",
    "ago": "a number: so many days, months or years ago they told us; 0 where that is not known to the day",
    "ago_unit": "what `ago` counts: `days`, `months` or `years`",
    "answer": "our answer, in plain text; empty where there is none",
    "asked": "the day on which they told us, as exactly as it is known; empty where it is not",
    "before": "what had become of it until now, in words; empty where nothing had",
    "broken": "the promise whose day has passed: `first-answer`, `review` or `confidential-reason`; else empty",
    "broken_day": "the day that was promised; else empty",
    "changed_because": "why we changed our mind, where what is told is that we did; else empty",
    "confidential": "whether the reason is confidential",
    "credited": "how the page thanks them: `named`, `described`, or empty for without a name",
    "description": "the description that the page thanks, as in “a customer in retail”; else empty",
    "happened": "all that is news, as a list of what `kind` can be",
    "kind": "the most telling news: `broken-promise`, `outcome`, `reopened`, `first-answer`, `merged` or `credit`",
    "late": "a number: so many days later than promised the first answer came, where that is news; else 0",
    "name": "the name to greet them by; empty where none is known, and in public texts",
    "notices": "the finished notices, as a list of texts; in `digest.txt.j2` only",
    "origin": "how the work began: `customer`, `already-under-way` or `coincidence`; empty where nothing was done",
    "other_view": "whether they voiced another view",
    "outcome": "what became of it, in words",
    "outcome_key": "the same as records say it, such as `shipped`",
    "overlong": "whether the first answer took more than a year, where nothing was promised and it is news",
    "part": "their part in it: `asked`, `view` or `helped`",
    "people": "the names that the page thanks; empty where there are none",
    "promised": "a number: within so many days we promise a first answer; 0 where we promise nothing",
    "public": "whether everybody may read the text: a comment or a notice, and no letter",
    "reason": "why not, in plain text; empty where no reason is given, or it is confidential",
    "refused": "whether we had said no, where it is taken up again",
    "release": "the release that it came with or is planned for; else empty",
    "reopen_if": "what would make us look at a no again; else empty",
    "review_by": "the day by which we look at it again; else empty",
    "roles": "what they are thanked for, as a list of `idea`, `problem`, `testing` and the others",
    "shipped": "the day since which it can be used; else empty",
    "site": "the name of the site",
    "speaks_for": "the titles of their own records that go on in this one, as a list",
    "title": "the title of the record in which the answer stands",
    "told": "what they told us, as a list of plain texts, shortened",
    "unnamed": "whether the page thanks customers without a name, too",
    "waited": "a number: so many days, months or years they waited for the first answer; 0 where nobody can tell",
    "waited_unit": "what `waited` counts: `days`, `months` or `years`",
}
"""Every variable of a template, and what it holds."""
_QUOTED = 600
_LONG = 365
_ASKING = frozenset({Role.IDEA, Role.PROBLEM})
_CHANGES = frozenset({Kind.OUTCOME, Kind.REOPENED})
_ANSWERS = frozenset({Kind.FIRST_ANSWER, Kind.MERGED})
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = frozenset({"L"}), frozenset({"R", "AL"})
_ALONE = "\u2068{}\u2069"  # a first strong isolate and its end: https://www.unicode.org/reports/tr9/#FSI


def letter(message: Message, site: str, today: dt.date, language: Language, name: str = "") -> dict[str, object]:
    """Return what the templates of a letter to one customer know; ``name`` is how the organisation knows them."""
    person = message.person
    credited = "" if person is None or person == Person() else "named" if person.key else "described"
    known = name or (person.name if person and person.key else "")
    own = message.speaks_for or (message.decision,)
    part = "asked" if _ASKING.intersection(message.roles) else "view" if message.other_view else "helped"
    return {
        **_record(message.decision, language),
        **_news(message, language),
        **_asked(message.asked, today, language),
        "address": message.address,
        "credited": credited,
        "description": _alone(person.name, language) if person and credited == "described" else "",
        "name": _alone(known, language),
        "other_view": message.other_view,
        "part": part,
        "public": False,
        "roles": [str(role) for role in message.roles],
        "site": _alone(site, language),
        "speaks_for": [_alone(each.title, language) for each in message.speaks_for],
        "told": [_told(each) if part == "asked" else each.title for each in own],
    }


def notice(
    message: Message,
    site: str,
    today: dt.date,
    language: Language,
    happened: Iterable[Kind] = (),
    speaks_for: Sequence[PublicDecision] = (),
) -> dict[str, object]:
    """Return what the templates of a public text know: nothing that is about one customer only.

    ``happened`` is all that is news of the record, and ``speaks_for`` are the records from which the reader comes.
    """
    kinds = tuple(happened) or tuple(event.kind for event in message.events)
    # Who reads of the record itself has not waited for a merger.
    waited = None if message.kind is Kind.MERGED and not speaks_for else message.waited
    return {
        **letter(replace(message, waited=waited), site, today, language),
        **_asked(message.decision.asked, today, language),
        "credited": "",
        "description": "",
        "happened": [str(kind) for kind in dict.fromkeys(kinds)],
        "name": "",
        "other_view": False,
        "part": "asked",
        "public": True,
        "roles": [],
        "speaks_for": [_alone(each.title, language) for each in speaks_for],
        "told": [_told(message.decision)],
    }


def digest(notices: Iterable[str], site: str, language: Language) -> dict[str, object]:
    """Return what the template of the digest knows."""
    return {"notices": list(notices), "public": True, "site": _alone(site, language)}


def _record(decision: PublicDecision, language: Language) -> dict[str, object]:
    """Return what the record itself says."""
    reason, group = decision.reason, decision.outcome.group
    given = reason if isinstance(reason, GivenReason) else None
    again = decision.review_by if group in {Group.OPEN, Group.NO} else None
    return {
        "answer": _plain(decision.answer),
        "confidential": isinstance(reason, Confidential),
        "origin": "" if group in {Group.NO, Group.OTHER} else str(decision.origin),
        "outcome": language.say(decision.outcome.label),
        "outcome_key": str(decision.outcome),
        "people": _people(decision, language),
        "reason": "\n".join(filter(None, (given.name, _plain(given.text)))) if given else "",
        "refused": "whether we had said no, where it is taken up again",
        "release": decision.release or "",
        "reopen_if": _plain(decision.reopen_if),
        "review_by": _day(again, language),
        "shipped": _day(decision.shipped, language),
        "title": _alone(decision.title, language),
        "unnamed": any(thanks.person == Person() for thanks in decision.thanks),
    }


def _news(message: Message, language: Language) -> dict[str, object]:
    """Return what happened, and how long it took where that is news."""
    kinds, broken = [event.kind for event in message.events], message.broken
    first = not _ANSWERS.isdisjoint(kinds)
    waited, unit = _spelled(message.waited or 0)
    overlong = first and message.promised is None and (message.waited or 0) > _LONG
    own = {event.kind for event in message.events if event.record == message.decision.key}
    taken_back = Kind.BROKEN_PROMISE in own and not broken
    changed = message.decision.changed_because if taken_back or _CHANGES.intersection(own) else None
    return {
        "before": _before(message.before, language),
        "broken": str(broken.promise) if broken else "",
        "broken_day": _day(broken.due, language) if broken else "",
        "changed_because": _plain(changed),
        "happened": [str(kind) for kind in dict.fromkeys(kinds)],
        "kind": str(message.kind),
        "late": message.late if first else 0,
        "overlong": overlong,
        "promised": message.promised or 0,
        "refused": message.refused,
        "waited": waited,
        "waited_unit": unit,
    }


def _before(outcome: Outcome | None, language: Language) -> str:
    return language.say(outcome.label) if outcome else ""


def _asked(when: When, today: dt.date, language: Language) -> dict[str, object]:
    """Return when they told us; how long ago that is only where the day is known, and not of today."""
    ago, unit = _spelled((today - when.first).days) if when.day else (0, "")
    return {"asked": _day(when, language), "ago": max(ago, 0), "ago_unit": unit if ago > 0 else ""}


def _spelled(days: int) -> tuple[int, str]:
    """Return a number of days as people say it."""
    if days < 60:
        return days, "days"
    return (round(days / 30.44), "months") if days < 1000 else (round(days / 365.25), "years")


def _day(when: When | dt.date | None, language: Language) -> str:
    return "" if when is None or (isinstance(when, When) and not when.known) else language.day(when)


def _plain(text: str | None) -> str:
    """Return a text of Markdown as lines to read."""
    return "\n".join(prose.lines(text)) if text else ""


def _told(decision: PublicDecision) -> str:
    return prose.plain(decision.idea, _QUOTED)


def _people(decision: PublicDecision, language: Language) -> str:
    """Return the names of those who are thanked, as far as they may be said."""
    people = (thanks.person for thanks in decision.thanks)
    return language.say(", ").join(_alone(person.name, language) for person in people if person != Person())


def _alone(text: str, language: Language) -> str:
    """Return words that are read the other way so that they do not turn what stands around them."""
    other = _LEFT_TO_RIGHT if language.direction == "rtl" else _RIGHT_TO_LEFT
    return _ALONE.format(text) if any(unicodedata.bidirectional(each) in other for each in text) else text
