"""Memory that a program has freed and the C library keeps: what it took to load gives tens of megabytes back."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Let the system have it, on Linux with the GNU C library; elsewhere nothing is done. Takes some milliseconds."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
