"""What a visitor who reads English is told: names of agencies, reasons of closings, names of holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hall.access import By
from hall.errors import Refused
from hall.store.database.codec import from_json, to_json
from hall.structure import Calendar, Holiday
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY, small_hall


def english_hall():
    """The small hall, its first agency with a name in English."""
    hall = small_hall()
    first = replace(hall.agencies[0], name_en="Civil Registry")
    return replace(hall, agencies=(first, *hall.agencies[1:]))


def close(store, **reason):
    closure = store.run(lambda work: work.closures.request("service", BY, target="A", **reason))
    return store.run(lambda work: work.closures.decide(closure.id, By.technician("root"), approve=True))


def test_an_agency_s_english_name_reaches_kiosk_number_and_board(store):
    changes = store.run(lambda work: work.hall.apply(english_hall(), BY))
    assert [change.detail for change in changes if change.kind == "agency"] == ['name_en: "" -> Civil Registry']
    with store.begin() as work:
        ticket = work.tickets.issue("A", BY)
        work.counter("1", By.system(station="pc")).sign_in(work.staff.add("siti", "Siti", "407163", BY).id)
        work.counter("1", BY).call_next()
    with store.read() as view:
        agency = view.kiosk().agencies[0]
        call = view.board("podium").calls[0]
        assert view.hall() is not None
    assert (agency.name, agency.name_en) == ("Disdukcapil", "Civil Registry")
    assert (ticket.agency_name, ticket.agency_name_en) == ("Disdukcapil", "Civil Registry")
    assert (call.agency_name, call.agency_name_en) == ("Disdukcapil", "Civil Registry")


def test_the_reason_of_a_closing_is_said_in_both_languages(store):
    closure = close(store, reason="Server pusat mati", reason_en="The central server is down")
    assert closure.reason_en == "The central server is down"
    with store.read() as view:
        opening = next(one for one in view.services() if one.prefix == "A").opening
        assert view.closures.listed()[0].reason_en == "The central server is down"
    assert opening.message(INDONESIAN) == "Ditutup: Server pusat mati"
    assert opening.message(ENGLISH) == "Closed: The central server is down"


def test_a_reason_without_english_is_said_as_it_is(store):
    close(store, reason="Server pusat mati")
    with store.read() as view:
        opening = next(one for one in view.services() if one.prefix == "A").opening
    assert opening.message(ENGLISH) == "Closed: Server pusat mati"


@pytest.mark.parametrize(("text", "code"), [("x" * 81, "text_long"), ("down \N{CROSS MARK}", "text_undrawn")])
def test_an_english_reason_is_guarded_as_the_other_one(store, text, code):
    with pytest.raises(Refused) as refusal:
        store.run(lambda work: work.closures.request("hall", BY, reason="Listrik padam", reason_en=text))
    assert refusal.value.code == code


def test_the_same_request_with_another_english_reason_is_another_one(store):
    def ask(english):
        return store.run(
            lambda work: work.closures.request(
                "hall", By.system(request_id="r1"), reason="Listrik padam", reason_en=english
            )
        )

    first = ask("No power")
    assert ask("No power").id == first.id
    with pytest.raises(Refused) as refusal:
        ask("No water")
    assert refusal.value.code == "request_reused"


def test_holidays_keep_their_english_names(store, clock):
    hall = small_hall()
    today = clock.now().date()
    local = (Holiday(today, "HUT Kota", "City Day"), Holiday(date(2027, 1, 5), "Libur lokal"))
    store.run(lambda work: work.hall.apply(replace(hall, hall=replace(hall.hall, calendar=Calendar(local=local))), BY))
    with store.read() as view:
        opening = view.kiosk().opening
    assert opening.message(INDONESIAN).startswith("Libur: HUT Kota")
    assert opening.message(ENGLISH).startswith("Holiday: City Day")


def test_a_calendar_that_an_older_program_wrote_is_read():
    calendar = Calendar(local=(Holiday(date(2027, 1, 4), "HUT Kota", "City Day"),), known_until=2027)
    written = to_json(Calendar, calendar)
    assert written["local"] == [["2027-01-04", "HUT Kota", "City Day"]]
    assert from_json(Calendar, written) == calendar
    older = from_json(Calendar, {**written, "local": [["2027-01-04", "HUT Kota"]]})
    assert older.local == (Holiday(date(2027, 1, 4), "HUT Kota"),)


def test_a_refusal_names_the_service_in_the_language_of_the_visitor(store):
    close(store, reason="Server pusat mati", reason_en="The central server is down")
    with pytest.raises(Refused) as refusal:
        store.run(lambda work: work.tickets.issue("A", By.system()))
    assert refusal.value.message(INDONESIAN) == "Perekaman KTP-el tidak memberi nomor: Ditutup: Server pusat mati."
    assert refusal.value.message(ENGLISH) == (
        "Perekaman KTP-el (en) is not giving numbers now: Closed: The central server is down."
    )
