"""Feeds of the site, of outcomes, areas and customers, dated by git or by the records and never by the build."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from yousaid import urls
from yousaid.outputs.feed import atom, jsonfeed
from yousaid.outputs.feed.entries import NEWEST, Entries, Feed, feeds, updated
from yousaid.outputs.output import File
from yousaid.views import Site

__all__ = ["MEDIA", "NEWEST", "Feed", "feeds", "files", "updated"]

FORMATS = {urls.FEED: (atom.document, atom.entry), urls.JSON_FEED: (jsonfeed.document, jsonfeed.entry)}
"""By the name of the file: how a feed is written, and how an entry in it."""
MEDIA = {urls.FEED: "application/atom+xml", urls.JSON_FEED: "application/feed+json"}


def files(site: Site) -> Iterator[File]:
    """Yield every feed in every format."""
    entries = Entries(site)

    # A record stands in the feeds of the site, of its outcome, its area and its customers: it is written once.
    @cache
    def written(key: str) -> dict[str, bytes]:
        entry = entries.of(site.by_key[key])
        return {name: write(entry) for name, (_, write) in FORMATS.items()}

    def make(feed: Feed, name: str) -> bytes:
        return FORMATS[name][0](site.about, feed, [written(decision.key)[name] for decision in feed.decisions])

    for feed in feeds(site):
        for name in FORMATS:
            yield File(feed.page + name, partial(make, feed, name), "feeds")
