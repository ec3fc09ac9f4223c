"""A case on the window: its picture, what was painted, and what can be touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from hall.translator import Translator
from kiosk.screen import Screen
from kiosk.stage import PageSlide
from kiosk.widgets.notice_bar import NoticeBar
from kiosk.window import KioskWindow
from qtkit.theme.scale import Scale
from qtkit.widgets.focus import FocusRing
from tools.access.cases import Case, Size
from tools.access.painted import Painted, painting


@dataclass(frozen=True, slots=True)
class Seen:
    """Something painted that can be seen, and which share of it, 0 to 1, something else lies over."""

    painted: Painted
    covered: float


class Shown:
    """One case, shown: its picture and what was painted, and, when it is asked for, both of the moment when all that
    can be touched is pressed. What is asked of it is looked for once, while the window shows the case."""

    def __init__(self, window: KioskWindow, case: Case) -> None:
        self.window, self.case = window, case
        self._over_widgets: dict[QWidget, list[QRect]] = {}
        with painting(window) as painted:
            self.image = _picture(window)
        self._painted = painted

    @cached_property
    def _pressed(self) -> tuple[QImage, list[Painted]]:
        with _all_down(self.touched), painting(self.window) as pressed:
            image = _picture(self.window)
        return image, pressed

    @property
    def pressed_image(self) -> QImage:
        """The picture while all is pressed."""
        return self._pressed[0]

    @property
    def scale(self) -> Scale:
        """True pixels a millimetre."""
        return self.case.size.scale

    @cached_property
    def over(self) -> QWidget | None:
        """What lies over the whole page, and takes all touches; None for nothing."""
        whole, page = self.window.rect(), self.window.current_page
        above = (one for one in reversed(_children(self.window)) if one is not page)
        return next((one for one in above if one.geometry() == whole), None)

    def _counts(self, widget: QWidget) -> bool:
        """Whether a widget is part of what can be used now."""
        return self.over is None or self.over is widget or self.over.isAncestorOf(widget)

    @cached_property
    def touched(self) -> list[QAbstractButton]:
        """What can be touched now."""
        found = self.window.findChildren(QAbstractButton)
        return [one for one in found if one.isVisible() and one.isEnabled() and self._counts(one)]

    @cached_property
    def controls(self) -> list[QAbstractButton]:
        """What of it is reached by Tab."""
        return [one for one in self.touched if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    @cached_property
    def seen(self) -> list[Seen]:
        """Texts and icons that are part of what can be used now, and not covered as a whole."""
        return list(self._seen(self._painted))

    @cached_property
    def seen_pressed(self) -> list[Seen]:
        """The same while all is pressed."""
        return list(self._seen(self._pressed[1]))

    def _seen(self, painted: list[Painted]) -> Iterator[Seen]:
        for one in painted:
            if one.text.strip() and one.rect.isValid() and self._counts(one.widget):
                if not isinstance(one.widget, NoticeBar) and self.is_under_notice(one.rect):
                    continue
                covered = self._covered(one)
                if covered < 1.0:
                    yield Seen(one, covered)

    def place(self, widget: QWidget) -> QRect:
        """Where a widget is in the window, in pixels."""
        return QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size())

    def is_under_notice(self, rect: QRectF) -> bool:
        """Whether the notice bar lies over it, in part too: it goes by itself after 8 s and lets touches through."""
        bar = self.window.frame.notice_bar
        return bar.isVisible() and QRectF(self._ground(bar)).intersects(rect)

    def _covered(self, one: Painted) -> float:
        """Which share of a text or icon something else lies over, 0 to 1, by fifteen points of it."""
        if one.widget not in self._over_widgets:
            self._over_widgets[one.widget] = list(self._above(one.widget))
        near = [ground for ground in self._over_widgets[one.widget] if ground.intersects(one.rect.toAlignedRect())]
        if not near:
            return 0.0
        points = [_point(one.rect, x, y) for x in (0.02, 0.25, 0.5, 0.75, 0.98) for y in (0.05, 0.5, 0.95)]
        return sum(any(ground.contains(point) for ground in near) for point in points) / len(points)

    def _above(self, widget: QWidget) -> Iterator[QRect]:
        """Where buttons lie on ``widget``, and what is painted after it."""
        below: QWidget | None = None
        one: QWidget | None = widget
        while one is not None:
            children = _children(one)
            if below is None:
                yield from (self._ground(child) for child in children if isinstance(child, QAbstractButton))
            elif below in children:
                yield from map(self._ground, children[children.index(below) + 1 :])
            below, one = one, one.parentWidget()

    def _ground(self, widget: QWidget) -> QRect:
        """Where a widget paints its ground: around that of the notice bar is its shadow."""
        margin = widget.margin() if isinstance(widget, NoticeBar) else 0
        return self.place(widget).adjusted(margin, margin, -margin, -margin)


class Stage:
    """A window on one screen. Show cases of a size one after the other, then ``close`` it: looks are the program's."""

    def __init__(self, size: Size, now: datetime) -> None:
        self._now = now
        self.window = KioskWindow(Translator(), size.scale, motion=False)
        self.window.resize(size.width, size.height)
        self.window.show()

    def show(self, case: Case) -> Shown:
        """Shows a case."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            QApplication.processEvents()  # without the keyboard nothing has a ring
        self.window.show_screen(case.screen)
        self.window.show_time(self._now)
        return Shown(self.window, case)

    def close(self) -> None:
        """The window as a new visitor finds it, and gone."""
        self.window.show_screen(Screen())
        self.window.close()
        self.window.deleteLater()


def _picture(window: QWidget) -> QImage:
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@contextmanager
def _all_down(controls: list[QAbstractButton]) -> Iterator[None]:
    for control in controls:
        control.setDown(True)
    try:
        yield
    finally:
        for control in controls:
            control.setDown(False)


def _children(parent: QWidget) -> list[QWidget]:
    """The visible children that paint a ground, the topmost last."""
    found = [one for one in parent.children() if isinstance(one, QWidget) and one.isVisible()]
    return [one for one in found if not isinstance(one, FocusRing | PageSlide)]


def _point(rect: QRectF, across: float, down: float) -> QPoint:
    return QPointF(rect.left() + rect.width() * across, rect.top() + rect.height() * down).toPoint()
