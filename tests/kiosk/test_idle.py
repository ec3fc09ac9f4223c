from __future__ import annotations

import pytest
from kiosk_fakes import Kiosk
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hall.printing.outcome import Outcome


def test_a_list_warns_after_twenty_seconds_and_goes_home_after_thirty(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(19)
    assert not kiosk.window._prompt.isVisible()

    kiosk.pass_seconds(1)
    assert kiosk.window._prompt.isVisible()
    assert kiosk.window._prompt._ring.left == 10

    kiosk.pass_seconds(10)
    assert kiosk.page == "agencies"
    assert not kiosk.window._prompt.isVisible()


def test_continue_keeps_the_page(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(25)

    kiosk.touch("idle-continue")

    assert not kiosk.window._prompt.isVisible()
    kiosk.pass_seconds(15)
    assert kiosk.page == "services"


def test_a_touch_beside_the_prompt_keeps_the_page_and_chooses_nothing(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(25)

    row = kiosk.widget("service-disdukcapil-a")
    spot = row.mapTo(kiosk.window, row.rect().center())
    QTest.mouseClick(kiosk.window.childAt(spot), Qt.MouseButton.LeftButton, pos=spot)
    kiosk.settled()

    assert not kiosk.window._prompt.isVisible()
    assert not kiosk.hall.tickets


def test_any_key_keeps_the_page(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(25)

    kiosk.key(Qt.Key.Key_Escape)

    assert kiosk.page == "services"
    assert not kiosk.window._prompt.isVisible()


def test_the_first_page_at_rest_asks_nobody(kiosk: Kiosk):
    kiosk.pass_seconds(100)

    assert not kiosk.window._prompt.isVisible()


def test_the_first_page_with_a_choice_made_goes_back_to_rest(kiosk: Kiosk):
    kiosk.touch("language-key")
    kiosk.touch("priority-switch")

    kiosk.pass_seconds(31)

    assert kiosk.widget("language-key").accessibleName() == "Switch to English"
    assert kiosk.widget("priority-switch").accessibleName().endswith("mati")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_kiosk_begins_and_rests_in_the_language_of_its_configuration(qtbot: QtBot, language: str):
    kiosk = Kiosk(qtbot, language=language)
    kiosk.start()
    assert kiosk.presenter.screen.language == language
    kiosk.touch("language-key")
    assert kiosk.presenter.screen.language != language

    kiosk.pass_seconds(31)

    assert kiosk.presenter.screen.language == language
    kiosk.close()


def test_the_ticket_page_goes_home_after_sixty_seconds(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(Outcome.PRINTED)
    kiosk.pass_seconds(59)
    assert kiosk.page == "ticket"
    assert kiosk.window._countdown._ring.left == 1

    kiosk.pass_seconds(1)
    assert kiosk.page == "agencies"


def test_a_touch_on_the_empty_page_counts_as_a_sign_of_life(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(15)

    QTest.mouseClick(kiosk.window._services, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

    kiosk.pass_seconds(15)
    assert not kiosk.window._prompt.isVisible()
