"""What can be an id, and so the name of a file and an address."""

from __future__ import annotations

import re
from functools import lru_cache

from yousaid.naming import bare

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=100_000)  # most ids are named several times
def is_slug(name: str) -> bool:
    """Tell whether ``name`` can be an id, and so an address."""
    return len(name) <= 80 and _SLUG.fullmatch(name) is not None


def as_slug(text: str) -> str:
    """Return an id that is near to the text."""
    plain = bare(text.lower().removesuffix(".yml")).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain)[:80].strip("-") or "a-short-name"


def is_device(name: str) -> bool:
    """Tell whether a name is that of a device to Windows, which can have no such file, whatever it ends in.

    https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
    """
    return bool(re.fullmatch(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", name, re.IGNORECASE))
