"""The MkDocs plugin: configuration in, files out. What the files say is decided elsewhere.

Faults are raised in ``on_config``, since whatever is raised later leaves the old site emptied. While serving they are
shown in the pages instead, and the server goes on.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel

from yousaid import (
    cache,
    configuration,
    embedded,
    handwritten,
    parallel,
    pipeline,
    reporters,
    search,
    shell,
    urls,
    writer,
)
from yousaid.configuration import Options
from yousaid.diagnostics import Diagnostic, errors, in_order
from yousaid.engine import CONFIG
from yousaid.outputs import feed
from yousaid.outputs.language import language
from yousaid.outputs.pages.search import Index
from yousaid.pipeline import Built
from yousaid.shell import PLACES, Place, Shell

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

log = get_plugin_logger("yousaid")
THEME = Path(__file__).parent / "theme"
_SHELLS = {place.address: place for place in PLACES}
_HOME = shell.HOME_PLACE.address


class YousaidPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Registered as ``yousaid``."""

    def __init__(self) -> None:
        self.serving = False
        self.progress: writer.Progress = iter
        self.saying: Callable[[str], contextlib.AbstractContextManager[object]] = contextlib.nullcontext
        self.written = 0
        self._pagefind: Path | None = None
        self._built = Built(None, ())
        self._shells: dict[Place, Shell] = {}
        self._others: dict[str, dt.datetime | None] = {}
        self._ahead = writer.Ahead((), Path())

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a fault may stop the engine, and nothing of a build before: the engine keeps its plugins."""
        self.serving = command == "serve"
        self._built = Built(None, ())

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and redact all records; stop here if anything is wrong."""
        self._shells, self._others, self.written = {}, {}, 0
        self._built = pipeline.build(configuration.settings(config))
        self._pagefind = search.program() if configuration.wish(self.config) in {"auto", "on"} else None
        faults = in_order((*self._built.faults, *configuration.faults(config), *self._search_faults()))
        wrong = errors(faults)
        for warning in faults:
            if warning not in wrong:
                log.warning("%s", reporters.text([warning]))
        if wrong:
            self._built = Built(None, wrong)
            report = reporters.report(wrong)
            if not self.serving:
                raise PluginError(f"nothing was built, since there are faults\n\n{report}")
            log.error("%s", report)
        if self.config.mode == "standalone" and config.theme.name == "material":
            _use_own_theme(config)
        config.theme.static_templates.discard(urls.SITEMAP)
        config.mdx_configs.setdefault("yousaid.marker", {})["filled"] = True
        if not any(isinstance(each, _Quiet) for each in mkdocs_build.log.filters):
            mkdocs_build.log.addFilter(_Quiet())
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add one page for each shell, and a home page if nobody wrote one."""
        for file in [file for file in files if self._is_unwanted(file.src_uri)]:
            files.remove(file)
        home = files.get_file_from_path("index.md") or files.get_file_from_path("README.md")
        if self._built.site is None:
            if home:
                files.remove(home)
            files.append(_generated(config, "index.md", "Something must be corrected", ""))
            return files
        if home is None:
            body = f"<h1>{escape(config.site_name)}</h1>\n\n{shell.HOME_BODY}"
            files.append(_generated(config, "index.md", config.site_name, body))
        for place in PLACES:
            if place.depth:
                files.append(
                    _generated(config, f"{place.address}index.md", shell.TITLE, shell.BODY, place.section or "")
                )
        for script in (urls.SCRIPT, urls.SEARCH_SCRIPT) if self._index is Index.MADE else (urls.SCRIPT,):
            if files.get_file_from_path(script) is None:  # the theme is somebody else's
                files.append(File.generated(config, script, abs_src_path=str(THEME / script)))
        if self.config.mode == "embedded":
            files.append(File.generated(config, urls.EMBEDDED_STYLESHEET, content=embedded.stylesheet()))
        # What needs no frame is written while the engine renders the frames.
        about, root = self._built.site.about, self._built.root
        data = tuple(pipeline.data(self._built.site, cache.folder(root, "cards") if about.cards else None))
        self._ahead = writer.Ahead(data, Path(config.site_dir))
        self.written = len(data) - len(self._ahead.left)
        return files

    def _is_unwanted(self, path: str) -> bool:
        """Tell whether a file of the engine must not be copied: its sitemap, and scripts that no page asks for."""
        if path == urls.SEARCH_SCRIPT:
            return self._index is not Index.MADE
        if self.config.mode == "embedded":
            return path == urls.SITEMAP
        return path in {urls.SITEMAP, urls.EMBEDDED_STYLESHEET} or path.startswith("assets/javascripts/")

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take names that may not be published out of a page before its title and its anchors are made."""
        return handwritten.redact(markdown, self._built.site) if self._built.site else markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Turn the links of hand-written pages to records into addresses, or show what must be corrected."""
        if self._built.site is None:
            return _report(self._built.faults) if page.url in {_HOME, "./"} else html
        address = "" if page.url == "./" else page.url
        if self.config.mode == "embedded" and (shell.BODY in html or shell.HOME_BODY in html):
            place = shell.BODY if shell.BODY in html else shell.HOME_BODY
            html = embedded.inside(html, place, urls.root_from(address))
            search = self._index is not Index.NONE
            html += embedded.ways(address, language(configuration.language_of(config)).say, search=search)
        return handwritten.resolve_links(html, self._built.site, page.url)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Any
    ) -> TemplateContext:
        """Tell the theme which entry of the menu is current."""
        context = self._with_frame(context, str(page.meta.get("yousaid", "")))
        if self._built.site and ("" if page.url == "./" else page.url) in _SHELLS:
            context["yousaid"]["head"] = shell.HEAD  # type: ignore[typeddict-item]
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the page for unknown addresses the same frame."""
        return self._with_frame(context, "")

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Take the shells as the engine and all other plugins left them; other pages pass."""
        if self._built.site is None:
            return output
        if wrong := handwritten.named(output, self._built.taken_back) if self._built.taken_back else "":
            raise PluginError(f"{page.file.src_uri}: {wrong}")
        address = "" if page.url == "./" else page.url
        place = _SHELLS.get(address)
        if place and (place.depth or shell.HOME_BODY in output):
            try:
                self._shells[place] = Shell(place, output)
            except shell.ShellError as error:
                raise PluginError(str(error)) from error
            return ""
        left = next(shell.unfilled(output), None)
        if left:
            raise PluginError(
                f"{page.file.src_uri}: `{left}` must not stand in this page: only the home page has a place for records"
            )
        self._others[address] = self._built.changed(Path(config.docs_dir) / page.file.src_uri)
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fill the shells and write every file of the site."""
        if self._built.site is None:
            return
        framed = pipeline.framed(self._built.site, self._shells, self._others, self._index)
        files = (*framed, *self._ahead.left)
        try:
            writer.write(files, Path(config.site_dir), self.progress)
            self._ahead.finish()
        except parallel.LostError as error:
            raise PluginError(str(error)) from error
        self.written += len(files)
        if self._pagefind and self._index is Index.MADE:
            try:
                with self.saying("Making the search index"):
                    apart = search.make_index(self._pagefind, Path(config.site_dir), self._built.site.about.language)
            except search.SearchError as error:
                raise PluginError(str(error)) from error
            if not apart:
                log.warning("%s", reporters.text([search.no_words(CONFIG)]))

    def on_build_error(self, **_: object) -> None:
        """Write no more of what others write meanwhile."""
        self._ahead.stop()

    def on_shutdown(self) -> None:
        """Leave nobody behind who writes, whatever stopped the engine."""
        self._ahead.stop()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build anew when a record changes."""
        records = configuration.root_of(config) / "decisions"
        server.watch(str(records if records.is_dir() else configuration.root_of(config)))
        return server

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What stopped the build."""
        return errors(self._built.faults)

    @property
    def records(self) -> int:
        """How many records the site shows."""
        return len(self._built.site.decisions) if self._built.site else 0

    def _search_faults(self) -> Iterable[Diagnostic]:
        """Yield that Pagefind is missing, if it is; records can be checked without it."""
        wish = configuration.wish(self.config)
        if wish in {"auto", "on"} and self._pagefind is None:
            yield search.missing(wish, CONFIG)

    @property
    def _index(self) -> Index:
        """Whether this build makes a search index. While serving, that of a large site would take too long."""
        if self._pagefind is None or self._built.site is None:
            return Index.NONE
        return Index.LATER if self.serving and self.records > search.QUICK else Index.MADE

    def _with_frame(self, context: TemplateContext, section: str) -> TemplateContext:
        say = language(configuration.language_of(context["config"])).say
        frame = {
            "say": say,
            "menu": [(entry, say(label), address) for entry, label, address in shell.MENU],
            "section": section,
            "feeds": feed.MEDIA if self._built.site and any(map(feed.updated, self._built.site.decisions)) else {},
            "follow": urls.FOLLOW.at(),
            "data": urls.DATA.at(),
            "stylesheet": urls.STYLESHEET,
            "components": urls.COMPONENTS,
            "search": "" if self._index is Index.NONE else urls.SEARCH.at(),
            "typography": _typography(context["config"]),
            "faults": _report(self._built.faults) if self._built.site is None else "",
        }
        context["yousaid"] = frame  # type: ignore[typeddict-unknown-key]
        return context


