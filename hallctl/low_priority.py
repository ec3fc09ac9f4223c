"""A report is nobody's hurry: while the machine is busy, the programs of the hall go first."""

from __future__ import annotations

import os
import sys
from functools import cache

NICER = 10
"""How much the process steps back, on POSIX; 19 is as far as it goes, and would never end on a machine that is full."""
_FULL = 1.5
"""From so many that want to run for each processor on, a machine has no time that nobody needs."""


@cache
def step_back() -> None:
    """Give this process, once and until it ends, a lower priority than the hall's programs have.

    On Linux it takes only what nobody else needs (sched(7), SCHED_IDLE): a program that wakes runs at once, where it
    would wait for the end of a nice process's turn, some milliseconds. Not on a machine that is full already: there it
    would get three thousandths of a processor, and nobody but root can take that back.
    Only for commands that read: one that steps back while it holds a lock holds up whoever waits for it.
    """
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32")
        below_normal = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS
        kernel.SetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess()), below_normal)
    else:
        os.nice(NICER)
        if sys.platform == "linux" and os.getloadavg()[0] <= _FULL * (os.cpu_count() or 1):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
