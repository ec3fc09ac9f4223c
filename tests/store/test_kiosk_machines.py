"""What a kiosk's staff page knows of its machine, and that a locked kiosk stays one in the database."""

from __future__ import annotations

from dataclasses import replace

from hall.station_health import GOOD, LOST
from hall.structure import Station
from tests.hall_samples import BY

OWN = Station("kiosk-77", printer="tcp://10.0.0.77:9100")


def report(store, station, problem=""):
    said = {"problem": problem, "detail": "as told", "near_end": None, "paper_mm": 0.0}
    store.run(lambda work: work.printers.report(station.name, BY, **said, station=station, watched=True))


def test_a_kiosk_is_told_of_itself_and_of_what_all_machines_share(store):
    report(store, OWN, "paper_out")
    report(store, Station("kiosk-78", printer="tcp://10.0.0.78:9100"), "paper_out")
    lines = store.fetch(lambda reader: reader.health.of_station("kiosk-77"))
    assert [(line.name, line.state) for line in lines if line.kind == "kiosk"] == [("kiosk-77", LOST)]
    assert {line.kind for line in lines} - {"disk", "versions", "clock"} == {"kiosk", "database"}
    report(store, OWN)
    first, *_ = store.fetch(lambda reader: reader.health.of_station("kiosk-77"))
    assert first.state == GOOD


def test_whether_a_kiosk_is_locked_is_kept_and_read_back(staffed, structure):
    stations = (*structure.stations, replace(OWN, locked=True))
    staffed.run(lambda work: work.hall.apply(replace(structure, stations=stations), BY))
    with staffed.read() as view:
        assert view.stations.find("kiosk-77").locked
        assert view.structure().stations == stations
