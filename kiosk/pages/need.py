"""One thing that happens in a life: the services that it takes, of whichever agency."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from hall.structure import Need
from hall.wording import in_language
from kiosk.finding.list_plans import HeadedPlan, found_plan, low_found_plan
from kiosk.finding.shown import Row
from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.list_plans import Turning
from kiosk.pages.found_page import FoundPage
from kiosk.screen import Screen
from kiosk.widgets.found_row import FoundRow
from kiosk.widgets.pen import SUBTITLE, TITLE, Pen, StackRow
from kiosk.widgets.tile import paint_icon_tile
from qtkit.theme.tokens import Colours


class NeedPage(FoundPage):
    """Shows the services of ``screen.need``."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._need: Need | None = None
        self._rows: tuple[Row, ...] = ()
        self._back = self.buttons.add("need-back", self.intents.back_wanted, "kiosk.back", "arrow-left")
        self.plan: HeadedPlan = found_plan(self.body_mm(), 1, landscape=self.landscape)

    def turning(self) -> Turning:
        return Turning(self.plan.rows, self.page, len(self._rows), "kiosk.pager.services")

    def names(self) -> Sequence[str]:
        return [in_language(self.translate.language, one.service.name, one.service.name_en) for one in self._rows]

    def page_title(self) -> str:
        return self._name()

    def first_text(self) -> str:
        return self.translate("kiosk.need.subtitle")

    def notice_bar_mm(self) -> QRectF:
        return self.plan.rows.notice_bar

    def last_buttons(self) -> tuple[QWidget, ...]:
        return (*self.details.keys, self._back)

    def _name(self) -> str:
        need = self._need
        return in_language(self.translate.language, need.name, need.name_en) if need else ""

    def show_screen(self, screen: Screen) -> None:
        if screen.need is None:
            return  # while it slides away, the page keeps what it showed
        self._need = screen.need
        found = (screen.offered_service(one) for one in screen.need.services)
        self._rows = tuple(Row(both[1], both[0]) for both in found if both is not None)
        self.buttons.translate()
        self._planned()
        self.page = min(screen.list_page, self.plan.rows.pages - 1)
        a_page = len(self.plan.rows.cells)
        self.fill_found(self._rows[self.page * a_page : (self.page + 1) * a_page], screen)
        self.place()
        self.repaint_if_changed(self._name(), self._need.icon, self.translate.language)

    def _planned(self) -> None:
        count = max(1, len(self._rows))
        if self.layout_mm.lowered:
            self.plan = low_found_plan(self.low_body(), count)
        else:
            self.plan = found_plan(self.body_mm(), count, landscape=self.landscape)

    def show_item(self, card: FoundRow, item: Row) -> None:
        card.show_found(item.service, item.agency)

    def place(self) -> None:
        self._planned()
        self.put(self._back, self.plan.back)
        self.place_found(self.plan.rows.cells)

    def paint_page(self, pen: Pen) -> None:
        if self._need is None:
            return
        paint_icon_tile(pen, self.px_rect(self.plan.tile), self._need.icon, Colours.ACCENT_FILL, Colours.ON_ACCENT)
        title = self.px_rect(self.plan.rows.title.united(self.plan.rows.subtitle))
        pen.fill(title, StackRow(self._name(), TITLE))
        if not self.plan.line.isEmpty():
            subtitle = StackRow(self.translate("kiosk.need.subtitle"), SUBTITLE, Colours.INK2)
            pen.fill(self.px_rect(self.plan.line), subtitle)
