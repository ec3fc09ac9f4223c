"""How a machine of the hall is, in three states and one sentence: good, look after it, gone.

The sentences are codes of ``assets/messages``. What is wrong with a machine is an alarm too, and both go by the same
times (``hall.store.views.alarms``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from hall.alarm_rules import AlarmRules
from hall.messages import CodedMessage
from hall.views import BoardHealth, PrinterView, StationLine

KIOSK_SILENT = timedelta(minutes=5)
"""A kiosk tells of its printer every minute; longer silence means that it is off."""
GOOD, ATTENTION, LOST = "good", "attention", "lost"
_STEPS_MS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""How fast the database answers is told in these steps: a figure that changes at every look says nothing."""
_QUICK_MS = 100


@dataclass(frozen=True, slots=True)
class DatabaseHealth:
    """A database: its ``kind`` as people call it, ``where`` it is, and how long it took to answer."""

    kind: str
    where: str
    answer: timedelta


@dataclass(frozen=True, slots=True)
class HallHealth:
    """What is known of the machines at ``now``. ``last_slips`` and ``last_calls`` are by station, ``connected`` of the
    ``occupied`` counters say that they live, ``versions`` are those of the programs with their stations, ``clocks`` how
    far each station's is from the database's; ``free_mb`` None where it is not known."""

    now: datetime
    zone: tzinfo
    rules: AlarmRules
    printers: tuple[PrinterView, ...]
    last_slips: Mapping[str, datetime | None]
    boards: tuple[BoardHealth, ...]
    last_calls: Mapping[str, datetime | None]
    connected: int
    occupied: int
    database: DatabaseHealth
    free_mb: int | None
    versions: Mapping[str, Collection[str]]
    clocks: Mapping[str, timedelta]


Lines = Iterable[StationLine | None]


def kiosk_line(printer: PrinterView, last_slip: datetime | None, now: datetime, zone: tzinfo) -> StationLine:
    """A kiosk and its printer; ``last_slip`` is when its last slip came out (aware), None before the first of today."""
    if printer.watched_at is None:
        return StationLine("kiosk", printer.name, CodedMessage("health_never"), ATTENTION)
    if now - printer.watched_at > KIOSK_SILENT:
        return StationLine("kiosk", printer.name, _silent_for(now - printer.watched_at), LOST)
    if printer.problem:
        return StationLine("kiosk", printer.name, CodedMessage(f"health_printer_{printer.problem}"), LOST)
    if printer.paper_low:
        left = printer.last_slips
        near_end = CodedMessage("health_paper_near_end")
        said = near_end if left is None else CodedMessage("health_paper_left", (("count", left),))
        return StationLine("kiosk", printer.name, said, ATTENTION)
    if last_slip is None:
        return StationLine("kiosk", printer.name, CodedMessage("health_ready"), GOOD)
    at = last_slip.astimezone(zone).time()
    return StationLine("kiosk", printer.name, CodedMessage("health_last_slip", (("time", at),)), GOOD)


def board_line(board: BoardHealth, last_call: datetime | None, now: datetime, zone: tzinfo) -> StationLine:
    """A board; ``last_call`` is when it showed its last call (aware), None before the first of today."""
    if not board.alive:
        return StationLine("board", board.name, _silent_for(now - board.seen_at), LOST)
    if board.warnings:
        return StationLine("board", board.name, CodedMessage(f"health_board_{board.warnings[0]}"), ATTENTION)
    if last_call is None:
        return StationLine("board", board.name, CodedMessage("health_ready"), GOOD)
    at = last_call.astimezone(zone).time()
    return StationLine("board", board.name, CodedMessage("health_last_call", (("time", at),)), GOOD)


def voice_line(boards: Iterable[BoardHealth]) -> StationLine | None:
    """The voices of all boards together; None where no board is to speak."""
    wanted = [board for board in boards if board.sound != "off"]
    speaking = sum(board.alive and board.sound == "ok" for board in wanted)
    if not wanted:
        return None
    state = GOOD if speaking == len(wanted) else ATTENTION if speaking else LOST
    return StationLine("voice", "", CodedMessage("health_voices", (("count", speaking), ("of", len(wanted)))), state)


