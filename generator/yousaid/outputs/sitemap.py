"""The sitemap, with the dates on which pages really changed, and no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from html import escape

from yousaid import urls
from yousaid.outputs.output import File


def file(site_url: str, pages: Mapping[str, dt.datetime | None]) -> File:
    """Return the sitemap of these addresses, each with the time of its last change if that is known."""
    return File(urls.SITEMAP, lambda: "\n".join(_lines(site_url, pages)).encode())


def _lines(site_url: str, pages: Mapping[str, dt.datetime | None]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for address, changed in sorted(pages.items()):
        when = f"<lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
        yield f"<url><loc>{escape(site_url + address)}</loc>{when}</url>"
    yield "</urlset>\n"
