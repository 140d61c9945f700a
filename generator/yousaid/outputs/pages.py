"""Views to HTML: one function for each kind of page. What they yield is content; the frame comes from a shell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

import jinja2
from markupsafe import Markup, escape

from yousaid import prose, urls
from yousaid.history import Dates
from yousaid.model import Confidential, Group, Outcome
from yousaid.outputs import elements
from yousaid.outputs.output import Content, Page
from yousaid.outputs.wording import changed, counted, month_name, resolve
from yousaid.urls import PageKind
from yousaid.views import Month, Named, PublicDecision, Site

PER_PAGE = 25
_ROOT = "\0"  # stands for the way back to the root in a card, which is rendered once and used on many pages


def pages(site: Site) -> Iterator[Page]:
    """Yield every page of the site, to be rendered later."""
    book = _Book(site)
    # What shows cards comes first and together, so that one process makes all cards: see the writer.
    yield from book.home()
    yield from book.listings()
    yield from book.noes()
    yield from book.people()
    yield from book.occasions()
    yield from book.changelog()
    yield from book.how()
    yield from book.decisions()


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


class _Environment(jinja2.Environment):
    code_generator_class = _Code

    @staticmethod
    def shown(value: object) -> Markup:
        """Escape what is not HTML already."""
        return value if type(value) is Markup else escape(value)


class _Book:
    """The templates, and what several pages share: the cards."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._cards: dict[str, str] = {}
        # autoescape=True and not select_autoescape(), which does not know `.html.j2`.
        self.env = _Environment(
            loader=jinja2.PackageLoader("yousaid"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        # Filters and tests rather than functions: the engine calls them directly, at a fifth of the cost.
        self.env.filters.update(
            at=elements.at,
            card=self.card,
            counted=counted,
            links=elements.links,
            listed=elements.listed,
            month_name=month_name,
            people=elements.people,
            person=elements.person,
            plain=prose.plain,
            prose=self.prose,
            state=elements.state,
            time=elements.time,
        )
        self.env.tests.update(confidential=lambda reason: isinstance(reason, Confidential))
        self.env.globals.update(site=site, urls=urls, Outcome=Outcome, Group=Group)
        self._template = cache(self._load)
        macros = self.env.get_template("macros.html.j2").module.__dict__
        self.env.globals.update(cards=macros["cards"], record=macros["record"])

    def _load(self, name: str) -> Callable[..., str]:
        template = self.env.get_template(name)
        template.globals = dict(template.globals)  # a chain of mappings, and copied for every page
        return template.render

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
            about = description if isinstance(description, str) else description()
            return Content(title, prose.cut(about, 160), body)

        return Page(kind, address, changed(seen, others), render)

    def prose(self, text: str, root: str) -> Markup:
        """Return a customer's text as HTML; it is safe by construction and by an allow-list."""
        return Markup(prose.html(text, partial(resolve, self.site, root)))  # noqa: S704

    def card(self, decision: PublicDecision, root: str) -> Markup:
        """Return the card of a record. It is rendered once, however many pages show it."""
        if decision.key not in self._cards:
            self._cards[decision.key] = self._template("card.html.j2")(decision=decision, root=_ROOT)
        return Markup(self._cards[decision.key].replace(_ROOT, root))  # noqa: S704

    def home(self) -> Iterator[Page]:
        """Yield the content of the home page below its hand-written beginning."""
        newest = self.site.decisions[:10]
        yield self.page(
            urls.HOME,
            urls.HOME.at(),
            self.site.about.name,
            self.site.about.description,
            "home.html.j2",
            newest,
            newest=newest,
        )

    def decisions(self) -> Iterator[Page]:
        """Yield the page of every record."""
        for decision in self.site.decisions:
            yield self.page(
                urls.DECISION,
                urls.DECISION.at(decision.key),
                decision.title,
                partial(_about, decision),
                "decision.html.j2",
                (decision,),
                decision=decision,
            )

    def listings(self) -> Iterator[Page]:
        """Yield the lists of all records, by outcome and by area."""
        yield from self._listing(
            urls.DECISIONS,
            "",
            "All decisions",
            "Everything that was said, and what became of it.",
            self.site.decisions,
            chips=True,
        )
        by_outcome: dict[Outcome, list[PublicDecision]] = {outcome: [] for outcome in Outcome}
        by_area: dict[Named, list[PublicDecision]] = {area: [] for area in self.site.areas}
        for decision in self.site.decisions:
            by_outcome[decision.outcome].append(decision)
            by_area[decision.area].append(decision)
        for outcome, found in by_outcome.items():
            yield from self._listing(urls.OUTCOME, outcome, f"Outcome: {outcome.label}", outcome.help, found)
        for area, found in by_area.items():
            yield from self._listing(
                urls.AREA, area.key, area.name, prose.plain(area.help) or f"What was said about {area.name}.", found
            )

    def _listing(
        self, kind: PageKind, key: str, title: str, lead: str, found: Sequence[PublicDecision], chips: bool = False
    ) -> Iterator[Page]:
        count = max(1, -(-len(found) // PER_PAGE))
        for number in range(1, count + 1):
            shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
            name = title if number == 1 else f"{title}, page {number}"
            yield self.page(
                kind,
                kind.at(key, number),
                name,
                lead,
                "listing.html.j2",
                shown,
                lead=lead,
                shown=shown,
                total=len(found),
                number=number,
                count=count,
                chips=chips,
                page_at=lambda n: kind.at(key, n),
            )

    def noes(self) -> Iterator[Page]:
        """Yield the page of everything that was refused, by reason."""
        found: dict[str, list[PublicDecision]] = defaultdict(list)
        for decision in self.site.decisions:
            if decision.outcome.group is Group.NO:
                found[_reason_heading(decision)].append(decision)
        groups = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        yield self.page(
            urls.NOES,
            urls.NOES.at(),
            "What we said no to, and why",
            "Every no of this site, with the reason that was given for it.",
            "noes.html.j2",
            [decision for _, group in groups for decision in group],
            groups=groups,
        )

    def people(self) -> Iterator[Page]:
        """Yield the page of thanks and the page of every customer who may be named."""
        yield self.page(
            urls.THANKS,
            urls.THANKS.at(),
            "Thanks",
            "Everybody who moved something here, and what they moved.",
            "thanks.html.j2",
            self.site.decisions,
        )
        for person in self.site.people:
            moved = self.site.moved[person.key or ""]
            what = counted(len(moved), "decision", "decisions")
            yield self.page(
                urls.CUSTOMER,
                urls.CUSTOMER.at(person.key or ""),
                person.name,
                f"What {person.name} said, and what came of it: {what}.",
                "customer.html.j2",
                [each.decision for each in moved],
                others=(person.dates,),
                person=person,
                moved=moved,
            )

    def occasions(self) -> Iterator[Page]:
        """Yield the list of occasions and a page for each."""
        yield self.page(
            urls.OCCASIONS,
            urls.OCCASIONS.at(),
            "When we asked",
            "Surveys, events and calls for comments: what we asked, what you said, what we did.",
            "occasions.html.j2",
            [d for occasion in self.site.occasions for d in occasion.decisions],
            [occasion.dates for occasion in self.site.occasions],
        )
        for occasion in self.site.occasions:
            yield self.page(
                urls.OCCASION,
                urls.OCCASION.at(occasion.key),
                occasion.title,
                partial(prose.plain, occasion.question),
                "occasion.html.j2",
                occasion.decisions,
                others=(occasion.dates,),
                occasion=occasion,
            )

    def changelog(self) -> Iterator[Page]:
        """Yield the list of months and a page for each."""
        years: dict[str, list[Month]] = defaultdict(list)
        for month in self.site.months:
            years["Date not known" if month.key == "unknown" else month.key[:4]].append(month)
        yield self.page(
            urls.CHANGELOG,
            urls.CHANGELOG.at(),
            "Changelog",
            "What was answered and shipped, month by month.",
            "changelog.html.j2",
            self.site.decisions,
            years=years,
        )
        for number, month in enumerate(self.site.months):
            newer = self.site.months[number - 1] if number else None
            older = self.site.months[number + 1] if number + 1 < len(self.site.months) else None
            name = month_name(month.key)
            yield self.page(
                urls.MONTH,
                urls.MONTH.at(month.key),
                f"Changelog: {name}",
                f"What was answered and shipped: {name}.",
                "month.html.j2",
                (*month.shipped, *month.answered),
                month=month,
                newer=newer,
                older=older,
            )

    def how(self) -> Iterator[Page]:
        """Yield the page that explains the words, the criteria and the promises."""
        yield self.page(
            urls.HOW,
            urls.HOW.at(),
            "How we decide",
            "The outcomes, the criteria, the reasons and the promises behind every answer.",
            "how.html.j2",
            others=(self.site.words_changed,),
        )


def _about(decision: PublicDecision) -> str:
    return f"{decision.outcome.label}: {prose.plain(decision.answer or decision.idea, 160)}"


def _reason_heading(decision: PublicDecision) -> str:
    reason = decision.reason
    if isinstance(reason, Confidential):
        return "Confidential reasons"
    return reason.name if reason and reason.name else "In our own words"
