"""The newest decisions as an Atom feed (RFC 4287), dated by git or by the records, never by the build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from xml.etree import ElementTree as ET

from yousaid import prose, urls
from yousaid.model import Confidential
from yousaid.outputs.output import File
from yousaid.outputs.wording import resolve
from yousaid.views import PublicDecision, Site

NEWEST = 50
_ATOM = "http://www.w3.org/2005/Atom"


def files(site: Site) -> Iterator[File]:
    """Yield the feed. An entry without any known date is left out: Atom asks for one, and none is guessed."""
    dated = [(found, decision) for decision in site.decisions if (found := updated(decision))]
    dated.sort(key=lambda pair: (pair[0], pair[1].newest.last, pair[1].key), reverse=True)
    if dated:
        yield File(urls.FEED, partial(_feed, site, dated[:NEWEST]))


def _feed(site: Site, dated: list[tuple[dt.datetime, PublicDecision]]) -> bytes:
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "title", site.about.name)
    if site.about.description:
        _add(feed, "subtitle", site.about.description)
    _add(feed, "id", urls.tag(site.about.url, ""))
    _add(feed, "updated", _stamp(dated[0][0]))
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": site.about.url + urls.FEED})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site.about.url})
    author = ET.SubElement(feed, "author")
    _add(author, "name", site.about.name)
    for found, decision in dated:
        feed.append(_entry(site, decision, found))
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def updated(decision: PublicDecision) -> dt.datetime | None:
    """Return when the answer last changed: by git, or else by the newest date in the record."""
    if decision.dates:
        return decision.dates.last
    newest = decision.newest
    return dt.datetime.combine(newest.first, dt.time(), dt.UTC) if newest.known else None


def _entry(site: Site, decision: PublicDecision, found: dt.datetime) -> ET.Element:
    address = urls.DECISION.at(decision.key)
    entry = ET.Element("entry")
    _add(entry, "title", f"{decision.title} ({decision.outcome.label})")
    _add(entry, "id", urls.tag(site.about.url, address))
    if decision.dates:
        _add(entry, "published", _stamp(decision.dates.first))
    _add(entry, "updated", _stamp(found))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": site.about.url + address})
    ET.SubElement(entry, "category", {"term": decision.outcome, "label": decision.outcome.label})
    for thanks in decision.thanks:
        if thanks.person.key:
            _add(ET.SubElement(entry, "contributor"), "name", thanks.person.name)
    _add(entry, "content", _content(site, decision)).set("type", "html")
    return entry


def _content(site: Site, decision: PublicDecision) -> str:
    html = partial(prose.html, resolve=partial(resolve, site, site.about.url))
    parts = ["<h2>You said</h2>\n", html(decision.idea)]
    if decision.answer:
        parts += [f"<h2>{decision.outcome.said}</h2>\n", html(decision.answer)]
    if isinstance(decision.reason, Confidential):
        parts += ["<h2>Why</h2>\n<p>The reason is confidential.</p>\n"]
    elif decision.reason:
        parts += ["<h2>Why</h2>\n", html(decision.reason.text or decision.reason.name or "")]
    return "".join(parts)


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = text
    return child


def _stamp(when: dt.datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
