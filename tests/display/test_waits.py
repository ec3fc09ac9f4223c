"""The line of estimated waits: what it says, how large, and that it goes when nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from display.board_texts import BoardTexts
from display.parts.waits import PAGE_MS, WaitLine, WaitsStrip, name_px, pages_of, text_room
from display.presenter import BoardPresenter
from display.readability import readability
from display.wait_lines import wait_lines
from display.window import DisplayWindow
from hall.estimating.quality import HeldView
from hall.estimating.shown import Kind, Shown
from hall.structure import BoardSetup
from hall.translator import INDONESIAN, Translator
from hall.views import BoardWait
from tests.display import board_samples
from tests.hall_samples import BY
from tests.store.estimates.hall_days import here, issue, new_keeper
from tools.screens import samples

HD, UPRIGHT = QSize(1920, 1080), QSize(1080, 1920)


def lines(picture, language="id"):
    return [line.spoken for line in wait_lines(picture, Translator(language))]


def test_each_agency_says_its_wait_as_lists_do_and_then_how_many_held():
    assert lines(samples.waiting(samples.board())) == [
        "Disdukcapil: 10–20 menit",
        "Imigrasi: 40 menit lebih",
        "BPJS Kesehatan: 0–10 menit",
        "Samsat: Langsung",
        "BPJS Ketenagakerjaan: 2 jam lebih",
        "Kemarin 83 dari 100 perkiraan tepat",
    ]
    assert lines(samples.waiting(samples.board()), "en")[::5] == [
        "Population Office: 10–20 min",
        "Yesterday 83 of 100 estimates held",
    ]


def test_another_day_than_yesterday_is_named():
    made = samples.waiting(samples.board())
    assert lines(replace(made, waits_held=HeldView(date(2026, 11, 20), 70)))[-1] == "Jumat 70 dari 100 perkiraan tepat"


def test_where_nothing_is_known_the_board_is_as_without_the_setting(qtbot):
    plain, asked = (DisplayWindow(INDONESIAN, still=True) for _ in range(2))
    for window, setup in ((plain, BoardSetup()), (asked, BoardSetup(waits=True, waits_held=True))):
        qtbot.addWidget(window)
        window.resize(HD)
        window.show_time(samples.NOW)
        window.show_picture(replace(samples.board(), setup=setup))
    assert not asked.findChild(WaitsStrip).isVisibleTo(asked)
    assert asked.grab().toImage() == plain.grab().toImage()


@pytest.mark.parametrize(("size", "layout"), [*product((HD, UPRIGHT), ("calls", "media", "counters"))])
def test_the_line_is_there_in_every_layout_and_goes_below_an_announcement(qtbot, size, layout):
    window = DisplayWindow(INDONESIAN, still=True)
    qtbot.addWidget(window)
    window.resize(size)
    window.show_picture(samples.waiting(samples.board(layout=layout)))
    strip = window.findChild(WaitsStrip)
    assert strip.isVisibleTo(window)
    assert "Imigrasi: 40 menit lebih" in strip.accessibleName()
    window.show_picture(samples.outage(samples.waiting(samples.board(layout=layout))))
    assert not strip.isVisibleTo(window)


@pytest.mark.parametrize(
    ("size", "layout", "counters", "ticker"),
    [
        *product((HD,), ("calls", "media", "counters"), (1, 8, 13, 40), (True, False)),
        *product((UPRIGHT,), ("calls", "counters"), (1, 8, 13, 40), (True, False)),
    ],
)
def test_with_it_all_that_must_is_still_read_from_ten_metres(qapp, size, layout, counters, ticker):
    texts = BoardTexts(counters=counters, ticker=ticker)
    found = readability(size, BoardSetup(layout=layout, waits=True), 55, 10, texts)
    assert [one.what for one in found if not one.ok] == []
    assert next(one for one in found if one.what == "estimated wait").needed_mm == 40


def test_an_upright_board_of_videos_is_read_from_nearly_as_far(qapp):
    for ticker in (True, False):
        texts = BoardTexts(counters=8, ticker=ticker)
        found = readability(UPRIGHT, BoardSetup(layout="media", waits=True), 55, 9.7, texts)
        assert all(one.ok for one in found)


def test_short_names_share_a_page_and_a_long_one_becomes_smaller_before_it_leaves_the_strip(qapp):
    room, px = text_room(1824, 1.0, stacked=False), 86.0
    short = tuple(WaitLine(name, "0–5 min") for name in ("PLN", "BPN", "Samsat"))
    assert [len(page) for page in pages_of(short, room, px, stacked=False)] == [2, 1]
    assert [len(page) for page in pages_of(short, room, px, stacked=True)] == [1, 1, 1]
    long = WaitLine("BPJS Ketenagakerjaan Sulawesi Tenggara", "100–120 menit")
    assert 43 <= name_px(long, room, px, stacked=False) < name_px(short[0], room, px, stacked=False) == 86


def test_pages_take_turns_and_begin_again(qtbot):
    board = QWidget()
    qtbot.addWidget(board)
    strip = WaitsStrip(INDONESIAN, board)
    strip.resize(1824, 112)
    strip.show_lines(tuple(WaitLine(name, "10–20 menit") for name in ("Disdukcapil", "Imigrasi")), stacked=False)
    first = strip.grab().toImage()
    strip._on_page_due()
    assert strip.grab().toImage() != first
    strip._on_page_due()
    assert strip.grab().toImage() == first
    assert PAGE_MS >= 5000


def test_when_the_database_is_away_no_wait_is_known_any_more(qapp, worker):
    presenter = BoardPresenter(worker, board_samples.view, timezone="Asia/Makassar")
    wait = BoardWait("imigrasi", "Imigrasi", "", Shown(Kind.RANGE, 3, 10, 20))
    held = HeldView(date(2026, 11, 22), 83)
    presenter.on_view(replace(board_samples.view(), waits=(wait,), waits_held=held))
    assert lines(presenter.picture) == ["Imigrasi: 10–20 menit", "Kemarin 83 dari 100 perkiraan tepat"]

    presenter.on_away()
    assert lines(presenter.picture) == []
    presenter.close()


@pytest.fixture
def keeper(store, hall_url, clock):
    with store.begin() as work:
        for number in ("1", "2", "3"):
            work.counter(number, BY).sign_in(work.staff.add(f"user{number}", f"Petugas {number}", "407163", BY).id)
    made = new_keeper(hall_url, clock)
    yield made
    made.close()


def waits_of(store, **more):
    return {one.agency_id: one.wait for one in store.fetch(lambda reader: reader.board(**more)).waits}


def test_the_board_says_of_the_agencies_of_its_zone_what_the_kiosk_says(store, keeper):
    keeper.step()
    kiosk = {one.id: one.wait for one in store.fetch(lambda reader: reader.kiosk()).agencies}

    assert set(kiosk) == {"disdukcapil", "imigrasi"}
    assert waits_of(store, waits=True) == kiosk
    assert waits_of(store, waits=True, zone_id="menara") == {"imigrasi": kiosk["imigrasi"]}
    assert waits_of(store, waits=True, agencies=("disdukcapil",)) == {"disdukcapil": kiosk["disdukcapil"]}
    assert waits_of(store) == {}


def test_an_agency_of_which_nothing_is_known_is_left_out(store, clock, keeper):
    for _ in range(4):
        store.run(lambda w: w.tickets.issue("A", BY))
    keeper.step()

    assert set(waits_of(store, waits=True)) == {"imigrasi"}


def test_a_visit_that_may_be_too_late_is_not_promised_on_a_board(store, clock, keeper):
    for _ in range(8):
        issue(store, "2G")
        keeper.step()
        clock.move(minutes=6)
        here(store, "call_next", "3")
    here(store, "no_show", "3")
    clock.move(hours=5, minutes=8)
    keeper.step()
    kiosk = {one.id: one.wait for one in store.fetch(lambda reader: reader.kiosk()).agencies}
    late = {one for one, wait in kiosk.items() if wait is not None and wait.late}

    assert late == {"imigrasi", "disdukcapil"}  # of which nothing is known but that a visit would end after four
    assert not late & set(waits_of(store, waits=True))


def test_what_was_said_two_minutes_ago_is_not_shown(store, clock, keeper):
    store.run(lambda w: w.tickets.issue("A", BY))
    keeper.step()
    clock.move(minutes=3)

    assert waits_of(store, waits=True) == {}
