"""What a good record and a good corpus mean beyond their shape: one rule, one function, documented by its docstring."""

from __future__ import annotations

from yousaid.rules import credit, dates, links, named, people, private, required, text, vocabulary, wording
from yousaid.rules.corpus import Corpus, Rule, name_key, rules_in, run
from yousaid.rules.silence import SILENCE

RULES: tuple[Rule, ...] = tuple(
    rule
    for room in (required, dates, credit, links, people, vocabulary, text, private, named, wording)
    for rule in rules_in(vars(room))
)

__all__ = ["RULES", "SILENCE", "Corpus", "Rule", "name_key", "run"]
