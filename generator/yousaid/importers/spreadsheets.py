"""What a spreadsheet program makes of a text by itself, when it opens a table and saves it: nobody meant that.

`2026-02-13` becomes `2/13/2026`, the version `3.10` becomes `3.1`, a long id `1.23E+18`, and a letter that an old
encoding does not have becomes `?`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from yousaid.authoring import spelling

MAX_CELL = 32_767
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?(?:E[-+]?[0-9]+)?", re.IGNORECASE)
# No program writes a 0 that says nothing, but for `41.0`, which some make of every number.
_WRITTEN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:[.,][0-9]*[1-9])?|-?[0-9](?:[.,][0-9]+)?E[-+][0-9]{2,3}", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{1,4})([-/.] ?)([0-9]{1,2})\2([0-9]{1,4})\.?(?:[ T][0-9:.]+(?: ?[AP]M)?)?")
_NAMED = re.compile(r"((?:[0-9]{1,2}[- ])?[A-Za-z]+)\.?[- ]([0-9]{2})")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile("[0-9]{4}-[0-9]{2}")
_SERIAL = re.compile("[1-9][0-9]{4}")
_FIRST = dt.date(1899, 12, 30)
"""From this day on, Excel counts."""
_TRUE = {"true", "wahr", "vrai", "verdadero", "vero", "waar", "prawda"}
YEAR_FIRST, DAY_FIRST, MONTH_FIRST = "ymd", "dmy", "mdy"


def is_local(cell: str) -> bool:
    """Tell whether a cell is a date in figures, and not as records write it."""
    match = _DAY.fullmatch(cell)
    return match is not None and len(match[1]) < len("2026")


def order(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the order in which a file writes dates; ``pairs`` are those of records, and as they stand in the file.

    A program that writes them in its own way does so with all of them: where one is as it was, the others were typed.
    """
    found: Counter[str] = Counter()
    for old, cell in pairs:
        ways = [way for way in (DAY_FIRST, MONTH_FIRST) if old and old in _dates(cell, way)]
        found[YEAR_FIRST] += _DATE.fullmatch(old) is not None and old == cell
        found.update(ways if len(ways) == 1 else ())
    return YEAR_FIRST if found[YEAR_FIRST] or not found else found.most_common(1)[0][0]


def same(old: str, cell: str, way: str) -> bool:
    """Tell whether a cell is the same date, number or switch, as a program writes it that has this order of dates."""
    return old in _dates(cell, way) or _is_number(old, cell) or (old == "true" and cell.lower() in _TRUE)


def worn(old: str, cell: str, way: str) -> bool:
    """Tell whether a program lost something of a text: a date is more exact than it was, or letters are gone."""
    encoded = (old.encode(name, "replace").decode(name) for name in ("cp1252", "ascii"))
    return (
        (_MONTH.fullmatch(old) is not None and f"{old}-01" in _dates(cell, way))
        or ("?" in cell and cell in encoded)
        or cell == old.encode("utf-8", "replace").decode("cp1252", "replace").strip() != old
        or (len(cell) >= MAX_CELL and old.startswith(cell))
        or (len(old) > len("###") <= len(cell) and {*cell} == {"#"})
    )


def _dates(cell: str, way: str) -> Iterator[str]:
    """Yield the days and months that a cell can mean."""
    if match := _DAY.fullmatch(cell):
        one, _, two, three = match.groups()
        those = {YEAR_FIRST: (one, two, three), DAY_FIRST: (three, two, one), MONTH_FIRST: (three, one, two)}
        year, month, day = those[way if is_local(cell) else YEAR_FIRST]
        yield from (f"{each}-{month:0>2}-{day:0>2}" for each in _years(year))
    elif match := _NAMED.fullmatch(cell):
        named = (spelling.date(f"{match[1].replace('-', ' ')} {year}") for year in _years(match[2]))
        yield from filter(None, named)
    elif _SERIAL.fullmatch(cell):
        yield (_FIRST + dt.timedelta(int(cell))).isoformat()


def _years(year: str) -> tuple[str, ...]:
    return (f"20{year:0>2}", f"19{year:0>2}") if len(year) <= len("26") else (year,)


def _is_number(old: str, cell: str) -> bool:
    if not _NUMBER.fullmatch(old):
        return False
    if cell in {f"{old}.0", f"{old},0"}:
        return True
    one, other = (float(each.replace(",", ".")) for each in (old, cell if _WRITTEN.fullmatch(cell) else "nan"))
    return math.isclose(one, other, rel_tol=5e-6 if "E" in cell.upper() else 1e-14)
