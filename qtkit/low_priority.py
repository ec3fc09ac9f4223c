"""Threads that leave the machine to others: what is made in them is wanted, but nobody stands in front of it."""

from __future__ import annotations

import logging
import os
import sys
import threading

from PySide6.QtCore import QThread

log = logging.getLogger(__name__)
_NICE = 10
"""Linux gives such a thread a tenth of what it gives an ordinary one that wants to run too."""


def give_way() -> None:
    """The thread that calls this runs after ordinary ones from now on; that holds for this thread alone."""
    if sys.platform == "linux":
        try:
            # Linux keeps this for each thread, whatever POSIX says of processes (setpriority(2), NOTES).
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        except OSError as error:
            log.warning("a thread keeps its priority: %s", error)
    else:
        QThread.currentThread().setPriority(QThread.Priority.LowPriority)
