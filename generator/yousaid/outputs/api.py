"""The public records as data below ``api/v1/``, and what describes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from yousaid import urls
from yousaid.outputs.contract import ApiCustomer, ApiDecision, ApiOccasion, ApiRemoved
from yousaid.outputs.documents import DOCUMENTS, schema
from yousaid.outputs.downloads import Downloads, document, downloads
from yousaid.outputs.items import Items
from yousaid.outputs.openapi import openapi
from yousaid.outputs.output import File
from yousaid.views import Site


def files(site: Site) -> Iterator[File]:
    """Yield every document. All addresses in them are absolute if the site knows its own, else relative to its root."""
    makers = _makers(site, whole=True)
    for each in DOCUMENTS:
        yield File(urls.API + each.name, makers[each.name], "records")


def _makers(site: Site, *, whole: bool) -> dict[str, Callable[[], bytes]]:
    """Return how each document is made: whole, or as an example with one item in each list."""
    items, end = Items(site), None if whole else 1

    # Made once, for all its formats.
    @cache
    def decisions() -> Downloads:
        return downloads(ApiDecision, map(items.decision, site.decisions[:end]))

    @cache
    def customers() -> Downloads:
        return downloads(ApiCustomer, map(items.customer, site.people[:end]))

    @cache
    def occasions() -> Downloads:
        return downloads(ApiOccasion, map(items.occasion, site.occasions[:end]))

    return {
        # In an example, the newest commit would rewrite a second file with every edit.
        "index.json": lambda: document(items.index() if whole else items.index() | {"commit": None}),
        "decisions.json": lambda: decisions().json(),
        "decisions.ndjson": lambda: decisions().ndjson(),
        "decisions.csv": lambda: decisions().csv(),
        "customers.json": lambda: customers().json(),
        "customers.csv": lambda: customers().csv(),
        "occasions.json": lambda: occasions().json(),
        "occasions.csv": lambda: occasions().csv(),
        "removed.json": lambda: downloads(ApiRemoved, map(items.removed, site.removed[:end])).json(),
        "vocabulary.json": lambda: document(items.vocabulary()),
        "schema.json": lambda: document(schema()),
        "openapi.json": lambda: document(openapi(site.about, _makers(site, whole=False))),
    }
