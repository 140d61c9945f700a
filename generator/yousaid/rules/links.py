"""Links between records hold at both ends, and never lead to what is not public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from yousaid.decode import Entry
from yousaid.diagnostics import did_you_mean
from yousaid.mistakes import Path
from yousaid.model import Decision
from yousaid.rules.corpus import Corpus, Finding, Findings, rule


def linked(record: Decision) -> Iterator[tuple[Path, str]]:
    """Yield every id that a record links to, with the path to it."""
    for name in ("merged_into", "superseded_by", "reopened"):
        target: str | None = getattr(record, name)
        if target is not None:
            yield (name,), target
    for number, target in enumerate(record.supersedes or ()):
        yield ("supersedes", number), target


@rule("YS341")
def links_lead_somewhere(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A link to another record must name a record that exists, and another one than itself.

    The id of a record is the name of its file without `.yml`, whatever year folder it lies in.
    """
    for path, target in linked(entry.value):
        if target == entry.key:
            yield Finding(entry, path, f"`{path[0]}` must name another record, not the record itself", "correct the id")
        elif target not in corpus.known["decision"]:
            hint = did_you_mean(target, corpus.known["decision"], "check the name of the file, without `.yml`")
            yield Finding(entry, path, f"there is no record `{target}`", hint)


@rule("YS342")
def links_hold_at_both_ends(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A record that replaces or reopens another one must be named by it, and the other way round.

    The newer record says `supersedes: [old]` (or `reopened: old`, where the old one was a no), the older one says
    `superseded_by: new`. So a reader finds the way from both pages. A newer record that is not public yet is not
    named; the line is added when it is published.
    """
    record = entry.value
    replaced = [(("supersedes", number), old) for number, old in enumerate(record.supersedes or ())]
    reopened = [(("reopened",), record.reopened)] if record.reopened else []
    for path, old in (*replaced, *reopened):
        other = corpus.decisions.get(old)
        if other and other is not entry and not _hidden_from(entry, other, corpus.today):
            yield from _older_end(entry, path, other)
    new = corpus.decisions.get(record.superseded_by or "")
    if new and new is not entry and entry.key not in (*(new.value.supersedes or ()), new.value.reopened):
        yield Finding(
            entry,
            ("superseded_by",),
            f"`{new.key}` must say that it replaces `{entry.key}`",
            f"add `{entry.key}` to `supersedes` in {new.source.path}, or `reopened: {entry.key}` after a no",
            ((new, ("supersedes",), "the other end is here"),),
        )


def _older_end(entry: Entry[Decision], path: Path, old: Entry[Decision]) -> Findings:
    named = old.value.superseded_by
    if named is None:
        hint = f"add `superseded_by: {entry.key}` to {old.source.path}"
        related = ((old, ("outcome",), "the other end is here"),)
        yield Finding(entry, path, f"`{old.key}` must say `superseded_by: {entry.key}`", hint, related)
    elif named != entry.key:
        hint = f"delete this link, or type `superseded_by: {entry.key}` in {old.source.path}"
        related = ((old, ("superseded_by",), "the other end is here"),)
        yield Finding(entry, path, f"`{old.key}` is replaced by `{named}` already", hint, related)


@rule("YS343")
def only_a_no_is_reopened(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`reopened` must name a record that was not followed then: a no, or one that was withdrawn.

    Where the old idea had been done and is replaced now, write `supersedes`.
    """
    other = corpus.decisions.get(entry.value.reopened or "")
    if other and not (other.value.outcome.is_no or other.value.outcome == "withdrawn"):
        yield Finding(
            entry,
            ("reopened",),
            f"`{other.key}` must be a no to be reopened; it is `{other.value.outcome}`",
            f"write `supersedes: [{other.key}]` instead",
            ((other, ("outcome",), "its outcome is here"),),
        )


@rule("YS344")
def merges_end_at_an_answer(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """`merged_into` must name the record that holds the answer, not one that is merged itself."""
    other = corpus.decisions.get(entry.value.merged_into or "")
    if other is None or other is entry or other.value.merged_into is None:
        return
    seen = [entry.key]
    last = other
    while last.key not in seen and (following := corpus.decisions.get(last.value.merged_into or "")):
        seen.append(last.key)
        last = following
    circle = last.key in seen
    yield Finding(
        entry,
        ("merged_into",),
        f"`{other.key}` is merged itself; the link must lead to the answer",
        "give one of the two an outcome of its own" if circle else f"type `merged_into: {last.key}`",
        ((other, ("merged_into",), "it goes on from here"),),
    )


@rule("YS345")
def newer_replaces_older_in_one_direction(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """Records must not replace each other in a circle."""
    seen = [entry.key]
    following = entry
    while newer := corpus.decisions.get(following.value.superseded_by or ""):
        following = newer
        if following is entry and entry.key == min(seen) and len(seen) > 1:
            way = " → ".join(f"`{key}`" for key in (*seen, entry.key))
            yield Finding(
                entry,
                ("superseded_by",),
                f"records must not replace each other in a circle: {way}",
                "delete the link from the newest to the oldest one, at both ends",
            )
        if following.key in seen:
            return
        seen.append(following.key)


@rule("YS346")
def public_pages_link_to_public_pages(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A public record must not link to one that is not public yet.

    The link would give away that it exists, and lead nowhere. Remove `draft` (or bring the two `publish_on` into
    line), or delete the link.
    """
    for path, target in linked(entry.value):
        other = corpus.decisions.get(target)
        if other and _hidden_from(other, entry, corpus.today):
            name = "draft" if other.value.draft else "publish_on"
            yield Finding(
                entry,
                path,
                f"`{target}` is not public when this record is, and must not be linked to",
                f"remove `{name}` there, or hold this record back too",
                ((other, (name,), "it is held back here"),),
            )


def _hidden_from(one: Entry[Decision], other: Entry[Decision], today: dt.date) -> bool:
    """Tell whether there is a day, today or later, on which the other is public and the one is not."""
    if other.value.draft or one.value.draft:
        return one.value.draft and not other.value.draft
    since, seen = one.value.publish_on or today, other.value.publish_on or today
    return max(since, today) > max(seen, today)
