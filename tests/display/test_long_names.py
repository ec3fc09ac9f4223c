"""Long names, codes and counters in every layout: nothing leaves its margin, nothing is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRect

from display.palette import CONTRAST, DARK
from display.parts.header import Header
from display.window import DisplayWindow
from hall.structure import BoardSetup, Zone
from hall.translator import Translator
from qtkit.paint import text_width
from tests.display import board_samples as sample
from tests.display.board_parts import large_call, part, shown_as, texts_of
from tests.display.test_announcement import LONG
from tests.pairwise import pairwise
from tools.screens.measure import ink
from tools.screens.shots import as_pillow

SIZES = [(1280, 720), (1920, 1080), (1080, 1920)]
LAYOUTS = ["calls", "media", "counters", "announcement"]
CALLS = [("SKC-1234", "12B"), ("2G-015", "21"), ("A-001", "7"), ("XYZ-9999", "40A")]


@pytest.fixture
def shown(qtbot, translate):
    windows = []

    def make(layout, size, picture, language=None):
        if layout == "announcement":
            picture = replace(picture, announcements=(LONG,))
        else:
            picture = replace(picture, setup=BoardSetup(layout=layout))
        windows.append(window := DisplayWindow(translate if language is None else Translator(language), still=True))
        qtbot.addWidget(window)
        window.resize(*size)
        window.show_picture(picture)
        window.show()
        return window

    return make


def hero_with(code, counter, picture=None):
    picture = picture if picture is not None else sample.long_names()
    current_call = replace(picture.stage.current_call, code=code, counter_label=counter)
    return replace(picture, stage=replace(picture.stage, current_call=current_call))


@pairwise(size=SIZES, layout=LAYOUTS, call={code: (code, counter) for code, counter in CALLS})
def test_the_hero_s_ink_stays_inside_its_margins(shown, size, layout, call):
    current_call = large_call(shown(layout, size, hero_with(*call)))
    image, block = as_pillow(current_call.grab().toImage()), texts_of(current_call).inside.block
    edge = round(20 * current_call.unit)
    upper = QRect(0, 0, current_call.width(), round(block.top())) if block.top() > 0 else QRect(
        0, 0, round(block.left()), current_call.height()
    )  # fmt: skip
    found = ink(image, upper, DARK.text)
    assert upper.adjusted(edge, 2, -edge, -2).contains(found)
    inner = block.toRect().adjusted(round(0.4 * block.width()), 0, 0, 0)
    inside = inner.adjusted(0, round(36 * current_call.unit), -edge, -round(4 * current_call.unit))
    right = QRect(inside.right() + 1, inside.top(), edge - 2, inside.height() - round(36 * current_call.unit))
    assert ink(image, right, DARK.accent_text).isEmpty()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layout", ["calls", "media", "counters"])
def test_names_are_whole_and_stand_clear_of_number_and_block(shown, size, layout):
    texts = texts_of(large_call(shown(layout, size, sample.long_names())))
    call = sample.long_names().stage.current_call
    assert call is not None
    assert " ".join(texts.agency.lines) == call.agency_name
    assert " ".join(texts.service.lines) == call.service_name
    for fitted in (texts.agency, texts.service):
        assert all(text_width(line, fitted.font) <= texts.inside.room for line in fitted.lines)
    lines = 1 if texts.one_line else len(texts.agency.lines) + len(texts.service.lines)
    first = texts.names_y - texts.step * (0.5 * len(texts.agency.lines))
    assert first >= texts.number_y + 0.36 * texts.number_px
    assert first + lines * texts.step <= texts.inside.block.top()
    assert " ".join(texts.block.zone.lines).endswith("Selasar Barat Lantai Dua")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("layout", ["calls", "media", "announcement"])
def test_recent_calls_stay_inside_their_panel(shown, size, layout):
    recent = part(shown(layout, size, sample.long_names()), "recent")
    image = as_pillow(recent.grab().toImage())
    found = ink(image, recent.rect().adjusted(0, 0, -1, -1), DARK.text)
    edge = round(3 * recent.unit)
    assert recent.rect().adjusted(edge, edge, -edge, -edge).contains(found)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 8, 40])
def test_a_list_s_numbers_leave_a_margin_in_their_cells(shown, size, count):
    picture = sample.picture(strip=sample.cells(count))
    listed = part(shown("counters", size, picture), "counters")
    image = as_pillow(listed.grab().toImage())
    edge = round(6 * listed.unit)
    found = ink(image, listed.rect().adjusted(0, 0, -1, -1), DARK.text)
    assert found.right() <= listed.width() - edge
    assert found.left() >= edge


@pairwise(size=SIZES, layout=LAYOUTS, language=["en", "pseudo"], zone={"hall": None, "zone": sample.PODIUM})
def test_the_line_above_the_number_fits_in_every_language(shown, size, layout, language, zone, caplog):
    picture = replace(sample.long_names(), zone=zone)
    window = shown(layout, size, picture, language)
    current_call = large_call(window)
    image, edge = as_pillow(current_call.grab().toImage()), round(20 * current_call.unit)
    block = texts_of(current_call).inside.block
    right = current_call.width() if block.top() > 0 else round(block.left())
    line = QRect(0, 0, right, round(texts_of(current_call).inside.number_top))
    for colour in (DARK.tile_text, DARK.text2):
        found = ink(image, line, colour)
        assert found.isEmpty() or (found.left() >= edge and found.right() <= right - edge)
    assert caplog.text == ""


ZONES = ["Podium", "Selasar Barat Lantai Dua Gedung Utama A", "W" * 40, " ".join(["WMWMWMWMW"] * 4), ""]


def zone_called(name):
    return Zone("z", name, "selasar") if name else None


HEADER_SIZES = [*SIZES, (3840, 2160), (720, 1280), (1024, 768)]
LATE = datetime(2026, 11, 26, 20, 48, tzinfo=UTC)


@pairwise(size=HEADER_SIZES, language=["id", "en"], zone=ZONES)
def test_the_header_keeps_its_margins_whatever_the_zone_is_called(shown, size, language, zone):
    assert len(zone) <= 40
    window = shown("calls", size, replace(sample.long_names(), zone=zone_called(zone)), language)
    window.show_time(LATE)
    header = part(window, "header")
    header.set_colours(CONTRAST)  # there the chip has an edge, which is ink too
    image, edge = as_pillow(header.grab().toImage()), round(46 * header.unit)
    for left in (0, header.width() - edge):
        assert ink(image, QRect(left, 0, edge, header.height()), CONTRAST.text).isEmpty()


@pairwise(size=HEADER_SIZES, language=["id", "en"], zone=ZONES[:-1])
def test_nothing_stands_close_to_the_chip_of_the_zone(shown, size, language, zone):
    window = shown("calls", size, replace(sample.long_names(), zone=zone_called(zone)), language)
    window.show_time(LATE)
    header = part(window, "header")
    image, unit = as_pillow(header.grab().toImage()), header.unit
    row = round((138 if size[1] > size[0] else 56) * unit - 28 * unit)
    raised = (DARK.raised.red(), DARK.raised.green(), DARK.raised.blue())
    columns = [x for x in range(image.width) if image.getpixel((x, row)) == raised]
    assert columns
    top, height = round(row - 4 * unit), round(64 * unit)
    beside = QRect(columns[-1] + round(18 * unit), top, round(8 * unit), height)
    assert ink(image, beside, DARK.text).isEmpty()
    assert beside.right() < header.width() - 40 * unit


@pytest.mark.parametrize("size", [*SIZES, (720, 1280)])
@pytest.mark.parametrize("zone", ZONES[:-1])
def test_a_zone_s_chip_says_its_whole_name(shown, size, zone):
    header = shown_as(shown("calls", size, replace(sample.long_names(), zone=zone_called(zone))), "header", Header)
    chip = header.chip(400 * header.unit)
    assert " ".join(chip.lines) == f"Zona {zone}"
    assert header.chip_width(chip) <= 400 * header.unit
