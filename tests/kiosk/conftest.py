"""What the kiosk's tests share: the samples next to them, and a kiosk without processes or databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from hall.translator import Translator
from kiosk.screen import Screen
from kiosk.window import KioskWindow
from tests.kiosk.kiosk_fakes import Kiosk


@pytest.fixture
def kiosk(qtbot: QtBot) -> Iterator[Kiosk]:
    """A real window and presenter on a store in memory, at its first page, 1080 x 1920."""
    made = Kiosk(qtbot)
    made.start()
    yield made
    made.close()


@pytest.fixture(scope="module")
def _one_window(qapp: object) -> Iterator[KioskWindow]:
    made = KioskWindow(Translator("id"), None, motion=False)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def window(_one_window: KioskWindow) -> Iterator[KioskWindow]:
    """A window for tests that only show screens, as a new visitor finds it: to build one takes longer than to show
    a screen. Looks are the program's, so each test leaves them as they were."""
    yield _one_window
    _one_window.show_screen(Screen())
    _one_window.set_screen_scale(None)
    _one_window.resize(1080, 1920)
