"""What would be lost if a new site took the place of the one that is public."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urljoin, urlsplit

from yousaid import pipeline, urls
from yousaid.diagnostics import Code, Diagnostic, Severity, Span, in_order, printable, quoted
from yousaid.guard.codes import ADDRESS, CREDIT, FIRST, ID, LAST, PLACE
from yousaid.guard.state import Item, State
from yousaid.pipeline import Settings
from yousaid.published import Folder, Published
from yousaid.reader import FOLDER

Recorded = Callable[[str], bool]
"""Whether it is written down that the name of a customer was taken back, by key."""
_Found = Iterator[tuple[str, Diagnostic]]
"""What is lost, with the address that it is about."""
_COME_AND_GO = (urls.MONTH, urls.YEAR, urls.RELEASE)
_WORDS = (urls.AREA, urls.THEME, urls.SEGMENT, urls.CHANNEL, urls.CRITERION, urls.REASON)
"""Pages of the vocabulary's words: no hand-written page may lie there."""
_UNLISTED = (urls.FEED, urls.JSON_FEED, urls.CALENDAR, urls.NUMBERS_JSON, urls.NUMBERS_CSV, urls.BADGE, urls.CARD)
"""What others may fetch, and no list names."""
_MADE = {kind.pattern.partition("/")[0] for kind in urls.KINDS} | {
    "assets",
    urls.FACETS.rstrip("/"),
    urls.INDEX.rstrip("/"),
    urls.SITEMAP,
}
"""Where files lie that a build makes; of those that matter there is a list."""
_LOOKS = (".html", ".css", ".js", ".mjs", ".map", ".wasm", ".woff", ".woff2", ".ttf", ".otf", ".gz")
"""Pages, which a list names, and what only pages ask for."""
_HOPS = 10
_HEAD = 1 << 14
_REFRESH = re.compile(rb"""<meta http-equiv="?refresh"? content="?\d+; ?url=([^">]*)""", re.IGNORECASE)
_NEXT = re.compile(r"page/\d+/\Z")


def recorded(settings: Settings) -> Recorded:
    """Return what tells whether a customer's name was taken back; the records are read when it is first asked."""
    known: dict[str, bool] = {}

    def is_recorded(key: str) -> bool:
        if not known:
            for name, entry in pipeline.check(settings).corpus.customers.items():
                consent = entry.value.consent
                expired = bool(consent and consent.expires and consent.expires < settings.clock)
                known[name] = expired or entry.value.withdrawn is not None
        return known.get(key, False)

    return is_recorded


