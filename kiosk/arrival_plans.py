"""Where things are on the page of a booking: pure functions in millimetres, relative to the page's body."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, mm
from kiosk.number_plans import failed_plan


@dataclass(frozen=True, slots=True)
class BookingPlan:
    """A card with what was found, and below it the way back and the main button."""

    card: QRectF
    back: QRectF
    main: QRectF

    @property
    def notice_bar(self) -> QRectF:
        """Where the notice bar is: over the upper part of the card."""
        return QRectF(self.card.left(), self.card.top(), self.card.width(), mm(170))


def booking_plan(body: QSizeF, *, landscape: bool) -> BookingPlan:
    """The page of a booking."""
    card, row = failed_plan(body, landscape=landscape)
    back = QRectF(row.left(), row.top(), (row.width() - GAP) * 0.4, row.height())
    left = back.right() + GAP
    return BookingPlan(card, back, QRectF(left, row.top(), row.right() - left, row.height()))
