"""This machine: its clock, its disks, and who may read the hall's files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hall.alarm_rules import AlarmRules
from hall.hints import alarm_hint
from hall.maintenance.doctor.facts import ClockFacts, Facts, HallFacts, Missed, known
from hall.maintenance.doctor.findings import Finding, Group, with_remedy
from hall.maintenance.doctor.rules.saying import Says
from hall.private import quoted
from hall.station_health import GOOD, clock_line, disk_line
from hall.translator import ENGLISH

_CLOCK, _DISK, _FILES = Says(Group.CLOCK), Says(Group.DISK), Says(Group.FILES)
_SYNC = (
    "set the time by network: `sudo timedatectl set-ntp true`; without internet, name a time server of the hall's own "
    "network"
)
_CLOCK_ALARMS = ("alarm_clock", "alarm_days_skipped", "alarm_timezone", "alarm_day")
"""How the codes of alarms begin that say that a clock or the date of a business day is in doubt."""


def clock(facts: Facts) -> Iterator[Finding]:
    """The clocks of this machine, of the stations and of the database."""
    hall = known(facts.hall)
    if hall is not None:
        yield from _against_the_database(hall)
    if isinstance(facts.clock, Missed):
        yield _CLOCK.missed(facts.clock)
    else:
        yield from _by_network(facts.clock)
        if hall is not None and facts.clock.timezone not in ("", hall.timezone):
            what = f"this machine is in {facts.clock.timezone} and the hall in {hall.timezone}"
            yield _CLOCK.note(
                "timezone", f"{what}: numbers and screens go by the hall's, only logs of the system differ"
            )


def _against_the_database(hall: HallFacts) -> Iterator[Finding]:
    limit = hall.health.rules.clock_apart
    remedy = f"put the clock right there ({_SYNC})"
    if hall.ahead is not None and abs(hall.ahead) >= limit:
        side = "ahead of" if hall.ahead > timedelta(0) else "behind"
        what = f"this machine's clock is {abs(hall.ahead) // timedelta(seconds=1)} s {side} the database's"
        yield _CLOCK.warning("apart", what, remedy)
    elif hall.ahead is not None:
        yield _CLOCK.well("as the database's")
    line = clock_line(hall.health.clocks, limit)
    if line is not None and line.state != GOOD:
        yield _CLOCK.warning("station_apart", line.said.message(ENGLISH), remedy)
    for alarm in hall.alarms:
        if alarm.code.startswith(_CLOCK_ALARMS):
            yield _CLOCK.warning(alarm.code, alarm.message(ENGLISH), alarm_hint(alarm) or "see `hall day show`")


def _by_network(clock: ClockFacts) -> Iterator[Finding]:
    if clock.synchronized:
        yield _CLOCK.well(f"set by network ({clock.source})", "synchronized")
    elif clock.synchronized is None:
        yield _CLOCK.note("not_told", "nothing here says whether the time comes from the network", _SYNC)
    elif clock.service:
        what = f"a time server is to be asked, and none has answered ({clock.source})"
        yield _CLOCK.warning(
            "unsynchronized", what, "see that the time server is reached: `timedatectl timesync-status`"
        )
    else:
        yield _CLOCK.warning("no_ntp", f"the time does not come from the network ({clock.source})", _SYNC)


def disk(facts: Facts) -> Iterator[Finding]:
    """The disks of what the hall writes; how little is too little is the hall's own rule, else the usual one."""
    if isinstance(facts.disk, Missed):
        yield _DISK.missed(facts.disk)
        return
    hall = known(facts.hall)
    least = (hall.health.rules if hall is not None else AlarmRules()).disk_free_mb
    well = []
    for one in facts.disk:
        line = disk_line(one.free_mb, least)
        said = line.said.message(ENGLISH)
        if line.state == GOOD:
            well.append(f"{one.what} {said}")
        else:
            remedy = (
                f"make room on that disk: `du -xh --max-depth=2 {quoted(one.folder)} | sort -h` shows what is large"
            )
            yield _DISK.fault("full", f"{one.what}: {said}, fewer than {least} MB", remedy, where=str(one.folder))
    if well:
        yield _DISK.well(", ".join(well))


def files(facts: Facts) -> Iterator[Finding]:
    """Whether only the hall's own account reads its files, and whether this one can write where it must."""
    found = facts.files
    if isinstance(found, Missed):
        yield _FILES.missed(found)
        return
    if found.wide:
        yield _FILES.warning("wide", *with_remedy(found.wide))
    for folder in found.unwritable:
        remedy = "run the command as the account of the hall's programs, or give the folder to it: `chown`"
        yield _FILES.fault("unwritable", "this account cannot write there", remedy, where=str(folder))
    if not found.wide and not found.unwritable:
        yield _FILES.well("only this account reads them, and it can write")
