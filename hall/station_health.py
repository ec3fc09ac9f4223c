"""How a machine of the hall is, in three states and one sentence: good, look after it, gone.

The sentences are codes of ``assets/messages``. What is wrong with a machine is an alarm too, and both go by the same
times (``hall.store.views.alarms``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from hall.messages import CodedMessage
from hall.views import BoardHealth, PrinterView, StationLine

KIOSK_SILENT = timedelta(minutes=5)
"""A kiosk tells of its printer every minute; longer silence means that it is off."""
GOOD, ATTENTION, LOST = "good", "attention", "lost"


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


def _silent_for(silence: timedelta) -> CodedMessage:
    minutes = max(1, int(silence.total_seconds() // 60))
    if minutes >= 120:
        return CodedMessage("health_silent_hours", (("hours", minutes // 60),))
    return CodedMessage("health_silent", (("minutes", minutes),))
