"""How we speak to our customers: plainly, of what is done, and with a reason that is one. About English only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from yousaid.decode import Entry
from yousaid.diagnostics import quoted
from yousaid.model import Decision, Group
from yousaid.rules.corpus import Corpus, Finding, Findings, advice
from yousaid.rules.glance import Glance, ours, without_code
from yousaid.rules.words import NO_REASONS

_WORD = re.compile(r"[a-z][a-z'/-]*")
_FOR_NOW = re.compile(r"\bat (?:this|the present|present) time\b|\bright now\b", re.IGNORECASE)

_PROMISE = re.compile(
    r"\b(?:we(?:['’]ll| will)(?! (?:not|never|no)\b)"
    r"|we(?:['’]re| are) (?:still |now |currently )?(?:going to|working on|planning to|looking into)\b"
    r"|we (?:plan|intend|hope|aim|expect) to\b"
    r"|(?:it|this|that) will be (?:available|added|released|possible)\b|you(?:['’]ll| will) be able to\b"
    r"|(?:is|are|it['’]s) (?:planned|on (?:our|the) roadmap|coming soon)\b"
    r"|coming soon\b)"
)
_NOT = re.compile(r"\b(?:no|not|nothing|never|none)\b|n['’]t\b", re.IGNORECASE)
_MAY_PROMISE = (
    *("we will", "we'll", "we’ll", "going to", "working on", "planned", "roadmap", "coming soon", "planning to"),
    *("looking into", "plan to", "intend to", "hope to", "aim to", "expect to", "will be ", "l be able"),
)
_DONE = re.compile(
    r"\b(?:now|today|already|can|since|no longer|ships|works|gone|(?<!be )(?:done|shipped|released)"
    r"|we(?:['’]ve| have)? (?!decided|planned|agreed|needed|wanted|looked|discussed|started|considered|noted|promised)"
    r"(?:\w+ed|built|made|wrote|did|put|took|gave|set|cut|let|sent|brought|went|kept|began)"
    r"|(?:has|have) been (?!planned|scheduled|noted|decided|discussed|approved|accepted)\w+"
    r"|(?:was|were) (?!planned|scheduled|noted|decided|discussed|approved|accepted)\w+ed)\b"
)

_EMPTY = re.compile(
    r"\b(?:(?:feedback|opinion|input|satisfaction|business|call|voice|suggestion) is"
    r" (?:very |so |really |extremely )?important to us"
    r"|stay tuned|we (?:really |greatly |truly )?(?:value|appreciate) your (?:feedback|input|opinion|suggestion)"
    r"|for your (?:patience|understanding)\b|committed to (?:excellence|providing|delivering|improving)"
    r"|(?:always|continuously|constantly) (?:striving|strive|working|looking|trying) to improve"
    r"|in the (?:near|not[- ]too[- ]distant|foreseeable) future|in due course"
    r"|tak(?:e|es|ing) (?:this|it|that|these|your \w+|all \w+|\w+ \w+) (?:very |extremely |really )?seriously"
    r"|for any inconvenience)\b"
)
_MAY_BE_EMPTY = (
    *("important to us", "stay tuned", " future", "due course", "seriously", "inconvenience", "e your ", "for your "),
    *("committed to", "to improve"),
)

LONGEST = 43
# Where a reader takes a breath: after a full stop and the like, at a blank line, and before an item of a list.
_BREATH = re.compile(r"[.!?:;…][\"'”’)*_]{0,4}\s|\n[ ]*\n|\n[ ]*(?:[-*+>#|]|\d{1,3}[.)])")
_LINK = re.compile(r"\]\([^()\s]*\)|<[^<>\s]*>|https?://\S+")


def _short_reason(value: BaseModel) -> str:
    reason = value.reason if isinstance(value, Decision) else None
    text: str = getattr(reason, "text", None) or "" if reason else ""
    return text if len(text) < 120 else ""


@advice("YS911", lambda seen: _short_reason(seen.value))
def a_reason_says_why(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """A reason must say more than that the answer is no.

    “We decided not to do it” is the outcome once more. Say what would have been lost, or what it would have cost; and
    where that may not be said, be honest:

        reason: confidential
    """
    text = _short_reason(entry.value).replace("’", "'")
    words = _WORD.findall(_FOR_NOW.sub("", text).lower())
    if words and NO_REASONS.issuperset(words) and text.isascii():
        message = f"a reason must say why: {quoted(text)} only repeats the outcome"
        hint = "say what spoke against it, or write `reason: confidential`"
        yield Finding(entry, ("reason", "text"), message, hint)


def _may_promise(seen: Glance) -> object:
    done = isinstance(seen.value, Decision) and seen.value.outcome.group is Group.DID
    return done and any(map(seen.ours.__contains__, _MAY_PROMISE))


@advice("YS912", _may_promise)
def done_is_no_promise(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """Under an outcome that is done, the answer must say what was done, and not only what is going to be.

    On every sixth page of this kind, what stands under “we did” is a promise. If it is not done yet, write

        outcome: planned
    """
    record = entry.value
    assert isinstance(record, Decision)  # that is the sign
    answer = record.answer or ""
    promise = _PROMISE.search(answer.lower())
    if promise and not _DONE.search(answer.lower()) and not _NOT.search(answer, 0, promise.start()):
        said = answer[promise.start() : promise.end()]
        message = f"an outcome `{record.outcome}` must not be answered by a promise: {quoted(said)}"
        hint = "say what can be done now, or type `outcome: planned`"
        yield Finding(entry, ("answer",), message, hint, words=said)


@advice("YS913", lambda seen: any(map(seen.ours.__contains__, _MAY_BE_EMPTY)) and _EMPTY.search(seen.ours))
def no_empty_phrases(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """What we say must say something.

    “Your feedback is important to us”, “stay tuned”, “in the near future”, “we take this seriously”: readers have met
    these too often to believe them. Write what you do, and when; or delete the sentence.
    """
    for path, text in ours(entry.value):
        for match in _EMPTY.finditer((text or "").lower()):
            said = (text or "")[match.start() : match.end()]
            yield Finding(entry, path, f"{quoted(said)} says nothing", "say what and when, or delete it", words=said)


def _may_be_long(seen: Glance) -> object:
    # Most sentences are so short that their words need not be counted.
    return len(seen.ours) > 3 * LONGEST and max(map(len, seen.ours.split("."))) > 3 * LONGEST


@advice("YS914", _may_be_long)
def sentences_can_be_read(entry: Entry[BaseModel], corpus: Corpus) -> Findings:
    """A sentence of ours must have at most 43 words; better 25.

    25 words are the limit of the British government's pages. With sentences of 43 words on average, readers understand
    less than a tenth (insidegovuk.blog.gov.uk, “Sentence length: why 25 words is our limit”, 4 August 2014). Make two
    of it, or a list.
    """
    for path, text in ours(entry.value):
        for sentence, count in _long_sentences(text or ""):
            message = f"a sentence must have at most {LONGEST} words; this one has {count}"
            yield Finding(
                entry, path, message, "make two sentences of it, or a list", words=sentence.split("\n")[0].strip()
            )


def _long_sentences(text: str) -> Iterator[tuple[str, int]]:
    for sentence in _BREATH.split(_LINK.sub("", without_code(text))):
        count = sum(any(map(str.isalpha, word)) for word in sentence.split()) if len(sentence) > 3 * LONGEST else 0
        if count > LONGEST:
            yield sentence, count
