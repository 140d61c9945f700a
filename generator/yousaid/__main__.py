"""``python -m yousaid`` and the console script."""

from __future__ import annotations

from yousaid.cli import main

if __name__ == "__main__":
    main(prog_name="yousaid")
