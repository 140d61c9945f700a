"""What a requirement asks for, and whether a version is among it.

Of https://packaging.python.org/en/latest/specifications/version-specifiers/ as much as requirements of this kind use,
and Poetry's `^` and `~`. What is not understood allows everything, so that somebody looks at it.
"""

from __future__ import annotations

import re

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*\(?([^;#\\)]*)")
_CLAUSE = re.compile(r"\s*(===|~=|==|!=|<=|>=|<|>|\^|~|)\s*v?([0-9]+(?:\.[0-9]+)*)(\.\*)?[^,\s]*\s*")
Version = tuple[int, ...]


def asked(requirement: str) -> tuple[str, str]:
    """Return the name in its one spelling, and which versions are asked for; nothing of a line that is none."""
    match = _REQUIREMENT.match(requirement)
    return (re.sub(r"[-_.]+", "-", match[1]).lower(), match[2].strip()) if match else ("", "")


def numbers(version: str) -> Version:
    """Return the numbers of a version, without what stands for a preview."""
    match = re.match(r"v?([0-9]+(?:\.[0-9]+)*)", version)
    return tuple(map(int, match[1].split("."))) if match else ()


def allows(versions: str, version: Version) -> bool:
    """Tell whether a version is among those that are asked for."""
    return any(all(_holds(clause, version) for clause in way.split(",")) for way in versions.split("||"))


def _holds(clause: str, version: Version) -> bool:
    match = _CLAUSE.fullmatch(clause)
    if match is None:
        return True
    sign, bound, star = match[1], numbers(match[2]), match[3]
    longest = max(len(version), len(bound))
    here, there = (each + (0,) * (longest - len(each)) for each in (version, bound))
    same = version[: len(bound)] == bound if star else here == there
    kin = {"~=": bound[:-1], "^": bound[:1] if bound[0] else bound[:2], "~": bound[:2]}.get(sign, ())
    return {
        "!=": not same,
        "<": here < there,
        "<=": here <= there,
        ">": here > there,
        ">=": here >= there,
    }.get(sign, here >= there and here[: len(kin)] == kin if kin else same)
