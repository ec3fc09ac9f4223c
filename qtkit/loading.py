"""What a program turns off before it loads its modules: work of Python and PySide that finds nothing there."""

from __future__ import annotations

import builtins
import gc
import logging

from qtkit.later import put_off
from qtkit.spare_memory import share


def load_lightly() -> None:
    """Call this first in a program's process; ``qtkit.collector`` takes the search for garbage over when it runs.

    Python searches everything that is loaded several times while it grows, and all of it stays. PySide reads the source
    of each module after its import, to find out whether it may have asked for PySide's other spellings
    (``from __feature__ import snake_case``), which nobody here does: 0.1 s of a start, and ``linecache`` keeps 20 to
    30 MB of texts (https://bugreports.qt.io/browse/PYSIDE-2029). What imported before that look came is
    ``__orig_import__``; a PySide without it is left as it is. SQLAlchemy imports asyncio, which brings TLS along, and
    uses it for connections that nobody here makes: 4 MB.
    """
    gc.disable()
    share()
    put_off("asyncio", "iscoroutine")
    if hasattr(logging, "logAsyncioTasks"):
        logging.logAsyncioTasks = False  # from Python 3.12 on each line of a log asks an asyncio that is there
    import PySide6.QtCore  # noqa: F401 - puts its look in

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
