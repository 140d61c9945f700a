"""What the rules over time are given, and where they are asked; what each of them says is in `cases/YS38…`, `YS35…`."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from conftest import ROOT, SITE, TODAY, Repository, commit, git
from test_check import changed, places
from test_cli import invoke
from test_figures import LATER, record
from yousaid import pipeline, rules
from yousaid.model import Outcome, Way, taken_back, way
from yousaid.model.outcome import NEVER, ONWARD

NO = record("declined", "reason: It would take a year.\n")
YES = record("planned", "answer: We are going to.\nreview_by: 2026-12-01\n")
SHORT = {"rev": "reviewing", "yes": "planned", "more": "in-progress", "done": "shipped", "no": "declined"}
SHORT |= {"later": "not-now", "else": "did-something-else", "merged": "merged", "gone": "withdrawn", "in": "received"}


def faults(root: Path) -> list[str]:
    """Return the codes of what the rules over time find."""
    found = pipeline.with_past(pipeline.Settings(root, TODAY))[0].faults
    return [fault.code.id for fault in found if fault.code in {rule.code for rule in rules.OVER_TIME}]


# The ways of an outcome.


def test_every_outcome_has_its_ways() -> None:
    assert [*ONWARD] == [*Outcome]
    for before, after in itertools.product(Outcome, repeat=2):
        assert not (after in ONWARD[before] and after in NEVER.get(before, ())), (before, after)
        assert way(before, after) in Way
    assert all(way(each, each) is Way.ON for each in Outcome)


def test_from_the_beginning_every_way_leads_onward_and_none_leads_there() -> None:
    assert all(way(Outcome.RECEIVED, each) is Way.ON for each in Outcome)
    assert all(way(each, Outcome.RECEIVED) is not Way.ON for each in Outcome if each is not Outcome.RECEIVED)


def test_a_way_onward_never_turns_a_yes_into_a_no_or_back() -> None:
    for before, there in ONWARD.items():
        if before.says_yes is not None:
            assert not [after for after in there if after.says_yes is (not before.says_yes)], before


def test_only_a_review_a_kind_of_no_and_parts_come_and_go_without_a_word() -> None:
    pairs = {(one, other) for one, there in ONWARD.items() for other in there}
    both = {frozenset(pair) for pair in pairs if pair[::-1] in pairs}
    assert both == {
        frozenset({Outcome.NOT_NOW, Outcome.DECLINED}),  # two kinds of no
        frozenset({Outcome.NOT_NOW, Outcome.REVIEWING}),  # that we look again was promised
        frozenset({Outcome.PARTLY_SHIPPED, Outcome.PLANNED}),  # the next part
        frozenset({Outcome.PARTLY_SHIPPED, Outcome.IN_PROGRESS}),
    }


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("", None),
        ("no", None),
        ("in rev yes more done", None),
        ("no yes", 0),
        ("no rev yes", 0),
        ("no rev merged yes", 0),
        ("in no rev", 1),
        ("later rev", None),
        ("later rev no", None),
        ("yes more done no", 2),
        ("yes no yes", 1),
        ("no yes more", None),
        ("more yes", 0),
        ("merged yes", 0),
        ("gone in", 0),
        ("done rev", 0),
        ("else yes", 0),
        ("no else", None),
        ("no else done", 0),
    ],
)
def test_what_is_taken_back_is_the_last_yes_or_no_or_else_the_step_before(words: str, place: int | None) -> None:
    by_word = {str(outcome): outcome for outcome in Outcome}
    assert taken_back([by_word[SHORT[word]] for word in words.split()]) == place


# Where they are asked.


@pytest.fixture
def turned(repository: Repository) -> Path:
    """A site with a record that was declined in public, and is planned without a word."""
    root = repository({**SITE, "decisions/2026/faster.yml": NO})
    commit(root)
    (root / "decisions/2026/faster.yml").write_text(YES)
    return root


def test_the_check_asks_and_the_build_refuses(turned: Path) -> None:
    assert places(turned, code=1) == [("decisions/2026/faster.yml", "YS381")]
    built = pipeline.build(pipeline.Settings(turned, TODAY))
    assert built.site is None
    assert [fault.code.id for fault in built.faults] == ["YS381"]
    assert "error[YS381]" in invoke("build", "--root", str(turned), code=1)


def test_a_word_is_enough(turned: Path) -> None:
    (turned / "decisions/2026/faster.yml").write_text(f"{YES}changed_because: Ten more schools asked.\n")
    assert places(turned) == []
    assert pipeline.build(pipeline.Settings(turned, TODAY)).site


def test_without_history_nobody_asks(turned: Path) -> None:
    config = turned / "mkdocs.yml"
    config.write_text(config.read_text().replace("[yousaid]", "[{yousaid: {history: false}}]"))
    assert places(turned) == []
    assert pipeline.build(pipeline.Settings(turned, TODAY, history=False)).site


def test_without_all_of_the_history_the_check_warns_and_without_git_says_nothing(turned: Path, tmp_path: Path) -> None:
    git(turned, "commit", "-q", "-a", "-m", "x")
    git(tmp_path, "clone", "-q", "--depth", "1", turned.as_uri(), str(tmp_path / "shallow"))
    assert places(tmp_path / "shallow") == [(".git", "YS601")]
    assert places(tmp_path / "shallow", "decisions/2026/faster.yml") == []
    (turned / ".git").rename(tmp_path / "git")
    assert places(turned) == []


def test_what_was_wrong_before_a_change_is_not_reported_with_it(repository: Repository) -> None:
    root = repository({**SITE, "decisions/2026/faster.yml": NO})
    commit(root)
    (root / "decisions/2026/faster.yml").write_text(YES)
    commit(root, "2026-04-01T12:00:00Z")
    git(root, "checkout", "-q", "-b", "proposal")
    (root / "decisions/2026/other.yml").write_text(record())
    commit(root, "2026-05-01T12:00:00Z")
    assert places(root, code=1) == [("decisions/2026/faster.yml", "YS381")]
    assert places(root, "--since", "main") == []


def test_a_change_of_mind_is_reported_with_the_change(repository: Repository) -> None:
    root = changed(repository, {"decisions/2026/faster.yml": NO}, {"decisions/2026/faster.yml": YES})
    assert places(root, "--since", "main", code=1) == [("decisions/2026/faster.yml", "YS381")]


def test_a_text_that_names_who_withdraws_is_reported_with_the_withdrawal(repository: Repository) -> None:
    consent = "consent: {given: 2026-01-20, how: asked}\n"
    root = changed(
        repository,
        {
            "decisions/customers/c-42.yml": f"name: Grace Example\nform: person\n{consent}",
            "decisions/2026/faster.yml": record().replace("Please.", "Grace Example wants it."),
        },
        {"decisions/customers/c-42.yml": "form: person\nwithdrawn: 2026-05-01\n"},
    )
    assert places(root, "--since", "main", code=1) == [("decisions/2026/faster.yml", "YS357")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# Us\n\nThanks, Grace\nExample!\n", "site_src/about.md:3:9"),
        ("[Grace\n  Example](customer:c-42) and Grace Example\n", "site_src/about.md:2:31"),
        ("[Grace Example](customer:c-42) and Grace Exampleson\n", ""),
        ("Grace alone\n", ""),
    ],
)
def test_a_page_does_not_name_who_has_withdrawn(repository: Repository, text: str, place: str) -> None:
    named = "name: Grace Example\nform: person\nconsent: {given: 2026-01-20, how: asked}\n"
    root = repository({**SITE, "decisions/customers/c-42.yml": named, "site_src/about.md": text})
    commit(root)
    (root / "decisions/customers/c-42.yml").write_text("form: person\nwithdrawn: 2026-05-01\n")
    said = invoke("check", "--root", str(root), code=1 if place else 0)
    assert ("error[YS705]: the name of customer `c-42`, who withdrew on 2026-05-01, must not" in said) is bool(place)
    assert place in said


@pytest.mark.parametrize(
    "name", ["Jose\u0301\n  A\u0301lvarez", "Jose Alvarez", "JOSÉ ÁLVAREZ", "Álvarez, José", "Jos&eacute; &#193;lvarez"]
)
def test_a_name_is_found_however_it_is_spelled(name: str, repository: Repository) -> None:
    named = "name: Jos\u00e9 \u00c1lvarez\nform: person\nconsent: {given: 2026-01-20, how: asked}\n"
    said = f"It came from {name}."
    files = {"decisions/customers/c-42.yml": named, "decisions/2026/faster.yml": record().replace("Please.", said)}
    root = repository({**SITE, **files, "site_src/about.md": f"Thanks, {said}\n"})
    commit(root)
    (root / "decisions/customers/c-42.yml").write_text("form: person\nwithdrawn: 2026-05-01\n")
    assert places(root, code=1) == [("decisions/2026/faster.yml", "YS357"), ("site_src/about.md", "YS705")]


def test_a_page_that_is_none_is_said_to_be_so_once(repository: Repository) -> None:
    named = "name: Grace Example\nform: person\nconsent: {given: 2026-01-20, how: asked}\n"
    root = repository({**SITE, "decisions/customers/c-42.yml": named, "site_src/more.md/x.txt": "x"})
    commit(root)
    (root / "decisions/customers/c-42.yml").write_text("form: person\nwithdrawn: 2026-05-01\n")
    assert places(root, code=1) == [("site_src/more.md", "YS702")]


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("site_src/about.html", "<p>\nGrace Example", "site_src/about.html:2:1"),
        ("site_src/about.html", "https://example.net/grace/", "site_src/about.html:1:1"),
        ("site_src/about.html", "\0Grace Example", ""),
        pytest.param("site_src/about.html", "x" * (1 << 20) + " Grace Example", "", id="too large to be a text"),
        ("site_src/grace-example.svg", "", "site_src/grace-example.svg"),
        ("mkdocs.yml", "# Grace Example\n", "mkdocs.yml"),
        ("notes.txt", "Grace Example", ""),
    ],
)
def test_no_file_of_the_site_names_who_has_withdrawn(repository: Repository, path: str, text: str, place: str) -> None:
    named = "name: Grace Example\nform: person\nlink: https://example.net/grace\n"
    consent = "consent: {given: 2026-01-20, how: asked}\n"
    root = repository({**SITE, "decisions/customers/c-42.yml": named + consent})
    commit(root)
    (root / "decisions/customers/c-42.yml").write_text("form: person\nwithdrawn: 2026-05-01\n")
    with (root / path).open("a") as file:
        file.write(text)
    said = invoke("check", "--root", str(root), code=1 if place else 0)
    assert ("error[YS705]" in said) is bool(place)
    assert said.startswith(place)


def test_a_template_does_not_name_who_has_withdrawn(repository: Repository) -> None:
    named = "name: Grace Example\nform: person\nconsent: {given: 2026-01-20, how: asked}\n"
    footer = '{% extends "base.html" %}{% block footer %}<b>Grace</b> <i>Example</i>{% endblock %}'
    root = repository({**SITE, "decisions/customers/c-42.yml": named, "own/main.html": footer})
    commit(root)
    (root / "decisions/customers/c-42.yml").write_text("form: person\nwithdrawn: 2026-05-01\n")
    config = root / "mkdocs.yml"
    invoke("build", "--root", str(root))
    config.write_text(config.read_text().replace("name: material", "name: material, custom_dir: own"))
    assert "the name of customer `c-42`, who withdrew on" in invoke("build", "--root", str(root), code=1)


def test_errors_over_time_cannot_be_silenced(turned: Path) -> None:
    remark = "# yousaid: allow YS381 because we say so\n"
    (turned / "decisions/2026/faster.yml").write_text(remark + YES)
    assert {code for _, code in places(turned, code=1)} == {"YS381", "YS990"}


def test_a_record_from_the_time_before_git_has_no_past(turned: Path) -> None:
    (turned / "decisions/2026/new.yml").write_text(YES)
    assert faults(turned) == ["YS381"]


def test_our_own_records_agree_with_their_past() -> None:
    checked, past, _ = pipeline.with_past(pipeline.Settings(ROOT, LATER))
    late = {rule.code for rule in rules.OVER_TIME}
    assert len(checked.corpus.decisions) > 100
    assert past.dates or not (ROOT / ".git").exists()
    assert [fault for fault in checked.faults if fault.code in late] == []
