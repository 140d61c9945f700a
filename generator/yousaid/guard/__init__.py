"""Nothing public vanishes: a new site compared with the one that is public, by its API and its sitemap."""

from __future__ import annotations

from yousaid.guard.codes import CODES
from yousaid.guard.losses import losses, recorded
from yousaid.guard.state import State, state

__all__ = ["CODES", "State", "losses", "recorded", "state"]
