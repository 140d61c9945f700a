"""What an output module yields: files, and pages that still need the frame of the theme."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from yousaid.urls import PageKind


@dataclass(frozen=True, slots=True)
class File:
    """A finished file. ``path`` is relative to the site's root."""

    path: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a page, and what its frame must say of it. ``changed`` is the day git knows, if it does."""

    kind: PageKind
    address: str
    title: str
    description: str
    body: str = field(repr=False)
    changed: dt.datetime | None = None
