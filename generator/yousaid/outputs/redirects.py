"""What lies at addresses that a page had before it was given another: the way to the new one, and copies of its files.

A page that refreshes itself at once is what a static host can do, and is no obstacle to anybody: see technique H76 of
https://www.w3.org/WAI/WCAG22/Techniques/html/H76. It has no frame, since that names the page by its own address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from markupsafe import Markup

from yousaid import urls
from yousaid.outputs.language import language
from yousaid.outputs.output import File
from yousaid.outputs.pages.paging import PER_PAGE
from yousaid.views import Site

_PAGE = Markup("""\
<!doctype html>
<html lang="{code}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={way}">
{canonical}<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p><a href="{way}">{link}</a></p>
</main>
</body>
</html>
""")


def files(site: Site) -> Iterator[File]:
    """Yield a page at every address that another page had; what is a list may go on under numbers."""
    lists = {(urls.CUSTOMER, key): len(moved) for key, moved in site.moved.items()}
    lists |= {(urls.OCCASION, each.key): len(each.decisions) for each in site.occasions}
    for redirect in site.redirects:
        length = lists.get((redirect.kind, redirect.new), 0)
        for number in range(1, max(1, -(-length // PER_PAGE)) + 1):
            here, there = redirect.kind.at(redirect.old, number), redirect.kind.at(redirect.new, number)
            yield File(urls.file_of(here), partial(_page, site, here, there))


def doubled(site: Site, found: Iterable[File]) -> Iterator[File]:
    """Yield files, and again at their old addresses those that lie below a page which had another one.

    Whoever shows a badge or reads a feed cannot be sent on by a page.
    """
    old: dict[str, list[str]] = defaultdict(list)
    for redirect in site.redirects:
        old[redirect.kind.at(redirect.new)].append(redirect.kind.at(redirect.old))
    for file in found:
        yield file
        folder, _, name = file.path.rpartition("/")
        for before in old.get(f"{folder}/", ()):
            yield File(before + name, file.make, file.kin)


def _page(site: Site, here: str, there: str) -> bytes:
    speech = language(site.about.language)
    canonical = Markup('<link rel="canonical" href="{}">\n').format(site.about.url + there) if site.about.url else ""
    return _PAGE.format(
        code=speech.code,
        direction=speech.direction,
        way=urls.root_from(here) + there,
        canonical=canonical,
        title=speech.say("This page has another address now"),
        link=speech.say("Go to the page"),
    ).encode()
