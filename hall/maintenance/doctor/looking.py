"""Looks side by side, each with its time: one that fails or hangs costs its own answer and nothing else."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from hall.errors import HallError
from hall.maintenance.doctor.facts import Missed

Look = Callable[[], Any]
LIMIT = 8.0
"""Seconds for one round of looks; a server that does not answer is given up after five (``connect_timeout``)."""


def look_all(
    looks: Mapping[str, Look], limit: float = LIMIT, on_bug: Callable[[str], object] | None = None
) -> dict[str, Any]:
    """What each look answers, ``Missed`` for one that raised or took more than ``limit`` seconds; ``on_bug`` gets the
    traceback of an error that nobody expected.

    A thread that hangs is left behind: it is a daemon, and the program ends without it.
    """
    answers: dict[str, Any] = {}
    threads = {
        name: threading.Thread(target=_look, args=(name, look, answers, on_bug), name=f"look at {name}", daemon=True)
        for name, look in looks.items()
    }
    for thread in threads.values():
        thread.start()
    end = time.monotonic() + limit
    for thread in threads.values():
        thread.join(max(0.0, end - time.monotonic()))
    late = Missed(f"it took longer than {round(limit, 1):g} s", late=True)
    return {name: answers.get(name, late) for name in looks}


def _look(name: str, look: Look, answers: dict[str, Any], on_bug: Callable[[str], object] | None) -> None:
    try:
        answers[name] = look()
    except (HallError, OSError) as error:
        answers[name] = Missed(str(error))
    except Exception as error:  # whatever a machine answers, the other looks are told
        if on_bug is not None:
            on_bug(f"the look at {name} failed\n{''.join(traceback.format_exception(error))}\n")
        answers[name] = Missed(f"{type(error).__name__}: {error}")
