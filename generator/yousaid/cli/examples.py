"""How a command shows what it is used for."""

from __future__ import annotations


def examples(*lines: str) -> str:
    """Return the end of a command's help: lines that can be typed."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
