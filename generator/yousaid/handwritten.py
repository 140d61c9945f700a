"""Hand-written pages: their links to records and customers are checked like any other, and turned into addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial
from html import unescape
from pathlib import Path

from yousaid import prose, urls
from yousaid.diagnostics import Code, Diagnostic, Source, Span, printable
from yousaid.outputs.wording import resolve, somebody
from yousaid.rules import Corpus, Identities, identities
from yousaid.rules.named import without_links
from yousaid.views import Site

LINK = Code(
    "YS701",
    "hand-written-links",
    """A link from a hand-written page to a record or a customer must lead somewhere.

    [what we did](decision:export-every-report)
    [Ada](customer:ada)

The id is the name of the file below `decisions/`, without `.yml`. Where the record is not public (yet), or the name
has been taken back, there is no link; the words of a link to a customer then become "a customer", in the language of
the site. So that they are found everywhere, in headings too, links to customers must be written as shown here.
""",
)
PAGE = Code("YS702", "hand-written-pages", """A hand-written page must be readable, and saved as UTF-8.""")
TAKEN = Code(
    "YS703",
    "addresses-once",
    """A hand-written page must not lie where the site puts a page of its own.

The records' pages have permanent addresses, such as `decisions/…/`, `customers/…/` and `changelog/`. Move the
hand-written page.
""",
)
NO_PLACE = Code(
    "YS704",
    "a-place-for-the-records",
    """The hand-written home page must say where the records go.

Put this line into `index.md`, by itself:

    <!-- yousaid:home -->

The balance of all answers and the newest decisions then stand in its place.
""",
)
NAMED = Code(
    "YS705",
    "no-name-that-was-taken-back",
    """The name of a customer who has withdrawn must not stand on a hand-written page.

