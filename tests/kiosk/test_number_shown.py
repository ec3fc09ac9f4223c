"""The number is what a visitor needs: it stays large, whatever else is on the ticket."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hall.translator import INDONESIAN
from kiosk.widgets.pen import Pen
from kiosk.widgets.ticket_card import TicketCard
from tests.kiosk import kiosk_samples as samples

LONGEST = "Klaim kecelakaan kerja dan jaminan kematian bagi peserta mandiri"


class Listening(TicketCard):
    """A card that says where its number is."""

    place = QRectF()

    def _paint_number(self, pen: Pen, rect: QRectF, code: str, most_px: float) -> None:
        self.place = rect
        super()._paint_number(pen, rect, code, most_px)


@pytest.mark.parametrize("priority", [False, True])
@pytest.mark.parametrize("service", ["SKCK", LONGEST])
@pytest.mark.parametrize(("width", "height", "unit"), [(984, 850, 1.0), (900, 760, 1.45), (820, 620, 1.0)])
def test_a_long_name_leaves_the_number_its_room(
    qtbot: QtBot, width: int, height: int, unit: float, service: str, *, priority: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    card = Listening(INDONESIAN, window)
    card.arrange(unit, QRect(40, 40, width, height))
    ticket = samples.ticket_view(service_name=service, priority=priority)
    card.show_ticket(ticket, datetime(2026, 11, 23, 10, 42, tzinfo=UTC))
    card.grab()
    assert card.place.height() >= 0.16 * height
