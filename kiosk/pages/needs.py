"""What happens in a life, each with its picture: for who knows what happened, and not who is asked about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from hall.structure import Need
from hall.wording import in_language
from kiosk.finding.list_plans import HeadedPlan, low_needs_plan, needs_plan
from kiosk.geometry import SMALL
from kiosk.kit import KioskKit
from kiosk.list_plans import Turning
from kiosk.pages.list_page import ListPage
from kiosk.screen import Screen
from kiosk.widgets.need_card import NeedCard
from kiosk.widgets.pen import SUBTITLE, TITLE, Pen, StackRow
from qtkit.theme.tokens import Colours


class NeedsPage(ListPage[Need, NeedCard]):
    """Shows the needs of ``screen.view``."""

    least = SMALL
    grows = True
    keeps_keys_low = True

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._needs: tuple[Need, ...] = ()
        back = self.intents.back_wanted
        self._back = self.buttons.add("needs-back", back, "kiosk.back", "arrow-left", spoken="kiosk.back.name")
        self.plan: HeadedPlan = needs_plan(self.body_mm(), 1, landscape=self.landscape)

    def turning(self) -> Turning:
        return Turning(self.plan.rows, self.page, len(self._needs), "kiosk.pager.services")

    def names(self) -> Sequence[str]:
        return [in_language(self.translate.language, one.name, one.name_en) for one in self._needs]

    def page_title(self) -> str:
        return self.translate("kiosk.needs.title")

    def first_text(self) -> str:
        return self.translate("kiosk.needs.subtitle")

    def notice_bar_mm(self) -> QRectF:
        return self.plan.rows.notice_bar

    def last_buttons(self) -> tuple[QWidget, ...]:
        return (self._back,)

    def show_screen(self, screen: Screen) -> None:
        self._needs = screen.view.needs if screen.view else ()
        self.buttons.translate()
        self._planned()
        self.page = min(screen.list_page, self.plan.rows.pages - 1)
        a_page = len(self.plan.rows.cells) if self.plan.rows.pages > 1 else len(self._needs)
        self.fill(self._needs[self.page * a_page : (self.page + 1) * a_page], "")
        self.place()
        self.repaint_if_changed(self.page_title())

    def _planned(self) -> None:
        count = max(1, len(self._needs))
        if self.layout_mm.lowered:
            self.plan = low_needs_plan(self.low_body(), count)
        else:
            self.plan = needs_plan(self.body_mm(), count, landscape=self.landscape)

    def new_card(self, item: Need) -> NeedCard:
        return NeedCard(item, self.translate, self.guard, self)

    def show_item(self, card: NeedCard, item: Need) -> None:
        card.show_need(item)

    def choose(self, card: NeedCard) -> None:
        self.intents.need_chosen.emit(card.need.id)

    def place(self) -> None:
        self._planned()
        self.put(self._back, self.plan.back)
        self.place_cards(self.plan.rows.cells)

    def paint_page(self, pen: Pen) -> None:
        pen.fill(self.px_rect(self.plan.names), StackRow(self.translate("kiosk.needs.title"), TITLE))
        if not self.plan.line.isEmpty():
            subtitle = StackRow(self.translate("kiosk.needs.subtitle"), SUBTITLE, Colours.INK2)
            pen.fill(self.px_rect(self.plan.line), subtitle)
