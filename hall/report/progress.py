"""How far a report is made, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told of each page or sheet before it is made: its number, and how many there are. Whatever it raises stops the
making; ``Stopped`` is there for it. It runs in the thread that makes the report."""


class Stopped(Exception):
    """Somebody no longer wants the report."""


def untold(number: int, count: int) -> None:
    """Nobody wants to know."""
