"""What there is to do as a page for the team: one file that needs nothing else, runs nothing and asks nobody."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from yousaid.agenda.paper import Paper, Point, Section

MARK = "<!doctype html>\n<!-- yousaid next -->\n"
"""How such a page begins: a file that begins otherwise is not ours to replace."""
_FIRST = 10
"""Points of each kind that stand there at once; the others can be opened."""
_STYLE = Markup("""
:root { color-scheme: light dark; --text: #1d2433; --soft: #545d6e; --line: #d5dae3; --paper: #fff; --link: #0b57b0; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ef; --soft: #a9b2c1; --line: #3a4354; --paper: #12161e; --link: #8ab8ff; }
}
body { margin: 0; background: var(--paper); color: var(--text); overflow-wrap: anywhere;
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 42rem; margin-inline: auto; padding: 1rem; }
h1, h2 { line-height: 1.25; text-wrap: balance; }
h2 { margin-block: 2em .3em; font-size: 1.3rem; }
a { color: var(--link); }
ul { margin-block: 0; padding: 0; list-style: none; }
li { padding-block: .6em; border-block-end: 1px solid var(--line); }
li > * { display: block; }
p, summary { margin-block: .3em; }
summary { padding-block: .5em; cursor: pointer; }
code { direction: ltr; unicode-bidi: isolate; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .85em; }
li > code, p:last-child { color: var(--soft); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
""")
_TYPED = re.compile("`([^`]+)`")
_FRAME = Markup("""\
<html lang="{code}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{digest}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{summary}</p>
{sections}\
<p>{internal}</p>
</main>
</body>
</html>
""")


def page(paper: Paper) -> str:
    """Return the page."""
    made = _FRAME.format(
        code=paper.language.code,
        direction=paper.language.direction,
        digest=base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode(),
        style=_STYLE,
        title=paper.title,
        summary=_ours(" ".join(paper.summary)),
        sections=Markup("").join(_section(paper, section) for section in paper.sections),
        internal=paper.language.say("This page is for the team. It is no part of the public site."),
    )
    return MARK + str(made)


def _section(paper: Paper, section: Section) -> Markup:
    return Markup("<section>\n<h2>{}</h2>\n<p>{}</p>\n{}</section>\n").format(
        section.heading, _ours(section.lead), Markup("").join(_lists(paper, section.points))
    )


def _lists(paper: Paper, points: tuple[Point, ...]) -> Iterator[Markup]:
    yield _list(points[:_FIRST])
    rest = points[_FIRST:]
    if rest:
        summary = paper.more(len(rest))
        yield Markup("<details>\n<summary>{}</summary>\n{}</details>\n").format(summary, _list(rest))


def _list(points: tuple[Point, ...]) -> Markup:
    return Markup("<ul>\n{}</ul>\n").format(Markup("").join(map(_item, points)))


def _item(point: Point) -> Markup:
    title = Markup("<bdi>{}</bdi>").format(point.title)
    if point.address:
        title = Markup('<a href="{}">{}</a>').format(point.address, title)
    file = Markup("<code>{}</code>").format(point.path) if point.path else ""
    return Markup("<li>{}<span>{}</span>{}</li>\n").format(title, point.said, file)


def _ours(words: str) -> Markup:
    """Return words of ours, with what is to be typed set apart."""
    return Markup(_TYPED.sub(r"<code>\1</code>", str(escape(words))))  # noqa: S704 - escaped just here
