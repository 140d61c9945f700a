"""Records of all kinds, made by chance: whatever the model accepts."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from yousaid.decode import MODELS
from yousaid.model import Form, How, Kind, Origin, Outcome, Role, Was
from yousaid.nodes import unseen
from yousaid.reader import Kind as FileKind

# What means something to YAML, to Markdown, or to somebody's YAML reader.
_PIECES = [
    *(
        ": ",
        " #",
        "# ",
        "- ",
        "? ",
        "@",
        "`",
        "%",
        "&",
        "*",
        "!",
        "|",
        ">",
        "'",
        '"',
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "---",
    ),
    *(
        "~",
        "null",
        "yes",
        "No",
        "on",
        "3.10",
        "1_000",
        "0x1F",
        "12:30",
        "2026-01-31",
        "1e3",
        ".5",
        "=",
        "<<",
        "...",
        ":",
    ),
    *("word", "Ada", "漢字", "é", "👍🏽", "  ", " ", "a-b", "https://example.org/", "$", "(", ")", "\u3000", "\u00a0"),
]


def _visible(text: str) -> bool:
    return not unseen(text) and "\t" not in text and bool(text.strip())


_lines = (
    st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), min_size=1, max_size=8)
    .map(lambda parts: "".join(parts).replace("\n", " "))
    .filter(_visible)
)
lines = _lines | st.sampled_from([piece for piece in _PIECES if piece.strip()])
texts = (
    st.lists(lines | st.sampled_from(["", "   ", "    code"]), min_size=1, max_size=5).map("\n".join).filter(_visible)
)
keys = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,5})?", fullmatch=True) | st.sampled_from(
    ["no", "on", "null", "1e3", "007"]
)
days = st.dates(min_value=__import__("datetime").date(1900, 1, 1)).map(str)
dates = days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4]) | st.just("unknown")
urls = st.text(string.ascii_letters + string.digits + "-/#?=&%:.,", max_size=8).map(
    lambda end: f"https://example.org/{end}"
)
counts = st.integers(0, 999_999_999_999).map(str)


def words(kind: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([str(each) for each in kind])


def some(of: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(of, min_size=1, max_size=3)


def group(optional: dict[str, Any], **needed: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(needed, optional=optional)


links = urls | group({"title": lines}, url=urls)
credited = st.just("none") | some(keys | group({"for": some(words(Role))}, customer=keys))
reasons = (
    st.just("confidential")
    | texts.filter(lambda text: not text.lower().lstrip().startswith("confidential"))
    | group({"text": texts}, code=keys.filter(lambda key: key != "confidential"))
)
decisions = group(
    {
        "why": texts,
        "kind": words(Kind),
        "answer": texts,
        "answered": dates,
        "shipped": dates,
        "release": lines,
        "reason": reasons,
        "confidential_until": days,
        "review_by": dates,
        "reopen_if": texts,
        "changed_because": texts,
        "origin": words(Origin),
        "evidence": some(links),
        "credits": credited,
        "no_credit_because": texts,
        "also_said": some(group({"credits": credited}, said=texts)),
        "options": some(group({"because": texts}, option=lines)),
        "criteria": some(keys),
        "results": some(group({}, measure=lines, before=lines, after=lines, as_of=dates)),
        "voices": group({}, count=counts, as_of=dates),
        "themes": some(keys),
        "segments": some(keys),
        "channel": keys,
        "occasion": keys,
        "decided_by": lines,
        "merged_into": keys,
        "supersedes": some(keys),
        "superseded_by": keys,
        "reopened": keys,
        "source": group({"url": urls}, system=lines, id=lines),
        "publish_on": days,
        "draft": st.sampled_from(["true", "false"]),
    },
    title=lines,
    idea=texts,
    asked=dates,
    outcome=words(Outcome),
    area=keys,
)
customers = group(
    {
        "name": lines,
        "link": urls,
        "affiliation": lines,
        "consent": group({"at": urls, "expires": days}, given=days, how=words(How)),
        "withdrawn": days,
    },
    form=words(Form),
)
occasions = group(
    {
        "until": dates,
        "summary": texts,
        "participants": group({}, count=counts, as_of=dates),
        "links": some(links),
        "channel": keys,
    },
    title=lines,
    question=texts,
    date=dates,
)
_terms = st.dictionaries(keys, lines | group({"help": texts}, name=lines), max_size=3)
vocabularies = group(
    {
        "themes": _terms,
        "segments": _terms,
        "reasons": st.dictionaries(keys, group({}, name=lines, text=texts), max_size=2),
        "criteria": st.dictionaries(keys, group({}, name=lines, help=texts), max_size=2),
        "promises": group({"first_answer_days": counts}),
        "words": st.dictionaries(lines, some(lines), max_size=2),
    },
    areas=_terms.filter(bool),
)
removals = group(
    {"was": words(Was)},
    removed=days,
    because=st.just("confidential") | texts.filter(lambda text: not text.lower().lstrip().startswith("confidential")),
)
TREES: dict[FileKind, st.SearchStrategy[dict[str, Any]]] = {
    "decision": decisions,
    "customer": customers,
    "occasion": occasions,
    "removed": removals,
    "vocabulary": vocabularies,
}


def records(kind: FileKind) -> st.SearchStrategy[BaseModel]:
    """Return records of a kind."""
    return TREES[kind].map(MODELS[kind].model_validate)
