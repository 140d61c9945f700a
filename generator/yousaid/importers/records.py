"""An idea of another system as the fields of a record of ours; what an outcome asks for and nobody said is named."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yousaid import prose
from yousaid.authoring.canonical import Word, fields
from yousaid.authoring.sheet import wrapped
from yousaid.diagnostics import Diagnostic, quoted
from yousaid.importers.codes import DATE, UNFIT
from yousaid.importers.dates import Doubt, day
from yousaid.importers.mapping import Words
from yousaid.importers.markup import small
from yousaid.importers.people import Named
from yousaid.importers.reading import Idea, Person, Place, wrong
from yousaid.model import UNEXPLAINED, Decision, Outcome, Role
from yousaid.model.mapfile import Meaning
from yousaid.model.typed import MAX_LINE, MAX_TEXT
from yousaid.model.values import is_web_address
from yousaid.nodes import seen
from yousaid.shortcut import Value

_ROLES = frozenset(map(str, Role))
_MAIL = re.compile(r"[\w.%+-]@[\w-]+\.[a-z]{2,}", re.IGNORECASE)
_ABOUT_OUTCOMES = ("shipped", "review_by", "merged_into")
"""Fields that contradict an outcome that is still open."""


@dataclass(slots=True)
class Draft:
    """The fields of one record, and why it cannot be public yet."""

    key: str
    came_from: tuple[str, str]
    """The system, and the id there."""
    status: str
    place: Place
    tree: dict[str, Value]
    outcome: Outcome
    lacks: list[str] = field(default_factory=list)
    """What is missing, or has to be looked at, in words."""
    private: list[str] = field(default_factory=list)
    """Those of them that must not become public: a name, or an e-mail address."""

    @property
    def head(self) -> str:
        """The first line of the file of a record that cannot be public yet; nothing for one that can."""
        if not self.lacks:
            return ""
        said = f", where it is {quoted(self.status)}" if self.status else ""
        meant = f" (our `{self.outcome}`)" if self.tree["outcome"] != self.outcome else ""
        return f"{HEAD}{self.came_from[0]}{said}{meant}. Before it can be public: {', '.join(self.lacks)}."


HEAD = "# Brought in from "


@dataclass(slots=True)
class Maker:
    """Makes records of ideas. ``keys`` are the records of merged ideas' targets, ``customer`` gives a person's key."""

    path: Path
    words: Words
    today: dt.date
    keys: Mapping[str, str]
    customer: Callable[[Person], str | None]
    named: Named
    called: Mapping[str, str]
    """What the file calls the fields of an idea."""
    faults: list[Diagnostic] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    ambiguous: list[tuple[Place, str]] = field(default_factory=list)
    is_refused: bool = False
    """Whether a text fits nowhere, and so nothing is going to be written."""

    def make(self, idea: Idea, key: str, outcome: Outcome) -> Draft:
        """Return the record of an idea with this outcome."""
        lacks: list[str] = []
        tree = {
            **self._said(idea, lacks),
            **self._dates(idea),
            "outcome": Word(outcome),
            **self._answered(idea, outcome),
            **self._shown(idea, outcome),
            **self._sorted(idea),
        }
        if outcome is Outcome.MERGED and (target := self.keys.get(idea.merged_into, key)) != key:
            tree["merged_into"] = Word(target)
        texts = {
            name: value for name in ("title", "idea", "answer", "reason") if isinstance(value := tree.get(name), str)
        }
        self._fitting(idea, texts)
        unmet = [name for name in Decision.model_fields if name in outcome.needs and name not in tree]
        if unmet:
            tree["outcome"] = Word(Outcome.RECEIVED)
            tree = {name: value for name, value in tree.items() if name not in _ABOUT_OUTCOMES}
        lacks += [f"`{name}` is missing" for name in unmet]
        private = [*self._private(idea, texts)]
        lacks += private
        if lacks:
            tree["draft"] = Word("true")
        tree = {name: tree[name] for name in Decision.model_fields if name in tree}
        return Draft(key, came_from(idea), idea.status, idea.place, tree, outcome, lacks, private)

    def _private(self, idea: Idea, texts: Mapping[str, str]) -> Iterator[str]:
        if any("@" in text and _MAIL.search(text) for text in texts.values()):
            yield "an e-mail address must not be published"  # as the check says it
        if self.named.in_texts(texts.values(), idea.people):
            yield "the name of somebody who asked stands in its text"

    def _said(self, idea: Idea, lacks: list[str]) -> dict[str, Value]:
        """Return title and text. A title that is too long is whole at the beginning of the text."""
        title, text = line(idea.title), wrapped(small(idea.text, idea.markup))
        if not title:
            title = prose.plain(text, MAX_LINE // 2)
            lacks.append("it has no title")
        if len(title) > MAX_LINE:
            text = "\n\n".join(filter(None, (wrapped(small(title, "plain")), text)))
            title = prose.cut(title, MAX_LINE - 1)
            lacks.append("its title is too long")
        return {"title": title, "idea": text or wrapped(small(title, "plain"))}

    def _dates(self, idea: Idea) -> dict[str, Value]:
        """Return when it was asked and answered; what cannot be true is unknown, and is said."""
        asked, answered = self._day(idea, "asked"), self._day(idea, "answered")
        if (
            answered
            and asked
            and "unknown" not in (asked, answered)
            and answered[: len(asked)] < asked[: len(answered)]
        ):
            self._warn(idea, "answered", f"{answered} lies before it was asked, on {asked}")
            answered = "unknown"
        return {"asked": Word(asked or "unknown"), **({"answered": Word(answered)} if answered else {})}

    def _day(self, idea: Idea, name: str) -> str:
        typed: str = getattr(idea, name).strip()
        if not typed:
            return ""
        found = day(typed, self.words.file.dates or "")
        if found is Doubt.TWO_WAYS:
            self.ambiguous.append((self._place(idea, name), typed))
        elif isinstance(found, Doubt):
            self._warn(idea, name, f"{quoted(typed)} {found.value}")
        elif found > str(self.today + dt.timedelta(days=1)) and found != "unknown":
            self._warn(idea, name, f"{found} lies in the future")
        else:
            return found
        return "unknown"

    def _warn(self, idea: Idea, name: str, message: str) -> None:
        message += "; it is taken as `unknown`"
        self.faults.append(wrong(self.path, DATE, message, "", self._place(idea, name), "warning"))

    def two_ways(self) -> Iterator[Diagnostic]:
        """Yield that there are dates of which nobody has said yet how they are meant."""
        if self.ambiguous:
            place, typed = self.ambiguous[0]
            more = len(self.ambiguous) - 1
            others = f", and {more:,} more date{'s' if more > 1 else ''} like it" if more else ""
            message = f"{quoted(typed)} could be read in two ways{others}"
            hint = "write `dates: day-month-year` or `dates: month-day-year` into the mapping file"
            yield wrong(self.path, DATE, message, hint, place)

    def _place(self, idea: Idea, name: str) -> Place:
        return Place(idea.place.row, self.called.get(name, name))

    def _answered(self, idea: Idea, outcome: Outcome) -> dict[str, Value]:
        """Return answer and reason. Where a no came with an answer alone, that is the reason."""
        answer, reason = (wrapped(small(text, idea.answer_markup)) for text in (idea.answer, idea.reason))
        if outcome.is_no and not reason and "answer" not in outcome.needs:
            answer, reason = "", answer
        if reason and not outcome.is_no:
            answer, reason = "\n\n".join(filter(None, (answer, reason))), ""
        found: dict[str, Value] = {"answer": answer or self.words.file.fill.answer or "", "reason": reason}
        if outcome.is_no and not reason:
            found["reason"] = {"code": Word(UNEXPLAINED)}
        if "answer" not in outcome.needs and not answer:
            del found["answer"]
        return {name: value for name, value in found.items() if value}

    def _shown(self, idea: Idea, outcome: Outcome) -> dict[str, Value]:
        """Return what an outcome asks for beside words, as far as it is known; who asked is thanked by key."""
        fill = fields(self.words.file.fill)
        tree: dict[str, Value] = {name: Word("unknown") for name in ("shipped", "review_by") if name in outcome.needs}
        good = [*dict.fromkeys(address for each in idea.evidence if (address := self._address(each)))]
        if good or ("evidence" in outcome.needs and "evidence" in fill):
            tree["evidence"] = [*good] or fill["evidence"]
        thanked: dict[str, list[str]] = {}
        for person in idea.people:
            if key := self.customer(person):
                thanked.setdefault(key, []).extend(role for role in person.roles if role in _ROLES)
        if thanked:
            tree["credits"] = [_credit(key, roles) for key, roles in thanked.items()]
        elif "credits" in outcome.needs and "no_credit_because" in fill:
            tree |= {"credits": Word("none"), "no_credit_because": fill["no_credit_because"]}
        if idea.votes:
            tree["voices"] = {"count": Word(idea.votes), "as_of": Word("unknown")}
        return tree

    def _sorted(self, idea: Idea) -> dict[str, Value]:
        """Return where the idea belongs, and where it comes from."""
        meanings, unknown = self.words.meanings(idea)
        self.left_out["board, category or tag that means nothing here"] += unknown
        area = _first(meanings, "area") or self.words.area
        if not area:
            self.words.homeless.append(idea)
        lists = {name: [*dict.fromkeys(_all(meanings, name))] for name in ("themes", "segments")}
        source: dict[str, Value] = dict(zip(("system", "id"), came_from(idea), strict=True))
        if url := self._address(idea.url):
            source["url"] = url
        found: dict[str, Value] = {
            "area": Word(area or "x"),
            **{name: [*map(Word, words)] for name, words in lists.items()},
            "channel": Word(_first(meanings, "channel") or self.words.file.channel or ""),
            "source": source,
        }
        return {name: value for name, value in found.items() if value}

    def _address(self, typed: str) -> str:
        """Return an address on the web in which nobody is named; else nothing, and count it."""
        address = typed.strip()
        if not is_web_address(address):
            self.left_out["address that is none on the web"] += bool(address)
        elif self.named.in_address(address):
            self.left_out["address with the name of somebody who asked"] += 1
        else:
            return address
        return ""

    def _fitting(self, idea: Idea, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            if len(text) > MAX_TEXT:
                place = self._place(idea, "text" if name == "idea" else name)
                self.is_refused = True
                message = f"{len(text):,} characters; a record holds {MAX_TEXT:,}"
                hint = f"shorten it there, or leave it out: add {quoted(idea.id)} to `skip:` in the mapping file"
                self.faults.append(wrong(self.path, UNFIT, message, hint, place))


def came_from(idea: Idea) -> tuple[str, str]:
    """Return what a record keeps of where its idea came from: the system, and the id there."""
    return line(idea.system), line(idea.id)


def line(text: str) -> str:
    """Return a text on one line, without what cannot be seen."""
    return " ".join(seen(" ".join(text.split())).encode("utf-8", "replace").decode().split())


def _credit(key: str, roles: Iterable[str]) -> dict[str, Value]:
    return {"customer": Word(key), "for": [*map(Word, dict.fromkeys(roles))] or [Word(Role.IDEA)]}


def _first(meanings: Iterable[Meaning], name: str) -> str:
    return next((found for each in meanings if (found := getattr(each, name))), "")


def _all(meanings: Iterable[Meaning], name: str) -> Iterable[str]:
    return (word for each in meanings for word in getattr(each, name) or ())
