"""Our own records, edited in a spreadsheet or by a program: what was exported by `yousaid export` comes back.

Only cells that somebody edited are taken: the export says what stood in each, so that what was changed here meanwhile
stays. What the file does not show is left alone, be it a record, a column or a comment.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from yousaid import decode, pipeline, schema
from yousaid.authoring import canonical, rows
from yousaid.authoring.rows import CellError
from yousaid.authoring.sheet import free_key
from yousaid.decode import Entry
from yousaid.diagnostics import Code, Diagnostic, Source, did_you_mean, errors, quoted
from yousaid.exporters import PUBLIC
from yousaid.exporters.tables import ID, MARK, PATH, SHEETS
from yousaid.importers import merging, spreadsheets
from yousaid.importers.codes import CONFLICT, MAPPING, NOT_THIS_FORMAT, ROW
from yousaid.importers.edits import Edits
from yousaid.importers.files import Files
from yousaid.importers.reading import Options, Place, wrong
from yousaid.importers.returned import Returned, Row, returned
from yousaid.mistakes import MISSING
from yousaid.model import Record
from yousaid.reader import FOLDER, Document, Kind
from yousaid.rules import Corpus
from yousaid.shortcut import Value
from yousaid.slugs import as_slug, is_slug

if TYPE_CHECKING:
    from yousaid.importers.plan import Plan

_FIELD = re.compile(r"( *)([a-z_]+):")
_LINE = re.compile("delete th(?:e|is) line")
_FOLDERS: Mapping[Kind, str] = {"customer": "customers", "occasion": "occasions", "removed": "removed"}
_BEGIN = "begin with a file from `yousaid export csv` or `xlsx`, without --public"


def plan(path: Path, options: Options, corpus: Corpus, root: Path) -> Plan:
    """Return what the file would change here: the cells that were edited, and records that are new."""
    made = _Return(path, corpus, root, returned(path, options))
    if options.columns:
        message = "`columns:` in the mapping file is for tables of any kind; the columns of records are known"
        made.faults.append(wrong(path, MAPPING, message, "take it out, and write the headings as the export does"))
    return made.plan()


@dataclass(slots=True)
class _Return:
    """A file that comes back, and the files here that it would change."""

    path: Path
    corpus: Corpus
    root: Path
    found: Returned
    faults: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, tuple[Row, str | None, str]] = field(default_factory=dict)
    """The row, the text as it is, and as it would be, by the path of the file."""
    same: int = 0
    others: int = 0
    taken: dict[Kind, set[str]] = field(default_factory=lambda: {kind: set() for kind in SHEETS})
    """The ids of new records."""
    edits: Edits = field(default_factory=Edits)

    def plan(self) -> Plan:
        from yousaid.importers.plan import Change, Plan  # which knows all formats, and so this one

        self.faults += self.found.faults
        if any(row.mark == PUBLIC for row in self.found.rows):
            message = "this was made for everybody, and lacks what is private"
            self.faults.append(wrong(self.path, NOT_THIS_FORMAT, message, _BEGIN))
        else:
            self._take_all()
            self.faults += self.edits.faults
        made = Plan(faults=self.faults)
        if self.texts:
            made.changes += Files(self.root, self.corpus).schemas(self._judged())
        report = made.report
        report.rows, report.same = self.found.count, self.same
        report.passed_over["row that somebody added, of a record that is here and says something else"] = self.others
        for file, (_, before, after) in self.texts.items():
            made.changes.append(Change(file, before, after))
            report.new += before is None
            report.updated += before is not None
        report.notes += self._notes()
        return made

    def _entry(self, row: Row) -> Entry[Any] | None:
        vocabulary = {"vocabulary": self.corpus.vocabulary} if self.corpus.vocabulary else {}
        entries: Mapping[Kind, Mapping[str, Entry[Any]]] = {
            "decision": self.corpus.decisions,
            "customer": self.corpus.customers,
            "occasion": self.corpus.occasions,
            "removed": self.corpus.removed,
            "vocabulary": vocabulary,
        }
        return entries[row.kind].get(row.key)

    def _take_all(self) -> None:
        self.edits.order = spreadsheets.order(self._dates())
        seen: dict[tuple[Kind, str], Place] = {}
        for row in self.found.rows:
            row.key = self._key(row)
            first = seen.setdefault((row.kind, row.key), row.place) if row.key else row.place
            entry = self._entry(row)
            here = [entry] if entry else [] if row.key else self._made_of(row)
            if first is not row.place:
                message = f"{quoted(row.key)} is in row {first.row:,} already"
                self._wrong(row, ROW, message, "delete one of the two rows, or empty its id if it is new", ID)
            elif why := self._is_another(row, entry):
                self._wrong(row, ROW, *why, ID)
            elif entry and row.mark != "":
                self._amend(row, entry)
            elif here:
                self._look_again(row, here)
            else:
                self._begin(row)

    def _made_of(self, row: Row) -> list[Entry[Any]]:
        """Return the records that may have been made of a row without an id, when it was brought in before."""
        title = row.cells.get("title", "")
        key = free_key(title, ())
        numbers = itertools.takewhile(self.corpus.decisions.__contains__, (f"{key}-{n}" for n in itertools.count(2)))
        those = [self.corpus.decisions.get(each) for each in (key, *numbers)] if row.kind == "decision" else []
        return [each for each in those if each and each.value.title == title]

    def _key(self, row: Row) -> str:
        """Return the id of a row, also where a program took it for a number."""
        if row.kind == "vocabulary":
            return row.kind  # there is one
        file = _id_of(row)
        return file if spreadsheets.same(file, row.key, self.edits.order) else row.key

    def _is_another(self, row: Row, entry: Entry[Any] | None) -> tuple[str, str] | None:
        """Return why a row that was exported is not that of the record that its id names, and what to do."""
        file = _id_of(row)
        if not row.mark:
            return None
        if row.key and file not in {"", row.key}:
            hint = (
                f"type `{file}` if it is; empty both if the row is new; export again if rows were sorted without them"
            )
            return f"this is not {quoted(file)}, to which `{PATH}` and `{MARK}` belong", hint
        if not row.key:
            return "this record had an id", f"empty the cell in `{MARK}` to make it a new record"
        if entry or not (known := self.corpus.known[row.kind]):  # all of them are restored
            return None
        hint = did_you_mean(row.key, known, f"empty the cell in `{MARK}` to make it a new record")
        return f"there is no record {quoted(row.key)} any more", hint

    def _dates(self) -> Iterator[tuple[str, str]]:
        """Yield dates of records with the cells that they stand in, if there is one in an order of its own."""
        if not any(row.dates for row in self.found.rows):
            return
        for row in self.found.rows:
            entry = self._entry(row)
            now = rows.cells(row.kind, canonical.fields(entry.value)) if entry else {}
            for column in row.cells:
                if rows.is_date(row.kind, column):
                    yield now.get(column, ""), row.dates.get(column, row.cells[column]).strip()

    def _wrong(self, row: Row, code: Code, message: str, hint: str, column: str = "") -> None:
        self.faults.append(wrong(row.source, code, message, hint, Place(row.place.row, column)))

    # A record that is here.

    def _amend(self, row: Row, entry: Entry[Any]) -> None:
        now = rows.cells(row.kind, canonical.fields(entry.value))
        edited = dict(self.edits.of(row, now))
        known = len(self.faults)
        values = dict(self._values(row, {rows.field_of(column) for column in edited}, {**now, **edited}))
        if len(self.faults) > known:
            return
        file, before = entry.source.path, entry.source.text
        record = self._read(row, file, merging.amended(entry.source, values, row.kind)) if values else None
        if record:
            fields = canonical.fields(record)
            values = {name: fields.get(name) for name in values}
            self._keep(row, file, before, merging.amended(entry.source, values, row.kind))
        elif not values:
            self.same += 1

    def _values(self, row: Row, names: set[str], cells: Mapping[str, str]) -> Iterator[tuple[str, Value | None]]:
        """Yield the values of fields, but for those that cannot be read."""
        for name, info in decode.MODELS[row.kind].model_fields.items():
            if name in names:
                column = rows.columns_of(row.kind, name)[-1]
                try:
                    value = rows.value_of(row.kind, name, cells)
                except CellError as error:
                    self._wrong(row, ROW, error.message, error.hint, column)
                    continue
                if value is None and info.is_required():
                    self._wrong(row, MISSING, "must not be empty", "write it", column)
                yield name, value

    def _keep(self, row: Row, file: str, before: str | None, after: str) -> None:
        if before == after:
            self.same += 1
        else:
            self.texts[file] = row, before, after

    # A record that is new.

    def _look_again(self, row: Row, here: Sequence[Entry[Any]]) -> None:
        """Take no row that somebody added for an edit: it may have been brought in before, and edited here since."""
        made = self._made(row, here[0].source.path)
        if made is None:
            return
        wanted, shown = canonical.fields(made), {rows.field_of(column) for column in row.cells}
        records = (canonical.fields(each.value) for each in here)
        if any(all(wanted.get(name) == there.get(name) for name in shown) for there in records):
            self.same += 1
            return
        self.others += 1
        message = f"{quoted(here[0].key)} is here already, and says something else; it stays as it is"
        hint = "export again to edit it; or give this row an id of its own, if it is another one"
        self.edits.warn(row, CONFLICT, message, hint, ID)

    def _begin(self, row: Row) -> None:
        taken = {*self.corpus.known[row.kind], *self.taken[row.kind]}
        title = row.cells.get("title", "")
        if not row.key and row.kind == "decision" and as_slug(title) != as_slug(""):
            row.key = free_key(title, taken)
        if not is_slug(row.key) or row.key in taken:
            message = "must be an id of its own: small letters, digits and single hyphens"
            hint = "write another one" if row.key in taken else f"write one, as in `{as_slug(row.key)}`"
            self._wrong(row, ROW, message, hint, ID)
            return
        self.taken[row.kind].add(row.key)
        file = self._file(row)
        if record := self._made(row, file):
            for_editors = (self.root / schema.FOLDER).is_dir()
            self._keep(row, file, None, canonical.text(record, schema.SCHEMA_LINE[row.kind] if for_editors else ""))

    def _made(self, row: Row, file: str) -> Record | None:
        known = len(self.faults)
        values = dict(self._values(row, {*decode.MODELS[row.kind].model_fields}, row.cells))
        tree = {name: value for name, value in values.items() if value is not None}
        return self._read(row, file, canonical.written(tree)) if len(self.faults) == known else None

    def _file(self, row: Row) -> str:
        if row.kind == "vocabulary":
            return f"{FOLDER}/vocabulary.yml"
        year = re.fullmatch(f"{FOLDER}/([0-9]{{4}})/{row.key}.yml", row.path) or re.match(
            "([0-9]{4})", row.cells.get("asked", "")
        )
        folder = _FOLDERS.get(row.kind) or (year[1] if year else self.corpus.today.year)
        return f"{FOLDER}/{folder}/{row.key}.yml"

    # What `check` says of it.

    def _read(self, row: Row, file: str, text: str) -> Record | None:
        entry, faults = decode.decode(Document(row.kind, row.key, Source(file, text)))
        self.faults += [self._placed(fault, row, text) for fault in faults]
        return cast(Record, entry.value) if entry else None

    def _judged(self) -> Corpus:
        """Return the records as they are going to be, and say what `check` would say of them, each on its row."""
        given = {file: after.encode() for file, (_, _, after) in self.texts.items()}
        checked = pipeline.check(pipeline.Settings(self.root, self.corpus.today, given=given))
        for fault in errors(checked.faults):
            row, _, text = self.texts.get(fault.span.path, (None, None, ""))
            self.faults.append(self._placed(fault, row, text) if row else fault)
        return checked.corpus

    def _placed(self, fault: Diagnostic, row: Row, text: str) -> Diagnostic:
        hint = _LINE.sub("empty the cell", fault.hint)
        return wrong(row.source, fault.code, fault.message, hint, Place(row.place.row, _column(fault, row, text)))

    def _notes(self) -> Iterator[str]:
        """Yield how many records are not in the file, of the kinds that are in it."""
        for kind, name in SHEETS.items():
            keys = {row.key for row in self.found.rows if row.kind == kind}
            others = len(self.corpus.known[kind] - keys)
            if keys and others:
                yield f"{name}: {others:,} not in the file; they stay as they are"
        yield from self.edits.notes()


def _id_of(row: Row) -> str:
    """Return the id of the record that a row was exported from; nothing where it does not say so."""
    file = PurePosixPath(row.path).stem
    return file if is_slug(file) else ""


def _column(fault: Diagnostic, row: Row, text: str) -> str:
    """Return the column that a fault in the text of a file is about, as far as it is about one."""
    names = [match[2] for line in text.split("\n")[: fault.span.line] if (match := _FIELD.match(line)) and not match[1]]
    if not names or names[-1] not in decode.MODELS[row.kind].model_fields:
        return ""
    columns = rows.columns_of(row.kind, names[-1])
    inside = _FIELD.match(fault.span.text)
    return next((each for each in columns if inside and each == f"{names[-1]}.{inside[2]}"), columns[0])
