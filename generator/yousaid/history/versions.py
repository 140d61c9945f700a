"""What an old version of a file said: as much as can be read of it, whatever the model of today thinks of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from yousaid import nodes, shortcut
from yousaid.diagnostics import Source
from yousaid.model.decision import SECRET
from yousaid.reader import FOLDER, MAX_BYTES

Kind: TypeAlias = 'Literal["decision", "customer", "occasion"]'

_PLACE = re.compile(
    rf"(?:\A|(?<=/)){FOLDER}/(?P<folder>[0-9]{{4}}|customers|occasions)/(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)\.yml\Z",
    re.ASCII,
)
_EXAMPLE = "\n# This is an example; delete it."
_KINDS: Mapping[str, Kind] = {"customers": "customer", "occasions": "occasion"}


class Place(NamedTuple):
    """What a file is by its path: a kind of record, its id, and the folder of its site, empty or with a slash."""

    kind: Kind
    key: str
    root: str


class Facts(NamedTuple):
    """What one version of a file said, as far as its past needs it; texts as they were typed."""

    hidden: bool = False
    """It was not to be seen: a draft, or a customer who may not be named."""
    since: str = ""
    """The first day on which it was to be seen."""
    until: str = ""
    """The last day on which it was to be seen."""
    outcome: str = ""
    origin: str = ""
    answer: str = ""
    reason: str = ""
    code: str = ""
    """The reason's word of the vocabulary."""
    reopen_if: str = ""
    explained: str = ""
    """What `changed_because` says."""
    silent: bool = False
    """Nothing that was said before may be repeated: the reason became confidential, or the record was withdrawn."""
    name: str = ""
    """The name of a customer, whether it was to be seen or not."""
    withdrawn: str = ""
    """The day on which a customer withdrew."""
    link: str = ""
    """The page of a customer."""
    example: bool = False
    """It calls itself an example: one of the records with which a repository begins."""


def place(path: str) -> Place | None:
    """Return what a file is by its path; nothing if it is no record that was ever public, in whichever folder."""
    found = _PLACE.search(path)
    return Place(_KINDS.get(found["folder"], "decision"), found["key"], path[: found.start()]) if found else None


def facts(kind: Kind, content: bytes) -> Facts | None:
    """Return what a version says; nothing where it cannot be read, so that no site can have been built from it."""
    if len(content) > MAX_BYTES:
        return None
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode().replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    fields: Mapping[str, object] | None = shortcut.fields(text)
    if fields is None:
        root, _ = nodes.parse(Source("", text))
        if root is None:
            return None
        fields = {name: _plain(node) for name, (_, node) in root.entries.items()}
    told = _READERS[kind](fields)
    return told._replace(example=True) if told and _EXAMPLE in text else told


def day(text: str) -> dt.date | None:
    """Return a whole date."""
    if not text:
        return None
    with contextlib.suppress(ValueError):
        return dt.date.fromisoformat(text)
    return None


def _plain(node: nodes.Node) -> object:
    """Return a text, or fields with texts; lists are of no interest here."""
    if isinstance(node, nodes.Mapping):
        return {name: _plain(inner) for name, (_, inner) in node.entries.items()}
    return node.value if isinstance(node, nodes.Scalar) else None


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _decision(fields: Mapping[str, object]) -> Facts | None:
    outcome = _text(fields, "outcome")
    if not outcome:
        return None
    given = fields.get("reason")
    reason = given if isinstance(given, dict) else {"text": given}
    words, code = _text(reason, "text"), _text(reason, "code")
    # The model refuses what begins like this: it was never published, and a slip that was mended must not be now.
    silent = outcome == "withdrawn" or any(SECRET.match(said) for said in (words, code, *reason))
    since = _text(fields, "publish_on")
    return Facts(
        hidden=_text(fields, "draft").lower() not in {"", "false"} or bool(since and not day(since)),
        since=since,
        outcome=outcome,
        origin=_text(fields, "origin") or "customer",
        answer=_text(fields, "answer"),
        reason="" if silent else words,
        code=code,
        reopen_if=_text(fields, "reopen_if"),
        explained=_text(fields, "changed_because"),
        silent=silent,
    )


def _customer(fields: Mapping[str, object]) -> Facts:
    consent = fields.get("consent")
    name, until = _text(fields, "name"), _text(consent, "expires") if isinstance(consent, dict) else ""
    named = name and isinstance(consent, dict) and not fields.get("withdrawn") and (not until or day(until))
    withdrawn, link = _text(fields, "withdrawn"), _text(fields, "link")
    return Facts(hidden=not named, until=until, name=name, withdrawn=withdrawn, link=link)


def _occasion(fields: Mapping[str, object]) -> Facts | None:
    return Facts() if _text(fields, "title") else None


_READERS: Mapping[Kind, Callable[[Mapping[str, object]], Facts | None]] = {
    "decision": _decision,
    "customer": _customer,
    "occasion": _occasion,
}
