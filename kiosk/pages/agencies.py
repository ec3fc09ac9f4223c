"""The first page: one card for each agency, in pages when there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from hall.views import AgencyView, KioskView
from hall.wording import in_language
from kiosk.geometry import SMALL
from kiosk.hours import hall_closed
from kiosk.kit import KioskKit
from kiosk.list_plans import ListPlan, Turning, agencies_plan
from kiosk.low_plans import low_agencies_plan
from kiosk.pages.list_page import ListPage
from kiosk.screen import Screen
from kiosk.widgets.agency_card import AgencyCard
from kiosk.widgets.pen import SUBTITLE, TEXT, TITLE, Pen, StackRow, Type
from kiosk.widgets.search_key import SearchKey
from qtkit.announce import spoken
from qtkit.icons import paint_icon
from qtkit.paint import fill_rounded
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours
from qtkit.widgets.touch_button import KIOSK_BUTTON

_LOW_TITLE = Type(86, 94, 800)
_NEEDS = replace(KIOSK_BUTTON, text_px=34, line_px=40, icon_px=50, gap=14, padding=12)


class AgenciesPage(ListPage[AgencyView, AgencyCard]):
    """Shows the agencies of ``screen.view`` from page ``screen.list_page`` on."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._agencies: tuple[AgencyView, ...] = ()
        self._title, self._subtitle, self._caution = "", "", ""
        self._finds, self._needs = False, False
        self.plan: ListPlan = agencies_plan(self.body_mm(), 1, landscape=self.landscape)
        self._search = SearchKey(self.translate, self.guard, self)
        self._search.clicked.connect(self.intents.search_wanted)
        needs = self.intents.needs_wanted
        self._needs_key = self.buttons.add("needs-button", needs, "kiosk.key.needs", "baby-carriage")

    def turning(self) -> Turning:
        return Turning(self.plan, self.page, self.count, "kiosk.pager.agencies")

    def page_title(self) -> str:
        return spoken(self._title, self._caution)

    def names(self) -> Sequence[str]:
        return [in_language(self.translate.language, one.name, one.name_en) for one in self._agencies]

    def notice_bar_mm(self) -> QRectF:
        return self.plan.notice_bar

    def last_buttons(self) -> tuple[QWidget, ...]:
        return self._search, self._needs_key

    @property
    def count(self) -> int:
        """How many agencies there are."""
        return len(self._agencies)

    def show_screen(self, screen: Screen) -> None:
        self._agencies = tuple(screen.agencies)
        self._tell(screen.view)
        closed = screen.view is None or hall_closed(screen.view)
        self._caution = self.translate("kiosk.agencies.paperless") if screen.paperless and not closed else ""
        self._finds, self._needs = screen.finds and not closed, screen.needs and not closed
        self.buttons.translate()
        self._search.setVisible(self._finds)
        self._needs_key.setVisible(self._needs)
        self.plan = self._planned()
        self.page = min(screen.list_page, self.plan.pages - 1)
        a_page = len(self.plan.cells)
        first = self.page * a_page
        self.fill(self._agencies[first : first + a_page], screen.busy)
        self.place()
        self.repaint_if_changed(self._title, self._subtitle, self._caution)

    def _tell(self, view: KioskView | None) -> None:
        """Title and subtitle: choose one, or the hall is closed and until when."""
        if view is not None and hall_closed(view):
            self._title = self.translate(
                "kiosk.agencies.break" if view.opening.code == "break" else "kiosk.agencies.closed"
            )
            self._subtitle = view.opening.message(self.translate)
            return
        self._title = self.translate("kiosk.agencies.title")
        self._subtitle = self.translate("kiosk.agencies.subtitle" if self._agencies else "kiosk.agencies.none")

    def new_card(self, item: AgencyView) -> AgencyCard:
        return AgencyCard(item, self.translate, self.guard, self)

    def show_item(self, card: AgencyCard, item: AgencyView) -> None:
        card.show_agency(item)

    def choose(self, card: AgencyCard) -> None:
        self.intents.agency_chosen.emit(card.agency.id)

    def _planned(self) -> ListPlan:
        layout, count = self.layout_mm, len(self._agencies)
        if layout.lowered:
            middle = (
                0.0
                if layout.landscape or not layout.large
                else layout.size.height() / 2 - self.y() / layout.scale.px_per_mm
            )
            return low_agencies_plan(self.low_body(middle), count, finds=self._finds, needs=self._needs)
        return agencies_plan(self.body_mm(), count, landscape=self.landscape, finds=self._finds, needs=self._needs)

    def place(self) -> None:
        self.plan = self._planned()
        self._search.arrange(self.unit, self.card_rect(self.plan.search))
        self._needs_key.set_sizes(_NEEDS, self.unit)
        self._needs_key.setGeometry(self.card_rect(self.plan.needs))
        self.place_cards(self.plan.cells)

    def paint_page(self, pen: Pen) -> None:
        if self.layout_mm.lowered:
            self._paint_low_texts(pen)
        else:
            pen.write(self.px_rect(self.plan.title), self._title, TITLE)
        if self._caution:
            self._paint_caution(pen)
        elif not self.layout_mm.lowered:
            pen.write(self.px_rect(self.plan.subtitle), self._subtitle, SUBTITLE, colour=Colours.INK2)

    def _paint_low_texts(self, pen: Pen) -> None:
        """Title and subtitle as large as the room above the keys lets them be."""
        room = self.px_rect(self.plan.title)
        if self._caution:
            room.setBottom(self.px_rect(self.plan.subtitle).top())
            if room.height() < TITLE.line * self.unit:
                return
        subtitle = StackRow("" if self._caution else self._subtitle, SUBTITLE, Colours.INK2, lines=3)
        for title in (StackRow(self._title, _LOW_TITLE, lines=2), StackRow(self._title, TITLE)):
            if pen.stack_height((title, subtitle), room.width()) <= room.height():
                break
        else:
            pen.stack(room, title)
            return
        pen.stack(room, title, subtitle, gap=8 * self.unit)

    def _paint_caution(self, pen: Pen) -> None:
        """What everybody must know before the first touch, in the place of the subtitle."""
        unit, line = self.unit, self.px_rect(self.plan.subtitle)
        bar = line.adjusted(0, -3 * unit, 0, 5 * unit)  # the notice bar covers it whole
        fill_rounded(pen.painter, bar, 20 * unit, Colours.AMBER100, edge=Colours.AMBER_EDGE, edge_px=3 * unit)
        if Typeface.least_px:  # the words need the room of the icon
            room = bar.adjusted(16 * unit, 0, -16 * unit, 0)
            pen.fill(room, StackRow(self._caution, TEXT, Colours.AMBER_INK))
            return
        side = 44 * unit
        icon = QRectF(bar.left() + 22 * unit, bar.center().y() - side / 2, side, side)
        paint_icon(pen.painter, icon, "printer-alert", Colours.INK)
        pen.write(bar.adjusted(84 * unit, 0, -16 * unit, 0), self._caution, TEXT, colour=Colours.AMBER_INK)
