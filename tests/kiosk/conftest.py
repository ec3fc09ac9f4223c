"""What the kiosk's tests share: the samples next to them, and a kiosk without processes or databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.kiosk.kiosk_fakes import Kiosk


@pytest.fixture
def kiosk(qtbot: QtBot) -> Iterator[Kiosk]:
    """A real window and presenter on a store in memory, at its first page, 1080 x 1920."""
    made = Kiosk(qtbot)
    made.start()
    yield made
    made.close()
