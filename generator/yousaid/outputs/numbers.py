"""The figures of the site as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from yousaid import urls
from yousaid.outputs.output import File
from yousaid.outputs.tables import Row, Table, tables
from yousaid.views import Site


def files(site: Site) -> Iterator[File]:
    """Yield the figures as JSON and CSV."""
    yield File(urls.NUMBERS_JSON, lambda: _json(site))
    yield File(urls.NUMBERS_CSV, lambda: _csv(tables(site)))


def _json(site: Site) -> bytes:
    document = {
        "name": site.about.name,
        "url": site.about.url + urls.NUMBERS.at(),
        "as_of": site.figures.today.isoformat(),
        "figures": [
            {
                "id": table.key,
                "title": table.title,
                "definition": table.definition,
                "notes": table.notes,
                "groups": [{"id": row.key, "name": row.name, **_measured(table, row)} for row in table.rows],
            }
            for table in tables(site)
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(found: Iterable[Table]) -> bytes:
    text = io.StringIO()
    write = csv.writer(text)
    write.writerow(("figure", "group", "measure", "value"))
    for table in found:
        for row in table.rows:
            write.writerows((table.key, row.key, measure, value) for measure, value in _measured(table, row).items())
    return text.getvalue().encode()


def _measured(table: Table, row: Row) -> dict[str, float | None]:
    """Return the numbers of a row by measure; whole ones are written without a fraction."""
    whole = (int(value) if value is not None and value == int(value) else value for value in row.values)
    return dict(zip((key for key, _ in table.measures), whole, strict=True))
