"""Painting helpers: nothing is cut off, capitals stand in the middle, shadows end where they should."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from qtkit.paint import (
    Align,
    Shadow,
    draw_capitals,
    fill_rounded,
    fit_font,
    fit_lines,
    ring_rounded,
    rounded_path,
    shadow,
    text_width,
    wrap_names,
)
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

pytestmark = pytest.mark.usefixtures("qapp")


def canvas(width=400, height=300, dpr=1.0):
    image = QImage(round(width * dpr), round(height * dpr), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    image.fill(Qt.GlobalColor.white)
    return image


def ink_rows(image):
    rows = [
        y for y in range(image.height()) if any(image.pixelColor(x, y).lightness() < 128 for x in range(image.width()))
    ]
    return rows[0], rows[-1]


@pytest.mark.parametrize("text", ["A-042", "2G-015", "SKC-1042", "7"])
@pytest.mark.parametrize("width", [80, 333, 1068, 5000])
def test_a_number_is_as_large_as_its_box_allows(text, width):
    found = fit_font(text, width, 344)
    assert text_width(text, found) <= width
    if found.pixelSize() < 344:
        assert text_width(text, font(found.pixelSize() + 2, 800, tabular=True)) > width


def test_fitting_stops_at_the_smallest_size():
    assert fit_font("A-042", 10, 100, min_px=60).pixelSize() == 60
    assert fit_font("", 10, 100).pixelSize() == 100


def test_names_break_at_spaces_only():
    used = font(41, 700)
    assert wrap_names("BPJS Ketenagakerjaan", used, 340) == ["BPJS", "Ketenagakerjaan"]
    assert wrap_names("BPJS Ketenagakerjaan", used, 900) == ["BPJS Ketenagakerjaan"]
    assert wrap_names("Ketenagakerjaan", used, 20) == ["Ketenagakerjaan"]
    assert wrap_names("  ", used, 20) == []


def test_a_long_name_takes_two_lines_before_it_shrinks():
    assert fit_lines("BPJS Ketenagakerjaan", 340, (41, 36)).font.pixelSize() == 41
    longer = fit_lines("Penanaman Modal dan Pelayanan Terpadu", 340, (41, 36))
    assert longer.font.pixelSize() < 41
    assert len(longer.lines) <= 2


def test_no_name_is_ever_cut():
    name = "Badan Penyelenggara Jaminan Sosial Ketenagakerjaan Cabang Sulawesi Tenggara"
    found = fit_lines(name, 200, (41, 36))
    assert " ".join(found.lines) == name
    assert all(text_width(line, found.font) <= 200 for line in found.lines)


@pytest.mark.parametrize("px", [41, 120, 200])
def test_capitals_stand_in_the_middle_of_the_given_height(px):
    image = canvas()
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.black)
    draw_capitals(painter, "HH", font(px, 800), 10, 150)
    painter.end()
    top, bottom = ink_rows(image)
    assert (top + bottom + 1) / 2 == pytest.approx(150, abs=1)
    assert bottom - top + 1 == pytest.approx(QFontMetricsF(font(px, 800)).capHeight(), abs=2)


@pytest.mark.parametrize(
    ("align", "left"), [(Align.AlignLeft, 200), (Align.AlignHCenter, 150), (Align.AlignRight, 100)]
)
def test_a_line_starts_ends_or_centres_where_asked(align, left):
    image = canvas()
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.black)
    used = font(40, 800)
    width = draw_capitals(painter, "HHH", used, 200, 150, align=align)
    painter.end()
    columns = [x for x in range(400) if image.pixelColor(x, 150).lightness() < 128]
    share = {Align.AlignLeft: 0, Align.AlignHCenter: 0.5, Align.AlignRight: 1}[align]
    assert columns[0] == pytest.approx(200 - share * width, abs=6)


def test_round_corners_are_open_and_edges_full():
    rect = QRectF(10, 10, 100, 60)
    for radii in (20, (20, 0, 20, 0)):
        path = rounded_path(rect, radii)
        assert path.boundingRect() == rect
        assert not path.contains(QPointF(11, 11))
        assert path.contains(QPointF(60, 11))
    assert rounded_path(rect, (20, 0, 20, 0)).contains(QPointF(109, 11))


def test_a_radius_larger_than_the_shape_makes_a_pill():
    assert rounded_path(QRectF(0, 0, 100, 20), 500).boundingRect() == QRectF(0, 0, 100, 20)


def test_an_edge_lies_inside_and_a_ring_outside():
    image = canvas()
    painter = QPainter(image)
    rect = QRectF(50, 50, 200, 100)
    fill_rounded(painter, rect, 26, Colours.SUNK, edge=Colours.RED, edge_px=4)
    ring_rounded(painter, rect, 26, Colours.AMBER, 6)
    painter.end()
    row = [image.pixelColor(x, 100) for x in (42, 46, 52, 60)]
    assert row == [QColor("white"), Colours.AMBER, Colours.RED, Colours.SUNK]


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("kind", list(Shadow))
def test_a_shadow_is_soft_stays_within_its_margin_and_is_darkest_below(kind, dpr):
    image = canvas(dpr=dpr)
    painter = QPainter(image)
    rect = QRectF(100, 80, 200, 120)
    shadow(painter, rect, 26, kind)
    painter.end()

    def grey(x, y):
        return image.pixelColor(round(x * dpr), round(y * dpr)).lightness()

    reach = kind.margin()
    assert grey(200, rect.bottom() + reach + 1) == 255
    assert grey(rect.right() + reach + 1, 140) == 255
    assert grey(200, rect.bottom() + 2) < 255
    assert grey(200, rect.bottom() + 2) < grey(200, rect.top() - 2)
    inside = {grey(x, y) for x in range(150, 250, 5) for y in range(120, 160, 5)}
    assert len(inside) == 1, "the nine patches meet without seams"


def test_a_shadow_of_a_card_smaller_than_its_corners_is_still_drawn():
    image = canvas()
    painter = QPainter(image)
    shadow(painter, QRectF(100, 100, 20, 20), 10, Shadow.TICKET)
    painter.end()
    assert image.pixelColor(110, 118).lightness() < 255
