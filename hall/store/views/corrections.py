"""What each correction in a number's history changed, worked out from the lines before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hall.field_text import fields_of
from hall.lifecycle import Action, Outcome, State
from hall.store.structure.loaded import LoadedStructure
from hall.views import ChangeView
from hall.wording import BothNames


@dataclass(frozen=True, slots=True)
class _Stand:
    service: str
    outcome: str = ""
    obstacle: str = ""


class Story:
    """Goes through the lines of one number, oldest first."""

    def __init__(self, structure: LoadedStructure) -> None:
        self._structure = structure
        self._stand: _Stand | None = None

    def changes(self, row: Any) -> tuple[ChangeView, ...]:
        """What the line of ``row`` changed where it is a correction; nothing of another one."""
        before = self._stand or _Stand(row.service_id)
        after = self._stand = _after(before, row)
        return tuple(self._compared(before, after, row)) if row.action == Action.CORRECT else ()

    def _compared(self, before: _Stand, after: _Stand, row: Any) -> Iterator[ChangeView]:
        if row.from_state != row.to_state:
            yield ChangeView("state", row.from_state, row.to_state)
        if before.service != after.service:
            services = self._structure.services
            yield ChangeView("service", *(BothNames.of(services[one]) for one in (before.service, after.service)))
        if row.to_state != State.DONE:
            return
        if after.outcome != (before.outcome or Outcome.SERVED):
            yield ChangeView("outcome", before.outcome, after.outcome)
        if after.obstacle != before.obstacle:
            known = self._structure.obstacles
            names = (BothNames.of(known[one]) if one in known else "" for one in (before.obstacle, after.obstacle))
            yield ChangeView("obstacle", *names)


def _after(before: _Stand, row: Any) -> _Stand:
    """What is written down of a number once the line of ``row`` was."""
    if row.to_state != State.DONE:
        return _Stand(row.service_id)
    outcome, obstacle = before.outcome or Outcome.SERVED.value, before.obstacle
    if row.action == Action.FINISH:
        outcome, obstacle = (*fields_of(row.detail), "", "")[:2]
    made = row.after if isinstance(row.after, Mapping) else {}
    return _Stand(
        row.service_id, made.get("outcome", outcome) or Outcome.SERVED.value, made.get("obstacle_id", obstacle) or ""
    )
