"""Diagnostics for people, for the pages of a forge, and for programs: one module for each format."""

from __future__ import annotations

from yousaid.reporters.text import report, summary, text

__all__ = ["report", "summary", "text"]
