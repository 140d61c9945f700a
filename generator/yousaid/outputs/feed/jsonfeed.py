"""Feeds as JSON Feed, version 1.1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yousaid import urls
from yousaid.outputs.feed.entries import Entry, Feed
from yousaid.outputs.jsontext import encoded
from yousaid.views import About

VERSION = "https://jsonfeed.org/version/1.1"


def document(about: About, feed: Feed, entries: Sequence[bytes]) -> bytes:
    """Return the feed around its entries."""
    head = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": about.url + feed.page,
        "feed_url": about.url + feed.page + urls.JSON_FEED,
        "description": about.description,
        "language": about.language,
        "authors": [{"name": about.name, "url": about.url}],
    }
    return _json(head)[:-1] + b',"items":[\n' + b",\n".join(entries) + b"\n]}\n"


def entry(entry: Entry) -> bytes:
    """Return one item."""
    return _json(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.content,
            "date_published": entry.published,
            "date_modified": entry.updated,
            "tags": [name for _, name in entry.words],
        }
    )


def _json(fields: dict[str, Any]) -> bytes:
    """Return the fields that have a value."""
    return encoded({name: value for name, value in fields.items() if value})
