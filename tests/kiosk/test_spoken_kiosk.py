"""Without sight: the keypad alone, and only what is spoken."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt

from hall.printing.outcome import PrintOutcome
from hall.structure import Station
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk
from tests.kiosk.spoken_visit import Visitor

OFF = "Suara dimatikan. Tekan bintang untuk menyalakan lagi"


@pytest.fixture
def visitor(kiosk: Kiosk) -> Visitor:
    return Visitor(kiosk)


@pytest.fixture
def many(visitor: Visitor) -> Visitor:
    """In a hall whose agencies fill two list pages."""
    visitor.kiosk.set_view(samples.kiosk_view(21))
    return visitor


def test_one_key_begins_and_says_the_page_and_how_to_go_on(visitor: Visitor):
    heard = visitor.press("*")
    assert heard == (
        f"Suara menyala. Pilih instansi yang dituju. {visitor.choices} pilihan. Ketik nomor pilihan, lalu tekan pagar. "
        "Nol untuk mendengar pilihan berikutnya. Bintang untuk menu suara"
    )


def test_nothing_is_said_before_and_the_key_is_dead_where_the_kiosk_cannot_speak(visitor: Visitor):
    visitor.kiosk.touch("agency-disdukcapil")
    visitor.kiosk.presenter.speech.offer(ready=False, trouble="no_device")
    assert visitor.press("*") == ""
    assert not visitor.kiosk.presenter.screen.modes.spoken


def test_a_first_key_says_what_the_second_one_does(visitor: Visitor):
    visitor.press("*")
    assert visitor.press("1") == "1, Disdukcapil, 12 orang menunggu"
    assert visitor.kiosk.page == "agencies"
    assert visitor.press("#") == f"Layanan Disdukcapil. {visitor.choices} pilihan"
    assert visitor.press("#") == "1, A, Perekaman KTP-el, 12 orang menunggu, Bawa kartu keluarga"
    assert visitor.kiosk.page == "services"
    assert visitor.press("#") == ("Ambil nomor Perekaman KTP-el? Pagar lagi untuk ya, bintang dua kali untuk batal")
    assert visitor.kiosk.page == "services"
    heard = visitor.press("#")
    assert heard.startswith("Nomor antrean Anda: A-001. Perekaman KTP-el, Disdukcapil, 12 orang di depan Anda, Zona")
    assert "Lurus, lalu belok kiri" in heard
    visitor.kiosk.slip_ends(PrintOutcome.PRINTED)
    assert "Ambil kertas Anda. Kertas keluar di bawah layar. Pilihan baru: " in visitor.ears.latest
    again = visitor.press("*1")
    assert "Ambil kertas Anda. Kertas keluar di bawah layar" in again
    assert "sedang dicetak" not in again


def test_a_number_of_two_digits_is_said_as_it_grows_and_turns_to_its_list_page(many: Visitor):
    many.press("*")
    assert many.press("1").startswith("1, Disdukcapil")
    assert many.press("9") == "19, Dinas Koperasi dan UKM, Tanpa antrean"
    assert many.kiosk.presenter.screen.list_page == 1
    assert many.press("#").startswith("Layanan Dinas Koperasi dan UKM")


def test_digits_that_come_late_begin_another_number(many: Visitor):
    many.press("*1")
    many.kiosk.clock.seconds += 5
    many.press("1")
    many.kiosk.clock.seconds += 5
    assert many.press("9").startswith("9, PLN")


def test_nought_walks_in_the_order_of_the_list_over_all_list_pages_and_round(many: Visitor):
    many.press("*")
    last = many.choices
    assert last > 21
    read = re.findall(r"(?:^|\. )(\d+), ", many.ears.latest)
    assert len(read) == last
    numbers = [many.press("0").partition(",")[0] for _ in range(last + 1)]
    assert numbers == [*read, read[0]]


def test_what_is_not_there_is_named_and_nothing_is_taken(visitor: Visitor):
    visitor.press("*9")
    visitor.press("**")
    visitor.press("2")
    assert visitor.press("1").startswith("1, ")  # 21 is none, so it is a 1
    heard = visitor.press("77")
    assert heard.split(" | ")[-1].startswith("7, ")
    visitor.kiosk.set_view(samples.kiosk_view(2))
    visitor.press("**")
    last = visitor.choices
    assert visitor.press("9") == f"Pilihan 9 tidak ada. Ada {last} pilihan"
    assert visitor.press("#").startswith("1, Disdukcapil")
    assert visitor.kiosk.page == "agencies"


def test_a_closed_agency_says_its_name_and_why(visitor: Visitor):
    visitor.press("*6")
    page, _, notice = visitor.press("#").partition(" | ")
    assert page.startswith("Rincian Layanan utama, Samsat. Istirahat sampai 13.00")
    assert notice == "Samsat sedang tutup. Istirahat sampai 13.00"


def test_priority_of_the_menu_acts_at_once_and_says_its_state(visitor: Visitor):
    visitor.press("*")
    assert visitor.press("*8").split(" | ")[-1].startswith("Saya perlu prioritas, nyala")
    assert visitor.kiosk.presenter.screen.priority
    assert visitor.press("#").startswith("Saya perlu prioritas, mati")
    assert not visitor.kiosk.presenter.screen.priority


def test_speech_is_in_the_language_of_the_screen(visitor: Visitor):
    visitor.press("*")
    assert visitor.press("*7").endswith(f"Choose the agency you need. {visitor.choices} choices")
    assert visitor.ears.languages[-1] == "en"


def test_the_menu_repeats_pauses_and_changes_loudness_for_this_visit(visitor: Visitor):
    visitor.press("*1")
    assert visitor.press("*1").endswith(" | 1, Disdukcapil, 12 orang menunggu")
    gain = visitor.ears.loudness.gain
    assert visitor.press("*3").endswith("Volume 4 dari 5")
    assert visitor.ears.loudness.gain / gain == pytest.approx(10 ** (12 / 20))
    visitor.press("*3*3")
    assert visitor.ears.loudness.gain / gain == pytest.approx(10)
    assert visitor.press("*0").endswith(OFF)
    assert visitor.ears.loudness.gain == gain


def test_any_key_ends_what_is_said_and_one_pauses_it(visitor: Visitor):
    visitor.press("*")
    visitor.ears.busy = True
    visitor.press("5")
    assert not visitor.ears.busy
    visitor.ears.busy = True
    assert visitor.key(Qt.Key.Key_Right) == "Berhenti sebentar. Bintang dua untuk lanjut"
    assert visitor.ears.paused
    visitor.key(Qt.Key.Key_Right)
    assert visitor.ears.busy


def test_the_menu_does_not_lose_what_it_interrupts(visitor: Visitor):
    visitor.press("*")
    visitor.ears.busy = True
    assert visitor.press("*").startswith("Menu suara. 1, ulangi.")
    assert visitor.press("2").startswith("Berhenti sebentar.")
    assert visitor.ears.paused
    visitor.press("*2")
    assert (visitor.ears.busy, visitor.ears.paused) == (True, False)


def test_the_menu_has_help(visitor: Visitor):
    visitor.press("*")
    assert visitor.press("*#").split(" | ")[-1].startswith("Bantuan. Ketik nomor pilihan")
    assert visitor.kiosk.page == "agencies"


def test_priority_that_goes_off_for_a_new_number_is_said(visitor: Visitor):
    visitor.press("*")
    visitor.press("*8")
    visitor.press("1####")
    visitor.kiosk.until("ticket")
    assert "Anda didahulukan. Sekali lagi, satu per satu: A, 0, 0, 1" in visitor.ears.heard[-1]
    visitor.press("2#")
    visitor.kiosk.until("agencies")
    assert visitor.ears.latest.endswith("Prioritas mati lagi untuk nomor baru")


def test_the_number_of_a_choice_that_is_read_is_the_one_that_brings_it(visitor: Visitor):
    """On every page that is reached, also while it changes."""
    visitor.press("*")
    for keys in ("", "1#", "**", f"{visitor.number_of('Cari')}#", "5**#", "1"):
        visitor.press(keys)
        visitor.reader.say_where()
        named = re.findall(r"(?:^|[.!?] )(\d+), (.+?)(?=[.!?] \d+, |$)", visitor.ears.latest)
        for number, name in named:
            visitor.kiosk.clock.seconds += 5
            heard = visitor.press(number).split(" | ")[-1]
            assert heard.startswith(f"{number}, ")
            assert name.rstrip("?.!") in heard


def test_what_a_choice_of_the_search_brings_is_said_from_its_first_one(visitor: Visitor):
    visitor.press("*")
    visitor.press(visitor.number_of("Cari"))
    visitor.press("#")
    for letter in "KTP":
        visitor.key(Qt.Key(ord(letter)))
    heard = visitor.press("#")
    assert heard.startswith("Terketik: ktp. ")
    assert visitor.ears.latest.startswith("1, ")
    clear = visitor.number_of("Hapus semua")
    assert visitor.press("#").startswith("1, ")
    visitor.press(clear)
    assert visitor.press("#").startswith("Dihapus")


def test_star_twice_goes_back_and_on_the_first_page_says_where_one_is(visitor: Visitor):
    visitor.press("*1#")
    assert visitor.press("**").split(" | ")[-1].startswith("Pilih instansi yang dituju")
    assert visitor.kiosk.page == "agencies"
    assert visitor.press("**").split(" | ")[-1] == f"Pilih instansi yang dituju. {visitor.choices} pilihan"
    search = visitor.number_of("Cari")
    assert visitor.press("#").startswith(f"{search}, Cari")


def test_who_comes_home_again_hears_the_list_only_when_asked_for(many: Visitor):
    many.press("*")
    first = many.ears.latest
    many.press("1#")
    many.press("**")

    assert many.kiosk.window.page == "agencies"
    assert many.ears.latest.startswith("Nol untuk mendengar pilihan satu per satu")
    many.press("**")
    assert many.ears.latest == first


def test_the_ways_round_a_long_list_are_named_before_it(many: Visitor):
    many.press("*")

    assert many.ears.latest.startswith("22, Cari instansi atau layanan, misalnya KTP. 1, Disdukcapil. 2, ")
    assert "21, Ombudsman. 23, Saya perlu prioritas" in many.ears.latest
    assert many.press("22").endswith("| 22, Cari instansi atau layanan, misalnya KTP")


def test_five_raised_keys_do_everything(visitor: Visitor):
    visitor.reader.keys = "five"
    visitor.key(Qt.Key.Key_F9)
    assert "Tombol bawah" in visitor.ears.heard[-1]
    last = visitor.choices
    visitor.key(Qt.Key.Key_Down)
    assert visitor.key(Qt.Key.Key_Up).startswith(f"{last}, ")
    visitor.key(Qt.Key.Key_Down)
    assert visitor.key(Qt.Key.Key_Down).startswith("1, Disdukcapil")
    assert visitor.key(Qt.Key.Key_Return).startswith("Layanan Disdukcapil")
    assert visitor.key(Qt.Key.Key_Left) == "Kembali: tekan sekali lagi"
    assert visitor.kiosk.page == "services"
    assert visitor.key(Qt.Key.Key_Left).startswith("Pilih instansi")
    visitor.key(Qt.Key.Key_Down)
    visitor.key(Qt.Key.Key_Down)
    visitor.key(Qt.Key.Key_Return)
    visitor.key(Qt.Key.Key_Down)
    assert visitor.key(Qt.Key.Key_Return).startswith("Ambil nomor")
    assert visitor.key(Qt.Key.Key_Left) == "Batal, nomor tidak diambil"
    visitor.key(Qt.Key.Key_Return)
    visitor.key(Qt.Key.Key_Return)
    visitor.kiosk.until("ticket")


def test_a_plain_keyboard_finds_by_first_letter_on_any_list_page(many: Visitor):
    many.key(Qt.Key.Key_F9)
    assert many.key(Qt.Key.Key_B).startswith("3, BPJS Kesehatan")
    assert many.key(Qt.Key.Key_B).startswith("4, BPJS Ketenagakerjaan")
    assert many.key(Qt.Key.Key_O).startswith("21, Ombudsman")
    assert many.key(Qt.Key.Key_B).startswith("3, ")
    assert many.key(Qt.Key.Key_X) == "Tidak ada pilihan dengan huruf X"


def test_the_visit_lasts_while_somebody_listens_and_the_question_is_asked_aloud(visitor: Visitor):
    visitor.press("*1")
    visitor.ears.busy = True
    visitor.kiosk.pass_seconds(200)
    assert visitor.kiosk.presenter.screen.modes.spoken
    visitor.ears.busy = False
    visitor.kiosk.pass_seconds(46)
    assert visitor.ears.heard[-1].startswith("Masih di sini? Nomor belum diambil.")
    assert visitor.ears.heard[-1].endswith("Tekan 2 atau tombol kanan untuk tambahan waktu, tombol lain untuk lanjut")
    visitor.ears.busy = True  # the question itself holds nothing
    visitor.kiosk.pass_seconds(5)
    assert visitor.press("5").startswith("Dilanjutkan. Pilih instansi")
    assert visitor.kiosk.presenter.screen.idle_left is None
    visitor.ears.busy = False
    visitor.kiosk.pass_seconds(70)
    assert visitor.ears.heard[-1] == OFF
    assert not visitor.kiosk.presenter.screen.modes.spoken


def test_the_pin_is_never_said(visitor: Visitor):
    visitor.press("*")
    visitor.kiosk.presenter.staff.set_station(Station("depan"))
    visitor.kiosk.window.intents.staff_wanted.emit()
    visitor.kiosk.settled()
    assert visitor.ears.heard[-1].startswith("Halaman petugas. Masukkan PIN")
    heard = visitor.press("2468")
    assert heard == "satu karakter | satu karakter | satu karakter | satu karakter"
    assert visitor.press("#").endswith("Buka")
    visitor.press("#")
    assert visitor.kiosk.presenter.screen.staff.unlocked
    said = " ".join(visitor.ears.heard[visitor.ears.heard.index("satu karakter") :])
    assert not {"2468", "2 4 6 8"} & {said[at : at + 7].strip() for at in range(len(said))}
    assert "2468" not in said


def test_more_time_is_one_key_of_the_question(visitor: Visitor):
    visitor.press("*1")
    visitor.kiosk.pass_seconds(46)
    assert visitor.press("2").startswith("Dilanjutkan. Pilih instansi")
    assert visitor.kiosk.presenter.screen.idle_left is None
    visitor.kiosk.pass_seconds(200)
    assert visitor.kiosk.presenter.screen.modes.spoken


def test_letters_are_typed_in_the_search_as_everywhere(visitor: Visitor):
    visitor.press("*")
    visitor.press(visitor.number_of("Cari"))
    visitor.press("#")
    assert visitor.press("5**2*") == "5 | J | K | 2 | A"
    assert visitor.kiosk.presenter.screen.finding.text.lower() == "ka"
    assert visitor.key(Qt.Key.Key_R) == "R"
    assert visitor.kiosk.presenter.screen.finding.text.lower() == "kar"


def test_more_time_is_said_and_its_choice_leaves_a_gap(visitor: Visitor):
    visitor.press("*1###")
    visitor.press("#")
    visitor.kiosk.until("ticket")
    longer = visitor.number_of("Saya perlu waktu")
    last = visitor.choices
    visitor.press(longer)
    assert visitor.press("#").startswith("Waktu diperpanjang")
    assert visitor.press(longer) == f"Pilihan {longer} tidak ada lagi"
    assert visitor.press(str(last)).startswith(f"{last}, ")
    walked = [visitor.press("0").partition(",")[0] for _ in range(last)]
    assert longer not in walked


def test_star_nine_erases_where_something_is_typed_and_says_which_sign(visitor: Visitor):
    visitor.press("*")
    visitor.press(visitor.number_of("Cari"))
    assert "Ketik kata: tiap angka punya huruf" in visitor.press("#")
    for letter in "KT":
        visitor.key(Qt.Key(ord(letter)))
    heard = visitor.press("#*9").split(" | ")[-1]
    assert heard.startswith("Dihapus: t. Tersisa: k")
    assert visitor.key(Qt.Key.Key_Backspace) == "Dihapus: k"
    assert visitor.press("#*9").endswith("Belum ada yang diketik")
    visitor.press("**")
    visitor.press("**")
    visitor.kiosk.touch("search-button")
    assert "Ketik, lalu tekan pagar" in visitor.ears.heard[-1]  # explained before


def test_the_menu_is_explained_once(visitor: Visitor):
    visitor.press("*")
    assert visitor.press("*1").startswith(
        "Menu suara. 1, ulangi. 2, berhenti sebentar atau lanjut. 3, lebih keras. 4, lebih kecil. "
        "Pagar, bantuan dan perintah lain. Bintang sekali lagi, ulangi seluruh halaman"
    )
    visitor.press("1#")
    assert visitor.press("*1").startswith("Menu suara. Pagar, bantuan. Bintang sekali lagi, kembali | ")


def test_the_way_back_is_the_last_of_a_list(visitor: Visitor):
    visitor.press("*1#")
    last = visitor.choices
    assert visitor.ears.latest.startswith("1, ")
    assert visitor.number_of("Kembali") == str(last)


def test_the_first_digit_waits_for_a_second_one_only_where_there_can_be_one(kiosk: Kiosk):
    patient = Visitor(kiosk, second_digit_ms=300)
    kiosk.set_view(samples.kiosk_view(21))
    patient.press("*")
    assert patient.press("9").startswith("9, PLN")  # there is no 90
    patient.kiosk.clock.seconds += 5
    assert patient.press("19") == "19, Dinas Koperasi dan UKM, Tanpa antrean"
    patient.kiosk.clock.seconds += 5
    before = len(patient.ears.heard)
    assert patient.press("1") == ""
    kiosk.qtbot.waitUntil(lambda: patient.ears.since(before).startswith("1, Disdukcapil"))


def test_a_keyboard_is_explained_by_its_own_keys(visitor: Visitor):
    visitor.reader.keys = "keyboard"
    visitor.key(Qt.Key.Key_F9)
    visitor.key(Qt.Key.Key_C)
    assert "Ketik, lalu tekan Enter. Backspace menghapus" in visitor.key(Qt.Key.Key_Return)
    visitor.key(Qt.Key.Key_K)
    assert visitor.key(Qt.Key.Key_Backspace) == "Dihapus: k"
    visitor.ears.busy = True
    assert visitor.key(Qt.Key.Key_F6) == "Berhenti sebentar. F6 untuk lanjut"
