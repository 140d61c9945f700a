"""The exports of Canny, UserVoice, Fider, Quackback and ClearFlask, as they are: nothing private of them is taken."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TODAY, Repository
from yousaid import pipeline
from yousaid.diagnostics import Source, errors
from yousaid.importers import dates, exports, jsonvalues, taking
from yousaid.importers.formats import FORMATS
from yousaid.importers.plan import Plan
from yousaid.importers.reading import Idea, Options, Person, Place, Read
from yousaid.model import Outcome
from yousaid.pipeline import Settings

HERE = Path(__file__).parent / "imports"
FILES = (
    ("canny", "posts.json"),
    ("uservoice", "suggestions.csv"),
    ("uservoice", "analysis.csv"),
    ("fider", "posts.csv"),
    ("fider", "backup"),
    ("quackback", "template.csv"),
    ("quackback", "posts-export.csv"),
    ("quackback", "program.csv"),
    ("quackback", "workspace"),
    ("clearflask", "template.csv"),
    ("clearflask", "project"),
)
"""What each system exports; a folder is made into an archive."""

MAPPING = """\
area: reports
no_status: received
statuses: {status-done: shipped, "9": reviewing}
"""


def archive(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return path


def contents(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in sorted(folder.iterdir())}


def taken(system: str, name: str, tmp_path: Path, **options: str) -> Read:
    path = HERE / system / name
    if path.is_dir():
        path = archive(tmp_path / f"{name}.zip", contents(path))
    return read(system, path, **options)


def read(system: str, path: Path, **options: str) -> Read:
    reader = FORMATS[system].reader
    assert reader
    return reader(path, Options(system=system, **options))  # type: ignore[arg-type]


def written(system: str, tmp_path: Path, text: str, name: str = "export.csv") -> Read:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read(system, path)


def by_id(found: Read) -> dict[str, Idea]:
    assert len({idea.id for idea in found.ideas}) == len(found.ideas)
    return {idea.id: idea for idea in found.ideas}


def messages(found: Read, severity: str = "error") -> list[str]:
    return [fault.message for fault in found.faults if fault.severity == severity]


@pytest.mark.parametrize(("system", "name"), FILES)
def test_every_row_becomes_an_idea_or_is_counted_and_nothing_private_is_taken(
    system: str, name: str, tmp_path: Path
) -> None:
    found = taken(system, name, tmp_path)
    assert not messages(found)
    assert found.ideas
    assert found.rows == len(found.ideas) + found.passed_over.total()
    assert "SECRET" not in repr(found)
    assert "@" not in repr(found).replace("@dataclass", "")
    assert all(idea.system == system for idea in found.ideas)
    assert all(not idea.asked or isinstance(dates.day(idea.asked), str) for idea in found.ideas)
    assert all(not idea.answered or isinstance(dates.day(idea.answered), str) for idea in found.ideas)


@pytest.mark.parametrize("system", ["canny", "uservoice", "fider", "quackback"])
def test_statuses_are_written_as_they_are_looked_up(system: str) -> None:
    assert all(word == " ".join(word.split()).lower() for word in FORMATS[system].statuses)


@pytest.mark.parametrize(("system", "name"), FILES)
def test_a_table_of_another_system_is_refused(system: str, name: str, tmp_path: Path) -> None:
    found = written(system, tmp_path, "Colour,Weight\nred,3\n")
    assert {fault.code.id for fault in found.faults} <= {"YS661", "YS662"}
    assert messages(found)
    assert not found.ideas


@pytest.mark.parametrize("system", ["canny", "uservoice", "fider", "quackback", "clearflask"])
def test_a_file_that_cannot_be_read_is_refused(system: str, tmp_path: Path) -> None:
    for data in (b"", b"\xff\x00\xff\x80" * 9, b"PK\x03\x04 cut off"):
        (tmp_path / "export").write_bytes(data)
        found = read(system, tmp_path / "export")
        assert {fault.code.id for fault in found.faults} <= {"YS660", "YS661", "YS662"}
        assert messages(found)
        assert not found.ideas
    assert [fault.code.id for fault in read(system, tmp_path / "missing").faults] == ["YS660"]


# Canny


def test_canny_gives_posts_with_what_was_said_with_their_status(tmp_path: Path) -> None:
    found = taken("canny", "posts.json", tmp_path)
    ideas = {name[-4:]: idea for name, idea in by_id(found).items()}
    first = ideas["0001"]
    assert (first.title, first.votes, first.tags) == ("Export every report", 41, ("export",))
    assert (first.status, first.answer) == ("complete", "It is in **every** report now.")
    assert (first.board, first.category) == ("Feature Requests", "Reports")
    assert first.url == "https://example.canny.io/feature-requests/p/export-every-report"
    assert first.people == (Person("Ada Example", "553c3ef8b8cdcd1501ba00a1"),)
    assert (ideas["0002"].answer, ideas["0002"].people) == ("Nobody has one.", ())
    assert ideas["0007"].answered == "", "its status has never changed"
    assert ideas["0007"].people == (Person("", "553c3ef8b8cdcd1501ba00a7"),), "an address is no name"


def test_canny_gives_merged_posts_with_the_one_that_goes_on_with_them(tmp_path: Path) -> None:
    ideas = {name[-4:]: idea for name, idea in by_id(taken("canny", "posts.json", tmp_path)).items()}
    assert (ideas["0003"].status, ideas["0003"].merged_into[-4:]) == ("merged", "0001")
    assert (ideas["0005"].status, ideas["0005"].merged_into[-4:]) == ("merged", "0003")
    assert FORMATS["canny"].statuses["merged"] is Outcome.MERGED


def test_canny_leaves_out_what_is_private_or_stands_there_twice(tmp_path: Path) -> None:
    found = taken("canny", "posts.json", tmp_path)
    assert found.passed_over == {
        "post of a private board": 1,
        "post that stands there already": 1,
        "merged post of which no more than the id is known": 1,
    }
    assert +found.left_out == {
        "comment": 1,
        "private comment": 2,
        "vote": 1,
        "entry of the changelog": 1,
        "picture": 1,
        "e-mail address": 7,
    }


@pytest.mark.parametrize(
    "text", ['[{"id": "1", "title": "A"}]', '[{"posts": [{"id": 1, "title": "A"}]}]', '\ufeff{"id": 1, "title": "A"}']
)
def test_canny_gives_posts_with_or_without_pages_around_them(text: str, tmp_path: Path) -> None:
    (idea,) = written("canny", tmp_path, text).ideas
    assert (idea.id, idea.title, idea.place) == ("1", "A", Place(1, "posts"))


def test_canny_marks_a_post_as_merged_that_still_stands_there(tmp_path: Path) -> None:
    posts = [
        {"id": "old", "title": "A"},
        {"id": "new", "title": "B", "mergeHistory": [{"post": {"id": "old", "title": "A"}}]},
    ]
    found = written("canny", tmp_path, json.dumps({"posts": posts}))
    assert [(idea.id, idea.merged_into) for idea in found.ideas] == [("old", "new"), ("new", "")]
    own = {"id": "a", "title": "A", "mergeHistory": [{"post": {"id": "a", "title": "A"}}]}
    assert [idea.merged_into for idea in written("canny", tmp_path, json.dumps(own)).ideas] == [""]


def test_canny_as_csv_is_a_table_with_usual_headings(tmp_path: Path) -> None:
    (idea,) = written("canny", tmp_path, "Post title,Details,Status,Score\nA fax,Please,open,3\n").ideas
    assert (idea.system, idea.title, idea.text, idea.status, idea.votes) == ("canny", "A fax", "Please", "open", 3)
    assert idea.markup == "markdown"


def test_canny_that_is_not_all_of_it_says_so_and_counts_what_it_leaves(tmp_path: Path) -> None:
    first = {"hasMore": True, "posts": [{"id": "1", "title": "A", "eta": "June 2026", "customFields": [{"id": "f"}]}]}
    last = {"hasMore": False, "posts": [{"id": "2", "title": "B"}]}
    found = written("canny", tmp_path, json.dumps(first) + json.dumps(last))
    assert found.faults == []
    assert (found.left_out["estimated day"], found.left_out["custom field"]) == (1, 1)
    found = written("canny", tmp_path, json.dumps([[last], [first, {"votes": []}]]))
    assert messages(found, "warning") == ["the last page says that there are more"]
    assert len(found.ideas) == 2


def test_faults_name_the_columns_of_the_file(repository: Repository, tmp_path: Path) -> None:
    root = repository({})
    export = tmp_path / "posts.csv"
    export.write_text("number,title,description,created_at,status\n1,A,B,2023-14-05,open\n", "utf-8")
    corpus = pipeline.check(Settings(root, TODAY)).corpus
    made = taking.plan(FORMATS["fider"], export, corpus, root, Source("m", "area: reports\n"))
    assert made.faults[0].message.startswith("row 2, column `created_at`: `2023-14-05` does not exist")


def test_json_is_in_no_older_encoding(tmp_path: Path) -> None:
    (tmp_path / "posts.json").write_bytes(b'{"posts": "\xe9"}')
    assert [fault.hint for fault in read("canny", tmp_path / "posts.json").faults] == [
        "export it again, and bring in the file as it comes"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"posts": []}', "there must be a list `posts` with a post in it"),
        ('{"posts": [{"title": "A"}]}', "row 1, column `posts`: this must be a post with an `id`"),
        ('{"posts": [\n{"id": 1', "this is cut off: it ends in the middle, at line 2"),
        ('{"posts": [\n{"id": 1,, ', "this must be JSON, and is not any more at line 2, column 10"),
        pytest.param("[" * 100_000, "this holds lists in lists without end", id="deep"),
    ],
)
def test_canny_that_is_not_whole_is_refused(text: str, message: str, tmp_path: Path) -> None:
    found = written("canny", tmp_path, text)
    assert messages(found) == [message]
    assert not found.ideas


def test_canny_in_no_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "posts.json").write_bytes(b'{"posts": [{"id": "1", "title": "caf\xe9"}]}')
    assert messages(read("canny", tmp_path / "posts.json")) == ["line 1, byte 37: 0xE9 is not UTF-8"]


# UserVoice


def test_uservoice_gives_one_idea_for_all_rows_of_it(tmp_path: Path) -> None:
    found = taken("uservoice", "suggestions.csv", tmp_path)
    ideas = by_id(found)
    assert list(ideas) == ["101", "102"]
    first = ideas["101"]
    assert (first.tags, first.votes, first.markup) == (("export", "speed"), 2, "html")
    assert (first.board, first.category, first.status) == ("Product", "Reports", "Completed")
    assert (first.answer, first.answer_markup, first.answered) == ("It is there.", "plain", "2020-01-05 10:00:00")
    assert first.people == (Person("Ada Example"),)
    assert (ideas["102"].text, ideas["102"].markup) == ("Two < three, really", "plain")
    assert found.passed_over == {"another vote for the same idea": 1, "idea that is not published: `spam`": 1}
    assert (found.left_out["e-mail address"], found.left_out["vote"]) == (8, 4)
    assert found.left_out["value of the column `User Name`"] == 2


def test_uservoice_is_read_however_its_headings_are_spelled(tmp_path: Path) -> None:
    (idea,) = written("uservoice", tmp_path, "idea_id;IdeaTitle;public status name\n1;A fax;planned\n").ideas
    assert (idea.id, idea.title, idea.status, idea.votes) == ("1", "A fax", "planned", None)


def test_uservoice_rows_that_say_different_things_of_an_idea_are_refused(tmp_path: Path) -> None:
    found = written("uservoice", tmp_path, "Idea Id,Idea Title\n1,A fax\n1,A telefax\n")
    assert messages(found) == ["row 3, column `Idea Title`: this says something else of the idea `1` than row 2"]


def test_uservoice_analysis_says_how_texts_are_written_and_what_was_merged(tmp_path: Path) -> None:
    ideas = by_id(taken("uservoice", "analysis.csv", tmp_path))
    assert [idea.markup for idea in ideas.values()] == ["html", "plain", "html"]
    assert ideas["202"].merged_into == "201"
    assert (ideas["201"].category, ideas["201"].board, ideas["201"].tags) == ("Reports", "Product", ("export", "speed"))
    assert ideas["201"].url == "https://example.uservoice.com/forums/1/suggestions/201"


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("", ()),
        ("a, b", ("a", "b")),
        ('["a, b", " "]', ("a, b",)),
        ("[a, b]", ("[a", "b]")),
        ("[1]", ("[1]",)),
        ("[" * 50_000, ("[" * 50_000,)),
    ],
)
def test_uservoice_labels_are_a_list_in_json_or_words(cell: str, labels: tuple[str, ...], tmp_path: Path) -> None:
    quoted = cell.replace('"', '""')
    (idea,) = written("uservoice", tmp_path, f'Idea Id,Idea Title,Labels\n1,A,"{quoted}"\n').ideas
    assert idea.tags == labels


# Fider


def test_fider_gives_posts_and_what_they_are_duplicates_of(tmp_path: Path) -> None:
    found = taken("fider", "posts.csv", tmp_path, url="https://feedback.example.org/")
    ideas = by_id(found)
    assert (ideas["1"].url, ideas["1"].votes) == ("https://feedback.example.org/posts/1", 4)
    assert (ideas["1"].answer, ideas["1"].answered) == ("You can tick them all now.", "2018-04-04T19:48:10Z")
    assert ideas["3"].tags == ("this-tag-has,comma",)
    assert (ideas["3"].status, ideas["3"].merged_into) == ("duplicate", "1")
    assert ideas["1"].people == (Person("Ada Example"),)
    assert found.passed_over == {"deleted post": 1}
    assert found.left_out["comment"] == 3
    assert by_id(taken("fider", "posts.csv", tmp_path))["1"].url == "", "nobody has said where the site is"


def test_fider_backup_gives_posts_public_tags_and_numbers_of_votes(tmp_path: Path) -> None:
    found = taken("fider", "backup", tmp_path, url="https://feedback.example.org")
    ideas = by_id(found)
    assert list(ideas) == ["1", "3", "6"]
    assert (ideas["1"].status, ideas["1"].votes, ideas["1"].tags) == ("completed", 2, ("reports",))
    assert ideas["1"].url == "https://feedback.example.org/posts/1/export-every-report"
    assert ideas["1"].people == (Person("", "5"),)
    assert (ideas["3"].merged_into, ideas["3"].votes) == ("1", 1)
    assert (ideas["6"].title, ideas["6"].status, ideas["6"].votes) == ("2026", "9", 0)
    assert (ideas["6"].people, ideas["6"].merged_into) == ((), "")
    assert found.passed_over == {"deleted post": 1, "post that no moderator has approved": 1}
    assert +found.left_out == {"vote": 3, "tag that is not public": 1, "file of the archive that is not read": 2}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("posts.json", "{}", "`posts.json` in this archive must be a list"),
        ("posts.json", "", "`posts.json` in this archive is empty"),
        ("tags.json", "[", "`tags.json` in this archive is cut off: it ends in the middle, at line 1"),
        ("posts.json", '[{"id": 1}]', "row 1, column `posts.json`: this must be a post with an `id` and a `number`"),
        (
            "posts.json",
            '[{"id": 1, "number": 1, "original_id": 2}]',
            "row 1, column `posts.json`: this is a duplicate of a post that is not there: its id is `2`",
        ),
    ],
)
def test_fider_backup_that_is_not_whole_is_refused(name: str, text: str, message: str, tmp_path: Path) -> None:
    files = contents(HERE / "fider" / "backup") | {name: text}
    assert messages(read("fider", archive(tmp_path / "backup.zip", files))) == [message]


def test_an_archive_without_what_is_needed_is_refused(tmp_path: Path) -> None:
    found = read("fider", archive(tmp_path / "x.zip", {"posts.json": "[]"}))
    assert messages(found) == ["this archive must hold `tags.json`, `post_tags.json`, `post_votes.json`"]
    assert messages(read("quackback", tmp_path / "x.zip")) == ["this archive must hold `posts.csv`"]
    assert messages(read("clearflask", tmp_path / "x.zip")) == ["this archive must hold `…-posts-….csv`"]


# Quackback


def test_quackback_template_has_ids_of_its_own_or_is_known_by_its_words(tmp_path: Path) -> None:
    first, second = taken("quackback", "template.csv", tmp_path).ideas
    assert (first.id, first.tags, first.votes, first.board) == ("old-1", ("reports", "fast"), 5, "")
    assert second.id == taken("quackback", "template.csv", tmp_path).ideas[1].id
    assert len(second.id) == 16


def test_quackback_cells_that_were_kept_from_being_formulas_are_as_they_were(tmp_path: Path) -> None:
    ideas = taken("quackback", "posts-export.csv", tmp_path).ideas
    assert [(idea.title, idea.text) for idea in ideas[1:]] == [
        ("=A fax", "-20 pages"),
        ("'Twas a name", "It may begin with one."),
    ]


def test_quackback_says_so_where_private_posts_cannot_be_told(tmp_path: Path) -> None:
    message = "this export does not say which posts are on a private board, wait for a moderator or were merged"
    for name, said in (
        ("workspace", [message]),
        ("posts-export.csv", [message]),
        ("template.csv", []),
        ("program.csv", []),
    ):
        found = taken("quackback", name, tmp_path)
        assert messages(found, "warning") == said
        assert {fault.code.id for fault in found.faults} <= {"YS670"}


def test_quackback_program_has_answers_and_moderation(tmp_path: Path) -> None:
    found = taken("quackback", "program.csv", tmp_path)
    (idea,) = found.ideas
    assert (idea.text, idea.markup) == ("<p>Every Monday.</p>", "html")
    assert (idea.answer, idea.answered) == ("It is there.", "2024-02-01T00:00:00Z")
    assert found.passed_over == {"post that is not published: `spam`": 1}
    assert found.left_out["e-mail address"] == 2


def test_quackback_workspace_is_counted_and_only_its_posts_are_taken(tmp_path: Path) -> None:
    found = taken("quackback", "workspace", tmp_path)
    (idea,) = found.ideas
    assert (idea.id, idea.status) == ("post_01h455vb4pex5vsknk084sn02q", "In Progress")
    assert found.rows == 1
    assert +found.left_out == {
        "vote": 1,
        "comment": 1,
        "private comment": 1,
        "e-mail address": 4,
        "file of the archive that is not read": 2,
    }


def test_quackback_tables_beside_the_posts_must_be_whole_too(tmp_path: Path) -> None:
    files = contents(HERE / "quackback" / "workspace") | {"post_comments.csv": "id\n1\n"}
    found = read("quackback", archive(tmp_path / "w.zip", files))
    assert messages(found) == ["there must be columns `is_private`"]
    assert found.faults[0].span.path == "post_comments.csv in w.zip"


# ClearFlask


def test_clearflask_gives_posts_with_the_names_of_their_authors(tmp_path: Path) -> None:
    found = taken("clearflask", "project", tmp_path)
    first, second = found.ideas
    assert (first.id, first.status, first.category) == ("export-every-report-abc", "status-done", "cat-1")
    assert (first.markup, first.answer, first.answer_markup) == ("html", "<p>It is there.</p>", "html")
    assert (first.tags, first.votes) == (("tag-1", "tag-2"), 5)
    assert first.people == (Person("Ada Example", "user-1"),)
    assert (second.votes, second.people) == (None, (Person("", "user-2"),))
    assert found.left_out["balance of votes that is below zero"] == 1
    assert (found.left_out["comment"], found.left_out["e-mail address"]) == (1, 2)
    assert messages(found, "warning") == ["this export does not say which posts are private or were merged"]


def test_clearflask_posts_alone_are_enough(tmp_path: Path) -> None:
    posts = contents(HERE / "clearflask" / "project")["example-posts-2024-06-01-10-00-00.csv"]
    assert [idea.people for idea in written("clearflask", tmp_path, posts).ideas] == [
        (Person("", "user-1"),),
        (Person("", "user-2"),),
    ]
    found = read("clearflask", archive(tmp_path / "p.zip", {"posts.csv": posts}))
    assert [idea.id for idea in found.ideas] == ["export-every-report-abc", "a-fax-def"]


def test_clearflask_template_has_neither_ids_nor_statuses(tmp_path: Path) -> None:
    first, second = taken("clearflask", "template.csv", tmp_path).ideas
    assert (first.title, first.text, first.asked, first.markup) == (
        "Export every report",
        "One by one takes long",
        "2019-04-01 00:00",
        "plain",
    )
    assert (second.status, second.markup) == ("", "html")
    assert len({first.id, second.id, ""}) == 3


# What they have in common


@pytest.mark.parametrize(("system", "name"), FILES)
def test_what_is_brought_in_passes_the_check_and_a_second_time_changes_nothing(
    system: str, name: str, repository: Repository, tmp_path: Path
) -> None:
    root = repository({})
    mapping = Source("map.yml", MAPPING)
    path = HERE / system / name
    if path.is_dir():
        path = archive(tmp_path / f"{name}.zip", contents(path))

    def planned() -> Plan:
        return taking.plan(FORMATS[system], path, pipeline.check(Settings(root, TODAY)).corpus, root, mapping)

    plan = planned()
    assert not errors(plan.faults)
    assert plan.report.new == len(read(system, path).ideas)
    for change in plan.changes:
        (root / change.path).parent.mkdir(parents=True, exist_ok=True)
        (root / change.path).write_text(change.after, "utf-8")
    assert not errors(pipeline.check(Settings(root, TODAY)).faults)
    public = "".join(change.after for change in plan.changes if change.path.startswith("decisions/"))
    assert not re.search(r"SECRET|@|Ada Example|Bo Example|Cy Example", public)
    again = planned()
    assert (again.changes, again.report.same) == ([], plan.report.new)


def test_two_sites_of_one_system_can_be_told_apart(tmp_path: Path) -> None:
    found = read("fider", HERE / "fider" / "posts.csv")
    assert {idea.system for idea in found.ideas} == {"fider"}
    reader = FORMATS["fider"].reader
    assert reader
    assert {idea.system for idea in reader(HERE / "fider" / "posts.csv", Options(system="our-old-portal")).ideas} == {
        "our-old-portal"
    }


def test_rows_that_say_nothing_are_left_out(tmp_path: Path) -> None:
    found = written("fider", tmp_path, "number,title,created_at,status\n1,A,,open\n2,,,open\n,,,\n")
    assert [idea.title for idea in found.ideas] == ["A"]
    assert (found.rows, found.passed_over) == (2, {"row without a title and a text": 1})


def test_a_row_without_an_id_is_a_fault_and_so_are_columns_that_nobody_asks_for(tmp_path: Path) -> None:
    found = written("fider", tmp_path, "number,title,created_at,status\n,A,,open\n")
    assert messages(found) == ["row 2: this has no id"]
    path = HERE / "fider" / "posts.csv"
    reader = FORMATS["fider"].reader
    assert reader
    (fault,) = reader(path, Options(columns={"title": ("name",)})).faults
    assert fault.code.id == "YS666"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Ada <ada@example.org>", "Ada"), ("Ada (ada@example.org)", "Ada"), ("a@example.org", ""), ("Anonymous", "")],
)
def test_addresses_are_no_names(name: str, shown: str) -> None:
    taken = Read()
    assert exports.people(taken, name) == ((Person(shown),) if shown else ())
    assert taken.left_out["e-mail address"] == ("@" in name)


def test_headings_that_are_missing_or_there_twice_are_said_at_once(tmp_path: Path) -> None:
    found = written("fider", tmp_path, "number,title,Created at,title\n1,A,,B\n")
    assert messages(found) == ["there must be columns `status`", "there must be one column `title`, not several"]
    assert not found.ideas


@pytest.mark.parametrize(
    ("text", "markup"),
    [("1 < 2 and 3 > 2", "plain"), ("a<br>b", "html"), ("<P>a</P>", "html"), ("a </b", "plain"), ("<script>", "plain")],
)
def test_a_text_is_html_where_an_element_of_it_ends(text: str, markup: str) -> None:
    assert exports.markup_of(text, Options()) == markup
    assert exports.markup_of(text, Options(markup="markdown")) == "markdown"


def test_values_of_a_wrong_type_are_none() -> None:
    value = {"a": {"b": ["x", 1, None, {"c": "y"}]}, "n": "12", "t": True, "half": "\ud800a"}
    assert jsonvalues.text(value, "a", "b") == jsonvalues.text(value, "n", "x") == jsonvalues.text(None) == ""
    assert (jsonvalues.text(value, "t"), jsonvalues.text(value, "half")) == ("true", "\ufffda")
    assert (jsonvalues.texts(value, "a", "b"), jsonvalues.texts(value, "n")) == (["x"], [])
    assert (jsonvalues.items(value, "a", "b"), jsonvalues.items(value, "a")) == ([{"c": "y"}], [])
    assert (jsonvalues.number(value, "n"), jsonvalues.number(value, "t")) == (12, None)


NAMES = st.sampled_from(
    [
        "id",
        "number",
        "title",
        "posts",
        "items",
        "mergeHistory",
        "post",
        "author",
        "name",
        "board",
        "isPrivate",
        "tags",
        "status",
        "changeComment",
        "value",
        "imageURLs",
        "created",
        "score",
        "original_id",
        "user_id",
        "is_approved",
        "email",
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 9) | st.sampled_from(["", "a", "1", "2026-01-31", "a@example.org"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("anything")


@settings(derandomize=True, deadline=None, max_examples=80)
@given(value=ANYTHING)
def test_whatever_stands_in_json_nothing_falls_over_and_all_rows_are_counted(folder: Path, value: Any) -> None:
    posts = json.dumps(value)
    backup = dict.fromkeys(("tags.json", "post_tags.json", "post_votes.json"), posts) | {"posts.json": posts}
    (folder / "posts.json").write_text(posts, "utf-8")
    for found in (
        read("canny", folder / "posts.json"),
        read("fider", archive(folder / "backup.zip", backup)),
    ):
        assert found.faults or found.rows == len(found.ideas) + found.passed_over.total()
        assert all(
            isinstance(text, str) for idea in found.ideas for text in (idea.id, idea.title, idea.text, *idea.tags)
        )


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    place=st.integers(0, 2_000), put=st.sampled_from(["", '"', ",", "\n", "\x00", ";", "'=", "\u202e", "é", "[", "<p>"])
)
@pytest.mark.parametrize(
    ("system", "name"), [("uservoice", "suggestions.csv"), ("fider", "posts.csv"), ("quackback", "program.csv")]
)
def test_whatever_stands_in_a_table_nothing_falls_over_and_all_rows_are_counted(
    folder: Path, system: str, name: str, place: int, put: str
) -> None:
    text = (HERE / system / name).read_text("utf-8")
    place %= len(text)
    (folder / name).write_text(text[:place] + put + text[place + 1 :], "utf-8")
    found = read(system, folder / name)
    assert messages(found) or found.rows == len(found.ideas) + found.passed_over.total()
