"""What a site says of itself, in its API and its sitemap."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yousaid import urls
from yousaid.diagnostics import printable
from yousaid.published import Published, PublishedError, document

Credit = tuple[str | None, str | None]
"""Key and name of who is thanked; neither of somebody who is not named."""
INDEX = f"{urls.API}index.json"


@dataclass(frozen=True, slots=True)
class Item:
    """A record or an occasion; ``path`` is its file, if the API says it."""

    id: str
    path: str
    first: dt.datetime | None
    last: dt.datetime | None
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A site: where it lies, its records and occasions by address, and all addresses.

    ``former`` are old addresses that lead on, with those of today: no sitemap lists them.
    """

    url: str
    items: Mapping[str, Item]
    addresses: frozenset[str]
    former: Mapping[str, str]


def state(site: Published) -> State | None:
    """Return what a site says of itself, or nothing if none is there.

    Raises :class:`PublishedError`, also where something else is there than a site of ours.
    """
    index = document(site, INDEX)
    if index is None:
        if site.read("", 1) is None and not site.files():
            return None
        raise PublishedError(f"{site.name} holds something else than a site of yousaid; name the place where that is")
    try:
        return _state(site, str(index["url"]), {f"{urls.API}{name}" for name in index["documents"]})
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        said = f"{type(error).__name__}: {error}"
        raise PublishedError(f"the API of {site.name} is not as yousaid makes it ({printable(said)})") from error


def _state(site: Published, url: str, documents: Iterable[str]) -> State:
    def listed(name: str) -> Any:
        return document(site, f"{urls.API}{name}") or ()

    lists = {urls.DECISION: "decisions.json", urls.OCCASION: "occasions.json", urls.CUSTOMER: "customers.json"}
    found = {kind: listed(name) for kind, name in lists.items()}
    former = {
        kind.at(old): kind.at(each["id"])
        for kind, items in found.items()
        for each in items
        for old in each.get("former_ids", ())
    }
    items = {kind.at(each["id"]): _item(each) for kind in (urls.DECISION, urls.OCCASION) for each in found[kind]}
    people = {urls.CUSTOMER.at(each["id"]) for each in found[urls.CUSTOMER]}
    removed = {each["url"].removeprefix(url) for each in listed("removed.json")}
    sitemap = (site.read(urls.SITEMAP) or b"").decode("utf-8", "replace")
    full = (html.unescape(found) for found in re.findall("<loc>([^<]*)</loc>", sitemap))
    pages = {address.removeprefix(url) for address in full if address.startswith(url)}
    return State(url, items, frozenset({*items, *people, *removed, *pages, *documents}), former)


def _item(item: Mapping[str, Any]) -> Item:
    first, last = (dt.datetime.fromisoformat(text) if text else None for text in (item["published"], item["updated"]))
    found = (credit for view in (item, *item.get("also_said", ())) for credit in view.get("credits", ()))
    credits_ = ((each["customer"], each["name"]) if each["customer"] else (None, None) for each in found)
    return Item(item["id"], item.get("path") or "", first, last, tuple(credits_))
