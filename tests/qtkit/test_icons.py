"""Icons: sharp at every pixel ratio, centred, in one colour; an unknown name never stops a screen."""

import tomllib

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from hall.assets import sample_config
from qtkit.icons import UNKNOWN, icon_path, paint_icon

pytestmark = pytest.mark.usefixtures("qapp")

NAMES = [
    "card-account-details",
    "passport",
    "heart-pulse",
    "briefcase-account",
    "police-badge",
    "car",
    "file-document-check",
    "map",
    "flash",
    "water",
    "email",
    "bank",
    "account-group",
    "check-circle",
    "lock-clock",
    "lan-disconnect",
    "ticket-confirmation",
    "clock-outline",
    "translate",
    "chevron-left",
    "chevron-right",
    "arrow-left",
    "arrow-right",
    "arrow-up",
    "arrow-down",
    "check",
    "close",
    "volume-high",
    "camera",
    "printer-alert",
    "bell-ring",
    "human-cane",
    "information",
    "bullhorn",
    "account-cancel",
    "alert-circle",
    "lock",
    "arrow-expand",
    "account",
    "television",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_of_the_look_is_there_and_inside_its_square(name):
    box = icon_path(name).boundingRect()
    assert QRectF(-0.01, -0.01, 1.02, 1.02).contains(box)
    assert box.width() > 0.3 or box.height() > 0.3


def test_the_prefix_of_qtawesome_may_stand_before_a_name():
    assert icon_path("mdi6.check") == icon_path("check")


def test_every_agency_of_the_sample_hall_has_its_icon(caplog):
    agencies = tomllib.loads(sample_config().read_text(encoding="utf-8"))["agency"]
    assert len(agencies) > 10
    for agency in agencies:
        icon_path(agency["icon"])
    assert not caplog.records


def test_an_icon_stands_in_the_middle_of_a_wide_rectangle():
    image = QImage(200, 100, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_icon(painter, QRectF(0, 0, 200, 100), "square", QColor("red"))
    painter.end()
    assert image.pixelColor(100, 50) == QColor("red")
    assert image.pixelColor(52, 50) == QColor("white")
    assert image.pixelColor(100 - 36, 50) == QColor("red")


def test_an_unknown_icon_is_drawn_as_a_house_and_logged(caplog):
    assert icon_path("no-such-icon-at-all") == icon_path(UNKNOWN)
    assert "no-such-icon-at-all" in caplog.text
