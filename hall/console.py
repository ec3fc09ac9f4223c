"""Lines for whoever started a program in a terminal. A program of Windows' desktop has none: then they go nowhere."""

from __future__ import annotations

import sys
from contextlib import suppress


def tell(*lines: str) -> None:
    """Write the lines to stderr, where there is one."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):  # a terminal that was closed meanwhile
            sys.stderr.write("".join(f"{line}\n" for line in lines))
