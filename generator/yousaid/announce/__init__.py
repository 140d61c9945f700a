"""Telling those who asked: what became public between two revisions, to each of them once.

``states`` (what was public, and the records behind it), ``events`` (what is news, and to whom), ``ledger`` (what was
told before), ``messages`` (what one customer is told in one go), ``telling`` (these stages, one after the other).
"""

from __future__ import annotations

from yousaid.announce.objects import Event, Kind, Message, Telling

__all__ = ["Event", "Kind", "Message", "Telling"]
