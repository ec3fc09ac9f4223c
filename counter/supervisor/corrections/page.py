"""The page Koreksi: numbers that are found, what can be done with the chosen one, and what is done with the day."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from counter.supervisor.corrections import acts
from counter.supervisor.corrections.forms import DAY_FORMS, TICKET_FORMS, sheet_printing, states_of
from counter.supervisor.corrections.looks import HistoryList, NumberList, NumberLook, line_look, number_look, state_text
from counter.supervisor.corrections.reading import CorrectionView, Looked
from counter.supervisor.keys import PAPER_SHORTCUT, bind
from counter.supervisor.parts.list_page import EDGE, ListPage
from counter.supervisor.state import SupervisorState, Tab
from hall.dates import day_text
from hall.lifecycle import State
from hall.translator import Translator
from hall.views import FloorView, TicketView
from hall.wording import in_language
from qtkit.desk.buttons import FOCUS_ROOM
from qtkit.desk.label import Label
from qtkit.desk.layout import pack
from qtkit.desk.panel import Panel
from qtkit.theme.tokens import Colours

_SIDE_WIDTH, _ACROSS, _FIND_WIDTH = 340, 4, 300
IMPORT_SHORTCUT = "Ctrl+M"
_OF_TICKET = (("state", "pencil"), ("service", "swap-horizontal"), ("outcome", "clipboard-check"))
_OF_DAY = (
    ("door", "ticket-confirmation"),
    ("import", "file-import"),
    ("withdraw", "undo"),
    ("pad", "receipt-text"),
    ("sheet", "printer"),
    ("strip", "receipt-text"),
    ("open", "lock-open-variant"),
    ("close", "lock"),
)
_KEYS = {"door": "Ctrl+N", "state": "Ctrl+R", "import": IMPORT_SHORTCUT}
_SHOWN_KEYS = {**_KEYS, "sheet": PAPER_SHORTCUT}


class CorrectionPage(ListPage[NumberLook]):
    """Shows a CorrectionView."""

    def __init__(self, translate: Translator) -> None:
        numbers = NumberList()
        super().__init__(translate, numbers, "correct", dict((*_OF_TICKET, *_OF_DAY)), _SHOWN_KEYS)
        self._numbers = numbers
        self._view: CorrectionView | None = None
        self._floor: FloorView | None = None
        self._showing = False
        self.filter.setMinimumWidth(_FIND_WIDTH)
        self.history = HistoryList()
        self._code = Label(24, 800, height_px=32, name="number-code")
        self._more = Label(14, 500, Colours.DESK_TEXT2, lines=2, height_px=38, name="number-more")
        left = pack(QVBoxLayout(), (self.listing(), 1), self._day_panel(), margins=(0, 0, 0, 0), spacing=10)
        side = Panel()
        texts = pack(QVBoxLayout(), self._code, self._more, margins=(FOCUS_ROOM, 0, FOCUS_ROOM, 0), spacing=2)
        ours = [self.buttons[key] for key, _ in _OF_TICKET]
        pack(QVBoxLayout(side), texts, (self.history, 1), *ours, margins=(EDGE, 14, EDGE, 10), spacing=2)
        self.lay_out(left, side, _SIDE_WIDTH)
        self.list.moved.connect(self._on_moved)
        self.filter.textChanged.connect(self._on_typed)
        for key, keys in _KEYS.items():
            bind(self, keys, self.buttons[key].click, f"supervisor.correct_{key}_button")

    def _day_panel(self) -> Panel:
        day = Panel()
        grid = QGridLayout(day)
        grid.setContentsMargins(EDGE, 8, EDGE, 8)
        grid.setSpacing(2)
        for place, (key, _) in enumerate(_OF_DAY[:-1]):
            grid.addWidget(self.buttons[key], place // _ACROSS, place % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        # One of both is shown: the day is open, or it is not.
        last = len(_OF_DAY) - 2
        grid.addWidget(self.buttons["close"], last // _ACROSS, last % _ACROSS)
        return day

    @property
    def first(self) -> QWidget:
        return self.filter

    def put_on_paper(self) -> None:
        self.buttons["sheet"].click()

    def show_state(self, state: SupervisorState) -> None:
        view = state.tab_view
        self._view, self._floor = (view if isinstance(view, CorrectionView) else None), state.view
        self.show_names("supervisor.tab_corrections")
        self.history.setAccessibleName(self._translate("supervisor.correct_history"))
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
        if chosen is not None and self._numbers.ticket_id != chosen.id:
            self.list.setCurrentIndex(self.list.rows.index(places.index(chosen.id)))
        self._showing = False
        day = day_text(view.found.day, translate) if view is not None and view.found.day is not None else ""
        key = "correct_none" if not found else "correct_more" if view is not None and view.found.more else "correct_all"
        self.count.show_text(translate(f"supervisor.{key}", n=len(found), day=day))

    def _show_chosen(self) -> None:
        ticket, translate, view = self.ticket, self._translate, self._view
        lines = view.history if view is not None else ()
        named = view.obstacles if view is not None else ()
        looks = [line_look(line, at, self._zone, translate, named) for at, line in enumerate(lines)]
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
        self.show_one_of(*(("close", "open") if is_open else ("open", "close")))
        for key in ("close", "open"):
            self.buttons[key].set_possible(of_hall, translate("supervisor.correct_halls"))
        taken = view is not None and any(one.withdrawn_at is None for one in view.imports)
        self.buttons["withdraw"].set_possible(taken, translate("supervisor.correct_no_import"))
        made = view is not None and view.sheet is not None
        self.buttons["sheet"].set_possible(made, translate("supervisor.correct_no_sheet"))
        kiosk = floor.hall.slip.closing_sheet if floor is not None else ""
        why = "correct_no_sheet" if not made else "correct_halls" if not of_hall else "correct_no_strip"
        self.buttons["strip"].set_possible(made and of_hall and bool(kiosk), translate(f"supervisor.{why}"))

    @Slot()
    def _on_moved(self) -> None:
        if not self._showing and self.list.chosen:
            self.query_changed.emit(Looked(self.filter.text(), self._numbers.ticket_id))

    @Slot()
    def _on_typed(self) -> None:
        self.query_changed.emit(Looked(self.filter.text()))

    def do(self, key: str) -> None:
        view, floor, ticket = self._view, self._floor, self.ticket
        if view is None or floor is None:
            return
        if key == "strip":
            on = any(kiosk.on for kiosk in view.kiosks if kiosk.name == floor.hall.slip.closing_sheet)
            self.acted.emit(acts.print_sheet(on=on))
        elif key == "sheet":
            printing = sheet_printing(view, self._translate)
            if printing is not None:
                self.acted.emit(printing)
        elif key in DAY_FORMS:
            self.asked.emit(DAY_FORMS[key](view, floor, self._translate))
        elif ticket is not None:
            self.asked.emit(TICKET_FORMS[key](ticket, view, floor, self._translate))


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
