"""The language of a site: its words from a gettext catalogue, its dates and numbers from Babel."""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from yousaid.model import When

LANGUAGES = ("en", "de", "fr", "ja", "ar")
"""Languages with a complete catalogue; every other one falls back to English."""
_REGION = {"en": "en_GB"}  # days before months, as everywhere else on the page
_TURNED = str.maketrans("⇉↷↶☞", "⇇↶↷☜")


class Language:
    """One language: `say` and `count` are gettext and ngettext; the rest puts dates and numbers into words."""

    def __init__(self, code: str) -> None:
        self.code = code if code in LANGUAGES else "en"
        self.locale = Locale.parse(_REGION.get(self.code, self.code))
        self.direction: str = self.locale.text_direction
        catalogue = _catalogue(self.code)
        self.say = catalogue.gettext
        self.number = cache(self._number)  # few numbers occur often, and Babel takes its time
        self._count = catalogue.ngettext
        self._months = self.locale.months["format"]["wide"]
        skeletons = self.locale.datetime_skeletons
        self._day = self.locale.date_formats["long"].format
        self._month, self._year = skeletons["yMMMM"].format, skeletons["y"].format

    def count(self, one: str, many: str, number: int) -> str:
        """Return a number with its noun; both texts hold `%(num)s`."""
        return self._count(one, many, number) % {"num": self.number(number)}

    def _number(self, number: float) -> str:
        """Return a number with the separators of the language."""
        return str(format_decimal(number, locale=self.locale))

    def turned(self, sign: str) -> str:
        """Return a sign of an outcome; one that points along the text does so in text from right to left, too."""
        return sign.translate(_TURNED) if self.direction == "rtl" else sign

    def day(self, when: When | dt.date | None) -> str:
        """Return a date to read, as exactly as it is known: `12 March 2026`, `March 2026`, `2026`, `date not known`."""
        if when is None or (isinstance(when, When) and not when.known):
            return self.say("date not known")
        pattern = self._day if when.day else self._month if when.month else self._year
        day = "1er" if self.code == "fr" and when.day == 1 else when.day
        parts = {"d": day, "M": when.month, "MMMM": self._months.get(when.month), "y": when.year}
        return str(pattern % parts)

    def month(self, key: str) -> str:
        """Return the heading of a month of the changelog: `2026-03`, `2026` where no month is known, or `unknown`."""
        if key == "unknown":
            return self.say("Date not known")
        year, _, month = key.partition("-")
        name = self.day(When(int(year), int(month or 0)))
        return name if month else self.say("%(year)s, month not known") % {"year": name}


def _catalogue(code: str) -> NullTranslations:
    """Return the catalogue of a language. It is compiled here, so that only the text is kept in the repository."""
    if code == "en":
        return NullTranslations()
    source = files("yousaid") / "locale" / code / "LC_MESSAGES" / "messages.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)


language = cache(Language)
"""The language of a code such as `de`; it is read once."""
