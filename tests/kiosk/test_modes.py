"""How the kiosk is used: each mode acts at once, on every page, until the visitor leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hall.forms import KioskForm
from hall.printing.outcome import PrintOutcome
from hall.translator import Translator
from kiosk.modes import NO_MODES, Modes
from kiosk.screen import Page, Screen
from kiosk.window import KioskWindow
from qtkit.theme.tokens import Colours
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk
from tests.kiosk.test_pictures import SCREENS, picture_of

SIZES = [(1080, 1920), (1920, 1080)]


def choose(kiosk: Kiosk, mode: str) -> None:
    kiosk.touch("modes-button")
    kiosk.touch(f"mode-{mode}")
    kiosk.touch("modes-done")


def test_a_mode_is_on_after_a_touch_says_so_and_goes_off_with_another(kiosk: Kiosk):
    kiosk.touch("modes-button")
    assert not kiosk.button("mode-contrast").isChecked()
    kiosk.touch("mode-contrast")
    assert kiosk.button("mode-contrast").isChecked()
    assert kiosk.presenter.screen.modes == Modes(contrast=True)

    kiosk.touch("mode-contrast")

    assert not kiosk.button("mode-contrast").isChecked()
    assert kiosk.presenter.screen.modes == NO_MODES


def test_the_list_stays_for_a_second_mode_and_goes_by_done_escape_or_a_touch_beside_it(kiosk: Kiosk):
    kiosk.touch("modes-button")
    kiosk.touch("mode-contrast")
    kiosk.touch("mode-calm")
    assert kiosk.widget("modes-done").isVisible()

    kiosk.touch("modes-done")
    assert not kiosk.widget("modes-done").isVisible()
    assert kiosk.presenter.screen.modes == Modes(contrast=True, calm=True)

    kiosk.touch("modes-button")
    kiosk.key(Qt.Key.Key_Escape)
    assert not kiosk.widget("modes-done").isVisible()


def test_tab_goes_round_in_the_list_and_leaves_it_by_escape(kiosk: Kiosk):
    kiosk.touch("modes-button")
    names = []
    for _ in range(8):
        names.append(kiosk.window.focusWidget().objectName())
        kiosk.key(Qt.Key.Key_Tab)

    assert set(names) == {*(f"mode-{mode}" for mode in kiosk.presenter.screen.offered), "modes-done"}


def test_modes_stay_for_the_whole_visit_and_end_with_it(kiosk: Kiosk):
    choose(kiosk, "contrast")
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    assert Colours.CANVAS == Colours.HC_BG

    kiosk.touch("new-number-button")
    assert kiosk.presenter.screen.modes.contrast

    kiosk.pass_seconds(66)
    assert kiosk.page == "agencies"
    assert kiosk.presenter.screen.modes == NO_MODES
    assert Colours.CANVAS != Colours.HC_BG


def test_done_with_the_number_ends_the_modes_at_once(kiosk: Kiosk):
    choose(kiosk, "contrast")
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)

    kiosk.touch("done-button")

    assert kiosk.presenter.screen.modes == NO_MODES
    assert Colours.CANVAS != Colours.HC_BG


def test_the_list_can_be_opened_while_a_number_is_read_and_gives_time_for_it(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    kiosk.pass_seconds(15)

    kiosk.touch("modes-button")
    kiosk.pass_seconds(15)

    assert kiosk.page == "ticket"
    assert kiosk.widget("modes-done").isVisible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", list(SCREENS))
def test_in_high_contrast_every_page_is_black_with_only_a_few_colours(
    window: KioskWindow, name: str, size: tuple[int, int]
):
    image = picture_of(window, replace(SCREENS[name], modes=Modes(contrast=True)), size)
    seen = [image.pixelColor(x, y) for x in range(3, image.width(), 31) for y in range(3, image.height(), 29)]
    grey_or_key = [c for c in seen if c.saturation() < 16 or c.lightness() < 40 or abs(c.hue() - 53) < 8]

    assert len(grey_or_key) == len(seen)
    assert sum(colour.lightness() < 10 for colour in seen) > 0.6 * len(seen)


def test_calm_has_no_motion_and_the_visitor_after_has_it_again(qtbot: QtBot):
    window = KioskWindow(Translator("id"), None, motion=True)
    qtbot.addWidget(window)
    window.show()
    view = samples.kiosk_view(21)
    calm = Modes(calm=True)
    window.show_screen(Screen(page=Page.AGENCIES, view=view, modes=calm))
    window.show_screen(Screen(page=Page.SERVICES, view=view, agency_id="disdukcapil", modes=calm))
    assert not window.is_moving

    window.show_screen(Screen(page=Page.AGENCIES, view=view))
    assert window.is_moving
    window.close()


def test_one_action_makes_a_list_wait_ten_times_as_long_for_the_whole_visit(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.pass_seconds(50)
    kiosk.touch("idle-longer")

    kiosk.pass_seconds(629)
    assert not kiosk.window.frame.prompt.isVisible()
    kiosk.pass_seconds(1)
    assert kiosk.window.frame.prompt.isVisible()
    kiosk.pass_seconds(20)
    assert kiosk.page == "agencies"
    assert kiosk.presenter.screen.modes == NO_MODES


def test_one_action_makes_the_page_with_a_number_wait_ten_times_as_long(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    kiosk.pass_seconds(15)
    assert kiosk.widget("reading-longer").isVisible()

    kiosk.touch("reading-longer")

    assert not kiosk.widget("reading-longer").isVisible()
    assert kiosk.presenter.screen.seconds_left == 200
    kiosk.pass_seconds(199)
    assert kiosk.page == "ticket"
    kiosk.pass_seconds(1)
    assert kiosk.page == "agencies"


def test_who_took_time_on_a_list_has_it_with_the_number_too(kiosk: Kiosk):
    choose(kiosk, "unhurried")
    kiosk.take_number()

    assert kiosk.presenter.screen.seconds_whole == 200


def test_the_hall_can_have_no_motion_for_everybody(qtbot: QtBot):
    window = KioskWindow(Translator("id"), None, motion=True)
    qtbot.addWidget(window)
    window.show()
    view = samples.kiosk_view(21)
    calm = replace(view, hall=replace(view.hall, kiosk=KioskForm(calm=True)))
    window.show_screen(Screen(page=Page.AGENCIES, view=calm))
    window.show_screen(Screen(page=Page.SERVICES, view=calm, agency_id="disdukcapil"))

    assert not window.is_moving
    window.close()
