"""What is public elsewhere, as it comes: GitHub's issues and discussions, petitions, and lists of contributors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import TODAY, Repository
from yousaid import pipeline
from yousaid.diagnostics import Source, errors
from yousaid.importers.formats import FORMATS
from yousaid.importers.reading import Idea, Options, Person, Place, Read
from yousaid.importers.taking import plan
from yousaid.model import Role

HERE = Path(__file__).parent / "imports"
FILES = (
    ("github", "issues.json"),
    ("github", "discussions.json"),
    ("github", "rest.json"),
    ("e-petitions", "petitions.csv"),
    ("e-petitions", "petitions.json"),
    ("e-petitions", "petition.json"),
    ("all-contributors", "all-contributorsrc.json"),
)


def read(system: str, path: Path) -> Read:
    reader = FORMATS[system].reader
    assert reader
    return reader(path, Options(system=system))


def taken(system: str, name: str) -> dict[str, Idea]:
    found = read(system, HERE / system / name)
    assert not found.faults
    return {idea.id: idea for idea in found.ideas}


def written(system: str, tmp_path: Path, text: str, name: str = "export.json") -> Read:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read(system, path)


@pytest.mark.parametrize(("system", "name"), FILES)
def test_every_row_becomes_an_idea_or_is_counted(system: str, name: str) -> None:
    found = read(system, HERE / system / name)
    assert not found.faults
    assert found.rows == len(found.ideas) + found.passed_over.total() > 0
    assert "eve@example.org" not in repr((found.ideas, found.people))
    assert all(idea.system == system for idea in found.ideas)


# GitHub.


def test_an_issue_that_was_done_says_what_was_said_when_it_was_closed_and_what_closed_it() -> None:
    idea = taken("github", "issues.json")["acme/app#7"]
    assert (idea.status, idea.answer, idea.answered) == ("completed", "It is in **4.2**.", "2026-03-02T10:00:01Z")
    assert idea.evidence == ("https://github.com/acme/app/pull/9",)
    assert (idea.asked, idea.votes, idea.tags) == ("2026-01-12T09:30:00Z", 41, ("enhancement", "reports"))
    assert (idea.board, idea.url, idea.place) == ("acme/app", "https://github.com/acme/app/issues/7", Place(1))
    assert idea.people == (Person("Ada Example", "ada"),)


def test_a_comment_that_was_hidden_is_no_answer_and_comments_are_counted() -> None:
    found = read("github", HERE / "github" / "issues.json")
    idea = found.ideas[1]
    assert (idea.status, idea.answer, idea.votes) == ("not planned", "Nobody has one any more.", 0)
    assert found.left_out["comment"] == 2 + 1 + 2 + 0
    assert found.left_out["author that is a program"] == 1


def test_a_duplicate_names_the_issue_that_the_team_named() -> None:
    ideas = taken("github", "issues.json")
    assert (ideas["acme/app#10"].status, ideas["acme/app#10"].merged_into) == ("duplicate", "acme/app#7")
    assert ideas["acme/app#10"].people == ()
    old = ideas["acme/app#2"]
    assert (old.status, old.merged_into, old.answer) == ("closed", "acme/old#3", "")


def test_whoever_deleted_their_account_is_not_asked(tmp_path: Path) -> None:
    (idea,) = written("github", tmp_path, '{"number": 1, "title": "A", "author": {"login": "ghost"}}').ideas
    assert idea.people == ()


def test_an_issue_that_is_open_again_has_no_answer_yet() -> None:
    idea = taken("github", "issues.json")["acme/app#11"]
    assert (idea.status, idea.answer, idea.answered, idea.votes, idea.people) == ("open", "", "", None, ())


def test_of_discussions_the_answer_counts_if_the_team_gave_it() -> None:
    found = read("github", HERE / "github" / "discussions.json")
    first, second = found.ideas
    assert (first.status, first.answer, first.answered) == ("resolved", "Click on the *date*.", "2026-01-08T00:00:00Z")
    assert (first.category, first.tags, first.votes) == ("Ideas", ("lists",), 3)
    assert first.evidence == ("https://github.com/acme/app/discussions/20#discussioncomment-1",)
    assert (second.status, second.answer, second.category, second.evidence) == ("answered", "", "Q&A", ())
    assert found.left_out["answer that nobody of the team gave"] == 1
    assert found.left_out["comment"] == 0


def test_the_rest_api_says_the_same_in_other_words() -> None:
    found = read("github", HERE / "github" / "rest.json")
    idea, bot = found.ideas
    assert (idea.id, idea.status, idea.votes, idea.tags) == ("acme/app#7", "completed", 41, ("wish", "reports"))
    assert (idea.people, idea.url) == ((Person("ada", "ada"),), "https://github.com/acme/app/issues/7")
    assert (bot.people, bot.status, bot.votes) == ((), "open", 0)
    assert found.passed_over == {"pull request": 1}


@pytest.mark.parametrize("closed", ["yesterday", "2026-01-09T00:00:00"])
def test_of_a_day_that_cannot_be_compared_no_comment_is_an_answer(closed: str, tmp_path: Path) -> None:
    comment = {"authorAssociation": "OWNER", "body": "No.", "createdAt": "2026-01-09T00:00:00Z"}
    issue = {"number": 1, "title": "A", "state": "CLOSED", "closedAt": closed, "comments": [comment]}
    (idea,) = written("github", tmp_path, json.dumps(issue)).ideas
    assert (idea.id, idea.status, idea.answer, idea.answered) == ("1", "closed", "", closed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("{", "cut off"),
        ("[7]", "there must be an issue or a discussion with a `number`"),
        ('{"data": null, "errors": [{"message": "Could not resolve"}]}', "with an error: `Could not resolve`"),
        ('{"nodes": [{"number": 1, "title": "A"}], "pageInfo": {"hasNextPage": true}}', "says that there are more"),
    ],
)
def test_what_is_not_all_of_github_is_said(text: str, said: str, tmp_path: Path) -> None:
    found = written("github", tmp_path, text)
    assert [said in fault.message for fault in found.faults] == [True]


# Petitions.


def test_the_csv_of_petitions_has_titles_states_and_counts() -> None:
    ideas = taken("e-petitions", "petitions.csv")
    assert {key: (idea.title, idea.status, idea.votes) for key, idea in ideas.items()} == {
        "700011": ("Make every Monday a holiday", "open", 1024),
        "700012": ("=2 schools for each town", "closed", 31),
        "100013": ("Free ice cream", "rejected", 5),
    }
    assert ideas["100013"].url == "https://petition.example.org/archived/petitions/100013"


def test_the_json_of_petitions_has_what_the_government_said() -> None:
    ideas = taken("e-petitions", "petitions.json")
    idea = ideas["700011"]
    assert idea.text == "Everybody is tired.\n\nIt would * help."
    assert idea.answer == "We have no plans for that.\n\nEight days are holidays already."
    assert (idea.asked, idea.answered) == ("2026-01-09T10:00:00.000Z", "2026-02-08")
    assert (idea.url, idea.votes) == ("https://petition.example.org/petitions/700011", 1024)
    assert (idea.tags, idea.evidence) == (("Department for Business", "work"), ("https://hansard.example.org/1",))
    assert (idea.people, idea.markup) == ((Person("Ada Example"),), "plain")
    assert (ideas["100013"].reason, ideas["100013"].answered) == ("No action.", "2016-01-07T10:00:00.000Z")
    assert "700015" not in ideas


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_petitions_are_json_in_any_encoding_that_is_told_by_itself(encoding: str, tmp_path: Path) -> None:
    text = (HERE / "e-petitions" / "petitions.json").read_text("utf-8")
    (tmp_path / "export.json").write_text(text, encoding)
    assert len(read("e-petitions", tmp_path / "export.json").ideas) == len(taken("e-petitions", "petitions.json"))


def test_a_single_petition_is_one_too() -> None:
    found = read("e-petitions", HERE / "e-petitions" / "petition.json")
    (idea,) = found.ideas
    assert (idea.id, idea.reason, idea.asked) == ("700016", "There is one already.", "2026-01-05T10:00:00.000Z")
    assert idea.url == "https://petition.example.org/petitions/700016"
    assert found.left_out["count of signatures by place"] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ('{"data": []}', "there must be petitions below `data`"),
        ('[{"data": [{"id": 1}]}]', "row 1: this must be a petition with `id` and `attributes`"),
        ('{"data": [{"id": 1, "attributes": {}}', "cut off"),
        (
            "Petition,URL,State,Signatures Count\nA,https://x.example/petitions/new,open,1\n",
            "row 2, column `URL`: this",
        ),
        ("Petition,URL,State\nA,https://x.example/petitions/1,open\n", "there must be columns `Signatures Count`"),
    ],
)
def test_what_is_no_petition_is_said(text: str, said: str, tmp_path: Path) -> None:
    found = written("e-petitions", tmp_path, text)
    assert [said in fault.message for fault in found.faults] == [True]


# Lists of contributors.


def test_contributors_who_did_what_customers_do_are_to_be_asked_and_nobody_else() -> None:
    found = read("all-contributors", HERE / "all-contributors" / "all-contributorsrc.json")
    assert found.people == [
        Person("Ada Example", "ada", ("idea", "testing")),
        Person("cleo", "cleo", ("problem",)),
        Person("Eve Example", "", ("support",)),
    ]
    assert {role for person in found.people for role in person.roles} <= {*map(str, Role)}
    assert found.ideas == []
    assert found.passed_over == {
        "person of whom no idea is known (see the list of whom to ask)": 3,
        "person who made the product, and brought no idea": 1,
        "person who stands there already": 1,
    }


def test_a_contributor_who_is_but_an_address_is_counted_and_not_listed(tmp_path: Path) -> None:
    people = [{"name": "eve@example.org", "contributions": ["bug"]}, {"login": "x", "email": "x@example.org"}]
    found = written("all-contributors", tmp_path, json.dumps({"contributors": people}))
    assert found.people == []
    assert found.left_out["e-mail address"] == 2
    assert found.passed_over["person of whom no more than an e-mail address is known"] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ('{"contributors": []}', "there must be a list `contributors` with somebody in it"),
        ('{"contributors": [{"contributions": ["bug"]}]}', "row 1: this must be somebody with a `login` or a `name`"),
    ],
)
def test_what_is_no_list_of_contributors_is_said(text: str, said: str, tmp_path: Path) -> None:
    found = written("all-contributors", tmp_path, text)
    assert [said in fault.message for fault in found.faults] == [True]


# All the way.


def test_issues_become_records_that_keep_their_links_and_name_nobody(repository: Repository) -> None:
    root = repository({})
    corpus = pipeline.check(pipeline.Settings(root, TODAY)).corpus
    words = Source("mapping.yml", "area: reports\nstatuses: {closed: declined}\n")
    made = plan(FORMATS["github"], HERE / "github" / "issues.json", corpus, root, words)
    assert not errors(made.faults)
    assert (made.report.rows, made.report.new) == (5, 5)
    files = {change.path: change.after for change in made.changes}
    assert "merged_into: export-every-report-in-one-go\n" in files["decisions/2026/one-file-for-all-reports.yml"]
    assert "https://github.com/acme/app/pull/9" in files["decisions/2026/export-every-report-in-one-go.yml"]
    assert "**What do you need?**\n" in files["decisions/2026/export-every-report-in-one-go.yml"]
    assert "Thank you for writing" not in files["decisions/2026/export-every-report-in-one-go.yml"]
    assert [path for path, text in files.items() if "Ada Example" in text] == ["to-ask.csv"]
