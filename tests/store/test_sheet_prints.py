"""Closing sheets for a slip printer on both databases: asked for by a day that closes, and by a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hall.access import By
from hall.errors import Refused
from hall.spooling import SHEET_TRIES, PrintJob
from tests.hall_samples import BY

KIOSK = By.kiosk("kiosk-1")


@pytest.fixture
def printing(staffed, structure):
    """The hall whose closing sheets kiosk-1 prints, with a number that waits."""
    slip = replace(structure.hall.slip, closing_sheet="kiosk-1")
    staffed.run(lambda w: w.hall.apply(replace(structure, hall=replace(structure.hall, slip=slip)), BY))
    staffed.run(lambda w: w.tickets.issue("A", BY))
    return staffed


def to_print(store, station="kiosk-1"):
    return store.fetch(lambda reader: reader.sheets.to_print(station))


def states(store):
    day = store.fetch(lambda reader: reader.sheets.of(BY)).day
    return [asked.state for asked in store.fetch(lambda reader: reader.sheets.prints(day))]


def test_a_day_that_a_person_closes_asks_the_kiosk_of_the_setting_for_its_sheet(printing):
    assert to_print(printing) is None
    printing.run(lambda w: w.day.close(By.staff("supervisor", "ani"), reason="selesai"))
    asked = to_print(printing)
    assert (asked.station, asked.state, asked.actor) == ("kiosk-1", "queued", "clerk:ani")
    assert to_print(printing, "kiosk-2") is None
    sheet = printing.fetch(lambda reader: reader.sheets.of_print(asked.id))
    assert (sheet.day, sheet.total.waiting, sheet.reason) == (asked.day, 1, "selesai")


def test_a_day_that_ends_by_itself_asks_too(printing, clock):
    clock.move(days=1)
    for _ in range(2):
        printing.settle_day()
        clock.move(minutes=3)
    asked = to_print(printing)
    assert asked.actor == "system"
    assert printing.fetch(lambda reader: reader.sheets.of_print(asked.id)).expired


def test_without_the_setting_no_kiosk_is_asked(staffed):
    staffed.run(lambda w: w.tickets.issue("A", BY))
    staffed.run(lambda w: w.day.close(BY, reason="selesai"))
    assert states(staffed) == []
    with pytest.raises(Refused) as refusal:
        staffed.run(lambda w: w.sheets.print(BY))
    assert refusal.value.code == "no_sheet_kiosk"
    with pytest.raises(Refused) as refusal:
        staffed.run(lambda w: w.sheets.print(BY, at="kiosk-9"))
    assert refusal.value.code == "unknown_printer"
    assert staffed.run(lambda w: w.sheets.print(BY, at="KIOSK-2")) == "kiosk-2"
    assert to_print(staffed, "kiosk-2").state == "queued"


def test_a_sheet_that_nobody_has_begun_is_not_asked_for_twice(printing):
    printing.run(lambda w: w.sheets.print(BY))
    printing.run(lambda w: w.day.close(BY, reason="selesai"))
    assert states(printing) == ["queued"]
    first = to_print(printing)
    assert printing.run(lambda w: w.sheets.begin(first.id, KIOSK))
    # Its figures are read: who asks now gets another one.
    printing.run(lambda w: w.sheets.print(BY))
    assert states(printing) == ["sending", "queued"]


def test_a_sheet_comes_until_it_is_out(printing):
    printing.run(lambda w: w.day.close(BY, reason="selesai"))
    sheet = to_print(printing).id
    for outcome in ("not_sent",) * (2 * SHEET_TRIES) + ("blocked",):
        assert printing.run(lambda w: w.sheets.begin(sheet, KIOSK))
        end = {"outcome": outcome, "detail": "no paper"}
        assert printing.run(lambda w, end=end: w.sheets.end(sheet, KIOSK, **end)) is PrintJob.BLOCKED
    asked = to_print(printing)
    assert (asked.state, asked.detail) == ("blocked", "blocked: no paper (kiosk:kiosk-1)")
    assert printing.run(lambda w: w.sheets.begin(sheet, KIOSK))
    out = {"outcome": "printed", "detail": ""}
    assert printing.run(lambda w: w.sheets.end(sheet, KIOSK, **out)) is PrintJob.PRINTED
    assert to_print(printing) is None
    assert not printing.run(lambda w: w.sheets.begin(sheet, KIOSK))
    assert printing.run(lambda w: w.sheets.end(sheet, KIOSK, **out)) is None


def test_a_sheet_that_is_cut_short_again_and_again_wastes_no_roll(printing):
    printing.run(lambda w: w.day.close(BY, reason="selesai"))
    sheet = to_print(printing).id
    begun = [printing.run(lambda w: w.sheets.begin(sheet, KIOSK)) for _ in range(SHEET_TRIES + 1)]
    assert begun == [True] * SHEET_TRIES + [False]
    assert states(printing) == ["needs_staff"]
    printing.run(lambda w: w.sheets.print(BY))
    assert states(printing) == ["needs_staff", "queued"]


def test_a_day_that_is_opened_and_closed_again_is_asked_for_again(printing):
    printing.run(lambda w: w.day.close(BY, reason="selesai"))
    sheet = to_print(printing).id
    printing.run(lambda w: w.sheets.begin(sheet, KIOSK))
    printing.run(lambda w: w.sheets.end(sheet, KIOSK, outcome="printed", detail=""))
    printing.run(lambda w: w.day.open(BY, confirm=True))
    printing.run(lambda w: w.day.close(BY, reason="selesai lagi"))
    assert states(printing) == ["printed", "queued"]
    assert printing.fetch(lambda reader: reader.days.audit()).good


def test_who_answers_for_one_agency_does_not_print_the_halls_sheet(printing):
    for by, code in (
        (By.clerk("siti"), "needs_supervisor"),
        (By.staff("agency_supervisor", "umar", agency="imigrasi"), "needs_supervisor"),
        (KIOSK, "not_allowed"),
    ):
        with pytest.raises(Refused) as refusal:
            printing.run(lambda w, by=by: w.sheets.print(by))
        assert refusal.value.code == code
