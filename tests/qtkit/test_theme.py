"""Tokens, fonts, scale, style sheets: the figures that look/tokens.md states."""

from contextlib import nullcontext

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication

from qtkit.paint import text_width
from qtkit.theme.dark import worn_dark
from qtkit.theme.fonts import CAPITALS, font, load_fonts
from qtkit.theme.qss import palette, sheet
from qtkit.theme.scale import KIOSK_PX_PER_MM, Scale, scale_of
from qtkit.theme.tokens import Colours, accent, blend, contrast, with_alpha

C = Colours


@pytest.mark.parametrize(
    ("text", "ground", "ratio"),
    [
        (C.INK, C.SURFACE, 16.2),
        (C.INK, C.CANVAS, 14.5),
        (C.INK, C.AMBER, 10.0),
        (C.INK2, C.SUNK, 7.6),
        (C.WHITE, C.TELUK900, 13.7),
        (C.WHITE, C.TELUK700, 8.9),
        (C.TELUK700, C.TELUK100, 7.3),
        (C.AMBER_INK, C.AMBER100, 9.2),
        (C.RED, C.SUNK, 7.4),
        (C.GREEN, C.GREEN100, 7.9),
        (C.NAVY200, C.NAVY900, 10.9),
        (C.WHITE, C.TICKER, 11.5),
        (C.DESK_BLUE, C.DESK_BLUE100, 7.2),
        (C.DESK_TEXT2, C.WHITE, 7.4),
    ],
)
def test_the_contrasts_are_those_of_the_table(text, ground, ratio):
    assert contrast(text, ground) == pytest.approx(ratio, abs=0.05)


_READ_ON = (
    ("INK", ("SURFACE", "DESK", "DESK_HOVER", "TELUK100", "TELUK50")),
    ("DESK_TEXT2", ("SURFACE", "DESK", "DESK_HOVER")),
    ("TELUK700", ("SURFACE", "TELUK100", "DESK_HOVER")),
    ("AMBER_INK", ("AMBER100",)),
    ("RED", ("RED100", "SURFACE")),
    ("GREEN", ("GREEN100", "SURFACE")),
    ("DESK_BLUE", ("DESK_BLUE100",)),
    ("WHITE", ("ACCENT_FILL", "ACCENT_HOVER", "ACCENT_PRESSED", "TELUK800")),
)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "grounds"), _READ_ON)
def test_texts_of_the_desk_are_read_in_both_looks(text, grounds, dark):
    with worn_dark() if dark else nullcontext():
        for ground in grounds:
            assert contrast(getattr(C, text), getattr(C, ground)) >= 6.5, ground


def test_the_dark_look_is_dark_and_ends():
    light = {name: QColor(colour) for name, colour in C.named().items()}
    with worn_dark():
        assert C.SURFACE.lightness() < 60
        assert palette().window().color() == C.CANVAS
    assert C.named() == light


@pytest.mark.parametrize("colour", ["#1D4E89", "#09643E", "#775000"])
def test_an_accent_that_is_dark_enough_stays(colour):
    assert accent(colour) == QColor(colour)


@pytest.mark.parametrize("colour", ["#FFC233", "#00A0E0", "#FFFFFF", "#808080", "#FF0000"])
def test_a_light_accent_is_darkened_until_white_reads_on_it(colour):
    found = accent(colour)
    assert 7.0 <= contrast(found, C.WHITE) < 7.6
    if QColor(colour).hslHue() >= 0:
        assert abs(found.hslHue() - QColor(colour).hslHue()) <= 3


def test_an_accent_that_is_no_colour_is_the_houses():
    assert accent("blue-ish") == C.TELUK700


def test_blending_goes_from_one_end_to_the_other():
    assert blend(C.WHITE, C.INK, 0) == C.WHITE
    assert blend(C.WHITE, C.INK, 1) == C.INK
    assert with_alpha(C.INK, 0.7).alpha() == 178


def test_the_font_has_capitals_of_three_quarters_and_real_weights(qapp):
    load_fonts()
    load_fonts()
    used = font(344, 800, tabular=True)
    assert QFontMetricsF(used).capHeight() == pytest.approx(CAPITALS * 344, rel=0.002)
    assert text_width("A-042", used) == pytest.approx(1089, abs=2)
    assert text_width("Antrean", font(41, 800)) > text_width("Antrean", font(41, 500))


def test_figures_have_one_width_only_when_tabular(qapp):
    assert text_width("111", font(40, 800, tabular=True)) == pytest.approx(
        text_width("888", font(40, 800, tabular=True))
    )
    assert text_width("111", font(40, 800)) < text_width("888", font(40, 800))


def test_titles_are_set_closer_and_words_wider(qapp):
    assert font(44).letterSpacing() < 0
    assert font(43).letterSpacing() == 0
    assert font(100, tabular=True).letterSpacing() == 0
    assert font(40).wordSpacing() == pytest.approx(2.0)


def test_a_font_that_one_widget_changes_stays_the_same_for_others(qapp):
    font(40).setPixelSize(3)
    assert font(40).pixelSize() == 40


def test_lengths_follow_the_millimetres():
    kiosk = Scale(KIOSK_PX_PER_MM)
    assert kiosk.mm(10) == pytest.approx(40.34)
    assert kiosk.px(100) == 100
    assert Scale(KIOSK_PX_PER_MM / 2).px(100) == 50
    assert Scale(3.0).px(344, 1.5) == 688
    assert kiosk.unit() == 1.0
    assert Scale(0.01).px(2) == 1
    assert kiosk.px(0) == 0


def test_the_scale_comes_from_the_diagonal_of_the_glass(qapp):
    screen = QGuiApplication.primaryScreen()
    size = screen.geometry()
    pixels = (size.width() ** 2 + size.height() ** 2) ** 0.5
    assert scale_of(screen, 21.5).px_per_mm == pytest.approx(pixels / 21.5 / 25.4)
    assert scale_of(screen, 0).px_per_mm > 0
    with pytest.raises(ValueError, match="above 0"):
        scale_of(screen, -1)


def test_a_style_sheet_knows_every_token_and_no_other():
    made = sheet("QLabel { color: $teluk700; }", "QLabel { color: $ink; }")
    assert made.split() == f"QLabel {{ color: {C.TELUK700.name()}; }} QLabel {{ color: {C.INK.name()}; }}".split()
    with pytest.raises(KeyError):
        sheet("QLabel { color: $mauve; }")


def test_the_palette_is_light_whatever_the_desktop_says(qapp):
    assert palette().window().color() == C.CANVAS
    assert contrast(palette().text().color(), palette().base().color()) > 7
