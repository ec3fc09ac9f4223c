"""A report is nobody's hurry: while the machine is busy, the programs of the hall go first."""

from __future__ import annotations

import os
import sys

NICER = 10
"""How much the process steps back, on POSIX; 19 is as far as it goes, and would never end on a machine that is full."""


def step_back() -> None:
    """Give this process, until it ends, a lower priority than the hall's programs have.

    Only for commands that read: one that steps back while it holds a lock holds up whoever waits for it.
    """
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32")
        below_normal = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS
        kernel.SetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess()), below_normal)
    else:
        os.nice(NICER)
