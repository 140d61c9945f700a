"""What a good record and a good corpus mean beyond their shape: one rule, one function, documented by its docstring."""

from __future__ import annotations

from yousaid.rules import (
    credit,
    dates,
    keys,
    links,
    named,
    past,
    people,
    private,
    removed,
    required,
    returned,
    text,
    vanished,
    vocabulary,
    wording,
)
from yousaid.rules.corpus import Corpus, Rule, files, rules_in, run, run_over_time
from yousaid.rules.returned import Identities, identities
from yousaid.rules.silence import SILENCE

RULES: tuple[Rule, ...] = tuple(
    rule
    for room in (required, dates, credit, links, removed, people, vocabulary, text, private, keys, named, wording)
    for rule in rules_in(vars(room))
)
ADVICE: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.sign)
"""Those that warn; a remark that silences one is looked at where all of them are run."""
OVER_TIME: tuple[Rule, ...] = tuple(rule for room in (past, returned, vanished) for rule in rules_in(vars(room)))
"""Rules that compare the records with what git knows of them."""

__all__ = [
    "ADVICE",
    "OVER_TIME",
    "RULES",
    "SILENCE",
    "Corpus",
    "Identities",
    "Rule",
    "files",
    "identities",
    "run",
    "run_over_time",
]
