"""The order of names: an index of people as a reader expects it, whatever marks their letters carry."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a letter and a mark, and what they are sorted as: from the transform
# Latin-ASCII of Unicode's CLDR (common/transforms/Latin-ASCII.xml), without phonetic and medieval letters. `ß` is
# taken apart by case folding.
_PLAIN = str.maketrans(
    {
        **dict(zip("æœþŋĸıȷ", ("ae", "oe", "th", "n", "q", "i", "j"), strict=True)),
        **dict(zip("ðđħłøŧ", "ddhlot", strict=True)),
        **dict(zip("ⱥƀȼɇǥɨɉƚɍʉɏƶ", "abcegijlruyz", strict=True)),
        **dict(zip("ɓƃƈɖɗƌɛƒɠɦƙɲƥƭʈʋƴȥ", "bbcdddefghknpttvyz", strict=True)),
        # Both scripts of Japanese syllables are in one order, as in its dictionaries.
        **{chr(katakana): chr(katakana - 0x60) for katakana in range(0x30A1, 0x30F7)},
    }
)


@lru_cache(maxsize=10_000)
def letters(name: str) -> str:
    """Return the letters by which a name is sorted: without case, without marks, each as the plain letter it is."""
    folded = name.casefold()
    if folded.isascii():
        return folded
    taken_apart = unicodedata.normalize("NFKD", folded).translate(_PLAIN)
    return "".join(sign for sign in taken_apart if not unicodedata.combining(sign))


@lru_cache(maxsize=10_000)
def initial(name: str) -> str:
    """Return the letter under which a name stands in an index, or nothing where it begins with none.

    All ideographs stand under one sign: else nearly every name of China and Japan would have a heading of its own.
    """
    first = letters(name)[:1]
    if not first.isalpha():
        return ""
    return "漢" if "IDEOGRAPH" in unicodedata.name(first, "") else first.upper()
