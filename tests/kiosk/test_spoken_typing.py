"""What is typed without looking: by five raised keys, and once more after a refusal; and what only ears can use."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from hall.assets import asset
from hall.forms import SurveyForm
from hall.store import open_store, prepare_store
from hall.translator import ENGLISH, INDONESIAN, Translator
from kiosk.screen import Screen
from kiosk.speech.instead import for_ears
from tests.hall_samples import BY, small_hall
from tests.kiosk.kiosk_fakes import Kiosk
from tests.kiosk.spoken_visit import Visitor

DOWN, UP, OK, LEFT = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Left


@pytest.fixture
def url(tmp_path):
    address, hall = f"sqlite:///{tmp_path / 'hall.db'}", small_hall(always_open=True)
    prepare_store(address, replace(hall, hall=replace(hall.hall, survey=SurveyForm(kiosk=True))))
    return address


@pytest.fixture
def store(url, clock):
    opened = open_store(url, clock)
    yield opened
    opened.close()


@pytest.fixture
def visitor(qtbot, url, clock, store, monkeypatch):
    monkeypatch.setattr(Screen, "checks_in", property(lambda screen: True))
    kiosk = Kiosk(qtbot)
    kiosk.open_store = lambda: open_store(url, clock)
    kiosk.start()
    yield Visitor(kiosk)
    kiosk.close()


def press(visitor: Visitor, *keys: Qt.Key) -> str:
    """Keys one after the other; what was heard of the last one."""
    heard = ""
    for key in keys:
        heard = visitor.key(key)
        visitor.kiosk.qtbot.waitUntil(lambda: not visitor.kiosk.presenter.visit.command.busy)
    return heard


def walk(visitor: Visitor, begins: str) -> None:
    """Down, until what begins so is heard."""
    for _ in range(40):
        if press(visitor, DOWN).startswith(begins):
            return
    pytest.fail(f"{begins} is not there")


def type_sign(visitor: Visitor, sign: str) -> None:
    """Down until the key that has the sign is heard, then the middle key until it is typed."""
    for _ in range(12):
        if sign in press(visitor, DOWN).split(", "):
            break
    for _ in range(6):
        if press(visitor, OK) == sign:
            return
    pytest.fail(f"{sign} cannot be typed")


def at_code(visitor: Visitor) -> str:
    visitor.reader.keys = "five"
    press(visitor, Qt.Key.Key_F9)
    for _ in range(40):
        if "Punya reservasi atau nomor" in press(visitor, DOWN):
            return press(visitor, OK)
    pytest.fail("the key for bookings is not there")


def test_five_keys_type_every_code_of_a_booking_and_are_told_how(visitor: Visitor, store, clock):
    code = store.run(lambda w: w.bookings.book("A", clock.now() + timedelta(minutes=20), BY)).code
    heard = at_code(visitor)
    assert "tombol tengah mengetiknya" in heard
    assert not {"pagar", "bintang"} & set(re.findall(r"\w+", heard.lower()))
    for sign in code:
        type_sign(visitor, sign)
    assert visitor.kiosk.presenter.screen.arrival.typed == code
    walk(visitor, "Selesai mengetik")
    assert press(visitor, OK).startswith(f"Terketik: {' '.join(code)}. Tekan tombol tengah lagi untuk: Cari")
    assert "Reservasi ditemukan" in press(visitor, OK)


def test_five_keys_are_told_no_digit_where_one_question_is_answered(visitor: Visitor, store):
    visitor.reader.keys = "five"
    press(visitor, Qt.Key.Key_F9)
    visitor.press("1####")
    visitor.kiosk.until("ticket")
    walk(visitor, visitor.number_of("Batalkan nomor"))
    heard = press(visitor, OK)
    assert heard.startswith("Yakin membatalkan A-001?")
    assert heard.endswith("Tombol bawah untuk mendengarnya, tombol tengah untuk memilih")


def test_five_keys_type_the_same_letter_twice_and_a_hyphen_and_erase(visitor: Visitor, store):
    at_code(visitor)
    assert press(visitor, DOWN) == "1, Tanda hubung"
    assert press(visitor, OK, OK) == "Tanda hubung"
    assert press(visitor, DOWN) == "2, A, B, C"
    assert press(visitor, OK, OK) == "A"
    press(visitor, DOWN, UP)
    press(visitor, OK, OK)
    assert visitor.kiosk.presenter.screen.arrival.typed == "-AA"
    assert press(visitor, LEFT) == "Dihapus: A. Tersisa: Tanda hubung A"
    press(visitor, UP)
    assert press(visitor, UP) == "Selesai mengetik"
    assert press(visitor, UP) == "0"
    assert press(visitor, OK, OK) == "0"
    assert visitor.kiosk.presenter.screen.arrival.typed == "-A00"


def test_what_was_refused_is_typed_once_more_or_mended_and_no_paper_is_spoken_of(visitor: Visitor, store):
    made = store.run(lambda w: w.tickets.issue("A", BY))
    visitor.press("*")
    visitor.press(visitor.number_of("Punya reservasi atau nomor") + "#2*077#")
    press(visitor, Qt.Key.Key_NumberSign)
    heard = visitor.ears.heard[-1]
    assert heard.startswith("Belum bisa dilanjutkan. A 0 7 7 bukan reservasi")
    assert heard.endswith("Ketik semuanya lagi, atau bintang sembilan untuk menghapus tanda terakhir saja")
    assert visitor.press("*9").endswith("Dihapus: 7. Tersisa: A 0 7")
    visitor.press("#")
    press(visitor, Qt.Key.Key_NumberSign)
    visitor.press("2*001#")
    assert visitor.kiosk.presenter.screen.arrival.typed == "A001"
    press(visitor, Qt.Key.Key_NumberSign)
    assert made.code in visitor.ears.heard[-1]


def test_a_number_that_the_survey_does_not_know_is_not_looked_for_on_paper(visitor: Visitor, store):
    visitor.press("*")
    visitor.press(visitor.number_of("Survei kepuasan") + "#2*077#")
    press(visitor, Qt.Key.Key_NumberSign)
    refusal = "Survei belum bisa diisi. Nomor A 0 7 7 tidak ditemukan hari ini. Periksa kembali, atau tanyakan"
    assert visitor.ears.heard[-1].startswith(refusal)
    assert "kertas" not in visitor.ears.heard[-1]


def test_who_does_not_want_staff_hears_that_nobody_was_called_and_who_called_how_it_stands(visitor: Visitor, store):
    visitor.press("*")
    staff = visitor.number_of("Panggil petugas")
    visitor.press(f"{staff}#")
    assert visitor.press("1#").split(" | ")[-1].startswith("Petugas tidak dipanggil. Pilih instansi")
    visitor.press(f"{staff}#2#")
    visitor.kiosk.qtbot.waitUntil(lambda: "sudah diberi tahu" in visitor.ears.heard[-1])
    assert "Tidak perlu lagi? Katakan kepada petugas yang datang" in visitor.ears.heard[-1]
    assert "tidak dipanggil" not in visitor.press("1#")
    before = len(visitor.ears.heard)
    visitor.press(f"{staff}#")
    visitor.kiosk.qtbot.waitUntil(lambda: "sudah diberi tahu" in visitor.ears.heard[-1])
    assert "Panggil petugas?" not in visitor.ears.since(before)


def test_while_staff_are_being_told_every_key_says_so_and_nothing_can_be_chosen(visitor: Visitor, store, monkeypatch):
    visitor.press("*")
    staff = visitor.number_of("Panggil petugas")
    monkeypatch.setattr(visitor.kiosk.link, "write", lambda *_job: None)
    visitor.press(f"{staff}#2#")
    for key in ("1", "#", "0", "**"):
        assert visitor.press(key).split(" | ")[-1].startswith("Memanggil petugas. Sebentar")
    assert visitor.ears.latest == ""


def test_what_became_of_a_number_is_told_once(visitor: Visitor, store):
    visitor.press("*1####")
    visitor.kiosk.until("ticket")
    visitor.press("3#2")
    visitor.press("#")
    visitor.kiosk.until("agencies")
    assert visitor.ears.heard[-1].startswith("Nomor A-001 dibatalkan. ")
    visitor.press("**")
    visitor.press(visitor.number_of("Akses") + "#")
    assert "Cara memakai mesin ini" in visitor.ears.heard[-1]
    assert visitor.press("**").split(" | ")[-1].startswith("Pilih instansi")


def test_a_number_that_may_be_two_is_refused_with_where_the_hyphen_is():
    text = INDONESIAN("ambiguous_number", number="B123", numbers="B1-023, B-123", first="B1-023")
    heard = for_ears(f"Belum bisa dilanjutkan. {text}", INDONESIAN)
    assert heard.startswith(
        "Belum bisa dilanjutkan. B 1 2 3 bisa berarti B1-023, B-123. Ketik dengan tanda hubung, pada"
    )
    assert heard.endswith("pada angka 1, misalnya B1-023.")


@pytest.mark.parametrize("translate", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_nothing_that_a_page_of_the_visitor_says_is_for_eyes_or_fingers(translate: Translator):
    for name in ("arrival", "kiosk_finding", "kiosk_keys", "survey"):
        texts = json.loads(asset(f"messages/{translate.language}/{name}.json").read_text("utf-8"))
        spoken = {key: text for key, text in texts.items() if not key.startswith("kiosk.ring.") and "slip." not in key}
        for key, text in spoken.items():
            heard = for_ears(text if isinstance(text, str) else " ".join(text.values()), translate)
            assert not re.search(r"\b(sentuh|pindai|touch|scan|gambar|kertas Anda|your slip)\b", heard, re.I), key
