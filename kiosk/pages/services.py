"""The second page: one agency's services, with people waiting, promise and requirement before the touch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtWidgets import QWidget

from hall.views import AgencyView, ServiceView
from hall.wording import in_language
from kiosk.details_plans import beside
from kiosk.geometry import SMALL, mm
from kiosk.kit import KioskKit
from kiosk.list_plans import ServicesPlan, Turning, services_plan
from kiosk.low_plans import low_services_plan
from kiosk.pages.list_page import ListPage
from kiosk.screen import Screen
from kiosk.widgets.detail_keys import DetailKeys
from kiosk.widgets.pen import HEADING, STATE, TEXT, TITLE, Pen
from kiosk.widgets.service_row import PADDING, ServiceRow
from kiosk.widgets.ticket_texts import zone_text
from kiosk.widgets.tile import paint_icon_tile, tile_colour
from qtkit.paint import Align
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours
from qtkit.widgets.pictograms import paint_pictogram


class ServicesPage(ListPage[ServiceView, ServiceRow]):
    """Shows the services of ``screen.agency``; and the way back."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._agency: AgencyView | None = None
        self.plan: ServicesPlan = services_plan(self.body_mm(), 1, landscape=self.landscape)
        back = self.intents.back_wanted
        self._back = self.buttons.add("back-button", back, "kiosk.back", "arrow-left", spoken="kiosk.back.name")
        self._details = DetailKeys(kit, self)

    def _planned(self) -> ServicesPlan:
        count = max(1, self.count)
        if self.layout_mm.lowered:
            return low_services_plan(self.low_body(), count)
        return services_plan(self.body_mm(), count, landscape=self.landscape)

    @property
    def count(self) -> int:
        """How many services the agency has."""
        return len(self._services())

    def turning(self) -> Turning:
        return Turning(self.plan.rows, self.page, self.count, "kiosk.pager.services")

    def page_title(self) -> str:
        return self.translate("kiosk.services.title", agency=self._name(self._agency) if self._agency else "")

    def names(self) -> Sequence[str]:
        return [in_language(self.translate.language, one.name, one.name_en) for one in self._services()]

    def notice_bar_mm(self) -> QRectF:
        return self.plan.rows.notice_bar

    def last_buttons(self) -> tuple[QWidget, ...]:
        return (*self._details.keys, self._back)

    def _name(self, agency: AgencyView) -> str:
        return in_language(self.translate.language, agency.name, agency.name_en)

    def _services(self) -> tuple[ServiceView, ...]:
        return self._agency.services if self._agency else ()

    def show_screen(self, screen: Screen) -> None:
        if screen.agency is None:
            return  # while it slides away, the page keeps what it showed
        self._agency = screen.agency
        self.plan = self._planned()
        self.page = min(screen.list_page, self.plan.rows.pages - 1)
        self.buttons.translate()
        a_page = len(self.plan.rows.cells) if self.plan.rows.pages > 1 else self.count
        shown = self._services()[self.page * a_page : (self.page + 1) * a_page]
        self.fill(shown, screen.busy)
        self._details.show_services(shown)
        self.place()
        agency = self._agency
        self.repaint_if_changed(
            agency.id, self.page_title(), agency.icon, agency.colour, agency.opening.is_open, agency.zone,
            agency.counters, self.translate.language, self._counts, self._waits,
        )  # fmt: skip

    def new_card(self, item: ServiceView) -> ServiceRow:
        return ServiceRow(item, self._colour(), self.translate, self.guard, self, chevron=False)

    def show_item(self, card: ServiceRow, item: ServiceView) -> None:
        card.show_service(item, self._colour())

    def choose(self, card: ServiceRow) -> None:
        self.intents.service_chosen.emit(card.service.id)

    @property
    def _counts(self) -> bool:
        """Whether a row says how many wait, below the caption."""
        return any(card.counts for card in self.cards())

    @property
    def _waits(self) -> bool:
        """Whether a row says how long it takes, below the caption."""
        return any(card.wait is not None for card in self.cards())

    def _colour(self) -> str:
        return self._agency.colour if self._agency else ""

    def place(self) -> None:
        self.plan = self._planned()
        self.put(self._back, self.plan.back)
        zoom = self.layout_mm.zoom
        parts = [beside(cell, landscape=self.landscape, zoom=zoom) for cell in self.plan.rows.cells]
        self.place_cards([row for row, _ in parts])
        self._details.place([self.card_rect(key) for _, key in parts], self.unit)

    def _paint_agency(self, pen: Pen, agency: AgencyView) -> None:
        colour = tile_colour(agency.colour, closed=not agency.opening.is_open)
        if not self.plan.tile.isEmpty():
            paint_icon_tile(pen, self.px_rect(self.plan.tile), agency.icon, colour)
        title = self.px_rect(self.plan.rows.title)
        name = pen.block(self._name(agency), TITLE, QSizeF(title.width(), TITLE.line * self.unit * 1.1), lines=2)
        pen.place(title, name.found, name.type_)
        zone = zone_text(agency.zone, agency.counters, self.translate)
        line = self.px_rect(self.plan.rows.subtitle)
        side = 34 * self.unit
        beside = pen.fitted(zone.whole, TEXT, line.width() - side - 10 * self.unit)
        if agency.zone is not None and beside.font.pixelSize() >= int(Typeface.least_px):
            pictogram = QRectF(line.left(), line.center().y() - side / 2, side, side)
            paint_pictogram(pen.painter, pictogram, agency.zone.pictogram, Colours.TELUK700)
            line.setLeft(pictogram.right() + 10 * self.unit)
        pen.write(line, zone.whole, TEXT, colour=Colours.INK2)

    def paint_page(self, pen: Pen) -> None:
        if self._agency is None:
            return
        self._paint_agency(pen, self._agency)
        heading = self.px_rect(self.plan.heading)
        if not heading.isEmpty():
            pen.write(heading, self.translate("kiosk.services.heading"), HEADING)
        if self._counts and not self.landscape and not self.layout_mm.lowered:
            row, _ = beside(self.plan.rows.cells[0], landscape=False)
            right = heading.right() - self.layout_mm.scale.mm(row.right() - mm(PADDING))
            column = heading.adjusted(heading.width() * 0.5, 6 * self.unit, -right, 6 * self.unit)
            caption = self.translate("wait.caption" if self._waits else "kiosk.services.caption")
            pen.write(column, caption, STATE, colour=Colours.INK2, align=Align.AlignRight)
