"""The page Aula: figures, agencies, alarms and machines, with as much air as the window has."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.supervisor.changing.details import SCOPE_KEYS, DetailPanel
from counter.supervisor.changing.reading import Opened
from counter.supervisor.keys import SPACE, bind
from counter.supervisor.parts.agencies import AgencyPanel, tab_order
from counter.supervisor.parts.alarms import AlarmPanel
from counter.supervisor.parts.figures import FigureRow
from counter.supervisor.parts.stations import StationPanel
from counter.supervisor.parts.whole_hall import BREAKS_SHORTCUT, WholeHallRow
from counter.supervisor.state import SupervisorState
from counter.supervisor.tab_page import TabPage
from counter.supervisor.whole.breaks import Breaks
from counter.supervisor.whole.forms import evacuation_form
from hall.translator import Translator
from hall.views import AlarmView, FloorDetails, FloorView
from qtkit.desk.form import FormOverlay
from qtkit.desk.layout import pack

_SIDE_SHARE = 0.343
_SIDE_LEAST, _SIDE_MOST, _SMALL_SIDE = 352, 600, 280
_NARROW, _LOW = 1000, 600
"""Below this width or height all is small."""
_MIDDLING = 800
"""Below this height details leave out what their rows say too."""
_LEAST_ALARMS = 120
_ALARMS_SHARE = 0.37
"""Of the side's height, for the alarms above details: two of them have room at 1280 by 800."""


class _Side(QWidget):
    """The machines, or the details in their place; assistive technology finds what is shown."""

    access_role = QAccessible.Role.Pane


