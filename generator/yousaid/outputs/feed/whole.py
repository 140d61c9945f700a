"""A record as a feed tells it: everything that its page says but its past, as HTML with absolute addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial

from markupsafe import Markup, escape

from yousaid import prose, urls
from yousaid.model import Confidential, Option, Outcome, Result
from yousaid.outputs.elements import Elements, fill, links
from yousaid.outputs.language import Language
from yousaid.outputs.wording import resolve, somebody
from yousaid.views import PublicDecision, Site, Thanks


class Whole:
    """Makes the content of entries, in the language of the site."""

    def __init__(self, site: Site, language: Language) -> None:
        self._site, self._root = site, site.about.url
        self._language, self._elements = language, Elements(language)
        self._html = partial(prose.html, resolve=partial(resolve, site, self._root), somebody=somebody(language.code))
        self._start = f'<div dir="{language.direction}">\n'  # a reader's own words may run the other way

    def of(self, decision: PublicDecision) -> str:
        """Return the content of the entry of a record."""
        parts = (*self._said(decision), *self._decided(decision), *self._after(decision))
        return self._start + "\n".join(_heading(words) + html for words, html in parts) + "</div>\n"

    def _said(self, decision: PublicDecision) -> Iterator[tuple[str, str]]:
        """Yield what was said and answered, each part with its heading, in the order of the record's own page."""
        _ = self._language.say
        yield _("You said"), self._text(decision.idea)
        if decision.why:
            yield _("Why it matters"), self._text(decision.why)
        if decision.answer or not decision.reason:
            yield _(decision.outcome.said), self._answer(decision)
        if decision.reason:
            heading = _("Why not all of it") if decision.outcome is Outcome.PARTLY_SHIPPED else _("Why")
            yield heading, self._reason(decision)
        if decision.also_said:
            yield (
                _("Others said"),
                "".join(
                    f"<blockquote>\n{self._text(view.said)}{self._people(view.thanks)}</blockquote>\n"
                    for view in decision.also_said
                ),
            )

    def _decided(self, decision: PublicDecision) -> Iterator[tuple[str, str]]:
        """Yield how it was decided, and what it changed."""
        _ = self._language.say
        if decision.options:
            yield _("What else was considered"), "".join(map(self._option, decision.options))
        if decision.criteria or decision.decided_by:
            names = _(", ").join(each.name for each in decision.criteria)
            role = fill(_("Decided by: %(role)s"), role=decision.decided_by) if decision.decided_by else ""
            yield _("What decided"), "".join(_paragraph(words) for words in (names, role) if words)
        if decision.results:
            yield _("What it changed"), self._results(decision.results)

    def _after(self, decision: PublicDecision) -> Iterator[tuple[str, str]]:
        """Yield when we look again, who is thanked, and where it can be seen."""
        _, again = self._language.say, decision.looks_again
        if decision.reopen_if or again:
            words = self._text(decision.reopen_if) if decision.reopen_if else ""
            if again:
                words += _paragraph(
                    fill(_("We look at it again: %(date)s."), date=self._elements.time(again))
                    if again.known
                    else _("We want to look at it again; no date has been set.")
                )
            yield _("What would reopen it") if decision.reopen_if else _("We look again"), words
        thanked = self._elements.gathered(decision.thanks, self._root)
        if thanked:
            yield _("Thanks"), "<ul>\n" + "".join(f"<li>{each}</li>\n" for each in thanked) + "</ul>\n"
        elif decision.no_credit_because:
            nobody = _paragraph(_("Nobody is thanked by name here, and this is why:"))
            yield _("Thanks"), nobody + self._text(decision.no_credit_because)
        if decision.evidence:
            yield _("See for yourself"), f"{links(decision.evidence)}\n"

    def _answer(self, decision: PublicDecision) -> str:
        _ = self._language.say
        if decision.answer:
            return self._text(decision.answer)
        if decision.merged_into:
            other = self._site.by_key[decision.merged_into]
            address = self._root + urls.DECISION.at(other.key)
            link = Markup('<a href="{}"><bdi>{}</bdi></a>').format(address, other.title)
            return _paragraph(escape(_("The same wish is answered here: %(link)s")) % {"link": link})
        return _paragraph(_(decision.outcome.help))

    def _reason(self, decision: PublicDecision) -> str:
        _, reason, until = self._language.say, decision.reason, decision.confidential_until
        if reason is None or isinstance(reason, Confidential):
            again = _("We look again on %(date)s whether it must stay so.")
            more = _paragraph(fill(again, date=self._elements.time(until))) if until else ""
            return _paragraph(_("The reason is confidential.")) + more
        name = Markup("<strong>{}</strong>").format(reason.name) if reason.name else ""
        return (_paragraph(name) if name else "") + (self._text(reason.text) if reason.text else "")

    def _option(self, option: Option) -> str:
        _ = self._language.say
        because = self._text(option.because) if option.because else _paragraph(_("No reason was noted."))
        return _paragraph(Markup("<strong><bdi>{}</bdi></strong>").format(option.option)) + because

    def _results(self, results: Iterable[Result]) -> str:
        _ = self._language.say
        heads = _("Measure"), _("Before"), _("After"), _("As of")
        rows = [
            "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in (each.measure, each.before, each.after))
            + f"<td>{self._elements.time(each.as_of)}</td>"
            for each in results
        ]
        head = "".join(f"<th>{escape(words)}</th>" for words in heads)
        return "<table>\n" + "".join(f"<tr>{cells}</tr>\n" for cells in (head, *rows)) + "</table>\n"

    def _text(self, text: str) -> str:
        return f'<div dir="auto">\n{self._html(text)}</div>\n'

    def _people(self, thanks: tuple[Thanks, ...]) -> str:
        """Return the names of those who voiced another view; as on the page, it is said for that and for no role."""
        return f"<p>{self._elements.people(thanks, self._root)}</p>\n" if thanks else ""


@cache
def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>\n"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>\n"
