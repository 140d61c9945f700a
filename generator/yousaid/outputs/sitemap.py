"""The sitemap, with the dates on which pages really changed, and no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from html import escape

from yousaid import urls
from yousaid.outputs.output import File
from yousaid.outputs.wording import stamp

Changed = Callable[[], dt.datetime | None]
"""When a page last changed, if that is known."""


def file(site_url: str, pages: Mapping[str, Changed]) -> File:
    """Return the sitemap of these addresses."""
    return File(urls.SITEMAP, lambda: "\n".join(_lines(site_url, pages)).encode())


def _lines(site_url: str, pages: Mapping[str, Changed]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for address, changed in sorted(pages.items()):
        last = changed()
        when = f"<lastmod>{stamp(last)}</lastmod>" if last else ""
        yield f"<url><loc>{escape(site_url + address)}</loc>{when}</url>"
    yield "</urlset>\n"
