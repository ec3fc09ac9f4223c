"""Acts that answer an alarm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from counter.desk.state import DeskNotice
from hall.access import By
from hall.alarming import Answer
from hall.views import AlarmView

if TYPE_CHECKING:
    from hall.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class AlarmAct:
    """What is done about the alarm of ``key``: ``do`` is its operation, ``said`` the end of its text's code."""

    key: str
    said: str
    do: Callable[[UnitOfWork, By], object]
    params: tuple[tuple[str, str], ...] = ()

    def run(self, work: UnitOfWork, by: By) -> object:
        """Does it. Raises Refused."""
        return self.do(work, by)

    def news(self, result: object) -> DeskNotice:
        """Says what was done."""
        return DeskNotice(f"supervisor.alarm_said_{self.said}", self.params, tone="info")


def take(alarm: AlarmView) -> AlarmAct:
    """Sees to it, whatever it is."""
    return AlarmAct(alarm.key, "take", lambda work, by: work.alarms.take(alarm.key, by))


def give_back(alarm: AlarmView) -> AlarmAct:
    """Leaves it to somebody else."""
    return AlarmAct(alarm.key, "give_back", lambda work, by: work.alarms.give_back(alarm.key, by))


def open_counter(alarm: AlarmView) -> AlarmAct:
    """Ends the break of the counter that the alarm is about."""
    label = alarm.counter
    return AlarmAct(alarm.key, "open_counter", lambda work, by: work.counter(label, by).resume(), (("counter", label),))


def open_day(alarm: AlarmView) -> AlarmAct:
    """Opens today's business day."""
    return AlarmAct(alarm.key, "open_day", lambda work, by: work.day.open(by))


def announce(alarm: AlarmView, kind: str, title: str, line: str, until: datetime | None) -> AlarmAct:
    """Tells the hall on its boards; ``until`` None lasts until somebody ends it."""
    lines = (line,) if line else ()
    return AlarmAct(
        alarm.key,
        "announce",
        lambda work, by: work.boards.announce(kind, title, by, lines, agency=alarm.agency, until=until),
        (("title", title),),
    )


def at_once(alarm: AlarmView) -> AlarmAct | None:
    """What the button of an alarm does without asking; None where it asks, or shows something. Whoever sees to it
    already gives it back."""
    if alarm.answer is Answer.OPEN_COUNTER:
        return open_counter(alarm)
    if alarm.answer is Answer.OPEN_DAY:
        return open_day(alarm)
    if alarm.answer in (Answer.SEE_TO, Answer.PAPER):
        return take_or_give_back(alarm)
    return None


def take_or_give_back(alarm: AlarmView) -> AlarmAct:
    """Sees to it, or leaves it where somebody does."""
    return give_back(alarm) if alarm.taken_by else take(alarm)