def counters_line(connected: int, occupied: int) -> StationLine:
    """The counters' programs: ``connected`` of those where somebody sits (``occupied``) say that they live."""
    state = GOOD if connected >= occupied else ATTENTION if connected else LOST
    said = CodedMessage("health_counters", (("count", min(connected, occupied)), ("of", occupied)))
    return StationLine("counters", "", said, state if occupied else GOOD)


def database_line(database: DatabaseHealth) -> StationLine:
    """The database: what it is, where, and how fast it answers."""
    limit = next((step for step in _STEPS_MS if database.answer <= timedelta(milliseconds=step)), _STEPS_MS[-1])
    said = (("kind", database.kind), ("where", database.where), ("ms", limit))
    state = GOOD if limit <= _QUICK_MS else ATTENTION
    return StationLine("database", "", CodedMessage("health_database", said), state)


def disk_line(free_mb: int, least_mb: int) -> StationLine:
    """The disk of a SQLite database; below ``least_mb`` it is an alarm too."""
    code, count = ("health_disk_gb", free_mb // 1000) if free_mb >= 1000 else ("health_disk_mb", free_mb)
    return StationLine("disk", "", CodedMessage(code, (("count", count),)), GOOD if free_mb >= least_mb else LOST)


def versions_line(versions: Mapping[str, Collection[str]]) -> StationLine | None:
    """The versions of the programs that run, each with its stations; None where none says its own."""
    known = {version: sorted(stations) for version, stations in versions.items() if version}
    if not known:
        return None
    usual = max(known, key=lambda version: (len(known[version]), version))
    others = [f"{version} ({', '.join(stations)})" for version, stations in sorted(known.items()) if version != usual]
    if not others:
        return StationLine("versions", "", CodedMessage("health_version", (("version", usual),)), GOOD)
    said = (("version", usual), ("others", ", ".join(others)))
    return StationLine("versions", "", CodedMessage("health_versions", said), ATTENTION)


def clock_line(apart: Mapping[str, timedelta], limit: timedelta) -> StationLine | None:
    """The clocks of the stations: how far each is from the database's; from ``limit`` on it is an alarm too. None where
    no program tells."""
    if not apart:
        return None
    worst = max(apart, key=lambda station: (abs(apart[station]), station))
    if abs(apart[worst]) < limit:
        return StationLine("clock", "", CodedMessage("health_clock"), GOOD)
    said = (("station", worst), ("minutes", abs(apart[worst]) // timedelta(minutes=1)))
    return StationLine("clock", "", CodedMessage("health_clock_apart", said), ATTENTION)


def lines_of(health: HallHealth) -> tuple[StationLine, ...]:
    """Everything that is known, in the order in which it is shown."""
    return tuple(line for lines in LINES for line in lines(health) if line is not None)


def lines_of_station(health: HallHealth, name: str) -> tuple[StationLine, ...]:
    """What is known of the kiosk ``name`` and of what every machine works with."""
    shared = ("database", "disk", "versions", "clock")
    return tuple(line for line in lines_of(health) if line.name == name or line.kind in shared)


def _kiosks(health: HallHealth) -> Lines:
    last = health.last_slips
    return (kiosk_line(one, last.get(one.name), health.now, health.zone) for one in health.printers)


def _boards(health: HallHealth) -> Lines:
    last = health.last_calls
    return (board_line(one, last.get(one.name), health.now, health.zone) for one in health.boards)


LINES: tuple[Callable[[HallHealth], Lines], ...] = (
    _kiosks,
    _boards,
    lambda health: (voice_line(health.boards),),
    lambda health: (counters_line(health.connected, health.occupied),),
    lambda health: (database_line(health.database),),
    lambda health: (None if health.free_mb is None else disk_line(health.free_mb, health.rules.disk_free_mb),),
    lambda health: (versions_line(health.versions),),
    lambda health: (clock_line(health.clocks, health.rules.clock_apart),),
)
"""What has a line. Something new is a fact of ``HallHealth`` and a function here."""


def _silent_for(silence: timedelta) -> CodedMessage:
    minutes = max(1, int(silence.total_seconds() // 60))
    if minutes >= 120:
        return CodedMessage("health_silent_hours", (("hours", minutes // 60),))
    return CodedMessage("health_silent", (("minutes", minutes),))
