"""Whether the hall's machines run, and one version of the programs on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hall.hints import alarm_hint
from hall.identifiers import key_of
from hall.lives import KnownLife
from hall.maintenance.doctor.facts import Facts, HallFacts, Missed
from hall.maintenance.doctor.findings import Finding, Group
from hall.maintenance.doctor.rules.saying import Says
from hall.station_health import GOOD, counters_line, versions_line
from hall.translator import ENGLISH
from hall.wording import counted

_SAYS = Says(Group.STATIONS)
_NAMES = {"display": "board"}
_START = "see that the machine is on and on the network, and start its program; there, `hall doctor` says more"


def stations(facts: Facts) -> Iterator[Finding]:
    """Every machine that the hall knows of."""
    hall = facts.hall
    if isinstance(hall, Missed):
        yield _SAYS.missed(hall)
        return
    now = hall.health.now
    silent = [one for one in hall.lives if not one.ended and not one.beats(now)]
    running = [one for one in hall.lives if one.beats(now)]
    if running or not silent:
        names = sorted({one.life.station for one in running})
        yield _SAYS.well(
            f"{counted(len(names), 'station runs', 'stations run')}{': ' if names else ''}{', '.join(names)}"
        )
    for one in silent:
        yield _silent(one, hall, now - one.beat_at)
    yield from _not_heard(hall)
    yield from _counters(hall)
    yield from _versions(hall, facts.version)
    for alarm in hall.alarms:
        if alarm.code == "alarm_same_name":
            remedy = alarm_hint(alarm) or "give one of them another [station] name in its config.toml"
            yield _SAYS.fault("same_name", alarm.message(ENGLISH), remedy)


def _silent(one: KnownLife, hall: HallFacts, silence: timedelta) -> Finding:
    """A program that did not say that it ends: its machine was switched off, hangs, or has no network."""
    program = _NAMES.get(one.life.program, one.life.program)
    what = f"the {program} was last heard {_ago(silence)} ago and did not say that it ends"
    say = _SAYS.warning if hall.open else _SAYS.note
    return say("silent", what, _START, where=one.life.station)


def _not_heard(hall: HallFacts) -> Iterator[Finding]:
    """Stations that the hall lists and that said nothing for as long as is remembered, or ended."""
    heard = {key_of(one.life.station) for one in hall.lives}
    never = ", ".join(name for name in hall.stations if key_of(name) not in heard)
    if never:
        remedy = "start the program there; if there is no such machine, take its [[station]] out and run `hall apply`"
        yield _SAYS.note("never", "not heard for a week", remedy, where=never)
    ended = {one.life.station for one in hall.lives if one.ended}
    over = sorted(ended - {one.life.station for one in hall.lives if not one.ended})
    if over and hall.open:
        yield _SAYS.note(
            "off", f"switched off while the hall is open: {', '.join(over)}", "start those that are needed"
        )


def _counters(hall: HallFacts) -> Iterator[Finding]:
    line = counters_line(hall.health.connected, hall.health.occupied)
    if line.state != GOOD:
        what = f"the counters where somebody sits: {line.said.message(ENGLISH)}"
        yield _SAYS.warning("counters", what, "at those that are not, see the network and start mpp-counter again")


def _versions(hall: HallFacts, own: str) -> Iterator[Finding]:
    line = versions_line(hall.health.versions)
    if line is not None and line.state != GOOD:
        what = f"the programs differ in version: {line.said.message(ENGLISH)}"
        yield _SAYS.warning("versions", what, "install one version on every machine (docs/updates.md)")
    elif line is not None and own not in hall.health.versions:
        what = f"the stations have version {', '.join(sorted(filter(None, hall.health.versions)))}, this machine {own}"
        yield _SAYS.warning("own_version", what, "install one version on every machine (docs/updates.md)")


def _ago(silence: timedelta) -> str:
    minutes = max(1, silence // timedelta(minutes=1))
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