Git knows the name from older versions of their file. Full names are looked for, and addresses on the web that tell
them, in all files of the folder of pages, in the names of these files, and in `mkdocs.yml`. A build looks at the
finished pages, too: a template, or a file that a page takes in, may hold the name. Who was named as a link,
`[Ada Example](customer:ada)`, has become “a customer” by itself.
""",
)
CODES = (LINK, PAGE, TAKEN, NO_PLACE, NAMED)
HOME_PAGES = ("index.md", "README.md")
SETTINGS = "mkdocs.yml"
_MOST = 1 << 20
_TAG = re.compile(r"<[^<>]*>")
_RESERVED = {kind.pattern.split("/", 1)[0] for kind in urls.KINDS if kind.pattern} | {
    urls.FEED,
    urls.JSON_FEED,
    urls.CALENDAR,
    urls.BADGE,
    urls.SITEMAP,
    urls.FACETS.rstrip("/"),
    urls.INDEX.rstrip("/"),
}

# All ways to write a link that Markdown or HTML has; what stands in code is no link.
_CODE = re.compile(r"(?ms)^[ ]*(?P<fence>```+|~~~+).*?(?:^[ ]*(?P=fence)|\Z)|`[^`\n]*`")
_LINK = re.compile(r"(?:\]\(\s*|\]:\s*|<|(?i:href)\s*=\s*[\"']?)<?(?P<target>(?:decision|customer):[^\s)\"'>]*)")
_PLAIN = re.compile(f"{_CODE.pattern}|{prose.PLAIN_LINK.pattern}")


def check(root: Path, folder: Path, decisions: Collection[str], customers: Collection[str]) -> Iterator[Diagnostic]:
    """Yield the faults of all Markdown files below ``folder``; paths are given relative to ``root``."""
    for file in sorted(folder.rglob("*.md")):
        path = printable(file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix())
        try:
            text = file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            yield Diagnostic(Span(path), PAGE, f"the page cannot be read: {error}", "save it again as UTF-8")
            continue
        yield from _links(Source(path, text), decisions, customers)
        if file.parent != folder or file.name not in HOME_PAGES:
            yield from _misplaced(Source(path, text))
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.name.removesuffix(".md") in _RESERVED:
            path = printable(entry.relative_to(root).as_posix() if entry.is_relative_to(root) else entry.as_posix())
            yield Diagnostic(
                Span(path),
                TAKEN,
                f"`{entry.name}` must not lie here: the site has a page of its own at this address",
                "give it another name",
            )


def names_taken_back(root: Path, folder: Path, corpus: Corpus) -> Iterator[Diagnostic]:
    """Yield a fault for each name that a customer has taken back: in the files, in their names, in the settings."""
    names = identities(corpus)
    for file in (*sorted(folder.rglob("*")), root / SETTINGS) if names else ():
        if not file.is_file():
            continue  # the check has said so
        path = printable(file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix())
        # Places are those in the text without character references; lines are the same.
        source = Source(path, unescape(_text(file)))
        for found in names.found(without_links(source.text)):
            yield Diagnostic(source.at(found.start), NAMED, found.whose.message, "write `a customer`")
        for found in names.in_keys.found(path if file.is_relative_to(folder) else ""):
            yield Diagnostic(Span(path), NAMED, found.whose.message, "give the file another name")


def _text(file: Path) -> str:
    """Return what a file says; nothing of one that is no text, or too large for one in which somebody is named."""
    data = file.read_bytes() if file.suffix == ".md" or file.stat().st_size <= _MOST else b""
    return "" if b"\0" in data else data.decode("utf-8-sig", "replace")


def named(page: str, names: Identities) -> str:
    """Return what is wrong with a finished page, if it tells who somebody is that withdrew."""
    back = next((found.whose for text in (page, _TAG.sub("", page)) for found in names.found(text)), None)
    return f"{back.message}; look into {SETTINGS}, the templates, and the files that this page takes in" if back else ""


def _misplaced(source: Source) -> Iterator[Diagnostic]:
    for match in re.finditer(r"^[ ]*<!-- yousaid:[a-z]+ -->", source.text, re.MULTILINE):
        hint = "move the line to `index.md`, or delete it"
        yield Diagnostic(source.at(*match.span()), NO_PLACE, "only the home page has a place for the records", hint)


def home_faults(root: Path, folder: Path, marker: str) -> Iterator[Diagnostic]:
    """Yield a fault if there is a hand-written home page without a place for the records."""
    for name in HOME_PAGES:
        file = folder / name
        if file.is_file():
            if marker not in file.read_text("utf-8", "replace"):
                path = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
                yield Diagnostic(
                    Span(path), NO_PLACE, "the home page must say where the records go", f"add the line `{marker}`"
                )
            return


def _links(source: Source, decisions: Collection[str], customers: Collection[str]) -> Iterator[Diagnostic]:
    text = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source.text)
    plain = {match.end("target") for match in _PLAIN.finditer(source.text)}
    for match in _LINK.finditer(text):
        target = match["target"]
        said = prose.link_fault(target, decisions, customers)
        if said is None and target.startswith("customer:") and match.end("target") not in plain:
            hint = f"type it as in `[words]({target})`, without brackets in the words"
            said = "a link to a customer must be written plainly, so that the name can be taken back", hint
        if said:
            yield Diagnostic(source.at(*match.span("target")), LINK, *said)


def redact(markdown: str, site: Site) -> str:
    """Return a page without names that may not be published: its title, its anchors and the menu are made from it."""

    def shown(match: re.Match[str]) -> str:
        return prose.redact(match[0], is_public, name) if match["target"] else match[0]

    def is_public(target: str) -> bool:
        return resolve(site, "", target) is not None

    name = somebody(site.about.language)
    return _PLAIN.sub(shown, markdown)


def resolve_links(html: str, site: Site, address: str) -> str:
    """Return the page with its links to records and customers turned into addresses."""
    code = site.about.language
    return prose.resolve_links(html, partial(resolve, site, urls.root_from(address)), somebody(code))
