"""Work goes on in another process where one can be forked, and is done here elsewhere, with the same result."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time

import pytest

from yousaid import parallel
from yousaid.parallel import Beside, LostError

forks = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processes", lambda: 2)


def boom() -> None:
    raise ValueError("what went wrong")


@forks
@pytest.mark.usefixtures("two")
def test_work_is_done_by_another_process() -> None:
    assert Beside(os.getpid).result() != os.getpid()


@forks
@pytest.mark.usefixtures("two")
def test_an_answer_larger_than_a_pipe_arrives() -> None:
    assert Beside(lambda: "x" * 10_000_000).result() == "x" * 10_000_000


@forks
@pytest.mark.usefixtures("two")
def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="what went wrong"):
        Beside(boom).result()


@forks
@pytest.mark.usefixtures("two")
def test_a_process_that_is_killed_is_reported() -> None:
    work: Beside[None] = Beside(lambda: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(LostError, match="a helping process ended with -9"):
        work.result()


@forks
@pytest.mark.usefixtures("two")
def test_work_that_can_be_done_again_is_done_here_when_its_process_is_lost() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return here

    assert Beside(work, again=True).result() == here


@forks
@pytest.mark.usefixtures("two")
def test_work_can_be_stopped() -> None:
    work = Beside(lambda: time.sleep(60))
    work.stop()
    with pytest.raises(LostError):
        work.result()


@forks
@pytest.mark.usefixtures("two")
def test_interrupts_are_left_to_the_process_that_asked() -> None:
    blocked = Beside(lambda: signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
    assert blocked.result()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_where_nothing_can_be_forked_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processes", lambda: 1)
    work = Beside(os.getpid)
    assert work.result() == os.getpid()
    work.stop()
    with pytest.raises(ValueError, match="what went wrong"):
        Beside(boom).result()


def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert parallel.processes() == 1


def test_a_system_without_fork_uses_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert parallel.processes() == 1


@forks
def test_elsewhere_all_processors_are_used_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    for processors, used in ((None, 1), (3, 3), (64, parallel.MOST)):
        monkeypatch.setattr("os.cpu_count", lambda processors=processors: processors)
        assert parallel.processes() == used
