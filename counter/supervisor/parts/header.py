"""The dark band on top: the hall, the pages, who looks, date and time."""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from counter.supervisor.state import SupervisorState, Tab
from counter.supervisor.texts import hall_time
from hall.dates import clock_text, date_text, short_date_text
from hall.translator import Translator
from qtkit.desk.bars import HEIGHT, LANGUAGE_SHORTCUT, bar_button
from qtkit.desk.label import Label
from qtkit.desk.layout import Stretch, pack
from qtkit.desk.look_list import BY_KEYBOARD
from qtkit.desk.panel import Divider, Icon
from qtkit.paint import draw_capitals, fill_rounded, fit_or_cut, ring_rounded, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours, with_alpha
from qtkit.tips import set_tip
from qtkit.widgets.brand import BrandMark
from qtkit.widgets.entering import enters

SIGN_OUT_SHORTCUT = "F12"
TAB_SHORTCUT = "Ctrl+{}"
"""A tab's shortcut by its place, from 1 on."""
_ANY = 16_777_215
"""Qt's own limit of a width, which is none."""


class TabButton(QAbstractButton):
    """The name of a page; the one that is shown is checked."""

    access_role = QAccessible.Role.PageTab

    def __init__(self, tab: Tab) -> None:
        super().__init__()
        self.tab = tab
        self._ringed = False
        self.setObjectName(f"tab-{tab.value}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, shortcut: str) -> None:
        """Shows the name; its shortcut is said."""
        if text != self.text():
            self.setText(text)
            self.updateGeometry()
            self.update()
        self.setAccessibleName(f"{text} ({shortcut})")
        set_tip(self, shortcut)

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(text_width(self.text(), font(14, 700))) + 28, 36)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def nextCheckState(self) -> None:
        """The page decides what is checked."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ringed = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.click() if enters(event) else super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        rect = QRectF(self.rect())
        on = self.isChecked()
        if on or self.underMouse():
            fill_rounded(painter, rect, 8, Colours.WHITE if on else Colours.ACCENT_FILL)
        if self.hasFocus() and self._ringed:
            ring_rounded(painter, rect.adjusted(1, 1, -1, -1), 8, Colours.AMBER, 2)
        ink = Colours.TELUK800 if on else Colours.WHITE
        middle, centre = rect.center().x(), Qt.AlignmentFlag.AlignHCenter
        draw_capitals(painter, self.text(), font(14, 700), middle, self.height() / 2, align=centre, ink=ink)


class TabRow(QWidget):
    """The tabs next to each other; one alone is shown too, as the name of the page. ``chosen`` carries a Tab."""

    chosen = Signal(str)
    access_role = QAccessible.Role.PageTabList

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self.buttons = {tab: TabButton(tab) for tab in Tab}
        pack(QHBoxLayout(self), *self.buttons.values(), margins=(0, 0, 0, 0), spacing=4)
        for button in self.buttons.values():
            button.clicked.connect(self._on_clicked)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_tabs(self, tabs: tuple[Tab, ...], shown: Tab) -> None:
        """Shows ``tabs``, the one ``shown`` as the present one."""
        for tab, button in self.buttons.items():
            place = tabs.index(tab) + 1 if tab in tabs else 0
            button.setVisible(bool(place))
            if place:
                button.show_text(self._translate(f"supervisor.tab_{tab.value}"), TAB_SHORTCUT.format(place))
                button.setChecked(tab is shown)

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, TabButton):
            self.chosen.emit(button.tab.value)

    def text(self) -> str:
        """All names: what the width depends on."""
        return " ".join(button.text() for button in self.buttons.values())


class Header(QWidget):
    """The band. ``language_requested`` and ``sign_out_requested`` when their buttons are pressed, ``tab_chosen`` with
    the tab whose name is."""

    language_requested = Signal()
    sign_out_requested = Signal()
    tab_chosen = Signal(str)

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._day = "", ""
        self._fitted: tuple[object, ...] = ()
        self.setFixedHeight(HEIGHT)
        self._title = Label(20, 800, Colours.WHITE, min_px=15, floor_px=80)
        self._hall = Label(14, 600, Colours.WHITE, lines=2, height_px=34, name="hall-name")
        self.tabs = TabRow(translate)
        self._person = Icon("account", 18, Colours.WHITE)
        self._name = Label(14, 600, Colours.WHITE, lines=2, height_px=34, floor_px=96, name="person")
        self.language_button = bar_button("language-button", "translate")
        self.sign_out_button = bar_button("sign-out-button", "logout", SIGN_OUT_SHORTCUT)
        self._date = Label(14, 600, Colours.WHITE, align=Qt.AlignmentFlag.AlignRight, name="date")
        self._clock = Label(20, 800, Colours.WHITE, tabular=True, align=Qt.AlignmentFlag.AlignRight, name="clock")
        self._clock.reserve("00.00")
        self.language_button.clicked.connect(self.language_requested)
        self.sign_out_button.clicked.connect(self.sign_out_requested)
        self.tabs.chosen.connect(self.tab_chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        self._divider = Divider(with_alpha(Colours.WHITE, 0.25), 1, 24)
        self._row = pack(
            QHBoxLayout(self),
            BrandMark(34),
            self._title,
            self._divider,
            self._hall,
            10,
            self.tabs,
            Stretch(),
            self._person,
            self._name,
            pack(QHBoxLayout(), self.language_button, self.sign_out_button, spacing=4),
            self._date,
            4,
            self._clock,
            margins=(16, 0, 16, 0),
            spacing=12,
        )

    def show_state(self, state: SupervisorState) -> None:
        """Shows where it is and who looks."""
        translate, view = self._translate, state.view
        self._title.show_text(translate("supervisor.title"))
        self.tabs.show_tabs(state.tabs, state.tab)
        self.tabs.setVisible(view is not None)
        self._hall.show_text(view.hall.name if view is not None else "")
        self._name.show_text(state.user)
        self._name.setAccessibleName(translate("supervisor.person_spoken", name=state.user))
        following = translate.following()
        spoken = f"{following.invitation} ({LANGUAGE_SHORTCUT})"
        self.language_button.show_caption(following.name, spoken=spoken)
        set_tip(self.language_button, spoken)
        self.sign_out_button.show_caption(translate("supervisor.sign_out"))
        self.fit()

    def show_time(self, now: datetime | None) -> None:
        """Shows the hall's date and time (in the hall's zone); None before they are known."""
        day = ("", "") if now is None else (date_text(now, self._translate), short_date_text(now, self._translate))
        self._clock.show_text("" if now is None else clock_text(now, self._translate))
        if day != self._day:
            self._day = day
            self.fit()

    def fit(self) -> None:
        """Leaves the buttons' signs out where room is short, then the weekday's whole name and the shortcut, which its
        button's name keeps, then the person, the hall and the date; to be called when a text has changed."""
        buttons = self.language_button, self.sign_out_button
        texts = (self._title, self._hall, self._name, self.tabs, *buttons)
        needs = self.width(), *(part.text() for part in texts)
        if (*needs, self._day) == self._fitted:
            return
        self._fitted = (*needs, self._day)
        for label in (self._name, self._hall):
            label.setMaximumWidth(_ANY)
        for button in buttons:
            button.set_icon_shown(True)
        self.sign_out_button.set_shortcut_shown(True)
        self._date.show_text(self._day[0])
        self._date.show()
        self._show(person=bool(self._name.text()), hall=bool(self._hall.text()))
        if self._wanted() > self.width():
            for button in buttons:
                button.set_icon_shown(False)
        if self._wanted() > self.width():
            self._date.show_text(self._day[1])
        if self._wanted() > self.width():
            self.sign_out_button.set_shortcut_shown(False)
        if self._wanted() > self.width() and not self._squeezed(self._name):
            self._show(person=False, hall=bool(self._hall.text()))
        if self._name.isHidden() and self._wanted() > self.width() and not self._squeezed(self._hall):
            self._show(person=False, hall=False)
        if self._wanted() > self.width():
            self._date.hide()  # the machine says it too; the tabs and the hall's time stay

    def _squeezed(self, label: Label) -> bool:
        """Whether the text of ``label`` is whole on two lines in what the others leave; it gets that room then."""
        room = self.width() - self._wanted() + label.sizeHint().width()
        if fit_or_cut(label.text(), max(0, room), 14, 600, lines=2, height=34).cut:
            return False
        label.setMaximumWidth(room)
        return True

    def _show(self, *, person: bool, hall: bool) -> None:
        for part, shown in ((self._person, person), (self._name, person), (self._divider, hall), (self._hall, hall)):
            part.setVisible(shown)

    def _wanted(self) -> int:
        self._row.activate()
        return self._row.sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Colours.TELUK800)


def local_time(state: SupervisorState, now: datetime) -> datetime | None:
    """``now`` in the hall's zone, None while that is not known."""
    return hall_time(now, state.view) if state.view is not None else None
