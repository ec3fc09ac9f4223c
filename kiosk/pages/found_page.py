"""What the pages with services of several agencies have in common: their rows, and the keys beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from kiosk.details import is_read_first
from kiosk.details_plans import beside
from kiosk.finding.shown import Row
from kiosk.kit import KioskKit
from kiosk.pages.list_page import ListPage
from kiosk.screen import Screen
from kiosk.widgets.detail_keys import DetailKeys
from kiosk.widgets.found_row import FoundRow


class FoundPage(ListPage[Row, FoundRow]):
    """A row whose touch makes a number at once has a key beside it that opens its service in detail; the others lead
    there by themselves."""

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self.details = DetailKeys(kit, self)

    def fill_found(self, shown: Sequence[Row], screen: Screen) -> None:
        """Shows these services."""
        self.fill(shown, screen.busy)
        for card, row in zip(self.cards(), shown, strict=True):
            card.show_end(chevron=is_read_first(screen, row.service))
        self.details.show_services([card.service for card in self.cards() if not card.leads_to_details])

    def place_found(self, cells: Sequence[QRectF]) -> None:
        """Places rows and keys in ``cells``, in millimetres."""
        zoom = self.layout_mm.zoom
        parts = [beside(cell, landscape=self.landscape, zoom=zoom) for cell in cells]
        placed = list(zip(self.cards(), cells, parts, strict=False))
        self.place_cards([cell if card.leads_to_details else row for card, cell, (row, _) in placed])
        keys = [key for card, _, (_, key) in placed if not card.leads_to_details]
        self.details.place([self.card_rect(key) for key in keys], self.unit)

    def new_card(self, item: Row) -> FoundRow:
        return FoundRow(item.service, item.agency, self.translate, self.guard, self)

    def choose(self, card: FoundRow) -> None:
        self.intents.service_chosen.emit(card.service.id)
