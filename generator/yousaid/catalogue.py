"""Every code that there is, for ``yousaid explain``."""

from __future__ import annotations

from yousaid import (
    engine,
    exporters,
    guard,
    handwritten,
    history,
    mistakes,
    reader,
    rules,
    schema,
    search,
    syntax,
    verify,
)
from yousaid.announce.codes import CODES as ANNOUNCE
from yousaid.diagnostics import Code
from yousaid.importers import codes as imports


def codes() -> dict[str, Code]:
    """Return all codes by their id, sorted."""
    found = (
        *reader.CODES,
        *syntax.CODES,
        *mistakes.CODES,
        *(rule.code for rule in (*rules.RULES, *rules.OVER_TIME)),
        rules.SILENCE,
        *schema.CODES,
        *history.CODES,
        *guard.CODES,
        *verify.CODES,
        *handwritten.CODES,
        *engine.CODES,
        *search.CODES,
        *ANNOUNCE,
        *exporters.CODES,
        *imports.CODES,
    )
    return {code.id: code for code in sorted(found, key=lambda code: code.id)}
