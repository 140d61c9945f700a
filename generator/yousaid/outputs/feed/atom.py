"""Feeds as Atom (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from yousaid import urls
from yousaid.outputs.feed.entries import Entry, Feed
from yousaid.views import About

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_XML_BYTES = bytes(number for number in range(0x20) if chr(number) not in "\t\n\r")
_NO_XML_ODD = (b"\xed", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""How surrogates begin in UTF-8 (and Korean, which then takes the long way), and the two that are no characters."""


def document(about: About, feed: Feed, entries: Sequence[bytes]) -> bytes:
    """Return the feed around its entries."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(about.language)}">',
        f"<title>{escape(feed.title)}</title>",
        *([f"<subtitle>{escape(about.description)}</subtitle>"] if about.description else []),
        f"<id>{escape(feed.id)}</id>",
        f"<updated>{feed.updated}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{escape(about.url + feed.page + urls.FEED)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(about.url + feed.page)}"/>',
        f"<author><name>{escape(about.name)}</name></author>",
    )
    return b"\n".join([_bytes("\n".join(head)), *entries, b"</feed>\n"])


def entry(entry: Entry) -> bytes:
    """Return one entry."""
    lines = (
        "<entry>",
        f"<title>{escape(entry.title)}</title>",
        f"<id>{escape(entry.id)}</id>",
        *([f"<published>{entry.published}</published>"] if entry.published else []),
        f"<updated>{entry.updated}</updated>",
        f'<link rel="alternate" type="text/html" href="{escape(entry.url)}"/>',
        *(f'<category term="{escape(key)}" label="{escape(name)}"/>' for key, name in entry.words),
        *(f"<contributor><name>{escape(name)}</name></contributor>" for name in entry.people),
        f'<content type="html">{escape(entry.content, quote=False)}</content>',
        "</entry>",
    )
    return _bytes("\n".join(lines))


def _bytes(xml: str) -> bytes:
    """Return the text; what XML has no way to say becomes the sign for an unreadable character."""
    data = xml.encode("utf-8", "surrogatepass")
    # A pattern looks at each of a hundred million characters; what no text should hold is quickly missed.
    if len(data.translate(None, _NO_XML_BYTES)) == len(data) and not any([odd in data for odd in _NO_XML_ODD]):  # noqa: C419
        return data
    return _NO_XML.sub("\ufffd", xml).encode()
