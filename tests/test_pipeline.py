"""The line of the data gives the same whether one process works or two."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import SITE, TODAY, Repository
from yousaid import parallel, pipeline, prose

BROKEN = "title: Print\nidea: x\nasked: 2026-01-30\noutcome: declined\narea: nowhere\ncredits: [nobody]\n"
SILENCED = """\
title: Answer the phone
idea: Somebody should.
asked: 2026-01-30
outcome: planned
answered: 2026-02-01
# yousaid: allow YS902 because it is the number of our support desk
answer: Our desk has the phone number 020 7946 0958.
area: general
"""


@pytest.mark.parametrize("processes", [1, 2])
def test_rules_find_the_same_in_two_processes(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    root = repository({**SITE, "decisions/2026/print.yml": BROKEN})
    (root / "decisions/2026/call.yml").write_text(SILENCED, "utf-8")
    alone = pipeline.check(pipeline.Settings(root, TODAY)).faults
    codes = {fault.code.id for fault in alone}
    assert len(codes) > 2
    assert not {"YS902", "YS990"} & codes, "the remark holds in whichever process"
    monkeypatch.setattr(parallel, "processes", lambda: processes)
    monkeypatch.setattr(pipeline, "WORTH_IT", 1)
    assert pipeline.check(pipeline.Settings(root, TODAY)).faults == alone


@pytest.mark.parametrize("processes", [1, 2])
def test_texts_that_a_second_process_has_rendered_are_rendered_once(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    root = repository(SITE)
    alone = files_of(root)
    monkeypatch.setattr(parallel, "processes", lambda: processes)
    monkeypatch.setattr(pipeline, "WORTH_IT", 1)
    built = pipeline.build(pipeline.Settings(root, TODAY, history=False))
    assert built.site
    monkeypatch.setattr(prose, "_rendered_here", lambda text: pytest.fail(f"rendered again: {text}"))
    assert [prose.plain(decision.idea) for decision in built.site.decisions]
    monkeypatch.undo()
    assert files_of(root) == alone


def files_of(root: Path) -> dict[str, bytes]:
    site = pipeline.build(pipeline.Settings(root, TODAY, history=False)).site
    assert site
    return {file.path: file.make() for file in pipeline.data(site)}
