"""Acts that answer an alarm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.desk.state import DeskNotice
from counter.supervisor.changing import acts as changing
from counter.supervisor.changing.acts import Change
from hall.access import By
from hall.alarming import Answer
from hall.day_steps import DayStep, StepKind, step_about
from hall.views import AlarmView, FloorView

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


def do_step(alarm: AlarmView, step: DayStep, reason: str) -> AlarmAct:
    """Takes the ``step`` about the business day, with a ``reason`` for its history."""
    if step.kind is StepKind.CONFIRM:
        return AlarmAct(alarm.key, "day_confirm", lambda work, by: work.day.confirm(by, reason=reason))
    return AlarmAct(
        alarm.key, f"day_{step.kind}", lambda work, by: work.day.open(by, step.day, confirm=True, reason=reason)
    )


def decide(alarm: AlarmView, name: str, *, approve: bool) -> Change:
    """Yes or no to the closing that the alarm is about, of what is called ``name``."""
    return changing.decide(int(str(dict(alarm.params)["closure"])), name, approve=approve)


def step_of(alarm: AlarmView, view: FloorView) -> DayStep | None:
    """What can be done about an alarm of day and clock; None for another alarm, or where nothing can be."""
    return step_about(alarm.code, alarm.params, view.day_steps)


def at_once(alarm: AlarmView, view: FloorView) -> AlarmAct | None:
    """What the button of an alarm does without asking; None where it asks, or shows something. Whoever sees to it
    already gives it back."""
    if alarm.answer is Answer.OPEN_COUNTER:
        return open_counter(alarm)
    if alarm.answer is Answer.OPEN_DAY:
        return open_day(alarm)
    return take_or_give_back(alarm) if is_taken(alarm, view) else None


def is_taken(alarm: AlarmView, view: FloorView) -> bool:
    """Whether the button of an alarm says who sees to it: nothing else can be done about it here."""
    if alarm.answer is Answer.DAY:
        return step_of(alarm, view) is None
    return alarm.answer in (Answer.SEE_TO, Answer.PAPER)


def button_of(alarm: AlarmView, view: FloorView) -> str:
    """What the button of an alarm is called: the end of its text's code."""
    if is_taken(alarm, view):
        paper = Answer.PAPER if alarm.answer is Answer.PAPER else Answer.SEE_TO
        return "give_back" if alarm.taken_by else str(paper)
    step = step_of(alarm, view)
    return str(alarm.answer) if step is None else f"day_{step.kind}"


def take_or_give_back(alarm: AlarmView) -> AlarmAct:
    """Sees to it, or leaves it where somebody does."""
    return give_back(alarm) if alarm.taken_by else take(alarm)
