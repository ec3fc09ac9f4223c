"""Memory that the C library keeps for later: of a program that shows a few pages it is better given back."""

from __future__ import annotations

import ctypes
import sys

_M_ARENA_MAX = -8
"""A parameter of mallopt(3)."""


def share() -> None:
    """Let all threads of a program take memory from one place, before there are any: each would keep some megabytes for
    itself, and Python lets one at a time work anyway. On Linux with the GNU C library."""
    if sys.platform == "linux":
        tune = getattr(ctypes.CDLL(None), "mallopt", None)
        if tune is not None:
            tune(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Let the system have it, on Linux with the GNU C library; elsewhere nothing is done. Takes some milliseconds."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
