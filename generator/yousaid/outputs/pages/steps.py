"""The way that a record took from outcome to outcome, as far as it was public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yousaid.model import OUTCOMES, Group, Outcome, When, taken_back
from yousaid.views import PublicDecision

_MADE = frozenset({Group.DID, Group.PARTLY})
_UNANSWERED = frozenset({Outcome.RECEIVED, Outcome.REVIEWING})
_A_DAY = dt.timedelta(days=1)  # a new day begins in the east


@dataclass(frozen=True, slots=True)
class Step:
    """An outcome, and when it was published; ``named`` is the day that the record itself gives for it.

    It is ``turned`` where a no became a yes, or a yes a no, and goes ``back`` where it takes back what we had said. It
    is told already if the record was first published with it, or if it was shipped, which has a line of its own.
    """

    published: dt.date
    outcome: Outcome
    turned: bool
    back: bool
    told: bool
    named: When | None = None

    @property
    def day(self) -> When | dt.date:
        """When it was so, as far as anybody says."""
        return self.named or self.published

    def but(self, named: When | None, told: bool) -> Step:
        """Return the same step with another day of its own, and told or not; `dataclasses.replace` takes far longer."""
        return Step(self.published, self.outcome, self.turned, self.back, told, named)


def steps(decision: PublicDecision, earlier: PublicDecision | None) -> list[Step]:
    """Return the outcomes that a record was public with, oldest first; ``earlier`` is the answer it takes up again."""
    found = [*_public(decision, earlier)]
    is_made = [step.outcome.group in _MADE for step in found]
    answer = _first(found, decision.answered, [step.outcome not in _UNANSWERED for step in found])
    made = _first(found, decision.shipped, is_made)
    if answer is not None and not (decision.shipped and is_made[answer]):
        found[answer] = found[answer].but(decision.answered, told=False)
    if made is not None and not found[made].back:
        found[made] = found[made].but(found[made].named, told=True)
    return found


def _public(decision: PublicDecision, earlier: PublicDecision | None) -> Iterator[Step]:
    """Yield the outcomes by their days of publication; those that are no more are passed over."""
    said, outcomes = earlier.outcome.says_yes if earlier else None, list[Outcome]()
    for number, move in enumerate(decision.past.moves if decision.past else ()):
        if move.outcome in OUTCOMES:
            outcomes.append(OUTCOMES[move.outcome])
            says = outcomes[-1].says_yes
            turned = None not in (said, says) and said is not says
            back = turned or taken_back(outcomes) is not None
            yield Step(move.when.date(), outcomes[-1], turned, back, number == 0)
            said = said if says is None else says


def _first(found: Sequence[Step], when: When | None, wanted: Sequence[bool]) -> int | None:
    """Return the place of the first wanted outcome that was published on that day or later: what the day belongs to."""
    if when is None or not when.day:
        return None
    since = when.first - _A_DAY
    return next((place for place, step in enumerate(found) if wanted[place] and step.published >= since), None)
