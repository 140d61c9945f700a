"""Whether what is public is what a commit gives: every file compared, byte for byte."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from yousaid import urls
from yousaid.diagnostics import Code, Diagnostic, Source, Span, printable, quoted
from yousaid.published import Folder, Published, PublishedError, document

DIFFERS = Code(
    "YS631",
    "what-is-public-is-what-the-commit-gives",
    """Every file of the site must be what its commit gives, byte for byte.

The message shows the first place that differs. If many files differ in the same way, the site was built with another
version of yousaid, or of what it needs: verify it with those that `requirements/site.lock` named in that commit.
""",
)
MISSING = Code(
    "YS632",
    "all-of-it-is-public",
    """Every file that the commit gives must be public.

Publish the whole build again. A host may need time until all its copies are the newest.
""",
)
ADDED = Code(
    "YS633",
    "nothing-was-added",
    """Nothing must be public that the commit does not give.

Delete it, or bring it into the repository: what lies in `site_src/` is published as it is. Passed over are
`SHA256SUMS`, names that begin with a point, the search index, and what `yousaid publish` keeps for pages that are open.
""",
)
CODES = (DIFFERS, MISSING, ADDED)

Progress = Callable[[Iterable[Diagnostic | None]], Iterable[Diagnostic | None]]
_SUMS = "SHA256SUMS"
_AT_ONCE = 8
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Claim:
    """What a site says it was made from: the id of a commit, as of a day; and whether it has a search."""

    commit: str
    today: dt.date | None
    searched: bool


def claim(public: Published, commit: str | None = None, today: dt.date | None = None) -> Claim:
    """Return what a site says it was made from, or what is known better. Raises :class:`PublishedError`."""
    index = document(public, f"{urls.API}index.json")
    if not isinstance(index, dict):
        raise PublishedError(f"there is no site of yousaid at {public.name}; name the place where it is published")
    named = str(index.get("commit") or "")
    if not commit and not _COMMIT.fullmatch(named):
        raise PublishedError(f"{public.name} does not say from which commit it was made; name it with --commit")
    searched = public.read(urls.file_of(urls.SEARCH.at()), 1) is not None
    return Claim(commit or named, today or _day(document(public, urls.NUMBERS_JSON)), searched)


def _day(numbers: object) -> dt.date | None:
    """Return the day as of which a site was built: time alone changes what is overdue, and who may be named."""
    try:
        return dt.date.fromisoformat(numbers["as_of"])  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None


def compared(made: Folder) -> tuple[str, ...]:
    """Return the paths of all files of a build that can be compared: the search index is never the same twice."""
    return tuple(sorted(path for path in made.files() if not path.startswith(urls.INDEX)))


def differences(
    made: Folder, public: Published, paths: Iterable[str], progress: Progress = iter
) -> Iterator[Diagnostic]:
    """Yield how what is public differs from a build, in the order of these paths of it."""
    workers = ThreadPoolExecutor(_AT_ONCE)
    try:
        yield from filter(None, progress(workers.map(partial(_difference, made, public), paths)))
    finally:
        workers.shutdown(cancel_futures=True)


def added(made: Folder, public: Published, kept: Collection[str] = ()) -> Iterator[Diagnostic]:
    """Yield what is public and not in a build, as far as that can be known; ``kept`` may be there all the same."""
    for path in sorted(public.files() - made.files() - {_SUMS, *kept}):
        if not path.startswith((urls.INDEX, ".")):
            yield Diagnostic(Span(printable(path)), ADDED, "it is public, and the commit does not give it", "delete it")


def _difference(made: Folder, public: Published, path: str) -> Diagnostic | None:
    ours = made.read(quote(path)) or b""
    address = path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
    theirs = public.read(quote(address), len(ours) + 1)
    if theirs is None:
        return Diagnostic(
            Span(printable(path)), MISSING, "the commit gives it, and it is not public", "publish it again"
        )
    return None if ours == theirs else _first(path, ours, theirs)


def _first(path: str, ours: bytes, theirs: bytes) -> Diagnostic:
    """Return the first place that differs, as a line of the build; in what is no text, the number of the byte."""
    same = next((n for n, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), None)
    start = min(len(ours), len(theirs)) if same is None else same
    hint = "publish what the commit gives, or look for who changed it"
    try:
        text = ours.decode()
        # A byte that differs may be the second of a character.
        before = len(ours[:start].decode("utf-8", "ignore"))
        public = theirs[len(text[:before].encode()) :].decode("utf-8", "replace").partition("\n")[0]
    except UnicodeDecodeError:
        return Diagnostic(Span(printable(path)), DIFFERS, f"its bytes differ from number {start + 1:,} on", hint)
    span = Source(printable(path), text).at(before)
    what = f"{quoted(public, _SHOWN)} is public in this place" if public else "the public file ends here, or its line"
    return Diagnostic(span, DIFFERS, what, hint)
