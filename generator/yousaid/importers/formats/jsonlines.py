"""Any file with a JSON object on each line, whose names are taken as headings of columns are. https://jsonlines.org/"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yousaid.diagnostics import Diagnostic
from yousaid.importers import cells, jsonvalues
from yousaid.importers.codes import NOT_THIS_FORMAT, ROW
from yousaid.importers.columns import Taker, assign
from yousaid.importers.exports import MAIL
from yousaid.importers.reading import Options, Place, Read, wrong


def read(path: Path, options: Options) -> Read:
    """Return the ideas of a file, one on each line."""
    data, faults = cells.content(path)
    text, unread = cells.decoded(path, data, options.encoding) if not faults else ("", [])
    found = list(_objects(path, text))
    faults += [*unread, *(each for each in found if isinstance(each, Diagnostic))]
    rows = [each for each in found if not isinstance(each, Diagnostic)]
    names = list(dict.fromkeys(name for _, row in rows for name in row))
    if not faults and len(names) > cells.MAX_COLUMNS:
        message = f"there are {len(names):,} different names, and at most {cells.MAX_COLUMNS:,} are read"
        faults.append(wrong(path, NOT_THIS_FORMAT, message, "delete those that are not needed"))
    if faults:
        return Read(faults=faults)
    columns, faults = assign(path, names, options)
    if faults:
        return Read(faults=faults)
    taker = Taker(path, columns, options)
    for number, row in rows:
        taker.take(number, row)
        # Those that stand in a field of their own are counted as columns are.
        taker.read.left_out[MAIL] += jsonvalues.addresses([each for each in row.values() if not isinstance(each, str)])
    return taker.read


def _objects(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]] | Diagnostic]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
        except json.JSONDecodeError as error:
            message = f"this is no JSON from column {error.colno:,} on ({error.msg.lower()})"
            yield wrong(path, ROW, message, "write one whole object on each line", Place(number))
        except RecursionError:
            yield wrong(path, ROW, "lists in lists without end cannot be read", "take that line out", Place(number))
        else:
            if isinstance(value, dict):
                yield number, value
            else:
                yield wrong(path, ROW, "this is no object, as in `{…}`", "write one object on each line", Place(number))
