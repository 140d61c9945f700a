"""What was public of a record: its outcomes, our words, its ids. What was never seen does not count."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conftest import git
from past import further, past, record
from yousaid import history
from yousaid.history import Gone, History, Past

A = "decisions/2026/a.yml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, and git without anybody's configuration."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return tmp_path / "a repository"


def known(root: Path, rev: str = "") -> History:
    found, faults = history.read(root, rev)
    assert not faults
    return found


def of(root: Path, path: str = A) -> Past:
    found = known(root).past[path]
    assert found is not None
    return found


def moves(root: Path, path: str = A) -> list[tuple[str, str]]:
    """Return the outcomes that a record was public with, each with its day."""
    return [(f"{move.when:%Y-%m-%d}", move.outcome) for move in of(root, path).moves]


def wordings(root: Path, path: str = A) -> list[tuple[str, str, str]]:
    return [(each.field, each.before, each.after) for each in of(root, path).wordings]


def gone(root: Path) -> dict[str, Gone]:
    return dict(known(root).gone)


def former(root: Path) -> dict[str, list[tuple[str, str]]]:
    found = known(root).former
    return {key: [(each.name, f"{each.last:%Y-%m-%d}") for each in names] for key, names in found.items()}


# Outcomes.


def test_every_change_of_outcome_has_the_day_on_which_it_was_published(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record()}),
        ("2026-02-01", {A: record("planned", answer="Soon.", review_by="2026-12-01")}),
        ("2026-03-01", {A: record("planned", answer="Very soon.", review_by="2026-12-01")}),
        ("2026-04-01", {A: record("shipped", answer="Done.")}),
    )
    assert moves(root) == [("2026-01-01", "received"), ("2026-02-01", "planned"), ("2026-04-01", "shipped")]
    assert f"{of(root).first:%Y-%m-%d}" == "2026-01-01"


def test_a_change_of_mind_that_was_reverted_stands_there_with_both_days(root: Path) -> None:
    past(root, ("2026-01-01", {A: record()}), ("2026-02-01", {A: record("declined", reason="No.")}))
    git(root, "revert", "--no-edit", "HEAD", when="2026-03-01T12:00:00Z")
    assert moves(root) == [("2026-01-01", "received"), ("2026-02-01", "declined"), ("2026-03-01", "received")]


def test_an_outcome_that_is_no_more_counts_under_its_name(root: Path) -> None:
    past(root, ("2026-01-01", {A: record("under-consideration")}), ("2026-02-01", {A: record()}))
    assert moves(root) == [("2026-01-01", "under-consideration"), ("2026-02-01", "received")]


def test_an_old_version_counts_by_what_can_be_read_of_it(root: Path) -> None:
    old = "status: {x: 1}\noutcome: 'planned' # soon\ntags: [a,\n  b]\nreason: [1]\n"
    past(root, ("2026-01-01", {A: "\ufeff" + old.replace("\n", "\r\n")}), ("2026-02-01", {A: record()}))
    assert moves(root) == [("2026-01-01", "planned"), ("2026-02-01", "received")]


@pytest.mark.parametrize(
    "broken", ["outcome: [planned\n", "title: x\n", b"outcome: \xff\n", "- outcome: planned\n", "x: " + "y" * 70_000]
)
def test_a_version_that_cannot_be_read_was_never_built_and_the_one_before_stays(root: Path, broken: str) -> None:
    past(
        root,
        ("2026-01-01", {A: record(publish_on="2026-03-01")}),
        ("2026-02-01", {A: broken}),
        ("2026-04-01", {A: record("declined", reason="No.")}),
    )
    assert moves(root) == [("2026-03-01", "received"), ("2026-04-01", "declined")]


def test_what_was_only_proposed_on_a_branch_was_never_public(root: Path) -> None:
    past(root, ("2026-01-01", {A: record()}))
    git(root, "checkout", "-q", "-b", "proposal")
    further(root, ("2026-02-01", {A: record("planned", answer="x")}))
    further(root, ("2026-03-01", {A: record("in-progress", answer="y")}))
    git(root, "checkout", "-q", "main")
    further(root, ("2026-03-15", {"other.md": "x"}))
    git(root, "merge", "-q", "--no-ff", "-m", "merge", "proposal", when="2026-04-01T12:00:00Z")
    assert moves(root) == [("2026-01-01", "received"), ("2026-04-01", "in-progress")]


def test_a_squashed_branch_is_one_change(root: Path) -> None:
    past(root, ("2026-01-01", {A: record()}))
    git(root, "checkout", "-q", "-b", "proposal")
    further(root, ("2026-02-01", {A: record("planned", answer="x")}))
    further(root, ("2026-03-01", {A: None, "decisions/2026/b.yml": record("in-progress", answer="y")}))
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--squash", "proposal")
    further(root, ("2026-04-01", {}))
    assert moves(root, "decisions/2026/b.yml") == [("2026-01-01", "received"), ("2026-04-01", "in-progress")]
    assert of(root, "decisions/2026/b.yml").names == ("a",)


def test_origins_and_reasons_for_a_change_are_told_to_the_rules(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record(origin="coincidence")}),
        ("2026-02-01", {A: record("declined", reason="No.", changed_because="Too much.")}),
        ("2026-03-01", {A: record("declined", reason="No.", changed_because="Far too much.")}),
    )
    assert of(root).origins == ("coincidence", "customer")
    assert of(root).explained == ("", "Far too much.")


# Drafts and embargoes.


def test_a_draft_is_not_public(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record("planned", draft="true")}),
        ("2026-02-01", {A: record("received")}),
        ("2026-03-01", {A: record("declined", reason="No.", draft="yes")}),
        ("2026-04-01", {A: record("shipped", answer="x")}),
    )
    assert moves(root) == [("2026-02-01", "received"), ("2026-04-01", "shipped")]


def test_what_was_never_public_has_no_past(root: Path) -> None:
    past(root, ("2026-01-01", {A: record(draft="true")}), ("2026-02-01", {A: record("planned", draft="true")}))
    assert known(root).past == {A: None}


def test_what_is_held_back_counts_from_its_day(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record(publish_on="2026-03-01")}),
        ("2026-04-01", {A: record("planned", publish_on="2026-03-01", answer="x")}),
    )
    assert moves(root) == [("2026-03-01", "received"), ("2026-04-01", "planned")]
    assert of(root).first.isoformat() == "2026-03-01T00:00:00+00:00"


def test_what_was_replaced_before_its_day_was_never_seen(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record("planned", publish_on="2026-03-01", answer="Secret.")}),
        ("2026-02-01", {A: record("received", publish_on="2026-03-01", answer="Other.")}),
        ("2026-04-01", {A: record("received", publish_on="2026-03-01", answer="Third.")}),
    )
    assert moves(root) == [("2026-03-01", "received")]
    assert wordings(root) == [("answer", "Other.", "Third.")]


def test_what_was_deleted_before_its_day_was_never_seen(root: Path) -> None:
    past(root, ("2026-01-01", {A: record(publish_on="2026-03-01"), "x.md": "x"}), ("2026-02-01", {A: None}))
    assert gone(root) == {}


def test_a_day_that_is_none_keeps_a_version_back(root: Path) -> None:
    past(root, ("2026-01-01", {A: record(publish_on="soon")}), ("2026-02-01", {A: record()}))
    assert moves(root) == [("2026-02-01", "received")]


# Our words.


def test_a_change_of_our_words_is_kept_with_its_day(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record("declined", reason="Too slow.", reopen_if="Ten ask.")}),
        ("2026-02-01", {A: record("declined", reason="Too costly.", reopen_if="Ten ask.")}),
        ("2026-03-01", {A: record("declined", reason="{text: Too costly.}", reopen_if="Twenty ask.")}),
    )
    assert wordings(root) == [("reason", "Too slow.", "Too costly."), ("reopen_if", "Ten ask.", "Twenty ask.")]
    assert [f"{each.when:%Y-%m-%d}" for each in of(root).wordings] == ["2026-02-01", "2026-03-01"]


def test_first_words_are_no_change_and_words_that_went_are_one(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record()}),
        ("2026-02-01", {A: record("planned", answer="Soon.")}),
        ("2026-03-01", {A: record()}),
    )
    assert wordings(root) == [("answer", "Soon.", "")]


def test_what_customers_said_is_theirs_to_word(root: Path) -> None:
    past(root, ("2026-01-01", {A: record(why="Old.")}), ("2026-02-01", {A: record(why="New.", about="print")}))
    assert wordings(root) == []


def test_other_line_ends_and_blanks_are_no_other_words(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record("planned", answer="Very soon.")}),
        ("2026-02-01", {A: record("planned", answer="|\n  Very\n  soon.")}),
    )
    assert wordings(root) == []


def test_a_reason_for_which_only_the_word_is_left_has_the_words_of_the_vocabulary(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record("declined", reason="Too slow.")}),
        ("2026-02-01", {A: record("declined", reason="{code: cost}")}),
    )
    assert wordings(root) == []


def test_only_the_newest_changes_are_kept(root: Path) -> None:
    versions = [(f"2026-01-{day:02}", {A: record("planned", answer=f"On day {day}.")}) for day in range(1, 15)]
    past(root, *versions)
    assert wordings(root) == [("answer", f"On day {day}.", f"On day {day + 1}.") for day in range(4, 14)]


@pytest.mark.parametrize(
    "silent",
    [
        record("declined", reason="confidential"),
        record("declined", reason="'Confidential: the contract'"),
        record("declined", reason="{code: confidential, text: The contract.}"),
        record("declined", reason="{confidential: The contract.}"),
        record("declined", reason="confidential", draft="true"),
        record("withdrawn", answer="Taken back."),
    ],
)
def test_what_was_said_before_it_became_confidential_or_was_withdrawn_is_gone(root: Path, silent: str) -> None:
    past(
        root,
        ("2026-01-01", {A: record("declined", reason="Too slow.")}),
        ("2026-02-01", {A: record("declined", reason="Too costly.")}),
        ("2026-03-01", {A: silent}),
        ("2026-04-01", {A: record("declined", reason="No.", answer="Never.")}),
        ("2026-05-01", {A: record("declined", reason="No way.", answer="Never.")}),
    )
    assert wordings(root) == [("reason", "No.", "No way.")]
    assert "contract" not in repr(known(root))
    further(root, ("2026-06-01", {A: silent}))
    assert wordings(root) == []


# Ids.


def test_a_new_id_is_followed(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record()}),
        ("2026-02-01", {A: None, "decisions/2026/b.yml": record()}),
        ("2026-03-01", {"decisions/2026/b.yml": None, "decisions/2026/c.yml": record("planned", answer="x")}),
    )
    found = of(root, "decisions/2026/c.yml")
    assert found.names == ("a", "b")
    assert moves(root, "decisions/2026/c.yml") == [("2026-01-01", "received"), ("2026-03-01", "planned")]
    assert gone(root) == {}


def test_an_id_under_which_a_record_was_never_public_is_forgotten(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record(draft="true")}),
        ("2026-02-01", {A: None, "decisions/2026/b.yml": record()}),
        ("2026-03-01", {"decisions/2026/b.yml": record("planned", answer="x")}),
    )
    assert of(root, "decisions/2026/b.yml").names == ()


def test_another_year_is_no_other_id(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {"decisions/2025/a.yml": record()}),
        ("2026-02-01", {"decisions/2025/a.yml": None, A: record()}),
    )
    assert of(root).names == ()
    assert moves(root) == [("2026-01-01", "received")]


def test_the_id_counts_whatever_git_thinks_of_the_content(root: Path) -> None:
    """Two records change their years at once, and each is written in the words that the other had."""
    old, new = "decisions/2025/", "decisions/2026/"
    past(
        root,
        ("2026-01-01", {f"{old}a.yml": record(about="alpha"), f"{old}b.yml": record("planned", about="beta")}),
        (
            "2026-02-01",
            {
                f"{old}a.yml": None,
                f"{old}b.yml": None,
                f"{new}a.yml": record("planned", about="beta") + "# a\n",
                f"{new}b.yml": record(about="alpha") + "# b\n",
            },
        ),
    )
    assert of(root, f"{new}a.yml").names == of(root, f"{new}b.yml").names == ()
    assert moves(root, f"{new}a.yml") == [("2026-01-01", "received"), ("2026-02-01", "planned")]
    assert moves(root, f"{new}b.yml") == [("2026-01-01", "planned"), ("2026-02-01", "received")]


def test_a_whole_year_may_move_at_once(root: Path) -> None:
    names = [f"record-{number}" for number in range(40)]
    past(
        root,
        ("2026-01-01", {f"decisions/2025/{name}.yml": record(about=name) for name in names}),
        (
            "2026-02-01",
            {f"decisions/2025/{name}.yml": None for name in names}
            | {f"decisions/2026/{name}.yml": record("planned", about=name) for name in names},
        ),
    )
    for name in names:
        assert moves(root, f"decisions/2026/{name}.yml") == [("2026-01-01", "received"), ("2026-02-01", "planned")]


def test_what_comes_back_in_another_year_is_the_same_record(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {"decisions/2025/a.yml": record(), "x.md": "x"}),
        ("2026-02-01", {"decisions/2025/a.yml": None}),
        ("2026-03-01", {A: record("planned", about="another")}),
    )
    assert moves(root) == [("2026-01-01", "received"), ("2026-03-01", "planned")]
    assert f"{known(root).dates[A].first:%Y-%m-%d}" == "2026-01-01"
    assert gone(root) == {}


def test_a_record_that_takes_the_id_of_one_that_is_gone_has_its_own_past(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record(about="alpha"), "decisions/2026/b.yml": record("planned", about="beta")}),
        ("2026-02-01", {A: None}),
        ("2026-03-01", {"decisions/2026/b.yml": None, A: record("planned", about="beta")}),
    )
    assert moves(root) == [("2026-01-01", "planned")]
    assert of(root).names == ("b",)


def test_a_customer_becomes_no_decision(root: Path) -> None:
    text = record()
    past(
        root,
        ("2026-01-01", {"decisions/customers/a.yml": text}),
        ("2026-02-01", {"decisions/customers/a.yml": None, A: text}),
    )
    assert f"{known(root).dates[A].first:%Y-%m-%d}" == "2026-02-01"
    assert A not in known(root).past, "it has one version, and that is the record"


def test_what_was_said_to_be_removed_did_not_become_another_record(root: Path) -> None:
    text = record(about="fax")
    past(
        root,
        ("2026-01-01", {A: text}),
        (
            "2026-02-01",
            {A: None, "decisions/2026/b.yml": text, "decisions/removed/a.yml": "removed: 2026-02-01\nbecause: Spam.\n"},
        ),
    )
    assert list(gone(root)) == ["a"]
    assert "decisions/2026/b.yml" not in known(root).past


def test_occasions_keep_their_former_ids(root: Path) -> None:
    text = "title: Survey\nquestion: What should be better than it is now, in your eyes?\ndate: 2026-01-01\n"
    past(
        root,
        ("2026-01-01", {"decisions/occasions/a.yml": text}),
        ("2026-02-01", {"decisions/occasions/a.yml": None, "decisions/occasions/b.yml": text}),
    )
    found = of(root, "decisions/occasions/b.yml")
    assert (found.names, found.moves, found.wordings) == (("a",), (), ())


# Records that are gone.


def test_a_public_record_that_was_deleted_is_gone(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {A: record(), "x.md": "x"}),
        ("2026-02-01", {A: None, "decisions/2026/b.yml": record()}),
        ("2026-03-01", {"decisions/2026/b.yml": None}),
    )
    found = gone(root)
    assert list(found) == ["b"]
    assert (found["b"].path, found["b"].names) == ("decisions/2026/b.yml", ("a",))
    assert (f"{found['b'].first:%Y-%m-%d}", f"{found['b'].last:%Y-%m-%d}") == ("2026-01-01", "2026-03-01")


def test_a_draft_that_was_deleted_is_nobodys_loss(root: Path) -> None:
    past(root, ("2026-01-01", {A: record(draft="true"), "x.md": "x"}), ("2026-02-01", {A: None}))
    assert gone(root) == {}


def test_other_files_may_be_deleted(root: Path) -> None:
    files = {"site_src/a.md": "x", "decisions/occasions/a.yml": "title: x\n", "decisions/vocabulary.yml": "areas: x\n"}
    past(root, ("2026-01-01", {**files, "x.md": "x"}), ("2026-02-01", dict.fromkeys(files)))
    assert gone(root) == {}


def test_a_record_that_is_deleted_in_the_working_tree_is_gone(root: Path) -> None:
    past(root, ("2026-01-01", {A: record(), "decisions/2026/b.yml": record(about="other")}))
    (root / A).unlink()
    assert list(gone(root)) == ["a"]
    assert known(root, "HEAD").gone == {}, "of a revision, the working tree is no part"


@pytest.mark.parametrize("staged", [True, False])
def test_what_is_new_beside_it_may_be_its_new_name(root: Path, staged: bool) -> None:
    past(root, ("2026-01-01", {A: record()}))
    (root / A).rename(root / "decisions/2026/b.yml")
    if staged:
        git(root, "add", "-A")
    assert gone(root) == {}


# What is not committed.


def test_what_is_not_committed_is_no_past(root: Path) -> None:
    past(root, ("2026-01-01", {A: record(), "decisions/2026/b.yml": record(about="other")}))
    (root / A).write_text(record("declined", reason="No."))
    assert moves(root) == [("2026-01-01", "received")]
    assert "decisions/2026/b.yml" not in known(root).past


def test_of_a_revision_only_what_was_before_it_is_known(root: Path) -> None:
    past(root, ("2026-01-01", {A: record()}), ("2026-02-01", {A: record("declined", reason="No.")}))
    (root / A).write_text(record("planned"))
    found = known(root, "HEAD~1")
    assert found.past == {}
    assert found.commit == git(root, "rev-parse", "HEAD~1").strip()
    assert found.head is not None
    assert f"{found.head:%Y-%m-%d}" == "2026-01-01"


def test_each_file_has_its_newest_commit_and_content(root: Path) -> None:
    past(root, ("2026-01-01", {A: record(), "x.md": "x"}), ("2026-02-01", {A: record("planned")}))
    (root / A).write_text("changed")
    found = known(root)
    assert found.commit == found.dates[A].commit == git(root, "rev-parse", "HEAD").strip()
    assert found.dates["x.md"].commit == git(root, "rev-parse", "HEAD~1").strip()
    assert found.dates[A].blob == git(root, "rev-parse", f"HEAD:{A}").strip()


def test_a_link_in_the_place_of_a_record_says_nothing(root: Path) -> None:
    past(root, ("2026-01-01", {A: record()}))
    (root / A).unlink()
    (root / A).symlink_to("elsewhere")
    further(root, ("2026-02-01", {}))
    assert known(root).dates[A].blob == ""
    assert known(root).past == {}


def test_of_a_folder_without_any_commit_only_the_day_is_known(root: Path) -> None:
    past(root, ("2026-01-01", {"x.md": "x"}))
    (root / "site/decisions").mkdir(parents=True)
    found = known(root / "site")
    assert not found.dates
    assert not found.past
    assert found.commit == git(root, "rev-parse", "HEAD").strip()


# Customers.


def customer(name: str = "Ada Example", more: str = "consent: {given: 2026-01-01, how: asked}") -> str:
    return f"{f'name: {name}' if name else ''}\nform: person\n{more}\nlink: https://example.org/a/long/way/to/go\n"


ADA = "decisions/customers/ada.yml"


def test_a_name_that_was_taken_out_is_known_to_the_rules(root: Path) -> None:
    past(
        root,
        ("2026-01-01", {ADA: customer()}),
        ("2026-02-01", {ADA: customer("Ada Lovelace")}),
        ("2026-03-01", {ADA: customer("", "withdrawn: 2026-03-01")}),
    )
    assert former(root) == {"ada": [("Ada Example", "2026-02-01"), ("Ada Lovelace", "2026-03-01")]}
    assert {key: str(day) for key, day in known(root).withdrawn.items()} == {"ada": "2026-03-01"}
    further(root, ("2026-04-01", {ADA: customer()}))
    assert former(root) == {"ada": [("Ada Lovelace", "2026-03-01")]}


def test_a_name_that_is_taken_out_in_the_working_tree_is_taken_out(root: Path) -> None:
    past(root, ("2026-01-01", {ADA: customer(), "decisions/customers/bob.yml": customer("Bob Example")}))
    assert former(root) == {}
    (root / ADA).write_text(customer("", "withdrawn: 2026-03-01"))
    (root / "decisions/customers/bob.yml").unlink()
    assert former(root) == {"ada": [("Ada Example", "2026-01-01")], "bob": [("Bob Example", "2026-01-01")]}


def test_the_name_in_a_file_that_was_deleted_is_known(root: Path) -> None:
    past(root, ("2026-01-01", {ADA: customer(), "x.md": "x"}), ("2026-02-01", {ADA: None}))
    assert former(root) == {"ada": [("Ada Example", "2026-02-01")]}


@pytest.mark.parametrize(
    ("first", "names"),
    [
        (customer(), ("ada",)),
        (customer(more="consent: {given: 2026-01-01, how: asked, expires: 2026-06-01}"), ("ada",)),
        (customer(more="consent: {given: 2025-01-01, how: asked, expires: 2025-06-01}"), ()),
        (customer(more="consent: {given: 2025-01-01, how: asked, expires: later}"), ()),
        (customer(more="form: person"), ()),
        (customer(more="consent: [x]"), ()),
        (customer(""), ()),
        (customer(more="consent: {given: 2026-01-01, how: asked}\nwithdrawn: 2026-01-02"), ()),
    ],
)
def test_a_former_key_counts_where_it_was_public(root: Path, first: str, names: tuple[str, ...]) -> None:
    new = "decisions/customers/ada-lovelace.yml"
    past(root, ("2026-01-01", {ADA: first}), ("2026-02-01", {ADA: None, new: first}), ("2026-03-01", {new: customer()}))
    assert of(root, new).names == names
