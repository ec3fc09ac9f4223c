"""Whether this board can be read from its farthest seat: what ``--check`` finds, for the board that runs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Signal, Slot

from display.board_texts import BoardTexts, board_texts
from display.readability import too_small
from hall.structure import BoardSetup, HallStructure
from hall.translator import Translator
from qtkit.timers import single_shot


@dataclass(frozen=True, slots=True)
class BoardInHall:
    """All that the answer hangs on. ``structure`` is None until the hall was read: then the usual texts are tried, in
    ``counters`` cells; ``zone`` is empty for the whole hall."""

    size: QSize
    diagonal_inch: float
    distance_m: float
    setup: BoardSetup
    zone: str
    counters: int
    structure: HallStructure | None


class SizeCheck(QObject):
    """Measures after the paint that is due, and only when something has changed: widths of letters take some 10 ms."""

    changed = Signal(bool)
    """Whether the board is too small for its hall."""

    def __init__(self, translate: Translator, parent: QObject) -> None:
        super().__init__(parent)
        self._translate = translate
        self._board: BoardInHall | None = None
        self.small = False
        self._soon = single_shot(self, self._measure)

    def ask(self, board: BoardInHall) -> None:
        """Another size, setup or hall, or the same."""
        if board != self._board:
            self._board = board
            self._soon.start(0)

    @Slot()
    def _measure(self) -> None:
        board = self._board
        if board is None:
            return
        texts = (
            board_texts(board.structure, board.zone, board.setup.agencies, self._translate.language)
            if board.structure is not None
            else BoardTexts(counters=board.counters)
        )
        small = too_small(board.size, board.setup, board.diagonal_inch, board.distance_m, texts, self._translate)
        if small != self.small:
            self.small = small
            self.changed.emit(small)
