"""The figures of the site as tables, each with its definition in plain words.

The page and the downloads are made of these, so that they cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from yousaid import urls
from yousaid.model import Group, Origin
from yousaid.outputs.language import Language, language
from yousaid.urls import PageKind
from yousaid.views import Site
from yousaid.views.figures import Delays, Heard, Series

ALL = "all"
"""The group of a row that counts all records."""


@dataclass(frozen=True, slots=True)
class Row:
    """The numbers of one group, in the order of the measures; None where there is nothing to count."""

    key: str
    name: str
    values: tuple[float | None, ...]
    tone: Group = Group.OPEN


@dataclass(frozen=True, slots=True)
class Table:
    """A figure put into words: what it counts, what it leaves out, the heading of its groups, and its measures."""

    key: str
    title: str
    definition: str
    notes: tuple[str, ...]
    head: str
    measures: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    listing: PageKind | None = None
    """Where the records of a group are listed."""


def tables(site: Site) -> tuple[Table, ...]:
    """Return all figures of the site in its language."""
    make = _Tables(site, language(site.about.language))
    return (
        make.balance(),
        make.first_answer(),
        make.shipped(),
        make.months(),
        make.years(),
        make.promises(),
        make.origin(),
        make.areas(),
        make.segments(),
    )


class _Tables:
    """Puts figures into the words of a language."""

    def __init__(self, site: Site, spoken: Language) -> None:
        self.site, self.figures = site, site.figures
        self.spoken, self.say, self.count = spoken, spoken.say, spoken.count

    def balance(self) -> Table:
        _, balance = self.say, self.figures.balance
        rows: tuple[Row, ...] = (
            Row("said", _("Said"), (balance.said,), Group.OTHER),
            Row("answered", _("Answered"), (self.figures.answered,), Group.OTHER),
            Row("waiting", _("Without an answer yet"), (self.figures.waiting,), Group.OTHER),
            Row("did", _("Done"), (balance.did,), Group.DID),
            Row("partly", _("Partly, or something else"), (balance.partly,), Group.PARTLY),
            Row("already-there", _("Already there"), (balance.already_there,), Group.DID),
            Row("not-now", _("Not now"), (balance.not_now,), Group.NO),
            Row("no", _("No"), (balance.no,), Group.NO),
            Row("open", _("Open"), (balance.open,), Group.OPEN),
            Row("other", _("Merged or withdrawn"), (balance.other,), Group.OTHER),
            Row("confidential", _("Noes for a confidential reason"), (balance.confidential,), Group.NO),
        )
        definition = _(
            "Every public record is counted once, by what has become of it up to now. The noes for a confidential "
            "reason are among those called “No” and “Not now”; all other noes give their reason."
        )
        if balance.unexplained:
            rows += (Row("unexplained", _("Noes for which no reason was given"), (balance.unexplained,), Group.NO),)
            definition = _(
                "Every public record is counted once, by what has become of it up to now. The noes for a confidential "
                "reason, and older ones for which none was given, are among those called “No” and “Not now”; all "
                "other noes give their reason."
            )
        answered = _(
            "Answered is what we gave an answer to, a no included. What is received or under review waits for one, "
            "unless its record has the date of an answer. What was merged is answered in another record, and what was "
            "withdrawn needs no answer: both are counted as neither."
        )
        return Table("balance", _("How it stands"), definition, (answered,), _("Outcome"), (self._records,), rows)

    def first_answer(self) -> Table:
        _, waiting = self.say, self.figures.waiting
        definition = _(
            "Days from the day on which something was asked to the day on which it was answered. The median is the "
            "middle one: half of the answers took no longer. Half of all lie between the two quartiles."
        )
        waits = waiting and self.count(
            "%(num)s record still waits for its first answer, and is not counted.",
            "%(num)s records still wait for their first answer, and are not counted.",
            waiting,
        )
        return self._delays("first-answer", _("Time to a first answer"), definition, waits, self.figures.first_answer)

    def shipped(self) -> Table:
        _ = self.say
        definition = _(
            "Days from the day on which something was asked to the day on which it, or a part of it, could be used. "
            "What was there before it was asked for is left out, since nobody waited for it."
        )
        return self._delays("shipped", _("Time until it could be used"), definition, 0, self.figures.shipped)

    def months(self) -> Table:
        _ = self.say
        title, definition = (
            _("Answered in each month"),
            _("How many first answers are dated in each month. Merged and withdrawn records are left out."),
        )
        return self._series("answered-by-month", title, definition, _("Month"), self.figures.months)

    def years(self) -> Table:
        _ = self.say
        title, definition = (
            _("Answered in each year"),
            _("How many first answers are dated in each year. Merged and withdrawn records are left out."),
        )
        return self._series("answered-by-year", title, definition, _("Year"), self.figures.years)

    def promises(self) -> Table:
        _, promises = self.say, self.figures.promises
        found = (
            promises.open,
            *([late.decision for late in kind] for kind in (promises.late_looks, promises.late_answers)),
        )
        counts = [Counter(decision.area.key for decision in decisions) for decisions in found]
        rows = (
            Row(ALL, _("All areas"), tuple(len(decisions) for decisions in found)),
            *(
                Row(area.key, area.name, tuple(count[area.key] for count in counts))
                for area in self.site.areas
                if any(count[area.key] for count in counts)
            ),
        )
        measures = (
            ("open", _("Open")),
            ("overdue-look", _("Overdue: to look again")),
            ("overdue-answer", _("Overdue: a first answer")),
        )
        definition = _(
            "A promise is open while something is planned or in progress. It is overdue when the day has passed on "
            "which we said we would look again, or when a first answer has taken longer than we promise."
        )
        title = _("What we have promised")
        return Table("promises", title, definition, self._on_promises(), _("Area"), measures, rows, urls.AREA)

    def _on_promises(self) -> tuple[str, ...]:
        promises = self.figures.promises
        return _notes(
            self.say("No time is promised here for a first answer.")
            if promises.days is None
            else self.count(
                "A first answer is promised within %(num)s day.",
                "A first answer is promised within %(num)s days.",
                promises.days,
            ),
            promises.undated
            and self.count(
                "%(num)s open promise names no day.", "%(num)s open promises name no day.", promises.undated
            ),
            promises.unclear
            and self.count(
                "%(num)s record may wait for its answer too long; its day is not known well enough to tell.",
                "%(num)s records may wait for their answers too long; their days are not known well enough to tell.",
                promises.unclear,
            ),
        )

    def origin(self) -> Table:
        _, origins = self.say, self.figures.origins
        names = {
            Origin.CUSTOMER: _("Began with a customer"),
            Origin.ALREADY_UNDER_WAY: _("Was already under way"),
            Origin.COINCIDENCE: _("Came about for other reasons"),
        }
        total = sum(origins.values())
        rows = tuple(
            Row(origin, names[origin], (count, round(100 * count / total, 1) if total else None))
            for origin, count in origins.items()
        )
        definition = _(
            "Where the work began on what was done, wholly, in part or in another way. Everything else is left out: "
            "what was refused, waits or was there already was no work. Thanks are due in every case. "
            "A record that says nothing else counts as begun with a customer."
        )
        measures = (self._records, ("percent", _("Per cent")))
        return Table("origin", _("What began with a customer"), definition, (), _("Where it began"), measures, rows)

    def areas(self) -> Table:
        _, voices = self.say, self.figures.voices
        return self._voices("voices-by-area", _("Who has been heard, by area"), _("Area"), voices.areas, urls.AREA)

    def segments(self) -> Table:
        _, voices = self.say, self.figures.voices
        unsaid = voices.no_segment and self.count(
            "%(num)s record does not say who asked.", "%(num)s records do not say who asked.", voices.no_segment
        )
        return self._voices(
            "voices-by-segment",
            _("Who has been heard, by kind of customer"),
            _("Who asks"),
            voices.segments,
            urls.SEGMENT,
            unsaid,
        )

    @property
    def _records(self) -> tuple[str, str]:
        return "records", self.say("Records")

    def _delays(self, key: str, title: str, definition: str, note: str | int, delays: Delays) -> Table:
        _ = self.say
        groups = ((ALL, _("All areas"), delays.all), *((area.key, area.name, delay) for area, delay in delays.areas))
        rows = tuple(
            Row(group, name, (each.count, each.low, each.median, each.high) if each else (0, None, None, None))
            for group, name, each in ((group, name, delay.spread) for group, name, delay in groups)
        )
        measures = (
            self._records,
            ("lower-quartile-days", _("Lower quartile")),
            ("median-days", _("Median")),
            ("upper-quartile-days", _("Upper quartile")),
        )
        left_out = delays.all.left_out and self.count(
            "%(num)s record is left out, since one of its two days is not known, or nobody waited for it.",
            "%(num)s records are left out, since one of their two days is not known, or nobody waited for them.",
            delays.all.left_out,
        )
        return Table(key, title, definition, _notes(note, left_out), _("Area"), measures, rows, urls.AREA)

    def _series(self, key: str, title: str, definition: str, head: str, series: Series) -> Table:
        rows = tuple(
            Row(when, self.spoken.month(when) if "-" in when else when, (count,)) for when, count in series.counts
        )
        left_out = series.left_out and self.count(
            "%(num)s record is left out, since the date of its answer is not known well enough.",
            "%(num)s records are left out, since the dates of their answers are not known well enough.",
            series.left_out,
        )
        return Table(key, title, definition, _notes(left_out), head, (self._records,), rows)

    def _voices(
        self, key: str, title: str, head: str, heard: Sequence[Heard], listing: PageKind, note: str | int = 0
    ) -> Table:
        _, uncounted = self.say, self.figures.voices.uncounted
        definition = _(
            "How many records name it, and how many voices were counted in them. A voice is not a person: who asked "
            "for two things is counted twice. The voices of merged records are left out: they may be counted elsewhere."
        )
        more = uncounted and self.count(
            "In %(num)s record voices were not counted.", "In %(num)s records voices were not counted.", uncounted
        )
        rows = tuple(Row(each.word.key, each.word.name, (each.records, each.voices)) for each in heard)
        return Table(
            key, title, definition, _notes(note, more), head, (self._records, ("voices", _("Voices"))), rows, listing
        )


def _notes(*found: str | int) -> tuple[str, ...]:
    """Return the notes that there is something to say in; the others are the number nought."""
    return tuple(note for note in found if isinstance(note, str))
