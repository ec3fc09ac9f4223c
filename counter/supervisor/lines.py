"""The rows of the table as they are painted: pure functions from views to lines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from counter.desk.texts import zone_name
from counter.supervisor.listing import Listed, within_share
from counter.supervisor.texts import name_of, share_text, spoken_row, state_text, wait_text
from hall.translator import Translator
from hall.views import FloorAgency, FloorService
from qtkit.desk.time_bar import wait_share

BAR_STEPS = 640
"""Of a full bar: a quarter of a pixel of the widest one. A wait grows at every read, its picture does not."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: an agency, or one of its services, which has a ``prefix``. ``bar`` is in ``BAR_STEPS`` of the
    longest wait that the hall allows; ``level`` is ``calm``, ``late`` from two thirds of it on, ``over`` at its end or
    when nobody is there."""

    key: str
    prefix: str
    name: str
    zone: str
    pictogram: str
    waiting: int
    longest: str
    bar: int
    level: str
    counters: str
    done: str
    promise: str
    state: str
    tone: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Group:
    """An agency's line with the lines of its services; ``found`` as ``counter.supervisor.listing.Listed`` has it."""

    agency: Line
    services: tuple[Line, ...]
    found: bool = False


def groups(listed: tuple[Listed, ...], limit: timedelta, translate: Translator) -> tuple[Group, ...]:
    """The lines of what is listed; a wait of ``limit`` fills its bar."""
    return tuple(
        Group(
            line_of(one.agency, limit, translate),
            tuple(line_of(service, limit, translate) for service in one.services),
            one.found,
        )
        for one in listed
    )


def line_of(one: FloorAgency | FloorService, limit: timedelta, translate: Translator) -> Line:
    """The line of an agency or a service."""
    zone = one.zone if isinstance(one, FloorAgency) else None
    share = wait_share(one.longest, limit)
    state, tone = state_text(one, translate)
    of = translate("supervisor.counters_of", open=one.counters_open, all=one.counters)
    return Line(
        key=f"{'agency' if isinstance(one, FloorAgency) else 'service'} {one.id}",
        prefix=one.prefix if isinstance(one, FloorService) else "",
        name=name_of(one, translate),
        zone=zone_name(zone) if zone is not None else "",
        pictogram=zone.pictogram if zone is not None else "",
        waiting=one.waiting,
        longest=wait_text(one.longest, translate),
        bar=math.ceil(min(1.0, share) * BAR_STEPS),
        level="over" if share >= 1 or (tone == "late" and share > 0) else "late" if share >= 2 / 3 else "calm",
        counters=of,
        done=str(one.done),
        promise=share_text(within_share(one), translate) or translate("supervisor.none"),
        state=state,
        tone=tone,
        spoken=spoken_row(one, translate),
    )
