"""How a kiosk ends when the staff ask for it: to start again, or to be left."""

from __future__ import annotations

import os
import sys
from enum import IntEnum


class Ending(IntEnum):
    """The exit codes that say what is to follow; the units in ``assets/deploy`` know them."""

    LEFT = 10
    """The staff left the program: nobody starts it again."""
    RESTART = 75
    """It is to start again at once (EX_TEMPFAIL of sysexits.h)."""


def start_again(code: int) -> int:
    """Runs this program once more in its own process when ``code`` asks for it and no service manager does; else
    returns ``code``."""
    if code == Ending.RESTART and "NOTIFY_SOCKET" not in os.environ:
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - its own command line
    return code
