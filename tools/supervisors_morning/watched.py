"""``python -m tools.supervisors_morning.watched FILE OPTIONS``: the counter's program, which writes into FILE whenever
another part of a window gets the keyboard. A person sees it by its ring; whoever presses keys by xdotool reads it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from counter.app import CounterApp
from qtkit.start import run_program


def watched(options: list[str], file: Path) -> CounterApp:
    """The program, watched."""
    app = CounterApp(options)

    def tell(_before: QWidget | None, now: QWidget | None) -> None:
        file.write_text("" if now is None else now.objectName() or type(now).__name__, "utf-8")

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(tell)
    return app


if __name__ == "__main__":
    told, options = Path(sys.argv[1]), sys.argv[2:]
    raise SystemExit(run_program("counter", lambda: watched(options, told), options))
