"""The detail of a line of a ticket's history as a person reads it; the database keeps its fields in one text."""

from __future__ import annotations

from hall.field_text import fields_of
from hall.lifecycle import Action
from hall.views import EventView

_OF_FIELDS = (Action.TRANSFER, Action.FINISH)


def detail_fields(line: EventView) -> tuple[str, ...]:
    """What the detail says, each field as it was typed: of a transfer the service's prefix, the counter's label and the
    note, of a finish outcome, obstacle and note; of all else the one text. None for no detail."""
    if line.action not in _OF_FIELDS:
        return (line.detail,) if line.detail else ()
    return fields_of(line.detail)


def read_detail(line: EventView) -> str:
    """``to C, counter 7: note``, ``not_served, obstacle: note``, or the detail as it is."""
    fields = detail_fields(line)
    if line.action not in _OF_FIELDS or not fields:
        return line.detail
    first, second, note = (*fields, "", "", "")[:3]
    if line.action is Action.TRANSFER:
        second = f"counter {second}" if second else ""
    head = ", ".join(part for part in (first, second) if part)
    head = f"to {head}" if line.action is Action.TRANSFER else head
    return f"{head}: {note}" if note else head
