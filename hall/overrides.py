"""What a supervisor has set over the configuration for a time; the configuration itself stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from hall.structure import CounterService


class OverrideKind(StrEnum):
    """What an override changes: open although the hours say closed, or the services of a counter."""

    OPEN = "open"
    SERVICES = "services"


class Holders(StrEnum):
    """What becomes of those who hold a number of what is closed: served as always, moved to another service with their
    turns, or sent home."""

    SERVE = "serve"
    MOVE = "move"
    SEND_HOME = "send_home"


SCOPES = ("hall", "agency", "service", "counter")
"""Of what something can be closed or opened."""


@dataclass(frozen=True, slots=True)
class Override:
    """One change over the configuration, from ``starts_at`` until ``ends_at`` (aware UTC; None: until taken back).

    ``scope`` is ``hall``, ``agency``, ``service`` or ``counter``, ``target`` its id, empty for the hall. A counter's
    has the ``services`` that it serves instead of those that are ``configured``. ``ended_by`` is empty while it is in
    force, and for one that ended by its time.
    """

    id: int
    kind: OverrideKind
    scope: str
    target: str
    starts_at: datetime
    ends_at: datetime | None
    reason: str
    made_by: str
    reason_en: str = ""
    services: tuple[CounterService, ...] = ()
    configured: tuple[CounterService, ...] = ()
    ended_by: str = ""
    ended_at: datetime | None = None


class Span(Protocol):
    """What is in force for a time."""

    @property
    def starts_at(self) -> datetime:
        """From when on."""

    @property
    def ends_at(self) -> datetime | None:
        """Until when, that moment excluded; None without an end."""


S = TypeVar("S", bound=Span)


def in_force(when: datetime, spans: Iterable[S]) -> S | None:
    """The first of ``spans`` that is in force at ``when``, None when none is."""
    return next((one for one in spans if one.starts_at <= when and (one.ends_at is None or when < one.ends_at)), None)


def end_of_day(now: datetime, zone: ZoneInfo) -> datetime:
    """The midnight of the hall that follows ``now`` (aware): the usual end of a change."""
    local = now.astimezone(zone)
    return datetime.combine(local.date() + timedelta(days=1), time(0), tzinfo=zone)