class _Quiet(logging.Filter):
    """Hides the engine's remark that a shell is not written."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not ("Page skipped" in record.msg and ("yousaid-shell" in record.msg or "'index.md'" in record.msg))


def _use_own_theme(config: MkDocsConfig) -> None:
    dirs: list[str] = config.theme.dirs
    custom = config.theme.custom_dir
    dirs.insert(1 if custom and dirs and dirs[0] == custom else 0, str(THEME))
    config.theme["font"] = False
    config.theme.static_templates.add(urls.COMPONENTS)


def _typography(config: MkDocsConfig) -> str:
    """Return the address of Material's stylesheet, whose name changes with every version."""
    found = (file for folder in config.theme.dirs for file in Path(folder).glob("assets/stylesheets/main.*.css"))
    return next((f"assets/stylesheets/{file.name}" for file in found), "")


def _generated(config: MkDocsConfig, path: str, title: str, body: str, section: str = "") -> File:
    head = {
        "title": title,
        "description": shell.DESCRIPTION,
        "yousaid": section,
        "hide": ["toc"],
        "search": {"exclude": True},
    }
    content = f"---\n{json.dumps(head)}\n---\n{body}"
    return File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def _report(faults: Iterable[Diagnostic]) -> str:
    return (
        "<h1>Something must be corrected</h1>\n<p>The page comes back as soon as it is.</p>\n"
        f"<pre><code>{escape(reporters.report(faults))}</code></pre>"
    )
