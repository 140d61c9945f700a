"""UK e-Petitions: the CSV of a list of petitions, and the JSON of lists and of single petitions, of today and archived.

https://github.com/alphagov/e-petitions: ``views/petitions/index.csv.ruby``, ``helpers/csv_helper.rb``,
``views/petitions/_petition.json.jbuilder`` and that of ``archived/``. The CSV has no text, no answer and no dates.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from yousaid.importers import cells, exports, jsonvalues
from yousaid.importers.codes import NOT_THIS_FORMAT, ROW
from yousaid.importers.jsonvalues import inner, items, number, text
from yousaid.importers.reading import Idea, Options, Place, Read, wrong
from yousaid.model import Outcome

STATUSES = {"open": Outcome.RECEIVED, "rejected": Outcome.DECLINED}
"""A petition that is closed cannot be signed any more; what became of it is not said."""
_PUBLIC = {"open", "closed", "rejected"}
"""The other states are those before a petition is published, and after it was taken down (models/petition.rb)."""
_MUST = ("Petition", "URL", "State", "Signatures Count")
_NUMBER = re.compile(r"/petitions/([0-9]+)(?:\.json)?$")
_FORMULA = re.compile("%(2D|3D|2B|40)")
"""How a cell begins that a spreadsheet would take for a formula: its first sign as in an address."""
_HINT = "save what stands behind “Get petitions data (JSON format)” or “(CSV format)” below a list of petitions"
_Object = dict[str, Any]


def read(path: Path, options: Options) -> Read:
    """Return the petitions of either format."""
    data, faults = cells.content(path)
    if faults:
        return Read(faults=faults)
    taken = _json(path, data, options) if jsonvalues.is_json(data) else _csv(path, options)
    return exports.settled(path, options, taken)


def _csv(path: Path, options: Options) -> Read:
    taken = Read()
    table = cells.table(path, options, {cells.plain(each) for each in _MUST})
    for row, cell in exports.rows(path, taken, table, _MUST):
        found = _NUMBER.search(cell["URL"])
        if not found:
            message = "this must be the address of a petition, and end in `/petitions/` and its number"
            taken.faults.append(wrong(path, ROW, message, "export it again", Place(row, "URL")))
        elif _is_public(taken, cell["State"]):
            sign = _FORMULA.match(cell["Petition"])
            title = chr(int(sign[1], 16)) + cell["Petition"][sign.end() :] if sign else cell["Petition"]
            votes = exports.count(cell["Signatures Count"])
            idea = Idea(options.system, found[1], Place(row), title, "", cell["URL"], status=cell["State"], votes=votes)
            taken.ideas.append(idea)
    return taken


def _json(path: Path, data: bytes, options: Options) -> Read:
    pages, faults = jsonvalues.values(path, data)
    taken = Read(faults=faults, called={"title": "action", "text": "background", "asked": "opened_at"})
    for page in [each for value in pages for each in (value if isinstance(value, list) else [value])]:
        single = inner(page, "data")
        for petition in (
            [{**single, "links": inner(page, "links")}] if isinstance(single, dict) else items(page, "data")
        ):
            taken.rows += 1
            _take(path, taken, petition, options)
    if not taken.rows and not faults:
        taken.faults.append(wrong(path, NOT_THIS_FORMAT, "there must be petitions below `data`", _HINT))
    return taken


def _take(path: Path, taken: Read, petition: _Object, options: Options) -> None:
    place, facts = Place(taken.rows), inner(petition, "attributes")
    if not isinstance(facts, dict) or not text(petition, "id"):
        message = "this must be a petition with `id` and `attributes`"
        taken.faults.append(wrong(path, ROW, message, _HINT, place))
    elif _is_public(taken, text(facts, "state")):
        taken.ideas.append(_idea(taken, options.system, place, petition, facts))


def _idea(taken: Read, system: str, place: Place, petition: _Object, facts: _Object) -> Idea:
    debate = (text(facts, "debate", name) for name in ("transcript_url", "video_url", "debate_pack_url"))
    departments = [text(each, "name") for each in items(facts, "departments")]
    taken.left_out["count of signatures by place"] += sum(name.startswith("signatures_by_") for name in facts)
    answers = ("government_response_at", "rejected_at")
    return Idea(
        system=system,
        id=text(petition, "id"),
        place=place,
        title=text(facts, "action"),
        text=_paragraphs(text(facts, "background"), text(facts, "additional_details")),
        url=text(petition, "links", "self").removesuffix(".json"),
        asked=text(facts, "opened_at") or text(facts, "open_at") or text(facts, "created_at"),
        status=text(facts, "state"),
        answer=_paragraphs(
            text(facts, "government_response", "summary"), text(facts, "government_response", "details")
        ),
        answered=text(facts, "government_response", "responded_on")
        or next((found for name in answers if (found := text(facts, name))), ""),
        reason=_reason(facts),
        votes=number(facts, "signature_count"),
        tags=tuple(filter(None, (*departments, *jsonvalues.texts(facts, "topics")))),
        people=exports.people(taken, text(facts, "creator_name")),
        evidence=tuple(filter(None, debate)),
    )


def _reason(facts: _Object) -> str:
    """Return why a petition was rejected: in words, or else in those of the code, as in “Already happening”."""
    code = text(facts, "rejection", "code").replace("-", " ").replace("_", " ").capitalize()
    return text(facts, "rejection", "details") or (f"{code}." if code else "")


def _is_public(taken: Read, state: str) -> bool:
    is_public = state in _PUBLIC
    taken.passed_over["petition that is not public"] += not is_public
    return is_public


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(filter(None, (each.strip() for each in texts)))
