"""What another system holds becomes records: nothing is guessed, nobody is named, and what hands changed stays."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TODAY, Repository, git, site_of
from yousaid import catalogue, cli, clock, pipeline, saving
from yousaid.authoring.sheet import wrapped
from yousaid.diagnostics import Source, errors
from yousaid.importers import memory, people, taking
from yousaid.importers.formats import FORMATS, Format
from yousaid.importers.mapping import read as read_mapping
from yousaid.importers.plan import Plan
from yousaid.importers.reading import Idea, Options, Person, Place, Read
from yousaid.importers.report import Report
from yousaid.importers.vocabulary import with_legacy
from yousaid.model import OUTCOMES, Outcome
from yousaid.model.mapfile import COLUMNS, Fill, MapFile, Meaning
from yousaid.rules import Corpus

MAP = "system: portal\narea: reports\n"
IDEA = {"id": "1", "title": "Sort by date", "text": "The newest first.", "status": "received"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def root(repository: Repository) -> Path:
    return repository({})


def plan(root: Path, *ideas: Mapping[str, object], given: str = MAP, said: Mapping[str, str] | None = None) -> Plan:
    """Return what bringing in these ideas would change."""
    file = root.parent / "ideas.jsonl"
    file.write_text("".join(json.dumps({**IDEA, **idea}) + "\n" for idea in ideas), "utf-8")
    corpus = pipeline.check(pipeline.Settings(root, TODAY)).corpus
    return taking.plan(FORMATS["jsonlines"], file, corpus, root, Source("map.yml", given), said)


def write(root: Path, found: Plan) -> Plan:
    """Write what would change, and return the plan; every row is counted, and the result is good."""
    assert not errors(found.faults), found.faults
    assert found.report.adds_up
    saving.change({root / change.path: (change.before, change.after) for change in found.changes})
    assert not errors(pipeline.check(pipeline.Settings(root, TODAY)).faults)
    return found


def bring(root: Path, *ideas: Mapping[str, object], given: str = MAP) -> Plan:
    return write(root, plan(root, *ideas, given=given))


def record(root: Path, key: str = "sort-by-date") -> str:
    return next((root / "decisions").glob(f"[0-9]*/{key}.yml")).read_text("utf-8")


def messages(found: Plan) -> list[str]:
    return [fault.message for fault in found.faults]


def test_an_idea_becomes_a_record(root: Path) -> None:
    idea = {
        "asked": "2026-02-03T23:30:00Z",
        "status": "Shipped",
        "answer": "It is on every list.",
        "answered": "1 March 2026",
        "votes": "12",
        "people": ["Ada Lovelace", "Ada Lovelace", "Anonymous"],
        "evidence": ["https://example.org/1", "ftp://example.org/2"],
        "url": "https://portal.example.org/1",
        "board": "Lists",
        "tags": "Fast, other",
        "text": "The _newest_ first.",
    }
    given = MAP + "markup: markdown\nboards: {lists: {area: billing}}\n"
    given += "tags: {fast: {themes: [speed], segments: [schools], channel: support}}\n"
    found = bring(root, idea, given=given)
    assert (root / "decisions/2026/sort-by-date.yml").read_text() == (
        "title: Sort by date\nidea: |\n  The *newest* first.\nasked: 2026-02-03\noutcome: shipped\n"
        "answer: |\n  It is on every list.\nanswered: 2026-03-01\nshipped: unknown\n"
        "evidence:\n  - https://example.org/1\ncredits:\n  - customer: c-portal-1\n    for: [idea]\n"
        "voices:\n  count: 12\n  as_of: unknown\narea: billing\nthemes: [speed]\nsegments: [schools]\n"
        "channel: support\n"
        'source:\n  system: portal\n  id: "1"\n  url: https://portal.example.org/1\n'
    )
    assert (root / "decisions/customers/c-portal-1.yml").read_text() == "form: person\n"
    assert (root / people.TO_ASK).read_text() == "key,name,system,person\nc-portal-1,Ada Lovelace,portal,\n"
    assert (root / ".gitignore").read_text() == f"/{people.TO_ASK}\n"
    left = {"address that is none on the web": 1, "board, category or tag that means nothing here": 1}
    assert (found.report.new, dict(found.report.left_out)) == (1, left)
    assert "Ada" not in (root / memory.FILE).read_text()


def test_no_name_reaches_the_page(root: Path) -> None:
    bring(
        root, {"people": ["Ada Lovelace"], "status": "shipped", "answer": "Done.", "evidence": "https://example.org/"}
    )
    site = site_of(root)
    assert "sort-by-date" in [decision.key for decision in site.decisions]
    assert "Lovelace" not in repr(site)
    assert "c-portal-1" not in repr(site)


def test_the_same_export_again_changes_nothing(root: Path) -> None:
    ideas = ({"people": ["Bo Example"], "votes": 3}, {"id": "2", "title": "Other", "status": "declined"})
    bring(root, *ideas)
    again = plan(root, *ideas)
    assert again.changes == []
    assert (again.report.same, again.report.rows) == (2, 2)


def test_a_newer_export_changes_what_changed_there_and_keeps_what_hands_changed(root: Path) -> None:
    bring(root, {"votes": 3, "people": ["Bo Example"]})
    file = root / "decisions/2026/sort-by-date.yml"
    file.write_text(file.read_text().replace("Sort by date", "Sort by day\n# better"), "utf-8")
    found = bring(root, {"votes": 4, "text": "The oldest first."})
    assert found.report.updated == 1
    assert "title: Sort by day\n# better\n" in record(root)
    assert "count: 4" in record(root)
    assert "The oldest first." in record(root)
    assert plan(root, {"votes": 4, "text": "The oldest first."}).changes == []


def test_what_changed_on_both_sides_stays_as_it_is_here_and_is_said_each_time(root: Path) -> None:
    bring(root, {})
    file = root / "decisions/2026/sort-by-date.yml"
    file.write_text(file.read_text().replace("Sort by date", "Sort by day"), "utf-8")
    for _ in range(2):
        found = bring(root, {"title": "Sort by hour"})
        said = "`title` was changed here and in portal, where it is `title: Sort by hour`"
        assert messages(found) == [said]
        assert "title: Sort by day" in record(root)
        assert found.report.same == 1
    assert bring(root, {"title": "Sort by day"}).report.same == 1


def test_without_a_memory_only_what_is_missing_here_is_taken(root: Path) -> None:
    bring(root, {})
    (root / memory.FILE).unlink()
    found = bring(root, {"title": "Sort by hour", "votes": 5})
    assert "title: Sort by date" in record(root)
    assert "count: 5" in record(root)
    assert "`title` was changed" in messages(found)[0]


def test_a_record_that_was_taken_away_here_does_not_come_back(root: Path) -> None:
    bring(root, {})
    (root / "decisions/2026/sort-by-date.yml").unlink()
    found = plan(root, {})
    assert found.changes == []
    assert found.report.passed_over == Counter({"idea whose record was taken away here since it was brought in": 1})


def test_a_public_record_is_not_taken_back_without_a_word(root: Path) -> None:
    bring(root, {"status": "planned", "answer": "We will."}, {"id": "2", "title": "Other", "status": "reviewing"})
    back = ({"status": "received", "votes": 2}, {"id": "2", "title": "Other", "status": "shipped", "text": "Clear."})
    found = bring(root, *back)
    first, second = sorted(found.report.notes)
    assert "other.yml keeps its outcome: in portal, it cannot be public as it is there now" in first
    assert "it went back there, from `planned` to `received`" in second
    assert "outcome: planned" in record(root)
    assert "count: 2" in record(root)
    assert "Clear." in record(root, "other")
    assert "draft" not in record(root, "other")


def test_an_export_that_says_less_takes_nothing_away(root: Path) -> None:
    full = {"status": "reviewing", "answer": "We look.", "asked": "2026-01-02", "votes": 3}
    bring(root, full)
    assert plan(root, {"status": "reviewing", "text": ""}).changes == []
    assert bring(root, {**full, "answer": "We look at it."}).report.updated == 1
    bring(root, {"status": "declined", "reason": "It is dear.", "text": ""})
    assert "answer" not in record(root)
    assert "asked: 2026-01-02" in record(root)
    assert "The newest first." in record(root)
    assert plan(root, {"status": "declined", "reason": ""}).changes == []


def test_another_outcome_takes_away_only_what_was_said_with_the_old_one(root: Path) -> None:
    full = {"status": "reviewing", "answer": "We look.", "people": "Bo Example", "votes": 3, "tags": "slow"}
    bring(root, full, given=MAP + "tags: {slow: {themes: [speed]}}\n")
    bring(root, {"status": "declined", "reason": "It is dear."})
    assert "answer" not in record(root)
    for kept in ("customer: c-portal-1\n", "count: 3\n", "themes: [speed]\n"):
        assert kept in record(root)
    nobody = {"id": "2", "title": "B", "status": "shipped"}
    fill = MAP + "fill: {answer: Done., evidence: [https://example.org/a], no_credit_because: Nobody was.}\n"
    bring(root, nobody, given=fill)
    bring(root, {**nobody, "people": "Bo Example"}, given=fill)
    assert "no_credit_because" not in record(root, "b")


def test_petitions_keep_their_reason_when_their_poorer_table_comes_after(root: Path) -> None:
    def petitions(name: str) -> Plan:
        corpus = pipeline.check(pipeline.Settings(root, TODAY)).corpus
        file = Path(__file__).parent / "imports" / "e-petitions" / name
        given = Source("map.yml", "area: reports\nstatuses: {closed: reviewing}\n")
        return taking.plan(FORMATS["e-petitions"], file, corpus, root, given)

    write(root, petitions("petitions.json"))
    write(root, petitions("petitions.csv"))
    refused = record(root, "free-ice-cream")
    assert "reason: No action.\n" in refused
    assert "answered: 2016-01-07\n" in refused
    assert petitions("petitions.csv").changes == []


def test_an_outcome_goes_on(root: Path) -> None:
    bring(root, {"status": "reviewing"})
    bring(root, {"status": "planned", "answer": "We will."})
    assert "outcome: planned\nanswer: |\n  We will.\nreview_by: unknown\n" in record(root)


def test_what_an_outcome_asks_for_and_nobody_said_makes_a_draft(root: Path) -> None:
    found = bring(root, {"status": "shipped"})
    head = "# Brought in from portal, where it is `shipped` (our `shipped`). Before it can be public: "
    assert record(root).startswith(f"{head}`answer` is missing, `evidence` is missing, `credits` is missing.\n")
    assert "outcome: received\n" in record(root)
    assert "draft: true\n" in record(root)
    assert list(found.report.drafts) == ["decisions/2026/sort-by-date.yml"]
    bring(root, {"status": "shipped", "answer": "Yes.", "evidence": "https://example.org/", "people": "Bo Example"})
    assert "#" not in record(root)
    assert "draft" not in record(root)
    assert "outcome: shipped" in record(root)


def test_what_was_completed_by_hand_stays(root: Path) -> None:
    bring(root, {"status": "shipped"})
    file = root / "decisions/2026/sort-by-date.yml"
    done = file.read_text().replace("draft: true\n", "").replace("outcome: received", "outcome: reviewing")
    file.write_text(done, "utf-8")
    assert bring(root, {"status": "shipped", "votes": 1}).report.updated == 1
    assert "outcome: reviewing" in record(root)


def test_what_is_missing_may_be_said_for_all_in_the_mapping_file(root: Path) -> None:
    given = MAP + "fill: {answer: It is done., evidence: [https://example.org/a], no_credit_because: Nobody was.}\n"
    bring(root, {"status": "shipped"}, given=given)
    assert "answer: |\n  It is done." in record(root)
    assert "credits: none\nno_credit_because: Nobody was.\n" in record(root)
    assert "evidence:\n  - https://example.org/a\n" in record(root)


def test_a_no_without_a_reason_says_so_and_its_answer_is_its_reason(root: Path) -> None:
    no = {"status": "declined"}
    why = {"id": "2", "title": "Why", "status": "declined", "answer": "Too dear."}
    part = {"id": "3", "title": "Part", "status": "did-something-else", "answer": "Try this.", "reason": "It is less."}
    yes = {"id": "4", "title": "Soon", "status": "in-progress", "answer": "We do.", "reason": "It is wanted."}
    found = bring(root, no, why, part, yes)
    assert "reason:\n  code: unexplained-legacy\n" in record(root)
    assert "reason: Too dear.\n" in record(root, "why")
    assert "answer" not in record(root, "why")
    assert "reason: It is less.\n" in record(root, "part")
    assert "answer: |\n  We do.\n\n  It is wanted.\n" in record(root, "soon")
    vocabulary = (root / "decisions/vocabulary.yml").read_text()
    assert (
        "reasons:\n  unexplained-legacy:\n    name: No reason was given\n    text: No reason was given then.\n  cost: {"
        in vocabulary
    )
    assert "decisions/vocabulary.yml" in [change.path for change in found.changes]
    assert "decisions/vocabulary.yml" not in [change.path for change in plan(root, {**no, "id": "5"}).changes]


def test_noes_without_a_reason_are_counted(root: Path) -> None:
    ideas = ({"status": "declined"}, {"id": "2", "title": "B", "status": "not-now"}, {"id": "3", "title": "C"})
    assert bring(root, *ideas).report.unexplained == 2
    assert plan(root, *ideas).report.unexplained == 0


@pytest.mark.parametrize("reasons", ["", "reasons: {cost: {name: Dear, text: Too dear.}}  # all\n", "reasons: {}\n"])
def test_the_vocabulary_learns_the_reason_however_it_is_written(repository: Repository, reasons: str) -> None:
    root = repository({"decisions/vocabulary.yml": f"areas: {{reports: Reports}} # ours\n{reasons}"})
    (root / "decisions/2026/refused.yml").unlink()
    entry = pipeline.check(pipeline.Settings(root, TODAY)).corpus.vocabulary
    assert entry is not None
    made = with_legacy(entry)
    assert list(made.value.reasons)[-1] == "unexplained-legacy"
    assert "areas: {reports: Reports} # ours\n" in made.source.text
    assert made.value.reasons.keys() - {"unexplained-legacy"} == entry.value.reasons.keys()


def test_an_unknown_status_stops_with_the_lines_to_add(root: Path) -> None:
    ideas = ({"status": "In  Review"}, {"id": "2", "status": "in review"}, {"id": "3", "status": ""})
    given = "system: portal\n"
    found = plan(root, *({**idea, "board": "Lists", "category": "A: b"} for idea in ideas), given=given)
    assert messages(found) == [
        "nobody has said yet what becomes of 1 idea without a status",
        "nobody has said yet what becomes of the status `In Review` of 1 idea",
        "nobody has said yet what becomes of the status `in review` of 1 idea",
        "nobody has said yet to which area 3 ideas belong",
    ]
    words = "received, reviewing, planned, in-progress, shipped, partly-shipped, already-there, did-something-else, "
    words += "not-now, declined, merged, withdrawn or skip"
    assert found.to_map == (
        f"no_status: # 1 idea: {words}\nstatuses: # {words}\n  In Review: # 1 idea\n  in review: # 1 idea\n"
        "area: # where nothing else says so: reports, billing\nboards:\n  Lists: {area: }\n"
        'categories:\n  "A: b": {area: }'
    )
    assert (found.statuses, list(found.areas)) == (["", "In Review", "in review"], ["reports", "billing"])
    assert plan(root, {"asked": "03/04/2026"}, given=given).areas == {}  # that must be said in the file first
    assert plan(root, {}, given=given).to_map == "area: # where nothing else says so: reports, billing"
    assert plan(root, *ideas, given=MAP).statuses == ["", "In Review", "in review"]


def test_words_are_shown_as_somebody_can_type_them(root: Path) -> None:
    idea = {"status": "x\x1b[3m\u202e y", "board": "B\x07\n b", "tags": "\x1bslow"}
    assert plan(root, idea, given="system: portal\n").to_map.split("\n")[1::2] == ["  x[3m y: # 1 idea", "boards:"]
    given = MAP + 'statuses: {"x[3m y": received}\nboards: {B b: {area: billing}}\ntags: {slow: {themes: [speed]}}\n'
    bring(root, idea, given=given)
    assert "area: billing\nthemes: [speed]\n" in record(root)


def test_what_a_status_means_may_be_said_in_the_file_and_when_asked(root: Path) -> None:
    ideas = ({"status": "in review"}, {"id": "2", "title": "B", "status": ""}, {"id": "3", "title": "C", "status": "x"})
    given = MAP + "statuses: {In Review: reviewing}\nno_status: received\n"
    found = write(root, plan(root, *ideas, given=given, said={"x": "skip"}))
    assert "outcome: reviewing" in record(root)
    assert found.report.passed_over == Counter({"idea that the mapping file leaves out": 1})


def test_lines_are_added_to_those_that_stand_in_the_mapping_file(root: Path) -> None:
    given = "system: portal\nstatuses: {b: received}\nboards: {c: {area: reports}}\n"
    ideas = ({"status": "a", "board": "Lists"}, {"id": "2", "status": "b", "category": "Old"})
    shown = plan(root, *ideas, given=given).to_map.split("\n")
    assert [line.partition(": #")[0] for line in shown if not line.startswith(" ")] == [
        "statuses",
        "area",
        "boards",
        "categories:",
    ]
    assert [": # add to those that stand there:" in line for line in shown] == [True, False, False, True, *[False] * 3]
    assert "boards: # add to those that stand there:" in shown


@pytest.mark.parametrize("given", ["", "# Nothing yet.\n\n"])
def test_a_mapping_file_may_say_nothing(given: str) -> None:
    assert read_mapping(Source("map.yml", given), None) == (MapFile(), [])


def test_a_mapping_file_says_what_can_stand_in_it() -> None:
    assert set(COLUMNS) == {*Idea.__dataclass_fields__} - {"system", "place", "markup", "answer_markup"}
    for model in (MapFile, Meaning, Fill):
        for name, info in model.model_fields.items():
            assert info.description, name
            assert info.examples, name
    assert all(name in catalogue.codes()["YS666"].doc for name in MapFile.model_fields)
    _, faults = read_mapping(Source("map.yml", "- a\n"), None)
    assert [fault.hint for fault in faults] == ["begin with a line such as `area: everyday-use`"]
    _, faults = read_mapping(Source("map.yml", "nothing like it: a\nstatus: {}\n"), None)
    assert [fault.hint for fault in faults] == [
        "delete it; `yousaid explain YS666` lists those there are",
        "did you mean `statuses`?",
    ]


def test_one_word_means_one_thing(root: Path) -> None:
    given = "statuses: {Planifié: planned, planifie: planned, Open: received, open: skip}\n"
    given += "tags: {A: {}, a: {area: reports}}\n"
    _, faults = read_mapping(Source("map.yml", given), None)
    said = "must mean what `{}` means: small letters and accents do not count"
    assert [fault.message for fault in faults] == [f"`open` {said.format('Open')}", f"`a` {said.format('A')}"]
    bring(root, {"status": "PLANIFIE", "answer": "Soon."}, given=MAP + "statuses: {Planifié: planned}\n")
    assert "outcome: planned\n" in record(root)


def test_the_mapping_file_is_checked_word_by_word(root: Path) -> None:
    given = (
        "area: report\nchannel: supprt\nstatuses: {a: shiped}\nno_status: perhaps\ncolumns: {titel: x, text: y}\n"
        "tags: {a: {themes: [sped]}}\n"
    )
    found = plan(root, {}, given=given)
    ordered = sorted(found.faults, key=lambda fault: fault.span.line)
    assert [(fault.span.line, fault.message, fault.hint) for fault in ordered] == [
        (1, "`report` is none of the areas in the vocabulary", "did you mean `reports`? If not, add it to "
         "decisions/vocabulary.yml, or type one of `reports`, `billing`"),
        (2, "`supprt` is none of the channels in the vocabulary", "did you mean `support`? If not, add it to "
         "decisions/vocabulary.yml, or type one of `support`"),
        (3, "`shiped` is no outcome", found.faults[0].hint),
        (4, "`perhaps` is no outcome", found.faults[1].hint),
        (5, "`titel` is no field", found.faults[2].hint),
        (6, "`sped` is none of the themes in the vocabulary", "did you mean `speed`? If not, add it to "
         "decisions/vocabulary.yml, or type one of `speed`"),
    ]  # fmt: skip
    assert found.faults[0].hint.startswith("did you mean `shipped`? If not, type one of `received`")
    assert found.faults[2].hint.startswith("did you mean `title`?")
    assert [fault.message for fault in plan(root, {}, given="arae: reports\n").faults] == ["there is no field `arae`"]


def test_dates_that_cannot_be_are_unknown_and_said(root: Path) -> None:
    days = [("2023-14-05", "2026-01-01"), ("2026-02-03", "2026-01-02"), ("2027-01-01", "tomorrow"), ("unknown", "?")]
    found = bring(root, *({"id": n, "title": f"N{n}", "asked": a, "answered": b} for n, (a, b) in enumerate(days)))
    assert messages(found) == [
        "row 1, column `asked`: `2023-14-05` does not exist, or is no date; it is taken as `unknown`",
        "row 2, column `answered`: 2026-01-02 lies before it was asked, on 2026-02-03; it is taken as `unknown`",
        "row 3, column `asked`: 2027-01-01 lies in the future; it is taken as `unknown`",
        "row 3, column `answered`: `tomorrow` does not exist, or is no date; it is taken as `unknown`",
    ]
    assert "asked: unknown\n" in record(root, "n0")
    assert "answered: unknown\n" in record(root, "n1")


def test_dates_that_could_be_read_in_two_ways_are_asked_about(root: Path) -> None:
    ideas = ({"asked": "03/04/2026"}, {"id": "2", "title": "B", "asked": "5/4/2026 10:00"})
    found = plan(root, *ideas)
    said = "row 1, column `asked`: `03/04/2026` could be read in two ways, and 1 more date like it"
    assert messages(found) == [said]
    assert messages(plan(root, ideas[0])) == [said.partition(", and")[0]]
    bring(root, *ideas, given=MAP + "dates: day-month-year\n")
    assert "asked: 2026-04-03\n" in record(root)
    assert "asked: 2026-04-05\n" in record(root, "b")


def test_merged_ideas_keep_their_links_to_the_one_at_the_end_of_the_way(root: Path) -> None:
    known = {"id": "0", "title": "Known"}
    bring(root, known)
    ways = {"1": "2", "2": "3", "3": "", "4": "0", "5": "nowhere", "6": "7", "7": "6", "8": "8", "9": "10", "10": "5"}
    ideas = [{"id": key, "title": f"N{key}", "merged_into": into} for key, into in ways.items()]
    bring(root, *ideas)
    assert "merged_into: n3\n" in record(root, "n1")
    assert "merged_into: n3\n" in record(root, "n2")
    assert "outcome: received\n" in record(root, "n3")
    assert "merged_into: known\n" in record(root, "n4")
    for key in ("n5", "n6", "n7", "n8", "n9", "n10"):
        assert "Before it can be public: `merged_into` is missing." in record(root, key)
        assert "outcome: received\n" in record(root, key)
    bring(root, {"id": "11", "title": "N11", "merged_into": "1"})
    assert "merged_into: n3\n" in record(root, "n11")


def test_what_is_merged_into_a_draft_waits_with_it(root: Path) -> None:
    found = bring(root, {"status": "shipped"}, {"id": "2", "title": "Same", "merged_into": "1"})
    assert found.report.drafts["decisions/2026/same.yml"] == ["the record that it is merged into is a draft"]
    assert "draft: true\n" in record(root, "same")
    assert "outcome: merged\n" in record(root, "same")


def test_what_would_not_pass_the_check_is_left_out_with_what_is_merged_into_it(root: Path) -> None:
    bad = {"id": "1", "title": "See [it](decision:plain)"}
    secret = {"id": "3", "title": "Secret", "status": "declined", "reason": "Confidential: the price."}
    found = bring(root, bad, {"id": "2", "title": "Same", "merged_into": "1"}, secret)
    assert messages(found) == [
        "row 3: `reason` must be `confidential` alone, with no text and no code beside it; this idea is left out",
        "row 1: a field of one line must not hold a link to a record or a customer; this idea is left out",
        "row 2: it goes on in an idea that is left out; this idea is left out",
    ]
    assert found.report.new == 0
    assert found.report.passed_over.total() == 3
    assert found.changes == []


def test_an_update_that_would_not_pass_the_check_is_not_made(root: Path) -> None:
    bring(root, {}, {"id": "2", "title": "Two"}, {"id": "3", "title": "Three", "status": "declined", "reason": "No."})
    found = bring(
        root,
        {"title": "See [it](decision:plain)", "people": ["Bo Example"]},
        {"id": "2", "title": "Two", "text": "Write to ada.lovelace@gmail.com."},
        {"id": "3", "title": "Three", "status": "declined", "reason": "Confidential: the price."},
    )
    assert [note.partition(": ")[2] for note in found.report.notes] == [
        "in portal, an e-mail address must not be published.",
        "as it is in portal now, a field of one line must not hold a link to a record or a customer.",
    ]
    assert (found.report.same, found.report.updated, found.report.passed_over.total()) == (2, 0, 1)


def test_delicate_texts_wait_as_drafts(root: Path) -> None:
    texts = {
        "mail": "Write to ada.lovelace@gmail.com, please.",
        "phone": "Call me at +49 30 1234567 any day.",
        "name": "Regards, Bo Example",
        "handle": "as bobo said",
    }
    who = {"name": ["Bo Example"], "handle": ["@bobo", "@nobody"]}
    ideas = ({"id": key, "title": key, "text": text, "people": who.get(key, [])} for key, text in texts.items())
    found = bring(root, *ideas)
    lacks = {Path(path).stem: each for path, each in found.report.drafts.items()}
    assert lacks["mail"] == ["an e-mail address must not be published"]
    assert lacks["name"] == lacks["handle"] == ["the name of somebody who asked stands in its text"]
    assert "phone" in lacks
    again = {"id": "phone", "title": "phone", "text": texts["phone"]}
    assert plan(root, again).changes == []
    bring(root, {**again, "text": f"{texts['phone']} Or at night."})
    assert "at night" in record(root, "phone")
    assert "draft: true\n" in record(root, "phone")


def test_titles_that_do_not_fit_stand_whole_in_the_text(root: Path) -> None:
    long = "word " * 60
    found = bring(root, {"title": long}, {"id": "2", "title": "", "text": "Only a text."}, {"id": "3", "text": ""})
    lacks = {Path(path).stem: each for path, each in found.report.drafts.items()}
    assert list(lacks.values()) == [["its title is too long"], ["it has no title"]]
    first = record(root, next(iter(lacks)))
    assert "title: word word" in first
    assert first.partition("asked")[0].partition("idea: |")[2].split()[:60] == ["word"] * 60
    assert "title: Only a text.\n" in record(root, "portal-2")
    assert "idea: |\n  Sort by date\n" in record(root)


def test_a_text_that_does_not_fit_stops_the_import_unless_it_is_skipped(root: Path) -> None:
    huge = {"text": "many words " * 3_000}
    found = plan(root, huge)
    assert messages(found) == ["row 1, column `text`: 32,999 characters; a record holds 20,000"]
    assert "add `1` to `skip:`" in found.faults[0].hint
    assert plan(root, huge, given=MAP + 'skip: ["1"]\n').report.passed_over.total() == 1


def test_a_record_that_is_too_large_as_a_whole_is_left_out(root: Path) -> None:
    wide = {"text": "漢字 " * 6_000, "answer": "漢字 " * 6_000, "status": "planned"}
    found = bring(root, wide)
    assert "a record holds at most 64 KiB, and this would be" in messages(found)[0]
    assert found.report.new == 0


def test_an_update_that_would_make_a_record_too_large_is_not_made(root: Path) -> None:
    bring(root, {"text": "漢字 " * 5_000})
    file = root / "decisions/2026/sort-by-date.yml"
    file.write_text(file.read_text("utf-8").replace("asked:", f"why: {'漢字 ' * 3_500}\nasked:"), "utf-8")
    found = bring(root, {"text": "漢字 " * 6_000})
    assert "a record holds at most 64 KiB" in messages(found)[0]
    assert (found.changes, found.report.passed_over.total()) == ([], 1)


def test_a_format_of_our_own_records_makes_its_plan_itself(root: Path) -> None:
    def own(path: Path, options: Options, corpus: Corpus, root: Path) -> Plan:
        return Plan(to_map=options.sheet)

    corpus = replace(pipeline.check(pipeline.Settings(root, TODAY)).corpus, vocabulary=None)
    form = Format("own", "for this test", plan=own)
    assert taking.plan(form, root, corpus, root, Source("m", "sheet: x\n")).to_map == "x"


def test_two_rows_with_one_id(root: Path) -> None:
    found = bring(root, {}, {"title": "Another"})
    assert messages(found) == ["row 2: row 1 has the id `1` already; this one is left out"]
    assert found.report.passed_over == Counter({"row whose id another one has": 1})


def test_ids_are_made_of_titles_or_of_what_tells_an_idea_apart(root: Path) -> None:
    bring(root, *({"id": f"{n}", "title": title} for n, title in enumerate(["Plain", "Plain", "日付", "plain-2"])))
    assert {path.stem for path in (root / "decisions").glob("2026/*.yml")} == {
        "plain", "refused", "plain-2", "plain-3", "portal-2", "plain-2-2",
    }  # fmt: skip


def test_the_year_is_that_of_the_question_or_of_the_answer_or_this_one(root: Path) -> None:
    bring(
        root,
        {"asked": "2019"},
        {"id": "2", "title": "Two", "answered": "2020-01-01"},
        {"id": "3", "title": "Three"},
    )
    assert {f"{path.parent.name}/{path.stem}" for path in (root / "decisions").glob("2*/*.yml")} >= {
        "2019/sort-by-date", "2020/two", "2026/three",
    }  # fmt: skip


def test_records_for_editors_name_their_schema_and_the_schemas_know_new_customers(root: Path) -> None:
    (root / ".yousaid").mkdir()
    (root / ".yousaid" / "decision.schema.json").write_text("{}", "utf-8")
    bring(root, {"people": ["Bo Example"]})
    assert record(root).startswith("# yaml-language-server: $schema=")
    assert (root / "decisions/customers/c-portal-1.yml").read_text().startswith("# yaml-language-server: $schema=")
    assert "c-portal-1" in (root / ".yousaid/decision.schema.json").read_text()


_WORDS = st.text(max_size=40) | st.sampled_from(
    ["[x](customer:ada)", "confidential: x", "# - `", "a@b.example.com", "\ud800"]
)


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                **dict.fromkeys(("title", "text", "answer", "reason", "board", "url", "id", "merged_into"), _WORDS),
                "status": st.sampled_from([*OUTCOMES]),
                **{name: st.sampled_from(["2026-01-02", "2025", "1.2.2026", "x"]) for name in ("asked", "answered")},
                "people": st.lists(_WORDS, max_size=2),
                "tags": st.lists(_WORDS, max_size=2),
            },
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_comes_all_rows_are_counted_and_all_records_pass_the_check(root: Path, ideas: list[Any]) -> None:
    found = plan(root, *ideas, given=MAP + "dates: day-month-year\nmarkup: markdown\n")
    assert not errors(found.faults)
    assert found.report.adds_up
    made = {change.path: change.after.encode() for change in found.changes}
    assert not errors(pipeline.check(pipeline.Settings(root, TODAY, given=made)).faults)


@given(st.text(alphabet="ab ", max_size=400) | st.just("a" * 300 + " b " + "c" * 98 + " d"))
@settings(max_examples=100, derandomize=True, deadline=None)
def test_lines_are_wrapped_as_the_standard_library_does(words: str) -> None:
    line = " ".join(words.split())
    assert wrapped(line) == "\n".join(textwrap.wrap(line, 100, break_long_words=False))


# People.


def test_a_person_keeps_the_key_and_names_are_no_formulas(root: Path) -> None:
    bring(root, {"people": ["=Bo Example"]}, {"id": "2", "title": "B", "people": ["Cy Example"]})
    assert "c-portal-1,'=Bo Example,portal," in (root / people.TO_ASK).read_text()
    again = {"id": "3", "title": "C", "people": ["=bo  example"]}
    bring(root, again)
    assert "customer: c-portal-1\n" in record(root, "c")
    (root / people.TO_ASK).unlink()  # on another machine it is known from the records
    bring(root, {"people": ["=Bo Example"]}, {"id": "4", "title": "D", "people": ["=Bo Example", "Di Example"]})
    assert "customer: c-portal-1\n" in record(root, "d")
    assert (root / people.TO_ASK).read_text() == "key,name,system,person\nc-portal-3,Di Example,portal,\n"


def test_a_customer_whose_file_was_taken_away_does_not_come_back(root: Path) -> None:
    bring(root, {"people": ["Bo Example"]})
    (root / "decisions/customers/c-portal-1.yml").unlink()
    file = root / "decisions/2026/sort-by-date.yml"
    file.write_text(file.read_text().replace("credits:\n  - customer: c-portal-1\n    for: [idea]\n", ""), "utf-8")
    bring(root, {"id": "2", "title": "B", "people": ["Bo Example"]})
    assert "credits" not in record(root, "b")


def test_people_without_an_idea_are_listed_too(root: Path) -> None:
    both = [
        Person("Bo Example", "77", ("idea", "code")),
        Person("", "78"),
        Person("cy@example.org"),
        Person("Bo", "77"),
    ]

    def read(path: Path, options: Options) -> Read:
        idea = Idea(options.system, "1", Place(1), "T", "Text.", people=(Person("Bo Example", "77", ("data", "code")),))
        return Read([idea], rows=1, people=both)

    form = Format("made", "for this test", read, {"": Outcome.RECEIVED})
    corpus = pipeline.check(pipeline.Settings(root, TODAY)).corpus
    write(root, taking.plan(form, root / "x", corpus, root, Source("m", "area: reports\n")))
    assert (
        root / people.TO_ASK
    ).read_text() == "key,name,system,person\nc-made-1,Bo Example,made,77\nc-made-2,,made,78\n"
    assert "for: [data]\n" in record(root, "t")
    assert (root / "decisions/customers/c-made-2.yml").exists()


def test_git_must_not_know_who_is_to_be_asked(root: Path) -> None:
    (root / people.TO_ASK).write_text("key,name,system,person\n", "utf-8")
    git(root, "init", "-q")
    assert messages(plan(root, {})) == []
    git(root, "add", people.TO_ASK)
    assert messages(plan(root, {})) == ["git must not know this file"]


def test_a_file_that_ignores_the_list_already_is_left_as_it_is(root: Path) -> None:
    (root / ".gitignore").write_text("/site/\nto-ask.csv", "utf-8")
    bring(root, {"people": ["Bo Example"]})
    assert (root / ".gitignore").read_text() == "/site/\nto-ask.csv"


def test_a_file_that_does_not_ignore_the_list_yet_does_so_then(root: Path) -> None:
    (root / ".gitignore").write_text("/site/", "utf-8")
    bring(root, {"people": ["Bo Example"]})
    assert (root / ".gitignore").read_text() == "/site/\n/to-ask.csv\n"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            memory.FILE,
            b'{"system": "a"}\n{"system": 1, "id": "1", "fields": {}}\nx\n[]\n',
            "row 1: this line is no memory",
        ),
        (people.TO_ASK, b"key,name\na,b\n", "the list of whom to ask cannot be read"),
        (people.TO_ASK, b"key,name,system,person\na,b\n", "the list of whom to ask cannot be read"),
        (people.TO_ASK, b"\xff", "this file is not UTF-8"),
    ],
)
def test_files_of_ours_that_cannot_be_read_stop_the_import(root: Path, name: str, content: bytes, said: str) -> None:
    (root / name).write_bytes(content)
    assert messages(plan(root, {}))[0].startswith(said)


def test_a_file_of_ours_that_is_none_stops_the_import(root: Path) -> None:
    (root / memory.FILE).mkdir()
    assert messages(plan(root, {}))[0].startswith("this file cannot be read: ")


def test_a_report_adds_up_and_is_read_aloud() -> None:
    passed = Counter({"empty row": 1})
    report = Report(4, 1, 1, 1, passed, Counter({"vote": 1_200, "e-mail address": 0}), 1, {"a": ["x"], "b": ["x", "y"]})
    assert report.adds_up
    assert not Report(2, 1).adds_up
    assert [line.strip() for line in report.text().split("\n")] == [
        "4 rows in:",
        "1 record new",
        "1 record updated",
        "1 record the same as before",
        "1 left out: empty row",
        "Not taken from these rows, nor from what came with them:",
        "1,200 × vote",
        "Of the new records, 1 is a no without a reason, and says so.",
        "Of the new records, 2 are drafts, and not public yet:",
        "2 × x",
        "1 × y",
    ]
    assert "1 row in:" in Report(1, 1, drafts={"a": ["x"]}).text()
    assert "2 are a no without a reason, and say so." in Report(2, 2, unexplained=2).text()
    assert "1 is a draft" in Report(1, 1, drafts={"a": ["x"]}).text()


# Writing.


def test_all_is_written_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, other, new = tmp_path / "old", tmp_path / "other", tmp_path / "new"
    old.write_bytes(b"one\r\n")
    other.write_text("two\n", "utf-8")
    with pytest.raises(OSError, match="changed meanwhile"):
        saving.change({old: ("one\n", "1\n"), other: ("three\n", "2\n")})
    new.write_text("here", "utf-8")
    with pytest.raises(FileExistsError):
        saving.change({old: ("one\n", "1\n"), new: (None, "3\n")})
    assert old.read_bytes() == b"one\r\n"
    new.unlink()
    saving.change({old: ("one\n", "1\n"), new: (None, "3\n")})
    assert (old.read_bytes(), new.read_bytes()) == (b"1\r\n", b"3\n")
    other.write_bytes(b"\xef\xbb\xbftwo\r\nthree\n")
    saving.change({other: ("two\nthree\n", "two\n4\n")})
    assert other.read_bytes() == b"\xef\xbb\xbftwo\n4\n"


def test_a_failure_in_the_middle_takes_back_what_was_done(tmp_path: Path) -> None:
    files: dict[Path, tuple[str | None, str]] = {
        tmp_path / "a": (None, "1"),
        tmp_path / "b": ("old", "2"),
        tmp_path / "c": (None, "3"),
        tmp_path / "d": ("old", "4"),
    }
    for name in "bd":
        (tmp_path / name).write_text("old", "utf-8")
    (tmp_path / "c").mkdir()
    with pytest.raises(OSError, match="exists"):
        saving.change(files)
    assert {path.name: path.read_text() for path in tmp_path.iterdir() if path.is_file()} == {"b": "old", "d": "old"}


def test_what_was_made_is_taken_away_first_where_a_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new, last = tmp_path / "old", tmp_path / "folder" / "new", tmp_path / "last"
    for path in (old, last):
        path.write_text("old", "utf-8")
    put = saving.replace

    def full(path: Path, text: str | bytes) -> None:
        if path == last or (text == b"old" and new.exists()):
            raise OSError(28, "No space left on device")
        put(path, text)

    monkeypatch.setattr(saving, "replace", full)
    with pytest.raises(OSError, match="No space"):
        saving.change({old: ("old", "1"), new: (None, "2"), last: ("old", "3")})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"old": "old", "last": "old"}


def test_what_a_killed_process_left_beside_a_file_is_deleted(tmp_path: Path) -> None:
    for name in (".idea.4711", ".idea.4711b", ".other.4711"):
        (tmp_path / name).write_text("half", "utf-8")
    saving.change({tmp_path / "idea.yml": (None, "whole")})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".idea.4711b", ".other.4711", "idea.yml"]


def test_who_is_stopped_in_the_middle_begins_again_and_nothing_is_lost(root: Path, tmp_path: Path) -> None:
    bring(root, {"id": "0", "title": "Before", "people": ["Ada Example"]})
    ideas = ({"people": ["Bo Example"]}, {"id": "2", "title": "Two", "status": "declined", "people": ["Ada Example"]})
    whole = plan(root, *ideas)
    for number in range(1, len(whole.changes)):
        copy = tmp_path / str(number)
        shutil.copytree(root, copy)
        changes = {copy / change.path: (change.before, change.after) for change in whole.changes[:number]}
        saving.change(changes)
        bring(copy, *ideas)
        assert "customer: c-portal-" in record(copy)
        assert "customer: c-portal-1\n" in record(copy, "two")
        assert "Bo Example" in (copy / people.TO_ASK).read_text()
        assert plan(copy, *ideas).changes == []


# The command.


def invoke(root: Path, *words: str, answers: str = "") -> Result:
    return CliRunner().invoke(
        cli.main, ["import", *words, "--into", str(root)], input=answers, catch_exceptions=False, env={"NO_COLOR": "1"}
    )


@pytest.fixture
def table(root: Path) -> Path:
    file = root.parent / "ideas.csv"
    file.write_text("Title,Status,E-Mail\nSort by date,open,a@example.org\nPrint,shipped,\n", "utf-8")
    return file


@pytest.fixture
def mapping(root: Path) -> Path:
    file = root.parent / "map.yml"
    file.write_text("area: reports\nstatuses: {open: received}\n", "utf-8")
    return file


def test_the_command_shows_what_a_mapping_file_must_say(root: Path, table: Path, mapping: Path) -> None:
    said = invoke(root, "table", str(table))
    assert said.exit_code == 1
    assert "Write these lines into a file, such as mapping.yml, and complete them, and give it" in said.stderr
    assert said.stdout.startswith("statuses: # received")
    mapping.write_text("area: reports\n", "utf-8")
    said = invoke(root, "table", str(table), "--map", str(mapping))
    assert "Add these lines to " in said.stderr
    assert "Nothing was written." in said.stderr
    assert not (root / memory.FILE).exists()


def test_the_help_says_what_a_mapping_file_may_hold() -> None:
    said = CliRunner().invoke(cli.main, ["import", "--help"]).stdout
    for name, info in MapFile.model_fields.items():
        assert f"  {name} " in said
        assert " ".join((info.description or "?").split()) in " ".join(said.split())


def test_a_dry_run_writes_nothing(root: Path, table: Path, mapping: Path) -> None:
    said = invoke(root, "table", str(table), "--map", str(mapping), "--dry-run")
    assert said.exit_code == 0, said.output
    assert "new: decisions/2026/sort-by-date.yml\n" in said.stdout
    assert "Nothing was written." in said.stdout
    assert "1 × e-mail address" in said.stdout
    assert not (root / "decisions/2026/sort-by-date.yml").exists()


def test_each_draft_is_shown_with_what_it_lacks(root: Path, table: Path, mapping: Path) -> None:
    said = invoke(root, "table", str(table), "--map", str(mapping), "--dry-run")
    lacks = "`answer` is missing, `evidence` is missing, `credits` is missing"
    assert f"new: decisions/2026/print.yml (a draft: {lacks})\n" in said.stdout


def test_one_file_is_one(root: Path, table: Path, mapping: Path) -> None:
    table.write_text("Title,Status\n", "utf-8")
    (root / ".yousaid").mkdir()
    (root / ".yousaid/decision.schema.json").write_text("{}\n", "utf-8")
    assert "Written: 1 file.\n" in invoke(root, "table", str(table), "--map", str(mapping)).stdout


def test_without_a_terminal_it_is_written_and_what_is_next_is_said(root: Path, table: Path, mapping: Path) -> None:
    said = invoke(root, "table", str(table), "--map", str(mapping))
    assert said.exit_code == 0
    assert "Written: 3 files." in said.stdout
    assert "What each draft lacks stands in its first lines" in " ".join(said.stdout.split())
    again = invoke(root, "table", str(table), "--map", str(mapping))
    assert "There is nothing to change." in again.stdout


def test_on_a_terminal_it_is_asked_what_a_status_means_and_then_shown(
    root: Path, table: Path, mapping: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yousaid.cli.import_.on_terminal", lambda: True)
    mapping.write_text("area: reports\n", "utf-8")
    said = invoke(root, "table", str(table), "--map", str(mapping), answers="perhaps\nreceived\nn\n")
    assert said.exit_code == 2
    assert "What became of ideas with the status “open”?" in said.stdout
    assert "Type one of the words, or its number." in said.stdout
    assert not (root / memory.FILE).exists()
    said = invoke(root, "table", str(table), "--map", str(mapping), answers="1\ny\n")
    assert said.exit_code == 0
    assert "keep this in a mapping file" in said.stdout
    assert "statuses:\n  open: received\n" in said.stdout
    table.write_text("Title,Status\nMore,\n", "utf-8")
    said = invoke(root, "table", str(table), "--map", str(mapping), answers="2\ny\n")
    assert "What became of ideas without a status?" in said.stdout
    assert "no_status: reviewing\n" in said.stdout


def test_nobody_is_asked_very_many_questions(
    root: Path, table: Path, mapping: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yousaid.cli.import_.on_terminal", lambda: True)
    table.write_text("Title,Status\n" + "".join(f"T{number},S{number}\n" for number in range(21)), "utf-8")
    said = invoke(root, "table", str(table), "--map", str(mapping))
    assert said.exit_code == 1
    assert "  S20: # 1 idea" in said.stdout


def test_on_a_terminal_it_is_asked_for_the_area_of_all_ideas(
    root: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yousaid.cli.import_.on_terminal", lambda: True)
    said = invoke(root, "table", str(table), answers="received\nnothing\n2\ny\n")
    assert said.exit_code == 0
    assert "Which area do ideas belong to for which nothing says one?" in said.stdout
    assert "area: billing\nstatuses:\n  open: received\n" in said.stdout
    assert "area: billing\n" in record(root)


def test_updates_are_shown_as_a_difference_and_people_are_counted(root: Path, mapping: Path) -> None:
    file = root.parent / "ideas.csv"
    file.write_text("id,Title,Status,Author\n1,Sort,open,Bo Example\n", "utf-8")
    said = invoke(root, "table", str(file), "--map", str(mapping))
    assert "new: 1 customer without a name\n" in said.stdout
    assert "Who is behind the new keys stands in to-ask.csv." in said.stdout
    assert "Bo Example" not in said.output
    (root / "decisions/2026/sort.yml").write_text(record(root, "sort").replace("title: Sort", "title: Order"), "utf-8")
    file.write_text("id,Title,Status,Author,Votes\n1,Arrange,open,Bo Example,7\n", "utf-8")
    said = invoke(root, "table", str(file), "--map", str(mapping))
    assert "+voices:\n+  count: 7\n" in said.stdout
    assert "`title` was changed here and in table" in said.stderr
    file.write_text("id,Title,Status,Author,Votes\n1,Arrange,shipped,Bo Example,7\n", "utf-8")
    said = invoke(root, "table", str(file), "--map", str(mapping))
    assert "Note: decisions/2026/sort.yml keeps its outcome" in said.stdout


def test_of_very_many_the_first_ones_are_shown(root: Path, mapping: Path) -> None:
    file = root.parent / "ideas.csv"
    rows = [f"{number},Idea {number},open,31/31/2026" for number in range(70)]
    file.write_text("\n".join(["id,Title,Status,Created", *rows]), "utf-8")
    said = invoke(root, "table", str(file), "--map", str(mapping))
    assert "… and 50 new records more; --dry-run shows all" in said.stdout
    assert "… and 10 more like these" in said.stderr


def test_what_cannot_be_read_is_said_with_exit_code_2(root: Path, table: Path, mapping: Path) -> None:
    assert invoke(root, "table", str(root / "nothing.csv"), "--map", str(mapping)).exit_code == 2
    said = invoke(root, "table", str(table), "--map", str(root / "nothing.yml"))
    assert said.exit_code == 2
    assert "nothing.yml: error[YS660]: cannot be read" in said.stderr
    mapping.write_bytes(b"")
    assert "to which area 2 ideas belong" in invoke(root, "table", str(table), "--map", str(mapping)).stderr
    mapping.write_bytes(b"area: \xff")
    assert invoke(root, "table", str(table), "--map", str(mapping)).exit_code == 2


def test_records_that_cannot_be_read_are_to_be_mended_first(root: Path, table: Path) -> None:
    (root / "decisions/2026/plain.yml").write_text("title: [\n", "utf-8")
    said = invoke(root, "table", str(table))
    assert said.exit_code == 1
    assert "decisions/2026/plain.yml" in said.stderr


def test_a_disk_that_refuses_is_said(root: Path, table: Path, mapping: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(files: object) -> None:
        raise OSError(28, "No space left on device", str(root / "x"))

    monkeypatch.setattr(saving, "change", refuse)
    said = invoke(root, "table", str(table), "--map", str(mapping))
    assert said.exit_code == 2
    assert "x (No space left on device)." in said.stderr

    def meanwhile(files: object) -> None:
        raise OSError("it was changed")

    monkeypatch.setattr(saving, "change", meanwhile)
    assert "Nothing was written (it was changed)." in invoke(root, "table", str(table), "--map", str(mapping)).stderr
