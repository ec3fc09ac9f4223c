"""What the two pages with cards have in common: cards stay while the items change, and a touched one is reported."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QRectF, Slot
from PySide6.QtWidgets import QWidget

from kiosk.kit import KioskKit
from kiosk.pages.base import KioskPage
from kiosk.widgets.card import CardBase


class Item(Protocol):
    """What a list shows."""

    @property
    def id(self) -> str:
        """What tells it from the others."""


I = TypeVar("I", bound=Item)  # noqa: E741 - an item
C = TypeVar("C", bound=CardBase)


class ListPage(KioskPage, Generic[I, C]):
    """Shows items of one list page on cards."""

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._cards: list[C] = []
        self._painted: tuple[object, ...] = ()
        self.page = 0

    def cards(self) -> Sequence[C]:
        return self._cards

    @abstractmethod
    def new_card(self, item: I) -> C:
        """A card for ``item``."""

    @abstractmethod
    def show_item(self, card: C, item: I) -> None:
        """Shows ``item`` on ``card``."""

    @abstractmethod
    def choose(self, card: C) -> None:
        """A card was touched."""

    def fill(self, shown: Sequence[I], busy: str) -> None:
        """Shows these items; ``busy`` is the id of the one whose number is being made."""
        while len(self._cards) > len(shown):
            card = self._cards.pop()
            card.setObjectName("")
            card.hide()
            card.deleteLater()
        for index, item in enumerate(shown):
            if index == len(self._cards):
                self._cards.append(self._prepared(self.new_card(item)))
            self.show_item(self._cards[index], item)
            self._cards[index].set_busy(bool(busy) and item.id == busy)

    def repaint_if_changed(self, *texts: object) -> None:
        """Repaints what is around the cards, which ``texts`` and the places of the cards decide; a card whose queue has
        grown repaints itself."""
        painted = *texts, self.page, *((card.objectName(), card.closed) for card in self._cards)
        if painted != self._painted:
            self._painted = painted
            self.update(self.changing())

    def place_cards(self, cells: Sequence[QRectF]) -> None:
        """Places the cards, in millimetres."""
        for card, cell in zip(self._cards, cells, strict=False):
            if card.unit != self.unit:
                card.set_unit(self.unit)
            card.setGeometry(self.card_rect(cell))

    def _prepared(self, card: C) -> C:
        card.set_unit(self.unit)
        card.clicked.connect(self._on_clicked)
        self.watch(card)
        card.show()
        return card

    @Slot()
    def _on_clicked(self) -> None:
        card = next((card for card in self._cards if card is self.sender()), None)
        if card is not None:
            self.choose(card)
