"""What day it is, for the edges of the program; nothing else reads the clock."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """Return the day in UTC. It decides only whether a date lies in the future; a site is built as of its commit."""
    return dt.datetime.now(dt.UTC).date()
