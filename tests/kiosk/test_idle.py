from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hall.printing.outcome import PrintOutcome
from qtkit.widgets.ring import CountdownRing
from tests.kiosk.kiosk_fakes import Kiosk, shown_page


def test_a_list_warns_after_45_seconds_and_goes_home_20_seconds_later(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(44)
    assert not kiosk.window.frame.prompt.isVisible()

    kiosk.pass_seconds(1)
    assert kiosk.window.frame.prompt.isVisible()
    assert kiosk.window.frame.prompt.findChild(CountdownRing).left == 20

    kiosk.pass_seconds(19)
    assert kiosk.page == "services"
    kiosk.pass_seconds(1)
    assert kiosk.page == "agencies"
    assert not kiosk.window.frame.prompt.isVisible()


def test_continue_keeps_the_page(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(50)

    kiosk.touch("idle-continue")

    assert not kiosk.window.frame.prompt.isVisible()
    kiosk.pass_seconds(44)
    assert kiosk.page == "services"


def test_a_touch_beside_the_prompt_keeps_the_page_and_chooses_nothing(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(50)

    row = kiosk.widget("service-disdukcapil-a")
    spot = row.mapTo(kiosk.window, row.rect().center())
    below = kiosk.window.childAt(spot)
    assert below is not None
    QTest.mouseClick(below, Qt.MouseButton.LeftButton, pos=spot)
    kiosk.settled()

    assert not kiosk.window.frame.prompt.isVisible()
    assert not kiosk.hall.tickets


def test_any_key_keeps_the_page(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(50)

    kiosk.key(Qt.Key.Key_Escape)

    assert kiosk.page == "services"
    assert not kiosk.window.frame.prompt.isVisible()


def test_the_first_page_at_rest_asks_nobody(kiosk: Kiosk):
    kiosk.pass_seconds(100)

    assert not kiosk.window.frame.prompt.isVisible()


def test_the_first_page_with_a_choice_made_goes_back_to_rest(kiosk: Kiosk):
    kiosk.touch("language-button")
    kiosk.touch("priority-switch")

    kiosk.pass_seconds(66)

    assert kiosk.widget("language-button").accessibleName() == "Switch to English"
    assert kiosk.widget("priority-switch").accessibleName().endswith("mati")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_kiosk_begins_and_rests_in_the_language_of_its_configuration(qtbot: QtBot, language: str):
    kiosk = Kiosk(qtbot, language=language)
    kiosk.start()
    assert kiosk.presenter.screen.language == language
    kiosk.touch("language-button")
    assert kiosk.presenter.screen.language != language

    kiosk.pass_seconds(66)

    assert kiosk.presenter.screen.language == language
    kiosk.close()


def test_the_page_with_a_number_goes_home_20_seconds_after_its_slip(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.pass_seconds(15)
    kiosk.slip_ends(PrintOutcome.PRINTED)
    kiosk.pass_seconds(19)
    assert kiosk.page == "ticket"
    assert kiosk.window.frame.countdown.findChild(CountdownRing).left == 1

    kiosk.pass_seconds(1)
    assert kiosk.page == "agencies"


def test_a_touch_on_the_empty_page_counts_as_a_sign_of_life(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(30)

    QTest.mouseClick(shown_page(kiosk.window), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

    kiosk.pass_seconds(44)
    assert not kiosk.window.frame.prompt.isVisible()


@pytest.mark.parametrize("where", ["ticket-number", "language-button"])
def test_a_touch_of_the_next_person_does_not_make_the_page_of_the_one_before_longer(kiosk: Kiosk, where: str):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    kiosk.pass_seconds(15)

    kiosk.touch(where)

    assert kiosk.window.frame.countdown.findChild(CountdownRing).left == 5
    kiosk.pass_seconds(5)
    assert kiosk.page == "agencies"


def test_a_key_gives_whoever_reads_by_keys_the_whole_time_again(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    kiosk.pass_seconds(15)

    kiosk.key(Qt.Key.Key_Tab)

    assert kiosk.window.frame.countdown.findChild(CountdownRing).left == 20


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_next_person_gets_a_number_at_once_by_new_number(kiosk: Kiosk, language: str):
    if language == "en":
        kiosk.touch("language-button")
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    assert kiosk.widget("new-number-button").accessibleName() == {"id": "Nomor baru", "en": "New number"}[language]

    kiosk.touch("new-number-button")

    assert kiosk.page == "agencies"
    assert kiosk.presenter.screen.language == language
    kiosk.pass_seconds(65)
    assert kiosk.presenter.screen.language == "id"


def test_the_warning_dims_nothing_that_is_read(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    spot = QRect(0, 0, 1080, 1600)
    before = kiosk.window.grab(spot).toImage()

    kiosk.pass_seconds(45)

    assert kiosk.window.frame.prompt.isVisible()
    assert kiosk.window.grab(spot).toImage() == before
