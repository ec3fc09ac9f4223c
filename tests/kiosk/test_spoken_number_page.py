"""Without sight: the page of a number, with the keypad alone."""

from __future__ import annotations

import pytest

from hall.printing.outcome import PrintOutcome
from tests.kiosk.kiosk_fakes import Kiosk
from tests.kiosk.spoken_visit import Visitor

OFF = "Suara dimatikan. Tekan bintang untuk menyalakan lagi"


@pytest.fixture
def visitor(kiosk: Kiosk) -> Visitor:
    return Visitor(kiosk)


def test_a_number_without_paper_is_cancelled_only_after_a_second_question(visitor: Visitor):
    visitor.press("*1###")
    visitor.press("#")
    visitor.kiosk.until("ticket")
    visitor.kiosk.slip_ends(PrintOutcome.BLOCKED)
    assert visitor.ears.heard[-1].startswith("Kertas belum keluar. Ingat nomor")
    assert "A-001" in visitor.ears.heard[-1]
    assert visitor.press("2") == "2, Batalkan nomor"
    assert visitor.press("#").startswith("Yakin membatalkan A-001? Nomor yang dibatalkan tidak dipanggil.")
    assert visitor.press("2") == "2, Ya, batalkan nomor"
    heard = visitor.press("#")
    assert heard.startswith("Nomor A-001 dibatalkan. Silakan ambil nomor baru bila perlu. Pilih instansi")
    visitor.kiosk.pass_seconds(28)
    visitor.ears.busy = True  # the choices are still being read
    visitor.kiosk.pass_seconds(60)
    visitor.ears.busy = False
    visitor.kiosk.pass_seconds(28)
    assert visitor.kiosk.presenter.screen.modes.spoken
    visitor.kiosk.pass_seconds(3)
    assert visitor.ears.heard[-1] == OFF


def test_star_twice_on_the_page_of_the_number_says_it_again_and_ends_nothing(visitor: Visitor):
    visitor.press("*1###")
    visitor.press("#")
    visitor.kiosk.until("ticket")
    assert visitor.press("**").split(" | ")[-1].startswith("Nomor antrean Anda: A-001")
    assert visitor.kiosk.page == "ticket"
    assert visitor.kiosk.presenter.screen.modes.spoken


def test_a_number_that_was_printed_is_given_back_on_its_page_after_two_questions(visitor: Visitor):
    visitor.press("*1###")
    visitor.press("#")
    visitor.kiosk.until("ticket")
    visitor.kiosk.slip_ends(PrintOutcome.PRINTED)
    assert visitor.ears.latest.endswith("Pilihan baru: 8, Kertas tidak keluar?")
    cancel = visitor.number_of("Batalkan nomor")
    visitor.press(cancel)
    assert visitor.press("#").startswith("Yakin membatalkan A-001?")
    assert visitor.press("**").split(" | ")[-1].startswith("Nomor antrean Anda: A-001")
    visitor.press(visitor.number_of("Batalkan nomor"))
    visitor.press("#")
    assert visitor.press("2") == "2, Ya, batalkan nomor"
    assert visitor.press("#").split(" | ")[-1].startswith("Nomor A-001 dibatalkan")


def test_a_question_about_a_number_stays_when_its_paper_comes(visitor: Visitor):
    visitor.press("*1###")
    visitor.press("#")
    visitor.kiosk.until("ticket")
    cancel = visitor.number_of("Batalkan nomor")
    visitor.press(cancel + "#")
    visitor.kiosk.slip_ends(PrintOutcome.PRINTED)
    assert (visitor.kiosk.page, visitor.kiosk.presenter.screen.asking) == ("trouble", True)
    visitor.press("1#")
    assert visitor.kiosk.page == "ticket"
    assert "Ambil kertas Anda" in visitor.ears.heard[-1]


def test_a_number_is_refused_by_star_twice_and_one_of_priority_is_asked_about_as_such(visitor: Visitor):
    visitor.press("**8")
    visitor.press("1#")
    assert visitor.press("1#").endswith(
        "Ambil nomor Perekaman KTP-el dengan prioritas? Pagar lagi untuk ya, bintang dua kali untuk batal"
    )
    assert visitor.press("**").endswith("Batal, nomor tidak diambil")
    assert visitor.kiosk.page == "services"
    assert visitor.press("#").startswith("Ambil nomor")  # asked again


def test_what_ends_speech_says_so_and_the_last_words_that_the_number_stays(visitor: Visitor):
    visitor.press("*1###")
    visitor.press("#")
    visitor.kiosk.until("ticket")
    new, done = visitor.number_of("Nomor baru"), visitor.number_of("Selesai, mengakhiri suara")
    assert visitor.press(new) == (
        f"{new}, Nomor baru, nomor ini tetap berlaku, tetapi tidak bisa lagi dibatalkan di sini"
    )
    assert visitor.press(f"{done}#").endswith(f"Selesai. Nomor Anda tetap berlaku. {OFF}")


def test_a_number_that_was_given_back_is_not_said_to_stay(visitor: Visitor):
    visitor.press("*1###")
    visitor.press("#")
    visitor.kiosk.until("ticket")
    visitor.press(visitor.number_of("Batalkan nomor") + "#")
    assert "Pilih 1 atau 2" in visitor.ears.heard[-1]
    visitor.press("2#")
    visitor.press("*0")
    assert visitor.ears.heard[-1].endswith(OFF)
    assert "tetap berlaku" not in visitor.ears.heard[-1]


def test_choices_of_the_number_keep_their_places_in_another_language(visitor: Visitor):
    visitor.press("*1###")
    visitor.press("#")
    visitor.kiosk.until("ticket")
    visitor.kiosk.slip_ends(PrintOutcome.PRINTED)
    assert visitor.ears.latest.endswith("Pilihan baru: 8, Kertas tidak keluar?")
    visitor.press("*7")
    assert visitor.number_of("No paper came out?") == "8"


def test_star_twice_on_the_number_says_the_whole_page_and_a_choice_is_repeated_with_its_page(visitor: Visitor):
    visitor.press("*1###")
    visitor.press("#")
    visitor.kiosk.until("ticket")
    whole = visitor.press("**").split(" | ")[-1]
    assert whole.startswith("Nomor antrean Anda: A-001. Perekaman KTP-el, Disdukcapil, 12 orang di depan Anda, Zona")
    assert "Lurus, lalu belok kiri" in whole
    visitor.press("2")
    assert visitor.press("*1").endswith(
        "Nomor baru, nomor ini tetap berlaku, tetapi tidak bisa lagi dibatalkan di sini"
    )
    assert visitor.ears.latest.startswith("Nomor antrean Anda: A-001")
