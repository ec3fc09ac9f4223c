"""What the tab Aula reads besides the floor: the agency or service that is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hall.access import By
from hall.errors import Refused
from hall.views import FloorDetails

if TYPE_CHECKING:
    from hall.store import Reader

_GONE = {"unknown_service", "unknown_agency"}


@dataclass(frozen=True, slots=True)
class Opened:
    """Which ``agency`` or ``service`` (``scope``) is opened, by its id."""

    scope: str
    id: str


def read_details(reader: Reader, by: By, query: object) -> FloorDetails | None:
    """The details of what is opened; None when nothing is, or it has been archived."""
    if not isinstance(query, Opened):
        return None
    try:
        return reader.floor.details(by, query.scope, query.id)
    except Refused as refusal:
        if refusal.code not in _GONE:
            raise
        return None
