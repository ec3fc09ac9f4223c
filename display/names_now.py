"""A call with the names that the hall has now: one that stands for long, or was read before, may carry older ones."""

from __future__ import annotations

from dataclasses import replace

from display.board_texts import service_name
from hall.structure import HallStructure
from hall.views import BoardCall


def named_now(call: BoardCall, hall: HallStructure | None, language: str) -> BoardCall:
    """``call`` with zone and names of ``hall``, its service in ``language``. What the hall no longer has, as an
    archived zone, keeps the names that the call came with."""
    zone = next((one for one in hall.zones if one.id == call.zone.id), call.zone) if hall else call.zone
    service = next((one for one in hall.services if one.id == call.service_id), None) if hall else None
    agency = next((one for one in hall.agencies if one.id == call.agency_id), None) if hall else None
    name, name_en = (service.name, service.name_en) if service else (call.service_name, call.service_name_en)
    return replace(
        call,
        zone=zone,
        agency_name=agency.name if agency else call.agency_name,
        service_name=service_name(name, name_en, language),
        service_name_en=name_en,
    )
