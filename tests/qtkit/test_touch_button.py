"""Touch buttons: they act on release inside, once, show the press at touch down, and say their name."""

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.pressable import TouchGuard
from qtkit.widgets.touch_button import HEADER_BUTTON, KIOSK_BIG_BUTTON, KIOSK_BUTTON, TouchButton

LEFT = Qt.MouseButton.LeftButton


class SetClock:
    """A monotonic clock that the test moves."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(700, 400)
    qtbot.addWidget(made)
    made.show()
    return made


def clicks(button):
    return button.property("count") or 0


def key(window, text="Lanjut", **options):
    made = TouchButton(text, name=options.pop("name", text), parent=window, **options)
    made.setGeometry(20, 20, 314, 100)
    made.show()
    made.clicked.connect(lambda: made.setProperty("count", clicks(made) + 1))
    return made


def colour_at(widget, x, y):
    return QColor(widget.grab().toImage().pixelColor(x, y))


def test_a_key_acts_on_release_not_on_touch_down(window):
    made = key(window)
    QTest.mousePress(made, LEFT)
    assert clicks(made) == 0
    QTest.mouseRelease(made, LEFT)
    assert clicks(made) == 1


def test_a_finger_that_slides_off_the_key_does_nothing(window):
    made = key(window)
    QTest.mousePress(made, LEFT, pos=QPoint(50, 50))
    QTest.mouseMove(made, QPoint(50, 500))
    QTest.mouseRelease(made, LEFT, pos=QPoint(50, 500))
    assert clicks(made) == 0
    assert not made.isDown()


def test_a_second_touch_within_400_ms_is_ignored(window):
    clock = SetClock()
    made = key(window, guard=TouchGuard(clock=clock))
    QTest.mouseClick(made, LEFT)
    clock.now += 0.399
    QTest.mouseClick(made, LEFT)
    assert clicks(made) == 1
    clock.now += 0.001
    QTest.mouseClick(made, LEFT)
    assert clicks(made) == 2


def test_the_second_tap_of_a_double_tap_hits_no_other_key_either(window):
    clock = SetClock()
    guard = TouchGuard(clock=clock)
    first, second = key(window, guard=guard), key(window, "Kembali", guard=guard)
    QTest.mouseClick(first, LEFT)
    clock.now += 0.2
    QTest.mouseClick(second, LEFT)
    assert (clicks(first), clicks(second)) == (1, 0)


def test_a_touch_held_longer_than_the_pause_still_acts(window):
    clock = SetClock()
    made = key(window, guard=TouchGuard(clock=clock))
    QTest.mousePress(made, LEFT)
    clock.now += 5
    QTest.mouseRelease(made, LEFT)
    assert clicks(made) == 1


def test_without_a_guard_every_click_counts(window):
    made = key(window)
    QTest.mouseClick(made, LEFT)
    QTest.mouseClick(made, LEFT)
    QTest.mouseDClick(made, LEFT)
    QTest.mouseRelease(made, LEFT)
    assert clicks(made) == 3


def test_no_key_acts_while_the_program_is_busy(window):
    guard = TouchGuard()
    made = key(window, guard=guard)
    guard.busy = True
    QTest.mouseClick(made, LEFT)
    QTest.keyClick(made, Qt.Key.Key_Space)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert clicks(made) == 0
    guard.busy = False
    QTest.mouseClick(made, LEFT)
    assert clicks(made) == 1


@pytest.mark.parametrize("pressed", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_keyboard_acts_like_a_touch(window, pressed):
    made = key(window)
    QTest.keyClick(made, pressed)
    assert clicks(made) == 1


def test_a_key_without_an_accessible_name_cannot_be_built(qapp):
    with pytest.raises(ValueError, match="accessible name"):
        TouchButton("Lanjut", name=" ")


def test_a_touch_leaves_no_focus_ring_but_the_tab_key_does(window):
    first, second = key(window), key(window, "Kembali")
    window.activateWindow()
    QTest.mouseClick(second, LEFT)
    assert not second.hasFocus()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()


def test_the_distance_between_icon_and_text_counts_from_the_ink(window):
    """A chevron fills a third of its square: by squares, the text would shrink although there is room."""
    made = key(window, "Sebelumnya", icon="chevron-left")
    made.resize(340, 100)
    picture = made.grab().toImage()
    ground = picture.pixelColor(170, 8)
    inked = [x for x in range(8, 332) if any(picture.pixelColor(x, y) != ground for y in range(20, 80))]
    gaps = [(one, other) for one, other in itertools.pairwise(inked) if other - one > 10]
    assert len(gaps) == 1
    assert gaps[0][1] - gaps[0][0] == pytest.approx(KIOSK_BUTTON.gap, abs=5)
    assert inked[0] - 8 == pytest.approx(331 - inked[-1], abs=8)


def test_a_disabled_key_keeps_its_place_and_ignores_the_touch(window):
    made = key(window)
    size = made.sizeHint()
    made.setEnabled(False)
    QTest.mouseClick(made, LEFT)
    assert clicks(made) == 0
    assert made.sizeHint() == size
    assert colour_at(made, 40, 20) == Colours.CANVAS


def test_a_press_darkens_the_key_within_80_ms_and_moves_its_content(window, qtbot):
    made = key(window, variant=Variant.PRIMARY)
    assert colour_at(made, 40, 20) == Colours.TELUK700
    QTest.mousePress(made, LEFT)
    qtbot.waitUntil(lambda: made.pressed_share() == 1.0)
    assert colour_at(made, 40, 20) == Colours.TELUK900
    QTest.mouseRelease(made, LEFT)
    qtbot.waitUntil(lambda: made.pressed_share() == 0.0)
    assert colour_at(made, 40, 20) == Colours.TELUK700


def test_a_busy_key_keeps_its_size_and_takes_no_touch(window):
    made = key(window, variant=Variant.PRIMARY, icon="check")
    size, before = made.sizeHint(), made.grab().toImage()
    made.set_busy(True)
    QTest.mouseClick(made, LEFT)
    assert (clicks(made), made.sizeHint(), made.busy) == (0, size, True)
    assert made.grab().toImage() != before
    made.set_busy(False)
    QTest.mouseClick(made, LEFT)
    assert clicks(made) == 1


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("enabled", [True, False])
def test_each_variant_fills_its_shape_and_leaves_the_corners_open(window, variant, enabled):
    made = key(window, variant=variant, icon="check")
    made.setEnabled(enabled)
    window.setStyleSheet("background: #ff00ff")
    picture = window.grab().toImage()
    assert picture.pixelColor(20, 20) == QColor("#ff00ff")
    assert picture.pixelColor(20 + 60, 20 + 10) != QColor("#ff00ff")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Selesai", {"icon": "check"}),
        ("Kertas tidak keluar?", {"icon": "printer-alert"}),
        ("Berikutnya", {"icon": "chevron-right", "icon_last": True, "sizes": KIOSK_BIG_BUTTON}),
        ("Bahasa Indonesia", {"icon": "translate", "stacked": True, "sizes": HEADER_BUTTON}),
        ("⟦Ambil nomor prioritas sekarang juga extra extra extra⟧", {"icon": "check"}),
    ],
)
@pytest.mark.parametrize("size", [(314, 100), (140, 60), (620, 140)])
def test_the_content_never_touches_the_edge(window, text, options, size):
    size = (size[0], max(size[1], 100)) if options.get("stacked") else size
    made = key(window, text, **options)
    made.resize(*size)
    picture = made.grab().toImage()
    fill = picture.pixelColor(size[0] // 2, 4)
    for y in range(6, size[1] - 6):
        for x in (5, size[0] - 6):
            if 24 < y < size[1] - 24:
                assert picture.pixelColor(x, y) == fill


def test_other_words_and_sizes_need_another_room(window):
    made = key(window, "Kembali")
    before = made.sizeHint()
    made.show_text("Kembali ke halaman awal", name="Kembali ke halaman awal")
    assert made.accessibleName() == "Kembali ke halaman awal"
    assert made.sizeHint().width() > before.width()
    made.set_sizes(KIOSK_BUTTON, 0.5)
    assert made.sizeHint().height() == 50
