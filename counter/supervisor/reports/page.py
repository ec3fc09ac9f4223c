"""The page Laporan: the reports, the period, the report itself, and the file that is made of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.desk.state import DeskNotice
from counter.supervisor.keys import bind
from counter.supervisor.reports.choice import ReportChoice
from counter.supervisor.reports.choosing_bar import (
    AFTER_SHORTCUT,
    BEFORE_SHORTCUT,
    MORE_SHORTCUT,
    PRINT_SHORTCUT,
    SHEET_SHORTCUT,
    ChoosingBar,
)
from counter.supervisor.reports.files_wanted import FilesWanted
from counter.supervisor.reports.kind_list import KindList, kind_looks
from counter.supervisor.reports.making_bar import OPEN_SHORTCUT, MakingBar
from counter.supervisor.reports.periods_wanted import PeriodsWanted
from counter.supervisor.reports.report_panel import ReportPanel
from counter.supervisor.reports.texts import ready_text
from counter.supervisor.reports.wanted import ReportView, Wanted
from counter.supervisor.state import SupervisorState, Tab
from counter.supervisor.tab_page import TabPage
from hall.figures import Period
from hall.translator import Translator
from qtkit.desk.buttons import DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.panel import Divider, Panel
from qtkit.theme.tokens import Colours

PLANS_SHORTCUT = "Ctrl+Shift+R"
_PLANNED = ("activity", "obstacles")
"""Reports with plans in them."""
_LIST, _NARROW_LIST, _NARROW, _LOW = 250, 196, 1100, 480


class ReportsPage(TabPage):
    """Shows a ReportView. ``report_wanted`` carries a Wanted, ``watched`` whether the page is on the screen,
    ``file_wanted`` and ``print_wanted`` a FileWish of the report that is shown; ``making`` says what is wanted of a
    file then; ``plans_wanted`` carries the Tab on which plans are written."""

    report_wanted = Signal(object)
    watched = Signal(bool)
    file_wanted = Signal(object)
    print_wanted = Signal(object)
    plans_wanted = Signal(str)
    more_keys = (("Esc", "supervisor.reports_cancel"),)

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._choice = ReportChoice(translate)
        self.list = KindList()
        self.note = Label(13, 500, Colours.DESK_TEXT2, lines=4, height_px=54, name="reports-note")
        self.plans = DeskButton("reports-plans", "calendar-plus", PLANS_SHORTCUT, height=44, icon_px=18)
        self.plans.set_shortcut_shown(False)
        self.choosing = ChoosingBar(translate)
        self.panel = ReportPanel(translate)
        self.making = MakingBar(translate)
        self.periods = PeriodsWanted(self._choice, self.choosing)
        self.files = FilesWanted(self._choice, self.choosing, self.making, translate)
        self._side = Panel()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        note = pack(QVBoxLayout(), Divider(Colours.DESK_LINE), 4, self.note, margins=(20, 0, 20, 0), spacing=6)
        plans = pack(QVBoxLayout(), self.plans, margins=(12, 0, 12, 0))
        pack(QVBoxLayout(self._side), (self.list, 1), plans, note, margins=(0, 10, 0, 14), spacing=8)
        self._right = pack(QVBoxLayout(), self.choosing, (self.panel, 1), self.making, spacing=14)
        self._whole = pack(QHBoxLayout(self), self._side, (self._right, 1), margins=(16, 14, 16, 14), spacing=14)

    def _connect(self) -> None:
        bar, making = self.choosing, self.making
        self.list.moved.connect(self._want)
        self.list.entered.connect(self.panel.focus_document)
        self.periods.chosen.connect(self._on_period)
        self.periods.done.connect(self._focus_list)
        self.periods.ends_missing.connect(self.begin_to_find)
        self.periods.wrong.connect(self.panel.say_wrong_period)
        bar.left.connect(self._focus_list)
        bar.period.textChanged.connect(self.panel.forget_wrong_period)
        bar.agency_chosen.connect(self._on_agency)
        self.files.file_wanted.connect(self.file_wanted)
        self.files.print_wanted.connect(self.print_wanted)
        self.plans.clicked.connect(lambda: self.plans_wanted.emit(Tab.OBSTACLES.value))
        self.panel.again.clicked.connect(self._begin_reading)
        for keys, act, code in (
            (BEFORE_SHORTCUT, bar.before.click, "before"),
            (AFTER_SHORTCUT, bar.after.click, "after"),
            (SHEET_SHORTCUT, bar.sheet.click, "xlsx"),
            (MORE_SHORTCUT, bar.open_menu, "more"),
            (OPEN_SHORTCUT, making.open.click, "open"),
            (PRINT_SHORTCUT, bar.print.click, "print"),
            (PLANS_SHORTCUT, self.plans.click, "plans"),
        ):
            bind(self, keys, act, f"supervisor.reports_{code}")

    @property
    def first(self) -> QWidget:
        return self.list

    @property
    def wanted(self) -> Wanted | None:
        """What is chosen."""
        return self._choice.wanted

    @Slot()
    def begin_to_find(self) -> None:
        self.choosing.period.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_on_paper(self) -> None:
        self.choosing.pdf.click()

    def status_text(self) -> str:
        view = self.files.view
        return "" if view is None else ready_text(view.wanted.period, view.days, self._translate)

    def show_state(self, state: SupervisorState) -> None:
        self._choice.floor = state.view
        if state.view is None:
            return
        translate = self._translate
        self.list.show_looks(kind_looks(translate))
        self.list.setAccessibleName(translate("supervisor.tab_reports"))
        self.note.show_text(translate("supervisor.reports_note"))
        self.plans.show_caption(translate("supervisor.reports_plans"))
        self.making.show_names()
        if self.wanted is None:
            self.list.setCurrentIndex(self.list.rows.index(0))
        self._want()

    @Slot(object)
    def show_report(self, view: ReportView) -> None:
        """Shows a report that was read."""
        if view.wanted == self.wanted:
            self.files.view, self.files.reading = view, False
            self.panel.show_view(view, self._choice.agency_alone(view))
            self.files.offer()
            self.status_changed.emit()

    @Slot(object)
    def show_trouble(self, notice: DeskNotice) -> None:
        """Says why there is no other report; the one that is shown can be made into files again, under its own name."""
        self.files.reading = False
        self.panel.show_trouble(notice)
        self.files.offer()

    def _want(self, *, period: Period | None = None, agency: str | None = None) -> None:
        """Asks for what is chosen now, where that is something else than before."""
        choice, before = self._choice, self.wanted
        if choice.floor is None:
            return
        wanted = choice.choose(self.list.chosen, period=period, agency=agency)
        self.choosing.show_period(wanted.period, choice.today)
        self.choosing.show_agencies(choice.agencies, wanted.agency)
        self.plans.setVisible(wanted.key in _PLANNED)
        if wanted != before and wanted.key:
            self._begin_reading()
        else:
            self.files.offer()

    @Slot()
    def _begin_reading(self) -> None:
        """Nothing can be made of the report that goes, and what was said of its file goes with it."""
        self.files.reading = True
        self.panel.show_reading()
        if not self.making.making:
            self.making.leave()
        self.files.offer()
        self.report_wanted.emit(self.wanted)

    @Slot()
    def _focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(object)
    def _on_period(self, period: Period) -> None:
        self._want(period=period)

    @Slot(str)
    def _on_agency(self, agency: str) -> None:
        self._want(agency=agency)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.watched.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.watched.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.making.making:
            self.making.stopped.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.making.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        self._side.setFixedWidth(_LIST if self.width() >= _NARROW else _NARROW_LIST)
        small = self.height() < _LOW
        edge = 8 if small else 14
        self._whole.setContentsMargins(16, edge, 16, edge)
        self._right.setSpacing(edge)
        self.choosing.set_small(small)
        self.panel.set_small(small)
