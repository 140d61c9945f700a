"""From what a page was made: the file and the commit that hold it, so that everybody can look for themselves."""

from __future__ import annotations

from urllib.parse import urlsplit

from markupsafe import Markup, escape

from yousaid.outputs.elements import shown
from yousaid.outputs.language import Language
from yousaid.views import Site

SHORT = 10
"""How much of a commit's id is shown; the link has all of it."""


class Proof:
    """Makes the line that names them. The newest commit is in no page, or every commit would rewrite them all."""

    def __init__(self, site: Site, language: Language) -> None:
        _ = language.say
        self._committed = shown(_("Made from %(file)s, commit %(commit)s."))
        changed = shown(_("Made from %(file)s, with changes that are not committed yet."))
        unknown = shown(_("Made from %(file)s. Its history is not known."))
        self._otherwise = changed if site.commit else unknown
        self._commits = _commits(site.about.repository)

    def __call__(self, path: str, commit: str) -> Markup:
        """Return the line for a file, and the commit that holds it as it is, if one does."""
        file = f'<code dir="ltr">{shown(path)}</code>'
        if not commit:
            return Markup(self._otherwise % {"file": file})  # noqa: S704 - escaped above
        link = f'<code dir="ltr">{commit[:SHORT]}</code>'
        if self._commits:
            link = f'<a href="{self._commits}{commit}" rel="nofollow">{link}</a>'
        return Markup(self._committed % {"file": file, "commit": link})  # noqa: S704 - the same, and git's own digits


def _commits(repository: str) -> str:
    """Return what stands before a commit's id in its address, escaped; nothing where the repository has no pages.

    GitHub, GitLab, Gitea, Forgejo and sourcehut have commits under `commit/`, Bitbucket has them under `commits/`.
    """
    place = urlsplit(repository)
    if place.scheme not in {"http", "https"}:
        return ""
    folder = "commits" if "bitbucket" in (place.hostname or "") else "commit"
    return escape(f"{repository.rstrip('/')}/{folder}/")
