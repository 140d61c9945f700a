"""The templates, and what pages of all kinds share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any, cast

import jinja2
from markupsafe import Markup

from yousaid import prose, urls
from yousaid.history import Dates
from yousaid.model import Confidential, Group, Outcome
from yousaid.outputs import elements, sharing
from yousaid.outputs.feed import feeds
from yousaid.outputs.language import language
from yousaid.outputs.output import Content, Page
from yousaid.outputs.pages.proof import Proof
from yousaid.outputs.wording import resolve, somebody
from yousaid.urls import PageKind
from yousaid.views import PublicDecision, Site

NAMES = 24
"""How many of a list of names are seen at once; the others are there to be opened."""
_ROOT = "\0"  # stands for the way back to the root in a card, which is rendered once and used on many pages


class _Code(jinja2.compiler.CodeGenerator):
    """Makes `a.b` of a template just that in Python.

    All values are objects here; what the engine writes in its place, a call that tries attributes and then items, took
    half of the time of a page.
    """

    def visit_Getattr(self, node: jinja2.nodes.Getattr, frame: jinja2.compiler.Frame) -> None:  # noqa: N802
        """Write an attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, *_: object) -> None:
        self.write("environment.shown(")


class _Spoken(jinja2.visitor.NodeTransformer):
    """Puts `_("some words")` of a template into the site's language once, when the template is compiled."""

    def __init__(self, say: Callable[[str], str]) -> None:
        self._say = say

    def visit_Call(self, node: jinja2.nodes.Call, *_: object) -> jinja2.nodes.Node:  # noqa: N802
        """Translate a text, or leave another call as it is."""
        if isinstance(node.node, jinja2.nodes.Name) and node.node.name == "_":
            (words,) = node.args
            if isinstance(words, jinja2.nodes.Const):
                return jinja2.nodes.Const(self._say(words.value))
        return self.generic_visit(node)


class _Environment(jinja2.Environment):
    code_generator_class = _Code

    def _generate(self, source: jinja2.nodes.Template, *more: Any, **options: Any) -> str:
        return super()._generate(
            _Spoken(cast("Callable[[str], str]", self.globals["_"])).visit(source), *more, **options
        )

    shown = staticmethod(elements.shown)


class Book:
    """The templates, and what several pages share: the cards."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.language = language(site.about.language)
        self.feeds = feeds(site)
        self._somebody = somebody(site.about.language)
        self._cards: dict[str, list[str]] = {}
        self._changes: dict[str, dt.datetime | None] = {}
        # autoescape=True and not select_autoescape(), which does not know `.html.j2`.
        self.env = _Environment(
            loader=jinja2.PackageLoader("yousaid"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        pieces = elements.Elements(self.language)
        # Filters and tests rather than functions: the engine calls them directly, at a fifth of the cost.
        self.env.filters.update(
            at=elements.at,
            card=self.card,
            fill=elements.fill,
            links=elements.links,
            gathered=pieces.gathered,
            month=self.language.month,
            number=self.language.number,
            numbers=pieces.numbers,
            people=pieces.people,
            person=pieces.person,
            plain=prose.plain,
            prose=self.prose,
            help=lambda outcome: self.language.say(outcome.help),
            label=lambda outcome: self.language.say(outcome.label),
            state=pieces.state,
            time=pieces.time,
            turned=self.language.turned,
            word=elements.word,
        )
        self.env.tests.update(confidential=lambda reason: isinstance(reason, Confidential))
        self.env.globals.update(site=site, urls=urls, Outcome=Outcome, Group=Group, NAMES=NAMES)
        self.env.globals.update(_=self.language.say, ngettext=self.language.count)
        self.env.globals.update(made_from=Proof(site, self.language))
        self.env.globals.update(followed=frozenset(feed.page for feed in self.feeds))
        self._template = cache(self._load)
        macros = self.env.get_template("macros.html.j2").module.__dict__
        self.env.globals.update(cards=macros["cards"], follow=macros["follow"], record=macros["record"])

    def _load(self, name: str) -> Callable[..., str]:
        template = self.env.get_template(name)
        template.globals = dict(template.globals)  # a chain of mappings, and copied for every page
        return template.render

    def numbered(self, title: str, number: int) -> str:
        """Return the title of a page of a list that may go on on others."""
        if number == 1:
            return title
        return self.language.say("%(title)s, page %(number)s") % {
            "title": title,
            "number": self.language.number(number),
        }

    def page(
        self,
        kind: PageKind,
        address: str,
        title: str,
        description: str | Callable[[], str],
        template: str,
        seen: Sequence[PublicDecision] = (),
        others: Iterable[Dates | None] = (),
        **values: object,
    ) -> Page:
        """Return a page to be rendered later. It changes with the records ``seen`` on it, and with ``others``."""

        def render() -> Content:
            body = self._template(template)(root=urls.root_from(address), title=title, **values)
            about = prose.cut(description if isinstance(description, str) else description(), 160)
            subject = values.get("decision", values.get("person"))
            return Content(title, about, body, sharing.head(self.site, kind, address, title, about, subject))

        return Page(kind, address, partial(self._changed, seen, others), render)

    def _changed(self, seen: Iterable[PublicDecision], others: Iterable[Dates | None]) -> dt.datetime | None:
        """Return the newest change to these records, the people in them and the other files, as far as git knows."""
        found = [*map(self._last, seen), *(dates.last for dates in others if dates)]
        return max((last for last in found if last), default=None)

    def _last(self, decision: PublicDecision) -> dt.datetime | None:
        # A record stands on many pages.
        if decision.key not in self._changes:
            known = (decision.dates, *(thanks.person.dates for thanks in decision.thanks))
            self._changes[decision.key] = max((dates.last for dates in known if dates), default=None)
        return self._changes[decision.key]

    def prose(self, text: str, root: str) -> Markup:
        """Return a customer's text as HTML; it is safe by construction and by an allow-list."""
        return Markup(prose.html(text, partial(resolve, self.site, root), self._somebody))  # noqa: S704

    def card(self, decision: PublicDecision, root: str) -> Markup:
        """Return the card of a record. It is rendered once, however many pages show it."""
        # As a list of pieces between which the way to the root stands: to join them is quicker than to replace.
        if decision.key not in self._cards:
            self._cards[decision.key] = self._template("card.html.j2")(decision=decision, root=_ROOT).split(_ROOT)
        return Markup(root.join(self._cards[decision.key]))  # noqa: S704
