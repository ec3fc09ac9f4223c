from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from display.call_queue import BoardCalls
from display.geometry import board_geometry, capitals_mm
from display.palette import THEMES
from display.parts.counter_overview import PAGE_MS
from display.parts.ticker import Ticker
from display.picture import BoardPicture
from display.window import DisplayWindow
from hall.structure import BoardSetup
from hall.translator import Translator
from qtkit.theme.tokens import Colours
from tests.display import board_samples as sample
from tests.display.board_parts import (
    PaintCount,
    large_call,
    large_code,
    moves,
    overview_of,
    part,
    shown_as,
    texts_of,
    turn_page,
)
from tests.display.pixels import ink, painted, pixel_count
from tests.hall_samples import small_hall

SIZES = [(1280, 720), (1920, 1080), (3840, 2160), (1080, 1920)]
MORNING = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)


@pytest.fixture
def shown(qtbot, translate):
    def make(picture=None, size=(1920, 1080), *, still=True, language=None):
        window = DisplayWindow(translate if language is None else Translator(language), still=still)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show_time(MORNING)
        window.show_picture(picture if picture is not None else sample.picture())
        window.show()
        return window

    return make


def said(window, name):
    return part(window, name).accessibleName()


def test_a_counter_on_a_break_is_not_called_free(shown):
    cells = (replace(sample.STRIP[1], state="break"), *sample.STRIP[2:])
    assert "Loket 2: Istirahat" in said(shown(sample.picture(strip=cells)), "cells")


def test_number_and_counter_are_told_to_who_cannot_see(shown):
    window = shown()
    assert large_code(window) == "A-042"
    assert said(window, "current_call") == "A-042, Loket 7"
    assert said(window, "recent").startswith("Panggilan terakhir; B-017, Loket 3; F-008, Loket 9")
    assert "Loket 2: Kosong" in said(window, "cells")
    assert "Loket 8: Tutup" in said(window, "cells")
    assert "Loket 7: A-042" in said(window, "cells")
    assert said(window, "header") == ("Mal Pelayanan Publik Kota Kendari, Zona Podium, Senin, 23 November 2026, 10.42")
    assert said(window, "ticker").startswith("Info; Pengambilan nomor terakhir pukul 15.30")


def test_every_part_has_a_name_and_none_takes_the_focus(shown):
    for widget in (window := shown()).findChildren(QWidget):
        assert widget.accessibleName(), widget.objectName()
        assert widget.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert window.accessibleName() == "Papan antrean"


def test_a_board_of_the_whole_hall_tells_the_zone_of_each_call(shown):
    picture = sample.picture(zone=None)
    recent = (replace(picture.stage.recent[0], zone=sample.MENARA), *picture.stage.recent[1:])
    window = shown(replace(picture, stage=replace(picture.stage, recent=recent)))
    assert said(window, "recent").startswith("Panggilan terakhir; B-017, Loket 3, Zona Menara; F-008, Loket 9, Zona")


@pytest.mark.parametrize("layout", ["calls", "media"])
@pytest.mark.parametrize("theme", sorted(THEMES))
def test_the_listed_call_that_is_said_has_the_colours_of_the_moment(shown, theme, layout):
    picture = replace(sample.picture(), setup=BoardSetup(theme=theme, layout=layout))
    accent = THEMES[theme].accent

    def amber(picture):
        window = shown(picture)
        image = painted(part(window, "recent"))
        return pixel_count(image, QRect(0, 0, image.width, image.height), accent)

    third = picture.stage.recent[2]
    assert amber(picture) == 0
    assert amber(replace(picture, said=frozenset({third.seq}))) > 3000


def test_one_long_code_makes_all_rows_of_the_list_equally_small(shown):
    window = shown(sample.picture((("A-042", "7"), ("SKC-1240", "12B"), *sample.BEFORE)))
    image = painted(part(window, "recent"))
    row = (image.height - 91) // 6
    heights = {ink(image, QRect(30, 84 + place * row, 45, row - 14), Colours.WHITE).height() for place in range(1, 6)}
    assert max(heights) < 0.745 * 80
    assert max(heights) - min(heights) <= 3


