"""A Markdown extension that stops every site engine that does not run the plugin.

The home page holds the line ``<!-- yousaid:home -->``. An engine that passes over unknown plugins would publish a
green, empty site. It does run Markdown extensions; this one refuses the line unless the plugin has announced itself.
"""

from __future__ import annotations

from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor


class UnfilledError(Exception):
    """A page has a place for records, and nobody is there to fill it."""


class MarkerExtension(Extension):
    """Registered as ``yousaid.marker``; the plugin sets ``filled``."""

    def __init__(self, **options: Any) -> None:
        self.config = {"filled": [False, "set by the plugin, which fills the marker"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Add the guard before everything else."""
        if not self.getConfig("filled"):
            md.preprocessors.register(_Guard(md), "yousaid.marker", 1000)


class _Guard(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        if any(line.strip().startswith("<!-- yousaid:") for line in lines):
            raise UnfilledError(
                "this page must be built with the `yousaid` plugin, which did not run: use MkDocs or "
                "ProperDocs, and list `yousaid` under `plugins:` in mkdocs.yml"
            )
        return lines


def makeExtension(**options: Any) -> MarkerExtension:  # noqa: N802 - the name is Python-Markdown's
    """Return the extension, for engines that look it up by module."""
    return MarkerExtension(**options)
