"""A past by chance: what history makes of the commits is what a plain account, kept meanwhile, says."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from past import Files, past, record
from yousaid import history
from yousaid.history import log

OUTCOMES = ("received", "reviewing", "planned", "in-progress")
ACTS = ("change", "change", "draft", "year", "rename", "delete")


@dataclass
class Told:
    """One record, and what everybody could see of it."""

    about: str
    key: str
    outcome: str
    year: int = 2000
    draft: bool = False
    there: bool = True
    moves: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"decisions/{self.year}/{self.key}.yml"

    def act(self, chance: random.Random, day: str) -> Files:
        """Do something by chance, and return the files of the commit."""
        before = self.path
        act = chance.choice(ACTS) if self.there else "return"
        self.there = act != "delete"
        if act == "change":
            self.outcome = chance.choice(OUTCOMES)
        elif act == "draft":
            self.draft = not self.draft
        elif act == "year":
            self.year += 1
        elif act == "rename":
            self.key = f"{self.about}-{day}"
        return {before: None, **(self.written(day) if self.there else {})}

    def written(self, day: str) -> Files:
        """Return the file as it is now, and note what is seen of it."""
        if not self.draft:
            if not self.moves or self.moves[-1][1] != self.outcome:
                self.moves.append((day, self.outcome))
            self.names.append(self.key)
        more = {"draft": "true"} if self.draft else {}
        return {self.path: record(self.outcome, about=self.about, **more)}


FOLDERS = ("", "docs/feedback/", "docs/", "site/")


def moving(chance: random.Random, commits: list[tuple[str, Files]]) -> tuple[str, list[tuple[str, Files]]]:
    """Return the same commits, some of which move all files to another folder too; and the last of these folders."""
    lain, tree, found = "docs/", dict[str, str | bytes](), list[tuple[str, Files]]()
    for number, (day, files) in enumerate(commits):
        lies = chance.choice(FOLDERS) if number % 40 == 39 else lain
        gone = tree if lies != lain else [path for path in files if path in tree]
        all_files: dict[str, str | bytes | None] = {f"{lain}{path}": None for path in gone}
        tree = {path: text for path, text in (tree | dict(files)).items() if text is not None}
        here = tree if lies != lain else [path for path in files if path in tree]
        found.append((day, all_files | {f"{lies}{path}": tree[path] for path in here}))
        lain = lies
    return lain, found


@pytest.mark.parametrize(("seed", "at_once"), [(0, 5_000), (1, 1), (2, 3), (3, 10)])
@pytest.mark.parametrize("moves", [False, True])
def test_a_long_and_wild_past_is_told_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, at_once: int, moves: bool
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setattr(history.reading, "AT_ONCE", at_once)
    chance, records, commits = random.Random(seed), list[Told](), list[tuple[str, Files]]()
    for number in range(300):
        day = str(dt.date(2020, 1, 1) + dt.timedelta(days=number))
        files: dict[str, str | bytes | None] = {}
        for each in chance.sample(records, min(len(records), chance.randint(0, 3))):
            files |= each.act(chance, day)
        if number % 8 == 0:
            records.append(Told(f"wish{number}", f"wish-{number}", chance.choice(OUTCOMES)))
            files |= records[-1].written(day)
        commits.append((day, files))
    folder, commits = moving(chance, commits) if moves else ("", commits)
    found, faults = history.read(past(tmp_path / "a repository", *commits) / folder)
    assert not faults
    compared = 0
    for each in records:
        if each.there and each.path in found.past:
            told = found.past[each.path]
            seen = [(f"{move.when:%Y-%m-%d}", move.outcome) for move in told.moves] if told else []
            assert seen == each.moves, each
            assert (told.names if told else ()) == tuple(dict.fromkeys(k for k in each.names if k != each.key and told))
            compared += bool(told and told.names)
        else:
            assert not each.there or len(each.moves) <= 1, "the record itself says it"
    assert compared > 5
    assert set(found.gone) == {each.key for each in records if not each.there and each.moves}


def test_the_log_says_the_same_in_whatever_pieces_it_arrives(tmp_path: Path) -> None:
    versions = [(f"2026-01-0{day}", {"ü/x.md": str(day), "b.md": "b" * day}) for day in range(1, 4)]
    root = past(tmp_path / "a repository", *versions, ("2026-01-04", {"ü/x.md": None, "ü/y.md": "3"}))
    told = subprocess.run(["git", "-C", str(root), "log", *log.QUESTION], capture_output=True, check=True).stdout
    whole = list(log.commits([told]))
    assert [(each.letter, each.path, each.old) for each in whole[-1].changes] == [("R", "ü/y.md", "ü/x.md")]
    assert len(whole) == 4
    for size in (1, 2, 7, 64, 1_000):
        assert list(log.commits(told[at : at + size] for at in range(0, len(told), size))) == whole
