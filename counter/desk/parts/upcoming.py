"""Who would be called now, why, and who follows."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.desk.intents import DeskIntents
from counter.desk.parts.action_button import act_of, ends_text, show_action
from counter.desk.parts.current import filled_intent
from counter.desk.state import DeskState, Intent
from counter.desk.texts import explanation, minutes_text, reason_tag, service_name, short_tag
from counter.desk.wait_texts import left_of, left_spoken, left_text
from counter.desk.watching import begins_in
from hall.dates import waited_minutes
from hall.translator import Translator
from hall.views import CounterView, TicketView
from qtkit.desk.buttons import FOCUS_ROOM, DeskButton
from qtkit.desk.label import Label, Tag, paint_tag
from qtkit.desk.layout import Stretch, pack, stacked
from qtkit.desk.panel import IconTile, NoticeLine, Panel, Room
from qtkit.paint import SMALLEST_PX, draw_capitals, draw_lines, fit_or_cut, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip
from qtkit.widgets.painted_button import Variant

_ROW, _LOW_ROW, _ROWS = 36, 27, 3


class AfterList(QWidget):
    """The numbers that follow the next one, as painted rows: code, service, the wait to come, the wait so far."""

    def __init__(self, translate: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translate = translate
        self._tickets: tuple[TicketView, ...] = ()
        self._now: datetime | None = None
        self._following = False
        self._shown: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_tickets(self, tickets: tuple[TicketView, ...], now: datetime, *, following: bool) -> None:
        """Shows the first three of ``tickets``, waiting as of ``now``; blank when they follow nobody."""
        self._tickets, self._now, self._following = tickets[:_ROWS], now, following
        rows = [self._spoken(ticket) for ticket in self._tickets]
        name = f"{self._translate('counter.after')}: {'; '.join(rows)}"
        shown = name, following, *(ticket.priority for ticket in self._tickets)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(name)
            self.update()

    def _spoken(self, ticket: TicketView) -> str:
        translate = self._translate
        said = ticket.code, service_name(ticket, translate), ticket.note, self._wait(ticket)
        return " ".join((*said, left_spoken(ticket, translate))).rstrip()

    def _wait(self, ticket: TicketView) -> str:
        return minutes_text(self._now - ticket.queue_time if self._now is not None else None, self._translate)

    def sizeHint(self) -> QSize:
        return QSize(200, _ROWS * _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 2 * _LOW_ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._following:
            return
        painter = QPainter(self)
        if not self._tickets:
            draw_capitals(
                painter, self._translate("counter.after_none"), font(14, 500), 0, _ROW / 2 + 2, ink=Colours.DESK_TEXT2
            )
            return
        room = max(1, min(_ROWS, self.height() // _LOW_ROW))
        height = min(54.0, self.height() / room)
        codes = max(76.0, *(text_width(ticket.code, font(15, 800, tabular=True)) + 18 for ticket in self._tickets))
        for place, ticket in enumerate(self._tickets[:room]):
            painter.fillRect(QRectF(0, round(place * height), self.width(), 1), Colours.DESK_LINE)
            self._paint_row(painter, ticket, (place + 0.5) * height, codes)

    def _paint_row(self, painter: QPainter, ticket: TicketView, y: float, codes: float) -> None:
        draw_capitals(painter, ticket.code, font(15, 800, tabular=True), 0, y, ink=Colours.INK)
        right = self.width() - self._paint_waits(painter, ticket, y) - 16
        x = codes + 10
        if ticket.priority:
            right -= paint_tag(painter, self._translate("counter.priority"), "priority", right, y, 21) + 12
        about = service_name(ticket, self._translate)
        name = fit_or_cut(
            f"{about} ({ticket.note})" if ticket.note else about, right - x, 14, 500, lines=2, height=_LOW_ROW
        )
        draw_lines(painter, name, x, y, ink=Colours.INK)

    def _paint_waits(self, painter: QPainter, ticket: TicketView, y: float) -> float:
        """How long it has waited, and small beside it what is said of its wait, marked where that is too late; gives
        their width."""
        used, right = font(14, 500, tabular=True), Qt.AlignmentFlag.AlignRight
        draw_capitals(painter, self._wait(ticket), used, self.width(), y, align=right, ink=Colours.DESK_TEXT2)
        wide = max(text_width(self._wait(one), used) for one in self._tickets)
        said, left = left_text(ticket, self._translate), left_of(ticket)
        if left is None:
            return wide
        end = self.width() - wide - 14
        if left.late:
            return wide + 14 + paint_tag(painter, said, "late", end, y, 21)
        small = font(SMALLEST_PX, 600, tabular=True)
        return wide + 14 + draw_capitals(painter, said, small, end, y, align=right, ink=Colours.TELUK700)


class UpcomingPanel(Panel):
    """The lower left panel with the button that calls next."""

    def __init__(self, translate: Translator, intents: DeskIntents) -> None:
        super().__init__()
        self._translate = translate
        self._small = self._followed = False
        self._after_text = "", ""
        self._view: CounterView | None = None
        self._heading = Label(12.5, 600, Colours.DESK_TEXT2)
        self._number = Label(50, 800, tabular=True, height_px=54, min_px=18, floor_px=100, name="next-number")
        self._name = Label(17, 700, lines=3, height_px=30)
        self._reason = Tag()
        self._wait = Label(14, 500, Colours.DESK_TEXT2, floor_px=48)
        self._nobody = Label(24, 800, min_px=16, lines=2, height_px=38)
        self._nobody_hint = Label(14, 500, Colours.DESK_TEXT2, lines=2, height_px=34)
        self._why = NoticeLine(36)
        self._after_heading = Label(12.5, 600, Colours.DESK_TEXT2)
        self._after_waits = Label(12.5, 600, Colours.DESK_TEXT2, align=Qt.AlignmentFlag.AlignRight, floor_px=0)
        self._after = AfterList(translate)
        self.button = DeskButton("next-button", "bell-ring", "F2", height=64, px=17, icon_px=26)
        self.button.clicked.connect(act_of(intents, Intent.CALL_NEXT))
        self._lay_out()

    def _lay_out(self) -> None:
        self._who = stacked(self._nobody_block(), self._next_block())
        self._row = row = pack(QHBoxLayout(), (self._who, 1), self.button)
        headings = pack(QHBoxLayout(), (self._after_heading, 1), self._after_waits)
        self._rest = rest = pack(QVBoxLayout(), self._why, headings, (self._after, 1), margins=(0, 0, FOCUS_ROOM, 0))
        self._column = pack(QVBoxLayout(self), self._heading, 4, row, 6, (rest, 1), spacing=0)
        self.set_room(Room.NORMAL)

    def _nobody_block(self) -> QWidget:
        block = QWidget()
        column = pack(QVBoxLayout(), Stretch(), self._nobody, self._nobody_hint, Stretch(), spacing=0)
        pack(QHBoxLayout(block), IconTile("account-group", 56), (column, 1), margins=(0, 0, 0, 0), spacing=16)
        return block

    def _next_block(self) -> QWidget:
        block = QWidget()
        self._line = line = pack(QHBoxLayout(), self._reason, (self._wait, 1))
        about = pack(QVBoxLayout(), Stretch(), self._name, line, Stretch(), spacing=4)
        self._who_row = pack(QHBoxLayout(block), self._number, (about, 1), margins=(0, 0, 0, 0))
        return block

    def set_room(self, room: Room) -> None:
        """Gives up air on low screens, grows on high ones."""
        small = self._small = room is Room.SMALL
        left, right = (14, 14 - FOCUS_ROOM) if small else (22, 22 - FOCUS_ROOM)
        self._column.setContentsMargins(left, (10, 16, 16, 4)[room.value], right, (8, 14, 14, 6)[room.value])
        self._why.set_height(30 if room is Room.DENSE else 36)
        self._number.set_px(*((50, 54), (50, 54), (68, 72), (32, 36))[room.value])
        self._name.set_px((17, 17, 22, 15)[room.value], (30, 42, 46, 30)[room.value])
        self.button.set_size(*((54, 16, 24), (64, 17, 26), (76, 20, 30), (46, 15, 22))[room.value])
        self.button.set_icon_shown(not small)
        for part in (self._heading, self._after, self._after_waits):
            part.setVisible(not small)
        self._rest.setSpacing(2 if small else 8)
        for layout, space in ((self._row, 14), (self._who_row, 18), (self._line, 10)):
            layout.setSpacing(6 if small else space)
        self._show_rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._number.setMaximumWidth(round(self.width() * 0.3))

    def show_state(self, state: DeskState) -> None:
        """Shows the desk's state; needs its view."""
        view = state.view
        if view is None:
            return
        translate, self._view = self._translate, view
        self._heading.show_text(translate("counter.next"))
        if view.next is None:
            self._nobody.show_text(translate("counter.nobody"))
            self._nobody_hint.show_text(translate("counter.nobody_hint"))
            self._who.setCurrentIndex(0)
        else:
            self._number.show_text(view.next.ticket.code)
            self._name.show_text(service_name(view.next.ticket, translate))
            reason = view.next.reason
            self._reason.show_text(*reason_tag(reason, translate), short=short_tag(reason, translate))
            wait = view.now - view.next.ticket.queue_time
            whole = translate("counter.waits", minutes=waited_minutes(wait))
            left, short = left_text(view.next.ticket, translate), minutes_text(wait, translate)
            both = translate("counter.waits_left", waited=short, wait=left) if left else whole
            self._wait.show_text(both, short=short)
            self._who.setCurrentIndex(1)
        note = view.next.ticket.note if view.next is not None else ""
        why = explanation(view, translate)
        self._why.say(f"{translate('counter.note', note=note)} {why}" if note else why)
        self._followed = view.next is not None
        codes = ", ".join(ticket.code for ticket in view.after) or "–"
        self._after_text = translate("counter.after"), translate("counter.after_codes", codes=codes)
        self._show_rest()
        self._after.show_tickets(view.after, view.now, following=view.next is not None)
        self._show_button(state, view)
        self.tick(view.now)

    def tick(self, now: datetime) -> None:
        """Moves the ring on the button to ``now``: the seconds until the visit at the counter begins by itself."""
        view = self._view
        if view is not None:
            self.button.show_ring(begins_in(view, now), max(1, round(view.begin_after.total_seconds())))

    def _show_rest(self) -> None:
        """Why this number, and who follows: on a small screen in one line, the reason as its tooltip."""
        self._why.setVisible(self._followed and not self._small)
        self._after_heading.setVisible(self._followed)
        self._after_heading.show_text(self._after_text[1 if self._small else 0])
        self._after_waits.show_text(self._waits_heading())
        if self._small:
            set_tip(self._after_heading, self._why.text())

    def _waits_heading(self) -> str:
        """What the figures of the rows below are, where something is said of a wait."""
        view = self._view
        said = view is not None and any(left_text(ticket, self._translate) for ticket in view.after)
        return self._translate("counter.after_waits") if said else ""

    def _show_button(self, state: DeskState, view: CounterView) -> None:
        self.button.show_caption(self._translate("counter.button_call_next"), ends_text(state, self._translate))
        variant = Variant.PRIMARY if filled_intent(state) is Intent.CALL_NEXT else Variant.SECONDARY
        possible = show_action(self.button, Intent.CALL_NEXT, state, self._translate)
        self.button.show_variant(variant if possible else Variant.QUIET)