def test_upright_a_two_digit_counter_leaves_the_word_and_the_zone_their_size(shown):
    window = shown(sample.picture((("A-042", "17"), *sample.BEFORE)), (1080, 1920))
    texts = texts_of(large_call(window))
    assert texts.block.caption_px >= 0.85 * texts.inside.caption_px
    assert texts.block.zone.lines == ("Zona Podium",)


@pytest.mark.parametrize(("size", "least"), [((1920, 1080), 106), ((1080, 1920), 88)])
def test_a_code_of_eight_characters_is_as_high_as_the_manual_says(shown, size, least):
    window = shown(sample.picture((("SKC-1234", "40"), *sample.BEFORE)), size)
    assert capitals_mm(large_call(window).number_px, QSize(*size), 55) >= least
    image = painted(part(window, "current_call"))
    unit = board_geometry(QSize(*size), 8, ticker=True).unit
    found = ink(image, QRect(0, round(110 * unit), image.width, round(250 * unit)), Colours.WHITE)
    assert found.left() >= round(33 * unit)
    assert found.right() <= image.width - round(33 * unit)


def test_a_recall_says_that_it_is_one(shown):
    picture = sample.picture()
    window = shown(replace(picture, stage=replace(picture.stage, current_call=sample.call(9, kind="recall"))))
    assert said(window, "current_call") == "A-042, Loket 7, Panggilan ulang"


def test_an_empty_day_welcomes_and_is_not_blank(shown):
    window = shown(sample.empty_day())
    assert large_code(window) == ""
    assert said(window, "current_call") == "Selamat datang"
    image = painted(part(window, "current_call"))
    assert ink(image, QRect(40, 60, 900, 140), Colours.WHITE).width() > 500


def test_the_called_number_is_as_high_as_the_tokens_say(shown):
    window = shown()
    image = painted(part(window, "current_call"))
    digits = ink(image, QRect(300, 80, 840, 300), Colours.WHITE)
    assert digits.height() == pytest.approx(344 * 0.745, rel=0.04)
    counter = ink(image, QRect(800, 450, 340, 250), Colours.NAVY950)
    assert counter.height() == pytest.approx(272 * 0.745, rel=0.04)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("count", [1, 8, 14, 40])
def test_number_and_counter_are_110_mm_high_on_55_inch_at_every_size(shown, size, count):
    window = shown(sample.picture(strip=sample.cells(count)), size)
    current_call = large_call(window)
    for px in (current_call.number_px, current_call.counter_px):
        assert capitals_mm(px, QSize(*size), 55) >= 109.5


@pytest.mark.parametrize("size", SIZES)
def test_nothing_touches_the_edges_of_its_panel_when_names_are_long(shown, size):
    window = shown(sample.long_names(), size)
    current_call = part(window, "current_call")
    image = painted(current_call)
    unit = board_geometry(QSize(*size), 6, ticker=True).unit
    edge, upper = round(30 * unit), round(0.55 * current_call.height())
    for box in (
        QRect(0, 0, edge, upper),
        QRect(current_call.width() - edge, round(120 * unit), edge, upper - round(120 * unit)),
    ):
        assert ink(image, box, Colours.WHITE).isEmpty()
    block_right = QRect(
        current_call.width() - edge, round(0.7 * current_call.height()), edge - 2, round(0.2 * current_call.height())
    )
    assert ink(image, block_right, Colours.NAVY950).isEmpty()


def test_a_number_too_small_for_the_farthest_seat_is_logged_once(shown, caplog):
    window = shown()
    window.set_reach(55, 10)
    with caplog.at_level(logging.WARNING):
        window.show_picture(replace(sample.picture(), away=True))
        assert caplog.text == ""
        for away in (False, True):
            window.show_picture(replace(sample.long_names(), away=away))
    assert caplog.text.count('number "SKC-1042" stands') == 1
    assert "110 mm are read from 10.0 m" in caplog.text


def test_the_notice_comes_and_goes_and_the_board_stays(shown):
    window = shown()
    before = said(window, "current_call"), said(window, "recent"), said(window, "cells")
    assert not part(window, "outage-notice").isVisible()
    window.show_picture(replace(sample.picture(), away=True))
    assert part(window, "outage-notice").isVisible()
    assert not shown_as(window, "ticker", Ticker).isVisible()
    assert said(window, "outage-notice") == ("Layar sedang menyambung kembali. Nomor dan giliran Anda tetap berlaku.")
    assert (said(window, "current_call"), said(window, "recent"), said(window, "cells")) == before
    window.show_picture(sample.picture())
    assert not part(window, "outage-notice").isVisible()
    assert shown_as(window, "ticker", Ticker).isVisible()


