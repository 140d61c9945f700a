"""A site of delicate records, and messages about them, for the tests of what customers are told."""

from __future__ import annotations

import dataclasses
import functools
import shutil
from collections.abc import Mapping
from pathlib import Path

from conftest import ABOUT, BASE, GOLDEN, TODAY, site_of
from yousaid.announce import Event, Kind, Message, Telling
from yousaid.announce.addresses import Addressee
from yousaid.announce.said import Said, said
from yousaid.announce.speech import Speech, speech
from yousaid.model import Role
from yousaid.outputs.language import language
from yousaid.views import Site

MORE = {
    "decisions/2026/wish.yml": "title: Print in green\nidea: I want green.\nasked: 2025-04-26\noutcome: planned\n"
    "answer: We are going to.\nanswered: 2026-06-01\nreview_by: 2027-01-01\narea: reports\n"
    "changed_because: Ten more asked.\nsource: {system: github, id: 7, url: https://github.com/a/b/issues/7}\n",
    "decisions/2026/same-green.yml": "title: Green, please\nidea: Green!\nasked: 2026-01\noutcome: merged\n"
    "merged_into: wish\narea: reports\n"
    "source: {system: github, id: 8, url: https://github.com/a/b/discussions/8}\n",
}
"""Records that are laid over the golden ones."""


def site(root: Path) -> Site:
    """Return what is public of a folder, which is made."""
    shutil.copytree(BASE, root)
    shutil.copytree(GOLDEN, root, dirs_exist_ok=True)
    for path, content in MORE.items():
        (root / path).write_text(content)
    return site_of(root)


@functools.cache
def ours(code: str) -> Speech:
    """Return our own words in a language; to compile them takes long."""
    return speech(Path("nowhere"), language(code))[0]


def a_message(site: Site, record: str = "export-all", *kinds: Kind, **fields: object) -> Message:
    """Return a message to Ada about a record; the first of the kinds is the most telling."""
    decision = site.by_key[record]
    usual: Mapping[str, object] = {
        "customer": "ada",
        "person": next(person for person in site.people if person.key == "ada"),
        "decision": decision,
        "address": f"{ABOUT.url}decisions/{record}/",
        "events": tuple(Event(record, "ada", kind, f"{kind}:1") for kind in kinds or (Kind.OUTCOME,)),
        "before": None,
        "broken": None,
        "roles": (Role.IDEA,),
        "other_view": False,
        "speaks_for": (),
        "asked": decision.asked,
        "promised": None,
        "waited": None,
    }
    return Message(**{**usual, **fields})  # type: ignore[arg-type]


def a_telling(site: Site, *messages: Message, code: str = "en") -> Telling:
    about = dataclasses.replace(site.about, language=code)
    return Telling(dataclasses.replace(site, about=about), "a" * 40, "b" * 40, TODAY, messages)


def all_said(
    site: Site,
    *messages: Message,
    root: Path | None = None,
    code: str = "en",
    known: Mapping[str, Addressee] | None = None,
) -> Said:
    """Return everything in words; there must be no faults."""
    words, faults = speech(root, language(code)) if root else (ours(code), [])
    assert faults == []
    found, broken = said(a_telling(site, *messages, code=code), words, known)
    assert broken == ()
    assert found
    return found
