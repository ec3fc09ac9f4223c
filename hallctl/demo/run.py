"""One demonstration from its temporary folder to its last word."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hallctl.demo.processes import begin_probe, ended_by_signals, screen_area
from hallctl.demo.temporary import write_hall

OUTPUT = Path("demo-output")


def run_demo(*, keep: bool, tell: Callable[[str], None]) -> tuple[int, dict[str, Any]]:
    """Show the hall in windows, or play it without a screen; returns the exit code and a document about it.

    ``tell`` is given the account line by line. The folder is removed at the end unless ``keep``.
    """
    started = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="hall-demo-"))
    tell(f"A temporary hall, always open, in {folder}" + ("" if keep else " (removed at the end)"))
    try:
        with ended_by_signals():
            code, document = _show_or_play(folder, tell)
    except KeyboardInterrupt:
        code, document = 0, {"ended": "by the keyboard"}
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=sys.platform == "win32")  # Windows may still hold a log open
    document["seconds"] = round(time.monotonic() - started, 1)
    return code, document


def _show_or_play(folder: Path, tell: Callable[[str], None]) -> tuple[int, dict[str, Any]]:
    probe = begin_probe()
    hall = write_hall(folder)
    area = screen_area(probe)
    if area is not None:
        from hallctl.demo.windows import show_windows

        return show_windows(hall, area, tell), {"ended": "windows closed"}
    from hallctl.demo.play import DemoPlay

    tell("There is no screen: the same programs run without one and are used through their own buttons.\n")
    outcome = DemoPlay(hall, OUTPUT, tell).perform()
    tell("")
    if outcome.pictures:
        tell("Pictures: " + ", ".join(str(picture) for picture in outcome.pictures))
    if outcome.good:
        tell(f"The number taken, printed, called and shown is one and the same: {outcome.taken}.")
        return 0, outcome.document()
    document = outcome.document()
    seen = ", ".join(f"{place} {document[place] or 'nothing'}" for place in ("taken", "printed", "called", "shown"))
    tell(f"The demonstration failed: {outcome.trouble or 'the numbers differ'}\nSeen: {seen}.")
    return 1, document
