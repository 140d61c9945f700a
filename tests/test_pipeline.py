"""The line of the data gives the same whether one process works or two."""

from __future__ import annotations

import pytest

from conftest import SITE, TODAY, Repository
from yousaid import parallel, pipeline

BROKEN = "title: Print\nidea: x\nasked: 2026-01-30\noutcome: declined\narea: nowhere\ncredits: [nobody]\n"


@pytest.mark.parametrize("processes", [1, 2])
def test_rules_find_the_same_in_two_processes(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    root = repository({**SITE, "decisions/2026/print.yml": BROKEN})
    alone = pipeline.check(pipeline.Settings(root, TODAY)).faults
    assert len({fault.code.id for fault in alone}) > 2
    monkeypatch.setattr(parallel, "processes", lambda: processes)
    monkeypatch.setattr(pipeline, "WORTH_IT", 1)
    assert pipeline.check(pipeline.Settings(root, TODAY)).faults == alone
