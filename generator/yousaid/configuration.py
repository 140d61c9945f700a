"""What `mkdocs.yml` says of the site, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.config.base import Config
from mkdocs.config.config_options import Choice, Type

from yousaid import clock, handwritten, pipeline, search, shell
from yousaid.diagnostics import Diagnostic, Span, quoted
from yousaid.engine import CONFIG, NO_ADDRESS, NO_CONFIG
from yousaid.outputs import pictures, talk
from yousaid.outputs.language import LANGUAGES
from yousaid.views import About

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class Options(Config):  # type: ignore[no-untyped-call]
    """What may stand under the plugin in ``mkdocs.yml``. Rules are not among it."""

    mode = Choice(("standalone", "embedded"), default="standalone")
    history = Type(bool, default=True)
    today = Type((str, dt.date), default="")  # YAML makes a date of what looks like one, in `!ENV` too
    talk_back = Type(str, default="")
    cards = Type(bool, default=False)
    search = Type((bool, str), default="auto")


def _options(config: MkDocsConfig) -> Options:
    options: Options = config.plugins["yousaid"].config
    return options


def settings(config: MkDocsConfig) -> pipeline.Settings:
    """Return what the configuration says about a build."""
    options = _options(config)
    url = config.site_url or ""
    url = url if url.endswith("/") or not url else f"{url}/"
    docs = Path(config.docs_dir)
    # Embedded pages have the head of the site that they live in, and a picture is named by its full address.
    framed = bool(url) and options.mode == "standalone"
    card = pictures.card(config.site_name, docs) if framed else ""
    cards = framed and options.cards
    description, talk_back = config.site_description or "", options.talk_back
    speech, repository = language_of(config), config.repo_url or ""
    about = About(config.site_name, url, description, speech, talk_back, card, cards, repository)
    return pipeline.Settings(root_of(config), clock.today(), docs, about, options.history, _today(options))


def faults(config: MkDocsConfig) -> Iterator[Diagnostic]:
    """Yield what is wrong with the configuration; warnings too."""
    options = _options(config)
    yield from _address_faults(config)
    if language_of(config) not in LANGUAGES:
        message = f"the theme speaks {quoted(language_of(config))}, and yousaid does not: its words will be English"
        hint = f"type one of {', '.join(LANGUAGES)} under `theme: language:`"
        yield Diagnostic(Span(CONFIG), NO_CONFIG, message, hint, severity="warning")
    if wish(options) is None:
        message = f"`search` must be `auto`, `on` or `off`, not {quoted(str(options.search))}"
        yield Diagnostic(Span(CONFIG), NO_CONFIG, message, "type one of these, or delete the line")
    if options.today and _today(options) is None:
        message = f"`today` must be a date, not {quoted(str(options.today))}"
        yield Diagnostic(Span(CONFIG), NO_CONFIG, message, "type it as in `2026-01-31`, or delete the line")
    wrong = talk.fault(options.talk_back) if options.talk_back else None
    if wrong:
        yield Diagnostic(Span(CONFIG), NO_CONFIG, *wrong)
    if options.mode == "standalone":
        missing = pictures.missing(config.site_name, Path(config.docs_dir), options.cards)
        if missing and config.site_url:
            yield Diagnostic(Span(CONFIG), NO_CONFIG, *missing, severity="warning")
        if config.theme.name != "material":
            hint = "type it so; for another theme write `mode: embedded` under the plugin"
            message = "the mode `standalone` needs `theme: {name: material}`"
            yield Diagnostic(Span(CONFIG), NO_CONFIG, message, hint)
        yield from handwritten.home_faults(root_of(config), Path(config.docs_dir), shell.HOME_BODY)
    elif options.cards:
        message = "`cards` draws nothing in the mode `embedded`, where the head of a page is your theme's"
        yield Diagnostic(Span(CONFIG), NO_CONFIG, message, "delete `cards`, or the mode", severity="warning")


def _address_faults(config: MkDocsConfig) -> Iterator[Diagnostic]:
    if not config.site_url:
        message, hint = "without `site_url` there is no feed and no sitemap", "add `site_url: https://…/`"
        yield Diagnostic(Span(CONFIG), NO_ADDRESS, message, hint, severity="warning")
    for name in ("site_url", "repo_url"):
        if "@" in urlsplit(config[name] or "").netloc:
            message = f"`{name}` must not hold a user or a password, since every page says it"
            yield Diagnostic(Span(CONFIG), NO_CONFIG, message, "delete what stands between `//` and `@`, and the `@`")
    if not config.use_directory_urls:
        message = "`use_directory_urls` must not be switched off: addresses are permanent"
        yield Diagnostic(Span(CONFIG), NO_CONFIG, message, "delete the line")


def wish(options: Options) -> str | None:
    """Return whether there shall be a search: `auto`, `on`, `off`; nothing if what is written means none of them."""
    return search.WISHES.get(options.search)


def root_of(config: MkDocsConfig) -> Path:
    """Return the folder that holds the configuration."""
    return Path(config.config_file_path or CONFIG).resolve().parent  # MkDocs without standard input does not know it


def language_of(config: MkDocsConfig) -> str:
    """Return the language of the theme, which is the language of the site: `de` of `de-CH`."""
    code = str(config.theme["language"]) if "language" in config.theme else "en"
    return code.replace("_", "-").partition("-")[0].lower()


def _today(options: Options) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(options.today))
    except ValueError:
        return None
