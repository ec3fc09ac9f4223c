"""The searches that stand ready on the page of the search: a touch looks for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QRectF, Slot
from PySide6.QtWidgets import QWidget

from kiosk.finding.plans import flow
from kiosk.geometry import Layout
from kiosk.kit import KioskKit
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import KIOSK_BUTTON, TouchButton

_CHIP = replace(KIOSK_BUTTON, text_px=36, line_px=42, padding=28, edge=2, height=88)


class ReadySearches(QObject):
    """Keeps one chip on ``page`` for each of them."""

    def __init__(self, kit: KioskKit, page: QWidget) -> None:
        super().__init__(page)
        self._kit, self._page = kit, page
        self._chips: list[TouchButton] = []
        self.shown = 0
        """How many of them have room."""

    def show_texts(self, texts: Sequence[str]) -> None:
        """Shows these searches."""
        while len(self._chips) > len(texts):
            chip = self._chips.pop()
            chip.setObjectName("")
            chip.hide()
            chip.deleteLater()
        for at, text in enumerate(texts):
            if at == len(self._chips):
                self._chips.append(self._new_chip(text, f"search-chip-{at}"))
            self._chips[at].show_text(text)

    def place(self, layout: Layout, room: QRectF, *, shown: bool) -> None:
        """Places them in ``room``, in millimetres, when they are to be ``shown``; those without room are hidden."""
        for chip in self._chips:
            chip.set_sizes(_CHIP, layout.scale.unit())
        widths = tuple(chip.sizeHint().width() / layout.scale.px_per_mm for chip in self._chips)
        places = flow(room, widths) if shown else ()
        self.shown = len(places)
        for at, chip in enumerate(self._chips):
            chip.setVisible(at < len(places))
            if at < len(places):
                chip.setGeometry(layout.px(places[at]))

    def _new_chip(self, text: str, name: str) -> TouchButton:
        guard = self._kit.guard
        chip = TouchButton(text, name=text, variant=Variant.QUIET, sizes=_CHIP, guard=guard, parent=self._page)
        chip.setObjectName(name)
        chip.clicked.connect(self._on_chip)
        return chip

    @Slot()
    def _on_chip(self) -> None:
        sender = self.sender()
        if isinstance(sender, TouchButton):
            self._kit.intents.search_chosen.emit(sender.text())
