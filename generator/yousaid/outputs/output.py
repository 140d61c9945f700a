"""What an output module yields. Nothing is rendered before it is asked for, so that the work can be shared out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from yousaid.urls import PageKind


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: its path relative to the root, and how its bytes are made.

    Files of one ``kin`` share work, such as cards; one process should make all of them.
    """

    path: str
    make: Callable[[], bytes]
    kin: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in the frame of a page, and what the frame must say of it; ``body`` and ``head`` are HTML."""

    title: str
    description: str
    body: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that still needs the frame of the theme. ``changed`` tells when its newest record did, if git knows."""

    kind: PageKind
    address: str
    changed: Callable[[], dt.datetime | None]
    render: Callable[[], Content]
