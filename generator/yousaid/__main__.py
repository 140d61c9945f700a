"""``python -m yousaid``."""

from __future__ import annotations

from yousaid.cli import main

main(prog_name="yousaid")
