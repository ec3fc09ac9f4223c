"""Ctrl+C at a process that a test starts."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def heard_ctrl_c() -> Iterator[None]:
    """A run of the tests in the background of a script ignores Ctrl+C, and every process that it starts would too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
