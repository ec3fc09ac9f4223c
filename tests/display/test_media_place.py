"""The place of videos, the small words for the staff, and the themes: what the window hands to its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from display.geometry import board_geometry
from display.palette import CONTRAST, DARK, LIGHT
from display.window import DisplayWindow
from hall.structure import BoardSetup
from tests.display import board_samples as sample
from tests.display.board_parts import large_call, overview_of, part, turn_page


class Video(QWidget):
    """Plays one colour."""

    def paintEvent(self, _event):
        QPainter(self).fillRect(self.rect(), QColor("magenta"))


@pytest.fixture
def window(qtbot, translate):
    made = DisplayWindow(translate, still=True)
    qtbot.addWidget(made)
    made.resize(1920, 1080)
    made.show_picture(replace(sample.picture(), setup=BoardSetup(layout="media")))
    made.show()
    return made


def test_without_media_the_place_shows_the_house_and_not_a_hole(window):
    image = part(window, "video").grab().toImage()
    assert len({image.pixelColor(x, 162).name() for x in range(300, 660, 4)}) > 3
    assert part(window, "video").accessibleName() == "Video dan gambar"


def test_media_that_show_nothing_leave_the_house_to_be_seen(window):
    alone = part(window, "video").grab().toImage()
    window.set_media(QWidget())
    shown = part(window, "video").grab().toImage()
    for x in range(300, 660, 4):
        assert shown.pixelColor(x, 162) == alone.pixelColor(x, 162)


def test_media_fill_the_place_with_its_round_corners(window):
    media = Video()
    window.set_media(media)
    assert media.size() == part(window, "video").size()
    image = part(window, "video").grab().toImage()
    right, bottom = image.width() - 1, image.height() - 1
    for x, y in ((0, 0), (right, 0), (0, bottom), (right, bottom)):
        assert image.pixelColor(x, y) == DARK.ground
    for x, y in ((40, 1), (1, 40), (right - 40, bottom - 1), (480, 270)):
        assert image.pixelColor(x, y) == QColor("magenta")


def test_media_follow_the_board_and_rest_while_there_is_no_place(window):
    media = Video()
    window.set_media(media)
    window.resize(1280, 720)
    assert media.size() == part(window, "video").size()
    window.show_picture(sample.picture())
    assert not media.isVisible()
    window.show_picture(replace(sample.picture(), setup=BoardSetup(layout="media")))
    assert media.isVisible()


def test_media_that_are_taken_away_belong_to_nobody(window, qtbot):
    media = Video()
    qtbot.addWidget(media)
    window.set_media(media)
    window.set_media(None)
    assert media.parent() is None
    assert not media.isVisible()


def test_a_board_too_small_for_its_hall_tells_the_staff_and_nobody_who_looks_at_it(window, qtbot):
    told: list[Any] = []
    window.too_small_changed.connect(told.append)
    window.show_picture(sample.picture())
    before = window.grab().toImage()
    window.set_reach(32, 10)
    qtbot.waitUntil(lambda: told == [True])
    assert window.grab().toImage() == before
    window.set_reach(55, 10)
    qtbot.waitUntil(lambda: told == [True, False])


@pytest.mark.parametrize(("theme", "colours"), [("light", LIGHT), ("contrast", CONTRAST)])
@pytest.mark.parametrize("layout", ["calls", "media", "counters"])
def test_a_theme_reaches_every_part(window, theme, colours, layout):
    window.show_picture(replace(sample.picture(), setup=BoardSetup(layout=layout, theme=theme)))
    image = window.grab().toImage()
    assert image.pixelColor(2, 540) == colours.ground
    current_call = large_call(window).geometry()
    assert image.pixelColor(current_call.left() + 20, current_call.top() + 200) == colours.panel
    assert image.pixelColor(current_call.left() + 12, current_call.bottom() - 60) == colours.accent
    assert image.pixelColor(1900, 1070) == colours.band


@pytest.mark.parametrize("layout", ["calls", "media", "counters"])
def test_a_board_of_the_whole_hall_tells_zones_in_every_layout(window, layout):
    picture = replace(sample.picture(zone=None), setup=BoardSetup(layout=layout))
    window.show_picture(picture)
    assert large_call(window).accessibleName() == "A-042, Loket 7, Zona Podium"
    assert "Zona Podium" in part(window, "recent").accessibleName()
    window.grab()


@pytest.mark.parametrize("layout", ["media", "counters"])
def test_the_notice_works_in_every_layout(window, layout):
    window.show_picture(replace(sample.picture(), setup=BoardSetup(layout=layout), away=True))
    assert part(window, "outage-notice").isVisible()
    assert not part(window, "ticker").isVisible()
    assert large_call(window).isVisible()


@pytest.mark.parametrize("count", [1, 8, 40])
def test_a_list_shows_every_counter_and_turns_its_pages(window, count):
    picture = replace(sample.picture(strip=sample.cells(count)), setup=BoardSetup(layout="counters"))
    window.show_picture(picture)
    listed = overview_of(window, "counters")
    assert listed.isVisible()
    assert not overview_of(window).isVisible()
    assert listed.accessibleName().count("Loket ") == count
    pages = board_geometry(window.size(), count, ticker=True, layout="counters").plan.pages
    seen = set()
    for _ in range(pages):
        seen.add(listed.page)
        turn_page(listed)
    assert len(seen) == pages
