"""A supervisor's program in a process of its own, offscreen, that writes down what it painted.

    python -m benchmarks.supervisor_process JOURNAL --config FILE --station NAME

Each line of the journal is ``[seconds, done]``: when the figures were painted, by ``time.time()``, and how many visits
they said are done.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Slot


class Journal(QObject):
    """Signs a supervisor in as soon as the store is open, and writes each paint of the figures."""

    def __init__(self, path: Path, app: Any) -> None:
        super().__init__()
        self._app = app
        self._file = path.open("a", encoding="utf-8", buffering=1)
        app.presenter.link.opened.connect(self.on_opened)

    @Slot()
    def on_opened(self) -> None:
        """As if somebody had typed the PIN."""
        app = self._app
        app.presenter.link.read(lambda reader: reader.staff.find("rina"), self.on_user, self.on_failed)

    def on_user(self, user: Any) -> None:
        """The window is there: watch its figures."""
        self._app.supervise(user)
        for card in self._app.supervising.window.page.figures.cards.values():
            card.installEventFilter(self)

    def on_failed(self, error: Exception) -> None:
        """Nobody can look."""
        raise error

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            view = self._app.supervising.presenter.state.view
            if view is not None:
                self._file.write(json.dumps([time.time(), view.figures.done]) + "\n")
        return False


def main() -> int:
    """Run the program until it is ended."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter.app import CounterApp

    app = CounterApp(["--supervisor", *sys.argv[2:]])
    journal = Journal(Path(sys.argv[1]), app)
    code = app.run()
    del journal
    return code


if __name__ == "__main__":
    sys.exit(main())
