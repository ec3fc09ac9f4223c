"""What a form says above its buttons: what is wrong with an answer, or that it is waited for what became of them."""

from __future__ import annotations

from PySide6.QtCore import Signal

from qtkit.desk.panel import NoticeLine
from qtkit.timers import single_shot

_WAITING_MS = 1_000
"""What takes less needs no word."""


class FormLine(NoticeLine):
    """One sentence, or nothing; ``field`` is the name of the one that it is about, empty for another reason.
    ``changed`` when it needs another place."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(40, lines=2, name="form-error")
        self.field = ""
        self._waiting = ""
        self._timer = single_shot(self, self._on_long, _WAITING_MS)

    def show_error(self, sentence: str, field: str = "") -> None:
        """Says what is wrong; nothing when ``sentence`` is empty."""
        self.field = field
        self._show(sentence, "error")

    def wait(self, sentence: str) -> None:
        """Says ``sentence`` once the wait is a long one."""
        self.show_error("")
        self._waiting = sentence
        self._timer.start()

    def tell(self, sentence: str) -> None:
        """Says what else there is to say of the wait."""
        self._show(sentence, "warn")

    def _on_long(self) -> None:
        self._show(self._waiting, "warn")

    def _show(self, sentence: str, tone: str) -> None:
        self._timer.stop()
        self.say(sentence, tone)
        self.setVisible(bool(sentence))
        self.changed.emit()
