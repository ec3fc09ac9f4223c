"""Two buttons below the machines: staggered breaks, and evacuation."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.supervisor.whole.forms import is_evacuated
from hall.translator import Translator
from hall.views import FloorView
from qtkit.desk.buttons import DeskButton
from qtkit.desk.layout import pack
from qtkit.widgets.painted_button import Variant

BREAKS_SHORTCUT, EVACUATION_SHORTCUT = "Ctrl+B", "Ctrl+Shift+E"


class WholeHallRow(QWidget):
    """What is done with the hall as a whole."""

    breaks_requested = Signal()
    evacuation_requested = Signal()

    def __init__(self, translate: Translator) -> None:
        super().__init__()
        self.translate = translate
        self.breaks = DeskButton("breaks-button", "coffee", BREAKS_SHORTCUT, height=40, px=13, icon_px=18)
        self.evacuation = DeskButton("evacuation-button", "exit-run", EVACUATION_SHORTCUT, height=40, px=13, icon_px=18)
        self.breaks.clicked.connect(self.breaks_requested)
        self.evacuation.clicked.connect(self.evacuation_requested)
        pack(QHBoxLayout(self), (self.breaks, 4), (self.evacuation, 5), margins=(0, 0, 0, 0), spacing=8)

    @property
    def buttons(self) -> tuple[DeskButton, DeskButton]:
        """In the order of the Tab key."""
        return self.breaks, self.evacuation

    def show_view(self, view: FloorView) -> None:
        """The way into an evacuation, or out of it, for whoever answers for the whole hall."""
        translate, over = self.translate, is_evacuated(view)
        self.breaks.show_caption(translate("supervisor.whole_breaks"))
        self.evacuation.show_caption(translate("supervisor.whole_over" if over else "supervisor.whole_evacuate"))
        self.evacuation.show_variant(Variant.PRIMARY if over else Variant.QUIET)
        self.evacuation.setVisible(view.whole_hall)
