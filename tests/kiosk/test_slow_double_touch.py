"""A finger that touches twice meets another page the second time, and chooses nothing there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from hall.printing.outcome import PrintOutcome
from qtkit.widgets.pressable import TouchGuard
from tests.kiosk.kiosk_fakes import Kiosk

LEFT = Qt.MouseButton.LeftButton


def touch_at(kiosk: Kiosk, spot: QPoint, *, after_s: float) -> None:
    """A finger at a place of the window, ``after_s`` after the touch before."""
    kiosk.touch_clock.seconds += after_s
    under = kiosk.window.childAt(spot) or kiosk.window
    QTest.mouseClick(under, LEFT, pos=under.mapFrom(kiosk.window, spot))
    kiosk.settled()


def middle(kiosk: Kiosk, name: str) -> QPoint:
    widget = kiosk.widget(name)
    return widget.mapTo(kiosk.window, widget.rect().center())


def over_a_row(kiosk: Kiosk) -> QPoint:
    """A place on the card of Disdukcapil where a service's row will be."""
    kiosk.touch("agency-disdukcapil")
    rows = [middle(kiosk, f"service-disdukcapil-{letter}").y() for letter in "abcdef"]
    half = kiosk.widget("service-disdukcapil-a").height() // 2
    kiosk.touch("back-button")
    kiosk.touch_clock.seconds += 5
    card = kiosk.widget("agency-disdukcapil")
    top = card.mapTo(kiosk.window, QPoint(0, 0)).y()
    y = next(y for y in range(top + 4, top + card.height() - 4) if any(abs(y - row) < half - 4 for row in rows))
    return QPoint(middle(kiosk, "agency-disdukcapil").x(), y)


@pytest.mark.parametrize("pause", [0.45, 0.55, 0.7, 0.79])
def test_a_slow_double_touch_on_a_card_gives_no_number(kiosk: Kiosk, pause: float):
    spot = over_a_row(kiosk)
    touch_at(kiosk, spot, after_s=1)
    assert kiosk.page == "services"

    touch_at(kiosk, spot + QPoint(20, 10), after_s=pause)

    assert kiosk.page == "services"
    assert not kiosk.hall.tickets


def test_a_touch_after_eight_tenths_of_a_second_chooses(kiosk: Kiosk):
    spot = over_a_row(kiosk)
    touch_at(kiosk, spot, after_s=1)

    touch_at(kiosk, spot, after_s=0.81)

    kiosk.until("ticket")


def test_a_quick_hand_that_goes_somewhere_else_is_not_held_up(kiosk: Kiosk):
    spot = over_a_row(kiosk)
    touch_at(kiosk, spot, after_s=1)

    touch_at(kiosk, middle(kiosk, "service-disdukcapil-f"), after_s=0.45)

    kiosk.until("ticket")


def test_the_place_is_as_wide_as_a_finger(kiosk: Kiosk):
    spot = over_a_row(kiosk)
    near, far = QPoint(78, 0), QPoint(84, 0)  # 20 mm are 80.7 pixels here
    touch_at(kiosk, spot, after_s=1)

    touch_at(kiosk, spot + near, after_s=0.5)
    assert not kiosk.hall.tickets
    touch_at(kiosk, spot + far, after_s=0.05)

    kiosk.until("ticket")


def test_a_slow_double_touch_on_the_idle_question_chooses_nothing_below(kiosk: Kiosk):
    kiosk.pass_seconds(1)
    kiosk.touch("language-button")
    kiosk.pass_seconds(50)
    spot = middle(kiosk, "priority-switch")
    touch_at(kiosk, spot, after_s=1)
    assert not kiosk.window.frame.prompt.isVisible()

    touch_at(kiosk, spot, after_s=0.6)

    assert not kiosk.presenter.screen.priority


def test_a_slow_double_touch_on_done_chooses_no_agency(kiosk: Kiosk):
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    spot = middle(kiosk, "done-button")
    touch_at(kiosk, spot, after_s=1)
    assert kiosk.page == "agencies"

    touch_at(kiosk, spot, after_s=0.6)

    assert kiosk.page == "agencies"
    assert len(kiosk.hall.tickets) == 1


def test_the_time_counts_from_when_the_page_is_painted(qapp: object):
    now = [10.0]
    guard = TouchGuard(clock=lambda: now[0])
    guard.finger_px = 80
    guard.touched(QPointF(100, 100))
    guard.page_changed()
    now[0] += 0.7  # a slow machine paints so long
    guard.page_changed()
    now[0] += 0.5

    assert not guard.admits(QPointF(110, 100))
    assert guard.admits(QPointF(300, 100))
    assert guard.admits()
    now[0] += 0.31
    assert guard.admits(QPointF(110, 100))


def test_a_page_tells_when_it_is_painted(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch):
    told: list[str] = []
    monkeypatch.setattr(kiosk.guard, "page_changed", lambda: told.append(kiosk.page))
    kiosk.touch("agency-disdukcapil")
    assert told == ["services"]

    kiosk.window.grab()
    assert told == ["services", "services"]
    kiosk.window.grab()
    assert told == ["services", "services"]


def test_turning_pages_of_a_list_is_never_held_up(kiosk: Kiosk, qtbot: object):
    from tests.kiosk.kiosk_samples import kiosk_view

    kiosk.set_view(kiosk_view(21))
    key: QWidget = kiosk.widget("page-next")
    spot = middle(kiosk, "page-next")
    touch_at(kiosk, spot, after_s=1)
    assert not key.isEnabled()

    touch_at(kiosk, middle(kiosk, "page-previous"), after_s=0.45)

    assert key.isEnabled()
