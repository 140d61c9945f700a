"""Every public address, once. Addresses are relative to the site's root and end in `/` where a page lies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import quote, urlsplit


class Section(StrEnum):
    """The entries of the site's menu."""

    DECISIONS = "decisions"
    NOES = "noes"
    THANKS = "thanks"
    CHANGELOG = "changelog"
    HOW = "how-we-decide"
    SEARCH = "search"


@dataclass(frozen=True, slots=True, eq=False)
class PageKind:
    """A kind of page: where its pages lie, and which entry of the menu is current on them. Each is there once."""

    name: str
    pattern: str
    section: Section | None = None
    paged: bool = False

    def at(self, key: str = "", number: int = 1) -> str:
        """Return the address of one page; listings go on under `page/2/`."""
        address = self.pattern.replace("{key}", key)
        return address if number == 1 else f"{address}page/{number}/"

    @property
    def depths(self) -> tuple[int, ...]:
        """How many folders can lie between the site's root and a page of this kind."""
        depth = self.pattern.count("/")
        return (depth, depth + 2) if self.paged else (depth,)


HOME = PageKind("home", "")
DECISION = PageKind("decision", "decisions/{key}/", Section.DECISIONS)
DECISIONS = PageKind("decisions", "decisions/", Section.DECISIONS, paged=True)
OUTCOME = PageKind("outcome", "outcomes/{key}/", Section.DECISIONS, paged=True)
AREA = PageKind("area", "areas/{key}/", Section.DECISIONS, paged=True)
THEME = PageKind("theme", "themes/{key}/", Section.DECISIONS, paged=True)
SEGMENT = PageKind("segment", "segments/{key}/", Section.DECISIONS, paged=True)
CHANNEL = PageKind("channel", "channels/{key}/", Section.DECISIONS, paged=True)
YEAR = PageKind("year", "years/{key}/", Section.DECISIONS, paged=True)
CRITERION = PageKind("criterion", "criteria/{key}/", Section.DECISIONS, paged=True)
REASON = PageKind("reason", "reasons/{key}/", Section.DECISIONS, paged=True)
RELEASE = PageKind("release", "releases/{key}/", Section.DECISIONS, paged=True)
BROWSE = PageKind("browse", "browse/", Section.DECISIONS)
NOES = PageKind("noes", "noes/", Section.NOES, paged=True)
CUSTOMER = PageKind("customer", "customers/{key}/", Section.THANKS, paged=True)
THANKS = PageKind("thanks", "thanks/", Section.THANKS)
OCCASION = PageKind("occasion", "occasions/{key}/", Section.DECISIONS, paged=True)
OCCASIONS = PageKind("occasions", "occasions/", Section.DECISIONS)
CHANGELOG = PageKind("changelog", "changelog/", Section.CHANGELOG)
MONTH = PageKind("month", "changelog/{key}/", Section.CHANGELOG, paged=True)
HOW = PageKind("how", "how-we-decide/", Section.HOW)
SEARCH = PageKind("search", "search/", Section.SEARCH)
FOLLOW = PageKind("follow", "follow/")
DATA = PageKind("data", "api/")
NUMBERS = PageKind("numbers", "numbers/")

KINDS = (
    HOME,
    DECISION,
    DECISIONS,
    OUTCOME,
    AREA,
    THEME,
    SEGMENT,
    CHANNEL,
    YEAR,
    CRITERION,
    REASON,
    RELEASE,
    BROWSE,
    NOES,
    CUSTOMER,
    THANKS,
    OCCASION,
    OCCASIONS,
    CHANGELOG,
    MONTH,
    HOW,
    SEARCH,
    FOLLOW,
    DATA,
    NUMBERS,
)

FEED = "feed.xml"
"""The Atom feed of the site; below the address of an outcome, an area or a customer, theirs."""
JSON_FEED = "feed.json"
"""The same as JSON Feed."""
CALENDAR = "calendar.ics"
SITEMAP = "sitemap.xml"
NUMBERS_JSON = "numbers.json"
NUMBERS_CSV = "numbers.csv"
API = "api/v1/"
STYLESHEET = "assets/yousaid.css"
EMBEDDED_STYLESHEET = "assets/embedded.css"
"""The look of pages inside of another site."""
COMPONENTS = "assets/material.css"
"""Material's stylesheet below ours, for hand-written pages that use what only it knows."""
CARD = "assets/card.png"
"""The picture of the site, for those who link to it."""
SCRIPT = "assets/yousaid.js"
FACETS = "facets/"
"""What the script combines filters from."""
INDEX = "pagefind/"
"""The search index, in files that only the search page asks for."""
INDEX_PROGRAM = "wasm.search.pagefind"
"""The program in it that reads it."""
SEARCH_SCRIPT = "assets/search.js"
BADGE = "badge.svg"
"""The badge of the site; below a customer's address, theirs."""


def root_from(address: str) -> str:
    """Return the way back to the site's root from a page: `../../` for `decisions/x/`, `./` for the root itself."""
    return "../" * address.count("/") or "./"


def file_of(address: str) -> str:
    """Return the file that a server sends for an address."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def tag(site_url: str, address: str) -> str:
    """Return the `tag:` id of a page (RFC 4151): whose it is, since when, and there what.

    It never changes, so the year is fixed. It holds the whole path, since sites may lie in several folders of one host.
    """
    return _namespace(site_url) + address


@cache
def _namespace(site_url: str) -> str:
    """Return what the ids of a site begin with, in the letters that section 2.1 of RFC 4151 allows."""
    parts = urlsplit(site_url)
    host = (parts.hostname or "").encode("idna").decode()
    folder = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~")
    return f"tag:{host},2026:{folder}/"
