"""The overview's window: one painted page on the whole screen, the periods as buttons over it, and its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from counter.overview.painting import paint_overview
from counter.overview.picture import Picture, for_paper, picture
from counter.overview.places import HEIGHT, WIDTH, places, unit
from counter.overview.presenter import OverviewState
from hall.dates import clock_text, day_text
from hall.errors import DeviceError
from hall.overview import Period
from hall.translator import Translator
from qtkit.announce import announce
from qtkit.desk.bars import LANGUAGE_SHORTCUT
from qtkit.paint import draw_capitals, rounded_path
from qtkit.print_out import Paint, PrintedPage, print_painted
from qtkit.theme.dark import worn_light
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.timers import single_shot
from qtkit.widgets.entering import enters

PRINT_SHORTCUT = "Ctrl+P"
LEAVE_SHORTCUTS = ("Esc", "F11")
_REMARK_MS = 20_000
Printing = Callable[[Paint, str], PrintedPage]


def _print_page(paint: Paint, name: str) -> PrintedPage:
    return print_painted(paint, name, landscape=True)


class PeriodButton(QAbstractButton):
    """A period; the page paints its name, it shows the focus alone."""

    def __init__(self, period: Period, parent: QWidget) -> None:
        super().__init__(parent)
        self.period = period
        self.setObjectName(f"period-{period.value}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.click() if enters(event) else super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(Colours.AMBER, 3))
            painter.drawPath(rounded_path(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10))


class OverviewWindow(QWidget):
    """Shows an OverviewState. ``period_chosen`` carries a Period's value, ``left`` when the person wants to go back."""

    access_role = QAccessible.Role.Window
    period_chosen = Signal(str)
    left = Signal()

    def __init__(self, translate: Translator, print_page: Printing = _print_page) -> None:
        super().__init__()
        self.translate, self._print_page = translate, print_page
        self._state = OverviewState()
        self._picture: Picture | None = None
        self._remark, self._failed = "", False
        self._said = single_shot(self, self._on_remark_over, _REMARK_MS)
        self.setObjectName("overview-window")
        self.setMinimumSize(round(WIDTH / 3), round(HEIGHT / 3))
        self.resize(round(WIDTH * 2 / 3), round(HEIGHT * 2 / 3))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.buttons = tuple(PeriodButton(period, self) for period in Period)
        self._bind()
        self.show_state(self._state)

    def _bind(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [(key, self.left.emit) for key in LEAVE_SHORTCUTS]
        keys += [(PRINT_SHORTCUT, self.print_out), (LANGUAGE_SHORTCUT, self._on_language_requested)]
        for place, button in enumerate(self.buttons):
            choose = partial(self.period_chosen.emit, button.period.value)
            button.clicked.connect(partial(self._on_clicked, button.period.value))
            keys.append((str(place + 1), choose))
        for key, act in keys:
            QShortcut(QKeySequence(key), self, autoRepeat=False).activated.connect(act)

    @Slot(object)
    def show_state(self, state: OverviewState) -> None:
        """Shows ``state``."""
        self._state = state
        translate, view = self.translate, state.view
        self._picture = None if view is None else picture(view, translate)
        chosen = list(Period).index(state.period)
        for place, button in enumerate(self.buttons):
            button.setChecked(place == chosen)
            period = translate(f"overview.period_{button.period.value}")
            button.setAccessibleName(translate("overview.period_spoken", period=period, key=place + 1))
        title = translate("overview.title")
        self.setWindowTitle(title if view is None else translate("overview.window_title", hall=view.hall.name))
        shown = self._picture
        self.setAccessibleName(title if shown is None else _spoken(shown, translate))
        self.update()

    @property
    def remark(self) -> str:
        """What the foot says in place of the comparison: what was printed, or that the figures are not whole."""
        state, translate = self._state, self.translate
        if self._remark:
            return self._remark
        if state.view is None:
            return ""
        if state.away_since is not None:
            return translate("overview.away", time=clock_text(state.away_since, translate))
        if state.view.period is not state.period:
            return translate("overview.counting", percent=0)
        counted = int(100 * state.view.counted)
        return "" if counted >= 100 else translate("overview.counting", percent=counted)

    @property
    def _alarming(self) -> bool:
        """Whether the remark says that something is wrong."""
        return self._failed if self._remark else self._state.away_since is not None

    @Slot()
    def print_out(self) -> None:
        """Prints the page on A4, and says where it went."""
        shown, view, translate = self._picture, self._state.view, self.translate
        if shown is None or view is None:
            return
        name = translate("overview.paper_name", day=day_text(view.now.date(), translate))
        try:
            with worn_light():
                printed = self._print_page(lambda painter, page: paint_overview(painter, page, for_paper(shown)), name)
        except DeviceError as error:
            self._say(translate("overview.not_printed", why=str(error)), failed=True)
            return
        file = printed.file
        sent = translate("overview.printed", printer=printed.printer)
        self._say(sent if file is None else translate("overview.saved", file=str(file)))

    def _say(self, remark: str, *, failed: bool = False) -> None:
        self._remark, self._failed = remark, failed
        announce(self, remark)
        self._said.start()
        self.update()

    @Slot()
    def _on_remark_over(self) -> None:
        self._remark = ""
        self.update()

    def _on_clicked(self, period: str) -> None:
        self.show_state(self._state)  # a click does not choose by itself
        self.period_chosen.emit(period)

    @Slot()
    def _on_language_requested(self) -> None:
        self.translate.language = self.translate.following().language
        self.show_state(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = QSizeF(self.size())
        scale = unit(size)
        for button, rect in zip(self.buttons, places(size).tabs, strict=True):
            at = QRectF(rect.x() * scale, rect.y() * scale, rect.width() * scale, rect.height() * scale)
            button.setGeometry(at.toRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, page = QPainter(self), QRectF(self.rect())
        if self._picture is not None:
            paint_overview(painter, page, self._picture, self.remark, alarming=self._alarming)
            return
        painter.fillRect(page, Colours.TELUK800)
        text, middle = self.translate("overview.opening"), page.center()
        used = font(36 * unit(page.size()), 600)
        draw_capitals(
            painter, text, used, middle.x(), middle.y(), align=Qt.AlignmentFlag.AlignHCenter, ink=Colours.WHITE
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # no ring before somebody works by keyboard

    def closeEvent(self, event: QCloseEvent) -> None:
        self._said.stop()
        super().closeEvent(event)
        self.left.emit()


def _spoken(shown: Picture, translate: Translator) -> str:
    return translate(
        "overview.spoken",
        period=shown.tabs[shown.chosen],
        clock=shown.clock,
        figures=shown.spoken,
        compared=shown.compared,
    )
