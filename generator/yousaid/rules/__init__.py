"""What a good record and a good corpus mean beyond their shape: one rule, one function, documented by its docstring."""

from __future__ import annotations

from yousaid.rules import credit, dates, links, people, required, text, vocabulary
from yousaid.rules.corpus import Corpus, Rule, name_key, rules_in, run

RULES: tuple[Rule, ...] = tuple(
    rule for room in (required, dates, credit, links, people, vocabulary, text) for rule in rules_in(vars(room))
)

__all__ = ["RULES", "Corpus", "Rule", "name_key", "run"]
