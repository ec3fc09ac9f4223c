"""Alarms about closings that clerks ask for: somebody has to decide."""

from __future__ import annotations

from hall.store.database.transaction import Transaction
from hall.store.structure.closures import undecided
from hall.store.structure.loaded import LoadedStructure
from hall.store.structure.scopes import agency_of
from hall.structure import Closure
from hall.views import AlarmView
from hall.wording import BothNames


def asked(tx: Transaction) -> list[AlarmView]:
    """One for each closing that nobody has decided."""
    return [_alarm(tx, one) for one in undecided(tx)]


def _alarm(tx: Transaction, one: Closure) -> AlarmView:
    what, services = _what(tx.structure, one)
    who = one.requested_by.rpartition(" as ")[2].removeprefix("clerk:").removeprefix("cli:")
    said = (("closure", one.id), ("who", who), ("what", what), ("reason", one.reason))
    return AlarmView("alarm_closure_asked", said, agency_of(tx, one.scope, one.target), services)


def _what(structure: LoadedStructure, one: Closure) -> tuple[BothNames, tuple[str, ...]]:
    """How what is to be closed is called, and the services (ids) whose visitors it hits."""
    if one.scope == "service" and one.target in structure.services:
        service = structure.services[one.target]
        english = service.name_en or service.name
        return BothNames(f"{service.prefix} {service.name}", f"{service.prefix} {english}"), (service.id,)
    if one.scope == "counter" and one.target in structure.counters:
        label = structure.label_of(one.target)
        served = tuple(served.service for served in structure.counters[one.target].services)
        return BothNames(f"loket {label}", f"counter {label}"), served
    if one.scope == "agency" and one.target in structure.agencies:
        agency = structure.agencies[one.target]
        return BothNames.of(agency), ()
    return BothNames(structure.structure.hall.name, ""), ()
