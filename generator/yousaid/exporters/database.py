"""The records as a SQLite database: one table that holds all that the files do, and views to ask questions of."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from yousaid import decode
from yousaid.authoring import rows
from yousaid.diagnostics import Diagnostic
from yousaid.exporters.holdings import Holding
from yousaid.exporters.lines import FIELDS, KIND, as_json
from yousaid.exporters.tables import ID, MARK, PATH, SHEETS
from yousaid.reader import Kind

TABLE = "records"
_THANKS = f"""
CREATE VIEW thanks AS
SELECT {TABLE}.{ID} AS decision, json_extract(credit.value, '$.customer') AS customer, role.value AS role
FROM {TABLE},
     json_each(iif(json_type({FIELDS}, '$.credits') = 'array', json_extract({FIELDS}, '$.credits'), '[]')) AS credit,
     json_each(credit.value, '$.for') AS role
WHERE {TABLE}.{KIND} = 'decision'
"""  # noqa: S608 - names of our own, as below


def sqlite(holdings: Sequence[Holding]) -> tuple[bytes, list[Diagnostic]]:
    """Return a database. What is a list in a file is JSON in a view, for `json_each`."""
    base = sqlite3.connect(":memory:")
    try:
        base.execute(
            f"CREATE TABLE {TABLE} ({KIND} TEXT, {ID} TEXT, {FIELDS} TEXT, {PATH} TEXT, {MARK} TEXT,"
            f" PRIMARY KEY ({KIND}, {ID}))"
        )
        base.executemany(
            f"INSERT INTO {TABLE} VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            ((each.kind, each.key, as_json(each.fields), each.path, each.mark) for each in holdings),
        )
        for kind in decode.MODELS:
            base.execute(_view(kind))
        base.execute(_THANKS)
        base.commit()
        return base.serialize(), []
    finally:
        base.close()


def _view(kind: Kind) -> str:
    columns = ",\n  ".join(f'{_value(column)} AS "{column}"' for column in rows.columns(kind))
    return f"CREATE VIEW {SHEETS[kind]} AS\nSELECT {ID},\n  {columns}\nFROM {TABLE} WHERE {KIND} = '{kind}'"


def _value(column: str) -> str:
    """Return where the value of a column stands."""
    if column == rows.REASON:  # which is a text, or has one beside its code
        return f"iif(json_type({FIELDS}, '$.reason') = 'object', {_value('reason.text')}, {_value('reason.')})"
    return f"json_extract({FIELDS}, '$.{column.rstrip('.')}')"
