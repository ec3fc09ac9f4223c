"""Printers that the hall lists, and those that only their own machines know; whose silence is told, and how long."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hall.access import By
from hall.errors import Refused
from hall.lives import Life
from hall.structure import Station
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY

OWN = Station("kiosk-77", printer="tcp://10.0.0.77:9100", paper_mm=58, roll_m=10)


def say(store, station, problem="", *, watched=True, near_end=None, paper_mm=0.0):
    said = {"problem": problem, "detail": "as told", "near_end": near_end, "paper_mm": paper_mm}
    store.run(lambda work: work.printers.report(station.name, BY, **said, station=station, watched=watched))


def alarms(store):
    with store.read() as view:
        named = [(alarm.code, dict(alarm.params).get("station")) for alarm in view.alarms()]
        return [(code, station) for code, station in named if station is not None]


def printers(store):
    with store.read() as view:
        return {printer.name: printer for printer in view.printers.all()}


def test_a_printer_that_only_its_machine_knows_is_told_at_every_counter(store, clock):
    say(store, OWN, "paper_out")
    assert ("printer_paper_out", "kiosk-77") in alarms(store)
    with store.read() as view:
        assert ("printer_paper_out", "kiosk-77") in [
            (alarm.code, dict(alarm.params).get("station")) for alarm in view.counter("1").alarms
        ]
        found = view.printers.find("KIOSK-77")
    assert (found.url, found.paper_mm, found.roll_m) == (OWN.printer, 58, 10)
    say(store, OWN)
    assert alarms(store) == []


def test_its_roll_is_counted_as_its_machine_says(store):
    say(store, OWN, paper_mm=6_000)
    assert ("alarm_paper_low", "kiosk-77") in alarms(store)
    store.run(lambda work: work.printers.new_roll("kiosk-77", BY))
    assert alarms(store) == []


def test_since_when_a_kiosk_is_silent_stands_in_the_clock_of_the_language(store, clock):
    say(store, OWN)
    clock.move(minutes=6)
    with store.read() as view:
        (silent,) = (alarm for alarm in view.alarms() if alarm.code == "alarm_station_silent")
        at = dict(silent.params)["at"]
    assert f"{at:%H.%M}" in silent.message(INDONESIAN)
    assert f"{at:%H:%M}" in silent.message(ENGLISH)


def test_it_goes_away_when_its_machine_was_silent_for_days(store, clock):
    say(store, OWN, "paper_out")
    clock.move(minutes=6)
    say(store, OWN)
    clock.move(minutes=6)
    assert ("alarm_station_silent", "kiosk-77") in alarms(store)
    clock.move(hours=13)
    assert alarms(store) == []
    assert "kiosk-77" in printers(store)
    clock.move(days=3)
    assert "kiosk-77" not in printers(store)
    with pytest.raises(Refused) as refused, store.read() as view:
        view.printers.find("kiosk-77")
    assert refused.value.code == "unknown_printer"


def test_a_machine_stands_before_the_hall_until_it_says_the_same_again(store):
    with store.read() as view:
        listed = next(printer for printer in view.printers.all())
        station = view.stations.find(listed.name)
    assert station is not None
    say(store, Station(listed.name, printer="tcp://10.0.0.9:9100"))
    assert printers(store)[listed.name].url == "tcp://10.0.0.9:9100"
    say(store, station)
    assert printers(store)[listed.name].url == station.printer
    say(store, Station(listed.name))  # a machine without a printer has none
    assert listed.name not in printers(store)


def test_only_a_station_with_a_kiosk_falls_silent(store, clock):
    say(store, OWN, watched=False)
    clock.move(minutes=10)
    assert alarms(store) == []
    say(store, OWN)
    say(store, OWN, watched=False)
    clock.move(minutes=4)
    say(store, OWN, watched=False)
    clock.move(minutes=4)
    assert ("alarm_station_silent", "kiosk-77") in alarms(store)  # a command is no sign of life of the kiosk


def test_what_nobody_looked_at_for_half_a_day_is_not_told(store, clock):
    say(store, OWN, "cover_open", watched=False)
    clock.move(hours=11)
    assert ("printer_cover_open", "kiosk-77") in alarms(store)
    clock.move(hours=2)
    assert alarms(store) == []


def test_a_machine_that_spells_its_station_otherwise_has_the_same_printer(store, structure):
    listed = Station("kiosk-1", printer="tcp://192.168.10.21:9100")
    store.run(lambda work: work.hall.apply(replace(structure, stations=(listed,)), BY))
    store.run(lambda work: work.printers.report("KIOSK\u20111", BY, problem="paper_out", detail="", watched=True))
    with store.read() as view:
        assert [(printer.name, printer.problem) for printer in view.printers.all()] == [("kiosk-1", "paper_out")]
        assert view.printers.of(replace(listed, name="Kiosk-1")).problem == "paper_out"


def test_a_kiosk_that_runs_prints_and_one_that_is_silent_does_not(store, clock):
    life = Life("kiosk", "kiosk-2")
    store.beat(life)
    with store.read() as reader:
        assert [(kiosk.name, kiosk.on) for kiosk in reader.printers.kiosks()] == [("kiosk-2", True), ("kiosk-1", False)]
        assert reader.printers.kiosk("KIOSK-2").on
        with pytest.raises(Refused):
            reader.printers.kiosk("kiosk-9")
    clock.move(minutes=2)
    with store.read() as reader:
        assert not any(kiosk.on for kiosk in reader.printers.kiosks())


def test_a_number_given_at_the_door_is_printed_by_its_kiosk_and_says_who_gave_it(store):
    by = By.staff("supervisor", "ani", station="kiosk-2")
    ticket = store.run(lambda w: w.tickets.issue("A", by, priority=True, to_print=True))
    with store.read() as reader:
        (job,) = reader.slips.unfinished("kiosk-2")
        (line,) = reader.tickets.history(ticket.code)
    assert (job.ticket.id, job.state, job.life, line.actor) == (ticket.id, "queued", "", "clerk:ani")
    claim = store.run(lambda w: w.slips.sending(ticket.id, By.kiosk("kiosk-2"), life="one"))
    assert (claim.granted, claim.copy) == (True, 0)
    store.run(lambda w: w.slips.out(ticket.id, By.kiosk("kiosk-2"), verified=True))
    with store.read() as reader:
        assert reader.days.audit().findings == ()
