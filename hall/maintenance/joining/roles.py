"""What a machine of this name is in the hall: by its [[station]] or its counter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hall.identifiers import same, same_named
from hall.maintenance.joining.handed import Role
from hall.structure import BoardSetup, Station
from hall.views import CounterInfo


@dataclass(frozen=True, slots=True)
class Invited:
    """A machine that is invited: its ``name``, what it is (None: not known), its ``counter``'s label and its
    ``station`` as the hall lists it, or as its counter makes it."""

    name: str
    role: Role | None
    station: Station
    counter: str = ""


def invited(name: str, stations: Iterable[Station], counters: Iterable[CounterInfo]) -> Invited | None:
    """The machine that ``name`` means: a [[station]], or the counter of this id or label; None when the hall has
    neither."""
    listed = same_named(tuple(stations), name, of=lambda one: one.name)
    if listed is not None:
        return Invited(listed.name, role_of(listed), listed)
    for counter in counters:
        if same(counter.id, name) or same(counter.label, name):
            return Invited(counter.id, "counter", Station(counter.id, zone=counter.zone.id), counter.label)
    return None


def role_of(station: Station) -> Role | None:
    """What a listed station is by its keys: kiosks have a printer, a lock or speech, boards have readers far away or
    show something special; None when its keys do not say it."""
    if station.printer or station.locked or station.speech.on or station.screen_bottom_mm:
        return "kiosk"
    if station.distance_m or station.board != BoardSetup():
        return "display"
    return None
