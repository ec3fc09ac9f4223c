"""High contrast: what is read on what, at least 7:1, parts at least 3:1, and the usual look afterwards."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from qtkit.paint import fill_rounded, shadow
from qtkit.theme.contrast import HighContrast
from qtkit.theme.tokens import Colours, contrast

C = Colours
_READ_ON = (
    ("INK", ("CANVAS", "SURFACE", "SUNK", "TELUK100", "TELUK50", "AMBER100", "PRIORITY", "PRIORITY_PRESSED")),
    ("INK2", ("CANVAS", "SURFACE", "SUNK", "TELUK100", "TELUK50")),
    ("AMBER_INK", ("AMBER100", "CANVAS", "SURFACE", "PRIORITY", "AMBER_PRESSED")),
    ("RED", ("SUNK", "SURFACE")),
    ("GREEN", ("SURFACE", "CANVAS")),
    ("TELUK700", ("SURFACE", "CANVAS", "TELUK50", "TELUK100")),
    ("ACCENT_INK", ("SURFACE", "TELUK100")),
    ("ON_ACCENT", ("ACCENT_FILL", "ACCENT_PRESSED")),
    ("ON_AMBER", ("AMBER",)),
    ("WHITE", ("TELUK800", "BAND_KEY", "BAND_PRESSED", "STONE")),
    ("BAND_TEXT", ("TELUK800",)),
    ("AMBER", ("AMBER_TILE",)),
)
_PARTS = (
    ("LINE", "CANVAS"),
    ("LINE2", "SURFACE"),
    ("OFF_EDGE", "CANVAS"),
    ("ACCENT_INK", "CANVAS"),
    ("ACCENT_FILL", "CANVAS"),
    ("AMBER_EDGE", "CANVAS"),
    ("TELUK_EDGE", "TELUK800"),
    ("AMBER", "CANVAS"),
)


@pytest.fixture
def look() -> Iterator[HighContrast]:
    made = HighContrast()
    made.wear(on=True)
    yield made
    made.wear(on=False)


@pytest.mark.parametrize(("text", "grounds"), _READ_ON)
@pytest.mark.usefixtures("look")
def test_texts_are_read_at_7_to_1_also_where_something_is_pressed(text: str, grounds: tuple[str, ...]):
    for ground in grounds:
        assert contrast(getattr(C, text), getattr(C, ground)) >= 7, ground


@pytest.mark.parametrize(("part", "ground"), _PARTS)
@pytest.mark.usefixtures("look")
def test_parts_stand_out_at_3_to_1(part: str, ground: str):
    assert contrast(getattr(C, part), getattr(C, ground)) >= 3


def test_the_usual_look_comes_back():
    usual = {name: QColor(colour) for name, colour in C.named().items()}
    made = HighContrast()

    made.wear(on=True)
    made.wear(on=True)
    assert made.worn
    assert C.SURFACE == C.HC_BG
    made.wear(on=False)

    assert C.named() == usual
    assert not made.worn


@pytest.mark.usefixtures("qapp", "look")
def test_edges_are_twice_as_wide_and_nothing_casts_a_shadow():
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(C.CANVAS)
    painter = QPainter(image)
    shadow(painter, QRectF(20, 10, 20, 20), 4)
    painter.end()
    assert all(image.pixelColor(x, y) == C.CANVAS for x in range(60) for y in range(40))

    painter = QPainter(image)
    fill_rounded(painter, QRectF(10, 5, 40, 30), 0, C.SURFACE, edge=C.LINE, edge_px=2)
    painter.end()
    assert [image.pixelColor(x, 20) == C.LINE for x in range(9, 16)] == [False, True, True, True, True, False, False]