def test_the_clock_goes_on_while_the_database_is_away(shown):
    window = shown(replace(sample.picture(), away=True))
    window.show_time(MORNING.replace(minute=43))
    assert "10.43" in said(window, "header")


def test_the_notice_is_neither_red_nor_amber(shown):
    window = shown(replace(sample.picture(), away=True))
    notice = painted(part(window, "outage-notice"))
    for colour in (Colours.AMBER, Colours.RED):
        assert ink(notice, QRect(0, 0, notice.width, notice.height), colour).isEmpty()


def test_a_row_that_cannot_be_drawn_is_left_out_and_the_others_stay(shown, caplog):
    picture = sample.picture()
    bad = replace(picture.stage.recent[1], code=sample.UNDRAWABLE)
    recent = (picture.stage.recent[0], bad, *picture.stage.recent[2:])
    cells = (replace(sample.STRIP[0], code=sample.UNDRAWABLE), *sample.STRIP[1:])
    window = shown(replace(picture, stage=replace(picture.stage, recent=recent), cells=cells))
    with caplog.at_level(logging.ERROR):
        image, strip = painted(part(window, "recent")), painted(overview_of(window))
    row = (image.height - 91) // 6
    for place in range(6):
        drawn = not ink(image, QRect(30, 90 + place * row, 300, row - 30), Colours.WHITE).isEmpty()
        assert drawn == (place != 1), place
    assert not ink(strip, QRect(1400, 0, 420, 128), Colours.WHITE).isEmpty()
    assert "leaves out what it cannot show: call" in caplog.text


def test_a_hero_that_cannot_be_measured_is_reported_and_the_last_one_stays(shown, qtbot, caplog):
    window = shown()
    broken = replace(sample.call(99), code=sample.UNDRAWABLE)
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(window.unshowable) as told:
        window.show_picture(replace(sample.picture(), stage=BoardCalls(broken, announced=True)))
    assert told.args == [99]
    assert large_code(window) == "A-042"


def test_an_unknown_zone_sign_leaves_number_and_counter_readable(shown, caplog):
    odd = replace(sample.PODIUM, pictogram="taman")
    picture = sample.picture(zone=odd)
    window = shown(replace(picture, stage=replace(picture.stage, current_call=sample.call(5, zone=odd))))
    image = painted(part(window, "current_call"))
    assert not ink(image, QRect(800, 450, 340, 250), Colours.NAVY950).isEmpty()


def test_escape_and_other_keys_change_nothing_and_ctrl_q_closes(shown, qtbot):
    window = shown()
    with qtbot.waitExposed(window):
        window.activateWindow()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_F11, Qt.Key.Key_Q):
        qtbot.keyClick(window, key)
    assert window.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_the_amber_block_wipes_in_and_pulses_and_then_stands_still(shown, qtbot):
    window = shown(still=False)
    current_call = large_call(window)
    window.show_picture(replace(sample.picture(), stage=BoardCalls(sample.call(77, "B-001", "4"), announced=True)))
    assert moves(current_call)
    qtbot.waitUntil(lambda: not moves(current_call))
    image = painted(current_call)
    assert pixel_count(image, QRect(20, image.height - 100, 1, 1), Colours.AMBER)


def test_without_motion_a_call_stands_at_once(shown):
    window = shown(still=True)
    window.show_picture(
        replace(sample.picture(), stage=BoardCalls(sample.call(77, "B-001", "4"), True, sample.picture().stage.recent))
    )
    assert not moves(large_call(window))
    assert not shown_as(window, "ticker", Ticker).scrolling
    assert large_code(window) == "B-001"


def test_many_counters_take_turns_on_pages_and_a_call_brings_its_page_to_the_front(shown):
    window = shown(sample.picture(strip=sample.cells(40), pairs=()))
    strip = overview_of(window)
    assert strip.page == 0
    turn_page(strip)
    assert strip.page == 1
    code = next(cell.code for cell in sample.cells(40) if cell.counter_label == "40")
    current_call = sample.call(5, code, "40")
    window.show_picture(replace(sample.picture(strip=sample.cells(40)), stage=BoardCalls(current_call, announced=True)))
    assert strip.page == 2
    turn_page(strip)
    assert strip.page == 0
    assert PAGE_MS >= 5000


