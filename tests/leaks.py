"""Looks for a word in bytes, however it is written there, and however deep it is packed.

The words that are planted are plain small letters: every encoding that leaves ASCII alone is the first one below, and
the others are those in which ASCII looks different.
"""

from __future__ import annotations

import base64
import contextlib
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

PRIVATE = "qzkanari"
"""What every private word begins with; the rest says where it was planted."""
PUBLIC = "qzamsel"
"""What every public word begins with: a search that does not find these proves nothing."""


def _each(form: str) -> Callable[[str], bytes]:
    return lambda text: "".join(form.format(ord(letter)) for letter in text).encode()


ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "UTF-8": str.encode,
    "UTF-16, little end first": lambda text: text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: text.encode("utf-16-be"),
    "UTF-32, little end first": lambda text: text.encode("utf-32-le"),
    "UTF-32, big end first": lambda text: text.encode("utf-32-be"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base32": lambda text: base64.b32encode(text.encode()),
    "hexadecimal": _each("{:02x}"),
    "percent": _each("%{:02X}"),
    "decimal references": _each("&#{};"),
    "hexadecimal references": _each("&#x{:x};"),
    "escapes of JSON": _each("\\u{:04x}"),
}
_GROUPS = {"base64": (3, 6), "base32": (5, 5)}
"""How many bytes are encoded together, and how many bits stand in each character."""
_LETTERS_COUNT = {"base64"}
"""Where a small letter means something else than a capital one."""

# What a reader passes over: folded lines of calendars (RFC 5545, 3.1), tags, and characters that nobody sees.
_SEAM = re.compile(
    rb"\r?\n[ \t]|<[^<>]*>|\xe2\x80[\x8b-\x8f]|\xe2\x81\xa0|\xc2\xad|\xef\xbb\xbf|&(?:#8203|#xad|shy|zerowidthspace);"
)
_DATA_ADDRESS = re.compile(rb";base64,([A-Za-z0-9+/%=]+)")
_GZIP = re.compile(rb"\x1f\x8b\x08")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_ZIPPED = re.compile(rb"PK\x03\x04.{22}(..)(..)", re.DOTALL)
_PNG = b"\x89PNG\r\n\x1a\n"
_DEEPEST = 4
_BITE = 512


@cache
def needles(encoding: str, word: str) -> tuple[bytes, ...]:
    """Return what a word looks like in an encoding, wherever in a longer text it stands."""
    encode = ENCODINGS[encoding]
    group, bits = _GROUPS.get(encoding, (1, 0))
    if group == 1:
        return (encode(word).lower(),)
    found = []
    for shift in range(group):
        start, end = -(-shift * 8 // bits), (shift + len(word)) * 8 // bits
        found.append(encode("-" * shift + word)[start:end])
    return tuple(each if encoding in _LETTERS_COUNT else each.lower() for each in found)


def traces(data: bytes, word: str = PRIVATE) -> list[str]:
    """Return in which ways a word stands in the bytes, each with what stands around it."""
    found = []
    for layer in layers(data):
        small = layer.lower()
        for encoding in ENCODINGS:
            hay = layer if encoding in _LETTERS_COUNT else small
            for needle in needles(encoding, word):
                for match in re.finditer(re.escape(needle), hay):
                    start, end = match.span()
                    found.append(f"{encoding}: {layer[max(0, start - 60) : end + 4 * len(needle)]!r}")
    return found


def traces_below(folder: Path, word: str = PRIVATE) -> dict[str, list[str]]:
    """Return the traces of a word in every file of a folder, its name included."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    looked = ((file.relative_to(folder).as_posix(), file.read_bytes()) for file in files)
    return {path: found for path, data in looked if (found := traces(path.encode(), word) + traces(data, word))}


def layers(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Yield bytes as they are, as a reader puts them together, and everything that is packed into them."""
    yield data
    joined = _SEAM.sub(b"", data)
    if joined != data:
        yield joined
    if depth < _DEEPEST:
        for packed in _packed(data):
            yield from layers(packed, depth + 1)


def _packed(data: bytes) -> Iterator[bytes]:
    for match in _GZIP.finditer(data):
        yield from _inflated(data[match.start() :], 31)
    for match in _ZLIB.finditer(data):
        yield from _inflated(data[match.start() :], zlib.MAX_WBITS)
    for match in _ZIPPED.finditer(data):
        start = match.end() + sum(int.from_bytes(length, "little") for length in match.groups())
        yield from _inflated(data[start:], -zlib.MAX_WBITS)
    for match in _DATA_ADDRESS.finditer(data):
        letters = unquote_to_bytes(match[1]).rstrip(b"=")
        yield base64.b64decode(letters + b"A" * (-len(letters) % 4))
    for start in (match.start() for match in re.finditer(re.escape(_PNG), data)):
        # The pixels of one picture are one stream, in as many pieces as its writer liked.
        yield from _inflated(b"".join(body for kind, body in chunks(data[start:]) if kind == b"IDAT"), zlib.MAX_WBITS)


def _inflated(data: bytes, form: int) -> Iterator[bytes]:
    """Yield what is packed here, as far as it can be unpacked: bytes that look packed often are not."""
    unpack = zlib.decompressobj(form)
    out = b""
    with contextlib.suppress(zlib.error):
        for start in range(0, len(data), _BITE):
            out += unpack.decompress(data[start : start + _BITE])
            if unpack.eof:
                break
    if out:
        yield out


def chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the content of each part of a PNG."""
    at = len(_PNG)
    while at + 8 <= len(picture):
        length, kind = struct.unpack_from(">I4s", picture, at)
        yield kind, picture[at + 8 : at + 8 + length]
        at += length + 12
        if kind == b"IEND":
            return
