"""What day it is, for the edges of the program; nothing else reads the clock or the environment for it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping


def today(environment: Mapping[str, str] = os.environ) -> dt.date:
    """Return the day in UTC: that of ``SOURCE_DATE_EPOCH`` (see reproducible-builds.org), or else the clock's."""
    seconds = environment.get("SOURCE_DATE_EPOCH", "")
    if seconds.isdecimal():
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date()
    return dt.datetime.now(dt.UTC).date()