class HallPage(TabPage):
    """Shows a SupervisorState with a view."""

    more_keys = (
        ("Enter", "supervisor.keys_open"),
        (SPACE, "supervisor.keys_details"),
        ("Esc", "supervisor.keys_back"),
    )

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self.figures = FigureRow(translate)
        self.agencies = AgencyPanel(translate)
        self.alarms = AlarmPanel(translate)
        self.stations = StationPanel(translate)
        self.alarms.acted.connect(self.acted)
        self.alarms.asked.connect(self.asked)
        self.alarms.looked_for.connect(self._on_looked_for)
        self.details = DetailPanel(translate)
        self.details.hide()
        self._opened: Opened | None = None
        self._doing = ""
        self._side = _Side()
        self._translate = translate
        self._view: FloorView | None = None
        self.whole = WholeHallRow(translate)
        column = (self.alarms, 1), self.stations, self.details, self.whole
        self._side_column = pack(QVBoxLayout(self._side), *column, margins=(0, 0, 0, 0))
        self._body = pack(QHBoxLayout(), (self.agencies, 1), self._side)
        self._column = pack(QVBoxLayout(self), self.figures, (self._body, 1))
        details = (self.details.list, *self.details.buttons.values(), self.details.back)
        stops = (*tab_order(self.agencies), self.alarms.list, self.stations.list, *details, *self.whole.buttons)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self.agencies.tree.entered_row.connect(self.open_details)
        self.agencies.tree.moved.connect(self._on_moved)
        for key, keys in SCOPE_KEYS.items():
            bind(self, keys, partial(self._do_with_row, key), f"supervisor.details_key_{key}")
        self.details.left.connect(self.close_details)
        self.details.acted.connect(self.acted)
        self.details.asked.connect(self.asked)
        self._connect_whole()
        self._fit()

    def _connect_whole(self) -> None:
        self.breaks = Breaks(self._translate, self)
        self.breaks.wanted.connect(self.query_changed)
        self.breaks.read.connect(self._on_breaks_read)
        self.breaks.asked.connect(self.asked)
        self.whole.breaks_requested.connect(self.breaks.begin)
        self.whole.evacuation_requested.connect(self._on_evacuation)
        bind(self, BREAKS_SHORTCUT, self.breaks.begin, "supervisor.whole_breaks")

    def show_state(self, state: SupervisorState) -> None:
        """Shows everything; needs the state's view."""
        view = state.view
        if view is None:
            return
        self.figures.show_view(view)
        self.agencies.show_view(view)
        self.alarms.show_state(state)
        self.stations.show_view(view)
        self._view = view
        self._show_opened(view, state.tab_view)
        self._show_stations()
        self.whole.show_view(view)
        self._share_side()
        self.breaks.show_state(state)

    def _show_opened(self, view: FloorView, shown: object) -> None:
        """Shows the details of what is opened once they are read; what is gone from the hall closes them."""
        opened = self._opened
        if opened is None:
            return
        known = {("agency", one.id) for one in view.agencies}
        known |= {("service", one.id) for group in view.agencies for one in group.services}
        if (opened.scope, opened.id) not in known:
            self.close_details()
        elif isinstance(shown, FloorDetails) and (shown.scope, shown.id) == (opened.scope, opened.id):
            self.details.show_details(shown, view)
            self._show_side(details=True)
            doing, self._doing = self._doing, ""
            if doing:
                self.details.buttons[doing].click()

    @Slot(str)
    def open_details(self, key: str) -> None:
        """Shows the details of a row of the table by its key, once they are read."""
        scope, _, name = key.partition(" ")
        self._doing = ""
        self._opened = Opened(scope, name)
        self.query_changed.emit(self._opened)

    def _do_with_row(self, key: str) -> None:
        """Presses a button of the details: of those that are shown, or of the row that is lit, once they are."""
        tree, opened = self.agencies.tree, self._opened
        forms = self.window().findChildren(FormOverlay)
        if any(one.form is not None for one in forms):
            return
        if opened is not None and not self.details.isHidden() and self.details.shows(opened):
            self.details.buttons[key].click()
        elif opened is not None or tree.chosen:
            if opened is None:
                self.open_details(tree.chosen)
            self._doing = key
        else:
            tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_moved(self) -> None:
        """Details that are open are those of the row that is lit."""
        chosen = self.agencies.tree.chosen
        if self._opened is not None and chosen and chosen != f"{self._opened.scope} {self._opened.id}":
            self.open_details(chosen)

    @Slot()
    def close_details(self) -> None:
        """Shows the machines again."""
        inside = self.details.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._opened, self._doing = None, ""
        self.query_changed.emit(None)
        self._show_side(details=False)
        if inside:
            self.agencies.tree.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_side(self, *, details: bool) -> None:
        came = details and self.details.isHidden()
        self.details.setVisible(details)
        self.alarms.set_brief(details)
        self._show_stations()
        self._share_side()
        if came:
            self.details.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_stations(self) -> None:
        """The machines, where the details are not in their place and there are some to show: they are the hall's."""
        self.stations.setVisible(self.details.isHidden() and self._view is not None and bool(self._view.stations))

    @property
    def first(self) -> QWidget:
        return self.agencies.tree

    def begin_to_find(self) -> None:
        self.agencies.begin_to_find()

    @Slot(object)
    def _on_looked_for(self, alarm: AlarmView) -> None:
        if alarm.agency:
            self.agencies.look_for(alarm.agency, next(iter(alarm.services), ""))

    @Slot()
    def _on_breaks_read(self) -> None:
        self.query_changed.emit(self._opened)

    @Slot()
    def _on_evacuation(self) -> None:
        if self._view is not None and self._view.whole_hall:
            self.asked.emit(evacuation_form(self._view, self._translate))

    def _is_small(self) -> bool:
        return self.width() < _NARROW or self.height() < _LOW

    def _fit(self) -> None:
        small = self._is_small()
        self.figures.set_low(small)
        for panel in (self.agencies, self.alarms, self.stations):
            panel.set_small(small)
        self.details.set_small(small or self.height() < _MIDDLING)
        gap = 8 if small else 14
        self._column.setContentsMargins(gap if small else 16, gap, gap if small else 16, 6)
        for layout in (self._column, self._body, self._side_column):
            layout.setSpacing(gap)
        least = _SMALL_SIDE if small else _SIDE_LEAST
        self._side.setFixedWidth(max(least, min(_SIDE_MOST, round((self.width() - 32) * _SIDE_SHARE))))

    def _share_side(self) -> None:
        """The machines stand whole as long as the alarms have what they need, or half of the room; either list scrolls.
        Details leave the alarms the room of two; on a small screen they stand alone."""
        margins, gap = self._column.contentsMargins(), self._column.spacing()
        taken = margins.top() + margins.bottom() + self.figures.sizeHint().height() + 3 * gap
        opened = self.details.isVisibleTo(self)
        alone = opened and self._is_small()
        for part in (self.alarms, self.whole):
            part.setVisible(not alone)
        room = self.height() - taken + (gap if alone else -self.whole.sizeHint().height())
        if opened:
            least = 0 if alone else min(self.alarms.wanted, max(_LEAST_ALARMS, round(_ALARMS_SHARE * room))) + gap
            self.details.setFixedHeight(max(_LEAST_ALARMS, room - least))
        wanted = min(self.alarms.wanted, max(_LEAST_ALARMS, room // 2))
        self.stations.setFixedHeight(max(_LEAST_ALARMS, min(self.stations.wanted, room - wanted)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self._share_side()
