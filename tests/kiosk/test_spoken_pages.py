"""What else a blind visitor does alone, over a real store: check in, give a number back, answer the survey."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hall.forms import SurveyForm
from hall.lifecycle import State
from hall.store import open_store
from hall.survey.regulation import regulation
from kiosk.help_screen import HelpState
from kiosk.screen import Screen
from kiosk.speech.keypad import LETTERS
from tests.hall_samples import BY, small_hall
from tests.kiosk.kiosk_fakes import Kiosk
from tests.kiosk.spoken_visit import Visitor


@pytest.fixture
def url(tmp_path, prepared_halls):
    hall = small_hall(always_open=True)
    asking = replace(hall, hall=replace(hall.hall, survey=SurveyForm(kiosk=True)))
    return prepared_halls.put(asking, tmp_path / "hall.db")


@pytest.fixture
def store(url, clock):
    opened = open_store(url, clock)
    yield opened
    opened.close()


@pytest.fixture
def visitor(qtbot, url, clock, store):
    kiosk = Kiosk(qtbot)
    kiosk.open_store = lambda: open_store(url, clock)
    kiosk.start()
    yield Visitor(kiosk)
    kiosk.close()


def by_keypad(code: str) -> str:
    """The keys of twelve that type a code: a letter is the digit of its key, and a star for each step to it."""
    keys = ""
    for sign in code:
        digit = next((digit for digit, letters in LETTERS.items() if sign in letters), sign)
        keys += digit + "*" * (0 if sign == digit else LETTERS[digit].index(sign) + 1)
    return keys


def press(visitor: Visitor, keys: str) -> str:
    heard = visitor.press(keys)
    visitor.kiosk.qtbot.waitUntil(lambda: not visitor.kiosk.presenter.visit.command.busy)
    return heard


def choose(visitor: Visitor, name: str) -> str:
    """Types the number that was read aloud before ``name``, and takes it."""
    number = next(
        part.partition(", ")[0] for part in visitor.ears.latest.split(". ") if part.partition(", ")[2].startswith(name)
    )
    assert name in press(visitor, number)
    return press(visitor, "#")


def scan(window, text):
    """As a scanner types: to the window, wherever the focus is."""
    window._scans.gap_ms = 5000  # a test's scanner waits for each key to be handled
    for sign in text:
        QTest.keyClick(window.windowHandle(), sign)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)


def served(store) -> str:
    made = store.run(lambda w: w.tickets.issue("A", BY))
    store.run(lambda w: w.counter("1", BY).call_number(made.id))
    store.run(lambda w: w.counter("1", BY).serve())
    store.run(lambda w: w.counter("1", BY).finish())
    return made.code


def test_the_survey_is_answered_by_the_keypad(visitor: Visitor, store):
    code = served(store)
    press(visitor, "*")
    heard = choose(visitor, "Survei kepuasan")
    assert heard.startswith("Survei kepuasan. ")
    assert "Tanpa nama. " in heard
    assert press(visitor, by_keypad("A")).endswith("2 | A")
    assert press(visitor, "001") == "0 | 0 | 1"
    assert press(visitor, "#").startswith("Terketik: A 0 0 1. ")
    heard = press(visitor, "#")
    assert code in heard
    answers = 0
    while visitor.kiosk.page == "survey":
        assert regulation().elements[answers].question.name in heard
        last = press(visitor, "4")
        assert last.startswith("4, ")
        assert last.endswith(", 4 dari 4")
        heard = press(visitor, "#")
        assert code not in heard
        answers += 1
    assert (visitor.kiosk.page, answers) == ("survey_done", len(regulation().elements))
    assert "Terima kasih" in heard


def test_what_was_typed_wrong_goes_away_sign_by_sign(visitor: Visitor, store):
    press(visitor, "*")
    choose(visitor, "Survei kepuasan")
    press(visitor, "7")
    press(visitor, "#")
    assert press(visitor, "**").split(" | ")[-1] == "Ketik lagi. Terketik: 7"
    press(visitor, "#")
    press(visitor, "**")
    press(visitor, "5")
    assert visitor.kiosk.presenter.screen.survey.typed == "75"
    press(visitor, "#**")
    assert visitor.kiosk.page == "survey_number"
    press(visitor, "#1")
    assert press(visitor, "#") == "Dihapus: 5. Tersisa: 7"
    assert press(visitor, "#") == "Dihapus: 7"


def test_a_booking_is_checked_in_by_its_code(visitor: Visitor, store, clock, monkeypatch):
    monkeypatch.setattr(Screen, "checks_in", property(lambda screen: True))
    code = store.run(lambda w: w.bookings.book("A", clock.now() + timedelta(minutes=20), BY)).code
    press(visitor, "*")
    choose(visitor, "Punya reservasi atau nomor? Ketik di sini")
    press(visitor, by_keypad(code))
    assert visitor.kiosk.presenter.screen.arrival.typed == code
    assert press(visitor, "#").startswith(f"Terketik: {' '.join(code)}. ")
    heard = press(visitor, "#")
    assert "Reservasi ditemukan" in heard
    assert "pukul 10.20" in heard
    heard = choose(visitor, "Ambil nomor")
    visitor.kiosk.until("ticket")
    assert visitor.ears.heard[-1].startswith("Nomor antrean Anda: A-001")


def test_a_number_whose_slip_is_scanned_is_told_and_given_back(visitor: Visitor, store):
    made = store.run(lambda w: w.tickets.issue("A", BY))
    press(visitor, "*")
    scan(visitor.kiosk.window, f"MPP:{made.token}")
    visitor.kiosk.until("my_number")
    assert "A-001" in visitor.ears.heard[-1]
    heard = choose(visitor, "Batalkan nomor")
    assert heard.startswith("Yakin membatalkan A-001?")
    assert visitor.kiosk.page == "my_number"
    choose(visitor, "Ya, batalkan nomor")
    with store.read() as reader:
        assert reader.tickets.find(made.token).state is State.CANCELLED
    assert "dibatalkan" in visitor.ears.heard[-1]


def test_a_key_for_what_has_just_closed_by_itself_does_not_act_below(visitor: Visitor, store):
    press(visitor, "*")
    choose(visitor, "Panggil petugas")
    choose(visitor, visitor.kiosk.button("help-call").accessibleName())
    assert "2, Panggil petugas" not in visitor.ears.latest
    visitor.kiosk.qtbot.waitUntil(lambda: visitor.kiosk.presenter.screen.help.state is HelpState.CALLED)
    assert visitor.ears.latest == "1, Baik"
    title = visitor.kiosk.window.current_page.page_title()
    visitor.kiosk.pass_seconds(30)
    assert not visitor.kiosk.presenter.screen.help.is_open
    assert visitor.ears.heard[-1].startswith(title)
    assert press(visitor, "1").startswith(title)
    assert press(visitor, "1").startswith("1, ")
    visitor.kiosk.pass_seconds(85)  # whoever called waits here for two minutes
    assert visitor.kiosk.presenter.screen.idle_left is None
    visitor.kiosk.pass_seconds(75)
    assert not visitor.kiosk.presenter.screen.modes.spoken


def test_back_from_the_survey_s_number_and_from_a_number_that_was_heard_keeps_speech(visitor: Visitor, store):
    made = store.run(lambda w: w.tickets.issue("A", BY))
    press(visitor, "*")
    choose(visitor, "Survei kepuasan")
    press(visitor, "#")
    press(visitor, "2")
    assert press(visitor, "#").startswith("Pilih instansi")
    assert visitor.kiosk.page == "agencies"
    scan(visitor.kiosk.window, f"MPP:{made.token}")
    visitor.kiosk.until("my_number")
    assert choose(visitor, "Selesai").startswith("Pilih instansi")
    assert visitor.kiosk.presenter.screen.modes.spoken


def test_what_was_typed_unheard_goes_when_speech_begins_and_its_keys_type_nothing(visitor: Visitor):
    visitor.kiosk.touch("survey-button")
    visitor.kiosk.window.speech_key = "5"
    visitor.press("4#2")
    assert visitor.kiosk.presenter.screen.survey.typed == "42"
    assert press(visitor, "5").startswith("Suara menyala. Yang sudah terketik dihapus. Survei kepuasan")
    assert visitor.kiosk.presenter.screen.survey.typed == ""


def test_the_keys_of_the_survey_keep_their_numbers_from_question_to_question(visitor: Visitor, store):
    code = served(store)
    press(visitor, "*")
    choose(visitor, "Survei kepuasan")
    press(visitor, by_keypad(code[0]) + code[2:])
    press(visitor, "#")
    press(visitor, "#")
    skip, stop = visitor.number_of("Lewati"), visitor.number_of("Berhenti")
    press(visitor, "1#")
    assert (visitor.number_of("Lewati"), visitor.number_of("Berhenti")) == (skip, stop)


def test_a_question_for_staff_that_nobody_answers_lasts_as_long_as_the_page_and_its_end_is_said(
    visitor: Visitor, store
):
    press(visitor, "*")
    choose(visitor, "Panggil petugas")
    visitor.kiosk.pass_seconds(44)
    assert visitor.kiosk.presenter.screen.help.asks
    visitor.kiosk.pass_seconds(2)
    assert visitor.ears.heard[-1].startswith("Masih di sini?")
    assert press(visitor, "5").startswith("Panggil petugas?")
    visitor.kiosk.pass_seconds(66)
    assert visitor.ears.heard[-1].startswith("Petugas tidak dipanggil. Suara dimatikan")


def test_what_is_looked_up_is_answered_by_what_was_found_alone(visitor: Visitor, store):
    code = served(store)
    press(visitor, "*")
    choose(visitor, "Survei kepuasan")
    press(visitor, by_keypad(code[0]) + code[2:] + "#")
    before = len(visitor.ears.heard)
    press(visitor, "#")
    visitor.kiosk.until("survey")
    assert visitor.ears.since(before).startswith(f"Survei kepuasan · {code}")
