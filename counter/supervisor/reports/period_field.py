"""The period in words; with the keyboard in it, it is typed as 2026-11 or 2026-Q4."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from hall.figures import Period
from qtkit.desk.typing_field import TypingField
from qtkit.paint import fit_font
from qtkit.tips import set_tip

_PX, _LEAST_PX, _WEIGHT = 18, 13, 800
_LEAST, _WIDE, _HEIGHT = 130, 220, 40
"""Pixels; wide enough for every period, so that nothing beside it moves when another one is shown."""
_SIDE = 14


class PeriodField(TypingField):
    """``typed`` carries a text, ``left`` comes by Esc or when nothing was changed."""

    typed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reports-period")
        self._name, self._code = "", ""
        self.setProperty("plain", True)
        self.setFixedHeight(_HEIGHT)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.returnPressed.connect(self._on_return)

    def show_period(self, period: Period, name: str, spoken: str) -> None:
        """Shows a period by its name; ``spoken`` says what can be typed, too."""
        if (name, period.text) != (self._name, self._code):
            self._name, self._code = name, period.text
            self.setText(period.text if self.hasFocus() else name)
            if self.hasFocus():
                self.selectAll()
        self.setAccessibleName(spoken)
        set_tip(self, spoken)
        self._fit()

    def set_height(self, height: int) -> None:
        """Sets the height of the field."""
        self.setFixedHeight(height)

    @Slot()
    def _on_return(self) -> None:
        text = self.text().strip()
        if text == self._code:
            self.left.emit()
        else:
            self.typed.emit(text)

    def _fit(self) -> None:
        shown = self._code if self.hasFocus() else self._name
        self.setFont(fit_font(shown, self.width() - 2 * _SIDE - 4, _PX, _WEIGHT, min_px=_LEAST_PX))

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setText(self._code)
        self._fit()
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.setText(self._name)
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._code:
            self.setText(self._code)
            self.selectAll()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        self._fit()
