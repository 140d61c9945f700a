"""The page of thanks, the page of every customer who may be named, and the occasions on which we asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from yousaid import prose, urls
from yousaid.model import Outcome, Role
from yousaid.outputs import badges
from yousaid.outputs.output import Page
from yousaid.outputs.pages.book import Book
from yousaid.outputs.pages.paging import PER_PAGE, Pager
from yousaid.views import Moved, Person, PublicDecision, PublicOccasion

_ROLES = (*Role, "")
_PLACES = {role: place for place, role in enumerate(_ROLES)}

NEWEST = 5
"""How many of the newest thanks stand first."""
AT_ONE_LOOK = 60
"""Up to how many names need no letters."""


def people(book: Book) -> Iterator[Page]:
    """Yield the page of thanks and the pages of every customer who may be named."""
    _ = book.language.say
    words, alternative = badges.answered(book.site), badges.alternatives(book.site)[0]
    yield book.page(
        urls.THANKS,
        urls.THANKS.at(),
        _("Thanks"),
        _("Everybody who moved something here, and what they moved."),
        "thanks.html.j2",
        book.site.decisions,
        newest=_newest(book),
        groups=_by_letter(book.site.people),
        words=words,
        width=badges.width(words),
        alternative=alternative,
        language=book.language,
    )
    for person in book.site.people:
        yield from _customer(book, person)


def _newest(book: Book) -> list[tuple[Person, PublicDecision]]:
    """Return who was thanked last, each with the newest decision."""
    found: dict[Person, PublicDecision] = {}
    for decision in book.site.decisions:
        for thanks in decision.thanks:
            if thanks.person.key and len(found) < NEWEST:
                found.setdefault(thanks.person, decision)
    return list(found.items())


def _by_letter(found: Sequence[Person]) -> dict[str, list[Person]]:
    """Group people, who stand in their order already, by their first letter, where there are many."""
    if len(found) <= AT_ONE_LOOK:
        return {"": list(found)}
    return {letter or "#": list(group) for letter, group in groupby(found, lambda person: person.initial)}


def _customer(book: Book, person: Person) -> Iterator[Page]:
    """Yield the pages of one customer: everything they moved, by what they are thanked for, and newest first."""
    _ = book.language.say
    moved = book.site.moved[person.key or ""]
    what = book.language.count("%(num)s decision", "%(num)s decisions", len(moved))
    in_order = sorted(moved, key=lambda each: _PLACES[_role(each)])
    count = -(-len(moved) // PER_PAGE)
    words = badges.thanked(book.site, person)
    for number in range(1, count + 1):
        shown = in_order[(number - 1) * PER_PAGE : number * PER_PAGE]
        yield book.page(
            urls.CUSTOMER,
            urls.CUSTOMER.at(person.key or "", number),
            book.numbered(person.name, number),
            _("What %(name)s said, and what came of it: %(what)s.") % {"name": person.name, "what": what},
            "customer.html.j2",
            [each.decision for each in shown],
            others=(person.dates,),
            person=person,
            groups=partial(_groups, book, shown),
            newest=moved[:NEWEST],
            total=len(moved),
            since=min((each.decision.asked for each in moved), key=lambda asked: asked.last),
            undated=any(not each.decision.asked.known for each in moved),
            pages=Pager(number, count, partial(urls.CUSTOMER.at, person.key or "")),
            image=badges.address(person),
            words=words,
            width=badges.width(words),
            alternative=badges.alternatives(book.site)[1],
            language=book.language,
        )


def _groups(book: Book, shown: Sequence[Moved]) -> list[tuple[str, list[tuple[Moved, str]]]]:
    """Return what a customer moved by what they are thanked for first, each with what besides."""
    return [(role, [(each, _also(book, each)) for each in found]) for role, found in groupby(shown, _role)]


def _role(each: Moved) -> str:
    """Return what a customer is thanked for first; nothing where they only voiced another view."""
    return min(each.roles, key=_PLACES.__getitem__, default="")


def _also(book: Book, each: Moved) -> str:
    """Return what a customer is thanked for besides."""
    _ = book.language.say
    more = [_(role) for role in _ROLES if role in each.roles and role != _role(each)]
    if each.roles and each.other_view:
        more.append(_("another view"))
    return _(", ").join(more)


def occasions(book: Book) -> Iterator[Page]:
    """Yield the list of occasions and a page for each."""
    _ = book.language.say
    balances = {occasion.key: _balance(occasion.decisions) for occasion in book.site.occasions}
    yield book.page(
        urls.OCCASIONS,
        urls.OCCASIONS.at(),
        _("When we asked"),
        _("Surveys, events and calls for comments: what we asked, what you said, what we did."),
        "occasions.html.j2",
        [d for occasion in book.site.occasions for d in occasion.decisions],
        [occasion.dates for occasion in book.site.occasions],
        balances=balances,
    )
    for occasion in book.site.occasions:
        yield from _occasion(book, occasion, balances[occasion.key])


def _occasion(book: Book, occasion: PublicOccasion, balance: list[tuple[Outcome, int]]) -> Iterator[Page]:
    """Yield the pages of one occasion."""
    found = occasion.decisions
    count = max(1, -(-len(found) // PER_PAGE))
    for number in range(1, count + 1):
        shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
        yield book.page(
            urls.OCCASION,
            urls.OCCASION.at(occasion.key, number),
            book.numbered(occasion.title, number),
            partial(prose.plain, occasion.question),
            "occasion.html.j2",
            shown,
            others=(occasion.dates,),
            occasion=occasion,
            balance=balance,
            shown=shown,
            pages=Pager(number, count, partial(urls.OCCASION.at, occasion.key)),
        )


def _balance(decisions: Sequence[PublicDecision]) -> list[tuple[Outcome, int]]:
    """Return what came of it: each outcome that occurs, and how often."""
    counts = Counter(decision.outcome for decision in decisions)
    return [(outcome, counts[outcome]) for outcome in Outcome if counts[outcome]]
