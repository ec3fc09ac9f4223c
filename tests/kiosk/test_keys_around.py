"""The keys that stay around the pages are there when the hall uses what they lead to, and each says what it wants."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from hall.translator import Translator
from kiosk.screen import Page, PaperState, Screen
from kiosk.window import KioskWindow
from tests.kiosk import kiosk_samples as samples

EVERYTHING = ("finds", "needs", "checks_in", "calls_staff", "adapts")
VIEW = samples.kiosk_view(21)
AGENCIES = Screen(page=Page.AGENCIES, view=VIEW)
TICKET = Screen(page=Page.TICKET, view=VIEW, ticket=samples.ticket_view(), slip=PaperState.OUT, seconds_left=48)
WANTED = {
    "search-button": "search_wanted",
    "needs-button": "needs_wanted",
    "check-in-button": "check_in_wanted",
    "help-button": "help_wanted",
    "modes-button": "modes_wanted",
}


@pytest.fixture
def window(qtbot: QtBot) -> KioskWindow:
    window = KioskWindow(Translator("id"), None, motion=False)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def uses_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EVERYTHING:
        monkeypatch.setattr(Screen, name, property(lambda _screen: True))


def key(window: KioskWindow, name: str) -> QAbstractButton:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QAbstractButton), name
    return found


def shown(window: KioskWindow, screen: Screen) -> set[str]:
    window.show_screen(screen)
    return {name for name in WANTED if key(window, name).isVisible()}


def test_no_key_leads_to_what_the_hall_does_not_use(window: KioskWindow, monkeypatch: pytest.MonkeyPatch):
    for name in EVERYTHING:
        monkeypatch.setattr(Screen, name, property(lambda _screen: False))

    assert shown(window, AGENCIES) == set()


@pytest.mark.usefixtures("uses_everything")
def test_the_first_page_has_every_key_and_a_page_with_a_number_only_help(window: KioskWindow):
    assert shown(window, AGENCIES) == set(WANTED)
    assert shown(window, TICKET) == {"help-button", "modes-button"}


@pytest.mark.usefixtures("uses_everything")
@pytest.mark.parametrize("name", list(WANTED))
def test_a_key_says_what_is_wanted(window: KioskWindow, qtbot: QtBot, name: str):
    window.show_screen(AGENCIES)

    with qtbot.waitSignal(getattr(window.intents, WANTED[name])):
        key(window, name).click()
