"""What changed in our words after they were published, newest first: what went is struck out, what came underlined."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from yousaid import prose
from yousaid.history import Wording
from yousaid.outputs import words
from yousaid.outputs.pages.book import Book
from yousaid.views import PublicDecision


def rewordings(book: Book, decision: PublicDecision) -> Markup:
    """Return the changes as the items of a list; nothing where no reader could see one."""
    past = decision.past
    return Markup("\n").join(found for each in reversed(past.wordings if past else ()) for found in _item(book, each))


def _item(book: Book, wording: Wording) -> Iterator[Markup]:
    before, after = ("\n".join(prose.lines(text)) for text in (wording.before, wording.after))
    # A first answer is no other one, and another mark no other word.
    if before and before != after:
        _ = book.language.say
        what = {"answer": _("Our answer"), "reason": _("Why"), "reopen_if": _("What would reopen it")}[wording.field]
        pieces = words.marked(words.compare(before, after), book.language)
        day = book.env.filters["time"](wording.when.date())
        yield Markup('<dt>{} · {}</dt>\n<dd dir="auto">{}</dd>').format(what, day, pieces)
