from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.screen import Page, PaperState, Screen
from qtkit.widgets.focus import FocusRing
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk, shown_page


def screens() -> dict[str, Screen]:
    view = samples.kiosk_view(21)
    ticket = samples.ticket_view()
    return {
        "loading": Screen(),
        "agencies": Screen(page=Page.AGENCIES, view=view),
        "services": Screen(page=Page.SERVICES, view=view, agency_id="disdukcapil"),
        "ticket": Screen(page=Page.TICKET, view=view, ticket=ticket, slip=PaperState.OUT, seconds_left=50),
        "trouble": Screen(page=Page.TROUBLE, view=view, ticket=ticket, slip=PaperState.FAILED, seconds_left=50),
        "notice": Screen(page=Page.NOTICE, view=view),
        "idle": Screen(page=Page.SERVICES, view=view, agency_id="disdukcapil", idle_left=9),
    }


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", list(screens()))
def test_everything_that_takes_the_focus_has_a_name_of_its_own(kiosk: Kiosk, name: str, language: str):
    kiosk.window.show_screen(replace(screens()[name], language=language))

    names = [widget.accessibleName() for widget in focusable(kiosk.window)]

    assert all(len(text) > 2 for text in names)
    assert len(set(names)) == len(names)
    assert kiosk.widget("language-button") in focusable(kiosk.window)


@pytest.mark.parametrize("name", list(screens()))
def test_every_page_has_a_title_for_the_screen_reader(kiosk: Kiosk, name: str):
    screen = screens()[name]
    kiosk.window.show_screen(screen)

    assert len(shown_page(kiosk.window).accessibleName()) > 5


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("name", list(screens()))
def test_every_target_is_at_least_20_mm_and_has_room_around_it(kiosk: Kiosk, name: str, size: tuple[int, int]):
    kiosk.window.resize(*size)
    kiosk.window.show_screen(replace(screens()[name], idle_left=None))
    keys = [widget for widget in focusable(kiosk.window) if isinstance(widget, QAbstractButton)]
    rects = [(key, key.rect().translated(key.mapTo(kiosk.window, key.rect().topLeft()))) for key in keys]

    for key, rect in rects:
        assert min(rect.width(), rect.height()) >= 20 * 4.034, key.objectName()
        assert kiosk.window.rect().contains(rect), key.objectName()
        for other, place in rects:
            if other is not key:
                assert not rect.adjusted(-6, -6, 6, 6).intersects(place), (key.objectName(), other.objectName())


def test_tab_and_enter_take_a_number(kiosk: Kiosk):
    for _ in range(20):
        kiosk.key(Qt.Key.Key_Tab)
        if kiosk.window.focusWidget() is kiosk.widget("agency-pln"):
            break
    kiosk.key(Qt.Key.Key_Return)

    kiosk.until("ticket")


def test_escape_goes_back_and_f2_and_f3_work_everywhere(kiosk: Kiosk):
    kiosk.touch("agency-disdukcapil")
    kiosk.key(Qt.Key.Key_F2)
    assert shown_page(kiosk.window).page_title() == "Services of Disdukcapil"
    kiosk.key(Qt.Key.Key_F3)
    assert kiosk.widget("priority-switch").accessibleName() == "I need priority, on"

    kiosk.key(Qt.Key.Key_Escape)

    assert kiosk.page == "agencies"


def test_page_down_turns_the_list(kiosk: Kiosk):
    kiosk.set_view(samples.kiosk_view(21))

    kiosk.key(Qt.Key.Key_PageDown)

    assert kiosk.widget("agency-bri").isVisible()


def test_a_held_enter_key_takes_one_number(kiosk: Kiosk):
    card = kiosk.widget("agency-pln")
    card.setFocus()
    kiosk.hall.gate.clear()
    kiosk.touch_clock.seconds += 0.5
    for _ in range(5):
        QTest.keyClick(card, Qt.Key.Key_Return)
    kiosk.hall.gate.set()
    kiosk.until("ticket")

    assert len(kiosk.hall.tickets) == 1


def test_the_focus_ring_surrounds_what_tab_reaches_and_leaves_with_the_page(kiosk: Kiosk):
    kiosk.key(Qt.Key.Key_Tab)
    assert kiosk.window.findChild(FocusRing).isVisible()

    kiosk.touch("agency-disdukcapil")

    assert not kiosk.window.findChild(FocusRing).isVisible()


def test_the_first_tab_of_a_page_lands_on_its_first_card(kiosk: Kiosk):
    kiosk.set_view(samples.kiosk_view(21))
    kiosk.key(Qt.Key.Key_Tab)
    assert kiosk.window.focusWidget() is kiosk.widget("agency-disdukcapil")

    kiosk.touch("agency-disdukcapil")
    kiosk.key(Qt.Key.Key_Tab)
    assert kiosk.window.focusWidget() is kiosk.widget("service-disdukcapil-a")