def losses(
    new: Folder, now: State, public: Published, before: State, is_recorded: Recorded, accepted: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """Return all that would be lost; ``accepted`` are addresses, or patterns of them, that may be."""
    look = _Look(new, now, public, before, is_recorded)
    found = (*look.items(), *look.addresses(), *look.files())
    lost = [fault for address, fault in found if not any(fnmatchcase(address, each) for each in accepted)]
    if before.url and now.url != before.url:
        message = f"the site was published as {quoted(before.url)}, and now says {quoted(now.url)}"
        hint = "let the old place lead on to the new one, address by address"
        lost.append(Diagnostic(Span("mkdocs.yml"), PLACE, message, hint, severity="warning"))
    return in_order(lost)


@dataclass(frozen=True, slots=True)
class _Look:
    """Compares the two."""

    new: Folder
    now: State
    public: Published
    before: State
    is_recorded: Recorded

    def items(self) -> _Found:
        """Yield what is lost of records and occasions."""
        for address, old in self.before.items.items():
            end = self._end(address)
            if end is None:
                hint = f"publish it again, or say in {FOLDER}/removed/{printable(old.id)}.yml when and why it went"
                hint += ", and `was: occasion`" if _key(address, urls.OCCASION) else ""
                yield _fault(address, old, ID, f"{quoted(old.id)} was published, and is gone", hint)
            elif end in self.now.items:
                yield from self._dates(address, old, self.now.items[end])
                yield from self._credits(address, old, self.now.items[end])

    def _dates(self, address: str, old: Item, new: Item) -> _Found:
        if old.first and new.first != old.first:
            message = f"{quoted(old.id)} was first published at {_said(old.first)}, and now says {_said(new.first)}"
            hint = f"build from the whole history (`git fetch --unshallow`); more causes: yousaid explain {FIRST.id}"
            yield _fault(address, new, FIRST, message, hint)
        if old.last and new.last and new.last < old.last:
            message = f"{quoted(old.id)} was last changed at {_said(old.last)}, and now says {_said(new.last)}"
            yield _fault(address, new, LAST, message, "publish the newest commit, and do not rewrite history")

    def _credits(self, address: str, old: Item, new: Item) -> _Found:
        thanked = {word for credit in new.credits for word in credit if word}
        gone = {key for key, name in old.credits if key and not {key, name} & thanked and not self.is_recorded(key)}
        for key in gone:
            message = f"{quoted(key)} was thanked for {quoted(old.id)}, and is not any more"
            hint = f"put the credit back; if the name was taken back, run `yousaid withdraw {printable(key)}`"
            yield _fault(address, new, CREDIT, message, hint)
        missing = len(old.credits) - len(new.credits) - sum(key in gone for key, _ in old.credits)
        if missing > 0:
            message = f"{quoted(old.id)} thanked {len(old.credits)} times, and now {len(new.credits)} times"
            hint = "put the credit back; without consent it reads “A customer”"
            yield _fault(address, new, CREDIT, message, hint)

    def addresses(self) -> _Found:
        """Yield what is lost of all other addresses."""
        unlisted = {each for each in _UNLISTED if self.new.read(each, 1) is None and self.public.read(each, 1)}
        for address in sorted((self.before.addresses | unlisted | set(self.before.former)) - set(self.before.items)):
            if self._end(address) is not None or self._may_go(self.before.former.get(address, address)):
                continue
            severity: Severity = "error"
            where = f"{printable(address).rstrip('/')}.md" if address.endswith("/") else printable(address)
            hint = f"write site_src/{where} in its place"
            if any(_key(_NEXT.sub("", address), kind) for kind in _WORDS):
                hint = f"give the word its key back in {FOLDER}/vocabulary.yml, and use it in a record"
            if customer := _key(address, urls.CUSTOMER):
                hint = f"put the credits back; if the name was taken back, run `yousaid withdraw {printable(customer)}`"
            if any(_key(address, kind) for kind in _COME_AND_GO):
                severity, hint = "warning", "nothing has to be done: what it listed is listed elsewhere"
            if address in _UNLISTED:
                hint = "give the site its `site_url` back in mkdocs.yml"
            if address == urls.CALENDAR:
                severity, hint = "warning", "nothing has to be done: it is there again with the next `review_by`"
            message = f"{quoted(address)} was published, and leads nowhere any more"
            yield address, Diagnostic(Span(printable(address)), ADDRESS, message, hint, severity=severity)

    def files(self) -> _Found:
        """Yield which hand-written files are gone, as far as what is public can be listed."""
        for path in sorted(self.public.files() - self.new.files() - set(_UNLISTED)):
            is_ours = path.partition("/")[0] in _MADE or path.startswith(".") or "." not in path
            if not is_ours and not path.endswith(_LOOKS):
                message = f"{quoted(path)} was published, and leads nowhere any more"
                hint = f"put it back as site_src/{printable(path)}, if others may link to it"
                yield path, Diagnostic(Span(printable(path)), ADDRESS, message, hint, severity="warning")

    def _may_go(self, address: str) -> bool:
        """Tell whether a page goes with good reason: a list grew shorter, or a customer's name was taken back."""
        first = _NEXT.sub("", address)
        customer = _key(first, urls.CUSTOMER)
        return self.is_recorded(customer) if customer else first != address and self._end(first) is not None

    def _end(self, address: str) -> str | None:
        """Return where a reader ends up who asks the new site for an address; nothing if that is nowhere."""
        base = urlsplit(self.now.url).path or "/"
        for _ in range(_HOPS):
            if address in self.now.items or "://" in address:
                return address
            page = self.new.read(address, _HEAD)
            if page is None:
                return None
            found = _REFRESH.search(page)
            if found is None:
                return address
            target = html.unescape(found[1].decode("utf-8", "replace"))
            ours = bool(self.now.url) and target.startswith(self.now.url)
            end = target.removeprefix(self.now.url) if ours else urljoin(base + address, target).removeprefix(base)
            address = end.partition("#")[0]
        return None


def _key(address: str, kind: urls.PageKind) -> str:
    """Return the key of a page of that kind, or nothing if the address is that of another page."""
    before, _, after = kind.pattern.partition("{key}")
    key = address.removeprefix(before).removesuffix(after)
    return key if address == before + key + after and "/" not in key else ""


def _said(when: dt.datetime | None) -> str:
    return f"{when.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC" if when else "that this is not known"


def _fault(address: str, item: Item, code: Code, message: str, hint: str) -> tuple[str, Diagnostic]:
    """Return a fault in the file of an item, if that is known."""
    return address, Diagnostic(Span(printable(item.path or address)), code, message, hint)