def test_running_text_that_fits_stands_and_longer_text_runs(shown):
    window = shown(replace(sample.picture(), running_text=("Buka sampai 15.30",)), still=False)
    assert not shown_as(window, "ticker", Ticker).scrolling
    window.show_picture(sample.picture())
    assert shown_as(window, "ticker", Ticker).scrolling


def test_without_running_text_the_board_uses_the_room(shown):
    window = shown()
    low = part(window, "current_call").height()
    window.show_picture(replace(sample.picture(), running_text=()))
    assert not shown_as(window, "ticker", Ticker).isVisible()
    assert part(window, "current_call").height() > low


def test_only_what_changed_is_painted_again(shown, qtbot):
    window = shown()
    qtbot.waitExposed(window)
    drawn: list[Any] = []
    PaintCount(drawn.append, *(part(window, name) for name in ("header", "current_call", "recent", "cells", "ticker")))
    qtbot.wait(50)
    drawn.clear()
    window.show_time(MORNING.replace(minute=44))
    window.show_picture(sample.picture())
    qtbot.waitUntil(lambda: "header" in drawn)
    assert set(drawn) == {"header"}


@pytest.mark.parametrize("language", ["en", "pseudo"])
def test_other_languages_are_drawn_without_a_complaint(shown, language, caplog):
    with caplog.at_level(logging.WARNING):
        for picture in (sample.picture(), sample.empty_day(), replace(sample.long_names(), away=True), BoardPicture()):
            window = shown(picture, (1280, 720), language=language)
            painted(window)
    assert caplog.text == ""


@pytest.mark.parametrize("layout", ["calls", "media", "counters"])
def test_a_board_in_english_says_the_service_s_english_name(shown, layout):
    picture = replace(sample.picture(), setup=BoardSetup(layout=layout))
    picture = sample.current_call_of(picture, service_name_en="ID card recording")
    assert texts_of(large_call(shown(picture, language="en"))).service.lines == ("ID card recording",)
    assert texts_of(large_call(shown(picture))).service.lines == ("Perekaman KTP-el",)


def test_a_service_without_a_name_in_the_board_s_language_has_that_of_the_other_one(shown):
    picture = sample.picture()
    assert texts_of(large_call(shown(picture, language="en"))).service.lines == ("Perekaman KTP-el",)
    english = sample.current_call_of(picture, service_name="", service_name_en="ID card recording")
    assert texts_of(large_call(shown(english))).service.lines == ("ID card recording",)


def test_a_hall_that_is_renamed_renames_the_call_that_stands(shown):
    hall = small_hall()
    current_call = sample.call(9, zone=hall.zones[0])
    current_call = replace(current_call, agency_id="disdukcapil", service_id="disdukcapil-a")
    picture = sample.picture(zone=None)
    window = shown(replace(picture, stage=replace(picture.stage, current_call=current_call)))
    window.set_hall(hall)
    assert "Zona Podium" in said(window, "current_call")
    zones = (replace(hall.zones[0], name="Aula Utama"), *hall.zones[1:])
    services = (replace(hall.services[0], name="Rekam KTP"), *hall.services[1:])
    agencies = (replace(hall.agencies[0], name="Dukcapil"), *hall.agencies[1:])
    window.set_hall(replace(hall, zones=zones, services=services, agencies=agencies))
    texts = texts_of(large_call(window))
    assert texts.block.zone.lines == ("Zona Aula Utama",)
    assert (texts.agency.lines, texts.service.lines) == (("Dukcapil",), ("Rekam KTP",))
    assert "Zona Aula Utama" in said(window, "current_call")
    assert not moves(large_call(window))
    window.set_hall(replace(hall, zones=hall.zones[1:], services=hall.services[1:], agencies=hall.agencies[1:]))
    assert texts_of(large_call(window)).block.zone.lines == ("Zona Podium",)
    assert texts_of(large_call(window)).service.lines == ("Perekaman KTP-el",)
