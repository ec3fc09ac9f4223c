"""Focus ring, countdown ring, zone signs, mark, panel, switch and arcs, as a visitor would see them."""

import itertools

import pytest
import shiboken6
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from qtkit.theme.tokens import Colours
from qtkit.widgets.brand import BrandMark, paint_arcs
from qtkit.widgets.focus import FocusRing
from qtkit.widgets.pictograms import paint_pictogram, pictogram_path
from qtkit.widgets.ring import CountdownRing
from qtkit.widgets.switch import SWITCH_SIZE, paint_switch
from qtkit.widgets.touch_button import TouchButton


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(600, 400)
    qtbot.addWidget(made)
    return made


def picture_of(window):
    return window.grab().toImage()


def drawn(paint, width=200, height=100):
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


@pytest.fixture
def two_keys(window, qtbot):
    keys = [TouchButton(text, name=text, parent=window) for text in ("Satu", "Dua")]
    for place, key in enumerate(keys):
        key.setGeometry(40, 40 + 150 * place, 300, 100)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, keys, ring


def test_the_ring_lies_outside_the_key_that_has_the_focus(two_keys):
    window, (first, second), ring = two_keys
    first.setFocus()
    assert ring.target is first
    assert picture_of(window).pixelColor(37, 90) == Colours.AMBER
    assert picture_of(window).pixelColor(41, 90) == Colours.INK
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert ring.target is second
    assert picture_of(window).pixelColor(37, 90) != Colours.AMBER
    assert picture_of(window).pixelColor(37, 240) == Colours.AMBER


def test_the_ring_goes_with_its_key_and_lets_touches_through(two_keys):
    window, (first, second), ring = two_keys
    first.setFocus()
    first.move(200, 60)
    assert ring.geometry().center() == first.geometry().center()
    assert window.childAt(first.geometry().center()) is first
    first.hide()
    assert ring.target is second, "Qt hands the focus on"
    second.hide()
    assert ring.isHidden()


def test_a_page_that_is_deleted_with_the_focus_takes_the_ring_away(window, qtbot):
    page = QWidget(window)
    key = TouchButton("Satu", name="Satu", parent=page)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    key.setFocus()
    assert ring.isVisible()
    shiboken6.delete(page)
    assert ring.isHidden()
    assert ring.target is None
    other = TouchButton("Dua", name="Dua", parent=window)
    other.show()
    other.setFocus()
    assert ring.target is other


def test_the_ring_vanishes_when_a_widget_without_one_takes_the_focus(two_keys):
    window, (first, _), ring = two_keys
    field = QLineEdit(window)
    field.show()
    first.setFocus()
    assert ring.isVisible()
    field.setFocus()
    assert ring.isHidden()
    field.setProperty("focus_radius", 8.0)
    first.setFocus()
    field.setFocus()
    assert ring.target is field


def test_the_ring_follows_a_page_that_moves(window, qtbot):
    page = QWidget(window)
    page.setGeometry(0, 0, 600, 400)
    key = TouchButton("Satu", name="Satu", parent=page)
    key.setGeometry(40, 40, 200, 80)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    key.setFocus()
    page.move(24, 0)
    assert ring.geometry().center().x() == 24 + key.geometry().center().x()


def test_the_countdown_says_and_shows_the_seconds(qtbot):
    ring = CountdownRing(132, name="Kembali ke awal", caption="detik")
    qtbot.addWidget(ring)
    ring.set_seconds(30, 30)
    full = picture_of(ring)
    ring.set_seconds(10, 30)
    assert ring.accessibleName() == "Kembali ke awal: 10 detik"
    third = picture_of(ring)
    assert full.pixelColor(6, 66) == Colours.TELUK700
    assert third.pixelColor(6, 66) == Colours.TELUK100
    assert third.pixelColor(125, 66) == Colours.TELUK700
    ring.show_texts(name="Back to start", caption="seconds")
    assert ring.accessibleName() == "Back to start: 10 seconds"


@pytest.mark.parametrize(("left", "whole", "shown"), [(-3, 30, 0), (99, 30, 30), (0, 0, 0)])
def test_the_countdown_stays_within_its_whole(qtbot, left, whole, shown):
    ring = CountdownRing(100, name="Sisa", caption="detik")
    qtbot.addWidget(ring)
    ring.set_seconds(left, whole)
    assert ring.left == shown


def test_the_three_signs_differ_and_stay_on_their_grid():
    paths = [pictogram_path(sign) for sign in ("podium", "selasar", "menara")]
    assert all(QRectF(0, 0, 24, 24).contains(path.boundingRect()) for path in paths)
    assert paths[0] != paths[1] != paths[2]
    with pytest.raises(ValueError, match="podium, selasar and menara"):
        pictogram_path("garasi")


def test_a_sign_is_one_colour(qapp):
    found = drawn(lambda painter: paint_pictogram(painter, QRectF(0, 0, 200, 100), "podium", QColor("red")))
    assert found.pixelColor(100, 75) == QColor("red")
    assert found.pixelColor(40, 75) == QColor("white")


def test_an_arcade_has_two_openings():
    arcade = pictogram_path("selasar")
    row = [arcade.contains(QPointF(x / 10, 18)) for x in range(240)]
    changes = sum(1 for one, other in itertools.pairwise(row) if one != other)
    assert changes == 6, "wall, opening, wall, opening, wall"


def test_the_mark_has_its_dot_under_the_arches(qtbot):
    mark = BrandMark(88)
    qtbot.addWidget(mark)
    picture = picture_of(mark)
    assert picture.pixelColor(44, 61) == Colours.AMBER
    assert picture.pixelColor(44, 24) == Colours.TELUK800
    assert picture.pixelColor(44, 10) == Colours.WHITE


def test_a_switch_that_is_on_shows_a_tick_and_not_only_colour(qapp):
    rect = QRectF(0, 0, *SWITCH_SIZE)
    on = drawn(lambda painter: paint_switch(painter, rect, on=True))
    off = drawn(lambda painter: paint_switch(painter, rect, on=False))
    assert on.pixelColor(20, 42) == Colours.TELUK700
    assert off.pixelColor(42, 42) == Colours.INK2
    knob = [on.pixelColor(x, y) for x in range(90, 122) for y in range(26, 58)]
    assert any(colour == Colours.TELUK700 for colour in knob)
    assert any(colour == Colours.WHITE for colour in knob)


def test_arcs_stay_inside_their_area(qapp):
    area = QPainterPath()
    area.addRect(QRectF(0, 0, 100, 100))
    found = drawn(lambda painter: paint_arcs(painter, area, QPointF(100, 100), QColor("red")))
    assert any(found.pixelColor(x, 50) != QColor("white") for x in range(100))
    assert all(found.pixelColor(x, 50) == QColor("white") for x in range(100, 200))
