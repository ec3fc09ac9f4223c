"""Memory that the C library keeps for later: of a program that shows a few pages it is better given back."""

from __future__ import annotations

import ctypes
import sys

_M_ARENA_MAX = -8
"""A parameter of mallopt(3)."""


def share() -> None:
    """Let all threads of a program take memory from one place, before there are any: each would keep some megabytes for
    itself, and Python lets one at a time work anyway."""
    _ask("mallopt", _M_ARENA_MAX, 1)


def give_back() -> None:
    """Let the system have it; takes some milliseconds."""
    _ask("malloc_trim", 0)


def _ask(function: str, *numbers: int) -> None:
    """Call a function of the GNU C library; elsewhere nothing is done."""
    if sys.platform == "linux":
        known = getattr(ctypes.CDLL(None), function, None)
        if known is not None:
            known(*numbers)
