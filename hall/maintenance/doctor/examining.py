"""From facts to findings: every rule in the order of the groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hall.maintenance.doctor.facts import Facts
from hall.maintenance.doctor.findings import Finding, Group, Severity
from hall.maintenance.doctor.rules import backup, configuration, database, machine, printers, screens, stations, upkeep

Rule = Callable[[Facts], Iterable[Finding]]

RULES: dict[Group, Rule] = {
    Group.DATABASE: database.database,
    Group.STATIONS: stations.stations,
    Group.CLOCK: machine.clock,
    Group.DISK: machine.disk,
    Group.PRINTERS: printers.printers,
    Group.SCREENS: screens.screens,
    Group.SOUND: screens.sound,
    Group.FONTS: screens.fonts,
    Group.VOICE: screens.voice,
    Group.BACKUP: backup.backup,
    Group.CONFIGURATION: configuration.configuration,
    Group.FILES: machine.files,
    Group.PORTS: upkeep.ports,
    Group.POWER: upkeep.power,
    Group.SERVICES: upkeep.services,
}


def examine(facts: Facts) -> tuple[Finding, ...]:
    """Every finding, group by group, the worst of a group first; a group of which nothing is wrong has at least one
    that says so."""
    found: list[Finding] = []
    for rule in RULES.values():
        found.extend(sorted(rule(facts), key=lambda one: -one.severity))
    return tuple(found)


def is_well(findings: Iterable[Finding]) -> bool:
    """Whether nobody needs to do anything."""
    return all(one.severity < Severity.WARNING for one in findings)
