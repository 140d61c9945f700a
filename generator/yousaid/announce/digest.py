"""What is told, all in one text for everybody: for a newsletter, a forum, a meeting. As Markdown and as HTML.

It holds what the site says, too, and nothing else: no key, and no name without consent.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from yousaid.announce.objects import Telling
from yousaid.announce.passages import html, markdown
from yousaid.announce.said import Said
from yousaid.outputs.output import File

_PAGE = Markup("""\
<!doctype html>
<html lang="{code}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body>
<main>
{body}</main>
</body>
</html>
""")


def render(telling: Telling, said: Said) -> Iterator[File]:
    """Yield the digest in both forms."""
    yield File("digest.md", lambda: markdown(said.digest).encode())
    yield File("digest.html", lambda: _page(telling.site.about.name, said).encode())


def _page(title: str, said: Said) -> str:
    language = said.language
    return _PAGE.format(code=language.code, direction=language.direction, title=title, body=html(said.digest))
