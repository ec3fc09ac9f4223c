"""The panel of details: who waits in which order, who sits where, what decides the hours, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from counter.supervisor.changing import acts
from counter.supervisor.changing.acts import Change
from counter.supervisor.changing.forms import assign_form, close_form, free_form, open_form
from counter.supervisor.changing.lines import HEAD, DetailLine, change_at, lines_of, scope_name
from counter.supervisor.changing.reading import Opened
from counter.supervisor.changing.taking_back import closings_over, reaches_further, reopen_form, take_back, wide_form
from counter.supervisor.parts.choosing import ChoosingList
from hall.overrides import Override
from hall.structure import Closure
from hall.translator import Translator
from hall.views import FloorDetails, FloorView, StaffedCounter
from qtkit.desk.asked import Form
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label, Tag, paint_tag
from qtkit.desk.layout import pack
from qtkit.desk.panel import Divider, Panel
from qtkit.paint import SMALLEST_PX, draw_lines, fill_rounded, fit_or_cut, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

_ROW, _HEAD_ROW, _SIDE = 46, 30, 18
_CELLS, _CELL_GAP = 20, 7.0
"""Pixels of the columns of a head, and between two at least."""
_BUTTONS = (
    ("close", "door-closed"),
    ("open", "door-open"),
    ("assign", "swap-horizontal"),
    ("free", "account-arrow-right"),
    ("end", "undo-variant"),
    ("approve", "check"),
    ("reject", "close"),
)
SCOPE_KEYS = {"close": "Ctrl+T", "open": "Ctrl+O"}
"""What is done with all that is shown, by its shortcut."""
_OF_ROW = {
    "counter": ("assign", "free"),
    "closure": ("end",),
    "opening": ("end",),
    "assignment": ("end",),
    "request": ("approve", "reject"),
}
"""What can be done with a row of a kind."""
_MADE = frozenset({"closure", "opening", "assignment", "request"})
"""The kinds of rows that somebody has made, and that go when it is taken back."""
_ON_CHANGES = ("end", "approve", "reject")


class DetailList(ChoosingList[DetailLine]):
    """The rows; ``left`` by Esc."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("details")

    def height_of(self, look: DetailLine) -> int:
        return (_HEAD_ROW if look.kind == HEAD else _ROW) + (_CELLS if look.kind == HEAD and look.cells else 0)

    def paint_look(self, painter: QPainter, rect: QRectF, look: DetailLine, *, first: bool) -> None:
        left, right = rect.left() + _SIDE, rect.right() - _SIDE
        if look.kind == HEAD:
            text = f"{look.text} · {look.more}" if look.more else look.text
            line = fit_or_cut(text, right - left, 12.5, 700)
            draw_lines(painter, line, left, rect.top() + _HEAD_ROW / 2 + 3, ink=Colours.DESK_TEXT2)
            self._paint_cells(painter, rect, look, rect.bottom() - _CELLS / 2 - 2, 500)
            return
        self.paint_chosen(painter, rect, look)
        if look.tag:
            right -= paint_tag(painter, look.tag, look.tone, right, rect.center().y()) + 8
        room = right - left
        draw_lines(painter, fit_or_cut(look.text, room, 15, 700), left, rect.top() + 15, ink=Colours.INK)
        draw_lines(painter, fit_or_cut(look.more, room, 13, 500), left, rect.top() + 33, ink=Colours.DESK_TEXT2)
        self._paint_cells(painter, rect, look, rect.top() + 33, 600)

    def _paint_cells(self, painter: QPainter, rect: QRectF, look: DetailLine, y: float, weight: int) -> None:
        """The columns of a row, each as wide as in all rows; where that is too narrow for a figure, the next one makes
        room, so that none is cut while there is any."""
        if not look.cells:
            return
        begin, end = rect.left() + _SIDE, rect.right() - _CELL_GAP
        width, left = (rect.width() - 2 * _SIDE) / len(look.cells), begin
        px = 13 if all(text_width(text, font(13, weight)) <= width - _CELL_GAP for text in look.cells) else SMALLEST_PX
        for place, text in enumerate(look.cells):
            left = max(left, begin + place * width)
            laid = fit_or_cut(text, max(1.0, end - left), px, weight)
            wide = max(text_width(line, laid.font) for line in laid.lines)
            ink = Colours.INK if weight > 500 else Colours.DESK_TEXT2
            if place in look.marked:
                fill, ink = Tag.TONES["late"]
                fill_rounded(painter, QRectF(left - 3, y - 9, wide + 6, 18), 5, fill)
            draw_lines(painter, laid, left, y, ink=ink)
            left += wide + _CELL_GAP

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())  # what can be done with the row takes room from the list

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class DetailPanel(Panel):
    """Shows FloorDetails. ``acted`` carries an act, ``asked`` a form, ``left`` when it is to be closed."""

    access_role = QAccessible.Role.Grouping
    acted = Signal(object)
    asked = Signal(object)
    left = Signal()

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self.setObjectName("detail-panel")
        self._translate = translate
        self._details: FloorDetails | None = None
        self._floor: FloorView | None = None
        self._title = Label(17, 800, lines=2, height_px=40, min_px=13, name="details-title")
        self._why = Label(13, 500, Colours.DESK_TEXT2, lines=2, height_px=34, name="details-why")
        self.list = DetailList()
        self.back = DeskButton("details-back", "arrow-left", "Esc", height=40)
        self.buttons = {
            key: DeskButton(f"details-{key}", icon, SCOPE_KEYS.get(key, ""), height=44) for key, icon in _BUTTONS
        }
        self._show_captions()
        self._lay_out()
        self.list.moved.connect(self._show_possible)
        self.list.entered.connect(self._on_entered)
        self.list.left.connect(self.left)
        self.back.clicked.connect(self.left)
        for key, button in self.buttons.items():
            button.clicked.connect(self._action(key))

    def _lay_out(self) -> None:
        edge = _SIDE - FOCUS_ROOM
        head = pack(QHBoxLayout(), (self._title, 1), self.back, margins=(_SIDE, 0, edge, 0), spacing=8)
        why = pack(QHBoxLayout(), self._why, margins=(_SIDE, 0, _SIDE, 0))
        grid = QGridLayout()
        grid.setContentsMargins(edge, 4, edge, 0)
        grid.setSpacing(0)
        for place, button in enumerate(self.buttons.values()):
            grid.addWidget(button, place // 2, place % 2)
        body = pack(QHBoxLayout(), self.list, margins=(0, 0, 4, 0))
        rule = Divider(Colours.DESK_TRACK)
        pack(QVBoxLayout(self), head, why, rule, (body, 1), grid, margins=(0, 12, 0, 10), spacing=4)

    def _show_captions(self) -> None:
        self.back.show_caption(self._translate("supervisor.details_back"))
        for key, button in self.buttons.items():
            button.show_caption(self._translate(f"supervisor.details_{key}"))

    def set_small(self, small: bool) -> None:
        """Leaves out on a small screen what the rows of the hours say too."""
        self._why.setVisible(not small)

    def show_details(self, details: FloorDetails, floor: FloorView) -> None:
        """Shows ``details``; what is chosen stays as long as they are of the same thing."""
        before, self._details, self._floor = self._details, details, floor
        translate = self._translate
        self._show_captions()
        name = scope_name(details.scope, details.id, details, translate)
        self._title.show_text(name)
        self._why.show_text(details.hours[0].opening.message(translate) if details.hours else "")
        self.list.setAccessibleName(translate("supervisor.details_of", name=name))
        chosen = self.list.chosen_look
        self.list.show_looks(lines_of(details, floor.hall.timezone, translate))
        other = before is not None and (before.scope, before.id) != (details.scope, details.id)
        if other or (chosen is not None and chosen.kind in _MADE and self.list.chosen != chosen.key):
            # What was taken back is gone: the change below it is not chosen in its place.
            self.list.setCurrentIndex(self.list.rows.index(0))
            self.list.scrollToTop()
        self._show_possible()

    def shows(self, what: Opened) -> bool:
        """Whether these are the details of ``what``."""
        details = self._details
        return details is not None and (details.scope, details.id) == (what.scope, what.id)

    @Slot()
    def _show_possible(self) -> None:
        line = self.list.chosen_look
        possible = _OF_ROW.get(line.kind, ()) if line is not None else ()
        for key, button in self.buttons.items():
            shown = key in ("close", "open") or key in possible
            if not shown and button.hasFocus():  # Qt would give the focus to the button beside it
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
            button.setVisible(shown)
        counter = self._counter()
        free = counter is not None and counter.info.clerk_id is not None
        self.buttons["free"].set_possible(free, self._translate("supervisor.details_nobody"))

    def _counter(self) -> StaffedCounter | None:
        line, details = self.list.chosen_look, self._details
        if line is None or details is None or line.kind != "counter":
            return None
        return next((one for one in details.counters if one.info.id == line.about), None)

    @Slot()
    def _on_entered(self) -> None:
        """Enter leads to what can be done with the row; a head has nothing of its own."""
        line = self.list.chosen_look
        if line is None or line.kind == HEAD:
            return
        keys = (*_OF_ROW.get(line.kind, ()), "close")
        self.buttons[keys[0]].setFocus(Qt.FocusReason.TabFocusReason)

    def _action(self, key: str) -> Callable[[], None]:
        def act() -> None:
            form = self._form(key)
            # What was pressed may not be there afterwards; the row is.
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if form is not None:
                self.asked.emit(form)
                return
            change = self._change(key)
            if change is not None:
                self.acted.emit(change)

        return act

    def _form(self, key: str) -> Form | None:
        details, floor, counter = self._details, self._floor, self._counter()
        if details is None or floor is None:
            return None
        if key in SCOPE_KEYS:
            return self._scope_form(key, details, floor)
        if key in _ON_CHANGES:
            return self._wide_form(key, details, floor)
        if counter is None:
            return None
        if key == "assign":
            return assign_form(counter, details, floor, self._translate)
        return free_form(counter, self._translate)

    def _scope_form(self, key: str, details: FloorDetails, floor: FloorView) -> Form:
        """Closes what is shown, or opens it: over its hours, or by the end of a closing."""
        if key == "close":
            return close_form(details, floor, self._translate)
        closings = closings_over(details)
        if closings:
            return reopen_form(details, closings, floor.hall.timezone, self._translate)
        return open_form(details, floor, self._translate)

    def _wide_form(self, key: str, details: FloorDetails, floor: FloorView) -> Form | None:
        """Asks first where a change reaches further than what is shown."""
        one, change = self._made(details), self._change(key)
        if one is None or change is None or not reaches_further(one, details):
            return None
        do = self._translate(f"supervisor.details_{key}")
        return wide_form(one, change, do, details, floor.hall.timezone, self._translate)

    def _change(self, key: str) -> Change | None:
        details = self._details
        one = self._made(details) if details is not None else None
        if details is None or one is None:
            return None
        if key in ("approve", "reject"):
            name = scope_name(one.scope, one.target, details, self._translate)
            return acts.decide(one.id, name, approve=key == "approve")
        return take_back(one, details, self._translate)

    def _made(self, details: FloorDetails) -> Closure | Override | None:
        """What somebody made or asks for, of the row."""
        line = self.list.chosen_look
        return None if line is None else change_at(line, details)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
