"""The search: what is typed on the kiosk's own keyboard, or on a real one, and the services that it may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QRegion
from PySide6.QtWidgets import QWidget

from hall.finding import Hit
from hall.forms import KioskForm
from hall.views import AgencyView, ServiceView
from kiosk.finding.list_plans import HeadedPlan, found_plan, low_found_plan
from kiosk.finding.plans import CAPTION, SearchPlan, flow, low_search_plan, search_plan
from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.list_plans import Turning
from kiosk.pages.list_page import ListPage
from kiosk.screen import Screen
from kiosk.widgets.found_row import FoundRow
from kiosk.widgets.keyboard import Keyboard
from kiosk.widgets.pen import NOTICE, STATE, TEXT, TITLE, Pen, StackRow
from kiosk.widgets.search_field import SearchField
from qtkit.announce import spoken
from qtkit.paint import Align
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import KIOSK_BUTTON, TouchButton

_CHIP = replace(KIOSK_BUTTON, text_px=36, line_px=42, padding=28, edge=2, height=88)


@dataclass(frozen=True, slots=True)
class Row:
    """A service of the list, with its agency, and why it was found."""

    service: ServiceView
    agency: AgencyView
    hit: Hit | None = None

    @property
    def id(self) -> str:
        """That of the service."""
        return self.service.id


class SearchPage(ListPage[Row, FoundRow]):
    """Shows ``screen.finding``: the keyboard with the first hits, or a list of all of them."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        wants = self.intents
        self._screen = Screen()
        self._rows: tuple[Row, ...] = ()
        self._back = self.buttons.add("search-back", wants.back_wanted, "kiosk.back", "arrow-left")
        self._field = SearchField(self.translate, self.guard, self)
        self._field.clicked.connect(wants.search_typed_on)
        clear = "kiosk.search.clear.name"
        self._clear = self.buttons.add("search-clear", wants.search_cleared, icon="close", spoken=clear)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has a key that does the same
        self._agencies = self.buttons.add("search-agencies", wants.finding_left, "kiosk.search.agencies", "apps")
        self._help = self.buttons.add("search-help", wants.help_wanted, "kiosk.key.help.wide", "account-voice")
        self._turned = False
        self._chips: list[TouchButton] = []
        self._chip_places: tuple[QRectF, ...] = ()
        self._keyboard: Keyboard | None = None
        self.plan: SearchPlan = search_plan(self.body_mm(), 0, landscape=self.landscape)
        self.listed: HeadedPlan = found_plan(self.body_mm(), 1, landscape=self.landscape)

    @property
    def _typing(self) -> bool:
        return self._screen.typing

    @property
    def _nothing(self) -> bool:
        """Whether nothing was found for what is typed."""
        return bool(self._screen.finding.text.strip()) and not self._rows

    def turning(self) -> Turning | None:
        if self._typing:
            return None
        return Turning(self.listed.rows, self.page, len(self._rows), "kiosk.pager.services")

    def names(self) -> Sequence[str]:
        if self._typing:
            return super().names()
        return [self._name(row) for row in self._rows]

    def _name(self, row: Row) -> str:
        return row.service.name_en if self.translate.language == "en" else row.service.name

    def page_title(self) -> str:
        return self.translate("kiosk.search.title")

    def first_text(self) -> str:
        return self.translate("kiosk.search.hint")

    def news(self) -> str:
        finding = self._screen.finding
        return spoken(finding.text, self._line()) if finding.text else ""

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar if self._typing else self.listed.rows.notice_bar

    def last_buttons(self) -> tuple[QWidget, ...]:
        return (self._back,)

    def show_screen(self, screen: Screen) -> None:
        self._turned = self._typing != screen.typing
        self._screen = screen
        self._rows = _rows_of(screen)
        self.page = 0
        self.buttons.translate()
        self._field.show_text(screen.finding.text, typing=screen.typing)
        self._show_chips(self._popular())
        self._planned()
        self.page = min(screen.list_page, self.listed.rows.pages - 1) if not screen.typing else 0
        self.fill(self._shown_rows(), screen.busy)
        self.place()
        finding = screen.finding
        self.repaint_if_changed(
            finding.text, finding.meant, screen.typing, len(self._rows), len(self._chip_places), self.translate.language
        )
        self._turned = False

    def changing(self) -> QRegion:
        whole = super().changing()
        return whole - self.card_rect(self.plan.keyboard.ground) if self._typing and not self._turned else whole

    def _planned(self) -> None:
        hits = len(self._rows) if self._screen.finding.text.strip() else 0
        if self.layout_mm.lowered:
            body = self.low_body()
            self.plan, self.listed = low_search_plan(body, hits), low_found_plan(body, max(1, len(self._rows)))
            return
        self.plan = search_plan(self.body_mm(), hits, landscape=self.landscape)
        self.listed = found_plan(self.body_mm(), max(1, len(self._rows)), landscape=self.landscape)

    def _shown_rows(self) -> Sequence[Row]:
        if self._typing:
            return self._rows[: len(self.plan.rows)] if self._screen.finding.text else ()
        a_page = len(self.listed.rows.cells) if self.listed.rows.pages > 1 else len(self._rows)
        return self._rows[self.page * a_page : (self.page + 1) * a_page]

    def new_card(self, item: Row) -> FoundRow:
        return FoundRow(item.service, item.agency, self.translate, self.guard, self)

    def show_item(self, card: FoundRow, item: Row) -> None:
        if item.hit is None:
            card.show_found(item.service, item.agency)
        else:
            card.show_found(item.service, item.agency, item.hit.title, item.hit.because)

    def choose(self, card: FoundRow) -> None:
        self.intents.service_chosen.emit(card.service.id)

    def _popular(self) -> Sequence[str]:
        """The searches that stand ready, in the language."""
        form = self._screen.view.hall.kiosk if self._screen.view else KioskForm()
        return (form.popular_en or form.popular) if self.translate.language == "en" else form.popular

    def _show_chips(self, texts: Sequence[str]) -> None:
        while len(self._chips) > len(texts):
            chip = self._chips.pop()
            chip.setObjectName("")
            chip.hide()
            chip.deleteLater()
        for at, text in enumerate(texts):
            if at == len(self._chips):
                chip = TouchButton(text, name=text, variant=Variant.QUIET, sizes=_CHIP, guard=self.guard, parent=self)
                chip.setObjectName(f"search-chip-{at}")
                chip.clicked.connect(self._on_chip)
                self._chips.append(chip)
            self._chips[at].show_text(text)

    def _on_chip(self) -> None:
        sender = self.sender()
        if isinstance(sender, TouchButton):
            self.intents.search_chosen.emit(sender.text())

    def place(self) -> None:
        self._planned()
        if self._keyboard is None:
            self._keyboard = Keyboard(self.kit, self)
            self._keyboard.typed.connect(self.intents.search_typed)
        self._keyboard.show_texts()
        self._keyboard.arrange(self.plan.keyboard, self.put, shown=self._typing)
        self._keyboard.everything.setEnabled(not self._nothing)
        self._place_head()
        self._place_chips()
        self._place_nothing()
        self.place_cards(self.plan.rows if self._typing else self.listed.rows.cells)

    def _place_head(self) -> None:
        back, field = (self.plan.back, self.plan.field) if self._typing else (self.listed.back, self.listed.field)
        self.put(self._back, back)
        self._field.set_unit(self.unit)
        self._field.setGeometry(self.card_rect(field))
        self.put(self._clear, self.plan.clear)
        self._clear.setVisible(self._typing and bool(self._screen.finding.text))
        self._clear.raise_()

    def _place_chips(self) -> None:
        room = self.plan.chips
        scale = self.layout_mm.scale
        for chip in self._chips:
            chip.set_sizes(_CHIP, self.unit)
        widths = tuple(chip.sizeHint().width() / scale.px_per_mm for chip in self._chips)
        shown = self._typing and not (self._nothing and room.intersects(self.plan.room))
        self._chip_places = flow(room, widths) if shown else ()
        for at, chip in enumerate(self._chips):
            there = at < len(self._chip_places)
            chip.setVisible(there)
            if there:
                chip.setGeometry(self.card_rect(self._chip_places[at]))

    def _place_nothing(self) -> None:
        """Ways on where nothing was found: all agencies, and a person."""
        shown = self._typing and self._nothing
        calls = shown and self._screen.calls_staff
        room, height = self.plan.room, self.plan.back.height()
        if self._is_low(room):
            room = room.adjusted(room.width() * 0.5, 0, 0, 0)
            top = room.center().y() - height / 2
        else:
            top = room.top() + room.height() * 0.5
        half = (room.width() - 3.0) / 2
        self.put(self._agencies, QRectF(room.left(), top, half if calls else room.width(), height))
        self.put(self._help, QRectF(room.left() + half + 3.0, top, half, height))
        self._agencies.setVisible(shown)
        self._help.setVisible(calls)

    def _is_low(self, room: QRectF) -> bool:
        """Whether texts and keys have no room above one another."""
        return room.height() < 2 * self.plan.back.height()

    def _line(self) -> str:
        """How many services there are for what is typed, or what was meant by it."""
        finding, count = self._screen.finding, len(self._rows)
        if self._nothing:
            return self.translate("kiosk.search.none", text=finding.text.strip())
        if finding.meant:
            return self.translate("kiosk.search.meant", text=finding.meant)
        return self.translate("kiosk.search.count", n=count) if finding.text or not self._typing else ""

    def paint_page(self, pen: Pen) -> None:
        finding = self._screen.finding
        if self._typing:
            if not self.plan.title.isEmpty():
                pen.fill(self.px_rect(self.plan.title), StackRow(self.translate("kiosk.search.title"), TITLE, lines=2))
            self._paint_keyboard_ground(pen)
        if self._chip_places:
            caption = self.px_rect(self.plan.chips)
            caption.setHeight(CAPTION * self.unit)
            pen.write(caption, self.translate("kiosk.search.popular"), TEXT, colour=Colours.INK2)
        if self._nothing:
            self._paint_nothing(pen)
            return
        if self._typing and self.landscape and not finding.text and not self.plan.room.intersects(self.plan.chips):
            pen.write(self.px_rect(self.plan.room), self.translate("kiosk.search.hint"), NOTICE, lines=4, top=True)
        self._paint_line(pen, self.px_rect(self.plan.line if self._typing else self.listed.line))

    def _paint_line(self, pen: Pen, line: QRectF) -> None:
        """Above the hits."""
        finding, text = self._screen.finding, self._line()
        if line.isEmpty():
            return
        if finding.meant and not self.landscape:
            count = self.translate("kiosk.search.count", n=len(self._rows))
            pen.write(line, count, TEXT, colour=Colours.INK2, align=Align.AlignRight)
            line = line.adjusted(0, 0, -line.width() * 0.26, 0)
        pen.write(line, text, TEXT, colour=Colours.INK2)

    def _paint_keyboard_ground(self, pen: Pen) -> None:
        ground = self.px_rect(self.plan.keyboard.ground)
        pen.painter.fillRect(ground, Colours.SUNK)
        pen.painter.fillRect(QRectF(ground.left(), ground.top(), ground.width(), 2 * self.unit), Colours.LINE)

    def _paint_nothing(self, pen: Pen) -> None:
        room = self.px_rect(self.plan.room)
        if self._is_low(self.plan.room):
            room.setWidth(room.width() * 0.5 - 20 * self.unit)
        else:
            room.setHeight(room.height() * 0.46)
        title = StackRow(self._line(), NOTICE, lines=3)
        more = StackRow(self.translate("kiosk.search.none.more"), STATE, Colours.INK2, lines=3)
        pen.fill(room, title, more, gap=14 * self.unit)

    def takes(self, event: QKeyEvent) -> bool:
        text = event.text()
        if not self._typing:
            return False
        if event.key() == Qt.Key.Key_Backspace:
            self.intents.search_erased.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.intents.search_listed.emit()
        elif len(text) == 1 and text.isprintable():
            self.intents.search_typed.emit(text)
        else:
            return False
        return True


def _rows_of(screen: Screen) -> tuple[Row, ...]:
    """The hits, as the hall is now; all services where nothing is typed."""
    if not screen.finding.text.strip():
        agencies = screen.view.agencies if screen.view else ()
        return tuple(Row(service, agency) for agency in agencies for service in agency.services)
    found = ((hit, screen.offered_service(hit.id)) for hit in screen.finding.hits)
    return tuple(Row(both[1], both[0], hit) for hit, both in found if both is not None)
