"""The page Koreksi: numbers that are found, what can be done with the chosen one, and what is done with the day."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter.supervisor.corrections import acts
from counter.supervisor.corrections.forms import DAY_FORMS, TICKET_FORMS, sheet_printing, states_of
from counter.supervisor.corrections.looks import HistoryList, NumberList, line_look, number_look, state_text
from counter.supervisor.corrections.reading import CorrectionView, Looked
from counter.supervisor.keys import bind
from counter.supervisor.parts.agencies import FilterField
from counter.supervisor.state import SupervisorState, Tab
from counter.supervisor.tab_page import TabPage
from hall.dates import day_text
from hall.lifecycle import State
from hall.translator import Translator
from hall.views import FloorView, TicketView
from hall.wording import in_language
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label
from qtkit.desk.layout import Stretch, pack
from qtkit.desk.panel import Divider, Panel
from qtkit.theme.tokens import Colours

_SIDE, _SIDE_WIDTH = 18, 340
_ACROSS, _FIND_WIDTH = 4, 300
IMPORT_SHORTCUT, PRINT_SHORTCUT = "Ctrl+M", "Ctrl+P"
_OF_TICKET = (("state", "pencil"), ("service", "swap-horizontal"), ("outcome", "clipboard-check"))
_OF_DAY = (
    ("door", "ticket-confirmation"),
    ("import", "file-import"),
    ("withdraw", "undo"),
    ("pad", "receipt-text"),
    ("sheet", "printer"),
    ("open", "lock-open-variant"),
    ("close", "lock"),
)
_SHOWN_KEYS = {"door": "Ctrl+N", "state": "Ctrl+R", "import": IMPORT_SHORTCUT, "sheet": PRINT_SHORTCUT}


class CorrectionPage(TabPage):
    """Shows a CorrectionView."""

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self._translate = translate
        self._view: CorrectionView | None = None
        self._floor: FloorView | None = None
        self._showing = False
        self.filter = FilterField()
        self.filter.setObjectName("number-filter")
        self.filter.setMinimumWidth(_FIND_WIDTH)
        self.list, self.history = NumberList(), HistoryList()
        self._count = Label(14, 600, Colours.DESK_TEXT2, lines=2, height_px=36, name="numbers-count")
        self._code = Label(24, 800, height_px=32, name="number-code")
        self._more = Label(14, 500, Colours.DESK_TEXT2, lines=2, height_px=38, name="number-more")
        self.buttons = {
            key: DeskButton(f"correct-{key}", icon, _SHOWN_KEYS.get(key, ""), height=44)
            for key, icon in (*_OF_TICKET, *_OF_DAY)
        }
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        numbers, side, day = Panel(), Panel(), Panel()
        head = pack(QHBoxLayout(), self.filter, Stretch(), self._count, margins=(_SIDE, 0, _SIDE, 0))
        pack(QVBoxLayout(numbers), head, Divider(Colours.DESK_TRACK), (self.list, 1), margins=(0, 12, 4, 8), spacing=8)
        side.setFixedWidth(_SIDE_WIDTH)
        edge = _SIDE - FOCUS_ROOM
        texts = pack(QVBoxLayout(), self._code, self._more, margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0), spacing=2)
        ours = [self.buttons[key] for key, _ in _OF_TICKET]
        pack(QVBoxLayout(side), texts, (self.history, 1), *ours, margins=(edge, 14, edge, 10), spacing=2)
        grid = QGridLayout(day)
        grid.setContentsMargins(edge, 8, edge, 8)
        grid.setSpacing(2)
        for place, (key, _) in enumerate(_OF_DAY[:-1]):
            grid.addWidget(self.buttons[key], place // _ACROSS, place % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        # One of both is shown: the day is open, or it is not.
        grid.addWidget(self.buttons["close"], 1, 1)
        left = pack(QVBoxLayout(), (numbers, 1), day, margins=(0, 0, 0, 0), spacing=10)
        pack(QHBoxLayout(self), (left, 1), side, margins=(16, 14, 16, 6), spacing=14)

    def _connect(self) -> None:
        self.list.moved.connect(self._on_moved)
        self.list.entered.connect(self._on_entered)
        self.filter.textChanged.connect(self._on_typed)
        self.filter.left.connect(self._on_filter_left)
        for key, button in self.buttons.items():
            button.clicked.connect(self._action(key))
        for key, keys in _SHOWN_KEYS.items():
            bind(self, keys, self.buttons[key].click, f"supervisor.correct_{key}_button")

    @property
    def first(self) -> QWidget:
        return self.filter

    def begin_to_find(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def show_state(self, state: SupervisorState) -> None:
        translate, view = self._translate, state.tab_view
        self._view, self._floor = (view if isinstance(view, CorrectionView) else None), state.view
        self.filter.setPlaceholderText(translate("supervisor.correct_find"))
        self.filter.setAccessibleName(translate("supervisor.correct_find"))
        self.list.setAccessibleName(translate("supervisor.tab_corrections"))
        self.history.setAccessibleName(translate("supervisor.correct_history"))
        for key, button in self.buttons.items():
            button.show_caption(translate(f"supervisor.correct_{key}_button"))
        self._show_numbers()
        self._show_chosen()
        # Who answers for the whole hall sees its people too.
        self._show_day(of_hall=Tab.PEOPLE in state.tabs)

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._floor.hall.timezone if self._floor is not None else "UTC")

    @property
    def ticket(self) -> TicketView | None:
        """The number that is chosen, as it was read."""
        return self._view.chosen if self._view is not None else None

    def _show_numbers(self) -> None:
        view, translate = self._view, self._translate
        found = view.found.tickets if view is not None else ()
        self._showing = True
        self.list.show_looks([number_look(ticket, self._zone, translate) for ticket in found])
        chosen = self.ticket
        places = [ticket.id for ticket in found]
        if chosen is not None and self.list.chosen != chosen.id:
            self.list.setCurrentIndex(self.list.rows.index(places.index(chosen.id)))
        self._showing = False
        day = day_text(view.found.day, translate) if view is not None and view.found.day is not None else ""
        key = "correct_none" if not found else "correct_more" if view is not None and view.found.more else "correct_all"
        self._count.show_text(translate(f"supervisor.{key}", n=len(found), day=day))

    def _show_chosen(self) -> None:
        ticket, translate, view = self.ticket, self._translate, self._view
        lines = view.history if view is not None else ()
        looks = [line_look(line, at, self._zone, translate) for at, line in enumerate(lines)]
        if self.history.show_looks(looks):
            self.history.scrollToBottom()
        self._code.show_text(ticket.code if ticket is not None else "")
        self._more.show_text(_about(ticket, translate) if ticket is not None else "")
        is_open = view is not None and view.found.is_open
        for key, _ in _OF_TICKET:
            why = "correct_nothing_chosen" if ticket is None else _why_not(key, ticket, is_open=is_open)
            self.buttons[key].set_possible(not why, translate(f"supervisor.{why}") if why else "")

    def _show_day(self, *, of_hall: bool) -> None:
        view, floor, translate = self._view, self._floor, self._translate
        is_open = floor is not None and floor.business_day is not None
        shown, other = ("close", "open") if is_open else ("open", "close")
        self.buttons[shown].show()
        if self.window().focusWidget() is self.buttons[other]:
            self.buttons[shown].setFocus(Qt.FocusReason.OtherFocusReason)
        self.buttons[other].hide()
        for key in (shown, other):
            self.buttons[key].set_possible(of_hall, translate("supervisor.correct_halls"))
        taken = view is not None and any(one.withdrawn_at is None for one in view.imports)
        self.buttons["withdraw"].set_possible(taken, translate("supervisor.correct_no_import"))
        made = view is not None and view.sheet is not None
        self.buttons["sheet"].set_possible(made, translate("supervisor.correct_no_sheet"))

    @Slot()
    def _on_moved(self) -> None:
        if not self._showing and self.list.chosen:
            self.query_changed.emit(Looked(self.filter.text(), self.list.chosen))

    @Slot()
    def _on_typed(self) -> None:
        self.query_changed.emit(Looked(self.filter.text()))

    @Slot()
    def _on_entered(self) -> None:
        self.buttons["state"].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(bool)
    def _on_filter_left(self, cleared: bool) -> None:
        if cleared:
            self.filter.clear()
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _action(self, key: str) -> Callable[[], None]:
        def act() -> None:
            view, floor, ticket = self._view, self._floor, self.ticket
            if view is None or floor is None:
                return
            if key == "open":
                self.acted.emit(acts.open_day())
            elif key == "sheet":
                printing = sheet_printing(view, self._translate)
                if printing is not None:
                    self.acted.emit(printing)
            elif key in DAY_FORMS:
                self.asked.emit(DAY_FORMS[key](view, floor, self._translate))
            elif ticket is not None:
                self.asked.emit(TICKET_FORMS[key](ticket, view, floor, self._translate))

        return act


def _about(ticket: TicketView, translate: Translator) -> str:
    """State, service, counter and obstacle of the number that is chosen."""
    service = in_language(translate.language, ticket.service_name, ticket.service_name_en)
    at = translate("supervisor.correct_at", label=ticket.counter_label) if ticket.counter_label else ""
    return " · ".join(filter(None, (state_text(ticket, translate), service, at, ticket.obstacle)))


def _why_not(key: str, ticket: TicketView, *, is_open: bool) -> str:
    """Why a button is not possible, as the end of a text's code; empty when it is."""
    if key == "outcome":
        return "" if ticket.state is State.DONE else "correct_not_done"
    if not is_open:
        return "correct_day_over"
    if ticket.state is State.PRINTING:
        return "correct_printing_now"
    return "" if key == "service" or states_of(ticket, is_open=True) else "correct_clerk_has_it"
