"""What a page says of itself to those who link to it: Open Graph, and JSON-LD in the words of schema.org."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

from yousaid import urls
from yousaid.model import Form
from yousaid.outputs import pictures
from yousaid.outputs.jsontext import encoded
from yousaid.outputs.language import language
from yousaid.urls import PageKind
from yousaid.views import Person, PublicDecision, Site

_LOCALES = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "ja": "ja_JP", "ar": "ar_AR"}
"""Open Graph asks for a country too."""
_LISTS = {kind.name for kind in urls.KINDS if kind.paged} - {urls.CUSTOMER.name} | {
    kind.name for kind in (urls.THANKS, urls.OCCASIONS, urls.CHANGELOG)
}


def head(site: Site, kind: PageKind, address: str, title: str, description: str, about: object) -> str:
    """Return what only this page has in its head. ``about`` is the record or the person that the page is about."""
    decision = about if isinstance(about, PublicDecision) else None
    picture = pictures.address(site, decision)
    image = site.about.url + picture if picture else ""
    alt = title if picture and picture != urls.CARD else site.about.name
    metas = _metas(language(site.about.language).code, "article" if decision else "website", image, alt)
    data = _data(site, kind, address, title, description, about)
    if image:
        data["image"] = image
    # A block of data and no script: a policy of `script-src 'self'` does not hold it back, and nothing but `<` ends it.
    text = encoded(data).decode().replace("<", "\\u003c")
    return f'{metas}\n<script type="application/ld+json">{text}</script>'


@lru_cache(maxsize=16)
def _metas(code: str, kind: str, image: str, alt: str) -> str:
    """Return the words of Open Graph; most pages of a site have the same."""
    metas = [
        ("property", "og:type", kind),
        ("property", "og:locale", _LOCALES[code]),
        ("name", "twitter:card", "summary_large_image" if image else "summary"),
    ]
    if image:
        metas += [
            ("property", "og:image", image),
            ("property", "og:image:width", str(pictures.WIDTH)),
            ("property", "og:image:height", str(pictures.HEIGHT)),
            ("property", "og:image:alt", alt),
        ]
    return "\n".join(f'<meta {key}="{name}" content="{escape(value)}">' for key, name, value in metas)


def _data(site: Site, kind: PageKind, address: str, title: str, description: str, about: object) -> dict[str, Any]:
    """Return the page in the words of schema.org. Addresses are left out where the site does not know its own."""
    base = site.about.url
    whole: dict[str, Any] = {"@type": "WebSite", "name": site.about.name, **_address(base, "")}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CollectionPage" if kind.name in _LISTS else "WebPage",
        "name": title,
        "description": description,
        "inLanguage": language(site.about.language).code,
        **_address(base, address),
    }
    if kind == urls.HOME:
        return {**data, "@type": "WebSite"}
    data["isPartOf"] = whole
    if isinstance(about, PublicDecision):
        data.update(_article(about, title))
    elif isinstance(about, Person):
        data["@type"] = "ProfilePage"
        form = "Person" if about.form is Form.PERSON else "Organization"
        data["mainEntity"] = {"@type": form, "name": about.name, **({"url": about.link} if about.link else {})}
    return data


def _article(decision: PublicDecision, title: str) -> dict[str, Any]:
    """Return what a record adds.

    An Article, and no Question with answers: most are wishes and no questions, nobody else can answer here, and that an
    answer is `accepted` could be said by the customer only. It has no author, since nobody signs a record; its dates
    are those of the page, which git knows. Those of the idea stand on the page, as exactly as they are known.
    """
    more: dict[str, Any] = {"@type": "Article", "headline": title, "articleSection": decision.area.name}
    if decision.themes:
        more["keywords"] = [theme.name for theme in decision.themes]
    if decision.dates:
        dates = decision.dates
        more |= {"datePublished": dates.first.isoformat(), "dateModified": dates.last.isoformat()}
    return more


def _address(base: str, address: str) -> dict[str, str]:
    return {"url": base + address} if base else {}
