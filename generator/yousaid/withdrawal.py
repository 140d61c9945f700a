"""A customer takes their name back: what their file says from then on, and where else the name still stands."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from yousaid import history, reader
from yousaid.diagnostics import Source, Span, nearest, printable, quoted
from yousaid.history import Holder
from yousaid.model import Form
from yousaid.naming import Addresses, Names, folded, is_full, ways
from yousaid.nodes import Mapping, Node, Scalar, Sequence, parse

MAX_BYTES = 1 << 20
"""Files that are larger are no texts in which somebody would be named."""
_SCHEMA = "# yaml-language-server:"
_WORD = re.compile(r"\w{2,}")
_WORDS = re.compile(r"[^\W_]+")


class WithdrawalError(Exception):
    """Nobody can be withdrawn; the message says why in a sentence, and what to type."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One customer's file before and after, and the names by which they were known, today's and former ones."""

    path: str
    before: str
    after: str
    names: tuple[str, ...]
    """Nothing of somebody who was only described."""
    links: tuple[str, ...] = ()
    """Their own pages on the web, today's and former ones."""


def prepared(root: Path, key: str, today: dt.date) -> Withdrawal:
    """Return what withdrawing a customer would change in their file; nothing is written."""
    customers = {each.key: each.source for each in reader.read(root).documents if each.kind == "customer"}
    if key not in customers:
        raise WithdrawalError(_unknown(key, customers))
    source = customers[key]
    fields, faults = parse(source)
    if fields is None or not isinstance(fields.entries.get("form", (None, None))[1], Scalar):
        why = f"{faults[0].message} " if faults else "it has no `form`"
        raise WithdrawalError(f"{source.path} cannot be read: {why.strip()}; mend it first: yousaid check")
    names = {_value(fields, "name")} - {""}
    if _value(fields, "form") == Form.DESCRIBED:
        return Withdrawal(source.path, source.text, _without(source, fields, names, today), ())
    known = history.read(root)[0]
    names |= {each.name for each in known.former.get(key, ())}
    links = {_value(fields, "link"), *known.links.get(key, ())} - {""}
    after = _without(source, fields, names, today)
    return Withdrawal(source.path, source.text, after, tuple(sorted(names)), tuple(sorted(links)))


def _unknown(key: str, customers: Iterable[str]) -> str:
    near = nearest(key, customers)
    meant = f"did you mean `{near}`?" if near else "type the name of a file there, without `.yml`"
    return f"there is no customer {quoted(key)} in {reader.FOLDER}/customers/; {meant}"


def _value(fields: Mapping, name: str) -> str:
    value = fields.entries[name][1] if name in fields.entries else None
    return value.value.strip() if isinstance(value, Scalar) else ""


def _without(source: Source, fields: Mapping, names: Collection[str], today: dt.date) -> str:
    """Return the file with `form` and `withdrawn` alone, and with those comments that say nothing of who it was.

    Comments at the end of a line that goes go with it.
    """
    day = _value(fields, "withdrawn") or today.isoformat()
    host = urlsplit(_value(fields, "link")).netloc
    whole = [each.lower() for each in (*names, _value(fields, "affiliation"), host) if each]
    words = {word for each in whole if each != host for word in _WORD.findall(each)}

    def is_harmless(comment: str) -> bool:
        said = comment.lower()
        tells = any(each in said for each in whole) or not words.isdisjoint(_WORD.findall(said))
        return comment.startswith(_SCHEMA) or not tells

    comments = _comments(source.text, list(_texts(fields)))
    kept = {start: comment for start, comment in comments if is_harmless(comment)}
    form, value = fields.entries["form"]
    behind = re.compile(r"[ ]+#.*").match(source.text, value.end.index)
    kept[form.start.index] = f"form: {_value(fields, 'form')}{behind[0] if behind and is_harmless(behind[0]) else ''}"
    return "\n".join([*(kept[start] for start in sorted(kept)), f"withdrawn: {day}"]) + "\n"


def _comments(text: str, texts: list[range]) -> Iterator[tuple[int, str]]:
    """Yield the comments that have a line of their own, and where they begin."""
    for match in re.finditer(r"^[ ]*(#.*)$", text, re.MULTILINE):
        if not any(match.start(1) in inside for inside in texts) and "yousaid:" not in match[1]:
            yield match.start(1), match[1].rstrip()


