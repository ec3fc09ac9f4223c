"""What a slip says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hall.forms import SlipForm
from hall.printing.slip import Fact, qr_text, slip_of
from hall.translator import Translator
from tests.printing.samples import HALL, MENARA, TOKEN, slip, ticket


def test_a_slip_says_number_service_agency_way_and_how_many_are_ahead() -> None:
    said = slip()
    assert (said.code, said.service, said.agency) == ("A-042", "Perekaman KTP-el", "Disdukcapil")
    assert (said.hall, said.city, said.date_lines) == ("Mal Pelayanan Publik", "Kota Kendari", ("Senin", "23 Nov 2026"))
    assert said.facts == (Fact("12 orang", "di depan Anda"), Fact("10.42", "waktu ambil"))
    assert (said.zone, said.zone_pictogram, said.counters) == ("Zona Podium", "podium", "Loket 5–9")
    assert said.directions == "Lurus, lalu belok kiri."
    assert said.notes == ("Simpan kertas ini.", "Terlewat? Lapor ke petugas.")
    assert (said.priority_mark, said.copy_mark) == ("", "")


def test_an_english_slip_is_english_throughout() -> None:
    said = slip("en", priority=True, copy=1, ahead=1)
    assert said.service == "ID card (KTP-el) enrolment"
    assert said.facts == (Fact("1 person", "ahead of you"), Fact("10:42", "issued at"))
    assert (said.zone, said.counters, said.directions) == ("Podium zone", "Counters 5–9", "Straight on, then left.")
    assert said.date_lines == ("Monday", "23 Nov 2026")
    assert (said.priority_mark, said.copy_mark) == ("Priority", "COPY")


def test_a_service_without_an_english_name_keeps_its_indonesian_one() -> None:
    assert slip("en", service_name_en="").service == "Perekaman KTP-el"


def test_an_english_slip_names_the_agency_in_english_where_it_has_such_a_name() -> None:
    assert slip("en", agency_name_en="Civil Registry").agency == "Civil Registry"
    assert slip("en").agency == slip("id", agency_name_en="Civil Registry").agency == slip().agency


def test_an_unknown_language_reads_indonesian() -> None:
    assert slip("fr") == slip("id")


def test_nobody_ahead_is_said_in_words() -> None:
    assert slip(ahead=0).facts[0] == Fact("Tidak ada", "di depan Anda")


def test_one_counter_is_named_alone() -> None:
    assert slip("en", counters=("7",)).counters == "Counter 7"
    assert slip(counters=("7",)).counters == "Loket 7"


def test_a_zone_that_is_already_called_zone_is_not_called_so_twice() -> None:
    assert slip(zone=replace(MENARA, name="Zona Menara")).zone == "Zona Menara"


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_slip_leads_to_the_waiting_area_and_not_to_the_counters(language: str) -> None:
    zone = replace(
        MENARA,
        directions="Duduk di depan layar.",
        directions_en="Sit down.",
        counter_directions="Ke loket",
        counter_directions_en="Go",
    )
    said = slip_of(ticket(zone=zone), replace(HALL, slip=SlipForm(second_language="en")), Translator(language))
    assert said.directions == ("Sit down." if language == "en" else "Duduk di depan layar.")
    assert said.also[1] in ("Sit down.", "Duduk di depan layar.")


def test_without_zone_and_counters_nothing_is_said_about_them() -> None:
    said = slip(zone=None, counters=())
    assert (said.zone, said.zone_pictogram, said.counters, said.directions) == ("", "", "", "")


def test_the_date_is_that_of_the_halls_own_zone() -> None:
    moment = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    after_midnight = ticket(issued_at=moment, queue_time=moment)
    assert slip_of(after_midnight, HALL).date_lines == ("Selasa", "24 Nov 2026")
    assert slip_of(after_midnight, HALL).facts[1].value == "00.30"
    imported = ticket(issued_at=moment, queue_time=moment - timedelta(minutes=40))
    assert slip_of(imported, HALL).facts[1].value == "23.50"


def test_copies_are_marked_and_counted() -> None:
    assert [slip(copy=copy).copy_mark for copy in (0, 1, 2)] == ["", "SALINAN", "SALINAN 2"]


def test_the_qr_is_upper_case_and_fits_the_smallest_code() -> None:
    assert qr_text(TOKEN.lower()) == f"MPP:{TOKEN}"
    assert len(qr_text(TOKEN)) <= 20  # alphanumeric capacity of version 1 with error correction M
