"""All-contributors: the people in ``.all-contributorsrc``, as a list of whom to ask for consent.

It says who helped a project, and how, but not with which idea: so nobody is thanked because of it, and no record is
made. https://allcontributors.org/docs/en/emoji-key; the file is that of https://github.com/all-contributors/cli
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yousaid.importers import cells, exports, jsonvalues
from yousaid.importers.codes import NOT_THIS_FORMAT, ROW
from yousaid.importers.jsonvalues import items, text, texts
from yousaid.importers.reading import Options, Person, Place, Read, wrong
from yousaid.model import Role

ROLES = {
    "bug": Role.PROBLEM,
    "data": Role.DATA,
    "design": Role.DESIGN,
    "financial": Role.SUPPORT,
    "ideas": Role.IDEA,
    "question": Role.SUPPORT,
    "review": Role.REVIEW,
    "test": Role.TESTING,
    "userTesting": Role.TESTING,
}
"""What customers do. Code, documentation, translation and the like are work of those who make the product."""
_HINT = "bring in the file `.all-contributorsrc` of a repository"


def read(path: Path, options: Options) -> Read:  # noqa: ARG001 - every reader is called alike
    """Return the people who did what customers do."""
    data, faults = cells.content(path)
    values, more = jsonvalues.values(path, data) if not faults else ([], [])
    taken = Read(faults=[*faults, *more])
    people = items(values[0], "contributors") if values else []
    if not people and not taken.faults:
        message = "there must be a list `contributors` with somebody in it"
        taken.faults.append(wrong(path, NOT_THIS_FORMAT, message, _HINT))
    seen: set[str] = set()
    for row, each in enumerate(people, 1):
        taken.rows += 1
        _take(path, taken, Place(row), each, seen)
    taken.left_out[exports.MAIL] += jsonvalues.addresses(people)
    return taken


def _take(path: Path, taken: Read, place: Place, each: dict[str, Any], seen: set[str]) -> None:
    login = text(each, "login") or text(each, "profile") or text(each, "name")
    roles = [str(ROLES[kind]) for kind in _kinds(each) if kind in ROLES]
    if not login:
        taken.faults.append(wrong(path, ROW, "this must be somebody with a `login` or a `name`", _HINT, place))
    elif login in seen:
        taken.passed_over["person who stands there already"] += 1
    elif not roles:
        taken.passed_over["person who made the product, and brought no idea"] += 1
    else:
        found = exports.people(taken, text(each, "name") or login, login if "@" not in login else "")
        taken.people += [Person(one.name, one.id, tuple(dict.fromkeys(roles))) for one in found]
        why = "no idea is known (see the list of whom to ask)" if found else "no more than an e-mail address is known"
        taken.passed_over[f"person of whom {why}"] += 1
    seen.add(login)


def _kinds(each: dict[str, Any]) -> list[str]:
    """Return the kinds of contribution; one with an address of its own is an object."""
    return [*texts(each, "contributions"), *(text(kind, "type") for kind in items(each, "contributions"))]
