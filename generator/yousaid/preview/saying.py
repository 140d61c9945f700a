"""What is said about the changes, in the language of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from yousaid.diagnostics import Diagnostic
from yousaid.model import How
from yousaid.outputs import words
from yousaid.outputs.language import Language
from yousaid.outputs.words import Piece
from yousaid.preview import fields
from yousaid.preview.changes import Change, Changes, Credited
from yousaid.preview.document import Card, Code, Document, Line, Point, Section, Value
from yousaid.urls import DECISION, OCCASION
from yousaid.views import PublicDecision, PublicOccasion

_Change: TypeAlias = Change[PublicDecision] | Change[PublicOccasion]
_QUOTED = ("idea", "why", "answer", "reason", "also_said", "question", "summary", "thanks")
"""What is shown of a record as its readers see it; all the rest is shown where it changes."""


def refused(faults: Iterable[Diagnostic], language: Language) -> Document:
    """Return what is said where nothing would be published, since there are errors."""
    _ = language.say
    found = tuple(faults)
    points = [partial(_fault, fault) for fault in found]
    count = language.count("%(num)s error must be corrected.", "%(num)s errors must be corrected.", len(found))
    summary = (Line(_("Nothing would be published: this does not pass `yousaid check`.")), Line(count))
    return Document(
        language, _title(language), summary, (Section(_("What must be corrected"), points),), is_refused=True
    )


def document(changes: Changes) -> Document:
    """Return all that is to be read about the changes."""
    if changes.errors:
        return refused(changes.errors, changes.language)
    sections = tuple(section for section in _sections(changes) if section.items)
    summary = tuple(_summary(changes)) or (Line(changes.language.say("Nothing changes in public.")),)
    label = changes.language.say("What changes")
    return Document(changes.language, _title(changes.language), summary, sections, label, changes.site)


def _title(language: Language) -> str:
    return language.say("What merging changes in public")


def _summary(changes: Changes) -> Iterator[Line]:
    """Yield a sentence for each kind of change that there is."""
    _, count = changes.language.say, changes.language.count
    if not changes.compared:
        yield Line(_("What was public before cannot be told, since it does not pass `yousaid check`."))
        yield Line(_("The records of all changed files are shown as if they were new."))
    every: tuple[_Change, ...] = (*changes.decisions, *changes.occasions)
    appeared, changed = sum(each.old is None for each in every), sum(each.old is not None for each in every)
    gone = len(changes.gone) + changes.gone_silently
    for number, said in (
        (appeared, count("%(num)s record becomes public.", "%(num)s records become public.", appeared)),
        (changed, count("%(num)s record changes.", "%(num)s records change.", changed)),
        (gone, count("%(num)s record stops being public.", "%(num)s records stop being public.", gone)),
        (
            len(changes.credited),
            count("%(num)s customer becomes credited.", "%(num)s customers become credited.", len(changes.credited)),
        ),
        (
            changes.silenced,
            count("%(num)s customer is no longer named.", "%(num)s customers are no longer named.", changes.silenced),
        ),
        (
            len(changes.told),
            count("%(num)s customer should be told.", "%(num)s customers should be told.", len(changes.told)),
        ),
        (
            len(changes.words),
            count(
                "%(num)s word of the vocabulary changes.", "%(num)s words of the vocabulary change.", len(changes.words)
            ),
        ),
        (
            len(changes.files),
            count("%(num)s other file changes.", "%(num)s other files change.", len(changes.files)),
        ),
    ):
        if number:
            yield Line(said)


def _sections(changes: Changes) -> Iterator[Section]:
    language, _ = changes.language, changes.language.say
    every: tuple[_Change, ...] = (*changes.decisions, *changes.occasions)
    yield Section(_("What stops being public"), [partial(_told, line) for line in _lost(changes)])
    yield Section(_("Who becomes credited"), [partial(_credit, each, language) for each in changes.credited])
    yield Section(_("Who stops being credited"), [partial(_person, each) for each in changes.uncredited])
    yield Section(_("Who is named anew"), [partial(_person, each) for each in changes.renamed])
    yield Section(_("New"), [partial(_card, each, language) for each in every if each.old is None])
    yield Section(_("Changed"), [partial(_card, each, language) for each in every if each.old is not None])
    yield Section(_("Who should be told"), [partial(_message, each, language) for each in changes.told])
    edits = [
        Line("%(place)s: %(words)s", {"place": Code(at), "words": words.compare(*pair)}) for at, *pair in changes.words
    ]
    yield Section(_("Words of the vocabulary"), [partial(_told, line) for line in edits])
    yield Section(_("Pages that vanish"), [partial(_told, _at(each)) for each in changes.vanished])
    yield Section(_("Other files that change"), [partial(_told, _at(each)) for each in changes.files])


def _lost(changes: Changes) -> Iterator[Line]:
    """Yield what can no longer be read. What it said is not repeated."""
    _, count = changes.language.say, changes.language.count
    removed = {each.kind.at(each.key) for each in changes.site.removed} if changes.site else set()
    for gone in changes.gone:
        if _address(gone) in removed:
            yield Line(_("“%(title)s” is removed, and its address %(address)s says so."), _named(gone))
        else:
            yield Line(_("“%(title)s” is no longer public at its address %(address)s."), _named(gone))
    if changes.gone_silently:
        yield Line(
            count(
                "%(num)s more goes, and told who somebody is that must no longer be named.",
                "%(num)s more go, and told who somebody is that must no longer be named.",
                changes.gone_silently,
            )
        )
    for each in changes.confidential:
        yield Line(_("The reason of “%(title)s” becomes confidential. Its words are not repeated here."), _named(each))
    for each in changes.withdrawn:
        yield Line(
            _("“%(title)s” is withdrawn. Its page stays, and its old words are not repeated here."), _named(each)
        )
    if changes.silenced:
        yield Line(
            count(
                "%(num)s customer is no longer named, and their page vanishes. The name is not repeated here.",
                "%(num)s customers are no longer named, and their pages vanish. The names are not repeated here.",
                changes.silenced,
            )
        )


def _fault(fault: Diagnostic) -> Point:
    place = f"{fault.span.path}:{fault.span.line}" if fault.span.line else fault.span.path
    said = Line(
        "%(place)s: %(code)s: %(message)s", {"place": Code(place), "code": fault.code.id, "message": fault.message}
    )
    return Point((said,), (Line("%(hint)s", {"hint": fault.hint}),) if fault.hint else ())


def _told(line: Line) -> Point:
    return Point((line,))


def _at(path: str) -> Line:
    return Line("%(path)s", {"path": Code(path)})


def _person(credited: Credited) -> Point:
    said: dict[str, Value] = {"name": credited.customer.name or "", "key": Code(credited.key)}
    return Point((Line("%(name)s (%(key)s)", said),), _records(credited.decisions))


def _credit(credited: Credited, language: Language) -> Point:
    """Return who becomes credited, and by which consent, as their file has it."""
    _, customer, consent = language.say, credited.customer, credited.customer.consent
    said: dict[str, Value] = {"name": customer.name or "", "key": Code(credited.key)}
    if consent is None:
        line = Line(_("%(name)s (%(key)s): a description, which needs no consent."), said)
        return Point((line,), _records(credited.decisions))
    said["day"] = language.day(consent.given)
    if consent.how is How.ASKED:
        lines = [Line(_("%(name)s (%(key)s): asked, and agreed on %(day)s."), said)]
    else:
        lines = [Line(_("%(name)s (%(key)s): named on a public record of %(day)s."), said)]
    if consent.at:
        lines.append(Line(_("Evidence: %(address)s."), {"address": Code(consent.at)}))
    if consent.expires:
        lines.append(Line(_("It holds until %(day)s."), {"day": language.day(consent.expires)}))
    return Point(tuple(lines), _records(credited.decisions))


def _message(credited: Credited, language: Language) -> Point:
    """Return who should hear of what, by key: no name, since not everybody agreed to be named."""
    said = language.say("%(title)s (%(outcome)s)")
    records = (
        Line(said, {"title": each.title, "outcome": language.say(each.outcome.label)}) for each in credited.decisions
    )
    return Point((_at(credited.key),), tuple(records))


def _records(decisions: Iterable[PublicDecision]) -> tuple[Line, ...]:
    return tuple(Line("%(title)s (%(address)s)", _named(each)) for each in decisions)


def _named(each: PublicDecision | PublicOccasion) -> dict[str, Value]:
    return {"title": each.title, "address": Code(_address(each))}


def _address(each: PublicDecision | PublicOccasion) -> str:
    return (DECISION if isinstance(each, PublicDecision) else OCCASION).at(each.key)


def _card(change: _Change, language: Language) -> Card:
    new, old = _read(change.new, language), _read(change.old, language) if change.old else {}
    quote = [new[name] for name in _QUOTED if name in new]
    facts = [] if old else [each for name, each in new.items() if name not in {"title", "outcome", *_QUOTED}]
    decision = change.new if isinstance(change.new, PublicDecision) else None
    meta = f"{decision.outcome.icon} {language.say(decision.outcome.label)}" if decision else language.say("We asked")
    edits = () if change.hushed or not old else tuple(_edits(old, new))
    hushed = language.say("Its old words are not repeated here.") if change.hushed else ""
    address = _address(change.new)
    return Card(change.new.title, address, meta, _shown(quote), _shown(facts), edits, hushed, decision)


def _shown(found: Iterable[fields.Field]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((each.label, each.read) for each in found if each.texts)


def _read(each: PublicDecision | PublicOccasion, language: Language) -> dict[str, fields.Field]:
    return (
        fields.of_decision(each, language) if isinstance(each, PublicDecision) else fields.of_occasion(each, language)
    )


def _edits(old: Mapping[str, fields.Field], new: Mapping[str, fields.Field]) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """Yield the words of each field that changes."""
    nothing = fields.Field("", (), None)
    for name in dict.fromkeys((*new, *old)):
        before, after = old.get(name, nothing), new.get(name, nothing)
        if before.mark != after.mark:
            yield after.label or before.label, words.compare(before.text, after.text)
