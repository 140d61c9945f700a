"""What day it is."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from yousaid import clock


class _HalfPastMidnightInTheEast:
    """A clock that shows another day wherever it is not asked for UTC."""

    @staticmethod
    def now(zone: dt.tzinfo | None = None) -> dt.datetime:
        moment = dt.datetime(2026, 6, 30, 10, 30, tzinfo=dt.UTC)
        return moment if zone is dt.UTC else moment.astimezone(dt.timezone(dt.timedelta(hours=14)))


@pytest.fixture(autouse=True)
def _in_the_east(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "dt", SimpleNamespace(datetime=_HalfPastMidnightInTheEast, UTC=dt.UTC))


def test_the_day_is_that_of_utc_and_not_that_of_the_machine() -> None:
    assert clock.today() == dt.date(2026, 6, 30)
    assert _HalfPastMidnightInTheEast.now().date() == dt.date(2026, 7, 1), "or the claim above shows nothing"


@pytest.mark.parametrize("seconds", ["0", "99999999999999999999", "-1", "soon"])
def test_the_environment_does_not_move_the_day(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    assert clock.today() == dt.date(2026, 6, 30)