def _texts(node: Node) -> Iterator[range]:
    """Yield from where to where the values of a file go."""
    if isinstance(node, Mapping):
        for _, value in node.entries.values():
            yield from _texts(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(item)
    else:
        yield range(node.start.index, node.end.index)


def lines(
    root: Path, folders: Iterable[Path], names: Collection[str], but: str = "", links: Collection[str] = ()
) -> Iterator[Span]:
    """Yield the lines of all files in these folders in which one of the names stands, or an address that tells one.

    One file is passed over. ``links`` are their own pages.
    """
    sought = Names((name, name) for name in names)
    addresses = Addresses(((name, name) for name in names if is_full(name)), ((link, link) for link in links))
    for path, file in _files(root, folders if sought or addresses else ()):
        if path != but:
            source = Source(path, unescape(_text(file)))
            found = (*sought.found(source.text), *addresses.found(source.text))
            places = sorted((source.at(each.start) for each in found), key=lambda place: (-place.line, -place.column))
            yield from reversed({place.line: place for place in places}.values())


def files(root: Path, folders: Iterable[Path], names: Collection[str], but: str = "") -> Iterator[str]:
    """Yield the paths of files in these folders whose own name tells one of the names; one file is passed over."""
    sought = Names(((name, name) for name in names if is_full(name)), any_case=True)
    for path, _ in _files(root, folders if sought else ()):
        if path != but and any(sought.found(path)):
            yield path


def _files(root: Path, folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        for file in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            path = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
            if file.is_file() and not file.is_symlink():
                yield path, file


def _text(file: Path) -> str:
    """Return the text of a file; nothing of one that is too large, or cannot be read."""
    try:
        return file.read_text("utf-8", "replace") if file.stat().st_size <= MAX_BYTES else ""
    except OSError:
        return ""


def holders(root: Path, names: Collection[str], but: str = "") -> tuple[tuple[Holder, ...], str]:
    """Return the commits that still hold a name, in a file or in the path of one, or why git cannot tell.

    The path of one file may tell what it likes: a key stays, also where it is a name.
    """
    spelled = {way for name in names for way in ways(name)}
    found, fault = history.holders(root, spelled, _slugs(names, "?"), but) if names else ((), None)
    return found, fault.message if fault else ""


def _slugs(names: Collection[str], between: str) -> list[str]:
    """Return full names as they may stand in a path."""
    words = (_WORDS.findall(folded(name)) for name in names if is_full(name))
    return sorted({between.join(each) for each in words})


def commands(names: Collection[str], paths: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what would take the names out of the history, and out of these paths. Source: git-filter-repo(1).

    What stands in their place is one word, and still YAML where a name stood. Accents may be letters of their own.
    """
    told = re.compile("|".join(_slugs(names, "[^/]")) or "(?!)", re.IGNORECASE)
    renamed = [
        f"--path-rename {shlex.quote(f'{path}:{new}')}" for path in paths if (new := told.sub("removed", path)) != path
    ]
    spelled = {way for name in names for way in ways(name)}
    found = [f"regex:{_whole(name[0])}{_bytes(name)}{_whole(name[-1])}==>(removed)" for name in sorted(spelled)]
    return (
        "url=$(git remote get-url origin)",
        f"printf '%s\\n' {' '.join(shlex.quote(printable(line)) for line in found)} > ../names.txt",
        'git clone --mirror "$url" ../cleaned.git && cd ../cleaned.git',
        " ".join(["git filter-repo --replace-text ../names.txt --replace-message ../names.txt", *renamed]),
        'git push --force --mirror "$url"',
    )


def _bytes(name: str) -> str:
    """Return what finds a name in bytes; accents of their own are numbers, lest a terminal puts letters together."""
    words = r"\s+".join(map(re.escape, name.split()))
    return re.sub(r"[\u0300-\u036f]", lambda accent: "".join(rf"\x{each:02x}" for each in accent[0].encode()), words)


def _whole(end: str) -> str:
    """Return what keeps a word whole where it begins or ends; git-filter-repo sees bytes, and knows English letters."""
    return r"\b" if end.isascii() and end.isalnum() else ""
