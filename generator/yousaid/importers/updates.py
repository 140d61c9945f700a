"""A newer export against a record that is here: what changed there is taken, and what hands changed here stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from yousaid.authoring import canonical
from yousaid.decode import Entry
from yousaid.importers.memory import Digests, digest
from yousaid.importers.merging import amended
from yousaid.importers.records import HEAD
from yousaid.model import UNEXPLAINED, Decision, Way, way
from yousaid.shortcut import Value

_SAID_OF_OUTCOME = {"outcome", "answer", "answered", "reason", "shipped", "evidence", "merged_into", "review_by"}
TEXTS = {"title", "idea", "answer", "reason"}
_ABOUT_OUTCOME = _SAID_OF_OUTCOME | {"credits", "no_credit_because", "draft"}


@dataclass(slots=True)
class Update:
    """The fields to set (None takes one out), those changed on both sides, and what is remembered of all."""

    fields: dict[str, Value | None] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)
    memory: Digests = field(default_factory=dict)


def update(current: Mapping[str, Value], new: Mapping[str, Value], before: Digests) -> Update:
    """Compare the fields of a record as it is, as the export has it now, and as the last import wrote it.

    An export that says less than the last one is no news: another kind of export of the same system may leave things
    out. Only where the outcome is another one, what went with the old one goes.
    """
    found = Update()
    goes_on = digest(new["outcome"]) == before.get("outcome")
    for name in Decision.model_fields:
        here, there = (digest(tree[name]) if name in tree else None for tree in (current, new))
        was = before.get(name)
        if here == there or there == was:
            remembered = there
        elif name in current and _is_silent(new, name, goes_on):
            remembered = was
        elif here == was:
            found.fields[name] = new.get(name)
            remembered = there
        else:
            found.conflicts.append(name)
            remembered = was
        if remembered is not None:
            found.memory[name] = remembered
    return found


def _is_silent(new: Mapping[str, Value], name: str, goes_on: bool) -> bool:
    """Tell whether an export says nothing of a field. That nothing keeps a record from being public is said so, too."""
    if name not in new:
        gone = {
            "draft",
            *(_SAID_OF_OUTCOME if not goes_on else ()),
            *(["no_credit_because"] if "credits" in new else ()),
        }
        return name not in gone
    return new[name] in ("unknown", {"code": UNEXPLAINED}) or (name == "idea" and new[name] == new["title"])


def kept_back(record: Decision, new: Decision, found: Update, before: Digests) -> str:
    """Take all that is about the outcome out of an update that would take a public record back; return why.

    A record that was public stays so, and what it said is taken back only by somebody who says why.
    """
    if "outcome" not in found.fields and "draft" not in found.fields:
        return ""
    if record.draft:
        return ""
    if new.draft:
        why = "it cannot be public as it is there now"
    elif way(record.outcome, new.outcome) is not Way.ON:
        why = f"it went back there, from `{record.outcome}` to `{new.outcome}`; if that is right, say `changed_because`"
    else:
        return ""
    _take_out(found, _ABOUT_OUTCOME, before)
    return why


def withheld(found: Update, before: Digests) -> bool:
    """Take the texts out of an update in which somebody is named, and what needs them; tell whether there were any."""
    if has_texts := bool(TEXTS & found.fields.keys()):
        _take_out(found, TEXTS | _ABOUT_OUTCOME, before)
    return has_texts


def _take_out(found: Update, names: Collection[str], before: Digests) -> None:
    for name in found.fields.keys() & names:
        del found.fields[name]
        found.memory.pop(name, None)
        if name in before:
            found.memory[name] = before[name]


def text_of(entry: Entry[Decision], fields: Mapping[str, Value | None]) -> str:
    """Return the text of a record with these fields; a remark that it cannot be public goes with `draft`."""
    text = amended(entry.source, fields)
    if "draft" in fields and fields["draft"] is None:
        text = "\n".join(line for line in text.split("\n") if not line.startswith(HEAD))
    return text


def shown(tree: Mapping[str, Value], name: str) -> str:
    """Return a field as it is written, or that there is none."""
    return canonical.written({name: tree[name]}).strip() if name in tree else "nothing"
