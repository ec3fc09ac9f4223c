"""What every page of the kiosk has: texts, a screen, buttons, and shadows below its cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from kiosk.geometry import STANDARD
from kiosk.kit import KioskKit
from kiosk.list_plans import Turning
from kiosk.pages.measured import MeasuredWidget
from kiosk.screen import Screen
from kiosk.widgets.button_set import ButtonSet
from kiosk.widgets.card import RADIUS, CardBase
from kiosk.widgets.pen import Pen
from qtkit.paint import Shadow, shadow
from qtkit.theme.tokens import Colours


class KioskPage(MeasuredWidget):
    """Base of the pages: ``show_screen`` takes a whole ``Screen``."""

    access_role = QAccessible.Role.Pane
    least = STANDARD
    """The smallest window in which the page's plan holds."""
    grows = False
    """Whether the plan holds in the large mode, with its keys at the foot."""
    keeps_keys_low = False
    """Whether the plan keeps its keys below ``above``, and so holds in the low mode."""
    secret = False
    """Whether what is typed on it must never be said."""

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(parent)
        self.kit, self.translate, self.guard, self.intents = kit, kit.translate, kit.guard, kit.intents
        self.buttons = ButtonSet(kit, self)
        self._tells_painted = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_screen(self, screen: Screen) -> None:
        """Shows what concerns this page; pages override it."""

    def page_title(self) -> str:
        """The page in a few words, for screen readers."""
        return ""

    def first_text(self) -> str:
        """What a screen reader says besides the title when the page comes; pages override it."""
        return ""

    def news(self) -> str:
        """What it says whenever that changes; pages override it."""
        return ""

    def typed(self) -> str:
        """What is typed on it, sign by sign, unless it is secret; pages override it."""
        return ""

    def names(self) -> Sequence[str]:
        """The names of all that its list has, on whichever of its pages, in order."""
        return [card.accessibleName() for card in self.cards()]

    def notice_bar_mm(self) -> QRectF:
        """Where the notice bar may lie over this page, in millimetres."""
        return QRectF()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether this page knows that key of a keyboard and has acted on it; pages override it."""
        return False

    def turning(self) -> Turning | None:
        """What the pager turns; None on a page without lists."""
        return None

    def cards(self) -> Iterable[CardBase]:
        """The cards that cast a shadow on the page."""
        return ()

    def last_buttons(self) -> tuple[QWidget, ...]:
        """Buttons that Tab reaches after everything else: before the first card again."""
        return ()

    def watch(self, card: CardBase) -> None:
        """Repaints the shadow below ``card`` when it is pressed and released."""
        card.pressed.connect(self.update)
        card.released.connect(self.update)

    def tell_when_painted(self) -> None:
        """The page is new: the guard is notified when it is painted; until then a touch was meant for the one
        before."""
        self._tells_painted = True
        self.update(self.changing())

    def changing(self) -> QRegion:
        """What of the page looks another way when it changes; pages whose keys stay override it."""
        return QRegion(self.rect())

    def paint_page(self, pen: Pen) -> None:
        """Paints the page's own texts; pages override it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Colours.CANVAS)
        reach = round(Shadow.CARD.margin(self.unit))
        for card in self.cards():
            near = card.geometry().adjusted(-reach, -reach, reach, reach).intersects(event.rect())
            if near and card.isVisibleTo(self) and card.casts_shadow():
                shadow(painter, QRectF(card.geometry()), RADIUS * self.unit, Shadow.CARD, self.unit)
        self.paint_page(Pen(painter, self.unit))
        if self._tells_painted:
            self._tells_painted = False
            self.guard.page_changed()
