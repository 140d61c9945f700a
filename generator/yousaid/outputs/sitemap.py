"""The sitemap, with the dates on which pages really changed, and no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from html import escape

from yousaid import urls
from yousaid.outputs.output import File

Seen = tuple[str, dt.datetime | None]


def file(site_url: str, pages: Iterable[Seen]) -> File:
    """Return the sitemap of these addresses, each with the time of its last change if that is known."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, changed in sorted(pages, key=lambda page: page[0]):
        when = f"<lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(site_url + address)}</loc>{when}</url>")
    return File(urls.SITEMAP, "\n".join((*lines, "</urlset>", "")).encode())
