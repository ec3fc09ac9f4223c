"""What a supervisor does with incidents and plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from counter.desk.state import DeskNotice
from hall.access import By

if TYPE_CHECKING:
    from hall.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Step:
    """A step with the incident or plan of ``number``: ``do`` is its operation, ``said`` the end of its text's code."""

    number: int
    said: str
    do: Callable[[UnitOfWork, By], object]

    def run(self, work: UnitOfWork, by: By) -> object:
        """Does it. Raises Refused."""
        return self.do(work, by)

    def news(self, result: object) -> DeskNotice:
        """Says what was done."""
        return DeskNotice(f"supervisor.obstacles_said_{self.said}", tone="info")


def open_incident(agency: str, obstacle: str, text: str) -> Step:
    """Opens an incident by hand."""
    return Step(0, "open", lambda work, by: work.incidents.open(agency, by, obstacle=obstacle, text=text))


def broadcast(number: int, title: str, *, gives_numbers: bool) -> Step:
    """Says it on boards and kiosks."""

    def do(work: UnitOfWork, by: By) -> object:
        return work.incidents.broadcast(number, by, title=title, gives_numbers=gives_numbers)

    return Step(number, "broadcast", do)


def end_broadcast(number: int) -> Step:
    """Takes it down there."""
    return Step(number, "end_broadcast", lambda work, by: work.incidents.end_broadcast(number, by))


def note(number: int, text: str) -> Step:
    """Writes a note."""
    return Step(number, "note", lambda work, by: work.incidents.note(number, by, text=text))


def assign(number: int, owner: str, due: date | None) -> Step:
    """Says who sees to it."""
    return Step(number, "assign", lambda work, by: work.incidents.assign(number, by, owner=owner, due=due))


def close(number: int, done: str) -> Step:
    """Closes it with what was done."""
    return Step(number, "close", lambda work, by: work.incidents.close(number, by, done=done))


def add_plan(text: str, due: date, agency: str, owner: str) -> Step:
    """Writes down what will be done."""
    return Step(0, "plan", lambda work, by: work.plans.add(text, due, by, agency=agency, owner=owner))


def change_plan(number: int, text: str, due: date, owner: str) -> Step:
    """Writes a plan anew."""
    return Step(number, "plan_changed", lambda work, by: work.plans.change(number, by, text=text, due=due, owner=owner))


def end_plan(number: int, state: str, reason: str = "") -> Step:
    """Says that a plan is done or dropped."""
    return Step(number, f"plan_{state}", lambda work, by: work.plans.end(number, state, by, reason=reason))
