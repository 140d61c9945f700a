"""Links between records hold at both ends, and never lead to what is not public."""

from __future__ import annotations

from collections.abc import Iterator

from yousaid.decode import Entry, Path
from yousaid.diagnostics import nearest
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
            near = nearest(target, corpus.known["decision"])
            yield Finding(
                entry,
                path,
                f"there is no record `{target}`",
                f"did you mean `{near}`?" if near else "check the name of the file, without `.yml`",
            )


@rule("YS342")
def links_hold_at_both_ends(entry: Entry[Decision], corpus: Corpus) -> Findings:
    """A record that replaces or reopens another one must be named by it, and the other way round.

    The newer record says `supersedes: [old]` (or `reopened: old`, where the old one was a no), the older one says
    `superseded_by: new`. So a reader finds the way from both pages.
    """
    record = entry.value
    replaced = [(("supersedes", number), old) for number, old in enumerate(record.supersedes or ())]
    reopened = [(("reopened",), record.reopened)] if record.reopened else []
    for path, old in (*replaced, *reopened):
        other = corpus.decisions.get(old)
        if other and old != entry.key and other.value.superseded_by != entry.key:
            yield Finding(
                entry,
                path,
                f"`{old}` must say `superseded_by: {entry.key}`",
                f"add `superseded_by: {entry.key}` to {other.source.path}",
                ((other, ("superseded_by",), "the other end is here"),),
            )
    new = corpus.decisions.get(record.superseded_by or "")
    if new and new is not entry and entry.key not in (*(new.value.supersedes or ()), new.value.reopened):
        yield Finding(
            entry,
            ("superseded_by",),
            f"`{new.key}` must say `supersedes: [{entry.key}]`",
            f"add `supersedes: [{entry.key}]`, or `reopened: {entry.key}` after a no, to {new.source.path}",
            ((new, ("supersedes",), "the other end is here"),),
        )


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
    if other and other.value.merged_into:
        yield Finding(
            entry,
            ("merged_into",),
            f"`{other.key}` is merged itself; the link must lead to the answer",
            f"type `merged_into: {other.value.merged_into}`",
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
                "delete `superseded_by` from the newest one",
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
    if entry.value.draft:
        return
    for path, target in linked(entry.value):
        other = corpus.decisions.get(target)
        if other and (other.value.draft or _later(other.value, entry.value)):
            name = "draft" if other.value.draft else "publish_on"
            yield Finding(
                entry,
                path,
                f"a record that is public must not link to `{target}`, which is not",
                f"remove `{name}` there, or make this record a draft too",
                ((other, (name,), "it is held back here"),),
            )


def _later(target: Decision, record: Decision) -> bool:
    return target.publish_on is not None and (record.publish_on is None or target.publish_on > record.publish_on)
