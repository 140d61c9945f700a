"""Work in other processes, where processes can be forked; where not, the same work is done here."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 8
"""Processes that are used at once, however many processors there are."""


class LostError(Exception):
    """A helping process ended without an answer: it was killed, or memory ran out."""


def processes() -> int:
    """Return how many processes may work at once. One that has several threads must not be forked."""
    if threading.active_count() > 1 or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return min(MOST, os.cpu_count() or 1)


class Beside(Generic[T]):
    """Some work that goes on in a process of its own until its result is asked for.

    If that process is lost, work that can be done ``again`` is done here.
    """

    def __init__(self, work: Callable[[], T], *, again: bool = False) -> None:
        self._work, self._again = work, again
        self._process: multiprocessing.process.BaseProcess | None = None
        if processes() > 1:
            context = multiprocessing.get_context("fork")
            self._answer, answer = context.Pipe(duplex=False)
            self._process = context.Process(target=_run, args=(work, answer), daemon=True)
            # An interrupt in the middle of a fork would be lost. The child leaves them to the parent, which stops it.
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            self._process.start()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            answer.close()

    def result(self) -> T:
        """Wait for the result. Raises what the work raised, or :class:`LostError`."""
        if self._process is None:
            return self._work()
        try:
            result, error = self._answer.recv()
        except EOFError:
            self._process.join()
            if self._again:
                return self._work()
            raise LostError(f"a helping process ended with {self._process.exitcode}; build again") from None
        self._process.join()
        if error is not None:
            raise error
        found: T = result
        return found

    def stop(self) -> None:
        """End the work, whatever its state."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()


def _run(work: Callable[[], T], answer: Connection) -> None:  # pragma: no cover - in a process of its own
    try:
        answer.send((work(), None))
    except Exception as error:
        answer.send((None, error))
