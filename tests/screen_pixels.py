"""What really stands on the screen: not what a widget would paint when asked, but what it has painted."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def on_screen(qtbot: QtBot, window: QWidget) -> QImage:
    """The pixels of ``window`` on the screen, once everything asked for is painted."""
    settle(qtbot)
    shot = window.screen().grabWindow(window.winId())
    return shot.toImage().convertToFormat(QImage.Format.Format_RGB32)


def whole(qtbot: QtBot, window: QWidget) -> QImage:
    """The pixels of ``window`` once all of it was painted again."""
    for widget in (window, *window.findChildren(QWidget)):
        widget.update()
    return on_screen(qtbot, window)


def settle(qtbot: QtBot) -> None:
    """Lets layouts and repaints happen that were asked for."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qtbot.wait(1)


_TOLERANCE = 96
"""Of 255: the edges of large letters come out differently when Qt paints only a part of them, by up to 79."""


def differing(one: QImage, other: QImage) -> str:
    """Where two pictures differ, '' when nowhere: a rectangle around it."""
    if one.size() != other.size():
        return f"{one.size()} {other.size()}"
    found = [
        (x, y)
        for y in range(one.height())
        if one.constScanLine(y) != other.constScanLine(y)
        for x in range(one.width())
        if one.pixel(x, y) != other.pixel(x, y) and _apart(one.pixelColor(x, y), other.pixelColor(x, y)) > _TOLERANCE
    ]
    if not found:
        return ""
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return f"{len(found)} pixels in {min(xs)},{min(ys)} to {max(xs)},{max(ys)}"


def _apart(one: QColor, other: QColor) -> int:
    pairs = (one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue())
    return max(abs(left - right) for left, right in pairs)


class Painted(QObject):
    """Names the classes of the widgets that are painted while it watches."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def __enter__(self) -> Painted:
        QApplication.instance().installEventFilter(self)
        return self

    def __exit__(self, *_error: object) -> None:
        QApplication.instance().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.names.append(watched.objectName() or type(watched).__name__)
        return False
